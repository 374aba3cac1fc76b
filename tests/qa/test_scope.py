"""Which articles count: time travel that later articles cannot disturb, and filters before ranking."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_articles import DOMAIN, READINGS, Held, Made, day

from qa.assistant import Assistant
from qa.scope import Scope

QUESTIONS = (
    "Who created Nova Vale?", "Which label signed Nova Vale?", "How many streams did Glass Harvest have?",
    "Which chart did Glass Harvest top?", "Who sued Echolab?", "What is said about Nova Vale?",
    "What is the latest on Brookcast?", "Which label signed the singer of Glass Harvest?",
)  # fmt: skip
DAYS = ("2031-06-30", "2031-08-01", "2031-12-31")


def disturbing():
    """A later article that names known things otherwise, takes them for other kinds, and repeats their words."""
    made = Made(
        "disturbing",
        day("2034-01-01"),
        [
            "Glass Harvest, Nova Vale, Harbour Nine and Ada Okafor are streams, charts, labels and streams again.",
            "Nova Vale, also called Okafor Vale, created Ada Okafor and did not sign with Harbour Nine.",
        ],
        {
            "Glass Harvest": "Album",
            "Nova Vale=Okafor Vale": "Performer",
            "Harbour Nine=Harbour Nine Records": "Label",
            "Ada Okafor": "Persona",
        },
        outlet="Norland Post",
    )
    made.says(1, "Ada Okafor", "frontedBy", "Nova Vale")
    made.says(1, "Nova Vale", "signedTo", "Harbour Nine", polarity="negative")
    return made.reading()


LATER = [*READINGS, disturbing()]


def undated():
    names = {"Nova Vale": "Persona", "Mira Holm": "Person"}
    made = Made("undated", None, ["Nova Vale was created by Mira Holm."], names, outlet="Norland Post")
    made.says(0, "Nova Vale", "frontedBy", "Mira Holm")
    return made.reading()


def told(assistant, question):
    return {**assistant.ask(question).to_dict(), "seconds": 0}


@pytest.fixture(scope="module")
def early(tmp_path_factory):
    """For each day, what is answered where nothing later was ever taken in."""
    answers = {}
    for text in DAYS:
        known = [r for r in READINGS if r.article.published <= day(text)]
        alone = Assistant(Held(known, tmp_path_factory.mktemp("early")), domain=DOMAIN, as_of=day(text))
        answers[text] = {question: told(alone, question) for question in QUESTIONS}
    return answers


@pytest.mark.parametrize("text", DAYS)
def test_later_articles_change_no_answer_as_of_a_day(text, early, tmp_path):
    whole = Assistant(Held(LATER, tmp_path), domain=DOMAIN, as_of=day(text))
    assert {question: told(whole, question) for question in QUESTIONS} == early[text]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whichever_later_articles_there_are_no_answer_changes(data, early, tmp_path_factory):
    text = data.draw(st.sampled_from(DAYS))
    known = [r for r in LATER if r.article.published <= day(text)]
    later = data.draw(st.lists(st.sampled_from([r for r in LATER if r not in known]), unique_by=lambda r: r.article.id))
    mixed = data.draw(st.permutations([*known, *later]))
    some = Assistant(Held(mixed, tmp_path_factory.mktemp("some")), domain=DOMAIN, as_of=day(text))
    question = data.draw(st.sampled_from(QUESTIONS))
    assert told(some, question) == early[text][question]


def test_the_disturbing_article_would_change_answers(holdings, assistant, tmp_path):
    whole = Assistant(Held(LATER, tmp_path), domain=DOMAIN)
    assert any(told(whole, question)["answer"] != told(assistant, question)["answer"] for question in QUESTIONS)


def test_undated_articles_are_left_out_under_as_of_and_counted(tmp_path):
    held = Held([*READINGS, undated()], tmp_path)
    answer = Assistant(held, domain=DOMAIN, as_of=day("2031-12-31")).ask("Who created Nova Vale?")
    assert "undated" not in {c.article for c in answer.citations}
    assert answer.undated_left_out == 1
    assert "1 article without a day of publication left out." in answer.notes
    assert Assistant(held, domain=DOMAIN).ask("Who created Nova Vale?").undated_left_out == 0


def test_relative_words_count_from_as_of_else_from_the_newest_day(holdings, assistant):
    newest = max(r.article.published for r in READINGS)
    answer = assistant.ask("What is the latest on Brookcast?")
    assert answer.reckoned_from == newest
    assert answer.notes == (f"“latest” counts from {newest.day} {newest:%B} {newest.year}.",)
    earlier = Assistant(holdings, domain=DOMAIN, as_of=day("2031-08-01")).ask("What is the latest on Brookcast?")
    assert earlier.reckoned_from == day("2031-08-01")
    assert assistant.ask("Who created Nova Vale?").notes == ()


def cited(holdings, scope, question="What is said about Nova Vale?"):
    answer = Assistant(holdings, domain=DOMAIN, scope=scope).ask(question)
    return {c.article for c in answer.citations}


def test_only_articles_of_the_outlet_or_with_its_report_are_cited(holdings):
    outlets = {r.article.id: {r.article.outlet, *r.article.reported_by} for r in READINGS}
    found = cited(holdings, Scope(outlets=("norland post",)))
    assert found
    assert all("Norland Post" in outlets[a] for a in found)


def test_only_articles_of_the_days_are_cited(holdings):
    days = {r.article.id: r.article.published for r in READINGS}
    found = cited(holdings, Scope(since=day("2031-07-01"), until=day("2031-12-31")))
    assert found
    assert all(day("2031-07-01") <= days[a] <= day("2031-12-31") for a in found)


def test_only_articles_that_name_a_thing_or_have_the_words_are_cited(holdings):
    texts = {r.article.id: r.article.text for r in READINGS}
    assert all("Harbour Nine" in texts[a] for a in cited(holdings, Scope(about=("harbour nine",))))
    assert all("contract" in texts[a] for a in cited(holdings, Scope(topic="contracts")))


def test_an_empty_range_is_refused_with_its_reason(holdings):
    scope = Scope(outlets=("Norland Post",), since=day("2040-01-01"))
    answer = Assistant(holdings, domain=DOMAIN, scope=scope).ask("Who created Nova Vale?")
    assert answer.abstained
    assert answer.missing == "There is no article of Norland Post, published from 1 January 2040."


def test_a_scope_says_what_it_is():
    scope = Scope(as_of=day("2031-08-01"), outlets=("A", "B"), about=("Nova",), topic="voice")
    assert scope.told() == "of A or B, naming Nova, on voice, published by 1 August 2031"
    assert scope.to_dict() == {"as_of": "2031-08-01", "outlets": ["A", "B"], "about": ["Nova"], "topic": "voice"}
    assert not replace(scope, as_of=None, outlets=(), about=(), topic="")
