"""The whole graph written out: RDF as it stands, GraphML for network tools, CSV of the claims."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputError

from .readback import reading_of
from .vocab import article_of_graph, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.domain import Domain
    from kg.model import Argument, Claim, Reading

    from .store import GraphStore

FORMATS = ("trig", "turtle", "nquads", "jsonld", "graphml", "csv")
COLUMNS = (
    *("claim", "article", "title", "outlet", "published"),
    *("subject", "subject_key", "relation", "object", "object_key", "value", "unit", "comparator"),
    *("place", "context", "qualifier", "time_start", "time_end", "time_text"),
    *("attributed_to", "modality", "polarity", "confidence", "quote", "start", "end"),
)
"""Columns of the CSV; one line is one claim, as its article tells it."""

_RDF = {
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def export(store: GraphStore, form: str, out: IO[bytes], *, domain: Domain | None = None) -> None:
    """
    Write everything that the store holds.

    Args:
        store: The graph.
        form: One of :data:`FORMATS`. Turtle has no graphs: the union of all is written. GraphML holds
            the entities of the corpus and the claims between them. N-Quads are canonical: the same
            articles give the same bytes.
        out: Open for writing bytes.
        domain: Adds its prefix.

    Raises:
        InputError: No such format.
    """
    if form in _RDF:
        _write_rdf(store, form, out, prefixes(domain.prefix, domain.namespace) if domain else prefixes())
    elif form == "graphml":
        _write_graphml(store, out)
    elif form == "csv":
        _write_csv(store, out)
    else:
        raise InputError(f"{form}: no such format. Choose one of {', '.join(FORMATS)}.")


def _write_rdf(store: GraphStore, form: str, out: IO[bytes], short: dict[str, str]) -> None:
    if form == "nquads":
        out.write(store.dump())
        return
    quads = sorted(store.quads(), key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
    if form == "turtle":
        triples = dict.fromkeys(sorted((q.triple for q in quads), key=str))
        ox.serialize(triples, out, _RDF[form], prefixes=short)
    else:
        ox.serialize(quads, out, _RDF[form], prefixes=short)


def _write_graphml(store: GraphStore, out: IO[bytes]) -> None:
    import networkx as nx

    from .network import claims_graph

    nx.write_graphml(claims_graph(store), out, named_key_ids=True)


def _write_csv(store: GraphStore, out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for graph in store.graphs():
            article = article_of_graph(graph)
            if article is not None:
                reading = reading_of(store, article)
                writer.writerows(_row(claim, reading) for claim in reading.claims)
    finally:
        text.detach()  # the caller closes what the caller has opened


def _row(claim: Claim, reading: Reading) -> list[object]:
    article, time = reading.article, claim.time
    return [
        *(claim.id, article.id, article.title, article.outlet, article.published),
        *(*_argument(claim.subject), claim.relation, *_argument(claim.object)),
        *(claim.value, claim.unit, claim.comparator),
        *(_words(claim.place), _words(claim.context), claim.qualifier),
        *((time.start, time.end, time.text) if time else ("", "", "")),
        *(_words(claim.speaker), claim.modality, claim.polarity, claim.confidence),
        *(claim.sentence.of(article.text), claim.sentence.start, claim.sentence.end),
    ]


def _argument(argument: Argument | None) -> Iterator[str]:
    yield _words(argument)
    yield (argument.entity or "") if argument else ""


def _words(argument: Argument | None) -> str:
    return argument.text if argument else ""
