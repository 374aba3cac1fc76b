"""The company a name keeps: what else stands in its sentences, and when; a function of the articles that name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .clustering import Company
from .decisions import named
from .literals import plain
from .vocab import article_graph, article_iri, article_of_graph, entity_iri, key_of_iri, onr, term

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import date

    from .store import GraphStore

ARTICLES = 40
"""Articles that are looked at, the first by id: what many hundreds say more is not worth the time."""


def company_of(store: GraphStore, key: str, among: Container[str] | None = None) -> Company:
    """
    Return what stands around a key, in all articles that name it or in those *among* them.

    Names of neighbours are without class, since others may be taken for another kind here and there.
    """
    node = entity_iri(key)
    held = (quad.graph_name for quad in store.quads(subject=node, predicate=onr("nameInArticle")))
    every = filter(None, (article_of_graph(graph) for graph in held if isinstance(graph, NamedNode)))
    articles = sorted(article for article in every if among is None or article in among)
    neighbours: set[str] = set()
    for article in articles[:ARTICLES]:
        neighbours |= set(_neighbours(store, article, node))
    days = [day for article in articles[:ARTICLES] if (day := _published(store, article)) is not None]
    return Company(frozenset(neighbours - {named(key)}), (min(days), max(days)) if days else None)


def _neighbours(store: GraphStore, article: str, node: NamedNode) -> Iterator[str]:
    graph = article_graph(article)
    for mention in store.quads(graph, predicate=onr("refersTo"), object=node):
        for sentence in store.quads(graph, subject=mention.subject, predicate=onr("inSentence")):
            for other in store.quads(graph, predicate=onr("inSentence"), object=sentence.object):
                for meant in store.quads(graph, subject=other.subject, predicate=onr("refersTo")):
                    yield named(key_of_iri(meant.object.value))  # type: ignore[union-attr]


def _published(store: GraphStore, article: str) -> date | None:
    published = term("schema", "datePublished")
    held = next(store.quads(article_graph(article), subject=article_iri(article), predicate=published), None)
    return None if held is None else plain(held.object)  # type: ignore[arg-type, return-value]
