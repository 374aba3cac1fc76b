from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import names

TITLE_LIKE = st.text(alphabet="aBcdE éöñß'’“”.-–—&,!1 29 theInc\u00a0", max_size=30)  # noqa: RUF001  # real ones


@given(st.text())
def test_flattening_keeps_every_offset(text):
    assert len(names.flat(text)) == len(text)


@given(st.text())
def test_flattening_twice_changes_nothing(text):
    assert names.flat(names.flat(text)) == names.flat(text)


def test_the_em_dash_stays():
    assert names.flat("Vale — a band") == "Vale — a band"


def test_an_en_dash_between_phrases_stays_and_one_between_numbers_goes():
    assert names.flat("songs – 10–20 of them") == "songs – 10-20 of them"  # noqa: RUF001


@pytest.mark.parametrize("alphabet", [st.text(), TITLE_LIKE], ids=["any text", "title-like"])
def test_a_key_is_its_own_key(alphabet):
    @given(alphabet)
    def check(text):
        assert names.name_key(names.name_key(text)) == names.name_key(text)

    check()


@given(st.text())
def test_a_key_is_empty_only_for_a_blank_name(text):
    assert bool(names.name_key(text)) == bool(text.strip())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Colm Vale's", "colm vale"),
        ("the Norland Times", "Norland Times"),
        ("U.S.", "US"),
        ("J. K. Vale", "J.K. Vale"),
        ("Sound & Vision", "Sound and Vision"),
        ("Vale Inc.", "Vale"),
        ("Vale Co., Ltd.", "Vale"),
        ("Béla Norén", "Bela Noren"),
        ("Møller", "Moller"),
        ("“Ode”", "Ode"),
        ("Don’t Fade", "Dont Fade"),  # noqa: RUF001
        ("Jo-Zee", "Jo Zee"),
        ("V$LE", "VSLE"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert names.name_key(one) == names.name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Volume 1", "Volume 2"), ("Vale 50", "Vale"), ("A-Pop", "Pop"), ("がく", "かく"), ("Vale", "Vales")],
)
def test_different_names_have_different_keys(one, other):
    assert names.name_key(one) != names.name_key(other)


@given(st.text())
def test_a_slug_fits_into_an_iri(text):
    made = names.slug(text)
    assert made
    assert len(made) <= 100
    assert all(char == "-" or char.isalnum() or not char.isascii() for char in made)
    assert not set(made) & set(' "<>{}|\\^`_/?#%')


def test_a_slug_keeps_other_scripts():
    assert names.slug("Виктор Новак") == "виктор-новак"


def test_long_titles_that_differ_at_the_end_have_different_slugs():
    assert names.slug("la " * 60 + "one") != names.slug("la " * 60 + "two")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NMG", "Norland Music Group"),
        ("N.M.G.", "Norland Music Group"),
        ("DoJ", "Department of Justice"),
        ("RSAN", "Recording Society of All Norland"),
        ("NBC", "Norland Broadcasting Corporation"),
        ("SAFE Act", "Songs and Fair Earnings Act"),
        ("USMO", "US Music Office"),
        ("NO MASKS", "Name Originals, Make Acts Show Known Singers"),
        ("AI", "artificial intelligence"),
    ],
)
def test_capitals_abbreviate_the_words(short, long):
    assert names.is_acronym_of(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NMG", "Norland Film Group"),
        ("Nmg", "Norland Music Group"),
        ("NMG", "Nmg"),
        ("N", "Norland Music"),
        ("NM", "Norland Music Group"),
        ("", "Norland Music"),
    ],
)
def test_other_words_are_not_abbreviated(short, long):
    assert not names.is_acronym_of(short, long)


@given(st.lists(st.text("abcdefghkmnpr", min_size=4, max_size=9), min_size=2, max_size=6))
def test_initials_always_abbreviate_what_they_were_made_of(words):
    full = " ".join(word.capitalize() for word in words)
    assert names.is_acronym_of(names.initials(full), full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Okafor", "Ada Lindqvist Okafor"),
        ("Ada", "Ada Lindqvist Okafor"),
        ("Ada Okafor", "Ada Lindqvist Okafor"),
        ("Judge Okafor", "Ada Okafor Jr."),
        ("Vale's", "Vale Music Group"),
        ("Vale Music", "Vale Music Group"),
    ],
)
def test_a_short_form_is_part_of_the_full_name(short, full):
    assert names.is_part_of(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Lindqvist", "Ada Lindqvist Okafor"),
        ("Music Group", "Vale Music Group"),
        ("Norland", "University of Norland"),
        ("U.S.", "U.S. Music Office"),
        ("Swedish", "Swedish Music Society"),
        ("Okafor", "Okafor"),
        ("50", "Top 50"),
        ("Ada Lindqvist Okafor", "Okafor"),
    ],
)
def test_other_words_of_a_name_are_no_short_form(short, full):
    assert not names.is_part_of(short, full)


@given(TITLE_LIKE, TITLE_LIKE)
def test_likeness_is_symmetric_and_in_range(one, other):
    score = names.similar(one, other)
    assert score == pytest.approx(names.similar(other, one))
    assert 0 <= score <= 100


def test_a_slip_of_the_pen_is_still_alike():
    assert names.similar("Breaking Dust", "Braking Dust") > 90


def test_a_different_number_is_a_different_name():
    assert names.similar("Norland Top 40 Songs", "Norland Top 50 Songs") <= 70


@pytest.mark.parametrize(
    ("full", "bare"),
    [
        ("Sen. Ada Okafor", "Ada Okafor"),
        ("former U.S. President Ada Okafor", "Ada Okafor"),
        ("Chief Executive Ada Okafor", "Ada Okafor"),
        ("Secretary of State Ada Okafor", "Ada Okafor"),
        ("District Judge Ada Okafor", "Ada Okafor"),
        ("Ada Okafor, Jr.", "Ada Okafor"),
        ("Lady Vale", "Lady Vale"),
        ("The Rapper", "The Rapper"),
        ("Judge", "Judge"),
        ("", ""),
    ],
)
def test_titles_and_honours_come_off(full, bare):
    assert names.strip_affixes(full) == bare


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Swedish", "Sweden"),
        ("Swedes", "Sweden"),
        ("american", "United States"),
        ("British", "United Kingdom"),
        ("South Korean", "South Korea"),
        ("Gabonese", "Gabon"),
        ("Texan", "Texas"),
        ("Dutch", "Netherlands"),
        ("European", "Europe"),
        ("digital", None),
        ("", None),
    ],
)
def test_an_adjective_names_its_place(word, place):
    assert names.place_of_adjective(word) == place


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("U.S.", "United States"),
        ("the US", "United States"),
        ("UK", "United Kingdom"),
        ("Tenn.", "Tennessee"),
        ("N.Y.", "New York"),
        ("us", "us"),
        ("Oslo", "Oslo"),
        ("", ""),
    ],
)
def test_a_place_is_spelled_out(short, full):
    assert names.expand_place(short) == full


def test_every_place_is_a_place_and_a_band_is_none():
    assert names.is_place("the United Kingdom")
    assert names.is_place("South Dakota")
    assert not names.is_place("Nova Vale")
