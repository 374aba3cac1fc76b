"""
Where two names are related by nouns alone: "X's 'T'", "'T' by X", "X chief executive Y", "Irving, Texas".
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from .phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from .mapping import NominalRow
    from .phrases import Phrase, Reach

HANDED_DOWN = ("of", "for", "at", "from", "with", "in")
"""Prepositions that lead from a role to where it is held."""
Pattern: TypeAlias = "Callable[[Reach, Token, NominalRow], Iterator[tuple[Phrase, Phrase]]]"


def _pairs(reach: Reach, head: Token, other: Token) -> Iterator[tuple[Phrase, Phrase]]:
    for one in phrases(reach, head, whole=False):
        for two in phrases(reach, other):
            yield one, two


def _possessive(reach: Reach, token: Token, _row: NominalRow) -> Iterator[tuple[Phrase, Phrase]]:
    if token.dep_ == "poss":
        yield from _pairs(reach, token.head, token)


def _compound(reach: Reach, token: Token, _row: NominalRow) -> Iterator[tuple[Phrase, Phrase]]:
    if token.dep_ in ("compound", "nmod", "amod"):
        yield from _pairs(reach, token.head, token)


def _preposition(reach: Reach, token: Token, row: NominalRow) -> Iterator[tuple[Phrase, Phrase]]:
    if token.dep_ != "pobj" or token.head.lower_ not in row.words:
        return
    preposition = token.head
    if preposition.head.pos_ in ("NOUN", "PROPN"):
        yield from _pairs(reach, preposition.head, token)
    elif preposition.i and preposition.nbor(-1).i in reach.links:  # "topped the list before 'Low Tide' by X"
        yield from _pairs(reach, preposition.nbor(-1), token)


def _apposition(reach: Reach, token: Token, _row: NominalRow) -> Iterator[tuple[Phrase, Phrase]]:
    if token.dep_ == "appos":
        yield from _pairs(reach, token.head, token)


def _comma(reach: Reach, token: Token, _row: NominalRow) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield "Irving, Texas": two names with only a comma between them."""
    if token.i + 2 >= len(token.doc) or token.nbor(1).lower_ != ",":
        return
    second = token.nbor(2)
    if token.sent == second.sent and token.i in reach.links and second.i in reach.links:
        yield from _pairs(reach, token, second)


def _role(reach: Reach, token: Token, row: NominalRow) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield ``(bearer, place of work)`` for a role noun: "X chief executive Y", "Y, head of X", "X's president, Y"."""
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() not in row.words:
        return
    bearers = [p for t in _bearers(token) for p in phrases(reach, t, whole=False) if p.entity]
    houses = [p for t in _houses(token) for p in phrases(reach, _owner(token, t)) if p.entity or _is_body(token, p)]
    for bearer in bearers:
        for house in houses:
            if bearer.entity != house.entity:
                yield bearer, house


def _owner(role: Token, house: Token) -> Token:
    """Return the last of conjoined owners for one bearer: "sued Halden and Quarrel's maker, Vale Labs" (Quarrel's)."""
    if house.dep_ != "poss" or role.tag_ not in ("NN", "NNP"):
        return house
    last = next((c for c in house.children if c.dep_ == "conj"), None)
    return house if last is None else _owner_of_conjoined(last)


def _owner_of_conjoined(noun: Token) -> Token:
    further = next((c for c in noun.children if c.dep_ == "conj"), None)
    return noun if further is None else _owner_of_conjoined(further)


def _is_body(role: Token, house: Phrase) -> bool:
    """Whether a phrase may name where a role is held: "spokesman for the coastal guard"."""
    above = role.doc[house.token].head
    return house.quantity is None and above.dep_ == "prep" and above.head.i == role.i


def _bearers(role: Token) -> list[Token]:
    """Return the tokens that may name who holds the role."""
    out = [c for c in role.children if c.dep_ == "appos"] + _beside(role)
    if role.dep_ in ("appos", "compound", "nmod", "attr"):
        above = role.head
        if role.dep_ == "attr":
            out += [c for c in above.children if c.dep_ == "nsubj"]
        else:
            out.append(above)
    return out


def _beside(role: Token) -> list[Token]:
    """Return the name in "its sponsor, Senator X, calls it": the parser takes the apposition for a second subject."""
    if role.dep_ not in ("nsubj", "nsubjpass"):
        return []
    comma = role.right_edge.i + 1
    others = [c for c in role.head.children if c.dep_ == role.dep_ and c.left_edge.i == comma + 1]
    return others if others and role.doc[comma].lower_ == "," else []


def _houses(role: Token) -> list[Token]:
    """Return the tokens that may name where the role is held."""
    out = [c for c in role.children if c.dep_ in ("poss", "compound", "nmod")]
    out += [
        g for c in role.children if c.dep_ == "prep" and c.lower_ in HANDED_DOWN for g in c.children if g.dep_ == "pobj"
    ]
    if role.dep_ in ("compound", "nmod"):
        out += [c for c in role.head.children if c.dep_ in ("compound", "nmod", "poss") and c.i < role.i]
    for child in role.children:
        if child.dep_ in ("compound", "amod"):
            out += [c for c in child.children if c.dep_ in ("poss", "compound", "nmod")]
    return out


PATTERN: dict[str, Pattern] = {
    "possessive": _possessive,
    "compound": _compound,
    "preposition": _preposition,
    "apposition": _apposition,
    "role": _role,
    "comma": _comma,
}
"""How each pattern yields ``(head, other)`` at a token."""
_BY_RELATION = {
    "poss": frozenset({"possessive"}),
    "compound": frozenset({"compound"}),
    "nmod": frozenset({"compound"}),
    "amod": frozenset({"compound"}),
    "pobj": frozenset({"preposition"}),
    "appos": frozenset({"apposition"}),
}
_NONE: frozenset[str] = frozenset()


def patterns_at(token: Token) -> frozenset[str]:
    """
    Return the patterns that may stand at a token, told from it alone; the others yield nothing there.

    A domain has dozens of rows and a text hundreds of tokens: most pairs of them need not be tried.
    """
    comma = token.i + 2 < len(token.doc) and token.nbor(1).text == ","
    return _patterns(token.dep_, token.pos_ in ("NOUN", "PROPN"), comma)


@lru_cache(maxsize=256)
def _patterns(relation: str, noun: bool, comma: bool) -> frozenset[str]:  # noqa: FBT001
    return _BY_RELATION.get(relation, _NONE).union(["role"] * noun, ["comma"] * comma)
