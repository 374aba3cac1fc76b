from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Interval
from kg.text import periods
from kg.text.dates import contains, find_dates, overlaps, parse_iso, precision, resolve, say

WEDNESDAY = date(2025, 11, 12)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def days(phrase, published=WEDNESDAY, tense="past"):
    interval = resolve(phrase, published, tense)
    return f"{interval.start or ''}/{interval.end or ''}" if interval else None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("by early November", "/2025-11-10"),
        ("since 2023", "2023-01-01/"),
        ("until last week", "/2025-11-09"),
        ("before 2020", "/2019-12-31"),
        ("after March 2024", "2024-04-01/"),
        ("no later than June 30", "/2025-06-30"),
        ("by year end", "/2025-12-31"),
        ("between May and July 2025", "2025-05-01/2025-07-31"),
        ("between November and March", "2024-11-01/2025-03-31"),
        ("from 2022 to 2024", "2022-01-01/2024-12-31"),
        ("over 2000 – 2050", "2000-01-01/2050-12-31"),  # noqa: RUF001
        ("2022-24", "2022-01-01/2024-12-31"),
        ("October 15-16, 2025", "2025-10-15/2025-10-16"),
        ("between October 17 and 23", "2025-10-17/2025-10-23"),
        ("from June 5 to July 1", "2025-06-05/2025-07-01"),
        ("in the first quarter of 2025", "2025-01-01/2025-03-31"),
        ("Q3 2025", "2025-07-01/2025-09-30"),
        ("the first half of 2025", "2025-01-01/2025-06-30"),
        ("last quarter", "2025-07-01/2025-09-30"),
        ("last summer", "2025-06-01/2025-08-31"),
        ("this fall", "2025-09-01/2025-11-30"),
        ("next spring", "2026-03-01/2026-05-31"),
        ("in the summer of 2024", "2024-06-01/2024-08-31"),
        ("the past twelve months", "2024-11-12/2025-11-12"),
        ("over the past 30 days", "2025-10-13/2025-11-12"),
        ("the next two weeks", "2025-11-12/2025-11-26"),
        ("two years ago", "2023-01-01/2023-12-31"),
        ("three weeks ago", "2025-10-20/2025-10-26"),
        ("ten days ago", "2025-11-02/2025-11-02"),
        ("more than a decade ago", "2013-01-01/2017-12-31"),
        ("on Tuesday", "2025-11-11/2025-11-11"),
        ("late on Tuesday", "2025-11-11/2025-11-11"),
        ("last Wednesday", "2025-11-05/2025-11-05"),
        ("next Wednesday", "2025-11-19/2025-11-19"),
        ("earlier this month", "2025-11-01/2025-11-12"),
        ("later this year", "2025-11-12/2025-12-31"),
        ("the week ending 8 November 2025", "2025-11-02/2025-11-08"),
        ("the week of Nov. 1", "2025-11-01/2025-11-07"),
        ("dated 15 November 2025", "2025-11-15/2025-11-15"),
        ("8 November", "2025-11-08/2025-11-08"),
        ("Nov. 8, 2025", "2025-11-08/2025-11-08"),
        ("2025-11-08", "2025-11-08/2025-11-08"),
        ("3/21/2024", "2024-03-21/2024-03-21"),
        ("Monday, Oct. 28", "2024-10-28/2024-10-28"),
        ("November 2025", "2025-11-01/2025-11-30"),
        ("in May of last year", "2024-05-01/2024-05-31"),
        ("last November", "2024-11-01/2024-11-30"),
        ("mid-October", "2025-10-11/2025-10-20"),
        ("in late September 2025", "2025-09-21/2025-09-30"),
        ("the 1990s", "1990-01-01/1999-12-31"),
        ("early 1990s", "1990-01-01/1993-12-31"),
        ("the '90s", "1990-01-01/1999-12-31"),
        ("the 19th century", "1801-01-01/1900-12-31"),
        ("late 2023", "2023-09-01/2023-12-31"),
        ("today", "2025-11-12/2025-11-12"),
        ("yesterday afternoon", "2025-11-11/2025-11-11"),
        ("the day before yesterday", "2025-11-10/2025-11-10"),
        ("tomorrow", "2025-11-13/2025-11-13"),
        ("this week", "2025-11-10/2025-11-16"),
        ("this weekend", "2025-11-08/2025-11-09"),
        ("next month", "2025-12-01/2025-12-31"),
        ("last year", "2024-01-01/2024-12-31"),
        ("in 2026", "2026-01-01/2026-12-31"),
        ("as of March 4, 2011", "2011-03-04/2011-03-04"),
    ],
)
def test_a_phrase_has_its_days(phrase, expected):
    assert days(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("on July 1", "2026-07-01/2026-07-01"),
        ("in November", "2025-11-01/2025-11-30"),
        ("in March", "2026-03-01/2026-03-31"),
        ("on Friday", "2025-11-14/2025-11-14"),
        ("this weekend", "2025-11-15/2025-11-16"),
        ("on 29 February", "2028-02-29/2028-02-29"),
    ],
)
def test_a_bare_date_lies_ahead_in_a_future_clause(phrase, expected):
    assert days(phrase, tense="future") == expected


