"""Paths, folders and patterns -> the files in them."""

from __future__ import annotations

import glob
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .refusal import Reason, Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Found:
    """
    A file to take in.

    Args:
        path: Where it is.
        name: What refusals call it: the path as it was given.
        source: What the ledger remembers: the absolute path behind all links.
        size: In bytes.
    """

    path: Path
    name: str
    source: str
    size: int


def find(paths: Iterable[str | Path]) -> Iterator[Found | Refusal]:
    """
    Find the files under *paths*, sorted, each once, however often it is named or linked to.

    Args:
        paths: Files, folders (read with all folders below, but for names that begin with a dot)
            and patterns with ``* ? [ ] **``. A path that exists is never taken for a pattern.

    Returns:
        The files and, in their places, a refusal for what leads to none.
    """
    seen: set[str] = set()
    for path in sorted({os.fspath(path) for path in paths}):
        if not os.path.lexists(path) and glob.has_magic(path):
            matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
            if not matches:
                yield refuse(printable(path), Reason.NO_MATCH)
            for match in matches:
                yield from _under(match, seen)
        else:
            yield from _under(path, seen)


def printable(path: str | Path) -> str:
    r"""
    Write a path so that it can be stored and printed, whatever bytes its name has.

    >>> printable("news/a\udce9.txt")
    'news/a\\udce9.txt'
    """
    return os.fspath(path).encode(errors="backslashreplace").decode()


def _under(path: str, seen: set[str], above: tuple[str, ...] = ()) -> Iterator[Found | Refusal]:
    real = os.path.realpath(path)
    if real in above:
        yield refuse(printable(path), Reason.LOOP, f"to {printable(real)}")
        return
    if real in seen:
        return
    try:
        status = Path(path).stat()
        names = sorted(os.listdir(path)) if stat.S_ISDIR(status.st_mode) else None  # noqa: PTH208  # bytes of names kept
    except OSError as error:
        yield _failed(path, error)
        return
    seen.add(real)
    if names is not None:
        yield from _folder(path, names, seen, (*above, real))
    elif stat.S_ISREG(status.st_mode):
        yield Found(Path(path), printable(path), printable(real), status.st_size)
    else:
        yield refuse(printable(path), Reason.NOT_A_FILE)


def _folder(path: str, names: list[str], seen: set[str], above: tuple[str, ...]) -> Iterator[Found | Refusal]:
    visible = [name for name in names if not name.startswith(".")]
    if not visible and len(above) == 1:
        yield refuse(printable(path), Reason.NO_FILES)
    for name in visible:
        yield from _under(os.path.join(path, name), seen, above)  # noqa: PTH118  # Path would drop a leading "./"


def _failed(path: str, error: OSError) -> Refusal:
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):  # noqa: PTH114  # the rest of the file speaks os.path
            return refuse(printable(path), Reason.MISSING, "a link that leads nowhere")
        return refuse(printable(path), Reason.MISSING)
    if "symbolic links" in (error.strerror or ""):
        return refuse(printable(path), Reason.LOOP, "to itself")
    return refuse(printable(path), Reason.UNREADABLE, error.strerror or type(error).__name__)
