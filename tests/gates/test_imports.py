from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("kg", "ingest", "qa", "onrecord")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "domains"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def test_the_imports_keep_to_the_map() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("kg/text/names.py", "import ingest.names.sentences", "The rooms"),
        ("ingest/names/sentences.py", "import qa.stems", "The rooms"),
        ("kg/text/names.py", "import spacy", "kg knows no parser"),
        ("kg/text/names.py", "def later():\n    import typer", "kg knows no parser"),
        ("qa/stems.py", "import spacy", "Only ingest reads"),
        ("ingest/names/sentences.py", "import langchain_core", "Only qa and"),
        ("kg/model.py", "import kg.workspace", "Inside kg"),
        ("kg/unplaced.py", "", "Inside kg"),
        ("kg/text/names.py", "import kg.text.dates", "Inside kg.text"),
        ("ingest/intake/unplaced.py", "", "Inside ingest.intake"),
    ],
)
def test_a_violation_is_caught(file: str, line: str, broken: str, copied: Path) -> None:
    path = copied / file
    before = path.read_text(encoding="utf8") if path.exists() else None
    try:
        path.write_text(f"{before or ''}\n{line}\n", encoding="utf8")
        done = lint(copied)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf8")
    assert done.returncode != 0
    assert [told for told in done.stdout.splitlines() if told.startswith(broken) and " BROKEN" in told]
