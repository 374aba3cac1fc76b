"""
What the words around a name say about its class, read off the words themselves, before any parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.names import is_place, word_set

from .frames import frames
from .given_names import is_given_name
from .instruments import instrument_votes
from .kinds import ARTICLES, head, shared, told_at
from .lexicon import singular
from .lists import list_votes
from .page import PHRASE_ENDS
from .proposals import NOBLE
from .works import makers, title_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .kinds import Vote
    from .lexicon import Lexicon
    from .page import Page
    from .works import Titles

BEFORE, AFTER, COPULA, INSIDE, HONORIFIC, ROLE, SPEAKS, AGE = 1.5, 1.5, 1.5, 1.4, 2.0, 1.2, 0.3, 1.5
TAKEN_UP = 1.5
FOLLOWING, KNOWN_PLACE, BRANDED, KIN, MEMBER, NUMBERED, NO_PERSON = 0.9, 2.0, 0.6, 1.0, 0.5, 1.6, -0.8
"""Weights of the kinds of evidence; a negative one speaks against a class."""

_BE = word_set("is was are were became becomes remains remained")
SPEECH = word_set("said says told tells tweeted wrote added explained argued insisted recalled joked testified")
_HONORIFICS = word_set("mr mrs ms mr. mrs. ms. dr dr. sir dame")
_NAMED = word_set("called named dubbed titled entitled")
_NO_TITLES = word_set("bill like")
_BRANDED = re.compile(r"[A-Z][a-z]+[A-Z]\w*|[A-Z]{3,6}(?:-[A-Z]{2,6})?|\w+\.(?:ai|tech|com|fm|io|net|org|tv|app)")
_BILL = re.compile(r"(?:AB|SB|HB|HR|HF|SF|LB|LD|AJR|SJR|HJR|SCR|H\.R\.|S\.|A\.) ?\d[\w/.-]*")
_RANKING = re.compile(r"(?:[A-Z][\w'-]* ){0,3}(?:Top|Hot|Global|Viral) \d{2,3}")
_SKIP = frozenset("\"'")
_SET_OFF = word_set("with by from featuring for of on in like along together")
ASIDE = 12
"""Most words of an aside between a name and its verb."""


def evidence(page: Page, start: int, end: int, words: Lexicon, titles: Titles) -> Iterator[Vote]:
    """Yield the votes of one mention's surroundings."""
    first, last = page.at(start), page.at(end - 1)
    yield from _before(page, first, words)
    yield from _after(page, last, words)
    yield from _following(page, first, last, words)
    yield from list_votes(page, first, last, words)
    yield from _verbs(page, last)
    yield from _membership(page, first, words)
    yield from _taken_up(page, first, last)
    yield from makers(page, first, last, words, titles)
    if titles.topic:
        yield from frames(words.domain).votes(page, first, last)
        yield from instrument_votes(page, first, last, words.domain)


def form(page: Page, start: int, end: int, words: Lexicon, *, topic: bool = False) -> Iterator[Vote]:
    """Yield the votes of a name's own form, once a spelling: its last noun, a country's name, a brand's shape."""
    first, last = page.at(start), page.at(end - 1)
    text = page.plain[start:end]
    if is_place(text):
        yield "Place", KNOWN_PLACE
    ending = _ending(page, first, last, words)
    if ending:
        yield ending, INSIDE
    elif last > first and page.word(last)[0].isupper():
        told = [c for c in words.triggers.get(page.low(last), ()) if not words.domain.is_a(c, "Person")]
        core = [c for c in told if words.domain.classes[c].core]
        titled = [c for c in told if topic and c in title_classes(words)]
        for cls in (titled or core or told)[:1]:
            yield cls, INSIDE
    if first == last:
        yield from _kin_of_known(text, words)
    yield from _numbered(text, words)
    if page.low(first) in NOBLE and last > first:
        yield "Person", AGE
    if text.startswith("#"):
        yield "Thing", BRANDED
    elif _BRANDED.fullmatch(text):
        yield "Organization", BRANDED
        yield "Place", -KNOWN_PLACE / 2


