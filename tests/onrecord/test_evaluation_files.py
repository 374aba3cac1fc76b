"""Formats, record, floors and the command, on files as a user would hand them in."""

from __future__ import annotations

import json
from datetime import date

import pytest
from evaluation_gold import TEXT
from typer.testing import CliRunner

from kg.domain import load_domain
from kg.errors import InputError
from kg.terms import GazetteerEntry
from onrecord.cli import app
from onrecord.evaluation.evaluate import Evaluation
from onrecord.evaluation.files import digest, given_article, gold_article, question, read_gold, read_questions
from onrecord.evaluation.floors import Floor, Floors, fallen, lowered, parse_floors
from onrecord.evaluation.measuring import measure, unmet_names
from onrecord.evaluation.record import Run, record
from onrecord.evaluation.scheme import scheme_of
from onrecord.evaluation.sources import Sources

ACME = {"name": "Acme Records", "type": "organization"}
SUED = {"subject": "Acme Records", "relation": "sued", "object": "Tuno", "start": 0, "end": 33, "core": True}
GOLD = {"article": "t", "entities": [ACME], "claims": [SUED]}
ASKED = {
    "id": "q1",
    "question": "Who was sued?",
    "expect": [["Tuno"]],
    "evidence": [{"article": "t", "quote": TEXT[:33]}],
}
TOLD = {
    "id": "q1",
    "answer": "Acme Records sued Tuno.",
    "abstained": False,
    "confidence": 0.8,
    "seconds": 0.25,
    "citations": [{"n": 1, "article": "t", "quote": TEXT[:33]}],
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with a gold, questions, the article, and a system's output."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "t.json").write_text(json.dumps(GOLD))
    (tmp_path / "gold" / "u.json").write_text(json.dumps({**GOLD, "article": "u", "split": "locked"}))
    rows = [ASKED, {**ASKED, "id": "q2", "split": "locked"}]
    (tmp_path / "questions.jsonl").write_text("".join(f"{json.dumps(q)}\n" for q in rows))
    (tmp_path / "news").mkdir()
    for name in ("t", "u"):
        (tmp_path / "news" / f"{name}.txt").write_text(TEXT)
    given = [{"id": n, "entities": [ACME], "claims": [{**SUED, "quote": TEXT[:33]}]} for n in ("t", "u")]
    (tmp_path / "system.jsonl").write_text("".join(f"{json.dumps(a)}\n" for a in given))
    (tmp_path / "answers.jsonl").write_text(f"{json.dumps(TOLD)}\n{json.dumps({**TOLD, 'id': 'q2'})}\n")
    return tmp_path


def run(*more):
    known = "--gold gold --questions questions.jsonl --corpus news --articles system.jsonl --answers answers.jsonl"
    return CliRunner().invoke(app, ["eval", *known.split(), *more])


# ------------------------------------------------------------------ formats


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"claims": None}, "claims is missing"),
        ({"article": ""}, "article is missing"),
        ({"split": "test"}, "split is 'test'"),
        ({"claims": [{**SUED, "modality": "maybe"}]}, "modality is 'maybe'"),
        ({"claims": [{**SUED, "polarity": "no"}]}, "polarity is 'no'"),
        ({"claims": [{**SUED, "end": 0}]}, "has no evidence"),
        ({"claims": [{**SUED, "object_alt": "Tuno Inc."}]}, "object_alt is no list"),
        ({"references": [{"start": 5, "end": 5, "refers_to": "x"}]}, "start 5 and end 5"),
    ],
)
def test_what_is_wrong_in_a_gold_article_is_named(change, said):
    with pytest.raises(InputError, match=said):
        gold_article({**GOLD, **change}, "t.json")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"as_of": "May 2031"}, "write a day as"),
        ({"history": [{"question": "Who?"}]}, "list of turns"),
        ({"expect": []}, "expects nothing"),
        ({"expect": ["Tuno"]}, "list of lists"),
        ({"question": ""}, "is missing"),
    ],
)
def test_what_is_wrong_in_a_question_is_named(change, said):
    with pytest.raises(InputError, match=said):
        question({**ASKED, **change})


