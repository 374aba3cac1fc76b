from __future__ import annotations

from pathlib import Path

import pytest

from ingest.intake.fields import MAX_CHARACTERS
from ingest.intake.refusal import Reason, refuse, shown
from ingest.intake.sources import SUFFIXES

DOCS = Path(__file__).parents[2] / "docs" / "ingest.md"


def rows() -> list[list[str]]:
    lines = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("reason", Reason, ids=lambda reason: reason.name)
def test_each_reason_is_documented_with_its_cure(reason: Reason) -> None:
    (row,) = (row for row in rows() if row[0] == reason.headline)
    assert row[2] == reason.cure
    assert row[1]


def test_no_reason_is_documented_that_does_not_exist() -> None:
    documented = {row[0] for row in rows() if len(row) == 3} - {"Reason", "---"}
    assert documented == {reason.headline for reason in Reason}


def test_each_suffix_is_documented() -> None:
    documented = " ".join(row[1] for row in rows() if len(row) > 3).replace("`", "").split()
    assert {suffix for suffixes in SUFFIXES.values() for suffix in suffixes} <= set(documented)


def test_the_limit_of_an_article_is_documented() -> None:
    assert f"{MAX_CHARACTERS:,} characters" in DOCS.read_text(encoding="utf-8")


def test_a_reason_is_one_line() -> None:
    assert "\n" not in refuse("a", Reason.READER, "one\ntwo").reason


@pytest.mark.parametrize("value", ["x" * 10_000_000, [1] * 1000, {"a": 1}, 10**4000, None, 1.5])
def test_a_value_of_any_size_is_shown_in_one_short_line(value: object) -> None:
    assert len(shown(value)) < 80
