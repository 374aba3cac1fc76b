from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import asking, cues


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        (["may"], "possible"),
        (["might", "soon"], "possible"),
        (["could"], "possible"),
        (["can"], "possible"),
        (["would"], "possible"),
        (["potentially"], "possible"),
        (["perhaps"], "possible"),
        (["appear"], "possible"),
        (["seem", "to"], "possible"),
        (["be", "likely", "to"], "possible"),
        (["hope", "to"], "possible"),
        (["want", "to"], "possible"),
        (["reportedly"], "alleged"),
        (["allegedly"], "alleged"),
        (["be", "believed", "to"], "alleged"),
        (["be", "accused", "of"], "alleged"),
        (["be", "charged", "with"], "alleged"),
        (["will"], "planned"),
        (["wo"], "planned"),
        (["plan", "to"], "planned"),
        (["intend", "to"], "planned"),
        (["aim", "to"], "planned"),
        (["be", "to"], "planned"),
        (["are", "to"], "planned"),
        (["be", "set", "to"], "planned"),
        (["be", "expected", "to"], "planned"),
        (["be", "scheduled", "to"], "planned"),
        (["be", "due", "to"], "planned"),
        (["tell", "would"], "planned"),
        (["should"], "opinion"),
    ],
)
def test_a_hedge_gives_its_modality(words, modality):
    assert cues.modality_of(words)[0] == modality


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["quietly"],
        ["must"],
        ["have"],
        ["to"],
        ["could", "not"],
        ["ca", "n't"],
        ["decide", "to"],
        ["be", "allowed", "to"],
        ["be", "able", "to"],
        ["use", "to"],
        ["help", "to"],
    ],
)
def test_other_words_hedge_nothing(words):
    assert cues.modality_of(words) is None


def test_an_allegation_outweighs_a_possibility():
    assert cues.modality_of(["may", "reportedly"]) == ("alleged", "reportedly")


def test_the_cue_is_among_the_words():
    assert cues.modality_of(["be", "set", "to"]) == ("planned", "be set to")


@given(
    st.lists(
        st.sampled_from(["may", "will", "not", "be", "to", "plan", "reportedly", "sing", "can", "set"]), max_size=5
    )
)
def test_a_cue_is_always_part_of_what_was_given(words):
    found = cues.modality_of(words)
    assert found is None or found[1] in " ".join(words)


@given(st.lists(st.sampled_from(["quietly", "now", "still", "been", "have", "have", "yesterday"]), max_size=4))
def test_words_that_hedge_nothing_leave_a_hedge_as_it_is(words):
    assert cues.modality_of([*words, "might"]) == ("possible", "might")


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("say", "asserted"),
        ("tell", "asserted"),
        ("announce", "asserted"),
        ("find", "asserted"),
        ("confirm", "asserted"),
        ("claim", "alleged"),
        ("allege", "alleged"),
        ("accuse", "alleged"),
        ("insist", "alleged"),
        ("believe", "opinion"),
        ("think", "opinion"),
        ("argue", "opinion"),
        ("praise", "opinion"),
        ("slam", "opinion"),
        ("suggest", "possible"),
        ("estimate", "possible"),
        ("expect", "possible"),
        ("plan", "planned"),
        ("promise", "planned"),
        ("pledge", "planned"),
        ("sing", None),
        ("Say", "asserted"),
    ],
)
def test_a_verb_of_saying_has_its_kind(verb, kind):
    assert cues.attribution_verb(verb) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("according to Vale", "asserted"),
        ("data from Norland", "asserted"),
        ("in my view it", "opinion"),
        ("in Norland", None),
    ],
)
def test_a_phrase_may_attribute(words, kind):
    found = cues.attribution_phrase(words.split())
    assert (found[0] if found else None) == kind


@pytest.mark.parametrize("verb", ["deny", "dispute", "reject", "Refute"])
def test_a_verb_may_deny(verb):
    assert cues.denial_verb(verb)


@pytest.mark.parametrize("verb", ["say", "doubt", "accept", ""])
def test_other_verbs_do_not_deny(verb):
    assert not cues.denial_verb(verb)


@pytest.mark.parametrize(
    "words",
    [
        "not",
        "n't",
        "n\u2019t",
        "no",
        "never",
        "neither",
        "nor",
        "without",
        "don't",
        "yet to",
        "fail to",
        "refuse to",
        "stop short of",
        "unable to",
        "no longer",
        "far from",
        "lack",
        "hardly",
        "Never",
    ],
)
def test_a_word_may_negate(words):
    assert cues.is_negation(words)


@pytest.mark.parametrize("words", ["", "barely", "nearly", "only", "yet", "note", "know", "another", "manage to"])
def test_other_words_do_not_negate(words):
    assert not cues.is_negation(words)


def test_failing_to_sing_is_not_singing_and_managing_is():
    assert cues.negative_implicative("fail")
    assert not cues.negative_implicative("manage")


def test_what_was_revealed_is_so_even_when_it_was_not_revealed():
    assert cues.factive("reveal")
    assert not cues.factive("claim")


@given(st.sampled_from(sorted(cues._KIND_OF_VERB)))
def test_no_verb_both_attributes_and_denies(verb):
    assert not cues.denial_verb(verb)


def test_each_verb_has_one_kind():
    verbs = [verb for group in cues._VERBS.values() for verb in group]
    assert len(verbs) == len(set(verbs))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who sang Ode?", "agent"),
        ("Where was it sung?", "place"),
        ("When was it sung?", "time"),
        ("Why did they sing?", "reason"),
        ("How did they sing?", "manner"),
        ("How many songs are there?", "number"),
        ("What share of songs is sung?", "number"),
        ("In which year was it sung?", "time"),
        ("Which country sang?", "place"),
        ("How long did it last?", "duration"),
        ("Did they sing?", "truth"),
        ("Isn\u2019t it sung?", "truth"),
        ("Which song is it?", "thing"),
        ("Sing!", "thing"),
    ],
)
def test_a_question_asks_for_a_kind(question, kind):
    assert asking.expected_kinds(question)[0] == kind


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("How many songs did Vale sing?", "count"),
        ("Is Ode longer than Air?", "compare"),
        ("Which is older, Ode or Air?", "compare"),
        ("Which song was streamed most?", "most"),
        ("Did Vale sing?", "truth"),
        ("List the songs of Vale.", "list"),
        ("What is the history of Vale?", "timeline"),
        ("Who sang Ode?", "plain"),
        ("", "plain"),
    ],
)
def test_a_question_has_a_shape(question, shape):
    assert asking.shape_of(question) == shape
