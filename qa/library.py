"""
What the graph holds, in memory, for ranking: articles, sentences, entities of the corpus, claims about them.

Loaded once for a snapshot of a workspace (:mod:`qa.loading`). Claims are seen through the
identity graph: their arguments are entities of the corpus, whatever an article calls them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from kg.text.names import name_key

from .stems import content, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kg.domain import Domain
    from kg.excerpt import Vectors
    from kg.graph.store import GraphStore
    from kg.index.embedding import Embedder
    from kg.index.words import WordIndex
    from kg.model import Comparator, Interval, Modality, Polarity, Value

Key = tuple[str, int, int]
"""Where a sentence stands: article, start, end."""


class Holdings(Protocol):
    """What answering needs of a workspace: the graph, both indexes, and the embedder that filled one of them."""

    @property
    def store(self) -> GraphStore:
        """The graph."""
        ...

    @property
    def vectors(self) -> Vectors:
        """Places by meaning."""
        ...

    @property
    def words(self) -> WordIndex:
        """Places by words."""
        ...

    @property
    def embedder(self) -> Embedder:
        """What turns a question into a vector."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """An article as answers cite it; *origins* are the outlets whose report it tells, else its own outlet."""

    id: str
    text: str
    title: str = ""
    outlet: str = ""
    published: date | None = None
    url: str = ""
    origins: frozenset[str] = frozenset()
    updates: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the corpus; *articles* counts those that mention it."""

    key: str
    name: str
    cls: str
    aliases: tuple[str, ...] = ()
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with the entities that it mentions, as ``(start, end, key)`` in the order of the text."""

    article: str
    start: int
    end: int
    text: str
    mentions: tuple[tuple[int, int, str], ...] = ()

    @property
    def key(self) -> Key:
        """Where it stands."""
        return (self.article, self.start, self.end)

    @property
    def entities(self) -> frozenset[str]:
        """Keys of the entities mentioned."""
        return frozenset(key for _, _, key in self.mentions)


@dataclass(frozen=True, slots=True)
class Term:
    """An argument of a fact: an entity of the corpus under its corpus-wide name, or a phrase."""

    text: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim whose arguments are entities of the corpus. Fields as in :class:`kg.model.Claim`."""

    id: str
    article: str
    relation: str
    subject: Term
    start: int
    end: int
    object: Term | None = None
    value: Value | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    place: Term | None = None
    context: Term | None = None
    qualifier: str | None = None
    time: Interval | None = None
    speaker: Term | None = None
    modality: Modality = "asserted"
    hedge: str | None = None
    polarity: Polarity = "positive"
    confidence: float = 0.5
    contradicts: tuple[str, ...] = ()
    also: tuple[tuple[int, int], ...] = ()

    @property
    def key(self) -> Key:
        """Where its sentence stands."""
        return (self.article, self.start, self.end)

    @property
    def plain(self) -> bool:
        """Whether it is asserted and affirmed, so that it may be told without a hedge."""
        return self.modality == "asserted" and self.polarity == "positive"

    @property
    def terms(self) -> tuple[Term, ...]:
        """All its arguments."""
        return tuple(t for t in (self.subject, self.object, self.place, self.context, self.speaker) if t)

    @property
    def entities(self) -> frozenset[str]:
        """Keys of the entities among its arguments."""
        return frozenset(term.entity for term in self.terms if term.entity)


@dataclass(frozen=True, eq=False)
class Library:
    """
    All of it, indexed.

    Args:
        lines: Every sentence, by where it stands, in order.
        facts: Every claim by its id.
        spellings: Key of a name -> the entities called so, those of most articles first.
        as_of: Articles published later were left out.
        within: The scope in words, as they follow "article"; empty for the whole workspace.
        undated: Articles left out under *as_of* because nobody knows their day.
    """

    domain: Domain
    sources: Mapping[str, Source]
    entities: Mapping[str, Known]
    lines: Mapping[Key, Line]
    facts: Mapping[str, Fact]
    spellings: Mapping[str, tuple[str, ...]]
    as_of: date | None = None
    within: str = ""
    undated: int = 0
    starts: Mapping[str, tuple[Key, ...]] = field(repr=False, default_factory=dict)
    facts_at: Mapping[Key, tuple[Fact, ...]] = field(repr=False, default_factory=dict)
    facts_of: Mapping[str, tuple[Fact, ...]] = field(repr=False, default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether no article of the workspace was left out."""
        return self.as_of is None

    def entities_of(self, article: str) -> frozenset[str]:
        """Return the entities that an article mentions."""
        return self._entities_of.get(article, frozenset())

    @cached_property
    def _entities_of(self) -> dict[str, frozenset[str]]:
        told: dict[str, set[str]] = defaultdict(set)
        for line in self.lines.values():
            told[line.article] |= line.entities
        return {article: frozenset(keys) for article, keys in told.items()}

    @cached_property
    def facts_by_relation(self) -> dict[str, tuple[Fact, ...]]:
        """Claims by relation."""
        told: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts.values():
            told[fact.relation].append(fact)
        return {relation: tuple(facts) for relation, facts in told.items()}

    def relations_with(self, stem: str) -> tuple[str, ...]:
        """Return the relations whose name has a word of that stem, sorted."""
        return self._relations_by_stem.get(stem, ())

    @cached_property
    def _relations_by_stem(self) -> dict[str, tuple[str, ...]]:
        told: dict[str, list[str]] = defaultdict(list)
        for relation in sorted(self.facts_by_relation):
            for stem in content(relation.replace("_", " ")):
                told[stem].append(relation)
        return {stem: tuple(relations) for stem, relations in told.items()}

    def before(self, key: Key) -> Line | None:
        """Return the sentence before one, also across paragraphs; ``None`` for the first."""
        keys = self.starts.get(key[0], ())
        index = bisect_left(keys, key[1], key=lambda one: one[1])
        return self.lines[keys[index - 1]] if 0 < index <= len(keys) else None

    def lines_of(self, article: str, start: int, end: int) -> list[Line]:
        """Return the sentences of a passage, in order."""
        return [self.lines[key] for key in self.starts.get(article, ()) if start <= key[1] and key[2] <= end]

    @cached_property
    def vocabulary(self) -> tuple[frozenset[str], ...]:
        """The words of every title and every sentence, plurals without their s too."""
        texts = [source.title for source in self.sources.values()] + [line.text for line in self.lines.values()]
        return tuple(frozenset(form for w in words(text) for form in (w, w.removesuffix("s"))) for text in texts)

    @property
    def latest(self) -> date | None:
        """The last day of publication; relative dates in questions count from there."""
        return max((s.published for s in self.sources.values() if s.published), default=None)

    def name(self, key: str) -> str:
        """Return the corpus-wide name of an entity."""
        return self.entities[key].name if key in self.entities else key

    def spelt(self, key: str) -> tuple[str, ...]:
        """Return all spellings of an entity, its name first."""
        known = self.entities.get(key)
        return (known.name, *known.aliases) if known else (key,)

    def independent(self, articles: Iterable[str]) -> int:
        """
        Count the independent sources behind some articles.

        Articles that tell the report of one outlet, or that correct one another, are one source.
        """
        groups: list[set[str]] = []
        for article in sorted(set(articles)):
            source = self.sources[article]
            marks = {f"origin {name_key(o)}" for o in source.origins} | {f"article {article}"}
            marks |= {f"article {source.updates}"} if source.updates else set()
            joined = [group for group in groups if group & marks]
            groups = [group for group in groups if not group & marks] + [marks.union(*joined)]
        return len(groups)
