"""A sentence as an answer: quoted with its source, and with what its pronouns mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .answer import Ref, refs_in
from .wording import quotation

if TYPE_CHECKING:
    from .library import Library, Line
    from .retrieval import Evidence

_POINTING = re.compile(
    r"[\"“']?(?:it|its|he|his|him|she|her|they|their|them|this|that|these|those|both|the same|the latter)\b",
    re.IGNORECASE,
)


def in_words(piece: Evidence, library: Library) -> tuple[str, tuple[Ref, ...]]:
    """
    Quote a sentence so that it can be read alone.

    Where the reader knows whom "the singer" or "it" means, the name is added after the quotation; a sentence
    that begins with a pronoun whose meaning is not known is quoted with the one before it.
    """
    line = library.lines[piece.key]
    told = _meanings(line, library)
    before = library.before(piece.key)
    opening = _POINTING.match(line.text)
    if (
        opening
        and before is not None
        and not any(word.casefold() == opening[0].strip("\"“'").casefold() for word, _ in told)
    ):
        text = quotation(library.sources[piece.article], f"{before.text} {line.text}")
        refs = (*refs_in([piece]), Ref(before.article, before.start, before.end))
    else:
        text, refs = quotation(library.sources[piece.article], line.text), refs_in([piece])
    names = "; ".join(f"“{word}” is {name}" for word, name in told[:2])
    return (f"{text} ({names})" if names else text), refs


def _meanings(line: Line, library: Library) -> list[tuple[str, str]]:
    """Return the words of a sentence that stand for a name that it does not have, with the name."""
    named = {key for start, end, key in line.mentions if _is_name(line, start, end, key, library)}
    found: dict[str, str] = {}
    for start, end, key in line.mentions:
        if key not in named and key in library.entities:
            found.setdefault(line.text[start - line.start : end - line.start], library.name(key))
    return list(found.items())


def _is_name(line: Line, start: int, end: int, key: str, library: Library) -> bool:
    written = line.text[start - line.start : end - line.start].casefold()
    return any(written == spelling.casefold() for spelling in library.spelt(key))
