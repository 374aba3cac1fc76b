"""What is dated, in the order of days: each event once, with every article that tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.model import Interval
from kg.text.dates import contains, find_dates, overlaps, precision, resolve, say

from .answer import Ref
from .stems import content
from .tellings import QUOTES, marks, rests_on, support, tellings
from .wording import quotation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .library import Fact, Key, Library, Line
    from .tellings import Telling

_ALIKE = 0.5
"""Share of the words of the shorter of two sentences of one day, from which they tell one event."""


@dataclass(frozen=True, slots=True)
class Event:
    """
    Something that happened, holds, or is planned, at a time that is known.

    Args:
        time: Its days; one end may be open.
        text: One sentence, worded or quoted.
        refs: Where it is told.
        facts: The claims that tell it, the surest first; none when only the sentence names the day.
        sources: How many independent sources tell it.
        marks: As of :class:`qa.tellings.Telling`.
        note: On how many articles it rests, when there is more than one.
    """

    time: Interval
    text: str
    refs: tuple[Ref, ...]
    facts: tuple[Fact, ...] = ()
    sources: int = 1
    marks: tuple[str, ...] = ()
    note: str = ""

    @property
    def when(self) -> str:
        """The time as an answer words it, without its preposition where it is a day, a month or a year."""
        told = say(self.time)
        return told.removeprefix("on ").removeprefix("in ")

    @property
    def line(self) -> str:
        """The event as one line that begins with its time: ``3 June 2031: ...``."""
        notes = "; ".join((*self.marks, *filter(None, [self.note])))
        return f"{self.when[0].upper()}{self.when[1:]}: {self.text}{f' ({notes})' if notes else ''}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values: a row of the table, with the places of its quotations."""
        return {
            "start": self.time.start.isoformat() if self.time.start else None,
            "end": self.time.end.isoformat() if self.time.end else None,
            "when": self.when,
            "text": self.text,
            "marks": list(self.marks),
            "sources": self.sources,
            "claims": [fact.id for fact in self.facts],
            "quotations": [[ref.article, ref.start, ref.end] for ref in self.refs],
        }


def timeline(
    keys: Collection[str], library: Library, *, within: Interval | None = None, among: Iterable[Fact] | None = None
) -> list[Event]:
    """
    Tell what is dated about some entities, in the order of days.

    Args:
        keys: Entities of the corpus that are one thing asked about; any of them counts.
        library: What was published by the day that the library looks from.
        within: Only events that share a day with this time.
        among: Only these claims, and no sentences without claims; all claims about the entities by default.

    Returns:
        Events by first day, then last day, then text. One event told by several articles is one; of a sentence with
        several dated claims the surest mapped one is kept. Sentences that name the thing and a day, and of which no
        dated claim was read, are quoted.
    """
    facts = among if among is not None else about(keys, library)
    dated = {fact.id: time for fact in facts if (time := time_of(fact))}
    events: list[Event] = []
    taken: set[Key] = set()
    for one in _mapped_first(tellings((library.facts[i] for i in dated), library)):
        if one.fact.key in taken:
            continue
        taken |= {fact.key for fact in one.facts}
        events.append(_event(one, dated))
    if among is None:
        events += _quoted(keys, library, taken)
    chosen = _merged([event for event in events if within is None or overlaps(event.time, within)], library)
    return sorted(chosen, key=lambda e: (_first(e.time), _last(e.time), e.text))


def about(keys: Collection[str], library: Library) -> list[Fact]:
    """Return the claims that have one of some entities in a place other than the speaker's, by id."""
    found = {}
    for key in keys:
        for fact in library.facts_of.get(key, ()):
            if any(term and term.entity in keys for term in (fact.subject, fact.object, fact.place, fact.context)):
                found[fact.id] = fact
    return [found[name] for name in sorted(found)]


