"""
How well a thing suits what a reference is: a pronoun its sex and number, a noun what the article says of a name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.names.frames import frames
from ingest.names.lexicon import lexicon
from ingest.parsing.quotations import SPEECH

from .discourse import PERSON_NOUNS, Discourse, Thing, noun_gender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token
    from spacy.vocab import Vocab

    from .anaphors import Anaphor

NEAR = 3
"""Sentences back that an unnamed thing is remembered for a noun of its kind."""


def fit(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    """Yield what speaks for and against a thing by what it is; ``out`` where the reference cannot mean it."""
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
        yield "out", 1.0
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
        if key in scene.certain or scene.domain.is_a(cls, "PersonGroup") or _surely_person(scene, key):
            yield "out", 1.0
        yield f"is {scene.domain.core(cls)}", 1.0
        yield from _by_verb(scene, anaphor.token, cls)


def _surely_person(scene: Discourse, key: str) -> bool:
    """Whether an entity is a person by its class, with nothing that speaks for a body or a work."""
    votes = dict(scene.entities[key].votes)
    return scene.domain.is_a(scene.entities[key].type, "Person") and votes.get("Person", 0.0) >= max(
        votes.values(), default=0.0
    )


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
    """Yield how a noun suits one entity; ``out`` where nothing leads from one to the other."""
    about, noun = scene.said[key], anaphor.noun
    said, head = noun in about.nouns or noun in about.titles, noun in about.heads
    told = any(c in about.classes or any(scene.domain.is_a(o, c) for o in about.classes) for c in anaphor.told)
    alike = max((similarity(anaphor.token.vocab, noun, n) for n in sorted(about.nouns)), default=0.0)
    kinship = _kinship(scene, anaphor, scene.entities[key].type)
    near = kinship not in {"", "strange", "wider class"} or told or (alike > SIMILAR and (told or kinship != "strange"))
    if _wrong_kind(scene, anaphor, key) or not (said or head or noun in about.core or near):
        yield "out", 1.0
        return
    facts = (("said", said), ("head of name", head), ("in name", noun in about.core and not head), ("told", told))
    yield from ((name, 1.0) for name, holds in (*facts, (kinship, bool(kinship))) if holds)
    if kinship == "class" and any(c == scene.entities[key].type and anaphor.breadth != "told" for c in anaphor.told):
        yield "very class", 1.0
    if alike > SIMILAR and not said:
        yield "similar", alike
    if about.nouns and not said:
        yield "called otherwise", 1.0
    yield from _by_words(anaphor, about.words | about.name | about.nouns)


def _kinship(scene: Discourse, anaphor: Anaphor, cls: str) -> str:
    """
    How the classes that a noun tells stand to that of a thing.

    ``class`` where one is the same or above, ``wider class`` where one is below, ``kin`` where the thing's is a core
    class that may turn out to be one of them, ``sibling`` where both are kinds of one, else ``strange``.
    """
    domain, told = scene.domain, anaphor.told
    if any(domain.is_a(cls, c) for c in told):
        return "class"
    if any(domain.is_a(c, cls) for c in told):
        return "wider class"
    if domain.classes[cls].core and any(domain.may_be_same(cls, c) for c in told):
        return "kin"
    if any(_siblings(scene, cls, c) for c in told):
        return "sibling"
    return "strange" if told else ""


def _siblings(scene: Discourse, cls: str, other: str) -> bool:
    """Whether two classes are kinds of work or of organization: "the album" may be what was taken for a track."""
    domain = scene.domain
    return domain.may_be_same(cls, other) or any(
        domain.is_a(cls, top) and domain.is_a(other, top) for top in ("Work", "Organization", "Law")
    )


def said_of(scene: Discourse, anaphor: Anaphor, key: str) -> bool:
    """Whether a noun is said of a thing, in the text or by its class."""
    fit = dict(_noun_fit(scene, anaphor, key))
    return "out" not in fit and bool(fit.keys() & {"said", "told", "class"})


def _wrong_kind(scene: Discourse, anaphor: Anaphor, key: str) -> bool:
    """Whether a noun is said of persons and the thing is none, or the other way round: "the firm" is no man."""
    gender = scene.genders.get(key, "")
    person = scene.person_like(scene.entities[key].type) or scene.human(key)
    if anaphor.gender and (gender not in {"", anaphor.gender} or not person):
        return True
    if anaphor.noun in scene.said[key].nouns | scene.said[key].name or not anaphor.told:
        return False
    if all(not scene.person_like(c) for c in anaphor.told):
        return key in scene.certain or _surely_person(scene, key)
    return all(scene.domain.is_a(c, "Person") for c in anaphor.told) and scene.body(key)


def _by_words(anaphor: Anaphor, known: set[str]) -> Iterator[tuple[str, float]]:
    new = anaphor.words - known
    if anaphor.words & known:
        yield "known words", 1.0
    if new:
        yield "new words", float(min(2, len(new)))
    if new & {c.lower_ for c in anaphor.token.lefts if c.dep_ == "compound"}:
        yield "new kind", 1.0
    if anaphor.place and anaphor.place - known:
        yield "new place", 1.0


@lru_cache(maxsize=20000)
def similarity(vocab: Vocab, one: str, other: str) -> float:
    """Return the cosine of two words' vectors, 0 where the model has none."""
    a, b = vocab[one], vocab[other]
    if not (a.has_vector and b.has_vector and a.vector_norm and b.vector_norm):
        return 0.0
    return round(float(a.vector @ b.vector) / float(a.vector_norm * b.vector_norm), 3)
