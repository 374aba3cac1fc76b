"""
How well an antecedent fits an anaphor, and which one is far enough ahead of the others.

Weights were set on the development half of the annotated news (``benchmarks/coreference.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.names import word_set

from .discourse import SUBJECTS, Discourse, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

_REFLEXIVE = word_set("himself herself itself themselves")
MARGIN = 0.12
"""How far the best antecedent must be ahead of the next."""
WIDE = 0.2
"""The same for things, of which there are more than of persons."""

Scored = tuple[float, Occurrence]
Found = tuple[tuple[str, ...], str, float]
"""Entities, the rule that led to them, and how sure it is."""


def closeness(scene: Discourse, token: Token, occurrence: Occurrence) -> float:
    """Nearness, and the part that the antecedent plays; 0 to about 1.5."""
    distance = scene.number(token.i) - occurrence.sentence
    score = {0: 1.0, 1: 0.85, 2: 0.55, 3: 0.35}.get(distance, 0.2)
    if occurrence.dep in SUBJECTS:
        score += 0.35
        if (
            distance == 0
            and token.dep_ == "poss"
            and verb_of(token) is not None
            and occurrence.token in {c.i for c in (verb_of(token) or token).children}
        ):
            score += 0.25
    elif occurrence.dep in {"dobj", "attr", "ROOT"}:
        score += 0.1
    elif occurrence.dep in {"poss", "compound", "nmod"}:
        score -= 0.1
    if token.dep_ in SUBJECTS and occurrence.dep in SUBJECTS:
        score += 0.1
    if token.dep_ == "dobj" and occurrence.dep == "dobj":
        score += 0.3
    return score


def choose(token: Token, candidates: Iterable[Scored], margin: float = MARGIN) -> tuple[tuple[str, ...], float] | None:
    """Choose the best antecedent if it is a named one and far enough ahead of every other thing."""
    forbidden = _clause_mates(token)
    best: dict[str | None, float] = {}
    for score, occurrence in candidates:
        if occurrence.token in forbidden:
            continue
        name = occurrence.entity or f"?{occurrence.token}"
        best[name] = max(best.get(name, 0.0), score)
    order = sorted(best.items(), key=lambda item: (-item[1], str(item[0])))
    if not order or str(order[0][0]).startswith("?"):
        return None
    ahead = order[0][1] - (order[1][1] if len(order) > 1 else 0.0)
    if ahead < margin:
        return None
    return (str(order[0][0]),), min(0.95, 0.6 + ahead * 0.4)


def _clause_mates(token: Token) -> set[int]:
    """Tokens that cannot be the antecedent: an object is not its own clause's subject, nor a possessor its own noun."""
    if token.dep_ == "poss":
        return {token.head.i}
    if token.dep_ in {"dobj", "pobj", "dative"} and token.lower_ not in _REFLEXIVE:
        verb = verb_of(token)
        if verb is not None:
            return {c.i for c in verb.children if c.dep_ in SUBJECTS}
    return set()


def own_subject(scene: Discourse, token: Token) -> Found | None:
    """The subject of the clause that the token stands in."""
    verb = verb_of(token)
    for child in verb.children if verb is not None else ():
        if child.dep_ in SUBJECTS and child.i < token.i:
            keys = tuple(dict.fromkeys(o.entity for o in scene.occurrences if o.token == child.i and o.entity))
            if keys:
                return keys, "own-subject", 0.85
    return None


def verb_of(token: Token) -> Token | None:
    """Return the verb of the clause that a token stands in."""
    node = token
    for _ in range(8):
        if node.pos_ in {"VERB", "AUX"} and node.i != token.i:
            return node
        if node.head.i == node.i:
            return None
        node = node.head
    return None
