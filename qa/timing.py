"""Whether a sentence speaks of the time that a question asks for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Interval
from kg.text.dates import contains, find_dates, overlaps, resolve

if TYPE_CHECKING:
    from datetime import date

    from .question import Question


_RELATIVE = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|current(?:ly)?|now|nowadays|today|yesterday|so far|to date|"
    r"(?:this|last|past|next) (?:day|week|month|quarter|year|summer|spring|autumn|winter)|"
    r"(?:days|weeks|months|years) ago)\b",
    re.IGNORECASE,
)


def relative_word(question: str) -> str:
    """
    Return the first words of a question that count from a day, empty if there are none.

    >>> relative_word("What is the latest figure?"), relative_word("Who sued Echolab in 2031?")
    ('latest', '')
    """
    found = _RELATIVE.search(question)
    return found[0] if found else ""


def say_day(day: date) -> str:
    """
    Return a day in words.

    >>> from datetime import date
    >>> say_day(date(2031, 5, 1))
    '1 May 2031'
    """
    return f"{day.day} {day:%B} {day.year}"


def in_time(question: Question, text: str, published: date | None) -> float:
    """
    Return how well a sentence speaks of the time asked for, 0 to 1: by a date in it, else by the day of publication.

    A wider time than asked for ("in 2025" for a question about May) counts half.
    """
    if question.time is None:
        return 1.0
    told = times_of(text, published) or (Interval(published, published),)
    if question.as_of:
        return 1.0 if any(overlaps(time, Interval(None, question.time.end)) for time in told) else 0.0
    if any(contains(question.time, time) for time in told):
        return 1.0
    return 0.5 if any(overlaps(time, question.time) for time in told) else 0.0


def names_time(question: Question, text: str, published: date | None) -> bool:
    """Whether a sentence names a time inside that of the question."""
    time = question.time
    return time is not None and any(contains(time, one) for one in times_of(text, published))


@lru_cache(maxsize=65536)
def times_of(text: str, published: date | None) -> tuple[Interval, ...]:
    """Return the times that a sentence names, as far as days are known."""
    found = (resolve(phrase, published) for _, _, phrase in find_dates(text))
    return tuple(time for time in found if time and (time.start or time.end))
