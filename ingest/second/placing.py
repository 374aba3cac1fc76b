"""
Whether a name fills a place itself, or is only part of what fills it: "the owner of Quay Books", "Lark Press's yard".

There is no parse here: what stands right before and behind a name counts, and a preposition only where the rows of the
domain, or the words of an open relation, have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import OPEN
from kg.text.names import flat, word_set

from .lemmas import is_past, lemmas
from .reasons import Reason, RefusedError

if TYPE_CHECKING:
    from kg.model import Argument

    from .pages import Core, Page
    from .scene import Word

_OWNED = word_set("of for at from by with against like unlike including than except about behind near alongside")
"""Words before a name that make it part of a longer phrase: "opponents of Quay Books bought", "unlike Quay Books"."""
_PREPOSITIONS = word_set(
    "of at from for in with by to on over about under near against into than between alongside behind beside outside "
    "inside through via without within towards toward across around beyond"
)
_DETERMINERS = word_set("a an the its his her their our this that these those")
_LINKS = word_set("and or , & as well both plus like with also")
_MAY_STAND = word_set(
    "also then now later soon just once twice again already first finally never ever always often still instead even "
    "both all today yesterday has have had is was were are be been being will would may might can could did do does "
    "not who which that itself themselves together alone thus"
)
"""Words between a subject and its verb that are no noun."""
_ENDINGS_IN_S = word_set("as is was has its this plus across versus says afterwards always perhaps thus yes towards")
_NEAR = 4
"""Words between a preposition and its name: "of the small old studio Lark Press"."""
_TOKEN = re.compile(r"[\w.-]*\w|[^\w\s]")


def in_place(found: Core, agent: Argument, patient: Argument, page: Page) -> None:
    """
    Refuse a name that stands within what the verb's subject or object is.

    Raises:
        RefusedError: The subject or the object is another thing.
    """
    scene, base, text = found.scene(page), found.sentence.start, flat(page.article.text)
    said = [w for i in scene.near() if (w := scene.words[i]).text in found.said]
    behind = [w for w in said if base + w.start >= agent.end]
    if behind and not _is_subject(agent, behind[0], base, text, found):
        raise RefusedError(Reason.SUBJECT)
    if behind and _is_second_subject(agent, patient, behind[0], base, text, found, page):
        raise RefusedError(Reason.OBJECT)
    before = [w for w in said if base + w.end <= patient.start]
    if before and not _is_object(patient, before[-1], base, text, found, page):
        raise RefusedError(Reason.OBJECT)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _is_subject(agent: Argument, verb: Word, base: int, text: str, found: Core) -> bool:
    before = [t.casefold() for t in _tokens(text[found.sentence.start : agent.start])]
    bare = [t for t in before if t not in _DETERMINERS]
    if bare and bare[-1] in _OWNED:
        return False
    between = text[agent.end : base + verb.start]
    owner = re.match(r"'s?\s+(?=\w)(?!\s*$)", between)
    if owner:
        return not (is_past(verb.text) and between[owner.end() :].strip())
    tokens = _tokens(between)
    noun = bool(tokens) and tokens[0].isalpha() and tokens[0].islower() and not _is_between(tokens[0])
    return not (noun and is_past(verb.text) and all(map(_is_between, tokens[1:])))


def _is_between(token: str) -> bool:
    return token in _MAY_STAND or token.endswith("ly")


def _is_second_subject(
    agent: Argument, patient: Argument, verb: Word, base: int, text: str, found: Core, page: Page
) -> bool:
    """Whether both names do what the verb says: "Quay Books and Lark Press bought Tern House"."""
    relation = page.domain.relations.get(found.relation)
    if (
        (relation and relation.symmetric)
        or not agent.end <= patient.start < base + verb.start
        or not is_past(verb.text)
    ):
        return False
    between = {t.casefold() for t in _tokens(text[agent.end : patient.start])} - _DETERMINERS
    return bool(between) and between <= _LINKS


def _is_object(patient: Argument, verb: Word, base: int, text: str, found: Core, page: Page) -> bool:
    rest = text[patient.end : found.sentence.end]
    following = re.match(r"\s+([^\W\d_]+)", rest)
    word = following[1] if following and following[1].islower() else ""
    before = _tokens(text[base + verb.end : patient.start])
    if re.match(r"'(?:s\b|\s+[a-z])", rest) or (before and before[-1] in {"a", "an"} and word):
        return False  # "Lark Press's yard", "a Lark Press book"
    if word.endswith("s") and not word.endswith("ss") and word not in _ENDINGS_IN_S:
        return False  # "Lark Press books"
    return _is_reached([t.casefold() for t in before], found, page) and _is_listed(patient, verb, base, word, page)


def _is_reached(before: list[str], found: Core, page: Page) -> bool:
    """Whether no preposition stands between that the relation does not have."""
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i] in _PREPOSITIONS), None)
    if at is None or len(before) - at - 1 > _NEAR or (at == 0 and before[0] == "of"):
        return True  # "the purchase of Lark Press"
    preposition = before[at]
    if found.relation.startswith(OPEN):
        return preposition in found.relation.removeprefix(OPEN).split("_")
    forms = frozenset().union(*map(lemmas, found.said))
    rows = [
        row
        for row in page.domain.rows.get("clause", ())
        if row.get("relation") == found.relation and any(v.split("_")[0] in forms for v in row.get("verbs", ()))
    ]
    slots = [s for row in rows for name in ("object", "subject") for s in row.get(name, ())]
    particles = [p for row in rows for v in row.get("verbs", ()) for p in v.split("_")[1:]]
    return not rows or preposition in particles or any(re.split(r"[:_]", s)[-1] == preposition for s in slots)


def _is_listed(patient: Argument, verb: Word, base: int, following: str, page: Page) -> bool:
    """Whether a name behind another object is a further one: "bought Tern House and the studio Lark Press"."""
    text, end = page.article.text, base + verb.end
    others = [m for m in page.names.mentions if end <= m.start and m.end <= patient.start]
    if not others or len(_tokens(text[end : others[0].start])) > 1:
        return True
    tokens = _tokens(text[others[0].end : patient.start])
    if ";" in tokens:
        return False
    for before, token in zip(["", *tokens], tokens, strict=False):
        verb_like = token.islower() and token not in _LINKS | _DETERMINERS | _PREPOSITIONS
        if verb_like and before in _LINKS:
            return False
    return not (set(tokens) & {"and", ","} and following and is_past(following))
