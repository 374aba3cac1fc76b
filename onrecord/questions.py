"""
Pairs of names and decisions about them, as the command line prints and asks.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from .display import console

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERBS = {"merge": "merge", "apart": "keep apart", "split": "split"}


def pairs(found: Sequence[Mapping[str, Any]], *, limit: int = 0) -> None:
    """Print pairs that may be one; at most *limit*, all for 0."""
    for number, each in enumerate(found[: limit or None], 1):
        pair(each, number)
    out = console()
    if limit and len(found) > limit:
        out.print(f"[dim]... and {len(found) - limit} more pairs; --limit 0 prints all.[/]")
    if not found:
        out.print("No pairs to look at.")


def pair(shown: Mapping[str, Any], number: int) -> None:
    """Print one pair: both names with their sentences, why they may be one, and the commands that decide."""
    out = console()
    out.print(f"[bold]{number}. {escape(shown['a']['name'])} | {escape(shown['b']['name'])}[/]  {shown['score']:.2f}")
    out.print(f"   [dim]{escape('; '.join(shown['reasons']))}[/]")
    for side in (shown["a"], shown["b"]):
        many = f"{side['articles']} article{'s' if side['articles'] != 1 else ''}"
        out.print(f"   [cyan]{escape(side['key'])}[/] {escape(side['type'])}, {many}")
        for context in side["contexts"]:
            out.print(f"     “{escape(' '.join(context['quote'].split()))}” [dim]{escape(context['article'])}[/]")
    if shown["rivals"]:
        out.print(f"   [yellow]may as well be: {escape(', '.join(shown['rivals']))}[/]")
    keys = " ".join(shlex.quote(shown[side]["key"]) for side in ("a", "b"))
    out.print(f"   [dim]onrecord review merge {escape(keys)}   or: apart[/]\n")


def asked(where: str) -> str:
    """Ask what to do with a pair; return ``m``, ``a``, ``s`` or ``q``, and ``q`` at the end of the input."""
    while True:
        try:
            given = input(f"{where} · [m]erge, keep [a]part, [s]kip, [q]uit: ").strip().lower()
        except EOFError:
            return "q"
        if given[:1] in {"m", "a", "s", "q"}:
            return given[:1]


def joined(found: Sequence[Mapping[str, Any]]) -> None:
    """Print entities that bear several names."""
    out = console()
    for each in found:
        out.print(f"[bold]{escape(each['name'])}[/] [dim]{escape(each['type'])} · {escape(each['key'])}[/]")
        for member in each["members"]:
            many = f"{member['articles']} article{'s' if member['articles'] != 1 else ''}"
            out.print(f"   {escape(member['key'])} “{escape(member['name'])}” {many}")
    if not found:
        out.print("No entity bears several names.")


def decisions(found: Sequence[Mapping[str, Any]]) -> None:
    """Print decisions, one a line, and what each waits for."""
    out = console()
    for each in found:
        keys = " | ".join(each["keys"])
        label = f" as {each['label']}" if each["label"] else ""
        where = f" in {', '.join(sorted({p['article'] for p in each['places']}))}" if each["places"] else ""
        who = ", ".join(filter(None, (each["by"], each["at"])))
        out.print(
            f"{each['id']}  {VERBS[each['kind']]} {escape(keys)}{escape(label)}{escape(where)}  [dim]{escape(who)}[/]"
        )
        for gone in each["waits_for"]:
            out.print(f"   [yellow]waits for {escape(gone)}[/]")
    if not found:
        out.print("Nothing was decided.")
