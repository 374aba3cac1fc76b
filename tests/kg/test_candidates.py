from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_corpus import entity, reading
from made_readings import DOMAIN
from test_decisions import corpus, decide, written

from kg.errors import InputError
from kg.graph import exchange
from kg.graph.candidates import candidates, contexts, joined
from kg.graph.decisions import Decision, Place, apart, merge, split

VALE = entity("Nova Vale", "Person", weight=3.0)
SHORT = entity("Nova", "Person", weight=3.0)


def pairs(store: Any, **options: Any) -> list[tuple[str, str]]:
    return [(each.a, each.b) for each in candidates(store, DOMAIN, **options)]


# ------------------------------------------------------------ what is asked


def test_names_that_are_alike_and_not_joined_are_asked_about() -> None:
    store = corpus(reading("a1", [VALE]), reading("a2", [SHORT]))
    assert pairs(store) == [(SHORT.key, VALE.key)]


def test_what_was_merged_is_not_asked_again() -> None:
    store = corpus(reading("a1", [VALE]), reading("a2", [SHORT]), decisions=[merge(VALE.key, SHORT.key)])
    assert pairs(store) == []


def test_what_is_kept_apart_is_not_asked_again() -> None:
    store = corpus(reading("a1", [VALE]), reading("a2", [SHORT]), decisions=[apart(VALE.key, SHORT.key)])
    assert pairs(store) == []


def test_the_two_bearers_of_a_split_are_not_asked_about() -> None:
    store = corpus(reading("a1", [VALE]), reading("a2", [VALE]), decisions=[split("painter", [Place("a2", VALE.key)])])
    assert pairs(store) == []


def test_what_was_taken_back_is_asked_again() -> None:
    store = corpus(reading("a1", [VALE]), reading("a2", [SHORT]), decisions=[apart(VALE.key, SHORT.key)])
    decide(store, drop=[apart(VALE.key, SHORT.key)])
    assert pairs(store) == [(SHORT.key, VALE.key)]


def test_less_likely_pairs_are_left_out() -> None:
    store = corpus(reading("a1", [VALE]), reading("a2", [SHORT]))
    assert pairs(store, floor=0.99) == []


def test_a_short_name_that_may_be_two_says_so() -> None:
    other = entity("Nova Lind", "Person", weight=3.0)
    store = corpus(reading("a1", [VALE]), reading("a2", [SHORT]), reading("a3", [other]))
    rivals = {each.b if each.a == SHORT.key else each.a: each.rivals for each in candidates(store, DOMAIN, floor=0.0)}
    assert rivals[VALE.key] == (other.key,)


def test_a_context_is_the_sentence_that_names_it() -> None:
    store = corpus(written("It was cold. Nova Vale sang.", "Nova Vale"))
    assert [(c.quote, c.start, c.end) for c in contexts(store, VALE.key)] == [("Nova Vale sang.", 13, 28)]


def test_contexts_come_from_different_articles_first() -> None:
    store = corpus(
        written("Nova Vale sang. Nova Vale left.", "Nova Vale"),
        written("Nova Vale is back.", "Nova Vale", id_="a2"),
    )
    assert [c.article for c in contexts(store, VALE.key)] == ["a1", "a2"]


def test_what_was_joined_is_listed_with_its_keys() -> None:
    store = corpus(reading("a1", [VALE]), reading("a2", [SHORT]), decisions=[merge(VALE.key, SHORT.key)])
    assert [keys for _, keys in joined(store)] == [(SHORT.key, VALE.key)]


# ------------------------------------------------------------ as a file


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
KEYS = st.builds(lambda cls, name: f"{cls}.{name}", st.sampled_from(["Person", "Work"]), TEXT).filter(
    lambda key: "~~" not in key
)
PLACES = st.builds(lambda article, key, quote, at: Place(article, key, quote, min(at, len(quote)) if quote else -1),
                   TEXT, KEYS, st.just("") | TEXT, st.integers(0, 9))  # fmt: skip
DECISIONS = st.one_of(
    st.lists(KEYS, min_size=2, max_size=2, unique=True).map(lambda two: merge(*two)),
    st.lists(KEYS, min_size=2, max_size=2, unique=True).map(lambda two: apart(*two)),
    st.lists(PLACES, min_size=1, max_size=3).map(lambda places: split("x-1", places)),
)


@given(st.lists(DECISIONS, max_size=4))
def test_what_is_written_is_read_back(decisions: list[Decision]) -> None:
    assert list(exchange.read(exchange.written(decisions)).decisions) == sorted(set(decisions))


def test_who_and_when_are_taken_along() -> None:
    one = merge("Person.a", "Person.b")
    told = {one.id: ("Ada", "2031-05-01T12:00:00+00:00")}
    assert exchange.read(exchange.written([one], told=told)).told == told


def test_the_order_of_decisions_does_not_change_the_file() -> None:
    held = [merge("Person.b", "Person.a"), apart("Person.c", "Person.a")]
    assert exchange.written(held) == exchange.written(reversed(held))


def a_file(*decisions: object, **other: object) -> str:
    return json.dumps({"onrecord": "decisions", "version": 1, "decisions": list(decisions)} | other)


MERGE = {"kind": "merge", "keys": ["Person.a", "Person.b"]}
PLACE = {"article": "a1", "key": "Person.a"}
SPLIT = {"kind": "split", "label": "x", "places": [PLACE]}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("9" * 10_000, "no JSON"),
        ("[]", "no decisions"),
        ('{"decisions": []}', "no decisions"),
        (a_file(version=2), "version 2"),
        (a_file(MERGE, 7), "decision 2: 7 is no record"),
        (a_file({**MERGE, "kind": "marry"}), "marry"),
        (a_file({**MERGE, "keys": ["Person.a", "Person.a"]}), "named twice"),
        (a_file({**MERGE, "keys": ["Person.a"]}), "list of two"),
        (a_file({**MERGE, "keys": ["Person.a", "<b>"]}), "no key"),
        (a_file({**MERGE, "keys": ["Person.a", "Person.\x00"]}), "no key"),
        (a_file({**MERGE, "keys": ["Person.a", "Person.\ud800"]}), "no key"),
        (a_file({**MERGE, "keys": ["Person.a", "Person." + "b" * 20_000]}), "no key"),
        (a_file({**MERGE, "keys": ["Person.a", ["Person.b"]]}), "no key"),
        (a_file({**MERGE, "by": 7}), "by must be a text"),
        (a_file({**MERGE, "at": "yesterday"}), "no time"),
        (a_file({**SPLIT, "places": []}), "no place"),
        (a_file({**SPLIT, "places": None}), "list of places"),
        (a_file({**SPLIT, "label": "two words"}), "no label"),
        (a_file({**SPLIT, "places": [{**PLACE, "quote": "He.", "at": 4}]}), "no place in the quotation"),
        (a_file({**SPLIT, "places": [{**PLACE, "quote": "He.", "at": True}]}), "no place in the quotation"),
        (a_file({**SPLIT, "places": [{**PLACE, "key": "Person.a~~x"}]}), "has a label"),
        (a_file({**SPLIT, "places": [{"key": "Person.a"}]}), "article must be a text"),
    ],
    ids=lambda text: None,
)
def test_a_file_that_is_no_file_of_decisions_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        exchange.read(text)


def test_a_file_edited_by_hand_gets_its_ids_anew() -> None:
    assert exchange.read(a_file({**MERGE, "id": "0"})).decisions == (merge("Person.a", "Person.b"),)


def test_one_decision_told_twice_is_one() -> None:
    assert len(exchange.read(a_file(MERGE, MERGE)).decisions) == 1
