"""Open claims whose words are a term of the domain: which are renamed, and which stay as they were read."""

from __future__ import annotations

import pytest

from ingest.claims.mapping import load_mapping
from ingest.reader import Reader, load_reader
from kg.domain import load_domain
from kg.model import Article


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def told(reader: Reader, text: str) -> set[tuple[str, str, str]]:
    claims = reader.read(Article("a", text)).claims
    return {(c.subject.text, c.relation, c.object.text) for c in claims if c.object}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The court granted the request of the union.", ("court", "granted", "request of the union")),
        ("The request was denied by the court.", ("court", "denied", "request")),
        ("Quarrel Labs did not appeal against the ruling.", ("Quarrel Labs", "appealedAgainst", "ruling")),
        ("Halden Records postponed the tour.", ("Halden Records", "delayed", "tour")),
        ("The label Halden Records dropped the singer Mira Solberg.", ("Halden Records", "dropped", "Mira Solberg")),
        (
            "The singer Mira Solberg was dropped by the label Halden Records.",
            ("Halden Records", "dropped", "Mira Solberg"),
        ),
        ("The company raised its fees in June.", ("company", "raisedPrice", "fees")),
        ("A survey showed a fall in sales.", ("survey", "shows", "fall in sales")),
    ],
)
def test_the_words_are_the_term(reader: Reader, text: str, claim: tuple[str, str, str]) -> None:
    assert claim in told(reader, text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Halden Records dropped \u201cNight Ferry\u201d on Friday.", "dropped"),
        ("Halden Records dropped the case.", "dropped"),
        ("The company raised the roof in June.", "raisedPrice"),
        ("Mira Solberg showed her guitar.", "shows"),
        ("The singer heard the band.", "hears"),
        ("Mira Solberg filed her nails.", "filed"),
    ],
)
def test_like_words_stay_open(reader: Reader, text: str, relation: str) -> None:
    assert relation not in {name for _, name, _ in told(reader, text)}


def test_what_the_claim_says_of_itself_stays(reader: Reader) -> None:
    text = "Quarrel Labs did not appeal against the ruling."
    (claim,) = (c for c in reader.read(Article("a", text)).claims if c.relation == "appealedAgainst")
    assert claim.polarity == "negative"


def test_no_words_are_of_two_terms() -> None:
    rows = load_mapping(load_domain()).by_words
    plain = {words: [row for row in some if not row.nouns] for words, some in rows.items()}
    assert {words: [row.term for row in some] for words, some in plain.items() if len(some) > 1} == {}
