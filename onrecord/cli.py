"""
The command line: ``onrecord ingest | ask | chat | sparql | show | status | check | remove | export | doctor``.

Exit codes: 0 done or answered, 1 something failed or was refused intake, 2 wrong usage, 3 the corpus does not say.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.errors import InputError, NotFoundError, OnRecordError

if TYPE_CHECKING:
    from datetime import date

    from .session import Session

FAILED, USAGE, REFUSED = 1, 2, 3

app = typer.Typer(
    name="onrecord",
    help="Who said what, how strongly, and the exact words: a knowledge graph and research assistant over news.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)

Folder = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="Folder of the workspace (default: ./.onrecord).")
]
DomainName = Annotated[str | None, typer.Option("--domain", help="Name of a shipped domain, or a folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the promised JSON.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Only articles published by this day count.")]
Model = Annotated[
    str | None, typer.Option("--llm", metavar="PROVIDER:MODEL", help="A chat model that words the answer.")
]


class Table(StrEnum):
    """How the result of a query is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    turtle = "turtle"


class Shown(StrEnum):
    """What `show` shows."""

    article = "article"
    entity = "entity"
    claim = "claim"


class Written(StrEnum):
    """Formats of `export`."""

    trig = "trig"
    turtle = "turtle"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    csv = "csv"


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs.", show_default=False)],
    workspace: Folder = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication for sources that tell none.")
    ] = None,
    id_: Annotated[str | None, typer.Option("--id", help="Id for the one article read.")] = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let a source take over an id that another holds.")
    ] = False,
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Store texts that are not English, for search only.")
    ] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read.")] = None,
    domain: DomainName = None,
    as_json: AsJson = False,
) -> None:
    """Read articles: text, Markdown, HTML, JSON, JSONL, RSS and Atom files, folders, globs."""
    from . import display

    session = _session(workspace, domain=domain, workers=workers)
    with display.progress(quiet=as_json) as progress:
        delivery = session.ingest(
            *paths,
            published=_day(published, "--published"),
            id=id_,
            replace=replace,
            any_language=any_language,
            progress=progress,
        )
    if as_json:
        _print_json(delivery.to_dict())
    else:
        display.delivery(delivery, session.settings.workspace)
    if delivery.refused:
        raise typer.Exit(FAILED)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in English.", show_default=False)],
    workspace: Folder = None,
    as_of: AsOf = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help='Earlier turns as JSON: [{"q": ..., "a": ...}].')
    ] = None,
    llm: Model = None,
    domain: DomainName = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Ask a question; the answer stands on quotations. Exit code 3: the corpus does not say."""
    from . import display

    session = _session(workspace, domain=domain, llm=llm)
    answer = session.ask(question, history=_history(history), as_of=_day(as_of, "--as-of")).answer
    if as_json:
        _print_json(answer.to_dict())
    else:
        display.answer(answer)
    if answer.abstained:
        raise typer.Exit(REFUSED)


@app.command()
def chat(workspace: Folder = None, as_of: AsOf = None, llm: Model = None, domain: DomainName = None) -> None:
    """Ask in turns; follow-ups may say "it" or "that deal". /help lists the commands."""
    from .chat import run

    run(_session(workspace, domain=domain, llm=llm), as_of=_day(as_of, "--as-of"))


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A SPARQL 1.1 query, or - to read it from standard input.")] = "-",
    workspace: Folder = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the query from a file.")] = None,
    form: Annotated[Table, typer.Option("--format", help="How to print the result.")] = Table.table,
    domain: DomainName = None,
) -> None:
    """Query the graph; the usual prefixes (onr:, ent:, aim: ...) are declared already."""
    from . import display

    text = _text(file) if file else sys.stdin.read() if query == "-" else query
    display.solutions(_session(workspace, domain=domain).workspace, text, form.value)


@app.command()
def show(
    what: Annotated[Shown, typer.Argument(help="What to show.")],
    name: Annotated[str, typer.Argument(help="Id of an article or claim, or name of an entity.", show_default=False)],
    workspace: Folder = None,
    *,
    as_json: AsJson = False,
    text: Annotated[bool, typer.Option("--text", help="For an article: exactly the stored text.")] = False,
    domain: DomainName = None,
) -> None:
    """Show an article, an entity or a claim."""
    from . import display

    session = _session(workspace, domain=domain)
    if text:
        if what is not Shown.article:
            raise InputError("--text goes with `show article`; leave it out to show an entity or a claim.")
        sys.stdout.flush()
        sys.stdout.buffer.write(session.workspace.article(name).text.encode())
        return
    record = _shown(session, what, name)
    _print_json(record) if as_json else display.record(what.value, record)


@app.command()
def status(workspace: Folder = None, *, as_json: AsJson = False, domain: DomainName = None) -> None:
    """Tell what the workspace holds."""
    from . import display
    from .state import status_record

    record = status_record(_session(workspace, domain=domain))
    _print_json(record) if as_json else display.pairs(record)


@app.command()
def check(workspace: Folder = None, *, as_json: AsJson = False, domain: DomainName = None) -> None:
    """Check the graph against its shapes and the texts; exit code 1 if something is wrong."""
    from kg.check import check_store

    session = _session(workspace, domain=domain)
    problems = check_store(session.workspace.store, session.domain)
    if as_json:
        _print_json([{"check": p.check, "subject": p.subject, "message": p.message} for p in problems])
    for problem in problems if not as_json else ():
        typer.echo(f"{problem.check}: {problem.message} ({problem.subject})")
    if problems:
        raise typer.Exit(FAILED)
    if not as_json:
        typer.echo(f"{len(session.articles())} articles: no problem found.")


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.", show_default=False)],
    workspace: Folder = None,
    domain: DomainName = None,
) -> None:
    """Remove articles and everything that was learnt from them."""
    session = _session(workspace, domain=domain)
    known = set(session.articles())
    if missing := [i for i in ids if i not in known]:
        raise NotFoundError(f"No article {', '.join(missing)} in {session.settings.workspace}; nothing was removed.")
    removed = session.remove(*ids)
    typer.echo(f"Removed {len(removed)} article{'s' if len(removed) != 1 else ''}: {', '.join(removed)}")


@app.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, or - for standard output.")],
    form: Annotated[Written, typer.Option("--format", help="Format.")] = Written.trig,
    workspace: Folder = None,
    domain: DomainName = None,
) -> None:
    """Write the whole graph: TriG, Turtle, N-Quads, JSON-LD, GraphML, or a CSV of claims."""
    from kg.export import export as write

    session = _session(workspace, domain=domain)
    store = session.workspace.store
    if str(target) == "-":
        write(store, form.value, sys.stdout.buffer, domain=session.domain)
        return
    with target.open("wb") as out:
        write(store, form.value, out, domain=session.domain)
    typer.echo(f"Wrote {target}")


@app.command()
def doctor(workspace: Folder = None, *, as_json: AsJson = False) -> None:
    """Look over the installation: models, packages, workspace; exit code 1 if something must be mended."""
    from . import display
    from .doctor import examine

    findings = examine(_session(workspace).settings)
    if as_json:
        _print_json([{"part": f.part, "state": f.state, "text": f.text, "cure": f.cure} for f in findings])
    else:
        display.findings(findings)
    if any(f.state == "broken" for f in findings):
        raise typer.Exit(FAILED)


# ------------------------------------------------------------------ helpers


def _session(workspace: Path | None, **flags: Any) -> Session:
    from .session import open as open_session

    workers = flags.pop("workers", None)
    session = open_session(workspace, **flags)
    if workers:
        from dataclasses import replace

        session.settings = replace(session.settings, workers=workers)
    return session


def _day(text: str | None, flag: str) -> date | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{flag} {text!r} is no date; write it as 2025-11-08.") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error


def _history(path: Path | None) -> list[dict[str, str]]:
    if path is None:
        return []
    try:
        turns = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f'{path} is no JSON: {error}. It should hold [{{"q": "...", "a": "..."}}].') from error
    if not isinstance(turns, list) or not all(isinstance(t, dict) and {"q", "a"} <= t.keys() for t in turns):
        raise InputError(f'{path} should hold a list of turns, [{{"q": "...", "a": "..."}}].')
    return turns


def _shown(session: Session, what: Shown, name: str) -> dict[str, Any]:
    from .state import claim_shown, entity_shown

    if what is Shown.article:
        return session.article(name).record
    return entity_shown(session, name) if what is Shown.entity else claim_shown(session, name)


def _print_json(record: Any) -> None:
    typer.echo(json.dumps(record, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command line; errors that On Record raises on purpose are one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf8", errors="replace")
    try:
        app()
    except OnRecordError as error:
        typer.echo(f"onrecord: {error}", err=True)
        raise SystemExit(USAGE if isinstance(error, InputError) else FAILED) from None
    except BrokenPipeError:
        raise SystemExit(FAILED) from None
