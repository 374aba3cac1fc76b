"""
Plain values to literals and back, in the canonical forms that every store gives back unchanged.

Stores fold other forms (``007``, ``1.50``, ``xsd:int``), so only these types are written:
integer, decimal, boolean, date and string.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.errors import InputError

from .canonical import plain_decimal
from .vocab import term

if TYPE_CHECKING:
    from kg.model import Value

_XSD = {name: term("xsd", name) for name in ("integer", "decimal", "boolean", "date")}


def literal(value: Value | float) -> Literal:
    """
    Return the canonical literal of a plain value; fractions become decimals.

    Raises:
        InputError: The text holds half a character (a lone surrogate), or the number is infinite.

    >>> [literal(value).value for value in (0.50, True, date(2031, 5, 1), Decimal("1E+3"))]
    ['0.5', 'true', '2031-05-01', '1000']
    """
    if isinstance(value, str):
        try:
            return Literal(value)
        except ValueError as error:
            raise InputError(f"{value[:40]!r}: not a text in Unicode. Mend the encoding of its source.") from error
    if isinstance(value, bool):
        return Literal(str(value).lower(), datatype=_XSD["boolean"])
    if isinstance(value, int):
        return Literal(str(value), datatype=_XSD["integer"])
    if isinstance(value, date):
        return Literal(value.isoformat()[:10], datatype=_XSD["date"])
    return Literal(format(plain_decimal(value), "f"), datatype=_XSD["decimal"])


def plain(node: Literal) -> Value:
    """
    Return the plain value of a literal that :func:`literal` made.

    >>> plain(literal(Decimal("1.50")))
    Decimal('1.5')
    """
    kind = node.datatype
    if kind == _XSD["integer"]:
        return int(node.value)
    if kind == _XSD["decimal"]:
        return Decimal(node.value)
    if kind == _XSD["boolean"]:
        return node.value == "true"
    if kind == _XSD["date"]:
        return date.fromisoformat(node.value)
    return node.value
