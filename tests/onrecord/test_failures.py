"""What a person gets wrong costs one message that names the thing, the cause and the next step."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from onrecord.failures import CUT_OFF, FAILED, INTERRUPTED, USAGE


def lines_of(result):
    return result.stderr.splitlines()


def test_no_workspace_yet_says_how_to_make_one(run, tmp_path):
    result = run("status", "-w", tmp_path / "nowhere")
    assert result.exit_code == FAILED
    assert lines_of(result) == [
        f"onrecord: {tmp_path / 'nowhere'}: no workspace to read yet. `onrecord ingest PATH` fills one."
    ]


def test_reading_makes_no_folder(run, tmp_path):
    run("ask", "Who sings?", "-w", tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (["ask", "Who sings?", "--as-of", "next week"], USAGE, "--as-of 'next week' is no day of the calendar"),
        (["ask", "  "], USAGE, "No question was given"),
        (["ask", "Who sings?", "--llm", "llama"], FAILED, "Write provider:model"),
        (["show", "article", "lantern-rov"], FAILED, "Did you mean lantern-row?"),
        (["show", "article", "zzz"], FAILED, "`onrecord status --articles` lists the ids"),
        (["show", "claim", "lantern-row-000000000000"], FAILED, "no claim of that id"),
        (["show", "entity", "Nova Val"], FAILED, "Did you mean Nova Vale?"),
        (["show", "entity", "Nova Vale", "--text"], USAGE, "--text goes with `show article`"),
        (["sparql", "SELECT"], USAGE, "SPARQL, line 1, column 7"),
        (["sparql", "DROP ALL"], USAGE, "a query only reads"),
        (["sparql", "SELECT * { SERVICE <http://x.example> { ?s ?p ?o } }"], USAGE, "SERVICE reaches out"),
        (["sparql", "--file", "nowhere.rq"], USAGE, "nowhere.rq cannot be read"),
        (["ask", "Who sings?", "--history", "nowhere.json"], USAGE, "nowhere.json cannot be read"),
        (["remove", "zzz"], FAILED, "zzz: no article of that id"),
        (["export", "no/such/folder/x.trig"], USAGE, "cannot be written"),
        (["status", "--domain", "nowhere"], USAGE, "nowhere"),
    ],
)
def test_a_mistake_is_one_message_without_traceback(run, held, command, code, said):
    result = run(*command, "-w", held)
    assert result.exit_code == code, result.output
    assert result.stderr.startswith("onrecord: ")
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_a_provider_that_is_not_installed_is_named_with_its_package(run, held):
    result = run("ask", "Who sued Tidewriter?", "--llm", "fireworks:x", "-w", held)
    assert result.exit_code == FAILED
    assert "langchain-fireworks" in result.stderr
    assert len(lines_of(result)) == 1


@pytest.mark.parametrize("text", ["{", '{"q": 1}', '[{"q": "Who?"}]', '[{"q": 1, "a": 2}]'])
def test_a_history_of_the_wrong_form_is_said_with_the_right_one(run, held, tmp_path, text):
    (tmp_path / "h.json").write_text(text)
    result = run("ask", "Who?", "--history", tmp_path / "h.json", "-w", held)
    assert result.exit_code == USAGE
    assert '[{"q": "...", "a": "..."}]' in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("workers = ", "config.toml cannot be read"),
        ("colour = 'red'", "unknown settings: colour"),
        ("workers = 'many'", "workers is 'many'"),
        ("workers = 0", "workers is 0"),
        ("llm = 5", "llm is 5"),
    ],
)
def test_a_broken_config_is_named(run, tmp_path, text, said):
    (tmp_path / "config.toml").write_text(text)
    result = run("status", "-w", tmp_path)
    assert result.exit_code == USAGE
    assert said in result.stderr


def test_a_folder_that_cannot_be_made_is_named(run, articles, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("ingest", articles, "-w", tmp_path / "file" / "ws")
    assert result.exit_code == FAILED
    assert "the folder cannot be made" in result.stderr


def test_a_workspace_that_another_process_writes_to_is_said_so(run, articles, held, tmp_path):
    ws = tmp_path / "ws"
    shutil.copytree(held, ws)
    script = (
        "import sys, pathlib; from kg.graph.store import DiskStore; held = DiskStore(pathlib.Path(sys.argv[1]));"
        "print('ready', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(ws / "graph")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert other.stdout.readline() == b"ready\n"
        result = run("ingest", articles, "-w", ws)
        assert result.exit_code == FAILED
        assert "another process is writing to it" in result.stderr
        assert run("status", "-w", ws).exit_code == 0  # readers go on
    finally:
        other.communicate()


def test_an_interrupted_ingest_keeps_what_was_stored_and_says_so(run, articles, tmp_path, monkeypatch):
    from onrecord.session import Session

    def interrupted(self, *_, **__):
        with self.writing(create=True):
            raise KeyboardInterrupt

    monkeypatch.setattr(Session, "ingest", interrupted)
    result = run("ingest", articles, "-w", tmp_path / "ws")
    assert result.exit_code == INTERRUPTED
    assert "stopped" in result.stderr


def test_an_unforeseen_failure_keeps_its_traceback(run, held, monkeypatch):
    from onrecord import lookup

    def broken(_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(lookup, "status_record", broken)
    assert isinstance(run("status", "-w", held).exception, RuntimeError)


def test_windows_is_told_of_wsl(run, held, monkeypatch):
    monkeypatch.setattr("onrecord.flags.sys.platform", "win32")
    result = run("status", "-w", held)
    assert result.exit_code == FAILED
    assert "WSL" in result.stderr


def test_a_wrong_option_has_exit_code_two(run):
    assert run("ask", "--no-such-option").exit_code == USAGE


def test_help_lists_every_command_and_the_exit_codes(run):
    shown = run("--help").stdout
    for command in ["ingest", "ask", "chat", "sparql", "show", "status", "check", "remove", "export", "doctor"]:
        assert f"\n  {command} " in shown
    assert "3 the corpus does not say" in " ".join(shown.split())


# What a small mistake leaves behind


def test_a_mistyped_path_leaves_no_workspace_behind(run, tmp_path):
    result = run("ingest", tmp_path / "nowhere.txt", "-w", tmp_path / "ws")
    assert result.exit_code == FAILED
    assert "no such file or folder" in result.stdout + result.stderr
    assert not (tmp_path / "ws").exists()


def test_an_export_with_an_unknown_ending_is_told_the_known_ones(run, held, tmp_path):
    result = run("export", tmp_path / "x.foo", "-w", held)
    assert result.exit_code == USAGE
    assert result.stderr == (
        f"onrecord: {tmp_path / 'x.foo'}: no format has the ending .foo. "
        "Use .trig, .ttl, .nq, .jsonld, .graphml, .csv, or add --format.\n"
    )
    assert not (tmp_path / "x.foo").exists()


def test_an_export_with_a_format_may_have_any_ending(run, held, tmp_path):
    assert run("export", tmp_path / "x.foo", "--format", "csv", "-w", held).exit_code == 0
    assert (tmp_path / "x.foo").stat().st_size > 0


@pytest.mark.parametrize(
    "command", [["export", "-", "--format", "nquads"], ["status"], ["sparql", "SELECT * {?s ?p ?o}"]]
)
def test_a_pipe_that_is_closed_early_is_no_failure(held, command):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", *command, "-w", held], stdout=writer, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (CUT_OFF, b"")


@pytest.fixture
def read_only(held, tmp_path, monkeypatch):
    """Return a copy that the kernel lets nobody but a privileged user write to; to those it is said to be so."""
    folder = tmp_path / "ws"
    shutil.copytree(held, folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    granted = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: granted(path, mode) and not mode & os.W_OK)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def test_a_read_only_workspace_says_so_when_it_is_written_to(run, read_only, articles):
    result = run("ingest", articles, "-w", read_only)
    assert result.exit_code == FAILED
    assert result.stderr == (
        f"onrecord: {read_only}: this workspace is read-only for you, so nothing can be added or removed. "
        "Check who may write to the folder, or copy it to one of your own.\n"
    )


def test_a_read_only_workspace_says_so_when_it_is_searched(run, read_only):
    result = run("ask", "Who sings?", "-w", read_only)
    assert result.exit_code == FAILED
    assert "this workspace is read-only for you, and its indexes must be locked" in result.stderr
    assert len(lines_of(result)) == 1


def test_a_read_only_workspace_can_be_looked_at(run, read_only):
    assert run("status", "-w", read_only).exit_code == 0
    assert run("show", "article", "lantern-row", "-w", read_only).exit_code == 0