def test_a_line_that_is_no_json_is_named(tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_text(f"{json.dumps(ASKED)}\n{{no\n")
    with pytest.raises(InputError, match=r"q.jsonl:2 is no JSON"):
        read_questions(file)


def test_an_id_that_comes_twice_is_refused(tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_text(f"{json.dumps(ASKED)}\n{json.dumps(ASKED)}\n")
    with pytest.raises(InputError, match="holds q1 twice"):
        read_questions(file)


def test_absent_gold_is_no_gold(tmp_path):
    assert read_gold(tmp_path / "nowhere") == ()
    assert read_questions(tmp_path / "nowhere.jsonl") == ()


def test_a_system_may_call_its_article_id_or_article():
    assert given_article({"article": "t"}) == given_article({"id": "t"})


def test_the_digest_changes_with_content_and_name_and_not_with_the_folder(tmp_path):
    for folder, name, text in (("a", "x", "1"), ("b", "x", "1"), ("c", "x", "2"), ("d", "y", "1")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text)
    a, b, c, d = (digest([tmp_path / folder]) for folder in "abcd")
    assert a == b
    assert len({a, c, d}) == 3


def test_a_scheme_takes_inverses_and_symmetric_relations_from_the_domain():
    domain = load_domain()
    scheme = scheme_of(domain)
    inverse, stored = next(iter(domain.inverses.items()))
    assert (scheme.inverses[inverse], scheme.inverses[stored]) == (stored, inverse)
    assert scheme.symmetric == {name for name, relation in domain.relations.items() if relation.symmetric}


def test_an_unknown_key_of_the_scoring_file_is_refused():
    with pytest.raises(InputError, match=r"scoring\.toml has type"):
        scheme_of(load_domain(), {"type": {}})


# ------------------------------------------------------------------ the command


def test_the_command_scores_any_system_and_prints_plain_lines_in_a_pipe(desk):
    result = run()
    assert result.exit_code == 0, result.output
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [
        "entities",
        "name or alias, type right, F1",
        "1.000",
        "",
        "P 1.000  R 1.000  right 1  wrong 0  missed 0",
    ] in lines
    assert ["answers", "all questions", "", "", "right 1  wrong 0  refused 0"] in lines
    assert ["latency", "seconds, median", "0.250", "", ""] in lines


def test_the_json_holds_each_verdict_of_dev(desk):
    run("--json", "out.json")
    written = json.loads((desk / "out.json").read_text())
    assert written["items"]["claims"][0]["claims"][0]["strict"] is True
    assert written["items"]["answers"][0]["verdict"] == "right"
    assert written["totals"]["citations"]["precision"]["rate"] == 1.0


def test_the_most_frequent_errors_of_dev_are_shown_with_an_example(desk):
    (desk / "system.jsonl").write_text(json.dumps({"id": "t"}))
    lines = run().stdout.splitlines()
    assert "error\t1 times: claim missed: no claim from its sentence; t: Acme Records | sued | Tuno" in lines
    assert "\nerror\t" not in run("--split", "locked").stdout


def test_the_json_of_a_locked_run_holds_totals_only(desk):
    run("--split", "locked", "--json", "out.json")
    written = json.loads((desk / "out.json").read_text())
    assert (written["items"], written["articles"]) == ({}, 1)
    assert TEXT[:12] not in (desk / "out.json").read_text()


def test_each_locked_run_leaves_a_line(desk):
    run("--split", "locked")
    run("--split", "locked")
    written = (desk / "evaluation.md").read_text()
    assert written.count("\n| 20") == 2
    assert written.count("## locked") == 1
    assert (desk / "evaluation-locked.svg").is_file()


def test_a_dev_run_leaves_nothing_unless_asked(desk):
    before = sorted(p.name for p in desk.iterdir())
    run()
    assert sorted(p.name for p in desk.iterdir()) == before


def test_a_figure_below_its_floor_fails(desk):
    floors = {"gold": "", "corpus": "", "floors": [{"split": "dev", "figure": "claims.strict.f1", "floor": 1.01}]}
    (desk / "floors.json").write_text(json.dumps(floors))
    result = run("--floors", "floors.json")
    assert result.exit_code == 1
    assert "claims.strict.f1 is 1.0000; its floor is 1.0100." in result.stderr


def test_without_gold_and_questions_it_says_what_to_name(desk):
    result = CliRunner().invoke(app, ["eval", "--gold", "no", "--questions", "no.jsonl"])
    assert result.exit_code == 2
    assert "Name yours with --gold and --questions" in result.stderr


def test_an_annotated_article_without_text_is_named(desk):
    (desk / "news" / "t.txt").unlink()
    result = CliRunner().invoke(app, ["eval", "--gold", "gold", "--questions", "no.jsonl", "--corpus", "news"])
    assert result.exit_code == 2
    assert "No text for the annotated article t" in result.stderr


def test_offsets_beyond_the_text_are_named(desk):
    (desk / "news" / "t.txt").write_text("Too short.")
    result = run()
    assert result.exit_code == 2
    assert "t is annotated up to 33, but its text has 10 characters" in result.stderr


def test_two_people_who_agree_agree_wholly(desk):
    (desk / "second").mkdir()
    (desk / "second" / "t.json").write_text(json.dumps(GOLD))
    result = run("--second", "second", "--json", "out.json")
    assert result.exit_code == 0, result.output
    claims = json.loads((desk / "out.json").read_text())["totals"]["claims"]["strict"]
    assert (claims["f1"], claims["attributes"]["modality"]["rate"]) == (1.0, 1.0)


def test_two_people_without_a_common_article_are_told(desk):
    (desk / "second").mkdir()
    assert "share no article" in run("--second", "second").stderr


def test_questions_may_lie_in_a_folder(desk):
    (desk / "asked").mkdir()
    (desk / "questions.jsonl").rename(desk / "asked" / "a.jsonl")
    assert "right 1  wrong 0  refused 0" in run("--questions", "asked").stdout


def test_a_slip_in_a_type_or_relation_of_the_gold_is_told(desk):
    slips = {**GOLD, "entities": [{**ACME, "type": "organsation"}], "claims": [{**SUED, "relation": "sude"}]}
    (desk / "gold" / "t.json").write_text(json.dumps(slips))
    said = run().stderr
    assert "t: type organsation is no term" in said
    assert "t: relation sude is no term" in said


def test_gold_alone_is_enough(desk):
    result = run("--questions", "none.jsonl")
    assert "answers\tno gold\t-\t\t" in result.stdout.splitlines()


def test_questions_are_asked_of_a_workspace_and_retrieval_is_looked_at(held, shared, tmp_path):
    article = shared.articles()[0]
    sentence = shared.workspace.reading(article).sentences[0].of(shared.workspace.article(article).text)
    rows = [
        {**ASKED, "evidence": [{"article": article, "quote": sentence}], "question": sentence},
        {"id": "q2", "question": "What about it?", "history": [{"q": sentence, "a": sentence}], "abstain": True},
        {"id": "q3", "question": sentence, "as_of": "1999-01-01", "abstain": True},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    measured = measure(Sources(tmp_path / "no", file, tmp_path / "none", workspace=held), "dev")
    assert measured.figure("retrieval.first_10.rate") == 1.0
    assert measured.figure("latency.of") == 3
    assert [row["abstained"] for row in measured.items["answers"]][2] is True


# ------------------------------------------------------------------ record and floors

RUN = Run(date(2031, 5, 14), "onrecord eval", "a" * 16, "b" * 16)


def test_a_split_is_written_over_and_the_other_stays(tmp_path):
    file = tmp_path / "evaluation.md"
    record(file, Evaluation("dev", {}, articles=1), RUN)
    record(file, Evaluation("locked", {"answers": {"right": 3}}, articles=2), RUN)
    record(file, Evaluation("dev", {}, articles=9), RUN)
    written = file.read_text()
    assert "dev: 9 annotated articles" in written
    assert "dev: 1 annotated articles" not in written
    assert "locked: 2 annotated articles" in written
    assert "| 2031-05-14 | aaaaaaaaaaaaaaaa | bbbbbbbbbbbbbbbb | - | - | - | 3 | - | - | `onrecord eval` |" in written


def test_a_figure_that_was_not_measured_is_below_its_floor():
    assert fallen(Evaluation("dev", {}), [Floor("dev", "claims.strict.f1", 0.1)]) == [
        "dev claims.strict.f1 was not measured; its floor is 0.1000."
    ]


def test_floors_of_the_other_split_are_left_alone():
    assert fallen(Evaluation("dev", {}), [Floor("locked", "claims.strict.f1", 0.1)]) == []


@pytest.mark.parametrize(
    ("floor", "reason", "refused"),
    [(0.6, "", False), (0.5, "", False), (0.4, "", True), (0.4, "the gold grew", False), (0.4, "old reason", True)],
)
def test_a_floor_is_lowered_only_with_a_new_reason(floor, reason, refused):
    before = Floors(floors=(Floor("dev", "claims.strict.f1", 0.5, "old reason"),))
    after = Floors(floors=(Floor("dev", "claims.strict.f1", floor, reason),))
    assert bool(lowered(before, after)) is refused


def test_floors_are_set_below_the_figures_and_higher_ones_stay(desk):
    high = {"split": "dev", "figure": "references.f1", "floor": 0.9, "reason": ""}
    other = {"split": "locked", "figure": "claims.strict.f1", "floor": 0.2, "reason": "why"}
    (desk / "floors.json").write_text(json.dumps({"gold": "", "corpus": "", "floors": [high, other]}))
    run("--set-floors", "floors.json")
    found = parse_floors((desk / "floors.json").read_text())
    floors = {(f.split, f.figure): f.floor for f in found.floors}
    assert floors["dev", "claims.strict.f1"] == 0.995
    assert (floors["dev", "references.f1"], floors["locked", "claims.strict.f1"]) == (0.9, 0.2)
    assert found.gold == digest([desk / "gold", desk / "questions.jsonl"])
    assert run("--floors", "floors.json").exit_code == 1


def test_a_floor_that_is_no_number_is_refused():
    with pytest.raises(InputError, match="give a number"):
        parse_floors('{"gold": "", "corpus": "", "floors": [{"split": "dev", "figure": "x", "floor": "high"}]}')


# ------------------------------------------------------------------ independence


def test_scoring_imports_nothing_that_answers_questions():
    import ast
    from pathlib import Path

    import onrecord.evaluation

    imported = set()
    for file in Path(onrecord.evaluation.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            imported |= {a.name for a in node.names} if isinstance(node, ast.Import) else set()
            imported |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
    assert {"json", "gold"} <= imported
    assert not [name for name in imported if name.split(".")[0] == "qa"]


# ------------------------------------------------------------------ names held out


@pytest.mark.parametrize(("text", "kept"), [("The tunesmith app", False), ("TS fell", False), ("Tunesmiths", True)])
def test_a_name_is_held_out_by_any_of_its_spellings_as_a_whole_word(text, kept):
    known = (GazetteerEntry("Tunesmith", "Platform", ("TS",)),)
    assert bool(unmet_names(known, [text])) is kept


@pytest.mark.parametrize("held", [True, False])
def test_a_held_out_name_is_read_as_if_it_were_new(tmp_path, held):
    text = "Spotify rose."
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "t.txt").write_text(text)
    (tmp_path / "gold").mkdir()
    entity = {"name": "Spotify", "type": "platform", "mentions": [{"start": 0, "end": 7, "kind": "name"}]}
    (tmp_path / "gold" / "t.json").write_text(json.dumps({"article": "t", "entities": [entity], "claims": []}))
    sources = Sources(tmp_path / "gold", tmp_path / "no", tmp_path / "news")
    typed = measure(sources, "dev", names_held_out=held).figure("entities.typed.tp")
    assert typed == (0 if held else 1)


@pytest.mark.parametrize("more", [["--articles", "system.jsonl"], ["--floors", "floors.json"]])
def test_names_are_held_out_only_where_they_are_read(desk, more):
    (desk / "floors.json").write_text('{"gold": "x", "corpus": "x", "floors": []}')
    told = CliRunner().invoke(app, ["eval", "--gold", "gold", "--corpus", "news", "--names-held-out", *more])
    assert told.exit_code != 0
    assert isinstance(told.exception, InputError) or "--names-held-out" in told.output


def test_a_run_with_names_held_out_has_a_section_of_its_own(tmp_path):
    file = tmp_path / "evaluation.md"
    for held in (False, True):
        record(file, Evaluation("dev", {}), Run(date(2031, 5, 10), "onrecord eval", "g", "c", held))
    assert [line for line in file.read_text().splitlines() if line.startswith("## dev")] == [
        "## dev",
        "## dev, known names held out",
    ]
