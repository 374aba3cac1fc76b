"""
What a person decided about names: two are one, two are not one, a name in some places means another.

Plain records and what they exclude; :mod:`kg.graph.deciding` keeps them in the graph. A decision names
entities by their keys as they were when it was made, so it outlives a time in which no article uses them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Kind = Literal["merge", "apart", "split"]
KINDS: tuple[Kind, ...] = ("merge", "apart", "split")

MARK = "~~"
"""Stands in a key before the label that a person gave a further bearer of the name; a reader's hint has one tilde."""


def base_of(key: str) -> str:
    """
    Return a key without the label that a person gave.

    >>> base_of("Person.nova-vale~~painter"), base_of("Work.ode~ada")
    ('Person.nova-vale', 'Work.ode~ada')
    """
    while MARK in key:
        key = key.rpartition(MARK)[0]
    return key


def label_of(key: str) -> str:
    """
    Return the label that a person gave, empty for none.

    >>> label_of("Person.nova-vale~~painter"), label_of("Work.ode~ada")
    ('painter', '')
    """
    return key.rpartition(MARK)[2] if MARK in key else ""


def named(key: str) -> str:
    """
    Return a key without its class and label: the name, with a reader's hint.

    >>> named("Person.nova-vale~~painter")
    'nova-vale'
    """
    return base_of(key).partition(".")[2]


def told_apart(a: str, b: str) -> bool:
    """
    Whether a person split the one name that both keys bear.

    >>> told_apart("Person.nova-vale", "Agent.nova-vale~~painter"), told_apart("Person.nova-vale", "Agent.nova-vale")
    (True, False)
    """
    return label_of(a) != label_of(b) and named(a) == named(b)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """
    Where a name means another: an article, or one place in it.

    Args:
        key: What the article called it when that was decided, without a label.
        quote: The sentence, word for word, so that the place is found again when the article changes around it;
            empty for the whole article.
        at: Where in the sentence the name begins, in code points; -1 for the whole article.
    """

    article: str
    key: str
    quote: str = ""
    at: int = -1

    @property
    def mark(self) -> str:
        """Hash of the place, 12 hex digits."""
        parts = (self.article, self.key, self.quote, str(self.at))
        return hashlib.sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """
    One thing that a person decided.

    Args:
        kind: ``merge``, ``apart``, or ``split``.
        keys: Of the two entities, sorted; for a split, of the name in each of its places.
        label: For a split, what tells the new bearer from the other; letters, digits and hyphens.
        places: For a split, where the new bearer is meant, sorted.

    >>> Decision("merge", ("Person.a", "Person.b")).id
    'e2f5188aade7'
    """

    kind: Kind
    keys: tuple[str, ...]
    label: str = ""
    places: tuple[Place, ...] = ()

    @property
    def id(self) -> str:
        """Hash of what was decided, 12 hex digits: the same decision has the same id everywhere."""
        parts = [self.kind, *self.keys, self.label, *(place.mark for place in self.places)]
        return hashlib.sha256("\x1e".join(parts).encode(errors="surrogatepass")).hexdigest()[:12]

    @property
    def labelled(self) -> tuple[str, ...]:
        """For a split, the keys of the new bearer, sorted."""
        return tuple(f"{key}{MARK}{self.label}" for key in self.keys)

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles of its places, sorted."""
        return tuple(sorted({place.article for place in self.places}))


def merge(a: str, b: str) -> Decision:
    """
    Decide that two entities are one.

    Raises:
        InputError: Both are the same.

    >>> merge("Person.b", "Person.a").keys
    ('Person.a', 'Person.b')
    """
    return Decision("merge", _two(a, b))


def apart(a: str, b: str) -> Decision:
    """
    Decide that two entities are never one.

    Raises:
        InputError: Both are the same.
    """
    return Decision("apart", _two(a, b))


def split(label: str, places: Iterable[Place]) -> Decision:
    """
    Decide that in some places a name means another than elsewhere.

    Raises:
        InputError: There is no place, or the label holds other signs than letters, digits and hyphens.

    >>> split("painter", [Place("a1", "Person.nova-vale")]).labelled
    ('Person.nova-vale~~painter',)
    """
    held = tuple(sorted(set(places)))
    if not held:
        raise InputError("A split names no place. Say in which article the name means another.")
    if not label or not all(part.isalnum() for part in label.split("-")):
        raise InputError(f"{label!r} is no label. Use letters, digits and hyphens, such as painter or gospel-singer.")
    return Decision("split", tuple(sorted({place.key for place in held})), label, held)


def _two(a: str, b: str) -> tuple[str, str]:
    if a == b:
        raise InputError(f"{a}: one entity is named twice. Name two.")
    return (a, b) if a < b else (b, a)


def contradictions(
    decisions: Iterable[Decision], same: Callable[[str, str], bool] = lambda a, b: a == b
) -> Iterator[tuple[Decision, tuple[Decision, ...]]]:
    """
    Yield decisions that cannot all hold: one that keeps apart, with those that make it one (or place it elsewhere).

    Args:
        decisions: All that are to hold; their order does not matter.
        same: Whether two keys are one entity without any decision; equal keys always are.

    >>> both = [merge("Person.a", "Person.b"), apart("Person.a", "Person.b")]
    >>> [first.kind for first, _ in contradictions(both)]
    ['apart']
    """
    every = sorted(set(decisions))
    joined = [d for d in every if d.kind == "merge"]
    for one in every:
        pairs = (
            [(one.keys[0], one.keys[-1])] if one.kind == "apart" else list(zip(one.labelled, one.keys, strict=False))
        )
        ways = (_way(a, b, joined, same) for a, b in pairs if one.kind != "merge")
        yield from ((one, way) for way in ways if way)
    yield from _placed_twice(every)


def _way(start: str, end: str, joined: list[Decision], same: Callable[[str, str], bool]) -> tuple[Decision, ...]:
    """Return the merges that lead from one key to another, the fewest; none when nothing does."""
    if same(start, end):  # one by its name already: merges elsewhere do not make it so
        joined = [d for d in joined if set(d.keys) == {start, end}]
    ways: list[tuple[str, tuple[Decision, ...]]] = [(start, ())]
    seen: set[Decision] = set()
    for key, way in ways:
        if way and (key == end or same(key, end)):
            return way
        for step in joined:
            for here, there in (step.keys, step.keys[::-1]):
                if step not in seen and (here == key or same(here, key)):
                    seen.add(step)
                    ways.append((there, (*way, step)))
    return ()


def _placed_twice(decisions: Iterable[Decision]) -> Iterator[tuple[Decision, tuple[Decision, ...]]]:
    """Yield splits that give one place two labels."""
    at: dict[tuple[str, str, str, int], list[Decision]] = defaultdict(list)
    for decision in decisions:
        for place in decision.places:
            at[place.article, named(place.key), place.quote, place.at].append(decision)
    for held in at.values():
        for one, other in combinations(held, 2):
            if one.label != other.label:
                yield one, (other,)
