from __future__ import annotations

import csv
import io

import networkx as nx
import pyoxigraph as ox
import pytest
from made_corpus import SINGLE, claim, entity, one_claim, reading
from made_readings import DOMAIN

from kg.errors import InputError
from kg.graph.derived import update_derived
from kg.graph.export import COLUMNS, FORMATS, export
from kg.graph.network import claims_graph
from kg.graph.rdf import reading_quads
from kg.graph.store import MemoryStore
from kg.model import Argument

VALE = entity("Nova Vale", "Person")
FORMAT = {
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.fixture
def store():
    made = [one_claim("a1"), reading("a2", [VALE], [claim("a2", VALE, "open:sing", 3, speaker=Argument("a critic"))])]
    store = MemoryStore()
    for each in made:
        store.apply(add=reading_quads(each, DOMAIN))
    update_derived(store, DOMAIN, ["a1", "a2"])
    return store


def written(store, form):
    out = io.BytesIO()
    export(store, form, out, domain=DOMAIN)
    return out.getvalue()


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_a_format_with_graphs_gives_the_same_quads_back(store, form):
    again = MemoryStore()
    again.apply(add=ox.parse(written(store, form), format=FORMAT[form]))
    assert again.dump() == store.dump()


def test_turtle_holds_the_union(store):
    triples = set(ox.parse(written(store, "turtle"), format=ox.RdfFormat.TURTLE))
    assert {q.triple for q in triples} == {q.triple for q in store.quads()}


def test_turtle_uses_the_prefixes_of_core_and_domain(store):
    text = written(store, "turtle").decode()
    assert f"{DOMAIN.prefix}:{SINGLE}" in text
    assert "onr:subject ent:" in text


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_is_written_the_same_way(store, form):
    assert written(store, form) == written(store, form)


def test_csv_has_a_line_for_each_claim(store):
    rows = list(csv.DictReader(io.StringIO(written(store, "csv").decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["article"], row["relation"]) for row in rows] == [("a1", SINGLE), ("a2", "open:sing")]
    assert rows[1]["attributed_to"] == "a critic"
    assert rows[0]["quote"] == "Aaa bbb."


def test_graphml_is_read_by_networkx(store):
    graph = nx.read_graphml(io.BytesIO(written(store, "graphml")))
    assert graph.number_of_edges() == 1


def test_an_unknown_format_is_named(store):
    with pytest.raises(InputError, match="docx"):
        written(store, "docx")


def test_claims_between_entities_are_edges(store):
    graph = claims_graph(store)
    assert {name for _, name in graph.nodes(data="name")} == {"Blue Salt", "Orchid Sound Group", "Nova Vale"}
    ((_, _, told),) = graph.edges(data=True)
    assert (told["relation"], told["polarity"], told["quote"]) == (SINGLE, "positive", "Aaa bbb.")


def test_an_edge_goes_to_the_entity_of_the_corpus():
    other = reading(
        "a2", [entity("OSG", "Organization"), VALE], [claim("a2", VALE, "open:join", entity("OSG", "Organization"))]
    )
    store = MemoryStore()
    for each in (one_claim("a1"), other):
        store.apply(add=reading_quads(each, DOMAIN))
    update_derived(store, DOMAIN, ["a1", "a2"])
    assert len({target for _, target in claims_graph(store).edges()}) == 1
