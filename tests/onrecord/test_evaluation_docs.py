"""Each example in ``docs/evaluation-formats.md`` is read, and together they score as the text says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.evaluation.floors import parse_floors

DOC = (Path(__file__).resolve().parents[2] / "docs" / "evaluation-formats.md").read_text("utf-8")
TEXT = "Acme Records sued Tuno on Monday. The label said Tuno may have copied 1.6 million songs."


def examples():
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOC, re.DOTALL)]


def test_the_examples_are_one_evaluation(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    gold, asked, system, told, _ = examples()
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "lantern.json").write_text(json.dumps(gold))
    (tmp_path / "lantern.txt").write_text(TEXT)
    for name, record in (("questions", asked), ("system", system), ("answers", told)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(record))
    words = "eval --gold claims --questions questions.jsonl --corpus lantern.txt --articles system.jsonl"
    result = CliRunner().invoke(app, [*words.split(), "--answers", "answers.jsonl", "--json", "out.json"])
    assert result.exit_code == 0, result.output
    totals = json.loads((tmp_path / "out.json").read_text())["totals"]
    assert (totals["claims"]["strict"]["tp"], totals["claims"]["strict"]["fn"]) == (1, 1)
    assert (totals["entities"]["typed"]["tp"], totals["entities"]["typed"]["fn"]) == (1, 1)
    assert totals["answers"]["right"] == totals["retrieval"]["first_1"]["right"] == 1
    assert totals["citations"]["recorded_recall"]["rate"] == totals["citations"]["precision"]["rate"] == 1.0


def test_the_text_of_the_first_example_stands_in_the_page():
    assert TEXT in " ".join(DOC.split())


def test_offsets_of_the_first_example_are_those_of_its_text():
    gold = examples()[0]
    for entity in gold["entities"]:
        assert {TEXT[m["start"] : m["end"]] for m in entity["mentions"]} == {entity["name"]}
    assert [TEXT[r["start"] : r["end"]] for r in gold["references"]] == ["The label"]
    assert " ".join(TEXT[c["start"] : c["end"]] for c in gold["claims"]) == TEXT


def test_the_example_of_floors_is_read():
    assert parse_floors(json.dumps(examples()[-1])).floors[0].figure == "claims.strict.f1"


def test_each_option_is_documented():
    shown = CliRunner().invoke(app, ["eval", "--help"]).stdout
    options = set(re.findall(r"--[a-z-]+[a-z]", shown)) - {"--help", "--domain"}
    assert options == set(re.findall(r"^\| `(--[a-z-]+)", DOC, re.MULTILINE))
