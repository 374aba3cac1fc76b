"""Question in, cited answer out."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Answer": "answer",
    "Assistant": "assistant",
    "Citation": "citations",
    "Evidence": "retrieval",
    "EvidenceRetriever": "retrieval",
    "verify": "citations",
}
__all__ = ["Answer", "Assistant", "Citation", "Evidence", "EvidenceRetriever", "verify"]


def __getattr__(name: str) -> Any:
    """Import an exported name when it is first used: LangChain takes most of a second."""
    if name not in _HOMES:
        raise AttributeError(f"module qa has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    """Return the exported names."""
    return sorted(__all__)
