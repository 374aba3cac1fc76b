"""
Lists: the further members behind the noun that opens one. Functions of the parse alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_contrast(token: Token) -> bool:
    """Whether a member of a list stands behind "but": "not a singer but a persona"."""
    return token.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "but" for c in token.head.children)


def members(token: Token) -> list[Token]:
    """Return the further members of the list that a noun opens, in the order of the text."""
    out: list[Token] = []
    for child in token.children:
        joined = child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
        if joined or _is_listed(child):
            out += [child, *members(child)]
    return out


def _is_listed(noun: Token) -> bool:
    """Whether the parser took a member of a list for a description: "with a show, a fog machine and music"."""
    kinds = [next((c.lower_ for c in t.children if c.dep_ == "det"), "") for t in (noun, noun.head)]
    if noun.dep_ != "appos" or noun.pos_ != "NOUN" or noun.head.pos_ != "NOUN" or set(kinds) - {"a", "an", ""}:
        return False
    behind = noun.right_edge.i + 1
    closed = behind < len(noun.doc) and noun.doc[behind].text == ","
    return not closed and any(c.dep_ == "conj" for c in noun.children)
