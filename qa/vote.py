"""
Two answerers vote: claims in the graph, spans of the best sentences. Their agreement is the confidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.names import is_part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .candidates import Candidate
    from .extractive import Span
    from .retrieval import Evidence

ALONE, AGREED, LEAST = 0.66, 0.6, 0.5
"""Least score of the graph's answer alone, of it when the text agrees, of it before the text has voted."""
QUOTED, WITHOUT_KIND = 0.42, 0.6
"""
Least chance of a sentence that is quoted as the answer; of one that has nothing of the wanted kind. On the gold's 145
development questions, without the words' say: 0.5 gives 41 right, 17 wrong, 1 of 23 unanswerable answered; 0.42 gives
52, 18, 1; 0.35 gives 62, 27, 4. To be chosen anew when the chance is fitted anew (`retrieval.CHANCE`).
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What the vote chose: a candidate of the graph, a sentence, or nothing.

    Args:
        confidence: 0 to 1.
        agreed: Whether both answerers gave it.
    """

    candidate: Candidate | None = None
    sentence: Evidence | None = None
    confidence: float = 0.0
    agreed: bool = False


def decide(candidates: Sequence[Candidate], spans: Sequence[Span], evidence: Sequence[Evidence]) -> Verdict:
    """
    Choose between the answerers' best.

    Args:
        candidates: From the graph, best first.
        spans: From the text, best first.
        evidence: The sentences, best first.
    """
    weighed = sorted(((supported(c, spans, evidence), c) for c in candidates[:6]), key=lambda p: -p[0][0])
    if weighed:
        (score, agreed), candidate = weighed[0]
        if score >= (AGREED if agreed else ALONE) and candidate.score >= LEAST:
            return Verdict(candidate=candidate, confidence=score, agreed=agreed)
    if evidence and evidence[0].score >= QUOTED:
        return Verdict(sentence=evidence[0], confidence=evidence[0].score)
    return Verdict()


def supported(candidate: Candidate, spans: Sequence[Span], evidence: Sequence[Evidence]) -> tuple[float, bool]:
    """Return a candidate's score after the text's vote, and whether the text agrees."""
    for span in spans[:3]:
        if same_answer(candidate.names, span.names):
            return 1 - (1 - candidate.score) * (1 - 0.6 * span.score), True
    keys = {fact.key for fact in candidate.facts}
    for piece in evidence[:5]:
        if piece.key in keys:  # the sentence that states the claim bears on the question by itself
            return 1 - (1 - candidate.score) * (1 - 0.4 * piece.score), piece.score > 0.5  # noqa: PLR2004
    against = spans[0].score if spans else 0.0
    return candidate.score * (1 - 0.25 * against), False


def same_answer(one: frozenset[str], other: frozenset[str]) -> bool:
    """
    Whether two answers are one under some spelling.

    >>> same_answer(frozenset({"nova vale"}), frozenset({"vale", "nova vale"}))
    True
    """
    return bool(one & other) or any(is_part_of(a, b) or is_part_of(b, a) for a in one for b in other)
