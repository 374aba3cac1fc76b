"""
A seeded map that renames every entity of some articles and shifts every figure.

Names: each content word of a name becomes an invented word, the same one everywhere. Words that tell the kind of an
organisation, a chart, a law or a lawsuit ("Records", "Act") stay, as do countries and US states, which are part of the
core's tables as the months are. Figures: each digit but zero becomes another one, so that a number keeps its length and
its size; dates, years, first places ("No. 1": texts say "top" and "lead" of it) and numbers in names stay.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from dataclasses import replace as altered
from typing import TYPE_CHECKING

from kg.text.names import is_place, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Article

WORK_OR_PERSON = {"person", "performer", "persona", "track", "album/EP", "AI tool", "platform"}
"""Types of which no word stays."""

FUNCTION = word_set(
    "a an and as at by de don't for from how i in is it my no not of on or that the to v vs was with you your were"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?: (?:and|to|or) \d{{1,2}})* (?:{_MONTH})\b|\b(?:{_MONTH}) \d{{1,2}}\b|\b(?:19|20)\d\d\b(?!,\d)"
    r"|\bNo\. 1\b(?!\d)|\b\d+ O \d+/\d+\b|\d{4}-\d\d-\d\d"
)
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w])")
_COUNTED = re.compile(
    r"\b((?:at least|at most|fewer than|less than|more than|about|around|nearly|almost|over|up to|some) )"
    r"(three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:day|week|month|year)s)",
    re.IGNORECASE,
)
_SHIFTED = {
    "three": "five",
    "four": "six",
    "five": "seven",
    "six": "nine",
    "seven": "ten",
    "eight": "twelve",
    "nine": "thirteen",
    "ten": "fifteen",
    "eleven": "seventeen",
    "twelve": "nineteen",
}
_WORD = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True)
class Renaming:
    """
    The map of one seed.

    Args:
        seed: Decides the invented words and the shifts.
        types: Every name that stands in the texts -> its type.
        kept: Words in lower case that tell a kind, and stay in the names of organisations, charts, laws and lawsuits.
        taken: Words that no invented one may be.
    """

    seed: int
    types: Mapping[str, str]
    kept: frozenset[str]
    taken: frozenset[str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_words", self._invented())
        object.__setattr__(self, "_pattern", _any_of({**self.types, **dict.fromkeys(self._single())}))

    def text(self, text: str) -> str:
        """Map a text: names first, then the figures between them."""
        out, at = [], 0
        for found in self._pattern.finditer(text):  # type: ignore[attr-defined]
            out += [self._figures(text[at : found.start()]), self.name(found[0])]
            at = found.end()
        return "".join([*out, self._figures(text[at:])])

    def article(self, article: Article) -> Article:
        """Map an article: its text, title and outlets."""
        return altered(
            article,
            text=self.text(article.text),
            title=self.text(article.title),
            reported_by=tuple(self.text(outlet) for outlet in article.reported_by),
        )

    def name(self, name: str) -> str:
        """Map a name or a part of one."""
        words: dict[str, str] = self._words  # type: ignore[attr-defined]
        stays = self._staying(name)
        return _WORD.sub(lambda w: w[0] if w[0].lower() in stays else _cased(words.get(_bare(w[0]), w[0]), w[0]), name)

    def _staying(self, name: str) -> set[str]:
        words = [w.lower() for w in _WORD.findall(name)]
        stays = {w for w in words if w in FUNCTION or w[0].isdigit() or is_place(w.upper())}
        stays |= {"r", "b"} if "R&B" in name else set()
        if self.types.get(name) not in WORK_OR_PERSON:
            stays |= {w for w in words if w in self.kept}
        return stays - {words[0]} if stays >= set(words) else stays

    def _invented(self) -> dict[str, str]:
        rng, words, used = random.Random(self.seed), {}, set(self.taken)
        for name in sorted(self.types):
            stays = self._staying(name)
            for word in _WORD.findall(name):
                if word.lower() not in stays and _bare(word) not in words:
                    words[_bare(word)] = _new(rng, used, letters=len(word))
        return words

    def _single(self) -> set[str]:
        """Words of names of people and organisations that may stand alone in a text."""
        alone = {n for n, kind in self.types.items() if kind not in {"track", "album/EP", "chart", "law"}}
        return {
            w
            for n in alone
            for w in _WORD.findall(n)
            if w[0].isupper() and w.lower() not in self.kept | FUNCTION and w.lower() not in self._staying(n)
        }

    def _figures(self, text: str) -> str:
        out, at = [], 0
        for date in _DATE.finditer(text):
            out += [self._shift(text[at : date.start()]), date[0]]
            at = date.end()
        return "".join([*out, self._shift(text[at:])])

    def _shift(self, text: str) -> str:
        text = _COUNTED.sub(lambda m: m[1] + _SHIFTED[m[2].lower()], text)
        return _NUMBER.sub(lambda m: shifted(m[0], self.seed), text)


def shifted(number: str, seed: int) -> str:
    """
    Shift the digits of a number: zeros stay, every other digit becomes another one, by its place from the left.

    Different numbers stay different, and "2.45 billion" and "2,450,000,000" stay the same.

    >>> len(shifted("150,000", 1)), shifted("150,000", 1)[3:], shifted("1.5", 1)[0] == shifted("150,000", 1)[0]
    (7, ',000', True)
    """
    out, place = [], 0
    for sign in number:
        digits = list("123456789")
        random.Random(f"{seed} {place}").shuffle(digits)
        out.append(digits[digits.index(sign) - 1] if sign in digits else sign)
        place += sign.isdigit()
    return "".join(out)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("\u2019s")


def _cased(new: str, old: str) -> str:
    if len(old) == 1 or (len(old) > 2 and old.isupper()):
        return new[: len(old)].upper()
    if any(c.isupper() for c in old[1:]):
        new = new[:2] + new[2:].capitalize()
    return new[0].lower() + new[1:] if old[0].islower() else new


def _new(rng: random.Random, used: set[str], *, letters: int) -> str:
    """Invent a word that can be spoken, of two or three syllables; no beginning of that length is given twice."""
    while True:
        syllables = rng.choice((2, 2, 3))
        word = "".join(rng.choice("bdfgklmnprtvz") + rng.choice("aeiou") for _ in range(syllables))
        word = (word + rng.choice("klmnrsx")).capitalize()
        short = word.lower()[: max(letters, 3)]
        if not used & {word.lower(), short}:
            used |= {word.lower(), short}
            return word


def names_in(texts: str, known: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the known names that stand in the texts, with their types; countries and US states are left out."""
    types: dict[str, str] = {}
    for name, kind in known:
        if name not in types and not is_place(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", texts):
            types[name] = kind
    return types
