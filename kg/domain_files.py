"""
The other files of a domain folder, read: CSV into known names, TOML into tables.

Each reader raises :class:`kg.errors.DomainError` with the file, the line, and what to do.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .errors import DomainError
from .terms import GazetteerEntry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .terms import EntityClass

NAMES, ROWS, QUESTIONS = "names.csv", "relations.toml", "questions.toml"

CLASS_KEYS = ("subject_types", "object_types", "context_types")
"""Keys of a row in ``relations.toml`` whose values are classes."""

_NAME_COLUMNS = ["name", "type", "aliases"]


def read_names(path: Path, classes: Mapping[str, EntityClass]) -> tuple[GazetteerEntry, ...]:
    """
    Read the gazetteer: a CSV file with the columns ``name,type,aliases``, aliases set off by ``;``.

    Raises:
        DomainError: A line with another number of fields, an undefined class, or a spelling given twice.
    """
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        if next(lines, None) != _NAME_COLUMNS:
            raise DomainError(f"{path}: line 1 must be {','.join(_NAME_COLUMNS)}.")
        return tuple(_checked_names(path, classes, lines))


def _checked_names(path: Path, classes: Mapping[str, EntityClass], lines: Any) -> Iterator[GazetteerEntry]:
    seen: dict[str, int] = {}
    for fields in lines:
        where = f"{path}: line {lines.line_num}"
        if not fields:
            continue
        if len(fields) != len(_NAME_COLUMNS) or not fields[0].strip():
            raise DomainError(f"{where}: {len(fields)} fields, not name,type,aliases. Quote a name that has a comma.")
        name, kind, aliases = (" ".join(part.split()) for part in fields)
        if kind not in classes:
            raise DomainError(f"{where}: {name} has the type {kind}, which is no class of the ontology.")
        spellings = (name, *(a.strip() for a in aliases.split(";") if a.strip()))
        for spelling in spellings:
            if spelling in seen:
                raise DomainError(f"{where}: {spelling} stands in line {seen[spelling]} already. Drop one of the two.")
            seen[spelling] = lines.line_num
        yield GazetteerEntry(name, kind, spellings[1:])


def read_toml(path: Path) -> dict[str, Any]:
    """
    Read a TOML file; one that is missing counts as empty.

    Raises:
        DomainError: The file is no TOML.
    """
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DomainError(f"{path}: not valid TOML ({error}). Mend that line.") from error


def named_terms(table: Any, *keys: str) -> Iterator[str]:
    """
    Yield each term that a parsed TOML file names under one of *keys*, at any depth.

    >>> list(named_terms({"row": [{"relation": "sued"}, {"relation": ["a", "b"]}]}, "relation"))
    ['sued', 'a', 'b']
    """
    if isinstance(table, Mapping):
        for key, value in table.items():
            if key in keys:
                yield from (term for term in ([value] if isinstance(value, str) else value) if isinstance(term, str))
            yield from named_terms(value, *keys)
    elif isinstance(table, list):
        for item in table:
            yield from named_terms(item, *keys)


def folder_digest(folder: Path) -> str:
    """Return the sha256, in hex digits, over names and bytes of the folder's files."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.name} {content}\n".encode())
    return total.hexdigest()
