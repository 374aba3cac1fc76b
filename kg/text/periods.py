"""
Calendar arithmetic: weeks, months, quarters, seasons, years, decades as pairs of days, both included.

Weeks run from Monday to Sunday (ISO 8601). Seasons are the meteorological ones of the northern hemisphere.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Period = tuple[date, date]
"""First and last day."""

FIRST_YEAR, LAST_YEAR = 1000, 2200
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_THIRDS = {"early": 0, "mid": 1, "late": 2}


def year_of(year: int) -> Period:
    """
    Give the days of a year.

    >>> year_of(2025)
    (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    """
    return date(year, 1, 1), date(year, 12, 31)


def month_of(year: int, month: int) -> Period:
    """
    Give the days of a month; months count on over the year's end, so month 0 is the December before.

    >>> month_of(2025, 2), month_of(2025, 0)[0]
    ((datetime.date(2025, 2, 1), datetime.date(2025, 2, 28)), datetime.date(2024, 12, 1))
    """
    carry, index = divmod(month - 1, 12)
    year, month = year + carry, index + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def quarter_of(year: int, quarter: int) -> Period:
    """
    Give the days of a calendar quarter; quarters count on over the year's end.

    >>> quarter_of(2025, 3)
    (datetime.date(2025, 7, 1), datetime.date(2025, 9, 30))
    """
    return month_of(year, 3 * quarter - 2)[0], month_of(year, 3 * quarter)[1]


def season_of(year: int, season: str) -> Period:
    """
    Give the days of a season; winter begins in the December of *year*.

    >>> season_of(2025, "fall")
    (datetime.date(2025, 9, 1), datetime.date(2025, 11, 30))
    """
    month = _SEASONS[season]
    return month_of(year, month)[0], month_of(year, month + 2)[1]


def week_of(day: date, weeks: int = 0) -> Period:
    """
    Give the week that *day* is in, or one that many weeks later.

    >>> week_of(date(2025, 11, 12), -1)
    (datetime.date(2025, 11, 3), datetime.date(2025, 11, 9))
    """
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def unit_of(unit: str, day: date, steps: int = 0) -> Period:
    """
    Give the day, week, month, quarter, year or decade that *day* is in, or one that many steps later.

    >>> unit_of("month", date(2025, 1, 31), -1)
    (datetime.date(2024, 12, 1), datetime.date(2024, 12, 31))
    """
    if unit == "week":
        return week_of(day, steps)
    if unit == "month":
        return month_of(day.year, day.month + steps)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3 + steps)
    if unit == "year":
        return year_of(day.year + steps)
    if unit == "decade":
        first = 10 * (day.year // 10 + steps)
        return date(first, 1, 1), date(first + 9, 12, 31)
    return day + timedelta(days=steps), day + timedelta(days=steps)


def back(day: date, count: int, unit: str) -> date:
    """
    Go *count* units back from *day*, to the last day of a shorter month; forward when *count* is negative.

    >>> back(date(2025, 3, 31), 1, "month"), back(date(2025, 1, 5), -2, "week")
    (datetime.date(2025, 2, 28), datetime.date(2025, 1, 19))
    """
    if unit in {"day", "week", "fortnight"}:
        return day - timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    first, last = month_of(day.year, day.month - months)
    return min(first + timedelta(days=day.day - 1), last)


def part_of(period: Period, part: str) -> Period:
    """
    Give the early, mid or late third of a period; a month's are days 1-10, 11-20, 21-end.

    >>> part_of(month_of(2025, 11), "mid")
    (datetime.date(2025, 11, 11), datetime.date(2025, 11, 20))
    >>> part_of(year_of(2023), "late")
    (datetime.date(2023, 9, 1), datetime.date(2023, 12, 31))
    """
    first, last = period
    third, days = _THIRDS[part], (last - first).days + 1
    if 28 <= days <= 31:  # noqa: PLR2004  # a month
        return first + timedelta(days=10 * third), last if part == "late" else first + timedelta(days=10 * third + 9)
    if (first, last) == year_of(first.year):
        return month_of(first.year, 4 * third + 1)[0], month_of(first.year, 4 * third + 4)[1]
    if (first, last) == decade_of(first.year):
        years = (0, 4, 7, 10)
        return date(first.year + years[third], 1, 1), date(first.year + years[third + 1] - 1, 12, 31)
    cuts = [first + timedelta(days=days * n // 3) for n in range(4)]
    return cuts[third], cuts[third + 1] - timedelta(days=1)


def decade_of(first: int) -> Period:
    """
    Give the ten years from *first* on.

    >>> decade_of(1990)[1]
    datetime.date(1999, 12, 31)
    """
    return date(first, 1, 1), date(first + 9, 12, 31)
