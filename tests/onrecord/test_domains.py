"""A second subject runs through the same code, and a domain folder is begun and checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.domain_check import check_domain
from onrecord.failures import FAILED, USAGE

FOOTBALL = Path(__file__).parents[1] / "domains" / "football"
TRANSFERS = """---
title: Oyelaran joins Kestrel Rovers
published: 2031-07-14
outlet: Halden Sport
---
The striker Bram Oyelaran joined Kestrel Rovers in July. He had left Dunmore Athletic in June.
The striker Bram Oyelaran cost 14 million euros. Kestrel Rovers are coached by Ines Halloran.

The winger Teo Vasari was loaned to Kestrel Rovers. The goalkeeper Pim Aldous did not join Kestrel Rovers.
"""


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


# Football, through unchanged code


@pytest.fixture(scope="module")
def transfers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("football")
    (folder / "transfers.md").write_text(TRANSFERS)
    flags = ("-w", folder / "ws", "--domain", FOOTBALL)
    assert call("ingest", folder / "transfers.md", *flags).exit_code == 0
    return flags


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which club did Bram Oyelaran join?", "Bram Oyelaran joined Kestrel Rovers in July 2031"),
        ("Which club did Bram Oyelaran leave?", "Bram Oyelaran left Dunmore Athletic in June 2031"),
        ("Who coaches Kestrel Rovers?", "Ines Halloran coaches Kestrel Rovers"),
        ("Who was loaned to Kestrel Rovers?", "Teo Vasari was loaned to Kestrel Rovers"),
    ],
)
def test_a_question_about_another_subject_is_answered_with_its_quotation(transfers, question, answer):
    result = call("ask", question, *transfers)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(answer)
    assert "[1] “" in result.stdout


def test_the_terms_of_another_subject_can_be_queried(transfers):
    query = "SELECT ?player ?club { ?p ft:joinedClub ?c . ?p rdfs:label ?player . ?c rdfs:label ?club }"
    result = call("sparql", query, "--format", "csv", *transfers)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[1:] == ["Bram Oyelaran,Kestrel Rovers"]


def test_a_figure_of_another_subject_is_a_value_with_its_unit(transfers):
    result = call("sparql", "SELECT ?v ?u { ?c onr:predicate ft:transferFee ; onr:value ?v ; onr:unit ?u }", *transfers)
    assert result.stdout.splitlines()[1:] == ["14000000\tEUR"]


def test_what_is_denied_of_another_subject_is_no_fact(transfers):
    result = call(
        "sparql",
        "SELECT ?p { ?c onr:predicate ft:joinedClub ; onr:polarity onr:negative ; onr:subject ?p }",
        *transfers,
    )
    assert "pim-aldous" in result.stdout


def test_the_graph_of_another_subject_is_sound(transfers):
    assert call("check", *transfers).exit_code == 0


def test_no_term_of_the_shipped_subject_is_in_the_graph_of_another(transfers):
    result = call("export", "-", "--format", "nquads", *transfers)
    assert "football#joinedClub" in result.stdout
    assert "ai-music" not in result.stdout


# A folder begun


def test_a_new_domain_folder_needs_no_mending(tmp_path):
    assert call("domain", "new", tmp_path / "My Kitchens").exit_code == 0
    result = call("domain", "check", tmp_path / "My Kitchens")
    assert (result.exit_code, result.stdout) == (0, "3 relations and figures, 3 rows: nothing to mend\n")


def test_a_new_domain_folder_overwrites_nothing(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    result = call("domain", "new", tmp_path)
    assert result.exit_code == USAGE
    assert "not empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# A folder checked


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(FOOTBALL, tmp_path / "football"))


def told(folder, *articles):
    return {remark.place: remark for remark in check_domain(folder, articles).remarks}


def changed(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize("name", ["ai_music", FOOTBALL])
def test_the_domains_at_hand_need_no_mending(name):
    assert [remark for remark in check_domain(name).remarks if remark.is_fault] == []


def test_a_relation_that_is_not_read_from_its_own_example_is_told(folder):
    changed(folder / "relations.toml", 'verbs = ["join"]', 'verbs = ["enlist"]')
    remark = told(folder)["ontology.ttl, joinedClub"]
    assert remark.is_fault
    assert "Bram Oyelaran (player)" in remark.message
    assert "open:join (Bram Oyelaran, Kestrel Rovers)" in remark.message


def test_the_command_fails_when_something_is_to_be_mended(folder):
    changed(folder / "relations.toml", 'verbs = ["join"]', 'verbs = ["enlist"]')
    result = call("domain", "check", folder)
    assert result.exit_code == FAILED
    assert result.stdout.endswith("7 relations and figures, 7 rows: 1 to mend\n")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('relation = "joinedClub"\nverbs = ["join"]', "it says the same as [[clause]] 1"),
        ('relation = "joinedClub"', "it has no verbs"),
        ('relation = "joinedClub"\nverbs = ["Signed For"]', "'Signed For' is no lemma"),
        ('relation = "joinedClub"\nverbs = ["sign"]\nobject_types = ["Law"]', "object_types are Law"),
    ],
)
def test_a_row_that_can_never_state_anything_is_dead(folder, row, why):
    rows = folder / "relations.toml"
    rows.write_text(f"{rows.read_text()}\n[[clause]]\n{row}\n")
    remark = told(folder)["relations.toml, [[clause]] 7 (joinedClub)"]
    assert remark.is_fault
    assert remark.message.startswith(f"dead: {why}")


def test_a_row_that_no_example_reaches_is_noted_until_an_article_reaches_it(folder):
    from kg.model import Article

    rows, place = folder / "relations.toml", "relations.toml, [[clause]] 7 (leftClub)"
    rows.write_text(f'{rows.read_text()}\n[[clause]]\nrelation = "leftClub"\nverbs = ["abandon"]\n')
    assert not told(folder)[place].is_fault
    article = Article(id="a", text="The striker Bram Oyelaran abandoned the club Dunmore Athletic.")
    assert place not in told(folder, article)


def test_an_ontology_that_breaks_a_shape_is_told(folder):
    changed(folder / "ontology.ttl", 'joined Kestrel Rovers in July." ', 'joined Kestrel Rovers in July" ')
    assert told(folder)["ontology.ttl, joinedClub"].message.startswith("https://onrecord.example/core#exampleSentence")


def test_a_term_that_no_question_asks_for_is_noted(folder):
    text = (folder / "questions.toml").read_text()
    (folder / "questions.toml").write_text(text[text.index("[relation.leftClub]") :])
    assert not told(folder)["questions.toml, joinedClub"].is_fault


def test_a_folder_that_does_not_load_is_one_message(folder):
    changed(folder / "relations.toml", 'relation = "joinedClub"', 'relation = "joinedTeam"')
    result = call("domain", "check", folder)
    assert result.exit_code == USAGE
    assert "joinedTeam is no term of ontology.ttl" in result.stderr
