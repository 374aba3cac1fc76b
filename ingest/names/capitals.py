"""
Titles that nothing marks but their letters: capitals where running text has none, and a foreign sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.names import word_set

from .lexicon import TITLE_LABEL
from .proposals import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .lexicon import Lexicon
    from .page import Page

FUNCTION = word_set(
    "this that these those it its it's he she his her they their them we our us you your you're my me in on at by for "
    "from with without as to but or if when while after before since because until then there here what who whom "
    "whose which why how where would could should is isn't are was were be been do don't does did has have had not "
    "now ever never i'm i've i'll"
)
"""Words that have a capital inside a sentence only as part of a title; names of people such as "Will" are left out."""
_INNER = word_set("of the a an to in on at for from with my your me by over under into like")
_FOREIGN = word_set(
    "du jag inte och att det som en ich nicht und ist der das ein kein je ne pas les une avec sans el los mi las con "
    "sin que y il non che lo sono eu voce nao ikke og jeg nie ik niet het een"
)
_ENDS = word_set(
    "is was are were has had have will would can could that which who when on by from for as with and after before "
    "became went topped reached came sits stands remains in at"
)
_MOST = 0.6
"""Share of capitals from which a line is a headline, where capitals tell nothing."""


def capital_titles(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """
    Propose runs of capitals that hold a word no name has: "the record Was It Ever Ours came out".

    The telling word must not be the first of its sentence, for there every word has a capital.
    """
    cls = lexicon.labels.get(TITLE_LABEL)
    for sentence in page.sentences:
        indexes = list(page.words_of(sentence))
        if _is_headline(page, indexes):
            continue
        k = 0
        while k < len(indexes):
            last = _reach(page, indexes, k)
            if last > k and _tells(page, indexes, k, last):
                end = page.words[indexes[last]].end
                asks = page.plain[end : end + 1] in {"?", "!"} and page.plain[end + 1 : end + 2] in {",", ";", " "}
                yield Proposal(page.words[indexes[k]].start, end + asks, "title", cls, 1.0)
            k = max(last, k) + 1


def _is_headline(page: Page, indexes: Sequence[int]) -> bool:
    words = [page.word(i) for i in indexes if page.word(i)[0].isalpha()]
    return not words or sum(w[0].isupper() for w in words) > _MOST * len(words)


def _reach(page: Page, indexes: Sequence[int], k: int) -> int:
    """Return the position of the last word of the capitals that start at *k*, small words between them included."""
    if not _capital(page.word(indexes[k])):
        return k
    last = at = k
    while at + 1 < len(indexes):
        gap = page.plain[page.words[indexes[at]].end : page.words[indexes[at + 1]].start]
        word, low = page.word(indexes[at + 1]), page.low(indexes[at + 1])
        told = _told(page, indexes[at]) or _told(page, indexes[at + 1])
        comma = word == "," and at + 2 < len(indexes) and _told(page, indexes[at + 2]) and _held(page, indexes, k, at)
        if gap not in {" ", ""} or not (_capital(word) or low in _INNER or (low == "and" and told) or comma):
            break
        at += 1
        if _capital(word):
            last = at
    return last


def _capital(word: str) -> bool:
    return word[0].isupper() and not (word.isupper() and len(word) > 1)


def _told(page: Page, index: int) -> bool:
    return _capital(page.word(index)) and page.low(index) in FUNCTION


def _held(page: Page, indexes: Sequence[int], first: int, at: int) -> bool:
    """Whether the words so far begin with "I" or hold a telling word, so that a comma may stand within."""
    return any(page.word(indexes[i]) == "I" or _told(page, indexes[i]) for i in range(first, at + 1))


def _tells(page: Page, indexes: Sequence[int], first: int, last: int) -> bool:
    inside = [i for i in range(first, last + 1) if i > 0 and page.word(indexes[i - 1]) not in {'"', "'", ":", "(", "-"}]
    return any(_told(page, indexes[i]) for i in inside)


def foreign_titles(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """
    Propose a title in another language behind the noun of its kind: "her song Kuka vet om du går was".

    Such titles have sentence case; the first English word that carries the sentence on ends them.
    """
    cls = lexicon.labels.get(TITLE_LABEL)
    for index, word in enumerate(page.words[:-3]):
        if word.text != word.low or not lexicon.class_of(word.low, under="Work"):
            continue
        last = _foreign_end(page, index + 1)
        if last is not None:
            yield Proposal(page.words[index + 1].start, page.words[last].end, "title", cls, 1.0)


def _foreign_end(page: Page, first: int) -> int | None:
    if not page.word(first)[:1].isupper():
        return None
    sentence, last, foreign, at = page.sentence(page.words[first].start), first, 0, first
    while at < len(page.words) and at - first < 10 and page.sentence(page.words[at].start) == sentence:  # noqa: PLR2004
        low = page.low(at)
        if at > first and (low in _ENDS or not (low[0].isalpha() or low == ",")):
            break
        foreign += at > first and (low in _FOREIGN or not low.isascii())
        last = at if low != "," else last
        at += 1
    return last if foreign > 1 and last > first else None
