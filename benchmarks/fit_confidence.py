"""
Fit how far a claim is trusted (``ingest/claims/weights.toml``) to claims that were judged by reading.

    python benchmarks/fit_confidence.py [--news FOLDER --labels FILE] [--write]

A logistic model over the claims' traits, with an L2 penalty, fitted by Newton's method: the same judgements give the
same file. What is printed is cross-validated, each article by a model that has not seen it: precision at each
confidence with Wilson's interval (Wilson 1927), the share of claims and of right claims kept, and a table of
reliability. Right means that subject, relation and object or figure are what the text states; ``docs/judging.md``.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from judging import LABELS, ROOT, all_cases, read_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from judging import Case, Judgement

WEIGHTS = ROOT / "ingest" / "claims" / "weights.toml"
PENALTY = 3.0
LEAST = 5
"""Fewest judged claims that must have a trait for it to get a weight."""
STEPS = 50
CUTS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Weights = dict[str, float]


def fit(traits: Sequence[frozenset[str]], right: Sequence[bool]) -> Weights:
    """Return the weights under which the judgements are most probable, less the penalty; "always" has none."""
    counts = Counter(t for row in traits for t in row)
    names = ["always", *sorted(n for n, k in counts.items() if k >= LEAST and n != "always")]
    x = np.array([[float(n == "always" or n in row) for n in names] for row in traits])
    y = np.array(right, dtype=float)
    penalty = np.array([0.01, *[PENALTY] * (len(names) - 1)])
    theta = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ theta))
        hessian = (x.T * (p * (1 - p))) @ x + np.diag(penalty)
        theta += np.linalg.solve(hessian, x.T @ (y - p) - penalty * theta)
    return dict(zip(names, theta.tolist(), strict=True))


def trust(weights: Mapping[str, float], traits: frozenset[str]) -> float:
    total = weights["always"] + sum(weights.get(t, 0.0) for t in traits)
    return 1 / (1 + math.exp(-total))


def cross_validated(found: Sequence[Case], right: Sequence[bool]) -> list[float]:
    """Return the confidence of each case by a model that has not seen its article."""
    traits = [frozenset(c.traits) for c in found]
    out = [0.0] * len(found)
    for article in sorted({c.article.id for c in found}):
        rest = [i for i, c in enumerate(found) if c.article.id != article]
        own = fit([traits[i] for i in rest], [right[i] for i in rest])
        for i, case in enumerate(found):
            if case.article.id == article:
                out[i] = trust(own, traits[i])
    return out


def wilson(hits: int, of: int) -> tuple[float, float]:
    """
    Return Wilson's 95 % interval of a proportion.

    >>> [round(x, 2) for x in wilson(90, 100)]
    [0.83, 0.94]
    """
    if not of:
        return 0.0, 1.0
    z, p = 1.96, hits / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def curve(title: str, trusts: Sequence[float], right: Sequence[bool], both: Sequence[bool]) -> None:
    """Print precision and what is kept at each confidence."""
    print(f"\n{title}: {len(right)} judged, {sum(right)} right")
    print("  from   precision  95 %         kept   of the right ones   right with qualifiers")
    for cut in CUTS:
        kept = [i for i, t in enumerate(trusts) if t >= cut]
        hits, low_high = sum(right[i] for i in kept), wilson(sum(right[i] for i in kept), len(kept))
        share, recall = len(kept) / max(1, len(right)), hits / max(1, sum(right))
        whole = sum(both[i] for i in kept) / max(1, len(kept))
        print(
            f"  {cut:.2f}   {hits / max(1, len(kept)):.3f}      {low_high[0]:.3f}..{low_high[1]:.3f}"
            f"  {share:.2f}   {recall:.2f}                {whole:.3f}"
        )


def reliability(trusts: Sequence[float], right: Sequence[bool]) -> None:
    """Print, for bands of confidence, what was promised and what was right, and Brier's score."""
    print("\nband        claims  promised  right")
    for low, high in pairwise(EDGES):
        band = [i for i, t in enumerate(trusts) if low <= t < high]
        if band:
            promised = sum(trusts[i] for i in band) / len(band)
            print(f"{low:.2f}..{min(high, 1):.2f}  {len(band):6}  {promised:.3f}     "
                  f"{sum(right[i] for i in band) / len(band):.3f}")  # fmt: skip
    brier = sum((t - r) ** 2 for t, r in zip(trusts, right, strict=True)) / max(1, len(right))
    print(f"Brier {brier:.3f}")


def report(found: Sequence[Case], judged: Sequence[Judgement], trusts: Sequence[float]) -> None:
    """Print curves for each source and kind of claim, and the causes of error."""
    groups: list[tuple[str, Callable[[Case], bool]]] = [
        ("all", lambda _: True),
        ("with a relation of the domain, own articles", lambda c: c.source == "own" and not c.claim.is_open),
        ("with a relation of the domain, real news", lambda c: c.source == "news" and not c.claim.is_open),
        ("with a relation of the domain, both", lambda c: not c.claim.is_open),
        ("open, own articles", lambda c: c.source == "own" and c.claim.is_open),
        ("open, real news", lambda c: c.source == "news" and c.claim.is_open),
    ]
    for title, belongs in groups:
        own = [i for i, c in enumerate(found) if belongs(c)]
        if own:
            right = [judged[i].core for i in own]
            curve(title, [trusts[i] for i in own], right, [judged[i].core and judged[i].qualifiers for i in own])
    reliability(trusts, [j.core for j in judged])
    print("causes", Counter(j.cause for j in judged if j.cause).most_common())


def write(weights: Mapping[str, float]) -> None:
    lines = [
        "# Made by benchmarks/fit_confidence.py from judged claims: what each trait adds to the log-odds",
        "# that a claim is what the text states.",
        "[weights]",
        *(f'"{n}" = {w:.2f}' for n, w in sorted(weights.items()) if abs(w) >= 0.005),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, help="folder of annotated news")
    parser.add_argument("--labels", type=Path, action="append", default=[LABELS], help="more judgements")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    args = parser.parse_args()
    labels = read_labels(*args.labels)
    found = [c for c in all_cases(args.news) if c.claim.id in labels]
    judged = [labels[c.claim.id] for c in found]
    right = [j.core for j in judged]
    print(f"{len(labels)} judgements, {len(found)} of claims that the reader still makes")
    report(found, judged, cross_validated(found, right))
    if args.write:
        write(fit([frozenset(c.traits) for c in found], right))


if __name__ == "__main__":
    main()
