"""
Second thoughts on types: a name whose class is only guessed takes the class that a verb asks for.

"Wavecrate" may be anything to a model that never saw it; that a song was removed from it says that it is a platform.
Only guesses change: what the gazetteer, an apposition or a list said of a name stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.names.lexicon import lexicon
from ingest.parsing.nouns import classes_of_noun
from ingest.parsing.surrogate import is_rank
from kg.text.names import slug

from .noun_patterns import PATTERN, patterns_at
from .phrases import NAMING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.domain import Domain
    from kg.model import Entity, Mention

    from .clauses import Clause
    from .mapping import ClauseRow, NominalRow, Rows
    from .phrases import Phrase, Reach

GUESS = 1.6
"""Votes up to which a class is a guess: one label of the model, or none. Set on the ontology's examples."""
SURE_PATTERNS = frozenset({"possessive", "preposition"})
NAMED = 1.5
"""Weight of being told what a name is, over a row's confidence of at most 1."""
MEANT, LIKELY = 1.0, 0.55
"""Weight of a noun that stands for a name, over the confidence that it does; least confidence."""
LABELS = frozenset({"Person", "Organization", "Place", "Event", "Thing", "Agent"})
"""Classes that a model's label gives by itself; a title in quotation marks or a law's form is more than that."""
WILD = 1.4
"""Votes up to which all together are one guess, so that any class may follow."""
RIVAL = 0.5
"""Share of the strongest vote from which another class is a rival to it, that a verb may prefer."""


def second_thoughts(reach: Reach, clauses: Sequence[Clause], rows: Rows) -> dict[str, str]:
    """
    Return new classes for names whose class is a guess, by entity key.

    A clause votes where it fits a mapping row but for the guessed name, and the other argument fits for certain.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for clause in clauses:
        for key, cls in _called(reach, clause):
            votes[key][cls] += NAMED
        for row in rows.by_verb.get(clause.lemma, ()):
            for key, cls in _asked(reach, clause, row):
                votes[key][cls] += row.confidence
    for key, cls, weight in _meant(reach):
        votes[key][cls] += weight
    patterns = [(token, patterns_at(token)) for token in reach.doc]
    for key, cls, weight in _of_roles(reach, rows, [token for token, here in patterns if "role" in here]):
        votes[key][cls] += weight
    places = [(token, here & SURE_PATTERNS) for token, here in patterns if here & SURE_PATTERNS]
    for pattern in rows.nominal:
        for key, cls in _asked_by_nouns(reach, places, pattern):
            votes[key][cls] += pattern.confidence
    return {key: _winner(tally) for key, tally in votes.items()}


def _asked_by_nouns(
    reach: Reach, places: Iterable[tuple[Token, frozenset[str]]], row: NominalRow
) -> Iterator[tuple[str, str]]:
    """Yield what a pattern of nouns asks of a guessed name: "'Low Tide' by X" asks an act of X."""
    for token, here in places:
        if row.pattern not in here:
            continue
        for head, other in PATTERN[row.pattern](reach, token, row):
            sure = head.entity is not None and not _is_guess(reach, head) and reach.fits(head, row.head_types)
            if sure and _is_guess(reach, other) and not reach.fits(other, row.other_types):
                cls = _class_for(reach.domain, reach.entities[other.entity or ""], row.other_types, wild=True)
                yield from [(other.entity or "", cls)] if cls else []


def _meant(reach: Reach) -> Iterator[tuple[str, str, float]]:
    """Yield what nouns that stand for a guessed name say of it: "The generator", said of X, makes it one."""
    for token, mentions in reach.links.items():
        for mention in mentions:
            entity = reach.entities[mention.entity]
            if mention.kind != "nominal" or (entity.votes and entity.votes[0][1] > GUESS):
                continue
            told = _kinds(reach, reach.doc[token])
            kin = [c for c in told if not reach.domain.classes[c].core and reach.domain.may_be_same(c, entity.type)]
            if mention.confidence >= LIKELY and not any(reach.domain.is_a(entity.type, c) for c in told):
                for cls in kin:
                    yield entity.key, cls, MEANT * mention.confidence / len(told)


def _kinds(reach: Reach, noun: Token) -> tuple[str, ...]:
    """Return the classes that a noun tells, with the words before it: "the virtual rapper" is no rapper."""
    told = classes_of_noun(reach.domain, noun.lemma_.lower())
    before, modifiers = {t.lower_ for t in noun.lefts}, lexicon(reach.domain).modifiers
    changed = [other for cls in told for word, other in modifiers.get(cls, ()) if word in before]
    return tuple(changed[:1]) or told


def _of_roles(reach: Reach, rows: Rows, nouns: Sequence[Token]) -> Iterator[tuple[str, str, float]]:
    """Read "A, the maker of X": what has a maker is of a kind, where the row names one of the domain's kinds."""
    made = [r for r in rows.nominal if r.pattern == "role" and not reach.domain.classes[r.other_types[0]].core]
    for row in made:
        for token in nouns:
            for bearer, other in PATTERN["role"](reach, token, row):
                if not reach.fits(bearer, row.head_types) or not _is_guess(reach, other):
                    continue
                entity = reach.entities[other.entity or ""]
                if cls := _class_for(reach.domain, entity, row.other_types, wild=True):
                    yield entity.key, cls, row.confidence


