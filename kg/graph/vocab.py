"""
Names in the graph: one function mints each kind of IRI, and the terms of the core have one spelling.

Everything is named below ``https://onrecord.example/`` and computed from the thing itself, so
that the same article gives the same names everywhere. ``core.ttl`` says what they mean.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote

from pyoxigraph import NamedNode

BASE = "https://onrecord.example/"
CORE = f"{BASE}core#"

_IDS = f"{BASE}id/"
_ARTICLE = f"{_IDS}article/"
_GRAPH = f"{_IDS}graph/"
_ARTICLE_GRAPH = f"{_GRAPH}article/"
_CLAIM = f"{_IDS}claim/"
_DECISION = f"{_IDS}decision/"
_ENTITY = f"{_IDS}entity/"
_RUN = f"{_IDS}run/"

PREFIXES = {
    "onr": CORE,
    "ent": _ENTITY,
    "art": _ARTICLE,
    "claim": _CLAIM,
    "decision": _DECISION,
    "g": _GRAPH,
    "run": _RUN,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
}
"""Short forms for queries and exports; a domain adds its own, see :func:`prefixes`."""

IDENTITY = NamedNode(f"{_GRAPH}identity")
RUNS = NamedNode(f"{_GRAPH}runs")
ONTOLOGY = NamedNode(f"{_GRAPH}ontology")
DERIVED = NamedNode(f"{_GRAPH}derived")

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def prefixes(domain_prefix: str = "", domain_namespace: str = "") -> dict[str, str]:
    """
    Return the short forms of namespaces, with the domain's own when it is given.

    >>> prefixes("x", "https://x.example/#")["x"]
    'https://x.example/#'
    """
    own = {domain_prefix: domain_namespace} if domain_prefix and domain_namespace else {}
    return {**PREFIXES, **own}


def encode(name: str) -> str:
    """
    Percent-encode what may not stand in a path segment of an IRI; letters of any script stay.

    Different names stay different: the percent sign itself is encoded.

    >>> encode("Track.кино a/b%")
    'Track.кино%20a%2Fb%25'
    """
    return "".join(c if c in _SAFE or (not c.isascii() and c.isalnum()) else _percent(c) for c in name)


def decode(name: str) -> str:
    """
    Undo :func:`encode`.

    >>> decode(encode("100 % of it"))
    '100 % of it'
    """
    return unquote(name, errors="surrogatepass")


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=4096)
def term(prefix: str, name: str) -> NamedNode:
    """
    Return a term of one of the :data:`PREFIXES`.

    >>> term("rdfs", "label").value
    'http://www.w3.org/2000/01/rdf-schema#label'
    """
    return NamedNode(PREFIXES[prefix] + encode(name))


def onr(name: str) -> NamedNode:
    """
    Return a term of the core vocabulary.

    >>> onr("subject").value
    'https://onrecord.example/core#subject'
    """
    return term("onr", name)


TYPE = term("rdf", "type")
PLACES = (
    ("subject", onr("subject"), "subject"),
    ("object", onr("object"), "object"),
    ("place", onr("inPlace"), "place"),
    ("context", onr("inContext"), "context"),
    ("speaker", onr("attributedTo"), "speaker"),
)
"""A claim's places: field of the record, term for an entity that fills it, beginning of the terms for its words."""


def article_iri(article: str) -> NamedNode:
    """
    Name an article.

    >>> article_iri("a1").value
    'https://onrecord.example/id/article/a1'
    """
    return NamedNode(_ARTICLE + encode(article))


def article_graph(article: str) -> NamedNode:
    """
    Name the graph that holds all that was learnt from an article.

    >>> article_graph("a1").value
    'https://onrecord.example/id/graph/article/a1'
    """
    return NamedNode(_ARTICLE_GRAPH + encode(article))


def span_iri(article: str, start: int, end: int) -> NamedNode:
    """
    Name a stretch of an article's text, half-open, in code points (RFC 5147).

    >>> span_iri("a1", 0, 15).value
    'https://onrecord.example/id/article/a1#char=0,15'
    """
    return NamedNode(f"{_ARTICLE}{encode(article)}#char={start},{end}")


