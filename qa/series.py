"""
Figures as tables: what one thing counted, earned or reached, from day to day.

A table has one figure of one thing in one scope: unit, place, context and kind. Figures of different scope stand in
different tables and are never joined, compared or summed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.text.dates import say
from kg.text.names import name_key

from .candidates import figure_text
from .tellings import support, tellings
from .timeline import about, time_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.domain import Domain
    from kg.model import Interval

    from .answer import Ref
    from .library import Fact, Library, Term
    from .tellings import Telling

COLUMNS = ("value", "as of", "said by", "marks", "told by")
"""Heads of a table's columns, in the order of :meth:`Row.cells`."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    One value at one time.

    Args:
        value: As told, with hedge and unit.
        amount: The number itself; ``None`` for ranges and words.
        time: When it held; ``None`` when the articles tell no day, *published* then orders it.
        published: Day of the first article that tells it.
        speakers: Who gives the figure; empty when the articles give it themselves.
        refs: Where it is told.
        facts: The claims, the surest first.
        sources: How many independent sources tell it.
        marks: As of :class:`qa.tellings.Telling`.
    """

    value: str
    amount: Decimal | None
    time: Interval | None
    published: date | None
    speakers: tuple[str, ...]
    refs: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    sources: int
    marks: tuple[str, ...] = ()
    note: str = ""

    @property
    def as_of(self) -> str:
        """The day the figure speaks of, or that of the report, and which of both it is."""
        if self.time:
            return say(self.time)
        day = self.published
        return f"reported on {day.day} {day:%B} {day.year}" if day else "day not known"

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the row, as :data:`COLUMNS` heads them."""
        told = self.note or "1 article"
        return (self.value, self.as_of, ", ".join(self.speakers), ", ".join(self.marks), told)


@dataclass(frozen=True, slots=True)
class Series:
    """
    The values of one figure of one thing in one scope, in the order of time.

    Args:
        figure: Local name of the figure in the domain.
        label: What the domain calls it.
        of: Whose figure it is.
        unit: Unit of every row; empty for none.
        scope: Place, context and kind that hold for every row, in words.
    """

    figure: str
    label: str
    of: str
    unit: str
    scope: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def heading(self) -> str:
        """What the table is about, in one line."""
        inside = ", ".join(filter(None, (*self.scope, self.unit)))
        return f"{self.of}: {self.label}{f' ({inside})' if inside else ''}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values; each row with the places of its quotations."""
        return {
            "figure": self.figure,
            "label": self.label,
            "of": self.of,
            "unit": self.unit,
            "scope": list(self.scope),
            "rows": [
                dict(zip(COLUMNS, row.cells(), strict=True))
                | {
                    "amount": None if row.amount is None else str(row.amount),
                    "claims": [fact.id for fact in row.facts],
                    "quotations": [[ref.article, ref.start, ref.end] for ref in row.refs],
                }
                for row in self.rows
            ],
        }


def figure_series(keys: Collection[str], library: Library, *, figure: str | None = None) -> list[Series]:
    """
    Return the figures of some entities as tables.

    Args:
        keys: Entities of the corpus that are one thing asked about; any of them counts.
        library: What was published by the day that the library looks from.
        figure: Only this figure of the domain, by local name.

    Returns:
        Tables of the domain's figures before others, those with the most rows first, then by heading; rows by day.
        Truth values and days are no figures, nor are bare numbers that no term of the domain explains.
    """
    tables: dict[tuple[str, ...], list[Fact]] = {}
    for fact in about(keys, library):
        if figure in {None, fact.relation} and _counts(fact):
            tables.setdefault(_scope(fact), []).append(fact)
    made = [_series(facts, library) for facts in tables.values()]
    return sorted(made, key=lambda s: (s.figure.startswith("open:"), -len(s.rows), s.heading))


def _counts(fact: Fact) -> bool:
    """Whether a claim tells a figure whose kind is known: by a term of the domain, or by its unit."""
    known = bool(fact.unit) or not fact.relation.startswith("open:")
    return fact.value is not None and not isinstance(fact.value, bool | date) and known


def _scope(fact: Fact) -> tuple[str, ...]:
    """Return what must be equal in the rows of one table; what is asserted and what is denied share one."""
    terms = (fact.subject, fact.object, fact.place, fact.context)
    return (fact.relation, *map(_of, terms), fact.unit or "", name_key(fact.qualifier or ""))


def _of(term: Term | None) -> str:
    return "" if term is None else term.entity or name_key(term.text)


def _series(facts: list[Fact], library: Library) -> Series:
    first = facts[0]
    scope = (first.object, first.context, first.place)
    rows = [_row(one, library) for one in tellings(facts, library)]
    return Series(
        figure=first.relation,
        label=_label(first.relation, library.domain),
        of=first.subject.text,
        unit=first.unit or "",
        scope=tuple(filter(None, (*(term.text if term else "" for term in scope), first.qualifier or ""))),
        rows=tuple(sorted(rows, key=lambda r: (_day(r), r.facts[0].id))),
    )


def _row(one: Telling, library: Library) -> Row:
    fact = one.fact
    number = isinstance(fact.value, int | Decimal) and not isinstance(fact.value, bool)
    days = [day for article in one.articles if (day := library.sources[article].published)]
    return Row(
        value=figure_text(fact),
        amount=Decimal(str(fact.value)) if number else None,
        time=next((time for f in one.facts if (time := time_of(f))), None),
        published=min(days, default=None),
        speakers=one.speakers,
        refs=one.refs,
        facts=one.facts,
        sources=one.sources,
        marks=one.marks,
        note=support(one),
    )


def _day(row: Row) -> date:
    """Return the last day that a row speaks of; what has no day at all comes last."""
    told = row.time and (row.time.end or row.time.start)
    return told or row.published or date.max


def _label(relation: str, domain: Domain) -> str:
    known = domain.figures.get(relation) or domain.relations.get(relation)
    return known.label if known else relation.removeprefix("open:").replace("_", " ")
