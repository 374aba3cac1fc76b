"""
What the articles say of each key, and what the corpus makes of the keys that are one: name, class, other names.

An article names an entity by a key (``Class.slug``, ``~bearer``); :mod:`kg.graph.clustering` gathers keys
into the entities of the corpus.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.domain import TOP
from kg.text.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.domain import Domain

FURTHER = Decimal("0.5")
"""Share of the main type's weight from which another type is kept as a further one; chosen, not yet tuned."""

GUESS = Decimal("1.6")
"""Votes an article up to which a class is a guess; the weight of one label of the model is 1.35."""


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """
    What all articles say of one key.

    Args:
        articles: Ids of the articles that name it.
        names: Each name with the number of articles that use it as the fullest.
        aliases: Other spellings.
        types: Each class with the number of articles that chose it.
        votes: Weight of the evidence for each class, summed exactly.
    """

    key: str
    articles: frozenset[str]
    names: tuple[tuple[str, int], ...]
    aliases: tuple[str, ...]
    types: tuple[tuple[str, int], ...]
    votes: tuple[tuple[str, Decimal], ...]

    @property
    def type(self) -> str:
        """The class that most articles chose; by name when tied."""
        return min(self.types, key=lambda pair: (-pair[1], pair[0]))[0]

    @property
    def is_guess(self) -> bool:
        """Whether no article had more than one label of a model, or nothing, to go by for its class."""
        best = max((weight for _, weight in self.votes), default=Decimal(0))
        return best <= GUESS * len(self.articles)

    @property
    def bearer(self) -> str:
        """What tells it from another of its name, e.g. the slug of its maker; empty for none."""
        return self.key.partition("~")[2]

    @property
    def name(self) -> str:
        """The name that most articles use."""
        return min(self.names, key=lambda pair: (-pair[1], pair[0]))[0]

    @property
    def name_key(self) -> str:
        """Normalised form of :attr:`name`."""
        return name_key(self.name)

    @property
    def alias_keys(self) -> frozenset[str]:
        """Normalised forms of all its spellings but the main one."""
        spelt = {name_key(alias) for alias in self.aliases} | {name_key(name) for name, _ in self.names}
        return frozenset(spelt - {self.name_key, ""})


Cluster = tuple[KeyFacts, ...]
"""Keys that are one entity, sorted."""


@dataclass(frozen=True, slots=True)
class Canonical:
    """
    An entity as the corpus knows it.

    Args:
        key: Key of the member that names it in IRIs.
        type: The class with the most weight.
        types: It and further classes that carry weight, sorted.
        alt_labels: All other names and spellings, sorted.
        articles: How many articles name it.
        members: Keys of the article-level entities that it is, sorted.
    """

    key: str
    label: str
    type: str
    types: tuple[str, ...]
    alt_labels: tuple[str, ...]
    articles: int
    members: tuple[str, ...]


def may_be_one(domain: Domain, a: str, b: str) -> bool:
    """
    Whether an entity read as *a* here and as *b* there may be one.

    Beside :meth:`Domain.may_be_same`, classes that are disjoint but stand under one class
    narrower than their family count as one thing whose kind is unclear: the vote decides it.
    """
    if domain.may_be_same(a, b):
        return True
    shared = {a, *domain.ancestors(a)} & {b, *domain.ancestors(b)}
    return bool(shared - {TOP, domain.family(a), domain.family(b)})


def describe(members: Cluster, domain: Domain) -> Canonical:
    """Weigh what the articles say of a cluster: its name, its types, the key that stands for it."""
    weights: dict[str, Decimal] = defaultdict(Decimal)
    chosen: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for each in members:
        for cls, count in each.types:
            chosen[cls] += count
        for cls, weight in each.votes or each.types:
            weights[cls] += weight
        for name, count in each.names:
            names[name] += count
    order = sorted(weights, key=lambda c: (-weights[c], -chosen[c], -len(domain.ancestors(c)), c))
    main = order[0]
    label = min(names, key=lambda name: (-names[name], -len(name), name))
    spelt = {alias for each in members for alias in each.aliases} | set(names)
    best = min(members, key=lambda each: (each.type != main, -len(each.articles), each.key))
    return Canonical(
        key=best.key,
        label=label,
        type=main,
        types=tuple(sorted({main, *_further(main, weights, chosen, domain)})),
        alt_labels=tuple(sorted(spelt - {label})),
        articles=len(frozenset[str]().union(*(each.articles for each in members))),
        members=tuple(each.key for each in members),
    )


def _further(main: str, weights: dict[str, Decimal], chosen: Counter[str], domain: Domain) -> Iterator[str]:
    for cls, weight in weights.items():
        stands = chosen[cls] and weight >= FURTHER * weights[main]
        if stands and not (domain.disjoint(cls, main) or domain.is_a(main, cls)):
            yield cls
