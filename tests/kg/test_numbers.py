from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import money, nouns, numerals
from kg.text.numbers import find_quantities, format_quantity, number_words, parse_number, same_quantity


def only(text):
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It drew 1.6 million official U.S. streams.", 1_600_000, "streams"),
        ("with 3.5 million plays", 3_500_000, "plays"),
        ("35,000 followers", 35_000, "followers"),
        ("two billion people", 2_000_000_000, "people"),
        ("half a million listeners", 500_000, "listeners"),
        ("five thousand votes", 5_000, "votes"),
        ("2,6-million monthly listeners", 2_600_000, "listeners"),
        ("100k followers", 100_000, "followers"),
        ("29\u00a0000 copies", 29_000, "copies"),
        ("a dozen acts", 12, "acts"),
        ("18 percent of tracks", 18, "percent"),
        ("18%", 18, "percent"),
        ("18 per cent", 18, "percent"),
        ("rose 3 percentage points", 3, "percentage points"),
        ("$150,000 in damages", 150_000, "USD"),
        ("€2bn", 2_000_000_000, "EUR"),
        ("£1.5m", 1_500_000, "GBP"),
        ("US$ 20,000 bail", 20_000, "USD"),
        ("C$5 million", 5_000_000, "CAD"),
        ("A$4.8 billion", 4_800_000_000, "AUD"),
        ("¥300", 300, "JPY"),
        ("100 Swedish kronor", 100, "SEK"),
        ("35 million euros", 35_000_000, "EUR"),
        ("a 3.7-billion-dollar fund", 3_700_000_000, "USD"),
        ("a 14-year-old boy", 14, "years"),
        ("the six - member team", 6, "members"),
        ("a 12-track album", 12, "tracks"),
        ("a 15 meter high pig", 15, "meters"),
        ("a 2000 year old tradition", 2000, "years"),
        ("a park of 240 square meters", 240, "square meters"),
        ("Ada Okafor, 42, and her band", 42, "years"),
        ("1709 schoolchildren", 1709, "schoolchildren"),
        ("turned around twice", 2, "times"),
        ("10 to 20 songs", "10..20", "songs"),
        ("10-20 songs", "10..20", "songs"),
        ("between 10 and 20 songs", "10..20", "songs"),
        ("$2-3 million", "2000000..3000000", "USD"),
        ("10% to 20% of sales", "10..20", "percent"),
        ("one or two points", "1..2", "points"),
        ("aged 8–10 years", "8..10", "years"),  # noqa: RUF001
        ("it ended 3 – 0", "3-0", "score"),  # noqa: RUF001
        ("a third of the seats", "1/3", "share"),
        ("two-thirds of voters", "2/3", "share"),
        ("half the songs", "1/2", "share"),
        ("dozens of songs", "dozens", "songs"),
        ("hundreds of thousands of people", "hundreds of thousands", "people"),
        ("one count of fraud", 1, "counts"),
    ],
)
def test_a_figure_has_its_value_and_unit(text, value, unit):
    quantity = only(text)
    assert (quantity.value, quantity.unit) == (value, unit)


def test_cents_stay_exact():
    assert only("8,091,843.64 dollars").value == Decimal("8091843.64")


@pytest.mark.parametrize(
    ("text", "comparator", "words"),
    [
        ("more than 5 songs", "moreThan", "more than 5"),
        ("over 5 songs", "moreThan", "over 5"),
        ("upwards of 5 songs", "moreThan", "upwards of 5"),
        ("it exceeded 10%", "moreThan", "exceeded 10%"),
        ("at least 5 songs", "atLeast", "at least 5"),
        ("no fewer than 5 songs", "atLeast", "no fewer than 5"),
        ("5 or more songs", "atLeast", "5 or more"),
        ("50-plus songs", "atLeast", "50-plus"),
        ("nearly 5 songs", "about", "nearly 5"),
        ("some 12,000 songs", "about", "some 12,000"),
        ("200-odd songs", "about", "200-odd"),
        ("roughly $5 million", "about", "roughly $5 million"),
        ("up to $150,000", "atMost", "up to $150,000"),
        ("as many as 40 songs", "atMost", "as many as 40"),
        ("no more than 5 songs", "atMost", "no more than 5"),
        ("within twenty days", "atMost", "within twenty"),
        ("fewer than 5 songs", "lessThan", "fewer than 5"),
        ("under 5 songs", "lessThan", "under 5"),
        ("larger than a third of seats", "moreThan", "larger than a third"),
        ("5 songs", "exactly", "5"),
        ("a total of 5 songs", "exactly", "5"),
    ],
)
def test_a_hedge_gives_the_comparator_and_belongs_to_the_text(text, comparator, words):
    quantity = only(text)
    assert (quantity.comparator, quantity.text) == (comparator, words)


