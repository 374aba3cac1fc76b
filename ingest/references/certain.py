"""
References that grammar alone leads to their name: "herself", "In her talk, Vale said", "Vale, the owner of a label".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.parsing.quotations import SPEECH

from .anaphors import REFLEXIVE, Anaphor, verb_of
from .discourse import RELATIVE, SUBJECTS, Discourse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

Found = tuple[tuple[str, ...], str, float]
"""Entities, the rule that led to them, and how sure it is."""


def certain(scene: Discourse, anaphor: Anaphor) -> Found | None:
    """Return what a reference stands for by grammar alone, ``None`` where it has to be weighed."""
    token = anaphor.token
    if token.lower_ in REFLEXIVE and (own := own_subject(scene, token)):
        return own
    if anaphor.noun:
        return _apposed(scene, anaphor)
    if anaphor.kind == "person":
        if teller := _teller(scene, anaphor):
            return (teller,), "teller", 0.9
        ahead = _subject_ahead(scene, anaphor)
        return ((ahead,), "subject-ahead", 0.75) if ahead else None
    return None


def _teller(scene: Discourse, anaphor: Anaphor) -> str | None:
    """Who tells what he does himself: "Tom Vale said he would stay", "Vale, who told Okafor he would help"."""
    told = anaphor.token.head
    verb = told.head
    if anaphor.token.dep_ not in SUBJECTS or told.dep_ != "ccomp" or verb.lemma_ not in SPEECH or verb.i > told.i:
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is not None and subject.lower_ in RELATIVE and verb.dep_ == "relcl":
        subject = verb.head
    mentions = scene.parsed.units[subject.i].mentions if subject is not None else ()
    return _person_of(scene, anaphor, {m.entity for m in mentions})


def _person_of(scene: Discourse, anaphor: Anaphor, keys: set[str]) -> str | None:
    """Return the only entity, where it is a person whose sex is that of a pronoun or untold."""
    if len(keys) != 1:
        return None
    (key,) = keys
    fits = scene.person_like(scene.entities[key].type)
    return key if fits and scene.genders.get(key) in {"", None, anaphor.gender} else None


def own_subject(scene: Discourse, token: Token) -> Found | None:
    """The subject of the clause that the token stands in."""
    verb = verb_of(token)
    for _ in range(3):
        if verb is None:
            return None
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.i < token.i:
                thing = scene.things.get(scene.at.get(child.i, ""))
                return (thing.keys, "own-subject", 0.85) if thing and thing.keys else None
        if verb.dep_ not in {"conj", "xcomp", "advcl"}:
            return None
        verb = verb.head
    return None


def beside_name(scene: Discourse, token: Token) -> bool:
    """Whether a noun only describes the name beside it: "his father, Tom Vale", "Vale, a singer"."""
    beside = [token.head] if token.dep_ == "appos" else []
    beside += [c for c in token.rights if c.dep_ == "appos"]
    return any(scene.parsed.units[node.i].mentions for node in beside)


def _apposed(scene: Discourse, anaphor: Anaphor) -> Found | None:
    """The name beside a definite noun: "Vale, the owner of a label", "the owner, Ada Vale"."""
    token = anaphor.token
    beside = [token.head] if token.dep_ == "appos" else []
    beside += [c for c in token.rights if c.dep_ == "appos"]
    beside += [*_named_by_copula(token), *_named_by_clause(token)]
    for node in beside:
        mentions = scene.parsed.units[node.i].mentions
        if len(mentions) == 1 and anaphor.kind == "noun":
            return (mentions[0].entity,), "apposed", 0.9
    return None


def _named_by_copula(token: Token) -> list[Token]:
    """The name that a noun is said to be: "The bill is the Fair Voices Act", not "The bill is no Fair Voices Act"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ != "be" or any(c.dep_ in {"neg", "aux"} for c in verb.children):
        return []
    told = [c for c in verb.rights if c.dep_ == "attr"]
    return [c for c in told if not any(d.lower_ in {"a", "an", "no"} for d in c.lefts)]


def _named_by_clause(token: Token) -> Iterator[Token]:
    """The name that a clause gives a noun: "The singer, whose full name is Ada Vale"."""
    for clause in token.rights:
        if clause.dep_ != "relcl" or clause.lemma_ != "be":
            continue
        named = [c for c in clause.lefts if c.lemma_ == "name" and any(d.lower_ == "whose" for d in c.lefts)]
        yield from (c for c in clause.rights if named and c.dep_ == "attr")


def _subject_ahead(scene: Discourse, anaphor: Anaphor) -> str | None:
    """The subject of the main clause, where the pronoun stands in a part that goes before it: "In her talk, X said"."""
    node = anaphor.token
    for _ in range(8):
        if node.head.i == node.i:
            return None
        if node.dep_ in {"advcl", "prep"} and node.head.pos_ in {"VERB", "AUX"} and node.i < node.head.i:
            subject = next((c for c in node.head.children if c.dep_ in SUBJECTS), None)
            after = subject is not None and anaphor.token.i < subject.i < node.head.i
            mentions = scene.parsed.units[subject.i].mentions if subject is not None and after else ()
            if mentions:
                return _person_of(scene, anaphor, {m.entity for m in mentions})
        node = node.head
    return None
