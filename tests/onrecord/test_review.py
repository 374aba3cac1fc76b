"""``onrecord review`` as a user meets it; what decisions do to the graph: ``tests/kg/test_decisions.py``."""

from __future__ import annotations

import json
import shutil

import pytest

from kg.workspace import Workspace
from onrecord.failures import FAILED, USAGE

NEWS = {
    "pier.txt": "The company Brightwater Sound hired the producer Marlo Fenwick. "
    "The label Lantern Row Records objected.",
    "deal.txt": "The company Brightwater signed a deal with the label Lantern Row Records on 12 May 2031.",
    "choir.txt": "Marlo Fenwick, a conductor from Norland, won a prize. Marlo Fenwick said that he was glad.",
}


@pytest.fixture(scope="module")
def read_once(tmp_path_factory):
    import onrecord

    folder = tmp_path_factory.mktemp("review")
    for name, text in NEWS.items():
        (folder / name).write_text(text)
    with onrecord.open(folder / "ws") as session:
        session.ingest(folder)
    return folder


@pytest.fixture
def ws(read_once, tmp_path):
    shutil.copytree(read_once / "ws", tmp_path / "ws")
    return tmp_path / "ws"


@pytest.fixture
def review(run, ws):
    return lambda *args, **options: run("review", *args, "-w", ws, **options)


def told(result, code=0):
    assert result.exit_code == code, result.stderr
    return json.loads(result.stdout)


def graph(folder):
    with Workspace.open(folder) as workspace:
        return workspace.store.dump()


def pairs(review):
    return {(p["a"]["name"], p["b"]["name"]) for p in told(review("list", "--json"))["pairs"]}


BRIGHT = ("Brightwater", "Brightwater Sound")


# ------------------------------------------------------------ the list


def test_a_pair_comes_with_a_sentence_of_each_side(review):
    shown = review("list").stdout
    assert "Brightwater Sound hired the producer" in shown
    assert "Brightwater signed a deal" in shown


def test_the_list_tells_the_command_that_merges(review):
    assert "onrecord review merge Organization.brightwater Organization.brightwater-sound" in review("list").stdout


def test_a_quote_of_a_pair_is_exactly_its_stretch_of_the_text(review, run, ws):
    sides = [p[side] for p in told(review("list", "--json"))["pairs"] for side in ("a", "b")]
    for context in (c for side in sides for c in side["contexts"]):
        text = run("show", "article", context["article"], "--text", "-w", ws).stdout
        assert text[context["start"] : context["end"]] == context["quote"]


def test_the_list_may_be_about_one_entity(review):
    assert told(review("list", "--about", "Lantern Row Records", "--json"))["pairs"] == []


def test_the_list_about_an_unknown_name_says_so(review):
    result = review("list", "--about", "Brightwatre")
    assert result.exit_code == FAILED
    assert "Did you mean Brightwater" in result.stderr


def test_the_floor_leaves_out_what_is_less_likely(review):
    assert told(review("list", "--from", "1", "--json"))["pairs"] == []


# ------------------------------------------------------------ merge, apart, split, undo


def test_a_merge_makes_one_entity(review, run, ws):
    review("merge", *BRIGHT)
    shown = told(run("show", "entity", "Brightwater", "--json", "-w", ws))
    assert shown["articles"] == ["deal", "pier"]


def test_a_merge_then_its_undo_gives_the_graph_from_before(review, ws):
    before = graph(ws)
    review("merge", *BRIGHT)
    assert graph(ws) != before
    review("undo")
    assert graph(ws) == before


def test_a_split_then_its_undo_gives_the_graph_from_before(review, ws):
    before = graph(ws)
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir")
    assert graph(ws) != before
    review("undo")
    assert graph(ws) == before


def test_what_is_decided_is_not_asked_again(review):
    assert BRIGHT in pairs(review)
    review("apart", *BRIGHT)
    assert BRIGHT not in pairs(review)


def test_a_split_of_one_sentence_leaves_the_name_in_the_others(review, run, ws):
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir", "--words", "won a prize")
    entities = told(run("show", "article", "choir", "--json", "-w", ws))["entities"]
    assert [e["name"] for e in entities].count("Marlo Fenwick") == 2


def test_a_key_names_an_entity(review):
    keys = ("Organization.brightwater", "Organization.brightwater-sound")
    assert told(review("merge", *keys, "--json"))["decisions"][0]["keys"] == list(keys)


