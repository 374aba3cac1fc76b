"""Possible answers of the graph, and what a claim tells: its time, its value, whether its unit is the one asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.text.dates import say
from kg.text.numbers import format_quantity

from .stems import content, stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .library import Fact
    from .question import Question


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A possible answer.

    Args:
        text: As it is told.
        names: Keys of its names, to see whether two answers are one.
        score: 0 to 1.
        facts: The claims that say it, best first.
        asks: Which place of the claims it is: ``subject``, ``object``, ``value``, ``time``, ``truth``, ``speaker``;
            ``all`` for a claim as a whole.
        sparql: The query that found it.
        via: Claims that lead to it, in a question of two steps.
    """

    text: str
    names: frozenset[str]
    score: float
    facts: tuple[Fact, ...]
    asks: str
    sparql: str = ""
    via: tuple[Fact, ...] = ()


def ordered(found: Iterable[Candidate]) -> list[Candidate]:
    """Keep the best of those that give one answer in one way."""
    best: dict[tuple[frozenset[str], str], Candidate] = {}
    for candidate in sorted(found, key=lambda c: (-c.score, c.text)):
        key = (candidate.names, candidate.asks if candidate.asks == "all" else "")
        if candidate.asks == "all":
            key = (frozenset(fact.id for fact in candidate.facts), "all")
        best.setdefault(key, candidate)
    return list(best.values())


def time_told(fact: Fact) -> tuple[str, frozenset[str], float] | None:
    """Return a claim's time as an answer: text, names, fit; ``None`` when no day is known."""
    if fact.time is None or not (fact.time.start or fact.time.end):
        return None
    text = say(fact.time)
    return text, frozenset({text}), 1.0


def value_told(fact: Fact) -> tuple[str, frozenset[str], float] | None:
    """Return a claim's value as an answer: text, names, fit; ``None`` when it has none."""
    if fact.value is None:
        return None
    text = figure_text(fact)
    return text, frozenset({f"{fact.value} {fact.unit or ''}".strip()}), 1.0


def figure_text(fact: Fact) -> str:
    """Return a fact's value with hedge and unit, as an answer words it."""
    if isinstance(fact.value, bool):
        return "yes" if fact.value else "no"
    if hasattr(fact.value, "isoformat"):
        return f"{fact.value.day} {fact.value:%B} {fact.value.year}"  # type: ignore[union-attr]
    if isinstance(fact.value, str) and fact.unit is None and fact.time and fact.value[:4].isdigit():
        return say(fact.time)  # a month or a year: the text knows no day
    return format_quantity(fact.value if fact.value is not None else "", fact.unit, fact.comparator)


def unit_agrees(question: Question, fact: Fact) -> bool:
    """Whether a figure is counted in what the question asks for; a fact without a value agrees."""
    if not question.unit or fact.value is None or isinstance(fact.value, bool):
        return True
    unit = fact.unit or ""
    if question.unit == "money":
        return bool(re.fullmatch("[A-Z]{3}", unit))
    if question.unit == "percent":
        return unit in {"percent", "share", "percentage points"}
    counted = unit.partition(" per ")[0]
    return not unit or stem(counted.split()[-1]) == question.unit or question.unit in content(fact.qualifier or "")


def amount(fact: Fact) -> Decimal:
    """Return a numeric value, or minus one for ranges and words."""
    return Decimal(fact.value) if isinstance(fact.value, int | Decimal) else Decimal(-1)
