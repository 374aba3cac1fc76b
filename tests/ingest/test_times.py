"""When a claim holds: its own time, one it inherits, one counted from an earlier event, and none that leaks in."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article, Interval

PUBLISHED = date(2025, 11, 12)
MONDAY, FRIDAY = date(2025, 11, 10), date(2025, 11, 14)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def time_of(reader: Reader, text: str, relation: str) -> Interval | None:
    claims = reader.read(Article("a", text, published=PUBLISHED)).claims
    found = {c.time for c in claims if c.relation == relation}
    assert len(found) == 1, [(c.subject.text, c.relation, c.time) for c in claims]
    return found.pop()


@pytest.mark.parametrize(
    ("text", "relation", "day"),
    [
        ("On Friday, Halden Records is to meet Mira Solberg.", "meets", FRIDAY),
        ("Halden Records plans to meet Mira Solberg on Friday.", "meets", FRIDAY),
        ("The song arrives on Friday.", "releaseDate", FRIDAY),
        ("Halden Records met Mira Solberg on Monday and fined Orrin Vale.", "fined", MONDAY),
        ("On Monday Halden Records sued Mira Solberg, and Tunesmith fined Orrin Vale.", "fined", MONDAY),
        ("On Monday Halden Records sued Mira Solberg; Tunesmith fined Orrin Vale.", "fined", MONDAY),
        ("Halden Records sued Mira Solberg on Monday, accusing her of theft.", "accused", MONDAY),
        ("On Monday Orrin Vale praised Mira Solberg when he met Halden Records.", "meets", MONDAY),
        ("Halden Records met Mira Solberg on Monday in order to honour Orrin Vale.", "open:honour", MONDAY),
        ("Orrin Vale met Mira Solberg, the singer, on Monday, Nordlys News reports.", "meets", MONDAY),
        ("On Monday Orrin Vale said that Mira Solberg is an actor.", "open:be", MONDAY),
        ("Halden Records fined Mira Solberg on Monday, and it apologised to Orrin Vale.", "apologisedTo", MONDAY),
        ("Orrin Vale fined Mira Solberg on Monday Night.", "fined", MONDAY),
    ],
)
def test_a_clause_without_a_time_takes_that_of_the_one_it_belongs_to(
    reader: Reader, text: str, relation: str, day: date
) -> None:
    time = time_of(reader, text, relation)
    assert time is not None
    assert (time.start, time.end) == (day, day)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Halden Records sued Mira Solberg on Monday, and Tunesmith fined Orrin Vale.", "fined"),
        ("Orrin Vale said on Monday that Halden Records sued Mira Solberg.", "sued"),
        ("Halden Records agreed on Monday to pay Mira Solberg.", "open:pay"),
        ("Orrin Vale said on Monday that Halden Records plans to pay Mira Solberg.", "open:pay"),
        ("Halden Records, which fined Orrin Vale, sued Mira Solberg on Monday.", "fined"),
        ("The news of the autumn angered Mira Solberg.", "open:anger"),
        ("Halden Records praised Mira Solberg's 2019 album.", "praised"),
        ("Halden Records has praised Mira Solberg, who sues Tunesmith, since 2019.", "sued"),
    ],
)
def test_the_time_of_another_clause_does_not_leak(reader: Reader, text: str, relation: str) -> None:
    assert time_of(reader, text, relation) is None


def test_a_week_later_counts_from_the_time_told_before(reader: Reader) -> None:
    text = "Halden Records sued Mira Solberg on 3 March 2025. A week later, Orrin Vale left the band."
    assert time_of(reader, text, "leaves") == Interval(date(2025, 3, 10), date(2025, 3, 10), "A week later")


def test_a_week_later_than_nothing_stays_words(reader: Reader) -> None:
    assert time_of(reader, "A week later, Orrin Vale left the band.", "leaves") == Interval(text="A week later")


def test_days_after_an_event_count_from_that_event(reader: Reader) -> None:
    text = "Halden Records sued Mira Solberg two weeks after Orrin Vale left the band on 3 March 2025."
    assert time_of(reader, text, "sued") == Interval(date(2025, 3, 17), date(2025, 3, 17), "two weeks after")


def test_of_two_phrases_the_narrower_tells_the_time(reader: Reader) -> None:
    text = "Four months ago, on 11 July 2025, Halden Records sued Mira Solberg."
    time = time_of(reader, text, "sued")
    assert time is not None
    assert time.start == date(2025, 7, 11)


@pytest.mark.parametrize(
    ("text", "relation", "start", "end"),
    [
        ("Halden Records sued Mira Solberg on Monday after it fined Orrin Vale.", "fined", None, MONDAY),
        ("Halden Records sued Mira Solberg on Monday before it fined Orrin Vale.", "fined", MONDAY, None),
        ("After fining Orrin Vale, Halden Records sued Mira Solberg on Monday.", "fined", None, MONDAY),
        ("Orrin Vale said on Monday that Halden Records has fined Mira Solberg.", "fined", None, MONDAY),
        (
            "Halden Records sued Mira Solberg on Monday, three days after it fined Orrin Vale.",
            "fined",
            date(2025, 11, 7),
            date(2025, 11, 7),
        ),
    ],
)
def test_what_came_before_or_after_is_bounded_by_it(
    reader: Reader, text: str, relation: str, start: date | None, end: date | None
) -> None:
    time = time_of(reader, text, relation)
    assert time is not None
    assert (time.start, time.end) == (start, end)


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("in the week ending 7 November", date(2025, 11, 1), date(2025, 11, 7)),
        ("since March", date(2025, 3, 1), None),
        ("by the end of the year", None, date(2025, 12, 31)),
        ("last month", date(2025, 10, 1), date(2025, 10, 31)),
        ("in the third quarter", date(2025, 7, 1), date(2025, 9, 30)),
        ("between March and May 2024", date(2024, 3, 1), date(2024, 5, 31)),
        ("from 2019 to 2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("[ten] years ago", date(2015, 1, 1), date(2015, 12, 31)),
        ("in the 12 months to September", date(2024, 10, 1), date(2025, 9, 30)),
        ("in the year to 31 March 2025", date(2024, 4, 1), date(2025, 3, 31)),
        ("in the three months ended 30 June 2025", date(2025, 4, 1), date(2025, 6, 30)),
        ("in the first nine months of 2025", date(2025, 1, 1), date(2025, 9, 30)),
        ("in the last two weeks of May 2025", date(2025, 5, 18), date(2025, 5, 31)),
        ("since its launch in 2019", date(2019, 1, 1), None),
        ("before the vote in March 2025", None, date(2025, 3, 31)),
    ],
)
def test_a_time_phrase_means_its_days(reader: Reader, phrase: str, start: date | None, end: date | None) -> None:
    time = time_of(reader, f"Halden Records fined Mira Solberg {phrase}.", "fined")
    assert time is not None
    assert (time.start, time.end) == (start, end)


def test_a_day_nobody_told_before_stays_words(reader: Reader) -> None:
    time = time_of(reader, "Halden Records fined Mira Solberg that same day.", "fined")
    assert time == Interval(text="that same day")


def test_each_of_two_figures_has_its_own_time(reader: Reader) -> None:
    text = "The fee rose to $12 million in 2024 from $9 million in 2023."
    assert time_of(reader, text, "open:rise_to") == Interval(date(2024, 1, 1), date(2024, 12, 31), "in 2024")


def test_the_time_of_the_figure_before_is_not_that_of_the_new_one(reader: Reader) -> None:
    assert time_of(reader, "The fee rose to $34, up from $10 in January.", "open:rise_to") is None


def test_two_figures_of_one_time_share_it(reader: Reader) -> None:
    text = "In January the fee rose to $34, up from $10."
    assert time_of(reader, text, "open:rise_to") == Interval(date(2025, 1, 1), date(2025, 1, 31), "In January")


def test_a_verb_before_seconds_is_no_time(reader: Reader) -> None:
    (claim,) = reader.read(Article("a", "Songs may last 30 seconds.", published=PUBLISHED)).claims
    assert (claim.relation, claim.value, claim.unit, claim.time) == ("open:last", 30, "seconds", None)


def test_the_next_day_follows_what_was_told_before(reader: Reader) -> None:
    text = "Halden Records hired Mira Solberg on 3 May 2024. The next day it fined Orrin Vale."
    assert time_of(reader, text, "fined") == Interval(date(2024, 5, 4), date(2024, 5, 4), "The next day")


def test_the_next_day_of_nothing_stays_words(reader: Reader) -> None:
    assert time_of(reader, "The next day Halden Records fined Orrin Vale.", "fined") == Interval(text="The next day")


def test_a_by_behind_a_teller_belongs_to_what_is_told(reader: Reader) -> None:
    text = "The scientists estimated by 2050, rising demand would exceed supply."
    assert time_of(reader, text, "open:exceed") == Interval(None, date(2050, 12, 31), "by 2050")


def test_a_day_behind_a_teller_is_the_day_of_telling(reader: Reader) -> None:
    text = "Mira Solberg said on Monday Orrin Vale would hire a lawyer."
    assert time_of(reader, text, "appointed") is None


def test_a_quarter_by_its_letter_is_a_time(reader: Reader) -> None:
    time = time_of(reader, "Halden Records fined Mira Solberg in Q3 2024.", "fined")
    assert time == Interval(date(2024, 7, 1), date(2024, 9, 30), "in Q3 2024")


def test_a_year_right_before_a_name_is_no_part_of_it(reader: Reader) -> None:
    time = time_of(reader, "Orrin Vale hopes that by 2050 Halden Records will fine Mira Solberg.", "fined")
    assert time == Interval(None, date(2050, 12, 31), "by 2050")
