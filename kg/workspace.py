"""
The workspace: a folder that holds the graph, its snapshots, both indexes and the ledger.

One process writes at a time; any number read the newest snapshot meanwhile. What :meth:`Workspace.put`
has returned from survives a killed process. What is derived (``graph/derived``, the indexes) is
brought up to date by :meth:`Workspace.commit`, and healed at the next opening when that was missed.
"""

from __future__ import annotations

import os
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pyoxigraph import NamedNode

from .domain import Domain, load_domain
from .errors import DomainError, NotFoundError, WorkspaceError
from .graph.bearers import divided
from .graph.decided import splits_of, stored_decisions
from .graph.deciding import change
from .graph.derived import is_pending, pending_articles, pending_quad, rebuild_derived, update_derived
from .graph.rdf import article_of, reading_of, reading_quads
from .graph.snapshots import Snapshots
from .graph.store import DiskStore
from .graph.vocab import ONTOLOGY, article_graph, article_of_iri, onr, prefixes, run_of_iri, term
from .index.passages import ArticleText
from .ledger import Ledger
from .turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from pyoxigraph import Quad

    from .graph.decisions import Decision
    from .graph.store import Results
    from .index.embedding import Embedder
    from .index.vectors import VectorIndex
    from .index.words import WordIndex
    from .model import Article, Reading

_NAMESPACE = "http://purl.org/vocab/vann/preferredNamespaceUri"


_AT_ONCE = 32
"""Readings that are turned into quads before the first of them is written."""


