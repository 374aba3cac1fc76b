"""
Which entities of different articles are one: pure functions over what the articles say of each key.

What a person decided goes first. Then keys of one name come together, then those that an alias tells to
be one, then those whose names are variants and whose company says the same, the likeliest first. All
evidence of a component of like names is weighed at once, so the outcome does not depend on the order of arrival.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from kg.text.names import name_key
from kg.text.variants import blocks, variant

from .alike import Likeness, Side, alike, joinable, likeness, spanned
from .decisions import MARK, label_of, named
from .identity import Cluster, KeyFacts, describe, may_be_one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from kg.domain import Domain

NAMES = 3
"""Names of an entity that are compared with others', the most used first."""
_SHORTER = frozenset({"initials", "middle", "form", "place", "surname", "acronym", "title"})
"""Kinds of variants in which one name stands for a longer one, of which there must be only one."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """
    What a person decided, as pairs of keys.

    Args:
        one: Pairs that are one entity.
        two: Pairs that never are.
    """

    one: frozenset[tuple[str, str]] = frozenset()
    two: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Company:
    """What stands around a key: names in its sentences, and the days of its articles."""

    neighbours: frozenset[str] = frozenset()
    days: tuple[date, date] | None = None


def nobody(_: str) -> Company:
    """Return the company of a key about which nothing is known."""
    return Company()


def cluster(
    facts: Iterable[KeyFacts],
    domain: Domain,
    *,
    rulings: Rulings | None = None,
    company: Callable[[str], Company] = nobody,
) -> list[Cluster]:
    """
    Gather keys into entities.

    Keys of one name are one entity when their types may be one and their bearers do not differ.
    Then a name that is known as the alias of exactly one other entity, and is the name of no
    third, joins that entity; then variants of a name that are likely enough (see :mod:`kg.graph.alike`).
    A short name that may stand for several longer ones is joined to none of them.

    Args:
        facts: Of the keys.
        domain: Its classes.
        rulings: What a person decided: it holds whatever the evidence is.
        company: Tells what stands around a key.

    Returns:
        The clusters, each sorted by key, in the order of their first keys.
    """
    by_key = {each.key: each for each in facts}
    sets = Sets(by_key, rulings or Rulings())
    groups: dict[str, list[KeyFacts]] = defaultdict(list)
    for each in by_key.values():
        groups[each.name_key].append(each)
    for group in groups.values():
        for part in _by_bearer(group):
            _join_by_type(part, domain, sets)
    clusters = sets.clusters()
    for owner, target in _alias_pairs(clusters, domain):
        if all_compatible(sets.members(clusters[owner][0].key), sets.members(clusters[target][0].key), domain):
            sets.join(clusters[owner][0].key, clusters[target][0].key)
    clusters = sets.clusters()
    weighed = likely(clusters, domain, company)
    for found in weighed:
        if found.likeness.automatic and not rivals(found, weighed, clusters, sets, domain):
            a, b = clusters[found.a][0].key, clusters[found.b][0].key
            if _all_joinable(sets.members(a), sets.members(b), domain):
                sets.join(a, b)
    return sets.clusters()


class Sets:
    """
    Disjoint sets of keys that never bring together what a person told apart, or an article.

    An article that has two keys of one name means two; only a person may say otherwise.
    """

    def __init__(self, facts: dict[str, KeyFacts], rulings: Rulings) -> None:
        self._facts = facts
        self._set = {key: {key} for key in facts}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for a, b in (*rulings.two, *told_by_articles(facts.values())):
            self._apart[a].add(b)
            self._apart[b].add(a)
        for a, b in sorted(rulings.one):
            if a in facts and b in facts:
                self._unite(a, b)

    def members(self, key: str) -> list[KeyFacts]:
        """Return the set of a key, sorted."""
        return [self._facts[k] for k in sorted(self._set[key])]

    def are_one(self, a: str, b: str) -> bool:
        """Whether two keys are in one set."""
        return self._set[a] is self._set[b]

    def may_join(self, a: str, b: str) -> bool:
        """Whether nothing that a person decided, or an article told, stands between two sets."""
        one, other = self._set[a], self._set[b]
        if one is other:
            return True
        if any(not self._apart[key].isdisjoint(other) for key in one if key in self._apart):
            return False
        return not _labels_clash(one, other)

    def join(self, a: str, b: str) -> None:
        """Make two sets one, unless they were told apart."""
        if self.may_join(a, b):
            self._unite(a, b)

    def _unite(self, a: str, b: str) -> None:
        one, other = self._set[a], self._set[b]
        if one is not other:
            one |= other
            self._set.update(dict.fromkeys(other, one))

    def clusters(self) -> list[Cluster]:
        """Return the sets, in the order of their first keys."""
        distinct = {id(held): held for held in self._set.values()}
        made = (tuple(self._facts[key] for key in sorted(held)) for held in distinct.values())
        return sorted(made, key=lambda members: members[0].key)


def told_by_articles(facts: Iterable[KeyFacts]) -> list[tuple[str, str]]:
    """
    Return the pairs of keys of one name that some article has side by side, sorted.

    >>> said = (frozenset({"a1"}), (("Nova Vale", 1),), (), (("Person", 1),), ())
    >>> told_by_articles(KeyFacts(key, *said) for key in ("Person.nova-vale", "Persona.nova-vale", "Work.ode"))
    [('Person.nova-vale', 'Persona.nova-vale')]
    """
    by_name: dict[str, list[KeyFacts]] = defaultdict(list)
    for each in facts:
        by_name[named(each.key).partition("~")[0]].append(each)
    pairs = (pair for held in by_name.values() for pair in combinations(sorted(held, key=lambda k: k.key), 2))
    return sorted((a.key, b.key) for a, b in pairs if not a.articles.isdisjoint(b.articles))


def _labels_clash(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether both have a name that a person split, under different labels."""
    labels: dict[str, set[str]] = defaultdict(set)
    for key in one:
        labels[named(key)].add(label_of(key))
    return any(labels[named(key)] - {label_of(key)} for key in other if named(key) in labels)


