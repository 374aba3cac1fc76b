"""
What a figure looks like in running text, as regular expressions; :mod:`kg.text.numbers` reads what they find.

All match flattened text (see :func:`kg.text.names.flat`) without case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .numerals import NUMBER_WORDS, NUMERAL, ORDINAL_WORDS

if TYPE_CHECKING:
    from kg.model import Comparator

_WORDS = "|".join(NUMBER_WORDS)
_SCALE = "hundred|thousand|million|billion|trillion"


def _rule(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


_BEFORE: tuple[tuple[Comparator, str], ...] = (
    # The first that ends right before the figure wins, so "no more than" stands above "more than".
    ("atMost", "(?:no|not) (?:more|greater|higher|larger) than"),
    ("atMost", "up to|as (?:many|much|high) as|at (?:the )?most|within|(?:a )?maximum of|capped at"),
    ("atLeast", "(?:no|not) (?:fewer|less|lower) than|at (?:the very )?least|(?:a )?minimum of|as few as"),
    ("lessThan", "(?:slightly |far |well |much )?(?:fewer|less|lower|smaller) than"),
    ("lessThan", "(?:just |well )?(?:under|below|short of|shy of)"),
    ("moreThan", "(?:slightly |far |well |much |a little )?(?:more|greater|higher|larger|better|longer|bigger) than"),
    ("moreThan", "(?:just |well |a little )?(?:over|above|beyond|north of)|upwards? of|in excess of"),
    ("moreThan", "exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topping"),
    ("about", r"about|around|roughly|approximately|approx\.?|some|nearly|nearing|almost|close(?:r)? to|circa|ca?\.|~"),
    ("about", "(?:an )?estimated|in the (?:region|order) of|more or less|virtually|practically"),
)
COMPARATORS_BEFORE: tuple[tuple[Comparator, re.Pattern[str]], ...] = tuple(
    (kind, _rule(rf"(?<![\w-])(?:{source})\s?$")) for kind, source in _BEFORE
)
"""Hedges that end right before a figure. "Nearly" is *about*: it tells a size, not a bound (the gold agrees)."""

BOUNDS_AFTER: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    ("atMost", _rule(r"\s(?:at (?:the )?(?:very )?(?:most|maximum)|or (?:less|fewer))\b")),
    ("atLeast", _rule(r"\s(?:at (?:the )?(?:very )?(?:least|minimum)|or more)\b")),
)
"""Bounds that start right after a figure or the noun it counts."""

COMPARATORS_AFTER: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    ("atLeast", _rule(r"\s(?:or|and) (?:more|above|higher|greater|over|up|upwards?)\b|-plus\b|\s?\+(?!\w)")),
    ("atMost", _rule(r"\sor (?:less|fewer|below|under|lower)\b")),
    *BOUNDS_AFTER,
    ("about", _rule(r"\sor so\b|-odd\b|-ish\b")),
)
"""Hedges that start right after a figure."""

FILLER = _rule(r"(?<![\w-])(?:a total of|just|only|exactly|precisely|fully|another|an additional)\s$")
"""Words between hedge and figure that change neither."""

PERCENT = _rule(r"(?:\s?%|[\s-](?:percent|per cent|pct)\b)(?:[\s-]points?\b)?|\spercentage[\s-]points?\b")
RANGE = _rule(rf"(?:\s?%)?(?P<link>\s?-\s?|\sto\s|\sand\s|\sor\s)[$€£]?(?P<high>{NUMERAL})(?![\w]|\.\d)")
"""The second half of a range, right after its first figure."""

CHANGE = _rule(
    r"\b(?:r[io]se[ns]?|rising|gr[eo]w\w*|increas\w+|f[ea]ll\w*|drop\w*|jump\w*|climb\w*|went|go\w*|cut|raised?|surg\w+|"
    r"down|up|declin\w+|shr[aiu]nk|soar\w*|expand\w*|tripl\w+|doubl\w+)\b[^.;]{0,30}\bfrom\s\S{0,8}$"
)
"""What stands before "A to B" where that is a change and no range."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\b\.?"
_YEAR = r"(?:1\d|20|21)\d\d"
_DATES = (
    rf"\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d|,\d{{3}})(?:\s?(?:-|and|to)\s?\d{{1,2}}\b)?(?:,?\s{_YEAR}\b)?",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:-|and|to)\s?\d{{1,2}})?\s(?:of\s)?(?!may\s[a-z]){_MONTH}(?:,?\s{_YEAR}\b)?",
    r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d+/\d+\b",
    r"\b\d{1,2}(?::\d\d)+(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b\d+:\S+",
    r"\b(?:1\d|20|21)\d0s\b|'\d0s\b|\b\d0s\b|\b\d{1,2}(?:st|nd|rd|th)[\s-]century\b",
    rf"\b{_YEAR}\s?-\s?(?:{_YEAR}|\d\d)\b",
)
_LABELS = (
    "version|section|article|chapter|part|option|rule|page|clause|paragraph|title|volume|flight|route|grade|phase|room|"
    "level|episode|season|figure|table|case|docket|item|windows|type|top|group|line|act|day|week|track|question|formula|"
    "channel|apollo|euro|web|proposition|amendment"
)
_IDENTIFIERS = (
    rf"\b(?:{_LABELS})\s(?:\d+(?:\.\d+)*[a-z]?|one|two|three|four|five|six|seven|eight|nine|ten)\b(?!-)",
    r"\bS\.\s?\d+|\b(?:HR|SB|AB|HB|H\.R\.)\s?\d+|\+?\b\d[\d ]*(?:-\d{3,4}){2,}\b|\b\d{3}-\d{4}\b|\b\d+(?:\.\d+){2,}\b",
    r"\bhttps?:\S+|\bwww\.\S+|@\S+|#(?!\d{1,4}\b)\S+|\b[a-z]+-\d+\b(?<!\bmid-\d\d\d\d)|\b(?:24|9)/\d\b",
)
_WORDS_ONLY = (
    r"\b(?:first|second|third|fourth|last|other|latter)[\s-](?:half|quarter|person|hand|name|lady|minister)\b",
    r"\bone[\s-](?:of|another|day|time|off|way|sided|by)\b|\bone's\b",
    rf"\b(?:no|any|every|each|this|that|the|which|some)[\s-]one\b(?!\s(?:{_SCALE}))",
    r"\bat first\b|\bfirst and foremost\b|\bin the first place\b",
    r"\b(?:a|per|split|every|each|this) second\b|\bsecond-hand\b|\b[48]K\s(?:video|tv|screen|display|resolution)\b",
)
NO_QUANTITY = _rule("|".join((*_DATES, *_IDENTIFIERS, *_WORDS_ONLY)))
"""Digits and number words that are no amounts: dates, times, labels, identifiers, set phrases."""

