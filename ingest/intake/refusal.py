"""
Why something could not be taken in: one record, and every reason on one page.

A reason reads *what is wrong: detail; what to do*. ``docs/ingest.md`` lists them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    One thing that was not taken in; the others go on.

    Args:
        path: The file as it was named, with ``:LINE`` or ``#ENTRY`` where it holds several articles.
        reason: What is wrong, the detail, and what to do; one line.
    """

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class Reason(Enum):
    """Every reason, as (what is wrong, what to do)."""

    MISSING = ("no such file or folder", "check the path")
    NO_MATCH = ("the pattern matches no file", "quote the pattern and check the folder it starts in")
    NO_FILES = ("the folder holds no file to read", "name a folder with articles in it")
    UNREADABLE = ("the file cannot be read", "check its permissions and that the disk is still there")
    LOOP = ("a link that leads back to where it came from", "remove the link")
    NOT_A_FILE = ("neither a file nor a folder", "copy what it delivers into a file first")
    SUFFIX = ("a kind of file that is not read", "convert it to one of the kinds named")
    EMPTY = ("no text", "check that the file was saved completely")
    BINARY = ("binary data, not text", "export the article as text, Markdown, HTML or JSON")
    ENCODING = ("not in the encoding it should be in", "save the file as UTF-8")
    TOO_LONG = ("longer than an article may be", "split it into articles")
    FRONT_MATTER = ("the front matter is not valid YAML", "correct it, or remove the first line '---'")
    JSON = ("not valid JSON", "correct the line, or write one JSON object a line")
    FIELD = ("a field of the wrong type", "correct the field")
    DATE = ("a date that is none", "write it as 2026-01-31 or 2026-01-31T09:30:00Z, or leave it out")
    CHARACTER = ("a character that cannot be stored", "remove the half of a surrogate pair")
    NO_ARTICLE = ("no article in it", "save the page of the article itself, or its text")
    PAYWALL = ("the beginning of an article behind a paywall", "save the page while signed in, or its text")
    SUMMARY = ("only a summary", "take in the page that it links to")
    FEED = ("a feed that is broken or empty", "fetch the feed again")
    CUT_OFF = ("the feed breaks off in this entry", "fetch the feed again")
    BROKEN = ("the file cannot be taken apart", "save it again, or as plain text")
    LANGUAGE = ("not in English", "use --any-language to store it for search only")
    TAKEN = ("the id is held by another source", "give another one with --id, or overwrite it with --replace")
    TWICE = ("the id is given twice in this delivery", "give each article its own id")
    READER = ("the reader failed", "report it with the article; the others are not affected")
    TOO_HARD = ("too hard to read", "the others are not affected")
    TOO_SLOW = ("the reader gave up", "split the article, or allow more time with --article-seconds")
    TOO_BIG = ("the reader took too much memory", "split the article, or allow more with --article-memory")
    LOST = ("the reader's process ended", "free some memory or use fewer workers, and ingest it again")

    @property
    def headline(self) -> str:
        """What is wrong, in a few words."""
        return str(self.value[0])

    @property
    def cure(self) -> str:
        """What to do about it."""
        return str(self.value[1])


def refuse(path: str, why: Reason, detail: str = "") -> Refusal:
    """
    Make a refusal with the reason's words and a detail.

    >>> refuse("news/a.txt", Reason.EMPTY).reason
    'no text; check that the file was saved completely'
    >>> refuse("a.jsonl:12", Reason.DATE, "published is 'soon'").reason.split(";")[0]
    "a date that is none: published is 'soon'"
    """
    said = f"{why.headline}: {detail}" if detail else why.headline
    return Refusal(path, " ".join(f"{said}; {why.cure}".split()))


def shown(value: object, limit: int = 60) -> str:
    """
    Write a value of any type so short that it fits into one line of a message.

    >>> shown("x" * 100, 10)
    "'xxxxxxxxx…"
    >>> shown([["deep"]])
    'a list'
    """
    if isinstance(value, str):
        value = value[:limit]
    elif value is not None and not isinstance(value, bool | int | float):
        return f"a {type(value).__name__}"
    words = repr(value)
    return words if len(words) <= limit else words[:limit] + "…"
