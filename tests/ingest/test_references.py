from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.names.mentions import read_names
from ingest.parsing.surrogate import parse
from ingest.pipeline import load_pipeline
from ingest.references.coreference import resolve_references
from kg.domain import load_domain


@pytest.fixture(scope="module")
def resolve():
    domain, pipeline = replace(load_domain(), names=()), load_pipeline()

    def run(text: str) -> list[tuple[str, str]]:
        names = read_names(text, domain, pipeline)
        entities = {e.key: e for e in names.entities}
        parsed = parse(text, names.sentences, names.mentions, entities, domain, pipeline.nlp)
        return [(text[m.start : m.end], entities[m.entity].name) for m in resolve_references(parsed, names, domain)]

    return run


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Singer Clara Vane left Norland. She never came back.", ("She", "Clara Vane")),
        ("Singer Clara Vane met Tom Okafor. She thanked him.", ("him", "Tom Okafor")),
        ("In her first speech, Clara Vane praised the law.", ("her", "Clara Vane")),
        ("The label Brimstow Records sued in May. The company wants damages.", ("The company", "Brimstow Records")),
        ("The streaming service Wexley said that it removed the songs.", ("it", "Wexley")),
        ("“I never agreed to this,” Clara Vane said.", ("I", "Clara Vane")),
        ("The song “Paper Lanterns” spread fast. The song has a million plays.", ("The song", "Paper Lanterns")),
        (
            "The governor signed the FAIR VOICES Act on Monday. The act protects singers.",
            ("The act", "FAIR VOICES Act"),
        ),
        ("Clara Vane wrote the lyrics herself.", ("herself", "Clara Vane")),
        ("Clara Vane walked in and then turned herself in.", ("herself", "Clara Vane")),
        ("The governor praised a bill. The bill is the FAIR VOICES Act.", ("The bill", "FAIR VOICES Act")),
    ],
)
def test_a_reference_leads_to_its_name(resolve, text: str, pair: tuple[str, str]) -> None:
    assert pair in resolve(text)


def test_both_leads_to_the_two_of_the_last_list(resolve) -> None:
    text = "The labels Brimstow Records and Kestrel Records sued in May. Both labels want damages."
    assert {name for words, name in resolve(text) if words == "Both labels"} == {"Brimstow Records", "Kestrel Records"}


@pytest.mark.parametrize(
    "text",
    [
        "Clara Vane and Anna Okafor met in Oslo before she left.",
        "It is clear that the streaming service Wexley lost.",
        "The label Brimstow Records was bought by a company. The company of that banker grew.",
        "“I never agreed to this,” a woman said.",
        "The label Brimstow Records sued in May. Then the glass company closed.",
    ],
)
def test_where_it_is_unclear_nothing_is_linked(resolve, text: str) -> None:
    assert resolve(text) == []


def test_a_man_is_not_she(resolve) -> None:
    text = "Clara Vane left early. Tom Okafor stayed, although she had asked for him."
    assert ("she", "Tom Okafor") not in resolve(text)


def test_a_speaker_is_not_the_one_spoken_of(resolve) -> None:
    text = "Tom Okafor was late. “He is never late,” John Vale said."
    assert ("He", "John Vale") not in resolve(text)


def test_a_pronoun_does_not_mean_what_is_named_below_it(resolve) -> None:
    text = "Singer Clara Vane spoke. She said that Clara Vane would sue Anna Okafor."
    assert ("She", "Anna Okafor") not in resolve(text)


def test_a_subject_after_its_verb_is_not_meant_ahead(resolve) -> None:
    assert ("her", "Anna Okafor") not in resolve("Behind her stands Anna Okafor.")


def test_a_tool_is_not_she(resolve) -> None:
    text = "The singer Clara Vane sang. The song was made with Tidewriter, an AI music generator, said her label."
    assert ("her", "Tidewriter") not in resolve(text)


def test_a_firm_is_no_man(resolve) -> None:
    text = "Tom Okafor sings. His label, Brimstow Records, waited. The firm sued."
    assert ("The firm", "Tom Okafor") not in resolve(text)


