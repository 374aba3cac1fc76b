"""
Numerals: reading "1.6 million", "two and a half", "thirty-two", and writing numbers as words.

The bottom of :mod:`kg.text.numbers` and :mod:`kg.text.dates`; it knows nothing of units.
"""

from __future__ import annotations

import re
from decimal import Decimal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"

NUMBER_WORDS: dict[str, int] = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
"""Number words up to ninety -> value; compounds are for :func:`parse_number`."""

ORDINAL_WORDS: dict[str, int] = {word: value for value, word in enumerate(_ORDINALS.split(), 1)} | {
    word: 10 * value for value, word in enumerate(_TENTHS.split(), 2)
}
"""Ordinal words up to ninetieth -> value."""

SCALES: dict[str, int] = {
    **dict.fromkeys(("hundred",), 100),
    **dict.fromkeys(("thousand", "k"), 1_000),
    **dict.fromkeys(("million", "m", "mn", "mln"), 1_000_000),
    **dict.fromkeys(("billion", "b", "bn", "bln"), 1_000_000_000),
    **dict.fromkeys(("trillion", "tn", "trn"), 1_000_000_000_000),
}
_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_BASE = rf"(?:(?:{_TENS.replace(' ', '|')})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|{_WORD})\b"
_BIG = "hundred|thousand|million|billion|trillion"
DIGITS = r"(?:\d+,\d{1,2}(?=[\s-]?(?:million|billion|trillion)\b)|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""A number in digits; a comma before one or two digits and "million" is a decimal comma."""
NUMERAL = (
    rf"(?:{DIGITS}(?:[\s-]?(?:{_BIG})\b|\s?(?:k|K|mn|mln|m|M|bn|bln|b|B|tn|trn|T)\b)?"
    rf"|half[\s-](?:an?[\s-])?(?:{_BIG}|dozen)\b"
    rf"|(?:\b{_BASE}(?:\sand\sa\shalf\b)?|\ban?[\s-](?=(?:{_BIG}|dozen)\b))"
    rf"(?:[\s-]?\b(?:{_BIG}|dozen)\b(?:\s(?:and\s)?{_BASE})?)*)"
)
"""Source of a regular expression for one cardinal number, to be matched without case except for scale letters."""
_NUMBER_LETTERS = re.compile(rf"({DIGITS})[\s-]?([a-z]+)?")


def parse_number(text: str) -> int | Decimal | None:
    """
    Read one cardinal number, in digits or words; ``None`` when *text* is anything else.

    >>> parse_number("1.6 million"), parse_number("thirty-two"), parse_number("half a million")
    (1600000, 32, 500000)
    >>> parse_number("two and a half"), parse_number("150,000"), parse_number("many")
    (Decimal('2.5'), 150000, None)
    """
    plain = " ".join(text.casefold().replace("\u00a0", " ").split())
    match = _NUMBER_LETTERS.fullmatch(plain)
    if match:
        number, scale = match.groups()
        if scale and scale not in SCALES:
            return None
        return _whole(Decimal(_point(number)) * SCALES.get(scale or "", 1))
    return _from_words(re.split(r"[\s-]+", plain))


def _point(number: str) -> str:
    return number.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", number) else number.replace(",", "")


def _whole(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number.normalize()


def _from_words(words: list[str]) -> int | Decimal | None:
    if words[:1] == ["half"]:
        rest = _from_words(["one", *(word for word in words[1:] if word not in {"a", "an"})]) if words[1:] else None
        return None if rest is None else _whole(Decimal(rest) / 2)
    total, part, seen = Decimal(0), Decimal(0), False
    for index, word in enumerate(words):
        if word in NUMBER_WORDS:
            part, seen = part + NUMBER_WORDS[word], True
        elif word == "dozen" and index == len(words) - 1:
            part, seen = (part or Decimal(1)) * 12, True
        elif word == "half" and seen:
            part += Decimal("0.5")
        elif word in SCALES and len(word) > 4:  # noqa: PLR2004  # letters are scales only after digits
            part, seen = (part or Decimal(1)) * SCALES[word], True
            if word != "hundred":
                total, part = total + part, Decimal(0)
        elif word not in {"and", "a", "an"} or (word == "and" and not seen):
            return None
    return _whole(total + part) if seen else None


def parse_ordinal(text: str) -> int | None:
    """
    Read an ordinal such as "third", "twenty-first" or "21st".

    >>> parse_ordinal("third"), parse_ordinal("twenty-first"), parse_ordinal("21st"), parse_ordinal("three")
    (3, 21, 21, None)
    """
    plain = text.casefold().strip()
    match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", plain)
    if match:
        return int(match[1])
    tens, _, ones = plain.rpartition("-") if "-" in plain else plain.rpartition(" ")
    if ones not in ORDINAL_WORDS or (tens and tens not in NUMBER_WORDS):
        return None
    return NUMBER_WORDS.get(tens, 0) + ORDINAL_WORDS[ones]


def number_words(number: int) -> str:
    """
    Write a whole number from 0 to 999 as words; a larger one in grouped digits.

    >>> number_words(32), number_words(107), number_words(3500)
    ('thirty-two', 'one hundred and seven', '3,500')
    """
    ones, tens = _ONES.split(), _TENS.split()
    if not 0 <= number < 1000:  # noqa: PLR2004
        return f"{number:,}"
    if number < len(ones):
        return ones[number]
    if number < 100:  # noqa: PLR2004
        ten, one = divmod(number, 10)
        return tens[ten - 2] + (f"-{ones[one]}" if one else "")
    hundreds, rest = divmod(number, 100)
    return f"{ones[hundreds]} hundred" + (f" and {number_words(rest)}" if rest else "")
