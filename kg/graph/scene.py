"""The part of the corpus that an update of what is derived looks at: keys, what articles say of them, what stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from .identity import Canonical, KeyFacts, cluster, describe
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


def look(store: GraphStore, domain: Domain, changed: Iterable[str]) -> Scene:
    """Look at the keys of the changed articles, and at all that is linked with them; decide what is one."""
    scene = Scene(store, domain, touched(store, changed))
    _gather(scene)
    scene.canonicals = [describe(c, domain) for c in cluster((f for f in scene.facts.values() if f.articles), domain)]
    scene.new = {key: canonical for canonical in scene.canonicals for key in canonical.members}
    scene.old = {key: old for key in scene.facts if (old := _stored_canonical(store, key)) is not None}
    return scene


def _gather(scene: Scene) -> None:
    """Gather the facts of the touched keys and of all keys that are linked with them by a name."""
    links: dict[str, set[str]] = defaultdict(set)
    for key in scene.touched:
        scene.facts[key] = facts = _facts(scene.store, key)
        for text in _strings(facts):
            links[text].add(key)
    waiting = {text for key in scene.touched for text in _stored_strings(scene.store, key)} | set(links)
    seen: set[str] = set()
    while waiting:
        text = waiting.pop()
        seen.add(text)
        named = _keys_by(scene.store, "nameKey", text) | {k for k in links[text] if scene.facts[k].name_key == text}
        if not named:  # nobody's main name links nobody
            continue
        for key in named | _keys_by(scene.store, "aliasKey", text) | links[text]:
            if key not in scene.facts:
                scene.facts[key] = _facts(scene.store, key)
            waiting |= _strings(scene.facts[key]) - seen


def _facts(store: GraphStore, key: str) -> KeyFacts:
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
    held = (store.quads(IDENTITY, subject=entity_iri(key), predicate=onr(p)) for p in ("nameKey", "aliasKey"))
    return {text_of(quad) for quads in held for quad in quads}


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
