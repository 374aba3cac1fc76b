from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.intake.markdown import unmarked


@given(st.text(alphabet="ab *_#`[](){}<>!-+=~\"'\n\t\\.1", max_size=200))
def test_no_offset_moves(text: str) -> None:
    out = unmarked(text)
    assert len(out) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, out, strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Nova Vale", "Nova Vale"),
        ("She *really* sang.", "She really sang."),
        ("She __really__ sang.", "She really sang."),
        ("***Nova*** sang.", "Nova sang."),
        ("> Nova sang.\n> She left.", "Nova sang. She left."),
        ("* One.\n- Two.\n+ Three.", "One. Two. Three."),
        ('See [the *song*](https://x.example/a_(b) "T") now.', "See the song now."),
        ("![A picture](a.png)\nNova sang.", "Nova sang."),
        ("Nova sang.\n\n---\n\nShe left.", "Nova sang. She left."),
        ("Nova\n====\nShe left.", "Nova She left."),
        ("```python\nx\n```", "x"),
        ("The `code` word.", "The code word."),
        ("Nova <!-- check --> sang.", "Nova sang."),
        ("[1]: https://x.example\nNova sang.", "Nova sang."),
    ],
)
def test_marks_become_spaces(text: str, words: str) -> None:
    assert " ".join(unmarked(text).split()).replace(" .", ".") == words


@pytest.mark.parametrize(
    "text",
    [
        "Nova Vale is #1 in Oslo.",
        "The sum of 5 * 3 * 2 is 30 - or 3 - 1.",
        "It was well-known, “a hit” (it said) [sic].",
        "snake_case and a__b stay.",
        "1. January was cold.",
        "f(x) and a[0](b c) stay",
        "She said: -5 degrees.",
    ],
)
def test_plain_text_stays(text: str) -> None:
    assert unmarked(text) == text


@pytest.mark.parametrize("mark", ["*", "_", "`", "[", "](", "[a](", "* ", "> ", "<!--", "- ", "[]:", "![a]", "#", " "])
def test_no_text_takes_long(mark: str) -> None:
    before = time.process_time()
    unmarked(mark * 20_000 + "x")
    assert time.process_time() - before < 1
