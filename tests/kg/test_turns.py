"""The turns of conversations."""

from __future__ import annotations

import sqlite3

import pytest

from kg.errors import NotFoundError, WorkspaceError
from kg.turns import Turns


def test_turns_keep_their_order_and_their_conversation(tmp_path):
    turns = Turns(tmp_path / "turns.sqlite")
    one, other = turns.add(None, "a", {"answer": "1"}), turns.add(None, "b", {"answer": "2"})
    turns.add(one, "c", {"answer": "ü “3”"})
    assert [(t.number, t.question, t.answer["answer"]) for t in turns.of(one)] == [(1, "a", "1"), (2, "c", "ü “3”")]
    assert [(t.id, t.turns, t.opening) for t in turns.all()] == [(other, 1, "b"), (one, 2, "a")]


def test_nothing_kept_yet_is_no_error(tmp_path):
    turns = Turns(tmp_path / "turns.sqlite")
    assert (turns.all(), turns.latest()) == ([], None)
    assert not (tmp_path / "turns.sqlite").exists()
    with pytest.raises(NotFoundError, match="no conversation 3"):
        turns.of(3)


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "turns.sqlite"
    path.write_bytes(b"no database at all, and long enough to be looked at" * 50)
    for call in (lambda: Turns(path).all(), lambda: Turns(path).add(None, "a", {})):
        with pytest.raises(WorkspaceError, match=r"turns\.sqlite: turns cannot be kept or read"):
            call()


def test_a_locked_file_is_an_error_and_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.turns._WAIT", 0.05)
    turns = Turns(tmp_path / "turns.sqlite")
    kept = turns.add(None, "a", {"answer": "1"})
    with sqlite3.connect(tmp_path / "turns.sqlite") as other:
        other.execute("begin exclusive")
        with pytest.raises(WorkspaceError, match="locked"):
            turns.add(kept, "b", {"answer": "2"})
    assert [t.question for t in turns.of(kept)] == ["a"]
