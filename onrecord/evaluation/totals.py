"""
Totals over articles and questions, each with its interval: the figures that an evaluation reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from . import claims as claim_scores
from .answers import by_kind, groups_found, verdicts
from .bootstrap import interval, percentile
from .calibration import calibrate
from .citations import retrieval_hits
from .counts import Counts, Share, share, total
from .entities import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .answers import Judged
    from .citations import CitationScore
    from .claims import ClaimScore
    from .coreference import ReferenceScore
    from .entities import EntityScore
    from .texts import Texts

Item = TypeVar("Item")
Figures = dict[str, Any]


def entity_totals(scores: Sequence[EntityScore]) -> Figures:
    """Return F1 and its parts by measure, over the articles that have it."""
    found = {}
    for name in MEASURES:
        some = [s.counts[name] for s in scores if name in s.counts]
        if some:
            found[name] = counted(some, lambda c: c)
    return found


def claim_totals(scores: Sequence[ClaimScore]) -> Figures:
    """Return for each way of matching: F1, core recall, judged precision, each qualifier's accuracy; then coverage."""
    if not scores:
        return {}
    return {way: _claims_by(way, scores) for way in claim_scores.WAYS} | {"coverage": _coverage(scores)}


def _coverage(scores: Sequence[ClaimScore]) -> Figures:
    """Return how far the domain's terms reach: over what was annotated, what was found, what was given."""
    return {
        "core_annotated_with_term": of_share(scores, lambda s: s.annotated_with_term()),
        "core_found_with_term": of_share(scores, lambda s: s.found_with_term()),
        "given_with_term": of_share(scores, lambda s: s.given_with_term()),
    }


def _claims_by(way: str, scores: Sequence[ClaimScore]) -> Figures:
    def shared(of: Callable[[ClaimScore], Share]) -> Figures:
        return of_share(scores, of)

    whole = [s for s in scores if s.exhaustive]
    judged = {"exhaustive": counted(whole, lambda s: s.counts(way)) | {"articles": len(whole)}} if whole else {}
    return {
        **counted(scores, lambda s: s.counts(way)),
        "core_recall": shared(lambda s: s.core(way)),
        "precision_in_annotated_sentences": shared(lambda s: s.in_annotated_sentences(way)),
        **judged,
        "attributes": {
            name: shared(lambda s, name=name: s.attribute(way, name))  # type: ignore[misc]
            for name in claim_scores.ATTRIBUTES
        },
        "hedged_as_plain": shared(lambda s: s.hedged_as_plain(way)),
    }


def reference_totals(scores: Sequence[ReferenceScore]) -> Figures:
    """Return precision, recall and F1 over the articles with annotated references."""
    some = [s for s in scores if s.verdicts]
    return counted(some, lambda s: s.counts) if some else {}


def answer_totals(judged: Sequence[Judged]) -> Figures:
    """Return right, wrong and refused, overall and by kind."""
    if not judged:
        return {}
    answerable = [j for j in judged if not j.question.abstain]
    cites = [[j.cites_annotated] for j in judged if j.cites_annotated is not None]
    return {
        **{str(name): n for name, n in verdicts(judged).items()},
        "accuracy": of_share(judged, _correct),
        "answerable": of_share(answerable, _correct),
        "unanswerable_refused": of_share([j for j in judged if j.question.abstain], _correct),
        "wrongly_refused": of_share(answerable, lambda j: share([j.verdict == "refused"])),
        "groups_found": of_share(answerable, lambda j: groups_found([j])),
        "forbidden": of_share(judged, lambda j: share([bool(j.forbidden)])),
        "cites_annotated": of_share(cites, lambda c: share(map(bool, c))),
        "by_kind": by_kind(judged),
    }


def _correct(judged: Judged) -> Share:
    return share([judged.correct])


def retrieval_totals(judged: Sequence[Judged], texts: Texts) -> Figures:
    """Return how often a recorded evidence sentence is among the first 1, 3, 10."""
    hits = retrieval_hits(judged, texts)
    return {f"first_{depth}": s.to_dict() for depth, s in hits.items()} if any(s.of for s in hits.values()) else {}


def citation_totals(scores: Sequence[CitationScore]) -> Figures:
    """Return what quotations support, and how they agree with the recorded evidence."""
    if not scores:
        return {}
    parts: dict[str, Callable[[CitationScore], Iterable[bool]]] = {
        "precision": lambda s: s.good,
        "precision_in_context": lambda s: s.good_in_context,
        "sentences_supported": lambda s: (x.whole for x in s.supported),
        "names": lambda s: (x.names for x in s.supported),
        "numbers": lambda s: (x.numbers for x in s.supported),
        "polarity": lambda s: (x.polarity for x in s.supported),
        "recorded_precision": lambda s: s.cited,
        "recorded_recall": lambda s: s.recorded,
        "recorded_at_least_one": lambda s: [any(s.recorded)] if s.recorded else [],
        "verbatim": lambda s: s.verbatim,
    }
    return {name: of_share(scores, lambda s, of=of: share(of(s))) for name, of in parts.items()}  # type: ignore[misc]


def calibration_totals(judged: Sequence[Judged]) -> Figures:
    """Return calibration and the curve of risk against coverage."""
    given = [(j.given.confidence, j.correct) for j in judged if not j.abstained and j.given.confidence is not None]
    return calibrate([(min(1.0, max(0.0, float(c))), right) for c, right in given], len(judged)).to_dict()


def latency_totals(judged: Sequence[Judged]) -> Figures:
    """Return the median and the 95th percentile of seconds from question to answer."""
    seconds = sorted(j.given.seconds for j in judged if j.given.seconds is not None)
    if not seconds:
        return {}
    return {"p50": round(percentile(seconds, 0.5), 3), "p95": round(percentile(seconds, 0.95), 3), "of": len(seconds)}


# ------------------------------------------------------------------ with intervals


def counted(items: Sequence[Item], counts: Callable[[Item], Counts]) -> Figures:
    """Return added counts with the 95 % interval of F1 over *items*."""
    each = [counts(item) for item in items]
    return total(each).to_dict() | {"interval": _rounded(interval(each, lambda some: total(some).f1))}


def of_share(items: Sequence[Item], of: Callable[[Item], Share]) -> Figures:
    """Return added shares with the 95 % interval of the rate over *items*."""
    each = [of(item) for item in items]
    return sum(each, Share()).to_dict() | {"interval": _rounded(interval(each, _rate))}


def _rate(some: Sequence[Share]) -> float | None:
    return sum(some, Share()).rate


def _rounded(ends: tuple[float, float] | None) -> list[float] | None:
    return [round(end, 4) for end in ends] if ends else None
