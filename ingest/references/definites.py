"""
Definite nouns: "the company", "this song", "both labels", "the festival" of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.names.lexicon import lexicon, singular
from kg.text.names import is_place, name_key, word_set
from kg.text.places import ABBREVIATIONS

from .antecedents import WIDE, Found, Scored, choose, closeness
from .discourse import PERSON_NOUNS, Discourse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from ingest.parsing.surrogate import Parsed

DETERMINERS = word_set("the this that these those both")
GROUPS = word_set("group band duo trio quartet outfit ensemble choir collective")
GENERAL = word_set(
    "police court government army navy military parliament congress press public region area world district "
    "community church internet media industry market board team family number list way part time day week month "
    "year first last one other people student executive official leader head officer artist user group"
)
"""Nouns that mostly need no antecedent, or have an unnamed one; linked only where the article used them of a name."""
SAME = (
    word_set("child baby infant toddler girl boy daughter son newborn"),
    word_set("boy youth teenager teen student pupil schoolboy"),
)
KIN = word_set("daughter son wife husband father mother brother sister child")
_WIDE_CLASSES = frozenset({"Work", "Event", "Concept", "Thing"})
"""Core classes whose nouns ("article", "report") do not call a song or a law so."""
NOUN_REACH, LIST_REACH = 2, 2
"""Sentences back that a noun may look for a thing of its class, for a list."""
_NARROW = word_set("first second third only last latest next other previous original")
_LOOSE = word_set("in on at from to after during before since including as by into until")


def definite_noun(scene: Discourse, token: Token) -> Found | None:
    """Return what a noun with "the", "this" or "both" stands for; nothing where more than adjectives narrow it down."""
    determiner = next((c for c in token.children if c.dep_ in {"det", "predet"}), None)
    noun = token.lemma_.lower()
    if noun in KIN and any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in token.children):
        return _by_noun(scene, token, noun)
    if determiner is None or determiner.lower_ not in DETERMINERS or not _is_bare(token, scene.parsed):
        return None
    told = _told(scene, token, noun)
    if token.tag_ in {"NNS", "NNPS"}:
        return _several(scene, token, told)
    return _by_noun(scene, token, noun) or _by_class(scene, token, noun, told)


def _told(scene: Discourse, token: Token, noun: str) -> tuple[str, ...]:
    """
    Return the classes that a noun tells together with what stands right before it.

    "The virtual act" may tell another class than "the act".
    """
    words = lexicon(scene.domain)
    before = [c.lower_ for c in token.lefts if c.dep_ in {"amod", "compound"}]
    for start in range(len(before)):
        told = words.told(" ".join((*before[start:], noun)))
        if told:
            return told
    told = words.told(noun)
    for cls in told:
        for modifier, other in words.modifiers.get(cls, ()):
            if modifier in before:
                return (other,)
    return told


def _by_noun(scene: Discourse, token: Token, noun: str) -> Found | None:
    """The entity whose name ends with the noun, or that the article has called so."""
    modifiers = {c.lower_ for c in token.children if c.dep_ in {"compound", "amod", "nmod"}} - {"same", "new"}
    alike = {noun}.union(*(group for group in SAME if noun in group))
    for occurrence in scene.recent(token.i, 99):
        key = occurrence.entity
        if key is None or occurrence.plural:
            if key is None and occurrence.noun == noun and occurrence.sentence >= scene.number(token.i) - 1:
                return None
            continue
        entity = scene.entities[key]
        parts = [name_key(n).split() for n in (entity.name, *entity.aliases)]
        person = scene.domain.is_a(entity.type, "Person")
        if not person and any(len(p) > 1 and singular(p[-1]) == noun and modifiers <= set(p) for p in parts):
            return (key,), "noun-of-name", 0.85
        called = scene.nouns[key]
        if (noun in called or (person and called & alike)) and modifiers <= called and _may_be_called(scene, key, noun):
            return (key,), "noun-said-of-it", 0.85 if noun in called else 0.75
    return None


def _may_be_called(scene: Discourse, key: str, noun: str) -> bool:
    """Whether a noun that stood beside a name was said of it, as far as its class can tell."""
    cls = scene.entities[key].type
    told = lexicon(scene.domain).classes_of(noun)
    if scene.domain.is_a(cls, "Person") and noun in PERSON_NOUNS.union(*SAME):
        return True
    if scene.domain.is_a(cls, "Person") and not told:
        return False
    if scene.domain.is_a(cls, "Place") or told:
        return any(scene.domain.may_fit(cls, (c,)) for c in told)
    return not scene.domain.is_a(cls, "Work")


def _by_class(scene: Discourse, token: Token, noun: str, told: Sequence[str]) -> Found | None:
    if not told or noun in GENERAL:
        return None
    modifiers = [c.lower_ for c in token.lefts if c.dep_ == "compound"]
    strange = bool(modifiers) and not lexicon(scene.domain).told(" ".join((*modifiers, noun)))
    candidates: list[Scored] = []
    for occurrence in scene.recent(token.i, NOUN_REACH):
        key = occurrence.entity
        if key is None:
            named = max((o.sentence for _, o in candidates), default=-1)
            if occurrence.noun == noun and not occurrence.plural and occurrence.sentence > named:
                candidates.append((closeness(scene, token, occurrence), occurrence))
            continue
        if occurrence.plural or not _fits(scene, key, told, noun):
            continue
        shared = set(modifiers) & set(name_key(scene.entities[key].name).split())
        if strange and not shared:
            continue
        candidates.append((closeness(scene, token, occurrence) + 0.3 * bool(shared), occurrence))
    best = choose(token, candidates, WIDE)
    return best and (best[0], "noun-of-class", best[1] - 0.05)


def _fits(scene: Discourse, key: str, told: Sequence[str], noun: str) -> bool:
    domain, cls = scene.domain, scene.entities[key].type
    if noun in GROUPS and not scene.thing_like(key):
        return False
    if domain.is_a(cls, "Place"):
        return any(domain.is_a(c, "Place") for c in told) and _place_fits(scene.entities[key].name, noun)
    if any(c == cls or (domain.is_a(cls, c) and c not in _WIDE_CLASSES) for c in told):
        return True
    if any(domain.is_a(c, "Organization") for c in told) and domain.is_a(cls, "Product"):
        return True
    if noun in GROUPS or domain.classes[cls].core or not scene.thing_like(key) or scene.human(key):
        return False
    return (
        any("Agent" in domain.classes[c].parents and not domain.classes[c].core for c in told)
        and domain.is_a(cls, "Agent")
        and not domain.is_a(cls, "Organization")
    )


def _several(scene: Discourse, token: Token, told: Sequence[str]) -> Found | None:
    """Return what "both companies" or "the singers" stand for: the members of the last list."""
    two = any(c.lower_ in {"both", "two"} for c in token.children) or first_word(token).lower_ == "both"
    if not told:
        return None
    floor = scene.number(token.i) - LIST_REACH
    for at, keys in reversed(scene.lists):
        if scene.number(at) < floor:
            break
        if all(_fits(scene, k, told, singular(token.lower_)) for k in keys) and (not two or len(keys) == 2):  # noqa: PLR2004
            return keys, "list", 0.75
    if not two:
        return None
    last = dict.fromkeys(
        o.entity for o in scene.recent(token.i, 1) if o.entity and _fits(scene, o.entity, told, singular(token.lower_))
    )
    return (tuple(k for k in last if k), "two", 0.7) if len(last) == 2 else None  # noqa: PLR2004


def first_word(token: Token) -> Token:
    """Return the leftmost word of a noun's phrase."""
    left = [
        c for c in token.lefts if c.dep_ in {"det", "predet", "amod", "compound", "nummod", "nmod", "advmod", "poss"}
    ]
    return left[0] if left else token


