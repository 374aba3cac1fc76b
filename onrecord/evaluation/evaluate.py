"""
An evaluation: gold and questions against a system's readings and answers, in totals and item by item.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import totals
from .answers import judge
from .citations import score_citations
from .claims import score_claims
from .coreference import score_references
from .entities import score_entities
from .gold import GivenAnswer
from .mistakes import frequent_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .gold import GivenArticle, GoldArticle, GoldQuestion
    from .scheme import Scheme
    from .texts import Texts


@dataclass(frozen=True)
class Evaluation:
    """
    What was measured.

    Args:
        split: ``dev`` or ``locked``.
        totals: Figures by group: entities, claims, references, answers, retrieval, citations, calibration, latency.
            A group for which there is no gold is empty.
        notes: What looks wrong in the gold.
        items: Verdicts by article and question; empty for ``locked``, whose errors nobody is to read.
    """

    split: str
    totals: dict[str, Any]
    items: dict[str, Any] = field(default_factory=dict)
    articles: int = 0
    questions: int = 0
    notes: tuple[str, ...] = ()

    def figure(self, path: str) -> float | None:
        """
        Return a figure by its dotted path, such as ``claims.strict.f1`` or ``answers.accuracy.rate``.

        Returns:
            ``None`` when it was not measured.

        >>> Evaluation("dev", {"claims": {"strict": {"f1": 0.5}}}).figure("claims.strict.f1")
        0.5
        """
        at: Any = self.totals
        for part in path.split("."):
            at = at.get(part) if isinstance(at, dict) else None
        return float(at) if isinstance(at, int | float) and not isinstance(at, bool) else None


def evaluate(
    split: str,
    *,
    gold: Sequence[GoldArticle],
    questions: Sequence[GoldQuestion],
    given: Mapping[str, GivenArticle],
    answers: Mapping[str, GivenAnswer],
    texts: Texts,
    scheme: Scheme,
) -> Evaluation:
    """
    Score a system on one split.

    Args:
        split: Which part of the gold; articles and questions of the other part are left out.
        gold: Annotated articles.
        questions: Questions with what is expected.
        given: What the system read, by article; an article it did not read counts as read with nothing found.
        answers: What the system answered, by question; a question it did not answer counts as wrong.
        texts: The articles' texts, as far as they are at hand.
        scheme: How kinds and relations compare.
    """
    gold = [g for g in gold if g.split == split]
    asked = [q for q in questions if q.split == split]
    read, items_read = _articles(gold, given, texts, scheme)
    told, items_told = _answers(asked, answers, texts)
    items = {} if split == "locked" else {**items_read, **items_told}
    if items:
        items["errors"] = [e.to_dict() for e in frequent_errors(items)]
    return Evaluation(split, {**read, **told}, items, len(gold), len(asked))


def _articles(
    gold: Sequence[GoldArticle], given: Mapping[str, GivenArticle], texts: Texts, scheme: Scheme
) -> tuple[dict[str, Any], dict[str, Any]]:
    entities = [score_entities(g, given.get(g.id), scheme) for g in gold]
    claims = [score_claims(g, given.get(g.id), scheme, texts.get(g.id)) for g in gold]
    references = [score_references(g, given.get(g.id), scheme) for g in gold]
    found = {
        "entities": totals.entity_totals(entities),
        "claims": totals.claim_totals(claims),
        "references": totals.reference_totals(references),
    }
    scored: dict[str, Sequence[Any]] = {"entities": entities, "claims": claims, "references": references}
    return found, {name: [s.to_dict() for s in some] for name, some in scored.items()}


def _answers(
    asked: Sequence[GoldQuestion], answers: Mapping[str, GivenAnswer], texts: Texts
) -> tuple[dict[str, Any], dict[str, Any]]:
    judged = [judge(q, answers.get(q.id) or GivenAnswer(q.id, abstained=False)) for q in asked]
    cited = [score_citations(j, texts) for j in judged if j.given.answer and not j.abstained]
    found = {
        "answers": totals.answer_totals(judged),
        "retrieval": totals.retrieval_totals(judged, texts),
        "citations": totals.citation_totals(cited),
        "calibration": totals.calibration_totals(judged) if judged else {},
        "latency": totals.latency_totals(judged),
    }
    by_question = {c.question: c.to_dict() for c in cited}
    rows = [{**j.to_dict(), "citations": by_question.get(j.question.id)} for j in judged]
    return found, {"answers": rows}
