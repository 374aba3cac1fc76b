"""
Snapshots of the graph: what readers open while a writer goes on.

Each commit leaves a numbered copy (hard links, milliseconds). A reader holds a shared lock on the
one it reads, so that a writer never deletes it; the kernel lets go of the lock when the reader dies.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from typing import TYPE_CHECKING

from kg.errors import NotFoundError, WorkspaceError

from .store import DiskStore

if TYPE_CHECKING:
    from pathlib import Path

    from .store import GraphStore

KEEP = 2
"""The newest, and the one before it for a reader who has just chosen it."""

_TRIES = 20
_UNFINISHED = ".tmp"
_DUE = "due"


class Snapshots:
    """
    The folder of snapshots.

    Args:
        folder: Made at the first snapshot.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def numbers(self) -> list[int]:
        """Return the numbers of the snapshots, oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(int(path.name) for path in self._folder.iterdir() if path.name.isdecimal() and path.is_dir())

    def announce(self) -> None:
        """Note that what is about to be written is for readers; holds until the next :meth:`take` has ended well."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / _DUE).touch()

    def is_due(self) -> bool:
        """Whether readers miss something: none was taken yet, or not since the last :meth:`announce`."""
        return not self.numbers() or (self._folder / _DUE).exists()

    def take(self, store: GraphStore) -> int:
        """
        Copy the store as it stands; a killed writer leaves no half snapshot.

        Returns:
            The number of the snapshot.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        number = max(self.numbers(), default=0) + 1
        unfinished = self._folder / f"{number:06}{_UNFINISHED}"
        shutil.rmtree(unfinished, ignore_errors=True)
        store.snapshot(unfinished)
        self._lock(number).touch()  # for readers who may not write here
        unfinished.rename(self._path(number))
        (self._folder / _DUE).unlink(missing_ok=True)
        self.tidy()
        return number

    def newest(self) -> tuple[DiskStore, int]:
        """
        Open the newest snapshot for reading.

        Returns:
            The store, and a file descriptor that holds the lock; close both.

        Raises:
            NotFoundError: There is none yet.
        """
        for _ in range(_TRIES):
            numbers = self.numbers()
            if not numbers:
                break
            held = self._hold(numbers[-1], fcntl.LOCK_SH)
            if held is None:
                continue
            try:
                return DiskStore(self._path(numbers[-1]), read_only=True), held
            except NotFoundError:  # deleted between listing and locking
                os.close(held)
            except BaseException:
                os.close(held)
                raise
        raise NotFoundError(f"{self._folder}: no snapshot to read. Ingest something first.")

    def tidy(self) -> None:
        """Delete all but the newest snapshots; those that are being read stay until the next time."""
        for number in self.numbers()[:-KEEP]:
            held = self._hold(number, fcntl.LOCK_EX)
            if held is None:
                continue
            shutil.rmtree(self._path(number), ignore_errors=True)
            self._lock(number).unlink(missing_ok=True)
            os.close(held)
        for path in self._folder.glob(f"*{_UNFINISHED}"):
            shutil.rmtree(path, ignore_errors=True)

    def _hold(self, number: int, how: int) -> int | None:
        held = self._opened(number)
        try:
            fcntl.flock(held, how | fcntl.LOCK_NB)
        except OSError:
            os.close(held)
            return None
        return held

    def _opened(self, number: int) -> int:
        """Open the file of the lock; where the folder is read-only, to read it, which is enough for a shared lock."""
        try:
            return os.open(self._lock(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            try:
                return os.open(self._lock(number), os.O_RDONLY | os.O_CLOEXEC)
            except OSError:
                raise WorkspaceError(
                    f"{self._lock(number)}: cannot be opened ({error.strerror}). "
                    "Check who may read the workspace, or copy it to a folder of your own."
                ) from error

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}"

    def _lock(self, number: int) -> Path:
        return self._folder / f"{number:06}.lock"
