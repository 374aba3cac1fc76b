"""Figures compared: the highest of many, or one beside another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.names import name_key

from . import patterns
from .candidates import Candidate, amount, unit_agrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .forms import Sense
    from .library import Fact
    from .question import Question
    from .structured import Structured

SENSES = 6


def _figures(structured: Structured, question: Question) -> list[Sense]:
    figures = structured.library.domain.figures
    return [s for s in question.senses[:SENSES] if s.figure and figures[s.term].datatype in {"integer", "decimal"}]


def superlative(question: Question, structured: Structured) -> list[Candidate]:
    """Return whose figure is the highest, or the lowest, best first."""
    for sense in _figures(structured, question)[:2]:
        keys = question.links[0].keys if question.links and not question.classes else ()
        found = _by_value(structured, question, sense, keys)
        if found:
            return found
    return []


def _by_value(structured: Structured, question: Question, sense: Sense, keys: Sequence[str]) -> list[Candidate]:
    down = question.extreme != "min"
    if structured.library.domain.figures[sense.term].unit == "position":  # No. 1 is the highest place
        down = not down
    sparql = patterns.ranked(
        structured.library.domain, sense.term, keys, down=down, time=question.time, as_of=structured.library.as_of
    )
    facts = [structured.library.facts[claim] for claim, _ in structured.claims(sparql)]
    domain = structured.library.domain
    told: dict[str, Fact] = {}
    for fact in facts:
        known = structured.library.entities.get(fact.subject.entity or "")
        fits = not question.classes or (known and any(domain.may_fit(known.cls, (c,)) for c in question.classes))
        if fact.plain and known and fits and unit_agrees(question, fact):
            told.setdefault(known.key, fact)
    return [
        Candidate(
            structured.library.name(key),
            frozenset(name_key(s) for s in structured.library.spelt(key)),
            max(0.2, structured.score(question, sense, fact) - 0.3 * (rank > 0)),
            (fact,),
            "subject",
            sparql,
        )
        for rank, (key, fact) in enumerate(list(told.items())[:3])
    ]


def compared(question: Question, structured: Structured) -> list[Candidate]:
    """Set one figure of two entities side by side, the latest of each."""
    for sense in _figures(structured, question)[:2]:
        keys = [one.keys for one in question.links[:2]]
        sparql = patterns.ranked(
            structured.library.domain,
            sense.term,
            [key for some in keys for key in some],
            down=True,
            time=question.time,
            as_of=structured.library.as_of,
        )
        facts = [structured.library.facts[claim] for claim, _ in structured.claims(sparql)]
        pair = [_latest(structured, [f for f in facts if f.subject.entity in some and f.plain]) for some in keys]
        if pair[0] and pair[1] and pair[0].unit == pair[1].unit:
            return [_comparison(structured, question, sense, pair[0], pair[1], sparql)]
    return []


def _latest(structured: Structured, facts: Iterable[Fact]) -> Fact | None:
    return max(facts, key=lambda fact: (structured.day(fact), fact.confidence, fact.id), default=None)


def _comparison(
    structured: Structured, question: Question, sense: Sense, one: Fact, other: Fact, sparql: str
) -> Candidate:
    less = bool(re.search(r"\b(?:fewer|less|lower|smaller)\b", question.masked, re.IGNORECASE))
    more = amount(one) > amount(other)
    winner = one if more != less else other
    if amount(one) == amount(other):
        text, names = "the same", frozenset({"the same"})
    else:
        text = winner.subject.text
        names = frozenset(name_key(s) for s in structured.library.spelt(winner.subject.entity or text))
    loser = other if winner is one else one
    score = (structured.score(question, sense, one) + structured.score(question, sense, other)) / 2
    return Candidate(text, names, min(0.95, score + 0.1), (winner, loser), "subject", sparql)
