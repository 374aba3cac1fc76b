"""Follow-ups become questions that stand alone."""

from __future__ import annotations

import pytest

SIGNED = [{"q": "Which label signed Nova Vale?", "a": "Nova Vale signed with Harbour Nine on 3 June 2031."}]
TOPPED = [{"q": "Which song topped the Norland Airplay Chart?", "a": "Glass Harvest topped Norland Airplay Chart."}]
SHARE = [{"q": "What share of the uploads to Brookcast was AI music in 2031?", "a": "Brookcast makes up 34 %."}]
LISTENERS = [{"q": "How many monthly listeners does Nova Vale have?", "a": "Nova Vale had 420,000 listeners."}]


@pytest.mark.parametrize(
    ("history", "follow_up", "alone"),
    [
        (SIGNED, "Who created her?", "Who created Nova Vale?"),
        (SIGNED, "Who owns it?", "Who owns Harbour Nine?"),
        (SIGNED, "Whom did the label sue?", "Whom did Harbour Nine sue?"),
        (SIGNED, "And whom did it sue?", "whom did Harbour Nine sue?"),
        (TOPPED, "Who sings it?", "Who sings Glass Harvest?"),
        (TOPPED, "How many streams does the song have?", "How many streams does Glass Harvest have?"),
        (TOPPED, "Who compiles that chart?", "Who compiles Norland Airplay Chart?"),
        (LISTENERS, "What about Kestrel Row?", "How many monthly listeners does Kestrel Row have?"),
        (LISTENERS, "And Kestrel Row?", "How many monthly listeners does Kestrel Row have?"),
    ],
)
def test_a_follow_up_is_completed(assistant, history, follow_up, alone):
    assert assistant.question(follow_up, history).text.lower() == alone.lower()


def test_another_time_takes_the_place_of_the_first(assistant):
    text = assistant.question("And in March 2031?", SHARE).text
    assert "in March 2031" in text
    assert text.count("2031") == 1


def test_a_bare_question_word_asks_about_the_last_question(assistant):
    asked = [{"q": "Did Harbour Nine sue Echolab?", "a": "Yes. Harbour Nine sued Echolab."}]
    assert "18 August 2031" in assistant.ask("When?", asked).answer


def test_a_question_that_stands_alone_is_left_alone(assistant):
    assert assistant.question("Who sued Echolab?", SIGNED).text == "Who sued Echolab?"


def test_references_reach_over_several_turns(assistant):
    history = [*TOPPED, {"q": "Who sings it?", "a": "Nova Vale performed Glass Harvest."}]
    assert "Harbour Nine" in assistant.ask("Which label signed her?", history).answer
