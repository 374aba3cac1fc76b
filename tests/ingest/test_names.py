from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from ingest.names.mentions import Names, read_names
from ingest.pipeline import Pipeline, load_pipeline
from kg.domain import Domain, load_domain
from kg.model import Article


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline()


@pytest.fixture(scope="module")
def domain() -> Domain:
    """The shipped domain without its gazetteer, so that only the text decides."""
    return replace(load_domain(), names=())


@pytest.fixture
def read(domain: Domain, pipeline: Pipeline):
    return lambda text: read_names(text, domain, pipeline)


def found(names: Names, text: str) -> dict[str, str]:
    types = {e.key: e.type for e in names.entities}
    return {text[m.start : m.end]: types[m.entity] for m in names.mentions}


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("On Friday the label Quillon Hart said nothing.", "Quillon Hart", "Label"),
        ("Songs from Wexley, a streaming service in Norland, were removed.", "Wexley", "Platform"),
        ("Singer Orla Vane sang on Monday.", "Orla Vane", "Performer"),
        ("The deal was praised by Orla Vane, an AI singer from Norland.", "Orla Vane", "Persona"),
        ("Labels such as Brimstow and Kestrel Lane were sued.", "Brimstow", "Label"),
        ("Orla Vane, 34, of Norland was arrested.", "Orla Vane", "Person"),
        ("The song “Paper Lanterns” was removed.", "Paper Lanterns", "Track"),
        ("The governor signed the FAIR VOICES Act into law.", "FAIR VOICES Act", "Law"),
        ("The case of Brimstow v. Kestrel is in a court in Oslo.", "Brimstow v. Kestrel", "Lawsuit"),
    ],
)
def test_the_words_around_a_name_tell_its_class(read, text: str, name: str, cls: str) -> None:
    assert found(read(text), text).get(name) == cls


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Last week Norland's premier met Orla Vane's lawyer.", "Orla Vane"),
        ("Fans of T-Vane came.", "T-Vane"),
        ("Former Governor Orla Vane left.", "Orla Vane"),
        ("It was written by R&V Music.", "R&V Music"),
        ("Her band played “Livin\u2019 Slow” twice.", "Livin\u2019 Slow"),
    ],
)
def test_a_name_is_cut_exactly(read, text: str, name: str) -> None:
    assert name in found(read(text), text)


def test_somebodys_words_are_no_title(read) -> None:
    text = "“Nobody asked us before they copied it,” said Orla Vane."
    assert list(found(read(text), text)) == ["Orla Vane"]


def test_the_adjective_of_a_country_is_no_name(read) -> None:
    text = "A Swedish singer and her Danish producer sang."
    assert found(read(text), text) == {}


def test_a_surname_stands_for_the_full_name(read) -> None:
    text = "Orla Vane spoke first. Later Vane left with Tom Okafor."
    entity = next(e for e in read(text).entities if e.name == "Orla Vane")
    assert entity.aliases == ("Vane",)


def test_letters_in_brackets_stand_for_the_name_before(read) -> None:
    text = "The Norland Society of Composers (NSC) sued on Friday. The NSC wants damages."
    assert any("NSC" in e.aliases for e in read(text).entities)


def test_a_country_and_its_abbreviation_are_one(read) -> None:
    text = "The law of the United States differs. In the U.S. it was passed late."
    assert [e.key for e in read(text).entities] == ["Place.united-states"]


def test_unlike_last_words_are_no_slip_of_the_pen(read) -> None:
    text = "She won in Norland Territories West. He lost in Norland Territories East."
    assert len({m.entity for m in read(text).mentions}) == 2


def test_the_gazetteer_gives_class_and_full_name(pipeline: Pipeline) -> None:
    domain = load_domain()
    entry = next(e for e in domain.names if e.aliases and e.type == "Organization" and e.aliases[0].isupper())
    text = f"On Monday {entry.aliases[0]} said nothing."
    names = read_names(text, domain, pipeline)
    assert (names.entities[0].name, names.entities[0].type) == (entry.name, entry.type)


def test_mentions_never_overlap_and_lead_to_an_entity(read) -> None:
    text = "Norland Governor Orla Vane met the US State Department\u2019s Tom Okafor (“Paper Lanterns”) in Norland."
    names = read(text)
    keys = {e.key for e in names.entities}
    assert all(m.entity in keys for m in names.mentions)
    assert all(a.end <= b.start for a, b in pairwise(names.mentions))


def test_the_same_text_gives_the_same_names(read) -> None:
    text = "Orla Vane and Tom Okafor sued Wexley, a streaming service, in Oslo. Vane won."
    assert read(text) == read(text)


def test_an_article_reads_as_its_text(domain: Domain, pipeline: Pipeline) -> None:
    text = "Orla Vane sang in Oslo."
    assert read_names(Article(id="a1", text=text), domain, pipeline) == read_names(text, domain, pipeline)


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "“”", "a", "\u200b", "1 2 3", "NO ! ? “", "'s 's '", "(\n)"])
def test_odd_texts_give_no_names_and_no_error(read, text: str) -> None:
    assert read(text).mentions == ()


def test_a_short_name_stands_for_the_full_one_that_is_told(read) -> None:
    text = "RoRa can be heard now. The singer, whose full name is RoRa Veldin, has a hit."
    assert {e.name: e.aliases for e in read(text).entities} == {"RoRa Veldin": ("RoRa",)}


def test_a_name_that_is_only_somebody_s_full_name_takes_no_other(read) -> None:
    text = "RoRa can be heard now. The singer, whose full name is Ada Veldin, has a hit."
    assert {e.name for e in read(text).entities} == {"RoRa", "Ada Veldin"}


def test_the_noun_of_a_law_alone_is_no_name(read) -> None:
    text = "The governor signed the HOLLOW VOICES Act. The process that the Act treats as a danger goes on."
    assert "Act" not in found(read(text), text)


def test_the_noun_of_a_law_with_its_name_is_one(read) -> None:
    text = "The governor signed the Tarn Act. The label waited."
    assert "Tarn Act" in found(read(text), text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bellboard has withheld I Walk by DRAVEN from that chart.", "I Walk"),
        ("King Harrow & the Lizard Clan left the service in July.", "King Harrow & the Lizard Clan"),
        ("The song was a copy, as 505 Media revealed.", "505 Media"),
        ("The best download that week was The Fate of Marisol.", "Fate of Marisol"),
        ("On Monday Brim Vision said that it has deals. According to Brim, no firm had more.", "Brim Vision"),
    ],
)  # fmt: skip
def test_a_name_is_whole(read, text: str, name: str) -> None:
    assert name in found(read(text), text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The judgment, for which 12 June 2026 had been fixed, was put back.", "June 2026"),
        ("Ada said that I May agree.", "I May"),
        ("The Hall & the Mill were closed.", "Hall & the Mill were"),
        ("In 2024 Media revealed the song.", "2024 Media"),
        ("The Song of Marisol was heard.", "The Song of Marisol"),
    ],
)
def test_its_neighbour_is_not(read, text: str, name: str) -> None:
    assert name not in found(read(text), text)
