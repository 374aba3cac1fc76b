from __future__ import annotations

import json

import pytest

from onrecord.chat import Conversation, state_folder, typed


def talk(run, held, *lines):
    result = run("chat", "-w", held, input="".join(f"{line}\n" for line in lines))
    assert result.exit_code == 0, result.output
    return result


def test_questions_from_a_pipe_are_answered_in_turn(run, held):
    out = talk(run, held, "Who sued Tidewriter?", "How many streams does Paper Boats have?").stdout
    assert out.index("Lantern Row Records sued Tidewriter") < out.index("420,000 streams")


def test_a_follow_up_leans_on_the_turn_before(run, held):
    out = talk(run, held, "Which chart did Paper Boats top?", "Who sang it?").stdout
    assert "Nova Vale" in out


def test_a_refusal_does_not_end_the_chat(run, held):
    out = talk(run, held, "Who is the mayor of Oslo?", "Who sued Tidewriter?").stdout
    assert "The corpus does not say" in out
    assert "sued Tidewriter" in out


def test_help_lists_the_commands(run, held):
    out = talk(run, held, "/help").stdout
    assert all(f"/{name}" in out for name in ["sources", "why", "sparql", "save", "help", "quit"])


def test_an_unknown_command_is_named_with_those_that_there_are(run, held):
    out = talk(run, held, "/sorces").stdout
    assert "There is no /sorces" in out
    assert "/sources" in out


def test_a_transcript_shows_each_question_before_its_answer(run, held):
    lines = talk(run, held, "Who sued Tidewriter?").stdout.splitlines()
    assert lines[0] == "> Who sued Tidewriter?"
    assert lines[1].startswith("Lantern Row Records sued Tidewriter")


def test_quit_leaves_what_follows_unasked(run, held):
    assert talk(run, held, "/quit", "Who sued Tidewriter?").stdout == "> /quit\n"


def test_a_command_before_the_first_question_says_so(run, held):
    assert talk(run, held, "/why 1").stdout == "> /why 1\nNothing was asked yet.\n"


def test_why_shows_the_claim_behind_a_quotation(run, held):
    out = talk(run, held, "Who sued Tidewriter?", "/why 1").stdout
    assert "Lantern Row Records | sued | Tidewriter  (on 1 June 2031)" in out


@pytest.mark.parametrize("asked", ["/why", "/why 9", "/why x"])
def test_why_without_a_known_number_names_the_numbers(run, held, asked):
    assert "Say /why N with N of 1" in talk(run, held, "Who sued Tidewriter?", asked).stdout


def test_sources_repeats_the_quotations(run, held):
    out = talk(run, held, "Who sued Tidewriter?", "/sources").stdout
    assert out.count("“Lantern Row Records sued Tidewriter on 1 June 2031.”") == 2


def test_sparql_shows_a_query_that_runs_and_finds_the_claim(run, held, shared):
    talk(run, held, "Who sued Tidewriter?", "/sparql")
    query = shared.ask("Who sued Tidewriter?").sparql
    assert query
    assert query in talk(run, held, "Who sued Tidewriter?", "/sparql").stdout
    assert len(shared.sparql(query)) >= 1


def test_save_writes_questions_answers_and_quotations(run, held, tmp_path):
    talk(run, held, "Who sued Tidewriter?", f"/save {tmp_path / 'notes.md'}")
    saved = (tmp_path / "notes.md").read_text(encoding="utf8")
    assert saved.startswith("## Who sued Tidewriter?\n")
    assert "1. “Lantern Row Records sued Tidewriter on 1 June 2031.”" in saved


def test_save_to_a_folder_that_is_not_there_goes_on(run, held, tmp_path):
    result = talk(run, held, "Who sued Tidewriter?", f"/save {tmp_path}/no/notes.md", "/help")
    assert "notes.md: No such file or directory" in result.stderr
    assert "/sources" in result.stdout


def test_no_workspace_is_said_before_the_first_question(run, tmp_path):
    result = run("chat", "-w", tmp_path / "nowhere", input="Who sings?\n")
    assert result.exit_code == 1
    assert "`onrecord ingest PATH` fills one" in result.stderr


def test_lines_typed_at_the_prompt_are_kept_for_the_next_run(tmp_path):
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    history = tmp_path / "state" / "chat_history"
    with create_pipe_input() as keys:
        keys.send_text("Who sued Tidewriter?\r\x04")
        assert list(typed(history, source=keys, sink=DummyOutput())) == ["Who sued Tidewriter?"]
    with create_pipe_input() as keys:
        keys.send_text("\x1b[A\r\x04")  # the arrow up brings the line of the run before
        assert list(typed(history, source=keys, sink=DummyOutput())) == ["Who sued Tidewriter?"]


def test_ctrl_c_at_the_prompt_drops_the_line_and_goes_on(tmp_path):
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    with create_pipe_input() as keys:
        keys.send_text("Who su\x03Who sang?\r\x04")
        assert list(typed(tmp_path / "h", source=keys, sink=DummyOutput())) == ["Who sang?"]


