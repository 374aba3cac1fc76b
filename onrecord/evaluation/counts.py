"""
Right, wrong and missed, counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Counts:
    """
    True positives, false positives, false negatives.

    >>> Counts(3, 2, 2).f1, Counts().f1
    (0.6, 0.0)
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Self) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """0 to 1; 0 when nothing was given."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """0 to 1; 0 when nothing was wanted."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, rates with four digits."""
        rates = {"p": round(self.precision, 4), "r": round(self.recall, 4), "f1": round(self.f1, 4)}
        return {**rates, "tp": self.tp, "fp": self.fp, "fn": self.fn}


@dataclass(frozen=True, slots=True)
class Share:
    """
    So many of so many.

    >>> (Share(1, 2) + Share(0, 2)).rate, Share().rate is None
    (0.25, True)
    """

    right: int = 0
    of: int = 0

    def __add__(self, other: Self) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def rate(self) -> float | None:
        """0 to 1; ``None`` when there was nothing to count."""
        return self.right / self.of if self.of else None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"rate": None if self.rate is None else round(self.rate, 4), "right": self.right, "of": self.of}


def share(verdicts: Iterable[bool]) -> Share:
    """
    Count verdicts.

    >>> share([True, False, True])
    Share(right=2, of=3)
    """
    seen = list(verdicts)
    return Share(sum(seen), len(seen))


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    return sum(counts, Counts())


def best_pairs(candidates: Iterable[tuple[Any, int, int]]) -> list[tuple[int, int]]:
    """
    Pair one to one, the best candidate first, the earlier ones among equals.

    Args:
        candidates: ``(how good, number of the one, number of the other)``.

    >>> best_pairs([((0,), 0, 0), ((1,), 0, 1), ((0,), 1, 0)])
    [(0, 1), (1, 0)]
    """
    ranked = sorted(((good, -i, -j) for good, i, j in candidates), reverse=True)
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in ranked:
        if -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((-i, -j))
    return pairs
