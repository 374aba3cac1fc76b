"""
Which of the candidates a reference means: a log-linear model over named features (Berger and others 1996).

The weights stand in ``weights.toml``, one table for each kind of reference, and are read as they are written:
what a feature adds to a candidate's score. ``benchmarks/fit_references.py`` made them; a person may change them.
"""

from __future__ import annotations

import math
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .features import Features

SURE = {"person": 0.45, "thing": 0.45, "they": 0.95, "there": 0.45, "noun": 0.45, "nouns": 0.95}
"""
Least probability at which a reference is led to a name, from the curves that ``benchmarks/fit_references.py`` prints.

"They" and plural nouns are hardly ever right at any probability (under .4 precise), so they are led only where it is
all but certain; lists are led by :mod:`groups`.
"""

CLEAR = 1.3
"""By how much the best candidate must be more probable than the next."""


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights: kind of reference -> feature -> what it adds."""
    return tomllib.loads((files("ingest.references") / "weights.toml").read_text(encoding="utf-8"))


def score(own: Mapping[str, float], features: Features) -> float:
    """
    Add up what speaks for and against one candidate.

    >>> score({"subject": 0.5, "distance": -1.0}, {"subject": 1.0, "distance": 2.0, "unheard": 1.0})
    -1.5
    """
    return sum(own.get(name, 0.0) * value for name, value in features.items())


def probabilities(own: Mapping[str, float], candidates: Sequence[Features]) -> list[float]:
    """
    Return how probable each candidate is, in their order; together 1.

    >>> probabilities({"subject": 1.0}, [{"subject": 1.0}, {"subject": 1.0}])
    [0.5, 0.5]
    """
    scores = [score(own, c) for c in candidates]
    top = max(scores)
    parts = [math.exp(s - top) for s in scores]
    return [p / sum(parts) for p in parts]
