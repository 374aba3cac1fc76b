"""
Quantities in running text: figures with their hedge, unit, currency and the noun they count.

Pure functions on the text alone, without a parser. Years, dates, times of day, section numbers,
identifiers and digits inside names are no quantities. A share in words ("two-thirds") keeps its exact
value ``2/3`` with unit ``share``: 66.7 percent would claim a precision that the text does not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .amounts import format_quantity
from .figures import (
    BOUNDS_AFTER,
    CHANGE,
    COMPARATORS_AFTER,
    COMPARATORS_BEFORE,
    FIGURE,
    FILLER,
    NO_QUANTITY,
    PERCENT,
    RANGE,
)
from .money import money_after, money_before
from .names import flat, word_set
from .nouns import counted, per, plural, singular
from .numerals import number_words, parse_number, parse_ordinal

if TYPE_CHECKING:
    from decimal import Decimal

    from kg.model import Comparator

__all__ = ["Quantity", "find_quantities", "format_quantity", "number_words", "parse_number", "same_quantity"]

_SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_BEFORE_YEARS = word_set(
    "in since by of from until till during late early mid through before after the and to for year"
)
_NO_NAME = word_set(  # capitalised at the start of a sentence, before a figure, and yet no name
    "about after all almost an and another around as at before between but by down during each even every exactly for "
    "from had has have he her his i if in into is it its just last like more most nearly no not now of off on only or "
    "other our out over roughly she so some still that the their then there these they this those to under until up "
    "usd eur gbp was we were when where which while with within you your than approximately past next both"
)
_COMPOUND = re.compile(r"\s?-\s?(?!plus|odd|ish)([a-z]{3,})(?:\s?-\s?(old))?\b(?!\s?-\s?[a-z])")
_NO_COMPOUND = word_set("off way sided time hand based and third thirds fold")  # "two-way", "one-third"
_MEASURED = word_set("years meters metres miles kilometers km hours feet")
_TOLERANCE = Fraction(5, 1000)
_MOST_POINTS = 100  # a hyphen between smaller numbers that count nothing is a score


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    One figure in a text.

    Args:
        value: A number; text for a range (``10..20``), a share (``1/3``), a score (``3-0``), a vague one ("dozens").
        unit: ``percent``, ``percentage points``, ``share``, ``position``, ``score``, an ISO 4217 code for money,
            or the counted noun in the plural (``streams``); ``None`` when the text names none.
        start: Where the figure stands with its hedge and sign ("more than $5 million"), without the counted noun.
        text: The words from *start* to *end*.
        head: The counted noun phrase as written ("official U.S. streams"), ``None`` when there is none.
        ordinal: Whether it tells a place in an order ("No. 1", "third") and not an amount.
        currency: ISO 4217 code of money.
        per: What it is counted per: ``day``, ``month``, ``song``.
        figure_start: Where the figure stands without its hedge.
        head_start: Where *head* stands; -1 when there is none.
    """

    value: int | Decimal | str
    unit: str | None
    comparator: Comparator
    start: int
    end: int
    text: str
    head: str | None = None
    ordinal: bool = False
    currency: str | None = None
    per: str | None = None
    figure_start: int = -1
    figure_end: int = -1
    head_start: int = -1
    head_end: int = -1


def find_quantities(text: str) -> list[Quantity]:
    """
    Find the quantities of a text, in order; they do not overlap.

    >>> for q in find_quantities("It drew more than 3.5 million streams and $150,000 per song in 2025."):
    ...     print(q.value, q.unit, q.comparator, q.per, repr(q.text))
    3500000 streams moreThan None 'more than 3.5 million'
    150000 USD exactly song '$150,000'
    """
    plain = re.sub(
        r"(?<=\d)(?:[\u00a0\u202f\u2009](?=\d{3}(?!\d))| (?=000\b))", ",", text
    )  # thousands set apart by space
    plain = re.sub(r"(?<=\d)\s?\u2013\s?(?=\d)", lambda m: m[0].replace("\u2013", "-"), flat(plain))
    taken = [match.span() for match in NO_QUANTITY.finditer(plain)]
    found: list[Quantity] = []
    at = 0
    while match := FIGURE.search(plain, at):
        at = max(match.end(), match.start() + 1)
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        quantity = _read(plain, match)
        if quantity:
            found.append(replace(quantity, text=text[quantity.start : quantity.end], head=_slice(text, quantity)))
            at = max(at, quantity.end)
    return found


def _slice(text: str, quantity: Quantity) -> str | None:
    return text[quantity.head_start : quantity.head_end] if quantity.head_start >= 0 else None


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    if match["rank"]:
        return _rank(text, match)
    if match["ordinal"]:
        return _ordinal(text, match)
    if match["share"]:
        return _share(text, match)
    if match["vague"]:
        return _vague(text, match)
    return _cardinal(text, match)


