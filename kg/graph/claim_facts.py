"""A claim as :mod:`kg.graph.conflicts` compares it, gathered from the store."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.model import OPEN
from kg.text.names import name_key

from .conflicts import ClaimFacts
from .readback import Node, nodes_of
from .vocab import PLACES, article_graph, article_iri, article_of_iri, key_of_iri, onr, term

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pyoxigraph import NamedNode

    from .store import GraphStore

_ENTITY_TERMS = {place: (predicate, stem) for place, predicate, stem in PLACES}


def claim_facts(store: GraphStore, claim: NamedNode, resolve: Callable[[str], str]) -> ClaimFacts:
    """
    Return a claim with its entities resolved.

    Args:
        store: Where it stands.
        claim: Its IRI.
        resolve: Gives the canonical IRI of an entity's key.
    """
    article = article_of_iri(next(store.quads(subject=claim, predicate=term("prov", "wasDerivedFrom"))).object.value)  # type: ignore[union-attr]
    node = nodes_of(store.quads(article_graph(article), subject=claim))[claim.value]
    object_key = _key(node, "object")
    return ClaimFacts(
        claim=claim.value,
        article=article,
        relation=_relation(node),
        subject_key=_key(node, "subject"),
        object_key=object_key,
        object=_filler(node, "object", resolve),
        value=node.value(onr("value")),
        scope=(
            node.text(onr("unit")),
            _filler(node, "place", resolve),
            _filler(node, "context", resolve),
            name_key(node.text(onr("qualifierText"))),
        ),
        comparator=node.name(onr("comparator")),
        start=node.value(onr("timeStart")),
        end=node.value(onr("timeEnd")),
        published=_published(store, article),
        modality=node.name(onr("modality")),
        polarity=node.name(onr("polarity")),
        spoken=bool(_filler(node, "speaker", resolve)),
        confidence=Decimal(node.value(onr("confidence"))),
        sentence=node.one(onr("evidence")).value,
    )


def _relation(node: Node) -> str:
    name = str(node.name(onr("predicate")))
    return OPEN + node.text(onr("predicateText")) if name == "open" else name


def _key(node: Node, place: str) -> str:
    entity = node.one(_ENTITY_TERMS[place][0])
    return "" if entity is None else key_of_iri(entity)


def _filler(node: Node, place: str, resolve: Callable[[str], str]) -> str:
    key = _key(node, place)
    return resolve(key) if key else name_key(node.text(onr(f"{_ENTITY_TERMS[place][1]}Text")))


def _published(store: GraphStore, article: str) -> date | None:
    held = store.quads(article_graph(article), subject=article_iri(article), predicate=term("schema", "datePublished"))
    node = nodes_of(held).get(article_iri(article).value)
    return None if node is None else node.value(term("schema", "datePublished"))
