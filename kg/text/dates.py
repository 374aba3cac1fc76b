"""
Time phrases -> intervals of days, from the day of publication and the tense of the clause.

A bare month or weekday is the latest one not after publication, unless the clause is about the future; a weekday equal
to the day of publication is that very day. "By" and "until" give an end only, "since" a start only. What hangs on an
earlier event ("three days later") and what needs an unknown day of publication keeps its words and no days.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model import Interval

from .intervals import Precision, contains, overlaps, parse_iso, precision, say
from .names import flat
from .recurring import Tense
from .timephrases import find_dates
from .timereading import Open, both, closed

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Precision",
    "Tense",
    "contains",
    "find_dates",
    "overlaps",
    "parse_iso",
    "precision",
    "resolve",
    "say",
]

_END_WORDS = r"(?:by|until|till|up to|no later than|through|to|ending)"
_START_WORDS = r"(?:from|starting|beginning|not before)"
_PAST_WORDS = r"(?:since|back to)"
_BETWEEN = re.compile(r"(?:between|from)\s(.+?)\s?(?:\s(?:and|to|until|till|through)\s|-)\s?(.+)")


def resolve(phrase: str, published: date | None, tense: Tense = "past") -> Interval | None:
    """
    Turn a time phrase into a closed interval of days.

    Args:
        phrase: As found by :func:`find_dates`, with or without its preposition.
        published: Day of publication; without it only absolute phrases get days.
        tense: Of the clause that holds the phrase.

    Returns:
        The interval with the phrase as its text; open or unknown ends are ``None``.
        ``None`` when *phrase* tells no time at all.

    >>> day = date(2025, 11, 12)
    >>> [str(d) for d in (resolve("mid-October", day).start, resolve("by early November", day).end)]
    ['2025-10-11', '2025-11-10']
    >>> resolve("on Wednesday", day).start == day, resolve("since 2023", None).end, resolve("a song", day)
    (True, None, None)
    """
    words = " ".join(flat(phrase).casefold().replace("\u2013", "-").split()).strip(" ,.;()")
    words = words.replace("[", "").replace("]", "")  # "[ten] years ago", as an editor put it
    days = _ends(words, published, tense)
    if days is None:
        return None
    start, end = days
    if start and end and start > end:
        return Interval(None, None, phrase)
    return Interval(start, end, phrase)


def _ends(words: str, published: date | None, tense: Tense) -> Open | None:
    """Read prepositions and ranges, and the phrase below them."""
    words = re.sub(r"^(early|late) in (?:the )?", r"\1 ", re.sub(r"^(?:early|late|later|earlier) on ", "on ", words))
    joined = _BETWEEN.fullmatch(words)
    if joined and (days := both(joined[1], joined[2], published, tense)):
        return days
    for preposition, use in _OPEN_ENDS:
        match = re.fullmatch(rf"(?:[a-z]+ly\s)?{preposition}\s(.+)", words)
        if match:
            days = closed(match[1], published, "past" if use is _since else tense)
            return None if days is None else use(days)
    return closed(words, published, tense)


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _day_after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None


def _since(days: Open) -> Open:
    return days[0], None


_OPEN_ENDS: tuple[tuple[str, Callable[[Open], Open]], ...] = (
    (r"(?:before|prior to)", lambda days: (None, _day_before(days[0]))),
    (r"after", lambda days: (_day_after(days[1]), None)),
    (_END_WORDS, lambda days: (None, days[1])),
    (_PAST_WORDS, _since),
    (_START_WORDS, lambda days: (days[0], None)),
)
