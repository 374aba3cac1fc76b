from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from made_corpus import SINGLE, corpus_readings, one_claim
from made_readings import DOMAIN, readings

from kg.graph.check import CHECKS, check_article_shapes, check_store
from kg.graph.derived import update_derived
from kg.graph.rdf import reading_quads
from kg.graph.store import MemoryStore
from kg.graph.vocab import ONTOLOGY, article_iri, prefixes

QUIET = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

GRAPH = "GRAPH <https://onrecord.example/id/graph/article/a1>"
CLAIM = "<https://onrecord.example/id/claim/x>"
ANY_CLAIM = "?c a onr:Claim"
FAULTS = {
    "direct triples": f"INSERT DATA {{ GRAPH g:derived {{ ent:x <{DOMAIN.namespace}{SINGLE}> ent:y }} }}",
    "predicates": f"INSERT {{ {GRAPH} {{ ?c onr:predicate onr:nonsense }} }} WHERE {{ {ANY_CLAIM} }}",
    "texts": f"DELETE {{ {GRAPH} {{ ?a onr:textSha256 ?t }} }} INSERT {{ {GRAPH} {{ ?a onr:textSha256 'x' }} }} "
    f"WHERE {{ {GRAPH} {{ ?a onr:textSha256 ?t }} }}",
    "quotations": f"DELETE {{ {GRAPH} {{ ?s oa:exact ?x }} }} INSERT {{ {GRAPH} {{ ?s oa:exact 'Never said.' }} }} "
    f"WHERE {{ {GRAPH} {{ ?s oa:exact ?x }} }}",
    "span names": f"INSERT {{ {GRAPH} {{ ?s oa:end 99 }} }} WHERE {{ {GRAPH} {{ ?s a onr:Sentence }} }}",
    "spans": f"INSERT {{ {GRAPH} {{ ?c onr:alsoEvidence art:nowhere }} }} WHERE {{ {ANY_CLAIM} }}",
    "blank nodes": f"INSERT DATA {{ {GRAPH} {{ _:b onr:topic 'x' }} }}",
    "literals": f"INSERT DATA {{ {GRAPH} {{ art:a1 onr:topic 'x'@en }} }}",
    "places of claims": f"INSERT DATA {{ GRAPH g:derived {{ {CLAIM} a onr:Claim ; prov:wasDerivedFrom art:a1 }} }}",
    "subjects": f"INSERT {{ {GRAPH} {{ ?c onr:subjectText 'x' }} }} WHERE {{ {ANY_CLAIM} }}",
    "objects": f"INSERT {{ {GRAPH} {{ ?c onr:value 7 }} }} WHERE {{ {ANY_CLAIM} }}",
    "qualities": f"INSERT {{ {GRAPH} {{ ?c onr:polarity onr:negative }} }} WHERE {{ {ANY_CLAIM} }}",
    "confidences": f"DELETE {{ {GRAPH} {{ ?c onr:confidence ?x }} }} INSERT {{ {GRAPH} {{ ?c onr:confidence 1.5 }} }} "
    f"WHERE {{ {GRAPH} {{ ?c onr:confidence ?x }} }}",
    "times": f"INSERT {{ {GRAPH} {{ ?c onr:timeStart '2031-05-02'^^xsd:date ; onr:timeEnd '2031-05-01'^^xsd:date }} }} "
    f"WHERE {{ {ANY_CLAIM} }}",
    "named entities": f"INSERT {{ {GRAPH} {{ ?c onr:inPlace ent:nowhere }} }} WHERE {{ {ANY_CLAIM} }}",
    "canonical entities": "DELETE WHERE { GRAPH g:identity { ?s onr:canonical ?o } }",
    "orphans": "INSERT DATA { GRAPH g:derived { ent:x a onr:Entity } }",
    "contradictions": f"INSERT {{ GRAPH g:derived {{ ?c onr:contradicts {CLAIM} }} }} WHERE {{ {ANY_CLAIM} }}",
    "runs": "DELETE WHERE { GRAPH g:runs { ?s ?p ?o } }",
    "pending": "INSERT DATA { GRAPH g:derived { g:derived onr:pending art:a1 } }",
}

