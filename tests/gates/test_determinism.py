from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from ingest.delivery import deliver
from ingest.intake.sources import articles
from ingest.reader import Reader, load_reader
from kg.index.embedding import HashingEmbedder
from kg.model import Article
from kg.workspace import Workspace

ARTICLES = sorted((Path(__file__).parents[2] / "corpus" / "articles").glob("*.md"))[12:44:4]
"""Eight articles that share entities: the same acts, companies and charts in several of them."""


def fill(folder: Path, batches: list[list[Path]], *, workers: int = 1) -> bytes:
    """Deliver the batches one after the other and return the whole graph as canonical N-Quads."""
    with opened(folder) as workspace:
        for batch in batches:
            done = deliver(batch, workspace, load_reader if workers > 1 else reader, workers=workers)
            assert not done.refused
        workspace.commit()
        return workspace.store.dump()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The graph of the eight articles, in their order and in one batch."""
    return fill(tmp_path_factory.mktemp("one"), [ARTICLES])


def test_eight_articles_give_claims_and_shared_entities(expected: bytes) -> None:
    assert len(ARTICLES) == 8
    assert expected.count(b"\n") > 5000
    assert len(re.findall(rb"[#/]canonical> ", expected)) > 8


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_articles_give_the_same_graph(seed: int, expected: bytes, tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:  # put as they come: a delivery would sort them by path
        workspace.put([reader().read(articles_of(path)) for path in shuffled(seed)])
        workspace.commit()
        assert workspace.store.dump() == expected


@pytest.mark.parametrize("seed", [3, 4])
def test_article_by_article_gives_the_same_graph(seed: int, expected: bytes, tmp_path: Path) -> None:
    assert fill(tmp_path, [[one] for one in shuffled(seed)]) == expected


def test_two_workers_give_the_same_graph(expected: bytes, tmp_path: Path) -> None:
    # each worker is a process of its own, with its own hash seed
    assert fill(tmp_path, [ARTICLES], workers=2) == expected


def test_an_article_removed_and_added_again_leaves_the_same_graph(expected: bytes, tmp_path: Path) -> None:
    fill(tmp_path, [ARTICLES])
    with opened(tmp_path) as workspace:
        assert workspace.remove([ARTICLES[3].stem]) == [ARTICLES[3].stem]
        workspace.commit()
        assert workspace.store.dump() != expected
    assert fill(tmp_path, [[ARTICLES[3]]]) == expected


def opened(folder: Path) -> Workspace:
    """Open a workspace whose vectors are quick to make; the graph does not depend on them."""
    return Workspace.open(folder, embedder=HashingEmbedder(), write=True, create=True)


def articles_of(path: Path) -> Article:
    (article,) = articles([path])
    assert isinstance(article, Article)
    return article


def shuffled(seed: int) -> list[Path]:
    order = list(ARTICLES)
    random.Random(seed).shuffle(order)
    assert order != ARTICLES
    return order


_READER: list[Reader] = []


def reader() -> Reader:
    if not _READER:
        _READER.append(load_reader())
    return _READER[0]
