"""
Articles that are called after what they are about: their titles are names, and other texts may bear them.

An article "Harbour Nine" is what a sentence that says "Harbour Nine" leads to, whether or not the reader took it for
an entity. Headlines of news are sentences, no names, and too long to be met in a text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.text.names import flat, name_key

from .stems import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 6
_WORD = re.compile(r"\S+")
_SIGNS = "\"'(),.;:?!"


class Titles:
    """
    Short titles, to be found in texts.

    Args:
        titles: Titles of articles; one in brackets at the end ("Vale (film)") tells namesakes apart and is cut off.

    >>> Titles(["Harbour Nine", "Vale (film)"]).found("Who leads Harbour Nine?")
    ['title:harbour nine']
    """

    def __init__(self, titles: Iterable[str]) -> None:
        keys = {key for title in titles if (key := _key(title)) and len(key.split()) <= _LONGEST}
        self._keys = keys - FUNCTION_WORDS
        sizes: dict[str, set[int]] = defaultdict(set)
        for key in self._keys:
            sizes[key.split()[0]].add(len(key.split()))
        self._sizes = {first: sorted(some, reverse=True) for first, some in sizes.items()}

    def key(self, title: str) -> str | None:
        """Return the key of a title; ``None`` when it is too long for a name."""
        key = _key(title)
        return f"title:{key}" if key in self._keys else None

    def found(self, text: str) -> list[str]:
        """Return the keys of the titles that a text bears, longest first from the left; they begin with a capital."""
        if not self._keys:
            return []
        text = flat(text)
        places = [match.span() for match in _WORD.finditer(text)]
        found, at = [], 0
        while at < len(places):
            start = places[at][0]
            size = self._at(text, places, at) if _capital(text[start : places[at][1]]) else 0
            if size:
                found.append(f"title:{_bare(text[start : places[at + size - 1][1]])}")
            at += size or 1
        return found

    def _at(self, text: str, places: list[tuple[int, int]], at: int) -> int:
        start = places[at][0]
        for size in self._sizes.get(_bare(text[start : places[at][1]]), ()):
            if at + size <= len(places) and _bare(text[start : places[at + size - 1][1]]) in self._keys:
                return size
        return 0


def _key(title: str) -> str:
    return name_key(re.sub(r"\s*\([^)]*\)$", "", title))


def _bare(text: str) -> str:
    return name_key(re.sub(r"'s$", "", text.strip(_SIGNS)))


def _capital(word: str) -> bool:
    bare = word.lstrip(_SIGNS)
    return bare[:1].isupper() or bare[:1].isdigit()
