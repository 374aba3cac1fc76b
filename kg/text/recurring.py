"""
Which of many: the July, the weekend, the Tuesday that a text means, by the day of publication and the tense.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from .periods import week_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .periods import Period

Tense = Literal["past", "future", "present"]


def nearest(choices: list[Period], published: date, tense: Tense) -> Period:
    """
    Pick among recurring periods: the latest begun by *published*, the first not over, or the one nearest by.

    >>> one, two = (date(2024, 7, 1),) * 2, (date(2025, 7, 1),) * 2
    >>> nearest([one, two], date(2025, 3, 1), "past") == one, nearest([one, two], date(2025, 3, 1), "future") == two
    (True, True)
    """
    if tense == "future":
        return min(period for period in choices if period[1] >= published)
    if tense == "present":
        return min(choices, key=lambda period: (distance(period, published), period))
    return max(period for period in choices if period[0] <= published)


def distance(period: Period, day: date) -> int:
    """
    Count the days between a period and a day; 0 when the day is in it.

    >>> distance((date(2025, 7, 1), date(2025, 7, 9)), date(2025, 7, 11))
    2
    """
    return max((period[0] - day).days, (day - period[1]).days, 0)


def in_the_year(published: date, which: str | None, tense: Tense, make: Callable[[int], Period]) -> Period:
    """
    Pick the year of a period that comes once a year: "last" is over, "next" not begun, "this" in the year.

    >>> in_the_year(date(2025, 11, 12), "last", "past", lambda year: (date(year, 7, 1), date(year, 7, 9)))[0]
    datetime.date(2025, 7, 1)
    """
    choices = [make(published.year + step) for step in (-2, -1, 0, 1, 2)]
    if which == "last":
        return max(period for period in choices if period[1] < published)
    if which == "next":
        return min(period for period in choices if period[0] > published)
    if which == "this":
        return min((p for p in choices if p[0].year == published.year), key=lambda p: distance(p, published))
    return nearest(choices, published, tense)


def weekend(published: date, which: str, tense: Tense) -> Period:
    """
    Pick a weekend: "this" is the last one begun, or the coming one in a future clause.

    >>> weekend(date(2025, 11, 12), "this", "past")[0]
    datetime.date(2025, 11, 8)
    """
    saturday = week_of(published)[0] + timedelta(days=5)
    choices = [(saturday + timedelta(weeks=n), saturday + timedelta(weeks=n, days=1)) for n in (-2, -1, 0, 1, 2)]
    if which == "last":
        return max(period for period in choices if period[1] < published)
    if which in {"next", "coming"}:
        return min(period for period in choices if period[0] > published)
    return nearest(choices, published, tense)