class Workspace:
    """
    An open workspace; make one with :meth:`open`.

    >>> import tempfile
    >>> from kg.index.embedding import HashingEmbedder
    >>> from kg.model import Article, Reading
    >>> folder = Path(tempfile.mkdtemp()) / "news"
    >>> with Workspace.open(folder, embedder=HashingEmbedder(), write=True, create=True) as workspace:
    ...     workspace.put([Reading(Article(id="a1", text="Nova Vale sang."))])
    ['a1']
    >>> with Workspace.open(folder) as workspace:
    ...     workspace.article("a1").text
    'Nova Vale sang.'
    """

    def __init__(
        self, path: Path, store: DiskStore, domain: Domain, *, embedder: Embedder | None, held: int | None
    ) -> None:
        self.path = path
        self.store = store
        self.domain = domain
        self.ledger = Ledger(path / "log.sqlite")
        self.turns = Turns(path / "turns.sqlite")
        self._given = embedder
        self._held = held
        self._snapshots = Snapshots(path / "snapshots")

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        domain: Domain | None = None,
        embedder: Embedder | None = None,
        write: bool = False,
        create: bool = False,
    ) -> Self:
        """
        Open a workspace: its newest snapshot to read, or the graph itself to write.

        Args:
            path: The folder.
            domain: What the articles are about; the shipped domain by default.
            embedder: Fills and asks the vector index; bge by default, loaded when first used.
            write: Take the write lock, and heal what a killed writer left.
            create: Make the folder when it is not there; goes with *write*.

        Raises:
            WorkspaceError: The folder is missing or holds no workspace, or nothing was committed yet.
            WorkspaceLockedError: Another process writes to it; raised with *write* only.
            DomainError: Its articles were read with another domain.
        """
        folder = Path(path)
        domain = domain or load_domain()
        if not write:
            try:
                store, held = Snapshots(folder / "snapshots").newest()
            except NotFoundError as error:
                raise WorkspaceError(
                    f"{folder}: no workspace to read yet. `onrecord ingest PATH` fills one."
                ) from error
            workspace = cls(folder, store, domain, embedder=embedder, held=held)
        else:
            _prepare(folder, create=create)
            workspace = cls(folder, DiskStore(folder / "graph"), domain, embedder=embedder, held=None)
        try:
            if write:
                workspace.heal()
            else:
                workspace._same_domain()
        except BaseException:
            workspace._let_go()
            raise
        return workspace

    @property
    def writable(self) -> bool:
        """Whether it was opened for writing."""
        return self._held is None

    @cached_property
    def embedder(self) -> Embedder:
        """What turns texts into vectors."""
        from .index.embedding import embedder

        return self._given or embedder()

    @cached_property
    def vectors(self) -> VectorIndex:
        """Places by meaning."""
        from .index.vectors import VectorIndex

        return VectorIndex(_lockable(self.path / "vectors"), self.embedder)

    @cached_property
    def words(self) -> WordIndex:
        """Places by words."""
        from .index.words import WordIndex

        return WordIndex(_lockable(self.path / "words"))

    def query(self, sparql: str) -> Results:
        """
        Run a SPARQL query; the prefixes of core and domain need not be declared.

        Raises:
            QueryError: It cannot be parsed or is not allowed.
        """
        return self.store.query(sparql, prefixes=prefixes(self.domain.prefix, self.domain.namespace))

    def article(self, article: str) -> Article:
        """
        Return a stored article.

        Raises:
            NotFoundError: There is no such article.
        """
        return article_of(self.store, article)

    def reading(self, article: str) -> Reading:
        """
        Return all that was learnt from an article.

        Raises:
            NotFoundError: There is no such article.
        """
        return reading_of(self.store, article)

    def article_ids(self) -> list[str]:
        """Return the ids of all articles, sorted."""
        return sorted(self.state())

    def state(self) -> dict[str, tuple[str, str]]:
        """Return article id -> (sha256 of the text, id of the run that read it)."""
        hashes = {q.subject.value: q.object.value for q in self.store.quads(predicate=onr("textSha256"))}  # type: ignore[union-attr]
        runs = {q.subject.value: q.object.value for q in self.store.quads(predicate=term("prov", "wasGeneratedBy"))}  # type: ignore[union-attr]
        return {article_of_iri(iri): (sha, run_of_iri(runs[iri])) for iri, sha in hashes.items()}

    def source(self, article: str) -> str | None:
        """Return the path or address that a stored article came from, where the ledger knows it."""
        return self.ledger.source(article) if self._holds(article) else None

    def put(self, readings: Iterable[Reading]) -> list[str]:
        """
        Add or replace articles, each all or nothing; when it returns, they are safe on disk.

        Args:
            readings: Of different articles.

        Returns:
            The ids of those that changed, in the order given; what is stored already is skipped.

        Raises:
            InputError: A reading does not hold together; those before it are stored.
            WorkspaceError: The workspace is open for reading only.
        """
        self._must_write()
        readings, changed = list(readings), []
        try:
            for first in range(0, len(readings), _AT_ONCE):
                changed += self._put(readings[first : first + _AT_ONCE])
        finally:
            self.store.flush()
        return changed

    def _put(self, readings: Iterable[Reading]) -> list[str]:
        """Put those that hold together, up to the first that does not; the ledger notes no others."""
        accepted: list[tuple[Reading, list[Quad]]] = []
        try:
            for reading in readings:
                accepted.append((reading, self._quads(reading)))  # noqa: PERF401 - what came before a fault is kept
        finally:
            if accepted:
                self.ledger.put([reading for reading, _ in accepted])
            changed = [reading.article.id for reading, quads in accepted if self._replace(reading.article.id, quads)]
        return changed

    def _quads(self, reading: Reading) -> list[Quad]:
        return list(reading_quads(divided(reading, splits_of(self.store, reading.article.id)), self.domain))

    def _replace(self, article: str, quads: Iterable[Quad]) -> bool:
        graph, quads = article_graph(article), list(quads)
        new, run = {q for q in quads if q.graph_name == graph}, [q for q in quads if q.graph_name != graph]
        old = set(self.store.quads(graph))
        if old == new:
            return False
        self.store.apply(remove=old - new, add=[*(new - old), *run, pending_quad(article)])
        return True

    def remove(self, articles: Iterable[str]) -> list[str]:
        """
        Remove articles with all that was learnt from them.

        Returns:
            The ids of those that were there, in the order given.
        """
        self._must_write()
        there = [article for article in dict.fromkeys(articles) if self._holds(article)]
        for article in there:
            self.store.apply(remove=self.store.quads(article_graph(article)), add=[pending_quad(article)])
        self.ledger.remove(there)
        self.store.flush()
        return there

    def decisions(self) -> list[Decision]:
        """Return what a person decided about names, sorted."""
        return stored_decisions(self.store)

    def decide(
        self,
        *decisions: Decision,
        drop: Iterable[Decision] = (),
        by: str = "",
        at: Mapping[str, tuple[str, str]] | None = None,
    ) -> list[Decision]:
        """
        Make decisions about names and take others back, all or none; when it returns, they are safe on disk.

        What follows from them is worked out by the next :meth:`commit`.

        Args:
            decisions: To make; those made already are left alone.
            drop: To take back.
            by: Who decides, for the ledger.
            at: Of decisions that were made elsewhere: id -> who and when.

        Returns:
            Those that were made or taken back, in the order given.

        Raises:
            InputError: Decisions would contradict one another.
        """
        self._must_write()
        held, dropped = set(self.decisions()), list(dict.fromkeys(drop))
        what = change(self.store, self.domain, add=decisions, drop=dropped)
        made = [d for d in dict.fromkeys(decisions) if d not in held]
        undone = [d for d in dropped if d in held]
        self.ledger.decided([d.id for d in made], "made", by=by, told=at)
        self.ledger.decided([d.id for d in undone], "taken back", by=by)
        self.store.apply(remove=what.remove, add=what.add)
        self.store.flush()
        return [*made, *undone]

    def commit(self) -> None:
        """Bring indexes and ``graph/derived`` up to date with the articles, and let readers see all of it."""
        self._must_write()
        self._snapshots.announce()
        pending = pending_articles(self.store)
        self._sync_indexes(pending)
        update_derived(self.store, self.domain, pending)
        self.store.flush()
        self._snapshots.take(self.store)

    def heal(self) -> bool:
        """
        Compare what is derived with the articles and mend it; runs at each opening for writing.

        Returns:
            Whether anything was to be mended.

        Raises:
            DomainError: The articles were read with another domain.
        """
        self._must_write()
        self._same_domain()
        vocabulary = set(self.domain.ontology_quads(ONTOLOGY.value))
        if vocabulary != set(self.store.quads(ONTOLOGY)):
            self._snapshots.announce()
            if self.state():
                self._sync_indexes(pending_articles(self.store))  # the marks go with what is derived
                rebuild_derived(self.store, self.domain)
            self.store.replace_graph(ONTOLOGY, vocabulary)  # last: a killed writer rebuilds once more
        if is_pending(self.store) or self._snapshots.is_due() or self._indexes_differ():
            self.commit()
            return True
        return False

    def close(self) -> None:
        """Commit what waits, and let go of the folder."""
        try:
            if self.writable and is_pending(self.store):
                self.commit()
        finally:
            self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:  # the next opening heals what waits
            self._let_go()

    def _let_go(self) -> None:
        for name in ("vectors", "words"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()
        self.store.close()
        if self._held is not None and self._held >= 0:
            os.close(self._held)
            self._held = -1

    def _must_write(self) -> None:
        if not self.writable:
            raise WorkspaceError(f"{self.path}: open for reading only. Open it with write=True.")

    def _holds(self, article: str) -> bool:
        return next(self.store.quads(article_graph(article)), None) is not None

    def _same_domain(self) -> None:
        held = {
            str(quad.object.value)  # type: ignore[union-attr]
            for quad in self.store.quads(ONTOLOGY, predicate=NamedNode(_NAMESPACE))
        }
        if held and self.domain.namespace not in held and self.state():
            raise DomainError(
                f"{self.path}: its articles were read with the domain {', '.join(held)}, not with "
                f"{self.domain.namespace}. Name that domain, or use another workspace."
            )

    def _indexes_differ(self) -> bool:
        hashes = {article: sha for article, (sha, _) in self.state().items()}
        if not hashes and not any((self.path / name).exists() for name in ("vectors", "words")):
            return False
        return self.words.state() != hashes or self.vectors.state() != hashes

    def _sync_indexes(self, changed: Iterable[str]) -> None:
        """Bring both indexes to the state of the store; *changed* are replaced even if their text is the same."""
        hashes = {article: sha for article, (sha, _) in self.state().items()}
        if not hashes and not any((self.path / name).exists() for name in ("vectors", "words")):
            return
        text = cache(lambda article: ArticleText.of(self.reading(article)))  # both indexes take the same
        for index in (self.words, self.vectors):
            held = index.state()
            index.remove(*sorted(held.keys() - hashes.keys()))
            due = {a for a, sha in hashes.items() if held.get(a) != sha} | (set(changed) & hashes.keys())
            index.replace_many(map(text, sorted(due)))


def _prepare(folder: Path, *, create: bool) -> None:
    if not create and not (folder / "graph").is_dir():
        raise WorkspaceError(f"{folder}: no workspace there. `onrecord ingest PATH` makes one.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{folder}: the folder cannot be made ({error.strerror}). Name another one.") from error
    if not os.access(folder, os.W_OK) or ((folder / "graph").is_dir() and not os.access(folder / "graph", os.W_OK)):
        raise WorkspaceError(
            f"{folder}: this workspace is read-only for you, so nothing can be added or removed. "
            "Check who may write to the folder, or copy it to one of your own."
        )


def _lockable(folder: Path) -> Path:
    """Refuse an index that cannot be locked; graph and articles can be read without."""
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise WorkspaceError(
            f"{folder.parent}: this workspace is read-only for you, and its indexes must be locked to search them. "
            "Copy the workspace to a folder of your own; status, show, sparql and export work as it is."
        )
    return folder
