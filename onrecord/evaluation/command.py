"""
``onrecord eval``: how good the system is, offline and to the digit.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .sources import CORPUS, GOLD, QUESTIONS, Sources

if TYPE_CHECKING:
    from .evaluate import Evaluation
    from .record import Run

FAILED = 1
RECORD = "evaluation.md"


class Split(StrEnum):
    """Which part of the gold: the one to work with, or the one that nobody looks into."""

    dev = "dev"
    locked = "locked"


Out = Annotated[Path | None, typer.Option("--json", metavar="OUT", help="Write totals and, for dev, each verdict.")]


def evaluation(  # noqa: PLR0913, PLR0917  # each is a flag of the command line
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Folder of annotated articles.")] = GOLD,
    questions: Annotated[
        Path, typer.Option(metavar="FILE", help="Questions, one JSON object a line; or a folder.")
    ] = QUESTIONS,
    corpus: Annotated[Path, typer.Option(metavar="PATH", help="The articles.")] = CORPUS,
    split: Annotated[Split, typer.Option(help="locked shows totals only, and is listed.")] = Split.dev,
    out: Out = None,
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", metavar="DIR", help="Ask here (default: one built of --corpus).")
    ] = None,
    articles: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score these articles instead of reading afresh.")
    ] = None,
    answers: Annotated[Path | None, typer.Option(metavar="FILE", help="Score these answers instead of asking.")] = None,
    second: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Score a second person's annotations: how far two people agree.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the curve of risk against coverage as SVG.")
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the figures into this file (locked: always, by default docs/evaluation.md)."
        ),
    ] = None,
    floors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Exit code 1 when a figure is below its floor.")
    ] = None,
    set_floors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Set floors just below the figures; higher ones stay.")
    ] = None,
    domain: Annotated[str | None, typer.Option("--domain", help="Name of a shipped domain, or a folder.")] = None,
    names_held_out: Annotated[  # noqa: FBT002
        bool,
        typer.Option(
            "--names-held-out", help="Read as if each known name in these articles were new; no question is asked."
        ),
    ] = False,
) -> None:
    """Measure entities, claims, references and answers against what people annotated."""
    from . import report
    from .floors import fallen, read_floors
    from .measuring import agreement, measure

    _check(names_held_out=names_held_out, other=second or articles, floors=floors or set_floors)
    bars = read_floors(floors).floors if floors else ()
    sources = Sources(gold, questions, corpus, workspace, articles, answers, second)
    measured = (
        agreement(sources, split.value, domain=domain)
        if second
        else measure(sources, split.value, domain=domain, names_held_out=names_held_out)
    )
    run = _run(sources, names_held_out=names_held_out)
    report.show(measured)
    if out:
        _write(out, json.dumps(_whole(measured, run), ensure_ascii=False, indent=1) + "\n")
    if picture:
        _draw(picture, measured)
    if record or (split is Split.locked and not second):
        _record(record or _default_record(), measured, run)
    for line in measured.notes:
        typer.echo(line, err=True)
    if set_floors:
        _set(set_floors, measured, run)
    below = fallen(measured, bars)
    for line in below:
        typer.echo(line, err=True)
    if below:
        raise typer.Exit(FAILED)


def _check(*, names_held_out: bool, other: Path | None, floors: Path | None) -> None:
    """Refuse what means nothing with the names held out."""
    from kg.errors import InputError

    if names_held_out and other:
        raise InputError(f"--names-held-out reads the articles afresh, but {other} was read already; leave one out.")
    if names_held_out and floors:
        raise InputError(f"{floors} holds floors for all names known; leave out --names-held-out.")


def _run(sources: Sources, *, names_held_out: bool) -> Run:
    from datetime import UTC, datetime

    from .record import Run

    words = ["onrecord", *(Path(w).name if Path(w).is_absolute() else w for w in sys.argv[1:])]
    return Run(datetime.now(tz=UTC).date(), " ".join(words), sources.gold_digest, sources.corpus_digest, names_held_out)


def _whole(measured: Evaluation, run: Run) -> dict[str, object]:
    return {
        "split": measured.split,
        "date": run.day.isoformat(),
        "command": run.command,
        "gold": run.gold,
        "corpus": run.corpus,
        "articles": measured.articles,
        "questions": measured.questions,
        "totals": measured.totals,
        "items": measured.items,
    }


def _record(file: Path, measured: Evaluation, run: Run) -> None:
    from .record import record

    picture = ""
    if measured.totals.get("calibration", {}).get("curve"):
        drawn = file.with_name(f"{file.stem}-{measured.split}.svg")
        _draw(drawn, measured)
        picture = drawn.name
    record(file, measured, run, picture)


def _set(file: Path, measured: Evaluation, run: Run) -> None:
    from .floors import Floors, raised, read_floors, write_floors

    old = read_floors(file) if file.exists() else Floors()
    write_floors(file, raised(old, measured, gold=run.gold, corpus=run.corpus))


def _default_record() -> Path:
    return (Path("docs") if Path("docs").is_dir() else Path()) / RECORD


def _draw(file: Path, measured: Evaluation) -> None:
    from .picture import curve_svg

    curve = [(float(x), float(y)) for x, y in measured.totals.get("calibration", {}).get("curve", [])]
    _write(file, curve_svg(curve, f"Risk against coverage, {measured.split}"))


def _write(file: Path, text: str) -> None:
    from kg.errors import InputError

    try:
        file.write_text(text, encoding="utf8")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error}.") from error