@pytest.mark.parametrize(
    "text",
    [
        "in 2025",
        "his 2019 album",
        "the 2024 elections",
        "the 1990s",
        "July 1, 2025",
        "8 November",
        "Nov. 8",
        "2025-11-08",
        "on 1/2/2025",
        "at 10:30 p.m.",
        "over 2000 - 2050",
        "under Section 230",
        "version 2.0",
        "Ghostwriter977 sang",
        "Studio Zero, which",
        "GPT-4",
        "the Viral 50 chart",
        "Norland's Hot 100",
        "top 10",
        "one of the songs",
        "no one knew",
        "one day",
        "the first half",
        "No. 3:23-cv-01092",
        "S. 4591",
        "iPhone 15 users",
        "COVID-19 cases",
        "a second",
        "May 5 and 6",
    ],
)
def test_dates_names_and_labels_are_no_quantities(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("at No. 1", 1), ("at #2", 2), ("at number one", 1), ("No 11", 11), ("fourth place", 4)],
)
def test_a_place_on_a_list_is_an_ordinal(text, place):
    quantity = only(text)
    assert (quantity.value, quantity.unit, quantity.ordinal) == (place, "position", True)


@pytest.mark.parametrize(
    ("text", "value"), [("the second song", 2), ("her 21st album", 21), ("a twenty-first try", 21)]
)
def test_ordinal_words_are_flagged(text, value):
    quantity = only(text)
    assert (quantity.value, quantity.ordinal) == (value, True)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("20,000 tracks a day", "day"),
        ("20,000 tracks per day", "day"),
        ("50,000 tracks every day", "day"),
        ("50,000 tracks daily", "day"),
        ("900,000 monthly listeners", "month"),
        ("$150,000 per song", "song"),
        ("20,000 tracks", None),
    ],
)
def test_what_a_figure_is_counted_per(text, unit):
    assert only(text).per == unit


def test_a_change_from_one_figure_to_another_is_no_range():
    assert [q.value for q in find_quantities("it rose from 10 to 34 songs")] == [10, 34]


def test_the_counted_phrase_is_kept_as_written():
    assert only("1.6 million official U.S. streams and").head == "official U.S. streams"


@given(st.text(alphabet="abc 0129,.-–%$€ milonthousdfrex'\u00a0NoI#", max_size=60))  # noqa: RUF001
def test_found_spans_lie_in_order_and_hold_their_text(text):
    at = 0
    for quantity in find_quantities(text):
        assert at <= quantity.start <= quantity.figure_start < quantity.figure_end <= quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        at = quantity.end


@given(st.integers(2, 10**13), st.sampled_from(["streams", "percent", "USD", "EUR", "votes"]))
def test_what_is_worded_is_read_back(value, unit):
    quantity = only(f"It was {format_quantity(value, unit)} then.")
    assert (quantity.value, quantity.unit) == (value, unit)


@given(st.integers(0, 999))
def test_number_words_are_read_back(number):
    assert parse_number(number_words(number)) == number


@given(st.integers(0, 10**12))
def test_grouped_digits_are_read_back(number):
    assert parse_number(f"{number:,}") == number


@given(
    st.sampled_from(["more than", "at least", "about", "fewer than", "up to"]),
    st.integers(2, 999_999).filter(lambda n: not 1000 <= n < 2200),
)
def test_a_hedge_never_changes_the_value(hedge, number):
    assert only(f"with {hedge} {number} songs").value == only(f"with {number} songs").value


@pytest.mark.parametrize("text", ["", "many", "and", "song", "1.2.3", "5 songs", "half"])
def test_other_words_are_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "words"),
    [
        (3_500_000, "streams", "moreThan", "more than 3.5 million streams"),
        (18, "percent", None, "18 %"),
        (2_000_000_000, "USD", "exactly", "$2 billion"),
        (629_439, "streams", "exactly", "629,439 streams"),
        (1, "members", None, "1 member"),
        (1, "position", None, "No. 1"),
        (10, "songs", "lessThan", "fewer than 10 songs"),
        (10, "percent", "lessThan", "less than 10 %"),
        ("1/3", "share", "about", "about a third"),
        ("10..20", None, None, "10 to 20"),
        ("dozens", "songs", "about", "dozens of songs"),
        (Decimal("0.5"), "percent", "about", "about 0.5 %"),
        (100_000, "SEK", "atMost", "up to SEK 100,000"),
    ],
)
def test_a_value_is_worded(value, unit, comparator, words):
    assert format_quantity(value, unit, comparator) == words


def test_two_spellings_are_one_quantity():
    assert same_quantity(only("3.5 million streams"), only("more than 3,500,000 streams"))


@pytest.mark.parametrize("other", ["3.6 million streams", "3.5 million plays", "$3.5 million"])
def test_other_amounts_or_units_are_another_quantity(other):
    assert not same_quantity(only("3.5 million streams"), only(other))


@pytest.mark.parametrize(("one", "many"), [("member", "members"), ("country", "countries"), ("person", "people")])
def test_singular_and_plural_belong_together(one, many):
    assert (nouns.plural(one), nouns.singular(many)) == (many, one)


def test_kroner_of_no_country_is_no_currency():
    assert money.money_after("5 kroner", 1) is None


@given(st.integers(1, 999))
def test_digits_with_an_ending_are_ordinals(number):
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    assert numerals.parse_ordinal(f"{number}{ending}") == number
