"""
Prepositions: what hangs on a verb or noun by one, in lists, contrasts and nested phrases.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .phrases import Phrase, Reach, clause_phrase, is_question, phrases, text_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

LINKING = {
    "by": frozenset({"contrast", "comparison", "then", "now"}),
    "for": frozenset({"example", "instance", "now", "once", "sure"}),
    "in": frozenset(
        {"fact", "addition", "turn", "particular", "contrast", "words", "short", "general", "return", "part"}
    ),
    "of": frozenset({"course"}),
    "at": frozenset({"least", "first", "last", "all"}),
    "on": frozenset({"hand", "contrary", "average"}),
    "as": frozenset({"result", "well", "usual"}),
}
"""Phrases that join sentences and tell nothing of anybody."""

COMPLEX = {
    "on": frozenset({"basis", "account", "behalf", "grounds", "strength"}),
    "in": frozenset({"light", "wake", "terms", "absence", "face", "defence", "defense", "memory", "honour", "honor"}),
    "by": frozenset({"means", "way", "virtue"}),
}
"""Nouns that make one preposition with the words around them: "on the basis of"."""


def is_complex(slot: str) -> bool:
    """
    Whether a slot is one preposition of several words, not a noun with what it leans on.

    >>> is_complex("on_basis_of"), is_complex("under_name_of")
    (True, False)
    """
    first, _, rest = slot.partition("_")
    return rest.removesuffix("_of") in COMPLEX.get(first, ())


def _behind(noun: Token) -> list[Token]:
    """Return what stands behind the "of" of a noun."""
    return [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]


def _named_by(reach: Reach, preposition: Token, noun: Token) -> Iterator[tuple[str, Phrase]]:
    """Yield the name that a noun leans on: "under the name of X" fills the slot ``under_name_of``."""
    if noun.i in reach.links:
        return
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for target in child.children:
                if target.i in reach.links:
                    yield from ((f"{preposition.lower_}_{noun.lemma_.lower()}_of", p) for p in phrases(reach, target))


def _links_text(preposition: Token) -> bool:
    """Whether a preposition with its noun only joins sentences: "by contrast", "for example", "in other words"."""
    nouns = [c for c in preposition.children if c.dep_ == "pobj"]
    return any(
        n.lower_ in LINKING.get(preposition.lower_, ()) and all(c.dep_ == "amod" for c in n.children) for n in nouns
    )


def _other_phrase(reach: Reach, first: Token, second: Token) -> Iterator[tuple[str, Phrase]]:
    """Yield the second part of "in the hall and on the roof", "not in the sound but in the titles"."""
    contrast = any(c.dep_ == "cc" and c.lower_ == "but" for c in first.children)
    for target in second.children:
        if target.dep_ == "pobj":
            yield from ((second.lower_, replace(p, contrast=contrast)) for p in phrases(reach, target))


def prepositional(reach: Reach, token: Token) -> Iterator[tuple[str, Phrase]]:
    """Yield ``(preposition, phrase)`` for what hangs on a verb or noun by a preposition, nested ones joined."""
    for child in token.children:
        if child.dep_ not in ("prep", "agent") or child.lower_ in ("according", "including") or _links_text(child):
            continue
        if child.dep_ == "agent" and token.pos_ in ("VERB", "AUX"):
            continue
        for target in child.children:
            yield from _governed(reach, child, target)


def _governed(reach: Reach, preposition: Token, target: Token) -> Iterator[tuple[str, Phrase]]:
    """Yield what one word behind a preposition stands for."""
    slot = preposition.lower_
    if target.dep_ == "pobj" and target.lower_ in COMPLEX.get(slot, ()) and (behind := _behind(target)):
        yield from ((f"{slot}_{target.lower_}_of", p) for c in behind for p in phrases(reach, c))
    elif target.dep_ == "pobj":
        yield from ((slot, p) for p in phrases(reach, target))
        yield from _named_by(reach, preposition, target)
    elif target.dep_ == "pcomp" and is_question(target):
        yield slot, clause_phrase(reach, target)
    elif target.dep_ == "pcomp" and target.pos_ == "ADV":  # "comes from elsewhere"
        yield slot, text_phrase(reach, target)
    elif target.dep_ == "conj" and target.pos_ == "ADP":
        yield from _other_phrase(reach, preposition, target)
    elif target.dep_ == "prep":
        for inner in target.children:
            if inner.dep_ == "pobj":
                yield from ((f"{slot}_{target.lower_}", p) for p in phrases(reach, inner))
