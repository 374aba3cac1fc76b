"""
The Python door: ``ws = onrecord.open(path)``, then ``ws.ingest``, ``ask``, ``claims``, ``entities``, ``article`` ...

Results show themselves in a notebook and keep their quotations.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.errors import InputError

from .settings import Settings, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    import networkx as nx
    import pandas as pd
    from langchain_core.language_models import BaseChatModel

    from ingest.delivery import Delivery
    from ingest.reader import Reader
    from ingest.second.prompt import Estimate
    from ingest.second.reading import SecondReader
    from kg.domain import Domain
    from kg.workspace import Workspace
    from qa.assistant import Assistant
    from qa.retrieval import EvidenceRetriever
    from qa.scope import Scope

    from .views import ShownAnswer, ShownArticle


def open(  # noqa: A001 - `onrecord.open(path)` reads as what it does
    path: str | Path | None = None,
    *,
    domain: str | Path | None = None,
    llm: str | None = None,
    model: str | None = None,
    reader: str | None = None,
    article_seconds: int | None = None,
    article_memory: int | None = None,
) -> Session:
    """
    Open a workspace, which is made at the first :meth:`Session.ingest`.

    Args:
        path: Folder of the workspace; ``ONRECORD_WORKSPACE`` or ``./.onrecord`` by default.
        domain: Name of a shipped domain, or a folder.
        llm: ``provider:model`` of a chat model that words the answers; none by default.
        model: spaCy model to read with; the best one installed by default.
        reader: ``provider:model`` of a chat model that reads after the rules; none by default.
        article_seconds: Longest time to read one article; 300 by default.
        article_memory: Most memory to read one article, in MiB; 2048 by default.
    """
    return Session(
        settings(
            workspace=path,
            domain=domain,
            llm=llm,
            model=model,
            reader=reader,
            article_seconds=article_seconds,
            article_memory=article_memory,
        )
    )


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
        from kg.domain import load_domain

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
    def writing(self, *, create: bool = False) -> Iterator[Workspace]:
        """
        Open the workspace for writing; what was read before is read anew afterwards.

        When the user interrupts, what was put so far is kept and made visible.

        Raises:
            WorkspaceLockedError: Another process writes to it.
        """
        from kg.workspace import Workspace

        self.close()
        path = self.settings.workspace
        with Workspace.open(path, domain=self.domain, write=True, create=create) as workspace:
            try:
                yield workspace
            except KeyboardInterrupt:
                workspace.commit()
                raise

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
        workers: int | None = None,
        reader: str | BaseChatModel | None = None,
        approve: Callable[[Estimate], object] | None = None,
        progress: Callable[[int, int, int, float], object] | None = None,
    ) -> Delivery:
        """
        Read articles into the workspace.

        Args:
            paths: Files, folders or globs.
            published: Day of publication for sources that tell none.
            id: Id for the one article read.
            replace: Let a source take over an id that another source holds.
            any_language: Store texts that are not English for search only, instead of refusing them.
            workers: Processes that read, at least 1; the setting by default. A script that asks for more than
                one must stand behind ``if __name__ == "__main__"``.
            reader: A chat model that reads after the rules, or its ``provider:model``; the setting by default.
            approve: Called with the estimated cost before a model reads; raises to stop.
            progress: Called with ``(done, total, words, seconds)``.

        Returns:
            What was read, new, changed, unchanged and refused, and why.

        Raises:
            InputError: No path was given, or one id for several paths or a folder.
            ModelError: The chat model cannot be loaded.
            WorkspaceLockedError: Another process writes to the workspace.
        """
        from ingest.delivery import Nowhere, brings_any, deliver
        from ingest.identity import run_of
        from ingest.intake.limits import Limits

        if not paths:
            raise InputError("No path was given to ingest; name a file, a folder or a glob.")
        if id and (len(paths) > 1 or Path(paths[0]).is_dir()):
            raise InputError(f"One id, {id!r}, was given for more than one article. Name the one file that it is for.")
        places = [str(p) for p in paths]
        factory = ReaderFactory(self.settings.domain, self.settings.model or None)
        second = self._second(self.settings.reader if reader is None else reader, approve)

        def into(workspace: Workspace | Nowhere) -> Delivery:
            return deliver(
                places,
                workspace,
                factory,
                workers=workers or self.settings.workers,
                published=published,
                id=id,
                replace=replace,
                any_language=any_language,
                progress=progress,
                limits=Limits(self.settings.article_seconds, self.settings.article_memory),
                second=second,
                run=run_of(factory.domain, factory.model),
            )

        if not self._is_made() and not brings_any(places, published=published, id=id, any_language=any_language):
            return into(Nowhere())  # a mistyped path leaves no empty workspace behind
        with self.writing(create=True) as workspace:
            return into(workspace)

    def _is_made(self) -> bool:
        return (self.settings.workspace / "graph").is_dir()

    def _second(self, reader: str | BaseChatModel, approve: Callable[[Estimate], object] | None) -> SecondReader:
        """Return what keeps, uses again, or adds what a chat model read; without one, LangChain is not loaded."""
        from ingest.second.reading import SecondReader
        from ingest.second.replies import FILE, Replies

        model = None
        if reader:
            from ingest.second.calling import ChatReader, name_of
            from qa.llm import load_chat_model

            chat = load_chat_model(reader, temperature=0) if isinstance(reader, str) else reader
            model = ChatReader(chat, reader if isinstance(reader, str) else name_of(chat))
        return SecondReader(self.domain, Replies(self.settings.workspace / FILE), model, approve=approve)

    def remove(self, *ids: str) -> tuple[str, ...]:
        """Remove articles and all that was learnt from them; return the ids that were there."""
        with self.writing() as workspace:
            removed = tuple(workspace.remove(ids))
            workspace.commit()
            return removed

    # ------------------------------------------------------------ out

    def ask(
        self,
        question: str,
        *,
        history: Sequence[dict[str, str]] = (),
        as_of: date | None = None,
        scope: Scope | None = None,
    ) -> ShownAnswer:
        """
        Ask a question.

        Args:
            question: In English.
            history: Earlier turns as ``{"q", "a"}``, oldest first; a follow-up may lean on them.
            as_of: Only articles published by that day count, as if no later one had ever been taken in.
            scope: Which articles count, by day, outlet, name and topic.

        Returns:
            The answer with its quotations; one that abstains has the closest evidence instead.
        """
        from .views import ShownAnswer

        return ShownAnswer.of(self.assistant(as_of=as_of, scope=scope).ask(question, history=history))

    def assistant(
        self, *, as_of: date | None = None, scope: Scope | None = None, llm: BaseChatModel | None = None
    ) -> Assistant:
        """
        Return what answers: a LangChain runnable, for other people's chains.

        Args:
            as_of: Only articles published by that day count.
            scope: Which articles count.
            llm: A LangChain chat model that words the answers; that of the settings by default.
        """
        from qa.assistant import Assistant
        from qa.scope import Scope

        within = (scope or Scope()).as_of_day(as_of)
        if llm is not None:
            return Assistant(self.workspace, domain=self.domain, scope=within, llm=llm)
        key = (within, self.settings.llm)
        if key not in self._assistants:
            self._assistants[key] = Assistant(
                self.workspace, domain=self.domain, scope=within, llm=self.settings.llm or None
            )
        return self._assistants[key]

    def retriever(self, *, k: int = 8, as_of: date | None = None, scope: Scope | None = None) -> EvidenceRetriever:
        """Return the ranking as a LangChain retriever of *k* sentences, each an exact stretch of its article."""
        return self.assistant(as_of=as_of, scope=scope).retriever(k=k)

    def article(self, id: str) -> ShownArticle:  # noqa: A002
        """
        Return one article with its entities and claims.

        Raises:
            NotFoundError: The workspace has no such article; names the nearest ids.
        """
        from .lookup import known_article
        from .views import ShownArticle

        return ShownArticle(self.workspace.reading(known_article(self.workspace, id)), self.domain)

    def articles(self) -> list[str]:
        """Return the ids of all articles, sorted."""
        return self.workspace.article_ids()

    def claims(self, *, about: str | None = None, relation: str | None = None) -> pd.DataFrame:
        """
        Return claims as a table, each with its quotation.

        Args:
            about: Name, other spelling or key of an entity that has a place in the claim.
            relation: Local name of a relation or figure, or ``open:...``.

        Raises:
            NotFoundError: No entity has the name *about*.
        """
        from .tables import claims_table

        return claims_table(self.workspace, about=about, relation=relation)

    def entities(self, *, type: str | None = None) -> pd.DataFrame:  # noqa: A002
        """Return the entities of the corpus as a table: name, type, aliases, number of articles, key."""
        from .tables import entities_table

        return entities_table(self.workspace, type_name=type)

    def sparql(self, query: str) -> pd.DataFrame:
        """
        Run a SPARQL 1.1 query over the union of all graphs; the usual prefixes need not be declared.

        Raises:
            QueryError: The query cannot be parsed, or it would write or reach out.
        """
        from .tables import sparql_table

        return sparql_table(self.workspace, query)

    def graph(self) -> nx.MultiDiGraph[str]:
        """Return the claims between the entities of the corpus as a networkx graph."""
        from kg.graph.network import claims_graph

        return claims_graph(self.workspace.store)


@dataclass(frozen=True, slots=True)
class ReaderFactory:
    """Builds the reader in whichever process reads; can be sent to a worker."""

    domain: str
    model: str | None

    def __call__(self) -> Reader:
        """Load domain and spaCy model."""
        from ingest.reader import load_reader

        return load_reader(self.domain, self.model)
