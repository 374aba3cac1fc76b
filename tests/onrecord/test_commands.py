from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from sample_articles import ARTICLES

from onrecord.failures import FAILED, REFUSED, USAGE


def test_a_second_ingest_reads_nothing_again(run, articles, tmp_path):
    run("ingest", articles, "-w", tmp_path / "ws")
    again = json.loads(run("ingest", articles, "--json", "-w", tmp_path / "ws").stdout)
    assert (again["read"], again["unchanged"]) == (0, 3)


def test_a_refused_file_gets_its_own_line_and_does_not_stop_the_others(run, articles, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    result = run("ingest", tmp_path / "empty.txt", articles / "wavebox-share.txt", "-w", tmp_path / "ws")
    assert result.exit_code == FAILED
    assert "1 new" in result.stdout
    assert "empty.txt: no text" in result.stdout


def test_the_day_given_for_a_plain_text_is_its_day(run, articles, tmp_path):
    run("ingest", articles / "wavebox-share.txt", "--published", "2031-07-04", "-w", tmp_path / "ws")
    shown = run("show", "article", "wavebox-share", "--json", "-w", tmp_path / "ws")
    assert json.loads(shown.stdout)["published"] == "2031-07-04"


def test_an_answer_names_its_source_and_place(run, held):
    result = run("ask", "Who sued Tidewriter?", "-w", held)
    assert result.exit_code == 0
    assert "Lantern Row Records sued Tidewriter" in result.stdout
    assert "Quay Weekly, 2031-06-02 · tidewriter-sued:0-51" in result.stdout


def test_a_refusal_has_exit_code_three_and_says_why_once(run, held):
    result = run("ask", "Who is the mayor of Oslo?", "-w", held)
    assert result.exit_code == REFUSED
    assert result.stdout.count("No article names Oslo") == 1


def test_a_follow_up_leans_on_the_history(run, held, tmp_path):
    history = tmp_path / "turns.json"
    history.write_text(json.dumps([{"q": "Who sued Tidewriter?", "a": "Lantern Row Records sued Tidewriter."}]))
    result = run("ask", "When did they sue it?", "--history", history, "--json", "-w", held)
    assert "1 June 2031" in json.loads(result.stdout)["answer"]


def test_the_stored_text_comes_out_byte_for_byte(run, held):
    result = run("show", "article", "wavebox-share", "--text", "-w", held)
    assert result.stdout_bytes == ARTICLES["wavebox-share.txt"].encode()


def test_an_article_shows_its_entities_and_claims(run, held):
    result = run("show", "article", "lantern-row", "-w", held)
    assert "track        Paper Boats" in result.stdout
    assert "Paper Boats | streamCount | about 420000 streams" in result.stdout


def test_an_entity_is_found_by_another_spelling(run, held):
    result = run("show", "entity", "nova vale's", "-w", held)
    assert result.stdout.startswith("Nova Vale performer")


def test_an_entity_shows_the_claims_of_all_articles(run, held):
    shown = json.loads(run("show", "entity", "Lantern Row Records", "--json", "-w", held).stdout)
    assert {c["article"] for c in shown["claims"]} == {"lantern-row", "tidewriter-sued"}


def test_a_claim_shows_its_quotation(run, held):
    claims = json.loads(run("show", "article", "lantern-row", "--json", "-w", held).stdout)["claims"]
    result = run("show", "claim", claims[0]["id"], "-w", held)
    assert claims[0]["quote"] in result.stdout


def test_a_limit_is_said_when_it_cuts(run, held):
    result = run("show", "article", "lantern-row", "--limit", "1", "-w", held)
    assert "more claims; --limit 0 prints all" in result.stdout


def test_status_counts_articles(run, held):
    result = run("status", "-w", held)
    assert "articles   3\n" in result.stdout


def test_status_lists_articles(run, held):
    lines = run("status", "--articles", "-w", held).stdout.splitlines()
    assert lines[0] == "lantern-row  2031-05-14  A harmonica ballad leads the harbour chart  The Harbour Gazette"


def test_check_finds_no_problem_in_what_was_read(run, held):
    result = run("check", "--all", "-w", held)
    assert result.exit_code == 0, result.stdout
    assert "3 articles, 3 of them held to the shapes: no problem found" in result.stdout


def test_check_names_an_article_that_the_indexes_do_not_hold(held, tmp_path):
    import shutil

    from kg.workspace import Workspace
    from onrecord.inspection import inspect

    shutil.copytree(held, tmp_path / "ws")
    shutil.rmtree(tmp_path / "ws" / "words")
    with Workspace.open(tmp_path / "ws") as workspace:
        assert {p.check for p in inspect(workspace).problems} == {"words index"}


def test_a_removed_article_is_gone_with_its_claims(run, articles, tmp_path):
    ws = tmp_path / "ws"
    run("ingest", articles, "-w", ws)
    assert run("remove", "lantern-row", "-w", ws).stdout == "Removed 1 article: lantern-row\n"
    left = json.loads(run("status", "--articles", "--json", "-w", ws).stdout)["articles"]
    assert [a["id"] for a in left] == ["tidewriter-sued", "wavebox-share"]
    assert run("show", "entity", "Nova Vale", "-w", ws).exit_code == FAILED


def test_nothing_is_removed_when_one_of_the_ids_is_unknown(run, articles, tmp_path):
    ws = tmp_path / "ws"
    run("ingest", articles, "-w", ws)
    assert run("remove", "lantern-row", "lantern", "-w", ws).exit_code == FAILED
    assert "articles   3\n" in run("status", "-w", ws).stdout


SELECT = "SELECT ?article ?title { ?article schema:headline ?title } ORDER BY ?article"


def test_a_query_needs_no_prefixes_and_prints_tabs_in_a_pipe(run, held):
    lines = run("sparql", SELECT, "-w", held).stdout.splitlines()
    assert lines[:2] == ["article\ttitle", "art:lantern-row\tA harmonica ballad leads the harbour chart"]


def test_the_domain_s_prefix_is_declared_too(run, held):
    assert run("sparql", "ASK { ?claim onr:predicate aim:sued }", "-w", held).stdout == "answer\ntrue\n"


def test_a_query_result_as_json_is_the_w3c_format(run, held):
    shown = json.loads(run("sparql", SELECT, "--format", "json", "-w", held).stdout)
    assert shown["head"]["vars"] == ["article", "title"]
    assert len(shown["results"]["bindings"]) == 3


def test_a_query_result_as_csv_can_be_read(run, held):
    rows = list(csv.reader(io.StringIO(run("sparql", SELECT, "--format", "csv", "-w", held).stdout)))
    assert rows[0] == ["article", "title"]
    assert len(rows) == 4


def test_a_construct_as_turtle_can_be_parsed(run, held):
    query = "CONSTRUCT { ?a schema:headline ?t } WHERE { ?a schema:headline ?t }"
    shown = run("sparql", query, "--format", "turtle", "-w", held).stdout
    assert len(list(ox.parse(shown.encode(), format=ox.RdfFormat.TURTLE))) == 3


def test_a_query_comes_from_standard_input_or_a_file(run, held, tmp_path):
    (tmp_path / "q.rq").write_text(SELECT)
    piped = run("sparql", "-", "-w", held, input=SELECT).stdout
    assert piped == run("sparql", "--file", tmp_path / "q.rq", "-w", held).stdout
    assert piped.count("\n") == 4


@pytest.mark.parametrize("form", ["turtle", "csv"])
def test_a_result_without_that_form_is_refused_with_the_way_out(run, held, form):
    query = SELECT if form == "turtle" else "CONSTRUCT WHERE { ?a schema:headline ?t }"
    result = run("sparql", query, "--format", form, "-w", held)
    assert result.exit_code == USAGE
    assert "Ask for --format" in result.stderr


RDF = {
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("form", RDF)
def test_an_export_holds_every_triple(run, held, shared, tmp_path, form):
    target = tmp_path / "graph"
    assert run("export", target, "--format", form, "-w", held).exit_code == 0
    read = {quad.triple for quad in ox.parse(target.read_bytes(), format=RDF[form])}
    assert read == {quad.triple for quad in shared.workspace.store.quads()}


def test_a_csv_has_one_line_a_claim(run, held, shared, tmp_path):
    target = tmp_path / "claims.csv"
    run("export", target, "-w", held)
    rows = list(csv.DictReader(target.open(encoding="utf8")))
    assert len(rows) == len(shared.claims())


def test_a_graphml_export_can_be_parsed(run, held, tmp_path):
    target = tmp_path / "graph.graphml"
    run("export", target, "-w", held)
    assert ET.parse(target).getroot().tag.endswith("graphml")


def test_an_export_to_a_dash_goes_to_standard_output(run, held):
    result = run("export", "-", "--format", "csv", "-w", held)
    assert result.stdout.startswith("claim,article,")


def test_a_failed_export_leaves_the_older_file(held, tmp_path, monkeypatch, shared):
    from onrecord import exporting

    def broken(*_, **__):
        raise OSError(28, "No space left on device")

    target = tmp_path / "graph.trig"
    target.write_text("older")
    monkeypatch.setattr(exporting, "export", broken)
    with pytest.raises(ValueError, match="No space left on device"):
        exporting.write(shared.workspace, target, "trig")
    assert target.read_text() == "older"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.trig"]


def test_one_id_is_not_given_to_a_whole_folder(run, articles, tmp_path):
    result = run("ingest", articles, "--id", "one", "-w", tmp_path / "ws")
    assert result.exit_code == USAGE
    assert not (tmp_path / "ws").exists()


def test_a_question_is_asked_of_the_articles_in_scope(run, held):
    outside = run("ask", "Who sued Tidewriter?", "--from", "2040-01-01", "--json", "-w", held)
    assert json.loads(outside.stdout)["missing"] == "There is no article published from 1 January 2040."
    assert outside.exit_code == 3
    turned = run("ask", "Who sued Tidewriter?", "--from", "2031-05-02", "--to", "2031-05-01", "-w", held)
    assert "--to 2031-05-01 is before --from 2031-05-02" in turned.stderr
