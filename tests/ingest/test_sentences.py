from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.names.sentences import split_sentences


def cut(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Senate met in St. Norland.",
        "Mr. J. R. Vale, Jr. sang with Dr. Okafor.",
        "It was No. 1 in Norland and No. 5 in Sudria.",
        "Vale v. Okafor was heard at 8 p.m. Tuesday.",
        "Norland Music Inc. said it paid $3.5 million.",
        "“Who knew?” Vale said.",
        "“Stop!” he said.",
        "He left [...] and never came back.",
        "Ask Tune.Tech, Inc. about it.",
        "In Jan. 2020 the label closed.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("She lives in the U.S. The law passed.", 2),
        ("He hired Norland Inc. It grew.", 2),
        ('"We won." She left.', 2),
        ("(It rained.) Then it stopped.", 2),
        ("It fell… And it rose.", 2),
        ("It ended at 9 p.m. But nobody left.", 2),
        ("Vale sang. eVale danced.", 2),
        ("Vale sang. 30 people came.", 2),
        ("Éva came. Åsa left.", 2),
    ],
)
def test_the_next_word_tells_whether_an_abbreviation_ends_a_sentence(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_a_headline_ends_with_its_line() -> None:
    assert cut("Vale Tops the Chart\nOslo, May 1\nNova Vale sang.") == [
        "Vale Tops the Chart",
        "Oslo, May 1",
        "Nova Vale sang.",
    ]


def test_a_hard_wrapped_paragraph_is_cut_at_full_stops_only() -> None:
    text = (
        "Nova Vale sang for two hours on Friday night while the crowd\n"
        "outside waited in the rain for the doors to open again. It\n"
        "was her last concert."
    )
    assert len(cut(text)) == 2


@given(st.text(alphabet=st.sampled_from("Aa .!?\n\"'U.S.“”\u2019()…1")))
def test_sentences_stand_in_order_and_leave_out_only_white_space(text: str) -> None:
    spans = split_sentences(text)
    gaps = [text[a.end : b.start] for a, b in pairwise(spans)]
    edges = text[: spans[0].start] + text[spans[-1].end :] if spans else text
    assert not "".join([*gaps, edges]).strip()
    assert all(s.of(text) == s.of(text).strip() != "" for s in spans)


def test_a_long_text_without_line_ends_is_cut_in_linear_time() -> None:
    assert len(split_sentences("Mr. Vale sang no. 1 by St. Norland... etc. " * 20_000)) > 0
