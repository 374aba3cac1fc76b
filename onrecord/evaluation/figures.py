"""
Numbers in words and digits, and whether a system's value is the annotated one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from .wording import flat, norm, same_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

Scalar: TypeAlias = "int | float | bool | str"

_SCALES = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
}
_SPELT = ("thousand", "million", "billion", "trillion")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_WORDS = {
    **{word: float(n) for n, word in enumerate(_ONES.split())},
    **{word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)},
    **{word: float(n) for n, word in enumerate(_RANKS.split(), 1)},
}
_DIGITS = re.compile(
    r"(?<![\w.])(?:[a-z]{0,3}[$\u20ac\u00a3#])?(\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[ -]?(thousand|million|billion|trillion|bn|mn|k|m|b)|st|nd|rd|th)?(?![\w])"
)
_LETTERS = re.compile(r"\b(half (?:an? )?|[a-z]+[ -](?=thousand|million|billion|trillion))?([a-z]+)\b")
_TOLERANCE = 0.005
"""Relative, and absolute below 1."""


def numbers(value: object) -> list[float]:
    """
    Return the numbers of a value or a text.

    >>> numbers("$5.9bn, half a billion, 30th and two"), numbers(True)
    ([5900000000.0, 30.0, 500000000.0, 2.0], [])
    """
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [float(value)]
    text = flat(value).casefold()
    found = [float(re.sub(r"[, ]", "", m[1])) * _SCALES.get(m[2] or "", 1) for m in _DIGITS.finditer(text)]
    for match in _LETTERS.finditer(text):
        before, word = (match[1] or "").strip(" -"), match[2]
        if word in _WORDS:
            found.append(_WORDS[word])
        elif word in _SPELT and (before in _WORDS or before in {"a", "one"} or before.startswith("half")):
            many = 0.5 if before.startswith("half") else 1.0 if before == "a" else _WORDS[before]
            found.append(many * _SCALES[word])
    return found


def same_value(gold: Scalar, alternatives: Iterable[Scalar], system: Iterable[object]) -> bool:
    """
    Whether one of the system's values is the annotated one, or one of its alternatives.

    Numbers agree within 0.5 %; truth values by "true", "yes", "1"; texts as phrases do.

    >>> same_value(1600000, (), ["1.6 million songs"]), same_value(False, (), ["no"]), same_value("10..20", (), [15])
    (True, True, False)
    """
    given = [s for s in system if s is not None and s != ""]
    return any(_same(g, s) for g in (gold, *alternatives) for s in given)


def _same(gold: Scalar, system: object) -> bool:
    if isinstance(gold, bool):
        return str(system).casefold() in ({"true", "yes", "1"} if gold else {"false", "no", "0"})
    if isinstance(gold, int | float):
        return any(abs(n - gold) <= _TOLERANCE * max(1.0, abs(gold)) for n in numbers(system))
    if norm(gold) == norm(str(system)) or same_phrase(gold, str(system)):
        return True
    own = numbers(gold)
    return len(own) == 1 and re.fullmatch(r"[\d.,]+", gold) is not None and own[0] in numbers(system)
