"""
Nouns that call someone by what he did: "the maker" of what "was made by Factory Tarn", "the plaintiff" who sued.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.text.names import word_set

if TYPE_CHECKING:
    from .descriptions import Description

_SUITS = word_set("sue file bring litigate")
_SUING, _SUED = word_set("plaintiff claimant complainant petitioner"), word_set("defendant respondent")
PARTIES = _SUING | _SUED
"""Nouns for what anybody may be to a case; they tell no class."""


def deed_told(noun: str, about: Description) -> bool:
    """
    Whether a noun calls a thing by what the text says it did, or had done to it.

    >>> from ingest.references.descriptions import Description
    >>> deed_told("maker", Description(did={"make"})), deed_told("defendant", Description(did={"sue"}))
    (True, False)
    """
    if noun in _SUING:
        return bool(about.did & _SUITS)
    if noun in _SUED:
        return "sue" in about.underwent
    return bool(about.did & verbs_of(noun))


@lru_cache(maxsize=4000)
def verbs_of(noun: str) -> frozenset[str]:
    """
    Return the verbs from which a noun in "-er" or "-or" may be made.

    >>> sorted(verbs_of("winner")), sorted(verbs_of("label"))
    (['win', 'winn', 'winne'], [])
    """
    if not noun.endswith(("er", "or")) or len(noun) < 5:  # noqa: PLR2004 - "her", "door"
        return frozenset()
    stem = noun[:-2]
    return frozenset({stem, f"{stem}e", *([stem[:-1]] if stem[-1] == stem[-2] else [])})
