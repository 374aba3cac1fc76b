"""
Which claims cannot both hold: pure functions over claims about one entity.

Only claims that say how things are (asserted or alleged) are compared. Two sentences are needed:
what one sentence says twice is the reader's doing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.domain import Domain
    from kg.model import Value

_STATED = frozenset({"asserted", "alleged"})
_EXACT = frozenset({None, "exactly"})
_ROUNDED_FROM = 1000
"""News rounds numbers from here on ("1.6 million"); below, a digit more or less is a difference."""


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """
    A claim with its entities as the corpus knows them.

    Args:
        claim: IRI of the claim.
        article: Id of its article.
        relation: Local name of the relation or figure, or ``open:`` and the words.
        subject_key: Key of the subject as the article knows it.
        object_key: Key of the object as the article knows it; empty when it is no entity.
        object: Canonical IRI of the object, or its words in normalised form; empty for none.
        scope: What a figure is of beside its subject: unit, place, context, qualifier.
        start: First day on which it holds; ``None`` when unknown.
        published: Day of the article; dates a figure that has no time of its own.
        spoken: Whether someone other than the article says it.
    """

    claim: str
    article: str
    relation: str
    subject_key: str
    object_key: str
    object: str
    value: Value | None
    scope: tuple[str, ...]
    comparator: str | None
    start: date | None
    end: date | None
    published: date | None
    modality: str
    polarity: str
    spoken: bool
    confidence: Decimal
    sentence: str


Pair = tuple[ClaimFacts, ClaimFacts]


def contradictions(claims: Iterable[ClaimFacts], domain: Domain) -> Iterator[Pair]:
    """
    Yield the pairs of claims about one entity that cannot both hold.

    - the same relation with the same object, affirmed and denied, at times that may overlap;
    - a single-valued relation with different objects at times that may overlap;
    - a figure with different exact values for the same scope at times that do overlap (a figure
      without a time is taken as of its article's day), unless one is the other, rounded.
    """
    groups: dict[str, list[ClaimFacts]] = {}
    for claim in claims:
        if claim.modality in _STATED:
            groups.setdefault(claim.relation, []).append(claim)
    for relation, group in groups.items():
        affirmed = [claim for claim in group if claim.polarity == "positive"]
        denied = [claim for claim in group if claim.polarity != "positive"]
        for one, other in (*_denials(affirmed, denied), *_rivals(affirmed, relation, domain)):
            if one.sentence != other.sentence:
                yield one, other


def _denials(affirmed: list[ClaimFacts], denied: list[ClaimFacts]) -> Iterator[Pair]:
    """Yield what is affirmed and denied of the same filler, at times that may overlap."""
    same = defaultdict(list)
    for claim in denied:
        same[claim.object, claim.value, claim.scope, claim.comparator].append(claim)
    for one in affirmed:
        for other in same.get((one.object, one.value, one.scope, one.comparator), ()):
            if _may_overlap(one, other):
                yield one, other


def _rivals(affirmed: list[ClaimFacts], relation: str, domain: Domain) -> Iterator[Pair]:
    """Yield affirmed claims of which only one can hold, since the relation or figure has one filler at a time."""
    if relation in domain.figures:
        overlap = _may_overlap if domain.figures[relation].single_valued else _overlap_as_of
        scopes = defaultdict(list)
        for claim in affirmed:
            if claim.comparator in _EXACT:
                scopes[claim.scope].append(claim)
        for group in scopes.values():
            yield from (p for p in combinations(group, 2) if _values_differ(*p) and overlap(*p))
    elif relation in domain.relations and domain.relations[relation].single_valued:
        objects = defaultdict(list)
        for claim in affirmed:
            if claim.object_key:
                objects[claim.object].append(claim)
        for some, others in combinations(objects.values(), 2):
            yield from (pair for pair in product(some, others) if _may_overlap(*pair))


def _values_differ(one: ClaimFacts, other: ClaimFacts) -> bool:
    a, b = one.value, other.value
    if isinstance(a, bool) or isinstance(b, bool):
        return isinstance(a, bool) and isinstance(b, bool) and a != b
    if isinstance(a, date) and isinstance(b, date):
        return a != b
    if isinstance(a, int | Decimal) and isinstance(b, int | Decimal):
        return not _rounded_alike(Decimal(a), Decimal(b))
    return False


def _rounded_alike(a: Decimal, b: Decimal) -> bool:
    """
    Whether two numbers are one number, rounded differently.

    >>> _rounded_alike(Decimal(1600000), Decimal(1612345)), _rounded_alike(Decimal(10), Decimal(12))
    (True, False)
    """
    if min(abs(a), abs(b)) < _ROUNDED_FROM:
        return a == b
    return abs(a - b) <= max(_step(a), _step(b)) / 2


def _step(number: Decimal) -> Decimal:
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def _may_overlap(one: ClaimFacts, other: ClaimFacts) -> bool:
    """Whether the times overlap as far as they are known; an open end reaches on for ever."""
    return _before(one.start, other.end) and _before(other.start, one.end)


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end


def _overlap_as_of(one: ClaimFacts, other: ClaimFacts) -> bool:
    """Whether the times overlap for sure, each at least a day that is known."""
    a, b = _as_of(one), _as_of(other)
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def _as_of(claim: ClaimFacts) -> tuple[date, date] | None:
    start, end = claim.start or claim.end, claim.end or claim.start
    if start and end:
        return start, end
    return (claim.published, claim.published) if claim.published else None
