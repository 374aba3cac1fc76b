"""
The second reader: asks a model about each passage of an article, and lets the gate decide what enters.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from kg.model import Run

from .cost import Tally
from .gate import core
from .merging import Merged
from .naming import Names, introduce, spellings
from .pages import Page
from .prompt import PROMPT, RULES, addresses_model, estimate, passages, question
from .proposals import MOST, ProposedClaim, ProposedMention, proposed
from .reasons import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.domain import Domain
    from kg.model import Article, Reading, Span

    from .calling import Answered
    from .cost import Cost
    from .prompt import Estimate
    from .replies import Replies

VERSION = "3"
"""Changes when the gate changes what it lets in; part of the run of every article that a model read."""
PARTS = frozenset({"second", "second prompt", "second version", "second unread"})
"""Names of the parts of a run that tell of a model."""
PATIENCE = 3
"""Questions in a row that a model may leave unanswered before it is asked no more."""


class Model(Protocol):
    """What answers questions; see :class:`ingest.second.calling.ChatReader`."""

    @property
    def name(self) -> str:
        """What the run calls it."""
        ...

    def ask(self, rules: str, question: str, /) -> Answered:
        """Answer one question, or raise :class:`ingest.second.calling.NoAnswerError`."""
        ...


class SecondReader:
    """
    Reads articles after the rules did.

    Args:
        domain: Its ontology says which relations and classes there are.
        replies: Answers from before; each passage is asked about once.
        model: What is asked; ``None`` to use answers from before and ask nothing.
        approve: Called with the estimate before anything is read; raises to stop.
    """

    def __init__(
        self,
        domain: Domain,
        replies: Replies,
        model: Model | None = None,
        *,
        approve: Callable[[Estimate], object] | None = None,
    ) -> None:
        self._domain = domain
        self._replies = replies
        self._model = model
        self._approve = approve
        self._tally = Tally()
        self._silent = 0

    def run(self, base: Run) -> Run:
        """Return what a reading depends on when the model reads after *base*; *base* itself without a model."""
        return _run(base, self._model.name) if self._model else base

    def keeps(self, stored: Run, base: Run) -> bool:
        """Whether a stored reading stays: no model is set, and it is *base* with what a model read then."""
        return self._model is None and model_of(stored) is not None and _base(stored) == base

    def expect(self, articles: Iterable[Article]) -> None:
        """Tell the cost of what is about to be read, if somebody asks; what *approve* raises goes through."""
        if self._model and self._approve:
            self._approve(estimate(self._model.name, articles, self._domain))

    def read(self, reading: Reading, earlier: Reading | None = None) -> Reading:
        """
        Add what a model reads to what the rules read.

        Args:
            reading: Of the rules.
            earlier: The reading that it replaces. Without a model, the answers of the model that read it are used
                again; what cannot be had again is counted as lost.

        Returns:
            The reading with what entered, its run naming model and prompt. Passages without an answer are marked in
            the run, so that the next delivery reads them.
        """
        name = self._model.name if self._model else model_of(earlier.run) if earlier else None
        if name is None:
            return reading
        self._tally.models.add(name)
        self._tally.add("articles")
        merged, names, unread = Merged(reading.claims), Names.of(reading), 0
        for passage in () if reading.article.search_only else self._passages(reading):
            reply = self._reply(name, question(passage.of(reading.article.text), self._domain))
            if reply is None:
                unread += 1
                continue
            page = Page(reading.article, reading.sentences, passage, names, self._domain)
            names = self._judged(reply, page, merged)
        read = replace(
            reading,
            entities=tuple(sorted(spellings(names), key=lambda e: e.key)),
            mentions=names.mentions,
            claims=tuple(sorted(merged.claims, key=lambda c: (c.sentence, c.relation, c.id))),
            run=_run(reading.run, name, unread=unread > 0),
        )
        self._lost(read, earlier)
        return read

    @property
    def cost(self) -> Cost | None:
        """What it came to so far; ``None`` when no model had a part in it."""
        if self._model is None and not self._tally.models:
            return None
        return self._tally.cost(self._model.name if self._model else None, PROMPT)

    def _passages(self, reading: Reading) -> tuple[Span, ...]:
        text = reading.article.text
        for _ in filter(lambda s: addresses_model(s.of(text)), reading.sentences):
            self._tally.refuse(Reason.TO_MODEL)
        found = passages(text, reading.sentences)
        self._tally.add("passages", len(found))
        return found

    def _reply(self, name: str, asked: str) -> dict[str, Any] | None:
        """Return the answer kept from before, or a new one; ``None`` when there is none."""
        kept = self._replies.get(name, PROMPT, asked)
        if kept is not None:
            self._tally.add("cached")
            return kept
        if self._model is None or self._silent >= PATIENCE:
            self._tally.add("unread")
            return None
        from .calling import NoAnswerError

        try:
            answered = self._model.ask(RULES, asked)
        except NoAnswerError as error:
            self._silent += 1
            self._tally.error = str(error)
            self._tally.add("unread")
            return None
        self._silent = 0
        self._tally.pay(answered)
        reply = {"claims": None} if answered.reply is None else answered.reply
        self._replies.put(name, PROMPT, asked, reply)
        return reply

    def _judged(self, reply: dict[str, Any], page: Page, merged: Merged) -> Names:
        """Let in what holds; return the names with those that are new."""
        if reply.get("claims", []) is None:  # twice not the JSON that was asked for
            self._tally.refuse(Reason.REPLY)
            return page.names
        if reply.get("cut"):
            self._tally.refuse(Reason.CUT)
        for number, proposal in enumerate(proposed(reply)):
            if number >= MOST:
                self._tally.refuse(Reason.MANY)
                continue
            if proposal is None:
                self._tally.refuse(Reason.FORM)
                continue
            try:
                page = self._judge(proposal, page, merged)
            except RefusedError as refused:
                self._tally.refuse(refused.reason)
        return page.names

    def _judge(self, proposal: ProposedMention | ProposedClaim, page: Page, merged: Merged) -> Page:
        if isinstance(proposal, ProposedClaim):
            self._tally.add(merged.take(core(proposal, page), proposal, page))
            return page
        names, many = introduce(proposal.text, proposal.type, page.passage, page.names, self._domain)
        self._tally.add("mentions", many)
        return replace(page, names=names)

    def _lost(self, reading: Reading, earlier: Reading | None) -> None:
        if self._model is None and earlier is not None:
            kept = {claim.id for claim in reading.claims}
            gone = [c for c in earlier.claims if c.second == "proposed" and c.id not in kept]
            self._tally.add("lost", len(gone))


def model_of(run: Run) -> str | None:
    """
    Return the model that had a part in a run.

    >>> model_of(Run((("reader", "1"), ("second", "x:y")))), model_of(Run((("reader", "1"),)))
    ('x:y', None)
    """
    return dict(run.parts).get("second")


def _base(run: Run) -> Run:
    return Run(tuple(part for part in run.parts if part[0] not in PARTS))


def _run(base: Run, model: str, *, unread: bool = False) -> Run:
    parts = {**dict(base.parts), "second": model, "second prompt": PROMPT, "second version": VERSION}
    if unread:
        parts["second unread"] = "yes"
    return Run(tuple(sorted(parts.items())))
