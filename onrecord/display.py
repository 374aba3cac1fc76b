"""
What the command line prints: coloured on a terminal, plain lines in a pipe.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ingest.delivery import Delivery
    from kg.workspace import Workspace
    from qa.answer import Answer

    from .doctor import Finding
    from .inspection import Inspection

CONFIDENCE = ((0.8, "high"), (0.5, "fair"), (0.0, "low"))


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a closed pipe to :mod:`onrecord.failures`; rich would end the program with exit code 1."""
        raise BrokenPipeError


def console(*, errors: bool = False) -> Console:
    """Return a console for standard output (or errors): it wraps and colours on a terminal only."""
    stream = sys.stderr if errors else sys.stdout
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return _Console(file=stream, highlight=False, soft_wrap=not stream.isatty(), color_system=colours)


@contextmanager
def waiting() -> Iterator[None]:
    """Show that something is under way, on a terminal only."""
    if not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield
        return
    with console(errors=True).status("reading the graph"):
        yield


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[int, int, int, float], None] | None]:
    """
    Show a progress bar with rate and time left, on a terminal only.

    Yields:
        A callback ``(done, total, words, seconds)``; ``None`` where nothing is shown.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(errors=True)) as bar:
        task = bar.add_task("reading", total=None, rate="")

        def tell(done: int, total: int, words: int, seconds: float) -> None:
            rate = f"{words / seconds:,.0f} words/s" if seconds > 0 and words else ""
            bar.update(task, completed=done, total=total, rate=rate)

        yield tell


def delivery(done: Delivery, workspace: Path) -> None:
    """Print the summary of an ingest: counts, then one line for each refusal."""
    out = console()
    counts = f"{done.new} new, {done.changed} changed, {done.unchanged} unchanged, {len(done.refused)} refused"
    out.print(f"[bold]{counts}[/] in {done.seconds:.1f} s")
    if done.read:
        out.print(f"{done.claims} claims about {done.entities} entities in {escape(str(workspace))}")
    for refusal in done.refused:
        out.print(f"[yellow]refused[/] {escape(str(refusal.path))}: {escape(refusal.reason)}")


def answer(given: Answer) -> None:
    """Print an answer: its sentences, what weakens them, the quotations they rest on."""
    out = console()
    record = given.to_dict()
    if record["abstained"]:
        out.print(f"[yellow]{escape(record['answer'])}[/]")
    for sentence in record["sentences"] if not record["abstained"] else ():
        marks = "".join(f" [cyan]\\[{n}][/]" for n in sentence["citations"])
        out.print(f"{escape(sentence['text'])}{marks}")
    if record["missing"] and record["missing"] not in record["answer"]:
        out.print(f"[dim]{escape(record['missing'])}[/]")
    for conflict in record["conflicts"]:
        out.print(f"[yellow]disputed:[/] {escape(conflict_line(conflict))}")
    for note in record["notes"]:
        out.print(f"[dim]{escape(note)}[/]")
    if not record["abstained"]:
        out.print(f"[dim]confidence {record['confidence']:.2f} ({_confidence(record['confidence'])})[/]")
    citations(record["citations"], heading="Closest evidence" if record["abstained"] else "")


def citations(cited: Sequence[dict[str, Any]], *, heading: str = "") -> None:
    """Print quotations with article, outlet and date."""
    out = console()
    if cited:
        out.print(f"\n[bold]{heading}[/]" if heading else "")
    for c in cited:
        source = ", ".join(str(part) for part in (c["title"], c["outlet"], c["published"]) if part)
        out.print(f"[cyan]\\[{c['n']}][/] “{escape(c['quote'])}”")
        out.print(f"    [dim]{escape(source)} · {escape(c['article'])}:{c['start']}-{c['end']}[/]")


def conflict_line(conflict: Any) -> str:
    """Return a conflict as one line, whatever its form."""
    if isinstance(conflict, dict):
        return str(conflict.get("text") or json.dumps(conflict, ensure_ascii=False))
    return str(conflict)


def _confidence(value: float) -> str:
    return next(word for bound, word in CONFIDENCE if value >= bound)


def solutions(workspace: Workspace, query: str, form: str) -> None:
    """Run a query and print its result as ``table``, ``json``, ``csv`` or ``turtle``; tabs part a table in a pipe."""
    from .solutions import prefixes_of, rows_of, short, written

    if form != "table":
        sys.stdout.flush()
        sys.stdout.buffer.write(written(workspace, query, form))
        sys.stdout.buffer.flush()
        return
    prefixes = prefixes_of(workspace)
    names, rows = rows_of(workspace.query(query))
    cells = [[short(cell, prefixes) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        lines = ["\t".join(names), *("\t".join(" ".join(cell.split()) for cell in row) for row in cells)]
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        return
    table = Table(*names)
    for row in cells:
        table.add_row(*(escape(cell) for cell in row))
    console().print(table)


def pairs(shown: dict[str, Any]) -> None:
    """Print names and values, one pair a line."""
    width = max(len(k) for k in shown) + 2
    for key, value in shown.items():
        console().print(escape(f"{key:<{width}}{'' if value is None else value}"))


def findings(found: Sequence[Finding]) -> None:
    """Print what the doctor found, with the cure of what is not well."""
    colour = {"good": "green", "note": "yellow", "broken": "red"}
    for f in found:
        console().print(f"[{colour[f.state]}]{f.state:<7}[/]{escape(f.part)}: {escape(f.text)}")
        if f.cure:
            console().print(f"       {escape(f.cure)}")


def lines(shown: Sequence[dict[str, Any]]) -> None:
    """Print records one a line, their values parted by two blanks."""
    for record in shown:
        console().print(escape("  ".join(str(v) for v in record.values() if v)))


def inspection(report: Inspection) -> None:
    """Print what a check came to."""
    out = console()
    for problem in report.problems:
        out.print(f"[red]{escape(problem.check)}:[/] {escape(problem.message)} {escape(problem.subject)}")
    many = f"{len(report.problems)} problems" if report.problems else "no problem found"
    out.print(f"{report.articles} articles, {report.shaped} of them held to the shapes: {many}")
