"""What is answered, what is refused, and that each sentence stands on its quotations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_articles import DOMAIN, READINGS, Held

from qa.assistant import Assistant
from qa.citations import verify

ANSWERED = [
    ("Which label signed Nova Vale?", "Harbour Nine"),
    ("Which artists did Harbour Nine sign?", "Nova Vale"),
    ("Who created Nova Vale?", "Ada Okafor"),
    ("What tool was Glass Harvest made with?", "Tonewright"),
    ("Which chart did Glass Harvest top?", "Norland Airplay Chart"),
    ("Which song topped the Norland Airplay Chart?", "Glass Harvest"),
    ("When did Glass Harvest top the Norland Airplay Chart?", "5 July 2031"),
    ("How many streams did Glass Harvest have?", "9 million streams"),
    ("Which track has the most streams?", "Glass Harvest"),
    ("Who has more monthly listeners, Nova Vale or Kestrel Row?", "Kestrel Row: "),
    ("Does Nova Vale have more monthly listeners than Kestrel Row?", "No."),
    ("How many labels sued Echolab?", "2 labels"),
    ("When was Echolab sued?", "18 August 2031"),
    ("Did Harbour Nine sue Echolab?", "Yes."),
    ("Did Nova Vale sign with Pier Records?", "No."),
    ("What does the TRUE VOICE Act prohibit?", "cloning of a singer's voice"),
    ("When does the TRUE VOICE Act take effect?", "1 July 2031"),
    ("Where does the TRUE VOICE Act apply?", "Norland"),
    ("What share of the uploads to Brookcast is AI music?", "34 %"),
    ("What share of the uploads to Brookcast was AI music in March 2031?", "18 %"),
    ("Who says that Echolab would lose the case?", "Ruth Amberg"),
    ("What does Tom Brask say about Tonewright?", "theft machine"),
    ("Who is Nova Vale?", "Nova Vale is a persona."),
    ("Which label signed the singer of Glass Harvest?", "Harbour Nine"),
    ("Who owns the label that signed Nova Vale?", "Meridian Group"),
    ("Who developed the tool that was used for Glass Harvest?", "Echolab"),
]
REFUSED = [
    "Which label did Kestrel Row sign with?",
    "How old is Nova Vale?",
    "Who signed Mira Solano?",
    "How much money did Echolab raise?",
    "Which governor signed the NO CLONES Act?",
    "Who produced Slow Lanterns?",
    "How many followers does Nova Vale have?",
    "How many AI tracks did Brookcast receive in 2030?",
    "Did Nova Vale win an award?",
    "What is the capital of Norland?",
    "Why did Harbour Nine sign Nova Vale?",
]


@pytest.mark.parametrize(("question", "expected"), ANSWERED)
def test_the_corpus_answers(assistant, question, expected):
    answer = assistant.ask(question)
    assert not answer.abstained
    assert expected in answer.answer


@pytest.mark.parametrize("question", REFUSED)
def test_the_corpus_does_not_say(assistant, question):
    answer = assistant.ask(question)
    assert answer.abstained
    assert answer.missing


@pytest.mark.parametrize("question", ["Did Harbour Nine not sue Echolab?"])
def test_a_question_that_denies_gets_no_yes(assistant, question):
    assert not assistant.ask(question).answer.startswith("Yes")


@pytest.mark.parametrize("question", ["Did Echolab sue Harbour Nine?", "Was Harbour Nine sued by Echolab?"])
def test_a_question_with_the_roles_turned_gets_no_yes(assistant, question):
    assert not assistant.ask(question).answer.startswith("Yes")


@pytest.mark.parametrize("question", ["Did Harbour Nine sue Echolab?", "Was Echolab sued by Harbour Nine?"])
def test_the_same_question_the_right_way_round_gets_a_yes(assistant, question):
    assert assistant.ask(question).answer.startswith("Yes")


@pytest.mark.parametrize("question", [q for q, _ in ANSWERED] + REFUSED[:2])
def test_each_sentence_stands_on_quotations_of_the_stored_text(assistant, holdings, question):
    assert verify(assistant.ask(question), holdings) == []


def test_a_refusal_shows_the_closest_evidence(assistant):
    answer = assistant.ask("How old is Nova Vale?")
    assert answer.sentences == ()
    assert answer.citations


def test_the_figure_of_the_day_asked_for_is_given(assistant):
    answer = assistant.ask("How many streams did Glass Harvest have as of August 2031?").answer
    assert "1.6 million" in answer
    assert "9 million" not in answer


def test_an_overtaken_figure_is_told_with_its_date(assistant):
    sentences = assistant.ask("How many streams did Glass Harvest have?").sentences
    assert "1.6 million streams on 5 July 2031" in sentences[1].text


def test_a_denied_claim_is_no_answer(assistant):
    assert "Pier Records" not in assistant.ask("Which label signed Nova Vale?").answer


def test_a_hedged_claim_is_told_as_hedged(assistant):
    answer = assistant.ask("Did Harbour Nine settle with Echolab?").answer
    assert answer.startswith("It is not certain. It may be that")


def test_a_plan_is_told_as_a_plan(assistant):
    assert assistant.ask("Does Brookcast label AI tracks?").answer.startswith("This is planned:")


def test_allegation_and_denial_stand_side_by_side(assistant):
    answer = assistant.ask("Was Tonewright trained on recordings?")
    assert "alleged by the labels" in answer.answer
    assert "denied by Echolab" in answer.answer


def test_a_speaker_is_named(assistant):
    assert "According to Chartwell" in assistant.ask("How many streams did Glass Harvest have in July 2031?").answer


def test_articles_of_one_origin_are_one_source(assistant):
    assert "(single source)" in assistant.ask("Who signed Nova Vale?").answer


def test_the_query_shown_is_one_that_finds_the_claim(assistant, holdings):
    answer = assistant.ask("Who created Nova Vale?")
    claims = {row[0].value.rpartition("/")[2] for row in holdings.store.query(answer.sparql)}
    assert answer.citations[0].claim in claims


def test_two_steps_are_one_query(assistant):
    assert "?middle" in assistant.ask("Which label signed the singer of Glass Harvest?").sparql


def test_articles_of_later_days_are_not_looked_at(holdings):
    early = Assistant(holdings, domain=DOMAIN, as_of=date(2031, 8, 1))
    answer = early.ask("How many streams did Glass Harvest have?")
    assert "1.6 million" in answer.answer
    assert "9 million" not in answer.answer
    assert early.ask("Who sued Echolab?").abstained


def test_a_question_is_answered_alike_every_time(holdings, assistant):
    again = Assistant(holdings, domain=DOMAIN)
    for question, _ in ANSWERED[:8]:
        one, other = again.ask(question).to_dict(), assistant.ask(question).to_dict()
        assert {**one, "seconds": 0} == {**other, "seconds": 0}


def test_the_order_of_articles_changes_no_answer(assistant, tmp_path):
    turned = Assistant(Held(READINGS[::-1], tmp_path), domain=DOMAIN)
    for question, _ in ANSWERED[:12]:
        assert turned.ask(question).answer == assistant.ask(question).answer


def test_the_promised_fields_are_all_there(assistant):
    record = assistant.ask("Who created Nova Vale?").to_dict()
    assert list(record) == [
        "question", "answer", "abstained", "confidence", "as_of", "sentences", "citations", "conflicts", "missing",
        "sparql", "seconds", "reckoned_from", "undated_left_out", "within", "notes",
    ]  # fmt: skip
    assert set(record["citations"][0]) == {
        "n", "article", "title", "outlet", "published", "quote", "start", "end", "claim",
    }  # fmt: skip


def test_a_timeline_is_in_the_order_of_days(assistant):
    texts = [s.text for s in assistant.ask("What happened to Echolab?").sentences]
    assert [("August 2031" in t, "January 2032" in t) for t in texts] == [(True, False), (False, True)]


def test_the_assistant_is_a_runnable(assistant):
    one, other = assistant.batch(["Who created Nova Vale?", {"question": "Who sued Echolab?"}])
    assert "Ada Okafor" in one.answer
    assert "Pier Records" in other.answer


def test_the_retriever_gives_documents_with_their_places(assistant):
    found = assistant.retriever(k=3).invoke("Who created Nova Vale?")[0]
    text = assistant.library.sources[found.metadata["article"]].text
    assert text[found.metadata["start"] : found.metadata["end"]] == found.page_content
    assert "Okafor" in found.page_content


def test_dates_that_differ_stand_side_by_side(assistant):
    answer = assistant.ask("When was Slow Lanterns released?")
    assert "5 May 2031" in answer.answer
    assert "12 May 2031" in answer.answer
    assert len(answer.conflicts) == 1
    assert len(answer.conflicts[0].claims) == 2


def test_a_changed_quotation_is_found_out(assistant, holdings):
    answer = assistant.ask("Who created Nova Vale?")
    forged = replace(answer.citations[0], quote="Somebody else created her.")
    assert len(verify(replace(answer, citations=(forged, *answer.citations[1:])), holdings)) == 1


@pytest.mark.parametrize(
    "question", ["", "?", "x" * 5000, "@0 @1 who", 'SELECT * { ?s ?p "', "Wer hat Nova Vale gemacht?", "a\ud800b"]
)
def test_any_text_may_be_asked(assistant, holdings, question):
    assert verify(assistant.ask(question), holdings) == []


def test_the_room_exports_what_others_use():
    import qa

    assert all(getattr(qa, name) for name in qa.__all__)
