"""An RSS or Atom file -> the fields of its entries. Owns feedparser."""

from __future__ import annotations

import io
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from .decoding import DecodeError, decode
from .fields import FieldError
from .html import check_article, fragment, prose_words
from .refusal import Reason, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .lines import Record

MIN_SUMMARY = 40
"""Fewest words of prose for which an entry's summary is taken for the article; teasers have about 20 to 35."""

_CLOSED = re.compile(rb"</(?:[\w-]+:)?(?:rss|feed|RDF)\s*>", re.IGNORECASE)


def entries(data: bytes, path: str) -> Iterator[Record]:
    """
    Read the entries of a feed, each as one article.

    The full content is taken where the feed has it, else a summary of at least
    :data:`MIN_SUMMARY` words. Dates are kept as the outlet wrote them, in its own time zone.

    Args:
        data: The feed as it was saved; no address is followed.
        path: What refusals call it; the entries are ``path#1``, ``path#2`` ...

    Returns:
        Fields or refusals, in the order of the feed. A feed that is no feed gives one refusal;
        where it breaks off, its last entry is refused.
    """
    try:
        _check_bytes(data)
    except DecodeError as error:
        yield refuse(path, error.reason, error.detail)
        return
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data))  # as a file: a string would be taken for an address
    if not parsed.entries:
        yield refuse(path, Reason.FEED, _cause(parsed))
        return
    cut_off = bool(parsed.bozo) and not _CLOSED.search(data[-2000:])
    for number, entry in enumerate(parsed.entries, 1):
        place = f"{path}#{number}"
        if cut_off and number == len(parsed.entries):
            yield refuse(place, Reason.CUT_OFF, _cause(parsed))
            return
        try:
            yield place, _fields(entry, parsed.feed)
        except FieldError as error:
            yield refuse(place, error.reason, error.detail)


def _check_bytes(data: bytes) -> None:
    declared = re.search(rb"""<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""", data[:500])
    decode(data, declared[1].decode("ascii") if declared else None)


def _cause(parsed: Any) -> str:
    cause = parsed.get("bozo_exception")
    if cause is None:
        return "it has no entries"
    line = getattr(cause, "getLineNumber", lambda: None)()
    message = getattr(cause, "getMessage", lambda: str(cause))()
    return f"{message} at line {line}" if line else str(message)


def _fields(entry: Any, feed: Any) -> dict[str, object]:
    return {
        "text": _text(entry),
        "id": entry.get("id") or entry.get("link") or None,
        "title": fragment(entry.get("title", "")),
        "outlet": fragment((entry.get("source") or {}).get("title") or feed.get("title", "")),
        "published": _day(entry, "published"),
        "updated": _day(entry, "updated"),
        "url": link if (link := entry.get("link", "")).startswith(("http://", "https://")) else "",
        "byline": ", ".join(a["name"] for a in entry.get("authors", []) if a.get("name")) or entry.get("author", ""),
        "topics": [tag["term"] for tag in entry.get("tags", []) if tag.get("term")],
    }


def _text(entry: Any) -> str:
    """Return the longest content as text, or a summary that is long enough."""
    contents = [fragment(content.get("value", "")) for content in entry.get("content", [])]
    content = max(contents, key=len, default="")
    if prose_words(content) >= MIN_SUMMARY:
        check_article(content)
        return content
    summary = max((content, fragment(entry.get("summary", ""))), key=len)
    if not summary:
        raise FieldError(Reason.EMPTY)
    words = prose_words(summary)
    if words < MIN_SUMMARY:
        raise FieldError(Reason.SUMMARY, f"{words} words of running text, at least {MIN_SUMMARY}")
    check_article(summary)
    return summary


def _day(entry: Any, name: str) -> str:
    """Return a date as ISO text; mail dates keep the day of their own zone. What is no date stays, to be refused."""
    raw = str(dict.get(entry, name) or "")  # dict.get: feedparser's own falls back from one date to the other
    try:
        return parsedate_to_datetime(raw).date().isoformat()
    except ValueError:
        parsed = dict.get(entry, f"{name}_parsed")
        is_iso = re.match(r"\d{4}-\d\d-\d\d", raw)
        return raw if is_iso or not parsed else f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
