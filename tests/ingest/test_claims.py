from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article, Claim

PUBLISHED = date(2025, 11, 12)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Article("a", text, published=PUBLISHED)).claims)


def told(reader: Reader, text: str) -> set[tuple[str, str, object]]:
    return {(c.subject.text, c.relation, c.object.text if c.object else c.value) for c in claims(reader, text)}


def one(reader: Reader, text: str, relation: str) -> Claim:
    found = [c for c in claims(reader, text) if c.relation == relation]
    assert len(found) == 1, told(reader, text)
    return found[0]


def test_a_passive_and_an_active_sentence_say_the_same(reader: Reader) -> None:
    active = told(reader, "The label Halden Records sued the platform Tunesmith.")
    passive = told(reader, "The platform Tunesmith was sued by the label Halden Records.")
    assert ("Halden Records", "sued", "Tunesmith") in active & passive


def test_each_member_of_a_list_gets_its_own_claim(reader: Reader) -> None:
    found = told(reader, "The labels Halden Records and Farwater Music sued the platform Tunesmith on Monday.")
    assert {("Halden Records", "sued", "Tunesmith"), ("Farwater Music", "sued", "Tunesmith")} <= found


def test_a_suit_filed_against_someone_is_a_suing(reader: Reader) -> None:
    text = "The label Halden Records filed a copyright lawsuit against the platform Tunesmith."
    assert ("Halden Records", "sued", "Tunesmith") in told(reader, text)


@pytest.mark.parametrize(
    "denied",
    [
        "Halden Records did not sue Mira Solberg.",
        "Halden Records has never sued Mira Solberg.",
        "Halden Records has yet to sue Mira Solberg.",
        "Halden Records has still to sue Mira Solberg.",
        "Halden Records failed to sue Mira Solberg.",
        "Halden Records refused to sue Mira Solberg.",
        "Halden Records denied that it sued Mira Solberg.",
    ],
)
def test_a_denial_turns_the_polarity(reader: Reader, denied: str) -> None:
    assert one(reader, "Halden Records sued Mira Solberg.", "sued").polarity == "positive"
    assert one(reader, denied, "sued").polarity == "negative"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Halden Records may sue Mira Solberg.", "possible"),
        ("Halden Records plans to sue Mira Solberg.", "planned"),
        ("Halden Records will sue Mira Solberg.", "planned"),
        ("Halden Records reportedly sued Mira Solberg.", "alleged"),
        ("Orrin Vale believes that Halden Records sued Mira Solberg.", "opinion"),
        ("Halden Records sued Mira Solberg.", "asserted"),
    ],
)
def test_hedges_give_the_modality(reader: Reader, text: str, modality: str) -> None:
    assert one(reader, text, "sued").modality == modality


def test_a_verb_of_saying_names_the_speaker(reader: Reader) -> None:
    claim = one(reader, "Orrin Vale said that Halden Records sued Mira Solberg.", "sued")
    assert claim.speaker is not None
    assert (claim.speaker.text, claim.attribution_cue) == ("Orrin Vale", "said")


def test_according_to_names_the_speaker(reader: Reader) -> None:
    claim = one(reader, "According to Orrin Vale, Halden Records sued Mira Solberg.", "sued")
    assert claim.speaker is not None
    assert claim.speaker.text == "Orrin Vale"


def test_words_in_quotation_marks_belong_to_who_said_them(reader: Reader) -> None:
    claim = one(reader, "“Halden Records sued Mira Solberg last week,” said Orrin Vale.", "sued")
    assert claim.speaker is not None
    assert claim.speaker.text == "Orrin Vale"


def test_a_figure_has_value_unit_comparator_place_and_time(reader: Reader) -> None:
    text = "By early November, the song “Low Tide” had drawn more than 1.6 million official U.S. streams."
    claim = one(reader, text, "streamCount")
    assert (claim.value, claim.unit, claim.comparator) == (1600000, "streams", "moreThan")
    assert claim.place is not None
    assert claim.place.text == "United States"
    assert claim.time is not None
    assert claim.time.end == date(2025, 11, 10)


def test_a_rank_has_its_chart_as_context(reader: Reader) -> None:
    text = "“Low Tide” by the singer Orrin Vale climbed to No. 3 on the Norland Albums Chart."
    claim = one(reader, text, "chartRank")
    assert claim.value == 3
    assert claim.context is not None
    assert claim.context.text == "Norland Albums Chart"


