from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.errors import WorkspaceError
from kg.index import chroma
from kg.index.embedding import HashingEmbedder
from kg.index.passages import ArticleText
from kg.index.vectors import VectorIndex

ROOT = Path(kg.__file__).parents[1]
OPEN = """
import os, signal, sys
from pathlib import Path
from kg.index import chroma
from kg.index.embedding import HashingEmbedder
from kg.index.passages import ArticleText
from kg.index.vectors import VectorIndex
index = VectorIndex(Path(sys.argv[1]), HashingEmbedder())
"""


def elsewhere(folder, code):
    return subprocess.run(
        [sys.executable, "-c", OPEN + code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def article(name, *texts, sha256="1"):
    ends = [sum(len(text) + 1 for text in texts[: i + 1]) - 1 for i in range(len(texts))]
    return ArticleText(name, sha256, [(end - len(text), end, text) for end, text in zip(ends, texts, strict=True)])


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "vectors"


@pytest.fixture
def index(folder):
    with VectorIndex(folder, HashingEmbedder()) as opened:
        yield opened


def test_the_nearest_sentence_comes_first(index):
    index.replace_many([article("a1", "Nova Vale sang.", "Prices rose."), article("a2", "The court heard a case.")])
    best, *_ = index.nearest("a court case", kind="sentence")
    assert (best.article, best.start, best.end, best.kind, best.sha256) == ("a2", 0, 23, "sentence", "1")
    assert 0.3 < best.score <= 1.0


def test_a_passage_is_found_by_its_articles_title(index):
    index.replace("a1", "1", [(0, 8, "It rose.")], title="Orchard Lane contract")
    index.replace("a2", "1", [(0, 8, "It fell.")], title="Weather report")
    assert index.nearest("the contract of Orchard Lane", k=1)[0].article == "a1"


def test_only_the_given_articles_are_looked_into(index):
    index.replace_many(article(f"a{i}", "Nova Vale sang.") for i in range(9))
    assert {hit.article for hit in index.nearest("Nova Vale", articles={"a3", "a5", "gone"})} == {"a3", "a5"}
    assert index.nearest("Nova Vale", articles=[]) == []


def test_more_articles_than_sqlite_takes_in_one_question_may_be_given(index):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    wanted = ["a1", *(f"other{i}" for i in range(33_000))]
    assert [hit.article for hit in index.nearest("Nova Vale", articles=wanted)] == ["a1"]


def test_a_replaced_article_keeps_no_old_row(index):
    index.replace_many([article("a1", "Nova Vale sang.", "It rained.", "Prices rose."), article("a2", "It snowed.")])
    index.replace_many([article("a1", "The court heard a case.", sha256="2")])
    places, _ = index.vectors("sentence")
    assert places == [("a1", 0, 23), ("a2", 0, 10)]
    assert index.state() == {"a1": "2", "a2": "1"}


def test_a_removed_article_is_gone_from_the_rows_of_every_embedder(index, folder):
    other = VectorIndex(folder, HashingEmbedder(64))
    for each in (index, other):
        each.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    index.remove("a1", "unknown")
    assert index.state() == other.state() == {}
    assert index.nearest("Nova Vale") == other.nearest("Nova Vale") == []


@pytest.mark.parametrize("question", ["", "?", "Nova\udcff\0", "word " * 9999])
def test_anything_may_be_asked(index, question):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    assert [hit.article for hit in index.nearest(question)] == ["a1"]


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_none_gives_none(index, k):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    assert index.nearest("Nova", k=k) == []


def test_embedders_do_not_see_each_others_rows(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    assert VectorIndex(folder, HashingEmbedder(64)).state() == {}


def test_an_empty_index_finds_nothing_and_reading_it_leaves_no_trace(index, folder):
    assert (index.state(), index.nearest("Nova"), index.vectors()[0]) == ({}, [], [])
    index.remove("a1")
    assert not folder.exists()


def test_an_article_without_sentences_counts_as_present(index):
    index.replace("a1", "1", [])
    assert index.state() == {"a1": "1"}


def test_the_index_answers_as_exact_ranking_does(index):
    words = ["label", "court", "song", "price", "album", "stream", "artist", "chart", "persona", "licence"]
    texts = [f"The {a} of the {b} and a {c}." for a in words for b in words for c in words[:4]]
    index.replace_many(article(f"a{i}", text) for i, text in enumerate(texts))
    _, matrix = index.vectors("sentence")
    asked = "which song of an artist became a stream"
    exact = sorted(matrix @ HashingEmbedder().embed_query(asked), reverse=True)[:10]
    found = [hit.score for hit in index.nearest(asked, k=10, kind="sentence")]
    assert found == pytest.approx(exact, abs=1e-5)


def test_everything_is_there_after_reopening(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    before = index.nearest("Nova")
    index.close()
    assert VectorIndex(folder, HashingEmbedder()).nearest("Nova") == before != []


def test_a_text_seen_before_is_not_embedded_again(folder):
    asked = []

    class Counting(HashingEmbedder):
        def embed_documents(self, texts):
            asked.extend(texts)
            return super().embed_documents(texts)

    with VectorIndex(folder, Counting()) as index:
        index.replace_many([article("a1", "Nova Vale sang.", "It rained.")])
        asked.clear()
        index.replace_many([article("a1", "Nova Vale sang.", "It poured.", sha256="2")])
    assert sorted(asked) == ["It poured.", "Nova Vale sang. It poured."]


def test_an_open_reader_sees_what_another_process_writes_and_removes(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    assert index.nearest("Nova Vale", k=1)[0].article == "a1"
    done = elsewhere(
        folder, "index.replace('a2', '1', [(0, 23, 'The court heard a case.')]); index.remove('a1'); index.close()"
    )
    assert done.returncode == 0, done.stderr
    assert [hit.article for hit in index.nearest("court case")] == ["a2"]
    assert index.state() == {"a2": "1"}


def test_two_indexes_of_one_process_see_what_another_process_writes(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    second = VectorIndex(folder, HashingEmbedder())
    assert len(index.nearest("Nova")) == len(second.nearest("Nova")) == 1
    done = elsewhere(folder, "index.replace('a2', '1', [(0, 23, 'The court heard a case.')])")
    assert done.returncode == 0, done.stderr
    for each in (index, second):
        assert each.nearest("court case", k=1)[0].article == "a2"
    second.close()
    assert index.nearest("court case", k=1)[0].article == "a2"


def test_readers_and_a_writer_in_two_processes_do_not_spoil_the_folder(index, folder):
    index.replace("a0", "0", [(0, 15, "Nova Vale sang.")])
    write = (
        "for n in range(9):\n"
        "    index.replace_many(ArticleText(f'a{i}', str(n), [(j * 20, j * 20 + 18, f'Nova {i} {j} {n}.') "
        "for j in range(40)]) for i in range(1, 11))\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", OPEN + write, str(folder)], cwd=ROOT)
    asked = 0
    while writer.poll() is None:
        assert index.nearest("Nova Vale", kind="sentence")[0].article == "a0"
        assert len(index.state()) in {1, 11}
        asked += 1
    assert (writer.returncode, asked > 10) == (0, True)
    assert len(index.vectors("sentence")[0]) == 1 + 10 * 40
    assert index.state() == {"a0": "0"} | {f"a{i}": "8" for i in range(1, 11)}


@pytest.mark.parametrize("step", ["delete", "upsert"])
def test_a_writer_killed_between_taking_out_and_putting_in_is_noticed_and_healed(index, folder, step):
    index.replace_many([article("a1", "Nova Vale sang."), article("a2", "It rained.")])
    index.close()
    killed = elsewhere(
        folder,
        f"chroma.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "index.replace('a1', '2', [(0, 23, 'The court heard a case.')])",
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert index.state() == {"a1": "", "a2": "1"}
    index.replace_many([article("a1", "The court heard a case.", sha256="2")])
    assert index.state() == {"a1": "2", "a2": "1"}
    assert index.vectors("sentence")[0] == [("a1", 0, 23), ("a2", 0, 10)]


def test_a_writer_killed_while_removing_is_noticed_and_healed(index, folder):
    index.replace_many([article("a1", "Nova Vale sang."), article("a2", "It rained.")])
    index.close()
    killed = elsewhere(folder, "chroma.delete = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nindex.remove('a1')")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert index.state() == {"a1": "", "a2": "1"}
    index.remove("a1")
    assert index.state() == {"a2": "1"}


@pytest.mark.parametrize("rounds", [2, 5, 9])
def test_a_writer_killed_at_any_moment_leaves_no_article_that_is_whole_in_name_only(index, folder, rounds):
    write = (
        "for n in range(10**6):\n"
        "    index.replace_many(ArticleText(f'a{i}', str(n), [(j * 20, j * 20 + 18, f'Sentence {i} {j} {n}.') "
        "for j in range(n % 5 + 1)]) for i in range(6))\n"
        "    print(n, flush=True)\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", OPEN + write, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    for _ in range(rounds):
        assert writer.stdout.readline()
    time.sleep(0.007 * rounds)  # a round takes some 30 ms: each case kills it elsewhere
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert set(index.state()) == {f"a{i}" for i in range(6)}
    places, _ = index.vectors("sentence")
    for name, number in index.state().items():
        rows = sum(place.article == name for place in places)
        assert not number or rows == int(number) % 5 + 1
    wanted = [article(f"a{i}", f"Healed {i}.", sha256="new") for i in range(6)]
    index.replace_many(wanted)
    assert index.state() == {f"a{i}": "new" for i in range(6)}
    assert len(index.vectors("sentence")[0]) == 6


def test_lost_rows_are_noticed_though_their_mark_stands(index, folder):
    index.replace_many([article("a1", "Nova Vale sang."), article("a2", "It rained.")])
    index.close()
    client = chroma.open_client(folder)
    rows = chroma.collection(client, "hashing-512-512-sentence", create=False)
    chroma.delete(rows, ["a1"])
    client.close()
    assert index.state() == {"a1": "", "a2": "1"}


def test_rows_without_a_mark_are_noticed(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    index.close()
    for path in folder.glob("marks.sqlite*"):
        path.unlink()
    assert VectorIndex(folder, HashingEmbedder()).state() == {"a1": ""}


def test_a_deleted_folder_is_an_empty_index(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    index.close()
    shutil.rmtree(folder)
    assert index.state() == {}


def test_a_folder_that_is_no_index_is_told_with_the_way_out(index, folder):
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"this is no database, " * 1000)
    with pytest.raises(WorkspaceError, match="delete that folder"):
        index.nearest("Nova")


def test_a_stray_dot_env_is_not_read(index, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("CHROMA_API_IMPL=no.such.thing\nANONYMIZED_TELEMETRY=true\n")
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    assert index.state() == {"a1": "1"}
