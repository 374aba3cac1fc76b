"""
Which entities of the corpus a question names: by their spellings, the longest first.

Names of two or more words may be misspelt a little; a name may be shortened as people do
("Vale" for "Nova Vale"). Capitalised words that no article knows are told too: an answer
about somebody else would be worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kg.text.dates import find_dates
from kg.text.names import expand_place, flat, is_part_of, name_key, place_of_adjective, similar, word_set

from .stems import FUNCTION_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .library import Library

ALIKE = 85
"""Least similarity, of 100, for a misspelt name of two or more words (study of extraction and answers, section 6)."""
_LONGEST = 10
_MOST = 3
_OPENERS = FUNCTION_WORDS | word_set(
    "list name tell give show describe summarise summarize compare explain please hello find count according today ok "
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday ai a.i ceo usa"
)


@dataclass(frozen=True, slots=True)
class Link:
    """
    A place of the question that names an entity.

    Args:
        keys: The entities so called, the likeliest first; at least one.
        cls: Class of the first.
    """

    start: int
    end: int
    text: str
    keys: tuple[str, ...]
    cls: str

    @property
    def key(self) -> str:
        """The likeliest entity."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


def link(
    text: str, library: Library, *, nouns: Iterable[str] = (), guess: bool = True
) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """
    Find the names in a question.

    Args:
        text: The question.
        library: What the corpus knows.
        nouns: Common nouns of the domain ("chart"), which are no names when they are not capitalised.
        guess: Also take misspelt and shortened names.

    Returns:
        The links in order, without overlap; and the capitalised words that name nothing known.
    """
    found = _Finder(text, library, frozenset(nouns))
    for step in (found.exact, found.misspelt, found.shortened) if guess else (found.exact,):
        for size in range(_LONGEST, 0, -1):
            found.take(step, size)
    links = tuple(sorted(found.links, key=lambda one: one.start))
    return links, tuple(found.unknown())


