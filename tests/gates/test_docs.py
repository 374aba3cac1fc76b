"""
The documents run: each console and Python block, in order, in a folder of its own.

A block of the form ```` ```text file=NAME ```` is written to NAME first, one with ``append=NAME`` to its end. In a
console block ``$ onrecord ...`` is run, lines that begin with ``> `` are typed into it (and shown again), and the rest
is what it prints; ``...`` stands for anything.
Blocks of another kind, such as ``sh``, are only read by people.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

ROOT = Path(__file__).parents[2]
RUN = ("docs/tutorial.md", "docs/review.md", "docs/json.md", "docs/write-a-domain.md")
_BLOCK = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CHECKER = doctest.OutputChecker()


def blocks(document: str) -> list[tuple[str, str, str]]:
    """Return language, the rest of the info string, and content of each block."""
    text = (ROOT / document).read_text(encoding="utf8")
    return [(m[1], m[2].strip(), m[3]) for m in _BLOCK.finditer(text)]


def commands(block: str) -> list[tuple[str, str, str]]:
    """Return command, what is typed into it, and what it prints."""
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines()
        typed = [line[2:] for line in lines if line.startswith("> ")]
        found.append((command, "".join(f"{t}\n" for t in typed), "".join(f"{line}\n" for line in lines)))
    return found


def run(command: str, typed: str) -> str:
    from onrecord.cli import app

    program, *arguments = shlex.split(command)
    assert program == "onrecord"
    result = CliRunner().invoke(app, arguments, input=typed or None)
    assert result.exception is None or isinstance(result.exception, SystemExit), f"{command}: {result.exception!r}"
    return result.stdout


def plain(text: str) -> str:
    """Leave out blank lines and the ends of lines, which Markdown does not show."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("document", RUN)
def test_a_document_does_what_it_says(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [n for n in os.environ if n.startswith("ONRECORD_")]:
        monkeypatch.delenv(name)
    namespace: dict[str, object] = {}
    wrong = []
    for language, info, content in blocks(document):
        if info.startswith("file="):
            target = tmp_path / info.removeprefix("file=")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf8")
        elif info.startswith("append="):
            with (tmp_path / info.removeprefix("append=")).open("a", encoding="utf8") as file:
                file.write(content)
        elif language == "console":
            for command, typed, printed in commands(content):
                got = run(command, typed)
                if not _CHECKER.check_output(plain(printed), plain(got), doctest.ELLIPSIS):
                    wrong.append(f"$ {command}\n{got}\n--- but the document says\n{printed}")
        elif language == "python":
            exec(compile(content, f"{document}", "exec"), namespace)
    capsys.readouterr()
    assert not wrong, "\n\n".join(wrong)


def test_a_wrong_output_is_noticed() -> None:
    assert not _CHECKER.check_output(plain("a\n...\nc\n"), plain("a\nb\nd\n"), doctest.ELLIPSIS)


def test_the_reference_of_the_command_line_is_what_the_commands_say() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from generate import TARGET, reference
    finally:
        sys.path.pop(0)
    assert reference() == TARGET.read_text(encoding="utf8"), "run `python docs/generate.py`"


def test_every_quotation_of_the_readme_stands_in_the_corpus() -> None:
    corpus = "\n".join(p.read_text(encoding="utf8") for p in (ROOT / "corpus" / "articles").glob("*.md"))
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    quotes = re.findall(r"^\[\d+\] “(.+)”$", readme, re.MULTILINE)
    assert quotes
    assert [q for q in quotes if q not in corpus] == []


@pytest.mark.parametrize("document", ["README.md", *RUN])
def test_every_command_of_a_document_exists(document: str) -> None:
    from onrecord.cli import app

    known = {c.name or c.callback.__name__ for c in app.registered_commands if c.callback}
    known |= {group.name for group in app.registered_groups}
    text = (ROOT / document).read_text(encoding="utf8")
    named = set(re.findall(r"(?:\$|`)\s?onrecord (\w+)", text))
    assert named <= known


@pytest.mark.parametrize(
    "document", ["README.md", "docs/tutorial.md", "docs/json.md", "docs/cli.md", "docs/write-a-domain.md"]
)
def test_every_file_that_a_document_links_to_is_there(document: str) -> None:
    here = (ROOT / document).parent
    text = (ROOT / document).read_text(encoding="utf8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text) + re.findall(r"src(?:set)?=\"([^\"]+)\"", text)
    assert [link for link in links if not (here / link).exists()] == []
