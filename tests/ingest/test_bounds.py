"""
What is built to be hard to read is refused for what it is, and the rest of the delivery goes on.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.bounds import LONGEST_SENTENCE, LONGEST_WORD, MOST_EFFORT, MOST_NAMES, hold_to_bounds
from ingest.delivery import deliver
from ingest.intake.limits import Limits, OutOfMemoryError, within
from ingest.intake.refusal import Reason
from ingest.names.sentences import split_sentences
from ingest.reader import Reader, load_reader
from ingest.workers import Job, read_apart, read_here
from kg.errors import TooHardError
from kg.index.embedding import HashingEmbedder
from kg.model import Article, Reading, Run
from kg.workspace import Workspace

DOCS = Path(__file__).parents[2] / "docs" / "ingest.md"
PROSE = "Mira Vane joined Kestrel Records in March 2031. "

HARD = {
    "one sentence of 100,000 words": ("word " * 100_000, "a sentence of 100,000 words and marks"),
    "quotation marks in quotation marks": ('"( ' * 30_000, "a sentence of 60,000 words and marks"),
    "a million brackets": ("(" * 999_999, "a word of 999,999 characters"),
    "brackets with spaces": ("( " * 400_000, "a sentence of 400,000 words and marks"),
    "a list without end": ("Vale, " * 20_000, "a sentence of 40,000 words and marks"),
    "a word without end": (PROSE + "x" * 5000, f"a word of 5,000 characters at character {len(PROSE)}"),
    "names without end": ("".join(f"Vale{n} left. " for n in range(4000)), "4,000 different names"),
    "many long sentences": (f"{'so ' * 1900}. Then. " * 12, "an effort of"),
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


@pytest.mark.parametrize(("text", "told"), HARD.values(), ids=HARD)
def test_a_text_that_is_too_hard_is_refused_and_told_why(text: str, told: str, reader: Reader) -> None:
    with pytest.raises(TooHardError) as caught:
        reader.read(Article(id="hard", text=text))
    assert told in str(caught.value)
    assert str(caught.value).startswith("hard: ")
    assert len(str(caught.value)) < 250


def test_a_list_of_a_thousand_names_can_be_read(reader: Reader) -> None:
    names = ", ".join(f"Vale{n}" for n in range(900))
    article = Article(id="list", text=f"The jury heard {names} and Orla Penn.")
    hold_to_bounds(article, split_sentences(article.text))
    assert len(reader.read(Article(id="list", text=f"The jury heard {names[:2000]} and Orla Penn.")).sentences) == 1


def test_lists_and_quotations_of_ordinary_depth_are_read(reader: Reader) -> None:
    deep = "".join(f"{'  ' * depth}- step {depth}\n" for depth in range(60))
    assert len(reader.read(Article(id="deep", text=deep)).sentences) == 60
    nested = "\"He said 'she said \"they said 'no'\"'\", Vale said.\n" * 20
    assert len(reader.read(Article(id="nested", text=nested)).sentences) == 20


def test_what_is_stored_for_search_only_need_not_have_spaces(reader: Reader) -> None:
    article = Article(id="zh", text="歌" * 5000, language="zh", search_only=True)
    assert reader.read(article).sentences


def test_the_rest_of_a_delivery_goes_on(tmp_path: Path, reader: Reader) -> None:
    (tmp_path / "a.txt").write_text("( " * 50_000)
    (tmp_path / "b.txt").write_text(PROSE)
    with Workspace.open(tmp_path / "ws", embedder=HashingEmbedder(), write=True, create=True) as workspace:
        delivery = deliver([tmp_path / "a.txt", tmp_path / "b.txt"], workspace, lambda: reader)
        assert workspace.article_ids() == ["b"]
    (refusal,) = delivery.refused
    assert refusal.path.endswith("a.txt")
    assert refusal.reason.startswith(f"{Reason.TOO_HARD.headline}: a: a sentence of 50,000 words and marks")


def test_the_bounds_are_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for bound in (LONGEST_WORD, LONGEST_SENTENCE, MOST_NAMES, MOST_EFFORT):
        assert f"{bound:,}" in text
    assert f"| {Limits().seconds:g} seconds |" in text
    assert f"| {Limits().mebibytes} MiB |" in text


# Limits


class GreedyReader:
    """Takes 8 MiB at a time for an article that says so."""

    run = Run((("version", "1"),))

    def read(self, article: Article, /) -> Reading:
        held = []
        while "more" in article.text:
            held.append(bytearray(b"x" * (8 << 20)))
            sum(range(100_000))  # a place for the signal to arrive
        if "deep" in article.text:
            return self.read(article)
        return Reading(article, run=self.run)


JOBS = [Job("a.txt", Article("a", "more")), Job("b.txt", Article("b", "Vale sang."))]


def test_an_article_that_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    (_, refusal), (_, reading) = read_here(JOBS, GreedyReader, limits=Limits(60, 64))
    assert refusal.reason.startswith(f"{Reason.TOO_BIG.headline}: 'a' needed more than 64 MiB")
    assert isinstance(reading, Reading)


def test_memory_is_bounded_in_processes_too() -> None:
    done = {
        job.article.id: outcome for job, outcome in read_apart(JOBS, GreedyReader, workers=1, limits=Limits(60, 64))
    }
    assert done["a"].reason.startswith((Reason.TOO_BIG.headline, Reason.LOST.headline))
    assert isinstance(done["b"], Reading)


def test_memory_that_was_there_before_does_not_count() -> None:
    held = bytearray(b"x" * (256 << 20))
    with within(60, 128):
        assert len(held) == 256 << 20


def test_memory_beyond_the_limit_stops_what_runs() -> None:
    with pytest.raises(OutOfMemoryError), within(60, 32):
        GreedyReader().read(JOBS[0].article)


def test_nesting_beyond_what_the_interpreter_bears_is_refused() -> None:
    ((_, refusal),) = read_here([Job("a.txt", Article("a", "deep"))], GreedyReader)
    assert refusal.reason.startswith(f"{Reason.TOO_HARD.headline}: 'a' has parts nested too deep")
