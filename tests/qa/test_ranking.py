"""Fusion, walks over the graph of entities and passages, bridges."""

from __future__ import annotations

import numpy as np

from qa.ranking import Walks, bridge, fuse

PASSAGES = [{"a": 1, "b": 1}, {"b": 1, "c": 2}, {"c": 1}, {"d": 1}]


def test_what_two_lists_agree_on_goes_first():
    assert fuse([(1.0, ["x", "y"]), (1.0, ["y", "z"])])[0][0] == "y"


def test_a_heavier_list_counts_more():
    assert fuse([(0.5, ["x"]), (1.0, ["y"])])[0][0] == "y"


def test_a_walk_reaches_passages_by_shared_entities():
    scores = Walks(PASSAGES).rank({"a": 1.0}, np.zeros(4))
    assert scores[0] > scores[1] > scores[2] > scores[3] == 0


def test_a_walk_without_entities_follows_similarity():
    scores = Walks(PASSAGES).rank({}, np.array([0.0, 0.0, 0.0, 1.0]))
    assert int(np.argmax(scores)) == 3


def test_a_bridge_leads_over_an_entity_that_is_not_asked_for():
    walks = Walks(PASSAGES)
    found = bridge([0], {"a"}, walks, similarity=np.ones(4), sentence_of={(0, "b"): 0.9}, titles=[frozenset()] * 4)
    assert found == [1]


def test_an_empty_library_ranks_nothing():
    assert Walks([]).rank({"a": 1.0}, np.zeros(0)).size == 0
