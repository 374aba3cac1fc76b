"""
Names of what is used: "made with X", "users of X", "the maker of X" say that X is a product, whatever its label.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.text.names import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.domain import Domain

    from .kinds import Vote
    from .page import Page

USED, MADE = 1.4, 1.4
"""Votes of being used, and of having a maker."""
_MEANS = frozenset({"with", "using", "via", "through"})
_USE = word_set("use uses used using")
_OF_USE = word_set("user users output outputs help aid version versions")
_MAKER = word_set("maker developer creator operator makers developers")
_COME = word_set("come comes came coming")


def instrument_votes(page: Page, first: int, last: int, domain: Domain) -> Iterator[Vote]:
    """
    Yield a vote for the domain's kind of tool where a name is used, or has a maker.

    "They used Lathe", "with the help of Lathe", "songs that come out of Lathe"; "the maker of Lathe",
    "Lathe's maker", "the company behind Lathe". A work, a voice or a picture behind the name is what is used
    ("used Vale's voice"), and people have helpers too, so that a name of several words is left alone.
    """
    cls = instrument_class(domain)
    if cls is None or last - first > 1:
        return
    owner = page.word(last + 1) == "'s"
    if _is_made(page, first, last, owner=owner):
        yield cls, MADE
    elif not owner and _is_used(page, first):
        yield cls, USED


def _is_used(page: Page, first: int) -> bool:
    before, second = page.low(first - 1), page.low(first - 2)
    if before in _USE or (before == "of" and second in _OF_USE):
        return True
    return before == "of" and second == "out" and page.low(first - 3) in _COME


def _is_made(page: Page, first: int, last: int, *, owner: bool) -> bool:
    if owner:
        return page.low(last + 2) in _MAKER
    before, second = page.low(first - 1), page.low(first - 2)
    if before == "of":
        return second in _MAKER and page.low(first - 3) in {"the", ",", "a"}
    named = page.low(last + 1) in _MAKER and page.word(last + 2)[:1].isupper()
    return named or (before == "behind" and second in {"company", "firm", "start-up", "startup"})


@lru_cache(maxsize=8)
def instrument_class(domain: Domain) -> str | None:
    """
    Return the domain's kind of product that its rows expect most often as the means of a deed, if there is one.

    >>> from kg.domain import load_domain
    >>> instrument_class(load_domain()) is not None
    True
    """
    seen: Counter[str] = Counter()
    for row in domain.rows.get("clause", ()):
        relation = domain.relations.get(str(row.get("relation", "")))
        if relation is None:
            continue
        for end, types in (("subject", relation.domain), ("object", relation.range)):
            if _MEANS & set(row.get(end, ())):
                named = row.get(f"{end}_types") or types
                seen.update([named] if isinstance(named, str) else named)
    own = [t for t in seen if t in domain.classes and domain.is_a(t, "Product") and not domain.classes[t].core]
    return min(own, key=lambda t: (-seen[t], t), default=None)
