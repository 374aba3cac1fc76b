"""
An export reaches its file whole or not at all.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.graph.export import export

if TYPE_CHECKING:
    from pathlib import Path

    from kg.workspace import Workspace


def write(workspace: Workspace, target: Path, form: str) -> None:
    """
    Write the whole graph to a file, or to standard output for ``-``.

    An older file of that name stays as it was when the writing fails.

    Raises:
        InputError: The file cannot be written.
    """
    if str(target) == "-":
        sys.stdout.flush()
        export(workspace.store, form, sys.stdout.buffer, domain=workspace.domain)
        sys.stdout.buffer.flush()
        return
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with unfinished.open("wb") as out:
            export(workspace.store, form, out, domain=workspace.domain)
        unfinished.replace(target)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}. Name a file in a folder you own.") from error
    finally:
        unfinished.unlink(missing_ok=True)
