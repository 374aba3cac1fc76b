"""Taking turns at a folder, between threads and between processes."""

from __future__ import annotations

import fcntl
import os
from threading import RLock
from typing import TYPE_CHECKING

from kg.errors import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path


class Turn:
    """
    A lock that one thread of one process holds at a time; entering waits, and entering again is free.

    The kernel lets go of it when its process dies, so that a killed holder stops nobody.

    Args:
        path: The lock file. As long as its folder does not exist there is nothing to share, and only
            the threads of this process take turns.

    >>> import tempfile; from pathlib import Path
    >>> turn = Turn(Path(tempfile.mkdtemp()) / "turn.lock")
    >>> with turn, turn:
    ...     pass
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = RLock()
        self._depth = 0
        self._file = -1

    @property
    def shared(self) -> bool:
        """Whether other processes, too, are kept out at the moment."""
        return self._file >= 0

    def __enter__(self) -> None:
        self._threads.acquire()
        self._depth += 1
        try:
            if self._file < 0 and self._path.parent.exists():
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
                fcntl.flock(self._file, fcntl.LOCK_EX)
        except OSError as error:
            self.__exit__()
            raise WorkspaceError(f"{self._path} cannot be locked ({error}); check that it can be written.") from error

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if self._depth == 0 and self._file >= 0:
            os.close(self._file)  # lets go of the lock
            self._file = -1
        self._threads.release()
