"""The whole line with no way out of the machine, and no dependency that reports home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCKED = """
import socket, sys
tried = []
def blocked(*arguments, **_):
    tried.append(str(arguments))
    raise OSError("no network in this test")
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = blocked
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = blocked
watched = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
sys.addaudithook(lambda event, arguments: tried.append(event) if event in watched else None)
"""
LINE = """
import json, os, sys
import onrecord
from pathlib import Path

folder = Path(sys.argv[1])
with onrecord.open(folder / "ws") as ws:
    done = ws.ingest(folder / "news")
    answer = ws.ask("Who sued Tidewriter?")
    again = ws.ask("When did they sue it?", history=[{"q": "Who sued Tidewriter?", "a": answer.answer}])
    graph = len(ws.graph())
    import chromadb.api.shared_system_client as shared
    chroma = [
        value
        for system in shared.SharedSystemClient._identifier_to_system.values()
        for name, value in system.settings
        if name == "anonymized_telemetry"
    ]

print(json.dumps({
    "read": done.read, "answer": answer.answer, "again": again.answer, "nodes": graph, "tried": tried, "chroma": chroma,
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    sys.path.append(str(ROOT / "tests" / "onrecord"))
    from sample_articles import write_articles

    folder = tmp_path_factory.mktemp("offline")
    write_articles(folder / "news")
    env = {k: v for k, v in os.environ.items() if "TELEMETRY" not in k.upper()}
    command = [sys.executable, "-c", BLOCKED + LINE, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_articles_are_read_without_a_network(told: dict[str, object]) -> None:
    assert told["read"] == 3


def test_a_question_is_answered_without_a_network(told: dict[str, object]) -> None:
    assert "Lantern Row Records sued Tidewriter" in str(told["answer"])


def test_a_follow_up_is_answered_without_a_network(told: dict[str, object]) -> None:
    assert "1 June 2031" in str(told["again"])


def test_nothing_even_tried_to_reach_out(told: dict[str, object]) -> None:
    assert told["tried"] == []


def test_the_block_itself_works(tmp_path: Path) -> None:
    script = f"{BLOCKED}\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept OSError:\n    print(len(tried))"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout == "1\n"


def test_chroma_s_telemetry_is_off(told: dict[str, object]) -> None:
    assert told["chroma"]
    assert not any(told["chroma"])  # type: ignore[arg-type]


def test_langchain_sends_no_traces() -> None:
    script = "from langsmith.utils import tracing_is_enabled as on; print(bool(on()))"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LANGCHAIN_", "LANGSMITH_"))}
    done = subprocess.run([sys.executable, "-c", script], env=env, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
