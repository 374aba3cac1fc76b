from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.names import name_key
from kg.text.variants import blocks, variant

ALIKE = {
    ("Tidewriter", "Tidewritter"): "slip",
    ("Defbeatsai", "Def Beats AI"): "spacing",
    ("Nova Vale", "N. Vale"): "initials",
    ("J.G. Koe", "John G. Koe"): "initials",
    ("Ada Koe", "Ada Lind Koe"): "middle",
    ("Ada Koe", "Judge Ada Koe"): "title",
    ("Ada Koe", "Koe"): "surname",
    ("Ada von der Weser", "von der Weser"): "surname",
    ("Recording Society of Norland", "RSN"): "acronym",
    ("Hollow Oak Media", "Hollow Oak"): "form",
    ("Norland Regional Court", "Regional Court of Norland"): "order",
    ("the Copyright Office", "the U.S. Copyright Office"): "place",
    ("Silver Reel Award", "Silver Reel Awards"): "plural",
}
UNLIKE = [
    ("Blue Salt 1", "Blue Salt 2"),
    ("Ada Koe", "Berta Koe"),
    ("Dust in the Wind", "Dust on the Wind"),
    ("Court of Norland", "Norland"),
    ("Committee of the Norland Senate", "Senate"),
    ("Ada Vale and Ode Lind", "Ode Lind"),
    ("Koe v. Lind", "Koe"),
    ("Group", "Hollow Oak Group"),
    ("Tone", "Tune"),
]


@pytest.mark.parametrize(("pair", "kind"), ALIKE.items(), ids=" | ".join)
def test_a_variant_is_told_by_its_kind(pair: tuple[str, str], kind: str) -> None:
    assert variant(*pair) == variant(*reversed(pair)) == kind


@pytest.mark.parametrize("pair", ALIKE, ids=" | ".join)
def test_variants_share_a_block(pair: tuple[str, str]) -> None:
    assert blocks(pair[0]) & blocks(pair[1])


@pytest.mark.parametrize(("a", "b"), UNLIKE, ids=" | ".join)
def test_names_of_two_things_are_no_variants(a: str, b: str) -> None:
    assert variant(a, b) is None


@pytest.mark.parametrize(
    "name", ["Nova Vale's", "NOVA VALE", "nova vale", "Nova  Vale", "“Nova Vale”", "Nova Vale\u2019s"]
)
def test_possessives_and_case_are_the_same_name(name: str) -> None:
    assert name_key(name) == name_key("Nova Vale")


def test_a_possessive_goes_after_a_dot() -> None:
    assert name_key("Ada Koe Jr.'s") == name_key("Ada Koe Jr.")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_have_one_answer_in_either_order(a: str, b: str) -> None:
    assert variant(a, b) == variant(b, a)


NAMES = ("Ada Koe", "Nova Vale Music", "Group of the Norland", "RSN", "A. Koe", "Tidewriter", "Def Beats AI", "Award")
WORDS = st.sampled_from(NAMES)


@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(0, 30), st.sampled_from("aeinst "))
def test_whatever_is_a_variant_shares_a_block(words: list[str], at: int, letter: str) -> None:
    name = " ".join(words)
    other = name[: at % len(name)] + letter + name[at % len(name) :]
    assert variant(name, other) in {None, "near", "head"} or blocks(name) & blocks(other)
