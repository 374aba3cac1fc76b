"""
The Python door: ``ws = onrecord.open(path)``, then ``ingest``, ``ask``, ``claims``, ``entities``, ``article``, ``sparql``, ``graph``.

Results show themselves in a notebook and keep their quotations.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from kg.domain import load_domain
from kg.errors import InputError

from .records import article_record
from .settings import Settings, settings
from .tables import ArticleView, answer_view, claims_table, entities_table, sparql_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    import networkx as nx
    import pandas as pd

    from ingest.delivery import Delivery
    from kg.domain import Domain
    from kg.workspace import Workspace
    from qa.assistant import Assistant

    from .tables import AnswerView


def open(  # noqa: A001 - `onrecord.open(path)` reads as what it does
    path: str | Path | None = None,
    *,
    domain: str | Path | None = None,
    llm: str | None = None,
    model: str | None = None,
) -> Session:
    """
    Open a workspace, which is made at the first :meth:`Session.ingest`.

    Args:
        path: Folder of the workspace; ``ONRECORD_WORKSPACE`` or ``./.onrecord`` by default.
        domain: Name of a shipped domain, or a folder.
        llm: ``provider:model`` of a chat model that words the answers; none by default.
        model: spaCy model to read with; the best one installed by default.
    """
    return Session(settings(workspace=path, domain=domain, llm=llm, model=model))


class Session:
    """
    One workspace, opened for reading as needed and for writing only while it writes.

    Args:
        settings: What it runs with.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._reading: Workspace | None = None
        self._assistants: dict[tuple[Any, ...], Assistant] = {}

    def __enter__(self) -> Self:
        """Return the session itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what is open."""
        self.close()

    def __repr__(self) -> str:
        return f"onrecord.open({str(self.settings.workspace)!r})"

    @property
    def domain(self) -> Domain:
        """The domain, as loaded."""
        return load_domain(self.settings.domain)

    @property
    def workspace(self) -> Workspace:
        """
        The workspace as its last batch left it, read-only.

        Raises:
            WorkspaceError: There is none yet, or its folder cannot be read.
        """
        from kg.workspace import Workspace

        if self._reading is None:
            self._reading = Workspace.open(self.settings.workspace, domain=self.domain)
        return self._reading

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """
        Open the workspace for writing; what was read before is read anew afterwards.

        Raises:
            WorkspaceLockedError: Another process writes to it.
        """
        from kg.workspace import Workspace

        self.close()
        workspace = Workspace.open(self.settings.workspace, domain=self.domain, write=True, create=True)
        try:
            yield workspace
        finally:
            workspace.close()

    def close(self) -> None:
        """Let go of the workspace; the next call opens it again."""
        if self._reading is not None:
            self._reading.close()
        self._reading = None
        self._assistants.clear()

    # ------------------------------------------------------------ in

    def ingest(
        self,
        *paths: str | Path,
        published: date | None = None,
        id: str | None = None,  # noqa: A002 - the word that users know from the command line
        replace: bool = False,
        any_language: bool = False,
        progress: Callable[..., None] | None = None,
    ) -> Delivery:
        """
        Read articles into the workspace.

        Args:
            paths: Files, folders or globs.
            published: Day of publication for sources that tell none.
            id: Id for the one article read.
            replace: Let a source take over an id that another source holds.
            any_language: Store texts that are not English for search only, instead of refusing them.
            progress: Called with ``(done, total, words, seconds)``.

        Returns:
            What was read, new, changed, unchanged and refused, and why.
        """
        from ingest.delivery import deliver
        from ingest.reader import load_reader

        if not paths:
            raise InputError("No path was given to ingest; name a file, a folder or a glob.")
        factory = _ReaderFactory(self.settings.domain, self.settings.model or None, load_reader)
        with self.writing() as workspace:
            return deliver(
                [str(p) for p in paths],
                workspace,
                factory,
                workers=self.settings.workers,
                published=published,
                id=id,
                replace=replace,
                any_language=any_language,
                progress=progress,
            )

    def remove(self, *ids: str) -> tuple[str, ...]:
        """Remove articles and all that was learnt from them; return the ids that were there."""
        with self.writing() as workspace:
            removed = tuple(workspace.remove(ids))
            workspace.commit()
        return removed

    # ------------------------------------------------------------ out

    def ask(self, question: str, *, history: Sequence[dict[str, str]] = (), as_of: date | None = None) -> AnswerView:
        """
        Ask a question.

        Args:
            question: In English.
            history: Earlier turns as ``{"q", "a"}``, oldest first; a follow-up may lean on them.
            as_of: Only articles published by that day count.
        """
        return answer_view(self.assistant(as_of=as_of).ask(question, history=history))

    def assistant(self, *, as_of: date | None = None) -> Assistant:
        """Return the LangChain runnable that answers, for other people's chains."""
        from qa.assistant import Assistant

        key = (as_of, self.settings.llm)
        if key not in self._assistants:
            self._assistants[key] = Assistant(
                self.workspace, domain=self.domain, as_of=as_of, llm=self.settings.llm or None
            )
        return self._assistants[key]

    def article(self, id: str) -> ArticleView:  # noqa: A002
        """
        Return one article with its entities and claims.

        Raises:
            NotFoundError: The workspace has no such article.
        """
        reading = self.workspace.reading(id)
        return ArticleView(reading, article_record(reading, self.domain))

    def articles(self) -> list[str]:
        """Return the ids of all articles, sorted."""
        return sorted(self.workspace.article_ids())

    def claims(self, *, about: str | None = None, relation: str | None = None) -> pd.DataFrame:
        """
        Return claims as a table, each with its quotation.

        Args:
            about: Name or alias of an entity that is subject, object or speaker.
            relation: Local name of a relation or figure, or ``open:...``.
        """
        return claims_table(self._readings(), self.domain, about=about, relation=relation)

    def entities(self, *, type: str | None = None) -> pd.DataFrame:  # noqa: A002
        """Return canonical entities as a table: name, type, aliases, number of articles."""
        return entities_table(self.workspace, self.domain, type_name=type)

    def _readings(self) -> Iterable[Any]:
        return (self.workspace.reading(i) for i in self.articles())

    def sparql(self, query: str) -> pd.DataFrame:
        """
        Run a SPARQL 1.1 query over the union of all graphs.

        Raises:
            QueryError: The query cannot be parsed, or it would write or reach out.
        """
        return sparql_table(self.workspace, query)

    def graph(self) -> nx.MultiDiGraph:
        """Return the claims between canonical entities as a networkx graph."""
        from kg.network import claims_graph

        return claims_graph(self.workspace.store)


class _ReaderFactory:
    """Builds the reader in whichever process reads; can be sent to a worker."""

    def __init__(self, domain: str, model: str | None, load: Callable[..., Any]) -> None:
        self._domain, self._model, self._load = domain, model, load

    def __call__(self) -> Any:
        return self._load(self._domain, self._model)
