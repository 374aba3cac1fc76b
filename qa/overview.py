"""What the articles say about somebody or something: the claims that tell most, in few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import patterns
from .answer import Draft, Ref, refs_in, refs_of
from .disputes import disputes
from .stems import content
from .wording import quotation, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .library import Fact, Library
    from .question import Question
    from .retrieval import Evidence
    from .structured import Structured

_SENTENCES = 5
_TOLD = 0.35
"""Least score of a sentence that is quoted for a theme."""


def overview(question: Question, structured: Structured, evidence: Sequence[Evidence]) -> Draft | None:
    """
    Answer a question for a theme, a definition or a timeline; ``None`` when the articles say nothing.

    A definition begins with the kind of thing; a timeline is in the order of days; a theme without a name
    quotes the sentences that bear on it, from different articles first.
    """
    if not question.links:
        return _quoted(question, evidence, structured.library)
    sparql = patterns.about(question.links[0].keys, time=question.time, as_of=structured.library.as_of)
    facts = [fact for fact, _ in structured.run(sparql)]
    if question.shape == "theme" and len(question.links) > 1:
        others = {key for one in question.links[1:] for key in one.keys}
        facts = [fact for fact in facts if fact.entities & others] or facts
    if question.shape == "timeline":
        told = _in_time(facts, structured)
    else:
        told = _chosen(question, facts, structured.library, evidence)
    opening = _kind(question, structured.library) if question.shape == "definition" else []
    if not told and not opening:
        return _quoted(question, evidence, structured.library)
    used = [f for f in facts if any(ref.claim == f.id for _, refs in told for ref in refs)]
    return Draft(
        told=(*opening, *told),
        confidence=0.75 if told else 0.5,
        disputes=tuple(disputes(used, structured.library)),
        sparql=sparql,
    )


def _kind(question: Question, library: Library) -> list[tuple[str, tuple[Ref, ...]]]:
    """Say what kind of thing it is, cited by the sentence that names it first."""
    known = library.entities[question.links[0].key]
    line = next((line for line in library.lines.values() if known.key in line.entities), None)
    if line is None or known.cls == "Thing":
        return []
    label = library.domain.classes[known.cls].label
    article = "an" if label[0].lower() in "aeiou" else "a"
    return [(f"{known.name} is {article} {label}.", (Ref(line.article, line.start, line.end),))]


def _chosen(
    question: Question, facts: Iterable[Fact], library: Library, evidence: Sequence[Evidence]
) -> list[tuple[str, tuple[Ref, ...]]]:
    """Choose claims of different relations and sentences, those that bear on the question first."""
    ranks = {piece.key: piece.score for piece in evidence}
    keys = set(question.links[0].keys)

    def weight(fact: Fact) -> float:
        line = library.lines.get(fact.key)
        shared = len(question.stems & content(line.text)) if line else 0
        mapped = 0.5 if not fact.relation.startswith("open:") else 0.0
        told = 0.3 if fact.subject.entity in keys else 0.0
        return mapped + told + 0.4 * shared + 0.5 * ranks.get(fact.key, 0.0) + 0.3 * fact.confidence

    said: dict[str, Fact] = {}
    relations: dict[str, int] = {}
    sentences = set()
    for fact in sorted(facts, key=lambda f: (-weight(f), f.id)):
        text = worded(fact, library)
        if text in said or relations.get(fact.relation, 0) > 1 or fact.key in sentences:
            continue
        said[text] = fact
        relations[fact.relation] = relations.get(fact.relation, 0) + 1
        sentences.add(fact.key)
        if len(said) == _SENTENCES:
            break
    return [(text, refs_of([fact])) for text, fact in said.items()]


def _in_time(facts: Iterable[Fact], structured: Structured) -> list[tuple[str, tuple[Ref, ...]]]:
    dated = [fact for fact in facts if fact.time and (fact.time.start or fact.time.end)]
    told: dict[str, Fact] = {}
    sentences = set()
    for fact in sorted(dated, key=lambda f: (structured.day(f), f.relation.startswith("open:"), f.id)):
        if fact.key not in sentences:
            sentences.add(fact.key)
            told.setdefault(worded(fact, structured.library), fact)
    return [(text, refs_of([fact])) for text, fact in list(told.items())[: 2 * _SENTENCES]]


def _quoted(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Quote the best sentences, one of each article before a second of any."""
    good = [piece for piece in evidence if piece.score >= _TOLD]
    del question
    if not good:
        return None
    first = list({piece.article: piece for piece in reversed(good)}.values())[::-1]
    rest = [piece for piece in good if piece not in first]
    chosen = (first + rest)[:_SENTENCES]
    told = tuple((quotation(library.sources[p.article], p.text), refs_in([p])) for p in chosen)
    return Draft(told, 0.6 * chosen[0].score)