def test_the_last_word_of_a_name_after_of_is_not_what_it_is(resolve) -> None:
    text = "Tom Okafor won the Wexley Woman of the Match award. The match ended late."
    assert [name for words, name in resolve(text) if words == "The match"] == []


def test_both_does_not_lead_to_things_of_another_kind(resolve) -> None:
    text = "Singers Clara Vane and Tom Okafor met. Both labels sued."
    assert [words for words, _ in resolve(text) if words == "Both labels"] == []


def test_two_that_are_equally_near_are_not_chosen_between(resolve) -> None:
    text = "Clara Vane and Anna Okafor met Tom Vell before she left."
    assert [words for words, _ in resolve(text) if words == "she"] == []


def test_a_plaintiff_is_who_sued(resolve) -> None:
    text = "Brimstow Records sued Vell Media in March. The plaintiff asked for 2 million dollars."
    assert ("The plaintiff", "Brimstow Records") in resolve(text)


def test_a_defendant_is_not_who_sued(resolve) -> None:
    text = "Brimstow Records sued Vell Media in March. The defendant denied it."
    assert ("The defendant", "Brimstow Records") not in resolve(text)


def test_there_is_the_place_before(resolve) -> None:
    text = "Clara Vane moved to Denmark in May. There she signed with a label."
    assert ("There", "Denmark") in resolve(text)


def test_there_that_only_announces_is_no_place(resolve) -> None:
    text = "Clara Vane moved to Denmark in May. There was little to sing."
    assert [words for words, _ in resolve(text) if words == "There"] == []


def test_a_court_is_called_by_the_noun_inside_its_name(resolve) -> None:
    text = "The Regional Court Halden II heard Brimstow Records. The court will decide in June."
    assert ("The court", "Regional Court Halden II") in resolve(text)


def test_what_a_name_tells_of_itself_keeps_other_nouns_away(resolve) -> None:
    text = "The Regional Court Halden II heard Brimstow Records. The song came out in June."
    assert [words for words, _ in resolve(text) if words == "The song"] == []


def test_a_clause_with_the_name_tells_who_is_meant(resolve) -> None:
    assert ("The singer", "Ada Vane") in resolve("The singer, whose full name is Ada Vane, left the stage.")


def test_a_clause_with_another_s_name_does_not(resolve) -> None:
    assert ("The singer", "Ada Vane") not in resolve("The singer, whose manager is Ada Vane, left the stage.")


def test_a_country_is_no_city(resolve) -> None:
    text = "Clara Vane came to Denmark. The city was quiet."
    assert ("The city", "Denmark") not in resolve(text)


def test_what_was_called_a_bill_before_it_was_named_is_that_bill(resolve) -> None:
    text = (
        "Two senators wrote a bill on voices. The bill is the Fair Voices Act. Labels spoke on Monday. "
        "Brimstow Records fears the bill."
    )
    assert ("the bill", "Fair Voices Act") in resolve(text)


def test_the_act_is_the_law_named_before(resolve) -> None:
    text = "The governor signed the HOLLOW VOICES Act on Monday. Labels welcomed it, since the Act forbids copies."
    assert ("the Act", "HOLLOW VOICES Act") in resolve(text)


def test_it_is_not_the_noun_whose_phrase_it_stands_in(resolve) -> None:
    text = "The song “Paper Lanterns” came out in May. Clara Vane had the task of promoting it."
    assert ("it", "Paper Lanterns") in resolve(text)


def test_a_thing_that_is_called_a_singer_may_be_she(resolve) -> None:
    text = "RoRa can be heard now. The singer, whose full name is RoRa Veldin, has her first hit."
    assert ("her", "RoRa Veldin") in resolve(text)


def test_who_says_it_means_himself(resolve) -> None:
    text = "Tom Okafor met the singer Jack Vell in May. Jack Vell said he would leave the label."
    assert ("he", "Jack Vell") in resolve(text)


def test_who_is_told_something_by_another_sex_does_not(resolve) -> None:
    text = "Singer Clara Vane met her brother Tom Okafor. Clara Vane said he would leave the label."
    assert ("he", "Clara Vane") not in resolve(text)
