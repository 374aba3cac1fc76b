"""
An article, an entity or a claim as the command line prints it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from .display import console

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIGNS = {"about": "about ", "moreThan": "> ", "atLeast": "≥ ", "lessThan": "< ", "atMost": "≤ "}


def card(kind: str, shown: Mapping[str, Any], *, limit: int = 0) -> None:
    """
    Print what `show` found.

    Args:
        kind: ``article``, ``entity`` or ``claim``.
        shown: The record, as its JSON has it.
        limit: Claims to print at most; 0 for all.
    """
    if kind == "claim":
        _claim(shown)
        return
    _article(shown) if kind == "article" else _entity(shown)
    _claims(shown["claims"], limit)


def words_of(claim: Mapping[str, Any]) -> str:
    """
    Return a claim on one line: subject, relation, object or figure, and what qualifies it.

    >>> who = {"subject": "Vale", "relation": "streamCount", "object": None, "attributed_to": "Koe", "time_text": ""}
    >>> what = {"value": 20, "comparator": "about", "unit": "streams", "modality": "alleged", "polarity": "negative"}
    >>> words_of({**who, **what})
    'Vale | streamCount | about 20 streams  (alleged; denied; says Koe)'
    """
    said = claim["object"]
    if said is None and claim["value"] is not None:
        said = f"{SIGNS.get(claim['comparator'], '')}{claim['value']} {claim['unit'] or ''}".strip()
    marks = [
        claim["modality"] if claim["modality"] != "asserted" else "",
        "denied" if claim["polarity"] == "negative" else "",
        f"says {claim['attributed_to']}" if claim["attributed_to"] else "",
        claim["time_text"] or "",
    ]
    tail = f"  ({'; '.join(filter(None, marks))})" if any(marks) else ""
    return f"{claim['subject']} | {claim['relation']} | {said if said is not None else ''}{tail}"


def _article(shown: Mapping[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{escape(shown['title'] or shown['id'])}[/]")
    source = f"{shown['id']} · {shown['outlet'] or 'no outlet'} · {shown['published'] or 'undated'}"
    out.print(f"[dim]{escape(source)}[/]\n")
    for entity in shown["entities"]:
        also = f" (also {', '.join(entity['aliases'])})" if entity["aliases"] else ""
        out.print(escape(f"{entity['type']:<13}{entity['name']}{also}"))
    out.print("")


def _entity(shown: Mapping[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{escape(shown['name'])}[/] [dim]{shown['type']} · {escape(shown['key'])}[/]")
    if shown["aliases"]:
        out.print(escape(f"also {', '.join(shown['aliases'])}"))
    if shown["namesakes"]:
        out.print(f"[yellow]others of that name: {escape(', '.join(shown['namesakes']))}[/]")
    many = len(shown["articles"])
    out.print(escape(f"in {many} article{'s' if many != 1 else ''}: {', '.join(shown['articles'])}\n"))


def _claims(claims: Sequence[Mapping[str, Any]], limit: int) -> None:
    out = console()
    kept = claims[: limit or None]
    for claim in kept:
        out.print(escape(words_of(claim)))
    if len(kept) < len(claims):
        out.print(f"[dim]... and {len(claims) - len(kept)} more claims; --limit 0 prints all.[/]")


def _claim(shown: Mapping[str, Any]) -> None:
    out = console()
    out.print(escape(words_of(shown)))
    out.print(f"“{escape(shown['quote'])}”")
    source = ", ".join(str(shown[part]) for part in ("title", "outlet", "published") if shown[part])
    out.print(escape(f"{source} · {shown['article']}:{shown['start']}-{shown['end']}"))
    for also in shown["also"]:
        out.print(escape(f"with “{also['quote']}”"))
    differs = f"; {shown['second']}" if (shown["second"] or "").startswith("differs") else ""
    out.print(escape(f"read by {' and '.join(shown['read_by'])}{differs}"))
    out.print(f"[dim]confidence {shown['confidence']}; rule {escape(shown['rule'])}; id {escape(shown['id'])}[/]")
