"""
Runs of capitalised words: where they begin, what carries them on, where offices cut them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.text.names import is_place, word_set

from .given_names import is_given_name
from .proposals import (
    BEFORE_TITLES,
    CALENDAR,
    COMPOUND_ADJECTIVE,
    NO_NAME,
    ROYAL,
    STARTS,
    TITLES,
    Proposal,
    is_name,
    is_office,
    is_score,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .lexicon import Lexicon
    from .page import Page

TITLE_WORDS = word_set("of for to in on the a an and from with at my your under over vs n")
SOFT = word_set("new last next first more most one two three source image photo file read under over no")
"""Words that open sentences but that a name may well hold further on: "Factory New", "Studio One"."""
ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"})
_SPEAKS = word_set("am was have had will would could can did do think thought felt feel know knew want wanted")
NUMBERED = word_set("no vol pt op ep")
"""Abbreviations with which a title counts: "Waltz No. 2"."""
TELLING = word_set("said says reported wrote writes noted told tells added adds announced announces revealed reveals")
TELLERS = word_set(
    "police management counsel research everybody everyone nobody someone somebody people staff he she who"
)
"""Nouns and pronouns that tell things and need no article."""
PARTICLES = word_set("de la van der von den al bin ibn el da di du le del dos y ten ter zu")
BRIDGED = word_set(
    "university institute department ministry church bank office house court academy college school city republic "
    "bureau award awards prize medal museum board chamber council state states society association league center "
    "centre kingdom province plains bay isle gulf lord game festival day hall guild order"
)


def capital_runs(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose runs of capitalised words, cut at offices and dates, bridged by "of" after an institution."""
    seen = _seen(page)
    for sentence in page.sentences:
        indexes = list(page.words_of(sentence))
        if not indexes or _is_headline(page, indexes):
            continue
        for first, last in _runs(page, indexes, lexicon):
            for a, b in _split_at_titles(page, first, last, lexicon):
                start = _after_opening(page, a, b, indexes[0], seen)
                if (
                    start is not None
                    and not _is_letter(page, start, b)
                    and is_name([w.text for w in page.words[start : b + 1]], "run")
                ):
                    start -= _is_numbered(page, start, b)
                    yield Proposal(page.words[start].start, page.words[b].end, "run")


def _is_numbered(page: Page, first: int, last: int) -> bool:
    """Whether a number opens a name: "505 Media revealed", not "in 2024 Media", "40 Vale artists", "no. 7 Media"."""
    number = page.word(first - 1)
    counts = page.low(first - 2).rstrip(".") in NUMBERED or page.low(first - 2) in CALENDAR | {"in", "since", "by"}
    after = page.low(last + 1)
    closes = after in TELLING | {"'s", "reports"} and not page.low(last).endswith("s")
    return number.isdigit() and len(number) < 4 and closes and not counts  # noqa: PLR2004  # four digits are a year


def _is_letter(page: Page, first: int, last: int) -> bool:
    """Whether this is one letter of a number, as courts and laws have them: "17 O 204/25", "Sections 4 A and B"."""
    alone = first == last and len(page.word(first)) == 1
    return alone and (page.word(first - 1).isdigit() or page.word(last + 1)[:1].isdigit())


def _is_headline(page: Page, indexes: list[int]) -> bool:
    """Whether nearly all words have capitals, so that they tell nothing."""
    words = [page.word(i) for i in indexes if page.word(i)[0].isalpha() and len(page.word(i)) > 3]  # noqa: PLR2004
    capitals = sum(w[0].isupper() for w in words)
    bare = page.word(indexes[-1]) not in ".!?\"'"
    return bare and ((len(words) > 4 and capitals > 0.7 * len(words)) or (len(words) < 4 and capitals == len(words)))  # noqa: PLR2004


@lru_cache(maxsize=20000)
def is_capital(word: str) -> bool:
    """
    Whether a word is written as (part of) a name.

    >>> [is_capital(w) for w in ("Vale", "eBay", "AI-generated", "al-Amr", "50", "Monday")]
    [True, True, False, True, False, False]
    """
    if word.lower() in CALENDAR or COMPOUND_ADJECTIVE.fullmatch(word) or re.fullmatch(r"[A-Z]-[a-z]+", word):
        return False
    return word[0].isupper() or bool(re.match(r"[a-z]{1,2}-?[A-Z]", word))


