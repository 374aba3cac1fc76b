"""
How well a thing suits what a reference is: a pronoun its sex and number, a noun what the article says of a name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ingest.names.frames import frames
from ingest.names.lexicon import lexicon
from ingest.parsing.quotations import SPEECH
from kg.text.names import is_place, word_set

from .discourse import PERSON_NOUNS, Discourse, Thing, noun_gender
from .roles import deed_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    elif anaphor.kind == "there":
        yield from _as_place(scene, thing)
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
    called = any(scene.person_like(c) for c in scene.said[key].classes)
    if not scene.person_like(cls) and not (gender or called or scene.human(key)):
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


def _as_place(scene: Discourse, thing: Thing) -> Iterator[tuple[str, float]]:
    """Yield how a thing suits "there": a place, or a body or event at which something happens."""
    told = lexicon(scene.domain).told(thing.noun) if thing.noun else ()
    classes = (scene.entities[thing.entity].type,) if thing.entity else told
    fits = [c for c in ("Place", "Organization", "Event") if any(scene.domain.is_a(cls, c) for cls in classes)]
    yield (f"is {fits[0]}" if fits and not thing.plural else "out"), 1.0


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
ALIKE = 0.7
"""Cosine from which a noun says the same as the last word of a name."""


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
    about, noun, vocab = scene.said[key], anaphor.noun, anaphor.token.vocab
    other = about.name == {noun} or _other_sort_of_place(scene, noun, key)  # "the match" is none that is named "Match"
    if other or _wrong_kind(scene, anaphor, key):
        yield "out", 1.0
        return
    kinship, alike = _kinship(scene, anaphor, key), _likeness(vocab, noun, about.nouns)
    told = any(c in about.classes or any(scene.domain.is_a(o, c) for o in about.classes) for c in anaphor.told)
    close = [n for n, holds in _close(scene, anaphor, key) if holds]
    near = kinship not in {"", "strange"} or told or (alike > SIMILAR and kinship != "strange")
    if not (close or near):
        yield "out", 1.0
        return
    yield from ((name, 1.0) for name in close)
    if told:
        yield "told", 1.0
    if kinship == "class" or (kinship and not set(close) & _BY_NAME):
        yield kinship, 1.0
    if kinship == "class" and any(c == scene.entities[key].type and anaphor.breadth != "told" for c in anaphor.told):
        yield "very class", 1.0
    if "said" not in close:
        yield from [("similar", alike)] if alike > SIMILAR else []
        yield from [("called otherwise", round(1.0 - max(0.0, alike), 2))] if about.nouns else []
    if not close and scene.guessed(key):
        yield "guess", 1.0
        yield from [("named otherwise", 1.0)] if _named_otherwise(scene, anaphor, key) else []
    yield from _by_words(anaphor, about.words | about.name | about.nouns)


_BY_NAME = frozenset({"said", "head of name"})


def _close(scene: Discourse, anaphor: Anaphor, key: str) -> Iterator[tuple[str, bool]]:
    """Yield what ties a noun to an entity by itself: it was said of it, stands in its name, tells what it did."""
    about, noun = scene.said[key], anaphor.noun
    said, head, core = noun in about.nouns or noun in about.titles, noun in about.heads, noun in about.core
    yield "said", said
    yield "head of name", head
    yield "in name", core and not head
    yield "deed", not said and deed_told(noun, about)
    yield "like name", not (said or core) and _likeness(anaphor.token.vocab, noun, about.heads) > ALIKE


def _likeness(vocab: Vocab, noun: str, others: Iterable[str]) -> float:
    """Return how like the likest of some words a noun is, 0 to 1."""
    return max((similarity(vocab, noun, other) for other in sorted(others)), default=0.0)


def _other_sort_of_place(scene: Discourse, noun: str, key: str) -> bool:
    """Whether a place is no such place: a country is no "city", a city no "country"."""
    if not scene.domain.is_a(scene.entities[key].type, "Place"):
        return False
    wide = is_place(scene.entities[key].name)
    return (noun in _SMALL and wide) or (noun in _WIDE and not wide)


_SMALL, _WIDE = word_set("city town village suburb borough district"), word_set("country nation republic continent")


def _kinship(scene: Discourse, anaphor: Anaphor, key: str) -> str:
    """
    How the classes that a noun tells stand to that of a thing.

    ``class`` where one is the same or above, ``wider class`` where one is below, ``kin`` where the thing's is a core
    class that may turn out to be one of them, ``sibling`` where both are kinds of one, ``unknown`` where hardly
    anything told the thing's, else ``strange``.
    """
    domain, told, cls = scene.domain, anaphor.told, scene.entities[key].type
    if any(domain.is_a(cls, c) for c in told):
        return "class"
    if any(domain.is_a(c, cls) for c in told):
        return "wider class"
    if domain.classes[cls].core and any(domain.may_be_same(cls, c) for c in told):
        return "kin"
    above = next((top for c in told if (top := _common(scene, cls, c))), "")
    if above:
        return f"sibling {above}".strip()
    if told and scene.guessed(key):
        return "unknown"
    return "strange" if told else ""


def _named_otherwise(scene: Discourse, anaphor: Anaphor, key: str) -> bool:
    """Whether a name's own noun tells other classes: the "Regional Court Halden" is not "the tool"."""
    own = {c for head in scene.said[key].heads for c in lexicon(scene.domain).told(head)}
    is_a = scene.domain.is_a
    return bool(own and anaphor.told) and not any(is_a(a, b) or is_a(b, a) for a in own for b in anaphor.told)


def _common(scene: Discourse, cls: str, other: str) -> str:
    """Return what two classes are kinds of: "the album" may be what was taken for a track."""
    domain = scene.domain
    for top in ("Work", "Organization", "Law"):
        if domain.is_a(cls, top) and domain.is_a(other, top):
            return top
    return "Agent" if domain.may_be_same(cls, other) else ""


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
    """Yield what the words before a noun say against what is known; a first place is news, a second another thing."""
    new = anaphor.words - known
    if anaphor.words & known:
        yield "known words", 1.0
    if new:
        yield "new words", float(min(2, len(new)))
    if new & {c.lower_ for c in anaphor.token.lefts if c.dep_ == "compound"}:
        yield "new kind", 1.0
    if anaphor.place and anaphor.place - known:
        yield ("new place" if any(map(is_place, sorted(known))) else "first place"), 1.0


@lru_cache(maxsize=20000)
def similarity(vocab: Vocab, one: str, other: str) -> float:
    """Return the cosine of two words' vectors, 0 where the model has none."""
    a, b = _vector(vocab, one), _vector(vocab, other)
    if a is None or b is None:
        return 0.0
    return round(float(a[0] @ b[0]) / (a[1] * b[1]), 3)


@lru_cache(maxsize=20000)
def _vector(vocab: Vocab, word: str) -> tuple[Any, float] | None:
    """Return a word's vector and its length, ``None`` where the model has none."""
    lexeme = vocab[word]
    norm = float(lexeme.vector_norm) if lexeme.has_vector else 0.0
    return (lexeme.vector, norm) if norm else None
