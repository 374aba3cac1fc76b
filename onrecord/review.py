"""
``onrecord review list | walk | joined | merge | apart | split | undo | decisions | export | import``.

Which names are one: the system asks, a person decides, and every decision can be taken back.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.errors import InputError

from . import flags
from .flags import AsJson, DomainName, Folder, print_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.decisions import Decision
    from kg.workspace import Workspace

    from .session import Session

review = typer.Typer(
    name="review",
    help="Decide which names are one: list, merge, keep apart, split, undo.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
By = Annotated[str, typer.Option("--by", metavar="WHO", help="Who decides, for the record.")]
Floor = Annotated[float, typer.Option("--from", min=0, max=1, metavar="SCORE", help="Leave out less likely pairs.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name or key of an entity.", show_default=False)]


@review.command("list")
def list_(
    workspace: Folder = None,
    about: Annotated[str | None, typer.Option(metavar="NAME", help="Only pairs with this entity.")] = None,
    floor: Floor = 0.1,
    limit: Annotated[int, typer.Option(min=0, help="Pairs to print at most; 0 for all. JSON has all.")] = 10,
    *,
    as_json: AsJson = False,
    domain: DomainName = None,
) -> None:
    """
    List pairs that may be one, likeliest first, with sentences of both.

    Names are compared by spelling, initials, surnames and acronyms, and by the company they keep. What was decided
    is not asked again.
    """
    from . import questions, reviewing

    found = reviewing.question_records(flags.session(workspace, domain=domain).workspace, floor=floor, about=about)
    print_json({"pairs": found}) if as_json else questions.pairs(found, limit=limit)


@review.command()
def walk(workspace: Folder = None, floor: Floor = 0.1, by: By = "", domain: DomainName = None) -> None:
    """
    Go through the pairs one by one: merge, keep apart, or skip.

    Each answer is stored at once.
    """
    from . import questions, reviewing

    session = flags.session(workspace, domain=domain)
    found = reviewing.question_records(session.workspace, floor=floor)
    for number, pair in enumerate(found, 1):
        questions.pair(pair, number)
        choice = questions.asked(f"{number} of {len(found)}")
        if choice == "q":
            break
        if choice in {"m", "a"}:
            try:
                _decided(session, "merge" if choice == "m" else "apart", pair["a"]["key"], pair["b"]["key"], by=by)
            except InputError as error:  # it contradicts what was decided; the next pair is another matter
                typer.echo(str(error))
    else:
        typer.echo("No pairs are left." if found else "No pairs to look at.")


@review.command()
def joined(workspace: Folder = None, *, as_json: AsJson = False, domain: DomainName = None) -> None:
    """List the entities that were put together of several names, so that they can be kept apart."""
    from . import questions, reviewing

    found = reviewing.joined_records(flags.session(workspace, domain=domain).workspace)
    print_json({"joined": found}) if as_json else questions.joined(found)


@review.command()
def merge(
    a: Name, b: Name, workspace: Folder = None, by: By = "", *, as_json: AsJson = False, domain: DomainName = None
) -> None:
    """
    Decide that two entities are one.

    It holds whatever the articles say, and when they are read anew.
    """
    _report(*_decided(flags.session(workspace, domain=domain), "merge", a, b, by=by), as_json=as_json)


@review.command()
def apart(
    a: Name, b: Name, workspace: Folder = None, by: By = "", *, as_json: AsJson = False, domain: DomainName = None
) -> None:
    """
    Decide that two entities are never one.

    Two spellings that were joined without a person become two entities.
    """
    _report(*_decided(flags.session(workspace, domain=domain), "apart", a, b, by=by), as_json=as_json)


@review.command("split")
def split_(
    name: Name,
    label: Annotated[
        str, typer.Option("--as", metavar="LABEL", help="What tells the new bearer: painter, of-norland.")
    ],
    articles: Annotated[
        list[str], typer.Option("--in", metavar="ID", help="An article in which the name means the new bearer.")
    ],
    words: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Words of the one sentence of the article in which it does.")
    ] = None,
    workspace: Folder = None,
    by: By = "",
    *,
    as_json: AsJson = False,
    domain: DomainName = None,
) -> None:
    """Decide that a name means another in some articles, or in one sentence."""
    from . import reviewing

    with flags.session(workspace, domain=domain).writing() as held:
        made = reviewing.split_meant(held, name, label, articles, words)
        shown = _done(held, [made], by=by)
    _report(*shown, as_json=as_json)


@review.command()
def undo(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of decisions; by default the last one made.")
    ] = None,
    workspace: Folder = None,
    by: By = "",
    *,
    as_json: AsJson = False,
    domain: DomainName = None,
) -> None:
    """Take decisions back; the graph is then as if they had never been made."""
    from kg.graph.decided import decision_named

    from . import reviewing

    with flags.session(workspace, domain=domain).writing() as held:
        every = held.decisions()
        gone = [decision_named(every, name) for name in ids] if ids else [reviewing.last_decision(held)]
        shown = reviewing.decision_records(held, gone)
        held.decide(drop=gone, by=by)
        held.commit()
    _report("Taken back", shown, as_json=as_json)


@review.command()
def decisions(workspace: Folder = None, *, as_json: AsJson = False, domain: DomainName = None) -> None:
    """List what was decided, by whom and when, and what waits for articles that are not there."""
    from . import questions, reviewing

    found = reviewing.decision_records(flags.session(workspace, domain=domain).workspace)
    print_json({"decisions": found}) if as_json else questions.decisions(found)


@review.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, or - for standard output.")],
    workspace: Folder = None,
    domain: DomainName = None,
) -> None:
    """Write all decisions to a JSON file."""
    from . import reviewing

    text = reviewing.exported(flags.session(workspace, domain=domain).workspace)
    if str(target) == "-":
        typer.echo(text, nl=False)
        return
    try:
        target.write_text(text, encoding="utf8")
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}. Name a file in a folder you own.") from error
    typer.echo(f"Wrote {target}")


@review.command("import")
def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="File that `review export` wrote.")],
    workspace: Folder = None,
    by: By = "",
    *,
    as_json: AsJson = False,
    domain: DomainName = None,
) -> None:
    """
    Make the decisions of a file, all of them or none.

    Those about names that no article uses yet wait until one does.
    """
    from kg.graph.exchange import read

    from . import reviewing

    file = read(flags.text_of(source), str(source))
    with flags.session(workspace, domain=domain).writing(create=True) as held:
        made = reviewing.taken_in(held, file, by)
        held.commit()
        shown = reviewing.decision_records(held, made)
    known = len(file.decisions) - len(made)
    _report("Taken in" + (f" ({known} known already)" if known else ""), shown, as_json=as_json)


def _decided(session: Session, kind: str, a: str, b: str, *, by: str) -> tuple[str, list[dict[str, Any]]]:
    from kg.graph import decisions as deciding

    from .reviewing import key_meant

    make = deciding.merge if kind == "merge" else deciding.apart
    with session.writing() as held:
        return _done(held, [make(key_meant(held, a), key_meant(held, b))], by=by)


def _done(workspace: Workspace, made: Iterable[Decision], *, by: str) -> tuple[str, list[dict[str, Any]]]:
    from .reviewing import decision_records

    made = list(made)
    new = workspace.decide(*made, by=by)
    workspace.commit()
    return "Decided" if new else "Decided already", decision_records(workspace, made)


def _report(what: str, shown: list[dict[str, Any]], *, as_json: bool) -> None:
    from . import questions

    if as_json:
        print_json({"what": what, "decisions": shown})
    else:
        typer.echo(f"{what}:" if shown else f"{what}: nothing")
        questions.decisions(shown)
