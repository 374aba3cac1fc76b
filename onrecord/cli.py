"""
The command line: ``onrecord ingest | ask | chat | sparql | show | status | check | review | domain ...``.

Exit codes: 0 done or answered, 1 something failed or was refused intake, 2 wrong usage, 3 the corpus does not say.
"""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from kg.errors import InputError

from . import flags, scoping
from .domains import domain as domain_commands
from .evaluation.command import evaluation
from .failures import FAILED, REFUSED, Door
from .flags import (
    About,
    AsJson,
    AsOf,
    ChatModel,
    DomainName,
    Folder,
    Outlets,
    SecondReading,
    Shown,
    Since,
    Solutions,
    Topic,
    Until,
    Written,
    print_json,
)
from .review import review

app = typer.Typer(
    name="onrecord",
    cls=Door,
    help="Who said what, how strongly, and the exact words: a knowledge graph and research assistant over news.",
    epilog="Exit codes: 0 done or answered, 1 failed, 2 wrong usage, 3 the corpus does not say.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command()
def ingest(  # noqa: PLR0913 - each is a flag
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders or globs.", show_default=False)],
    workspace: Folder = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication for sources that tell none.")
    ] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Id for the one article read.")] = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let a source take over an id that another holds.")
    ] = False,
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Store texts that are not English, for search only.")
    ] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read (default: 1).")] = None,
    article_seconds: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Longest time to read one article (default: 300).")
    ] = None,
    article_memory: Annotated[
        int | None, typer.Option(min=1, metavar="MIB", help="Most memory to read one article (default: 2048).")
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME|DIR", help="spaCy model to read with (default: the best installed).")
    ] = None,
    reader: SecondReading = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before a chat model reads much.")] = False,
    domain: DomainName = None,
    as_json: AsJson = False,
) -> None:
    """
    Read articles from files, folders or globs.

    Text, Markdown, HTML, JSON, JSONL, RSS and Atom are read. What cannot be read is refused with its reason, the rest
    goes on, and the exit code is 1. With --reader, a chat model proposes further claims, and those that the text
    carries enter; its cost is told before and after.
    """
    from . import display, spending

    session = flags.session(
        workspace,
        domain=domain,
        model=model,
        reader=reader,
        article_seconds=article_seconds,
        article_memory=article_memory,
    )
    with display.progress(quiet=as_json) as progress:
        delivery = session.ingest(
            *paths,
            published=scoping.day(published, "--published"),
            id=id_,
            replace=replace,
            any_language=any_language,
            workers=workers,
            approve=spending.approval(yes=yes),
            progress=progress,
        )
    if as_json:
        print_json(delivery.to_dict())
    else:
        display.delivery(delivery, session.settings.workspace)
        spending.told(delivery.reader)
    if delivery.refused or spending.is_unfinished(delivery.reader):
        raise typer.Exit(FAILED)


@app.command()
def ask(  # noqa: PLR0913, PLR0917 - a flag each
    question: Annotated[str, typer.Argument(help="A question in English.", show_default=False)],
    workspace: Folder = None,
    as_of: AsOf = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help='Earlier turns as JSON: [{"q": ..., "a": ...}].')
    ] = None,
    llm: ChatModel = None,
    domain: DomainName = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    about: About = None,
    topic: Topic = None,
    *,
    as_json: AsJson = False,
) -> None:
    """
    Ask a question, get a cited answer.

    Each sentence of the answer stands on quotations. Exit code 3: the corpus does not say.
    """
    from . import display

    if not question.strip():
        raise InputError('No question was given. Ask one in quotes: onrecord ask "Who sued Suno?"')
    turns, scope = flags.turns_of(history), scoping.scope(as_of, since, until, outlet or [], about or [], topic)
    session = flags.session(workspace, domain=domain, llm=llm)
    with display.waiting():
        answer = session.ask(question, history=turns, scope=scope)
    if as_json:
        print_json(answer.to_dict())
    else:
        display.answer(answer)
    if answer.abstained:
        raise typer.Exit(REFUSED)


@app.command()
def chat(  # noqa: PLR0913, PLR0917 - a flag each
    workspace: Folder = None,
    as_of: AsOf = None,
    llm: ChatModel = None,
    domain: DomainName = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    about: About = None,
    topic: Topic = None,
    *,
    go_on: Annotated[bool, typer.Option("--continue", help="Go on with the conversation held last.")] = False,
) -> None:
    """
    Ask in turns, with follow-ups.

    A follow-up may say "it", "she" or "that deal". /help lists the commands. Every turn is kept in the workspace.
    """
    from .chat import run

    scope = scoping.scope(as_of, since, until, outlet or [], about or [], topic)
    run(flags.session(workspace, domain=domain, llm=llm), scope=scope, resume=go_on)


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A SPARQL 1.1 query, or - to read it from standard input.")] = "-",
    workspace: Folder = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the query from a file.")] = None,
    form: Annotated[Solutions, typer.Option("--format", help="How to print the result.")] = Solutions.table,
    domain: DomainName = None,
) -> None:
    """
    Query the graph with SPARQL 1.1.

    Prefixes such as onr:, ent:, schema: and the domain's own need not be declared. In a pipe, a table has tabs.
    """
    from . import display

    text = flags.query_of(query, file)
    display.solutions(flags.session(workspace, domain=domain).workspace, text, form.value)


