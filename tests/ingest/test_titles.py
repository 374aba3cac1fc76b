"""Titles without quotation marks, and where names end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.names.mentions import read_names
from ingest.names.sentences import split_sentences
from ingest.pipeline import load_pipeline
from kg.domain import load_domain


@pytest.fixture(scope="module")
def found():
    domain, pipeline = replace(load_domain(), names=()), load_pipeline()

    def read(text: str) -> set[str]:
        return {text[m.start : m.end] for m in read_names(text, domain, pipeline).mentions}

    return read


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("She sang on Was It Ever Ours?, and nobody clapped.", "Was It Ever Ours?"),
        ("How They Went Home was released by the label on Monday.", "How They Went Home"),
        ("He stressed that on Then and Now nothing was made up.", "Then and Now"),
        ("Her song Kuka vet om du går is kept out of the chart.", "Kuka vet om du går"),
    ],
)
def test_a_title_may_be_told_by_its_letters_alone(found, text: str, title: str) -> None:
    assert title in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was where they went home, and now the song is out.",
        "Then she sang. Where that was, nobody knows.",
        "Her song made them laugh, and her album did not.",
    ],
)
def test_small_words_and_first_words_make_no_title(found, text: str) -> None:
    assert not any(len(name.split()) > 2 for name in found(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Studio Next had built the machine.", "Studio Next"),
        ("It sounds like Polka No. 7 to most.", "Polka No. 7"),
        ("On Monday the District Court Norland II heard the case.", "District Court Norland II"),
        ("After Governor Bill Quist had signed it, he left.", "Bill Quist"),
        ("They met Baroness Quist in Oslo.", "Baroness Quist"),
    ],
)
def test_a_name_goes_on_past_soft_words_and_numbers(found, text: str, name: str) -> None:
    assert name in found(text)


def test_whoever_speaks_is_no_numeral(found) -> None:
    assert "Norland Court" in found("At the Norland Court I was heard.")


def test_a_letter_of_a_file_number_is_no_name(found) -> None:
    assert "O" not in found("The ruling (17 O 204/25) is not final.")


def test_a_first_word_before_a_verb_of_telling_is_a_name(found) -> None:
    assert "Revue" in found("Revue reported the decision on Monday.")


@pytest.mark.parametrize("text", ["Recent reports say so.", "Police said so.", "Everyone said so.", "Critics said so."])
def test_a_noun_that_needs_no_article_is_no_name(found, text: str) -> None:
    assert found(text) == set()


def test_a_counted_letter_ends_its_sentence() -> None:
    text = "It closed its Series C. Quist led the round."
    assert [s.of(text) for s in split_sentences(text)] == ["It closed its Series C.", "Quist led the round."]


def test_an_initial_ends_none() -> None:
    text = "The round was led by Ada C. Quist of Norland."
    assert len(split_sentences(text)) == 1
