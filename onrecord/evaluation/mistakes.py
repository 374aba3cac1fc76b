"""
The kinds of error, the most frequent first, each with an example: what to work on next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHOWN = 160
"""Characters of an answer in an example."""


@dataclass(frozen=True, slots=True)
class Mistakes:
    """One kind of error: how often it occurs, and the first example."""

    kind: str
    count: int
    example: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"kind": self.kind, "count": self.count, "example": self.example}


def frequent_errors(items: Mapping[str, Any]) -> list[Mistakes]:
    """
    Count the kinds of error among the verdicts of an evaluation.

    Args:
        items: Verdicts as :attr:`Evaluation.items` has them.

    Returns:
        The most frequent kind first; equally frequent ones by name.

    >>> entities = [{"article": "a", "missed": ["Tuno", "Acme"], "invented": [], "mistyped": ["Zed: song, not person"]}]
    >>> [(e.kind, e.count, e.example) for e in frequent_errors({"entities": entities})]
    [('entity missed', 2, 'a: Tuno'), ('entity of the wrong type', 1, 'a: Zed: song, not person')]
    """
    found: dict[str, list[str]] = {}
    for kind, example in (*_read(items), *_told(items)):
        found.setdefault(kind, []).append(" ".join(example.split()))
    kinds = [Mistakes(kind, len(examples), examples[0]) for kind, examples in found.items()]
    return sorted(kinds, key=lambda m: (-m.count, m.kind))


def _read(items: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for row in items.get("entities", ()):
        for field, kind in (("missed", "missed"), ("invented", "invented"), ("mistyped", "of the wrong type")):
            yield from ((f"entity {kind}", f"{row['article']}: {name}") for name in row[field])
    for row in items.get("claims", ()):
        for claim in row["claims"]:
            yield from _claim(claim, f"{row['article']}: {claim['gold']}")
        wrong = (c for c in row["unmatched"] if c["in_annotated_sentence"])
        yield from (("claim given that is not annotated", f"{row['article']}: {c['claim']}") for c in wrong)
    for row in items.get("references", ()):
        for ref in row["references"]:
            where = f"{row['article']} {ref['start']}..{ref['end']}: {ref['refers_to']}"
            if not ref["right"] and ref["given"] is None:
                yield "reference not led", where
            elif not ref["right"]:
                yield "reference led astray", f"{where}, not {ref['given']}"


def _claim(claim: Mapping[str, Any], example: str) -> Iterator[tuple[str, str]]:
    given = f"; given: {claim['given']}" if claim["given"] else ""
    if claim["lost"]:
        yield f"claim missed: {claim['lost']}", example + given
    yield from ((f"{name} of a claim wrong", example + given) for name in claim["wrong"] if name != "named_speaker")


def _told(items: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for row in items.get("answers", ()):
        example = f"{row['id']}: {row['question']} -> {row['answer'][:_SHOWN]}"
        if row["verdict"] != "right":
            yield f"answer {row['verdict']}: {row['kind']}", example
        for lacking in (row["citations"] or {}).get("lacking", ()):
            yield from ((f"quotation does not cover the {what}", example) for what in lacking)
