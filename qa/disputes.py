"""Where claims disagree: contradictions in the graph, denials beside assertions, figures that differ for one time."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from .wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .library import Fact, Library

_MOST = 4


def disputes(facts: Iterable[Fact], library: Library) -> list[tuple[str, tuple[Fact, ...]]]:
    """
    Return the disagreements that touch some claims, each as one line with the two claims side by side.

    At most four, those among the claims themselves first.
    """
    facts = list(dict.fromkeys(facts))
    found: dict[frozenset[str], tuple[str, tuple[Fact, ...]]] = {}
    for one, other in _pairs(facts, library):
        texts = frozenset((worded(one, library), worded(other, library)))
        if len(texts) > 1 and texts not in found:
            found[texts] = (f"{worded(one, library)} But: {worded(other, library)}", (one, other))
    return list(found.values())[:_MOST]


def _pairs(facts: list[Fact], library: Library) -> Iterator[tuple[Fact, Fact]]:
    for one, other in combinations(facts, 2):
        if other.id in one.contradicts or _denied(one, other) or _differs(one, other):
            yield one, other
    for fact in facts:
        for claim in fact.contradicts:
            if claim in library.facts and library.facts[claim] not in facts:
                yield fact, library.facts[claim]


def _denied(one: Fact, other: Fact) -> bool:
    same = (one.relation, one.subject, one.object, one.value) == (
        other.relation,
        other.subject,
        other.object,
        other.value,
    )
    return same and one.polarity != other.polarity


def _differs(one: Fact, other: Fact) -> bool:
    """Whether two figures tell different values of one thing for one time, exactly."""
    if one.value is None or other.value is None or one.value == other.value or one.time is None or other.time is None:
        return False
    same = (one.relation, one.subject, one.unit, one.context, one.place, one.qualifier)
    if same != (other.relation, other.subject, other.unit, other.context, other.place, other.qualifier):
        return False
    return (one.time.start, one.time.end) == (other.time.start, other.time.end) and one.plain and other.plain
