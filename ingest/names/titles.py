"""
Titles in quotation marks, told from quotations, and names of court cases.

A title has title case, or a context that only titles have. A quoted sentence in sentence case is
a quotation unless its context says otherwise, for titles in other languages are sentence case too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.text.names import word_set

from .lexicon import TITLE_LABEL
from .proposals import CALENDAR, STARTS, TITLES, Proposal
from .works import work_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .lexicon import Lexicon
    from .page import Page

_DOUBLE = re.compile(r'"([^"\n]{1,90})"')
_SINGLE = re.compile(r"(?<![\w'])'([^'\n\"]{1,80}(?:'\w[^'\n\"]{0,60})*)'(?!\w)")
_SMALL = word_set(
    "a an the of in on at to for by with from and or nor but as x vs vs. feat. feat ft. ft de la le du der die das "
    "und y e en i'm is it my"
)
_SPEECH = word_set(
    "said says say told tells asked added adds wrote writes according replied explained argued argues noted notes "
    "stated states claimed claims called calls warned insisted tweeted posted commented quoted describing described "
    "concluded reads read saying"
)
_NAMING = word_set("titled entitled called named dubbed title")
_CASE = re.compile(
    r"(?<![\w.])((?!The |In )[A-Z][\w.&'-]*(?: (?:[A-Z][\w.&'-]*|of|the|and|&)){0,5}) v\.? "
    r"([A-Z][\w.&'-]*(?: (?:[A-Z][\w.&'-]*|of the|of|&)){0,5})"
)
_LAW = re.compile(
    r"(?:[Tt]he |\()((?:[A-Z][\w'-]*,? (?:(?:and|of|for|in|on|of the|to|from|&) )*){3,14})([A-Z][a-z]+)(?![\w])"
)
_LAW_OF_PARTS = re.compile(r"((?:[A-Z][\w'-]* ){1,5}\([A-Z][\w', -]{2,60}\) )([A-Z][a-z]+)(?![\w])")
_BRIDGES = word_set("of in on at to for with from the a an my your me over under into")
_LOOSE = word_set("of the for from in")
_PERSONAL = frozenset({"My", "Me", "You", "Your", "It", "I", "Be", "Us", "Our", "Is", "Are", "Don't", "I'm"})
_MAX_WORDS = 12


def quoted_titles(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose what stands in quotation marks and is a title rather than somebody's words."""
    cls = lexicon.labels.get(TITLE_LABEL)
    taken: list[tuple[int, int]] = []
    for pattern in (_DOUBLE, _SINGLE):
        for match in pattern.finditer(page.plain):
            start, end = _inside(page, match.start(1), match.end(1))
            if pattern is _DOUBLE:
                taken.append((match.start(), match.end()))
            elif _is_inside_one(start, end, taken):
                continue
            if end > start and _is_title(page, start, end, match, lexicon):
                yield Proposal(start, end, "title", cls, 1.0)


