from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = 5
RULES = [
    *(ROOT / "kg" / "domains" / "ai_music").glob("*.t*ml"),
    *(ROOT / "kg" / "domains" / "ai_music").glob("*.ttl"),
    *(p for room in ("ingest", "qa", "kg") for p in (ROOT / room).rglob("*.py")),
]


def locked() -> list[dict[str, object]]:
    files = sorted((ROOT / "corpus" / "gold" / "claims").glob("*.json"))
    return [gold for gold in (json.loads(p.read_text(encoding="utf8")) for p in files) if gold["split"] == "locked"]


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


@cache
def rules() -> set[tuple[str, ...]]:
    return {run for path in RULES for line in path.read_text(encoding="utf8").splitlines() for run in runs(line)}


def names(gold: dict[str, object]) -> set[tuple[str, ...]]:
    return {run for e in gold["entities"] for name in (e["name"], *e.get("aliases", [])) for run in runs(name)}


@pytest.mark.parametrize("gold", locked(), ids=lambda gold: gold["article"])
def test_no_rule_names_the_wording_of_a_locked_article(gold: dict[str, object]) -> None:
    text = (ROOT / "corpus" / "articles" / f"{gold['article']}.md").read_text(encoding="utf8").split("---", 2)[2]
    common = {run for run in runs(text) if sum(len(word) > 4 for word in run) < 2}  # "for the members of the"
    assert not (runs(text) & rules()) - names(gold) - common


def test_half_of_the_gold_is_locked() -> None:
    files = list((ROOT / "corpus" / "gold" / "claims").glob("*.json"))
    assert len(locked()) * 2 == len(files)
