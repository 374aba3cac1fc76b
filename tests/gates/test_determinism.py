from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.delivery import deliver
from ingest.intake.sources import articles
from ingest.reader import Reader, load_reader
from kg.index.embedding import HashingEmbedder
from kg.model import Article
from kg.workspace import Workspace

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "corpus" / "articles").glob("*.md"))[12:44:4]
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


FEED = """<rss version="2.0"><channel><title>Halden News</title><item>
<title>Mira Vane leaves</title><link>https://halden.example/1</link><pubDate>Mon, 31 Mar 2031 23:30:00 GMT</pubDate>
<description>Mira Vane left Kestrel Records yesterday, Halden News reported on Monday. She had joined the label in
June 2029. "We wish her well," Kestrel Records said. She sold 40,000 records last year, it added, and she will sue the
label next week over what it owes her, as her lawyer Orla Penn told the paper.</description></item></channel></rss>"""
"""A day that another time zone would make another one."""
SCRIPT = """
import hashlib, sys
from pathlib import Path
from ingest.delivery import deliver
from ingest.reader import load_reader
from kg.index.embedding import HashingEmbedder
from kg.workspace import Workspace
if __name__ == "__main__":
    folder, workers, *paths = sys.argv[1:]
    with Workspace.open(folder, embedder=HashingEmbedder(), write=True, create=True) as workspace:
        for part in (paths[:2], paths[2:]):
            assert not deliver(part, workspace, load_reader, workers=int(workers)).refused
        print(hashlib.sha256(workspace.store.dump()).hexdigest())
"""
SURROUNDINGS = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "de_DE.ISO-8859-1", "TZ": "Pacific/Pago_Pago", "PYTHONUTF8": "0"},
]


def test_hash_seed_locale_time_zone_order_and_workers_do_not_tell_in_the_graph(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED)
    script = tmp_path / "fill.py"
    script.write_text(SCRIPT)
    given = [str(tmp_path / "feed.xml"), *map(str, ARTICLES[:3])]
    hashes = []
    for number, surroundings in enumerate(SURROUNDINGS):
        paths = random.Random(number).sample(given, len(given))
        found = subprocess.run(
            [sys.executable, script, tmp_path / f"ws{number}", str(1 + number % 2), *paths],
            env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings},
            check=True,
            capture_output=True,
            text=True,
        )
        hashes.append(found.stdout.split()[-1])
    assert len(set(hashes)) == 1, hashes


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
