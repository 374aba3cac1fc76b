from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_corpus import NAMES, OBJECT, SINGLE, SUBJECT, TYPES, claim, corpus_readings, entity, reading
from made_readings import DOMAIN, RUN, readings

from kg.errors import InputError, NotFoundError
from kg.graph.bearers import divided, missing_places, undivided
from kg.graph.canonical import canonical
from kg.graph.decided import decision_named, decision_quads, splits_of, stored_decisions
from kg.graph.deciding import change
from kg.graph.decisions import Place, apart, base_of, contradictions, label_of, merge, split
from kg.graph.derived import rebuild_derived, update_derived
from kg.graph.rdf import reading_quads
from kg.graph.store import MemoryStore
from kg.graph.vocab import RUNS, article_graph
from kg.model import Argument, Article, Claim, Mention, Reading, Span
from kg.text.names import slug

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
VALE = entity("Nova Vale", "Person", weight=3.0)
ARLEN = entity("Vex Arlen", "Person", weight=3.0)


def put(store, each):
    quads = reading_quads(divided(each, splits_of(store, each.article.id)), DOMAIN)
    graph = article_graph(each.article.id)
    store.apply(add=[quad for quad in quads if quad.graph_name == RUNS])
    store.replace_graph(graph, [quad for quad in quads if quad.graph_name == graph])


def decide(store, *add, drop=()):
    what = change(store, DOMAIN, add=add, drop=drop)
    store.apply(remove=what.remove, add=what.add)
    update_derived(store, DOMAIN, [])


def corpus(*articles, decisions=()):
    store = MemoryStore()
    for each in articles:
        put(store, each)
    update_derived(store, DOMAIN, [each.article.id for each in articles])
    if decisions:
        decide(store, *decisions)
    return store


def labels(store):
    found = store.query("SELECT ?e ?l { ?e a onr:Entity ; rdfs:label ?l }")
    return sorted(row["l"].value for row in found)


