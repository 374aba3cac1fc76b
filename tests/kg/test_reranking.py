from __future__ import annotations

import pytest

from kg.index.reranking import OnnxReranker, OverlapReranker, Reranker

QUERY = "Who signed Nova Vale?"
TEXTS = ["Harbour Nine signed Nova Vale.", "Nova Vale sang in the rain.", "Prices rose."]


@pytest.fixture(scope="module")
def minilm():
    return OnnxReranker()


def test_the_text_that_answers_scores_highest(minilm):
    scores = minilm.score(QUERY, TEXTS)
    assert scores[0] == max(scores) > 0.9
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_a_score_does_not_depend_on_the_other_texts_or_on_threads(minilm):
    alone = [minilm.score(QUERY, [text])[0] for text in TEXTS]
    assert minilm.score(QUERY, TEXTS[::-1]) == alone[::-1]
    assert OnnxReranker(threads=2).score(QUERY, TEXTS) == alone


def test_nothing_to_score_is_no_error(minilm):
    assert minilm.score(QUERY, []) == []


def test_a_question_longer_than_the_network_reads_still_scores(minilm):
    (score,) = minilm.score("who " * 2000, ["Harbour Nine."])
    assert 0.0 <= score <= 1.0


def test_both_are_rerankers(minilm):
    assert isinstance(minilm, Reranker)
    assert isinstance(OverlapReranker(), Reranker)


def test_the_fake_has_no_score_for_an_empty_question():
    assert OverlapReranker().score("?", ["anything"]) == [0.0]