def _runs(page: Page, indexes: list[int], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    k = 0
    while k < len(indexes):
        i = indexes[k]
        if not is_capital(page.word(i)) or not _may_open(page, i, indexes, lexicon):
            k += 1
            continue
        last = i
        while (nxt := _next_of_run(page, i, last, indexes[-1], lexicon)) is not None:
            last = nxt
        yield i, last
        k = last - indexes[0] + 1


def _may_open(page: Page, index: int, indexes: list[int], lexicon: Lexicon) -> bool:
    """Whether a run may begin here; "CD" and "AI" begin one only before another capital, and not at the start."""
    if page.low(index) not in NO_NAME or page.low(index) == "r&b":
        return True
    if page.word(index) == "I" and _is_title_of_first_person(page, index, indexes):
        return True
    if lexicon.class_of(page.low(index), under="Work"):
        return False
    return (
        index > indexes[0]
        and index < indexes[-1]
        and page.word(index).isupper()
        and len(page.word(index)) > 1
        and is_capital(page.word(index + 1))
        and page.low(index) not in {"ceo", "cfo", "coo", "cto"}
    )


def _is_title_of_first_person(page: Page, index: int, indexes: list[int]) -> bool:
    """Whether "I" opens a title inside a sentence that nobody speaks: "withheld I Walk", not "but I May agree"."""
    inside = indexes[0] < index < indexes[-1] and page.word(index - 1) not in {'"', "'", ",", ":", "\u2014"}
    spoken = any(page.word(i) in {'"', "'"} for i in indexes if i < index)
    return inside and not spoken and page.word(index + 1).istitle() and page.low(index + 1) not in CALENDAR


def _next_of_run(page: Page, first: int, last: int, end: int, lexicon: Lexicon) -> int | None:
    """Return the index of the word that carries a run on, past a bridge if need be."""
    here, word = last + 1, page.word(last + 1)
    if here > end or page.text[page.words[last].end : page.words[here].start].strip(" \u00a0"):
        return None
    if page.low(here).rstrip(".") in NUMBERED and word[0].isupper() and (number := _number_after(page, here)):
        return number
    if is_capital(word):
        goes_on = page.low(here) not in STARTS - SOFT or (word.isupper() and len(word) > 1)
        return here if goes_on or _is_numeral(page, first, here, lexicon) else None
    if word.isdigit() and len(word) <= 4 and not _is_date(page, last, here):  # noqa: PLR2004
        return None if is_score(page, here) else here
    far = _past_bridge(page, first, last, lexicon)
    return far if far is not None and far <= end and is_capital(page.word(far)) else None


def _number_after(page: Page, index: int) -> int | None:
    """Return the index of the number in "No. 5", the words of which are two or three."""
    at = index + 1 + (page.word(index + 1) == ".")
    return at if page.word(at).isdigit() else None


def _is_numeral(page: Page, first: int, here: int, lexicon: Lexicon) -> bool:
    """Whether "I" is the numeral of an institution ("District Court Norland I"), not whoever speaks."""
    speaks = page.word(here) == "I" and page.low(here + 1) in _SPEAKS
    return (
        not speaks
        and page.word(here) in ROMAN
        and any(lexicon.class_of(page.word(i), under="Organization") for i in range(first, here))
    )


def _past_bridge(page: Page, first: int, last: int, lexicon: Lexicon) -> int | None:
    """Return the index after "&", "van", "of the" and the like, where such a word may stand inside the name."""
    here, low = last + 1, page.low(last + 1)
    if low in PARTICLES | {"&", "x", "+"}:
        return here + 1 + (low == "&" and page.low(here + 1) == "the")
    if lexicon.class_of(page.low(first - 1), under="Work") and low in TITLE_WORDS:
        return here + 1 + (page.low(here + 1) in TITLE_WORDS)
    if low == "of" and page.word(first) == "The" and first and page.word(first - 1)[:1].islower():
        return here + 1  # "it was The Song of Vale"
    if low in {"of", "for"} and _bridges(page, first, last, lexicon):
        return here + 1 + (page.low(here + 1) == "the")
    return None


def _is_date(page: Page, last: int, here: int) -> bool:
    return page.low(last) in {"may", "spring", "summer", "fall", "autumn", "winter"} or len(page.word(here)) == 4  # noqa: PLR2004


def _bridges(page: Page, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether "X of Y" is one name: X names an institution, a law, an event, not a person."""
    if first == last and page.low(first - 1) == "the" and page.low(last + 2) == "the":
        return not is_office(page, first, lexicon)
    if page.low(last) in BRIDGED:
        return True
    if is_office(page, last, lexicon) or lexicon.class_of(page.word(last), under="PersonGroup"):
        return False
    return lexicon.class_of(page.word(last), beside="Person") is not None and page.low(first) not in TITLES


def _split_at_titles(page: Page, first: int, last: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Cut "Norland Governor Ada Vale" into its place and its person; an office alone is no name."""
    start = first
    for k in range(first, last + 1):
        person = k > first or page.low(k) not in ROYAL
        if (
            not person
            or not is_office(page, k, lexicon)
            or page.low(k + 1) in {"jr.", "sr."}
            or _institution(page, k, last, lexicon)
        ):
            continue
        end = k - 1
        while end >= start and page.low(end) in BEFORE_TITLES:
            end -= 1
        if end >= start:
            yield start, end
        start = k + 1
        while page.low(start) in {"of", "for", "the", "to", "and"} and start <= last:
            start += 1
    if start <= last and page.low(last) != "state":
        yield from _place_and_rest(page, start, last, lexicon)


def _place_and_rest(page: Page, first: int, last: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Part a country from a person's name that only follows it: "United States Ada Vale"."""
    for k in range(last - 2, first, -1):
        if (
            k > first
            and is_place(" ".join(page.word(i) for i in range(first, k + 1)))
            and not _institution(page, k, last, lexicon)
        ):
            yield first, k
            yield k + 1, last
            return
    yield first, last


def _institution(page: Page, index: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the run goes on to the noun of an institution or a law, so that a title is part of its name."""
    return any(
        page.low(i) in BRIDGED or lexicon.class_of(page.low(i), beside="Person") is not None
        for i in range(index + 1, last + 1)
        if not (i == index + 1 < last and is_given_name(page.word(i)))  # Governor Bill Vale is no bill
    )


def _after_opening(page: Page, first: int, last: int, opening: int, seen: _Seen) -> int | None:
    """Return where a run starts once the sentence's first word, capital by position, is taken off if it is no name."""
    weak = STARTS if first == opening else STARTS - SOFT
    while first <= last and page.low(first) in weak and not (page.word(first).isupper() and first < last):
        first += 1
    if first > last:
        return None
    previous = page.word(first - 1) if first > opening else ""
    if first == opening or previous in {'"', "'", ":", "\u2014", "\u2013", "-", "("}:
        rest = [i for i in range(first + 1, last + 1) if page.low(i) not in NO_NAME and not page.word(i).isdigit()]
        if page.low(first) in seen.small and not page.word(first).isupper():
            first += 1
        elif (
            not rest
            and page.word(first) not in seen.inside
            and page.low(first) not in page.unknown
            and not _tells(page, first, last)
        ):
            return None
    return first if first <= last and page.word(first)[0].isalpha() else None


def _tells(page: Page, first: int, last: int) -> bool:
    """Whether a first word stands right before a verb of telling, as a noun in the singular without "the" cannot."""
    low, verb = page.low(first), page.low(last + 1)
    told = verb in TELLING or (verb in {"reports", "notes"} and page.low(last + 2) in {",", "that", "on"})
    return first == last and told and not low.endswith(("s", "ly")) and low not in TELLERS


class _Seen(NamedTuple):
    """Words that the text has in lower case, and capitalised words inside sentences."""

    small: frozenset[str]
    inside: frozenset[str]


def _seen(page: Page) -> _Seen:
    starts = {page.at(s.start) for s in page.sentences}
    inside = (w.text for i, w in enumerate(page.words) if i not in starts and page.word(i - 1) not in "\"'")
    return _Seen(frozenset(w.low for w in page.words if w.text == w.low), frozenset(inside))
