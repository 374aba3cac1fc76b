"""
Answers of models that were paid for once: kept by model, prompt and question, so that reading again is free.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from kg.errors import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "replies.sqlite"
"""Name of the file in a workspace's folder."""
_SCHEMA = (
    "create table if not exists reply (model text, prompt text, question text, reply text not null, "
    "primary key (model, prompt, question)) without rowid"
)
_WAIT = 10.0


class Replies:
    """
    A file of answers; it is made with the first one, and each is safe on disk when :meth:`put` returns.

    >>> import tempfile; from pathlib import Path
    >>> kept = Replies(Path(tempfile.mkdtemp()) / "replies.sqlite")
    >>> kept.put("x:y", "p1", "What?", {"claims": []})
    >>> kept.get("x:y", "p1", "What?"), kept.get("x:z", "p1", "What?")
    ({'claims': []}, None)
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, model: str, prompt: str, question: str) -> dict[str, Any] | None:
        """Return the answer that a model gave; ``None`` when it was not asked."""
        if not self._path.exists():
            return None
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as database:
                database.execute(_SCHEMA)
                row = database.execute(
                    "select reply from reply where model = ? and prompt = ? and question = ?",
                    (model, prompt, _hash(question)),
                ).fetchone()
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from error
        if row is None:
            return None
        reply: dict[str, Any] = json.loads(row[0])
        return reply

    def put(self, model: str, prompt: str, question: str, reply: dict[str, Any]) -> None:
        """Keep an answer."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as database, database:
                database.execute(_SCHEMA)
                database.execute(
                    "insert or replace into reply values (?, ?, ?, ?)",
                    (model, prompt, _hash(question), json.dumps(reply, sort_keys=True)),
                )
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from error

    def _broken(self, error: sqlite3.Error) -> WorkspaceError:
        return WorkspaceError(
            f"{self._path}: the answers of the second reader cannot be used ({error}). Move the file away; what a "
            "model read is then asked for again."
        )


def _hash(question: str) -> str:
    return hashlib.sha256(question.encode(errors="replace")).hexdigest()
