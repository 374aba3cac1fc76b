"""An embedder that remembers: the vectors of texts seen before come from a file, not from the model."""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING

from kg.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .embedding import Embedder, Vector

_ASK = 500
"""Keys in one SELECT, below every SQLite's limit of host parameters."""


class CachedEmbedder:
    """
    Wrap an embedder so that each text is embedded once, whatever article it stands in.

    Vectors are kept as 32-bit floats under a hash of the embedder's name and the text; the text
    itself is not kept. Questions are not remembered. A damaged file is dropped and begun anew.

    Args:
        embedder: What embeds the texts that are new.
        path: SQLite file; made when missing, with its folder.
        limit: Vectors kept, the oldest dropped first; 200,000 of 384 numbers are about 330 MB.

    Raises:
        WorkspaceError: The file can be neither opened nor made.
    """

    def __init__(self, embedder: Embedder, path: Path, *, limit: int = 200_000) -> None:
        self._embedder = embedder
        self._limit = limit
        self._lock = Lock()
        self._file = _open(path)

    @property
    def name(self) -> str:
        """Name of the embedder inside."""
        return self._embedder.name

    @property
    def dim(self) -> int:
        """Numbers in a vector."""
        return self._embedder.dim

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        """Embed *texts*, in order, asking the model only for those not seen before."""
        keys = [_key(self.name, text) for text in texts]
        with self._lock:
            known = self._look_up(keys)
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if fresh:
            # Shortest first keeps the workers of a pool busy to the end.
            order = sorted(fresh, key=lambda key: (len(fresh[key]), key), reverse=True)
            vectors = self._embedder.embed_documents([fresh[key] for key in order])
            packed = {key: array("f", vector).tobytes() for key, vector in zip(order, vectors, strict=True)}
            known |= packed
            with self._lock:
                self._keep(packed.items())
        return [array("f", known[key]).tolist() for key in keys]

    def embed_query(self, text: str) -> Vector:
        """Embed a question."""
        return self._embedder.embed_query(text)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _look_up(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, bytes] = {}
        for at in range(0, len(wanted), _ASK):
            part = wanted[at : at + _ASK]
            marks = ",".join("?" * len(part))
            found.update(self._file.execute(f"SELECT key, vector FROM vector WHERE key IN ({marks})", part))  # noqa: S608 -- question marks only
        return found

    def _keep(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        with self._file:
            self._file.executemany("INSERT OR REPLACE INTO vector (key, vector) VALUES (?, ?)", rows)
            (count,) = self._file.execute("SELECT count(*) FROM vector").fetchone()
            if count > self._limit:
                self._file.execute(
                    "DELETE FROM vector WHERE rowid IN (SELECT rowid FROM vector ORDER BY rowid LIMIT ?)",
                    (count - self._limit,),
                )


def _key(name: str, text: str) -> bytes:
    return hashlib.blake2b(f"{name}\0{text}".encode("utf-8", "surrogatepass"), digest_size=20).digest()


def _open(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            path.unlink()
            return _prepared(path)
    except (OSError, sqlite3.Error) as error:
        raise WorkspaceError(f"{path} cannot be opened ({error}); check that its folder can be written.") from error


def _prepared(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=30, check_same_thread=False)
    try:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=NORMAL")
        file.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB UNIQUE NOT NULL, vector BLOB NOT NULL)")
    except sqlite3.Error:
        with closing(file):
            raise
    return file
