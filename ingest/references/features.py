"""
What speaks for and against a thing as what a reference means: named features with values from 0 to about 3.

Features of position and part are the usual ones (Lappin and Leass 1994); those of nouns compare a noun with what the
article says of a name, with the name itself and with its class.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kg.text.names import word_set

from .anaphors import REFLEXIVE, Anaphor, verb_of
from .discourse import RELATIVE, SUBJECTS, Discourse, Occurrence, Thing
from .fitting import fit
from .speaking import quoted_at, speaker_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

Features = dict[str, float]
VAGUE = word_set(
    "time day week month year today way part case place thing something end fact lot number kind sort reason result "
    "effect course role chance turn"
)
"""Nouns of which pronouns are seldom said."""
REACH = {"person": 4, "thing": 3, "they": 3, "there": 3, "noun": 60, "nouns": 60}
"""Sentences back that each kind may look."""


def candidates(scene: Discourse, anaphor: Anaphor) -> list[tuple[str, Features]]:
    """Return the things that a reference may mean, the latest first, with what speaks for and against each."""
    barred = _clause_mates(anaphor.token)
    below = _named_below(scene, anaphor.token)
    speaker = speaker_at(scene, anaphor.token) if anaphor.kind in {"person", "thing", "noun"} else None
    found: list[tuple[str, Features]] = []
    for name, thing in scene.recent(anaphor.token.i, REACH[anaphor.kind]):
        if thing.last.token in barred or thing.last.token == anaphor.token.i or (speaker and name == speaker):
            continue
        if below.intersection(thing.keys):
            continue
        said = dict(fit(scene, anaphor, thing))
        if "out" not in said:
            found.append((name, said))
    place = _place_of_noun if anaphor.noun else _place
    for name, said in found:
        said.update(place(scene, anaphor, scene.things[name]))
        if "general" in anaphor.cues and _level(said) == _CLOSEST:
            said["close though general"] = 1.0
    _compare(scene, found)
    if anaphor.noun:
        _tell_distance(scene, anaphor, found)
    return found


def _tell_distance(scene: Discourse, anaphor: Anaphor, found: list[tuple[str, Features]]) -> None:
    """Tell how far back each candidate is; by how closely the noun fits, since a close fit may be far."""
    for name, said in found:
        distance = scene.number(anaphor.token.i) - scene.things[name].last.sentence
        said[("", "far loose", "far class", "far close")[_level(said)]] = math.log(1 + distance)


def _compare(scene: Discourse, found: list[tuple[str, Features]]) -> None:
    """Tell each candidate how it stands among the others: how closely it fits a noun, how near it is among equals."""
    levels = [_level(said) for _, said in found]
    best = max(levels, default=0)
    before: list[list[int]] = [[] for _ in range(_CLOSEST + 1)]
    for level, (name, said) in zip(levels, found, strict=True):
        at = scene.things[name].last.token
        said["rank"] = math.log(1 + sum(other != at for other in before[level]))  # names of one list are equally near
        before[level].append(at)
        if said["rank"] == 0:
            said["nearest"] = 1.0
        if level < best:
            said["worse fit"] = float(best - level)
        elif levels.count(best) == 1:
            said["best fit" if best < _CLOSEST else "only close fit"] = 1.0
    if len(found) == 1:
        found[0][1]["alone"] = 1.0


_CLOSEST = 3


def _level(said: Features) -> int:
    """How closely a noun fits: 3 by the very noun, 2 by the class, 1 by likeness; 1 for all that pronouns may mean."""
    if said.keys() & {"said", "head of name", "in name", "same noun", "deed", "like name"}:
        return _CLOSEST
    return 2 if said.keys() & {"class", "told", "same class"} else 1


def nothing(anaphor: Anaphor) -> Features:
    """Return what speaks for a reference to nothing that was mentioned."""
    return {"none": 1.0, **{f"none {cue}": 1.0 for cue in anaphor.cues}, **_none_of_noun(anaphor)}


def _none_of_noun(anaphor: Anaphor) -> Features:
    if not anaphor.noun:
        return {}
    words = float(min(3, len(anaphor.words)))
    part = "subject" if anaphor.token.dep_ in SUBJECTS else "object" if anaphor.token.dep_ == "dobj" else "oblique"
    return {"none words": words, f"none {anaphor.breadth}": 1.0, f"none {part}": 1.0}


def _place_of_noun(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    """Yield what an antecedent's place tells a noun, which looks farther than a pronoun and minds parts less."""
    last, distance = thing.last, scene.number(anaphor.token.i) - thing.last.sentence
    if distance < 2:  # noqa: PLR2004
        yield ("same sentence", "one back")[distance], 1.0
    if distance == 1 and len(thing.occurrences) == 1 and thing.keys:
        yield "just named", 1.0
    if last.role in SUBJECTS:
        yield "subject", 1.0
    yield "often", math.log(len(thing.occurrences))
    if not thing.keys:
        yield ("definite" if thing.determiner == "definite" else "unnamed"), 1.0
    elif thing.occurrences[0].sentence == 0:
        yield "first sentence", 1.0
    if thing.entity in scene.topics:
        yield "title", 1.0
    if thing.keys and all(_only_reports(scene.parsed.doc[o.token]) for o in thing.occurrences[-LATEST:]):
        yield "only reports", 1.0


