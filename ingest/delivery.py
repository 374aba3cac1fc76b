"""
Many sources -> the workspace, in batches.

What was put is kept: an interruption loses at most the batch under way, and what is
already there and unchanged is not read again.
"""

from __future__ import annotations

import os
import time
from contextlib import closing
from dataclasses import asdict, dataclass, field
from dataclasses import replace as altered
from typing import TYPE_CHECKING, Protocol

from kg.errors import InputError, NotFoundError, WorkspaceError
from kg.graph.canonical import canonical_article
from kg.model import Article

from .intake.refusal import Reason, Refusal, refuse
from .intake.sources import Options, expected, placed
from .workers import Job, Reader, read_apart, read_here

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from kg.model import Reading, Run

    from .intake.limits import Limits
    from .second.cost import Cost
    from .second.reading import SecondReader

BATCH = 32
"""Articles that are put at once."""

BATCH_SECONDS = 30.0
"""A batch is put after this time even when it is not full, so that an interruption costs little."""


class Workspace(Protocol):
    """What a delivery needs of :class:`kg.workspace.Workspace`."""

    def state(self) -> Mapping[str, tuple[str, str]]:
        """Return article id -> (sha256 of the text, id of the run that read it)."""
        ...

    def source(self, article_id: str, /) -> str | None:
        """Return the path that an article came from, where the ledger knows it."""
        ...

    def article(self, article_id: str, /) -> Article:
        """Return a stored article, as :func:`kg.graph.canonical.canonical_article` writes it."""
        ...

    def reading(self, article_id: str, /) -> Reading:
        """Return all that is stored of an article."""
        ...

    def put(self, readings: Iterable[Reading], /) -> object:
        """Add or replace articles, with their entries in the ledger, and flush."""
        ...

    def commit(self) -> object:
        """Bring what is derived up to date and let readers see it."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """
    What came of a delivery.

    Args:
        read: Articles that were read now: the new and the changed ones.
        new: Those whose id was not there before.
        changed: Those that replaced an article of theirs, because of text, metadata, or a new version of the reader.
        unchanged: Those that were there already, the same; not read again.
        refused: What was not taken in, and why, sorted by path.
        claims: Claims in the articles that were read.
        entities: Different entities in the articles that were read.
        seconds: How long it took.
        reader: What a language model had to do with it; ``None`` when none had.
    """

    read: int
    new: int
    changed: int
    unchanged: int
    refused: tuple[Refusal, ...]
    claims: int
    entities: int
    seconds: float
    reader: Cost | None = None

    def to_dict(self) -> dict[str, object]:
        """
        Return it as the JSON that ``onrecord ingest --json`` prints.

        >>> Delivery(0, 0, 0, 1, (Refusal("a.txt", "no text"),), 0, 0, 0.1).to_dict()["refused"]
        [{'path': 'a.txt', 'reason': 'no text'}]
        """
        return {**asdict(self), "refused": [asdict(refusal) for refusal in self.refused]}


def deliver(  # noqa: PLR0913  # each is a flag of the command line, by keyword only
    paths: Iterable[str | Path],
    workspace: Workspace,
    reader_factory: Callable[[], Reader],
    *,
    workers: int = 1,
    batch: int = BATCH,
    progress: Callable[[int, int, int, float], object] | None = None,
    published: date | None = None,
    id: str | None = None,  # noqa: A002  # the flag's name
    replace: bool = False,
    any_language: bool = False,
    limits: Limits | None = None,
    run: Run | None = None,
    second: SecondReader | None = None,
) -> Delivery:
    """
    Take in articles and put what was read of them into a workspace.

    Args:
        paths: Files, folders and patterns; see :func:`ingest.intake.sources.placed`.
        workspace: Open for writing.
        reader_factory: Builds the reader; with several workers it must be picklable, and a script
            must stand behind ``if __name__ == "__main__"``.
        workers: Processes that read; with 1, this process reads.
        batch: Articles that are put at once.
        progress: Called after each article with (done, expected in all, words read, seconds).
        published: Day of publication of the articles that give none themselves.
        id: Id of the article; meant for a delivery of one.
        replace: Overwrite articles that came from another source.
        any_language: Take in other languages than English, marked for search only.
        limits: Time and memory for one article; see :class:`ingest.intake.limits.Limits`.
        run: What the reader's run will be, where that is known; otherwise a reader is built to tell. With it,
            nothing is loaded when nothing has changed.
        second: Reads after the rules, in this process.

    Returns:
        The tally. The graph does not depend on the order of *paths* or on *workers*.

    Raises:
        KeyboardInterrupt: The batches put so far stay.
        WorkspaceError: The workspace cannot be written.
    """
    paths = list(paths)
    tally = _Tally(progress, expected(paths) if progress else 0)
    if run is None:
        reader = reader_factory()
        reader_factory, run = (reader_factory if workers > 1 else lambda: reader), reader.run
    options = Options(published=published, id=id, any_language=any_language)
    intake = _Intake(workspace, run, tally, replace=replace, second=second)
    if second is not None:
        look = _Intake(workspace, run, _Tally(None, 0), replace=replace, second=second)
        second.expect(job.article for job in look.jobs(placed(paths, options)))
    jobs = intake.jobs(placed(paths, options))
    if workers > 1:
        results = read_apart(jobs, reader_factory, workers=workers, limits=limits)
    else:
        results = read_here(jobs, reader_factory, limits=limits)
    store = _Batches(workspace, batch, tally, known=intake.state)
    with closing(results):  # whatever happens, no process is left behind
        for job, outcome in results:
            if isinstance(outcome, Refusal):
                tally.refuse(outcome)
            else:
                store.add(job.place, intake.reread(outcome))
                tally.step(words=len(job.article.text.split()))
    store.put()
    if tally.new or tally.changed:
        workspace.commit()
    return altered(tally.delivery(), reader=second.cost if second else None)


class Nowhere:
    """A workspace that is not there yet: it holds nothing, and is for deliveries that bring nothing."""

    def state(self) -> Mapping[str, tuple[str, str]]:
        """Return nothing."""
        return {}

    def source(self, article_id: str, /) -> str | None:
        """Tell that nothing is known."""

    def article(self, article_id: str, /) -> Article:
        """Tell that there is none."""
        raise NotFoundError(f"{article_id}: no workspace holds it.")

    def reading(self, article_id: str, /) -> Reading:
        """Tell that there is none."""
        raise NotFoundError(f"{article_id}: no workspace holds it.")

    def put(self, readings: Iterable[Reading], /) -> object:  # noqa: ARG002  # of the protocol
        """Refuse."""
        raise WorkspaceError("There is no workspace to write to. Open one with write=True, create=True.")

    def commit(self) -> None:
        """Do nothing."""


def brings_any(
    paths: Iterable[str | Path],
    *,
    published: date | None = None,
    id: str | None = None,  # noqa: A002  # as in deliver
    any_language: bool = False,
) -> bool:
    """
    Whether there is an article under *paths*; looks no further than the first.

    >>> brings_any(["/no/such/folder"])
    False
    """
    found = placed(paths, Options(published=published, id=id, any_language=any_language))
    return any(isinstance(item, Article) for _, item in found)


class _Batches:
    """Collects readings and puts them when they are many or old."""

    def __init__(self, workspace: Workspace, size: int, tally: _Tally, *, known: Container[str]) -> None:
        self.workspace = workspace
        self.size = size
        self.tally = tally
        self.known = known
        self.readings: dict[str, tuple[str, Reading]] = {}
        self.since = time.monotonic()

    def add(self, place: str, reading: Reading) -> None:
        self.readings[reading.article.id] = (place, reading)
        if len(self.readings) >= self.size or time.monotonic() - self.since > BATCH_SECONDS:
            self.put()

    def put(self) -> None:
        batch = [self.readings[id_] for id_ in sorted(self.readings)]
        try:
            self._put(batch)
        except InputError:  # one of them does not hold together; the others shall not suffer
            for item in batch:
                try:
                    self._put([item])
                except InputError as error:
                    self.tally.refuse(refuse(item[0], Reason.READER, str(error)), counted=True)
        self.readings = {}
        self.since = time.monotonic()

    def _put(self, batch: list[tuple[str, Reading]]) -> None:
        if batch:
            self.workspace.put([reading for _, reading in batch])
        for _, reading in batch:
            self.tally.count(reading, is_new=reading.article.id not in self.known)


@dataclass
class _Tally:
    """Counts, and tells the progress."""

    progress: Callable[[int, int, int, float], object] | None
    expected: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    claims: int = 0
    words: int = 0
    done: int = 0
    entities: set[str] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def step(self, *, words: int = 0) -> None:
        self.done += 1
        self.words += words
        if self.progress:
            self.progress(self.done, max(self.done, self.expected), self.words, time.monotonic() - self.started)

    def count(self, reading: Reading, *, is_new: bool) -> None:
        self.new += is_new
        self.changed += not is_new
        self.claims += len(reading.claims)
        self.entities.update(entity.key for entity in reading.entities)

    def refuse(self, refusal: Refusal, *, counted: bool = False) -> None:
        self.refused.append(refusal)
        if not counted:
            self.step()

    def keep(self) -> None:
        self.unchanged += 1
        self.step()

    def delivery(self) -> Delivery:
        return Delivery(
            read=self.new + self.changed,
            new=self.new,
            changed=self.changed,
            unchanged=self.unchanged,
            refused=tuple(sorted(self.refused, key=lambda r: (r.path, r.reason))),
            claims=self.claims,
            entities=len(self.entities),
            seconds=round(time.monotonic() - self.started, 3),
        )


class _Intake:
    """Decides which of the articles found are to be read."""

    def __init__(
        self, workspace: Workspace, base: Run, tally: _Tally, *, replace: bool, second: SecondReader | None = None
    ) -> None:
        self.workspace = workspace
        self.base = base
        self.run = second.run(base).id if second else base.id
        self.second = second
        self.tally = tally
        self.replace = replace
        self.state = workspace.state()
        self.places: dict[str, str] = {}

    def jobs(self, found: Iterable[tuple[str, Article | Refusal]]) -> Iterator[Job]:
        for place, item in found:
            refusal = item if isinstance(item, Refusal) else self.objection(item, place)
            if refusal is not None:
                self.tally.refuse(refusal)
                continue
            assert isinstance(item, Article)
            self.places[item.id] = place
            if self.is_unchanged(item):
                self.tally.keep()
            else:
                yield Job(place, item)

    def objection(self, article: Article, place: str) -> Refusal | None:
        """Say why an article cannot have its id: another one of this delivery has it, or another source's."""
        earlier = self.places.get(article.id)
        if earlier is not None:
            return refuse(place, Reason.TWICE, f"'{article.id}' is already taken by {earlier}")
        known = self.state.get(article.id)
        if known is None or self.replace:
            return None
        held = self.workspace.source(article.id)
        if not held or held == article.source:
            return None
        if known[0] == article.sha256 and not os.path.lexists(held):
            return None  # the file was moved
        return refuse(place, Reason.TAKEN, f"'{article.id}' came from {held}, not from {article.source}")

    def reread(self, reading: Reading) -> Reading:
        """Let the second reader add to a reading."""
        if self.second is None:
            return reading
        id_ = reading.article.id
        return self.second.read(reading, self.workspace.reading(id_) if id_ in self.state else None)

    def is_unchanged(self, article: Article) -> bool:
        sha, run = self.state.get(article.id, ("", ""))
        if sha != article.sha256 or (run != self.run and not self.keeps(article.id)):
            return False
        if self.workspace.article(article.id) != canonical_article(article):
            return False
        if self.workspace.source(article.id) != article.source:  # moved, or taken over: only the ledger changes
            self.workspace.put([altered(self.workspace.reading(article.id), article=article)])
        return True

    def keeps(self, id_: str) -> bool:
        """Whether a reading by another run stays: what a model read is not thrown away because none is set now."""
        return self.second is not None and self.second.keeps(self.workspace.reading(id_).run, self.base)