def _finish(text: str, quantity: Quantity, *, one: bool = False) -> Quantity:
    """Add hedge, counted noun and "per" to a figure whose sign or percent is read already."""
    start, end, comparator = quantity.start, quantity.end, quantity.comparator
    for kind, rule in COMPARATORS_AFTER:
        if after := rule.match(text, end):
            end, comparator = after.end(), kind
            break
    start, comparator = _hedge(text, start, comparator)
    noun = counted(text, end, one=one)
    if comparator == "exactly" and noun is not None:  # "30 seconds at most"
        comparator = next((kind for kind, rule in BOUNDS_AFTER if rule.match(text, noun.end)), comparator)
    unit = quantity.unit or (noun.unit if noun else None)
    head = text[noun.start : noun.end] if noun else ""
    of_share = quantity.unit in {"percent", "share"} and not text.startswith(" of", end)
    if noun is None or quantity.currency or of_share:
        noun, head = None, ""
    return replace(
        quantity,
        unit=unit if not quantity.currency else quantity.currency,
        comparator=comparator,
        start=start,
        end=end,
        head_start=noun.start if noun else -1,
        head_end=noun.end if noun else -1,
        per=per(text, noun.end if noun else end, head),
    )


def _hedge(text: str, start: int, comparator: Comparator) -> tuple[int, Comparator]:
    before = text[max(0, start - 40) : start]
    filler = FILLER.search(before)
    if filler:
        before = before[: filler.start()]
    for kind, rule in COMPARATORS_BEFORE:
        if match := rule.search(before):
            return start - (len(text[max(0, start - 40) : start]) - match.start()), kind
    return start, comparator


def _plain(
    value: int | Decimal | str, unit: str | None, match: tuple[int, int], comparator: Comparator = "exactly"
) -> Quantity:
    start, end = match
    return Quantity(value, unit, comparator, start, end, "", figure_start=start, figure_end=end)


def _rank(text: str, match: re.Match[str]) -> Quantity | None:
    number = parse_number(match["place"])
    if number is None or (text[max(0, match.start() - 2) : match.start()].strip() or " ")[-1] == "&":
        return None
    return replace(_plain(number, "position", match.span()), ordinal=True)


def _ordinal(text: str, match: re.Match[str]) -> Quantity | None:
    number = parse_ordinal(match[0])
    if number is None:
        return None
    quantity = replace(_plain(number, None, match.span()), ordinal=True)
    place = re.match(r"[\s-](?:place|position|spot|rank)\b", text[match.end() :])
    if place:
        return replace(quantity, unit="position", end=match.end() + place.end())
    noun = counted(text, match.end(), one=True)
    return replace(quantity, unit=noun.unit, head_start=noun.start, head_end=noun.end) if noun else quantity


def _share(text: str, match: re.Match[str]) -> Quantity:
    words = re.split(r"[\s-]", match["share"].casefold())
    if len(words) > 2:  # noqa: PLR2004  # "one in five", "two out of three"
        return _finish(text, _plain(f"{parse_number(words[0])}/{parse_number(words[-1])}", "share", match.span()))
    parts = _SHARES[words[-1].removesuffix("s")]
    number = 1 if len(words) == 1 or words[0] in {"a", "an"} else int(parse_number(words[0]) or 1)
    return _finish(text, _plain(f"{number}/{parts}", "share", match.span()))


def _vague(text: str, match: re.Match[str]) -> Quantity | None:
    words = match[0].casefold()
    if words in {"twice", "thrice"}:
        return _plain(2 if words == "twice" else 3, "times", match.span())
    value: int | str = 2 if words.startswith("a couple") else match[0]
    start, end, currency = _money(text, match.start(), match.end())
    return _finish(text, replace(_plain(value, currency, (start, end), "about"), currency=currency))


def _money(text: str, start: int, end: int) -> tuple[int, int, str | None]:
    if before := money_before(text, start):
        after = re.compile(r"\s(?:US\s)?dollars\b").match(text, end)
        return before[1], after.end() if after else end, before[0]
    if after_word := money_after(text, end):
        return start, after_word[1], after_word[0]
    return start, end, None