def test_a_weekday_equal_to_the_day_of_publication_is_that_day():
    assert days("on Wednesday") == "2025-11-12/2025-11-12"


def test_a_present_clause_takes_the_nearest_date():
    assert days("on July 1", date(2024, 3, 22), "present") == "2024-07-01/2024-07-01"


@pytest.mark.parametrize(
    "phrase",
    [
        "three days later",
        "recently",
        "several years ago",
        "the coming months",
        "for almost 15 years",
        "31 November",
        "so far",
    ],
)
def test_what_cannot_be_placed_keeps_its_words_only(phrase):
    assert resolve(phrase, WEDNESDAY) == Interval(None, None, phrase)


@pytest.mark.parametrize(
    "phrase", ["on Tuesday", "this summer", "last week", "in July", "July 1", "two years ago", "today"]
)
def test_a_relative_phrase_needs_a_day_of_publication(phrase):
    assert days(phrase, None) == "/"


@pytest.mark.parametrize("phrase", ["in 2023", "8 November 2025", "the 1990s", "Q3 2025", "mid-October 2024"])
def test_an_absolute_phrase_needs_none(phrase):
    assert days(phrase, None) == days(phrase)


@pytest.mark.parametrize("phrase", ["", "a song", "in Norland", "No. 1", "35,000 followers"])
def test_other_words_are_no_time(phrase):
    assert resolve(phrase, WEDNESDAY) is None


@pytest.mark.parametrize("year", ["0999", "2201", "9999"])
def test_numbers_out_of_range_are_no_years(year):
    assert days(f"in {year}") == "/"


@pytest.mark.parametrize(
    "phrase",
    [
        "by early November",
        "since 2023",
        "until last week",
        "between May and July 2025",
        "from 2022 to 2024",
        "Q3 2025",
        "in the first quarter of 2025",
        "last summer",
        "the past twelve months",
        "two years ago",
        "three days later",
        "on Tuesday",
        "earlier this month",
        "the week ending 8 November 2025",
        "dated 15 November 2025",
        "8 November",
        "Nov. 8, 2025",
        "2025-11-08",
        "November 2025",
        "the 1990s",
        "late 2023",
        "today",
        "this week",
        "recently",
        "in 2026",
        "mid-October",
        "over 2000 - 2050",
        "by year end",
        "before last summer",
        "yesterday afternoon",
        "just over 24 hours ago",
        "for almost 15 years",
        "Tuesday (January 6)",
        "in May",
        "over the weekend",
    ],
)
def test_a_phrase_is_found_whole(phrase):
    text = f"It was {phrase} that they sang."
    assert [found for _, _, found in find_dates(text)] == [phrase]


@pytest.mark.parametrize(
    "text",
    [
        "May agreed to sing",
        "they may sing",
        "a march in Norland",
        "$2,025",
        "over 2000 songs",
        "the 2000 year old song",
        "Section 230",
        "35,000 followers",
        "as soon as she sang",
        "No. 1",
    ],
)
def test_other_words_are_not_found(text):
    assert find_dates(text) == []


def test_two_dates_joined_by_and_are_two_phrases():
    assert [found for _, _, found in find_dates("in 2019 and 2021")] == ["in 2019", "2021"]


