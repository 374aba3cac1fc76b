from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_corpus import FIGURE, OBJECT, SINGLE, SUBJECT, claim, corpus_readings, entity, reading
from made_readings import DOMAIN

from kg.graph.derived import rebuild_derived, update_derived
from kg.graph.rdf import reading_quads
from kg.graph.store import MemoryStore
from kg.graph.vocab import RUNS, article_graph
from kg.model import Argument, Interval, Run

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
MAKER = entity("Orchid Sound Group", OBJECT, "OSG")
RIVAL = entity("Tin Roof Sound", OBJECT)
WORK = entity("Blue Salt", SUBJECT[SINGLE])
COUNTED = entity("Blue Salt", SUBJECT[FIGURE])


def put(store, reading_):
    quads = reading_quads(reading_, DOMAIN)
    graph = article_graph(reading_.article.id)
    store.apply(add=[quad for quad in quads if quad.graph_name == RUNS])
    store.replace_graph(graph, [quad for quad in quads if quad.graph_name == graph])


def derived(*readings):
    store = MemoryStore()
    for each in readings:
        put(store, each)
    update_derived(store, DOMAIN, [each.article.id for each in readings])
    return store


def rows(store, sparql):
    return sorted(tuple(term.value for term in row) for row in store.query(sparql))


def labels(store):
    return [row[0] for row in rows(store, "SELECT ?l { ?e a onr:Entity ; rdfs:label ?l }")]


def iri(name):
    return (DOMAIN.relations.get(name) or DOMAIN.figures[name]).iri


def direct(store, name):
    return rows(store, f"SELECT ?o {{ GRAPH g:derived {{ ?s <{iri(name)}> ?o }} }}")


def contradicting(store):
    return len(rows(store, "SELECT ?a ?b { ?a onr:contradicts ?b }"))


@st.composite
def histories(draw):
    ids = ["a1", "a2", "a3", "a4"]
    steps = []
    for _ in range(draw(st.integers(1, 4))):
        batch = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))
        steps.append([(id_, draw(st.one_of(st.none(), corpus_readings(id_), corpus_readings(id_)))) for id_ in batch])
    return steps


@SLOW
@given(histories())
def test_updating_step_by_step_gives_what_a_rebuild_gives(history):
    store = MemoryStore()
    for batch in history:
        for id_, each in batch:
            if each is None:
                store.drop_graph(article_graph(id_))
            else:
                put(store, each)
        update_derived(store, DOMAIN, [id_ for id_, _ in batch])
    before = store.dump()
    rebuild_derived(store, DOMAIN)
    assert store.dump() == before


@SLOW
@given(st.tuples(*(corpus_readings(id_) for id_ in ("a1", "a2", "a3"))), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(readings, chance):
    together = derived(*readings)
    shuffled = list(readings)
    chance.shuffle(shuffled)
    one_by_one = MemoryStore()
    for each in shuffled:
        put(one_by_one, each)
        update_derived(one_by_one, DOMAIN, [each.article.id])
    assert one_by_one.dump() == together.dump()


@SLOW
@given(st.tuples(*(corpus_readings(id_) for id_ in ("a1", "a2"))))
def test_removing_an_article_leaves_no_trace_of_it(readings):
    first, second = readings
    store = derived(first, second)
    store.drop_graph(article_graph("a2"))
    update_derived(store, DOMAIN, ["a2"])
    assert store.dump() == derived(first).dump()


def test_one_name_in_two_articles_is_one_entity():
    store = derived(reading("a1", [MAKER]), reading("a2", [entity("The ORCHID Sound Group", OBJECT)]))
    assert rows(store, "SELECT ?n { ?e a onr:Entity ; onr:articleCount ?n }") == [("2",)]


def test_an_alias_that_is_a_full_name_elsewhere_joins_the_two():
    store = derived(reading("a1", [MAKER]), reading("a2", [entity("OSG", "Organization")]))
    assert labels(store) == ["Orchid Sound Group"]


def test_an_alias_of_two_entities_joins_none():
    other = entity("Ocean Swim Guild", OBJECT, "OSG")
    store = derived(reading("a1", [MAKER]), reading("a2", [entity("OSG", OBJECT)]), reading("a3", [other]))
    assert len(labels(store)) == 3


def test_a_surname_alone_does_not_join_people():
    store = derived(reading("a1", [entity("Nova Vale", "Person", "Vale")]), reading("a2", [entity("Vale", "Person")]))
    assert len(labels(store)) == 2


def test_a_person_and_a_place_of_one_name_are_two():
    store = derived(reading("a1", [entity("Orchid", "Person")]), reading("a2", [entity("Orchid", "Place")]))
    assert len(labels(store)) == 2


def test_works_of_one_name_by_two_bearers_are_two():
    one, other = entity("Blue Salt", "Work", bearer="ada"), entity("Blue Salt", "Work", bearer="bo")
    assert len(labels(derived(reading("a1", [one]), reading("a2", [other])))) == 2


def test_a_work_without_bearer_goes_with_the_only_bearer_there_is():
    one, bare = entity("Blue Salt", "Work", bearer="ada"), entity("Blue Salt", "Work")
    assert len(labels(derived(reading("a1", [one]), reading("a2", [bare])))) == 1


def test_the_corpus_decides_the_type_by_its_votes():
    strong = entity("Orchid", "Organization", weight=3.0)
    store = derived(reading("a1", [entity("Orchid", "Product")]), reading("a2", [strong]))
    assert rows(store, "SELECT ?t { ?e onr:mainType ?t }") == [(DOMAIN.classes["Organization"].iri,)]


def test_a_claim_of_the_article_gives_a_direct_triple_between_entities_of_the_corpus():
    told = reading("a1", [WORK, MAKER], [claim("a1", WORK, SINGLE, MAKER)])
    known = reading("a2", [entity("OSG", "Organization"), MAKER])
    assert len(direct(derived(told, known), SINGLE)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"polarity": "negative"},
        {"modality": "possible"},
        {"modality": "alleged"},
        {"speaker": Argument("a critic")},
        {"confidence": 0.4},
    ],
)
def test_hearsay_hedges_and_denials_give_no_direct_triple(change):
    told = replace(claim("a1", WORK, SINGLE, MAKER), **change)
    assert direct(derived(reading("a1", [WORK, MAKER], [told])), SINGLE) == []