def claim_iri(claim: str) -> NamedNode:
    """
    Name a claim by its id.

    >>> claim_iri("a1-0123456789ab").value
    'https://onrecord.example/id/claim/a1-0123456789ab'
    """
    return NamedNode(_CLAIM + encode(claim))


def entity_iri(key: str) -> NamedNode:
    """
    Name an entity by its key.

    >>> entity_iri("Person.nova-vale").value
    'https://onrecord.example/id/entity/Person.nova-vale'
    """
    return NamedNode(_ENTITY + encode(key))


def decision_iri(decision: str) -> NamedNode:
    """
    Name a person's decision by its id.

    >>> decision_iri("0123456789ab").value
    'https://onrecord.example/id/decision/0123456789ab'
    """
    return NamedNode(_DECISION + encode(decision))


def decision_of_iri(iri: NamedNode | str) -> str | None:
    """
    Return the decision's id when the IRI is that of a decision or of one of its places, else ``None``.

    >>> decision_of_iri(decision_iri("0123456789ab")), decision_of_iri(IDENTITY)
    ('0123456789ab', None)
    """
    value = iri if isinstance(iri, str) else iri.value
    return _name_after(_DECISION, value.partition("#")[0]) if value.startswith(_DECISION) else None


def run_iri(run: str) -> NamedNode:
    """
    Name a run by its id.

    >>> run_iri("0011223344556677").value
    'https://onrecord.example/id/run/0011223344556677'
    """
    return NamedNode(_RUN + encode(run))


def _name_after(start: str, iri: NamedNode | str) -> str:
    value = iri if isinstance(iri, str) else iri.value
    if not value.startswith(start):
        raise ValueError(f"{value} does not begin with {start}.")
    return decode(value[len(start) :])


def article_of_iri(iri: NamedNode | str) -> str:
    """
    Return the article's id from its IRI, or from that of a span of it.

    Raises:
        ValueError: It is the IRI of something else.

    >>> article_of_iri(span_iri("a 1", 0, 15))
    'a 1'
    """
    return _name_after(_ARTICLE, (iri if isinstance(iri, str) else iri.value).partition("#")[0])


def article_of_graph(iri: NamedNode | str) -> str | None:
    """
    Return the article's id when the graph is an article's, else ``None``.

    >>> article_of_graph(article_graph("a1")), article_of_graph(DERIVED)
    ('a1', None)
    """
    value = iri if isinstance(iri, str) else iri.value
    return _name_after(_ARTICLE_GRAPH, value) if value.startswith(_ARTICLE_GRAPH) else None


def claim_of_iri(iri: NamedNode | str) -> str:
    """
    Return the claim's id from its IRI.

    >>> claim_of_iri(claim_iri("a1-0123456789ab"))
    'a1-0123456789ab'
    """
    return _name_after(_CLAIM, iri)


def key_of_iri(iri: NamedNode | str) -> str:
    """
    Return the entity's key from its IRI.

    >>> key_of_iri(entity_iri("Person.nova-vale"))
    'Person.nova-vale'
    """
    return _name_after(_ENTITY, iri)


def run_of_iri(iri: NamedNode | str) -> str:
    """
    Return the run's id from its IRI.

    >>> run_of_iri(run_iri("0011223344556677"))
    '0011223344556677'
    """
    return _name_after(_RUN, iri)


def span_of_iri(iri: NamedNode | str) -> tuple[int, int]:
    """
    Return the offsets that a span's IRI tells.

    Raises:
        ValueError: It is the IRI of something else.

    >>> span_of_iri(span_iri("a1", 3, 15))
    (3, 15)
    """
    value = iri if isinstance(iri, str) else iri.value
    start, _, end = value.partition("#char=")[2].partition(",")
    return int(start), int(end)


def local_name(iri: NamedNode | str) -> str:
    """
    Return the last part of a term's IRI: the name of a class, relation or figure.

    >>> local_name(onr("subject"))
    'subject'
    """
    value = iri if isinstance(iri, str) else iri.value
    return decode(value.rpartition("#")[2] if "#" in value else value.rpartition("/")[2])
