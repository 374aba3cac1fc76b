"""One construction a test, each with an example and the neighbour that must not be taken for it."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article

PUBLISHED = date(2025, 11, 12)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def told(reader: Reader, text: str, *, title: str = "") -> set[tuple[str, str, object]]:
    article = Article("a", text, title=title, published=PUBLISHED)
    found = reader.read(article).claims
    return {(c.subject.text, c.relation, c.object.text if c.object else c.value) for c in found}


def relations(reader: Reader, text: str) -> set[str]:
    return {relation for _, relation, _ in told(reader, text)}


def test_what_is_explained_is_the_words_of_its_clause(reader: Reader) -> None:
    found = told(reader, "Mira Solberg explained how the platform Tunesmith works.")
    assert ("Mira Solberg", "open:explain", "how the platform Tunesmith works") in found


def test_what_is_said_is_its_own_claim_and_no_object(reader: Reader) -> None:
    found = told(reader, "Mira Solberg explained that Orrin Vale sued Halden Records.")
    assert ("Orrin Vale", "sued", "Halden Records") in found
    assert "open:explain" not in {relation for _, relation, _ in found}


def test_a_clause_may_follow_a_preposition(reader: Reader) -> None:
    found = told(reader, "Mira Solberg spoke about what the label wants.")
    assert ("Mira Solberg", "open:speak_about", "what the label wants") in found


def test_a_title_before_a_name_tells_what_the_bearer_is(reader: Reader) -> None:
    found = told(reader, "The platform Tunesmith stopped the uploads of Mira Solberg.")
    assert ("Tunesmith", "open:be", "platform") in found


def test_a_noun_with_a_name_behind_a_preposition_is_no_title(reader: Reader) -> None:
    found = told(reader, "The platform of Mira Solberg stopped the uploads.")
    assert ("Mira Solberg", "open:be", "platform") not in found


def test_what_is_there_is_told_of_itself(reader: Reader) -> None:
    found = told(reader, "There is a dispute between Halden Records and Orrin Vale.")
    assert ("dispute between Halden Records and Orrin Vale", "open:be", None) in found


def test_a_pronoun_that_is_there_tells_nothing(reader: Reader) -> None:
    assert not told(reader, "There it is.")


def test_an_able_subject_does_what_the_infinitive_says(reader: Reader) -> None:
    assert ("Tunesmith", "open:stop", "uploads") in told(reader, "The platform Tunesmith is able to stop uploads.")


def test_a_relative_clause_after_a_list_describes_its_nearest_member(reader: Reader) -> None:
    text = "The suit names the singer Mira Solberg and Orrin Vale, who lives in Norland."
    found = told(reader, text)
    assert ("Orrin Vale", "open:live_in", "Norland") in found or ("Orrin Vale", "locatedIn", "Norland") in found
    assert ("Mira Solberg", "open:live_in", "Norland") not in found


def test_a_plural_relative_clause_describes_the_whole_list(reader: Reader) -> None:
    found = told(reader, "Orrin Vale and Mira Solberg, who founded Halden Records, sued the platform Tunesmith.")
    assert ("Halden Records", "foundedBy", "Orrin Vale") in found
    assert ("Halden Records", "foundedBy", "Mira Solberg") in found


def test_a_means_is_not_who_did_it(reader: Reader) -> None:
    found = told(reader, "The records of Mira Solberg were returned by mail.")
    assert "mail" not in {subject for subject, _, _ in found}


def test_who_did_it_follows_by(reader: Reader) -> None:
    found = told(reader, "The platform Tunesmith was sued by Halden Records.")
    assert ("Halden Records", "sued", "Tunesmith") in found


def test_a_phrase_that_links_sentences_is_no_part_of_the_claim(reader: Reader) -> None:
    assert not any("contrast" in relation for relation in relations(reader, "By contrast, Mira Solberg sang."))


def test_verbs_of_one_subject_share_their_object(reader: Reader) -> None:
    found = told(reader, "Halden Records bought and renamed the platform Tunesmith.")
    assert {("Halden Records", "acquired", "Tunesmith"), ("Halden Records", "open:rename", "Tunesmith")} <= found


def test_a_verb_of_going_shares_no_object(reader: Reader) -> None:
    found = told(reader, "Mira Solberg arrived and renamed the platform Tunesmith.")
    assert ("Mira Solberg", "open:arrive", "Tunesmith") not in found


def test_a_participle_that_leads_a_phrase_is_no_verb(reader: Reader) -> None:
    assert "open:range_from" not in relations(reader, "Tracks ranging from jazz to polka were removed by Tunesmith.")


def test_a_participle_that_tells_what_happened_is_a_verb(reader: Reader) -> None:
    assert "open:arrive_from" in relations(reader, "Mira Solberg, arriving from Norland, sued Halden Records.")


def test_who_was_told_is_the_object(reader: Reader) -> None:
    found = told(reader, "Orrin Vale told Mira Solberg that Halden Records closed.")
    assert ("Orrin Vale", "open:tell", "Mira Solberg") in found


def test_a_headline_that_opens_the_text_is_not_told_twice(reader: Reader) -> None:
    line = "Halden Records sues Mira Solberg."
    assert not told(reader, line, title="Halden Records sues Mira Solberg")
    assert ("Halden Records", "sued", "Mira Solberg") in told(reader, line, title="Another day in court")


def test_the_place_of_an_act_is_no_claim_of_its_own(reader: Reader) -> None:
    found = reader.read(Article("a", "Halden Records opened an office in Norland.", published=PUBLISHED)).claims
    (claim,) = [c for c in found if c.relation == "open:open"]
    assert claim.place is not None
    assert claim.place.text == "Norland"
    assert "open:open_in" not in {c.relation for c in found}


def test_where_someone_arrives_is_what_is_told(reader: Reader) -> None:
    assert ("Mira Solberg", "open:arrive_in", "Norland") in told(reader, "Mira Solberg arrived in Norland.")


def test_what_is_left_out_is_read_from_the_clause_before(reader: Reader) -> None:
    found = told(reader, "Mira Solberg lives in Norland, and so does Orrin Vale.")
    assert any(subject == "Orrin Vale" and second == "Norland" for subject, _, second in found)


def test_a_clause_of_its_own_is_not_filled_from_the_one_before(reader: Reader) -> None:
    found = told(reader, "Mira Solberg admires Norland, and Orrin Vale has a cold.")
    assert not any(subject == "Orrin Vale" and second == "Norland" for subject, _, second in found)


def test_both_parts_of_a_contrast_are_told_and_the_first_denied(reader: Reader) -> None:
    article = Article("a", "The message is not in the sound but in the titles.", published=PUBLISHED)
    found = {c.object.text: c.polarity for c in reader.read(article).claims if c.object}
    assert found == {"sound": "negative", "titles": "positive"}


def test_each_member_of_a_list_behind_a_preposition_is_told(reader: Reader) -> None:
    found = told(reader, "The suit depends on the contract and the letters.")
    assert {second for _, relation, second in found if relation == "open:depend_on"} == {"contract", "letters"}


def test_an_attempt_is_its_owners(reader: Reader) -> None:
    found = told(reader, "The riot was caused by the attempts of fans, after Mira Solberg's attempts to sell the hall.")
    assert ("Mira Solberg", "sells", "hall") in found
    assert ("riot", "open:sell", "hall") not in found


def test_a_chance_is_nothing_that_happened(reader: Reader) -> None:
    assert "open:sell" not in relations(reader, "Mira Solberg missed a chance to sell the hall.")


def test_a_verb_shares_the_auxiliary_of_the_passive_before_it(reader: Reader) -> None:
    found = relations(reader, "Homes of the singers were raided and their computers seized.")
    assert "open:be_seized" in found
    assert "open:be_seized" not in relations(reader, "Homes of the singers were raided and police seized computers.")


def test_the_main_clause_goes_on_behind_an_earlier_event(reader: Reader) -> None:
    text = "Halden Records dropped the act, days after the deal had become public, and apologised to Mira Solberg."
    found = told(reader, text)
    assert ("Halden Records", "apologisedTo", "Mira Solberg") in found


def test_it_is_not_a_person(reader: Reader) -> None:
    assert ("teacher", "open:resemble", "bomb") not in told(reader, "A teacher thought it resembled a bomb.")


def test_an_adjective_and_what_it_is_about_are_one_complement(reader: Reader) -> None:
    assert ("result", "open:be", "hard to misread") in told(reader, "The result was hard to misread.")


def test_a_verb_and_a_bare_noun_tell_one_thing(reader: Reader) -> None:
    found = told(reader, "Mira Solberg drew notice from the critics.")
    assert ("Mira Solberg", "open:draw_notice_from", "critics") in found
    assert "open:draw" in relations(reader, "Mira Solberg drew the money from the bank.")


@pytest.mark.parametrize(
    "text",
    [
        "The law covers the person who is copied.",
        "Mira Solberg asked whose image may be used.",
        "Nobody knows where Mira Solberg lives.",
    ],
)
def test_a_clause_that_asks_or_tells_which_one_is_no_claim(reader: Reader, text: str) -> None:
    assert not relations(reader, text) & {"open:be_copied", "open:be_used", "open:live", "open:live_where"}


def test_a_clause_that_adds_to_a_name_is_a_claim(reader: Reader) -> None:
    found = relations(reader, "The law protects Mira Solberg, who is often copied.")
    assert "open:be_copied" in found


def test_a_gerund_that_is_forbidden_is_done_by_nobody(reader: Reader) -> None:
    found = told(reader, "The Fair Sampling Act forbids copying the voices of singers.")
    assert not any(relation == "open:copy" for _, relation, _ in found)


def test_a_gerund_of_the_subject_is_its_own(reader: Reader) -> None:
    found = told(reader, "Mira Solberg enjoys copying the voices of singers.")
    assert any(subject == "Mira Solberg" and relation == "open:copy" for subject, relation, _ in found)


def test_a_later_description_tells_what_a_name_is(reader: Reader) -> None:
    text = "GEMA sued the platform Tunesmith. The German collecting society filed the suit in Munich."
    found = told(reader, text)
    if ("GEMA", "open:file", "suit") in found:  # where the reference is resolved
        assert ("GEMA", "open:be", "German collecting society") in found


def test_the_same_title_is_told_once(reader: Reader) -> None:
    text = "The producer Mira Solberg sang. The producer Mira Solberg left Norland."
    article = Article("a", text, published=PUBLISHED)
    assert len([c for c in reader.read(article).claims if c.relation == "open:be"]) == 1


def test_a_description_of_one_thing_behind_a_list_is_of_its_last_member(reader: Reader) -> None:
    text = "Halden Records, Farwater Music and Norsound, which belongs to Vale Media, sued Orrin Vale."
    found = told(reader, text)
    assert not any(s in ("Halden Records", "Farwater Music") and o == "Vale Media" for s, _, o in found)


def test_who_is_let_go_or_helped_is_told_with_the_infinitive(reader: Reader) -> None:
    found = told(reader, "Halden Records let Mira Solberg go. Orrin Vale helped Mira Solberg leave.")
    assert ("Halden Records", "open:let_go", "Mira Solberg") in found
    assert ("Orrin Vale", "open:help_leave", "Mira Solberg") in found


def test_what_is_let_be_known_is_nobody(reader: Reader) -> None:
    found = told(reader, "Halden Records let it be known that it sued Mira Solberg.")
    assert not any(relation.startswith("open:let") for _, relation, _ in found)


def test_a_participle_that_names_calls_nobody(reader: Reader) -> None:
    found = relations(reader, "Mira Solberg left the elite group within Farwater called the Blue Choir.")
    assert "open:call" not in found


def test_who_calls_a_thing_by_a_name_calls(reader: Reader) -> None:
    assert "open:call" in relations(reader, "Mira Solberg founded a choir and called it Bluewater.")


def test_judges_are_where_their_place_is(reader: Reader) -> None:
    assert ("judges in Munich", "locatedIn", "Munich") in told(reader, "The judges in Munich heard Mira Solberg.")


def test_a_song_in_a_place_is_located_nowhere(reader: Reader) -> None:
    assert "locatedIn" not in relations(reader, "Mira Solberg sang the song in Munich.")


def test_who_is_let_go_is_dropped(reader: Reader) -> None:
    assert ("label", "open:let_go", "Mira Solberg") in told(reader, "The label let Mira Solberg go on Monday.")


def test_who_is_let_go_somewhere_goes_there(reader: Reader) -> None:
    assert ("Mira Solberg", "open:go_to", "school") in told(reader, "The label let Mira Solberg go to school.")


def test_who_founds_along_with_others_is_one_of_them(reader: Reader) -> None:
    found = told(reader, "Mira Solberg founded Halden Records along with Orrin Vale.")
    assert ("Halden Records", "foundedBy", "Orrin Vale") in found


def test_who_is_hired_along_with_others_hires_nobody(reader: Reader) -> None:
    found = told(reader, "Halden Records hired Mira Solberg along with Orrin Vale.")
    assert ("Orrin Vale", "appointed", "Mira Solberg") not in found


def test_behind_did_a_verb_stands_in_its_base_form(reader: Reader) -> None:
    assert "foundedBy" in relations(reader, "Orrin Vale did not found Halden Records.")


def test_a_list_behind_a_preposition_has_all_its_members(reader: Reader) -> None:
    found = told(reader, "The hall was equipped with a laser show, a fog machine and music.")
    assert {o for _, r, o in found if r == "open:be_equipped_with"} == {"laser show", "fog machine", "music"}


def test_an_apposition_set_off_by_commas_is_no_member_of_a_list(reader: Reader) -> None:
    found = told(reader, "The hall was equipped with a stage, a gift of the city and its mayor, in the spring.")
    assert ("hall", "open:be_equipped_with", "gift of the city") not in found


def test_two_titles_before_a_name_tell_of_one_bearer(reader: Reader) -> None:
    found = told(reader, "Norlandic singer and actor Mira Solberg met Orrin Vale.")
    assert {s for s, r, _ in found if r == "meets"} == {"Mira Solberg"}


def test_somebody_beside_a_name_is_somebody_else(reader: Reader) -> None:
    found = told(reader, "A singer and Mira Solberg met Orrin Vale.")
    assert {s for s, r, _ in found if r == "meets"} == {"singer", "Mira Solberg"}


@pytest.mark.parametrize(
    "text",
    [
        "Halden Records co-founder Mira Solberg met Orrin Vale.",
        "Co-founder of Halden Records, Mira Solberg, met Orrin Vale.",
        "Co-founder of Halden Records, Mira Solberg, quietly met with Orrin Vale.",
        "Mira Solberg co-founded Halden Records.",
    ],
)
def test_who_founded_together_with_others_is_a_founder(reader: Reader, text: str) -> None:
    assert ("Halden Records", "foundedBy", "Mira Solberg") in told(reader, text)


def test_a_house_that_names_nobody_has_no_founder(reader: Reader) -> None:
    assert "foundedBy" not in relations(reader, "A co-founder of Halden Records met Mira Solberg.")


def test_what_has_to_be_done_is_told_of_it(reader: Reader) -> None:
    assert ("report", "open:be_written", None) in told(reader, "The report had to be written.")
    assert ("court", "open:rule", None) in told(reader, "The court is due to rule.")


def test_what_others_are_to_do_is_not_told_alone(reader: Reader) -> None:
    assert ("band", "open:leave", None) not in told(reader, "Halden Records told the band to leave.")


def test_a_verb_without_meaning_takes_its_adverb(reader: Reader) -> None:
    assert ("lawsuits", "open:go_away", None) in told(reader, "The lawsuits have not gone away.")
    assert not told(reader, "So the lawsuits go.")


def test_who_acts_on_herself_acts(reader: Reader) -> None:
    assert ("Mira Solberg", "open:defend", None) in told(reader, "Mira Solberg defended herself.")
    assert ("Mira Solberg", "open:defend", None) not in told(reader, "Mira Solberg defended it.")


def test_a_participle_tells_of_the_noun_before_it(reader: Reader) -> None:
    found = told(reader, "One side of the hall is paintings made by student groups.")
    assert ("student groups", "open:make", "paintings") in found


def test_a_preposition_of_several_words_leads_what_it_is_about(reader: Reader) -> None:
    found = told(reader, "Halden Records acted on the basis of a contract.")
    assert ("Halden Records", "open:act_on_basis_of", "contract") in found


def test_a_role_before_a_comma_tells_whose_its_bearer_is(reader: Reader) -> None:
    found = told(reader, "The team's new coach, Mira Solberg, met Orrin Vale.")
    assert ("Mira Solberg", "open:be_coach_of", "team") in found


def test_a_thing_before_a_comma_is_no_role(reader: Reader) -> None:
    found = relations(reader, "The band's song, Mira Solberg, was praised by Orrin Vale.")
    assert not {r for r in found if r.startswith("open:be_song")}


def test_two_titles_with_an_adjective_are_both_told(reader: Reader) -> None:
    found = told(reader, "American academic and professor Mira Solberg met Orrin Vale.")
    assert ("Mira Solberg", "open:be", "American academic and professor") in found
