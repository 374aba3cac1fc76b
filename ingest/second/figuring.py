"""
Figures of proposals, read from the text and held to the ontology.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.text.dates import resolve
from kg.text.numbers import find_quantities

from .quoting import find
from .reasons import Reason, RefusedError

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.terms import Figure
    from kg.text.numbers import Quantity

    from .pages import Core, Page


def with_figure(found: Core, told: str, page: Page) -> Core:
    """
    Add the figure that the text has where the proposal points.

    Raises:
        RefusedError: It is not in the quotation, or of another kind.
    """
    text = page.article.text
    span = find(told, text, found.quote) if told else None
    figure = page.domain.figures.get(found.relation)
    if span is None:
        raise RefusedError(Reason.NUMBER)
    if figure and figure.datatype == "date":
        days = resolve(span.of(text), page.article.published)
        if days is None or not (days.start or days.end):
            raise RefusedError(Reason.NUMBER)
        return replace(found, value=days.start or days.end)
    quantity = next(
        (
            q
            for q in find_quantities(found.sentence.of(text))
            if found.sentence.start + q.figure_start < span.end and span.start < found.sentence.start + q.figure_end
        ),
        None,
    )
    if quantity is None or (figure and not _counts(quantity, figure)):
        raise RefusedError(Reason.NUMBER)
    return replace(found, value=quantity.value, quantity=quantity)


def _counts(quantity: Quantity, figure: Figure) -> bool:
    """Whether a quantity is of a figure's kind: a percentage, money, a rank, or one of its counted nouns."""
    if figure.datatype == "boolean":
        return False
    if figure.unit == "percent":
        return quantity.unit == "percent"
    if figure.unit and len(figure.unit) == 3 and figure.unit.isupper():  # noqa: PLR2004  # an ISO 4217 code
        return quantity.currency is not None
    if not figure.unit and not figure.unit_nouns:
        return quantity.unit == "position"
    told = f" {(quantity.head or quantity.unit or '').casefold()}"
    return any(told.endswith(f" {noun}") for noun in (*figure.unit_nouns, figure.unit or "-"))


def unit(found: Core, domain: Domain) -> str | None:
    """Return the unit of a claim's figure: a currency, the figure's own, or the counted noun."""
    if found.quantity is None:
        return None
    figure = domain.figures.get(found.relation)
    named = figure.unit if figure and figure.unit and not found.quantity.currency else None
    return found.quantity.currency or named or found.quantity.unit
