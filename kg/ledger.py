"""
The ledger, ``log.sqlite``: where each article came from and when, and who decided what when.

The only place for clock values and paths.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from .model import Reading

_SCHEMA = """
create table if not exists article (
  id text primary key, source text not null, taken text not null
) without rowid;
create table if not exists batch (
  at text not null, run text not null, what text not null, articles integer not null
);
create table if not exists decision (
  id text not null, what text not null, by text not null, at text not null
);
"""
_WAIT = 10.0  # seconds for another process's transaction, which takes milliseconds


@dataclass(frozen=True, slots=True)
class Batch:
    """
    One writing to the workspace.

    Args:
        at: When, in UTC.
        run: Id of the run that had read the articles; empty for a removal.
        what: ``put`` or ``remove``.
        articles: How many.
    """

    at: datetime
    run: str
    what: str
    articles: int


@dataclass(frozen=True, slots=True)
class Deed:
    """
    One decision made or taken back.

    Args:
        decision: Its id.
        what: ``made`` or ``taken back``.
        by: Who did it; empty when that was not told.
        at: When, in UTC.
    """

    decision: str
    what: str
    by: str
    at: datetime


class Ledger:
    """
    Sources and times of what the workspace holds.

    An entry is written before its article, so an article always has its source; an entry without
    an article is left by a killed writer and means nothing.

    Args:
        path: The file; made at the first writing.

    >>> import tempfile; from pathlib import Path
    >>> Ledger(Path(tempfile.mkdtemp()) / "log.sqlite").source("a1") is None
    True
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def source(self, article: str) -> str | None:
        """Return the path or address that an article came from; ``None`` when that is not known."""
        rows = self._read("select source from article where id = ?", article)
        return rows[0][0] or None if rows else None

    def taken(self, article: str) -> datetime | None:
        """Return when an article was last put, in UTC."""
        rows = self._read("select taken from article where id = ?", article)
        return datetime.fromisoformat(rows[0][0]) if rows else None

    def batches(self) -> list[Batch]:
        """Return all writings, oldest first."""
        rows = self._read("select at, run, what, articles from batch order by rowid")
        return [Batch(datetime.fromisoformat(at), run, what, articles) for at, run, what, articles in rows]

    def put(self, readings: Iterable[Reading], *, at: datetime | None = None) -> None:
        """
        Note where readings come from.

        Args:
            readings: About to be written to the graph.
            at: The time to note; now by default.
        """
        readings, now = list(readings), (at or datetime.now(UTC)).isoformat(timespec="seconds")
        runs = {reading.run.id: 0 for reading in readings}
        for reading in readings:
            runs[reading.run.id] += 1
        with self._writing() as database:
            database.executemany(
                "insert or replace into article values (?, ?, ?)",
                [(reading.article.id, reading.article.source, now) for reading in readings],
            )
            database.executemany("insert into batch values (?, ?, 'put', ?)", [(now, *run) for run in runs.items()])

    def remove(self, articles: Iterable[str], *, at: datetime | None = None) -> None:
        """Forget where articles came from."""
        ids, now = list(articles), (at or datetime.now(UTC)).isoformat(timespec="seconds")
        with self._writing() as database:
            database.executemany("delete from article where id = ?", [(id_,) for id_ in ids])
            database.execute("insert into batch values (?, '', 'remove', ?)", (now, len(ids)))

    def deeds(self) -> list[Deed]:
        """Return what was decided and taken back, oldest first; an entry may be left by a killed writer."""
        rows = self._read("select id, what, by, at from decision order by rowid")
        return [Deed(id_, what, by, datetime.fromisoformat(at)) for id_, what, by, at in rows]

    def decided(
        self,
        decisions: Iterable[str],
        what: str,
        *,
        by: str = "",
        told: Mapping[str, tuple[str, str]] | None = None,
        at: datetime | None = None,
    ) -> None:
        """
        Note who decided, before it is written to the graph.

        Args:
            decisions: Ids.
            what: ``made`` or ``taken back``.
            by: Who.
            told: Of decisions that come from elsewhere: id -> who and when (an ISO time), where that is known.
            at: The time to note; now by default.
        """
        now = (at or datetime.now(UTC)).isoformat(timespec="seconds")
        rows = [(id_, what, *(told or {}).get(id_, (by, now))) for id_ in decisions]
        if rows:
            with self._writing() as database:
                database.executemany("insert into decision values (?, ?, ?, ?)", rows)

    def _read(self, statement: str, *values: str) -> list[Any]:
        if not self._path.exists():
            return []
        try:
            with closing(self._connect()) as database:
                return database.execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):  # its writer was killed before the first entry
                return []
            raise self._broken(error) from error
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(self._connect()) as database, database:
                database.executescript(_SCHEMA)
                yield database
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from error

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_WAIT)

    def _broken(self, error: sqlite3.Error) -> WorkspaceError:
        return WorkspaceError(
            f"{self._path}: the ledger cannot be used ({error}). Move the file away; only sources, times and who "
            "decided are lost."
        )
