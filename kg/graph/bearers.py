"""
Two bearers of one name: an article's entity is divided as a person decided, and put together again.

Pure functions on readings. What a split marks is the key (``Class.name~~label``); everything else stays,
so that taking the marks off gives exactly the reading that there was.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.model import Argument, Claim, Entity, Mention, Reading

from .decisions import MARK, Decision, Place, base_of, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PLACES = ("subject", "object", "place", "context", "speaker")


def undivided(reading: Reading) -> Reading:
    """
    Return the reading as it was before any split.

    >>> from kg.model import Article
    >>> marked = Reading(Article(id="a1", text="x"), entities=(Entity("Person.vale~~painter", "Vale", "Person"),))
    >>> undivided(marked).entities[0].key
    'Person.vale'
    """
    if not any(MARK in entity.key for entity in reading.entities):
        return reading
    entities = {base_of(entity.key): replace(entity, key=base_of(entity.key)) for entity in reading.entities}
    return Reading(
        reading.article,
        reading.sentences,
        tuple(entities.values()),
        tuple(replace(mention, entity=base_of(mention.entity)) for mention in reading.mentions),
        tuple(_moved(claim, lambda argument: base_of(argument.entity or "")) for claim in reading.claims),
        reading.run,
    )


def divided(reading: Reading, decisions: Iterable[Decision]) -> Reading:
    """
    Return the reading with the names told apart as decided; splits that were made before go first.

    A name in a place of a split gets its label. What is no name ("the singer", "she") goes with the last
    bearer named before it, and a claim's argument with the mention that it stands for.

    Args:
        reading: As it was read, or as an earlier division left it.
        decisions: Any; only splits that name the article count.
    """
    reading = undivided(reading)
    keys = [entity.key for entity in reading.entities]
    bearers: dict[str, _Bearers] = {}
    for decision in sorted(decisions):
        for place in decision.places:
            key = found_key(place, keys) if place.article == reading.article.id else None
            if key is not None:
                bearers.setdefault(key, _Bearers()).add(place, decision.label, reading)
    for key, held in bearers.items():
        held.place((m for m in reading.mentions if m.entity == key), key)
    return _marked(reading, bearers) if bearers else reading


def found_key(place: Place, keys: Iterable[str]) -> str | None:
    """
    Return the key of an article that a place means: its own, else the only one of that name.

    >>> found_key(Place("a1", "Person.vale"), ["Agent.vale", "Work.ode"]), found_key(Place("a1", "Person.vale"), [])
    ('Agent.vale', None)
    """
    keys = [base_of(key) for key in keys]
    if place.key in keys:
        return place.key
    alike = sorted({key for key in keys if named(key) == named(place.key)})
    return alike[0] if len(alike) == 1 else None


def missing_places(decision: Decision, reading: Reading) -> list[Place]:
    """Return the places of a split in an article that its reading no longer has: the name or the sentence is gone."""
    keys = [entity.key for entity in reading.entities]
    quotes = {sentence.of(reading.article.text) for sentence in reading.sentences}
    here = [place for place in decision.places if place.article == reading.article.id]
    return [p for p in here if found_key(p, keys) is None or (p.quote and p.quote not in quotes)]


@dataclass
class _Bearers:
    """Which label the name has where, in one article."""

    whole: str = ""
    starts: dict[int, str] = field(default_factory=dict)
    _places: list[tuple[int, str]] = field(default_factory=list)

    def add(self, place: Place, label: str, reading: Reading) -> None:
        """Take in one place of a split."""
        if not place.quote:
            self.whole = label
            return
        for sentence in reading.sentences:
            if sentence.of(reading.article.text) == place.quote:
                self.starts[sentence.start + place.at] = label

    def place(self, mentions: Iterable[Mention], key: str) -> None:
        """Decide for every name."""
        names = sorted({m.start for m in mentions if m.kind == "name" and m.entity == key} | self.starts.keys())
        self._places = [(start, self.starts.get(start, self.whole)) for start in names]

    def at(self, start: int) -> str:
        """Return the label of whoever was named last at or before a place; of the first one when nobody was."""
        before = bisect_right(self._places, start, key=lambda pair: pair[0]) - 1
        return self._places[max(before, 0)][1] if self._places else self.whole


def _marked(reading: Reading, bearers: dict[str, _Bearers]) -> Reading:
    used: set[str] = set()

    def marked(key: str, start: int) -> str:
        label = bearers[key].at(start) if key in bearers else ""
        key = f"{key}{MARK}{label}" if label else key
        used.add(key)
        return key

    mentions = tuple(replace(m, entity=marked(m.entity, m.start)) for m in reading.mentions)
    claims = tuple(
        _moved(claim, lambda a, claim=claim: marked(a.entity or "", a.start if a.start >= 0 else claim.sentence.end))  # type: ignore[misc]
        for claim in reading.claims
    )
    entities: list[Entity] = []
    for entity in reading.entities:
        held = bearers.get(entity.key)
        labels = {held.whole, *held.starts.values()} if held else {""}
        keys = {f"{entity.key}{MARK}{label}" if label else entity.key for label in labels}
        entities += [replace(entity, key=key) for key in sorted(keys & used or {marked(entity.key, 0)})]
    return replace(reading, mentions=mentions, claims=claims, entities=tuple(entities))


def _moved(claim: Claim, key_of: Callable[[Argument], str]) -> Claim:
    """Return the claim with the keys of its arguments replaced."""
    held = {place: getattr(claim, place) for place in _PLACES}
    moved = {place: replace(a, entity=key_of(a)) for place, a in held.items() if a is not None and a.entity}
    return replace(claim, **moved) if moved else claim
