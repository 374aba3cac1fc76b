"""
The texts of the articles, for finding quotations in them and for telling names from words.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from .passages import Passages, overlap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .gold import Cited, Quoted

BEFORE = 2
"""Sentences before a quotation that may name what its pronouns stand for."""


class Texts:
    """
    Article texts by id; works without any, then quotations are compared word by word.

    >>> Texts({"a": "Tuno sang. It won."}).proper
    frozenset()
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._passages = {name: Passages(text) for name, text in texts.items()}

    def get(self, article: str) -> Passages | None:
        """Return one text, ``None`` if it is not at hand."""
        return self._passages.get(article)

    @cached_property
    def proper(self) -> frozenset[str]:
        """
        Words that stand with a capital inside sentences and nowhere in small letters, in small letters here.

        A word at the beginning of an answer is a name only if it is one of these.
        """
        capital: set[str] = set()
        small: set[str] = set()
        for passages in self._passages.values():
            for start, end in passages.sentences:
                for word in re.findall(r"[^\W\d_]+", passages.text[start:end])[1:]:
                    (small if word[0].islower() else capital).add(word.casefold())
        return frozenset(capital - small)

    def same_place(self, recorded: Quoted, article: str, quote: str, start: int = -1, end: int = -1) -> bool:
        """Whether a quotation touches a sentence that was recorded as evidence."""
        if recorded.article != article:
            return False
        passages = self.get(article)
        if passages is None:
            return overlap(recorded.quote, quote)
        return bool(passages.touched(recorded.quote) & passages.touched(quote, start, end))

    def verbatim(self, cited: Cited) -> bool | None:
        """Whether a quotation stands in its article; ``None`` when the text is not at hand."""
        passages = self.get(cited.article)
        return None if passages is None else bool(cited.quote) and cited.quote in passages.text

    def before(self, cited: Cited) -> str:
        """Return the sentences just before a quotation; empty when it is not found."""
        passages = self.get(cited.article)
        touched = passages.touched(cited.quote, cited.start, cited.end) if passages else frozenset()
        if passages is None or not touched:
            return ""
        first = min(touched)
        return " ".join(passages.text[a:b] for a, b in passages.sentences[max(0, first - BEFORE) : first])
