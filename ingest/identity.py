"""
What a reading depends on besides its article: the version of the rules, the domain, the model.

It is told without loading the model, so that what has not changed is seen without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.domain import load_domain
from kg.model import Run

from .pipeline import model_identity

if TYPE_CHECKING:
    from pathlib import Path

    from kg.domain import Domain

VERSION = "1"
"""Changes when the rules change what is read from a text; part of every run's identity."""


def run_of(domain: str | Path = "ai_music", model: str | None = None) -> Run:
    """
    Return the run of the reader that :func:`ingest.reader.load_reader` would load.

    Args:
        domain: Name of a shipped domain, or a folder.
        model: spaCy model; the default is md, or sm where md is not installed.

    Raises:
        DomainError: The domain's parts do not fit together.
        ModelError: No spaCy model is installed.

    >>> [name for name, _ in run_of().parts]
    ['domain', 'reader', 'spacy']
    """
    return run_with(load_domain(domain), *model_identity(model))


def run_with(domain: Domain, name: str, version: str, sha256: str) -> Run:
    """Return the run of a reader with this domain and model; the parts are sorted by name."""
    parts = {"domain": f"{domain.name} {domain.digest}", "reader": VERSION, "spacy": f"{name} {version} {sha256}"}
    return Run(tuple(parts.items()))
