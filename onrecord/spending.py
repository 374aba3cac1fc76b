"""
What a chat model that reads will cost, asked before, and what it did cost, told after.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from kg.errors import InputError

from .failures import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.second.cost import Cost
    from ingest.second.prompt import Estimate

LIMIT = 100_000
"""Tokens, in and out, from which a person at a terminal is asked first."""
_WIDTH = 6


def approval(*, yes: bool = False) -> Callable[[Estimate], None]:
    """
    Return what tells an estimate on standard error, and asks on a terminal when it is above :data:`LIMIT`.

    Args:
        yes: Do not ask.
    """

    def approve(estimate: Estimate) -> None:
        if not estimate.articles:
            return
        said(expected(estimate))
        much = estimate.tokens_in + estimate.tokens_out > LIMIT
        if much and not yes and at_terminal() and not typer.confirm("Read?", default=False, err=True):
            raise InputError("Nothing was read. Name fewer articles, or leave --reader out.")

    return approve


def at_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


def expected(estimate: Estimate) -> str:
    """
    Return an estimate as a sentence.

    >>> from ingest.second.prompt import Estimate
    >>> expected(Estimate("ollama:small", 2, 9, 11000, 2250))
    'ollama:small will read 2 articles in about 9 calls: about 11,000 tokens in, 2,250 out, less what it read before.'
    """
    many = f"{estimate.articles} article{'s' if estimate.articles != 1 else ''}"
    tokens = f"about {estimate.tokens_in:,} tokens in, {estimate.tokens_out:,} out"
    return (
        f"{estimate.model} will read {many} in about {estimate.passages:,} calls: {tokens}, less what it read before."
    )


def told(cost: Cost | None) -> None:
    """Print what a chat model did and cost; nothing when none had a part."""
    for line in lines(cost) if cost else ():
        typer.echo(line)


def lines(cost: Cost) -> Iterator[str]:
    r"""
    Yield what a chat model did and cost, line by line.

    >>> from ingest.second.cost import Cost
    >>> done = Cost("ollama:small", "p1", passages=3, calls=2, cached=1, claims=4, refused={"a hedge is added": 2})
    >>> print(*lines(done), sep="\n")
    ollama:small: 2 calls, 1 of 3 passages from before; tokens not reported
    0 mentions and 4 claims entered, 0 agree with the rules, 0 differ, 0 were known, 2 refused
         2  a hedge is added
    """
    tokens = "tokens not reported"
    if cost.tokens_in is not None and cost.tokens_out is not None:
        tokens = f"{cost.tokens_in:,} tokens in, {cost.tokens_out:,} out"
    kept = f", {cost.cached} of {cost.passages} passages from before" if cost.cached else ""
    paid = tokens if cost.calls else "nothing to pay"
    if cost.error:
        paid = f"{tokens}, and what its provider charges for calls that failed"
    yield f"{cost.model}: {cost.calls} calls{kept}; {paid}"
    refused = sum(cost.refused.values())
    yield (
        f"{cost.mentions} mentions and {cost.claims} claims entered, {cost.agreed} agree with the rules, "
        f"{cost.differed} differ, {cost.known} were known, {refused} refused"
    )
    for reason, many in sorted(cost.refused.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{many:>{_WIDTH}}  {reason}"
    if cost.unread:
        cause = f" ({cost.error})" if cost.error else ""
        yield f"{cost.unread} passages were not read by it{cause}. The same command with --reader reads them."
    if cost.lost:
        yield f"{cost.lost} claims that it had proposed are gone. --reader {cost.model} reads for them again."


def is_unfinished(cost: Cost | None) -> bool:
    """Whether a model that was asked left passages unread."""
    return cost is not None and cost.unread > 0 and (cost.calls > 0 or cost.error is not None)