def _called(reach: Reach, clause: Clause) -> Iterator[tuple[str, str]]:
    """Read "the act is called X" and "X is a persona": the noun tells what X is."""
    if clause.negated or clause.modality != "asserted":
        return
    if clause.lemma == "be":
        named, nouns = clause.get("subject"), clause.get("complement")
    elif clause.lemma in NAMING:
        named, nouns = clause.get("complement"), clause.get("object")
    else:
        return
    kinds = [c for p in nouns if p.entity is None for c in classes_of_noun(reach.domain, p.head)]
    for phrase in named if kinds else ():
        if _is_guess(reach, phrase) and not reach.fits(phrase, kinds[-1:]):
            yield phrase.entity or "", kinds[-1]


def _winner(tally: Mapping[str, float]) -> str:
    return min(tally, key=lambda cls: (-round(tally[cls], 6), cls))


def _asked(reach: Reach, clause: Clause, row: ClauseRow) -> Iterator[tuple[str, str]]:
    """Yield ``(entity, class)`` for guessed names in the places of a row whose other place is filled for certain."""
    if not row.suits(clause):
        return
    subjects, objects = clause.first(row.subject), clause.first(row.object)
    sides = (
        (subjects, row.subject_types, objects, row.object_types),
        (objects, row.object_types, subjects, row.subject_types),
    )
    for found, types, others, other_types in sides:
        asked = [p for p in found if _is_guess(reach, p) and not reach.fits(p, types) and not _says_itself(reach, p)]
        if not asked:
            continue
        if row.kind:
            certain = alike = any(_is_figure_of(p, row) for p in others)
        else:
            certain = any(reach.fits(p, other_types) and not _is_guess(reach, p) for p in others)
            alike = any(_could_be(reach, p, other_types) for p in others)
        wild = bool(certain) and row.kind != "money"  # anything may be worth money
        for phrase in asked if certain or alike else ():
            cls = _class_for(reach.domain, reach.entities[phrase.entity or ""], types, wild=wild)
            yield from [(phrase.entity or "", cls)] if cls else []


def _says_itself(reach: Reach, phrase: Phrase) -> bool:
    """Whether a noun that stands for a name says what it is itself: what was "the case" before is asked of no verb."""
    return phrase.kind == "nominal" and bool(classes_of_noun(reach.domain, phrase.head))


def _is_figure_of(phrase: Phrase, row: ClauseRow) -> bool:
    """Whether a figure may be a row's: what "is worth $12 million" has no place on a chart."""
    return phrase.quantity is not None and (row.kind != "rank" or is_rank(phrase.quantity))


def _is_guess(reach: Reach, phrase: Phrase) -> bool:
    if phrase.entity is None:
        return False
    votes = reach.entities[phrase.entity].votes
    return not votes or votes[0][1] <= GUESS


def _could_be(reach: Reach, phrase: Phrase, types: Sequence[str]) -> bool:
    """Whether a guessed name's own votes allow one of the types."""
    if phrase.entity is None:
        return False
    return reach.fits(phrase, types) or bool(_class_for(reach.domain, reach.entities[phrase.entity], types, wild=False))


def _class_for(domain: Domain, entity: Entity, types: Sequence[str], *, wild: bool) -> str | None:
    """Return the class that fits *types* and that the entity's votes allow, the strongest vote first."""
    strongest = max((weight for _, weight in entity.votes), default=0.0)
    for voted in (cls for cls, weight in entity.votes if weight >= RIVAL * strongest):
        if domain.fits(voted, types):
            return voted
        for asked in types:
            if domain.is_a(asked, voted):
                return asked
    specific = [t for t in types if not domain.classes[t].core]
    against = {v: weight for v, weight in entity.votes if not domain.fits(v, types)}
    free = sum(against.values()) <= WILD and against.keys() <= LABELS
    return specific[0] if wild and free and specific else None


def retyped(entities: Iterable[Entity], classes: Mapping[str, str], domain: Domain) -> dict[str, Entity]:
    """
    Return the entities of an article, by their old keys, with the new classes.

    Where a new key is held by another entity already, the two become one.
    """
    out: dict[str, Entity] = {}
    for entity in entities:
        cls = classes.get(entity.key, entity.type)
        if cls == entity.type or cls not in domain.classes:
            out[entity.key] = entity
            continue
        bearer = entity.key.partition("~")[2]
        key = f"{cls}.{slug(entity.name)}" + (f"~{bearer}" if bearer else "")
        guessed = max((weight for _, weight in entity.votes[:1]), default=1.0)  # the overruled guess hands it on
        votes = ((cls, guessed), *(v for v in entity.votes[1:] if v[0] != cls))
        out[entity.key] = replace(entity, key=key, type=cls, votes=votes)
    return out


def moved(mentions: Iterable[Mention], entities: Mapping[str, Entity]) -> tuple[Mention, ...]:
    """Return mentions that follow their entities to the new keys."""
    return tuple(replace(m, entity=entities[m.entity].key) for m in mentions)
