"""
The whole of it: a question goes in, a cited answer comes out. A LangChain runnable.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig

from kg.errors import WorkspaceError
from kg.excerpt import Excerpt

from .answer import refusal
from .binding import bound
from .composing import compose
from .conversation import standing_alone
from .digest import digest
from .extractive import spans
from .forms import Forms
from .llm import load_chat_model, word_answer
from .loading import load_library, load_sources
from .question import analyse
from .retrieval import EvidenceRetriever, Searcher
from .scope import Scope, admitted
from .stems import content
from .structured import Structured
from .themes import BEARS, SURELY, side_asked, unspoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from langchain_core.language_models import BaseChatModel

    from kg.domain import Domain
    from kg.index.embedding import Embedder
    from kg.index.reranking import Reranker

    from .answer import Answer, Draft
    from .library import Holdings, Library
    from .question import Question


def _remembering(workspace: Holdings) -> Embedder:
    """Let the vectors of the domain's forms come from a file where the workspace has a folder that can be written."""
    from kg.index.embedding_cache import CachedEmbedder

    folder = getattr(workspace, "path", None)
    if folder is None:
        return workspace.embedder
    try:
        return CachedEmbedder(workspace.embedder, folder / "questions.sqlite", limit=20_000)
    except WorkspaceError:
        return workspace.embedder


EVIDENCE = 8
"""Sentences that the extractive answerer looks at."""

SAID = content(
    "article articles corpus report reports reported news source coverage media say said know known written told tell "
    "everything summary overview summarise summarize thing things much"
)
"""Stems that ask what the articles say without saying about what."""

Asked = "str | Mapping[str, Any]"


class Assistant(Runnable[Any, "Answer"]):
    """
    Answers questions from one snapshot of a workspace.

    It is a LangChain runnable over a question, or ``{"question": ..., "history": [{"q", "a"}]}``.

    Args:
        workspace: The graph and both indexes.
        domain: The workspace's domain.
        as_of: Articles published after this day, or without a day, are not looked at, and nothing learnt from them.
        scope: Which articles are looked at, further narrowed; see :class:`qa.scope.Scope`.
        llm: A LangChain chat model, or ``provider:model``, that words the answers; none by default.
        reranker: Cross-encoder; the packaged one by default.
    """

    def __init__(
        self,
        workspace: Holdings,
        *,
        domain: Domain,
        as_of: date | None = None,
        scope: Scope | None = None,
        llm: str | BaseChatModel | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._workspace, self._domain = workspace, domain
        self.scope = (scope or Scope()).as_of_day(as_of)
        self._llm, self._reranker = llm, reranker

    @cached_property
    def _chosen(self) -> tuple[list[str], int]:
        return admitted(self._workspace.store, load_sources(self._workspace.store), self.scope)

    @cached_property
    def holdings(self) -> Holdings:
        """The workspace, or an excerpt of the articles in scope, from which the others have been left out entirely."""
        return Excerpt(self._workspace, self._domain, self._chosen[0]) if self.scope else self._workspace

    @cached_property
    def library(self) -> Library:
        """What the graph holds, read at the first question."""
        store, undated = self.holdings.store, self._chosen[1] if self.scope else 0
        return load_library(store, self._domain, as_of=self.scope.as_of, within=self.scope.told(), undated=undated)

    @cached_property
    def forms(self) -> Forms:
        """How people ask for the terms of the domain; their vectors are kept beside the workspace's indexes."""
        return Forms(self._domain, _remembering(self._workspace))

    @cached_property
    def searcher(self) -> Searcher:
        """The ranking of sentences."""
        from kg.index.reranking import OnnxReranker

        return Searcher(self.library, self.holdings, self._reranker or OnnxReranker(threads=2))

    @cached_property
    def structured(self) -> Structured:
        """The structured answerer."""
        return Structured(self.library, self.holdings.store, self.forms)

    @cached_property
    def chat_model(self) -> BaseChatModel | None:
        """The chat model that words answers, loaded when first needed."""
        return load_chat_model(self._llm) if isinstance(self._llm, str) else self._llm

    def retriever(self, *, k: int = EVIDENCE) -> EvidenceRetriever:
        """Return the ranking as a LangChain retriever of *k* sentences."""
        return EvidenceRetriever(searcher=self.searcher, analyse=self.question, k=k)

    def question(self, text: str, history: Sequence[Mapping[str, str]] = ()) -> Question:
        """Read a question, or a follow-up in the light of earlier turns."""
        alone = standing_alone(text, history, self.library, self.forms) if history else text
        return analyse(alone, self.library, self.forms)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """
        Answer a question.

        Args:
            question: In English.
            history: Earlier turns, oldest first, as ``{"q", "a"}``.

        Returns:
            The answer with its quotations; one that abstains has the closest evidence instead.
        """
        begun = perf_counter()
        asked = self.question(question, history)
        draft = self._themed(asked)
        if draft is None:
            evidence = self.searcher.evidence(asked, k=EVIDENCE)
            found = spans(asked, evidence, self.library)
            draft = compose(asked, self.structured, found, evidence)
        if draft.abstained and asked.shape == "list" and not asked.links and not asked.unknown:
            draft = self._digested(asked, least=SURELY) or draft
        answer = bound(draft, self.library).finish(question, self.library)
        if self.chat_model is not None:
            answer = word_answer(self.chat_model, asked, answer, self.library)
        return replace(answer, seconds=perf_counter() - begun)

    def _themed(self, asked: Question) -> Draft | None:
        """Make the digest of a theme that has words of its own; a name alone is told from the claims about it."""
        if asked.shape != "theme" or asked.unknown or not (asked.stems - SAID):
            return None
        if missing := unspoken(asked, self.library):
            words = [word for word in asked.masked.split() if content(word) & missing]
            named = " and ".join(word.strip(" ?.,") for word in words)
            return refusal(f"No article speaks of {named}.", self.searcher.evidence(asked, k=EVIDENCE))
        made, side = self._digested(asked), side_asked(asked)
        if made is None and side:
            names = " and ".join(self.library.name(one.key) for one in asked.links)
            text = f"No article says anything {side} {names or 'it'}."
            return refusal(text, self.searcher.evidence(asked, k=EVIDENCE))
        return made

    def _digested(self, asked: Question, *, least: float = BEARS) -> Draft | None:
        made = digest(asked, self.searcher, least=least)
        return made.draft() if made else None

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002
        """Answer as a runnable; *input* is a question, or a mapping with ``question`` and ``history``."""
        del kwargs

        def answer(given: Any) -> Answer:
            if isinstance(given, str):
                return self.ask(given)
            return self.ask(str(given["question"]), history=given.get("history") or ())

        return self._call_with_config(answer, input, config)
