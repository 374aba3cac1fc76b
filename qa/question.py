"""
What a question asks: its names, the kind of thing wanted, the term meant, time, units and shape.

Rules over the words of the question and the forms of the domain; no parser and no model but the
embedder that compares meanings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.index.passages import whole
from kg.text.dates import find_dates, resolve
from kg.text.names import flat

from .forms import Sense, class_nouns
from .linking import Link, link
from .shapes import EARLIEST, LATEST, LEAST, MOST, Extreme, Order, Shape, shape_of, unit_asked, wanted
from .stems import content, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.domain import Domain
    from kg.model import Interval

    from .forms import Forms
    from .library import Library

LONGEST = 1000
"""Letters of a question that are read; more is no question."""
MEANT = 0.45
"""Least score of a sense whose words may stand for one another."""


@dataclass(frozen=True, slots=True)
class Question:
    """
    A question, analysed.

    Args:
        masked: The question with ``@0``, ``@1`` ... in the place of its names.
        links: Names of entities of the corpus.
        unknown: Names that no article knows.
        classes: Classes that the thing wanted may have; empty for any.
        noun: The word for the thing wanted ("label"), singular; empty when there is none.
        unit: Stem of the unit or counted noun asked for; ``money`` and ``percent`` stand for themselves.
        time: When it must hold or have happened.
        as_of: Whether *time* asks for the state of things by its end.
        stems: Stems of the words of meaning outside names.
        senses: Terms that may be meant, best first.
        ways: For each stem but the noun's, the stems that say the same for the terms that may be meant.
        slot: Classes that the likeliest term has in the place asked for; empty when none is likely.
        reference: The day from which relative dates count.
    """

    text: str
    masked: str
    links: tuple[Link, ...]
    unknown: tuple[str, ...]
    shape: Shape
    classes: tuple[str, ...] = ()
    noun: str = ""
    unit: str = ""
    time: Interval | None = None
    as_of: bool = False
    order: Order = ""
    extreme: Extreme = ""
    stems: frozenset[str] = frozenset()
    senses: tuple[Sense, ...] = ()
    ways: tuple[tuple[str, frozenset[str]], ...] = ()
    slot: tuple[str, ...] = ()
    reference: date | None = None

    @property
    def keys(self) -> frozenset[str]:
        """All entities that the question may name."""
        return frozenset(key for one in self.links for key in one.keys)

    def covered(self, have: frozenset[str]) -> float:
        """Return the share of the question's words that some stems cover, themselves or by another way to say it."""
        if not self.ways:
            return 1.0
        return sum(1.0 for asked, ways in self.ways if asked in have or ways & have) / len(self.ways)


def analyse(text: str, library: Library, forms: Forms, *, links: Sequence[Link] | None = None) -> Question:
    """
    Read a question.

    Args:
        text: In English.
        library: What the corpus knows.
        forms: How people ask for the terms of the domain.
        links: Names already found; they are looked for when it is ``None``.
    """
    domain = library.domain
    nouns = class_nouns(domain)
    text = " ".join(whole(text).split())[:LONGEST]
    found, unknown = link(text, library, nouns=nouns)
    if links is not None:
        found = tuple(links)
    text = flat(text)
    masked = mask(text, found)
    reference = library.as_of or library.latest
    masked, time, as_of = _time(masked, reference)
    noun, classes = wanted(masked, domain)
    shape = shape_of(masked, found, noun, told=bool(classes))
    question = Question(
        text=text,
        masked=masked,
        links=found,
        unknown=unknown,
        shape=shape,
        classes=classes,
        noun=noun,
        unit=unit_asked(masked),
        time=time,
        as_of=as_of,
        order="latest" if LATEST.search(masked) else "earliest" if EARLIEST.search(masked) else "",
        extreme="min" if LEAST.search(masked) else "max" if MOST.search(masked) else "",
        stems=content(re.sub(r"@\d+", " ", masked)),
        reference=reference,
    )
    question = replace(question, senses=tuple(_senses(question, forms, domain))[:8])
    top = question.senses[0] if question.senses else None
    likely = top is not None and top.score >= MEANT and top.asks in {"subject", "object"}
    slot = forms.classes(top.term, top.asks) if top and likely else ()
    if top and top.score >= MEANT and top.figure and not question.unit:
        question = replace(question, unit=_unit_of(top.term, domain))
    return replace(question, ways=tuple(_ways(question, forms)), slot=slot)


def _ways(question: Question, forms: Forms) -> Iterator[tuple[str, frozenset[str]]]:
    meant = [forms.hints(sense.term) for sense in question.senses[:3] if sense.score >= MEANT]
    for asked in sorted(question.stems - {stem(word) for word in question.noun.split()}):
        yield asked, frozenset(s for hints in meant if asked in hints for s in hints)


