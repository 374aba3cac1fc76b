"""
Who speaks where, and so whom "I" and "we" mean inside a quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.parsing.quotations import quotation_at
from kg.model import Mention

from .anaphors import FIRST, OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.parsing.quotations import Quotation

    from .discourse import Discourse


def first_person(scene: Discourse, token: Token) -> Iterator[Mention]:
    """Yield the speaker for "I" and "my" in a quotation, and the speaker's organization for "we" and "our"."""
    quotation = quoted_at(scene, token)
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
    """Return the organization for which a speaker is introduced; each speaker's is looked for once."""
    if key not in scene.bodies:
        scene.bodies[key] = _find_body(scene, key)
    return scene.bodies[key]


def _find_body(scene: Discourse, key: str) -> str | None:
    """Look for "X, a spokesman for Y", "Y's X", "Y minister X"."""
    for token in (scene.parsed.doc[i] for i in scene.said[key].tokens):
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


def quoted_at(scene: Discourse, token: Token) -> Quotation | None:
    """Return the quotation in which a token stands."""
    return quotation_at(scene.quotations, scene.parsed.units[token.i].start)


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
    quotation = quoted_at(scene, token)
    return speaker_of(scene, quotation) if quotation else None
