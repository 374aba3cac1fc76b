"""What counts as the annotated entity, claim or reference."""

from __future__ import annotations

import pytest
from evaluation_gold import SCHEME, TEXT, claim, given, gold, system

from onrecord.evaluation.claims import score_claims
from onrecord.evaluation.coreference import score_references
from onrecord.evaluation.counts import Counts, Share
from onrecord.evaluation.entities import score_entities
from onrecord.evaluation.figures import numbers, same_value
from onrecord.evaluation.matching import same_words
from onrecord.evaluation.passages import Passages
from onrecord.evaluation.wording import norm, same_phrase, tokens


def scored(*claims, **changes):
    return score_claims(gold(**changes), system(*claims), SCHEME, Passages(TEXT))


def entities(*found):
    return score_entities(gold(), system(entities=found), SCHEME)


ACME = {"name": "Acme Records", "type": "label", "mentions": [{"start": 0, "end": 12, "kind": "name"}]}


# ------------------------------------------------------------------ entities


def test_a_name_with_the_right_type_is_right_in_every_measure():
    score = entities(ACME)
    assert {name: c for name, c in score.counts.items() if name != "spans"} == {
        "typed": Counts(1, 0, 3),
        "untyped": Counts(1, 0, 3),
        "typed_exact": Counts(1, 0, 3),
        "untyped_exact": Counts(1, 0, 3),
        "typed_spans": Counts(1, 0, 5),
    }


def test_an_alias_is_right_only_by_the_relaxed_measures():
    score = entities({"name": "The Label", "type": "label"})
    assert score.counts["typed"] == Counts(1, 0, 3)
    assert score.counts["typed_exact"] == Counts(0, 1, 4)


def test_a_wrong_type_is_right_only_by_the_untyped_measures():
    score = entities({"name": "Blue Rain", "type": "person"})
    assert (score.counts["typed"].tp, score.counts["untyped"].tp) == (0, 1)
    assert score.mistyped == ("Blue Rain: person, not song",)


def test_a_further_type_of_the_gold_is_right():
    assert entities({"name": "Tuno", "type": "label"}).counts["typed"].tp == 1


def test_an_optional_entity_is_neither_right_nor_wrong():
    assert entities({"name": "Monday", "type": "other"}).counts["untyped"] == Counts(0, 0, 4)


def test_things_without_names_are_left_out():
    assert entities({"name": "copying of songs", "type": "practice"}).counts["untyped"] == Counts(0, 0, 4)


def test_an_annotated_thing_without_name_is_not_missed():
    things = [{"name": "listeners", "type": "practice"}]
    assert score_entities(gold(entities=things), system(), SCHEME).counts["untyped"] == Counts(0, 0, 0)


def test_two_entities_of_one_name_are_one_right_and_one_invented():
    score = entities({"name": "Tuno", "type": "tool"}, {"name": "Tuno Inc.", "type": "person"})
    assert score.counts["typed"] == Counts(1, 1, 3)
    assert score.invented == ("Tuno Inc. (person)",)


def test_a_mention_one_character_off_is_wrong_and_the_true_one_missed():
    score = entities({**ACME, "mentions": [{"start": 0, "end": 13, "kind": "name"}]})
    assert score.counts["spans"] == Counts(0, 1, 6)


def test_a_mention_of_the_wrong_entity_type_is_right_only_untyped():
    score = entities({"name": "x", "type": "song", "mentions": [{"start": 0, "end": 12, "kind": "name"}]})
    assert (score.counts["spans"].tp, score.counts["typed_spans"].tp) == (1, 0)


# ------------------------------------------------------------------ claims


def test_the_annotated_claims_themselves_are_all_found():
    claims = (
        given(0, "Acme Records", "sued", "Tuno", time_start="2025-01-06", time_end="2025-01-06"),
        given(1, "Tuno", "open:copy_songs", value=1600000, attributed_to="the label", modality="possible"),
        given(2, "Blue Rain", "performedBy", "Zed Fox"),
        given(3, "Tuno", "open:respond", polarity="negative"),
    )
    score = scored(*claims)
    assert (score.counts("strict"), score.counts("open")) == (Counts(4, 0, 0), Counts(4, 0, 0))


