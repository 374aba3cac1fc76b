"""
Currencies beside a figure: signs, codes and words -> ISO 4217 codes.

A bare dollar sign or word is the US dollar, a bare pound sterling, "kronor" (the Swedish spelling) Swedish;
bare "kroner" and "pesos" name no one currency, and no code is guessed for them.
"""

from __future__ import annotations

import re

from .names import place_of_adjective

_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₴": "UAH"}
_DOLLARS = {"": "USD", "US": "USD", "C": "CAD", "CA": "CAD", "A": "AUD", "AU": "AUD", "NZ": "NZD", "HK": "HKD",
            "S": "SGD", "R": "BRL", "MX": "MXN", "NT": "TWD"}  # fmt: skip
_CODES = "USD|EUR|GBP|JPY|CNY|KRW|INR|RUB|CAD|AUD|NZD|CHF|SEK|NOK|DKK|ISK|PLN|CZK|BRL|MXN|ZAR|SGD|HKD|TRY"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<code>{_CODES})(?:\s?[$€£])?|(?P<dollar>[A-Z]{{0,2}})\s?\$|(?P<sign>[{''.join(_SIGNS)}]))\s?$"
)
_AFTER = re.compile(
    rf"(?:\s|-)(?:(?P<place>[A-Z][\w.]*(?:\s[A-Z]\w+)?)\s)?(?P<word>dollar|euro"
    rf"|pound(?!s?\sof\b)(?:\ssterling)?|yen|won|yuan|renminbi|rupee|rouble|ruble|kronor|kroner|kron[ae]|franc|peso|zloty|rand|lira|shekel|buck)s?\b"
    rf"|\s?(?P<code>{_CODES})\b|\s?(?P<sign>[€£])(?!\d)"
)
_WORDS = {"dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "pound sterling": "GBP", "yen": "JPY",
          "won": "KRW", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "rouble": "RUB", "ruble": "RUB",
          "kronor": "SEK", "zloty": "PLN", "rand": "ZAR", "lira": "TRY", "shekel": "ILS", "franc": "CHF"}  # fmt: skip
_OF_PLACE = {
    ("dollar", "Canada"): "CAD", ("dollar", "Australia"): "AUD", ("dollar", "New Zealand"): "NZD",
    ("dollar", "Hong Kong"): "HKD", ("dollar", "Singapore"): "SGD",
    ("krone", "Norway"): "NOK", ("krone", "Denmark"): "DKK", ("kroner", "Norway"): "NOK",
    ("kroner", "Denmark"): "DKK", ("krona", "Sweden"): "SEK", ("krona", "Iceland"): "ISK",
    ("rupee", "Pakistan"): "PKR", ("peso", "Mexico"): "MXN", ("peso", "Argentina"): "ARS",
    ("peso", "Philippines"): "PHP", ("pound", "Egypt"): "EGP", ("peso", "Chile"): "CLP", ("peso", "Colombia"): "COP",
}  # fmt: skip
_WRITTEN = {"USD": "$", "EUR": "€", "GBP": "£", "CAD": "C$", "AUD": "A$"}


def money_before(text: str, at: int) -> tuple[str, int] | None:
    """
    Read the currency sign or code that ends at *at*; gives the code and where the sign starts.

    >>> money_before("for US$20", 7), money_before("AUD$4", 4), money_before("for 20", 4)
    (('USD', 4), ('AUD', 0), None)
    """
    low = max(0, at - 8)
    match = _BEFORE.search(text[low:at])
    if not match:
        return None
    if match["code"]:
        return match["code"], low + match.start()
    if match["sign"]:
        return _SIGNS[match["sign"]], low + match.start()
    code = _DOLLARS.get(match["dollar"])
    return (code, low + match.start()) if code else ("USD", low + match.end("dollar"))


def money_after(text: str, at: int) -> tuple[str, int] | None:
    """
    Read the currency word, code or sign that starts at *at*; gives the code and where it ends.

    >>> money_after("5 million Canadian dollars", 9), money_after("300 SEK", 3), money_after("5 kroner", 1)
    (('CAD', 26), ('SEK', 7), None)
    """
    match = _AFTER.match(text, at)
    if not match:
        return None
    if match["code"]:
        return match["code"], match.end()
    if match["sign"]:
        return _SIGNS[match["sign"]], match.end()
    word = match["word"]
    place = place_of_adjective(match["place"]) if match["place"] else None
    if match["place"] and place is None and match["place"] not in {"US", "U.S."}:
        return None
    code = _OF_PLACE.get((word, place)) if place else None
    return (code or _WORDS[word], match.end()) if code or word in _WORDS else None


def write_money(amount: str, code: str) -> str:
    """
    Put an amount and its currency together as news do.

    >>> write_money("2 billion", "USD"), write_money("300", "SEK")
    ('$2 billion', 'SEK 300')
    """
    return f"{_WRITTEN[code]}{amount}" if code in _WRITTEN else f"{code} {amount}"
