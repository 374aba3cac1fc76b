"""
Ranking by several lists: reciprocal rank fusion, and walks over the graph of entities and passages.

Weights, restart and k are those that won on three public multi-hop sets (study of extraction and
answers, section 5): ½ PPR, ½ PPR with the best sentences' entities, 1 for the plain fusion, 1 for the bridge; k = 5.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from typing import TypeVar

    from numpy.typing import NDArray

    T = TypeVar("T", bound=Hashable)
    Vector = NDArray[np.float64]

FUSION_K = 5
"""Small, since with the usual 60 the lists wash each other out."""
DAMPING, STEPS = 0.5, 10
PASSAGE_RESET = 0.05
"""Share of a passage's similarity that joins the entities in the restart of the walk."""
BRIDGE_PASSAGES, BRIDGE_SHARE, BRIDGE_LEAST = 8, 0.01, 12
_TITLE_ELSE = 0.45


def fuse(lists: Sequence[tuple[float, Sequence[T]]], *, k: int = FUSION_K) -> list[tuple[T, float]]:
    """
    Fuse ranked lists by reciprocal ranks.

    Args:
        lists: A weight and a list, best first.
        k: Added to every rank.

    Returns:
        Everything in any list with its score, best first; ties in the order of first appearance.

    >>> fuse([(1.0, ["a", "b"]), (1.0, ["b"])], k=5)[0][0]
    'b'
    """
    scores: dict[T, float] = {}
    for weight, ranked in lists:
        for rank, item in enumerate(ranked):
            scores[item] = scores.get(item, 0.0) + weight / (k + rank + 1)
    return sorted(scores.items(), key=lambda pair: -pair[1])


class Walks:
    """
    Entities and passages as one graph, walked by Personalised PageRank.

    Args:
        passages: For each passage, how often it mentions each entity.
    """

    def __init__(self, passages: Sequence[Mapping[str, int]]) -> None:
        self.passages = passages
        self.entities = sorted({key for told in passages for key in told})
        self.index = {key: i for i, key in enumerate(self.entities)}
        self.frequency = np.zeros(len(self.entities))
        for told in passages:
            for key in told:
                self.frequency[self.index[key]] += 1
        self._matrix = self._transitions()

    def rank(self, entities: Mapping[str, float], similarity: Vector) -> Vector:
        """
        Score the passages by a walk that starts at entities and, a little, at similar passages.

        Args:
            entities: Weight of each entity to start from; those unknown here are left out.
            similarity: Of every passage to the question; negative values count as 0.
        """
        count = len(self.entities)
        reset = np.zeros(count + len(self.passages))
        for key, weight in entities.items():
            if key in self.index:
                at = self.index[key]
                reset[at] += weight / math.sqrt(self.frequency[at])
        near = np.clip(similarity, 0.0, None)
        if near.size and near.max() > 0:
            reset[count:] = PASSAGE_RESET * near / near.max()
        if reset.sum() <= 0:
            return near
        reset /= reset.sum()
        state = reset.copy()
        for _ in range(STEPS):
            state = DAMPING * (self._matrix @ state) + (1 - DAMPING) * reset
        return np.asarray(state[count:])

    def _transitions(self) -> csr_array:
        count, total = len(self.entities), len(self.entities) + len(self.passages)
        row, column, weight = [], [], []
        for number, told in enumerate(self.passages):
            for key, times in sorted(told.items()):
                at = self.index[key]
                value = math.log1p(times) * math.log(1 + len(self.passages) / self.frequency[at])
                row += [at, count + number]
                column += [count + number, at]
                weight += [value, value]
        matrix = csr_array((weight, (row, column)), shape=(total, total))
        sums: Vector = np.asarray(matrix.sum(axis=0)).ravel()
        sums[sums == 0] = 1.0
        return csr_array(matrix / sums)


def bridge(
    ranked: Sequence[int],
    asked: Iterable[str],
    walks: Walks,
    *,
    similarity: Vector,
    sentence_of: Mapping[tuple[int, str], float],
    titles: Sequence[frozenset[str]],
) -> list[int]:
    """
    Rank the passages that share a rare entity with one of the best: the second step of a chain.

    Args:
        ranked: Passages, best first; the first few are stepped from.
        asked: Entities of the question, which are no bridges.
        walks: The graph of entities and passages.
        similarity: Of every passage to the question.
        sentence_of: Similarity of the question to the best sentence of a passage that has an entity.
        titles: For each passage, the entities named in its article's title.
    """
    known = set(asked)
    rare = max(BRIDGE_LEAST, BRIDGE_SHARE * len(walks.passages))
    having: dict[str, list[int]] = defaultdict(list)
    for number, told in enumerate(walks.passages):
        for key in told:
            having[key].append(number)
    scores: dict[int, float] = defaultdict(float)
    for rank, number in enumerate(ranked[:BRIDGE_PASSAGES]):
        for key in sorted(walks.passages[number]):
            if key in known or walks.frequency[walks.index[key]] > rare:
                continue
            step = (1 / (FUSION_K + rank + 1)) * (0.35 + sentence_of.get((number, key), 0.0))
            for other in having[key]:
                if other != number:
                    title = 1.0 if key in titles[other] else _TITLE_ELSE
                    scores[other] = max(scores[other], step * title * (0.4 + float(similarity[other])))
    return [number for number, _ in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))]