def _is_bare(token: Token, parsed: Parsed) -> bool:
    """Whether nothing narrows a noun down but adjectives, numbers and where it is: no "of", no clause, no name."""
    for child in token.children:
        if child.dep_ in {"relcl", "acl", "appos", "poss"} and not (child.dep_ == "relcl" and _after_comma(child)):
            return False
        if child.dep_ == "prep" and child.lower_ not in _LOOSE:
            return False
        if child.dep_ in {"compound", "nmod", "amod"} and parsed.units[child.i].mentions:
            return False
        if child.dep_ == "amod" and (child.tag_ in {"JJS", "JJR"} or child.lower_ in _NARROW):
            return False
    return token.dep_ not in {"appos", "attr"}


def _after_comma(clause: Token) -> bool:
    left = clause.left_edge.i
    return left > 0 and clause.doc[left - 1].text == ","


_STATES = frozenset(
    place.casefold()
    for code, place in ABBREVIATIONS.items()
    if len(code) == 2 and code not in {"US", "UK", "EU", "NZ"}  # noqa: PLR2004
)


def _place_fits(name: str, noun: str) -> bool:
    """A country is neither city nor state; what is no known country or state may be a city."""
    known, state = is_place(name), name.casefold() in _STATES
    if noun in {"country", "nation", "kingdom", "republic"}:
        return known and not state
    if noun == "state":
        return state
    return not known or noun not in {"city", "town", "village", "capital"}
