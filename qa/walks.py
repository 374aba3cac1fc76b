"""
Personalised PageRank over entities, passages and claims, by pushing: what is far from a question costs nothing.

An entity is tied to the passages that mention it, a claim to its entities and to the passages that tell it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Rows = NDArray[np.intp]

DAMPING = 0.5
"""Chance to go on at each step; chosen on three public multi-hop sets (study of extraction and answers, section 5)."""
TOLERANCE = 1e-5
"""
Rest, for each neighbour of a node, that is not pushed on.

On 1,890 passages the first 5 (50) are to .998 (.985) those of the whole walk; 1e-6 takes three times as long.
"""
PASSAGE_RESET = 0.05
"""Share of a passage's similarity that joins the entities where the walk starts."""
CLAIM_TIE = 1.0
"""Weight of the tie of a claim to each of its entities and passages."""


class Walks:
    """
    Entities, passages and claims as one graph, walked from where a question stands.

    Args:
        passages: For each passage, how often it mentions each entity.
        claims: For each claim, the passages that tell it and the entities that it is about.
    """

    def __init__(
        self, passages: Sequence[Mapping[str, int]], claims: Sequence[tuple[Iterable[int], Iterable[str]]] = ()
    ) -> None:
        self.passages = passages
        having: dict[str, list[int]] = defaultdict(list)
        for number, told in enumerate(passages):
            for key in told:
                having[key].append(number)
        self.having = {key: tuple(having[key]) for key in sorted(having)}
        self.index = {key: i for i, key in enumerate(self.having)}
        self.first_claim = len(self.index) + len(passages)
        self._columns = self._transitions(claims)
        self.degrees: Rows = np.diff(self._columns.indptr)

    def frequency(self, key: str) -> int:
        """Return how many passages mention an entity."""
        return len(self.having.get(key, ()))

    def start(
        self, entities: Mapping[str, float], passages: Mapping[int, float], claims: Mapping[int, float] | None = None
    ) -> Numbers:
        """
        Return where a walk starts, as shares that sum to 1; all 0 when nothing given is known.

        Args:
            entities: Their weights; the rarer an entity, the more it counts.
            passages: Similarity to the question; the best counts :data:`PASSAGE_RESET`, negative ones nothing.
            claims: Their weights, by number.
        """
        made = np.zeros(self._columns.shape[0])
        for key, weight in entities.items():
            if key in self.index:
                made[self.index[key]] += weight / math.sqrt(self.frequency(key))
        most = max(passages.values(), default=0.0)
        for number, similarity in passages.items():
            if similarity > 0:
                made[len(self.index) + number] += PASSAGE_RESET * similarity / most
        for number, weight in (claims or {}).items():
            made[self.first_claim + number] += weight
        total = made.sum()
        return made / total if total > 0 else made

    def push(self, start: Numbers, *, tolerance: float = TOLERANCE) -> tuple[Rows, Numbers]:
        """
        Walk by forward push (Andersen, Chung and Lang 2006), in rounds.

        What a node has got passes on only while it is more than *tolerance* for each of its neighbours, so that
        the work is bounded by 1 / *tolerance*, however large the graph.

        Returns:
            The nodes reached, ascending, and their scores; each at most *tolerance* times its degree below the
            score of the endless walk.
        """
        rank, rest = np.zeros_like(start), start.copy()
        active = np.flatnonzero(start)
        reached = [active]
        ends, to, share = self._columns.indptr, self._columns.indices, self._columns.data
        while (active := active[rest[active] > tolerance * self.degrees[active]]).size:
            mass, counts = rest[active], self.degrees[active]
            rest[active] = 0.0
            rank[active] += (1 - DAMPING) * mass
            offsets = np.repeat(ends[active] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
            np.add.at(rest, to[offsets], share[offsets] * np.repeat(DAMPING * mass, counts))
            active = np.unique(to[offsets])
            reached.append(active)
        nodes = np.unique(np.concatenate(reached))
        return nodes, rank[nodes]

    def iterate(self, start: Numbers, *, steps: int = 40) -> Numbers:
        """Walk by power iteration over the whole graph: the slow way, against which :meth:`push` is held."""
        state = start.copy()
        for _ in range(steps):
            state = DAMPING * (self._columns @ state) + (1 - DAMPING) * start
        return np.asarray(state)

    def rank(self, start: Numbers, *, k: int) -> list[int]:
        """Return the *k* passages that a walk reaches most, best first, those never reached left out."""
        nodes, scores = self.push(start)
        inside = (nodes >= len(self.index)) & (nodes < self.first_claim) & (scores > 0)
        order = np.argsort(-scores[inside], kind="stable")[:k]
        return [int(node) - len(self.index) for node in nodes[inside][order]]

    def _transitions(self, claims: Sequence[tuple[Iterable[int], Iterable[str]]]) -> csc_array:
        ties: list[tuple[int, int, float]] = []
        for number, told in enumerate(self.passages):
            for key, times in sorted(told.items()):
                rarity = math.log(1 + len(self.passages) / self.frequency(key))
                ties.append((self.index[key], len(self.index) + number, math.log1p(times) * rarity))
        for number, (places, keys) in enumerate(claims):
            ties += [(self.first_claim + number, len(self.index) + place, CLAIM_TIE) for place in places]
            known = sorted(key for key in set(keys) if key in self.index)
            ties += [(self.first_claim + number, self.index[key], CLAIM_TIE) for key in known]
        size = self.first_claim + len(claims)
        table = np.array(ties, dtype=float).reshape(-1, 3)
        one, other, weight = table[:, 0].astype(int), table[:, 1].astype(int), np.concatenate([table[:, 2]] * 2)
        ends = (np.concatenate([one, other]), np.concatenate([other, one]))
        matrix = csc_array((weight, ends), shape=(size, size))
        sums: Numbers = np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()
        matrix.data /= np.repeat(np.where(sums > 0, sums, 1.0), np.diff(matrix.indptr))
        return matrix
