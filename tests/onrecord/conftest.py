"""One small workspace, read once by the real reader, for all tests of the doors."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.append(str(Path(__file__).parent))


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    from sample_articles import write_articles

    return write_articles(tmp_path_factory.mktemp("news") / "articles")


@pytest.fixture(scope="session")
def held(articles, tmp_path_factory):
    """Return the folder of a workspace that holds the articles; tests only read it."""
    import onrecord

    folder = tmp_path_factory.mktemp("held") / "workspace"
    with onrecord.open(folder) as session:
        session.ingest(articles)
    return folder


@pytest.fixture(scope="session")
def shared(held):
    """Return one session on that workspace; its models load once."""
    import onrecord

    with onrecord.open(held) as session:
        yield session


@pytest.fixture
def run(monkeypatch, shared):
    """Return a function that runs a command line; questions go to the one session that has its models loaded."""
    from onrecord import session as door
    from onrecord.cli import app

    opened = door.open

    def open_(path=None, **flags):
        same = path is not None and Path(path) == shared.settings.workspace and not any(flags.values())
        return shared if same else opened(path, **flags)

    monkeypatch.setattr(door, "open", open_)
    runner = CliRunner()

    def invoke(*args, **options):
        return runner.invoke(app, [str(arg) for arg in args], **options)

    return invoke
