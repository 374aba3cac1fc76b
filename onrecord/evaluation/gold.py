"""
The records of an evaluation: what people annotated, and what a system gave.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .figures import Scalar


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of an entity, half-open, in Unicode code points of the article's text."""

    start: int
    end: int
    kind: str = "name"


@dataclass(frozen=True, slots=True)
class Named:
    """
    An entity, annotated or given by a system.

    Args:
        type_alt: Further types that are right.
        optional: Neither right nor wrong when a system gives it or leaves it out.
    """

    name: str
    type: str = "other"
    aliases: tuple[str, ...] = ()
    mentions: tuple[Place, ...] = ()
    type_alt: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that refers to an entity without naming it."""

    start: int
    end: int
    refers_to: str


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """
    One claim as annotated; fields ending in ``_alt`` hold further answers that are right.

    Args:
        relation: A term, or ``open:`` and words. In *relation_alt* ``not:`` marks a term that says the same with
            the opposite polarity, ``inv:`` one with subject and object exchanged.
        start: Where the evidence stands; -1 when only *evidence* is given.
        evidence: The words of the evidence; empty when offsets are given.
        core: Whether a reader must not miss it.
    """

    subject: str
    relation: str
    subject_alt: tuple[str, ...] = ()
    relation_alt: tuple[str, ...] = ()
    object: str | None = None
    object_alt: tuple[str, ...] = ()
    value: Scalar | None = None
    value_alt: tuple[Scalar, ...] = ()
    unit: str | None = None
    comparator: str | None = None
    place: str | None = None
    time_start: str | None = None
    time_end: str | None = None
    attributed_to: str | None = None
    attributed_to_alt: tuple[str, ...] = ()
    modality: str = "asserted"
    modality_alt: tuple[str, ...] = ()
    polarity: str = "positive"
    start: int = -1
    end: int = -1
    evidence: str = ""
    core: bool = False

    def __str__(self) -> str:
        second = self.object if self.object is not None else self.value
        return f"{self.subject} | {self.relation} | {'' if second is None else second}"


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article; *exhaustive* says that every claim and name of it is annotated."""

    id: str
    split: str = "dev"
    annotators: tuple[str, ...] = ()
    entities: tuple[Named, ...] = ()
    references: tuple[Reference, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    exhaustive: bool = False


@dataclass(frozen=True, slots=True)
class GivenClaim:
    """One claim of a system, as the promised JSON has it; *value* is whatever it gave."""

    subject: str
    relation: str
    object: str | None = None
    value: Any = None
    unit: str | None = None
    comparator: str | None = None
    place: str | None = None
    time_start: str | None = None
    time_end: str | None = None
    attributed_to: str | None = None
    modality: str = "asserted"
    polarity: str = "positive"
    quote: str = ""
    start: int = -1
    end: int = -1
    confidence: float | None = None

    def __str__(self) -> str:
        second = self.object if self.object is not None else self.value
        return f"{self.subject} | {self.relation} | {'' if second is None else second}"


@dataclass(frozen=True, slots=True)
class GivenArticle:
    """What a system read in one article."""

    id: str
    entities: tuple[Named, ...] = ()
    claims: tuple[GivenClaim, ...] = ()


def as_given(gold: GoldArticle) -> GivenArticle:
    """
    Return what a person annotated as if a system had given it, so that two people can be compared.

    References become mentions of the entities that they refer to.

    >>> person = Named("Nova Vale", "person")
    >>> as_given(GoldArticle("a", entities=(person,), references=(Reference(5, 8, "Nova Vale"),))).entities[0].mentions
    (Place(start=5, end=8, kind='nominal'),)
    """
    entities = []
    for entity in gold.entities:
        led = [r for r in gold.references if r.refers_to in {entity.name, *entity.aliases}]
        places = (Place(r.start, r.end, "nominal") for r in led)
        entities.append(replace(entity, mentions=(*entity.mentions, *places)))
    shared = {f.name for f in fields(GivenClaim)} & {f.name for f in fields(GoldClaim)}
    claims = (GivenClaim(**{n: getattr(c, n) for n in shared}, quote=c.evidence) for c in gold.claims)
    return GivenArticle(gold.id, tuple(entities), tuple(claims))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of an article that answers, or helps to answer, a question."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """
    One question.

    Args:
        history: Earlier turns, oldest first, as ``{"q", "a"}``.
        as_of: ISO day; later articles do not count.
        expect: Groups of strings; the answer must hold one of each group.
        forbid: Strings that make an answer wrong.
        abstain: Whether the corpus does not say.
        articles: Ids of articles that may be cited.
        evidence: Sentences that answer it.
    """

    id: str
    question: str
    kind: str = "single"
    split: str = "dev"
    history: tuple[Mapping[str, str], ...] = ()
    as_of: str | None = None
    expect: tuple[tuple[str, ...], ...] = ()
    forbid: tuple[str, ...] = ()
    abstain: bool = False
    articles: tuple[str, ...] = ()
    evidence: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation that an answer gives; *outlet* and *published* say of its article what an answer may repeat."""

    n: int
    article: str
    quote: str
    start: int = -1
    end: int = -1
    outlet: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """
    What a system answered.

    Args:
        abstained: ``None`` when the system does not say; then the wording decides.
        sentences: Each with the numbers of the quotations that it rests on.
        retrieved: Sentences that its retrieval returned, best first; ``None`` when not known.
        seconds: From question to answer; ``None`` when not measured.
    """

    id: str
    answer: str = ""
    abstained: bool | None = None
    confidence: float | None = None
    citations: tuple[Cited, ...] = ()
    sentences: tuple[tuple[str, tuple[int, ...]], ...] = ()
    retrieved: tuple[Quoted, ...] | None = field(default=None)
    seconds: float | None = None
