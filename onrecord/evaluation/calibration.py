"""
How far a system's confidence can be trusted: calibration error, Brier score, risk against coverage.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """
    How well confidence fits outcome; ``None`` or empty when no answer has a confidence.

    Args:
        answered: Answers that have a confidence.
        ece: Expected calibration error over ten bins of equal width, 0 to 1.
        brier: Mean squared difference of confidence and outcome, 0 to 1.
        area: Mean risk over the points of the curve; the smaller the better.
        curve: ``(coverage, risk)``, the surest answers first.
    """

    answered: int
    ece: float | None
    brier: float | None
    area: float | None
    curve: tuple[tuple[float, float], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        rounded = {n: None if (v := getattr(self, n)) is None else round(v, 4) for n in ("ece", "brier", "area")}
        return {"answered": self.answered, **rounded, "curve": [[round(x, 4), round(y, 4)] for x, y in self.curve]}


def calibrate(points: Sequence[tuple[float, bool]], asked: int) -> Calibration:
    """
    Measure the confidence of the answers that were given.

    Args:
        points: Confidence in [0, 1] and outcome of each answer; refusals are left out.
        asked: How many questions were asked; coverage is of these.
    """
    if not points:
        return Calibration(0, None, None, None, ())
    curve = risk_coverage(points, asked)
    return Calibration(len(points), expected_error(points), brier(points), sum(r for _, r in curve) / len(curve), curve)


def expected_error(points: Sequence[tuple[float, bool]], bins: int = BINS) -> float:
    """
    Return the expected calibration error: |accuracy - mean confidence| of each bin, weighted by its size.

    >>> round(expected_error([(0.9, True), (0.9, False)]), 3)
    0.4
    """
    filled: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in points:
        filled.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, right))
    return sum(abs(sum(r for _, r in some) - sum(c for c, _ in some)) for some in filled.values()) / len(points)


def brier(points: Sequence[tuple[float, bool]]) -> float:
    """
    Return the mean squared difference of confidence and outcome.

    >>> round(brier([(0.9, True), (0.5, False)]), 3)
    0.13
    """
    return sum((confidence - right) ** 2 for confidence, right in points) / len(points)


def risk_coverage(points: Sequence[tuple[float, bool]], asked: int) -> tuple[tuple[float, float], ...]:
    """
    Return the share of wrong answers when only the surest are given, for each confidence that occurs.

    >>> risk_coverage([(0.9, True), (0.5, False)], asked=4)
    ((0.25, 0.0), (0.5, 0.5))
    """
    curve, given, wrong = [], 0, 0
    for _, some in groupby(sorted(points, key=lambda p: -p[0]), key=lambda p: p[0]):
        outcomes = [right for _, right in some]
        given, wrong = given + len(outcomes), wrong + outcomes.count(False)
        curve.append((given / asked, wrong / given))
    return tuple(curve)
