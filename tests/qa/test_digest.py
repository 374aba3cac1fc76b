"""Themes told in few cited lines: what bears on them, what is one line, what is said of them by nobody."""

from __future__ import annotations

import numpy as np
import pytest
from made_articles import DOMAIN, READINGS, Held, Made, day

from kg.graph.communities import communities
from qa.assistant import Assistant
from qa.citations import verify
from qa.clusters import clusters
from qa.digest import digest
from qa.loading import load_library
from qa.themes import asks_positions, aspects, kinds_asked, leans, side_asked, stance, unspoken


def told(tmp_path, *sentences):
    """Make a library of one article for each sentence, each of one outlet; what follows a bar is hedged."""
    readings = []
    for number, sentence in enumerate(sentences):
        hedged = sentence.startswith("|")
        names = {"Brookcast": "Platform", "Echolab": "Organization"}
        made = Made(f"a{number}", day("2033-05-10"), [sentence.removeprefix("|")], names, outlet=f"Outlet {number}")
        made.says(0, "Brookcast", "open:do", "this", modality="possible" if hedged else "asserted")
        readings.append(made.reading())
    return load_library(Held(readings, tmp_path).store, DOMAIN)


def joined(tmp_path, *sentences):
    """Cluster sentences that all have one meaning by their vectors."""
    library = told(tmp_path, *sentences)
    return clusters(list(library.lines.values()), np.ones((len(sentences), 1)), library)


def test_sentences_alike_are_one_cluster(tmp_path):
    assert joined(tmp_path, "Brookcast removed 5 songs.", "Brookcast took down 5 songs.") == [[0, 1]]


@pytest.mark.parametrize(
    "other", ["Brookcast removed 7 songs.", "|Brookcast may remove 5 songs.", "Echolab removed 5 songs."]
)
def test_no_likeness_joins_other_figures_names_or_hedges(tmp_path, other):
    assert joined(tmp_path, "Brookcast removed 5 songs.", other) == [[0], [1]]


def test_sentences_of_other_meaning_stay_apart(tmp_path):
    library = told(tmp_path, "Brookcast removed 5 songs.", "Brookcast has 5 owners.")
    assert clusters(list(library.lines.values()), np.eye(2), library) == [[0], [1]]


def test_communities_do_not_hang_on_the_order_of_ties():
    ties = {(a, b): 1.0 for group in ("abcd", "wxyz") for a in group for b in group if a < b} | {("d", "w"): 0.1}
    turned = {(b, a): weight for (a, b), weight in reversed(ties.items())}
    assert communities(ties) == communities(turned)
    assert len(communities(ties)) == 2


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("The singer criticised the plan.", "against"),
        ("Vale spoke out against it.", "against"),
        ("Vale welcomed the plan.", "for"),
        ("The two clubs play against each other.", ""),
        ("The board supplies the support act.", ""),
    ],
)
def test_a_stance_is_told_by_its_words(sentence, side):
    assert stance(sentence) == side


def test_a_word_of_criticism_alone_says_of_nobody_that_he_is_against():
    assert leans("The scandal grew.")
    assert stance("The scandal grew.") == ""


def test_a_question_for_criticism_asks_for_one_side_and_one_for_arguments_for_both(assistant):
    both, one = (
        assistant.question(q)
        for q in ("What are the main arguments about Tonewright?", "What criticism has Tonewright drawn?")
    )
    assert (asks_positions(both), side_asked(both)) == (True, "")
    assert side_asked(one) == "against"


def test_a_question_for_several_matters_is_looked_for_part_by_part(assistant):
    asked = assistant.question("What steps has Brookcast taken against noise, fakes and gaps?")
    assert aspects(asked) == ["What steps has Brookcast taken against noise", "Brookcast fakes", "Brookcast gaps"]


def test_who_acts_in_a_question_gives_the_headings(assistant):
    labels = kinds_asked(assistant.question("How do labels treat singers?"), DOMAIN)
    assert "Label" in labels
    assert "Performer" not in labels


def test_a_matter_of_which_no_article_speaks_is_told(assistant):
    asked = assistant.question("What measures has Brookcast announced against locusts?")
    assert unspoken(asked, assistant.library)
    assert not unspoken(assistant.question("What measures has Brookcast announced about uploads?"), assistant.library)


def test_a_theme_with_a_matter_nobody_speaks_of_is_refused(assistant):
    answer = assistant.ask("What measures has Brookcast announced against locusts?")
    assert answer.abstained
    assert "locusts" in answer.missing


THEMES = [
    ("What criticism has Tonewright drawn?", "theft machine"),
    ("How do the labels deal with Echolab?", "Pier Records"),
    ("What are the main arguments about Tonewright?", "recordings"),
]


@pytest.mark.parametrize(("question", "part"), THEMES)
def test_a_theme_is_told_in_the_words_of_the_articles(assistant, holdings, question, part):
    answer = assistant.ask(question)
    assert part in answer.answer
    assert verify(answer, holdings) == []
    assert len(answer.sentences) <= 12


def test_a_digest_does_not_hang_on_the_order_of_articles(assistant, tmp_path):
    turned = Assistant(Held(READINGS[::-1], tmp_path), domain=DOMAIN)
    for question, _ in THEMES:
        assert turned.ask(question).answer == assistant.ask(question).answer


def test_a_digest_as_data_has_each_line_with_its_quotations(assistant):
    made = digest(assistant.question("What are the main arguments about Tonewright?"), assistant.searcher)
    lines = [line for section in made.to_dict()["sections"] for line in section["lines"]]
    assert len(lines) == len(made.points)
    assert all(line["quotations"] for line in lines)


def test_a_denial_keeps_its_mark(assistant):
    made = digest(assistant.question("What are the main arguments about Tonewright?"), assistant.searcher)
    denial = next(point for point in made.points if "denies" in point.text)
    assert "denied" in denial.marks


def test_no_other_day_is_told_when_a_time_is_asked_for(assistant):
    told = assistant.ask("What happened to Echolab in 2032?").answer
    assert "2032" in told
    assert "18 August 2031" not in told
