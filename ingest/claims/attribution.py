"""
Attribution: who says what a clause tells, by a verb of saying, by "according to", or by quotation marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.cues import attribution_verb

from .phrases import Phrase, Reach, phrases
from .subjects import agents, subjects
from .verbs import VERBAL, is_passive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from ingest.parsing.quotations import Quotation
    from kg.model import Modality

SPOKEN = frozenset({"ccomp", "parataxis"})


def attribution(reach: Reach, verb: Token) -> tuple[Phrase | None, str | None, Modality | None]:
    """Return who says the clause, the words that tell so, and the modality which that verb gives."""
    node = verb
    while node.head.i != node.i:
        parent = node.head
        kind = attribution_verb(parent.lemma_.lower()) if parent.pos_ in VERBAL else None
        if kind is not None and (node.dep_ in SPOKEN or (node.dep_ == "xcomp" and node.i != verb.i)):
            told_by = agents(reach, parent) if is_passive(parent) else subjects(reach, parent)
            return _first(_behind(reach, told_by)), parent.text, kind
        if kind == "alleged" and node.dep_ == "prep" and node.lower_ == "of":
            return _first(subjects(reach, parent)), f"{parent.text} ... of", "alleged"
        node = parent
    return _according(reach, verb)


def _according(reach: Reach, verb: Token) -> tuple[Phrase | None, str | None, Modality | None]:
    above = {verb.i, *(a.i for a in verb.ancestors)}
    below = {verb.i, *(d.i for d in verb.subtree)}
    for token in verb.sent:
        if token.lower_ == "according" and (token.head.i in above or token.head.i in below):
            target = next((d for d in token.subtree if d.dep_ == "pobj" and d.head.lower_ == "to"), None)
            if target is not None:
                return _first(_source(reach, target)), f"{token.text} to", None
    return None, None, None


def _behind(reach: Reach, found: list[Phrase]) -> list[Phrase]:
    """Return who stands behind what is said to speak, where that is a thing: "Halden data show"."""
    return _source(reach, reach.doc[found[0].token]) if found and not found[0].entity else found


def _source(reach: Reach, noun: Token) -> list[Phrase]:
    """Return who stands behind "Halden data", "a report by Halden": the name that the noun leans on."""
    found = phrases(reach, noun)
    if found and found[0].entity:
        return found
    for child in noun.subtree:
        if child.i != noun.i and child.dep_ in ("compound", "poss", "nmod", "pobj"):
            named = [p for p in phrases(reach, child) if p.entity]
            if named:
                return named
    return found


def quoted_speaker(reach: Reach, quotations: Sequence[Quotation], verb: Token) -> Phrase | None:
    """Return who speaks the quotation that a verb stands in, where no verb of saying governs it."""
    place = reach.parsed.units[verb.i].start
    for quotation in quotations:
        if quotation.start <= place < quotation.end and quotation.speaker >= 0:
            return _first(phrases(reach, reach.doc[quotation.speaker]))
    return None


def _first(found: Sequence[Phrase]) -> Phrase | None:
    return found[0] if found else None
