"""
Lists of names: the noun that leads one in or closes it, and which names stand in one list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.names import word_set

from .kinds import head, shared, told_at
from .lexicon import singular
from .page import PHRASE_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .kinds import Vote
    from .lexicon import Lexicon
    from .page import Page
    from .proposals import Proposal

_ECHO = re.compile(r"[;,] (?:and so|as|so) (?:is|are|was|were|do|does|did|has|have) \"?$")
LED, LISTS = 1.5, 1.5
"""Votes of a noun right before a list, of "such as" and "other"."""
_BE = word_set("is are was were")
_LISTING = word_set("like including include includes")
_LISTING_PAIRS = {("such", "as"), ("among", "them"), ("among", "these"), ("among", "those")}


def list_votes(page: Page, first: int, last: int, words: Lexicon) -> Iterator[Vote]:
    """The noun that leads a list in, or closes it: "labels such as X and Y", "X, Y and other labels"."""
    if page.low(last + 1) == "'s" or (page.word(last + 1) == "'" and page.low(last).endswith("s")):
        return
    i = first - 1
    steps = 0
    while i > 0 and steps < 24 and _in_list(page, i):  # noqa: PLR2004
        i, steps = i - 1, steps + 1
    lead = i
    yield from _inverted(page, lead, words)
    yield from _one_of(page, last, words)
    if (
        steps
        and page.word(lead + 1)[:1].isupper()
        and page.low(lead) != singular(page.low(lead))
        and page.low(lead) == page.word(lead)
    ):
        yield from shared(told_at(page, lead, words), LED)
    lead = _before_listing(page, lead)
    if lead >= 0 and page.low(lead) != singular(page.low(lead)):
        yield from shared(told_at(page, lead, words), LISTS)
    k = last + 1
    if page.low(k) in {"and", "or"} and page.low(k + 1) == "other":
        yield from shared(head(page, k + 2, words), LISTS)


def _before_listing(page: Page, lead: int) -> int:
    """Return the word before "such as", "including", "among them", where one leads a list in; else -1."""
    if page.low(lead) in _LISTING:
        lead -= 1
    elif (page.low(lead - 1), page.low(lead)) in _LISTING_PAIRS:
        lead -= 2
    else:
        return -1
    return lead - (page.word(lead) == ",")


def _inverted(page: Page, lead: int, words: Lexicon) -> Iterator[Vote]:
    """The plural noun of a sentence turned round: "Among the acts that it signed are X and Y"."""
    if page.low(lead) not in _BE:
        return
    sentence = page.sentences[page.sentence(page.words[lead].start)]
    opening = page.at(sentence.start)
    if page.low(opening) not in {"among", "other"} or lead - opening > 12:  # noqa: PLR2004
        return
    for index in range(opening + 1, lead):
        if page.low(index) != singular(page.low(index)) and (told := told_at(page, index, words)):
            yield from shared(told, LISTS)
            return


def _one_of(page: Page, last: int, words: Lexicon) -> Iterator[Vote]:
    """
    The plural that a name is one of: "X is one of the label's singers", "several songs ... X is among them".

    The verb may stand before: "names X among the label's singers".
    """
    at = last + 1
    if page.low(at) == "among":
        at -= 1
    elif page.low(at) not in _BE:
        return
    if page.low(at + 1) == "among":
        at += 2
    elif page.low(at + 1) == "one" and page.low(at + 2) == "of":
        at += 3
    else:
        return
    if page.low(at) in {"those", "them", "these"}:
        yield from shared(_plural_before(page, last, words), LISTS)
        return
    end = at
    while end - at < 8 and page.low(end) not in PHRASE_ENDS - {"'s"}:  # noqa: PLR2004
        end += 1
    if page.low(end - 1) != singular(page.low(end - 1)):
        yield from shared(told_at(page, end - 1, words), LISTS)


def _plural_before(page: Page, index: int, words: Lexicon) -> tuple[str, ...]:
    """Return what the nearest plural of a kind tells, in the sentence before or earlier in this one."""
    here = page.sentence(page.words[index].start)
    start = page.at(page.sentences[max(0, here - 1)].start)
    for k in range(index, start - 1, -1):
        if page.low(k) == page.word(k) and page.low(k) != singular(page.low(k)):
            told = tuple(c for c in told_at(page, k, words) if words.domain.classes[c].ner_labels)
            if told:
                return told
    return ()


def _in_list(page: Page, index: int) -> bool:
    word = page.word(index)
    return (
        word in {",", '"', "'", "&", "'s"}
        or page.low(index) in {"and", "or", "the"}
        or word[:1].isupper()
        or word.isdigit()
    )


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
    joined = [*_with_conjunction(page, spans, lists), *_echoes(page, spans, lists)]
    return [tuple(dict.fromkeys(group)) for group in joined if len(set(group)) > 1]


def _echoes(page: Page, spans: Sequence[tuple[int, int, int]], lists: Sequence[list[int]]) -> Iterator[list[int]]:
    """Join the first name of a sentence with those of whom the same is said: "X is one, and so are Y and Z"."""
    at = 0
    for group in lists:
        start = spans[at][0]
        sentence = page.sentences[page.sentence(start)]
        if _ECHO.search(page.plain[sentence.start : start]):
            first = next((index for begin, _, index in spans if begin >= sentence.start), None)
            if first is not None and first != group[0]:
                yield [first, *group]
        at += len(group)


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
