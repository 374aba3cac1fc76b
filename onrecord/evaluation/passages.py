"""
Which sentences of a text a quotation touches; cut by rules of its own, so that no system is judged by its own cutter.
"""

from __future__ import annotations

import re
from functools import cached_property

from .wording import flat, tokens

_BREAK = re.compile(
    r"\n+|(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(\[@]?[A-Z0-9\u00c0-\u00dd])",
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:U\.S|Inc|Corp|Co|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Calif|St|Mr|Mrs|Ms|Dr|Jr|Sr|Rep|Sen|Sens"
    r"|Reps|vs|v|[A-Z]))\.$"
)
_LONG = 40
"""A quotation longer than this may be found by its beginning."""
_OVERLAP = 0.8
"""Without the text: share of the shorter quotation's words."""


class Passages:
    """
    A text and its sentences.

    >>> p = Passages("Tuno sang. Dr. Vale left.")
    >>> p.sentences, p.touched("Dr. Vale"), p.touched("nowhere")
    (((0, 11), (11, 25)), frozenset({1}), frozenset())
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._flat = flat(text)
        self._low = self._flat.casefold()

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Half-open spans, each with the white space behind it."""
        spans, start = [], 0
        for match in _BREAK.finditer(self.text):
            before = self.text[max(0, match.start() - 12) : match.start()]
            if "\n" not in match[0] and _ABBREVIATION.search(before):
                continue
            if self.text[start : match.end()].strip():
                spans.append((start, match.end()))
            start = match.end()
        if self.text[start:].strip():
            spans.append((start, len(self.text)))
        return tuple(spans)

    def find(self, quote: str, *, near: int = 0) -> tuple[int, int] | None:
        """
        Return where a quotation stands, ``None`` if nowhere; *near* is the offset from which it is looked for first.
        """
        words = flat(quote).strip()
        if not words:
            return None
        for text, part in ((self._flat, words), (self._low, words.casefold())):
            at = text.find(part, near) if near > 0 else -1
            at = at if at >= 0 else text.find(part)
            if at >= 0:
                return at, at + len(words)
        spaced = re.search(r"\s+".join(map(re.escape, words.split())), self._flat, re.IGNORECASE)
        if spaced:
            return spaced.span()
        at = self._low.find(words[:_LONG].casefold()) if len(words) > _LONG else -1
        return (at, at + _LONG) if at >= 0 else None

    def at(self, start: int, end: int) -> frozenset[int]:
        """Return the numbers of the sentences that a span touches."""
        return frozenset(n for n, (a, b) in enumerate(self.sentences) if a < end and start < b)

    def touched(self, quote: str, start: int = -1, end: int = -1) -> frozenset[int]:
        """
        Return the numbers of the sentences that a quotation touches.

        The span is believed only if the quotation does stand there, else the text is searched.
        """
        if 0 <= start < end and (not quote or self.text[start:end] == quote):
            return self.at(start, end)
        found = self.find(quote, near=start)
        return self.at(*found) if found else frozenset()


def overlap(gold: str, system: str) -> bool:
    """Whether two quotations share most words of the shorter one; for when the text is not at hand."""
    a, b = tokens(gold), tokens(system)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= _OVERLAP