def test_who_decided_is_kept(review):
    review("merge", *BRIGHT, "--by", "Ada")
    assert [d["by"] for d in told(review("decisions", "--json"))["decisions"]] == ["Ada"]


def test_undo_takes_back_the_last_decision_first(review):
    review("apart", *BRIGHT)
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir")
    review("undo")
    assert [d["kind"] for d in told(review("decisions", "--json"))["decisions"]] == ["apart"]


def test_undo_takes_an_older_decision_by_its_id(review):
    first = told(review("apart", *BRIGHT, "--json"))["decisions"][0]["id"]
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir")
    review("undo", first)
    assert [d["kind"] for d in told(review("decisions", "--json"))["decisions"]] == ["split"]


def test_the_same_decision_twice_is_one(review):
    review("merge", *BRIGHT)
    assert review("merge", *BRIGHT).stdout.startswith("Decided already")
    assert len(told(review("decisions", "--json"))["decisions"]) == 1


def test_what_was_joined_can_be_looked_at(review):
    review("merge", *BRIGHT)
    members = [m["name"] for each in told(review("joined", "--json"))["joined"] for m in each["members"]]
    assert members == ["brightwater", "brightwater sound"]


def test_walking_stores_each_answer_at_once(review):
    many = len(pairs(review))
    result = review("walk", input="a\nq\n")
    assert result.exit_code == 0
    assert [d["kind"] for d in told(review("decisions", "--json"))["decisions"]] == ["apart"]
    assert len(pairs(review)) == many - 1


def test_walking_ends_when_nothing_more_is_typed(review):
    assert review("walk", input="").exit_code == 0


def test_walking_asks_again_after_an_answer_that_is_none(review):
    assert review("walk", input="x\n\nq\n").exit_code == 0
    assert told(review("decisions", "--json"))["decisions"] == []


# ------------------------------------------------------------ what cannot be


def test_an_unknown_name_is_told_with_the_nearest(review):
    result = review("merge", "Brightwatre", "Brightwater Sound")
    assert result.exit_code == FAILED
    assert "Did you mean Brightwater" in result.stderr


@pytest.mark.parametrize(
    "name", ["", " ", "~~", "Person.", "Person.nobody~~x", "\x00", "<script>", "a" * 5000, "☃", "'\"; DROP"]
)
def test_a_name_of_nothing_is_an_error_and_no_traceback(review, name):
    result = review("merge", name, "Brightwater")
    assert result.exit_code in {FAILED, USAGE}
    assert result.stderr.startswith("onrecord: ")


def test_a_thing_cannot_be_merged_with_itself(review):
    result = review("merge", "Brightwater", "brightwater's")
    assert result.exit_code == USAGE
    assert "named twice" in result.stderr


def test_a_name_of_two_entities_is_told_with_their_keys(review):
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir")
    result = review("merge", "Marlo Fenwick", "Brightwater")
    assert result.exit_code == USAGE
    assert "~~conductor" in result.stderr


def test_a_merge_of_what_is_kept_apart_is_refused_and_changes_nothing(review, ws):
    review("apart", *BRIGHT)
    before = graph(ws)
    result = review("merge", *BRIGHT)
    assert result.exit_code == USAGE
    assert "review undo" in result.stderr
    assert graph(ws) == before


def test_a_chain_that_ends_in_what_is_kept_apart_is_refused(review):
    review("apart", *BRIGHT)
    review("merge", "Brightwater", "Lantern Row Records")
    result = review("merge", "Lantern Row Records", "Brightwater Sound")
    assert result.exit_code == USAGE
    assert "contradict" in result.stderr


def test_the_command_that_the_message_names_clears_the_way(review):
    review("apart", *BRIGHT)
    message = review("merge", *BRIGHT).stderr
    review("undo", message.split("review undo ")[1][:12])
    assert review("merge", *BRIGHT).exit_code == 0


def test_a_split_in_an_article_without_the_name_is_refused(review):
    result = review("split", "Marlo Fenwick", "--as", "conductor", "--in", "deal")
    assert result.exit_code == FAILED
    assert "deal does not name Marlo Fenwick" in result.stderr


def test_a_split_by_words_that_are_not_there_is_refused(review):
    result = review("split", "Marlo Fenwick", "--as", "x", "--in", "choir", "--words", "lost a prize")
    assert result.exit_code == FAILED
    assert "lost a prize" in result.stderr


