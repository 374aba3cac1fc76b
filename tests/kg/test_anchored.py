from __future__ import annotations

from datetime import date

import pytest

from kg.model import Interval
from kg.text.anchored import resolve_after
from kg.text.dates import find_dates
from kg.text.intervals import parse_iso


@pytest.mark.parametrize(
    ("phrase", "earlier", "start", "end"),
    [
        ("a week later", "2025-03-18", date(2025, 3, 25), date(2025, 3, 25)),
        ("two days after", "2025-03-18", date(2025, 3, 20), date(2025, 3, 20)),
        ("three days earlier", "2025-03-02", date(2025, 2, 27), date(2025, 2, 27)),
        ("the following day", "2025-03-31", date(2025, 4, 1), date(2025, 4, 1)),
        ("On the same day", "2025-03-31", date(2025, 3, 31), date(2025, 3, 31)),
        ("the next week", "2025-03-18", date(2025, 3, 24), date(2025, 3, 30)),
        ("A month before", "2025-02-25", date(2025, 1, 1), date(2025, 1, 31)),
        ("in the same month", "2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("two years later", "2025-02", date(2027, 1, 1), date(2027, 12, 31)),
        ("that year", "2025-02-25", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_phrase_counts_from_the_earlier_event(phrase: str, earlier: str, start: date, end: date) -> None:
    anchor = parse_iso(earlier)
    assert anchor is not None
    assert resolve_after(phrase, anchor) == Interval(start, end, phrase)


@pytest.mark.parametrize(
    ("phrase", "earlier"),
    [("a week later", "2025-03"), ("the same month", "2025"), ("a few days later", "2025-03-18"), ("in May", "2025")],
)
def test_what_is_not_told_exactly_enough_gets_no_days(phrase: str, earlier: str) -> None:
    anchor = parse_iso(earlier)
    assert anchor is not None
    assert resolve_after(phrase, anchor) is None


def test_an_open_interval_anchors_nothing() -> None:
    assert resolve_after("a week later", Interval(date(2025, 3, 1), None)) is None


def test_after_that_leads_on_to_an_event_is_no_part_of_the_phrase() -> None:
    assert [p for _, _, p in find_dates("It left three days after the song came out.")] == ["three days"]


def test_after_at_the_end_of_its_phrase_belongs_to_it() -> None:
    assert [p for _, _, p in find_dates("Three days after, it left.")] == ["Three days after"]
