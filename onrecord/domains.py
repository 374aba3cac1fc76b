"""
``onrecord domain new | check``: a domain folder begun, and one looked over.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from .failures import FAILED, Door

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article

    from .domain_check import DomainReport

domain = typer.Typer(cls=Door, help="Begin a domain folder of your own, or check one.", no_args_is_help=True)


@domain.command()
def new(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make.", show_default=False)]) -> None:
    """
    Make a small domain folder that works, to be changed into your own.

    Nothing is overwritten.
    """
    from .skeleton import write_skeleton

    for path in write_skeleton(folder):
        typer.echo(f"Wrote {path}")
    typer.echo(f"Change them, and look them over with: onrecord domain check {folder}")


@domain.command()
def check(
    folder: Annotated[str, typer.Argument(metavar="NAME|DIR", help="A shipped domain, or a folder.")],
    on: Annotated[
        list[str] | None, typer.Option("--on", metavar="PATH", help="Articles of the subject, to see which rows work.")
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME|DIR", help="spaCy model to read with.")] = None,
) -> None:
    """
    Check a domain folder.

    The ontology is held to SHACL shapes, each relation and figure must be read from its own example, and rows that
    nothing can reach are told. Exit code 1 if something must be mended; notes do not count.
    """
    from .domain_check import check_domain

    report = check_domain(folder, _articles(on or []), model=model)
    _print(report)
    if report.faults:
        raise typer.Exit(FAILED)


def _articles(paths: list[str]) -> Iterator[Article]:
    from ingest.intake.sources import articles
    from kg.errors import InputError
    from kg.model import Article

    for item in articles(paths):
        if not isinstance(item, Article):
            raise InputError(f"{item.path}: {item.reason}. Name articles that can be read with --on.")
        yield item


def _print(report: DomainReport) -> None:
    for remark in report.remarks:
        typer.echo(f"{'' if remark.is_fault else 'note: '}{remark.place}: {remark.message}")
    faults = f"{report.faults} to mend" if report.faults else "nothing to mend"
    typer.echo(f"{report.terms} relations and figures, {report.rows} rows: {faults}")
