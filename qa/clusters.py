"""
Sentences that tell the same in other words, put together: average-linkage agglomeration over their vectors.

Likeness alone never joins two sentences: their numbers and names must agree, and what one hedges or denies
the other must too ("Brookcast removed 5 songs" is not "Brookcast may remove 7 songs").
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from .citations import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .library import Library, Line

ALIKE = 0.8
"""Least mean cosine of two clusters that are joined; sentences on one subject have about 0.65 (bge-small)."""


def clusters(
    lines: Sequence[Line], vectors: NDArray[Any], library: Library, *, alike: float = ALIKE
) -> list[list[int]]:
    """
    Put together the sentences that tell the same.

    Args:
        lines: At most about a hundred; the work grows with the square of their number.
        vectors: Their vectors of length 1, one row each.
        library: Tells which claims a sentence states.
        alike: Least mean cosine of two clusters that are joined.

    Returns:
        Clusters of row numbers, each in order, by their first row.
    """
    if not lines:
        return []
    near = np.round(vectors @ vectors.T, 6).astype(float)
    facts = [_stated(line, library) for line in lines]
    for one, other in combinations(range(len(lines)), 2):
        if near[one, other] >= alike and not _agree(lines[one], lines[other], facts[one], facts[other]):
            near[one, other] = near[other, one] = -np.inf
    groups: list[list[int]] = [[row] for row in range(len(lines))]
    np.fill_diagonal(near, -np.inf)
    while len(groups) > 1 and near.max() >= alike:
        one, other = sorted(int(i) for i in np.unravel_index(int(near.argmax()), near.shape))
        sizes = len(groups[one]), len(groups[other])
        near[one] = near[:, one] = np.average(near[[one, other]], axis=0, weights=sizes)
        near[one, one] = -np.inf
        groups[one] += groups[other]
        groups[other] = []
        near[other] = near[:, other] = -np.inf
    return sorted(sorted(group) for group in groups if group)


def _stated(line: Line, library: Library) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Return the numbers of a sentence, and how its claims are hedged or denied."""
    unsure = {(f.modality, f.polarity) for f in library.facts_at.get(line.key, ()) if not f.plain}
    return numbers(line.text), frozenset(unsure)


def _agree(
    one: Line,
    other: Line,
    told: tuple[frozenset[str], frozenset[tuple[str, str]]],
    also: tuple[frozenset[str], frozenset[tuple[str, str]]],
) -> bool:
    """Whether one sentence has no number or name that the other lacks, and both are equally sure."""
    figures = told[0] <= also[0] or also[0] <= told[0]
    names = one.entities <= other.entities or other.entities <= one.entities
    return figures and names and told[1] == also[1] and bool(one.entities & other.entities)