_RANK = (
    rf"(?:\bnos?\.\s?|\bno\s(?=\d)|(?<![\w&])#\s?|\bnumber\s)"
    rf"(?P<place>\d{{1,4}}|{_WORDS})\b(?![,:.]\d|\s(?:{_SCALE}))"
)
_ORDINAL = rf"\b(?:\d+(?:st|nd|rd|th)|(?:(?:{_WORDS})[\s-])?(?:{'|'.join(ORDINAL_WORDS)}))\b"
_SHARE = (
    r"\b(?:(?:one|two|three)\s(?:in|out\sof)\s(?:two|three|four|five|six|eight|ten|twenty)\b"
    r"|(?:one|two|three|four)[\s-](?:thirds?|quarters?|fifths?|sixths?|eighths?|tenths?|half)\b"
    r"|an?\s(?:third|quarter|fifth|sixth|eighth|tenth)(?=\s(?:of|to)\b|[.,;:)]|$)"
    r"|(?<!and a )half(?=\s(?:of|the|its|their|all|our|his|her|these|those)\b))"
    r"|(?:(?<=almost )|(?<=nearly )|(?<=about )|(?<=around )|(?<=roughly )|(?<=than )|(?<=over ))"
    rf"(?:half|an? (?:third|quarter|fifth|tenth))\b(?!\san?\s(?:{_SCALE}|dozen))"
)
_VAGUE = (
    r"\b(?:(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
    r"(?:\sof\s(?:thousands|millions|billions|trillions))?"
    rf"|(?:several|a\sfew|many)\s(?:dozen|{_SCALE})|a\scouple(?=\sof)|multi-?(?:million|billion)|twice|thrice)\b"
)
FIGURE = _rule(
    rf"(?P<rank>{_RANK})|(?P<vague>{_VAGUE})|(?P<share>{_SHARE})|(?P<ordinal>{_ORDINAL})"
    rf"|(?P<plain>(?<![\w.])(?<!\d,)(?<![a-z]-){NUMERAL}(?!\w|[.,]\d))"
)
"""Any figure; the named group tells its kind."""
