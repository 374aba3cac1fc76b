from __future__ import annotations

from decimal import Decimal

from kg.domain import load_domain
from kg.graph.clustering import cluster
from kg.graph.identity import KeyFacts

DOMAIN = load_domain()


def known(key: str, name: str, weight: str) -> KeyFacts:
    cls = key.partition(".")[0]
    return KeyFacts(key, frozenset({key}), ((name, 1),), (), ((cls, 1),), ((cls, Decimal(weight)),))


def clusters(*facts: KeyFacts) -> list[set[str]]:
    return [{each.key for each in members} for members in cluster(facts, DOMAIN)]


def test_a_guessed_class_follows_the_sure_one_of_its_name() -> None:
    sure, guess = known("Persona.vex-arlen", "Vex Arlen", "4"), known("Place.vex-arlen", "Vex Arlen", "1.35")
    assert clusters(sure, guess) == [{"Persona.vex-arlen", "Place.vex-arlen"}]


def test_two_sure_classes_that_exclude_each_other_stay_apart() -> None:
    song, firm = known("Track.believe", "Believe", "4"), known("Organization.believe", "Believe", "4")
    assert clusters(song, firm) == [{"Organization.believe"}, {"Track.believe"}]


def test_a_one_word_title_does_not_follow_a_company() -> None:
    song, firm = known("Track.believe", "Believe", "1.35"), known("Organization.believe", "Believe", "4")
    assert len(clusters(song, firm)) == 2


def test_a_one_word_name_taken_for_a_person_follows_a_tool() -> None:
    tool, guess = known("AITool.tidewriter", "Tidewriter", "3"), known("Person.tidewriter", "Tidewriter", "1.35")
    assert len(clusters(tool, guess)) == 1


def test_guesses_of_one_name_of_several_words_are_one() -> None:
    assert len(clusters(known("Place.vex-arlen", "Vex Arlen", "1.35"), known("Track.vex-arlen", "Vex Arlen", "1"))) == 1


def told(key: str, name: str, weight: str, *articles: str) -> KeyFacts:
    cls = key.partition(".")[0]
    return KeyFacts(
        key, frozenset(articles), ((name, len(articles)),), (), ((cls, len(articles)),), ((cls, Decimal(weight)),)
    )


def test_two_of_one_name_in_one_article_stay_two_whatever_their_classes() -> None:
    sure, guess = told("Performer.vex-arlen", "Vex Arlen", "4", "a1"), told("Agent.vex-arlen", "Vex Arlen", "1", "a1")
    assert len(clusters(sure, guess)) == 2


def test_two_of_one_name_in_two_articles_are_one() -> None:
    sure, guess = told("Performer.vex-arlen", "Vex Arlen", "4", "a1"), told("Agent.vex-arlen", "Vex Arlen", "1", "a2")
    assert len(clusters(sure, guess)) == 1


def test_two_bearers_of_one_class_stay_two() -> None:
    one, other = (told(f"Person.vex-arlen~{who}", "Vex Arlen", "4", "a1") for who in ("norland", "weser"))
    assert len(clusters(one, other)) == 2


def test_a_third_article_that_does_not_say_which_of_two_is_neither() -> None:
    one = told("Performer.vex-arlen", "Vex Arlen", "8", "a1", "a2")
    other, third = told("Person.vex-arlen", "Vex Arlen", "4", "a1"), told("Agent.vex-arlen", "Vex Arlen", "1", "a3")
    assert len(clusters(one, other, third)) == 3


def test_a_name_that_one_article_gives_to_two_does_not_bring_them_together_through_a_variant() -> None:
    one, other = (told(f"Person.vex-arlen{who}", "Vex Arlen", "4", "a1") for who in ("", "~weser"))
    variant = told("Person.vexarlen", "Vexarlen", "4", "a2")
    found = clusters(one, other, variant)
    assert not any({"Person.vex-arlen", "Person.vex-arlen~weser"} <= each for each in found)
