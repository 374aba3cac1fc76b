from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ingest.delivery import Delivery, deliver
from ingest.intake.limits import Limits
from ingest.intake.refusal import Reason
from ingest.workers import Job, read_apart, read_here
from kg.errors import InputError
from kg.graph.canonical import canonical_article
from kg.index.embedding import HashingEmbedder
from kg.model import Argument, Article, Claim, Entity, Reading, Run, Span
from kg.workspace import Workspace


@dataclass
class FakeWorkspace:
    readings: dict[str, Reading] = field(default_factory=dict)
    puts: list[list[str]] = field(default_factory=list)
    commits: int = 0

    def state(self) -> dict[str, tuple[str, str]]:
        return {key: (r.article.sha256, r.run.id) for key, r in self.readings.items()}

    def source(self, article_id: str, /) -> str | None:
        return self.readings[article_id].article.source

    def article(self, article_id: str, /) -> Article:
        return canonical_article(self.readings[article_id].article)

    def reading(self, article_id: str, /) -> Reading:
        return self.readings[article_id]

    def put(self, readings: list[Reading], /) -> None:
        if any("torn" in r.article.text for r in readings):
            raise InputError("The claim stands nowhere in the text.")
        self.puts.append([r.article.id for r in readings])
        self.readings.update({r.article.id: r for r in readings})

    def commit(self) -> None:
        self.commits += 1


@dataclass(frozen=True)
class FakeReader:
    version: str = "1"

    @property
    def run(self) -> Run:
        return Run((("version", self.version),))

    def read(self, article: Article, /) -> Reading:
        text = article.text
        if "fail" in text:
            raise ValueError("no\nverb")
        if "interrupt" in text:
            raise KeyboardInterrupt
        while "sleep" in text:
            time.sleep(0.01)
        if "die" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        entity = Entity("Thing.nova", "Nova", "Thing")
        claim = Claim(article.id, Argument("Nova", entity.key), "open:sing", Span(0, len(text)))
        return Reading(article, entities=(entity,), claims=(claim,), run=self.run)


class PlainReader(FakeReader):
    def read(self, article: Article, /) -> Reading:
        return Reading(article, sentences=(Span(0, len(article.text)),), run=self.run)


class BrokenReader(FakeReader):
    def __init__(self) -> None:
        raise LookupError("no model")


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run(
    folder: Path | list[Path], workspace: FakeWorkspace, reader: FakeReader | None = None, **options: object
) -> Delivery:
    paths = folder if isinstance(folder, list) else [folder]
    return deliver(paths, workspace, lambda: reader or FakeReader(), **options)  # type: ignore[arg-type]


def tally(delivery: Delivery) -> tuple[int, int, int, int, int]:
    return delivery.read, delivery.new, delivery.changed, delivery.unchanged, len(delivery.refused)


# What is read


def test_new_articles_are_read_and_counted(tmp_path: Path) -> None:
    write(tmp_path, a="Nova sang.", b="Nova left.", c=" ")
    delivery = run(tmp_path, FakeWorkspace())
    assert tally(delivery) == (2, 2, 0, 0, 1)
    assert (delivery.claims, delivery.entities) == (2, 1)


def test_what_is_unchanged_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path, a="Nova sang.", b="Nova left.")
    workspace = FakeWorkspace()
    run(tmp_path, workspace)
    assert tally(run(tmp_path, workspace)) == (0, 0, 0, 2, 0)
    assert (len(workspace.puts), workspace.commits) == (1, 1)