def time_of(fact: Fact) -> Interval | None:
    """Return when a claim holds or happened: the day that is its value, else its time; ``None`` without a day."""
    if isinstance(fact.value, date):
        return Interval(fact.value, fact.value, fact.time.text if fact.time else fact.value.isoformat())
    return fact.time if fact.time and (fact.time.start or fact.time.end) else None


def _mapped_first(found: list[Telling]) -> list[Telling]:
    return sorted(found, key=lambda t: (t.fact.relation.startswith("open:"), -t.confidence, t.fact.id))


def _event(one: Telling, dated: dict[str, Interval]) -> Event:
    """Make an event of a telling; its time is the narrowest that a claim tells."""
    times = [dated[fact.id] for fact in one.facts]
    narrow = times[0]
    for time in times[1:]:
        narrow = time if contains(narrow, time) else narrow
    return Event(narrow, one.text, one.refs, one.facts, one.sources, one.marks, support(one))


def _merged(events: list[Event], library: Library) -> list[Event]:
    """Let sentences of one time that tell what an event tells be further evidence for it, not events of their own."""
    kept: dict[tuple[date | None, date | None], list[Event]] = {}
    for event in events:
        near = kept.setdefault((event.time.start, event.time.end), [])
        at = next((i for i, other in enumerate(near) if _retold(other, event, library)), None)
        if at is None:
            near.append(event)
        else:
            near[at] = _joined(near[at], event, library)
    return [event for near in kept.values() for event in near]


def _retold(event: Event, later: Event, library: Library) -> bool:
    """
    Whether a later sentence tells an event again: one that no term of the domain words, as unsure as the event.

    It names both whom the event is about ("sued Echolab on 3 May": "Echolab, which was sued by Pier on 3 May, ..."), or
    has half of the words of meaning of the event's own sentence.
    """
    if event.marks != later.marks or (later.facts and not later.facts[0].relation.startswith("open:")):
        return False
    one, other = (library.lines.get((e.refs[0].article, e.refs[0].start, e.refs[0].end)) for e in (event, later))
    if one is None or other is None or one.key == other.key:
        return False
    ends = (
        {t.entity for t in (event.facts[0].subject, event.facts[0].object) if t and t.entity} if event.facts else set()
    )
    if len(ends) > 1 and not event.facts[0].relation.startswith("open:"):
        return ends <= other.entities
    have = content(one.text), content(other.text)
    return len(have[0] & have[1]) >= _ALIKE * min(map(len, have)) and bool(one.entities & other.entities)


def _joined(event: Event, later: Event, library: Library) -> Event:
    refs = tuple(dict.fromkeys((*event.refs, *later.refs)))[:QUOTES]
    facts = tuple(dict.fromkeys((*event.facts, *later.facts)))
    articles = {fact.article for fact in facts} | {ref.article for ref in (*event.refs, *later.refs)}
    sources = library.independent(articles)
    return replace(event, refs=refs, facts=facts, sources=sources, note=rests_on(len(articles), sources))


def _quoted(keys: Collection[str], library: Library, taken: set[Key]) -> Iterator[Event]:
    """Quote the sentences that name the thing and a day but whose claims are not dated."""
    for line in library.lines.values():
        if line.key not in taken and line.entities & set(keys):
            time = _day_named(line, library)
            if time:
                text = quotation(library.sources[line.article], line.text)
                told = library.facts_at.get(line.key, ())
                unsure = marks(told[0], library) if told and not any(fact.plain for fact in told) else ()
                yield Event(time, text, (Ref(line.article, line.start, line.end),), (), 1, unsure)


def _day_named(line: Line, library: Library) -> Interval | None:
    """Return the first exact day that a sentence names."""
    for _, _, phrase in find_dates(line.text):
        time = resolve(phrase, library.sources[line.article].published)
        if time and time.start and precision(time) == "day":
            return replace(time, text=phrase)
    return None


def _first(time: Interval) -> date:
    return time.start or time.end or date.max


def _last(time: Interval) -> date:
    return time.end or date.max
