"""
Values in words, for answers: "more than 3.5 million streams", "18 %", "$2 billion".
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from .money import write_money
from .nouns import singular

if TYPE_CHECKING:
    from kg.model import Comparator, Value

_SHARE_WORDS = {"1/2": "half", "1/3": "a third", "2/3": "two thirds", "1/4": "a quarter", "3/4": "three quarters"}


def format_quantity(value: Value, unit: str | None = None, comparator: Comparator | None = None) -> str:
    """
    Word a value for an answer.

    >>> format_quantity(3_500_000, "streams", "moreThan"), format_quantity(18, "percent")
    ('more than 3.5 million streams', '18 %')
    >>> format_quantity(2_000_000_000, "USD"), format_quantity("10..20", "songs"), format_quantity("1/3", "share")
    ('$2 billion', '10 to 20 songs', 'a third')
    """
    if unit == "position":
        return f"No. {value}"
    words = {"about": "about ", "moreThan": "more than ", "atLeast": "at least ", "atMost": "up to "}
    countable = unit not in {None, "percent", "percentage points", "share"} and not re.fullmatch("[A-Z]{3}", unit or "")
    hedge = (
        ("fewer than " if countable else "less than ") if comparator == "lessThan" else words.get(comparator or "", "")
    )
    amount = " to ".join(_amount(part) for part in str(value).split(".."))
    if unit is None or unit == "score":
        return hedge + amount
    if unit == "share":
        return hedge + _SHARE_WORDS.get(str(value), str(value))
    if re.fullmatch("[A-Z]{3}", unit):
        return hedge + write_money(amount, unit)
    if amount.endswith("s"):  # "dozens" hedges itself
        return f"{amount} of {unit}"
    noun = "%" if unit == "percent" else singular(unit) if str(value) == "1" else unit
    return f"{hedge}{amount} {noun}"


def _amount(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(number) >= size and (scaled := number / size) == round(scaled, 3):
            return f"{scaled.normalize():f} {name}"
    return f"{number:,f}"
