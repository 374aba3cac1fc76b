"""
What the doors look up in a workspace: its size, one entity, one claim, a serialised query result.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.errors import NotFoundError, QueryError
from kg.names import name_key, similar

from .records import claim_record

if TYPE_CHECKING:
    from kg.workspace import Workspace

    from .session import Session

CLOSE = 75
"""Spelling similarity (0 to 100) from which a name is offered as "did you mean"."""


def status_record(session: Session) -> dict[str, Any]:
    """Return counts of what the workspace holds."""
    workspace = session.workspace
    count = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a %s }"
    numbers = {
        name: _number(workspace, count % cls)
        for name, cls in (("claims", "onr:Claim"), ("sentences", "onr:Sentence"), ("mentions", "onr:Mention"))
    }
    dates = [a for a in (workspace.article(i).published for i in session.articles()) if a]
    return {
        "workspace": str(session.settings.workspace),
        "domain": session.domain.name,
        "articles": len(session.articles()),
        "from": min(dates).isoformat() if dates else None,
        "to": max(dates).isoformat() if dates else None,
        **numbers,
        "entities": len(session.entities()),
    }


def _number(workspace: Workspace, query: str) -> int:
    rows = list(workspace.query(query))
    return int(rows[0][0].value) if rows else 0


def entity_shown(session: Session, name: str) -> dict[str, Any]:
    """
    Return a canonical entity with its articles and the claims that speak of it.

    Raises:
        NotFoundError: No entity has that name; names the nearest spellings.
    """
    from kg.derived import canonical_entities

    known = list(canonical_entities(session.workspace.store))
    key = name_key(name)
    found = [e for e in known if key in {name_key(n) for n in (e.name, *e.aliases)} or e.key == name]
    if not found:
        near = sorted((e.name for e in known if similar(e.name, name) >= CLOSE), key=lambda n: (-similar(n, name), n))[
            :3
        ]
        hint = (
            f" Did you mean {', '.join(near)}?" if near else " `onrecord show article ID` lists what an article names."
        )
        raise NotFoundError(f"No entity is called {name!r} in {session.settings.workspace}.{hint}")
    entity = max(found, key=lambda e: (e.articles, e.name))
    names = {name_key(n) for n in (entity.name, *entity.aliases)}
    readings = [session.workspace.reading(i) for i in session.articles()]
    about = [
        (r, c)
        for r in readings
        for c in r.claims
        for arg in [(c.subject, c.object, c.speaker)]
        if any(a is not None and a.entity and name_key(a.text) in names for a in arg)
    ]
    return {
        "name": entity.name,
        "type": session.domain.type_name(entity.type),
        "aliases": list(entity.aliases),
        "articles": sorted({r.article.id for r in readings if any(name_key(e.name) in names for e in r.entities)}),
        "claims": [{**claim_record(c, r.article.text), "article": r.article.id} for r, c in about],
    }


def claim_shown(session: Session, claim_id: str) -> dict[str, Any]:
    """
    Return one claim with its quotation.

    Raises:
        NotFoundError: There is no such claim.
    """
    article = claim_id.rpartition("-")[0]
    if article in session.articles():
        reading = session.workspace.reading(article)
        for claim in reading.claims:
            if claim.id == claim_id:
                return {**claim_record(claim, reading.article.text), "article": article}
    raise NotFoundError(
        f"No claim {claim_id!r}; `onrecord show article ID --json` lists the ids of an article's claims."
    )


def serialized(workspace: Workspace, query: str, form: str) -> bytes:
    """
    Return a query's result as ``json`` or ``csv`` (SELECT, ASK) or ``turtle`` (CONSTRUCT, DESCRIBE).

    Raises:
        QueryError: The result has no such form.
    """
    import pyoxigraph as ox

    result = workspace.query(query)
    if isinstance(result, ox.QueryTriples):
        if form == "json":
            rows = [{"subject": str(t.subject), "predicate": str(t.predicate), "object": str(t.object)} for t in result]
            return f"{json.dumps(rows, ensure_ascii=False, indent=2)}\n".encode()
        if form == "turtle":
            return result.serialize(format=ox.RdfFormat.TURTLE) or b""
        raise QueryError("Triples have no csv form; ask for --format turtle, or SELECT instead of CONSTRUCT.")
    if form == "turtle":
        raise QueryError("A SELECT or ASK has no turtle form; ask for --format json or csv, or CONSTRUCT instead.")
    chosen = ox.QueryResultsFormat.JSON if form == "json" else ox.QueryResultsFormat.CSV
    if isinstance(result, ox.QueryBoolean) and form == "csv":
        return f"answer\n{str(bool(result)).lower()}\n".encode()
    return (result.serialize(format=chosen) or b"") + b"\n"
