"""
Decisions in the graph: as quads, and read back.

They stand in ``graph/identity`` beside what is computed, as sets of quads that depend on nothing but the
decision; all that follows from them is computed anew by :func:`kg.graph.derived.update_derived`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.errors import NotFoundError

from .clustering import Rulings
from .decisions import KINDS, MARK, Decision, Place, label_of, named
from .literals import literal
from .readback import nodes_of
from .vocab import (
    IDENTITY,
    TYPE,
    article_iri,
    article_of_iri,
    decision_iri,
    decision_of_iri,
    entity_iri,
    key_of_iri,
    onr,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kg.domain import Domain

    from .readback import Node
    from .store import GraphStore


def decision_quads(decision: Decision) -> list[Quad]:
    """Return what the identity graph says of a decision."""
    node = decision_iri(decision.id)
    quads = [Quad(node, TYPE, onr("Decision"), IDENTITY), Quad(node, onr("decides"), onr(decision.kind), IDENTITY)]
    quads += [Quad(node, onr("decidesOn"), entity_iri(key), IDENTITY) for key in decision.keys]
    if decision.label:
        quads.append(Quad(node, onr("newBearer"), literal(decision.label), IDENTITY))
    for place in decision.places:
        at = NamedNode(f"{node.value}#{place.mark}")
        quads.append(Quad(node, onr("decidedPlace"), at, IDENTITY))
        quads.append(Quad(at, onr("placeArticle"), article_iri(place.article), IDENTITY))
        quads.append(Quad(at, onr("decidesOn"), entity_iri(place.key), IDENTITY))
        if place.quote:
            quads.append(Quad(at, onr("placeQuote"), literal(place.quote), IDENTITY))
            quads.append(Quad(at, onr("placeStart"), literal(place.at), IDENTITY))
    return quads


def stored_decisions(store: GraphStore) -> list[Decision]:
    """Return all decisions, sorted."""
    return sorted(
        _decision(store, quad.subject)  # type: ignore[arg-type]
        for quad in store.quads(IDENTITY, predicate=TYPE, object=onr("Decision"))
    )


def splits_of(store: GraphStore, article: str) -> list[Decision]:
    """Return the splits that name an article, sorted."""
    at = store.quads(IDENTITY, predicate=onr("placeArticle"), object=article_iri(article))
    ids = {decision_of_iri(quad.subject.value) or "" for quad in at}  # type: ignore[union-attr]
    return sorted(_decision(store, decision_iri(decision)) for decision in ids)


def _decision(store: GraphStore, node: NamedNode) -> Decision:
    told = nodes_of(store.quads(IDENTITY, subject=node))[node.value]
    kind = next(kind for kind in KINDS if told.one(onr("decides")) == onr(kind))
    keys = tuple(sorted(key_of_iri(iri) for iri in told.all(onr("decidesOn"))))
    places = (_place(nodes_of(store.quads(IDENTITY, subject=at))[at.value]) for at in told.all(onr("decidedPlace")))
    return Decision(kind, keys, told.text(onr("newBearer")), tuple(sorted(places)))


def _place(told: Node) -> Place:
    article, key = article_of_iri(told.one(onr("placeArticle"))), key_of_iri(told.one(onr("decidesOn")))
    quote = told.text(onr("placeQuote"))
    return Place(article, key, quote, int(told.value(onr("placeStart"))) if quote else -1)


class Rulebook:
    """
    Decisions as they bear on the keys that articles use now.

    A decision means the keys it names. Where no article uses one any more, as after a name was read with
    another class, it means the key of that name, of a class that may be the same, that most articles use.
    """

    def __init__(self, store: GraphStore, domain: Domain, decisions: Iterable[Decision]) -> None:
        self._store = store
        self._domain = domain
        self._decisions = tuple(decisions)
        self._by_name: dict[tuple[str, str], set[Decision]] = defaultdict(set)
        for decision in self._decisions:
            for key in self._keys(decision):
                self._by_name[named(key), label_of(key)].add(decision)

    def meant(self, key: str) -> list[str]:
        """Return the keys in use that a decision may mean by *key*: those of its name and label, sorted."""
        name = f"{named(key)}{MARK}{label_of(key)}" if label_of(key) else named(key)
        keys = {key, *(f"{cls}.{name}" for cls in self._domain.classes)}
        return sorted(each for each in keys if next(self._named(each), None) is not None)

    def linked(self, key: str) -> set[str]:
        """Return the keys in use that decisions link with *key*, for better or worse."""
        concerned = self._by_name.get((named(key), label_of(key)), set())
        return {each for decision in concerned for other in self._keys(decision) for each in self.meant(other)}

    def rulings(self, keys: Container[str]) -> Rulings:
        """Return what is decided about *keys*."""
        one: set[tuple[str, str]] = set()
        two: set[tuple[str, str]] = set()
        for decision in self._decisions:
            pairs = one if decision.kind != "apart" else two
            if decision.kind == "split":
                found = sorted({each for key in decision.labelled for each in self.meant(key)})
                pairs |= set(pairwise(key for key in found if key in keys))
            elif (pair := self.pair(decision)) is not None and pair[0] in keys and pair[1] in keys:
                pairs.add(pair)
        return Rulings(frozenset(one), frozenset(two - one - {(b, a) for a, b in one}))

    def pair(self, decision: Decision) -> tuple[str, str] | None:
        """Return the two keys in use that a merge, or keeping apart, means; ``None`` when one is gone."""
        ends = [self._best(key) for key in decision.keys]
        if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
            return None
        return ends[0], ends[1]

    def _best(self, key: str) -> str | None:
        found = self.meant(key)
        if key in found:
            return key
        cls = key.partition(".")[0]
        able = [k for k in found if self._domain.may_be_same(k.partition(".")[0], cls)]
        return min(able, key=lambda k: (-sum(1 for _ in self._named(k)), k), default=None)

    def _named(self, key: str) -> Iterator[Quad]:
        return self._store.quads(subject=entity_iri(key), predicate=onr("nameInArticle"))

    @staticmethod
    def _keys(decision: Decision) -> tuple[str, ...]:
        return decision.labelled if decision.kind == "split" else decision.keys


def decision_named(decisions: Iterable[Decision], name: str) -> Decision:
    """
    Return the decision of an id, or of its beginning.

    Raises:
        NotFoundError: None or several have it.
    """
    found = [decision for decision in decisions if decision.id.startswith(name)] if name else []
    if len(found) == 1:
        return found[0]
    cause = f"{len(found)} decisions begin so" if found else "no decision of that id"
    raise NotFoundError(f"{name}: {cause}. `onrecord review decisions` lists them.")


def computed_identity(store: GraphStore) -> Iterator[Quad]:
    """Yield what of the identity graph is computed, and may be thrown away."""
    for quad in store.quads(IDENTITY):
        if decision_of_iri(quad.subject.value) is None:  # type: ignore[union-attr]
            yield quad