def _cardinal(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    value: int | Decimal | str | None = parse_number(match[0])
    if value is None:
        return None
    currency = money_before(text, start)
    wider = RANGE.match(text, end)
    if wider and (both := _range(text, match, wider, money=currency is not None)):
        value, start, end = both
    start, end, code = _money(text, start, end)
    quantity = replace(_plain(value, code, (start, end)), currency=code)
    if code:
        return _finish(text, quantity)
    if isinstance(value, str) and "-" in value:
        return replace(quantity, unit="score")
    if percent := PERCENT.match(text, end):
        unit = "percentage points" if "point" in percent[0].casefold() else "percent"
        return _finish(text, replace(quantity, unit=unit, end=percent.end(), figure_end=percent.end()))
    return _amount_of(text, match[0], quantity)


def _amount_of(text: str, figure: str, quantity: Quantity) -> Quantity | None:
    """Finish a figure that is neither money nor a percentage, or drop it when it is no amount at all."""
    if measure := _COMPOUND.match(text, quantity.end):
        return _compound(quantity, measure)
    finished = _finish(text, quantity, one=quantity.value == 1)
    if isinstance(quantity.value, int) and _is_no_amount(text, figure, finished):
        return None
    return _age(text, finished)


def _range(text: str, match: re.Match[str], wider: re.Match[str], *, money: bool) -> tuple[str, int, int] | None:
    """Join two figures to ``low..high``, or to a score; ``None`` when they are no range."""
    first, start = match[0], match.start()
    low, high = parse_number(first), parse_number(wider["high"])
    if low is None or high is None:
        return None
    scale = re.search(r"[a-z]+$", wider["high"], re.IGNORECASE)
    if scale and wider["high"][0].isdigit() and first[-1].isdigit():  # "2-3 million"
        low = parse_number(f"{first} {scale[0]}") or low
    link, before = wider["link"].strip(), text[max(0, start - 60) : start]
    between = re.search(r"\bbetween\s(?:[a-z]+\s)?[$€£]?$", before, re.IGNORECASE)
    if (link == "and" and not between) or (link == "to" and CHANGE.search(before)):
        return None
    if link == "or" and not (first.isalpha() and high == low + 1):  # "one or two"
        return None
    follows = counted(text, wider.end()) or PERCENT.match(text, wider.end())
    if link == "-" and max(low, high) < _MOST_POINTS and not money and not follows:
        return f"{low}-{high}", start, wider.end()
    return (f"{low}..{high}", start, wider.end()) if low < high else None


def _compound(quantity: Quantity, measure: re.Match[str]) -> Quantity | None:
    """Read "14-year-old" and "six-member": the noun of measure stands in the singular."""
    noun = measure[1]
    if noun in _NO_COMPOUND:
        return None
    end = measure.end() if measure[2] else measure.end(1)
    return replace(quantity, unit=plural(noun), end=end, head_start=measure.start(1), head_end=measure.end(1))


def _is_no_amount(text: str, figure: str, quantity: Quantity) -> bool:
    """Whether bare digits are a year, or part of a name ("Hot 100"), or "one" a pronoun."""
    bare = quantity.start == quantity.figure_start
    before = re.search(r"([^\s()\[\]]+)\s$", text[max(0, quantity.figure_start - 30) : quantity.figure_start])
    word = before[1] if before else ""
    if figure.isdigit() and len(figure) == 4 and 1000 <= int(figure) < 2200:  # noqa: PLR2004
        recent = 1900 <= int(figure) < 2100  # noqa: PLR2004
        loose = bare or quantity.comparator in {"about", "atMost"}
        return loose and (recent or quantity.unit is None) and quantity.unit not in _MEASURED
    if figure.casefold() == "one":
        return bare and quantity.unit is None
    if figure.isdigit() and figure.startswith("0") and figure != "0":
        return True
    return bool(
        ((figure.isdigit() and len(figure) <= 3) or figure.istitle())  # noqa: PLR2004  # names carry small numbers
        and bare
        and word != word.lower()
        and word.casefold() not in _NO_NAME
        and (quantity.head_start < 0 or not word.casefold().endswith(("ed", "s")))
        and not word.endswith((",", ";", ":"))
    )


def _age(text: str, quantity: Quantity) -> Quantity:
    """An age stands between commas after a name: "Ada Okafor, 42, said"."""
    before, after = text[: quantity.start], text[quantity.end : quantity.end + 1]
    alone = quantity.unit is None and isinstance(quantity.value, int) and 0 < quantity.value <= 115  # noqa: PLR2004
    if (
        alone
        and after in {",", "."}
        and re.search(r"[A-Z][\w'-]+,\s$", before[-40:])
        and text[quantity.start].isdigit()
    ):
        return replace(quantity, unit="years")
    return quantity


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """
    Whether two figures tell the same amount: values within half a percent, units that do not differ.

    A missing unit agrees with any. The comparator is not compared: "over 35,000" and "35,000" are one figure.

    >>> one, two = find_quantities("3.5 million streams; 3,500,000 of them")
    >>> same_quantity(one, two)
    True
    """
    if a.unit and b.unit and singular(a.unit) != singular(b.unit):
        return False
    left, right = _exact(a.value), _exact(b.value)
    if left is None or right is None:
        return str(a.value).casefold() == str(b.value).casefold()
    return abs(left - right) <= _TOLERANCE * max(Fraction(1), abs(left), abs(right))


def _exact(value: int | Decimal | str) -> Fraction | None:
    try:
        return Fraction(value)
    except ValueError:
        return None
