"""
Ranking by several lists: reciprocal rank fusion, and bridges over a shared entity.

k and the bridge's score are those that won on three public multi-hop sets (study of extraction and answers, section 5).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from typing import TypeVar

    from .walks import Walks

    T = TypeVar("T", bound=Hashable)

FUSION_K = 5
"""Small, since with the usual 60 the lists wash each other out."""
BRIDGE_PASSAGES, BRIDGE_SHARE, BRIDGE_LEAST = 8, 0.01, 12
_TITLE_ELSE = 0.7


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


def bridge(
    ranked: Sequence[int],
    asked: Iterable[str],
    walks: Walks,
    *,
    similarity: Callable[[int], float],
    sentence_of: Mapping[tuple[int, str], float],
    titles: Sequence[frozenset[str]],
) -> list[int]:
    """
    Rank the passages that share a rare entity with one of the best: the second step of a chain.

    Args:
        ranked: Passages, best first; the first few are stepped from.
        asked: Entities of the question, which are no bridges.
        walks: The graph of entities and passages.
        similarity: Of a passage to the question.
        sentence_of: Similarity of the question to the best sentence of a passage that has an entity.
        titles: For each passage, the entities named in its article's title.
    """
    known = set(asked)
    rare = max(BRIDGE_LEAST, BRIDGE_SHARE * len(walks.passages))
    scores: dict[int, float] = defaultdict(float)
    for rank, number in enumerate(ranked[:BRIDGE_PASSAGES]):
        for key in sorted(walks.passages[number]):
            if key in known or walks.frequency(key) > rare:
                continue
            step = (1 / (FUSION_K + rank + 1)) * (0.35 + sentence_of.get((number, key), 0.0))
            for other in walks.having[key]:
                if other != number:
                    title = 1.0 if key in titles[other] else _TITLE_ELSE
                    scores[other] = max(scores[other], step * title * (0.4 + similarity(other)))
    return [number for number, _ in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))]