def _by_bearer(group: Sequence[KeyFacts]) -> list[list[KeyFacts]]:
    """
    Keys without a bearer go with the only bearer there is; with two or more they stand alone.

    What a person labelled stands alone in any case.
    """
    labels = sorted({label_of(each.key) for each in group} - {""})
    parts = [[each for each in group if label_of(each.key) == label] for label in labels]
    rest = [each for each in group if MARK not in each.key]
    bearers = sorted({each.bearer for each in rest} - {""})
    if len(bearers) < 2:  # noqa: PLR2004
        return [part for part in (rest, *parts) if part]
    parts += [[each for each in rest if each.bearer == bearer] for bearer in ("", *bearers)]
    return [part for part in parts if part]


def _join_by_type(group: Iterable[KeyFacts], domain: Domain, sets: Sets) -> None:
    """Join what may be one; a key whose class is only guessed follows the sure ones of its name."""
    made: list[list[KeyFacts]] = []
    for each in sorted(group, key=lambda k: (k.is_guess, -len(k.articles), k.key)):
        homes = [c for c in made if sets.may_join(c[0].key, each.key)]
        able = [c for c in homes if all_compatible(c, [each], domain)]
        able = able or [c for c in homes if each.is_guess and _follows(each, c[0], domain)]
        home = able[0] if able else None
        if home is None or any(not sets.may_join(home[0].key, c[0].key) for c in able):  # which of two is not told
            made.append([each])
        else:
            home.append(each)
            sets.join(home[0].key, each.key)


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


def all_compatible(some: Iterable[KeyFacts], others: Iterable[KeyFacts], domain: Domain) -> bool:
    """Whether things of one name, read as these and as those kinds, may be one."""
    return all(_compatible(a, b, domain) for a, b in product(_sure(some), _sure(others)))


def _compatible(a: KeyFacts, b: KeyFacts, domain: Domain) -> bool:
    """Two classes that exclude each other are two things when texts told both, one of unclear kind when not."""
    if a.is_guess or b.is_guess:
        return may_be_one(domain, a.type, b.type)
    return domain.may_be_same(a.type, b.type)


def _sure(members: Iterable[KeyFacts]) -> list[KeyFacts]:
    """Return the members whose class is more than a guess, or all where none is."""
    everyone = list(members)
    return [each for each in everyone if not each.is_guess] or everyone


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
            able = [o for o in owners[alias] - {target} if all_compatible(clusters[o], clusters[target], domain)]
            rivals = [
                t for t in targets[alias] - {target} if able and all_compatible(clusters[able[0]], clusters[t], domain)
            ]
            if len(able) == 1 and not rivals and _may_be_called(clusters[able[0]], clusters[target], alias, domain):
                yield able[0], target


def _tells(alias: str, facts: KeyFacts, domain: Domain) -> bool:
    """
    Whether an alias says enough to know the entity by it in another article.

    A part of the name does for organizations ("Universal"), not for people and works, whose
    surnames and short titles others bear too.
    """
    part = set(alias.split()) < set(facts.name_key.split())
    return not part or domain.is_a(facts.type, "Organization")


