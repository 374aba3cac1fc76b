"""What is printed of an answer: what disputes it, what is missing, what was refused."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from onrecord import display
from onrecord.bibliography import markdown
from qa.answer import Answer, Conflict, Sentence
from qa.citations import Citation

CITED = (Citation(1, "a1", "A [bold] title", "The Gazette", "2031-05-14", "It sold [1] copies.", 0, 19),)
ANSWER = Answer(
    "How many?",
    "It sold one copy.",
    confidence=0.9,
    sentences=(Sentence("It sold one copy.", (1,)),),
    citations=CITED,
    conflicts=(Conflict("One says 1. But: another says 2.", (), (1,)),),
)


def test_a_dispute_is_told_under_the_answer(capsys):
    display.answer(ANSWER)
    assert "disputed: One says 1. But: another says 2." in capsys.readouterr().out


def test_brackets_in_a_text_are_no_markup(capsys):
    display.answer(ANSWER)
    out = capsys.readouterr().out
    assert "“It sold [1] copies.”" in out
    assert "A [bold] title" in out


@pytest.mark.parametrize(("confidence", "word"), [(0.95, "high"), (0.8, "high"), (0.6, "fair"), (0.2, "low")])
def test_confidence_is_also_a_word(capsys, confidence, word):
    display.answer(Answer("q", "a", confidence=confidence))
    assert f"({word})" in capsys.readouterr().out


def test_long_lines_are_not_broken_in_a_pipe(capsys):
    display.citations([{**CITED[0].to_dict(), "quote": "word " * 100}])
    assert "word " * 99 in capsys.readouterr().out


def test_a_conversation_as_markdown_keeps_quotations_and_places():
    saved = "\n".join(markdown([("How many?", ANSWER)]))
    assert saved.startswith("## How many?\n\nIt sold one copy. [1]\n")
    assert "1. “It sold [1] copies.” (A [bold] title, The Gazette, 2031-05-14; a1:0-19)" in saved


def test_the_progress_bar_tells_rate_and_number(monkeypatch):
    drawn = Console(force_terminal=True, width=100, record=True)
    monkeypatch.setattr(display, "console", lambda **_: drawn)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with display.progress(quiet=False) as tell:
        tell(3, 10, 600, 2.0)
    shown = drawn.export_text()
    assert "3/10" in shown
    assert "300 words/s" in shown


def test_the_chat_model_named_on_the_command_line_words_the_answer(run, held, monkeypatch):
    from langchain_core.language_models import FakeListChatModel

    said = FakeListChatModel(responses=["On 1 June 2031, Lantern Row Records sued Tidewriter. [1]"])
    monkeypatch.setattr("qa.assistant.load_chat_model", lambda _: said)
    result = run("ask", "Who sued Tidewriter?", "--llm", "scripted:model", "--json", "-w", held)
    assert json.loads(result.stdout)["answer"] == "On 1 June 2031, Lantern Row Records sued Tidewriter."


def test_a_chat_model_that_invents_is_not_believed(run, held, monkeypatch):
    from langchain_core.language_models import FakeListChatModel

    said = FakeListChatModel(responses=["Harbour Nine sued Tidewriter for 5 million dollars. [1]"])
    monkeypatch.setattr("qa.assistant.load_chat_model", lambda _: said)
    result = run("ask", "Who sued Tidewriter?", "--llm", "scripted:model", "--json", "-w", held)
    assert "Lantern Row Records sued Tidewriter" in json.loads(result.stdout)["answer"]
