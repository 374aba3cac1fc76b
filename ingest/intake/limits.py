"""A limit of time for code that is not ours to change."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class OutOfTimeError(BaseException):
    """The time is up. No ``Exception``, so that no library can swallow it; never leaves the room."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """
    Raise in the middle of whatever runs when the time is up.

    Signals reach the main thread only; elsewhere there is no limit. Limits cannot be nested.

    Raises:
        OutOfTimeError: After *seconds*.

    >>> with within(60):
    ...     "quick"
    'quick'
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def up(*_: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
