"""The graph as networkx sees it: entities of the corpus as nodes, claims between them as edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from .derived import canonical_entities
from .readback import reading_of
from .vocab import IDENTITY, article_of_graph, key_of_iri, onr

if TYPE_CHECKING:
    from kg.model import Claim, Reading

    from .store import GraphStore


def claims_graph(store: GraphStore) -> nx.MultiDiGraph[str]:
    """
    Return the claims between entities as a directed multigraph.

    Nodes are keys of entities, with ``name``, ``type`` and ``articles``. Edges go from subject to object
    and bear the claim's id as their key; they have ``relation``, ``modality``, ``polarity``,
    ``confidence`` (0 to 1), ``article``, ``quote``, and where known ``start``, ``end`` and ``published``
    (days as ISO text) and ``speaker``. Claims with a figure or a phrase for an object are no edges.

    >>> from kg.graph.store import MemoryStore
    >>> len(claims_graph(MemoryStore()))
    0
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in canonical_entities(store):
        graph.add_node(entity.key, name=entity.name, type=entity.type, articles=entity.articles)
    known = {
        key_of_iri(quad.subject.value): key_of_iri(quad.object.value)  # type: ignore[union-attr]
        for quad in store.quads(IDENTITY, predicate=onr("canonical"))
    }
    for article in filter(None, map(article_of_graph, store.graphs())):
        reading = reading_of(store, article)
        for claim in reading.claims:
            if claim.subject.entity and claim.object and claim.object.entity:
                ends = known[claim.subject.entity], known[claim.object.entity]
                graph.add_edge(*ends, key=claim.id, **_attributes(claim, reading))
    return graph


def _attributes(claim: Claim, reading: Reading) -> dict[str, str | float]:
    told = {
        "relation": claim.relation,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "confidence": claim.confidence,
        "article": claim.article,
        "quote": claim.sentence.of(reading.article.text),
        "speaker": claim.speaker.text if claim.speaker else None,
        "start": claim.time.start if claim.time else None,
        "end": claim.time.end if claim.time else None,
        "published": reading.article.published,
    }
    return {name: v if isinstance(v, float) else str(v) for name, v in told.items() if v is not None}