@pytest.mark.parametrize(
    ("n", "subject", "relation", "obj", "strict", "loose"),
    [
        (0, "Acme Records", "sued", "Tuno", 1, 1),
        (0, "the label", "sued", "Tuno Inc.", 1, 1),
        (0, "Tuno", "suedBy", "Acme Records", 1, 1),
        (0, "Tuno", "sued", "Acme Records", 0, 0),
        (0, "Acme Records", "accused", "Tuno", 0, 1),
        (3, "Acme Records", "accused", "Tuno", 0, 0),
        (0, "Acme Records", "sued", "Tuno Music Group", 0, 0),
        (2, "Zed Fox", "performs", "Blue Rain", 1, 1),
        (2, "Zed Fox", "performedBy", "Blue Rain", 0, 0),
        (1, "Tuno", "open:copied", "1.6m songs", 1, 1),
        (1, "Tuno", "open:copied", "16 million songs", 0, 0),
    ],
)
def test_relation_arguments_and_evidence_decide(n, subject, relation, obj, strict, loose):
    score = scored(given(n, subject, relation, obj))
    assert (score.counts("strict").tp, score.counts("open").tp) == (strict, loose)


def test_a_term_with_the_opposite_polarity_says_the_same():
    claims = [
        {
            "subject": "Blue Rain",
            "relation": "availableOn",
            "relation_alt": ["not:removedFrom"],
            "object": "Tuno",
            "polarity": "negative",
            "start": 140,
            "end": 161,
        }
    ]
    score = scored(given(3, "Blue Rain", "removedFrom", "Tuno"), claims=claims)
    assert score.attribute("strict", "polarity") == Share(1, 1)


def test_a_symmetric_relation_holds_both_ways():
    claims = [{"subject": "Tuno", "relation": "partneredWith", "object": "Zed Fox", "start": 0, "end": 33}]
    assert scored(given(0, "Zed Fox", "partneredWith", "Tuno"), claims=claims).counts("strict").tp == 1


def test_a_claim_counts_once_however_often_it_is_given():
    twice = [given(0, "Acme Records", "sued", "Tuno")] * 2
    assert scored(*twice).counts("strict") == Counts(1, 1, 3)


def test_core_recall_is_over_core_claims_only():
    assert scored(given(2, "Blue Rain", "performedBy", "Zed Fox")).core("strict") == Share(0, 2)


def test_a_claim_in_a_sentence_without_gold_does_not_count_against_judged_precision():
    only_first = [{"subject": "Acme Records", "relation": "sued", "object": "Tuno", "start": 0, "end": 33}]
    score = scored(
        given(0, "Acme Records", "sued", "Tuno"), given(3, "Tuno", "open:reply", "no one"), claims=only_first
    )
    assert score.in_annotated_sentences("strict") == Share(1, 1)


@pytest.mark.parametrize(
    ("field", "value", "name", "right"),
    [
        ("modality", "possible", "modality", True),
        ("modality", "asserted", "modality", False),
        ("attributed_to", "Acme Records", "speaker", True),
        ("attributed_to", "the label", "named_speaker", True),
        ("attributed_to", "Zed Fox", "speaker", False),
        ("attributed_to", None, "named_speaker", False),
        ("unit", "songs", "unit", True),
        ("unit", "streams", "unit", False),
        ("comparator", "exactly", "comparator", True),
        ("comparator", "moreThan", "comparator", False),
    ],
)
def test_each_qualifier_is_judged(field, value, name, right):
    claim = {"value": 1600000, "unit": "songs", "modality": "possible", field: value}
    assert scored(given(1, "Tuno", "open:copy_songs", **claim)).attribute("strict", name) == Share(int(right), 1)


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [
        ("2025-01-06", "2025-01-06", True),
        ("2025-01", None, True),
        ("2025", None, True),
        ("2024", None, False),
        ("2025-01-07", "2025-01-07", False),
        (None, None, False),
    ],
)
def test_days_must_meet(start, end, right):
    claim = given(0, "Acme Records", "sued", "Tuno", time_start=start, time_end=end)
    assert scored(claim).attribute("strict", "time") == Share(int(right), 1)


def test_a_value_in_the_object_is_found_but_is_no_value():
    assert scored(given(1, "Tuno", "open:copy", "1.6 million songs")).attribute("strict", "value") == Share(0, 1)


def test_a_hedged_claim_given_as_plain_fact_is_counted():
    assert scored(given(1, "Tuno", "open:copy_songs", value=1600000)).hedged_as_plain("strict") == Share(1, 1)


def test_a_denial_given_as_affirmed_is_counted():
    assert scored(given(3, "Tuno", "open:respond")).hedged_as_plain("strict") == Share(1, 1)


def test_each_verdict_can_be_read():
    record = scored(given(1, "Tuno", "open:copy_songs", value=1600000, unit="songs")).to_dict()
    assert record["claims"][1]["wrong"] == ["modality", "named_speaker", "speaker"]
    assert [c["open"] for c in record["claims"]] == [False, True, False, False]