def test_a_state_folder_that_cannot_be_made_costs_only_the_history(tmp_path):
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    (tmp_path / "file").write_text("")
    with create_pipe_input() as keys:
        keys.send_text("Who sang?\r\x04")
        assert list(typed(tmp_path / "file" / "h", source=keys, sink=DummyOutput())) == ["Who sang?"]


def test_the_history_lies_in_the_state_folder():
    assert state_folder({"XDG_STATE_HOME": "/x"}).as_posix() == "/x/onrecord"


def test_earlier_turns_are_handed_on(shared):
    conversation = Conversation(shared)
    conversation.say("Who sued Tidewriter?")
    conversation.say("/help")
    assert [q for q, _ in conversation.turns] == ["Who sued Tidewriter?"]
    assert json.dumps(conversation.turns[0][1].to_dict())


def test_a_filter_holds_until_it_is_lifted(run, held):
    said = talk(
        run, held, "/filter outlet Nowhere", "Who sued Tidewriter?", "/filter off", "Who sued Tidewriter?"
    ).stdout
    assert "Articles of Nowhere are asked." in said
    assert "There is no article of Nowhere." in said
    assert "All articles are asked." in said


def test_as_of_can_be_set_and_lifted(run, held):
    said = talk(run, held, "/asof 2031-05-20", "Who sued Tidewriter?", "/asof off", "Who sued Tidewriter?").stdout
    assert "Articles published by 20 May 2031 are asked." in said
    assert said.index("All articles are asked.") > said.index("The corpus does not say.")


def test_a_filter_that_cannot_be_read_says_what_can(run, held):
    result = talk(run, held, "/filter colour blue", "/filter outlet", '/filter outlet "Norland', "/asof yesterday")
    assert result.stderr.count("say from, to, outlet, about, topic, each with its value") == 2
    assert "Close the quotation marks." in result.stderr
    assert "'yesterday' is no day of the calendar" in result.stderr


@pytest.fixture
def own(run, held, tmp_path):
    """A workspace of the test's own, so that no other chat is in its log."""
    import shutil

    return shutil.copytree(held, tmp_path / "own", ignore=shutil.ignore_patterns("turns.sqlite"))


def test_an_earlier_conversation_is_listed_shown_and_gone_on_with(run, own):
    talk(run, own, "Which chart did Paper Boats top?")
    talk(run, own, "Who sued Tidewriter?")
    listed = talk(run, own, "/history", "/history 2").stdout
    assert listed.index("Who sued Tidewriter?") < listed.index("Which chart did Paper Boats top?")
    assert "> Who sued Tidewriter?\nLantern Row Records sued Tidewriter" in listed
    said = talk(run, own, "/resume 1", "Who sang it?").stdout
    assert "Conversation 1, 1 turn; the last was:\n> Which chart did Paper Boats top?" in said
    assert "Nova Vale" in said
    turns = talk(run, own, "/history 1").stdout
    assert "> Who sang it?" in turns


def test_continue_goes_on_with_the_last_conversation(run, own):
    talk(run, own, "Which chart did Paper Boats top?")
    result = run("chat", "--continue", "-w", own, input="Who sang it?\n")
    assert "Nova Vale" in result.stdout
    assert "  2  Which chart did Paper Boats top?" in talk(run, own, "/history").stdout


def test_nothing_to_go_on_with_is_an_error_that_says_so(run, own):
    result = run("chat", "--continue", "-w", own, input="")
    assert result.exit_code != 0
    assert "no earlier conversation" in result.stderr
    assert "There is no conversation 7" in talk(run, own, "/resume 7").stderr
    assert "x is no number of a conversation" in talk(run, own, "/history x").stderr


def test_a_broken_log_is_told_once_and_the_chat_goes_on(run, own):
    (own / "turns.sqlite").write_bytes(b"this is no database, whatever its name says" * 40)
    result = talk(run, own, "Who sued Tidewriter?", "Which chart did Paper Boats top?")
    assert result.stderr.count("This chat goes on without being kept.") == 1
    assert "Lantern Row Records sued Tidewriter" in result.stdout
    assert "Norland" in result.stdout or "Chart" in result.stdout


def test_a_conversation_is_exported_in_four_forms(run, own, tmp_path):
    files = {
        form: tmp_path / f"talk.{end}"
        for form, end in {"md": "md", "html": "html", "csl": "json", "bib": "bib"}.items()
    }
    talk(run, own, "Who sued Tidewriter?", *(f"/export {form} {path}" for form, path in files.items()))
    items = json.loads(files["csl"].read_text(encoding="utf8"))
    assert {item["type"] for item in items} == {"article-newspaper"}
    assert items[0]["issued"]["date-parts"][0][0] == 2031
    assert files["bib"].read_text(encoding="utf8").startswith(f"@misc{{{items[0]['id']},")
    assert "## Who sued Tidewriter?" in files["md"].read_text(encoding="utf8")
    assert "<h2>Who sued Tidewriter?</h2>" in files["html"].read_text(encoding="utf8")


def test_an_export_without_a_known_form_says_which_there_are(run, own, tmp_path):
    result = talk(run, own, "Who sued Tidewriter?", f"/export {tmp_path / 'talk.doc'}", "/export")
    assert "Say /export md|html|csl|bib FILE" in result.stderr
    assert "Say what and where to" in result.stdout
