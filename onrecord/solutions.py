"""
Results of a query, written as a table, JSON, CSV or Turtle.

JSON and CSV are the W3C's result formats; triples have a Turtle form and the rest has not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.vocab import prefixes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.store import Results
    from kg.workspace import Workspace

_NUMBERS = frozenset({"integer", "decimal", "double", "float"})


def rows_of(result: Results) -> tuple[list[str], list[list[Any]]]:
    """
    Return column names and rows of plain values: numbers and truths as such, everything else as text.

    >>> from kg.graph.store import MemoryStore
    >>> rows_of(MemoryStore().query("SELECT (1 + 1 AS ?n) {}"))
    (['n'], [[2]])
    """
    if isinstance(result, ox.QueryBoolean):
        return ["answer"], [[bool(result)]]
    if isinstance(result, ox.QueryTriples):
        return ["subject", "predicate", "object"], [[plain_term(t) for t in triple] for triple in result]
    names = [variable.value for variable in result.variables]
    return names, [[plain_term(row[name]) for name in names] for row in result]


def plain_term(term: Any) -> int | float | bool | str | None:
    """Return a term as a plain value: numbers and truths as such, IRIs and other literals as text."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind == "integer":
            return int(term.value)
        if kind in _NUMBERS:
            return float(term.value)
        return term.value == "true" if kind == "boolean" else term.value
    return str(term.value) if isinstance(term, ox.NamedNode | ox.BlankNode) else str(term)


def short(value: Any, names: Mapping[str, str]) -> str:
    """
    Return a value as one cell, an IRI with its prefix.

    >>> short("https://schema.org/headline", {"schema": "https://schema.org/"}), short(None, {})
    ('schema:headline', '')
    """
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    held = [(len(iri), prefix, iri) for prefix, iri in names.items() if text.startswith(iri)]
    if not held:
        return text
    _, prefix, iri = max(held)
    return f"{prefix}:{text[len(iri) :]}"


def prefixes_of(workspace: Workspace) -> dict[str, str]:
    """Return the prefixes that a query on the workspace need not declare."""
    return prefixes(workspace.domain.prefix, workspace.domain.namespace)


def written(workspace: Workspace, query: str, form: str) -> bytes:
    """
    Run a query and return its result as ``json``, ``csv`` or ``turtle``, with a newline at the end.

    Raises:
        QueryError: The query cannot be run, or its result has no such form.
    """
    result = workspace.query(query)
    if isinstance(result, ox.QueryTriples):
        return _triples(result, form, prefixes_of(workspace))
    if form == "turtle":
        raise QueryError("A SELECT or ASK has no turtle form. Ask for --format json or csv, or CONSTRUCT instead.")
    if isinstance(result, ox.QueryBoolean) and form == "csv":
        return f"answer\n{str(bool(result)).lower()}\n".encode()
    chosen = ox.QueryResultsFormat.JSON if form == "json" else ox.QueryResultsFormat.CSV
    return (result.serialize(format=chosen) or b"").rstrip(b"\r\n") + b"\n"


def _triples(result: ox.QueryTriples, form: str, names: dict[str, str]) -> bytes:
    if form == "csv":
        raise QueryError("Triples have no csv form. Ask for --format turtle, or SELECT instead of CONSTRUCT.")
    if form == "turtle":
        return ox.serialize(sorted(set(result), key=str), format=ox.RdfFormat.TURTLE, prefixes=names) or b""
    rows = [
        {"subject": plain_term(t.subject), "predicate": plain_term(t.predicate), "object": plain_term(t.object)}
        for t in result
    ]
    return f"{json.dumps(rows, ensure_ascii=False, indent=2)}\n".encode()