SHAPE_FAULTS = [
    "INSERT { %s { ?c onr:modality onr:certain } } WHERE { ?c a onr:Claim }",
    "INSERT { %s { ?c onr:value 7 } } WHERE { ?c a onr:Claim }",
    "INSERT { %s { ?c onr:objectText 'x' } } WHERE { ?c a onr:Claim }",
    "INSERT { %s { ?c onr:subjectText 'x' } } WHERE { ?c a onr:Claim }",
    "INSERT { %s { ?c onr:confidence 1.5 } } WHERE { ?c a onr:Claim }",
    "INSERT { %s { ?c onr:predicateText 'sing' } } WHERE { ?c a onr:Claim }",
    "INSERT { %s { ?c onr:timeStart '2031-05-02'^^xsd:date ; onr:timeEnd '2031-05-01'^^xsd:date } } WHERE { ?c a ?k }",
    "DELETE { %s { ?c onr:evidence ?s } } WHERE { ?c onr:evidence ?s }",
    "DELETE { %s { ?c onr:subject ?s } } WHERE { ?c onr:subject ?s }",
    "DELETE { %s { ?s oa:start ?n } } INSERT { %s { ?s oa:start 500 } } WHERE { ?s oa:start ?n }",
    "DELETE { %s { ?s oa:exact ?x } } WHERE { ?s oa:exact ?x }",
    "INSERT DATA { %s { art:m a onr:Mention } }",
    "DELETE { %s { ?e onr:typeInArticle ?t } } WHERE { ?e onr:typeInArticle ?t }",
    "DELETE { %s { ?a onr:textSha256 ?t } } WHERE { ?a onr:textSha256 ?t }",
]


def sound(*made):
    store = MemoryStore()
    store.replace_graph(ONTOLOGY, DOMAIN.ontology_quads(ONTOLOGY.value))
    for each in made:
        store.apply(add=reading_quads(each, DOMAIN))
    update_derived(store, DOMAIN, [each.article.id for each in made])
    return store


def spoil(store, update):
    head, where, pattern = update.replace("%s", GRAPH).partition("} WHERE {")
    pattern = f" GRAPH ?any {{ {pattern} }}" if where else ""  # an update sees no union of graphs
    store.update(head + where + pattern, prefixes=prefixes())


def article_quads(store):
    return [q for q in store.quads() if str(q.graph_name).startswith("<https://onrecord.example/id/graph/article/")]


def test_a_fault_is_seeded_for_every_check():
    assert FAULTS.keys() == CHECKS.keys()


@pytest.mark.parametrize("name", CHECKS)
def test_each_seeded_fault_is_caught(name):
    store = sound(one_claim("a1"))
    assert check_store(store, DOMAIN) == []
    spoil(store, FAULTS[name])
    assert name in {problem.check for problem in check_store(store, DOMAIN)}


def test_hearsay_does_not_back_a_direct_triple():
    store = sound(one_claim("a1"))
    spoil(store, "INSERT { %s { ?c onr:speakerText 'a critic' } } WHERE { ?c a onr:Claim }")
    assert [problem.check for problem in check_store(store, DOMAIN)] == ["direct triples"]


def test_something_in_the_default_graph_is_a_problem():
    store = sound(one_claim("a1"))
    store.apply(add=[ox.Quad(article_iri("a1"), article_iri("p"), article_iri("o"))])
    assert "graphs" in {problem.check for problem in check_store(store, DOMAIN)}


def test_many_offenders_are_counted_and_not_listed():
    store = sound(*(one_claim(f"a{i}") for i in range(30)))
    spoil(store, "DELETE WHERE { GRAPH g:runs { ?s ?p ?o } }")
    problems = [p for p in check_store(store, DOMAIN) if p.check == "runs"]
    assert len(problems) == 21
    assert "10 more" in problems[-1].message


@QUIET
@given(corpus_readings("a1"), corpus_readings("a2"))
def test_what_the_line_makes_is_sound(one, other):
    assert check_store(sound(one, other), DOMAIN) == []


@QUIET
@given(readings())
def test_any_reading_that_can_be_stored_is_sound(reading):
    assert check_store(sound(reading), DOMAIN) == []


@settings(QUIET, max_examples=8)
@given(readings())
def test_any_reading_that_can_be_stored_conforms_to_the_shapes(reading):
    assert check_article_shapes(reading_quads(reading, DOMAIN), DOMAIN) == []


@pytest.mark.parametrize("fault", SHAPE_FAULTS)
def test_the_shapes_catch_each_seeded_fault(fault):
    store = sound(one_claim("a1"))
    assert check_article_shapes(article_quads(store)) == []
    spoil(store, fault)
    assert check_article_shapes(article_quads(store)) != []
