"""
Reading articles, here or in other processes, so that one bad article stops nothing.

An article that makes the reader fail, that takes too long or too much memory, or that ends its process becomes
a refusal. In this process the limits hold wherever Python code runs, and the model gets pieces of bounded size
(:data:`ingest.pipeline.PIECE`); in processes of their own, the kernel holds them whatever runs. Processes are
started afresh (``spawn``), each builds its reader once, and each ends itself when its parent is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import TooHardError

from .intake.limits import Limits, OutOfMemoryError, OutOfTimeError, fenced, within
from .intake.refusal import Reason, Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from kg.model import Article, Reading, Run

AHEAD = 4
"""Articles handed out for each process, so that none waits."""

START_SECONDS = 120.0
"""Longest time for a process to begin, on a slow machine."""


class Reader(Protocol):
    """What reads an article; see :class:`ingest.reader.Reader`."""

    @property
    def run(self) -> Run:
        """What a reading depends on, besides the article."""
        ...

    def read(self, article: Article, /) -> Reading:
        """Read one article."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """An article to read, and what a refusal calls it."""

    place: str
    article: Article


Done = tuple[Job, "Reading | Refusal"]


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a reading failed; travels between processes, where not every exception can."""

    reason: Reason
    detail: str


def read_here(
    jobs: Iterable[Job], factory: Callable[[], Reader], *, limits: Limits | None = None
) -> Generator[Done, None, None]:
    """
    Read one article after the other in this process.

    Args:
        jobs: Taken one at a time.
        factory: Builds the reader, when the first article is there.
        limits: For one article. They hold in the main thread only.

    Raises:
        Exception: What *factory* raised.
    """
    reader: Reader | None = None
    for job in jobs:
        reader = reader or factory()
        yield job, _told(job, _attempt(reader, job.article, limits or Limits()))


def read_apart(
    jobs: Iterable[Job], factory: Callable[[], Reader], *, workers: int, limits: Limits | None = None
) -> Generator[Done, None, None]:
    """
    Read articles in *workers* processes; results come as they are ready.

    A process that dies takes no other article with it: those that were under way are read again,
    each on its own, and the one that kills its process once more is refused.

    Args:
        jobs: Taken as needed, never more than :data:`AHEAD` for each process.
        factory: Builds the reader; must be picklable, e.g. a ``functools.partial`` of a function in a module.
        workers: Number of processes, at least 1.
        limits: For one article.

    Raises:
        Exception: What *factory* raised.
    """
    todo, limits = iter(jobs), limits or Limits()
    while True:
        lost: list[Job] = []
        yield from _pooled(todo, lost, factory, workers, limits)
        if not lost:
            return
        for job in lost:
            again: list[Job] = []
            yield from _pooled(iter([job]), again, factory, 1, limits)
            if again:
                yield job, refuse(job.place, Reason.LOST, f"while it read '{job.article.id}'")


def _pooled(
    todo: Iterator[Job], lost: list[Job], factory: Callable[[], Reader], workers: int, limits: Limits
) -> Generator[Done, None, None]:
    """Read until nothing is left or a process dies or hangs; what was under way then is put into *lost*."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_prepare, initargs=(factory, limits))
    patience = START_SECONDS + 3 * limits.seconds
    under_way: dict[Future[Any], Job] = {}
    waiting: deque[Job] = deque()
    try:
        while True:
            waiting.extend(islice(todo, workers * AHEAD - len(under_way)))
            while waiting:
                with _interrupts_held():  # the first articles start the processes
                    under_way[pool.submit(_work, waiting[0].article)] = waiting[0]
                waiting.popleft()
            if not under_way:
                return
            for future in _ready(under_way, patience):
                outcome = future.result()
                job = under_way.pop(future)
                yield job, _told(job, outcome)
    except BrokenProcessPool:
        lost.extend([*under_way.values(), *waiting])
    finally:
        _close(pool)


def _ready(under_way: Iterable[Future[Any]], patience: float) -> Iterable[Future[Any]]:
    """Wait for results; processes of which none comes for so long hang where the kernel does not count their time."""
    done = wait(under_way, timeout=patience, return_when=FIRST_COMPLETED).done
    if not done:
        raise BrokenProcessPool
    return done


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while processes start: they inherit that, and the parent hears it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _close(pool: ProcessPoolExecutor) -> None:
    """End the processes, also in the middle of an article: what they read would not be kept."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(5)


_settings: tuple[Callable[[], Reader], Limits] | None = None
_reader: Reader | None = None


def _prepare(factory: Callable[[], Reader], limits: Limits) -> None:
    global _settings  # noqa: PLW0603  # one reader a process, built with its first article
    _settings = (factory, limits)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _work(article: Article) -> Reading | _Failure:
    global _reader  # noqa: PLW0603
    assert _settings is not None
    factory, limits = _settings
    if _reader is None:
        _reader = factory()
    with fenced(limits):
        return _attempt(_reader, article, limits)


def _attempt(reader: Reader, article: Article, limits: Limits) -> Reading | _Failure:
    try:
        with within(limits.seconds, limits.mebibytes):
            return reader.read(article)
    except OutOfTimeError:
        return _Failure(Reason.TOO_SLOW, f"'{article.id}' took longer than {limits.seconds:g} seconds")
    except (OutOfMemoryError, MemoryError):
        return _Failure(Reason.TOO_BIG, f"'{article.id}' needed more than {limits.mebibytes} MiB")
    except TooHardError as error:
        return _Failure(Reason.TOO_HARD, str(error).rstrip("."))
    except RecursionError:
        return _Failure(Reason.TOO_HARD, f"'{article.id}' has parts nested too deep; break up its longest sentences")
    except Exception as error:  # noqa: BLE001  # one bad article must not stop the others
        cause = f"{type(error).__name__}: {error}"
        return _Failure(Reason.READER, f"on '{article.id}': {cause[:200]}")


def _told(job: Job, outcome: Reading | _Failure) -> Reading | Refusal:
    if isinstance(outcome, _Failure):
        return refuse(job.place, outcome.reason, outcome.detail)
    return outcome
