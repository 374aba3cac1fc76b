"""
Articles of the GUM corpus: text and coreference chains out of CoNLL-U with ``Entity=`` brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Chains = dict[tuple[int, int], str]
HELD = frozenset({"asylum", "crane", "election", "homeopathic", "iodine", "questionnaire", "stampede", "worship"})
"""Articles of which only totals are looked at; nothing is fitted to them."""
_BRACKETS = re.compile(r"\([^()]*\)|\([^()]+|[^()]*\)")


def read_gum(path: Path) -> tuple[str, Chains]:
    """Return the text, with one line a paragraph, and for each mention's span the chain it belongs to."""
    text, chains, opened = "", Chains(), dict[str, list[int]]()
    whole, at = range(0), 0  # words written as one ("Vale's"), and how far they are used up
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if not line:
            whole = range(0)
        elif line.startswith("# newpar") and "_block" not in line:
            text = f"{text.rstrip()}\n" if text else ""
        elif "-" in fields[0] and fields[0][0].isdigit():
            first, last = map(int, fields[0].split("-"))
            whole, at = range(first, last + 1), len(text)
            text += _spaced(fields)
        elif fields[0].isdigit():
            start = at if int(fields[0]) in whole else len(text)
            at = start + len(fields[1])
            text += "" if int(fields[0]) in whole else _spaced(fields)
            _follow(_misc(fields).get("Entity", ""), start, at, opened, chains)
    return text, chains


def _misc(fields: list[str]) -> dict[str, str]:
    return dict(part.split("=", 1) for part in fields[9].split("|") if "=" in part)


def _spaced(fields: list[str]) -> str:
    return fields[1] + ("" if "SpaceAfter" in _misc(fields) else " ")


def _follow(brackets: str, start: int, end: int, opened: dict[str, list[int]], chains: Chains) -> None:
    """Open and close mentions at one word."""
    for piece in _BRACKETS.findall(brackets):
        chain = piece.strip("()").split("-")[0]
        if piece.startswith("("):
            opened.setdefault(chain, []).append(start)
        if piece.endswith(")") and opened.get(chain):
            chains[opened[chain].pop(), end] = chain
