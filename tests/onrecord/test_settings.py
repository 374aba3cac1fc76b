from __future__ import annotations

from pathlib import Path

import pytest

from ingest.intake.limits import Limits
from kg.errors import InputError
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


def test_what_an_article_may_cost_is_set_like_the_rest(tmp_path):
    (tmp_path / "config.toml").write_text("article_seconds = 20\narticle_memory = 512\n")
    found = settings(environ={"ONRECORD_ARTICLE_MEMORY": "256"}, workspace=tmp_path)
    assert (found.article_seconds, found.article_memory) == (20, 256)


def test_without_a_setting_the_limits_are_those_of_the_reader():
    found = settings(environ={})
    assert Limits() == Limits(found.article_seconds, found.article_memory)


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(InputError, match="article_seconds is 0; give a whole number, at least 1"):
        settings(environ={}, article_seconds=0)
