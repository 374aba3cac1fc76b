from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("kg", "ingest", "qa", "onrecord")
LONGEST = 450
"""Lines of a file; one that wants more holds two nouns."""

PUBLIC_INDEX = "pypi" + ".org"
HOSTS = re.compile(
    r"https?://[\w.-]*(?:pypi|pythonhosted|artifactory|nexus|jfrog|proxpi|devpi|codeartifact)[\w.:-]*"
    r"|--(?:extra-)?index-url|^\s*index-url|find-links\s*=",
    re.MULTILINE,
)
# "/home/x/" is the invented home of the tests.
PATHS = re.compile(
    r"(?<![\w./])/(?!home/x\b)(?:home|root|Users|workspace|work|tmp|opt|srv|mnt)/[\w.-]+(?=/|\b)|\b[A-Z]:\\Users"
)


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def code() -> list[Path]:
    return sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def told(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf8", "replace")
        found += [f"{named(path)}: {hit[0]}" for hit in pattern.finditer(text) if path != Path(__file__)]
    return found


def test_no_tracked_file_names_a_registry_host() -> None:
    assert told(HOSTS) == []


def test_no_tracked_file_names_a_path_of_a_machine() -> None:
    assert told(PATHS) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (HOSTS, f"https://{PUBLIC_INDEX}/simple"),
        (HOSTS, "--index-url http://mirror"),
        (PATHS, 'open("/home/ada/notes.txt")'),
        (PATHS, "/work/main/kg"),
        (PATHS, "cd /tmp/job1/out"),
    ],
)
def test_what_must_not_stand_there_is_recognised(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


def test_package_code_prints_nothing() -> None:
    calls = [
        f"{named(path)}:{node.lineno}"
        for path in code()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert calls == []


def test_every_module_says_what_it_is() -> None:
    silent = [named(path) for path in code() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf8")))]
    assert silent == []


def test_no_file_is_longer_than_one_sitting() -> None:
    long = {named(p): n for p in code() if (n := len(p.read_text(encoding="utf8").splitlines())) > LONGEST}
    assert long == {}


def test_no_tracked_file_is_a_leftover() -> None:
    left = [named(p) for p in tracked() if p.suffix in {".pyc", ".orig", ".rej", ".log"} or p.name == ".DS_Store"]
    assert left == []
