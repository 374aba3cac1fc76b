"""
An excerpt: a workspace as it would stand if only some of its articles had ever been taken in.

What a later article teaches (that two names are one, what a name is, how rare a word is) must not reach an answer
"as of" an earlier day. So nothing derived is filtered: identity, descriptions and contradictions are computed anew
from the graphs of the chosen articles alone, and the word index is filled with them alone. Vectors of a text do not
depend on other texts and are shared. What a person decided holds in an excerpt, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from .graph.decided import decision_quads, stored_decisions
from .graph.derived import rebuild_derived
from .graph.readback import reading_of
from .graph.store import MemoryStore
from .graph.vocab import ONTOLOGY, RUNS, article_graph
from .index.passages import ArticleText
from .index.words import WordIndex

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray

    from .domain import Domain
    from .graph.store import GraphStore
    from .index.embedding import Embedder
    from .index.passages import Kind, Place


class Vectors(Protocol):
    """Where the vectors of places come from."""

    def vectors(self, kind: Kind = "passage") -> tuple[list[Place], NDArray[np.float32]]:
        """Return every place with its vector, places sorted, vectors of length 1."""
        ...


class Whole(Protocol):
    """The workspace that an excerpt is taken from."""

    @property
    def store(self) -> GraphStore:
        """The graph."""
        ...

    @property
    def vectors(self) -> Vectors:
        """Places by meaning."""
        ...

    @property
    def embedder(self) -> Embedder:
        """What turns texts into vectors."""
        ...


@dataclass(frozen=True)
class SomeVectors:
    """The vectors of some articles."""

    source: Vectors
    articles: frozenset[str]

    def vectors(self, kind: Kind = "passage") -> tuple[list[Place], NDArray[np.float32]]:
        """Return their places, sorted, and a matrix with one row of length 1 for each."""
        places, matrix = self.source.vectors(kind)
        kept = [row for row, place in enumerate(places) if place.article in self.articles]
        return [places[row] for row in kept], matrix[kept]


class Excerpt:
    """
    Some articles of a workspace, with graph and indexes of their own, in memory.

    Args:
        workspace: Where they are stored.
        domain: Its domain.
        articles: Ids of the articles; those that are not stored are passed over.

    >>> import tempfile
    >>> from kg.domain import load_domain
    >>> from kg.index.embedding import HashingEmbedder
    >>> from kg.model import Article, Reading, Span
    >>> from kg.workspace import Workspace
    >>> folder = Path(tempfile.mkdtemp()) / "news"
    >>> with Workspace.open(folder, embedder=HashingEmbedder(), write=True, create=True) as workspace:
    ...     texts = {"a1": "Nova Vale sang.", "a2": "Mira Holm sang."}
    ...     put = workspace.put([Reading(Article(id=i, text=t), (Span(0, 15),)) for i, t in texts.items()])
    ...     some = Excerpt(workspace, load_domain(), ["a2"])
    ...     [hit.article for hit in some.words.search("sang", kind="sentence")]
    ['a2']
    """

    def __init__(self, workspace: Whole, domain: Domain, articles: Collection[str]) -> None:
        self._workspace = workspace
        self._domain = domain
        self.articles = frozenset(articles)

    @cached_property
    def store(self) -> GraphStore:
        """The graph of the chosen articles, with what is derived from them alone."""
        whole, store = self._workspace.store, MemoryStore()
        for graph in (ONTOLOGY, RUNS, *map(article_graph, sorted(self.articles))):
            store.apply(add=whole.quads(graph))
        store.apply(add=[quad for decision in stored_decisions(whole) for quad in decision_quads(decision)])
        rebuild_derived(store, self._domain)
        return store

    @cached_property
    def vectors(self) -> SomeVectors:
        """Places by meaning."""
        return SomeVectors(self._workspace.vectors, self.articles)

    @cached_property
    def words(self) -> WordIndex:
        """Places by words; its folder goes with the excerpt."""
        self._folder = TemporaryDirectory(prefix="onrecord-")
        index = WordIndex(Path(self._folder.name))
        index.replace_many(ArticleText.of(reading_of(self.store, article)) for article in sorted(self.articles))
        return index

    @property
    def embedder(self) -> Embedder:
        """What turns texts into vectors."""
        return self._workspace.embedder
