from __future__ import annotations

from ingest.names.frames import verb_forms
from ingest.names.lexicon import lexicon, singular
from ingest.names.works import maker_class, title_classes
from kg.domain import load_domain


def test_a_noun_tells_the_narrowest_class() -> None:
    words = lexicon(load_domain())
    told = words.told("songs")
    assert all(not any(o != c and words.domain.is_a(o, c) for o in told) for c in told)


def test_the_maker_of_works_comes_from_the_domain() -> None:
    words = lexicon(load_domain())
    maker = maker_class(words)
    assert maker is not None
    assert words.domain.is_a(maker, "Agent")
    assert all(words.domain.is_a(c, "Work") for c in title_classes(words))


def test_verbs_are_bent_as_they_are_spelt() -> None:
    assert verb_forms("top") == ("tops", "topped", "topping")


def test_plurals_of_women_and_companies() -> None:
    assert (singular("women"), singular("companies")) == ("woman", "company")
