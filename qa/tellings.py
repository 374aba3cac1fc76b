"""
What several articles tell alike: one telling, however many of them say it, and how surely it is told.

Two claims are one telling when they have the same relation, arguments, figure, polarity and modality, and times that
do not exclude one another. Speakers may differ: each has its quotation. Figures of different place, context, unit or
kind are never one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.dates import overlaps
from kg.text.names import name_key

from .answer import refs_of
from .wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .answer import Ref
    from .library import Fact, Library, Term

QUOTES = 6
"""Quotations behind one telling at most, one an article; the surest claims come first."""
_SURENESS = {"asserted": "", "possible": "uncertain", "planned": "planned", "alleged": "alleged", "opinion": "opinion"}


@dataclass(frozen=True, slots=True)
class Telling:
    """
    One thing that is told, with all claims that tell it.

    Args:
        facts: The claims, the surest first.
        text: The first of them as a sentence.
        refs: Where it is told, at most :data:`QUOTES` places, articles that differ first.
        sources: How many independent sources tell it, at least 1.
        marks: Of ``uncertain planned alleged opinion denied disputed``, those that hold.
        confidence: 0 to 1, of the surest claim.
    """

    facts: tuple[Fact, ...]
    text: str
    refs: tuple[Ref, ...]
    sources: int
    marks: tuple[str, ...] = ()
    confidence: float = 0.0

    @property
    def fact(self) -> Fact:
        """The surest claim."""
        return self.facts[0]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who says it, in the order of the claims; empty when the articles say it themselves."""
        return tuple(dict.fromkeys(fact.speaker.text for fact in self.facts if fact.speaker))

    @property
    def articles(self) -> tuple[str, ...]:
        """Articles that tell it, in the order of the claims."""
        return tuple(dict.fromkeys(fact.article for fact in self.facts))


def tellings(facts: Iterable[Fact], library: Library) -> list[Telling]:
    """
    Put together the claims that tell the same.

    Args:
        facts: In any order; one claim counts once.
        library: Tells which articles are independent of one another.

    Returns:
        Tellings in the order of their surest claims, by confidence and then id.
    """
    groups: dict[tuple[object, ...], list[list[Fact]]] = {}
    for fact in sorted(dict.fromkeys(facts), key=lambda f: (-f.confidence, f.id)):
        near = groups.setdefault(_told(fact), [])
        group = next((g for g in near if all(_together(fact, other) for other in g)), None)
        if group is None:
            near.append([fact])
        else:
            group.append(fact)
    made = [telling(group, library) for near in groups.values() for group in near]
    return sorted(made, key=lambda t: (-t.confidence, t.fact.id))


def telling(facts: Sequence[Fact], library: Library) -> Telling:
    """Make one telling of claims; the first is the one that is worded."""
    first = list({fact.article: fact for fact in reversed(facts)}.values())[::-1]
    return Telling(
        facts=tuple(facts),
        text=worded(facts[0], library),
        refs=refs_of(first[:QUOTES]),
        sources=library.independent(fact.article for fact in facts),
        marks=marks(facts[0], library),
        confidence=max(fact.confidence for fact in facts),
    )


def marks(fact: Fact, library: Library) -> tuple[str, ...]:
    """Return what keeps a claim from being told as plain fact, and whether another of the library contradicts it."""
    denied = "denied" if fact.polarity == "negative" else ""
    disputed = "disputed" if any(claim in library.facts for claim in fact.contradicts) else ""
    return tuple(filter(None, (_SURENESS[fact.modality], denied, disputed)))


def support(one: Telling) -> str:
    """
    Say on how many articles a telling rests, when there is more than one.

    >>> from .library import Fact, Term
    >>> told = tuple(Fact(f"c{a}", a, "sang", Term("Nova"), 0, 4) for a in "abc")
    >>> support(Telling(told, "Nova sang.", (), 2)), support(Telling(told[:1], "Nova sang.", (), 1))
    ('3 articles, 2 independent reports', '')
    """
    return rests_on(len(one.articles), one.sources)


def rests_on(articles: int, sources: int) -> str:
    """Word the number of articles and of independent reports among them; empty for one article."""
    return f"{articles} articles, {sources} independent report{'s' if sources > 1 else ''}" if articles > 1 else ""


def _told(fact: Fact) -> tuple[object, ...]:
    """Return what must be equal in claims that tell the same."""
    scope = (_of(fact.place), _of(fact.context), (fact.qualifier or "").casefold())
    figure = (str(fact.value), fact.unit, fact.comparator, *scope) if fact.value is not None else ()
    phrase = fact.key if fact.value is not None and fact.subject.entity is None else None  # whose figure is not known
    return (fact.relation, _of(fact.subject), _of(fact.object), *figure, fact.polarity, fact.modality, phrase)


def _of(term: Term | None) -> str:
    return "" if term is None else f"@{term.entity}" if term.entity else name_key(term.text)


def _together(one: Fact, other: Fact) -> bool:
    """Whether the times of two claims leave it open that they tell of one event."""
    times = [f.time for f in (one, other) if f.time and (f.time.start or f.time.end)]
    return len(times) < 2 or overlaps(times[0], times[1])  # noqa: PLR2004
