"""
Which entities of different articles are one: pure functions over what the articles say of each key.

An article names an entity by a key (``Class.slug``, ``~bearer``); this module gathers keys into the
entities of the corpus. All evidence of a component of like names is weighed at once, so the
outcome does not depend on the order of arrival.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from kg.domain import TOP
from kg.text.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    def name_key(self) -> str:
        """Normalised form of the name that most articles use."""
        return name_key(min(self.names, key=lambda pair: (-pair[1], pair[0]))[0])

    @property
    def alias_keys(self) -> frozenset[str]:
        """Normalised forms of all its spellings but the main one."""
        spelt = {name_key(alias) for alias in self.aliases} | {name_key(name) for name, _ in self.names}
        return frozenset(spelt - {self.name_key, ""})


Cluster = tuple[KeyFacts, ...]


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


def cluster(facts: Iterable[KeyFacts], domain: Domain) -> list[Cluster]:
    """
    Gather keys into entities.

    Keys of one name are one entity when their types may be one and their bearers do not differ.
    Then a name that is known as the alias of exactly one other entity, and is the name of no
    third, joins that entity.

    Returns:
        The clusters, each sorted by key, in the order of their first keys.
    """
    named: dict[str, list[KeyFacts]] = defaultdict(list)
    for each in facts:
        named[each.name_key].append(each)
    clusters = [c for group in named.values() for part in _by_bearer(group) for c in _by_type(part, domain)]
    clusters.sort(key=lambda c: c[0].key)
    return _joined(clusters, domain)


def _by_bearer(group: Sequence[KeyFacts]) -> list[list[KeyFacts]]:
    """Keys without a bearer go with the only bearer there is; with two or more they stand alone."""
    bearers = sorted({each.bearer for each in group} - {""})
    if len(bearers) < 2:  # noqa: PLR2004
        return [list(group)]
    parts = [[each for each in group if each.bearer == bearer] for bearer in ("", *bearers)]
    return [part for part in parts if part]


def _by_type(group: Iterable[KeyFacts], domain: Domain) -> list[Cluster]:
    """Gather what may be one; a key whose class is only guessed follows the sure ones of its name."""
    made: list[list[KeyFacts]] = []
    for each in sorted(group, key=lambda k: (k.is_guess, -len(k.articles), k.key)):
        home = next((c for c in made if _compatible(c, [each], domain)), None)
        home = home or next((c for c in made if each.is_guess and _follows(each, c[0], domain)), None)
        if home is None:
            made.append([each])
        else:
            home.append(each)
    return [_sorted(members) for members in made]


def _follows(guess: KeyFacts, sure: KeyFacts, domain: Domain) -> bool:
    """
    Whether a guessed class gives way: names of several words are seldom borne by two things.

    A single word gives way only where both are agents, or it was taken for a place: "Believe" may be a song
    and a company.
    """
    if " " in guess.name_key:
        return True
    agents = domain.family(sure.type) == "Agent" and domain.family(guess.type) in {"Agent", "Place"}
    return agents and not sure.is_guess


def _compatible(some: Iterable[KeyFacts], others: Iterable[KeyFacts], domain: Domain) -> bool:
    return all(may_be_one(domain, a.type, b.type) for a, b in product(_sure(some), _sure(others)))


def _sure(members: Iterable[KeyFacts]) -> list[KeyFacts]:
    """Return the members whose class is more than a guess, or all where none is."""
    everyone = list(members)
    return [each for each in everyone if not each.is_guess] or everyone


def _sorted(members: Iterable[KeyFacts]) -> Cluster:
    return tuple(sorted(members, key=lambda each: each.key))


def _joined(clusters: list[Cluster], domain: Domain) -> list[Cluster]:
    """Join clusters by unambiguous aliases; joins that would put incompatible types together are dropped."""
    parent = list(range(len(clusters)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for owner, target in _alias_pairs(clusters, domain):
        parent[max(root(owner), root(target))] = min(root(owner), root(target))
    sets: dict[int, list[int]] = defaultdict(list)
    for i in range(len(clusters)):
        sets[root(i)].append(i)
    joined: list[Cluster] = []
    for indexes in sets.values():
        pairs = [(i, j) for i in indexes for j in indexes if i < j]
        if all(_compatible(clusters[i], clusters[j], domain) for i, j in pairs):
            joined.append(_sorted(each for i in indexes for each in clusters[i]))
        else:
            joined.extend(clusters[i] for i in indexes)
    return sorted(joined, key=lambda c: c[0].key)


def _alias_pairs(clusters: list[Cluster], domain: Domain) -> Iterator[tuple[int, int]]:
    """Yield ``(owner, target)``: the owner is also called what the target is called, and nobody else is."""
    targets, owners = defaultdict(set), defaultdict(set)
    for i, members in enumerate(clusters):
        for each in members:
            targets[each.name_key].add(i)
            for alias in each.alias_keys:
                if _tells(alias, each, domain):
                    owners[alias].add(i)
    for alias in sorted(targets.keys() & owners.keys()):
        for target in sorted(targets[alias]):
            able = [o for o in owners[alias] - {target} if _compatible(clusters[o], clusters[target], domain)]
            rivals = [
                t for t in targets[alias] - {target} if able and _compatible(clusters[able[0]], clusters[t], domain)
            ]
            if len(able) == 1 and not rivals:
                yield able[0], target


def _tells(alias: str, facts: KeyFacts, domain: Domain) -> bool:
    """
    Whether an alias says enough to know the entity by it in another article.

    A part of the name does for organizations ("Universal"), not for people and works, whose
    surnames and short titles others bear too.
    """
    part = set(alias.split()) < set(facts.name_key.split())
    return not part or domain.is_a(facts.type, "Organization")


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
