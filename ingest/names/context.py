"""
What the words around a name say about its class, read off the words themselves, before any parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.names import is_place, word_set

from .frames import frames
from .given_names import is_given_name
from .lexicon import singular
from .page import PHRASE_ENDS
from .works import makers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .lexicon import Lexicon
    from .page import Page
    from .proposals import Proposal
    from .works import Titles

Vote = tuple[str, float]


BEFORE, AFTER, COPULA, LISTS, INSIDE, HONORIFIC, ROLE, SPEAKS, AGE = (
    1.5,
    1.5,
    1.5,
    1.3,
    1.4,
    2.0,
    0.8,
    0.3,
    1.5,
)
FOLLOWING, KNOWN_PLACE, BRANDED, KIN, MEMBER = 0.9, 2.0, 0.6, 1.0, 0.5
"""Weights of the kinds of evidence."""

_LISTING = word_set("like including include includes")
_BE = word_set("is was are were became becomes remains remained")
_ARTICLES = word_set("a an the one another its his her their our this that")
_SPEECH = word_set("said says told tells tweeted wrote added explained argued insisted recalled joked testified")
_HONORIFICS = word_set("mr mrs ms mr. mrs. ms. dr dr. sir dame")
_NAMED = word_set("called named dubbed titled entitled")
_NO_TITLES = word_set("bill like")
_BRANDED = re.compile(r"[A-Z][a-z]+[A-Z]\w*|[A-Z]{3,6}(?:-[A-Z]{2,6})?|\w+\.(?:ai|tech|com|fm|io|net|org|tv|app)")
_SKIP = frozenset("\"'")


def evidence(page: Page, start: int, end: int, words: Lexicon, titles: Titles) -> Iterator[Vote]:
    """Yield the votes of one mention's surroundings."""
    first, last = page.at(start), page.at(end - 1)
    yield from _before(page, first, words)
    yield from _after(page, last, words)
    yield from _following(page, first, last, words)
    yield from _lists(page, first, last, words)
    yield from _verbs(page, last)
    yield from _membership(page, first, words)
    yield from makers(page, first, last, words, titles)
    if titles.topic:
        yield from frames(words.domain).votes(page, first, last)


def form(page: Page, start: int, end: int, words: Lexicon) -> Iterator[Vote]:
    """Yield the votes of a name's own form, once a spelling: its last noun, a country's name, a brand's shape."""
    first, last = page.at(start), page.at(end - 1)
    text = page.plain[start:end]
    if is_place(text):
        yield "Place", KNOWN_PLACE
    if last > first and page.word(last)[0].isupper():
        told = [c for c in words.triggers.get(page.low(last), ()) if not words.domain.is_a(c, "Person")]
        core = [c for c in told if words.domain.classes[c].core]
        for cls in (core or told)[:1]:
            yield cls, INSIDE
    if first == last:
        yield from _kin_of_known(text, words)
    if text.startswith("#"):
        yield "Thing", BRANDED
    elif _BRANDED.fullmatch(text):
        yield "Organization", BRANDED


def _kin_of_known(text: str, words: Lexicon) -> Iterator[Vote]:
    """A word with which known names of one class begin: "Vale" where "Vale Records" and "Vale Music" are known."""
    classes = {e.type for e in words.beginning.get(text.casefold(), ())}
    if len(classes) == 1 and not is_given_name(text) and not is_place(text):
        yield classes.pop(), KIN


def _told_at(page: Page, index: int, words: Lexicon) -> tuple[str, ...]:
    """Return the classes told by the longest trigger that ends at a word, and by words before that change its kind."""
    for length in (3, 2, 1):
        if index - length + 1 < 0:
            continue
        told = words.told(" ".join(page.low(i) for i in range(index - length + 1, index + 1)))
        if told:
            return _modified(page, index - length, told, words)
    return ()


def _modified(page: Page, index: int, told: tuple[str, ...], words: Lexicon) -> tuple[str, ...]:
    before: set[str] = set()
    while index >= 0 and len(before) < 4 and page.low(index) not in PHRASE_ENDS | _ARTICLES | {"'s"}:  # noqa: PLR2004
        before.add(page.low(index))
        before.update(page.low(index).split("-")[:1])
        index -= 1
    for cls in told:
        for modifier, other in words.modifiers.get(cls, ()):
            if modifier in before:
                return (other,)
    return told


