"""Asides, pronouns, name endings and lists: further constructions that tell the class of an unknown name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader without gazetteer, so that only the text decides."""
    loaded = load_reader()
    return replace(loaded, domain=replace(loaded.domain, names=()))


def class_of(name: str, text: str, reader: Reader) -> str | None:
    reading = reader.read(Article("a", text))
    types = {e.key: e.type for e in reading.entities}
    return next((types[m.entity] for m in reading.mentions if text[m.start : m.end] == name), None)


TOLD = [
    ("Velda Quorn", "Persona", "The virtual singer, whose full name is Velda Quorn, has a new song."),
    ("Marrow Tide", "Track", "Marrow Tide, with Ossian and two guests, was the one single that it had on the label."),
    ("Ostrelund", "Person", "Behind the plan stands Ostrelund. He presented it in June."),
    ("Ostrelund", "Person", "It was a company that Ostrelund started himself in June."),
    ("Academy of Velden", "Organization", "The decision was announced by the Academy of Velden in June."),
    ("Quorvex", "AITool", "For the video the magazine names Quorvex among the tools that she chose."),
    ("Brackish", "Act", "Among the songs that it names are Golden Harbour, by Brackish, and Slow Rivers by Ossian."),
    ("Halvard Music Group", "Label", "The price of Halvard Music Group was not told."),
    ("Tunegate", "Platform", "It found many followers on the act's Tunegate account in June."),
    ("Tunegate", "Platform", "The singer has two million monthly listeners on Tunegate."),
    ("Mira Stone", "Performer", "Two rappers, among them Mira Stone and Oda Vale, signed the letter."),
]


@pytest.mark.parametrize(("name", "cls", "text"), TOLD, ids=[f"{n}: {t[:30]}" for n, _, t in TOLD])
def test_the_text_tells_the_class(name: str, cls: str, text: str, reader: Reader) -> None:
    assert class_of(name, text, reader) == cls


NOT_TOLD = [
    ("Velda Quorn", "Persona", "The virtual singer, whose manager is Velda Quorn, has a new song."),
    ("Marrow Tide", "Track", "Marrow Tide, with Ossian and two guests, left. Brine was the one single on the label."),
    ("Ostrelund", "Person", "Behind the plan stands Ostrelund. It presented a list in June."),
    ("Tunegate", "Platform", "It found many followers in the Tunegate area in June."),
    ("Halvard Group", "Label", "The price of Halvard Group was not told."),
    ("Brackish", "Act", "Among the plans that it names are Salt Act, by Brackish, and another by Ossian."),
]


@pytest.mark.parametrize(("name", "cls", "text"), NOT_TOLD, ids=[f"{n}: {t[:30]}" for n, _, t in NOT_TOLD])
def test_a_like_sentence_does_not_tell_it(name: str, cls: str, text: str, reader: Reader) -> None:
    assert class_of(name, text, reader) != cls


def test_a_noun_that_stands_for_a_name_tells_its_class(reader: Reader) -> None:
    text = "Halvard Records has parted with QX Mira. The label dropped the virtual rapper on Tuesday."
    assert class_of("QX Mira", text, reader) == "Persona"


def test_what_is_called_the_case_is_not_taken_for_one(reader: Reader) -> None:
    text = "Publishers are suing Orsavex over lyrics. Kestrel, a publisher, filed the case in October."
    assert class_of("Orsavex", text, reader) != "Lawsuit"


def test_a_law_that_receives_assent_stays_a_law(reader: Reader) -> None:
    text = "The Harvest (Use and Care) Act, which received Royal Assent on 19 June 2025, demanded it."
    assert class_of("Harvest (Use and Care) Act", text, reader) == "Law"


def test_members_of_a_list_follow_the_one_of_which_something_is_told(reader: Reader) -> None:
    text = "It pays for well-known songs. Cora Lady is among those it cites, and so are Low, Mad Fool and Samba No. 3."
    assert {class_of(n, text, reader) for n in ("Mad Fool", "Samba No. 3")} == {"Track"}
