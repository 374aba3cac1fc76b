"""
Extents: from where to where in the text a phrase goes. Functions of the parse and the text alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

LEFT = frozenset({"amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "case", "punct", "det", "predet"})
"""Relations of what stands before a noun and belongs to its phrase."""
CHARGING = frozenset({"accuse", "convict", "suspect", "acquit", "warn", "inform", "remind", "rob", "deprive", "strip"})


def edges(token: Token, *, with_prepositions: bool) -> tuple[int, int]:
    """Return first and last token of a noun phrase: what stands before the noun, and its prepositional parts."""
    first = last = token.i
    for child in token.children:
        if child.i < token.i and child.dep_ in LEFT and child.pos_ != "PUNCT":
            first = min(first, child.left_edge.i)
    beside = token.doc[first - 1] if first else token
    if beside.dep_ == "compound" and beside.head.i > token.i and beside.head.pos_ in ("VERB", "AUX"):
        first = beside.left_edge.i  # the parser took "music accounts for" for a noun: "AI music accounts for"
    if not with_prepositions:
        return first, last
    for child in token.children:
        if child.i > token.i and child.dep_ == "prep" and child.i <= last + 1:
            if child.lower_ == "of" and token.dep_ == "dobj" and token.head.lemma_.lower() in CHARGING:
                break
            if not _has_clause(child):
                last = max(last, child.right_edge.i)
            elif child.lower_ == "of":  # "one of the places where it is heard": one of the places
                last = max([last, *(c.i for c in child.children if c.dep_ == "pobj")])
    return first, last


def _has_clause(token: Token) -> bool:
    return any(d.dep_ in ("relcl", "advcl", "appos", "parataxis") or d.pos_ == "PUNCT" for d in token.subtree)


def hyphenated(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a phrase to the whole of the words that a hyphen joins: "a quasi-truce", "her ex-manager"."""
    while start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        start -= 1
        while start and text[start - 1].isalpha():
            start -= 1
    while text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():
        end += 1
        while text[end : end + 1].isalpha():
            end += 1
    return start, end


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the quotation mark that closes one opened within the phrase, or leave out one that only closes."""
    words = text[start:end]
    if words.count("“") > words.count("”"):
        close = text.find("”", end, end + 3)
        return (start, close + 1) if close >= 0 else (start, end)
    if words.endswith("”") and "“" not in words:
        return start, end - 1
    return start, end
