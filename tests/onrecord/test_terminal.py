"""The command as a process: what goes to which stream, in a pipe and on a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from sample_articles import ARTICLES

ONRECORD = [sys.executable, "-m", "onrecord"]


def piped(*args, **options):
    return subprocess.run([*ONRECORD, *map(str, args)], check=False, capture_output=True, **options)


def on_terminal(*args, **environ):
    """Run a command on a pseudo-terminal; return what it printed there."""
    master, slave = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "TERM"}} | {"TERM": "xterm", **environ}
    process = subprocess.Popen([*ONRECORD, *map(str, args)], stdin=slave, stdout=slave, stderr=slave, env=env)
    os.close(slave)
    shown = b""
    while True:
        try:
            chunk = os.read(master, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    process.wait()
    os.close(master)
    return shown.decode()


def test_the_stored_text_reaches_a_pipe_byte_for_byte(held):
    done = piped("show", "article", "wavebox-share", "--text", "-w", held)
    assert done.stdout == ARTICLES["wavebox-share.txt"].encode()


def test_a_text_with_line_ends_of_every_kind_comes_back_unchanged(tmp_path):
    text = "\ufeffWavebox said so.\r\nIt\u2028counted\x0bthe tracks\rof the day \U0001f3b5.\n\n"
    line = json.dumps({"id": "odd", "text": text.removeprefix("\ufeff")})
    (tmp_path / "odd.jsonl").write_bytes(b"\xef\xbb\xbf" + line.encode() + b"\n")
    assert piped("ingest", tmp_path / "odd.jsonl", "-w", tmp_path / "ws").returncode == 0
    shown = piped("show", "article", "odd", "--text", "-w", tmp_path / "ws").stdout
    assert shown == text.removeprefix("\ufeff").encode()


def test_a_pipe_gets_plain_lines(held):
    done = piped("show", "entity", "Nova Vale", "-w", held)
    assert b"\x1b" not in done.stdout


def test_a_terminal_gets_colour(held):
    assert "\x1b[" in on_terminal("show", "entity", "Nova Vale", "-w", held)


def test_no_color_is_respected_on_a_terminal(held):
    assert "\x1b[" not in on_terminal("show", "entity", "Nova Vale", "-w", held, NO_COLOR="1")


def test_a_query_on_a_terminal_is_a_drawn_table(held):
    shown = on_terminal("sparql", "SELECT ?t { ?a schema:headline ?t }", "-w", held)
    assert "┃" in shown


def test_json_stands_alone_on_standard_output(tmp_path, articles):
    done = piped("ingest", articles / "wavebox-share.txt", "--json", "-w", tmp_path / "ws")
    assert json.loads(done.stdout)["new"] == 1


def test_a_message_goes_to_standard_error_only(tmp_path):
    done = piped("status", "-w", tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"onrecord: ")


def test_a_closed_pipe_is_no_traceback(held):
    command = f"{sys.executable} -m onrecord sparql 'SELECT * {{ ?s ?p ?o }}' -w {held} | head -1"
    done = subprocess.run(["bash", "-c", command], check=False, capture_output=True)
    assert b"Traceback" not in done.stderr


def test_a_locale_without_unicode_still_prints_the_text(held):
    done = piped("ask", "Who is the mayor of Oslo?", "-w", held, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert done.returncode == 3
    assert "“".encode() in done.stdout


@pytest.mark.parametrize(("question", "code"), [("Who sued Tidewriter?", 0), ("Who is the mayor of Oslo?", 3)])
def test_the_exit_code_tells_whether_it_was_answered(held, question, code):
    assert piped("ask", question, "-w", held).returncode == code


def test_the_workspace_comes_from_the_environment(held):
    done = piped("status", "--json", env={**os.environ, "ONRECORD_WORKSPACE": str(held)})
    assert json.loads(done.stdout)["articles"] == 3


def test_the_script_and_the_module_are_one():
    script = Path(sys.executable).with_name("onrecord")
    shown = subprocess.run([str(script), "--help"], check=True, capture_output=True).stdout
    assert shown.splitlines()[1:] == piped("--help").stdout.splitlines()[1:]
