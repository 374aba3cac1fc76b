"""What tells the class of a name that nobody has heard of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.names.mentions import read_names
from ingest.pipeline import load_pipeline
from kg.domain import load_domain


@pytest.fixture(scope="module")
def classes():
    domain, pipeline = replace(load_domain(), names=()), load_pipeline()

    def read(text: str) -> dict[str, str]:
        names = read_names(text, domain, pipeline)
        types = {e.key: e.type for e in names.entities}
        return {text[m.start : m.end]: types[m.entity] for m in names.mentions}

    return read


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("Among the songs that it names are Glass Harbor and Pale Morning.", "Pale Morning", "Track"),
        ("It took several songs. Glass Harbor is among those that it cites.", "Glass Harbor", "Track"),
        ("Glass Harbor is one of the label's songs.", "Glass Harbor", "Track"),
        ("Quill, who is known as a singer, was there.", "Quill", "Performer"),
        ("Ada Quist is a singer made with AI.", "Ada Quist", "Persona"),
        ("The bill, SB 1207, was signed on Monday.", "SB 1207", "Law"),
        ("The song led the Norland Top 40 for a week.", "Norland Top 40", "Chart"),
        ("The mayor met Baroness Quist.", "Baroness Quist", "Person"),
    ],
)
def test_a_construction_tells_a_class(classes, text: str, name: str, cls: str) -> None:
    assert classes(text).get(name) == cls


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("Among the songs that it dropped, she said, Ada Quist sang none.", "Ada Quist", "Track"),
        ("Several songs were cited. Ada Quist is one of the judges.", "Ada Quist", "Track"),
        ("Ada Quist, who met a singer, was there.", "Ada Quist", "Performer"),
        ("Ada Quist is a singer.", "Ada Quist", "Persona"),
    ],
)
def test_what_only_looks_like_the_construction_tells_nothing(classes, text: str, name: str, cls: str) -> None:
    assert classes(text).get(name) != cls


def test_members_of_a_list_are_of_one_class(classes) -> None:
    found = classes("Concord, BRIMSTO and Kestrel Publishing brought an action against the firm.")
    assert found["Concord"] == "Organization"


def test_a_person_in_a_list_of_companies_stays_one(classes) -> None:
    found = classes("BRIMSTO, Kestrel Publishing and Alice Quist brought an action against the firm.")
    assert found["Alice Quist"] == "Person"
