"""Quads to records: what the graph holds of an article, as the reading it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import NotFoundError
from kg.model import OPEN, Argument, Article, Claim, Entity, Interval, Mention, Reading, Run, Span

from .literals import plain
from .vocab import (
    PLACES,
    RUNS,
    TYPE,
    article_graph,
    article_iri,
    article_of_iri,
    claim_iri,
    key_of_iri,
    local_name,
    onr,
    run_iri,
    run_of_iri,
    span_of_iri,
    term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode, Quad

    from .store import GraphStore


class Node:
    """What a graph says of one subject."""

    def __init__(self) -> None:
        self._said: dict[str, list[Any]] = {}

    def add(self, predicate: NamedNode, value: Any) -> None:
        """Take in one statement."""
        self._said.setdefault(predicate.value, []).append(value)

    def all(self, predicate: NamedNode) -> list[Any]:
        """Return the terms said of it, sorted by their text."""
        return sorted(self._said.get(predicate.value, ()), key=lambda node: str(node.value))

    def one(self, predicate: NamedNode) -> Any:
        """Return the one term said of it, or ``None``."""
        return next(iter(self._said.get(predicate.value, ())), None)

    def is_a(self, cls: str) -> bool:
        """Whether it has a class of the core vocabulary."""
        return onr(cls) in self._said.get(TYPE.value, ())

    def value(self, predicate: NamedNode) -> Any:
        """Return the plain value of a literal, or ``None``."""
        node = self.one(predicate)
        return None if node is None else plain(node)

    def text(self, predicate: NamedNode) -> str:
        """Return the text of a literal; empty when there is none."""
        return self.value(predicate) or ""

    def texts(self, predicate: NamedNode) -> tuple[str, ...]:
        """Return the texts of literals, sorted."""
        return tuple(node.value for node in self.all(predicate))

    def name(self, predicate: NamedNode) -> Any:
        """Return the local name of a term, or ``None``."""
        node = self.one(predicate)
        return None if node is None else local_name(node)


def article_of(store: GraphStore, article: str) -> Article:
    """
    Return an article as it is stored.

    Raises:
        NotFoundError: There is no such article.
    """
    return _article(article, nodes_of(store.quads(article_graph(article), subject=article_iri(article))))


def reading_of(store: GraphStore, article: str) -> Reading:
    """
    Return all that was learnt from an article, in the form of :func:`kg.graph.canonical.canonical`.

    Raises:
        NotFoundError: There is no such article.
    """
    nodes = nodes_of(store.quads(article_graph(article)))
    told = _article(article, nodes)
    run = run_of_iri(nodes[article_iri(article).value].one(term("prov", "wasGeneratedBy")))
    entities = [_entity(iri, node) for iri, node in nodes.items() if node.one(onr("nameInArticle"))]
    names = {entity.key: entity.name for entity in entities}
    claims = [_claim(node, names) for node in nodes.values() if node.is_a("Claim")]
    return Reading(
        article=told,
        sentences=tuple(sorted(Span(*span_of_iri(iri)) for iri, node in nodes.items() if node.is_a("Sentence"))),
        entities=tuple(sorted(entities, key=lambda entity: entity.key)),
        mentions=tuple(sorted(_mentions(nodes), key=lambda m: (m.start, m.end, m.entity))),
        claims=tuple(sorted(claims, key=lambda claim: (claim.sentence, claim.id))),
        run=run_of(store, run),
    )


def claim_of(store: GraphStore, claim: str) -> Claim:
    """
    Return one claim without reading the rest of its article.

    Raises:
        NotFoundError: There is no such claim.
    """
    nodes = nodes_of(store.quads(subject=claim_iri(claim)))
    node = nodes.get(claim_iri(claim).value)
    if node is None or not node.is_a("Claim"):
        raise NotFoundError(f"{claim}: no claim of that id. `onrecord show article ID --json` lists them.")
    graph = article_graph(article_of_iri(node.one(term("prov", "wasDerivedFrom"))))
    named = [entity for _, predicate, _ in PLACES if (entity := node.one(predicate)) is not None]
    names = {
        key_of_iri(entity): quad.object.value  # type: ignore[union-attr]
        for entity in named
        for quad in store.quads(graph, subject=entity, predicate=onr("nameInArticle"))
    }
    return _claim(node, names)


def run_of(store: GraphStore, run: str) -> Run:
    """Return what is told of a run; it has no parts when nothing is."""
    settings = store.quads(RUNS, subject=run_iri(run), predicate=onr("setting"))
    pairs = [quad.object.value.partition("=") for quad in settings]  # type: ignore[union-attr]
    return Run(tuple(sorted((name, value) for name, _, value in pairs)))


def nodes_of(quads: Iterable[Quad]) -> dict[str, Node]:
    """Gather quads by the IRI of their subject."""
    nodes: dict[str, Node] = {}
    for quad in quads:
        nodes.setdefault(quad.subject.value, Node()).add(quad.predicate, quad.object)  # type: ignore[union-attr]
    return nodes


def _article(article: str, nodes: dict[str, Node]) -> Article:
    node = nodes.get(article_iri(article).value)
    if node is None:
        raise NotFoundError(f"{article}: no article of that id. `onrecord status` tells which there are.")
    updates = node.one(onr("updates"))
    return Article(
        id=article,
        text=node.text(onr("text")),
        title=node.text(term("schema", "headline")),
        outlet=node.text(onr("outlet")),
        published=node.value(term("schema", "datePublished")),
        updated=node.value(term("schema", "dateModified")),
        url=node.text(term("schema", "url")),
        byline=node.text(onr("byline")),
        language=node.text(term("schema", "inLanguage")),
        topics=node.texts(onr("topic")),
        reported_by=node.texts(onr("reportedBy")),
        updates=None if updates is None else article_of_iri(updates),
        search_only=bool(node.value(onr("searchOnly"))),
    )


def _entity(iri: str, node: Node) -> Entity:
    votes = (vote.rpartition(" ") for vote in node.texts(onr("typeVote")))
    return Entity(
        key=key_of_iri(iri),
        name=node.text(onr("nameInArticle")),
        type=node.name(onr("typeInArticle")),
        aliases=node.texts(onr("aliasInArticle")),
        votes=tuple(sorted((cls, float(weight)) for cls, _, weight in votes)),
    )


def _mentions(nodes: dict[str, Node]) -> Iterator[Mention]:
    for iri, node in nodes.items():
        for entity in node.all(onr("refersTo")):
            yield Mention(
                *span_of_iri(iri),
                kind=node.name(onr("kind")),
                entity=key_of_iri(entity),
                rule=node.text(onr("rule")),
                confidence=float(node.value(onr("confidence"))),
            )


def _claim(node: Node, names: dict[str, str]) -> Claim:
    places = {place: _argument(node, predicate, stem, names) for place, predicate, stem in PLACES}
    time = Interval(node.value(onr("timeStart")), node.value(onr("timeEnd")), node.text(onr("timeText")))
    return Claim(
        article=article_of_iri(node.one(term("prov", "wasDerivedFrom"))),
        relation=_relation(node),
        sentence=_span(node.one(onr("evidence"))),
        value=node.value(onr("value")),
        unit=node.value(onr("unit")),
        comparator=node.name(onr("comparator")),
        qualifier=node.value(onr("qualifierText")),
        time=None if time == Interval() else time,
        attribution_cue=node.value(onr("attributionCue")),
        modality=node.name(onr("modality")),
        hedge_cue=node.value(onr("hedgeCue")),
        polarity=node.name(onr("polarity")),
        also=tuple(sorted(_span(iri) for iri in node.all(onr("alsoEvidence")))),
        confidence=float(node.value(onr("confidence"))),
        rule=node.text(onr("rule")),
        second=node.text(onr("secondReader")),
        **places,  # type: ignore[arg-type]
    )


def _relation(node: Node) -> str:
    if node.one(onr("predicate")) == onr("open"):
        return OPEN + node.text(onr("predicateText")).replace(" ", "_")
    return str(node.name(onr("predicate")))


def _argument(node: Node, predicate: NamedNode, stem: str, names: dict[str, str]) -> Argument | None:
    entity, phrase = node.one(predicate), node.value(onr(f"{stem}Text"))
    if entity is None and phrase is None:
        return None
    span = node.one(onr(f"{stem}Span"))
    start, end = (-1, -1) if span is None else span_of_iri(span)
    if entity is None:
        return Argument(phrase, None, start, end)
    key = key_of_iri(entity)
    return Argument(node.value(onr(f"{stem}Words")) or names[key], key, start, end)


def _span(iri: NamedNode) -> Span:
    return Span(*span_of_iri(iri))