@app.command()
def show(
    what: Annotated[Shown, typer.Argument(help="What to show.")],
    name: Annotated[str, typer.Argument(help="Id of an article or claim, or name of an entity.", show_default=False)],
    workspace: Folder = None,
    *,
    as_json: AsJson = False,
    text: Annotated[bool, typer.Option("--text", help="For an article: exactly the stored text.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Claims to print at most; 0 for all. JSON has all.")] = 40,
    domain: DomainName = None,
) -> None:
    """Show an article, an entity or a claim."""
    from . import lookup

    if text and (as_json or what is not Shown.article):
        raise InputError("--text goes with `show article` and without --json. Leave one of them out.")
    held = flags.session(workspace, domain=domain).workspace
    if text:
        sys.stdout.flush()
        sys.stdout.buffer.write(held.article(lookup.known_article(held, name)).text.encode())
        sys.stdout.buffer.flush()
        return
    look = {Shown.article: lookup.article_shown, Shown.entity: lookup.entity_shown, Shown.claim: lookup.claim_shown}
    record = look[what](held, name)
    if as_json:
        print_json(record)
    else:
        from . import cards

        cards.card(what.value, record, limit=limit)


@app.command()
def status(
    workspace: Folder = None,
    *,
    articles: Annotated[bool, typer.Option("--articles", help="List the articles: id, day, title.")] = False,
    as_json: AsJson = False,
    domain: DomainName = None,
) -> None:
    """Tell what the workspace holds."""
    from . import display, lookup

    held = flags.session(workspace, domain=domain).workspace
    if articles:
        lines = lookup.article_lines(held)
        print_json({"articles": lines}) if as_json else display.lines(lines)
        return
    record = lookup.status_record(held)
    print_json(record) if as_json else display.pairs(record)


@app.command()
def check(
    workspace: Folder = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Hold every article to the shapes, not a sample (0.1 s an article).")
    ] = False,
    as_json: AsJson = False,
    domain: DomainName = None,
) -> None:
    """
    Check graph, quotations, shapes, indexes.

    Exit code 1 if something is wrong.
    """
    from . import display
    from .inspection import inspect

    report = inspect(flags.session(workspace, domain=domain).workspace, every=every)
    print_json(report.to_dict()) if as_json else display.inspection(report)
    if report.problems:
        raise typer.Exit(FAILED)


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of articles.", show_default=False)],
    workspace: Folder = None,
    *,
    as_json: AsJson = False,
    domain: DomainName = None,
) -> None:
    """
    Remove articles and all learnt from them.

    All of those named are removed, or none.
    """
    from .lookup import known_article

    session = flags.session(workspace, domain=domain)
    removed = session.remove(*(known_article(session.workspace, article) for article in dict.fromkeys(ids)))
    if as_json:
        print_json({"removed": list(removed)})
    else:
        typer.echo(f"Removed {len(removed)} article{'s' if len(removed) != 1 else ''}: {', '.join(removed)}")


@app.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, or - for standard output.")],
    form: Annotated[
        Written | None, typer.Option("--format", help="Format (default: by the file's ending, else trig).")
    ] = None,
    workspace: Folder = None,
    domain: DomainName = None,
) -> None:
    """
    Write the whole graph to a file.

    As TriG, Turtle, N-Quads or JSON-LD, as GraphML of the entities and the claims between them, or as a CSV of claims.
    """
    from .exporting import write

    chosen = flags.format_of(target, form)
    write(flags.session(workspace, domain=domain).workspace, target, chosen)
    if str(target) != "-":
        typer.echo(f"Wrote {target}")


@app.command()
def doctor(workspace: Folder = None, *, as_json: AsJson = False) -> None:
    """
    Look over installation and workspace.

    Platform, packages, models with their hashes, chat model, workspace; each with what mends it. Exit code 1 if
    something must be mended.
    """
    from . import display
    from .doctor import examine
    from .settings import settings

    findings = examine(settings(workspace=workspace))
    if as_json:
        print_json({"findings": [f.to_dict() for f in findings]})
    else:
        display.findings(findings)
    if any(f.state == "broken" for f in findings):
        raise typer.Exit(FAILED)


app.command("eval")(evaluation)
app.add_typer(review, name="review")
app.add_typer(domain_commands, name="domain")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf8", errors="replace")
    app()
