"""
Time phrases that hang on an earlier event: "two weeks later", "the following day", "in the same month".
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.model import Interval

from .names import flat
from .numerals import parse_number
from .periods import back, unit_of

if TYPE_CHECKING:
    from kg.text.periods import Period

_UNIT = r"(?P<unit>day|night|week|fortnight|month|quarter|year|decade)"
_LEADING = re.compile(r"^(?:(?:in|on|at|during|within|by|only|just|exactly|almost|nearly|about|some|barely)\s)+")
_COUNTED = re.compile(rf"(?:(?P<n>[a-z0-9-]+)\s)?{_UNIT}s?\s(?P<way>later|after(?:wards?)?|earlier|before)")
_NEXT = re.compile(rf"(?:the\s)?(?P<way>following|next|previous|preceding)\s{_UNIT}")
_SAME = re.compile(rf"(?:the|that)\s(?:very\s)?(?:same\s)?{_UNIT}")
_LONGEST = {"day": 1, "night": 1, "week": 7, "fortnight": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}


def resolve_after(phrase: str, earlier: Interval) -> Interval | None:
    """
    Turn a phrase that hangs on an earlier event into days.

    Days and weeks are counted from a day, to the day; months and years give the whole month or year. What is not told
    exactly enough ("a week later" than "in May", "a few days later") gives nothing.

    Args:
        phrase: As found by :func:`kg.text.dates.find_dates`.
        earlier: When the earlier event was.

    Returns:
        The interval with the phrase as its text, or ``None``.

    >>> from kg.text.intervals import parse_iso
    >>> [str(resolve_after(p, parse_iso("2025-03-18")).start) for p in ("a week later", "that day", "A month before")]
    ['2025-03-25', '2025-03-18', '2025-02-01']
    >>> resolve_after("a week later", parse_iso("2025-03")), resolve_after("in May", parse_iso("2025-03"))
    (None, None)
    """
    if earlier.start is None or earlier.end is None:
        return None
    words = _LEADING.sub("", " ".join(flat(phrase).casefold().split()))
    told = _steps(words)
    if told is None:
        return None
    unit, steps = told
    if (earlier.end - earlier.start).days >= _LONGEST[unit]:
        return None
    days = _moved(earlier, unit, steps, counted=bool(_COUNTED.fullmatch(words)))
    return Interval(*days, phrase) if days else None


def _steps(words: str) -> tuple[str, int] | None:
    """Return the unit and how many of them to go on, back when negative."""
    if same := _SAME.fullmatch(words):
        return same["unit"], 0
    if near := _NEXT.fullmatch(words):
        return near["unit"], 1 if near["way"] in ("following", "next") else -1
    counted = _COUNTED.fullmatch(words)
    if counted is None:
        return None
    word = counted["n"] or "a"
    number = 1 if word in {"a", "an", "the", "one"} else parse_number(word)
    if number is None or int(number) != number:
        return None
    return counted["unit"], int(number) * (-1 if counted["way"] in ("earlier", "before") else 1)


def _moved(earlier: Interval, unit: str, steps: int, *, counted: bool) -> Period | None:
    assert earlier.start is not None
    assert earlier.end is not None
    if unit in ("day", "night"):
        day = earlier.start + timedelta(days=steps)
        return day, day
    if unit in ("week", "fortnight") and counted:
        if earlier.start == earlier.end:
            day = back(earlier.start, -steps, unit)
            return day, day
        return (back(earlier.start, -steps, unit), back(earlier.end, -steps, unit)) if unit == "week" else None
    return unit_of(unit, earlier.start, steps) if unit != "fortnight" else None