class _Finder:
    """One question, searched step by step; words once taken are taken."""

    def __init__(self, text: str, library: Library, nouns: frozenset[str]) -> None:
        self.text, self.library, self.nouns = flat(text), library, nouns
        self.words = [_bare(m) for m in re.finditer(r"\S+", self.text)]
        self.free = [bool(word.text) for word in self.words]
        self.typed_low = not any(c.isupper() for c in self.text[1:])
        self.links: list[Link] = []
        self.long_keys = [key for key in library.spellings if " " in key]

    def take(self, step: object, size: int) -> None:
        """Try every run of so many free words."""
        for at in range(len(self.words) - size + 1):
            if not all(self.free[at : at + size]):
                continue
            run = self.words[at : at + size]
            keys = step(run, at)  # type: ignore[operator]
            if keys:
                self.free[at : at + size] = [False] * size
                start, end = run[0].start, run[-1].end
                cls = self.library.entities[keys[0]].cls
                self.links.append(Link(start, end, self.text[start:end], tuple(keys), cls))

    def exact(self, run: Sequence[_Word], at: int) -> tuple[str, ...]:
        """Entities of that very spelling."""
        gram = self.text[run[0].start : run[-1].end]
        if run[0].text.lower() in {"the", "a", "an"} or not self._may_be_name(run, at):
            return ()
        keys = self.library.spellings.get(name_key(gram)) or self.library.spellings.get(name_key(expand_place(gram)))
        if keys and len(run) > 1 and not self.typed_low and not self._written_so(gram, keys):
            return ()
        if not keys and len(run) == 1 and (place := place_of_adjective(gram)):
            keys = self.library.spellings.get(name_key(place))
        return self._by_class(keys or (), at)

    def _written_so(self, gram: str, keys: Sequence[str]) -> bool:
        """Whether a name has at least the capitals of one of its spellings: "the AI act" is not the AI Act."""
        key = name_key(gram)
        spelt = [s for k in keys for s in self.library.spelt(k) if name_key(s) == key]
        return not spelt or _capitals_of(gram) >= min(map(_capitals_of, spelt)) or '"' in gram

    def misspelt(self, run: Sequence[_Word], _at: int) -> tuple[str, ...]:
        """The entity of the most similar spelling, for two or more words."""
        from rapidfuzz import fuzz, process

        if len(run) < 2 or not self._capitals(run) or words(run[0].text)[:1] in (["the"], ["a"]):  # noqa: PLR2004
            return ()
        if run[0].text.lower() in FUNCTION_WORDS or run[-1].text.lower() in FUNCTION_WORDS:
            return ()
        gram = name_key(self.text[run[0].start : run[-1].end])
        best = process.extractOne(gram, self.long_keys, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if not best or similar(gram, best[0]) < ALIKE:
            return ()
        return self.library.spellings[best[0]]

    def shortened(self, run: Sequence[_Word], _at: int) -> tuple[str, ...]:
        """Entities of whose name this is a part."""
        gram = self.text[run[0].start : run[-1].end]
        low = gram.lower()
        if len(run) > 3 or not self._capitals(run) or low in _OPENERS or low in self.nouns:  # noqa: PLR2004
            return ()
        if run[0].text.lower() in FUNCTION_WORDS or find_dates(gram):
            return ()
        part = set(name_key(gram).split())
        some = [
            known
            for known in self.library.entities.values()
            if part < set(name_key(known.name).split()) and is_part_of(gram, known.name)
        ]
        some.sort(key=lambda known: (-known.articles, known.key))
        if len(some) > 1 and some[0].articles >= 2 * some[1].articles:
            some = some[:1]
        return tuple(known.key for known in some[:_MOST])

    def unknown(self) -> Iterator[str]:
        """Yield runs of capitalised words that nothing explains and that no sentence has together."""
        told = self.library.vocabulary
        indexes = [i for i, word in enumerate(self.words) if self.free[i] and self._looks_named(word, i)]
        if indexes[:1] == [0] and indexes[1:2] != [1]:  # a first word has its capital anyway
            indexes = indexes[1:]
        for _, group in groupby(enumerate(indexes), key=lambda pair: pair[1] - pair[0]):
            run = [self.words[i] for _, i in group]
            parts = {part.removesuffix("s") for word in run for part in words(word.text)}
            if not any(parts <= sentence for sentence in told):
                yield self.text[run[0].start : run[-1].end]

    def _looks_named(self, word: _Word, at: int) -> bool:
        return word.text[0].isupper() and (at > 0 or word.text.lower() not in _OPENERS) and not self._opener(word)

    def _opener(self, word: _Word) -> bool:
        if len(word.text) > 1 and word.text.isupper() and word.text.lower() in FUNCTION_WORDS:
            return False  # an acronym or a word of a title
        return word.text.lower().removesuffix("'s") in _OPENERS or bool(place_of_adjective(word.text))

    def _capitals(self, run: Sequence[_Word]) -> bool:
        return self.typed_low or any(word.text[0].isupper() or word.text[0].isdigit() for word in run)

    def _may_be_name(self, run: Sequence[_Word], at: int) -> bool:
        if len(run) > 1:
            return not all(word.text.lower() in FUNCTION_WORDS for word in run) or self._quoted(run)
        low = run[0].text.lower()
        if self._quoted(run):
            return True
        if low in _OPENERS and (at == 0 or not run[0].text.isupper()):
            return False
        if run[0].text[0].isupper() or run[0].text[0].isdigit():
            return at > 0 or low not in self.nouns
        return self.typed_low and low.removesuffix("s") not in self.nouns and low not in self.nouns

    def _quoted(self, run: Sequence[_Word]) -> bool:
        before, after = self.text[: run[0].start][-1:], self.text[run[-1].end :][:1]
        return before in {'"', "'"} and after in {'"', "'", "?", ","}

    def _by_class(self, keys: Sequence[str], at: int) -> tuple[str, ...]:
        """Put first the namesakes whose kind the word before tells ("the song X")."""
        domain = self.library.domain
        before = self.words[at - 1].text.lower() if at else ""
        told = {name for name, cls in domain.classes.items() if before in (*cls.trigger_nouns, cls.label)}
        return tuple(sorted(keys, key=lambda key: not domain.fits(self.library.entities[key].cls, told)))


def _capitals_of(text: str) -> int:
    return sum(word[0].isupper() or word[0].isdigit() for word in words_as_written(text))


def words_as_written(text: str) -> list[str]:
    """Return the words of meaning as they are written."""
    return [word for word in re.findall(r"[^\W_][\w'&.-]*", text) if word.lower() not in FUNCTION_WORDS]


def _bare(match: re.Match[str]) -> _Word:
    """Cut signs off both ends of a word, but not the mark that belongs to an abbreviation."""
    text = match[0]
    left = len(text) - len(text.lstrip("\"'([{—-"))
    right = len(text.rstrip("\"')]}?!,;:—-"))
    if text[:right].endswith(".") and text[:right].count(".") == 1:
        right -= 1
    return _Word(match.start() + left, match.start() + max(left, right), text[left : max(left, right)])