def _is_inside_one(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch overlaps one of those taken, which stand in order and apart."""
    last = bisect_left(taken, (end, 0)) - 1
    return last >= 0 and start < taken[last][1]


def _inside(page: Page, start: int, end: int) -> tuple[int, int]:
    """Leave out white space and the comma or full stop that belongs to the sentence, not to the title."""
    body = page.plain[start:end]
    start += len(body) - len(body.lstrip())
    body = body.strip()
    if body.endswith((",", ";")) or (body.endswith(".") and not body.endswith(("..", "..."))):
        body = body[:-1]
    return start, start + len(body)


def _is_title(page: Page, start: int, end: int, match: re.Match[str], lexicon: Lexicon) -> bool:
    words = page.plain[start:end].split()
    if not words or len(words) > _MAX_WORDS or not page.plain[start].isalnum():
        return False
    before = page.at(match.start()) - 1
    after = page.at(match.end())
    if _is_nickname(page, match):
        return False
    said = (
        page.low(after) in _SPEECH
        or page.low(after + 1) in _SPEECH
        or (page.low(before) in {",", ":"} and _spoken(page, before))
    )
    capitals = _title_case(words)
    framed = _framed(page, before, after, lexicon)
    if said:
        return False
    if framed and (words[0][0].isupper() or words[0][0].isdigit()):
        return True
    return capitals and (len(words) > 1 or page.plain[match.end() - 2] != ".") and page.low(before) not in _SPEECH


def _spoken(page: Page, index: int) -> bool:
    return any(page.low(i) in _SPEECH for i in range(max(0, index - 4), index))


def _is_nickname(page: Page, match: re.Match[str]) -> bool:
    """Whether the quotes stand inside a person's name: Ada "The Voice" Vale."""
    left, right = page.plain[: match.start()][-2:], page.plain[match.end() : match.end() + 2]
    before = page.word(page.at(match.start()) - 1)
    return (
        left[-1:] == " "
        and before[:1].isupper()
        and page.low(page.at(match.start()) - 1) != "'s"
        and right[:1] == " "
        and right[1:].isupper()
    )


def _title_case(words: list[str]) -> bool:
    letters = [w.strip("\"'([)],.!?:;") for w in words]
    big = [w for w in letters if w and w.lower() not in _SMALL]
    capital = sum(not w[0].islower() for w in big)
    return bool(big) and capital == len(big) and not letters[0][:1].islower() and any(w[0].isupper() for w in big)


def _framed(page: Page, before: int, after: int, lexicon: Lexicon) -> bool:
    """Whether the context is one of a title: X's "T", the song "T", "T" by X, "T", credited to X, "T", a song."""
    low = page.low(before)
    if low == "'s" or (low == "'" and page.low(before - 1).endswith("s")) or low in _NAMING:
        return True
    if lexicon.class_of(low, under="Work"):
        return True
    if page.low(after) == ",":
        after += 1
    if page.low(after) == "by" and page.word(after + 1)[:1].isupper():
        return True
    if page.low(after) == "credited" and page.low(after + 1) == "to":
        return True
    return page.low(after) in {"a", "an", "the"} and any(
        lexicon.class_of(page.low(i), under="Work") for i in range(after + 1, after + 5)
    )


def bare_titles(page: Page, taken: Sequence[Proposal], lexicon: Lexicon) -> Iterator[Proposal]:
    """
    Propose titles that stand without quotation marks: capitals bridged by small words, "Dust over My Road".

    Only in a text about works of the domain, and none of the capitals may be a name of its own
    (*taken*), for "Norland in Europe" is no title.
    """
    cls = lexicon.labels.get(TITLE_LABEL)
    near = defaultdict(list)
    for proposal in taken:
        near[page.sentence(proposal.start)].append(proposal)
    for number, sentence in enumerate(page.sentences) if work_topic(page, lexicon) else ():
        indexes = list(page.words_of(sentence))
        k = 0
        while k < len(indexes):
            last = _title_from(page, indexes, k, near[number], lexicon)
            if last > k:
                end = page.words[indexes[last]].end
                asked = page.plain[end : end + 2] == "? " and page.word(indexes[k]).lower() in STARTS
                yield Proposal(page.words[indexes[k]].start, end + asked, "title", cls, 1.0)
            k = max(last, k) + 1


def _title_from(page: Page, indexes: list[int], k: int, taken: Sequence[Proposal], lexicon: Lexicon) -> int:
    """Return the position of the last word of a bare title that starts at *k*, or -1."""
    last, at = k, k
    while at < len(indexes) and _joined(page, indexes, k, at):
        low = page.low(indexes[at])
        if _plain_capital(page, indexes[at], taken, lexicon):
            last = at
        elif low not in _BRIDGES or at == k:
            break
        at += 1
    words = [page.word(i) for i in indexes[k : last + 1]]
    if not _looks_like_title(page, words, indexes[k], opens=k == 0):
        return -1
    if not _PERSONAL & set(words) and any(_overlaps(page, indexes[k], indexes[last], p) for p in taken):
        return -1
    return last


def _looks_like_title(page: Page, words: list[str], index: int, *, opens: bool) -> bool:
    bridges = [w for w in words if w.lower() in _BRIDGES]
    personal = bool(_PERSONAL & set(words))
    if not bridges or sum(w[0].isupper() for w in words) < 2:  # noqa: PLR2004
        return False
    if words[0].lower() in STARTS and (opens or not personal):
        return False
    if personal:
        return True
    if {w.lower() for w in bridges} <= _LOOSE and (opens or page.low(index - 1) == "the"):
        return False
    return not opens or len(bridges) > 1


def _overlaps(page: Page, first: int, last: int, proposal: Proposal) -> bool:
    return proposal.start < page.words[last].end and page.words[first].start < proposal.end


def _joined(page: Page, indexes: list[int], first: int, at: int) -> bool:
    """Whether nothing but a space stands between a word and the one before."""
    if at == first:
        return True
    return page.plain[page.words[indexes[at - 1]].end : page.words[indexes[at]].start] == " "


def _plain_capital(page: Page, index: int, taken: Sequence[Proposal], lexicon: Lexicon) -> bool:
    """Whether a word has a capital and is neither a name, nor an acronym, nor an office."""
    word = page.words[index]
    if (
        not word.text[0].isupper()
        or word.low == "no"
        or (word.text.isupper() and len(word.text) > 1)
        or word.low in CALENDAR | TITLES
    ):
        return False
    if lexicon.class_of(word.low, under="Agent") or lexicon.class_of(word.low, under="Law"):
        return False
    return not any(p.start < word.end and word.start < p.end for p in taken if not p.source.startswith("ner:"))


def long_laws(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose laws with commas or brackets in their names: "the Fair Voices, and Names Act", "Data (Use) Act"."""
    for match in (*_LAW.finditer(page.plain), *_LAW_OF_PARTS.finditer(page.plain)):
        cls = lexicon.class_of(match[2], under="Law")
        if cls:
            start = match.start(1) + 4 * match[1].startswith("The ")
            yield Proposal(start, match.end(), "case", cls, 3.0)


def court_cases(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose "A v. B"."""
    cls = lexicon.class_of("lawsuit") or lexicon.class_of("case") or lexicon.class_of("trial")
    for match in _CASE.finditer(page.plain):
        stop = min(match.end(), page.sentences[page.sentence(match.start())].end)
        end = stop - (1 if page.plain[stop - 1] in ".'" else 0)
        yield Proposal(match.start(), end, "case", cls, 3.0)
