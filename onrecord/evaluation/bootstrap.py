"""
How much a figure would move with other articles or questions: percentile intervals by resampling (Efron 1979).
"""

from __future__ import annotations

import random
from math import ceil
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")

RESAMPLES = 1000
LEVEL = 0.95
SEED = 20260601
"""Fixed, so that a run can be repeated to the digit."""


def interval(
    items: Sequence[Item], figure: Callable[[Sequence[Item]], float | None], *, resamples: int = RESAMPLES
) -> tuple[float, float] | None:
    """
    Return the 95 % interval of a figure over resampled items.

    Args:
        items: Articles or questions with their verdicts.
        figure: Computes the figure; ``None`` when it cannot be told from a sample, which then does not count.
        resamples: How often it is computed.

    Returns:
        Lower and upper end, ``None`` for fewer than two items or when the figure could never be computed.

    >>> interval([1, 1, 1], lambda some: sum(some) / len(some))
    (1.0, 1.0)
    """
    if len(items) < 2:  # noqa: PLR2004  # one article tells nothing about others
        return None
    dice = random.Random(SEED)  # noqa: S311  # statistics, no secret
    seen = sorted(f for _ in range(resamples) if (f := figure(dice.choices(items, k=len(items)))) is not None)
    return (percentile(seen, (1 - LEVEL) / 2), percentile(seen, (1 + LEVEL) / 2)) if seen else None


def percentile(values: Sequence[float], share: float) -> float:
    """
    Return the smallest of sorted values that *share* of them do not exceed (nearest rank).

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5), percentile([1.0, 2.0], 0.95)
    (2.0, 2.0)
    """
    return values[max(0, ceil(share * len(values)) - 1)]
