"""Titles that are names, found in texts."""

from __future__ import annotations

from qa.titles import Titles


def test_a_title_is_found_where_a_text_bears_it():
    assert Titles(["Harbour Nine"]).found("Nobody at Harbour Nine's office spoke.") == ["title:harbour nine"]


def test_the_longer_of_two_titles_is_found():
    assert Titles(["Harbour", "Harbour Nine"]).found("It was Harbour Nine.") == ["title:harbour nine"]


def test_what_tells_namesakes_apart_is_no_part_of_the_name():
    assert Titles(["Vale (2031 film)"]).found("She saw Vale twice.") == ["title:vale"]


def test_a_common_noun_is_no_title():
    assert Titles(["Harbour"]).found("A ship left the harbour.") == []


def test_a_headline_is_no_name():
    assert (
        Titles(["Harbour Nine signs a singer whom nobody knows"]).key("Harbour Nine signs a singer whom nobody knows")
        is None
    )
