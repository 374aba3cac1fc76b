"""How answers, citations and confidence are judged."""

from __future__ import annotations

import pytest
from evaluation_gold import TEXT, answer, asked, cited

from onrecord.evaluation.answers import by_kind, groups_found, judge, says, verdicts
from onrecord.evaluation.bootstrap import interval
from onrecord.evaluation.calibration import calibrate
from onrecord.evaluation.citations import retrieval_hits, score_citations, support
from onrecord.evaluation.counts import Share
from onrecord.evaluation.files import given_answer
from onrecord.evaluation.picture import curve_svg
from onrecord.evaluation.texts import Texts

TEXTS = Texts({"t": TEXT, "u": "Later Tuno paid. It gave 5 songs."})
EVIDENCE = [{"article": "t", "quote": "Acme Records sued Tuno on Monday."}]


def test_an_answer_with_one_string_of_each_group_is_right():
    one = judge(asked(expect=[["Tuno", "the tool"], ["Monday"]]), answer("Acme sued the tool on Monday."))
    assert one.verdict == "right"


def test_a_list_that_lacks_an_item_is_wrong_and_tells_what_it_lacks():
    one = judge(asked(expect=[["Tuno"], ["Zed Fox"]]), answer("Tuno."))
    assert (one.verdict, one.to_dict()["missing"], groups_found([one])) == ("wrong", [["Zed Fox"]], Share(1, 2))


def test_a_forbidden_string_makes_an_answer_wrong():
    assert judge(asked(forbid=["Zed"]), answer("Tuno and Zed.")).verdict == "wrong"


def test_a_refusal_where_something_is_told_is_refused():
    assert judge(asked(), answer("The corpus does not say.", abstained=True)).verdict == "refused"


def test_a_refusal_where_nothing_is_told_is_right():
    assert judge(asked(expect=[], abstain=True), answer("The corpus does not say.", abstained=True)).verdict == "right"


def test_an_answer_where_nothing_is_told_is_wrong():
    assert judge(asked(expect=[], abstain=True), answer("Tuno.")).verdict == "wrong"


def test_a_question_without_answer_is_wrong():
    assert judge(asked(), answer("")).verdict == "wrong"


def test_a_refusal_is_known_by_its_words_when_the_system_does_not_say():
    one = judge(asked(), given_answer({"id": "q1", "answer": "This was not disclosed."}))
    assert one.verdict == "refused"


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        ("23% of it", "23", True),
        ("in 2023", "23", False),
        ("5,900", "900", False),
        ("It is known.", "no", False),
        ("Tuno Music", "=Tuno", False),
    ],
)
def test_strings_are_looked_for_from_the_beginning_of_a_word(text, wanted, held):
    assert says(text, wanted) is held


def test_verdicts_are_counted_overall_and_by_kind():
    some = [
        judge(asked(kind=kind), answer(text)) for kind, text in (("list", "Tuno"), ("list", "Zed"), ("made_up", "Tuno"))
    ]
    assert verdicts(some) == {"right": 2, "wrong": 1, "refused": 0}
    assert list(by_kind(some)) == ["list", "made_up"]
    assert by_kind(some)["list"] == {"right": 1, "wrong": 1, "refused": 0}


# ------------------------------------------------------------------ citations


def citations(text, *quotes, evidence=EVIDENCE, sentences=None):
    told = answer(text, citations=cited(*quotes), sentences=sentences or [])
    return score_citations(judge(asked(evidence=evidence), told), TEXTS)


def test_a_quotation_with_the_same_names_and_numbers_supports():
    score = citations("Tuno may have copied 1,600,000 songs.", "The label said Tuno may have copied 1.6 million songs.")
    assert score.good == (True,)


@pytest.mark.parametrize(
    ("sentence", "lacking"),
    [
        ("Yesterday Zed Fox sued Tuno.", "names"),
        ("Acme Records sued Tuno 7 times.", "numbers"),
        ("Acme Records never sued Tuno.", "polarity"),
    ],
)
def test_a_wrong_name_number_or_polarity_is_not_supported(sentence, lacking):
    score = citations(sentence, "Acme Records sued Tuno on Monday.")
    assert (score.good, score.to_dict()["lacking"]) == ((False,), [[lacking]])


@pytest.mark.parametrize(
    "quote",
    [
        "Tuno is a tool that corrects the pitch; it is not a singer.",
        "Tuno keeps the songs, but Acme leaves them out.",
        "It is not two months old. Tuno turns out ten songs each second.",
    ],
)
def test_a_quotation_repeated_supports_itself_whatever_it_denies(quote):
    assert support(f"Acme writes: \u201c{quote}\u201d", [quote]).polarity


def test_a_name_at_the_beginning_of_a_sentence_counts_when_the_articles_know_it():
    assert citations("Tuno sang.", "It gave 5 songs.").supported[0].names is False


def test_a_quotation_that_adds_nothing_is_not_good():
    quotes = ("Acme Records sued Tuno on Monday.", "Tuno did not respond.")
    assert citations("Acme Records sued Tuno.", *quotes).good == (True, False)


