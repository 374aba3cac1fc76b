"""
Answers from the text: spans of the wanted kind in the sentences that bear on the question.

Independent of the graph's relations, so that its agreement with the structured answerer means something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import prod
from typing import TYPE_CHECKING

from kg.text.dates import find_dates, overlaps, resolve, say
from kg.text.names import name_key
from kg.text.numbers import find_quantities, format_quantity

from .retrieval import name_shares
from .stems import content, stem, words
from .timing import in_time
from .vote import same_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text.numbers import Quantity

    from .library import Library
    from .question import Question
    from .retrieval import Evidence

_RANK = 0.88
"""What a sentence is worth against the one ranked before it."""
_STRANGER = 0.5
"""What a sentence is worth for each name of the question that its article never mentions; more, the nearer one is."""
WHOLE = 0.5
"""What the whole is worth as a figure against the part that a sentence tells of it; chosen."""
_PART_OF = re.compile(r"\s+of\s+(?:the|its|their|his|her|our|all)\s+", re.IGNORECASE)
_FAR = 12  # words between a span and the words of the question, from which nearness tells nothing


@dataclass(frozen=True, slots=True)
class Span:
    """
    A possible answer in a sentence.

    Args:
        text: As it is told.
        names: Keys of its names, to compare it with other answers.
        score: 0 to 1.
        evidence: The sentences that hold it, best first.
        figure: Whether it is a number.
    """

    text: str
    names: frozenset[str]
    score: float
    evidence: tuple[Evidence, ...]
    figure: bool = False


def spans(question: Question, evidence: Sequence[Evidence], library: Library) -> list[Span]:
    """Return possible answers from the sentences, best first; none where no span of the wanted kind is there."""
    found: dict[frozenset[str], Span] = {}
    for rank, piece in enumerate(evidence):
        dated = in_time(question, piece.text, library.sources[piece.article].published)
        if not dated:
            continue
        line = library.lines[piece.key]
        shares = name_shares(question, line, library)
        known = prod(
            1.0 if line.entities & set(one.keys) else _STRANGER + (1 - _STRANGER) * 0.7 * share
            for one, share in zip(question.links, shares, strict=True)
        )
        for text, names, at, factor in _of_kind(question, piece, library):
            near = _nearness(question, piece.text, at)
            score = piece.score * _RANK**rank * (0.55 + 0.45 * near) * factor * dated * known
            key = next((k for k in found if same_answer(k, names)), names)
            old = found.get(key)
            if old is None:
                found[key] = Span(text, names, score, (piece,), question.shape in {"number", "count"})
            else:
                both = min(0.98, 1 - (1 - max(old.score, score)) * (1 - 0.3 * min(old.score, score)))
                pieces = old.evidence if piece in old.evidence else (*old.evidence, piece)
                fuller = max((old.text, text), key=len) if question.classes else old.text
                found[key] = Span(fuller, old.names | names, both, pieces, old.figure)
    return sorted(found.values(), key=lambda span: (-span.score, span.text))


def _of_kind(question: Question, piece: Evidence, library: Library) -> Iterator[tuple[str, frozenset[str], int, float]]:
    """Yield text, names, place, and how well it fits, of each span of the kind that the question wants."""
    if question.shape == "when":
        yield from _dates(question, piece, library)
    elif question.shape in {"number", "count"}:
        yield from _figures(question, piece)
    elif question.classes:
        yield from _mentions(question, piece, library)


def _mentions(
    question: Question, piece: Evidence, library: Library
) -> Iterator[tuple[str, frozenset[str], int, float]]:
    line = library.lines[piece.key]
    speakers = {f.speaker.entity for f in library.facts_at.get(piece.key, ()) if f.speaker}
    for start, end, key in line.mentions:
        known = library.entities.get(key)
        if known is None or key in question.keys:
            continue
        factor = class_fits(known.cls, question, library)
        if factor:
            names = frozenset(name_key(s) for s in library.spelt(key))
            if name_key(line.text[start - line.start : end - line.start]) not in names:
                factor *= 0.8  # a pronoun, and a reader can be wrong about it
            if key in speakers and question.shape != "speaker":
                factor *= 0.5  # who tells it is seldom who it is about
            yield known.name, names, start - piece.start, factor


def class_fits(cls: str, question: Question, library: Library) -> float:
    """
    Return how well a thing of a class answers, 0 to 1: typing errs, and news calls a maker by its product.

    A class of the term's own place goes before one that "who" merely allows.
    """
    domain = library.domain
    if not question.classes:
        return 1.0
    if any(domain.is_a(cls, wanted) for wanted in question.classes):
        return 1.0 if not question.slot or domain.may_fit(cls, question.slot) else 0.7
    if any(domain.may_fit(cls, (wanted,)) for wanted in question.classes):
        return 0.9
    if any(domain.may_be_same(cls, wanted) for wanted in question.classes):
        return 0.75
    return 0.0


def _figures(question: Question, piece: Evidence) -> Iterator[tuple[str, frozenset[str], int, float]]:
    said = content(piece.text)
    for found, factor in _parts_first(piece.text):
        unit = "money" if found.currency else (found.unit or "").partition(" per ")[0]
        counted = stem(unit.split()[-1]) if unit else ""
        asked = question.unit
        exact = not asked or counted == asked or (asked == "percent" and unit in {"percent", "share"})
        headed = asked in content(found.head or "")
        if not (exact or headed or (asked in said and unit not in {"percent", "money"})) or (found.ordinal and asked):
            continue
        text = format_quantity(found.value, found.unit, found.comparator)
        names = frozenset({f"{found.value} {found.unit or ''}".strip()})
        yield text, names, found.start, factor * (1.0 if exact or headed else 0.8)


def _parts_first(text: str) -> Iterator[tuple[Quantity, float]]:
    """Yield figures with their worth: of "12 of its 30 members" the first counts members, the second is the whole."""
    found = find_quantities(text)
    for one, after in zip_longest(found, found[1:]):
        if after is not None and one.unit is None and _PART_OF.fullmatch(text[one.end : after.start]):
            yield replace(one, unit=after.unit, head=after.head), 1.0
        else:
            before = next((q for q in found if q.end < one.start and _PART_OF.fullmatch(text[q.end : one.start])), None)
            yield one, 1.0 if before is None else WHOLE


def _dates(question: Question, piece: Evidence, library: Library) -> Iterator[tuple[str, frozenset[str], int, float]]:
    for start, _, phrase in find_dates(piece.text):
        time = resolve(phrase, library.sources[piece.article].published)
        if time is None or not (time.start or time.end):
            continue
        if question.time is None or overlaps(time, question.time):
            yield say(time), frozenset({say(time)}), start, 1.0


def _nearness(question: Question, text: str, at: int) -> float:
    """Return how near a place is to the question's words of meaning, 0 to 1."""
    place = len(words(text[:at]))
    hits = [i for i, word in enumerate(words(text)) if stem(word) in question.stems]
    if not hits:
        return 0.0
    return max(0.0, 1 - min(abs(i - place) for i in hits) / _FAR)
