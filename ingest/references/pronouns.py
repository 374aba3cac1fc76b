"""
Pronouns: he, she, it, they, and I and we inside quotations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.names.frames import frames
from ingest.names.lexicon import lexicon
from ingest.parsing.quotations import SPEECH, Quotation
from kg.model import Mention
from kg.text.names import word_set

from .antecedents import WIDE, Found, choose, closeness, own_subject
from .discourse import PERSON_NOUNS, SUBJECTS, Discourse, noun_gender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

FEMALE = word_set("she her hers herself")
MALE = word_set("he him his himself")
THING = word_set("it its itself")
PLURAL = word_set("they them their theirs themselves")
FIRST = word_set("i me my mine myself")
OURS = word_set("we us our ours ourselves")
REFLEXIVE = word_set("himself herself itself themselves")
REACH = 2
"""Sentences back that a pronoun may look; one more for he and she."""
_EMPTY = word_set(
    "possible clear likely unlikely important hard difficult crucial necessary easy good bad true unclear essential "
    "time"
)


def he_or_she(scene: Discourse, token: Token, gender: str) -> Found | None:
    """Return the person that "he", "she" and their forms stand for."""
    if token.lower_ in REFLEXIVE:
        own = own_subject(scene, token)
        if own:
            return own
    candidates = []
    speaker = speaker_at(scene, token)
    for occurrence in scene.recent(token.i, REACH + 1):
        key = occurrence.entity
        if occurrence.plural or (key and key == speaker):
            continue
        if key is None:
            if occurrence.noun not in PERSON_NOUNS or noun_gender(occurrence.noun) not in {"", gender}:
                continue
        elif (
            scene.body(key)
            or not scene.person_like(scene.entities[key].type)
            or scene.genders.get(key)
            not in {
                "",
                None,
                gender,
            }
        ):
            continue
        candidates.append((closeness(scene, token, occurrence) + _known_gender(scene, key, gender), occurrence))
    ahead = _subject_ahead(scene, token, gender)
    if ahead:
        return (ahead,), "he-she-ahead", 0.75
    best = choose(token, candidates)
    if best:
        scene.genders[best[0][0]] = gender
    return best and (best[0], "he-she", best[1])


def _subject_ahead(scene: Discourse, token: Token, gender: str) -> str | None:
    """The subject of the main clause, where the pronoun stands in a part that goes before it: "In her talk, X said"."""
    node = token
    for _ in range(8):
        if node.head.i == node.i:
            return None
        if node.dep_ in {"advcl", "prep"} and node.head.pos_ in {"VERB", "AUX"} and node.i < node.head.i:
            subject = next((c for c in node.head.children if c.dep_ in SUBJECTS), None)
            mentions = scene.parsed.units[subject.i].mentions if subject is not None and subject.i > token.i else ()
            keys = {m.entity for m in mentions}
            if len(keys) == 1:
                key = keys.pop()
                fits = scene.person_like(scene.entities[key].type)
                return key if fits and scene.genders.get(key) in {"", None, gender} else None
        node = node.head
    return None


def _known_gender(scene: Discourse, key: str | None, gender: str) -> float:
    return 0.3 if key and scene.genders.get(key) == gender else 0.0


def it(scene: Discourse, token: Token) -> Found | None:
    """Return the thing that "it" or "its" stands for."""
    candidates = []
    speaker = speaker_at(scene, token)
    quotation = quotation_at(scene, token)
    for occurrence in scene.recent(token.i, REACH):
        key = occurrence.entity
        if quotation and scene.parsed.units[occurrence.token].start < quotation.start:
            continue
        if occurrence.plural or (key and (key == speaker or not scene.thing_like(key))):
            continue
        if key is None and occurrence.noun in PERSON_NOUNS:
            continue
        if key is None and lexicon(scene.domain).class_of(occurrence.noun, under="Person"):
            continue
        score = closeness(scene, token, occurrence) + _suits(scene, token, key)
        candidates.append((score if key else score - 0.1, occurrence))
    best = choose(token, candidates, WIDE)
    return best and (best[0], "it", best[1])


def _suits(scene: Discourse, token: Token, key: str | None) -> float:
    """How well an entity suits the verb of which the pronoun is the subject or object."""
    if key is None:
        return 0.0
    cls = scene.entities[key].type
    place = -0.35 if scene.domain.is_a(cls, "Place") else 0.0
    verb = token.head if token.dep_ != "poss" else None
    if verb is None:
        return place
    if token.dep_ in SUBJECTS and verb.lemma_ in SPEECH:
        return place + (0.3 if scene.domain.is_a(cls, "Agent") else -0.3)
    slot = "subject" if token.dep_ == "nsubj" else "object"
    expected = frames(scene.domain).slots.get((verb.lemma_, slot), ())
    if not expected:
        return place
    return place + (0.3 if any(scene.domain.is_a(cls, c) for c, _ in expected) else -0.2)


def is_empty(token: Token) -> bool:
    """Whether "it" stands for nothing: "it is clear that", "it seems"."""
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in {"seem", "appear", "happen", "rain", "turn"}:
        return True
    if verb.lemma_ != "be" or token.dep_ not in SUBJECTS:
        return False
    clause = any(c.dep_ in {"ccomp", "advcl", "xcomp", "csubj"} and c.i > verb.i for c in verb.children)
    told = [c for c in verb.children if c.dep_ in {"acomp", "attr"}]
    return any(c.lemma_.lower() in _EMPTY for c in told) or (clause and bool(told))


def they(scene: Discourse, token: Token) -> Found | None:
    """Return what "they" stands for: the last list, a group of people, or the subject of the own clause."""
    for occurrence in scene.recent(token.i, 1):
        if occurrence.token == token.i:
            continue
        if occurrence.entity is None:
            if occurrence.plural:
                return None
            continue
        if occurrence.plural:
            members = next((keys for at, keys in reversed(scene.lists) if at == occurrence.token), ())
            if members and all(scene.domain.is_a(scene.entities[k].type, "Agent") for k in members):
                return members, "they-list", 0.75
            return None
        if scene.domain.is_a(scene.entities[occurrence.entity].type, "PersonGroup"):
            return (occurrence.entity,), "they-group", 0.75
    own = own_subject(scene, token)
    if (
        own
        and token.dep_ == "poss"
        and scene.thing_like(own[0][0])
        and scene.domain.is_a(scene.entities[own[0][0]].type, "Agent")
    ):
        return own[0], "they-own", 0.65
    return None


def first_person(scene: Discourse, token: Token) -> Iterator[Mention]:
    """Yield the speaker for "I" and "my" in a quotation, and the speaker's organization for "we" and "our"."""
    quotation = quotation_at(scene, token)
    key = speaker_of(scene, quotation) if quotation else None
    if key is None:
        return
    person = scene.person_like(scene.entities[key].type)
    if token.lower_ in FIRST and not person:
        return
    if token.lower_ in OURS and person:
        key = _body_of(scene, key)
        if key is None:
            return
    unit = scene.parsed.units[token.i]
    yield Mention(unit.start, unit.end, "pronoun", key, "speaker", 0.8)


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
    return next((o.entity for o in scene.occurrences if o.token == quotation.speaker), None)


def speaker_at(scene: Discourse, token: Token) -> str | None:
    """Return the entity that speaks where a token stands."""
    quotation = quotation_at(scene, token)
    return speaker_of(scene, quotation) if quotation else None