def test_each_quotation_of_a_list_is_needed():
    told = "Later Acme Records sued Tuno, and Zed Fox topped the Hot Tunes chart."
    quotes = ("Acme Records sued Tuno on Monday.", "\u201cBlue Rain\u201d by Zed Fox topped the Hot Tunes chart.")
    assert citations(told, *quotes).good == (True, True)


def test_the_sentences_before_may_name_what_a_pronoun_stands_for():
    told = answer("Later Tuno gave 5 songs.", citations=cited("It gave 5 songs.", article="u"))
    score = score_citations(judge(asked(), told), TEXTS)
    assert (score.good, score.good_in_context) == ((False,), (True,))


def test_a_number_counted_from_the_quotations_is_supported():
    assert support("Two songs won.", ["Blue won.", "Red won."]).numbers
    assert not support("Four songs won.", ["Blue won.", "Red won."]).numbers


def test_a_name_before_a_quotation_takes_no_polarity_from_another_quotation():
    quote = "It sang, and it does not whisper."
    assert support(f"Ada Vale: Acme writes: \u201c{quote}\u201d", [quote, "Ada Vale of Acme rejected it."]).polarity
    assert not support("Ada Vale of Acme took it.", ["Ada Vale of Acme rejected it."]).polarity


def test_a_day_is_supported_by_time_words_that_mean_it():
    told = answer("Acme sued on 2 June 2025.", citations=cited("Acme sued yesterday.", published="2025-06-03"))
    other = answer("Acme sued on 9 June 2025.", citations=cited("Acme sued yesterday.", published="2025-06-03"))
    assert [score_citations(judge(asked(), a), TEXTS).supported[0].numbers for a in (told, other)] == [True, False]


def test_the_number_of_articles_is_supported_by_as_many():
    text = "Acme sued (2 articles, 1 independent report)."
    both = answer(text, citations=[*cited("Acme sued.", article="t"), *cited("Acme sued.", article="u", first=2)])
    once = answer(text, citations=[*cited("Acme sued.", article="t")])
    assert [score_citations(judge(asked(), a), TEXTS).supported[0].numbers for a in (both, once)] == [True, False]


def test_a_sentence_without_quotation_is_not_supported():
    score = citations("Tuno sang.", sentences=[{"text": "Tuno sang.", "citations": []}])
    assert (score.good, score.supported[0].whole) == ((), False)


def test_recorded_evidence_is_compared_by_sentence():
    evidence = [*EVIDENCE, {"article": "t", "quote": "Tuno did not respond."}]
    score = citations("Acme Records sued Tuno.", "Acme Records sued Tuno", "said Tuno may have", evidence=evidence)
    assert (score.cited, score.recorded) == ((True, False), (True, False))


def test_a_quotation_that_does_not_stand_in_its_article_is_found_out():
    assert citations("Tuno.", "Acme Records sued Tuno on Friday.").verbatim == (False,)


def test_evidence_counts_from_the_depth_at_which_retrieval_returns_it():
    found = [{"article": "t", "quote": q} for q in ("Tuno did not respond.", "Acme Records sued Tuno on Monday.")]
    one = judge(asked(evidence=EVIDENCE), answer("Tuno", retrieved=found))
    assert retrieval_hits([one], TEXTS) == {1: Share(0, 1), 3: Share(1, 1), 10: Share(1, 1)}


# ------------------------------------------------------------------ confidence


def test_calibration_of_a_worked_example():
    points = [(0.95, True), (0.95, True), (0.55, True), (0.55, False)]
    found = calibrate(points, asked=5)
    assert found.ece == pytest.approx(0.05)  # (|2 - 1.9| + |1 - 1.1|) / 4
    assert found.brier == pytest.approx((2 * 0.0025 + 0.2025 + 0.3025) / 4)
    assert found.curve == ((0.4, 0.0), (0.8, 0.25))
    assert found.area == pytest.approx(0.125)


def test_equal_confidences_make_one_point_in_any_order():
    points = [(0.5, True), (0.5, False), (0.9, True)]
    assert calibrate(points, asked=3).curve == calibrate(points[::-1], asked=3).curve


def test_without_answers_there_is_no_calibration():
    assert calibrate([], asked=3).to_dict() == {"answered": 0, "ece": None, "brier": None, "area": None, "curve": []}


def test_the_picture_is_well_formed_and_has_a_mark_for_each_point():
    from xml.etree import ElementTree as ET

    tree = ET.fromstring(curve_svg([(0.5, 0.0), (1.0, 0.25)], 'Risk & "cover"'))
    assert len(tree.findall("{http://www.w3.org/2000/svg}circle")) == 2


def test_an_empty_picture_says_so():
    assert "No answer has a confidence." in curve_svg([])


def test_intervals_are_the_same_each_time_and_hold_the_figure():
    verdicts_ = [True] * 30 + [False] * 10
    ends = interval(verdicts_, lambda some: sum(some) / len(some))
    assert ends == interval(verdicts_, lambda some: sum(some) / len(some))
    assert ends[0] < 0.75 < ends[1]


def test_one_article_has_no_interval():
    assert interval([1], lambda some: 1.0) is None