def test_words_go_with_one_article(review):
    result = review("split", "Marlo Fenwick", "--as", "x", "--in", "choir", "--in", "pier", "--words", "a")
    assert result.exit_code == USAGE


def test_a_label_of_two_words_is_refused(review):
    assert review("split", "Marlo Fenwick", "--as", "the conductor", "--in", "choir").exit_code == USAGE


def test_undo_of_nothing_says_so(review):
    result = review("undo")
    assert result.exit_code == FAILED
    assert "Nothing to take back" in result.stderr


def test_undo_of_an_unknown_id_says_where_the_ids_are(review):
    result = review("undo", "ffff")
    assert result.exit_code == FAILED
    assert "review decisions" in result.stderr


def test_without_a_workspace_there_is_nothing_to_decide(run, tmp_path):
    result = run("review", "merge", "a", "b", "-w", tmp_path / "none")
    assert result.exit_code == FAILED
    assert "onrecord ingest" in result.stderr


# ------------------------------------------------------------ never lost


def test_reading_all_articles_anew_keeps_what_was_decided(review, run, read_once, ws):
    review("merge", *BRIGHT)
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir")
    before = graph(ws)
    run("remove", "pier", "deal", "choir", "-w", ws)
    assert [d["waits_for"] != [] for d in told(review("decisions", "--json"))["decisions"]] == [True, True]
    run("ingest", *(read_once / name for name in NEWS), "-w", ws)
    assert graph(ws) == before


def test_an_article_that_changes_keeps_what_was_decided(review, run, read_once, ws):
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir", "--words", "won a prize")
    (read_once / "more").mkdir(exist_ok=True)
    (read_once / "more" / "choir.txt").write_text(f"It was cold. {NEWS['choir.txt']}")
    run("ingest", read_once / "more" / "choir.txt", "--replace", "-w", ws)
    entities = told(run("show", "article", "choir", "--json", "-w", ws))["entities"]
    assert [e["name"] for e in entities].count("Marlo Fenwick") == 2


def test_export_and_import_into_a_new_workspace_give_the_same_graph(review, run, read_once, ws, tmp_path):
    review("merge", *BRIGHT)
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir", "--words", "won a prize")
    review("export", tmp_path / "decisions.json")
    other = tmp_path / "other"
    run("ingest", *(read_once / name for name in NEWS), "-w", other)
    assert run("review", "import", tmp_path / "decisions.json", "-w", other).exit_code == 0
    assert graph(other) == graph(ws)


def test_decisions_taken_in_before_the_articles_give_the_same_graph(review, run, read_once, ws, tmp_path):
    review("merge", *BRIGHT)
    review("export", tmp_path / "decisions.json")
    other = tmp_path / "other"
    assert "waits for" in run("review", "import", tmp_path / "decisions.json", "-w", other).stdout
    run("ingest", *(read_once / name for name in NEWS), "-w", other)
    assert graph(other) == graph(ws)


def test_an_export_taken_in_again_changes_nothing(review, ws, tmp_path):
    review("merge", *BRIGHT, "--by", "Ada")
    review("export", tmp_path / "decisions.json")
    before = graph(ws)
    assert review("import", tmp_path / "decisions.json").stdout.startswith("Taken in (1 known already)")
    assert graph(ws) == before


def test_a_file_that_contradicts_the_workspace_is_refused_as_a_whole(review, ws, tmp_path):
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir")
    review("merge", *BRIGHT)
    review("export", tmp_path / "decisions.json")
    review("undo")
    review("undo")
    review("apart", *BRIGHT)
    before = graph(ws)
    assert review("import", tmp_path / "decisions.json").exit_code == USAGE
    assert graph(ws) == before


def test_the_file_goes_to_standard_output_for_a_dash(review):
    review("merge", *BRIGHT)
    assert json.loads(review("export", "-").stdout)["decisions"][0]["kind"] == "merge"


def test_decisions_of_another_domain_are_refused(review, tmp_path):
    text = review("export", "-").stdout.replace('"domain": "', '"domain": "https://elsewhere.example/')
    (tmp_path / "decisions.json").write_text(text)
    result = review("import", tmp_path / "decisions.json")
    assert result.exit_code == USAGE
    assert "domain" in result.stderr


def test_a_graph_with_decisions_is_sound(review, run, ws):
    review("merge", *BRIGHT)
    review("split", "Marlo Fenwick", "--as", "conductor", "--in", "choir", "--words", "won a prize")
    assert run("check", "--all", "-w", ws).exit_code == 0
