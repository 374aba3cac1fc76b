"""
The noun that a number counts, found without a parser: the words up to the first plural.

A heuristic for English noun phrases ("official U.S. streams", "asylum seekers"); where no plural and no
word of measure follows, nothing is counted.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .names import word_set

_STOP = word_set(
    "of in on at to for by with from and or but as than that which who whom whose is are was were be been being has "
    "have had will would could may might can should must do does did the a an this these those its their his her our "
    "my your it they he she we you i not no so if when while where because after before since until during over under "
    "about into out off up down across against between among within without per every each ago later earlier more "
    "less fewer said says say also now then here there such both all only just even still already yet most last next "
    "plus including versus via amid despite towards toward through throughout around near behind beyond upon onto old "
    "long high wide tall deep"
)
_PLURALS = word_set("people children men women personnel police staff media data feet mice teeth lives wives fans")
_NO_PLURALS = word_set(
    "us is was has this its his series news sales sports arts business press access process address class glass gas "
    "bus music status campus bonus virus genius always perhaps across less unless various famous serious previous "
    "religious dangerous numerous obvious anonymous plus says does goes makes takes gets"
)
_MEASURES = word_set(
    "second minute hour day week month year decade century meter metre kilometer kilometre km centimeter centimetre "
    "cm mm mile foot inch yard acre hectare kilogram kilo kg gram ton tonne ounce litre liter gallon degree megabyte "
    "gigabyte watt megawatt gigawatt knot mph"
)
_ABBREVIATED = word_set("km cm mm kg mph")
_IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "inch": "inches"}
_SINGULAR = {plural: one for one, plural in _IRREGULAR.items()}
_TIMES = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year", "annual": "year",
          "hourly": "hour", "nightly": "night"}  # fmt: skip
_WORD = re.compile(r"(?:\s|(?<=-))([^\W\d_](?:[\w'&]|[-.](?=\w))*\.?)")
_PER = re.compile(
    r"\s(?:(?:per|each|every)\s(?:[a-z]+ing\s)?([a-z]+)|an?\s(second|minute|hour|day|week|month|quarter|year|night|song|track|"
    r"stream|play|head|month|barrel|share|piece)|(daily|weekly|monthly|annually|yearly|hourly|nightly))\b",
    re.IGNORECASE,
)


class Noun(NamedTuple):
    """A counted noun: its plural, and where its phrase stands; ``per`` as in "a day"."""

    unit: str
    start: int
    end: int


def plural(noun: str) -> str:
    """
    Write an English noun in the plural; a plural comes back as it is.

    >>> plural("member"), plural("country"), plural("people"), plural("inch"), plural("km")
    ('members', 'countries', 'people', 'inches', 'km')
    """
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun in _ABBREVIATED or is_plural(noun):
        return noun
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else f"{noun}s"


def singular(noun: str) -> str:
    """
    Write an English noun in the singular, by its ending.

    >>> singular("members"), singular("countries"), singular("people"), singular("votes"), singular("series")
    ('member', 'country', 'person', 'vote', 'series')
    """
    if noun in _SINGULAR:
        return _SINGULAR[noun]
    if not is_plural(noun) or not noun.endswith("s"):
        return noun
    if noun.endswith("ies") and len(noun) > 4:  # noqa: PLR2004  # ties, lies
        return f"{noun[:-3]}y"
    return noun[:-2] if re.search(r"(?:ss|x|ch|sh)es$", noun) else noun[:-1]


def is_plural(word: str) -> bool:
    """
    Whether a word looks like a plural noun.

    >>> is_plural("streams"), is_plural("people"), is_plural("music"), is_plural("famous")
    (True, True, False, False)
    """
    low = word.casefold()
    return (
        low in _PLURALS
        or low.endswith(("children", "people"))
        or (
            low not in _NO_PLURALS and len(low) > 2 and low.endswith("s") and not low.endswith(("ss", "us", "'s", "is"))  # noqa: PLR2004
        )
    )


def counted(text: str, at: int, *, one: bool = False) -> Noun | None:
    """
    Find the noun counted by a figure that ends at *at*.

    Args:
        text: The text, flattened.
        at: Where the figure ends; the noun follows.
        one: The figure is one, so the noun is a singular.

    >>> text = "1.6 million official U.S. streams and"
    >>> noun = counted(text, 11)
    >>> noun.unit, text[noun.start : noun.end]
    ('streams', 'official U.S. streams')
    """
    if text.startswith(" of ", at):
        at = re.compile(r"\sof(?:\s(?:the|its|their|his|her|our|these|those|all))*").match(text, at).end()  # type: ignore[union-attr]
    start, end, last = -1, at, ""
    for _ in range(5):
        match = _WORD.match(text, end)
        word = match[1].rstrip(".") if match and match[1].count(".") < 2 else match[1] if match else ""  # noqa: PLR2004  # U.S.
        if not match or word.casefold() in _STOP or word.casefold().endswith("n't"):
            break
        start = match.start(1) if start < 0 else start
        end, last = match.start(1) + len(word), word
        if is_plural(word) or (word in _MEASURES and text[end : end + 1] != "-"):
            area = re.search(r"\b(square |cubic )$", text[start : match.start(1)])
            return Noun((area[1] if area else "") + plural(word.casefold()), start, end)
        if match[1] != word:  # a sentence ends here
            break
    if one and start >= 0 and last.islower() and not last.endswith(("ed", "ly", "ing")):
        return Noun(plural(last), start, end)
    return None


def per(text: str, at: int, head: str = "") -> str | None:
    """
    Tell what a figure is counted per, from the words at *at* or in its noun phrase.

    >>> per("20,000 tracks a day", 13), per("$150,000 per song", 8), per("", 0, "monthly listeners")
    ('day', 'song', 'month')
    """
    match = _PER.match(text, at)
    if match:
        word = (match[1] or match[2] or match[3]).casefold()
        return _TIMES.get(word, word)
    return next((_TIMES[word] for word in head.casefold().split() if word in _TIMES), None)
