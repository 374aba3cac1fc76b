"""Who says it, how firmly, and whether it is denied: each construction with an example and a counter-example."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article, Claim

PUBLISHED = date(2025, 11, 12)
SUED = "Halden Records sued Mira Solberg"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def one(reader: Reader, text: str, relation: str) -> Claim:
    claims = reader.read(Article("a", text, published=PUBLISHED)).claims
    found = [c for c in claims if c.relation == relation and c.subject.text == "Halden Records"]
    assert len(found) == 1, [(c.subject.text, c.relation, c.object and c.object.text) for c in claims]
    return found[0]


def speaker(claim: Claim) -> str | None:
    return claim.speaker.text if claim.speaker else None


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Halden Records no longer represents Mira Solberg.", "represents"),
        ("Halden Records did not copy or sell the song.", "sells"),
        ("Halden Records neither sued Mira Solberg nor paid Orrin Vale.", "open:pay"),
        ("Halden Records had neither lawyers nor money.", "open:have"),
        ("Halden Records did not answer, nor did Halden Records pay Mira Solberg.", "open:pay"),
        ("At no time did Halden Records sue Mira Solberg.", "sued"),
        ("Halden Records released the album without paying Mira Solberg.", "open:pay"),
        ("A judge kept Halden Records from paying Mira Solberg.", "open:pay"),
        ("Halden Records was not able to pay Mira Solberg.", "open:pay"),
        ("Halden Records is too small to pay Mira Solberg.", "open:pay"),
        ("Halden Records's attempts to pay Mira Solberg have failed.", "open:pay"),
        ("Halden Records denied copying the song and selling the album.", "sells"),
        ("Orrin Vale does not believe that Halden Records sued Mira Solberg.", "sued"),
        ("It is not true that Halden Records sued Mira Solberg.", "sued"),
        ("Orrin Vale rejected rumours that Halden Records sued Mira Solberg.", "sued"),
        ("Orrin Vale dismissed the claim that Halden Records sued Mira Solberg.", "sued"),
        ("Halden Records ruled out suing Mira Solberg.", "sued"),
        ("Halden Records has no plans to sue Mira Solberg.", "sued"),
        ("Halden Records almost sued Mira Solberg.", "sued"),
        ("Nortide stays banned until Halden Records pays Mira Solberg.", "open:pay"),
        ("Neither Halden Records nor Nortide sued Mira Solberg.", "sued"),
        ("Hardly any label pays Mira Solberg.", "open:pay"),
        ("There is no label that pays Mira Solberg.", "open:pay"),
        ("There are no tapes left at the studio.", "open:be_left_at"),
    ],
)
def test_what_is_denied_is_negative(reader: Reader, text: str, relation: str) -> None:
    assert {c.polarity for c in reader.read(Article("a", text)).claims if c.relation == relation} == {"negative"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Halden Records not only sued Mira Solberg but also fined Orrin Vale.", "sued"),
        ("Halden Records did not fail to pay Mira Solberg.", "open:pay"),
        ("Halden Records cannot but praise Mira Solberg.", "praised"),
        ("Halden Records was able to pay Mira Solberg.", "open:pay"),
        ("Halden Records did not answer but paid Mira Solberg.", "open:pay"),
        ("Orrin Vale did not know that Halden Records sued Mira Solberg.", "sued"),
        ("Halden Records nearly doubled its prices.", "open:double"),
        ("Halden Records did not sue Mira Solberg by itself.", "sued"),
        ("Halden Records did not sue Mira Solberg alone.", "sued"),
        ("Orrin Vale waited until Halden Records paid Mira Solberg.", "open:pay"),
        ("Halden Records dismissed the manager of Mira Solberg.", "dismissed"),
    ],
)
def test_what_only_sounds_denied_is_positive(reader: Reader, text: str, relation: str) -> None:
    assert one(reader, text, relation).polarity == "positive"


def test_not_every_denies_the_sentence(reader: Reader) -> None:
    (claim,) = reader.read(Article("a", "Not every label supports Mira Solberg.")).claims
    assert claim.polarity == "negative"


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Halden Records was ordered to pay Mira Solberg.", "open:pay", "planned"),
        ("Halden Records is ready to pay Mira Solberg.", "open:pay", "planned"),
        ("Halden Records wants to find and pay Mira Solberg.", "open:pay", "possible"),
        ("Halden Records considered suing Mira Solberg.", "sued", "possible"),
        ("It is possible that Halden Records sued Mira Solberg.", "sued", "possible"),
        ("Were Halden Records to sue Mira Solberg, Orrin Vale would leave the band.", "sued", "possible"),
        ("Had Halden Records sued Mira Solberg, Orrin Vale would have left the band.", "sued", "possible"),
        ("Did Halden Records sue Mira Solberg?", "sued", "possible"),
        ("Orrin Vale did not say that Halden Records sued Mira Solberg.", "sued", "possible"),
        ("The agency does not claim that Halden Records sued Mira Solberg.", "sued", "possible"),
        ("Orrin Vale came to the conclusion that Halden Records sued Mira Solberg.", "sued", "opinion"),
        ("Halden Records claimed to have paid Mira Solberg.", "open:pay", "alleged"),
        ("Mira Solberg accused Halden Records of copying the song.", "open:copy", "alleged"),
        ("Halden Records was charged with copying the song.", "open:copy", "alleged"),
        ("The lawsuit says that Halden Records copied the song.", "open:copy", "alleged"),
        ("According to the complaint, Halden Records copied the song.", "open:copy", "alleged"),
        ("Orrin Vale said that Halden Records would sue Mira Solberg.", "sued", "planned"),
        ("There is no evidence that Halden Records sued Mira Solberg.", "sued", "possible"),
        ("Nothing suggests that Halden Records sued Mira Solberg.", "sued", "possible"),
        ("Halden Records is in talks about suing Mira Solberg.", "sued", "possible"),
        ("Halden Records plans on suing Mira Solberg.", "sued", "planned"),
        ("Orrin Vale wants Halden Records to pay Mira Solberg.", "open:pay", "possible"),
        ("Orrin Vale is convinced that Halden Records sued Mira Solberg.", "sued", "opinion"),
        ("Orrin Vale is afraid that Halden Records sued Mira Solberg.", "sued", "possible"),
        ("Perhaps Halden Records sued Mira Solberg.", "sued", "possible"),
        ("Unless Halden Records pays Mira Solberg, Orrin Vale will leave the band.", "open:pay", "possible"),
    ],
)
def test_what_is_no_plain_fact_is_hedged(reader: Reader, text: str, relation: str, modality: str) -> None:
    assert one(reader, text, relation).modality == modality


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Halden Records decided to drop Mira Solberg.", "dropped"),
        ("Halden Records was able to pay Mira Solberg.", "open:pay"),
        ("Halden Records marched to protest against the law.", "opposes"),
        ("Halden Records could not pay Mira Solberg.", "open:pay"),
        ("Halden Records admitted to copying the song.", "open:copy"),
        ('"Halden Records sued Mira Solberg," she said. "Why?" Orrin Vale asked.', "sued"),
        ("Orrin Vale found that Halden Records copied the song.", "open:copy"),
        ("There is evidence that Halden Records copied the song.", "open:copy"),
        ("Orrin Vale did not say why Halden Records sued Mira Solberg.", "sued"),
        ("It is certain that Halden Records sued Mira Solberg.", "sued"),
    ],
)
def test_what_is_told_as_so_is_asserted(reader: Reader, text: str, relation: str) -> None:
    assert one(reader, text, relation).modality == "asserted"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"In the view of Orrin Vale, {SUED}.", "Orrin Vale"),
        (f"By Orrin Vale's account, {SUED}.", "Orrin Vale"),
        (f"{SUED}, as Orrin Vale pointed out on Monday.", "Orrin Vale"),
        (f"Nordlys News reported that, according to Orrin Vale, {SUED}.", "Orrin Vale"),
        (f"Orrin Vale said that Nordlys News reported that {SUED}.", "Nordlys News"),
        (f"Orrin Vale repeated the claim that {SUED}.", "Orrin Vale"),
        (f"Norland police said that {SUED}.", "Norland police"),
        (f"A critic said that {SUED}.", "critic"),
        (f"According to the manager, Orrin Vale, {SUED}.", "Orrin Vale"),
        (f'Orrin Vale commented,\n"{SUED}."', "Orrin Vale"),
        (f'"{SUED}. It was wrong," Orrin Vale wrote.', "Orrin Vale"),
        (f'"It was wrong," Orrin Vale wrote. "{SUED}."', "Orrin Vale"),
        (f'Orrin Vale was furious. "{SUED}."', "Orrin Vale"),
        (f'"{SUED}."\n- Orrin Vale', "Orrin Vale"),
        (f'"{SUED}." Orrin Vale, "The war of the labels"', "Orrin Vale"),
        (f'Orrin Vale: "{SUED}."', "Orrin Vale"),
        (f'The sign reads: "{SUED}."', "sign"),
        (f'"{SUED}," reads the statement of Nortide.', "Nortide"),
        (f"Per Nordlys News, {SUED}.", "Nordlys News"),
        (f"Nordlys News reported, citing Orrin Vale, that {SUED}.", "Orrin Vale"),
        (f"Orrin Vale named the reason: {SUED}.", "Orrin Vale"),
        (f"Orrin Vale put it this way: {SUED}.", "Orrin Vale"),
        (f"{SUED}, as Orrin Vale put it.", "Orrin Vale"),
        (f"Orrin Vale made clear that {SUED}.", "Orrin Vale"),
        (f"Orrin Vale said in an interview that {SUED}.", "Orrin Vale"),
        (f"Orrin Vale told a court that {SUED}.", "Orrin Vale"),
        (f"Two scientists said that it was wrong. They added that {SUED}.", "Two scientists"),
        (f"Orrin Vale said it was wrong; {SUED}, she added.", "Orrin Vale"),
        (f"Orrin Vale has said that {SUED}; half of the songs are rated as good.", "Orrin Vale"),
    ],
)
def test_whoever_says_it_is_the_speaker(reader: Reader, text: str, who: str) -> None:
    assert speaker(one(reader, text, "sued")) == who


@pytest.mark.parametrize(
    "text",
    [
        f"{SUED}.",
        f"{SUED}. Orrin Vale said nothing.",
        f"{SUED} after Orrin Vale said that the song failed.",
        f'{SUED}. "It was wrong," Orrin Vale wrote.',
        f"Orrin Vale was furious. {SUED}.",
        f"Orrin Vale named the song: {SUED}.",
        f"Orrin Vale put it on a list. {SUED}.",
        f"{SUED} at $5 per song.",
        f"{SUED} to show that it cares.",
        f"Orrin Vale did not say that {SUED}.",
        f"{SUED}. Orrin Vale commented.",
    ],
)
def test_what_the_article_says_itself_has_no_speaker(reader: Reader, text: str) -> None:
    assert speaker(one(reader, text, "sued")) is None


def test_who_is_accused_does_not_say_it(reader: Reader) -> None:
    assert speaker(one(reader, "Halden Records is accused of copying the song.", "open:copy")) is None


def test_a_confession_is_told_by_who_confesses(reader: Reader) -> None:
    assert speaker(one(reader, "Halden Records admitted to copying the song.", "open:copy")) == "Halden Records"


def test_a_paper_s_quotation_goes_on_in_the_next_paragraph(reader: Reader) -> None:
    text = f'Orrin Vale wrote: "It was wrong.\n\n"{SUED}."'
    assert speaker(one(reader, text, "sued")) == "Orrin Vale"


def test_he_who_tells_it_is_nobody_named_in_what_he_tells(reader: Reader) -> None:
    assert speaker(one(reader, f"{SUED}, she said.", "sued")) is None


def test_a_clause_of_reason_behind_the_teller_is_told_too(reader: Reader) -> None:
    text = "The song failed, Orrin Vale said, because Halden Records copied the album."
    assert speaker(one(reader, text, "open:copy")) == "Orrin Vale"


def test_a_clause_of_time_behind_the_teller_is_not(reader: Reader) -> None:
    text = "The song failed, Orrin Vale said when Halden Records copied the album."
    assert speaker(one(reader, text, "open:copy")) is None


def test_a_letter_that_somebody_sent_tells_nothing(reader: Reader) -> None:
    claims = reader.read(Article("a", "Orrin Vale spoke in a letter that Halden Records published.")).claims
    assert {speaker(c) for c in claims} == {None}


@pytest.mark.parametrize(("word", "modality"), [("can", "asserted"), ("may", "possible"), ("could", "possible")])
def test_can_hedges_nothing_where_the_relation_is_an_ability(reader: Reader, word: str, modality: str) -> None:
    claims = reader.read(Article("a", f"The song 'Low Tide' {word} be heard on Spotify.")).claims
    assert {c.modality for c in claims if c.relation == "availableOn"} == {modality}


def test_what_may_or_may_not_be_is_open_and_not_denied(reader: Reader) -> None:
    claim = one(reader, "Halden Records may or may not sue Mira Solberg.", "sued")
    assert (claim.modality, claim.polarity) == ("possible", "positive")


def test_to_bear_in_mind_is_nobodys_opinion(reader: Reader) -> None:
    text = "Halden Records sued Mira Solberg, and the article should be read with that in mind."
    assert one(reader, text, "sued").modality == "asserted"


def test_in_somebodys_mind_is_an_opinion(reader: Reader) -> None:
    assert one(reader, "In his mind, Halden Records fined Mira Solberg.", "fined").modality == "opinion"


def test_what_is_denied_of_none_is_not_denied(reader: Reader) -> None:
    claims = reader.read(Article("a", "There is no label that has not paid Mira Solberg.")).claims
    assert {c.polarity for c in claims if c.relation == "open:pay"} == {"positive"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Halden Records could cut costs by firing Mira Solberg.", "possible"),
        ("Halden Records cut costs by firing Mira Solberg.", "asserted"),
    ],
)
def test_means_are_as_sure_as_what_they_serve(reader: Reader, text: str, modality: str) -> None:
    assert one(reader, text, "fired").modality == modality
