"""Question in, cited answer out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answer import Answer, Conflict, Sentence
    from .assistant import Assistant
    from .citations import Citation, verify
    from .retrieval import Evidence, EvidenceRetriever

_HOMES = {
    "Answer": "answer",
    "Assistant": "assistant",
    "Citation": "citations",
    "Conflict": "answer",
    "Evidence": "retrieval",
    "EvidenceRetriever": "retrieval",
    "Sentence": "answer",
    "verify": "citations",
}
__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Conflict",
    "Evidence",
    "EvidenceRetriever",
    "Sentence",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Import an exported name when it is first used: LangChain takes most of a second."""
    if name not in _HOMES:
        raise AttributeError(f"module qa has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    """Return the exported names, also before they are loaded."""
    return sorted({*globals(), *__all__})