def test_a_changed_text_replaces_the_article(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    write(tmp_path, a="Nova sang.", b="Nova left.")
    run(tmp_path, workspace)
    write(tmp_path, a="Nova sang twice.")
    assert tally(run(tmp_path, workspace)) == (1, 0, 1, 1, 0)
    assert workspace.article("a").text == "Nova sang twice."


def test_changed_metadata_is_a_change(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    path = tmp_path / "a.md"
    path.write_text("---\ntopics: [b, a]\n---\nNova sang.")
    run(tmp_path, workspace)
    assert tally(run(tmp_path, workspace)) == (0, 0, 0, 1, 0)
    path.write_text("---\ntopics: [b, a]\npublished: 2026-01-02\n---\nNova sang.")
    assert tally(run(tmp_path, workspace)) == (1, 0, 1, 0, 0)


def test_a_new_version_of_the_reader_reads_again(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    write(tmp_path, a="Nova sang.")
    run(tmp_path, workspace)
    assert tally(run(tmp_path, workspace, FakeReader("2"))) == (1, 0, 1, 0, 0)


def test_the_same_text_under_two_ids_is_kept_twice(tmp_path: Path) -> None:
    write(tmp_path, a="Nova sang.", b="Nova sang.")
    assert tally(run(tmp_path, FakeWorkspace())) == (2, 2, 0, 0, 0)


def test_the_summary_is_the_json_that_was_promised(tmp_path: Path) -> None:
    write(tmp_path, a="Nova sang.", b=" ")
    summary = json.loads(json.dumps(run(tmp_path, FakeWorkspace()).to_dict()))
    assert list(summary)[:8] == ["read", "new", "changed", "unchanged", "refused", "claims", "entities", "seconds"]
    assert summary["reader"] is None
    assert [sorted(refusal) for refusal in summary["refused"]] == [["path", "reason"]]


# Ids


def test_an_id_given_twice_is_refused_with_both_places_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "Nova sang."}\n{"id": "x", "text": "Nova left."}\n')
    (refusal,) = run(tmp_path, FakeWorkspace()).refused
    assert refusal.path == f"{tmp_path}/a.jsonl:2"
    assert f"{tmp_path}/a.jsonl:1" in refusal.reason


def test_an_id_held_by_another_source_is_refused_with_both_paths_named(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    write(tmp_path / "one", a="Nova sang.")
    write(tmp_path / "two", a="Nova left.")
    run(tmp_path / "one", workspace)
    (refusal,) = run(tmp_path / "two", workspace).refused
    assert str(tmp_path / "one/a.txt") in refusal.reason
    assert str(tmp_path / "two/a.txt") in refusal.reason
    assert "--replace" in refusal.reason
    assert workspace.article("a").text == "Nova sang."


def test_replace_overwrites_another_source(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    write(tmp_path / "one", a="Nova sang.")
    write(tmp_path / "two", a="Nova left.")
    run(tmp_path / "one", workspace)
    assert tally(run(tmp_path / "two", workspace, replace=True)) == (1, 0, 1, 0, 0)


def test_another_id_lets_both_in(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    write(tmp_path / "one", a="Nova sang.")
    write(tmp_path / "two", a="Nova left.")
    run(tmp_path / "one", workspace)
    run(tmp_path / "two", workspace, id="a2")
    assert set(workspace.readings) == {"a", "a2"}


def test_a_file_that_was_moved_is_unchanged(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    write(tmp_path / "one", a="Nova sang.")
    run(tmp_path / "one", workspace)
    (tmp_path / "one").rename(tmp_path / "two")
    assert tally(run(tmp_path / "two", workspace)) == (0, 0, 0, 1, 0)
    assert workspace.source("a") == str(tmp_path / "two/a.txt")


def test_a_file_that_was_moved_may_change_afterwards(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    write(tmp_path / "one", a="Nova sang.")
    run(tmp_path / "one", workspace)
    (tmp_path / "one").rename(tmp_path / "two")
    run(tmp_path / "two", workspace)
    write(tmp_path / "two", a="Nova left.")
    assert tally(run(tmp_path / "two", workspace)) == (1, 0, 1, 0, 0)


def test_a_file_of_another_text_is_not_taken_for_one_that_was_moved(tmp_path: Path) -> None:
    workspace = FakeWorkspace()
    write(tmp_path / "one", a="Nova sang.")
    run(tmp_path / "one", workspace)
    (tmp_path / "one").rename(tmp_path / "two")
    write(tmp_path / "two", a="Nova left.")
    assert tally(run(tmp_path / "two", workspace)) == (0, 0, 0, 0, 1)


# Batches and interruptions


def test_articles_are_put_in_batches(tmp_path: Path) -> None:
    write(tmp_path, a="1 Nova", b="2 Nova", c="3 Nova", d="4 Nova", e="5 Nova")
    workspace = FakeWorkspace()
    run(tmp_path, workspace, batch=2)
    assert workspace.puts == [["a", "b"], ["c", "d"], ["e"]]


def test_an_interruption_keeps_the_batches_put_so_far(tmp_path: Path) -> None:
    write(tmp_path, a="1 Nova", b="2 Nova", c="interrupt", d="4 Nova")
    workspace = FakeWorkspace()
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, workspace, batch=2)
    assert set(workspace.readings) == {"a", "b"}
    assert tally(run([tmp_path / f"{n}.txt" for n in "abd"], workspace)) == (1, 1, 0, 2, 0)


def test_progress_counts_every_article_and_refusal(tmp_path: Path) -> None:
    write(tmp_path, a="Nova sang.", b=" ", c="fail", d="Nova left us.")
    seen: list[tuple[int, int, int]] = []
    run(tmp_path, FakeWorkspace(), progress=lambda done, total, words, _: seen.append((done, total, words)))
    assert seen == [(1, 4, 2), (2, 4, 2), (3, 4, 2), (4, 4, 5)]


# Readers that fail


def test_a_reader_that_fails_on_one_article_names_it_and_the_others_go_on(tmp_path: Path) -> None:
    write(tmp_path, a="fail", b="Nova left.")
    delivery = run(tmp_path, FakeWorkspace())
    assert tally(delivery) == (1, 1, 0, 0, 1)
    (refusal,) = delivery.refused
    assert refusal.path == f"{tmp_path}/a.txt"
    assert "on 'a': ValueError: no verb" in refusal.reason


def test_an_article_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    write(tmp_path, a="sleep", b="Nova left.")
    delivery = run(tmp_path, FakeWorkspace(), limits=Limits(0.2))
    assert tally(delivery) == (1, 1, 0, 0, 1)
    assert delivery.refused[0].reason.startswith(Reason.TOO_SLOW.headline)


def test_a_reading_in_another_thread_has_no_limit_and_works() -> None:
    out: list[object] = []
    job = Job("p", Article("a", "Nova sang."))
    thread = threading.Thread(target=lambda: out.extend(read_here([job], FakeReader, limits=Limits(1))))
    thread.start()
    thread.join()
    assert len(out) == 1


def test_a_reading_that_the_workspace_does_not_take_costs_no_other(tmp_path: Path) -> None:
    write(tmp_path, a="Nova sang.", b="torn", c="Nova left.")
    workspace, seen = FakeWorkspace(), list[int]()
    delivery = run(tmp_path, workspace, progress=lambda done, *_: seen.append(done))
    assert tally(delivery) == (2, 2, 0, 0, 1)
    assert set(workspace.readings) == {"a", "c"}
    assert "The claim stands nowhere" in delivery.refused[0].reason
    assert seen == [1, 2, 3]


# Processes


def test_processes_read_the_same_and_each_failure_costs_one_article(tmp_path: Path) -> None:
    write(tmp_path, **{f"n{n}": f"Nova sang {n}." for n in range(12)}, die="die", fail="fail", sleep="sleep")
    here, apart = FakeWorkspace(), FakeWorkspace()
    deliver([tmp_path / f"n{n}.txt" for n in range(12)], here, FakeReader)
    delivery = deliver([tmp_path], apart, FakeReader, workers=2, limits=Limits(1.0))
    assert apart.readings == here.readings
    assert [(r.path.rpartition("/")[2], r.reason.split(":")[0]) for r in delivery.refused] == [
        ("die.txt", Reason.LOST.headline),
        ("fail.txt", Reason.READER.headline),
        ("sleep.txt", Reason.TOO_SLOW.headline),
    ]


def test_a_reader_that_cannot_be_built_says_so() -> None:
    jobs = [Job("p", Article("a", "Nova sang."))]
    with pytest.raises(LookupError, match="no model"):
        list(read_apart(jobs, BrokenReader, workers=1))


SCRIPT = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background hands down that it is ignored
sys.path[:0] = sys.argv[1:3]
from test_delivery import FakeReader, FakeWorkspace
from ingest.delivery import deliver
if __name__ == "__main__":
    workspace = FakeWorkspace()
    try:
        deliver([sys.argv[3]], workspace, FakeReader, workers=2, batch=1,
                progress=lambda *a: print("done", flush=True))
    except KeyboardInterrupt:
        print(sorted(workspace.readings))
"""


def start(folder: Path) -> subprocess.Popen[str]:
    write(folder / "news", a="Nova sang.", b="sleep")
    (folder / "script.py").write_text(SCRIPT)
    room = Path(__file__).parent
    command = [sys.executable, str(folder / "script.py"), str(room), str(room.parent.parent), str(folder / "news")]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "done\n"
    return process


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def gone(group: int, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while alive(group) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(group)


def test_ctrl_c_keeps_what_was_put_and_ends_all_processes(tmp_path: Path) -> None:
    process = start(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert out == "['a']\n"
    assert "Traceback" not in err
    assert gone(process.pid)


def test_killing_the_parent_ends_its_readers(tmp_path: Path) -> None:
    process = start(tmp_path)
    process.kill()
    process.wait()
    assert gone(process.pid)


# The workspace that ships


def test_the_real_workspace_keeps_what_was_delivered(tmp_path: Path) -> None:
    news = tmp_path / "news"
    write(news, a="Nova sang.", b="Nova left.")
    (news / "c.md").write_text("---\ntopics: [b, a]\noutlet: The Wire\nupdates: a\n---\n\nNova\r\nstayed.\n")

    def again(folder: Path, **options: object) -> tuple[int, int, int, int, int]:
        with Workspace.open(tmp_path / "ws", embedder=HashingEmbedder(), write=True, create=True) as workspace:
            return tally(deliver([folder], workspace, PlainReader, **options))  # type: ignore[arg-type]

    assert again(news) == (3, 3, 0, 0, 0)
    assert again(news) == (0, 0, 0, 3, 0)
    news.rename(tmp_path / "moved")
    assert again(tmp_path / "moved") == (0, 0, 0, 3, 0)
    write(tmp_path / "moved", a="Nova sang twice.")
    assert again(tmp_path / "moved") == (1, 0, 1, 2, 0)
    write(news, a="Nova sang.")
    assert again(news) == (0, 0, 0, 0, 1)
    assert again(news, replace=True) == (1, 0, 1, 0, 0)
    with Workspace.open(tmp_path / "ws") as workspace:
        assert workspace.article("c").text == "\nNova\r\nstayed.\n"
        assert workspace.source("a") == str(news / "a.txt")
