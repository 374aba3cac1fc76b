from __future__ import annotations

import pytest

from ingest import pipeline
from ingest.pipeline import folder_sha256, load_pipeline
from kg.errors import ModelError
from kg.model import Span


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        load_pipeline("no_such_model")


def test_the_small_model_stands_in_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MEDIUM", "no_such_model")
    loaded = pipeline._load.__wrapped__(None)
    assert loaded.name.startswith("en_core_web_sm")
    assert "small" in loaded.notice


def test_the_hash_of_a_folder_changes_with_a_file(tmp_path) -> None:
    (tmp_path / "a").write_text("one")
    before = folder_sha256(tmp_path)
    (tmp_path / "b").write_text("two")
    assert folder_sha256(tmp_path) != before


def test_no_name_reaches_over_the_start_of_a_sentence() -> None:
    text = "He met Clara\nVane Records sued."
    doc = load_pipeline().names(text, (Span(0, 12), Span(13, 31)))
    assert all(not (e.start_char < 13 < e.end_char) for e in doc.ents)


def test_the_first_pass_does_not_parse() -> None:
    assert not load_pipeline().names("Clara Vane sang.", ()).has_annotation("DEP")
