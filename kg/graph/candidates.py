"""
Pairs of entities that may be one and are not joined: what a person is asked, with where both names stand.

Computed from what the graph holds when somebody asks; nothing of it is stored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .clustering import likely
from .company import company_of
from .decided import Rulebook, stored_decisions
from .decisions import told_apart
from .identity import describe
from .literals import plain
from .scene import facts_of
from .vocab import (
    IDENTITY,
    article_graph,
    article_of_graph,
    entity_iri,
    key_of_iri,
    onr,
    span_of_iri,
    term,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.domain import Domain

    from .alike import How
    from .identity import Cluster
    from .store import GraphStore

WORTH_ASKING = 0.1
"""Score from which a pair is listed; `benchmarks/identity.py` tells what share of the true pairs that shows."""
CONTEXTS = 2
"""Sentences that are shown of an entity."""


@dataclass(frozen=True, slots=True, order=True)
class Context:
    """
    A sentence that names an entity.

    Args:
        start: Where the sentence stands in the article's text, ``text[start:end]``.
    """

    article: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    Two entities that may be one.

    Args:
        a: Key of the one.
        b: Key of the other.
        score: 0 to 1, how likely they are one.
        how: How their names are alike.
        reasons: What was weighed, in words.
        rivals: Keys of others that the shorter name may as well stand for, sorted.
    """

    a: str
    b: str
    score: float
    how: How
    reasons: tuple[str, ...]
    rivals: tuple[str, ...] = ()


def candidates(store: GraphStore, domain: Domain, *, floor: float = WORTH_ASKING) -> list[Candidate]:
    """
    Find the pairs that a person should look at.

    Args:
        store: What is derived in it is up to date.
        domain: Its classes.
        floor: Score from which a pair is listed, 0 to 1.

    Returns:
        Pairs that are neither joined nor decided, the likeliest first; by their keys when tied.
    """
    clusters = stored_clusters(store)
    apart = _kept_apart(store, domain)
    found = likely(clusters, domain, cache(lambda key: company_of(store, key)))
    keys = [describe(members, domain).key for members in clusters]
    shorter: dict[int, set[int]] = defaultdict(set)
    for each in found:
        if each.likeness.score >= floor:
            shorter[each.ends[0]].add(each.ends[1])
    return [
        Candidate(
            min(keys[each.a], keys[each.b]),
            max(keys[each.a], keys[each.b]),
            each.likeness.score,
            each.likeness.kind,
            each.likeness.reasons,
            tuple(sorted(keys[i] for i in shorter[each.ends[0]] - {each.ends[1]})),
        )
        for each in found
        if each.likeness.score >= floor and not _decided(clusters[each.a], clusters[each.b], apart)
    ]


def stored_clusters(store: GraphStore) -> list[Cluster]:
    """Return the keys that are one entity by what is derived, with what the articles say of each, sorted."""
    members: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads(IDENTITY, predicate=onr("canonical")):
        members[quad.object.value].append(key_of_iri(quad.subject.value))  # type: ignore[union-attr]
    return sorted(
        (tuple(facts_of(store, key) for key in sorted(keys)) for keys in members.values()),
        key=lambda held: held[0].key,
    )


def joined(store: GraphStore) -> list[tuple[str, tuple[str, ...]]]:
    """
    Return the entities that bear several main names: what was joined, by a person or without one.

    Returns:
        ``(key, keys that it is)``, sorted.
    """
    names: dict[str, set[str]] = defaultdict(set)
    members: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads(IDENTITY, predicate=onr("canonical")):
        entity = key_of_iri(quad.object.value)  # type: ignore[union-attr]
        members[entity].append(key_of_iri(quad.subject.value))  # type: ignore[union-attr]
        held = store.quads(IDENTITY, subject=quad.subject, predicate=onr("nameKey"))
        names[entity] |= {each.object.value for each in held}  # type: ignore[union-attr]
    return sorted((key, tuple(sorted(members[key]))) for key, held in names.items() if len(held) > 1)


def contexts(store: GraphStore, key: str, *, limit: int = CONTEXTS) -> list[Context]:
    """
    Return sentences that name an entity, each of another article while there are such.

    Args:
        store: The graph.
        key: Of an entity of the corpus, or as articles have it.
        limit: How many at most.
    """
    held = store.quads(IDENTITY, predicate=onr("canonical"), object=entity_iri(key))
    keys = sorted(key_of_iri(quad.subject.value) for quad in held) or [key]  # type: ignore[union-attr]
    seen: Counter[str] = Counter()
    turns: list[tuple[int, Context]] = []
    for found in sorted({context for each in keys for context in _sentences(store, each)}):
        turns.append((seen[found.article], found))
        seen[found.article] += 1
    return [context for _, context in sorted(turns)[:limit]]


def named_in(store: GraphStore, key: str) -> list[str]:
    """Return the articles that name a key, sorted."""
    held = store.quads(subject=entity_iri(key), predicate=onr("nameInArticle"))
    found = (article_of_graph(quad.graph_name) for quad in held if isinstance(quad.graph_name, NamedNode))
    return sorted(filter(None, found))


def _sentences(store: GraphStore, key: str) -> Iterator[Context]:
    node = entity_iri(key)
    for article in named_in(store, key):
        graph = article_graph(article)
        for mention in store.quads(graph, predicate=onr("refersTo"), object=node):
            if (
                next(store.quads(graph, subject=mention.subject, predicate=onr("kind"), object=onr("name")), None)
                is None
            ):
                continue
            for sentence in store.quads(graph, subject=mention.subject, predicate=onr("inSentence")):
                quote = next(store.quads(graph, subject=sentence.object, predicate=term("oa", "exact")))  # type: ignore[arg-type]
                span = span_of_iri(sentence.object.value)  # type: ignore[union-attr]
                yield Context(article, span[0], span[1], plain(quote.object))  # type: ignore[arg-type]


def _kept_apart(store: GraphStore, domain: Domain) -> frozenset[frozenset[str]]:
    """Return the pairs of keys that a person keeps apart."""
    decisions = stored_decisions(store)
    book = Rulebook(store, domain, decisions)
    pairs = (book.pair(decision) for decision in decisions if decision.kind == "apart")
    return frozenset(frozenset(pair) for pair in pairs if pair is not None)


def _decided(some: Cluster, others: Cluster, apart: frozenset[frozenset[str]]) -> bool:
    return any(frozenset((a.key, b.key)) in apart or told_apart(a.key, b.key) for a in some for b in others)