@given(st.text(alphabet="abdeiInNoOvyJulyMa 0123459,.-'TuesdayQ(/", max_size=50))
def test_found_spans_lie_in_order_and_hold_their_words(text):
    at = 0
    for start, end, phrase in find_dates(text):
        assert at <= start < end <= len(text)
        assert text[start:end] == phrase
        at = end


@given(st.text(alphabet="abdeiInNoOvyJulyMa 0123459,.-'TuesdayQ(/ago last week", max_size=40), DAYS)
def test_no_text_breaks_the_resolver(text, published):
    interval = resolve(text, published)
    assert interval is None or interval.start is None or interval.end is None or interval.start <= interval.end


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "on %A, %B %d, %Y"]))
def test_a_written_day_is_read_back(day, form):
    phrase = day.strftime(form).replace("May.", "May")
    interval = resolve(phrase, None)
    assert (interval.start, interval.end) == (day, day)
    assert [found for _, _, found in find_dates(phrase)] == [phrase]


@given(DAYS, DAYS)
def test_a_bare_day_of_the_past_is_never_after_publication(day, published):
    interval = resolve(f"{day.day} {day:%B}", published)
    assert interval.start <= published
    assert (published - interval.start).days <= 366 * 4


@given(DAYS, st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))  # noqa: SIM905
def test_a_bare_weekday_is_within_the_last_seven_days(published, name):
    interval = resolve(f"on {name}", published)
    assert 0 <= (published - interval.start).days < 7
    assert f"{interval.start:%A}" == name


@given(DAYS, st.sampled_from(["%d %B %Y", "%B %Y", "%Y"]))
def test_what_is_said_is_resolved_to_the_same_days(day, form):
    interval = resolve(day.strftime(form), None)
    again = resolve(say(interval), None)
    assert (again.start, again.end) == (interval.start, interval.end)


@given(DAYS, DAYS)
def test_overlap_is_symmetric_and_containing_implies_it(one, other):
    a, b = parse_iso(f"{one:%Y-%m}"), parse_iso(f"{other:%Y}")
    assert overlaps(a, b) == overlaps(b, a)
    assert overlaps(a, b) or not contains(b, a)


def test_an_open_end_reaches_without_bound():
    assert overlaps(Interval(date(2020, 1, 1), None), parse_iso("2025"))
    assert not overlaps(Interval(None, date(2020, 1, 1)), parse_iso("2025"))


def test_an_interval_without_days_fits_nothing():
    assert not overlaps(Interval(text="recently"), parse_iso("2025"))


@pytest.mark.parametrize(("iso", "name"), [("2025-11-08", "day"), ("2025-11", "month"), ("2025", "year")])
def test_precision_is_told_by_shape(iso, name):
    assert precision(parse_iso(iso)) == name


@pytest.mark.parametrize("text", ["2025-13", "2025-02-30", "0999", "november", "2025-1", ""])
def test_what_is_no_iso_date_is_none(text):
    assert parse_iso(text) is None


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (parse_iso("2025-11-08"), "on 8 November 2025"),
        (parse_iso("2025-11"), "in November 2025"),
        (parse_iso("2025"), "in 2025"),
        (Interval(date(2025, 7, 1), date(2025, 9, 30)), "in the third quarter of 2025"),
        (Interval(date(2025, 10, 11), date(2025, 10, 20)), "in mid-October 2025"),
        (Interval(date(1990, 1, 1), date(1999, 12, 31)), "in the 1990s"),
        (Interval(date(2023, 1, 1), None), "since 1 January 2023"),
        (Interval(None, date(2023, 1, 1)), "by 1 January 2023"),
        (Interval(date(2023, 1, 1), date(2023, 1, 3)), "between 1 January 2023 and 3 January 2023"),
        (Interval(text="recently"), "recently"),
    ],
)
def test_an_interval_is_worded(interval, words):
    assert say(interval) == words


@given(DAYS)
def test_thirds_cover_a_month_without_gap(day):
    whole = periods.month_of(day.year, day.month)
    early, mid, late = (periods.part_of(whole, part) for part in ("early", "mid", "late"))
    assert (early[0], late[1]) == whole
    assert mid[0] - early[1] == late[0] - mid[1] == timedelta(days=1)
