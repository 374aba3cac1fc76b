"""
Loosely typed fields -> `Article`, or the reason why not.

Front matter, JSON lines and feed entries all come as a mapping of names to values of
any type; this is the one place where they are checked.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

from kg.model import Article

from .refusal import Reason, Refusal, refuse, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CHARACTERS = 1_000_000
"""Longest text of one article, in code points: what spaCy takes by default, about 170 000 words."""

MAX_ID = 100
"""Longest id in characters; it becomes part of IRIs and of file names in exports."""


class FieldError(ValueError):
    """A field that cannot be used; carries the :class:`Reason` and a detail. Never leaves the room."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail or reason.headline)
        self.reason = reason
        self.detail = detail


def article(fields: Mapping[str, object], *, place: str, source: str, fallback_id: str = "") -> Article | Refusal:
    """
    Make an article of loosely typed fields.

    Args:
        fields: ``text`` and any of ``id title outlet published updated url byline topics
            reported_by updates``; other names are ignored, ``None`` and "" count as not given.
        place: What a refusal calls it, e.g. ``news.jsonl:12``.
        source: Path that the ledger remembers.
        fallback_id: Id where the fields give none; "" for the first 16 hex digits of sha256(text).

    Returns:
        The article, its text code point for code point but for a leading byte order mark.

    >>> article({"text": "Nova Vale sang.", "id": "a 1"}, place="x", source="x").id
    'a-1'
    >>> article({"text": ["no"]}, place="x:2", source="x").reason
    'a field of the wrong type: text is a list, not text; correct the field'
    """
    try:
        text = checked_text(fields.get("text"))
        return Article(
            id=safe_id(_id(fields.get("id")) or fallback_id) or text_id(text),
            text=text,
            title=_line(fields, "title"),
            outlet=_line(fields, "outlet"),
            published=_day(fields, "published"),
            updated=_day(fields, "updated"),
            url=_line(fields, "url"),
            byline=", ".join(_lines(fields, "byline")),
            topics=_lines(fields, "topics"),
            reported_by=_lines(fields, "reported_by"),
            updates=safe_id(_id(fields.get("updates"))) or None,
            source=source,
        )
    except FieldError as error:
        return refuse(place, error.reason, error.detail)


def checked_text(value: object) -> str:
    """
    Return the text of an article without a byte order mark.

    Raises:
        FieldError: It is missing, of another type, blank, too long, or holds half a surrogate pair.
    """
    if value is None:
        raise FieldError(Reason.EMPTY)
    if not isinstance(value, str):
        raise FieldError(Reason.FIELD, f"text is {shown(value)}, not text")
    text = value.removeprefix("\ufeff")
    if not text or text.isspace():
        raise FieldError(Reason.EMPTY)
    if len(text) > MAX_CHARACTERS:
        raise FieldError(Reason.TOO_LONG, f"{len(text)} characters, at most {MAX_CHARACTERS}")
    _storable("text", text)
    return text


def day(value: object) -> date | None:
    """
    Read a day from an ISO date or datetime; the date part as written, whatever the zone.

    Returns:
        ``None`` for ``None`` and blank text.

    Raises:
        ValueError: It is something else; the message shows it.

    >>> day("2026-01-15T23:10:00-05:00")
    datetime.date(2026, 1, 15)
    >>> day("next week")
    Traceback (most recent call last):
        ...
    ValueError: 'next week'
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    words = value.strip() if isinstance(value, str) else None
    if words == "":
        return None
    try:
        return datetime.fromisoformat(words or "").date()
    except ValueError:
        raise ValueError(shown(value)) from None


def safe_id(name: str) -> str:
    """
    Make a name safe for IRIs and file names: ASCII letters, digits, ``-``, ``_`` and ``.``.

    Names that had to be cut, or lost letters of another script, end in a hash so that they
    stay apart; "" when nothing is left.

    >>> safe_id("Café Tracks (1)"), safe_id("https://www.wire.example/a?p=1"), safe_id("東京 1"), safe_id("?")
    ('Cafe-Tracks-1', 'wire.example-a-p-1', '1-0dde9b72', '')
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"^https?://(www\.)?", "", name.strip()))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    lossy = any(c.isalnum() and not c.isascii() for c in plain)
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).strip("-.")
    if len(plain) <= MAX_ID and not lossy:
        return plain
    digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{plain[: MAX_ID - 9]}-{digest}".strip("-")


def text_id(text: str) -> str:
    """
    Name a text by the first 16 hex digits of its sha256.

    >>> text_id("Nova Vale sang.")
    'd528eba073a348fb'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def first_line(text: str, otherwise: str, limit: int = 200) -> str:
    r"""
    Return the first line with something on it, as a title; *otherwise* when it is no line but a paragraph.

    >>> first_line("\n Nova Vale sings \nMore.", "a1")
    'Nova Vale sings'
    """
    line = " ".join(text.lstrip().split("\n", 1)[0][: limit + 1].split())
    return line if 0 < len(line) <= limit else otherwise


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        _storable("id", value or "")
        return value or ""
    raise FieldError(Reason.FIELD, f"id is {shown(value)}, not text")


def _line(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldError(Reason.FIELD, f"{name} is {shown(value)}, not text")
    _storable(name, value)
    return " ".join(value.split())


def _lines(fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = fields.get(name)
    if isinstance(value, list | tuple):
        items = tuple(_line({name: item}, name) for item in value)
        return tuple(item for item in items if item)
    line = _line(fields, name)
    return (line,) if line else ()


def _day(fields: Mapping[str, object], name: str) -> date | None:
    try:
        return day(fields.get(name))
    except ValueError as error:
        raise FieldError(Reason.DATE, f"{name} is {error}") from error


def _storable(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        detail = f"U+{ord(text[error.start]):04X} at position {error.start} of {name}"
        raise FieldError(Reason.CHARACTER, detail) from error