def test_a_figure_gives_a_direct_triple_with_its_value():
    assert direct(derived(reading("a1", [COUNTED], [claim("a1", COUNTED, FIGURE, 12)])), FIGURE) == [("12",)]


def test_a_claim_between_things_of_the_wrong_kind_is_flagged_and_gives_no_direct_triple():
    place = entity("Orchid Bay", "Place")
    store = derived(reading("a1", [place, MAKER], [claim("a1", place, SINGLE, MAKER)]))
    assert rows(store, "SELECT ?c { ?c onr:typeConflict true }") != []
    assert direct(store, SINGLE) == []


def test_affirmed_and_denied_is_a_contradiction():
    yes = reading("a1", [WORK, MAKER], [claim("a1", WORK, SINGLE, MAKER)])
    no = reading("a2", [WORK, MAKER], [claim("a2", WORK, SINGLE, MAKER, polarity="negative")])
    assert contradicting(derived(yes, no)) == 2


def test_affirmed_and_denied_at_different_times_is_none():
    then, now = Interval(date(2031, 1, 1), date(2031, 1, 31)), Interval(date(2031, 5, 1), None)
    yes = reading("a1", [WORK, MAKER], [claim("a1", WORK, SINGLE, MAKER, time=then)])
    no = reading("a2", [WORK, MAKER], [claim("a2", WORK, SINGLE, MAKER, polarity="negative", time=now)])
    assert contradicting(derived(yes, no)) == 0


def test_two_objects_of_a_single_valued_relation_are_a_contradiction():
    one = reading("a1", [WORK, MAKER], [claim("a1", WORK, SINGLE, MAKER)])
    other = reading("a2", [WORK, RIVAL], [claim("a2", WORK, SINGLE, RIVAL)])
    assert contradicting(derived(one, other)) == 2


def test_two_names_of_one_object_are_no_contradiction():
    one = reading("a1", [WORK, MAKER], [claim("a1", WORK, SINGLE, MAKER)])
    short = entity("OSG", "Organization")
    other = reading("a2", [WORK, short], [claim("a2", WORK, SINGLE, short)])
    assert contradicting(derived(one, other)) == 0


@pytest.mark.parametrize(
    ("value", "more", "count"),
    [
        (5_000_000, {}, 2),
        (1_612_345, {}, 0),
        (5_000_000, {"comparator": "moreThan"}, 0),
        (5_000_000, {"unit": "plays"}, 0),
        (5_000_000, {"place": Argument("Norland")}, 0),
        (5_000_000, {"time": Interval(date(2031, 1, 1), date(2031, 1, 2))}, 0),
    ],
)
def test_a_figure_contradicts_another_of_its_scope_and_day(value, more, count):
    day = date(2031, 5, 1)
    one = reading("a1", [COUNTED], [claim("a1", COUNTED, FIGURE, 1_600_000)], published=day)
    other = reading("a2", [COUNTED], [claim("a2", COUNTED, FIGURE, value, **more)], published=day)
    assert contradicting(derived(one, other)) == count


def test_one_sentence_does_not_contradict_itself():
    told = [claim("a1", WORK, SINGLE, MAKER), claim("a1", WORK, SINGLE, RIVAL)]
    assert contradicting(derived(reading("a1", [WORK, MAKER, RIVAL], told))) == 0


def test_a_run_that_no_article_comes_from_is_forgotten():
    store = derived(reading("a1", [MAKER]))
    put(store, reading("a1", [MAKER], run=Run((("code", "0.2.0"),))))
    update_derived(store, DOMAIN, ["a1"])
    assert rows(store, "SELECT ?s { ?r onr:setting ?s }") == [("code=0.2.0",)]


def test_a_hundred_articles_shuffled_give_the_same_bytes():
    readings = [reading(f"a{i}", [WORK, MAKER], [claim(f"a{i}", WORK, SINGLE, MAKER)]) for i in range(100)]
    shuffled = list(readings)
    random.Random(7).shuffle(shuffled)
    assert derived(*readings).dump() == derived(*shuffled).dump()
