"""Limits of time and memory for code that is not ours to change."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TICK = 0.2  # seconds between two looks at clock and memory; a look takes 20 microseconds
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What reading one article may cost.

    Args:
        seconds: Time on the clock. The longest article that is let in takes about two minutes on a slow machine.
        mebibytes: Memory that the process may grow by.
    """

    seconds: float = 300.0
    mebibytes: int = 2048


class OutOfTimeError(BaseException):
    """The time is up. No ``Exception``, so that no library can swallow it; never leaves the room."""


class OutOfMemoryError(BaseException):
    """More memory was taken than is allowed. No ``Exception``, for the same reason."""


@contextmanager
def within(seconds: float, mebibytes: int | None = None) -> Iterator[None]:
    """
    Raise in the middle of whatever runs when the time is up or too much memory was taken.

    Signals reach the main thread only, and Python code only; elsewhere there is no limit, and a single call
    into compiled code is not cut short. Limits cannot be nested.

    Args:
        seconds: Time on the clock.
        mebibytes: Memory that the process may grow by; ``None`` for any.

    Raises:
        OutOfTimeError: After *seconds*.
        OutOfMemoryError: The process grew by more than *mebibytes*.

    >>> with within(60):
    ...     "quick"
    'quick'
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    until = time.monotonic() + seconds
    most = None if mebibytes is None else _memory() + mebibytes * _MIB

    def look(*_: object) -> None:  # goes on ticking, since an error raised inside a destructor is lost
        if time.monotonic() >= until:
            raise OutOfTimeError
        if most is not None and _memory() > most:
            raise OutOfMemoryError

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, _TICK), _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def fenced(limits: Limits) -> Iterator[None]:
    """
    Let the kernel end this process when it goes far beyond its limits, whatever code runs.

    For processes that can be spared: twice the time, counted on the processor, and twice the memory.
    """
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    with _bounded(resource.RLIMIT_CPU, int(used + 2 * limits.seconds) + 2):
        size = _address_space()
        if size is None:
            yield
            return
        with _bounded(resource.RLIMIT_AS, size + 2 * limits.mebibytes * _MIB):
            yield


@contextmanager
def _bounded(what: int, value: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(what)
    if hard == resource.RLIM_INFINITY or value < hard:
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (value, hard))
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (soft, hard))


def _memory() -> int:
    """Return the bytes of memory that this process has in use; where the system does not say, the most it had."""
    pages = _statm(1)
    if pages is not None:
        return pages
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _address_space() -> int | None:
    return _statm(0)


def _statm(field: int) -> int | None:
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None
