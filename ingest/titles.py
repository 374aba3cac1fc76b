"""
Titles in quotation marks, told from quotations, and names of court cases.

A title has title case, or a context that only titles have. A quoted sentence in sentence case is
a quotation unless its context says otherwise, for titles in other languages are sentence case too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.names import word_set

from .lexicon import TITLE_LABEL
from .proposals import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .lexicon import Lexicon
    from .page import Page

_DOUBLE = re.compile(r'"([^"\n]{1,90})"')
_SINGLE = re.compile(r"(?<![\w'])'([^'\n\"]{1,80}(?:'\w[^'\n\"]{0,60})*)'(?!\w)")
_SMALL = word_set(
    "a an the of in on at to for by with from and or nor but as x vs vs. feat. feat ft. ft de la le du der die das und y e en i'm is it my"
)
_SPEECH = word_set(
    "said says say told tells asked added adds wrote writes according replied explained argued argues noted notes stated "
    "states claimed claims called calls warned insisted tweeted posted commented quoted describing described concluded reads read saying"
)
_NAMING = word_set(
    "titled entitled called named dubbed title single song track album film book novel show series documentary report article essay episode video project poem"
)
_CASE = re.compile(
    r"(?<![\w.])((?:[A-Z][\w.&'-]*|of|the|and|&)(?: (?:[A-Z][\w.&'-]*|of|the|and|&)){0,5}) v\.? "
    r"([A-Z][\w.&'-]*(?: (?:[A-Z][\w.&'-]*|of the|of|&)){0,5})"
)
_MAX_WORDS = 12


def quoted_titles(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose what stands in quotation marks and is a title rather than somebody's words."""
    cls = lexicon.labels.get(TITLE_LABEL)
    taken: list[tuple[int, int]] = []
    for pattern in (_DOUBLE, _SINGLE):
        for match in pattern.finditer(page.plain):
            start, end = _inside(page, match.start(1), match.end(1))
            if any(a < end and start < b for a, b in taken):
                continue
            if pattern is _DOUBLE:
                taken.append((match.start(), match.end()))
            if end > start and _is_title(page, start, end, match, lexicon):
                yield Proposal(start, end, "title", cls, 1.0)


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
    return capitals and (len(words) > 1 or not page.plain[match.end() - 2] in ".") and page.low(before) not in _SPEECH


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


def court_cases(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose "A v. B"."""
    cls = lexicon.class_of("lawsuit") or lexicon.class_of("case") or lexicon.class_of("trial")
    for match in _CASE.finditer(page.plain):
        end = match.end() - (1 if page.plain[match.end() - 1] in ".'" else 0)
        yield Proposal(match.start(), end, "case", cls, 3.0)