LATEST = 8
"""Mentions of a thing that are looked at."""
_REPORT = word_set("report write note quote publish print")


def _only_reports(token: Token) -> bool:
    """Whether a name stands as the source of a report: "Halden News reports", "according to Halden News"."""
    head = token.head
    if token.dep_ == "nsubj":
        return head.lemma_ in _REPORT
    return token.dep_ == "pobj" and head.lower_ == "to" and head.head.lower_ == "according"


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
        yield f"unnamed {thing.determiner}", 1.0
    elif thing.occurrences[0].sentence == 0:
        yield "first sentence", 1.0
    if thing.entity in scene.topics:
        yield "title", 1.0
    yield from _clauses(scene, anaphor, thing)
    quotation = quoted_at(scene, token)
    if quotation and not quotation.start <= scene.parsed.units[last.token].start < quotation.end:
        yield "outside quotation", 1.0
    if distance and "\n" in scene.parsed.text[scene.parsed.units[last.token].end : scene.parsed.units[token.i].start]:
        yield "other paragraph", 1.0


def _clauses(scene: Discourse, anaphor: Anaphor, thing: Thing) -> Iterator[tuple[str, float]]:
    """Yield how the clause of the antecedent stands to that of the reference."""
    token, last, antecedent = anaphor.token, thing.last, scene.parsed.doc[thing.last.token]
    if _governs(token, last):
        yield "own subject", 1.0
        if _tells_of_itself(token, last):
            yield "says of itself", 1.0
    if _embedded(antecedent):
        yield ("embedded" if thing.keys else "unnamed embedded"), 1.0
    if thing.keys and any(c.dep_ in {"appos", "relcl"} for c in antecedent.rights):
        yield "introduced", 1.0
    if last.sentence < scene.number(token.i) and _leads(token) and _leads(antecedent):
        yield "both lead", 1.0
    if not thing.keys and thing.noun in VAGUE:
        yield "vague", 1.0


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
    elif last.role == "pobj":
        yield "oblique", 1.0


def _governs(token: Token, last: Occurrence) -> bool:
    """Whether the antecedent is the subject of the reference's clause, or of the one that it continues or hangs on."""
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


def _tells_of_itself(token: Token, last: Occurrence) -> bool:
    """Whether the reference is the subject of what the antecedent says: "Vale said she was tired"."""
    told = token.head
    return token.dep_ in SUBJECTS and told.dep_ == "ccomp" and any(c.i == last.token for c in told.head.lefts)


def _embedded(token: Token) -> bool:
    """Whether a token stands in a relative or other clause that hangs on a noun."""
    node = token
    for _ in range(12):
        if node.dep_ in {"relcl", "acl"}:
            return True
        if node.head.i == node.i:
            return False
        node = node.head
    return False


def _leads(token: Token) -> bool:
    """Whether a token is the subject of its sentence."""
    return token.dep_ in SUBJECTS and token.head.dep_ == "ROOT"


def _clause_mates(token: Token) -> set[int]:
    """Tokens that cannot be the antecedent: an object is not its own clause's subject, nor a possessor its own noun."""
    if token.dep_ == "poss":
        return {token.head.i}
    own = _held_within(token) | {c.i for c in token.children if c.dep_ in {"poss", "compound", "nmod", "amod"}}
    if token.dep_ in {"dobj", "pobj", "dative", "attr"} and token.lower_ not in REFLEXIVE:
        verb = verb_of(token)
        if verb is not None:
            own |= {c.i for c in verb.children if c.dep_ in SUBJECTS}
        own |= _held_by(token)
    if token.dep_ in SUBJECTS:
        own |= {c.i for c in token.head.children if c.dep_ in {"dobj", "attr"}}
    return own


def _held_within(token: Token) -> set[int]:
    """The nouns of whose phrase a token is part: "the task of doing it" is not "it"; a clause may go back to its."""
    found, node = set(), token
    while node.head.i != node.i and node.dep_ not in {"relcl", "ROOT", "ccomp", "advcl"}:
        node = node.head
        found.add(node.i)
    return found


def _held_by(token: Token) -> set[int]:
    """The noun on whose preposition a pronoun hangs, and its verb's object: "took part in it" is no part."""
    if token.dep_ != "pobj" or token.head.dep_ != "prep":
        return set()
    holder = token.head.head
    return {holder.i, *(c.i for c in holder.children if c.dep_ == "dobj")}


def _named_below(scene: Discourse, token: Token) -> set[str]:
    """
    Entities named in the rest of the clause of which the reference is the subject.

    A pronoun does not mean what is named below it: "He described Vale", "She said that Vale left".
    """
    if token.dep_ not in SUBJECTS:
        return set()
    end = token.head.right_edge.i
    return {m.entity for i in range(token.i + 1, end + 1) for m in scene.parsed.units[i].mentions}