def test_a_share_is_a_number_with_its_unit(reader: Reader) -> None:
    claim = one(reader, "AI tracks account for 34.5 percent of uploads.", "shareOf")
    assert (claim.value, claim.unit) == (Decimal("34.5"), "percent")


def test_what_no_row_maps_is_kept_as_an_open_claim(reader: Reader) -> None:
    assert ("Mira Solberg", "open:admire", "Orrin Vale") in told(reader, "Mira Solberg admires Orrin Vale.")


def test_a_claim_quotes_its_whole_sentence_exactly(reader: Reader) -> None:
    text = "It rained.  Halden Records sued Mira Solberg.\nNobody sang."
    claim = one(reader, text, "sued")
    assert text[claim.sentence.start : claim.sentence.end] == "Halden Records sued Mira Solberg."


def test_an_unknown_name_takes_the_type_that_the_verb_asks_for(reader: Reader) -> None:
    text = "The song “Faux Fever” was removed from Zorbly in August."
    reading = reader.read(Article("a", text, published=PUBLISHED))
    assert {e.name: reader.domain.type_name(e.type) for e in reading.entities}["Zorbly"] == "platform"


def test_reading_is_the_same_every_time(reader: Reader) -> None:
    article = Article("a", "“Low Tide” topped the Norland Albums Chart. It has 2 million streams.", published=PUBLISHED)
    assert reader.read(article) == reader.read(article)


@pytest.mark.parametrize(
    ("text", "topped"),
    [
        ('The song "Low Tide" reached No. 1 on the Harbour Airplay chart.', True),
        ('The song "Low Tide" went to No. 1 on the Harbour Airplay chart.', True),
        ('On the Harbour Airplay chart, Nortide found the song "Low Tide" at No. 1.', True),
        ('The song "Low Tide" reached No. 5 on the Harbour Airplay chart.', False),
        ('The song "Low Tide" went to No. 12 on the Harbour Airplay chart.', False),
    ],
)
def test_only_the_first_place_tops_a_chart(reader: Reader, text: str, *, topped: bool) -> None:
    found = told(reader, text)
    assert any(relation == "chartRank" for _, relation, _ in found)
    assert (("Low Tide", "toppedChart", "Harbour Airplay") in found) is topped


def test_what_has_a_maker_is_a_tool(reader: Reader) -> None:
    found = told(reader, "Brinewood Labs, the maker of Udalo, was sued by Ada Vale.")
    assert ("Udalo", "developedBy", "Brinewood Labs") in found


def test_companies_of_several_groups_act_for_all_of_them(reader: Reader) -> None:
    found = told(reader, "Units of Norland Records and Vale Music sued the platform Tunesmith.")
    assert {("Norland Records", "sued", "Tunesmith"), ("Vale Music", "sued", "Tunesmith")} <= found


def test_its_sponsor_stands_beside_its_name(reader: Reader) -> None:
    text = "The Fair Sampling Act was debated in June. Its sponsor, Senator Ada Vale of Ohio, calls it fair."
    assert ("Fair Sampling Act", "introducedBy", "Ada Vale") in told(reader, text)


def test_who_reports_a_figure_of_its_own_is_its_speaker(reader: Reader) -> None:
    claim = one(reader, "The platform Tunesmith claims 3 million users.", "userCount")
    assert claim.speaker is not None
    assert (claim.speaker.text, claim.modality) == ("Tunesmith", "alleged")


def test_not_this_but_that_denies_only_the_first(reader: Reader) -> None:
    found = claims(reader, "Mira Solberg is not a singer but a producer.")
    assert {(c.object.text, c.polarity) for c in found if c.object} == {
        ("singer", "negative"),
        ("producer", "positive"),
    }


def test_a_denial_above_a_colon_denies_nothing_below_it(reader: Reader) -> None:
    claim = one(reader, "Nobody is lying: Halden Records did not sue Mira Solberg.", "sued")
    assert claim.polarity == "negative"


def test_words_that_mislead_the_parser_are_replaced_in_the_parse_only(reader: Reader) -> None:
    found = told(reader, "Norland's new law bans deepfake imitations of singers.")
    assert ("Norland's new law", "prohibits", "deepfake imitations of singers") in found


@pytest.mark.parametrize(
    "text",
    [
        "Rumours that Halden Records sued Mira Solberg are untrue, Orrin Vale said.",
        "Halden Records denied reports that it sued Mira Solberg.",
    ],
)
def test_a_rumour_said_to_be_untrue_is_a_denial(reader: Reader, text: str) -> None:
    claim = one(reader, text, "sued")
    assert (claim.polarity, claim.modality) == ("negative", "alleged")
