from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import WorkspaceError, WorkspaceLockedError
from kg.index.passages import ArticleText
from kg.index.words import WordIndex

ROOT = Path(kg.__file__).parents[1]
OPEN = """
import os, signal, sys
from pathlib import Path
from kg.index.words import WordIndex
index = WordIndex(Path(sys.argv[1]))
"""


def elsewhere(folder, code):
    return subprocess.run(
        [sys.executable, "-c", OPEN + code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def found(index, query, **options):
    return [hit.article for hit in index.search(query, kind="sentence", **options)]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "words"


@pytest.fixture
def index(folder):
    with WordIndex(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    index = WordIndex(tmp_path_factory.mktemp("words"))
    index.replace_many(
        [
            ArticleText("a1", "1", [(0, 38, "Harbour Nine signed Nova Vale for 18%.")], "A deal in May"),
            ArticleText("a2", "1", [(0, 34, "The vale is green and a nova glows.")], "Weather"),
            ArticleText("a3", "1", [(0, 29, "Café Müller cancelled signings.")], "Closing time"),
        ]
    )
    return index


def test_an_inflected_word_finds_its_other_forms(filled):
    assert sorted(found(filled, "signing")) == ["a1", "a3"]


def test_accents_and_capitals_do_not_matter(filled):
    assert found(filled, "CAFE muller") == ["a3"]


def test_a_figure_is_found(filled):
    assert found(filled, "18 %") == ["a1"]


def test_a_hit_names_place_kind_and_hash(filled):
    (hit,) = filled.search("harbour", kind="passage")
    assert (hit.article, hit.start, hit.end, hit.kind, hit.sha256) == ("a1", 0, 38, "passage", "1")
    assert hit.score > 0


def test_a_word_of_the_title_finds_the_article(filled):
    assert found(filled, "weather") == ["a2"]


def test_a_phrase_counts_more_where_its_words_stand_together(filled):
    assert found(filled, "nova vale", phrases=["Nova Vale"])[0] == "a1"
    by_words = {hit.article: hit.score for hit in filled.search("nova vale", kind="sentence")}
    by_phrase = {hit.article: hit.score for hit in filled.search("nova vale", kind="sentence", phrases=["Nova Vale"])}
    assert by_phrase["a1"] > by_words["a1"]
    assert by_phrase["a2"] == pytest.approx(by_words["a2"])


def test_only_the_given_articles_are_looked_into(filled):
    assert found(filled, "nova", articles={"a2", "gone"}) == ["a2"]
    assert found(filled, "nova", articles=()) == []


def test_filters_do_not_change_the_score(filled):
    (alone,) = filled.search("green", kind="sentence", articles=["a2"])
    (among,) = filled.search("green", kind="sentence")
    assert alone.score == pytest.approx(among.score)


@pytest.mark.parametrize(
    "query", ['"', "AND OR (", "title:[a TO", "a^-1 ~ * ?", "Nova\udcff\0", "word " * 9999, "", "!!"]
)
def test_no_character_is_syntax(filled, query):
    assert isinstance(filled.search(query, phrases=[query]), list)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_may_be_asked(filled, query):
    assert isinstance(filled.search(query, phrases=[query, query[:5]]), list)


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_none_gives_none(filled, k):
    assert filled.search("nova", k=k) == []


def test_a_replaced_article_keeps_no_old_row(index):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang."), (16, 26, "It rained.")])
    index.replace("a1", "2", [(0, 23, "The court heard a case.")])
    assert (found(index, "nova rained"), found(index, "court")) == ([], ["a1"])
    assert index.state() == {"a1": "2"}


def test_a_removed_article_is_gone(index):
    index.replace_many(ArticleText(f"a{i}", "1", [(0, 15, "Nova Vale sang.")]) for i in range(3))
    index.remove("a0", "a2", "unknown")
    assert (found(index, "nova"), index.state()) == (["a1"], {"a1": "1"})


def test_an_empty_index_finds_nothing_and_reading_it_leaves_no_trace(index, folder):
    assert (index.state(), index.search("nova")) == ({}, [])
    index.remove("a1")
    assert not folder.exists()


def test_an_article_without_sentences_counts_as_present(index):
    index.replace("a1", "1", [])
    assert index.state() == {"a1": "1"}


def test_everything_is_there_after_reopening(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    index.close()
    assert found(WordIndex(folder), "nova") == ["a1"]


def test_an_open_reader_sees_what_another_process_writes(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    assert found(index, "court") == []
    done = elsewhere(folder, "index.replace('a2', '1', [(0, 23, 'The court heard a case.')])")
    assert done.returncode == 0, done.stderr
    assert found(index, "court") == ["a2"]


def test_another_process_may_read_while_one_writes(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    writer = index._opened().writer(15_000_000, 1)
    read = elsewhere(folder, "print([hit.article for hit in index.search('nova')])")
    del writer
    assert read.stdout.strip() == "['a1']", read.stderr


def test_a_second_writer_is_refused_in_words(index):
    index.replace("a1", "1", [])
    writer = index._opened().writer(15_000_000, 1)
    with pytest.raises(WorkspaceLockedError, match="another process"):
        index.replace("a2", "1", [])
    del writer


def test_a_writer_killed_before_its_commit_changes_nothing_and_leaves_no_lock(index, folder):
    index.replace("a1", "1", [(0, 15, "Nova Vale sang.")])
    killed = elsewhere(
        folder,
        "def documents():\n"
        "    from kg.index import words\n"
        "    from kg.index.passages import ArticleText\n"
        "    yield from words._documents(ArticleText('a1', '2', [(0, 23, 'The court heard a case.')]))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "index._write(['a1'], documents())",
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (index.state(), found(index, "nova"), found(index, "court")) == ({"a1": "1"}, ["a1"], [])
    index.replace("a1", "2", [(0, 23, "The court heard a case.")])
    assert (index.state(), found(index, "court")) == ({"a1": "2"}, ["a1"])


def test_a_folder_that_is_no_index_is_told_with_the_way_out(index, folder):
    (folder / "1").mkdir(parents=True)
    (folder / "1" / "meta.json").write_text("{")
    with pytest.raises(WorkspaceError, match="delete that folder"):
        index.search("nova")
