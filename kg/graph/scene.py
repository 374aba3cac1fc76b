"""The part of the corpus that an update of what is derived looks at: keys, what articles say of them, what stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.text.variants import blocks, variant

from .alike import NEVER
from .clustering import cluster
from .company import company_of
from .decided import Rulebook, stored_decisions
from .identity import Canonical, KeyFacts, describe
from .literals import literal
from .vocab import (
    DERIVED,
    IDENTITY,
    TYPE,
    article_graph,
    article_iri,
    article_of_graph,
    entity_iri,
    key_of_iri,
    local_name,
    onr,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.domain import Domain

    from .store import GraphStore


_UNLINKED = NEVER | {None}


@dataclass
class Scene:
    """The part of the corpus that an update looks at."""

    store: GraphStore
    domain: Domain
    touched: set[str]
    facts: dict[str, KeyFacts] = field(default_factory=dict)
    canonicals: list[Canonical] = field(default_factory=list)
    new: dict[str, Canonical] = field(default_factory=dict)
    old: dict[str, NamedNode] = field(default_factory=dict)

    def canonical(self, key: str) -> NamedNode:
        """Return the entity of the corpus that a key is, as of this update."""
        if key in self.new:
            return entity_iri(self.new[key].key)
        return _stored_canonical(self.store, key) or entity_iri(key)

    def types(self, key: str) -> frozenset[str]:
        """Return the classes of the entity that a key is, as of this update."""
        if key in self.new:
            return frozenset(self.new[key].types)
        return stored_types(self.store, self.canonical(key))

    def members(self, entity: NamedNode) -> list[str]:
        """Return the keys that are the entity, as of this update."""
        own = self.new.get(key_of_iri(entity))
        if own is not None and entity_iri(own.key) == entity:
            return list(own.members)
        held = self.store.quads(IDENTITY, predicate=onr("canonical"), object=entity)
        return sorted(k for k in (key_of(quad) for quad in held) if k not in self.facts)


def touched(store: GraphStore, changed: Iterable[str]) -> set[str]:
    """Keys that the changed articles name now, or named before."""
    touched = set()
    for article in changed:
        now = store.quads(article_graph(article), predicate=onr("nameInArticle"))
        before = store.quads(IDENTITY, predicate=onr("namedIn"), object=article_iri(article))
        touched |= {key_of(quad) for quad in (*now, *before)}
    return touched


def look(store: GraphStore, domain: Domain, changed: Iterable[str], pending: Iterable[str] = ()) -> Scene:
    """
    Look at the keys of the changed articles, and at all that is linked with them; decide what is one.

    Args:
        store: Its article graphs are as they shall be.
        domain: Tells which types may be one.
        changed: Ids of articles.
        pending: Keys that something was decided about.
    """
    book = Rulebook(store, domain, stored_decisions(store))
    scene = Scene(store, domain, touched(store, changed) | {each for key in pending for each in book.meant(key)})
    _gather(scene, book)
    present = [facts for facts in scene.facts.values() if facts.articles]
    clusters = cluster(
        present, domain, rulings=book.rulings(scene.facts), company=cache(lambda key: company_of(store, key))
    )
    scene.canonicals = [describe(members, domain) for members in clusters]
    scene.new = {key: canonical for canonical in scene.canonicals for key in canonical.members}
    scene.old = {key: old for key in scene.facts if (old := _stored_canonical(store, key)) is not None}
    return scene


def _gather(scene: Scene, book: Rulebook) -> None:
    """Gather the facts of the touched keys and of all keys that a name or a decision links with them."""
    fresh = _Names()
    waiting: set[str] = set()
    keys = sorted(scene.touched)
    seen: set[str] = set()
    while keys or waiting:
        for key in keys:
            scene.facts[key] = facts = facts_of(scene.store, key)
            fresh.add(facts)
            waiting |= (_strings(facts) | _stored_strings(scene.store, key)) - seen
        keys = [k for key in keys for k in book.linked(key)]
        while waiting:
            text = waiting.pop()
            seen.add(text)
            found, alike = _named(scene.store, fresh, text)
            keys += found
            waiting |= alike - seen
        keys = sorted(set(keys) - scene.facts.keys())


class _Names:
    """The names of the keys looked at so far, as their articles tell them now."""

    def __init__(self) -> None:
        self.main: dict[str, set[str]] = defaultdict(set)
        self.other: dict[str, set[str]] = defaultdict(set)
        self.block: dict[str, set[str]] = defaultdict(set)

    def add(self, facts: KeyFacts) -> None:
        if facts.articles:
            self.main[facts.name_key].add(facts.key)
            for block in blocks(facts.name_key):
                self.block[block].add(facts.name_key)
            for alias in facts.alias_keys:
                self.other[alias].add(facts.key)


def _named(store: GraphStore, fresh: _Names, text: str) -> tuple[set[str], set[str]]:
    """Return the keys that a name links, and the names that are variants of it; a name that nobody bears links none."""
    named = _keys_by(store, "nameKey", text) | fresh.main.get(text, set())
    alike: set[str] = set()
    for block in blocks(text):
        held = {name for key in _keys_by(store, "block", block) for name in _texts(store, key, "nameKey")}
        alike |= {name for name in held | fresh.block.get(block, set()) if variant(name, text) not in _UNLINKED}
    if not named:  # nobody's main name links nobody by an alias
        return set(), alike
    return named | _keys_by(store, "aliasKey", text) | fresh.other.get(text, set()), alike


def facts_of(store: GraphStore, key: str) -> KeyFacts:
    """Return what all articles say of a key."""
    articles: set[str] = set()
    names: Counter[str] = Counter()
    types: Counter[str] = Counter()
    aliases: set[str] = set()
    votes: dict[str, Decimal] = defaultdict(Decimal)
    for quad in store.quads(subject=entity_iri(key)):
        article = article_of_graph(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else None
        if article is None:
            continue
        if quad.predicate == onr("nameInArticle"):
            articles.add(article)
            names[text_of(quad)] += 1
        elif quad.predicate == onr("typeInArticle"):
            types[local_name(text_of(quad))] += 1
        elif quad.predicate == onr("aliasInArticle"):
            aliases.add(text_of(quad))
        elif quad.predicate == onr("typeVote"):
            cls, _, weight = text_of(quad).rpartition(" ")
            votes[cls] += Decimal(weight)
    return KeyFacts(
        key,
        frozenset(articles),
        tuple(sorted(names.items())),
        tuple(sorted(aliases)),
        tuple(sorted(types.items())),
        tuple(sorted(votes.items())),
    )


def _strings(facts: KeyFacts) -> set[str]:
    return {facts.name_key, *facts.alias_keys} if facts.articles else set()


def _stored_strings(store: GraphStore, key: str) -> set[str]:
    return _texts(store, key, "nameKey") | _texts(store, key, "aliasKey")


def _texts(store: GraphStore, key: str, predicate: str) -> set[str]:
    return {text_of(quad) for quad in store.quads(IDENTITY, subject=entity_iri(key), predicate=onr(predicate))}


def _keys_by(store: GraphStore, predicate: str, text: str) -> set[str]:
    return {key_of(quad) for quad in store.quads(IDENTITY, predicate=onr(predicate), object=literal(text))}


def _stored_canonical(store: GraphStore, key: str) -> NamedNode | None:
    held = next(store.quads(IDENTITY, subject=entity_iri(key), predicate=onr("canonical")), None)
    return None if held is None else NamedNode(text_of(held))


def stored_types(store: GraphStore, entity: NamedNode) -> frozenset[str]:
    """Return the classes that an entity of the corpus has as of the last update."""
    held = store.quads(DERIVED, subject=entity, predicate=TYPE)
    return frozenset(local_name(text_of(quad)) for quad in held) - {"Entity"}


def key_of(quad: Quad) -> str:
    """Return the key of the entity that a quad is about."""
    return key_of_iri(quad.subject.value)  # type: ignore[union-attr]


def text_of(quad: Quad) -> str:
    """Return the text of what a quad says."""
    return quad.object.value  # type: ignore[union-attr]
