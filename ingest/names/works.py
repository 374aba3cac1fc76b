"""
Works and their makers: what says that a name made a song or sings it, as the domain's relations have it.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import singular
from .page import PHRASE_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .lexicon import Lexicon
    from .page import Page

MADE, MADE_OF_KIND = 0.9, 0.6
"""Votes for the maker of a title, of an untitled work ("X's new song")."""
TYPICAL = 2
"""Trigger nouns of a class that are typical of it: the first ones."""


class Titles(NamedTuple):
    """Indexes of the first, and of the last, word of every title, and whether the text is about works at all."""

    firsts: frozenset[int]
    lasts: frozenset[int]
    topic: bool = True


def makers(page: Page, first: int, last: int, words: Lexicon, titles: Titles) -> Iterator[tuple[str, float]]:
    """X's "T", "T" by X, a song by X: X made a work. Credits name writers as often, so they do not count."""
    maker = maker_class(words)
    if maker is None:
        return
    quoted = page.word(last + 1) == "'s" and (page.word(last + 2) == '"' or last + 2 in titles.firsts)
    owned = page.word(last + 1) == "'s" and any(_ends_with_work(page, i, words) for i in range(last + 2, last + 5))
    the = page.low(first - 1) == "the"
    by = page.low(first - 1 - the) == "by"
    before = first - 2 - the
    while page.word(before) in {'"', "'", ","} and before > first - 5:
        before -= 1
    by_title = by and before in titles.lasts
    of_noun = by and _is_work(page.low(before), words)
    if quoted or by_title:
        yield maker, MADE
    elif owned or of_noun:
        yield maker, MADE_OF_KIND


def _is_work(noun: str, words: Lexicon) -> bool:
    return any(cls in title_classes(words) for cls in words.triggers.get(noun, ()))


def _ends_with_work(page: Page, index: int, words: Lexicon) -> bool:
    """Whether a word is the head of its phrase and names a kind of work: "debut single," but not "singles chart"."""
    if (
        any(page.low(i) in PHRASE_ENDS or page.word(i) == '"' for i in range(index - 1, index))
        and page.low(index - 1) != "'s"
    ):
        return False
    ends = page.low(index + 1) in PHRASE_ENDS or page.word(index + 1) in {'"', "'"}
    return ends and _is_work(page.low(index), words)


@lru_cache(maxsize=8)
def maker_class(words: Lexicon) -> str | None:
    """
    Return the domain's class of those who perform works.

    It is the class of the domain's own that a relation leads to from a kind of work, and that is an
    agent, but neither organization nor product nor a crowd. ``None`` where the domain has no such relation.
    """
    domain = words.domain
    for relation in domain.relations.values():
        if not any(domain.is_a(d, "Work") and not domain.classes[d].core for d in relation.domain):
            continue
        for cls in relation.range:
            if (
                domain.is_a(cls, "Agent")
                and not domain.classes[cls].core
                and not any(domain.is_a(cls, other) for other in ("Organization", "Product", "PersonGroup"))
            ):
                return cls
    return None


@lru_cache(maxsize=8)
def title_classes(words: Lexicon) -> tuple[str, ...]:
    """Return the domain's kinds of works from which a relation leads to :func:`maker_class`."""
    maker = maker_class(words)
    found = [
        cls
        for relation in words.domain.relations.values()
        if maker in relation.range
        for cls in relation.domain
        if words.domain.is_a(cls, "Work") and not words.domain.classes[cls].core
    ]
    return tuple(dict.fromkeys(found))


def work_topic(page: Page, words: Lexicon) -> Mapping[str, int]:
    """
    Count, for each of the :func:`title_classes`, how often its most typical nouns stand in the text.

    Typical are the first :data:`TYPICAL` trigger nouns; later ones ("number", "cover") are common in any text.
    """
    low: Counter[str] = Counter()
    for word, times in Counter([w.low for w in page.words]).items():
        low[singular(word)] += times
    counts = {
        cls: sum(low[n.lower()] for n in words.domain.classes[cls].trigger_nouns[:TYPICAL])
        for cls in title_classes(words)
    }
    return {cls: count for cls, count in counts.items() if count}


def of_makers(page: Page, words: Lexicon) -> bool:
    """Whether a text calls somebody by a kind of :func:`maker_class` that no other sort of text would: "the singer"."""
    return any(w.low in _maker_nouns(words) or singular(w.low) in _maker_nouns(words) for w in page.words)


@lru_cache(maxsize=8)
def _maker_nouns(words: Lexicon) -> frozenset[str]:
    """Return the nouns, of one word, for kinds of makers alone."""
    domain, maker = words.domain, maker_class(words)
    return frozenset(
        noun
        for noun, classes in words.triggers.items()
        if maker and " " not in noun and all(domain.is_a(c, maker) for c in classes)
    )
