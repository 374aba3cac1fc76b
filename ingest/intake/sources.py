"""
Files -> articles, or the reason why not.

The door of the room: whatever is named, each article in it comes out once, and each thing
that is none comes out as a refusal. Files are read one at a time and JSON Lines one line at
a time, so that memory does not grow with what is taken in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from .decoding import DecodeError, decode
from .fields import MAX_CHARACTERS, FieldError, article, first_line, safe_id
from .finding import Found, find
from .frontmatter import MAX_FRONT_MATTER, heading, split
from .language import ENGLISH, check_language
from .limits import OutOfTimeError, within
from .lines import json_file, json_lines
from .refusal import Reason, Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from kg.model import Article

    from .lines import Record

SUFFIXES = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "json": (".json",),
    "lines": (".jsonl", ".ndjson"),
    "feed": (".rss", ".atom", ".xml"),
}
"""What is read, by the end of a file's name; capitals make no difference."""

MAX_BYTES = {
    "text": 4 * MAX_CHARACTERS + 4,
    "markdown": 4 * (MAX_CHARACTERS + MAX_FRONT_MATTER),
    "html": 32 * 1024 * 1024,
    "json": 256 * 1024 * 1024,
    "feed": 64 * 1024 * 1024,
}
"""Largest file of each kind that is read as a whole. JSON Lines have no limit but that of a line."""

PAGE_SECONDS = 60.0
"""Longest time to find the article of one page; pages of news take about 0.05 seconds."""

_KINDS = {suffix: kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """
    What a person says about the articles of a delivery.

    Args:
        published: Day of publication of those that give none themselves.
        id: Id of the article; meant for a delivery of one.
        any_language: Take in other languages than English, marked for search only.
    """

    published: date | None = None
    id: str | None = None
    any_language: bool = False


def articles(paths: Iterable[str | Path], options: Options | None = None) -> Iterator[Article | Refusal]:
    """
    Take the articles out of files, folders and patterns.

    Returns:
        Articles and refusals, sorted by path, in the order of each file. Two articles may have
        the same id; it is for the delivery to refuse one.
    """
    return (item for _, item in placed(paths, options))


def placed(paths: Iterable[str | Path], options: Options | None = None) -> Iterator[tuple[str, Article | Refusal]]:
    """Yield what :func:`articles` yields, each with its place: the path, and the line or entry in it."""
    options = options or Options()
    for found in find(paths):
        if isinstance(found, Refusal):
            yield found.path, found
            continue
        for record in _safely(found):
            if isinstance(record, Refusal):
                yield record.path, record
            else:
                place, fields = record
                yield place, _article(fields, place, found, options)


def expected(paths: Iterable[str | Path]) -> int:
    """
    Estimate how many articles and refusals *paths* hold, for a progress bar.

    Lines are counted, entries of feeds and objects of JSON lists nearly so; files are not taken apart.
    """
    return sum(1 if isinstance(found, Refusal) else _expected(found) for found in find(paths))


def _article(fields: dict[str, object], place: str, found: Found, options: Options) -> Article | Refusal:
    own_id = safe_id(found.path.stem) if _kind(found) in ("text", "markdown", "html") else ""
    taken = article(fields, place=place, source=found.source, fallback_id=own_id)
    if isinstance(taken, Refusal):
        return taken
    language = check_language(taken.text, place, any_language=options.any_language)
    if isinstance(language, Refusal):
        return language
    return replace(
        taken,
        id=(safe_id(options.id) if options.id else "") or taken.id,
        published=taken.published or options.published,
        language=language,
        search_only=language != ENGLISH,
    )


def _safely(found: Found) -> Iterator[Record]:
    """Yield the records of a file; whatever goes wrong inside becomes a refusal."""
    try:
        yield from _records(found)
    except OSError as error:
        yield refuse(found.name, Reason.UNREADABLE, error.strerror or type(error).__name__)
    except (DecodeError, FieldError) as error:
        yield refuse(found.name, error.reason, error.detail)
    except OutOfTimeError:
        yield refuse(found.name, Reason.BROKEN, f"it took longer than {PAGE_SECONDS:g} seconds")
    except Exception as error:  # noqa: BLE001  # a bug in a parser must not stop the other files
        yield refuse(found.name, Reason.BROKEN, f"{type(error).__name__}: {error}"[:200])


def _records(found: Found) -> Iterator[Record]:
    kind = _kind(found)
    if kind == "lines":
        with found.path.open("rb") as file:
            yield from _lines(file, found)
        return
    if kind not in MAX_BYTES:
        known = " ".join(_KINDS)
        yield refuse(found.name, Reason.SUFFIX, f"'{found.path.suffix}' is none of {known}")
        return
    if found.size > MAX_BYTES[kind]:
        yield refuse(found.name, Reason.TOO_LONG, f"{found.size:,} bytes, at most {MAX_BYTES[kind]:,}")
        return
    yield from _READERS[kind](found.path.read_bytes(), found)


def _lines(file: BinaryIO, found: Found) -> Iterator[Record]:
    head = file.read(8192)
    file.seek(0)
    if b"\0" in head and not head.lstrip()[:2].startswith((b"{", b"[", b"\xff\xfe", b"\xfe\xff")):
        raise DecodeError(Reason.BINARY, f"a NUL byte at position {head.index(0)}")
    yield from json_lines(file, found.name)


def _text(data: bytes, found: Found) -> Iterator[Record]:
    text = decode(data)
    yield found.name, {"text": text, "title": first_line(text, found.path.stem)}


def _markdown(data: bytes, found: Found) -> Iterator[Record]:
    try:
        fields, body = split(decode(data))
    except DecodeError:
        raise
    except ValueError as error:
        yield refuse(found.name, Reason.FRONT_MATTER, str(error))
        return
    title = fields.get("title") or heading(body) or first_line(body, found.path.stem)
    yield found.name, {**fields, "text": body, "title": title}


def _html(data: bytes, found: Found) -> Iterator[Record]:
    if not data.strip():
        raise FieldError(Reason.EMPTY)
    from .html import page

    with within(PAGE_SECONDS):
        fields = page(data)
    yield found.name, {**fields, "title": fields["title"] or first_line(str(fields["text"]), found.path.stem)}


def _feed(data: bytes, found: Found) -> Iterator[Record]:
    if not data.strip():
        raise FieldError(Reason.EMPTY)
    from .feeds import entries

    yield from entries(data, found.name)


def _json(data: bytes, found: Found) -> Iterator[Record]:
    if not data.strip():
        raise FieldError(Reason.EMPTY)
    yield from json_file(data, found.name)


_READERS: dict[str, Callable[[bytes, Found], Iterator[Record]]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "feed": _feed,
    "json": _json,
}


def _kind(found: Found) -> str:
    return _KINDS.get(found.path.suffix.lower(), "")


def _expected(found: Found) -> int:
    marks = {"lines": (b"\n",), "json": (b'"text"',), "feed": (b"<item", b"<entry")}.get(_kind(found))
    if marks is None or (_kind(found) != "lines" and found.size > MAX_BYTES[_kind(found)]):
        return 1
    try:
        with found.path.open("rb") as file:
            chunks = iter(lambda: file.read(1 << 20), b"")
            return max(1, sum(chunk.count(mark) for chunk in chunks for mark in marks))
    except OSError:
        return 1
