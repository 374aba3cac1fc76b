"""
Where a command ends: each failure becomes one message on standard error and an exit code.

A failure that nobody foresaw keeps its traceback, since it is ours to mend.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

import typer
from typer.core import TyperGroup

from kg.errors import InputError, OnRecordError

DONE, FAILED, USAGE, REFUSED, INTERRUPTED, CUT_OFF = 0, 1, 2, 3, 130, 141
"""
Exit codes: done or answered, something failed, wrong usage, the corpus does not say, stopped by Ctrl-C, and what
shells tell of a program whose output nobody reads any more (``onrecord ... | head``).
"""


class Door(TyperGroup):
    """The group of all commands; what goes wrong in one of them ends here."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # here, not when the interpreter ends, a closed pipe can be told
        except KeyboardInterrupt:
            said("stopped. What was stored so far stays; the same command goes on from there.")
            raise typer.Exit(INTERRUPTED) from None
        except OnRecordError as error:
            said(str(error))
            raise typer.Exit(USAGE if isinstance(error, InputError) else FAILED) from None
        except BrokenPipeError:
            _hush()
            raise typer.Exit(CUT_OFF) from None
        except OSError as error:
            if error.filename is None:
                raise
            said(f"{error.filename}: {error.strerror}. Check the path, its permissions and the space on the disk.")
            raise typer.Exit(FAILED) from None


def _hush() -> None:
    """Send what is still to be printed nowhere, so that nothing is said about a pipe that its reader closed."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def said(message: str) -> None:
    """Print one message on standard error."""
    typer.echo(f"onrecord: {message}", err=True)
