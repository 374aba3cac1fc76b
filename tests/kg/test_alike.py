from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kg.domain import load_domain
from kg.graph.alike import AUTOMATIC, Side, likeness

DOMAIN = load_domain()
DAY = date(2031, 5, 1)
ONE = Side(("Tidewriter",), "Product", True, frozenset({"a1"}), frozenset({"nova-vale", "ode-lind"}), (DAY, DAY))
OTHER = Side(("Tidewritter",), "Product", True, frozenset({"a2"}), frozenset({"nova-vale", "ode-lind"}), (DAY, DAY))


def score(a: Side, b: Side) -> float:
    found = likeness(a, b, DOMAIN)
    assert found is not None
    return found.score


def test_a_slip_among_the_same_company_is_one_thing() -> None:
    found = likeness(ONE, OTHER, DOMAIN)
    assert found is not None
    assert found.automatic


def test_a_slip_in_other_company_is_left_to_a_person() -> None:
    found = likeness(ONE, replace(OTHER, neighbours=frozenset({"imre-kolb"}), days=None), DOMAIN)
    assert found is not None
    assert not found.automatic
    assert found.score < AUTOMATIC


@pytest.mark.parametrize(
    "changed",
    [
        {"neighbours": frozenset({"nova-vale"})},
        {"neighbours": frozenset()},
        {"days": (DAY + timedelta(2000), DAY + timedelta(2000))},
        {"articles": frozenset({"a1"})},
        {"cls": "Person"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_speaks_against_makes_it_less_likely(changed: dict[str, object]) -> None:
    assert score(ONE, replace(OTHER, **changed)) < score(ONE, OTHER)  # type: ignore[arg-type]


def test_the_order_of_the_two_does_not_matter() -> None:
    assert likeness(ONE, OTHER, DOMAIN) == likeness(OTHER, ONE, DOMAIN)


def test_one_name_of_two_kinds_is_asked_about_and_never_joined_here() -> None:
    found = likeness(ONE, replace(ONE, cls="Place", articles=frozenset({"a2"})), DOMAIN)
    assert found is not None
    assert (found.kind, found.automatic) == ("same", False)


def test_a_name_that_an_article_gives_to_the_other_is_asked_about() -> None:
    alias = replace(ONE, names=("Blue Machine",), aliases=frozenset({"tidewriter"}))
    found = likeness(alias, replace(ONE, articles=frozenset({"a2"})), DOMAIN)
    assert found is not None
    assert (found.kind, found.automatic) == ("alias", False)


def test_names_with_nothing_in_common_are_no_pair() -> None:
    assert likeness(ONE, replace(OTHER, names=("Blue Machine",)), DOMAIN) is None