def _shared(classes: Sequence[str], weight: float) -> Iterator[Vote]:
    for cls in classes:
        yield cls, weight / len(classes)


def _before(page: Page, first: int, words: Lexicon) -> Iterator[Vote]:
    """The noun right before: "the label X", "singer X", "an act called X", "Mr X"."""
    i = first - 1
    while i > 0 and (
        page.word(i) in _SKIP or page.low(i) in _NAMED or (page.low(i) == "the" and page.low(i - 1) not in PHRASE_ENDS)
    ):
        i -= 1
    if i < first - 1 and page.low(i) in _BE:
        i -= 1
    if page.low(i) in _HONORIFICS:
        yield "Person", HONORIFIC
        return
    if page.low(i) in _NO_TITLES or _inside_name(page, i, words):
        return
    told = _told_at(page, i, words)
    if not told and page.word(i) == "," and i > 1:
        yield from _announced(page, first, i, words)
    sure = page.low(i - 1) in _ARTICLES | {"'s", "annual"}
    yield from _shared([c for c in told if sure or not words.domain.is_a(c, "Event")], BEFORE)


def _inside_name(page: Page, index: int, words: Lexicon) -> bool:
    """Whether a noun is the capitalised end of another name ("United States Ada Vale"), not an office."""
    capital = page.word(index)[:1].isupper() and not page.word(index).isupper()
    starts = index == 0 or page.word(index - 1) in {".", "!", "?", '"', ":"}
    return capital and not starts and words.class_of(page.low(index), under="Person") is None


def _announced(page: Page, first: int, comma: int, words: Lexicon) -> Iterator[Vote]:
    """A noun with an article, and the name after a comma: "its new venture, X,"."""
    k = comma - 1
    while k > 0 and page.low(k) not in _ARTICLES | PHRASE_ENDS | {"'s"}:
        k -= 1
    last = first
    while page.word(last + 1)[:1].isupper():
        last += 1
    closed = page.word(last + 1) in {",", ".", "\u2014", ";", ")", '"'}
    if page.low(k) in _ARTICLES | {"'s"} and comma - k < 6 and closed:  # noqa: PLR2004
        yield from _shared(_told_at(page, comma - 1, words), AFTER)


def _head(page: Page, index: int, words: Lexicon) -> tuple[str, ...]:
    """Return the classes told by the head of the phrase that starts at a word: its last noun before "of", "that" ..."""
    end = index
    while end < len(page.words) and page.low(end) not in PHRASE_ENDS and end - index < 9:  # noqa: PLR2004
        end += 1
    if page.word(end - 1)[:1].isupper() and not page.word(end - 1).isupper():
        return ()
    return _told_at(page, end - 1, words) if end > index else ()


def _after(page: Page, last: int, words: Lexicon) -> Iterator[Vote]:
    """What follows: "X, a label", "X (a label)", "X is a label", "X, chief executive of Y", "X, 34,"."""
    i = last + 1
    while page.word(i) in _SKIP:
        i += 1
    sign = page.word(i)
    if sign in {",", "(", "\u2014", "\u2013"} or (sign == "-" and page.low(i + 1) in _ARTICLES):
        yield from _apposed(page, i, words)
    elif page.low(i) in _BE and page.low(i + 1) in {"a", "an", "the", "one"}:
        yield from _shared(_head(page, i + 2, words), COPULA)


def _apposed(page: Page, sign: int, words: Lexicon) -> Iterator[Vote]:
    age = page.word(sign + 1)
    if age.isdigit() and page.word(sign + 2) in {",", ")"} and int(age) < 110:  # noqa: PLR2004
        yield "Person", AGE
    elif page.low(sign + 1) in _ARTICLES:
        yield from _shared(_head(page, sign + 2, words), AFTER)
    elif page.word(sign) in {",", "("} and page.low(sign + 1) == page.word(sign + 1):
        told = _head(page, sign + 1, words)
        yield from _shared([c for c in told if words.domain.is_a(c, "Person")], AFTER)