def _ending(page: Page, first: int, last: int, words: Lexicon) -> str | None:
    """Return the class of names that end as this one does, or of a body that is named by an earlier noun."""
    for start in range(max(first + 1, last - 2), last + 1):
        ending = " ".join(page.low(i) for i in range(start, last + 1))
        if ending in words.ending:
            return words.ending[ending]
    return _body(page, first, last, words) if last > first else None


def _body(page: Page, first: int, last: int, words: Lexicon) -> str | None:
    """Return the class of a body whose noun is not the last word: "University of Veldt", "District Court Orsa II"."""
    if words.classes_of(page.word(last)):
        return None
    for index in range(first, last):
        ends = index > first or page.low(index + 1) in {"of", "for"}
        noun = words.class_of(page.low(index), under="Organization")
        if ends and noun and words.domain.classes[noun].core and page.word(index)[:1].isupper():
            return noun
    return None


def _numbered(text: str, words: Lexicon) -> Iterator[Vote]:
    """A bill's number ("SB 1204") and a ranking's length ("Top 50") in a domain that has laws and rankings."""
    if _BILL.fullmatch(text) and (law := words.class_of("bill", under="Law")):
        yield law, NUMBERED
    elif _RANKING.fullmatch(text) and (ranking := words.class_of("ranking", under="Work")):
        yield ranking, NUMBERED


def _kin_of_known(text: str, words: Lexicon) -> Iterator[Vote]:
    """A word with which known names of one class begin: "Vale" where "Vale Records" and "Vale Music" are known."""
    classes = {e.type for e in words.beginning.get(text.casefold(), ())}
    if len(classes) == 1 and not is_given_name(text) and not is_place(text):
        yield classes.pop(), KIN


def _before(page: Page, first: int, words: Lexicon) -> Iterator[Vote]:
    """The noun right before: "the label X", "singer X", "an act called X", "Mr X"."""
    i = first - 1
    while i > 0 and (
        page.word(i) in _SKIP or page.low(i) in _NAMED or (page.low(i) == "the" and page.low(i - 1) not in PHRASE_ENDS)
    ):
        i -= 1
    if i < first - 1 and page.low(i) in _BE:
        i -= 1
    if page.low(i) in _BE and page.low(i - 1) == "name" and (of := _whose(page, i - 2)) > 0:
        i = of
    if page.low(i) in _HONORIFICS:
        yield "Person", HONORIFIC
        return
    if page.low(i) in _NO_TITLES or _inside_name(page, i, words):
        return
    told = told_at(page, i, words)
    if not told and page.word(i) == "," and i > 1:
        yield from _announced(page, first, i, words)
    sure = page.low(i - 1) in ARTICLES | {"'s", "annual"}
    yield from shared([c for c in told if sure or not words.domain.is_a(c, "Event")], BEFORE)


def _whose(page: Page, index: int) -> int:
    """Return the noun of "a singer, whose real name is X", read back from before "name"; -1 where there is none."""
    while page.word(index) == page.low(index) and page.low(index) not in PHRASE_ENDS | ARTICLES:
        index -= 1
    return index - 1 - (page.word(index - 1) == ",") if page.low(index) == "whose" else -1


def _inside_name(page: Page, index: int, words: Lexicon) -> bool:
    """Whether a noun is the capitalised end of another name ("United States Ada Vale"), not an office."""
    capital = page.word(index)[:1].isupper() and not page.word(index).isupper()
    starts = index == 0 or page.word(index - 1) in {".", "!", "?", '"', ":"}
    return capital and not starts and words.class_of(page.low(index), under="Person") is None


def _announced(page: Page, first: int, comma: int, words: Lexicon) -> Iterator[Vote]:
    """A noun with an article, and the name after a comma: "its new venture, X,"."""
    k = comma - 1
    while k > 0 and page.low(k) not in ARTICLES | PHRASE_ENDS | {"'s"}:
        k -= 1
    last = first
    while page.word(last + 1)[:1].isupper():
        last += 1
    closed = page.word(last + 1) in {",", ".", "\u2014", ";", ")", '"'}
    if page.low(k) in ARTICLES | {"'s"} and comma - k < 6 and closed:  # noqa: PLR2004
        yield from shared(told_at(page, comma - 1, words), AFTER)


