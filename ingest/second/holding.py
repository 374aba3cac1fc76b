"""
Whether arguments may stand where a proposal puts them: their classes, the word between them, who does it to whom.

There is no parse here; what stands next to the verb counts. A place that another name fills is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import OPEN
from kg.text.names import word_set

from .counting import of_subject
from .placing import in_place
from .reasons import Reason, RefusedError
from .wording import turned

if TYPE_CHECKING:
    from kg.model import Argument, Mention

    from .pages import Core, Page
    from .scene import Scene

_PREPOSITIONS = word_set("of at from for in with by to on over about under near against into than between")
_RELATIVES = word_set("which who that whom")
_LINKS = word_set("and or , & as well both ; also")
_BESIDE = 3
"""Words between a name and the verb that it is the subject of: "Vale has now also"."""


def allowed(found: Core, page: Page) -> None:
    """
    Hold a claim to the classes of its arguments.

    Raises:
        RefusedError: One of them is not allowed, or both are the same.
    """
    if found.object is not None and _same(found.subject, found.object):
        raise RefusedError(Reason.NOTHING)
    if found.relation.startswith(OPEN):
        return
    relation = page.domain.relations.get(found.relation)
    first = relation.domain if relation else page.domain.figures[found.relation].domain
    if not _fits(found.subject, first, page):
        raise RefusedError(Reason.TYPES)
    if relation and found.object and not _fits(found.object, relation.range, page):
        raise RefusedError(Reason.TYPES)


def _same(one: Argument, other: Argument) -> bool:
    return (one.entity is not None and one.entity == other.entity) or (one.start, one.end) == (other.start, other.end)


def _fits(filler: Argument, classes: tuple[str, ...], page: Page) -> bool:
    """Whether an argument may stand there; a phrase only where anything may."""
    if filler.entity is None:
        return any(page.domain.classes[name].parents == () for name in classes)
    return page.domain.fits(page.names.entities[filler.entity].type, classes)


def in_their_roles(found: Core, page: Page) -> None:
    """
    Refuse arguments whose place in the sentence is another's.

    The agent stands before the patient, or behind "by", or behind "which": "Lark Press, which Quay Books bought".
    Where the ontology allows one way only, the order is free.

    Raises:
        RefusedError: They are exchanged, or another name stands nearer to the verb.
    """
    if found.object is None:
        _beside_the_verb(found, found.subject, None, page)
        of_subject(found, page)
        return
    relation = page.domain.relations.get(found.relation)
    turn = turned(found.relation, found.said, page.domain)
    agent, patient = (found.object, found.subject) if turn else (found.subject, found.object)
    if not (relation and (relation.symmetric or turn is None or not _both_ways(found, page))):
        _ordered(agent, patient, found, page.article.text)
    _beside_the_verb(found, agent, patient, page)
    in_place(found, agent, patient, page)


def _both_ways(found: Core, page: Page) -> bool:
    relation = page.domain.relations[found.relation]
    assert found.object is not None
    return _fits(found.object, relation.domain, page) and _fits(found.subject, relation.range, page)


def _ordered(agent: Argument, patient: Argument, found: Core, text: str) -> None:
    if agent.start < patient.start:
        right = not re.search(r"\bby\b(?:\s+\w+){0,2}\s*$", text[agent.end : patient.start])
    else:
        between = text[patient.end : agent.start]
        right = bool(re.search(r"\bby\b(?:\s+\w+){0,3}\s*$", between))
        relative = re.search(r"\b(?:which|whom|that)\b((?:\s+\w+){0,3})\s*$", between)
        right = right or bool(relative and not found.said & set(relative[1].split()))
    if not right:
        raise RefusedError(Reason.ROLES)


def _beside_the_verb(found: Core, agent: Argument, patient: Argument | None, page: Page) -> None:
    """Refuse where another name is the subject or the object of the verb that states the relation."""
    scene, base = found.scene(page), found.sentence.start
    verbs = [w for i in scene.near() if (w := scene.words[i]).text in found.said and base + w.start >= agent.end]
    if not verbs or agent.end > base + verbs[0].start:
        return
    verb = base + verbs[0].start
    if _is_in_aside(agent, verbs[0].segment, scene, base):
        raise RefusedError(Reason.SUBJECT)
    for mention in reversed(_others(agent, agent.end, verb, page)):
        if _is_subject(mention, agent, verb, page):
            raise RefusedError(Reason.SUBJECT)
        if not re.search(r"(?:\band|\bor|&|,)\s+$", page.article.text[agent.end : mention.start]):
            break
    if patient is None or patient.start < verb or not _governed(patient, page.article.text):
        return
    end = base + verbs[0].end
    direct = _others(patient, end, patient.start, page)
    relation = page.domain.relations.get(found.relation)
    if direct and relation and len(page.article.text[end : direct[0].start].split()) <= 1:
        allowed_there = relation.domain if patient is found.subject else relation.range
        if page.domain.fits(page.names.entities[direct[0].entity].type, allowed_there):
            raise RefusedError(Reason.OBJECT)


def _is_in_aside(agent: Argument, segment: int, scene: Scene, base: int) -> bool:
    """Whether the agent stands in an aside that ends before the verb: "Tern House, which sued Quay, bought"."""
    own = next((w.segment for w in scene.words if base + w.start >= agent.start), segment)
    part = scene.part(own)
    return own != segment and bool(part) and scene.low(part[0]) in {*_RELATIVES, "whose"}


def _others(argument: Argument, start: int, end: int, page: Page) -> list[Mention]:
    """Return the mentions of other entities in a stretch."""
    return [m for m in page.names.mentions if start <= m.start and m.end <= end and m.entity != argument.entity]


def _is_subject(mention: Mention, agent: Argument, verb: int, page: Page) -> bool:
    """Whether a name between agent and verb takes the agent's place: "Quay hopes Tern buys", "Tern, which buys"."""
    text = page.article.text
    behind = re.findall(r"\w+|[^\w\s]", text[mention.end : verb])
    before = re.findall(r"[\w']+|[^\w\s]", text[agent.end : mention.start].casefold())
    if any(w.casefold() in _RELATIVES for w in behind[:2]):
        return True
    if len([w for w in behind if w.isalnum()]) > _BESIDE or "," in behind:
        return False
    nouns = [w for w in before if w not in {"a", "an", "the", "its", "their"}]
    if not nouns or set(nouns) <= _LINKS or nouns[-1] in _PREPOSITIONS:
        return not nouns  # "Quay Books Ada Koe": a modifier
    return nouns[-1] not in {"and", "or", "&"}


def _governed(patient: Argument, text: str) -> bool:
    before = re.findall(r"[\w']+|[^\w\s]", text[: patient.start][-40:].casefold())
    nouns = [w for w in before if w not in {"a", "an", "the", "its", "their"}]
    return bool(nouns) and nouns[-1] in _PREPOSITIONS
