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
