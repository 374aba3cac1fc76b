from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from made_readings import DOMAIN, RELATIONS, RUN, readings

from kg.errors import InputError, NotFoundError
from kg.graph.canonical import canonical
from kg.graph.rdf import article_of, literal, reading_of, reading_quads
from kg.graph.readback import claim_of
from kg.graph.store import DiskStore, MemoryStore
from kg.model import Argument, Article, Claim, Entity, Mention, Reading, Span

TEXT = "Nova Vale sang. She won."
SINGER = Entity("Person.nova-vale", "Nova Vale", "Person", ("Vale",), (("Person", 2.0),))
CLAIM = Claim("a1", Argument("Nova Vale", SINGER.key, 0, 9), "open:win", Span(16, 24), confidence=0.75)
READING = Reading(
    Article(id="a1", text=TEXT, topics=("songs",)),
    (Span(0, 15), Span(16, 24)),
    (SINGER,),
    (Mention(0, 9, "name", SINGER.key, confidence=0.9), Mention(16, 19, "pronoun", SINGER.key, "near", 0.5)),
    (CLAIM,),
    RUN,
)


def stored(reading, store=None):
    store = store or MemoryStore()
    store.apply(add=reading_quads(reading, DOMAIN))
    return store


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(readings())
def test_a_reading_comes_back_from_the_graph_as_it_went_in(reading):
    assert reading_of(stored(reading), reading.article.id) == canonical(reading)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(readings())
def test_the_canonical_form_is_its_own_canonical_form(reading):
    assert canonical(canonical(reading)) == canonical(reading)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(readings())
def test_the_store_gives_back_the_very_quads(reading):
    quads = reading_quads(reading, DOMAIN)
    assert sorted(stored(reading).quads(), key=str) == quads


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(readings())
def test_no_node_is_blank(reading):
    assert all(isinstance(q.subject, ox.NamedNode) for q in reading_quads(reading, DOMAIN))


def test_a_reading_comes_back_from_disk(tmp_path: Path):
    stored(READING, DiskStore(tmp_path / "graph")).close()
    assert reading_of(DiskStore(tmp_path / "graph"), "a1") == canonical(READING)


def test_the_order_of_its_parts_does_not_matter():
    other = replace(READING, sentences=READING.sentences[::-1], mentions=READING.mentions[::-1])
    assert reading_quads(other, DOMAIN) == reading_quads(READING, DOMAIN)


def test_a_pickled_reading_gives_the_same_quads():
    assert reading_quads(pickle.loads(pickle.dumps(READING)), DOMAIN) == reading_quads(READING, DOMAIN)


def test_only_the_article_and_its_source_path_are_told_apart():
    store = stored(replace(READING, article=replace(READING.article, source="/home/x/a1.txt")))
    assert b"/home/x" not in store.dump()
    assert article_of(store, "a1") == READING.article


def test_a_missing_article_is_named():
    with pytest.raises(NotFoundError, match="a2"):
        reading_of(MemoryStore(), "a2")


def test_a_pronoun_may_mean_two_entities():
    friend = Entity("Person.ada-moor", "Ada Moor", "Person")
    both = (Mention(16, 19, "pronoun", SINGER.key), Mention(16, 19, "pronoun", friend.key))
    reading = replace(READING, entities=(SINGER, friend), mentions=both)
    assert set(reading_of(stored(reading), "a1").mentions) == set(both)


def test_of_claims_with_one_id_the_most_confident_stays():
    reading = replace(READING, claims=(CLAIM, replace(CLAIM, confidence=0.9, rule="b")))
    assert [claim.confidence for claim in canonical(reading).claims] == [0.9]


def test_an_open_claim_keeps_its_verb():
    rows = stored(READING).query("SELECT ?verb { ?c onr:predicate onr:open ; onr:predicateText ?verb }")
    assert [row["verb"].value for row in rows] == ["win"]


def test_a_claim_points_to_the_words_that_say_it():
    rows = stored(READING).query("SELECT ?quote { ?c a onr:Claim ; onr:evidence/oa:exact ?quote }")
    assert [row["quote"].value for row in rows] == ["She won."]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentences": (Span(0, 99),)}, "not inside the text"),
        ({"mentions": (Mention(0, 9, "name", "Person.nobody"),)}, "no entity"),
        ({"claims": (replace(CLAIM, relation="flewTo"),)}, "flewTo"),
        ({"claims": (replace(CLAIM, article="a2"),)}, "belongs to article a2"),
        ({"claims": (replace(CLAIM, object=Argument("x"), value=1),)}, "both an object and a value"),
        ({"claims": (replace(CLAIM, subject=Argument("x", "Person.nobody")),)}, "no entity"),
        ({"claims": (replace(CLAIM, confidence=1.5),)}, "between 0 and 1"),
        ({"claims": (replace(CLAIM, value=Decimal("Infinity")),)}, "Infinity"),
        ({"entities": (replace(SINGER, type="Wizard"),)}, "Wizard"),
        ({"entities": (SINGER, SINGER)}, "two entities"),
        ({"article": replace(READING.article, text=TEXT + "\ud800")}, "Unicode"),
    ],
)
def test_a_reading_that_does_not_hold_together_is_refused(change, words):
    with pytest.raises(InputError, match=words):
        reading_quads(replace(READING, **change), DOMAIN)


def test_an_inverse_name_is_never_stored():
    inverse = next(iter(DOMAIN.inverses))
    assert inverse not in RELATIONS
    with pytest.raises(InputError, match=inverse):
        reading_quads(replace(READING, claims=(replace(CLAIM, relation=inverse),)), DOMAIN)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("1.50"), "1.5"), (Decimal("-0.0"), "0"), (Decimal("2E+3"), "2000"), (1e-7, "0.0000001"), (7, "7")],
)
def test_a_number_has_one_spelling(value, text):
    assert literal(value).value == text


def test_every_core_term_that_the_package_names_is_defined():
    import re

    defined = {q.subject.value for q in DOMAIN.ontology_quads()}
    for path in Path("kg").glob("*.py"):
        for name in re.findall(r'\bonr\("(\w+)"\)', path.read_text(encoding="utf-8")):
            assert f"https://onrecord.example/core#{name}" in defined, (path, name)


def test_one_claim_is_read_without_the_rest_of_its_article():
    assert claim_of(stored(READING), CLAIM.id) == canonical(READING).claims[0]


def test_a_claim_that_is_not_there_is_said_so():
    with pytest.raises(NotFoundError, match="no claim of that id"):
        claim_of(stored(READING), "a1-000000000000")
