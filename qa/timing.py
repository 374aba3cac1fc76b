"""Whether a sentence speaks of the time that a question asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.dates import contains, find_dates, overlaps, resolve
from kg.model import Interval

if TYPE_CHECKING:
    from datetime import date

    from .question import Question


def in_time(question: Question, text: str, published: date | None) -> float:
    """
    Return how well a sentence speaks of the time asked for, 0 to 1: by a date in it, else by the day of publication.

    A wider time than asked for ("in 2025" for a question about May) counts half.
    """
    if question.time is None:
        return 1.0
    told = [time for _, _, phrase in find_dates(text) if (time := resolve(phrase, published))]
    told = [time for time in told if time.start or time.end] or [Interval(published, published)]
    wanted = Interval(None, question.time.end) if question.as_of else question.time
    if question.as_of:
        return 1.0 if any(overlaps(time, wanted) for time in told) else 0.0
    if any(contains(wanted, time) for time in told):
        return 1.0
    return 0.5 if any(overlaps(time, wanted) for time in told) else 0.0
