"""
What the command line prints: coloured on a terminal, plain lines in a pipe.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

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

Progress = "Callable[[int, int | None, int, float], None]"
CONFIDENCE = ((0.8, "high"), (0.5, "fair"), (0.0, "low"))


def console(*, errors: bool = False) -> Console:
    """Return a console for standard output (or errors); it wraps and colours on a terminal only."""
    stream = sys.stderr if errors else sys.stdout
    made = Console(file=stream, highlight=False, soft_wrap=not stream.isatty())
    return made


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[..., None] | None]:
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
    with Progress(*columns, console=Console(file=sys.stderr)) as bar:
        task = bar.add_task("reading", total=None, rate="")

        def tell(done: int, total: int | None, words: int, seconds: float) -> None:
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
    if record["missing"]:
        out.print(f"[dim]{escape(record['missing'])}[/]")
    for conflict in record["conflicts"]:
        out.print(f"[yellow]disputed:[/] {escape(conflict_line(conflict))}")
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
    """Run a query and print its result as ``table``, ``json``, ``csv`` or ``turtle``."""
    from .tables import sparql_table

    if form == "table":
        frame = sparql_table(workspace, query)
        if not sys.stdout.isatty():
            out = "\n".join(["\t".join(frame.columns), *("\t".join(map(_plain, row)) for row in frame.values.tolist())])
            sys.stdout.write(f"{out}\n")
            return
        table = Table(*frame.columns)
        for row in frame.values.tolist():
            table.add_row(*(escape(_plain(cell)) for cell in row))
        console().print(table)
        return
    from .state import serialized

    sys.stdout.buffer.write(serialized(workspace, query, form))
    sys.stdout.flush()


def _plain(cell: Any) -> str:
    return "" if cell is None else str(cell)


def record(kind: str, shown: dict[str, Any]) -> None:
    """Print an article, an entity or a claim."""
    {"article": _article, "entity": _entity, "claim": _claim}[kind](shown)


def _article(shown: dict[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{escape(shown['title'] or shown['id'])}[/]")
    out.print(f"[dim]{shown['id']} · {shown['outlet'] or 'no outlet'} · {shown['published'] or 'undated'}[/]\n")
    for entity in shown["entities"]:
        also = f" (also {', '.join(entity['aliases'])})" if entity["aliases"] else ""
        out.print(escape(f"{entity['type']:<13}{entity['name']}{also}"))
    out.print("")
    for claim in shown["claims"]:
        _claim_line(claim)


def _claim_line(claim: dict[str, Any]) -> None:
    out = console()
    out.print(escape(claim_words(claim)))


def claim_words(claim: dict[str, Any]) -> str:
    """Return a claim on one line: subject, relation, object or figure, and what qualifies it."""
    value = claim["object"]
    if value is None and claim["value"] is not None:
        comparator = "" if claim["comparator"] in (None, "exactly") else f"{claim['comparator']} "
        value = f"{comparator}{claim['value']} {claim['unit'] or ''}".strip()
    marks = [m for m in (claim["modality"] if claim["modality"] != "asserted" else "",) if m]
    if claim["polarity"] == "negative":
        marks.append("denied")
    if claim["attributed_to"]:
        marks.append(f"says {claim['attributed_to']}")
    if claim["time_text"]:
        marks.append(claim["time_text"])
    tail = f"  ({'; '.join(marks)})" if marks else ""
    return f"{claim['subject']} | {claim['relation']} | {value if value is not None else ''}{tail}"


def _entity(shown: dict[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{escape(shown['name'])}[/] [dim]{shown['type']}[/]")
    if shown["aliases"]:
        out.print(escape(f"also {', '.join(shown['aliases'])}"))
    out.print(escape(f"in {len(shown['articles'])} articles: {', '.join(shown['articles'])}\n"))
    for claim in shown["claims"]:
        _claim_line(claim)


def _claim(shown: dict[str, Any]) -> None:
    out = console()
    _claim_line(shown)
    out.print(f"“{escape(shown['quote'])}”")
    out.print(escape(f"{shown['article']}:{shown['start']}-{shown['end']}  confidence {shown['confidence']}"))
    for also in shown["also"]:
        out.print(escape(f"with “{also['quote']}”"))


def pairs(shown: dict[str, Any]) -> None:
    """Print names and values, one a line."""
    width = max(len(k) for k in shown) + 2
    for key, value in shown.items():
        text = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        console().print(escape(f"{key:<{width}}{text}"))


def findings(found: Sequence[Finding]) -> None:
    """Print what the doctor found, with the cure of what is not well."""
    colour = {"good": "green", "note": "yellow", "broken": "red"}
    for f in found:
        console().print(f"[{colour[f.state]}]{f.state:<7}[/]{escape(f.part)}: {escape(f.text)}")
        if f.cure:
            console().print(f"       {escape(f.cure)}")
