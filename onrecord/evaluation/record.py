"""
``docs/evaluation.md``: the latest figures of each split, and a line for every locked run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import report

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from .evaluate import Evaluation

_HEAD = """# Evaluation

Written by `onrecord eval`; do not edit. [Formats and definitions](evaluation-formats.md).
A locked run shows totals only, and each one is listed at the end: who looks often, tunes.
"""
_RUNS = """## Locked runs

| date | gold | corpus | entities | claims strict | claims open | right | wrong | refused | command |
|---|---|---|---|---|---|---|---|---|---|
"""
_FIGURES = (
    "entities.typed.f1",
    "claims.strict.f1",
    "claims.open.f1",
    "answers.right",
    "answers.wrong",
    "answers.refused",
)


@dataclass(frozen=True, slots=True)
class Run:
    """When and how something was measured, and the digests of what it was measured on."""

    day: date
    command: str
    gold: str
    corpus: str
    names_held_out: bool = False

    def section(self, split: str) -> str:
        """Return the heading under which the figures of a split stand."""
        return f"{split}, known names held out" if self.names_held_out else split


def record(file: Path, evaluation: Evaluation, run: Run, picture: str = "") -> None:
    """
    Write an evaluation into its section of the file, which is made when absent; a locked run also gets its line.

    Args:
        file: The Markdown file.
        evaluation: What was measured.
        run: When, how and on what.
        picture: Name of the picture of the curve beside *file*; empty for none.
    """
    old = file.read_text(encoding="utf8") if file.is_file() else ""
    sections = dict(re.findall(r"<!-- ((?:dev|locked)[a-z ,]*) -->\n(.*?)<!-- end -->\n", old, re.DOTALL))
    sections[run.section(evaluation.split)] = _section(evaluation, run, picture)
    lines = re.findall(r"^\| \d{4}-\d\d-\d\d \|.*\|$", old.partition("## Locked runs")[2], re.MULTILINE)
    if evaluation.split == "locked":
        lines.append(_line(evaluation, run))
    parts = [f"<!-- {name} -->\n{sections[name]}<!-- end -->\n" for name in sorted(sections)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join((_HEAD, *parts, _RUNS + "".join(f"{line}\n" for line in lines))), encoding="utf8")


def _section(evaluation: Evaluation, run: Run, picture: str) -> str:
    drawn = [f"![Risk against coverage, {evaluation.split}]({picture})", ""] if picture else []
    lines = [
        f"## {run.section(evaluation.split)}",
        "",
        f"{run.day.isoformat()}, `{run.command}`, gold `{run.gold}`, corpus `{run.corpus}`.",
        f"{report.heading(evaluation)}.",
        "",
        *report.markdown(evaluation),
        "",
        *drawn,
    ]
    return "\n".join(lines) + "\n"


def _line(evaluation: Evaluation, run: Run) -> str:
    figures = [_shown(evaluation.figure(path)) for path in _FIGURES]
    return "| " + " | ".join((run.day.isoformat(), run.gold, run.corpus, *figures, f"`{run.command}`")) + " |"


def _shown(figure: float | None) -> str:
    if figure is None:
        return "-"
    return (
        f"{figure:.0f}" if figure == int(figure) and figure > 1 else f"{figure:.3f}" if figure % 1 else f"{figure:.0f}"
    )
