"""What is used, what is found on, who reports: constructions that tell the class of an unknown name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.names.mentions import read_names
from ingest.pipeline import Pipeline, load_pipeline
from kg.domain import Domain, load_domain
from kg.terms import GazetteerEntry


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline()


@pytest.fixture(scope="module")
def domain() -> Domain:
    """The shipped domain without its gazetteer, so that only the text decides."""
    return replace(load_domain(), names=())


def class_of(name: str, text: str, domain: Domain, pipeline: Pipeline) -> str | None:
    names = read_names(text, domain, pipeline)
    types = {e.key: e.type for e in names.entities}
    return next((types[m.entity] for m in names.mentions if text[m.start : m.end] == name), None)


@pytest.mark.parametrize(
    "text",
    [
        "She wrote the song herself and used Quorvex for the voice.",
        "The song was finished with the help of Quorvex last week.",
        "Her songs and her singles come out of Quorvex.",
        "The label sued the maker of Quorvex over a song.",
        "The song was shown by the Quorvex maker Halden Works.",
    ],
)
def test_what_is_used_or_has_a_maker_is_a_tool(text: str, domain: Domain, pipeline: Pipeline) -> None:
    assert class_of("Quorvex", text, domain, pipeline) == "AITool"


@pytest.mark.parametrize(
    "text",
    [
        "The song used Quorvex's voice without asking.",
        "The singer left the house of Quorvex after one song.",
        "Two friends of Quorvex played the song.",
    ],
)
def test_owners_and_friends_are_no_tools(text: str, domain: Domain, pipeline: Pipeline) -> None:
    assert class_of("Quorvex", text, domain, pipeline) != "AITool"


def test_nothing_is_a_tool_in_a_text_without_works(domain: Domain, pipeline: Pipeline) -> None:
    text = "The mayor said that most users of Quorvex live in the old town."
    assert class_of("Quorvex", text, domain, pipeline) != "AITool"


def test_one_word_behind_a_bare_on_is_where_works_are_found(domain: Domain, pipeline: Pipeline) -> None:
    text = "The song has two million listeners on Quorvex this month."
    assert class_of("Quorvex", text, domain, pipeline) == "Platform"


def test_many_words_behind_a_bare_on_are_a_list_of_works(domain: Domain, pipeline: Pipeline) -> None:
    text = "Her song was number two on Hot Harbour Harp Songs last week."
    assert class_of("Hot Harbour Harp Songs", text, domain, pipeline) == "Chart"


def test_an_owner_behind_on_is_no_place_of_works(domain: Domain, pipeline: Pipeline) -> None:
    text = "The song was withdrawn on Quorvex's advice."
    assert class_of("Quorvex", text, domain, pipeline) != "Platform"


def test_an_odd_word_of_whom_nobody_says_he_is_no_person(domain: Domain, pipeline: Pipeline) -> None:
    text = "The deal was closed by Deezrik in March. The price was not told. Deezrik has offices in Oslo."
    assert class_of("Deezrik", text, domain, pipeline) != "Person"


def test_an_odd_word_who_is_he_stays_a_person(domain: Domain, pipeline: Pipeline) -> None:
    text = "The deal was closed by Heagrave in March. He told nobody the price."
    assert class_of("Heagrave", text, domain, pipeline) in {"Person", "Performer"}


def test_initials_before_an_odd_word_make_it_a_person(domain: Domain, pipeline: Pipeline) -> None:
    text = "The results stand in a paper by TJ Heagrave in 1989."
    assert class_of("Heagrave", text, domain, pipeline) != "Organization"


def test_one_word_that_reports_is_a_body(domain: Domain, pipeline: Pipeline) -> None:
    text = "The firm is for sale, Corvane reported on Monday."
    assert class_of("Corvane", text, domain, pipeline) == "Organization"


def test_a_last_word_that_three_known_names_share_tells_their_class(domain: Domain, pipeline: Pipeline) -> None:
    known = tuple(GazetteerEntry(f"{first} Tapes", "Label", ()) for first in ("Ard", "Bolm", "Cusk"))
    text = "The price of Denholm Tapes was not told."
    assert class_of("Denholm Tapes", text, replace(domain, names=known), pipeline) == "Label"


def test_a_last_word_that_two_known_names_share_tells_nothing(domain: Domain, pipeline: Pipeline) -> None:
    known = tuple(GazetteerEntry(f"{first} Tapes", "Label", ()) for first in ("Ard", "Bolm"))
    text = "The price of Denholm Tapes was not told."
    assert class_of("Denholm Tapes", text, replace(domain, names=known), pipeline) != "Label"
