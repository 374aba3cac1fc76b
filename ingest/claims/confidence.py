"""
How far a claim can be trusted: a logistic model over its traits, fitted to claims that a reader judged.

The weights stand in ``weights.toml`` and are read as they are written: what a trait adds to the log-odds that the
claim is what the text states. ``benchmarks/fit_confidence.py`` made them; a person may change them.
"""

from __future__ import annotations

import math
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """Return what each trait adds; a trait without a weight adds nothing."""
    read = tomllib.loads((files("ingest.claims") / "weights.toml").read_text(encoding="utf-8"))
    return {str(name): float(value) for name, value in read["weights"].items()}


def confidence(traits: Iterable[str], own: Mapping[str, float] | None = None) -> float:
    """
    Return the probability, 0 to 1, that a claim with these traits is what the text states.

    Args:
        traits: Names of what is seen of the claim, each counted once.
        own: Weights to use; those that ship when ``None``.

    Example:
        >>> confidence({"main clause"}, {"always": 0.0, "main clause": 0.0})
        0.5
    """
    table = weights() if own is None else own
    total = sum(table.get(trait, 0.0) for trait in sorted({"always", *traits}))
    return 1 / (1 + math.exp(-total))
