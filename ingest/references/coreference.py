"""
Pronouns and definite nouns lead to the entities they stand for.

Rules over the surrogate parse, after the study's section 4. A wrong link does more harm than none, so where two
antecedents are close, or an unnamed thing is nearer, nothing is linked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.parsing.quotations import find_quotations
from kg.model import Mention

from .definites import definite_noun, first_word
from .discourse import Discourse
from .pronouns import FEMALE, FIRST, MALE, OURS, PLURAL, THING, first_person, he_or_she, is_empty, it, they

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.names.mentions import Names
    from ingest.parsing.surrogate import Parsed
    from kg.domain import Domain

    from .antecedents import Found


def resolve_references(parsed: Parsed, names: Names, domain: Domain) -> tuple[Mention, ...]:
    """
    Resolve pronouns and definite nouns, in the order of the text; what is resolved helps with what follows.

    Args:
        parsed: The surrogate parse of the article.
        names: Its names.
        domain: Tells which nouns are said of which classes.

    Returns:
        Mentions of kind ``pronoun`` or ``nominal``, sorted; several for one span where it stands for several things.
    """
    scene = Discourse(parsed, {e.key: e for e in names.entities}, domain, find_quotations(parsed))
    found = [m for token in parsed.doc for m in _resolve(scene, token)]
    speaking = [m for token in parsed.doc if token.lower_ in FIRST | OURS for m in first_person(scene, token)]
    return tuple(sorted((*found, *speaking), key=lambda m: (m.start, m.end, m.entity)))


def _resolve(scene: Discourse, token: Token) -> Iterator[Mention]:
    """Resolve one token, and take in what it mentions."""
    unit, low = scene.parsed.units[token.i], token.lower_
    if unit.mentions:
        scene.add((m.entity for m in unit.mentions), token)
    elif low in FEMALE | MALE:
        yield from _link(scene, token, token, he_or_she(scene, token, "f" if low in FEMALE else "m"))
    elif low in THING and not is_empty(token):
        yield from _link(scene, token, token, it(scene, token))
    elif low in PLURAL:
        yield from _link(scene, token, token, they(scene, token))
    elif _is_noun(token) and not unit.time and unit.quantity is None:
        found = definite_noun(scene, token)
        yield from _link(scene, first_word(token), token, found)
        if found is None:
            scene.add_noun(token)


def _is_noun(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.text.islower() and token.dep_ not in {"compound", "nmod"}


def _link(scene: Discourse, first: Token, last: Token, found: Found | None) -> Iterator[Mention]:
    if found is None:
        return
    keys, rule, confidence = found
    start, end = scene.parsed.units[first.i].start, scene.parsed.units[last.i].end
    scene.add(keys, last)
    for key in keys:
        yield Mention(start, end, "nominal" if last.pos_ == "NOUN" else "pronoun", key, rule, round(confidence, 2))
