from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest
from made_corpus import SINGLE, one_claim
from made_readings import DOMAIN

from kg.errors import DomainError, InputError, NotFoundError, WorkspaceError, WorkspaceLockedError
from kg.graph.canonical import canonical
from kg.graph.snapshots import KEEP, Snapshots
from kg.graph.vocab import ONTOLOGY
from kg.index.embedding import HashingEmbedder
from kg.model import Run, Span
from kg.workspace import Workspace

HERE = Path(__file__).parent
FIRST, SECOND = one_claim("a1"), one_claim("a2")


def writer(path, **more):
    return Workspace.open(path, domain=DOMAIN, embedder=HashingEmbedder(), write=True, create=True, **more)


def reader(path):
    return Workspace.open(path, domain=DOMAIN, embedder=HashingEmbedder())


@pytest.fixture
def path(tmp_path):
    with writer(tmp_path / "news") as workspace:
        workspace.put([FIRST, SECOND])
    return tmp_path / "news"


def in_process(code, *arguments):
    """Start Python on *code* with the helpers of this folder at hand."""
    head = f"import sys; sys.path[:0] = [{str(HERE)!r}, {str(Path.cwd())!r}]\nfrom test_workspace import *\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_what_was_put_is_read_back(path):
    with reader(path) as workspace:
        assert workspace.reading("a1") == canonical(FIRST)
        assert workspace.article_ids() == ["a1", "a2"]


def test_state_tells_text_and_run(path):
    with reader(path) as workspace:
        assert workspace.state()["a1"] == (FIRST.article.sha256, FIRST.run.id)


def test_what_is_stored_already_is_skipped(path):
    with writer(path) as workspace:
        assert workspace.put([FIRST]) == []


@pytest.mark.parametrize(
    "change", [{"run": Run((("code", "0.9"),))}, {"article": replace(FIRST.article, title="New title")}, {"claims": ()}]
)
def test_a_change_of_run_metadata_or_claims_replaces_the_article(path, change):
    changed = replace(FIRST, **change)
    with writer(path) as workspace:
        assert workspace.put([changed]) == ["a1"]
        assert workspace.reading("a1") == canonical(changed)


def test_the_same_articles_in_any_order_give_the_same_bytes(tmp_path):
    readings = [one_claim(f"a{i}") for i in range(12)]
    dumps = set()
    for seed in range(3):
        random.Random(seed).shuffle(readings)
        with writer(tmp_path / str(seed)) as workspace:
            for i in range(0, 12, 4):
                workspace.put(readings[i : i + 4])
                if seed:
                    workspace.commit()
            workspace.commit()
            dumps.add(workspace.store.dump())
    assert len(dumps) == 1


def test_a_removed_article_leaves_no_trace(path, tmp_path):
    with writer(path) as workspace:
        assert workspace.remove(["a2", "none"]) == ["a2"]
        workspace.commit()
        left = workspace.store.dump()
    with writer(tmp_path / "other") as workspace:
        workspace.put([FIRST])
        workspace.commit()
        assert workspace.store.dump() == left


def test_both_indexes_follow_the_articles(path):
    with writer(path) as workspace:
        workspace.remove(["a2"])
        workspace.commit()
        assert workspace.words.state() == workspace.vectors.state() == {"a1": FIRST.article.sha256}


def test_a_deleted_index_is_filled_again_at_the_next_opening(path):
    for name in ("vectors", "words"):
        subprocess.run(["rm", "-r", str(path / name)], check=True)
    with writer(path) as workspace:
        assert set(workspace.words.state()) == set(workspace.vectors.state()) == {"a1", "a2"}


def test_nothing_is_mended_where_nothing_is_wrong(path):
    with writer(path) as workspace:
        assert not workspace.heal()


def test_the_source_of_an_article_is_known_but_not_in_the_graph(tmp_path):
    from_path = replace(FIRST, article=replace(FIRST.article, source="/home/x/a1.txt"))
    with writer(tmp_path / "news") as workspace:
        workspace.put([from_path])
        assert workspace.source("a1") == "/home/x/a1.txt"
        assert b"/home/x" not in workspace.store.dump()
        assert workspace.source("a2") is None


def test_the_ledger_lists_the_writings(path):
    with writer(path) as workspace:
        workspace.remove(["a2"])
        assert [(b.what, b.articles) for b in workspace.ledger.batches()] == [("put", 2), ("remove", 1)]
        assert workspace.ledger.taken("a1") is not None
        assert workspace.ledger.taken("a2") is None


def test_a_reading_that_does_not_hold_together_is_refused_and_the_others_stay(path):
    with writer(path) as workspace, pytest.raises(InputError):
        workspace.put([one_claim("a3"), replace(one_claim("a4"), sentences=(Span(0, 999),))])
    with writer(path) as workspace:
        assert workspace.article_ids() == ["a1", "a2", "a3"]


def test_the_ledger_notes_only_readings_that_were_accepted(path):
    with writer(path) as workspace:
        before = len(workspace.ledger.batches())
        with pytest.raises(InputError):
            workspace.put([one_claim("a3"), replace(one_claim("a4"), sentences=(Span(0, 999),))])
        assert [b.articles for b in workspace.ledger.batches()[before:]] == [1]
        assert workspace.ledger.taken("a3") is not None
        assert workspace.ledger.taken("a4") is None


def test_there_is_no_workspace_to_read_or_write_where_none_was_made(tmp_path):
    with pytest.raises(WorkspaceError, match="ingest"):
        Workspace.open(tmp_path / "none", domain=DOMAIN)
    with pytest.raises(WorkspaceError, match="ingest"):
        Workspace.open(tmp_path / "none", domain=DOMAIN, write=True)


