"""Events in the order of days, figures as tables, and what several articles tell alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_articles import DOMAIN, READINGS, Held, Made, day

from kg.model import Interval
from qa.loading import load_library
from qa.series import figure_series
from qa.tellings import tellings
from qa.timeline import timeline


def keys(library, name):
    return {key for key, known in library.entities.items() if known.name == name}


def held(tmp_path, *made):
    return load_library(Held([one.reading() for one in made], tmp_path).store, DOMAIN)


def article(name, text, published="2033-05-10", **more):
    names = {"Brookcast": "Platform", "Echolab": "Organization", "Pier Records": "Label"}
    return Made(name, day(published), [text], names, outlet=more.pop("outlet", name), **more)


def on(text):
    return (day(text), day(text), text)


def sued(name, text="Pier Records sued Echolab on 3 May 2033.", when="2033-05-03", **more):
    return article(name, text).says(0, "Pier Records", "sued", "Echolab", time=on(when), **more)


def test_events_are_in_the_order_of_days(library):
    days = [event.time.start or event.time.end for event in timeline(keys(library, "Echolab"), library)]
    assert days == sorted(days)
    assert len(days) > 1


def test_an_event_told_by_two_articles_is_one_with_two_quotations(tmp_path):
    library = held(
        tmp_path,
        sued("a"),
        sued("b", "Echolab was sued by Pier Records on 3 May 2033.", "2033-05-03"),
    )
    (event,) = timeline(keys(library, "Echolab"), library)
    assert {ref.article for ref in event.refs} == {"a", "b"}
    assert event.line.endswith("(2 articles, 2 independent reports)")


def test_a_sentence_of_the_same_day_that_names_both_is_further_evidence(tmp_path):
    library = held(
        tmp_path,
        sued("a"),
        article("b", "Since Echolab met Pier Records in court on 3 May 2033, its users have doubled."),
    )
    (event,) = timeline(keys(library, "Echolab"), library)
    assert [ref.article for ref in event.refs] == ["a", "b"]


def test_a_denial_is_an_event_of_its_own(tmp_path):
    library = held(
        tmp_path,
        sued("a"),
        sued("b", "Pier Records did not sue Echolab on 3 May 2033.", "2033-05-03", polarity="negative"),
    )
    marks = [event.marks for event in timeline(keys(library, "Echolab"), library)]
    assert ("denied" in marks[0], "denied" in marks[1]) in {(True, False), (False, True)}


def test_what_is_planned_is_marked(tmp_path):
    library = held(
        tmp_path,
        sued("a", "Pier Records plans to sue Echolab on 3 June 2033.", "2033-06-03", modality="planned"),
    )
    assert timeline(keys(library, "Echolab"), library)[0].marks == ("planned",)


def test_a_timeline_keeps_to_the_time_asked_for(library):
    found = timeline(keys(library, "Echolab"), library, within=Interval(date(2032, 1, 1), date(2032, 12, 31), "2032"))
    assert {event.time.start.year for event in found} == {2032}


def test_every_event_stands_in_its_article(library):
    for event in timeline(keys(library, "Nova Vale"), library):
        assert all(library.sources[ref.article].text[ref.start : ref.end] for ref in event.refs)
        assert event.to_dict()["quotations"]


def test_figures_are_rows_in_the_order_of_their_days(library):
    tables = figure_series(keys(library, "Brookcast"), library, figure="uploadCount")
    assert [row.amount for row in tables[0].rows] == [20_000, 50_000]


@pytest.mark.parametrize(
    "change", [{"place": "Norland"}, {"context": "Tonewright"}, {"qualifier": "daily"}, {"unit": "plays"}]
)
def test_figures_of_different_scope_stand_in_different_tables(tmp_path, change):
    names = {"Brookcast": "Platform", "Norland": "Place", "Tonewright": "AITool"}
    made = Made(
        "a",
        day("2033-05-10"),
        ["Brookcast counted 5.", "Brookcast counted 7 on Tonewright in Norland."],
        names,
        outlet="a",
    )
    made.says(0, "Brookcast", "uploadCount", value=5, unit="tracks")
    made.says(1, "Brookcast", "uploadCount", value=7, **({"unit": "tracks"} | change))
    library = load_library(Held([made.reading()], tmp_path).store, DOMAIN)
    assert [len(table.rows) for table in figure_series(keys(library, "Brookcast"), library)] == [1, 1]


def test_a_figure_without_a_day_says_when_it_was_reported(tmp_path):
    library = held(
        tmp_path,
        article("a", "Brookcast counted 5 tracks.").says(0, "Brookcast", "uploadCount", value=5, unit="tracks"),
    )
    assert figure_series(keys(library, "Brookcast"), library)[0].rows[0].as_of == "reported on 10 May 2033"


def test_a_figure_names_who_gives_it(tmp_path):
    library = held(
        tmp_path,
        article("a", "Echolab says Brookcast counted 5 tracks.").says(
            0, "Brookcast", "uploadCount", value=5, unit="tracks", speaker="Echolab"
        ),
    )
    assert figure_series(keys(library, "Brookcast"), library)[0].rows[0].speakers == ("Echolab",)


def test_articles_of_one_origin_are_one_report(tmp_path):
    told = [
        article(name, "Pier Records sued Echolab.", origins=("Norland Post",)).says(
            0, "Pier Records", "sued", "Echolab"
        )
        for name in "ab"
    ]
    library = held(tmp_path, *told)
    (one,) = tellings(library.facts.values(), library)
    assert (len(one.articles), one.sources) == (2, 1)


def test_claims_of_times_apart_are_two_tellings(tmp_path):
    library = held(
        tmp_path,
        sued("a", "Pier Records sued Echolab in 2031.", "2031-01-01"),
        sued("b", "Pier Records sued Echolab in 2033.", "2033-01-01"),
    )
    assert len(tellings(library.facts.values(), library)) == 2


def test_the_order_of_claims_changes_no_telling(library):
    facts = list(library.facts.values())
    assert tellings(facts, library) == tellings(facts[::-1], library)


def test_a_later_article_changes_no_timeline_as_of_a_day(holdings, tmp_path):
    early = [reading for reading in READINGS if reading.article.published <= day("2031-09-01")]
    looked = load_library(holdings.store, DOMAIN, as_of=day("2031-09-01"))
    alone = load_library(Held(early, tmp_path).store, DOMAIN, as_of=day("2031-09-01"))
    lines = [[replace(e, facts=()).line for e in timeline(keys(lib, "Echolab"), lib)] for lib in (looked, alone)]
    assert lines[0] == lines[1]
