"""Walks over entities, passages and claims; pushing against the iteration over the whole graph."""

from __future__ import annotations

import random

import numpy as np
import pytest

from qa.walks import Walks

PASSAGES = [{"a": 1, "b": 1}, {"b": 1, "c": 2}, {"c": 1}, {"d": 1}]


def a_graph(seed: int, passages: int = 300) -> Walks:
    chance = random.Random(seed)
    names = [f"e{i}" for i in range(passages)]
    weights = [1 / (i + 1) for i in range(passages)]  # a few names are everywhere
    told = [dict.fromkeys(sorted(set(chance.choices(names, weights, k=6))), 1) for _ in range(passages)]
    claims = [((chance.randrange(passages),), chance.sample(names, 2)) for _ in range(passages)]
    return Walks(told, claims)


def a_start(walks: Walks, seed: int) -> np.ndarray:
    chance = random.Random(seed)
    known = sorted(walks.index)
    return walks.start({chance.choice(known): 1.0, chance.choice(known): 1.0}, {1: 0.9, 5: 0.4}, {3: 0.5})


def test_a_walk_reaches_passages_by_shared_entities_the_nearer_first():
    walks = Walks(PASSAGES)
    assert walks.rank(walks.start({"a": 1.0}, {}), k=9) == [0, 1, 2]


def test_a_walk_without_entities_follows_similarity():
    walks = Walks(PASSAGES)
    assert walks.rank(walks.start({}, {3: 1.0}), k=1) == [3]


def test_a_walk_starts_no_entity_that_nobody_mentions():
    walks = Walks(PASSAGES)
    assert walks.start({"zz": 1.0}, {}).sum() == 0


def test_a_walk_that_starts_nowhere_reaches_nothing():
    walks = Walks(PASSAGES)
    assert walks.rank(walks.start({"zz": 1.0}, {}), k=9) == []


def test_an_empty_library_ranks_nothing():
    walks = Walks([])
    assert walks.rank(walks.start({"a": 1.0}, {}), k=9) == []


def test_a_claim_ties_entities_that_no_passage_has_together():
    passages, claim = [{"a": 1}, {"b": 1}], ((0,), ("a", "b"))
    walks = Walks(passages, [claim])
    assert walks.rank(walks.start({"a": 1.0}, {}), k=9) == [0, 1]


def test_a_walk_may_start_at_a_claim():
    walks = Walks(PASSAGES, [((3,), ("d",))])
    assert walks.rank(walks.start({}, {}, {0: 1.0}), k=1) == [3]


@pytest.mark.parametrize("seed", range(5))
def test_pushing_gives_the_scores_of_the_whole_iteration(seed):
    walks = a_graph(seed)
    start = a_start(walks, seed)
    nodes, scores = walks.push(start, tolerance=1e-10)
    whole = walks.iterate(start, steps=60)
    pushed = np.zeros_like(whole)
    pushed[nodes] = scores
    assert np.abs(pushed - whole).max() < 1e-7


@pytest.mark.parametrize("seed", range(5))
def test_pushing_loosely_is_below_by_no_more_than_promised(seed):
    walks = a_graph(seed)
    start = a_start(walks, seed)
    nodes, scores = walks.push(start, tolerance=1e-4)
    whole = walks.iterate(start, steps=60)
    pushed = np.zeros_like(whole)
    pushed[nodes] = scores
    assert (pushed <= whole + 1e-12).all()
    assert (whole - pushed <= 1e-4 * walks.degrees + 1e-12).all()


def test_pushing_leaves_what_is_far_from_the_start_untouched():
    walks = Walks([{f"e{i}": 1, f"e{i + 1}": 1} for i in range(500)])
    nodes, _ = walks.push(walks.start({"e0": 1.0}, {}))
    assert len(nodes) < 100