def _following(page: Page, first: int, last: int, words: Lexicon) -> Iterator[Vote]:
    """The noun right after, where an article makes the name its first part: "the X app", "the X chart"."""
    if page.low(first - 1) not in {"the", "'s"} or page.word(last + 1) != page.low(last + 1):
        return
    noun = page.low(last + 1)
    if singular(noun) == noun and page.low(last + 2) != "'s":
        told = [
            c for c in _told_at(page, last + 1, words) if {"ORG", "PRODUCT"} & set(words.domain.classes[c].ner_labels)
        ]
        yield from _shared(told, FOLLOWING if last > first else FOLLOWING / 2)


def _lists(page: Page, first: int, last: int, words: Lexicon) -> Iterator[Vote]:
    """The noun that leads a list in, or closes it: "labels such as X and Y", "X, Y and other labels"."""
    if page.low(last + 1) == "'s" or (page.word(last + 1) == "'" and page.low(last).endswith("s")):
        return
    i = first - 1
    steps = 0
    while i > 0 and steps < 24 and _in_list(page, i):  # noqa: PLR2004
        i, steps = i - 1, steps + 1
    lead = i
    if (
        steps
        and page.word(lead + 1)[:1].isupper()
        and page.low(lead) != singular(page.low(lead))
        and page.low(lead) == page.word(lead)
    ):
        yield from _shared(_told_at(page, lead, words), BEFORE)
    if page.low(lead) == "as" and page.low(lead - 1) == "such":
        lead -= 2
    elif page.low(lead) in _LISTING:
        lead -= 1
    else:
        lead = -1
    if lead >= 0:
        if page.word(lead) == ",":
            lead -= 1
        if page.low(lead) != singular(page.low(lead)):
            yield from _shared(_told_at(page, lead, words), LISTS)
    k = last + 1
    if page.low(k) in {"and", "or"} and page.low(k + 1) == "other":
        yield from _shared(_head(page, k + 2, words), LISTS)


def _in_list(page: Page, index: int) -> bool:
    word = page.word(index)
    return (
        word in {",", '"', "'", "&", "'s"}
        or page.low(index) in {"and", "or", "the"}
        or word[:1].isupper()
        or word.isdigit()
    )


def _verbs(page: Page, last: int) -> Iterator[Vote]:
    if page.low(last + 1) in _SPEECH:
        yield "Agent", SPEAKS
    if page.low(last + 1) == "'s":
        return
    if page.low(last + 1) == "," and page.low(last + 2) == "who":
        yield "Person", ROLE


def _membership(page: Page, first: int, words: Lexicon) -> Iterator[Vote]:
    """A name of somebody and "of": "Ada Vale of X", where X is more often a body than anything else."""
    the = page.low(first - 1) == "the"
    owner = page.word(first - 2 - the)
    if (
        page.low(first - 1 - the) == "of"
        and owner[:1].isupper()
        and not words.classes_of(owner)
        and not is_place(owner)
    ):
        yield "Organization", MEMBER


def listed_together(page: Page, groups: Sequence[tuple[Proposal, ...]]) -> list[tuple[int, ...]]:
    """Return the groups that stand in one list, "X, Y and Z", for each list of the text."""
    spans = sorted((p.start, p.end, index) for index, group in enumerate(groups) for p in group)
    lists: list[list[int]] = []
    previous_end = -1
    for start, end, index in spans:
        gap = page.plain[previous_end:start] if previous_end >= 0 else "."
        if (
            re.fullmatch(r"\"?,?\"?\s*(?:(?:and|or|&)\s)?\s*(?:the )?\"?", gap)
            and re.search(r"[,&]|and|or", gap)
            and lists
        ):
            lists[-1].append(index)
        else:
            lists.append([index])
        previous_end = end
    joined = _with_conjunction(page, spans, lists)
    return [tuple(dict.fromkeys(group)) for group in joined if len(set(group)) > 1]


def _with_conjunction(page: Page, spans: Sequence[tuple[int, int, int]], lists: Sequence[list[int]]) -> list[list[int]]:
    """Keep lists whose last gap has "and" or "or": commas alone may set off an apposition."""
    out, at = [], 0
    for group in lists:
        if len(group) > 1:
            gap = page.plain[spans[at + len(group) - 2][1] : spans[at + len(group) - 1][0]]
            if re.search(r"\band\b|\bor\b|&", gap):
                out.append(group)
        at += len(group)
    return out
