"""The tests of this room share ``made_articles.py`` and one small workspace in memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))


@pytest.fixture(scope="session")
def holdings(tmp_path_factory):
    from made_articles import READINGS, Held

    return Held(READINGS, tmp_path_factory.mktemp("held"))


@pytest.fixture(scope="session")
def assistant(holdings):
    from made_articles import DOMAIN

    from qa.assistant import Assistant

    return Assistant(holdings, domain=DOMAIN)


@pytest.fixture(scope="session")
def library(assistant):
    return assistant.library
