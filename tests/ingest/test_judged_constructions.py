"""Constructions behind the claims that judges found wrong, each with an example and its neighbour."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.claims.claims import day_of
from ingest.reader import Reader, load_reader
from kg.model import Article, Claim, Interval

PUBLISHED = date(2025, 11, 12)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Article("a", text, published=PUBLISHED)).claims)


def told(reader: Reader, text: str) -> set[tuple[str, str, object]]:
    return {(c.subject.text, c.relation, c.object.text if c.object else c.value) for c in claims(reader, text)}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ('Mira Solberg sang the song "Low Tide".', ("Low Tide", "performedBy", "Mira Solberg")),
        ("Mira Solberg joined the band Lantern Row.", ("Mira Solberg", "memberOf", "Lantern Row")),
        ("Quarrel Labs built the AI model Tonewell.", ("Tonewell", "developedBy", "Quarrel Labs")),
        ('Spotify removed the song "Low Tide".', ("Low Tide", "removedFrom", "Spotify")),
        ("The society requires a contract.", ("society", "requires", "contract")),
        ("The company Quarrel Labs is worth $12 million.", ("Quarrel Labs", "valuation", 12000000)),
        ("Quarrel Labs, a company in Lisbon, sued Mira Solberg.", ("Quarrel Labs", "locatedIn", "Lisbon")),
        ("In Tennessee the ELVIS Act is in force.", ("ELVIS Act", "appliesIn", "Tennessee")),
        ('The song "Low Tide" drew 2 million plays.', ("Low Tide", "playCount", 2000000)),
        ("Mira Solberg sold 29,000 copies of Low Tide.", ("Low Tide", "salesCount", 29000)),
        ("The band Lantern Row has 300 songs.", ("Lantern Row", "trackCount", 300)),
        ("Marlo Quist calls Tonewell the first to prohibit AI content.", ("Tonewell", "prohibits", "AI content")),
        ("Halden Records accuses the music generator of theft.", ("Halden Records", "accused", "music generator")),
        ("AI music accounts for 3% of all streams.", ("AI music", "shareOf", 3)),
        ("The union opposes the plan and also a levy.", ("union", "opposes", "levy")),
        ("Only members opposed the plan.", ("Only members", "opposes", "plan")),
    ],
)
def test_the_construction_states_the_claim(reader: Reader, text: str, claim: tuple[str, str, object]) -> None:
    assert claim in told(reader, text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ('Mira Solberg released the song "Low Tide".', "performedBy"),
        ("Mira Solberg left the band Lantern Row.", "memberOf"),
        ("Quarrel Labs released the AI model Tonewell.", "developedBy"),
        ("Quarrel Labs built the AI model Tonewell into its app.", "developedBy"),
        ('The church removed the song "Low Tide".', "removedFrom"),
        ("The society requires members to sign a contract.", "requires"),
        ("Quarrel Labs is worth $12 million.", "dealValue"),
        ("Mira Solberg sued Quarrel Labs in Lisbon.", "locatedIn"),
        ('The song "Low Tide" was number one in Lisbon.', "locatedIn"),
        ("The dates support the story.", "supports"),
        ("The report found 300 followers on the page.", "followerCount"),
        ("The band Lantern Row had three of the songs in the top ten.", "trackCount"),
        ("The band Lantern Row drew on 42 recordings.", "trackCount"),
    ],
)
def test_its_neighbour_does_not(reader: Reader, text: str, relation: str) -> None:
    assert relation not in {c.relation for c in claims(reader, text)}


def test_only_who_did_it_alone_is_denied(reader: Reader) -> None:
    found = claims(reader, "Mira Solberg did not establish the company Halden Records by herself.")
    assert [c.polarity for c in found if c.relation == "foundedBy"] == ["positive"]


def test_a_founding_is_denied(reader: Reader) -> None:
    found = claims(reader, "Mira Solberg did not establish the company Halden Records in Lisbon.")
    assert [c.polarity for c in found if c.relation == "foundedBy"] == ["negative"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ('The song "Low Tide" can still be heard on Spotify.', "asserted"),
        ('The song "Low Tide" may be heard on Spotify.', "possible"),
    ],
)
def test_what_can_be_heard_is_there(reader: Reader, text: str, modality: str) -> None:
    assert {c.modality for c in claims(reader, text) if c.relation == "availableOn"} == {modality}


def test_who_finds_a_rank_says_so(reader: Reader) -> None:
    found = claims(reader, "Nordlys found Low Tide at No. 3 on the Norland Top 40.")
    assert {c.speaker.text if c.speaker else None for c in found if c.relation == "chartRank"} == {"Nordlys"}


def test_who_holds_a_rank_does_not_say_so(reader: Reader) -> None:
    found = claims(reader, 'The song "Low Tide" stood at No. 3 on the Norland Top 40.')
    assert {c.speaker for c in found if c.relation == "chartRank"} == {None}


def test_the_company_of_a_person_speaks_for_itself(reader: Reader) -> None:
    found = claims(reader, "The company of Mira Solberg announced that it would launch a platform.")
    assert {c.speaker.text for c in found if c.speaker} == {"company of Mira Solberg"}


def test_the_day_that_opens_a_sentence_is_no_part_of_its_subject(reader: Reader) -> None:
    found = claims(reader, "On 25 February 2025 more than 1,000 musicians opposed the plan.")
    assert {c.subject.text for c in found} == {"more than 1,000 musicians"}


def test_a_month_is_given_as_a_month() -> None:
    assert day_of(Interval(date(2025, 11, 1), date(2025, 11, 30), "this month")) == "2025-11"


def test_a_day_is_given_as_a_day() -> None:
    assert day_of(Interval(date(2025, 11, 3), date(2025, 11, 3), "on Monday")) == date(2025, 11, 3)


def test_part_of_a_month_is_given_by_its_ends() -> None:
    assert day_of(Interval(date(2025, 10, 11), date(2025, 10, 20), "in mid-October")) == "2025-10-11..2025-10-20"


def test_a_second_week_is_no_second(reader: Reader) -> None:
    found = claims(reader, 'The song "Low Tide" stays at No. 3 for a second week.')
    assert "for a second" not in {c.time.text for c in found if c.time}


def test_who_calls_something_the_first_says_so(reader: Reader) -> None:
    found = claims(reader, "The newspaper calls the company Quarrel Labs the first to prohibit AI content.")
    assert {c.speaker.text if c.speaker else None for c in found if c.relation == "prohibits"} == {"newspaper"}


def test_who_prohibits_without_being_called_so_has_no_speaker(reader: Reader) -> None:
    found = claims(reader, "The company Quarrel Labs prohibits AI content.")
    assert {c.speaker for c in found if c.relation == "prohibits"} == {None}


def test_a_hyphen_joins_a_phrase(reader: Reader) -> None:
    assert "quasi-truce" in {c.object.text for c in claims(reader, "The country declared a quasi-truce.") if c.object}


def test_a_rank_without_a_chart_is_no_chart_rank_of_a_product(reader: Reader) -> None:
    found = claims(reader, "In the survey the AI model Tonewell stands at No. 3.")
    assert "chartRank" not in {c.relation for c in found}
