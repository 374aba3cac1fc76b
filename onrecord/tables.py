"""
Claims, entities and query results as pandas tables; every claim keeps its quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.derived import canonical_entities

from .lookup import claims_about, entity_named, readings, told
from .solutions import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kg.model import Claim
    from kg.workspace import Workspace

CLAIM_COLUMNS = (
    *("subject", "relation", "object", "value", "unit", "comparator", "place", "context", "qualifier"),
    *("time_start", "time_end", "time_text", "attributed_to", "modality", "polarity", "confidence"),
    *("article", "outlet", "published", "quote", "start", "end", "id"),
)
"""Columns of :func:`claims_table`, in their order."""
ENTITY_COLUMNS = ("name", "type", "aliases", "articles", "key")
"""Columns of :func:`entities_table`, in their order."""


def claims_table(workspace: Workspace, *, about: str | None = None, relation: str | None = None) -> pd.DataFrame:
    """
    Return claims, sorted by article and place in it.

    Args:
        workspace: Open for reading.
        about: Name, other spelling or key of an entity that has a place in the claim.
        relation: Local name of a relation or figure, or ``open:...``.

    Raises:
        NotFoundError: No entity has the name *about*.
    """
    import pandas as pd

    found = _claims(workspace) if about is None else iter(claims_about(workspace, entity_named(workspace, about)))
    rows = told(workspace, (claim for claim in found if relation in (None, claim.relation)))
    return pd.DataFrame([[row[c] for c in CLAIM_COLUMNS] for row in rows], columns=list(CLAIM_COLUMNS))


def _claims(workspace: Workspace) -> Iterator[Claim]:
    return (claim for reading in readings(workspace) for claim in reading.claims)


def entities_table(workspace: Workspace, *, type_name: str | None = None) -> pd.DataFrame:
    """Return the entities of the corpus, those that most articles name first; *type_name* keeps one type."""
    import pandas as pd

    known = sorted(canonical_entities(workspace.store), key=lambda e: (-e.articles, e.name, e.key))
    typed = ((e, workspace.domain.type_name(e.type)) for e in known)
    rows = [(e.name, name, ", ".join(e.aliases), e.articles, e.key) for e, name in typed if type_name in (None, name)]
    return pd.DataFrame(rows, columns=list(ENTITY_COLUMNS))


def sparql_table(workspace: Workspace, query: str) -> pd.DataFrame:
    """
    Return the solutions of a SELECT, the triples of a CONSTRUCT, or the truth of an ASK.

    Raises:
        QueryError: The query cannot be parsed or is not allowed.
    """
    import pandas as pd

    names, rows = rows_of(workspace.query(query))
    return pd.DataFrame(rows, columns=names)
