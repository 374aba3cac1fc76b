"""
Which articles a question is asked of, as a person writes it: flags, and the chat's ``/filter`` and ``/asof``.
"""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from qa.scope import Scope

FILTERS = ("from", "to", "outlet", "about", "topic")
"""Words of a filter; each has a value behind it."""


def day(text: str | None, flag: str) -> date | None:
    """
    Read a day.

    Raises:
        InputError: It is none.

    >>> day("2031-05-01", "--as-of"), day(None, "--as-of")
    (datetime.date(2031, 5, 1), None)
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{flag} {text!r} is no day of the calendar. Write it as 2025-11-08.") from error


def scope(
    as_of: str | None, since: str | None, until: str | None, outlets: list[str], about: list[str], topic: str | None
) -> Scope:
    """
    Read which articles count.

    Raises:
        InputError: A day is none, or the last day is before the first.

    >>> scope(None, "2031-05-01", None, ["Norland Post"], [], None).told()
    'of Norland Post, published from 1 May 2031'
    """
    from qa.scope import Scope

    first, last = day(since, "--from"), day(until, "--to")
    if first and last and last < first:
        raise InputError(f"--to {until} is before --from {since}. Exchange them.")
    return Scope(day(as_of, "--as-of"), first, last, tuple(outlets), tuple(about), topic or "")


def filtered(text: str, before: Scope) -> Scope:
    """
    Read a filter as it is typed in the chat; what it does not name stays as it was, ``off`` lifts all but ``as_of``.

    Raises:
        InputError: A word of it is none that it knows, a value is missing, or a day is none.

    >>> from qa.scope import Scope
    >>> filtered('from 2031-05-01 outlet "Norland Post"', Scope()).told()
    'of Norland Post, published from 1 May 2031'
    """
    if text.strip().lower() == "off":
        return scope(_iso(before.as_of), None, None, [], [], None)
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise InputError(f"/filter {text}: {error}. Close the quotation marks.") from error
    given: dict[str, list[str]] = {}
    for name, value in zip(words[::2], [*words[1::2], *[""] * (len(words) % 2)], strict=True):
        if name.lower() not in FILTERS or not value:
            raise InputError(
                f"/filter {text}: say {', '.join(FILTERS)}, each with its value; quote names of several words."
            )
        given.setdefault(name.lower(), []).append(value)
    return scope(
        _iso(before.as_of),
        given["from"][-1] if "from" in given else _iso(before.since),
        given["to"][-1] if "to" in given else _iso(before.until),
        given.get("outlet") or list(before.outlets),
        given.get("about") or list(before.about),
        (given.get("topic") or [before.topic])[-1],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
