"""
Open claims: what no row maps is kept in the text's own words, with its verb, first object, names and figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import OPEN

from .phrases import phrases
from .prepositions import is_complex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .clauses import Clause
    from .phrases import Phrase, Reach

NO_ROLE = frozenset({"subject", "object", "complement", "indirect", "theme", "extent"})
SAYING = frozenset({"say", "tell"})
"""What is said becomes claims with a speaker; that it was said, and to whom, is no claim of its own."""
EMPTY = frozenset({"be", "do", "have", "go", "get", "make", "take", "let", "use", "need", "dare"})
"""Verbs that tell nothing by themselves: "so does X", "as are Y"."""
LIGHT = frozenset({"take", "make", "get", "have", "give", "find", "draw", "hold", "pay", "play", "come"})
"""Verbs that with a bare noun tell one thing: "takes part in", "draws notice from", "makes use of"."""
LETTING = frozenset({"let", "help"})
"""Verbs that with a bare infinitive tell one thing of whom they let or help: "let the act go"."""
WAYS = frozenset(
    {"away", "back", "elsewhere", "ahead", "home", "abroad", "online", "offline", "viral", "bankrupt", "over"}
)
"""Adverbs that make a verb of an empty one: "went away", "is back"."""
SAMPLE = re.compile(r"\s(?:in|out of)\s")
"""A share told of people one by one: "one in five listeners"."""
FEW = 10
"""Below so many, a count only tells which ones are meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a row took from a clause, before the qualifiers are added."""

    subject: Phrase
    term: str
    rule: str
    object: Phrase | None = None
    quantity: Phrase | None = None
    value: bool | str | None = None
    context: Phrase | None = None
    slot: str = ""
    able: bool = False


def open_claims(reach: Reach, clause: Clause, covered: set[int], *, mapped: bool) -> Iterator[Found]:
    """Keep what no row maps: verb, first object and those prepositional parts that hold a name or a figure."""
    agents, patients = clause.get("subject"), clause.get("object")
    relation = clause.lemma
    if not agents and clause.passive:
        agents, relation = patients, f"be_{clause.verb_text}"
        patients = clause.get("theme")
    firsts = patients or clause.get("complement")
    if not firsts and clause.lemma in LETTING and (let := _let(reach, clause)):
        infinitive, patients = let
        relation, firsts = f"{relation}_{infinitive}", patients
    if (
        not agents
        or not clause.told
        or (clause.governs and not patients)
        or (clause.lemma in SAYING and not _tells(clause, patients))
        or not clause.lemma[0].isalpha()
    ):
        return
    parts = [(s, p) for s, p in clause.slots if s not in NO_ROLE and not s.startswith("object:")]
    if parts and len(firsts) == 1 and clause.lemma in LIGHT and _is_bare(reach, firsts[0]):
        relation, firsts = f"{relation}_{firsts[0].head}", []
    if not firsts:
        firsts = clause.get("extent")
    if any(p.quantity is None or p.entity for p in firsts):
        parts = [(s, p) for s, p in parts if p.quantity is not None and p.entity is None and _is_sum(p)]
    relation = relation if firsts or parts else _with_way(relation, clause.adverbs)
    dated = clause.dependent and clause.passive and clause.when.own and bool(clause.when.phrases)  # "made in May"
    for subject in agents:
        known = covered if subject.token in covered else set()
        bare = not mapped and (dated or not (clause.gap or clause.dependent))
        if subject.quantity is not None and subject.entity is None:
            if subject.token not in known and (not clause.dependent if firsts or parts else bare):
                yield from _counted_for(reach, subject, relation, alone=not (firsts or parts))
            bare = False
        yield from _open_for(subject, relation, firsts, parts, known, bare=bare, exists=clause.exists)


def _tells(clause: Clause, patients: list[Phrase]) -> bool:
    """Whether a verb of saying tells something itself: whom it told, that they were told, "does not say who pays"."""
    if clause.lemma == "tell":
        return clause.passive or any(p.entity or p.head for p in patients)
    return any(p.token > clause.verb for p in patients)


def _with_way(relation: str, adverbs: Sequence[str]) -> str:
    """Return an empty verb with the adverb that gives it its meaning: "went away", "is back"."""
    return next((f"{relation}_{a}" for a in adverbs if relation in EMPTY and a in WAYS), relation)


def _let(reach: Reach, clause: Clause) -> tuple[str, list[Phrase]] | None:
    """Return the bare infinitive and its subject of "let the act go", "helped her leave the group"."""
    for child in reach.doc[clause.verb].children:
        if child.dep_ == "ccomp" and child.tag_ in ("VB", "VBP") and child.i > clause.verb:
            whom = [p for c in child.children if c.dep_ == "nsubj" for p in phrases(reach, c)]
            if whom and not any(c.dep_ in ("mark", "aux") for c in child.children):
                return child.lemma_.lower(), whom
    return None


def _counted_for(reach: Reach, subject: Phrase, relation: str, *, alone: bool) -> Iterator[Found]:
    """Read a counted subject as a figure: "over 4 million visitors attended"; few only where nothing else is told."""
    whole = _whole(reach, subject)
    if alone or _is_crowd(subject, whole):
        yield Found(whole or subject, OPEN + relation, "open:counted", quantity=subject)


def _is_crowd(subject: Phrase, whole: Phrase | None) -> bool:
    """Whether a counted subject is news by its number: "over 4 million visitors", not "the two guests"."""
    quantity = subject.quantity
    if quantity is None:
        return False
    if quantity.unit in ("percent", "share"):
        return whole is not None or SAMPLE.search(quantity.text) is not None
    few = isinstance(quantity.value, int) and quantity.value < FEW and quantity.comparator == "exactly"
    return not few and subject.head not in ("other", "one")


def _whole(reach: Reach, share: Phrase) -> Phrase | None:
    """Return what a share is of: "responses" of "88% of the responses"."""
    if share.quantity is None or share.quantity.unit not in ("percent", "share"):
        return None
    for child in reach.doc[share.token].children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((p for c in child.children if c.dep_ == "pobj" for p in phrases(reach, c)), None)
    return None


def _is_sum(phrase: Phrase) -> bool:
    """Whether a phrase is money or a share: what was paid or gained belongs to the claim it stands in."""
    quantity = phrase.quantity
    return quantity is not None and (quantity.currency is not None or quantity.unit in ("percent", "share"))


def _is_bare(reach: Reach, phrase: Phrase) -> bool:
    """Whether a noun stands alone, without article or adjective: "part", "notice"."""
    token = reach.doc[phrase.token]
    return phrase.entity is None and token.tag_ == "NN" and not any(c.i < token.i for c in token.children)


def _open_for(
    subject: Phrase,
    relation: str,
    firsts: list[Phrase],
    parts: list[tuple[str, Phrase]],
    told: set[int],
    *,
    bare: bool,
    exists: bool,
) -> Iterator[Found]:
    for phrase in firsts:
        if phrase.token not in told and not is_same(subject, phrase):
            yield _open_found(subject, relation, phrase, "open:object")
    if not firsts and not parts and bare and (relation not in EMPTY or exists):
        yield Found(subject, OPEN + relation, "open:bare")
    for number, (slot, phrase) in enumerate(parts):
        leads = not firsts and (number == 0 or slot == parts[0][0] or phrase.contrast)
        nested = slot.count("_") > 1 and slot.endswith("_of") and not is_complex(slot)
        if (
            phrase.token not in told
            and not nested
            and not is_same(subject, phrase)
            and (leads or phrase.entity or phrase.quantity)
        ):
            rule = "open:lead" if leads else "open:part"
            yield replace(_open_found(subject, f"{relation}_{slot}", phrase, rule), slot=slot)


def is_same(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases refer to one entity, or are the same words."""
    return one.entity == other.entity if one.entity is not None else one.token == other.token


def _open_found(subject: Phrase, relation: str, phrase: Phrase, rule: str) -> Found:
    if phrase.quantity is not None and phrase.entity is None and not _is_one(phrase):
        return Found(subject, OPEN + relation, rule, quantity=phrase)
    return Found(subject, OPEN + relation, rule, object=phrase)


def _is_one(phrase: Phrase) -> bool:
    """Whether "one" only stands for an article: "ended one strand of the dispute", not "sold one million copies"."""
    quantity = phrase.quantity
    if quantity is None or quantity.value != 1 or quantity.comparator != "exactly":
        return False
    return quantity.text.lower() == "one" and quantity.currency is None and quantity.unit != "percent"