def mask(text: str, links: Sequence[Link]) -> str:
    """
    Put ``@0``, ``@1`` ... in the place of names.

    >>> mask("Who signed Nova?", [Link(11, 15, "Nova", ("Person.nova",), "Person")])
    'Who signed @0?'
    """
    for index in reversed(range(len(links))):
        one = links[index]
        tail = re.sub(r"^['\"]?s?\b", "", text[one.end :]) if text[one.end : one.end + 2] == "'s" else text[one.end :]
        text = f"{text[: one.start]}@{index}{tail}"
    return re.sub(r"[\"']@(\d+)[\"']", r"@\1", text)


def _time(masked: str, reference: date | None) -> tuple[str, Interval | None, bool]:
    """Take the time phrase out of a question and resolve it."""
    for start, end, phrase in find_dates(masked):
        low = phrase.lower()
        if low in {"now", "currently", "so far", "today", "recently"}:
            continue
        before = masked[:start].lower().rstrip()
        as_of = low.startswith(("as of", "by ", "until", "up to")) or before.endswith(("as of", "by"))
        time = resolve(re.sub(r"^as of\s+", "by ", phrase, flags=re.IGNORECASE), reference)
        if time is None or (time.start is None and time.end is None):
            continue
        rest = re.sub(r"\s+(?=[?.,]|$)", "", f"{masked[:start].rstrip()} {masked[end:].lstrip()}")
        return rest.strip(), time, as_of
    return masked, None, False


def _unit_of(figure: str, domain: Domain) -> str:
    """Return the unit that a figure asks for by itself: money or percent; counts are asked for by their noun."""
    defined = domain.figures[figure]
    unit = defined.unit or (defined.example.unit if defined.example else "")
    return "money" if re.fullmatch("[A-Z]{3}", unit) else unit if unit == "percent" else ""


def _senses(question: Question, forms: Forms, domain: Domain) -> list[Sense]:
    """Weigh the senses of a question by what it wants."""
    weighed = []
    for sense in forms.senses(question.masked, question.links):
        one = _turned(sense, question, domain)
        score = one.score * _suits(one, question, forms, domain)
        weighed.append(replace(one, score=min(score, 1.0)))
    best: dict[tuple[object, ...], Sense] = {}
    for sense in sorted(weighed, key=lambda s: (-s.score, s.term, s.asks, s.bound)):
        best.setdefault((sense.term, sense.asks, sense.bound), sense)
    return list(best.values())


def _turned(sense: Sense, question: Question, domain: Domain) -> Sense:
    """Let the shape say what is wanted of a term: its time, or whether it holds."""
    if question.shape == "when" and not (sense.figure and domain.figures[sense.term].datatype == "date"):
        return replace(sense, asks="time")
    if question.shape == "yesno" and not sense.figure:
        return replace(sense, asks="truth")
    return sense


def _suits(sense: Sense, question: Question, forms: Forms, domain: Domain) -> float:
    numeric = question.shape in {"number", "count", "compare", "superlative"}
    if sense.figure:
        return _figure_suits(sense, question, domain, numeric=numeric)
    factor = 0.6 if question.shape == "number" else 1.0
    if question.shape == "yesno" and len(question.links) > 1 and len(sense.bound) < 2:  # noqa: PLR2004
        factor *= 0.8
    slot = sense.asks if sense.asks in {"subject", "object"} else None
    if (
        slot
        and question.classes
        and not any(domain.may_fit(c, forms.classes(sense.term, slot)) for c in question.classes)
    ):
        factor *= 0.7
    return factor


def _figure_suits(sense: Sense, question: Question, domain: Domain, *, numeric: bool) -> float:
    figure = domain.figures[sense.term]
    if figure.datatype == "date":
        return 1.0 if question.shape == "when" else 0.3
    if figure.datatype == "boolean":
        return 1.0 if question.shape == "yesno" else 0.3
    if not numeric:
        return 0.6 if question.shape in {"open", "theme", "speaker", "sayings"} else 0.3
    if not question.unit:
        return 1.0
    told = domain.questions.get("figure", {}).get(sense.term, {}).get("units", ())
    units = {stem(w) for u in (*told, *figure.unit_nouns, figure.unit) for w in u.lower().split()[-1:]}
    if question.unit == "money":
        example = figure.example.unit if figure.example else ""
        return 1.15 if re.fullmatch("[A-Z]{3}", example or figure.unit) else 0.55
    return 1.15 if question.unit in units else 0.55
