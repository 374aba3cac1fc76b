"""
What speaks for and against a thing as what a reference means: named features with values from 0 to about 3.

Features of position and part are the usual ones (Lappin and Leass 1994); those of nouns compare a noun with what the
article says of a name, with the name itself and with its class.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.names.frames import frames
from ingest.names.lexicon import lexicon
from ingest.parsing.quotations import SPEECH

from .anaphors import REFLEXIVE, Anaphor, verb_of
from .discourse import PERSON_NOUNS, RELATIVE, SUBJECTS, Discourse, Occurrence, Thing, noun_gender
from .speaking import quotation_at, speaker_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token
    from spacy.vocab import Vocab

Features = dict[str, float]
REACH = {"person": 4, "thing": 3, "they": 3, "noun": 60, "nouns": 60}
"""Sentences back that each kind may look."""
NEAR = 3
"""Sentences back that an unnamed thing is remembered for a noun of its kind."""


def candidates(scene: Discourse, anaphor: Anaphor) -> list[tuple[str, Features]]:
    """Return the things that a reference may mean, the latest first, with what speaks for and against each."""
    barred = _clause_mates(anaphor.token)
    speaker = speaker_at(scene, anaphor.token) if anaphor.kind in {"person", "thing", "noun"} else None
    found: list[tuple[str, Features]] = []
    for name, thing in scene.recent(anaphor.token.i, REACH[anaphor.kind]):
        if thing.last.token in barred or thing.last.token == anaphor.token.i or (speaker and name == speaker):
            continue
        said = dict(_fit(scene, anaphor, thing))
        if "out" not in said:
            found.append((name, said))
    place = _place_of_noun if anaphor.noun else _place
    for name, said in found:
        said.update(place(scene, anaphor, scene.things[name]))
    _compare(found)
    if anaphor.noun:
        _tell_distance(scene, anaphor, found)
    return found


def _tell_distance(scene: Discourse, anaphor: Anaphor, found: list[tuple[str, Features]]) -> None:
    """Tell how far back each candidate is; by how closely the noun fits, since a close fit may be far."""
    for name, said in found:
        distance = scene.number(anaphor.token.i) - scene.things[name].last.sentence
        said[("", "far loose", "far class", "far close")[_level(said)]] = math.log(1 + distance)


def _compare(found: list[tuple[str, Features]]) -> None:
    """Tell each candidate how it stands among the others: by how closely it fits a noun, and by nearness among equals."""
    levels = [_level(said) for _, said in found]
    best = max(levels, default=0)
    ranks = [0] * (_CLOSEST + 1)
    for level, (_, said) in zip(levels, found, strict=True):
        said["rank"] = math.log(1 + ranks[level])
        ranks[level] += 1
        if said["rank"] == 0:
            said["nearest"] = 1.0
        if level < best:
            said["worse fit"] = float(best - level)
        elif levels.count(best) == 1 and len(found) > 1:
            said["best fit"] = 1.0
    if len(found) == 1:
        found[0][1]["alone"] = 1.0


_CLOSEST = 3


def _level(said: Features) -> int:
    """How closely a noun fits: 3 by the very noun, 2 by the class, 1 by likeness; 1 for all that pronouns may mean."""
    if said.keys() & {"said", "head of name", "same noun"}:
        return _CLOSEST
    return 2 if said.keys() & {"class", "told", "same class"} else 1


def nothing(anaphor: Anaphor) -> Features:
    """Return what speaks for a reference to nothing that was mentioned."""
    return {"none": 1.0, **{f"none {cue}": 1.0 for cue in anaphor.cues}, **_none_of_noun(anaphor)}


def _none_of_noun(anaphor: Anaphor) -> Features:
    if not anaphor.noun:
        return {}
    words = float(min(3, len(anaphor.words)))
    return {"none words": words, "none told" if anaphor.told else "none untold": 1.0}


def _place_of_noun(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    """Yield what an antecedent's place tells a noun, which looks farther than a pronoun and minds parts less."""
    last = thing.last
    if last.sentence == scene.number(anaphor.token.i):
        yield "same sentence", 1.0
    if last.role in SUBJECTS:
        yield "subject", 1.0
    yield "often", math.log(len(thing.occurrences))
    if not thing.keys:
        yield ("definite" if thing.definite else "unnamed"), 1.0
    elif thing.occurrences[0].sentence == 0:
        yield "first sentence", 1.0
    if thing.entity in scene.topics:
        yield "title", 1.0


