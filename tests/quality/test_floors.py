"""
The gate: no figure falls below its floor, and no floor is lowered without a written reason.

`floors.json` holds the floors and the digests of gold and corpus that they were measured on. When either has
changed, measure anew with `onrecord eval --set-floors tests/quality/floors.json`, which sets floors and digests; a
floor that has to be lower than before is lowered by hand, with its reason.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.evaluation.files import read_gold
from onrecord.evaluation.floors import fallen, lowered, parse_floors, read_floors
from onrecord.evaluation.measuring import measure
from onrecord.evaluation.sources import CORPUS, GOLD, QUESTIONS, Sources

ROOT = Path(__file__).resolve().parents[2]
FILE = "tests/quality/floors.json"
SOURCES = Sources(ROOT / GOLD, ROOT / QUESTIONS, ROOT / CORPUS)
COMPLETE_FROM = 24  # annotated articles; from here on there must be floors
READ = ("entities", "claims", "references")  # groups that need no questions


def floors():
    return read_floors(ROOT / FILE)


def history():
    """All versions that git knows, oldest first, and the one that lies here; without git only that one."""
    texts = []
    if shutil.which("git") and (ROOT / ".git").exists():
        commits = git("log", "--reverse", "--format=%H", "--", FILE).split()
        texts = [text for c in commits if (text := git("show", f"{c}:{FILE}"))]
    return [parse_floors(text, FILE) for text in (*texts, (ROOT / FILE).read_text("utf-8"))]


def git(*words):
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def test_the_file_has_its_form():
    raw = json.loads((ROOT / FILE).read_text("utf-8"))
    assert set(raw) == {"gold", "corpus", "floors"}
    assert floors() is not None
    assert len({(f.split, f.figure) for f in floors().floors}) == len(floors().floors), "a floor stands twice"


def test_no_floor_was_lowered_without_a_written_reason():
    versions = history()
    lines = [line for before, after in pairwise(versions) for line in lowered(before, after)]
    assert not lines, "\n".join(lines)


def test_floors_are_set_where_there_is_gold():
    known = {file.stem for file in SOURCES.corpus.glob("*.md")}
    ready = [g.id for g in read_gold(SOURCES.gold) if g.id in known]
    if len(ready) < COMPLETE_FROM or not SOURCES.questions.exists():
        pytest.skip(
            f"nothing need be gated yet: {len(ready)} of {COMPLETE_FROM} articles have gold and text, or no questions"
        )
    assert floors().floors, f"there is gold and {FILE} holds no floor; measure and set them"


def test_floors_belong_to_this_gold_and_this_corpus():
    if not floors().floors:
        pytest.skip("no floor is set")
    assert (floors().gold, floors().corpus) == (SOURCES.gold_digest, SOURCES.corpus_digest), (
        "gold or corpus have changed since the floors were measured; measure anew and set floors and digests"
    )


def test_what_is_read_stays_above_its_floors():
    some = [f for f in floors().floors if f.split == "dev" and f.figure.split(".")[0] in READ]
    if not some:
        pytest.skip("no floor is set for reading")
    measured = measure(Sources(SOURCES.gold, ROOT / "no questions", SOURCES.corpus), "dev")
    assert not (lines := fallen(measured, some)), "\n".join(lines)


def test_answers_stay_above_their_floors():
    some = [f for f in floors().floors if f.split == "dev" and f.figure.split(".")[0] not in READ]
    if not some:
        pytest.skip("no floor is set for answers")
    measured = measure(Sources(ROOT / "no gold", SOURCES.questions, SOURCES.corpus), "dev")
    assert not (lines := fallen(measured, some)), "\n".join(lines)
