"""
Scope: which articles a question is asked of, by day of publication, outlet, name and topic.

It is settled before anything is ranked. Under ``as_of``, an article without a day is left out, for nobody knows
whether it was published by then; how many these are is told with the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.graph.vocab import article_graph, term
from kg.text.names import name_key

from .stems import content
from .timing import say_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.store import GraphStore

    from .library import Source

_NAMES = (term("rdfs", "label"), term("skos", "altLabel"))


@dataclass(frozen=True, slots=True)
class Scope:
    """
    What an article must be to count. The empty scope is the whole workspace.

    Args:
        as_of: Published by that day.
        since: Published on that day or later.
        until: Published on that day or earlier; unlike *as_of*, it does not move what "latest" counts from.
        outlets: Of one of these, by its own name or as the origin of its report, whatever the case.
        about: It names each of these.
        topic: It has each of these words, in any form.

    >>> Scope(since=date(2031, 5, 1), outlets=("Norland Post",)).told()
    'of Norland Post, published from 1 May 2031'
    """

    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    topic: str = ""

    def __bool__(self) -> bool:
        return self != Scope()

    def admits(self, source: Source) -> bool:
        """Whether an article's own record lets it in; what it names is looked up by :func:`admitted`."""
        if self.outlets and not {name_key(o) for o in self.outlets} & {name_key(o) for o in _outlets(source)}:
            return False
        if self.topic and not content(self.topic) <= content(f"{source.title} {source.text}"):
            return False
        return self._in_time(source.published)

    def _in_time(self, published: date | None) -> bool:
        last = min((day for day in (self.as_of, self.until) if day), default=None)
        if published is None:
            return last is None and self.since is None
        return (last is None or published <= last) and (self.since is None or published >= self.since)

    def told(self) -> str:
        """Return the scope in words, as they follow "article"; empty for the whole workspace."""
        parts = []
        if self.outlets:
            parts.append(f"of {' or '.join(self.outlets)}")
        if self.about:
            parts.append(f"naming {' and '.join(self.about)}")
        if self.topic:
            parts.append(f"on {self.topic}")
        last = min((day for day in (self.as_of, self.until) if day), default=None)
        days = [f"from {say_day(self.since)}"] if self.since else []
        days += [f"by {say_day(last)}"] if last else []
        return ", ".join([*parts, *([f"published {' '.join(days)}"] if days else [])])

    def as_of_day(self, day: date | None) -> Scope:
        """Return the same scope as of a day; unchanged for ``None``."""
        return replace(self, as_of=day) if day else self

    def to_dict(self) -> dict[str, object]:
        """Return the parts that are set, as plain values."""
        found = {name: getattr(self, name) for name in self.__slots__}
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in plain.items() if v}


def _outlets(source: Source) -> set[str]:
    return {source.outlet, *source.origins} - {""}


def admitted(store: GraphStore, sources: Iterable[Source], scope: Scope) -> tuple[list[str], int]:
    """
    Choose the articles of a scope.

    Args:
        store: The graph, for the names in an article.
        sources: All articles.
        scope: What they must be.

    Returns:
        Their ids, sorted, and how many were left out under ``as_of`` for want of a day.
    """
    sources = list(sources)
    inside = [source.id for source in sources if scope.admits(source) and _names(store, source.id, scope.about)]
    undated = sum(source.published is None for source in sources) if scope.as_of else 0
    return sorted(inside), undated


def _names(store: GraphStore, article: str, wanted: Iterable[str]) -> bool:
    """Whether an article names each of some things, in any spelling that it has for them."""
    keys = {name_key(name) for name in wanted}
    if not keys:
        return True
    told = {
        name_key(str(quad.object.value))  # type: ignore[union-attr]
        for predicate in _NAMES
        for quad in store.quads(article_graph(article), predicate=predicate)
    }
    return keys <= told
