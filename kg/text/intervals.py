"""
Intervals of days: read from ISO 8601, compared, measured and worded.

An open end (``None``) reaches without bound; an interval with two open ends tells nothing and fits nothing.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from kg.model import Interval

from .periods import FIRST_YEAR, LAST_YEAR, Period, decade_of, month_of, part_of, quarter_of, week_of, year_of

Precision = Literal["day", "week", "month", "quarter", "year", "decade", "other", "open"]


def known_year(text: str) -> int:
    """
    Read a year.

    Raises:
        ValueError: It lies outside 1000 to 2200, so it is some other number.

    >>> known_year("2025")
    2025
    """
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{text} is no year: only {FIRST_YEAR} to {LAST_YEAR} are. Read it as a number instead")
    return year


def parse_iso(text: str) -> Interval | None:
    """
    Read ``2025``, ``2025-11`` or ``2025-11-08``; ``None`` for anything else or a day that never was.

    >>> parse_iso("2025-11")
    Interval(start=datetime.date(2025, 11, 1), end=datetime.date(2025, 11, 30), text='2025-11')
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text.strip())
    if not match:
        return None
    try:
        year = known_year(match[1])
        if match[3]:
            day = date(year, int(match[2]), int(match[3]))
            return Interval(day, day, text)
        if match[2] and not 1 <= int(match[2]) <= 12:  # noqa: PLR2004
            return None
        return Interval(*(month_of(year, int(match[2])) if match[2] else year_of(year)), text)
    except ValueError:
        return None


def overlaps(a: Interval, b: Interval) -> bool:
    """
    Whether two intervals share a day; an open end reaches without bound, an interval without ends shares nothing.

    >>> overlaps(parse_iso("2025"), parse_iso("2025-11")), overlaps(parse_iso("2025"), Interval())
    (True, False)
    """
    if _is_empty(a) or _is_empty(b):
        return False
    return (a.start or date.min) <= (b.end or date.max) and (b.start or date.min) <= (a.end or date.max)


def _is_empty(interval: Interval) -> bool:
    return interval.start is None and interval.end is None


def contains(outer: Interval, inner: Interval) -> bool:
    """
    Whether every day of *inner* is in *outer*.

    >>> contains(parse_iso("2025"), parse_iso("2025-11")), contains(parse_iso("2025-11"), parse_iso("2025"))
    (True, False)
    """
    if _is_empty(outer) or _is_empty(inner):
        return False
    start_fits = (outer.start or date.min) <= (inner.start or date.min)
    return start_fits and (inner.end or date.max) <= (outer.end or date.max)


def precision(interval: Interval) -> Precision:
    """
    Tell how exact an interval is by its calendar shape; ``open`` when an end is missing.

    >>> precision(parse_iso("2025-11-08")), precision(parse_iso("2025-11")), precision(Interval())
    ('day', 'month', 'open')
    """
    start, end = interval.start, interval.end
    if start is None or end is None:
        return "open"
    shapes: tuple[tuple[Precision, Period], ...] = (
        ("day", (start, start)),
        ("week", week_of(start)),
        ("month", month_of(start.year, start.month)),
        ("quarter", quarter_of(start.year, (start.month + 2) // 3)),
        ("year", year_of(start.year)),
        ("decade", decade_of(start.year - start.year % 10)),
    )
    return next((name for name, shape in shapes if shape == (start, end)), "other")


def say(interval: Interval) -> str:
    """
    Word an interval for an answer; the phrase itself when no day is known.

    >>> say(parse_iso("2025-11")), say(parse_iso("2025-11-08")), say(Interval(date(2023, 1, 1), None))
    ('in November 2025', 'on 8 November 2025', 'since 1 January 2023')
    """
    start, end = interval.start, interval.end
    if start is None or end is None:
        return f"since {_day(start)}" if start else f"by {_day(end)}" if end else interval.text
    first = month_of(start.year, start.month)
    quarter = ("first", "second", "third", "fourth")[(start.month - 1) // 3]
    worded: dict[str, str] = {
        "day": f"on {_day(start)}",
        "month": f"in {start:%B} {start.year}",
        "quarter": f"in the {quarter} quarter of {start.year}",
        "year": f"in {start.year}",
        "decade": f"in the {start.year}s",
    }
    for part, words in (("early", "early "), ("mid", "mid-"), ("late", "late ")):
        if part_of(first, part) == (start, end):
            return f"in {words}{start:%B} {start.year}"
    return worded.get(precision(interval), f"between {_day(start)} and {_day(end)}")


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""
