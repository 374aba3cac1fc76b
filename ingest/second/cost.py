"""
What the second reader did and cost, counted while it reads.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .calling import Answered


@dataclass(frozen=True, slots=True)
class Cost:
    """
    What came of reading with a model.

    Args:
        model: Its name; several, parted by commas, where answers of earlier ones were used again.
        prompt: Hash of the prompt.
        articles: Articles that it read, at least in part.
        passages: Passages of them.
        calls: Calls that were answered.
        cached: Passages whose answer was kept from before; they cost nothing.
        unread: Passages that it did not answer; the same command with ``--reader`` reads them.
        tokens_in: Tokens sent, as the model reports them; ``None`` when it does not.
        tokens_out: Tokens that came back.
        mentions: Mentions that entered the graph through it.
        claims: Claims that entered.
        agreed: Claims of the rules that it read the same.
        differed: Claims of the rules that it read otherwise; they stand, and the difference is recorded.
        known: Proposals that said what a claim of the rules says already.
        refused: Reason -> how many proposals.
        lost: Claims of an earlier reading with a model that are gone, since it was not asked again.
        error: Why the model did not answer, the last time it did not.
    """

    model: str
    prompt: str
    articles: int = 0
    passages: int = 0
    calls: int = 0
    cached: int = 0
    unread: int = 0
    tokens_in: int | None = None
    tokens_out: int | None = None
    mentions: int = 0
    claims: int = 0
    agreed: int = 0
    differed: int = 0
    known: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    lost: int = 0
    error: str | None = None


class Tally:
    """
    Counts up to a :class:`Cost`.

    >>> tally = Tally()
    >>> tally.refuse("a reason")
    >>> tally.cost("x:y", "p1").refused
    {'a reason': 1}
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.models: set[str] = set()
        self.tokens_in: int | None = None
        self.tokens_out: int | None = None
        self.error: str | None = None

    def add(self, what: str, many: int = 1) -> None:
        """Count something that has a field of its own in :class:`Cost`."""
        self.counts[what] += many

    def refuse(self, reason: str) -> None:
        """Count a proposal that did not enter."""
        self.refused[str(reason)] += 1

    def pay(self, answered: Answered) -> None:
        """Count what one question cost."""
        self.counts["calls"] += answered.calls
        if answered.tokens_in is not None:
            self.tokens_in = (self.tokens_in or 0) + answered.tokens_in
        if answered.tokens_out is not None:
            self.tokens_out = (self.tokens_out or 0) + answered.tokens_out

    def cost(self, model: str | None, prompt: str) -> Cost:
        """Return what was counted so far."""
        return Cost(
            model=model or ", ".join(sorted(self.models)),
            prompt=prompt,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            refused=dict(sorted(self.refused.items())),
            error=self.error,
            **self.counts,
        )
