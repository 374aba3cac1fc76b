"""
Options that several commands share, and what their values mean.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.errors import InputError, OnRecordError

if TYPE_CHECKING:
    from .session import Session

Folder = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", metavar="DIR", help="Folder of the workspace (default: ./.onrecord)."),
]
DomainName = Annotated[
    str | None, typer.Option("--domain", metavar="NAME|DIR", help="Name of a shipped domain, or a folder.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, as docs/json.md promises it.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="As if nothing had been published after that day."),
]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only articles published from this day on.")]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only articles published by this day.")]
Outlets = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet", metavar="NAME", help="Only articles of this outlet, or telling its report; may be repeated."
    ),
]
About = Annotated[
    list[str] | None, typer.Option("--about", metavar="NAME", help="Only articles that name this; may be repeated.")
]
Topic = Annotated[str | None, typer.Option("--topic", metavar="WORDS", help="Only articles with all of these words.")]
ChatModel = Annotated[
    str | None, typer.Option("--llm", metavar="PROVIDER:MODEL", help="A chat model that words the answer.")
]
SecondReading = Annotated[
    str | None,
    typer.Option(
        "--reader", metavar="PROVIDER:MODEL", help="A chat model that reads after the rules; it may cost money."
    ),
]
_TURNS = '[{"q": "...", "a": "..."}]'


class Solutions(StrEnum):
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


SUFFIXES = {
    ".trig": "trig",
    ".ttl": "turtle",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".csv": "csv",
}
"""File endings that tell the format of an export; standard output and a name without one get TriG."""


def format_of(target: Path, form: Written | None) -> str:
    """
    Return the format of an export: the one asked for, or that of the file's ending.

    Raises:
        InputError: No format has that ending.

    >>> format_of(Path("claims.csv"), None), format_of(Path("-"), None), format_of(Path("a.txt"), Written.turtle)
    ('csv', 'trig', 'turtle')
    """
    ending = target.suffix.lower()
    if form is not None:
        return form.value
    if ending and ending not in SUFFIXES:
        raise InputError(f"{target}: no format has the ending {ending}. Use {', '.join(SUFFIXES)}, or add --format.")
    return SUFFIXES.get(ending, "trig")


def session(workspace: Path | None, **flags: Any) -> Session:
    """
    Open the workspace that the flags, the environment or ``config.toml`` name.

    Raises:
        OnRecordError: On Windows, where WSL is the way.
    """
    if sys.platform == "win32":
        raise OnRecordError("Windows itself is not supported. Run `wsl --install`, and On Record inside WSL.")
    from .session import open as open_session

    return open_session(workspace, **flags)


def text_of(path: Path) -> str:
    """
    Read a text file.

    Raises:
        InputError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error


def turns_of(path: Path | None) -> list[dict[str, str]]:
    """
    Read earlier turns of a conversation.

    Raises:
        InputError: The file holds something else.
    """
    if path is None:
        return []
    try:
        turns = json.loads(text_of(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path} is no JSON: {error}. It should hold turns, {_TURNS}.") from error
    if not isinstance(turns, list) or not all(_is_turn(turn) for turn in turns):
        raise InputError(f"{path} does not hold a list of turns. It should look like {_TURNS}.")
    return turns


def _is_turn(turn: Any) -> bool:
    return isinstance(turn, dict) and all(isinstance(turn.get(key), str) for key in ("q", "a"))


def query_of(query: str, file: Path | None) -> str:
    """
    Return the query that was given as words, in a file, or on standard input (``-``).

    Raises:
        InputError: None was given.
    """
    if file is not None:
        return text_of(file)
    if query != "-":
        return query
    if sys.stdin.isatty():
        raise InputError("No query was given. Write it in quotes, or name a file with --file.")
    return sys.stdin.read()


def print_json(record: Any) -> None:
    """Print one JSON value on standard output."""
    typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
