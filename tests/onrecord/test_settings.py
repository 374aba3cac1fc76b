from __future__ import annotations

from pathlib import Path

from onrecord.settings import settings


def test_the_default_workspace_is_in_the_current_folder():
    assert settings(environ={}).workspace == Path(".onrecord")


def test_a_flag_goes_before_the_environment():
    found = settings(environ={"ONRECORD_WORKSPACE": "a", "ONRECORD_LLM": "x:y"}, workspace="b", llm=None)
    assert (found.workspace, found.llm) == (Path("b"), "x:y")


def test_the_environment_goes_before_the_config(tmp_path):
    (tmp_path / "config.toml").write_text("workers = 3\nmodel = 'small'\n")
    found = settings(environ={"ONRECORD_WORKERS": "2"}, workspace=tmp_path)
    assert (found.workers, found.model) == (2, "small")


def test_an_empty_variable_counts_as_not_set():
    assert settings(environ={"ONRECORD_DOMAIN": ""}).domain == "ai_music"


def test_a_tilde_is_the_home_folder():
    assert settings(environ={}, workspace="~/news").workspace == Path.home() / "news"
