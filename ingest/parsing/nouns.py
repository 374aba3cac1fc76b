"""Common nouns that name a class of the domain."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.domain import Domain


@lru_cache(maxsize=4096)
def classes_of_noun(domain: Domain, noun: str) -> tuple[str, ...]:
    """Return the classes that a common noun names, by the domain's trigger nouns."""
    return tuple(name for name, cls in domain.classes.items() if noun in cls.trigger_nouns)
