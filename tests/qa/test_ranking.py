"""Fusion, and bridges over a shared entity."""

from __future__ import annotations

from qa.ranking import bridge, fuse
from qa.walks import Walks

PASSAGES = [{"a": 1, "b": 1}, {"b": 1, "c": 2}, {"c": 1}, {"d": 1}]


def bridged(ranked, asked, **changed):
    given = {"similarity": lambda _: 1.0, "sentence_of": {(0, "b"): 0.9}, "titles": [frozenset()] * 4} | changed
    return bridge(ranked, asked, Walks(PASSAGES), **given)


def test_what_two_lists_agree_on_goes_first():
    assert fuse([(1.0, ["x", "y"]), (1.0, ["y", "z"])])[0][0] == "y"


def test_a_heavier_list_counts_more():
    assert fuse([(0.5, ["x"]), (1.0, ["y"])])[0][0] == "y"


def test_a_bridge_leads_over_an_entity_that_is_not_asked_for():
    assert bridged([0], {"a"}) == [1]


def test_a_bridge_does_not_lead_over_an_entity_that_is_asked_for():
    assert bridged([0], {"a", "b"}) == []


def test_a_bridge_leads_first_to_the_passage_that_is_called_after_the_entity():
    passages = [{"b": 1}, {"b": 1}, {"b": 1}]
    titles = [frozenset(), frozenset(), frozenset({"b"})]
    found = bridge([0], (), Walks(passages), similarity=lambda _: 0.5, sentence_of={}, titles=titles)
    assert found == [2, 1]
