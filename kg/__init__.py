"""
The knowledge: graph, indexes, names, domain.

Names load when they are first used; ``import kg`` alone loads nothing.

>>> import kg
>>> kg.Article(id="a1", text="Nova Vale sang.").id
'a1'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .domain import Domain, load_domain
    from .errors import (
        InputError,
        ModelError,
        NotFoundError,
        OnRecordError,
        QueryError,
        WorkspaceError,
        WorkspaceLockedError,
    )
    from .graph.check import Problem, check_store
    from .graph.derived import CorpusEntity, canonical_entities
    from .graph.network import claims_graph
    from .graph.store import DiskStore, GraphStore, MemoryStore
    from .index.embedding import Embedder
    from .model import Argument, Article, Claim, Entity, Interval, Mention, Reading, Run, Span
    from .workspace import Workspace

_HOMES = {
    "Argument": "model",
    "Article": "model",
    "Claim": "model",
    "CorpusEntity": "graph.derived",
    "DiskStore": "graph.store",
    "Domain": "domain",
    "Embedder": "index.embedding",
    "Entity": "model",
    "GraphStore": "graph.store",
    "InputError": "errors",
    "Interval": "model",
    "MemoryStore": "graph.store",
    "Mention": "model",
    "ModelError": "errors",
    "NotFoundError": "errors",
    "OnRecordError": "errors",
    "Problem": "graph.check",
    "QueryError": "errors",
    "Reading": "model",
    "Run": "model",
    "Span": "model",
    "Workspace": "workspace",
    "WorkspaceError": "errors",
    "WorkspaceLockedError": "errors",
    "canonical_entities": "graph.derived",
    "check_store": "graph.check",
    "claims_graph": "graph.network",
    "load_domain": "domain",
}
__all__ = [
    "Argument",
    "Article",
    "Claim",
    "CorpusEntity",
    "DiskStore",
    "Domain",
    "Embedder",
    "Entity",
    "GraphStore",
    "InputError",
    "Interval",
    "MemoryStore",
    "Mention",
    "ModelError",
    "NotFoundError",
    "OnRecordError",
    "Problem",
    "QueryError",
    "Reading",
    "Run",
    "Span",
    "Workspace",
    "WorkspaceError",
    "WorkspaceLockedError",
    "canonical_entities",
    "check_store",
    "claims_graph",
    "load_domain",
]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
