"""
Decisions as a file: JSON that people may read, keep under version control, and take to another workspace.

The order is fixed, so that two files of the same decisions are the same bytes but for who and when.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

from .decisions import KINDS, MARK, Decision, Place, apart, merge, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERSION = 1
_LONGEST = 10_000
"""Characters of a text in the file; a sentence is never so long."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """
    What a file of decisions holds.

    Args:
        decisions: Sorted, each once.
        told: Decision id -> who made it and when, where the file tells.
        domain: Namespace of the domain that the articles were read with; empty when not told.
    """

    decisions: tuple[Decision, ...]
    told: Mapping[str, tuple[str, str]]
    domain: str = ""


def written(
    decisions: Iterable[Decision], *, domain: str = "", told: Mapping[str, tuple[str, str]] | None = None
) -> str:
    """
    Write decisions as JSON.

    Args:
        decisions: Any order.
        domain: Namespace of the domain.
        told: Decision id -> who made it and when.

    >>> print(written([merge("Person.b", "Person.a")]))
    {
     "onrecord": "decisions",
     "version": 1,
     "domain": "",
     "decisions": [
      {
       "id": "e2f5188aade7",
       "kind": "merge",
       "keys": [
        "Person.a",
        "Person.b"
       ]
      }
     ]
    }
    <BLANKLINE>
    """
    held = [_record(decision, (told or {}).get(decision.id, ("", ""))) for decision in sorted(set(decisions))]
    file = {"onrecord": "decisions", "version": VERSION, "domain": domain, "decisions": held}
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"


def _record(decision: Decision, told: tuple[str, str]) -> dict[str, Any]:
    places = [
        {"article": place.article, "key": place.key} | ({"quote": place.quote, "at": place.at} if place.quote else {})
        for place in decision.places
    ]
    record: dict[str, Any] = {"id": decision.id, "kind": decision.kind, "keys": list(decision.keys)}
    record |= {"label": decision.label, "places": places} if decision.kind == "split" else {}
    return record | {name: value for name, value in zip(("by", "at"), told, strict=True) if value}


def read(text: str, name: str = "the file") -> Exchange:
    """
    Read decisions back.

    Ids are computed anew, so a file may be edited by hand.

    Args:
        text: As :func:`written` makes it.
        name: What to call the file in errors.

    Raises:
        InputError: It is something else, or one of its decisions is none; the message says which.

    >>> read(written([apart("Person.b", "Person.a")])).decisions[0].kind
    'apart'
    """
    try:
        file = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is no JSON: {error}. `onrecord review export FILE` writes such a file.") from error
    if not isinstance(file, dict) or file.get("onrecord") != "decisions" or not isinstance(file.get("decisions"), list):
        raise InputError(f"{name} holds no decisions. `onrecord review export FILE` writes such a file.")
    if file.get("version") != VERSION:
        raise InputError(
            f"{name} is of version {file.get('version')!r}; this program reads version {VERSION}. Update On Record."
        )
    held: dict[Decision, tuple[str, str]] = {}
    for number, record in enumerate(file["decisions"], 1):
        try:
            decision = _decision(record)
            held[decision] = (_text(record, "by", ""), _time(record))
        except InputError as error:
            raise InputError(f"{name}, decision {number}: {error} Mend or remove it; nothing was taken in.") from error
    told = {decision.id: who for decision, who in held.items() if any(who)}
    return Exchange(tuple(sorted(held)), told, _text(file, "domain", ""))


def _decision(record: Any) -> Decision:
    if not isinstance(record, dict):
        raise InputError(f"{record!r:.60} is no record.")
    kind = record.get("kind")
    if kind not in KINDS:
        raise InputError(f"its kind is {kind!r:.60}, not one of {', '.join(KINDS)}.")
    if kind == "split":
        places = record.get("places")
        if not isinstance(places, list):
            raise InputError("a split must have a list of places.")
        return split(_text(record, "label"), map(_place, places))
    keys = record.get("keys")
    if not isinstance(keys, list) or len(keys) != 2:  # noqa: PLR2004
        raise InputError("keys must be a list of two.")
    one, other = map(_key, keys)
    return merge(one, other) if kind == "merge" else apart(one, other)


def _place(record: Any) -> Place:
    if not isinstance(record, dict):
        raise InputError(f"place {record!r:.60} is no record.")
    quote, at = _text(record, "quote", ""), record.get("at", -1)
    if not isinstance(at, int) or isinstance(at, bool) or not -1 <= at <= len(quote):
        raise InputError(f"place: at is {at!r:.60}, no place in the quotation.")
    key = _key(record.get("key"))
    if MARK in key:
        raise InputError(f"place: {key!r} has a label; name the key as the article has it.")
    return Place(_text(record, "article"), key, quote, at if quote else -1)


def _key(key: Any) -> str:
    parts = key.split(".", 1) if isinstance(key, str) else []
    if len(parts) != 2 or not parts[0].isidentifier() or not parts[1] or not _is_plain(key):  # noqa: PLR2004
        raise InputError(f"{key!r:.60} is no key of an entity; one is like Person.nova-vale.")
    return str(key)


def _text(record: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = record.get(name, default)
    if not isinstance(value, str) or (default is None and not value):
        raise InputError(f"{name} must be a text.")
    if not _is_plain(value):
        raise InputError(f"{name} is too long, or holds signs that are no text.")
    return value


def _is_plain(text: str) -> bool:
    """Whether a text can stand in the graph: not overlong, no control characters but white space."""
    return len(text) <= _LONGEST and not any(
        (ord(char) < ord(" ") and char not in "\t\n\r") or "\ud800" <= char <= "\udfff" for char in text
    )


def _time(record: Mapping[str, Any]) -> str:
    at = _text(record, "at", "")
    try:
        return datetime.fromisoformat(at).isoformat(timespec="seconds") if at else ""
    except ValueError as error:
        raise InputError(f"at is {at!r:.60}, no time such as 2031-05-01T12:00:00+00:00.") from error
