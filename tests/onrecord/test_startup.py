"""What a command loads, so that the quick ones stay quick; ``benchmarks/startup.py`` measures the time."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

HEAVY = (
    "chromadb spacy langchain langchain_core pandas rdflib onnxruntime trafilatura networkx numpy rich prompt_toolkit"
)
MODELS = "chromadb spacy langchain langchain_core onnxruntime trafilatura"


def loaded(*command):
    script = (
        "import sys, atexit; atexit.register(lambda: print('\\n'.join(sys.modules), file=sys.stderr));"
        f"sys.argv = ['onrecord', *{[str(c) for c in command]!r}]; from onrecord.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return {line.split(".")[0] for line in done.stderr.splitlines()}


def test_help_loads_nothing_heavy():
    assert not loaded("--help") & set(HEAVY.split())


def test_help_opens_no_room():
    assert not loaded("--help") & {"ingest", "qa", "pyoxigraph"}


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["sparql", "ASK { ?s ?p ?o }"],
        ["show", "article", "lantern-row"],
        ["show", "article", "lantern-row", "--text"],
        ["show", "entity", "Nova Vale"],
        ["export", "-", "--format", "csv"],
    ],
)
def test_looking_things_up_loads_no_model_and_no_index(held, command):
    assert not loaded(*command, "-w", held) & {*MODELS.split(), "pandas", "tantivy"}


def test_taking_in_what_is_unchanged_loads_no_language_model(held, articles, tmp_path):
    folder = shutil.copytree(held, tmp_path / "ws")
    modules = loaded("ingest", articles, "-w", folder)
    assert "ingest" in modules
    assert not modules & {"spacy", "thinc"}
