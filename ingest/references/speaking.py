"""
Who speaks where, and so whom "I" and "we" mean inside a quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Mention

from .anaphors import FIRST, OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.parsing.quotations import Quotation

    from .discourse import Discourse


def first_person(scene: Discourse, token: Token) -> Iterator[Mention]:
    """Yield the speaker for "I" and "my" in a quotation, and the speaker's organization for "we" and "our"."""
    quotation = quotation_at(scene, token)
    key = speaker_of(scene, quotation) if quotation else None
    if key is None:
        return
    person = scene.person_like(scene.entities[key].type)
    if token.lower_ in FIRST and not person:
        return
    if token.lower_ in OURS:
        key = _body_of(scene, key) if person else key
        if key is None or not _may_say_we(scene, key):
            return
    unit = scene.parsed.units[token.i]
    yield Mention(unit.start, unit.end, "pronoun", key, "speaker", 0.8)


def _may_say_we(scene: Discourse, key: str) -> bool:
    """Whether an entity is one that says "we": an organization, or a place for its government."""
    return any(scene.domain.is_a(scene.entities[key].type, cls) for cls in ("Organization", "Place"))


def _body_of(scene: Discourse, key: str) -> str | None:
    """The organization for which a speaker is introduced: "X, a spokesman for Y", "Y's X", "Y minister X"."""
    for token in scene.parsed.doc:
        if not any(m.entity == key for m in scene.parsed.units[token.i].mentions):
            continue
        offices = [c for c in token.children if c.dep_ == "appos"]
        if token.dep_ == "appos":
            offices.append(token.head)
        near = [c for node in (token, *offices) for c in node.children if c.dep_ in {"compound", "nmod", "poss"}]
        near += [
            o for node in offices for c in node.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"
        ]
        for other in near:
            for mention in scene.parsed.units[other.i].mentions:
                cls = scene.entities[mention.entity].type
                if scene.domain.is_a(cls, "Organization") or (other.dep_ == "poss" and scene.domain.is_a(cls, "Place")):
                    return mention.entity
    return None


def quotation_at(scene: Discourse, token: Token) -> Quotation | None:
    """Return the quotation in which a token stands."""
    at = scene.parsed.units[token.i].start
    return next((q for q in scene.quotations if q.start <= at < q.end), None)


def speaker_of(scene: Discourse, quotation: Quotation) -> str | None:
    """Return the entity that speaks, by name or through what was resolved already."""
    if quotation.speaker < 0:
        return None
    mentions = scene.parsed.units[quotation.speaker].mentions
    if len(mentions) == 1:
        return mentions[0].entity
    thing = scene.things.get(scene.at.get(quotation.speaker, ""))
    return thing.entity if thing else None


def speaker_at(scene: Discourse, token: Token) -> str | None:
    """Return the entity that speaks where a token stands."""
    quotation = quotation_at(scene, token)
    return speaker_of(scene, quotation) if quotation else None