def test_a_reader_cannot_write(path):
    with reader(path) as workspace, pytest.raises(WorkspaceError, match="reading only"):
        workspace.put([FIRST])


def test_a_missing_article_is_named(path):
    with reader(path) as workspace, pytest.raises(NotFoundError, match="a9"):
        workspace.article("a9")


def test_another_domain_is_refused(path):
    other = replace(DOMAIN, namespace="https://x.example/other#")
    for write in (False, True):
        with pytest.raises(DomainError, match="other"):
            Workspace.open(path, domain=other, write=write)


def test_queries_know_the_prefix_of_the_domain(path):
    with reader(path) as workspace:
        assert workspace.query(f"ASK {{ ?s {DOMAIN.prefix}:{SINGLE} ?o }}")


def test_old_snapshots_go(path):
    with writer(path) as workspace:
        for _ in range(4):
            workspace.commit()
    assert len(Snapshots(path / "snapshots").numbers()) == KEEP


def test_a_snapshot_that_is_read_stays(path):
    with reader(path) as reading_on, writer(path) as workspace:
        held = Snapshots(path / "snapshots").numbers()[-1]
        for _ in range(4):
            workspace.commit()
        assert held in Snapshots(path / "snapshots").numbers()
        assert reading_on.article_ids() == ["a1", "a2"]
    with writer(path) as workspace:
        workspace.commit()
    assert held not in Snapshots(path / "snapshots").numbers()


def test_another_process_reads_while_one_writes(path):
    with writer(path) as workspace:
        workspace.put([one_claim("a3")])
        code = "with reader(Path(sys.argv[1])) as w: print(w.article_ids(), bool(w.query('ASK { ?s a onr:Claim }')))"
        out, err = in_process(code, path).communicate(timeout=60)
    assert out.strip() == "['a1', 'a2'] True", err


def test_a_second_writing_process_is_refused_with_the_folder_named(path):
    with writer(path):
        _, err = in_process("writer(Path(sys.argv[1]))", path).communicate(timeout=60)
    assert "WorkspaceLockedError" in err
    assert str(path) in err


def test_a_second_writer_in_the_process_is_refused(path):
    with writer(path), pytest.raises(WorkspaceLockedError):
        writer(path)


KILLED = """
    workspace = writer(Path(sys.argv[1]))
    for i in range(100000):
        batch = [one_claim(f"k{i}-{j}") for j in range(2)]
        workspace.put(batch)
        print(*(r.article.id for r in batch), flush=True)
        if i % 5 == 4: workspace.commit()
"""


@pytest.mark.parametrize("after", [0, 7])
def test_a_killed_writer_loses_nothing_and_leaves_nothing_half(path, after):
    process = in_process(KILLED, path)
    acknowledged = [process.stdout.readline().split() for _ in range(after + 1)]
    time.sleep(random.Random(after).random() / 20)
    os.kill(process.pid, signal.SIGKILL)
    acknowledged += [line.split() for line in process.communicate()[0].splitlines()]
    told = {article for line in acknowledged for article in line}
    with writer(path) as workspace:
        ids = set(workspace.article_ids())
        assert len(told) >= 2 * (after + 1)
        assert told <= ids
        assert all(workspace.reading(i) == canonical(one_claim(i)) for i in ids - {"a1", "a2"})
        assert set(workspace.words.state()) == set(workspace.vectors.state()) == ids
        healed = workspace.store.dump()
    with writer(path.parent / "fresh") as workspace:
        workspace.put([FIRST, SECOND, *(one_claim(i) for i in ids - {"a1", "a2"})])
        workspace.commit()
        assert workspace.store.dump() == healed


def failing(*_, **__):
    raise OSError("no space left on the disk")


def test_a_snapshot_that_failed_is_taken_at_the_next_opening(path, monkeypatch):
    workspace = writer(path)
    workspace.put([one_claim("a3")])
    with monkeypatch.context() as patch:
        patch.setattr(Snapshots, "take", failing)
        with pytest.raises(OSError, match="no space"):
            workspace.close()
    writer(path).close()
    with reader(path) as seen:
        assert "a3" in seen.article_ids()


def test_a_new_vocabulary_whose_writer_died_is_taken_in_full_at_the_next_opening(path, monkeypatch):
    with writer(path) as workspace:
        derived = workspace.store.dump()
        workspace.store.replace_graph(ONTOLOGY, ())
    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.derived.update_derived", failing)
        with pytest.raises(OSError, match="no space"):
            writer(path)
    with writer(path) as workspace:
        assert workspace.store.dump() == derived


def test_what_was_put_before_a_faulty_reading_is_flushed(path, monkeypatch):
    flushed = []
    with writer(path) as workspace:
        monkeypatch.setattr(workspace.store, "flush", lambda: flushed.append(set(workspace.article_ids())))
        with pytest.raises(InputError):
            workspace.put([one_claim("a3"), replace(SECOND, sentences=(Span(0, 9999),))])
        assert flushed == [{"a1", "a2", "a3"}]


def test_reading_with_sparql_loads_no_heavy_library(path):
    script = (
        "import sys; from kg.workspace import Workspace\n"
        "w = Workspace.open(sys.argv[1]); list(w.query('SELECT * { ?s ?p ?o }')); w.close()\n"
        "print(sorted({'chromadb', 'spacy', 'tantivy', 'onnxruntime', 'langchain_core', 'rdflib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
