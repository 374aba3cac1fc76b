"""What is read out of a question."""

from __future__ import annotations

from datetime import date

import pytest


def test_the_longest_name_is_linked(assistant):
    question = assistant.question("Which song topped the Norland Airplay Chart?")
    assert [link.text for link in question.links] == ["Norland Airplay Chart"]


def test_a_name_of_two_words_may_be_misspelt(assistant):
    assert assistant.question("Who signed Nova Vail?").links[0].key == "Persona.nova-vale"


def test_a_name_of_one_word_may_not_be_misspelt(assistant):
    assert assistant.question("Who sued Echolob?").links == ()


def test_a_part_of_a_name_is_enough(assistant):
    assert assistant.question("Where does Okafor work?").links[0].key == "Person.ada-okafor"


def test_a_name_that_no_article_has_is_told(assistant):
    assert assistant.question("Who signed Mira Solano?").unknown == ("Mira Solano",)


def test_a_place_is_known_by_its_possessive(assistant):
    assert assistant.question("What are Norland's laws?").links[0].key == "Place.norland"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Which label signed Nova Vale?", "single"),
        ("Which artists did Harbour Nine sign?", "list"),
        ("How many labels sued Echolab?", "count"),
        ("How many streams did Glass Harvest have?", "number"),
        ("Who has more listeners, Nova Vale or Kestrel Row?", "compare"),
        ("Which track has the most streams?", "superlative"),
        ("When was Echolab sued?", "when"),
        ("Did Harbour Nine sue Echolab?", "yesno"),
        ("Who says that Echolab will lose?", "speaker"),
        ("What does Tom Brask say about Tonewright?", "sayings"),
        ("What do the articles say about Tonewright?", "theme"),
        ("What happened to Echolab?", "timeline"),
        ("How did the case of Echolab develop?", "timeline"),
        ("How do labels treat songs made by machines?", "theme"),
        ("What criticism has Tonewright drawn?", "theme"),
        ("How does Brookcast handle such tracks?", "theme"),
        ("Who is Nova Vale?", "definition"),
        ("Why was Echolab sued?", "why"),
    ],
)
def test_the_shape_is_told(assistant, text, shape):
    assert assistant.question(text).shape == shape


def test_the_head_noun_tells_the_class(assistant):
    assert assistant.question("Which label signed Nova Vale?").classes == ("Label",)


def test_an_active_and_a_passive_ask_for_the_same(assistant):
    active = assistant.question("Whom did Harbour Nine sue?").senses[0]
    passive = assistant.question("Who was sued by Harbour Nine?").senses[0]
    assert (active.term, active.asks) == (passive.term, passive.asks) == ("sued", "object")


def test_who_does_it_is_not_to_whom_it_is_done(assistant):
    assert assistant.question("Who sued Echolab?").senses[0].asks == "subject"


def test_the_unit_chooses_the_figure(assistant):
    assert assistant.question("How many monthly listeners does Nova Vale have?").senses[0].term == "monthlyListeners"


def test_the_words_of_a_title_choose_nothing(assistant):
    assert assistant.question("Who sings Glass Harvest?").senses[0].term == "performedBy"


def test_a_year_bounds_the_answer(assistant):
    time = assistant.question("How many tracks did Brookcast receive in 2031?").time
    assert (time.start, time.end) == (date(2031, 1, 1), date(2031, 12, 31))


def test_as_of_asks_for_the_state_of_things(assistant):
    question = assistant.question("How many streams did Glass Harvest have as of August 2031?")
    assert question.as_of
    assert question.time.end == date(2031, 8, 31)
