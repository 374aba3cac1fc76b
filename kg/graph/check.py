"""
Whether the graph is sound: SPARQL checks over the whole store, SHACL shapes over single articles.

The SPARQL checks take a fraction of a second where SHACL takes tens, so the whole store is checked by
them, and the shapes check what an article's reading looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .vocab import article_graph, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.domain import Domain

    from .store import GraphStore

_SHAPES = Path(__file__).parents[1] / "shapes.ttl"
_ONTOLOGY_SHAPES = Path(__file__).parents[1] / "domain_shapes.ttl"
_SHOWN = 20
"""Offenders that one check lists; the rest are only counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Something that is not as it must be.

    Args:
        check: Name of the check that found it.
        subject: IRI of the offender.
        message: What is wrong.
    """

    check: str
    subject: str
    message: str


_ARTICLE_GRAPHS = article_graph("").value
_DATATYPES = "xsd:integer, xsd:decimal, xsd:boolean, xsd:date, xsd:string"

CHECKS: dict[str, tuple[str, str]] = {
    "direct triples": (
        "A direct triple that no article asserts in its own voice.",
        """GRAPH g:derived { ?subject ?p ?o } FILTER(STRSTARTS(STR(?p), "%(namespace)s"))
        MINUS {
          ?claim onr:modality onr:asserted ; onr:polarity onr:positive ; onr:predicate ?p ; onr:subject ?known .
          GRAPH g:identity { ?known onr:canonical ?subject }
          { ?claim onr:object ?named . GRAPH g:identity { ?named onr:canonical ?o } } UNION { ?claim onr:value ?o }
          FILTER NOT EXISTS { ?claim onr:attributedTo ?who } FILTER NOT EXISTS { ?claim onr:speakerText ?said } }""",
    ),
    "predicates": (
        "A claim whose predicate the ontology does not define.",
        "?subject onr:predicate ?p FILTER NOT EXISTS { GRAPH g:ontology { ?p a ?kind } }",
    ),
    "texts": (
        "A text that is not the one its sha256 was taken of.",
        "?subject onr:text ?text ; onr:textSha256 ?sha FILTER(SHA256(?text) != ?sha)",
    ),
    "quotations": (
        "A span whose words do not stand at its offsets.",
        """GRAPH ?g {
          ?article onr:text ?text . ?subject onr:inArticle ?article ; oa:start ?s ; oa:end ?e ; oa:exact ?x }
        FILTER(SUBSTR(?text, ?s + 1, ?e - ?s) != ?x)""",
    ),
    "span names": (
        "A span whose name tells other offsets or another article.",
        """?subject onr:inArticle ?article ; oa:start ?s ; oa:end ?e
        FILTER(STR(?subject) != CONCAT(STR(?article), "#char=", STR(?s), ",", STR(?e)))""",
    ),
    "spans": (
        "A span that is named but not described.",
        """{ ?c onr:evidence|onr:alsoEvidence|onr:subjectSpan|onr:objectSpan|onr:placeSpan|onr:contextSpan
          |onr:speakerSpan ?subject } FILTER NOT EXISTS { ?subject oa:exact ?x }""",
    ),
    "blank nodes": (
        "A statement with a blank node.",
        "GRAPH ?g { ?subject ?p ?o } FILTER(ISBLANK(?subject) || ISBLANK(?o))",
    ),
    "literals": (
        "A literal of a type that stores fold or change.",
        f"""GRAPH ?g {{ ?subject ?p ?o }}
        FILTER(?g != g:ontology && ISLITERAL(?o) && DATATYPE(?o) NOT IN ({_DATATYPES}))""",
    ),
    "places of claims": (
        "A claim that stands outside its article's graph.",
        f"""GRAPH ?g {{ ?subject a onr:Claim }} OPTIONAL {{ ?subject prov:wasDerivedFrom ?article }}
        FILTER(!BOUND(?article) || STR(?g) != CONCAT("{_ARTICLE_GRAPHS}", STRAFTER(STR(?article), STR(art:))))""",
    ),
    "subjects": (
        "A claim that has not exactly one subject.",
        """SELECT ?subject { ?subject a onr:Claim OPTIONAL { ?subject onr:subject|onr:subjectText ?x } }
        GROUP BY ?subject HAVING(COUNT(?x) != 1)""",
    ),
    "objects": (
        "A claim with more than one of object, phrase and value.",
        "SELECT ?subject { ?subject onr:object|onr:objectText|onr:value ?x } GROUP BY ?subject HAVING(COUNT(?x) > 1)",
    ),
    "qualities": (
        "A claim that has not exactly one predicate, modality, polarity, confidence and sentence.",
        """SELECT ?subject { ?subject a onr:Claim
        OPTIONAL { ?subject onr:predicate|onr:modality|onr:polarity|onr:confidence|onr:evidence ?x } }
        GROUP BY ?subject HAVING(COUNT(?x) != 5)""",
    ),
    "confidences": (
        "A confidence that is not between 0 and 1.",
        "?subject onr:confidence ?x FILTER(!(?x >= 0 && ?x <= 1))",
    ),
    "times": (
        "A claim that ends before it begins.",
        "?subject onr:timeStart ?s ; onr:timeEnd ?e FILTER(?s > ?e)",
    ),
    "named entities": (
        "An entity that a claim or mention names and its article does not describe.",
        """GRAPH ?g { ?c onr:subject|onr:object|onr:inPlace|onr:inContext|onr:attributedTo|onr:refersTo ?subject
        FILTER NOT EXISTS { ?subject onr:nameInArticle ?name ; onr:typeInArticle ?type } }""",
    ),
    "canonical entities": (
        "An entity of an article that is no entity of the corpus with type and label.",
        """?subject onr:nameInArticle ?name MINUS {
          GRAPH g:identity { ?subject onr:canonical ?known }
          GRAPH g:derived { ?known a onr:Entity ; onr:mainType ?type ; rdfs:label ?label } }""",
    ),
    "orphans": (
        "An entity of the corpus that no article names.",
        """GRAPH g:derived { ?subject a onr:Entity }
        MINUS { GRAPH g:identity { ?known onr:canonical ?subject } ?known onr:nameInArticle ?name }""",
    ),
    "contradictions": (
        "A contradiction told of one side only, or of a claim that is gone.",
        """?subject onr:contradicts ?other
        FILTER(!EXISTS { ?other onr:contradicts ?subject }
          || !EXISTS { ?other a onr:Claim } || !EXISTS { ?subject a onr:Claim })""",
    ),
    "runs": (
        "An article whose run is not told.",
        "?subject onr:text ?x FILTER NOT EXISTS { ?subject prov:wasGeneratedBy/a onr:ExtractionRun }",
    ),
    "pending": (
        "An article that changed since what is derived was brought up to date; any writing command mends it.",
        "?x onr:pending ?subject",
    ),
}
"""Name of the check -> what an offender is, and the pattern (or query) that finds it as ``?subject``."""


def check_store(store: GraphStore, domain: Domain) -> list[Problem]:
    """
    Check the whole store.

    Returns:
        Problems in the order of :data:`CHECKS`, at most 20 of each; none when all is well.

    >>> from kg.domain import load_domain
    >>> from kg.graph.store import MemoryStore
    >>> check_store(MemoryStore(), load_domain())
    []
    """
    problems = []
    if next(store.quads(ox.DefaultGraph()), None) is not None:
        problems.append(Problem("graphs", "", "Something stands in the default graph, which must stay empty."))
    for name, (message, pattern) in CHECKS.items():
        problems += _run(store, domain, name, message, pattern)
    return problems


def _run(store: GraphStore, domain: Domain, name: str, message: str, pattern: str) -> Iterator[Problem]:
    pattern = pattern.replace("%(namespace)s", domain.namespace)
    query = pattern if pattern.startswith("SELECT") else f"SELECT DISTINCT ?subject {{ {pattern} }}"
    found = store.query(f"{query} ORDER BY ?subject", prefixes=prefixes(domain.prefix, domain.namespace))
    offenders = [row["subject"].value for row in found]  # type: ignore[union-attr]
    yield from (Problem(name, subject, message) for subject in offenders[:_SHOWN])
    if len(offenders) > _SHOWN:
        yield Problem(name, "", f"{message} {len(offenders) - _SHOWN} more.")


def check_article_shapes(quads: Iterable[ox.Quad], domain: Domain | None = None) -> list[Problem]:
    """
    Check one article's quads against the SHACL shapes of the core, and of the domain where it has a ``shapes.ttl``.

    Args:
        quads: Those of the article's graph; others are left out.
        domain: Its folder may hold shapes.

    Returns:
        One problem for each violation, sorted.
    """
    import pyshacl
    from rdflib import Graph

    triples = [quad.triple for quad in quads if str(quad.graph_name).startswith(f"<{_ARTICLE_GRAPHS}")]
    data = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(None if domain is None else domain.path))
    return sorted(_violations(report), key=lambda problem: (problem.subject, problem.message))


def check_ontology_shapes(domain: Domain) -> list[Problem]:
    """
    Check a domain's own terms against the SHACL shapes of an ontology.

    Returns:
        One problem for each violation, sorted.

    >>> from kg.domain import load_domain
    >>> check_ontology_shapes(load_domain())
    []
    """
    import pyshacl
    from rdflib import Graph

    data = Graph().parse(domain.path / "ontology.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(_ONTOLOGY_SHAPES))
    return sorted(_violations(report), key=lambda problem: (problem.subject, problem.message))


@cache
def _shapes(folder: Path | None) -> Any:
    from rdflib import Graph

    shapes = Graph().parse(_SHAPES)
    own = None if folder is None else folder / "shapes.ttl"
    return shapes.parse(own) if own is not None and own.is_file() else shapes


def _violations(report: Any) -> Iterator[Problem]:
    from rdflib.namespace import SH

    for result in report.subjects(SH.resultSeverity, None):
        path = report.value(result, SH.resultPath)
        where = f"{path}: " if path is not None else ""
        yield Problem(
            "shapes", str(report.value(result, SH.focusNode)), where + str(report.value(result, SH.resultMessage))
        )
