"""What figures tell: value, unit, bound and rate; what a figure counts, and what it only describes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article, Claim


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def figures(reader: Reader, text: str) -> list[Claim]:
    return [c for c in reader.read(Article("a", text)).claims if c.value is not None]


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("Halden Records paid US$ 20,000 to Mira Solberg.", 20000, "USD", "exactly"),
        ("Mira Solberg was released on US$20,000 bail.", 20000, "USD", "exactly"),
        ("Halden Records paid Mira Solberg half a million dollars.", 500000, "USD", "exactly"),
        ("Mira Solberg owns a dozen violins.", 12, "violins", "exactly"),
        ("The building cost 3 million euros, according to Orrin Vale.", 3000000, "EUR", "exactly"),
        ("The song was streamed 5 million times.", 5000000, "times", "exactly"),
        ("Songs may last 30 seconds at most.", 30, "seconds", "atMost"),
        ("Mira Solberg paid a fine of more than $500.", 500, "USD", "moreThan"),
        ("Orrin Vale bought the violin for $2.5 million.", 2500000, "USD", "exactly"),
        ("Over 4 million visitors attended the concert.", 4000000, "visitors", "moreThan"),
        ("88% of the members supported the deal.", 88, "percent", "exactly"),
        ("A six-member board fined Mira Solberg.", 6, "members", "exactly"),
        ("The 15 metre high tower belongs to Orrin Vale.", 15, "metres", "exactly"),
        ("Halden Records paid between $3 and $5 million.", "3000000..5000000", "USD", "exactly"),
        ("Sales fell by 4.5 percentage points.", Decimal("4.5"), "percentage points", "exactly"),
    ],
)
def test_a_figure_has_the_unit_and_bound_that_the_text_gives_it(
    reader: Reader, text: str, value: object, unit: str, comparator: str
) -> None:
    assert [(c.value, c.unit, c.comparator) for c in figures(reader, text)] == [(value, unit, comparator)]


def test_who_says_a_price_keeps_its_figure(reader: Reader) -> None:
    (claim,) = figures(reader, "The building cost 3 million euros, according to Orrin Vale.")
    assert claim.speaker is not None
    assert claim.speaker.text == "Orrin Vale"


def test_a_rate_says_per_what(reader: Reader) -> None:
    (claim,) = figures(reader, "Orrin Vale charges $10 a month.")
    assert (claim.value, claim.qualifier) == (10, "per month")


def test_what_is_counted_is_named_without_its_number(reader: Reader) -> None:
    (claim,) = figures(reader, "Over 4 million visitors attended the concert.")
    assert (claim.subject.text, claim.relation) == ("visitors", "open:attend")


def test_a_share_is_of_what_it_is_taken_from(reader: Reader) -> None:
    (claim,) = figures(reader, "88% of the members supported the deal.")
    assert claim.subject.text == "members"


@pytest.mark.parametrize(
    "text",
    [
        "The two guests attended the concert.",
        "One part of the deal angered Mira Solberg.",
        "Mira Solberg owns an album of 12 songs.",
    ],
)
def test_a_number_that_only_tells_which_ones_is_no_figure(reader: Reader, text: str) -> None:
    assert figures(reader, text) == []


def test_who_loses_is_who_it_costs(reader: Reader) -> None:
    found = figures(reader, "The dispute cost Halden Records $5 million.")
    assert ("Halden Records", "lossAmount") in [(c.subject.text, c.relation) for c in found]


def test_a_removal_is_counted_in_the_words_of_the_text(reader: Reader) -> None:
    (claim,) = figures(reader, "Halden Records issued 10,000 takedowns.")
    assert (claim.relation, claim.unit) == ("removalCount", "takedowns")


def test_a_dated_participle_is_a_claim_of_its_own(reader: Reader) -> None:
    claims = reader.read(Article("a", "The letter, written in May 2024, angered Mira Solberg.")).claims
    assert "open:be_written" in {c.relation for c in claims}


def test_an_undated_participle_only_tells_which_one(reader: Reader) -> None:
    claims = reader.read(Article("a", "The letter written quickly angered Mira Solberg.")).claims
    assert "open:be_written" not in {c.relation for c in claims}


def test_a_result_is_no_part_of_the_name_before_it(reader: Reader) -> None:
    claims = reader.read(Article("a", "Sweden defeated Norway 2 \u2013 0 on Monday.")).claims
    assert {c.object.text for c in claims if c.object} == {"Norway"}


def test_a_number_that_is_no_result_stays_in_a_name(reader: Reader) -> None:
    claims = reader.read(Article("a", "Mira Solberg praised Area 51 on Monday.")).claims
    assert {c.object.text for c in claims if c.object} == {"Area 51"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("One in five listeners pays for it.", "1/5"), ("Two out of three listeners left.", "2/3")],
)
def test_one_in_so_many_is_a_share(reader: Reader, text: str, value: str) -> None:
    assert [(c.value, c.unit) for c in figures(reader, text)] == [(value, "share")]


def test_one_of_some_in_so_many_places_is_no_share(reader: Reader) -> None:
    assert "share" not in {c.unit for c in figures(reader, "One hotel in five cities was closed by the police.")}


def test_a_change_by_a_share_is_told(reader: Reader) -> None:
    found = figures(reader, "Halden Records raised its price by a third to $12.")
    assert [(c.relation, c.value) for c in found] == [("open:raise_by", "1/3"), ("open:raise_to", 12)]


def test_a_percentage_behind_to_is_what_it_came_to(reader: Reader) -> None:
    (claim,) = figures(reader, "The number of users has dropped to 56 percent.")
    assert (claim.relation, claim.value, claim.unit) == ("open:drop_to", 56, "percent")
