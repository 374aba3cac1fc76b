"""
An article's text with its words and sentences, as the readers of names look at it.

The words are our own, not the model's: "T-Pain", "R&B", "U.S." and "Elf.Tech" are one word each,
and a possessive is a word of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.text.names import flat, word_set

from .sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model import Span

PHRASE_ENDS = word_set(
    "of in on at for from with by that which who whom whose where when to built made founded based known created "
    "called named run owned led behind and or is was has had have were are said says as , ; : . ( ) - \u2014 \u2013 "
    "because while"
)
"""Words and signs at which a noun phrase ends, so that the noun before is its head."""
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|'s\b|[^\W\d_]+in'(?=\s)|(?:[#@](?=\w))?[^\W_](?:\w|[.&/$!+-](?=\w)|'(?!s\b)(?=\w))*(?:(?<=\b[A-Z])\.)?|\S"
)


class Word(NamedTuple):
    """One word with its place; *text* has plain quotes and hyphens."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True)
class Page:
    """
    A text, cut up.

    Args:
        plain: The text with plain quotes, of the same length.
        words: Words and signs in order.
        unknown: Words in lower case that the language model has never seen, so that a capital means a name.
    """

    text: str
    plain: str
    sentences: tuple[Span, ...]
    words: tuple[Word, ...]
    unknown: frozenset[str] = frozenset()
    _starts: tuple[int, ...] = field(repr=False, default=())
    _sentence_starts: tuple[int, ...] = field(repr=False, default=())

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after *offset*; ``len(words)`` past the last."""
        index = bisect_right(self._starts, offset)
        return index - 1 if index and self.words[index - 1].end > offset else index

    def low(self, index: int) -> str:
        """Return a word in lower case, nothing outside the text."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def word(self, index: int) -> str:
        """Return a word as written, nothing outside the text."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence in which the character stands."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def words_of(self, sentence: Span) -> Iterator[int]:
        """Yield the indexes of a sentence's words."""
        yield from range(bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end))


def make_page(text: str, known: Callable[[str], bool] | None = None) -> Page:
    """
    Cut a text into sentences and words.

    Args:
        text: The text.
        known: Whether a word in lower case is one of the language; without it all are taken for such.

    >>> [w.text for w in make_page("T-Pain's R&B hit").words]
    ['T-Pain', "'s", 'R&B', 'hit']
    """
    plain = flat(text)
    sentences = split_sentences(text)
    words = tuple(Word(m.start(), m.end(), m[0], m[0].lower()) for m in _WORD.finditer(plain))
    new = frozenset(w.low for w in words if known and w.low.isalpha() and w.text != w.low and not known(w.low))
    return Page(text, plain, sentences, words, new, tuple(w.start for w in words), tuple(s.start for s in sentences))
