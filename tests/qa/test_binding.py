"""Sentences of answers and the quotations that carry them, on small articles of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa.answer import Draft, Ref
from qa.binding import bound, names_of
from qa.library import Fact, Known, Library, Line, Source, Term

LINES = (
    "Harbour Nine is a label in Oslo.",
    "The company signed Nova Vale on Tuesday.",
    "Nova Vale sang on 3 May 2031.",
    "By then she had sold 40 tickets.",
    "The mayor was pleased.",
)
TEXT = " ".join(LINES)
STARTS = [TEXT.index(line) for line in LINES]
LABEL, SINGER = "Label.harbour-nine", "Persona.nova-vale"


def line(number: int, *keys: str) -> Line:
    start = STARTS[number]
    return Line("a", start, start + len(LINES[number]), LINES[number], tuple((start, start + 3, key) for key in keys))


@pytest.fixture(scope="module")
def library() -> Library:
    from kg.domain import load_domain

    lines = {
        one.key: one for one in (line(0, LABEL), line(1, LABEL, SINGER), line(2, SINGER), line(3, SINGER), line(4))
    }
    signed = Fact(
        "signed", "a", "signedTo", Term("Nova Vale", SINGER), *lines_at(1), object=Term("Harbour Nine", LABEL)
    )
    return Library(
        domain=load_domain(),
        sources={"a": Source("a", TEXT, outlet="Norland Post", published=date(2031, 6, 4))},
        entities={LABEL: Known(LABEL, "Harbour Nine", "Label"), SINGER: Known(SINGER, "Nova Vale", "Persona")},
        lines=lines,
        facts={"signed": signed},
        spellings={"harbour nine": (LABEL,), "nova vale": (SINGER,)},
        starts={"a": tuple(lines)},
        facts_at={signed.key: (signed,)},
    )


def lines_at(number: int) -> tuple[int, int]:
    return STARTS[number], STARTS[number] + len(LINES[number])


def ref(number: int, claim: str | None = None) -> Ref:
    return Ref("a", *lines_at(number), claim)


def quotes(text: str, *refs: Ref, library: Library) -> tuple[str, list[str]]:
    answer = bound(Draft(((text, refs),), 0.9), library).finish("?", library)
    return answer.sentences[0].text, [c.quote for c in answer.citations]


def test_the_sentence_that_names_the_company_is_cited_too(library: Library) -> None:
    told = quotes("Nova Vale signed with Harbour Nine.", ref(1, "signed"), library=library)
    assert told == ("Nova Vale signed with Harbour Nine.", [LINES[1], LINES[0]])


def test_a_quotation_that_has_all_names_stands_alone(library: Library) -> None:
    assert quotes("Nova Vale sang.", ref(2), ref(4), library=library) == ("Nova Vale sang.", [LINES[2]])


def test_a_day_that_the_time_words_mean_is_carried(library: Library) -> None:
    text = "Nova Vale signed with Harbour Nine on 3 June 2031."
    assert quotes(text, ref(1, "signed"), library=library)[0] == text


def test_a_number_that_nothing_carries_gives_way_to_the_words_of_the_article(library: Library) -> None:
    told, cited = quotes("Nova Vale sang 17 songs.", ref(2), library=library)
    assert (told, cited) == (f"Norland Post (4 June 2031) writes: “{LINES[2]}”", [LINES[2]])


def test_a_name_that_the_sentence_does_not_speak_of_is_not_borrowed(library: Library) -> None:
    told, cited = quotes("Harbour Nine was pleased.", ref(4), library=library)
    assert (told, cited) == (f"Norland Post (4 June 2031) writes: “{LINES[4]}”", [LINES[4]])


def test_a_heading_that_no_quotation_has_is_left_out(library: Library) -> None:
    quoted = f"Norland Post (4 June 2031) writes: “{LINES[4]}”"
    assert quotes(f"Harbour Nine: {quoted}", ref(4), library=library)[0] == quoted


def test_each_article_that_is_counted_stays_cited(library: Library) -> None:
    text = "Nova Vale sang (2 articles, 1 independent report)."
    assert len(quotes(text, ref(2), library=library)[1]) == 1
    two = Source("b", TEXT, outlet="Streamwatch", published=date(2031, 6, 5))
    both = Library(
        **{name: getattr(library, name) for name in ("domain", "entities", "lines", "facts", "spellings", "starts")},
        sources={**library.sources, "b": two},
    )
    other = Ref("b", *lines_at(2))
    assert len(quotes(text, ref(2), other, library=both)[1]) == 2
    assert len(quotes("Nova Vale sang.", ref(2), other, library=both)[1]) == 2


def test_days_and_verdicts_are_no_names() -> None:
    assert names_of("No. On 15 November Nova Vale left.") == ["Nova Vale"]


def test_a_thing_is_called_as_the_quoted_article_calls_it(library: Library) -> None:
    known = Known(LABEL, "Harbour Nine Records International", "Label", ("Harbour Nine",))
    other = replace(
        library, entities={**library.entities, LABEL: known},
        spellings={**library.spellings, "harbour nine records international": (LABEL,)},
    )  # fmt: skip
    told = quotes("Harbour Nine Records International is a label.", ref(0), library=other)
    assert told == ("Harbour Nine is a label.", [LINES[0]])