def _after(page: Page, last: int, words: Lexicon) -> Iterator[Vote]:
    """What follows: "X, a label", "X (a label)", "X is a label", "X, chief executive of Y", "X, 34,"."""
    i = last + 1
    while page.word(i) in _SKIP:
        i += 1
    sign = page.word(i)
    if sign in {",", "(", "\u2014", "\u2013"} or (sign == "-" and page.low(i + 1) in ARTICLES):
        yield from _apposed(page, i, words)
    yield from _equated(page, i, words)
    if sign == "," and page.low(i + 1) in _SET_OFF:
        yield from _equated(page, _behind_aside(page, i), words)


def _equated(page: Page, index: int, words: Lexicon) -> Iterator[Vote]:
    if page.low(index) in _BE and page.low(index + 1) in {"a", "an", "the", "one"}:
        yield from shared(head(page, index + 2, words), COPULA)


def _behind_aside(page: Page, comma: int) -> int:
    """Return the index behind an aside between commas: "X, with Ada Vale and Corran, was a song"."""
    index = comma + 1
    while index - comma < ASIDE and page.word(index) not in {",", ".", ";", ":", ""}:
        index += 1
    return index + 1


def _apposed(page: Page, sign: int, words: Lexicon) -> Iterator[Vote]:
    age = page.word(sign + 1)
    if age.isdigit() and page.word(sign + 2) in {",", ")"} and int(age) < 110:  # noqa: PLR2004
        yield "Person", AGE
    elif page.low(sign + 1) in ARTICLES:
        yield from shared(head(page, sign + 2, words), AFTER)
    elif page.low(sign + 1) == "who" and page.low(sign + 2) in _BE:
        known = 2 if page.low(sign + 3) in {"known", "described"} and page.low(sign + 4) == "as" else 0
        if page.low(sign + 3 + known) in {"a", "an", "the", "one"}:
            yield from shared(head(page, sign + 4 + known, words), AFTER)
    elif page.word(sign) in {",", "("} and page.low(sign + 1) == page.word(sign + 1):
        told = head(page, sign + 1, words)
        yield from shared([c for c in told if words.domain.is_a(c, "Person")], AFTER)


def _following(page: Page, first: int, last: int, words: Lexicon) -> Iterator[Vote]:
    """The noun right after, where an article makes the name its first part: "the X app", "the X chart"."""
    if page.low(first - 1) not in ARTICLES | {"the", "'s"} or page.word(last + 1) != page.low(last + 1):
        return
    noun = page.low(last + 1)
    if part := words.parts.get(singular(noun)):
        yield part, FOLLOWING
    if singular(noun) == noun and page.low(last + 2) != "'s":
        told = [
            c for c in told_at(page, last + 1, words) if {"ORG", "PRODUCT"} & set(words.domain.classes[c].ner_labels)
        ]
        yield from shared(told, FOLLOWING if last > first else FOLLOWING / 2)


def _verbs(page: Page, last: int) -> Iterator[Vote]:
    if page.low(last + 1) in SPEECH:
        yield "Agent", SPEAKS
    if page.low(last + 1) == "'s":
        return
    if page.low(last + 1) == ",":
        if page.low(last + 2) in {"who", "whom"}:
            yield "Person", ROLE
        elif page.low(last + 2) == "which":
            yield "Person", NO_PERSON


def _taken_up(page: Page, first: int, last: int) -> Iterator[Vote]:
    """
    A person's pronoun that can mean nobody else.

    "He" opens the next sentence and no other name stands in this one; or "himself" follows in the same clause.
    """
    sentence = page.sentence(page.words[first].start)
    others = [i for i in page.words_of(page.sentences[sentence]) if not first <= i <= last]
    alone = not any(page.word(i)[:1].isupper() for i in others if i != others[0] or i == last + 1)
    following = page.sentences[sentence + 1] if sentence + 1 < len(page.sentences) else None
    if alone and following and page.low(page.at(following.start)) in {"he", "she"}:
        yield "Person", TAKEN_UP
        return
    for index in range(last + 1, last + 6):
        if page.word(index) != page.low(index) or page.low(index) in PHRASE_ENDS - {"of"}:
            return
        if page.low(index) in {"himself", "herself"}:
            yield "Person", TAKEN_UP
            return


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
