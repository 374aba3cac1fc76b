"""
Question in, cited answer out.

Names load when they are first used; ``import qa`` alone loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answer import Answer, Conflict, Sentence
    from .assistant import Assistant
    from .citations import Citation
    from .retrieval import EvidenceRetriever

_HOMES = {
    "Answer": "answer",
    "Assistant": "assistant",
    "Citation": "citations",
    "Conflict": "answer",
    "EvidenceRetriever": "retrieval",
    "Sentence": "answer",
}
__all__ = ["Answer", "Assistant", "Citation", "Conflict", "EvidenceRetriever", "Sentence"]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
