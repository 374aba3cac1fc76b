"""Who says something, and what somebody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.names import name_key

from . import patterns
from .library import Fact, Term
from .retrieval import resolved
from .stems import content

if TYPE_CHECKING:
    from .candidates import Candidate
    from .question import Question
    from .structured import Structured

SENSES = 6
LEAST = 0.3
"""Score below which a saying is left out."""


def speakers(question: Question, structured: Structured) -> list[Candidate]:
    """Return who says what the question tells, best first."""
    sparql = patterns.spoken([], question.keys, time=question.time, as_of=structured.library.as_of)
    return _saying(structured, question, sparql, "speaker")


def sayings(question: Question, structured: Structured) -> list[Candidate]:
    """Return what the first name of the question says about the others, best first."""
    if not question.links:
        return []
    speaker, *topics = question.links
    about = [key for one in topics for key in one.keys]
    sparql = patterns.spoken(speaker.keys, about, time=question.time, as_of=structured.library.as_of)
    return _saying(structured, question, sparql, "all")


def _saying(structured: Structured, question: Question, sparql: str, asks: str) -> list[Candidate]:
    groups: dict[str, list[tuple[float, Fact]]] = {}
    for claim, _ in structured.claims(sparql):
        fact = structured.library.facts[claim]
        score = _said(structured, question, fact)
        if fact.speaker and score > LEAST:
            key = (fact.speaker.entity or name_key(fact.speaker.text)) if asks == "speaker" else fact.id
            groups.setdefault(key, []).append((score, fact))
    return [_spoken(structured, told, asks, sparql) for _, told in sorted(groups.items())]


def _spoken(structured: Structured, told: list[tuple[float, Fact]], asks: str, sparql: str) -> Candidate:
    speaker = told[0][1].speaker or Term("")
    names = frozenset(
        name_key(s) for s in (structured.library.spelt(speaker.entity) if speaker.entity else (speaker.text,))
    )
    return structured.candidate(speaker.text, names, told, asks, sparql)


def _said(structured: Structured, question: Question, fact: Fact) -> float:
    """Weigh a saying by the words and the sense that it shares with the question."""
    line = structured.library.lines.get(fact.key)
    covered = content(resolved(line, structured.library)) if line else frozenset()
    sense = max((s.score for s in question.senses[:SENSES] if s.term == fact.relation), default=0.0)
    overlap = question.covered(covered | structured.forms.hints_of(fact.relation)) if question.ways else 0.6
    named = structured.named(question, fact)
    return 0.3 * sense + 0.5 * overlap + 0.2 * sum(named) / len(named)