def _place(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    """Yield nearness, the part that the antecedent plays, and how much the article is about it."""
    token, last = anaphor.token, thing.last
    distance = scene.number(token.i) - last.sentence
    yield ("same sentence", "one back", "two back")[distance] if distance < 3 else "further", 1.0  # noqa: PLR2004
    yield "distance", math.log(1 + distance)
    yield from _part(token, last)
    if any(o.role in SUBJECTS and o.sentence >= last.sentence - 1 for o in thing.occurrences[-3:-1]):
        yield "was subject", 1.0
    yield "often", math.log(len(thing.occurrences))
    if last.spoken:
        yield "spoken", 1.0
    if last.listed:
        yield "listed", 1.0
    if not thing.keys:
        yield "unnamed", 1.0
    elif thing.occurrences[0].sentence == 0:
        yield "first sentence", 1.0
    if thing.entity in scene.topics:
        yield "title", 1.0
    if _governs(token, last):
        yield "own subject", 1.0
    quotation = quotation_at(scene, token)
    if quotation and not quotation.start <= scene.parsed.units[last.token].start < quotation.end:
        yield "outside quotation", 1.0
    if distance and "\n" in scene.parsed.text[scene.parsed.units[last.token].end : scene.parsed.units[token.i].start]:
        yield "other paragraph", 1.0


def _part(token: Token, last: Occurrence) -> Iterator[tuple[str, float]]:
    if last.role in SUBJECTS:
        yield "subject", 1.0
        if token.dep_ in SUBJECTS:
            yield "both subjects", 1.0
    elif last.role in {"dobj", "attr", "ROOT", "dative", "oprd"}:
        yield "object", 1.0
        if token.dep_ == "dobj":
            yield "both objects", 1.0
    elif last.role in {"poss", "nmod"}:
        yield "possessor", 1.0
        if token.dep_ == "poss":
            yield "both possessors", 1.0


def _governs(token: Token, last: Occurrence) -> bool:
    """Whether the antecedent is the subject of the reference's clause, or of the clause that it continues or hangs on."""
    node = token if token.dep_ == "poss" or token.dep_ not in SUBJECTS else token.head
    verb = verb_of(node)
    for _ in range(3):
        if verb is None:
            return False
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            meant = verb.head if subject.lower_ in RELATIVE and verb.dep_ == "relcl" else subject
            if meant.i in {last.token, last.anchor}:
                return True
        if verb.dep_ not in {"conj", "advcl", "ccomp", "xcomp"}:
            return False
        verb = verb.head if verb.head.i != verb.i else None
    return False


def _clause_mates(token: Token) -> set[int]:
    """Tokens that cannot be the antecedent: an object is not its own clause's subject, nor a possessor its own noun."""
    if token.dep_ == "poss":
        return {token.head.i}
    own = {c.i for c in token.children if c.dep_ in {"poss", "compound", "nmod", "amod"}}
    if token.dep_ in {"dobj", "pobj", "dative", "attr"} and token.lower_ not in REFLEXIVE:
        verb = verb_of(token)
        if verb is not None:
            own |= {c.i for c in verb.children if c.dep_ in SUBJECTS}
    if token.dep_ in SUBJECTS:
        own |= {c.i for c in token.head.children if c.dep_ in {"dobj", "attr"}}
    return own


def _fit(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    if anaphor.kind == "person":
        yield from _as_person(scene, anaphor, thing)
    elif anaphor.kind == "thing":
        yield from _as_thing(scene, anaphor, thing)
    elif anaphor.kind == "they":
        yield from _as_they(scene, thing)
    elif thing.plural != (anaphor.kind == "nouns") and not (anaphor.kind == "nouns" and _is_group(scene, thing)):
        yield "out", 1.0
    elif thing.keys:
        yield from _as_named(scene, anaphor, thing)
    else:
        yield from _as_unnamed(scene, anaphor, thing)


def _is_group(scene: Discourse, thing: Thing) -> bool:
    return thing.entity is not None and scene.domain.is_a(scene.entities[thing.entity].type, "PersonGroup")


def _as_person(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    key = thing.entity
    if key is None:
        person = thing.noun in PERSON_NOUNS or bool(lexicon(scene.domain).class_of(thing.noun, under="Person"))
        if thing.plural or not person or noun_gender(thing.noun) not in {"", anaphor.gender}:
            yield "out", 1.0
        return
    gender = scene.genders.get(key, "")
    cls = scene.entities[key].type
    if gender and gender != anaphor.gender:
        yield ("out" if key in scene.certain else "other gender"), 1.0
    elif gender:
        yield ("told gender" if key in scene.certain else "name gender"), 1.0
    if not scene.person_like(cls) and not (gender or scene.human(key)):
        yield "out", 1.0
    elif scene.domain.is_a(cls, "Person"):
        yield "person", 1.0
    elif scene.body(key):
        yield "body", 1.0


def _as_thing(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    key = thing.entity
    if thing.plural:
        yield "out", 1.0
    elif key is None:
        if thing.noun in PERSON_NOUNS or lexicon(scene.domain).class_of(thing.noun, under="Person"):
            yield "out", 1.0
        yield from ((f"is {scene.domain.core(c)}", 1.0) for c in lexicon(scene.domain).told(thing.noun)[:1])
    else:
        cls = scene.entities[key].type
        if key in scene.certain or scene.domain.is_a(cls, "PersonGroup"):
            yield "out", 1.0
        yield f"is {scene.domain.core(cls)}", 1.0
        yield from _by_verb(scene, anaphor.token, cls)


def _by_verb(scene: Discourse, token: Token, cls: str) -> Iterator[tuple[str, float]]:
    """Yield how a class suits the verb of which the reference is the subject or object."""
    verb = token.head if token.dep_ != "poss" else None
    agent = scene.domain.is_a(cls, "Agent")
    if verb is None or verb.pos_ not in {"VERB", "AUX"}:
        return
    if token.dep_ == "nsubj" and verb.lemma_ in SPEECH:
        yield ("says" if agent else "cannot say"), 1.0
        return
    slot = "subject" if token.dep_ == "nsubj" else "object"
    expected = frames(scene.domain).slots.get((verb.lemma_, slot), ())
    if expected:
        yield ("expected" if any(scene.domain.is_a(cls, c) for c, _ in expected) else "not expected"), 1.0


def _as_they(scene: Discourse, thing: Thing) -> Iterator[tuple[str, float]]:
    if thing.members:
        yield "list", 1.0
        if all(scene.domain.is_a(scene.entities[k].type, "Agent") for k in thing.members):
            yield "list of agents", 1.0
    elif thing.entity is None:
        if not thing.plural:
            person = thing.noun in PERSON_NOUNS or lexicon(scene.domain).classes_of(thing.noun)
            yield ("singular" if person else "out"), 1.0
    elif _is_group(scene, thing):
        yield "people", 1.0
    elif scene.domain.is_a(scene.entities[thing.entity].type, "Agent"):
        yield ("one person" if scene.human(thing.entity) else "body"), 1.0
    else:
        yield "out", 1.0


def _as_unnamed(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    """Yield how a noun suits a thing that was mentioned by another noun, or the same."""
    if thing.noun == anaphor.noun:
        yield "same noun", 1.0
        if (anaphor.words | anaphor.place) - thing.words:
            yield "new words", 1.0
        return
    alike = similarity(anaphor.token.vocab, anaphor.noun, thing.noun)
    told = lexicon(scene.domain).told(thing.noun)
    if scene.number(anaphor.token.i) - thing.last.sentence > NEAR or not (
        alike > SIMILAR or set(told) & set(anaphor.told)
    ):
        yield "out", 1.0
        return
    yield "similar", max(0.0, alike)
    if set(told) & set(anaphor.told):
        yield "same class", 1.0


SIMILAR = 0.5
"""Cosine from which two nouns may be said of one thing."""


def _as_named(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    """Yield how a noun suits a named thing: said of it, part of its name, or telling its class."""
    fits = [dict(_noun_fit(scene, anaphor, key)) for key in thing.keys]
    if any("out" in f for f in fits):
        yield "out", 1.0
        return
    names = dict.fromkeys(n for f in fits for n in f)
    yield from ((name, sum(f.get(name, 0.0) for f in fits) / len(fits)) for name in names)
    if thing.members:
        yield "list", 1.0


def _noun_fit(scene: Discourse, anaphor: Anaphor, key: str) -> Iterator[tuple[str, float]]:
    about, noun, domain = scene.said[key], anaphor.noun, scene.domain
    cls = scene.entities[key].type
    gender = scene.genders.get(key, "")
    if anaphor.gender and (gender not in {"", anaphor.gender} or not (scene.person_like(cls) or scene.human(key))):
        yield "out", 1.0
        return
    said, head = noun in about.nouns or noun in about.titles, noun in about.heads
    fits = any(domain.is_a(cls, c) for c in anaphor.told)
    told = any(c in about.classes or any(domain.is_a(o, c) for o in about.classes) for c in anaphor.told)
    alike = max((similarity(anaphor.token.vocab, noun, n) for n in sorted(about.nouns)), default=0.0)
    may = any(domain.may_be_same(cls, c) for c in anaphor.told)
    if not (said or head or fits or told or may or alike > SIMILAR or noun in about.name):
        yield "out", 1.0
        return
    yield from ((name, 1.0) for name, holds in (("said", said), ("head of name", head), ("told", told)) if holds)
    if noun in about.name and not head:
        yield "in name", 1.0
    if fits:
        yield "class", 1.0
        if any(c == cls for c in anaphor.told) and not domain.classes[cls].core:
            yield "very class", 1.0
    elif any(domain.is_a(c, cls) for c in anaphor.told):
        yield "wider class", 1.0
    elif may:
        yield "kin", 1.0
    elif anaphor.told:
        yield "strange", 1.0
    if alike > SIMILAR and not said:
        yield "similar", alike
    if about.nouns and not said:
        yield "called otherwise", 1.0
    yield from _by_words(anaphor, about.words | about.name | about.nouns)

def _by_words(anaphor: Anaphor, known: set[str]) -> Iterator[tuple[str, float]]:
    new = anaphor.words - known
    if anaphor.words & known:
        yield "known words", 1.0
    if new:
        yield "new words", float(min(2, len(new)))
    if anaphor.place and anaphor.place - known:
        yield "new place", 1.0


@lru_cache(maxsize=20000)
def similarity(vocab: Vocab, one: str, other: str) -> float:
    """Return the cosine of two words' vectors, 0 where the model has none."""
    a, b = vocab[one], vocab[other]
    if not (a.has_vector and b.has_vector and a.vector_norm and b.vector_norm):
        return 0.0
    return round(float(a.vector @ b.vector) / float(a.vector_norm * b.vector_norm), 3)