def _may_be_called(owner: Cluster, target: Cluster, alias: str, domain: Domain) -> bool:
    """
    Whether an alias joins two entities without a person.

    A wholly other name of somebody, a stage name or the name of a persona, is no proof that both are one:
    who stands behind an act is told in the same words.
    """
    one, other = side(owner, domain), side(target, domain)
    if not joinable((one,), (other,), domain):
        return False
    if any(variant(alias, name) or alias in name for each in owner for name in (each.name_key,)):
        return True
    return not any(domain.core(each.cls) in {"Agent", "Person", "Thing"} for each in (one, other))


def side(members: Cluster, domain: Domain, company: Callable[[str], Company] = nobody) -> Side:
    """Return a cluster as :func:`kg.graph.alike.likeness` weighs it."""
    told = [company(each.key) for each in members]
    whole = describe(members, domain)
    counts: dict[str, int] = defaultdict(int)
    for each in members:
        counts[each.name] += len(each.articles)
    return Side(
        names=tuple(sorted(counts, key=lambda name: (-counts[name], name))[:NAMES]),
        cls=whole.type,
        sure=any(not each.is_guess for each in members),
        articles=frozenset[str]().union(*(each.articles for each in members)),
        neighbours=frozenset[str]().union(*(each.neighbours for each in told)),
        days=spanned(each.days for each in told),
        aliases=frozenset[str]().union(*(each.alias_keys for each in members)),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """
    Two clusters, by their places in a list, and how alike they are.

    Args:
        ends: Both again, the one with the shorter name first.
    """

    a: int
    b: int
    likeness: Likeness
    ends: tuple[int, int]


def likely(clusters: Sequence[Cluster], domain: Domain, company: Callable[[str], Company]) -> list[Found]:
    """
    Weigh all pairs of clusters whose names are one, or variants.

    Returns:
        The likeliest first; by their keys when tied.
    """
    bare = [side(members, domain) for members in clusters]
    pairs = [(i, j) for i, j in _near(bare) if _variants(bare[i], bare[j])]
    full = {i: side(clusters[i], domain, company) for i in sorted({i for pair in pairs for i in pair})}
    found = [_found(i, j, full, domain) for i, j in pairs]
    kept = [each for each in found if each is not None]
    return sorted(kept, key=lambda f: (-f.likeness.score, clusters[f.a][0].key, clusters[f.b][0].key))


def _near(sides: Sequence[Side]) -> list[tuple[int, int]]:
    """Return the pairs that share a block."""
    held: dict[str, set[int]] = defaultdict(set)
    for i, each in enumerate(sides):
        for block in {block for name in each.names for block in blocks(name)}:
            held[block].add(i)
        for name in {name_key(name) for name in each.names} | each.aliases:
            held[f"={name}"].add(i)
    return sorted({pair for members in held.values() for pair in combinations(sorted(members), 2)})


def _found(i: int, j: int, sides: dict[int, Side], domain: Domain) -> Found | None:
    told = likeness(sides[i], sides[j], domain)
    if told is None:
        return None
    ends = sorted((i, j), key=lambda at: (min(len(name) for name in sides[at].names), sides[at].names))
    return Found(i, j, told, (ends[0], ends[1]))


def _variants(a: Side, b: Side) -> bool:
    return any(alike(x, y, a, b) is not None for x in a.names for y in b.names)


def rivals(
    found: Found, every: Sequence[Found], clusters: Sequence[Cluster], sets: Sets, domain: Domain
) -> list[Found]:
    """Return the other longer names, of another entity and a fitting kind, that the shorter name may stand for."""
    if found.likeness.kind not in _SHORTER:
        return []
    short, full = found.ends
    key = clusters[full][0].key
    return [
        each
        for each in every
        if each is not found
        and each.likeness.kind in _SHORTER
        and each.ends[0] == short
        and not sets.are_one(clusters[each.ends[1]][0].key, key)
        and sets.may_join(clusters[each.ends[1]][0].key, clusters[short][0].key)
        and _all_joinable(clusters[each.a], clusters[each.b], domain)
    ]


def _all_joinable(some: Iterable[KeyFacts], others: Iterable[KeyFacts], domain: Domain) -> bool:
    """Whether all that was joined so far on both sides may be one."""
    sides = [[Side((), each.type, not each.is_guess) for each in _sure(part)] for part in (some, others)]
    return joinable(sides[0], sides[1], domain)
