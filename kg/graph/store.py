"""
The graph store: a small protocol, and its two back ends in memory and on disk.

All writing is atomic per call. A query sees the union of all named graphs unless it names its
graphs itself. Only canonical literals come in (see :mod:`kg.graph.rdf`), so that what is read back
equals what was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.errors import NotFoundError, QueryError, WorkspaceError, WorkspaceLockedError

from .sparql import is_update, names_graphs, refuse_reaching_out, syntax_error
from .vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Node = ox.NamedNode | ox.BlankNode | ox.Triple
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class GraphStore(Protocol):
    """
    Where the quads are.

    Patterns: ``None`` matches everything. Graphs are named; the default graph stays empty.
    """

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, Term] | None = None,
    ) -> Results:
        """Run a SPARQL 1.1 query; reads only."""

    def update(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> None:
        """Run a SPARQL 1.1 update, all of it or nothing."""

    def quads(
        self,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
        *,
        subject: Node | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
    ) -> Iterator[ox.Quad]:
        """Yield the quads that match, in no order."""

    def apply(self, *, remove: Iterable[ox.Quad] = (), add: Iterable[ox.Quad] = ()) -> None:
        """Take quads away and add others, all of it or nothing."""

    def replace_graph(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> bool:
        """Make a graph hold exactly *quads*, all of it or nothing; tell whether anything changed."""

    def drop_graph(self, graph: ox.NamedNode) -> None:
        """Remove a graph; nothing happens when there is none."""

    def graphs(self) -> list[ox.NamedNode]:
        """Return the names of the graphs that hold something, sorted."""

    def dump(self) -> bytes:
        """Return everything as canonical N-Quads: UTF-8, one quad a line, sorted by bytes."""

    def snapshot(self, folder: Path) -> None:
        """Write a copy that can be opened for reading; *folder* must not exist."""

    def flush(self) -> None:
        """Wait until all writing is safe on disk."""

    def close(self) -> None:
        """Let go of the store; it cannot be used afterwards."""


class _OxStore:
    """What memory and disk have in common."""

    def __init__(self, store: ox.Store) -> None:
        self._open: ox.Store | None = store

    @property
    def _store(self) -> ox.Store:
        if self._open is None:
            raise WorkspaceError("The graph store is closed. Open the workspace again.")
        return self._open

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, Term] | None = None,
    ) -> Results:
        """
        Run a SPARQL 1.1 query over the union of all graphs, or over those that it names with ``FROM``.

        Args:
            sparql: The query. ``SERVICE`` is refused.
            prefixes: Short forms that the query need not declare; those of :mod:`kg.graph.vocab` by default.
            substitutions: Selected variables, without question mark -> the term that stands for each.

        Returns:
            Solutions of a SELECT, triples of a CONSTRUCT or DESCRIBE, or what ASK tells.

        Raises:
            QueryError: The query cannot be parsed (with line and column), would write, or reaches out.

        >>> bool(MemoryStore().query("ASK { ?s ?p ?o }"))
        False
        """
        words = refuse_reaching_out(sparql)
        try:
            return self._store.query(
                sparql,
                prefixes=dict(PREFIXES if prefixes is None else prefixes),
                use_default_graph_as_union=not names_graphs(words),
                substitutions={ox.Variable(k): v for k, v in substitutions.items()} if substitutions else None,
            )
        except SyntaxError as error:
            if is_update(words):
                raise QueryError(
                    "This is an update, and a query only reads. Begin with SELECT, ASK, CONSTRUCT or DESCRIBE."
                ) from error
            raise syntax_error(sparql, error) from error

    def update(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> None:
        """
        Run a SPARQL 1.1 update, all of it or nothing; its patterns must name their graphs.

        Raises:
            QueryError: The update cannot be parsed, or reaches out.
        """
        refuse_reaching_out(sparql, forbidden=("SERVICE", "LOAD"))
        try:
            self._store.update(sparql, prefixes=dict(PREFIXES if prefixes is None else prefixes))
        except SyntaxError as error:
            raise syntax_error(sparql, error) from error

    def quads(
        self,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
        *,
        subject: Node | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
    ) -> Iterator[ox.Quad]:
        """Yield the quads that match, in no order."""
        return self._store.quads_for_pattern(subject, predicate, object, graph)

    def apply(self, *, remove: Iterable[ox.Quad] = (), add: Iterable[ox.Quad] = ()) -> None:
        """
        Take quads away and add others, all of it or nothing.

        A quad that is both taken away and added is there afterwards.
        """
        remove, add = list(remove), list(add)
        if remove:
            steps = [_data("DELETE", remove), *([_data("INSERT", add)] if add else [])]
            self._store.update(" ;\n".join(steps))
        elif add:
            self._store.extend(add)

    def replace_graph(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> bool:
        """
        Make a graph hold exactly *quads*, all of it or nothing; only the difference is written.

        Returns:
            Whether anything changed.

        Raises:
            ValueError: A quad belongs to another graph.
        """
        new = set(quads)
        if any(quad.graph_name != graph for quad in new):
            raise ValueError(f"A quad to write into {graph.value} names another graph.")
        old = set(self.quads(graph))
        if old == new:
            return False
        self.apply(remove=old - new, add=new - old)
        return True

    def drop_graph(self, graph: ox.NamedNode) -> None:
        """Remove a graph; nothing happens when there is none."""
        self._store.remove_graph(graph)

    def graphs(self) -> list[ox.NamedNode]:
        """Return the names of the graphs that hold something, sorted."""
        names = [name for name in self._store.named_graphs() if isinstance(name, ox.NamedNode)]
        full = [name for name in names if next(self.quads(name), None) is not None]
        return sorted(full, key=lambda name: name.value)

    def dump(self) -> bytes:
        """Return everything as canonical N-Quads: UTF-8, one quad a line, sorted by bytes."""
        lines = self._store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(line + b"\n" for line in sorted(lines.split(b"\n")) if line)

    def flush(self) -> None:
        """Wait until all writing is safe on disk."""
        self._store.flush()

    def close(self) -> None:
        """Let go of the store; it cannot be used afterwards."""
        self._open = None


class MemoryStore(_OxStore):
    """A store that is gone when the process ends; for tests and short work."""

    def __init__(self) -> None:
        super().__init__(ox.Store())

    def snapshot(self, folder: Path) -> None:
        """
        Write a copy to disk that :class:`DiskStore` can open.

        Raises:
            WorkspaceError: *folder* exists.
        """
        if folder.exists():
            raise WorkspaceError(f"{folder}: already there. Name a new folder for the copy.")
        copy = ox.Store(folder)
        copy.bulk_extend(iter(self._store))
        copy.flush()


class DiskStore(_OxStore):
    """
    A store in a folder; one process writes, and others read copies of it.

    Args:
        folder: Made when it is not there, unless *read_only*.
        read_only: Open a copy that nobody writes to (see :meth:`snapshot`).

    Raises:
        WorkspaceLockedError: Another process has it open for writing.
        NotFoundError: Nothing to read there.
        WorkspaceError: The folder cannot be used.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        super().__init__(_open(folder, read_only=read_only))

    def snapshot(self, folder: Path) -> None:
        """
        Write a copy next to it, as hard links: milliseconds, and hardly any space.

        Raises:
            WorkspaceError: *folder* exists, or the disk says no.
        """
        try:
            self._store.backup(str(folder))
        except OSError as error:
            raise WorkspaceError(f"{folder}: the copy could not be written ({error}).") from error


def _open(folder: Path, *, read_only: bool) -> ox.Store:
    if read_only and not (folder / "CURRENT").is_file():
        raise NotFoundError(f"{folder}: no graph to read here. Ingest something first.")
    try:
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
    except (OSError, RuntimeError) as error:  # the engine raises RuntimeError for files it cannot make sense of
        if "lock" in str(error).lower():
            raise WorkspaceLockedError(
                f"{folder}: another process is writing to it. Wait until it ends, or use another workspace."
            ) from error
        cure = "Check the rights" if "permission denied" in str(error).lower() else "Restore the folder from a backup"
        raise WorkspaceError(f"{folder}: the graph cannot be opened ({error}). {cure}.") from error


def _data(verb: str, quads: list[ox.Quad]) -> str:
    lines = (f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in quads)
    return f"{verb} DATA {{\n" + "\n".join(lines) + "\n}"
