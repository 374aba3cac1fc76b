"""
The promised JSON: what `show article --json`, `ingest --json` and the Python door print.

The shapes are fixed and only ever extended; ``docs/json.md`` tells them field by field.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.model import Argument, Claim, Entity, Reading, Value


def article_record(reading: Reading, domain: Domain) -> dict[str, Any]:
    """Return everything that was read from one article, as plain values."""
    article = reading.article
    return {
        "id": article.id,
        "title": article.title,
        "published": day(article.published),
        "updated": day(article.updated),
        "outlet": article.outlet,
        "url": article.url,
        "reported_by": list(article.reported_by),
        "entities": [entity_record(e, reading, domain) for e in reading.entities],
        "claims": [claim_record(c, article.text) for c in reading.claims],
    }


def entity_record(entity: Entity, reading: Reading, domain: Domain) -> dict[str, Any]:
    """Return one entity with its mentions in the order of the text."""
    mentions = sorted((m for m in reading.mentions if m.entity == entity.key), key=lambda m: (m.start, m.end))
    return {
        "name": entity.name,
        "type": domain.type_name(entity.type),
        "aliases": list(entity.aliases),
        "mentions": [{"start": m.start, "end": m.end, "kind": m.kind} for m in mentions],
    }


def claim_record(claim: Claim, text: str) -> dict[str, Any]:
    """Return one claim; ``quote`` is exactly ``text[start:end]``, its whole sentence."""
    time = claim.time
    return {
        "id": claim.id,
        "subject": claim.subject.text,
        "relation": claim.relation,
        "object": words(claim.object),
        "value": plain(claim.value),
        "unit": claim.unit,
        "comparator": claim.comparator,
        "place": words(claim.place),
        "context": words(claim.context),
        "qualifier": claim.qualifier,
        "time_start": day(time.start) if time else None,
        "time_end": day(time.end) if time else None,
        "time_text": time.text if time else None,
        "attributed_to": words(claim.speaker),
        "attribution_cue": claim.attribution_cue,
        "modality": claim.modality,
        "hedge_cue": claim.hedge_cue,
        "polarity": claim.polarity,
        "quote": claim.sentence.of(text),
        "start": claim.sentence.start,
        "end": claim.sentence.end,
        "also": [{"quote": s.of(text), "start": s.start, "end": s.end} for s in claim.also],
        "confidence": claim.confidence,
        "rule": claim.rule,
        "second": claim.second or None,
    }


def words(argument: Argument | None) -> str | None:
    """Return the name or phrase of an argument."""
    return argument.text if argument else None


def day(value: date | None) -> str | None:
    """Return an ISO day."""
    return value.isoformat() if value else None


def plain(value: Value | None) -> int | float | bool | str | None:
    """
    Return a value as JSON has it: numbers as numbers, days as ISO text.

    >>> plain(Decimal("1.5")), plain(Decimal("1600000")), plain(date(2025, 11, 8))
    (1.5, 1600000, '2025-11-08')
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
