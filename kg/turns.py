"""
The turns of conversations, ``turns.sqlite``: every question with its answer, as the promised JSON, in order.

A file of its own beside the ledger: it may be deleted, copied or left out of a backup without touching the graph.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .errors import NotFoundError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SCHEMA = """
create table if not exists conversation (id integer primary key, begun text not null);
create table if not exists turn (
  conversation integer not null references conversation (id), number integer not null, at text not null,
  question text not null, answer text not null, primary key (conversation, number)
) without rowid;
"""
_WAIT = 5.0  # seconds for another chat's turn, which takes milliseconds


@dataclass(frozen=True, slots=True)
class Turn:
    """
    One question with its answer.

    Args:
        number: From 1, within its conversation.
        at: When it was asked, in UTC.
        answer: The promised JSON of ``onrecord ask --json``.
    """

    conversation: int
    number: int
    at: datetime
    question: str
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A conversation in a line: its number, when it began (UTC), how many turns it has, and how it opens."""

    id: int
    begun: datetime
    turns: int
    opening: str


class Turns:
    """
    The conversations held over a workspace.

    Args:
        path: The file; made at the first turn.

    >>> import tempfile; from pathlib import Path
    >>> turns = Turns(Path(tempfile.mkdtemp()) / "turns.sqlite")
    >>> talk = turns.add(None, "Who sang?", {"answer": "Nova Vale sang."})
    >>> turns.add(talk, "When?", {"answer": "In May."}) == talk
    True
    >>> [turn.question for turn in turns.of(talk)], turns.latest().opening
    (['Who sang?', 'When?'], 'Who sang?')
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(
        self, conversation: int | None, question: str, answer: Mapping[str, Any], *, at: datetime | None = None
    ) -> int:
        """
        Keep a turn.

        Args:
            conversation: The one it continues; ``None`` to begin one.
            question: As it was asked.
            answer: Its JSON.
            at: The time to note; now by default.

        Returns:
            The number of the conversation.

        Raises:
            WorkspaceError: The file cannot be written.
        """
        now = (at or datetime.now(UTC)).isoformat(timespec="seconds")
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as database, database:
                database.executescript(_SCHEMA)
                if conversation is None:
                    cursor = database.execute("insert into conversation (begun) values (?)", (now,))
                    conversation = int(cursor.lastrowid or 0)
                database.execute(
                    "insert into turn select ?, coalesce(max(number), 0) + 1, ?, ?, ? from turn where conversation = ?",
                    (conversation, now, question, json.dumps(answer, ensure_ascii=False), conversation),
                )
        except sqlite3.Error as error:
            raise self._broken(error) from error
        return conversation

    def all(self) -> list[Told]:
        """Return every conversation, the newest first."""
        rows = self._read(
            "select c.id, c.begun, count(*), (select question from turn where conversation = c.id and number = 1) "
            "from conversation c join turn t on t.conversation = c.id group by c.id order by c.id desc"
        )
        return [Told(id_, datetime.fromisoformat(begun), count, opening) for id_, begun, count, opening in rows]

    def latest(self) -> Told | None:
        """Return the conversation that was begun last."""
        return next(iter(self.all()), None)

    def of(self, conversation: int) -> list[Turn]:
        """
        Return the turns of a conversation, oldest first.

        Raises:
            NotFoundError: There is no such conversation.
        """
        rows = self._read(
            "select number, at, question, answer from turn where conversation = ? order by number", conversation
        )
        if not rows:
            raise NotFoundError(f"There is no conversation {conversation}. /history lists those that there are.")
        return [Turn(conversation, n, datetime.fromisoformat(at), q, json.loads(a)) for n, at, q, a in rows]

    def _read(self, statement: str, *values: int) -> list[Any]:
        if not self._path.exists():
            return []
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as database:
                return database.execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):  # its writer was killed before the first turn
                return []
            raise self._broken(error) from error
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from error

    def _broken(self, error: sqlite3.Error) -> WorkspaceError:
        return WorkspaceError(
            f"{self._path}: turns cannot be kept or read ({error}). Move the file away to begin a new one; the graph "
            "does not need it."
        )
