"""The doors to the second reader: a scripted chat model reads articles that the real rules read first."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.append(str(Path(__file__).parents[1] / "ingest"))

from scripted import Calling, claim, reply

import onrecord
from onrecord import spending
from onrecord.cli import app

ROOT = Path(__file__).parents[2]
TEXT = "The publisher Quay Books Inc. swallowed the studio Lark Press Ltd. in May 2031."
CLAIM = claim(quote=TEXT[:-1], subject="Quay Books Inc.", relation="open:swallow", object="Lark Press Ltd.")
NEW = claim(
    quote="The publisher Quay Books Inc. swallowed the studio Lark Press Ltd. in May 2031",
    subject="Quay Books Inc.",
    relation="open:swallow",
    object="studio",
)


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.md").write_text(f"---\npublished: 2031-06-01\n---\n{TEXT}\n")
    return folder


@pytest.fixture
def scripted(monkeypatch):
    """Let the command line load a scripted model, whatever its name."""
    chat = Calling(script=[reply(NEW, claim(quote="No such words", subject="x", relation="open:be", object="y"))])
    monkeypatch.setattr("qa.llm.load_chat_model", lambda spec, **options: chat)
    monkeypatch.setattr("ingest.second.calling.PAUSE", 0)
    return chat


def run(*arguments, **options):
    return CliRunner().invoke(app, [str(a) for a in arguments], **options)


def ingested(news, *more):
    return run("ingest", news, "-w", news.parent / "ws", *more)


def test_json_tells_what_the_model_did_and_cost(news, scripted):
    record = json.loads(ingested(news, "--reader", "scripted:1", "--json").stdout)["reader"]
    assert (record["model"], record["calls"], record["tokens_in"], record["claims"]) == ("scripted:1", 1, 100, 1)
    assert record["refused"] == {"the quotation is not in the text": 1}


def test_json_without_a_model_says_null(news):
    assert json.loads(ingested(news, "--json").stdout)["reader"] is None


def test_the_cost_is_told_before_and_after(news, scripted):
    done = ingested(news, "--reader", "scripted:1")
    assert "scripted:1 will read 1 article in about 1 calls" in done.stderr
    assert "scripted:1: 1 calls; 100 tokens in, 20 out" in done.stdout
    assert "1  the quotation is not in the text" in done.stdout


def test_a_claim_tells_who_read_it(news, scripted):
    ingested(news, "--reader", "scripted:1")
    article = json.loads(run("show", "article", "one", "--json", "-w", news.parent / "ws").stdout)
    (proposed,) = [c for c in article["claims"] if c["second"] == "proposed"]
    shown = json.loads(run("show", "claim", proposed["id"], "--json", "-w", news.parent / "ws").stdout)
    assert shown["read_by"][0].startswith("scripted:1 (prompt ")
    assert "read by scripted:1 (prompt" in run("show", "claim", proposed["id"], "-w", news.parent / "ws").stdout


def test_sparql_tells_who_read_a_claim(news, scripted):
    ingested(news, "--reader", "scripted:1")
    query = """SELECT ?setting { ?claim onr:secondReader "proposed" ; prov:wasDerivedFrom ?article .
      ?article prov:wasGeneratedBy ?run . ?run onr:setting ?setting FILTER(STRSTARTS(?setting, "second=")) }"""
    assert "second=scripted:1" in run("sparql", query, "-w", news.parent / "ws").stdout


def test_the_graph_with_what_a_model_read_is_sound(news, scripted):
    ingested(news, "--reader", "scripted:1")
    assert run("check", "--all", "-w", news.parent / "ws").exit_code == 0


def test_the_same_command_reads_nothing_again(news, scripted):
    ingested(news, "--reader", "scripted:1")
    record = json.loads(ingested(news, "--reader", "scripted:1", "--json").stdout)
    assert (record["unchanged"], record["reader"]["calls"], len(scripted.seen)) == (1, 0, 1)


def test_an_ingest_without_the_model_keeps_what_it_read(news, scripted):
    ingested(news, "--reader", "scripted:1")
    record = json.loads(ingested(news, "--json").stdout)
    article = json.loads(run("show", "article", "one", "--json", "-w", news.parent / "ws").stdout)
    assert (record["unchanged"], record["reader"]) == (1, None)
    assert "proposed" in [c["second"] for c in article["claims"]]


def test_a_changed_article_without_the_model_says_what_is_lost(news, scripted):
    ingested(news, "--reader", "scripted:1")
    (news / "one.md").write_text(f"---\npublished: 2031-06-01\n---\n{TEXT} Nova Vale sang there.\n")
    done = ingested(news)
    assert "1 passages were not read by it. The same command with --reader reads them." in done.stdout
    assert "1 claims that it had proposed are gone. --reader scripted:1 reads for them again." in done.stdout


def test_a_server_that_is_down_costs_no_article(news, monkeypatch):
    chat = Calling(script=[ConnectionError("connection refused")])
    monkeypatch.setattr("qa.llm.load_chat_model", lambda spec, **options: chat)
    monkeypatch.setattr("ingest.second.calling.ChatReader.__init__.__kwdefaults__", {"seconds": 5, "pause": 0})
    done = ingested(news, "--reader", "scripted:1")
    assert done.exit_code == 1
    assert "1 new" in done.stdout
    assert "1 passages were not read by it (ConnectionError: connection refused)" in done.stdout
    assert "nothing to pay" not in done.stdout  # a call that failed may cost


def test_a_model_that_cannot_be_loaded_is_said_before_anything_is_read(news):
    done = ingested(news, "--reader", "nosuchprovider:x")
    assert done.exit_code == 1
    assert "nosuchprovider:x cannot be used" in done.stderr
    assert not (news.parent / "ws").exists()


def test_a_person_at_a_terminal_is_asked_when_it_is_much(news, scripted, monkeypatch):
    monkeypatch.setattr(spending, "LIMIT", 10)
    monkeypatch.setattr(spending, "at_terminal", lambda: True)
    done = ingested(news, "--reader", "scripted:1")  # nobody answers
    assert done.exit_code != 0
    assert scripted.seen == []
    assert run("ingest", news, "-w", news.parent / "ws", "--reader", "scripted:1", input="n\n").exit_code == 2


def test_yes_asks_nobody(news, scripted, monkeypatch):
    monkeypatch.setattr(spending, "LIMIT", 10)
    monkeypatch.setattr(spending, "at_terminal", lambda: True)
    assert ingested(news, "--reader", "scripted:1", "--yes").exit_code == 0
    assert len(scripted.seen) == 1


def test_nobody_is_asked_in_a_pipe(news, scripted, monkeypatch):
    monkeypatch.setattr(spending, "LIMIT", 10)
    assert ingested(news, "--reader", "scripted:1").exit_code == 0


def test_python_takes_a_chat_model_as_it_is(news):
    with onrecord.open(news.parent / "ws") as ws:
        done = ws.ingest(news, reader=Calling(script=[reply(NEW)]))
    assert (done.reader.model, done.reader.claims) == ("scripted", 1)


def test_the_setting_names_the_model(news, scripted, monkeypatch):
    monkeypatch.setenv("ONRECORD_READER", "scripted:7")
    assert json.loads(ingested(news, "--json").stdout)["reader"]["model"] == "scripted:7"


def test_ctrl_c_in_the_midst_loses_no_answer(news, monkeypatch):
    for number in range(3):
        (news / f"more{number}.md").write_text(f"Article {number}. {TEXT}\n")
    chat = Calling(script=[reply(), reply(), KeyboardInterrupt()])
    monkeypatch.setattr("qa.llm.load_chat_model", lambda spec, **options: chat)
    assert ingested(news, "--reader", "scripted:1").exit_code == 130
    chat.script = [reply()]
    resumed = json.loads(ingested(news, "--reader", "scripted:1", "--json").stdout)
    assert (resumed["read"] + resumed["unchanged"], resumed["reader"]["calls"]) == (4, 2)


def test_a_plain_ingest_does_not_load_langchain(news):
    script = (
        "import sys, onrecord\n"
        f"onrecord.open({str(news.parent / 'ws')!r}).ingest({str(news)!r})\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('langchain', 'langchain_core')])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