@pytest.mark.parametrize(
    ("n", "subject", "relation", "obj", "reason"),
    [
        (3, "Acme Records", "sued", "Zed Fox", "no claim from its sentence"),
        (0, "Acme Records", "accused", "Tuno", "another relation"),
        (0, "Acme Records", "sued", "Zed Fox", "another object or value"),
        (0, "Zed Fox", "sued", "Tuno", "another subject"),
        (0, "Acme Records", "left", "Zed Fox", "its subject says other things"),
        (0, "Zed Fox", "left", "Blue Rain", "only other claims from its sentence"),
    ],
)
def test_it_is_told_how_near_the_system_came(n, subject, relation, obj, reason):
    assert scored(given(n, subject, relation, obj)).to_dict()["claims"][0]["lost"] == reason


def test_without_the_text_quotations_are_compared_word_by_word():
    annotated = [{"subject": "Tuno", "relation": "open:reply", "evidence": "Tuno did not respond"}]
    near = {"subject": "Tuno", "relation": "open:answer", "quote": "Tuno did not respond."}
    score = score_claims(gold(claims=annotated), system(near), SCHEME)
    assert score.counts("open") == Counts(1, 0, 0)


# ------------------------------------------------------------------ references


def led(name, start, end, kind="nominal"):
    entity = {"name": name, "type": "label", "mentions": [{"start": start, "end": end, "kind": kind}]}
    return score_references(gold(), system(entities=[entity]), SCHEME).counts


def test_a_reference_led_to_its_entity_is_right():
    assert led("Acme Records", 34, 43) == Counts(1, 0, 0)


def test_a_reference_led_elsewhere_is_wrong_and_missed():
    assert led("Tuno", 34, 43) == Counts(0, 1, 1)


def test_a_reference_that_is_not_led_anywhere_is_only_missed():
    assert led("Acme Records", 0, 12) == Counts(0, 0, 1)


def test_a_noun_phrase_without_its_article_is_the_same_place():
    assert led("Acme Records", 38, 43) == Counts(1, 0, 0)


def test_a_pronoun_inside_a_phrase_is_another_place():
    assert led("Acme Records", 34, 37, "pronoun") == Counts(0, 0, 1)


# ------------------------------------------------------------------ words


def test_spellings_of_a_name_come_to_one_form():
    assert {norm(n) for n in ("The Harbour Lights\u2019", "harbour  lights", "\u201cHarbour Lights,\u201d")} == {
        "harbour lights"
    }


def test_forms_of_a_word_come_to_one_stem():
    assert tokens("paid, dropped, copying") == tokens("pay drop copies")


def test_a_phrase_within_another_is_the_same_from_two_words_on():
    assert same_phrase("silver medal", "a silver medal for courage in the north")
    assert not same_phrase("medal", "a silver medal for courage in the north")


def test_passive_words_exchange_subject_and_object():
    assert same_words("open:fine", "open:was_fined_by") == {1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C$1.25 million", [1.25e6]),
        ("half a billion dollars", [5e8]),
        ("March 24, 2025", [24.0, 2025.0]),
        ("114,666 songs", [114666.0]),
        ("thirty", [30.0]),
        ("B2B", []),
    ],
)
def test_numbers_are_read_in_words_and_digits(text, found):
    assert numbers(text) == found


def test_a_truth_value_is_no_number():
    assert same_value(True, (), ["true"])
    assert not same_value(True, (), [1.0])


def test_a_repeated_quotation_is_taken_where_it_is_said_to_stand():
    passages = Passages("It won. It lost. It won.")
    assert passages.touched("It won.", 17, 24) == {2}


# ------------------------------------------------------------------ coverage


def test_coverage_of_the_annotation_counts_core_claims_with_a_term():
    assert scored().annotated_with_term() == Share(1, 2)


def test_a_term_among_the_alternatives_covers_an_annotated_claim():
    claims = [claim(3, "Tuno", "open:respond", relation_alt=["not:inv:sued"], core=True)]
    assert scored(claims=claims).annotated_with_term() == Share(1, 1)


def test_coverage_of_what_was_found_leaves_out_claims_that_are_not_core():
    found = scored(given(0, "Acme Records", "sued", "Tuno"), given(2, "Blue Rain", "performedBy", "Zed Fox"))
    assert found.found_with_term() == Share(1, 1)


def test_a_core_claim_found_in_open_words_is_not_covered():
    assert scored(given(0, "Acme Records", "open:take_to_court", "Tuno")).found_with_term() == Share(0, 1)


def test_coverage_of_what_was_given_counts_wrong_claims_too():
    score = scored(given(0, "Tuno", "sued", "Blue Rain"), given(3, "Tuno", "open:reply"))
    assert score.given_with_term() == Share(1, 2)
