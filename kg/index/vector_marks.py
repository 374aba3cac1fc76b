"""
Which articles the vector index holds whole.

Chroma has no transaction over deleting an article's old rows and adding its new ones. So a mark is
set to "being written" before the first change and to the text's hash after the last; whatever kills
the writer in between leaves the first mark, and the article is known to want healing.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from kg.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS mark (
    space TEXT NOT NULL, article TEXT NOT NULL, sha256 TEXT NOT NULL,
    sentences INTEGER NOT NULL, passages INTEGER NOT NULL,
    PRIMARY KEY (space, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS generation (number INTEGER NOT NULL);
INSERT INTO generation SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM generation);
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """
    What was written for one article.

    Args:
        sha256: Hash of the text; empty while rows are being written or removed.
        sentences: Rows of that kind.
    """

    article: str
    sha256: str = ""
    sentences: int = 0
    passages: int = 0


class Marks:
    """
    The marks of one embedder's rows, in a SQLite file that other processes may read meanwhile.

    Args:
        path: The file; made at the first write, so that reading leaves no trace.
        space: Name of the embedder's rows.
    """

    def __init__(self, path: Path, space: str) -> None:
        self._path = path
        self._space = space
        self._lock = Lock()
        self._file: sqlite3.Connection | None = None

    def all(self) -> list[Mark]:
        """Return every mark, by article."""
        rows = self._read(
            "SELECT article, sha256, sentences, passages FROM mark WHERE space = ? ORDER BY article", self._space
        )
        return [Mark(*row) for row in rows]

    def generation(self) -> int:
        """Return a number that every change raises; 0 when nothing was ever written."""
        rows = self._read("SELECT number FROM generation")
        return int(rows[0][0]) if rows else 0

    def begin(self, articles: Iterable[str]) -> int:
        """Mark articles as being written; return the new generation."""
        return self.finish(Mark(article) for article in articles)

    def finish(self, marks: Iterable[Mark]) -> int:
        """Set marks; return the new generation."""
        rows = [(self._space, m.article, m.sha256, m.sentences, m.passages) for m in marks]
        return self._write("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?)", rows)

    def drop(self, articles: Iterable[str]) -> int:
        """Forget articles, in the rows of every embedder; return the new generation."""
        return self._write("DELETE FROM mark WHERE article = ?", [(article,) for article in articles])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def _read(self, query: str, *values: str) -> list[tuple[str, str, int, int]]:
        with self._lock:
            if self._file is None and not self._path.exists():
                return []
            return self._connection().execute(query, values).fetchall()

    def _write(self, statement: str, rows: Sequence[tuple[str | int, ...]]) -> int:
        with self._lock, self._connection() as file:
            file.executemany(statement, rows)
            file.execute("UPDATE generation SET number = number + 1")
            return int(file.execute("SELECT number FROM generation").fetchone()[0])

    def _connection(self) -> sqlite3.Connection:
        if self._file is None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = sqlite3.connect(self._path, timeout=30, check_same_thread=False)
                self._file.execute("PRAGMA journal_mode=WAL")
                self._file.executescript(_TABLES)
            except (OSError, sqlite3.Error) as error:
                self._file = None
                raise WorkspaceError(
                    f"{self._path} cannot be opened ({error}); delete the folder {self._path.parent}: "
                    "it is derived, and the next ingest fills it again."
                ) from error
        return self._file