def written(text, *names, id_="a1"):
    """One article whose sentences end in full stops and whose names are all persons called as they stand."""
    cuts = [i + 1 for i, char in enumerate(text) if char == "."]
    sentences = tuple(Span(text.index(text[s:e].strip(), s), e) for s, e in zip([0, *cuts], cuts, strict=False))
    entities = {name: entity(name, "Person", weight=3.0) for name in names}
    mentions = [
        Mention(at, at + len(name), "name", entities[name].key)
        for name in names
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return Reading(Article(id=id_, text=text), sentences, tuple(entities.values()), tuple(mentions), (), RUN)


# ------------------------------------------------------------ what a decision does


def test_a_merge_makes_one_entity_of_two():
    store = corpus(reading("a1", [VALE]), reading("a2", [ARLEN]), decisions=[merge(VALE.key, ARLEN.key)])
    assert len(labels(store)) == 1


def test_a_merge_joins_what_the_evidence_keeps_apart():
    place = entity("Orchid", "Place", weight=3.0)
    store = corpus(reading("a1", [VALE]), reading("a2", [place]), decisions=[merge(VALE.key, place.key)])
    assert len(labels(store)) == 1


def test_taking_a_merge_back_gives_exactly_the_quads_from_before():
    store = corpus(reading("a1", [VALE, ARLEN]), reading("a2", [ARLEN]))
    before = store.dump()
    decide(store, merge(VALE.key, ARLEN.key))
    assert store.dump() != before
    decide(store, drop=[merge(VALE.key, ARLEN.key)])
    assert store.dump() == before


def test_what_is_kept_apart_is_not_joined_by_its_name():
    thing, agent = entity("Orchid", "Product", weight=3.0), entity("Orchid", "Organization", weight=3.0)
    articles = reading("a1", [thing]), reading("a2", [agent])
    assert len(labels(corpus(*articles))) == 1
    assert len(labels(corpus(*articles, decisions=[apart(thing.key, agent.key)]))) == 2


def test_what_is_kept_apart_is_not_joined_by_a_third():
    group, short = entity("Orchid Sound Group", OBJECT, "OSG"), entity("OSG", OBJECT)
    variant = entity("Orchid-Soundgroup", OBJECT)
    articles = reading("a1", [group]), reading("a2", [short]), reading("a3", [variant])
    assert len(labels(corpus(*articles))) == 1
    assert len(labels(corpus(*articles, decisions=[apart(short.key, variant.key)]))) == 2


def test_a_split_makes_two_bearers_of_one_name_in_two_articles():
    store = corpus(reading("a1", [VALE]), reading("a2", [VALE]), decisions=[split("painter", [Place("a2", VALE.key)])])
    assert labels(store) == ["Nova Vale", "Nova Vale"]


def test_one_split_gives_all_its_places_one_bearer():
    places = [Place("a2", VALE.key), Place("a3", VALE.key)]
    store = corpus(*(reading(f"a{i}", [VALE]) for i in (1, 2, 3)), decisions=[split("painter", places)])
    assert len(labels(store)) == 2


def test_taking_a_split_back_gives_exactly_the_quads_from_before():
    maker = entity("Orchid Sound Group", OBJECT, "OSG")
    work = entity("Blue Salt", SUBJECT[SINGLE])
    store = corpus(
        reading("a1", [work, maker], [claim("a1", work, SINGLE, maker)]),
        reading("a2", [work, maker], [claim("a2", work, SINGLE, maker)]),
    )
    before = store.dump()
    decision = split("other", [Place("a2", work.key)])
    decide(store, decision)
    assert store.dump() != before
    decide(store, drop=[decision])
    assert store.dump() == before


def test_an_alias_does_not_bring_two_bearers_together_again():
    named = entity("Nova Vale", "Person", "Nova Orchid", weight=3.0)
    store = corpus(
        reading("a1", [named]), reading("a2", [named]), decisions=[split("painter", [Place("a2", named.key)])]
    )
    assert len(labels(store)) == 2


# ------------------------------------------------------------ inside one article


def test_a_split_tells_two_bearers_apart_inside_one_article():
    told = written("Nova Vale sang. Nova Vale paints.", "Nova Vale")
    place = Place("a1", VALE.key, "Nova Vale paints.", 0)
    store = corpus(told, decisions=[split("painter", [place])])
    assert labels(store) == ["Nova Vale", "Nova Vale"]


def test_a_pronoun_goes_with_the_bearer_named_last():
    text = "Nova Vale sang. Nova Vale paints. She is old."
    told = written(text, "Nova Vale")
    she = Mention(text.index("She"), text.index("She") + 3, "pronoun", VALE.key)
    told = Reading(told.article, told.sentences, told.entities, (*told.mentions, she), (), RUN)
    made = divided(told, [split("painter", [Place("a1", VALE.key, "Nova Vale paints.", 0)])])
    assert [m.entity for m in made.mentions if m.kind == "pronoun"] == [f"{VALE.key}~~painter"]


def test_a_claim_goes_with_the_mention_that_it_rests_on():
    text = "Nova Vale sang. Nova Vale paints."
    told = written(text, "Nova Vale")
    claims = tuple(
        Claim("a1", Argument("Nova Vale", VALE.key, s.start, s.start + 9), "open:act", s) for s in told.sentences
    )
    told = Reading(told.article, told.sentences, told.entities, told.mentions, claims, RUN)
    made = divided(told, [split("painter", [Place("a1", VALE.key, "Nova Vale paints.", 0)])])
    assert [c.subject.entity for c in made.claims] == [VALE.key, f"{VALE.key}~~painter"]


def test_a_claim_without_a_mention_goes_with_the_bearer_of_its_sentence():
    told = written("Nova Vale sang. Nova Vale paints.", "Nova Vale")
    claims = tuple(Claim("a1", Argument("Nova Vale", VALE.key), "open:act", s) for s in told.sentences)
    told = Reading(told.article, told.sentences, told.entities, told.mentions, claims, RUN)
    made = divided(told, [split("painter", [Place("a1", VALE.key, "Nova Vale paints.", 0)])])
    assert [c.subject.entity for c in made.claims] == [VALE.key, f"{VALE.key}~~painter"]


def test_a_name_of_which_every_place_is_another_s_leaves_none_behind():
    told = written("Nova Vale sang.", "Nova Vale")
    made = divided(told, [split("painter", [Place("a1", VALE.key)])])
    assert [e.key for e in made.entities] == [f"{VALE.key}~~painter"]


@SLOW
@given(readings(), st.data())
def test_a_divided_reading_put_together_is_the_reading(told, data):
    told = canonical(told)
    places = [Place(told.article.id, e.key.replace("~~", "")) for e in told.entities]
    quotes = [s.of(told.article.text) for s in told.sentences]
    places += [Place(p.article, p.key, q, data.draw(st.integers(0, 5))) for p in places for q in quotes if q]
    chosen = data.draw(st.lists(st.sampled_from(places), max_size=4, unique=True)) if places else []
    decisions = [split(data.draw(st.sampled_from(["one", "two"])), [place]) for place in chosen]
    told = undivided(told)
    assert canonical(undivided(divided(told, decisions))) == canonical(told)


# ------------------------------------------------------------ articles come and go


def test_a_decision_outlives_the_removal_of_its_article():
    store = corpus(reading("a1", [VALE]), reading("a2", [ARLEN]), decisions=[merge(VALE.key, ARLEN.key)])
    for id_ in ("a1", "a2"):
        store.drop_graph(article_graph(id_))
    update_derived(store, DOMAIN, ["a1", "a2"])
    assert stored_decisions(store) == [merge(VALE.key, ARLEN.key)]
    for id_, each in (("a1", VALE), ("a2", ARLEN)):
        put(store, reading(id_, [each]))
    update_derived(store, DOMAIN, ["a1", "a2"])
    assert len(labels(store)) == 1


def test_a_merge_holds_when_an_article_is_read_anew_with_another_class():
    store = corpus(reading("a1", [VALE]), reading("a2", [ARLEN]), decisions=[merge(VALE.key, ARLEN.key)])
    put(store, reading("a1", [entity("Nova Vale", "Agent", weight=3.0)]))
    update_derived(store, DOMAIN, ["a1"])
    assert len(labels(store)) == 1


def test_a_merge_does_not_take_in_a_namesake_of_another_kind():
    store = corpus(reading("a1", [VALE]), reading("a2", [ARLEN]), decisions=[merge(VALE.key, ARLEN.key)])
    put(store, reading("a1", [entity("Nova Vale", "Place", weight=3.0)]))
    update_derived(store, DOMAIN, ["a1"])
    assert len(labels(store)) == 2


def test_a_split_holds_when_its_article_changes_around_the_sentence():
    place = Place("a1", VALE.key, "Nova Vale paints.", 0)
    store = corpus(written("Nova Vale sang. Nova Vale paints.", "Nova Vale"), decisions=[split("painter", [place])])
    put(store, written("It was cold. Nova Vale sang. Then it rained. Nova Vale paints.", "Nova Vale"))
    update_derived(store, DOMAIN, ["a1"])
    assert len(labels(store)) == 2


def test_a_split_whose_sentence_is_gone_is_told_and_kept():
    place = Place("a1", VALE.key, "Nova Vale paints.", 0)
    decision = split("painter", [place])
    store = corpus(written("Nova Vale sang. Nova Vale paints.", "Nova Vale"), decisions=[decision])
    changed = written("Nova Vale sang.", "Nova Vale")
    put(store, changed)
    update_derived(store, DOMAIN, ["a1"])
    assert stored_decisions(store) == [decision]
    assert missing_places(decision, changed) == [place]


def test_a_rebuild_keeps_what_was_decided():
    decisions = [merge(VALE.key, ARLEN.key), split("painter", [Place("a3", VALE.key)])]
    articles = [reading("a1", [VALE]), reading("a2", [ARLEN]), reading("a3", [VALE])]
    store = corpus(*articles, decisions=decisions)
    before = store.dump()
    rebuild_derived(store, DOMAIN)
    assert store.dump() == before


# ------------------------------------------------------------ decisions that cannot all hold


def test_merged_and_kept_apart_is_refused_with_the_way_out():
    store = corpus(reading("a1", [VALE]), reading("a2", [ARLEN]), decisions=[apart(VALE.key, ARLEN.key)])
    with pytest.raises(InputError, match=f"review undo {apart(VALE.key, ARLEN.key).id}"):
        change(store, DOMAIN, add=[merge(VALE.key, ARLEN.key)])


def test_kept_apart_but_merged_through_a_third_is_refused():
    third = entity("Ode Lind", "Person", weight=3.0)
    store = corpus(
        reading("a1", [VALE, ARLEN, third]),
        decisions=[merge(VALE.key, third.key), merge(third.key, ARLEN.key)],
    )
    with pytest.raises(InputError, match="contradict"):
        change(store, DOMAIN, add=[apart(VALE.key, ARLEN.key)])


def test_merging_the_two_bearers_of_a_split_is_refused():
    decision = split("painter", [Place("a2", VALE.key)])
    store = corpus(reading("a1", [VALE]), reading("a2", [VALE]), decisions=[decision])
    with pytest.raises(InputError, match="contradict"):
        change(store, DOMAIN, add=[merge(VALE.key, f"{VALE.key}~~painter")])


def test_one_place_with_two_bearers_is_refused():
    one, other = (split(label, [Place("a1", VALE.key)]) for label in ("painter", "singer"))
    assert [first for first, _ in contradictions([one, other])] == [min(one, other)]


def test_a_contradiction_changes_nothing():
    store = corpus(reading("a1", [VALE]), reading("a2", [ARLEN]), decisions=[apart(VALE.key, ARLEN.key)])
    before = store.dump()
    with pytest.raises(InputError):
        change(store, DOMAIN, add=[merge(VALE.key, ARLEN.key)])
    assert store.dump() == before


def test_merges_that_make_a_ring_are_no_contradiction():
    a, b, c = ("Person.a", "Person.b", "Person.c")
    assert list(contradictions([merge(a, b), merge(b, c), merge(a, c)])) == []


# ------------------------------------------------------------ as a function


KEYS = sorted(f"{cls}.{slug(name)}" for cls in TYPES for name in NAMES)


@st.composite
def decided(draw):
    made = []
    for _ in range(draw(st.integers(1, 4))):
        a, b = draw(st.lists(st.sampled_from(KEYS), min_size=2, max_size=2, unique=True))
        place = Place(draw(st.sampled_from(["a1", "a2", "a3"])), a)
        made.append(draw(st.sampled_from([merge(a, b), apart(a, b), split("other", [place])])))
        if list(contradictions(made)):
            made.pop()
    return made


@SLOW
@given(st.tuples(*(corpus_readings(id_) for id_ in ("a1", "a2", "a3"))), decided(), st.randoms(use_true_random=False))
def test_the_order_of_articles_and_decisions_does_not_matter(articles, decisions, chance):
    together = MemoryStore()
    for decision in decisions:
        together.apply(add=decision_quads(decision))
    for each in articles:
        put(together, each)
    update_derived(together, DOMAIN, ["a1", "a2", "a3"])
    steps = [*articles, *decisions]
    chance.shuffle(steps)
    one_by_one = MemoryStore()
    for step in steps:
        if isinstance(step, Reading):
            put(one_by_one, step)
            update_derived(one_by_one, DOMAIN, [step.article.id])
        else:
            try:
                decide(one_by_one, step)
            except InputError:  # of what stands so far, two names are one and are to be kept apart
                return
    assert one_by_one.dump() == together.dump()


@SLOW
@given(st.tuples(*(corpus_readings(id_) for id_ in ("a1", "a2"))), decided())
def test_taking_everything_back_gives_the_quads_from_before(articles, decisions):
    store = corpus(*articles)
    before = store.dump()
    made = []
    for decision in decisions:
        try:
            decide(store, decision)
        except InputError:
            continue
        made.append(decision)
    random.Random(3).shuffle(made)
    for decision in made:
        decide(store, drop=[decision])
    assert store.dump() == before


@SLOW
@given(st.tuples(*(corpus_readings(id_) for id_ in ("a1", "a2", "a3"))), decided(), corpus_readings("a2"))
def test_reading_an_article_anew_under_decisions_gives_what_a_rebuild_gives(articles, decisions, again):
    store = MemoryStore()
    for decision in decisions:
        store.apply(add=decision_quads(decision))
    for each in articles:
        put(store, each)
    update_derived(store, DOMAIN, ["a1", "a2", "a3"])
    put(store, again)
    update_derived(store, DOMAIN, ["a2"])
    before = store.dump()
    rebuild_derived(store, DOMAIN)
    assert store.dump() == before


def test_what_is_written_of_a_decision_is_read_back():
    decisions = sorted(
        [
            merge("Person.a", "Person.b"),
            apart("Person.a", "Work.c"),
            split("x-1", [Place("a 1", "Person.a", 'He said "no".', 3), Place("a2", "Person.a")]),
        ]
    )
    store = MemoryStore()
    for decision in decisions:
        store.apply(add=decision_quads(decision))
    assert stored_decisions(store) == decisions


def test_a_decision_is_found_by_the_beginning_of_its_id():
    one = merge("Person.a", "Person.b")
    assert decision_named([one], one.id[:4]) == one
    with pytest.raises(NotFoundError, match="review decisions"):
        decision_named([one], "zz")


@pytest.mark.parametrize("label", ["", "two words", "a/b", "-"])
def test_a_label_is_letters_digits_and_hyphens(label):
    with pytest.raises(InputError):
        split(label, [Place("a1", "Person.a")])


@pytest.mark.parametrize("key", ["Person.vale", "Person.vale~", "Work.ode~ada", "~"])
def test_a_label_comes_off_whatever_the_key_ends_with(key):
    assert (base_of(f"{key}~~painter"), label_of(f"{key}~~painter")) == (key, "painter")
