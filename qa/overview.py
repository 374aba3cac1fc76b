"""What the articles say about somebody or something: the claims that tell most, in few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import patterns
from .answer import Draft, Ref, refs_of
from .disputes import disputes
from .quoting import in_words
from .stems import content
from .timeline import timeline
from .wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from .library import Fact, Library
    from .question import Question
    from .retrieval import Evidence
    from .structured import Structured
    from .timeline import Event

_SENTENCES = 5
_TOLD = 0.3
"""Least score of a sentence that is quoted for a theme."""


def overview(question: Question, structured: Structured, evidence: Sequence[Evidence]) -> Draft | None:
    """
    Answer a question for a theme, a definition or a timeline; ``None`` when the articles say nothing.

    A definition begins with the kind of thing; a timeline is in the order of days; a theme without a name
    quotes the sentences that bear on it, from different articles first.
    """
    if not question.links:
        return _quoted(question, evidence, structured.library)
    sparql = patterns.about(question.links[0].keys, time=question.time, as_of=structured.library.as_of)
    facts = [fact for fact, _ in structured.run(sparql)]
    if question.shape == "theme" and len(question.links) > 1:
        others = {key for one in question.links[1:] for key in one.keys}
        facts = [fact for fact in facts if fact.entities & others] or facts
    if question.shape == "timeline":
        told, facts = _in_time(question, structured)
    else:
        told = _chosen(question, facts, structured.library, evidence)
    opening = _kind(question, structured.library) if question.shape == "definition" else []
    if not told and not opening:
        return _quoted(question, evidence, structured.library)
    used = [f for f in facts if any(ref.claim == f.id for _, refs in told for ref in refs)]
    return Draft(
        told=(*opening, *told),
        confidence=0.75 if told else 0.5,
        disputes=tuple(disputes(used, structured.library)),
        sparql=sparql,
    )


def _kind(question: Question, library: Library) -> list[tuple[str, tuple[Ref, ...]]]:
    """Say what kind of thing it is, cited by the sentence that names it first."""
    known = library.entities[question.links[0].key]
    line = next((line for line in library.lines.values() if known.key in line.entities), None)
    if line is None or known.cls == "Thing":
        return []
    label = library.domain.classes[known.cls].label
    article = "an" if label[0].lower() in "aeiou" else "a"
    return [(f"{known.name} is {article} {label}.", (Ref(line.article, line.start, line.end),))]


def _chosen(
    question: Question, facts: Iterable[Fact], library: Library, evidence: Sequence[Evidence]
) -> list[tuple[str, tuple[Ref, ...]]]:
    """Choose claims of different relations and sentences, those that bear on the question first."""
    ranks = {piece.key: piece.score for piece in evidence}
    keys = set(question.links[0].keys)

    def weight(fact: Fact) -> float:
        line = library.lines.get(fact.key)
        shared = len(question.stems & content(line.text)) if line else 0
        mapped = 0.5 if not fact.relation.startswith("open:") else 0.0
        told = 0.3 if fact.subject.entity in keys else 0.0
        told += 0.9 if told and question.shape == "definition" and _describes(fact) else 0.0
        return mapped + told + 0.4 * shared + 0.5 * ranks.get(fact.key, 0.0) + 0.3 * fact.confidence

    said: dict[str, Fact] = {}
    relations: dict[str, int] = {}
    sentences = set()
    for fact in sorted(facts, key=lambda f: (-weight(f), f.id)):
        if fact.relation == "open:be" and not _describes(fact):
            continue
        text = worded(fact, library)
        if text in said or relations.get(fact.relation, 0) > 1 or fact.key in sentences:
            continue
        said[text] = fact
        relations[fact.relation] = relations.get(fact.relation, 0) + 1
        sentences.add(fact.key)
        if len(said) == _SENTENCES:
            break
    return [(text, refs_of([fact])) for text, fact in said.items()]


def _describes(fact: Fact) -> bool:
    """Whether a claim says what something is, in more than one word."""
    words = fact.object.text if fact.object and fact.object.entity is None else ""
    return fact.relation == "open:be" and fact.plain and len(content(words)) > 1 and " it" not in f" {words.lower()} "


def _in_time(question: Question, structured: Structured) -> tuple[list[tuple[str, tuple[Ref, ...]]], list[Fact]]:
    """Tell what is dated in the order of days, one event of each day; with two names, what is about both."""
    library = structured.library
    events = timeline(question.links[0].keys, library, within=question.time)
    for other in question.links[1:]:
        both = [event for event in events if _is_about(event, set(other.keys), library)]
        events = both or events
    days: dict[tuple[date | None, date | None], Event] = {}
    for event in sorted(events, key=_telling_most):
        days.setdefault((event.time.start, event.time.end), event)
    most = sorted(days.values(), key=_telling_most)[: 2 * _SENTENCES]
    chosen = [event for event in events if event in most]
    return [(_dated(event), event.refs) for event in chosen], [fact for event in chosen for fact in event.facts]


def _is_about(event: Event, keys: set[str], library: Library) -> bool:
    """Whether one of an event's sentences mentions a thing."""
    lines = (library.lines.get((ref.article, ref.start, ref.end)) for ref in event.refs)
    return any(line.entities & keys for line in lines if line)


def _telling_most(event: Event) -> tuple[object, ...]:
    """Order events: those of the domain's terms first, then by independent sources, confidence and time."""
    first = event.facts[0] if event.facts else None
    mapped = first is not None and not first.relation.startswith("open:")
    day = event.time.start or event.time.end
    return (not mapped, -event.sources, -(first.confidence if first else 0.0), str(day), event.text)


def _dated(event: Event) -> str:
    """Tell an event; before a quotation, whose words may leave the year open, its day."""
    notes = "; ".join((*event.marks, *filter(None, [event.note])))
    text = f"{event.when[0].upper()}{event.when[1:]}: {event.text}" if "writes: “" in event.text else event.text
    return f"{text} ({notes})" if notes else text


def side_by_side(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Quote the best sentence about each of two that are compared; ``None`` unless there is one for both."""
    told = {}
    for one in question.links[:2]:
        found = (p for p in evidence if p.score >= _TOLD and library.lines[p.key].entities & set(one.keys))
        piece = next(found, None)
        if piece is None:
            return None
        text, refs = in_words(piece, library)
        told[text] = refs
    return Draft(tuple(told.items()), 0.5)


def _quoted(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Quote the best sentences, one of each article before a second of any."""
    good = [piece for piece in evidence if piece.score >= _TOLD]
    del question
    if not good:
        return None
    first = list({piece.article: piece for piece in reversed(good)}.values())[::-1]
    rest = [piece for piece in good if piece not in first]
    chosen = (first + rest)[:_SENTENCES]
    return Draft(tuple(in_words(piece, library) for piece in chosen), 0.6 * chosen[0].score)
