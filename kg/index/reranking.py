"""How well a text answers a question: the :class:`Reranker` protocol, the MiniLM cross-encoder, and a fake."""

from __future__ import annotations

import math
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from .models import MINILM, Model, Network, packaged, tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence


@runtime_checkable
class Reranker(Protocol):
    """Anything that scores texts against a question."""

    @property
    def name(self) -> str:
        """Name of the model."""
        ...

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return a score in [0, 1] for each text, in the given order."""
        ...


class OnnxReranker:
    """
    Score with a cross-encoder, offline and on the processor; question and text are read together.

    Args:
        model: Checked files; the packaged MiniLM when ``None``.
        threads: How many pairs are read at once, at least 1.
        max_tokens: Where a pair is cut, its longer side first.

    >>> good, bad = OnnxReranker().score("Who signed her?", ["Harbour Nine signed her.", "It rained."])
    >>> good > 0.5 > bad
    True
    """

    def __init__(self, model: Model | None = None, *, threads: int = 1, max_tokens: int = 256) -> None:
        model = model or packaged(MINILM)
        self.name = f"{model.name}-{model.sha256[:8]}"
        self._threads = max(1, threads)
        self._tokenizer = tokenizer(model, max_tokens=max_tokens)
        self._network = Network(model)

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """
        Score each text; a score depends on the pair alone, not on the other texts.

        Returns:
            One probability-like number in [0, 1] for each text, in order: the sigmoid of the
            network's logit. It ranks well and is not calibrated.
        """
        if self._threads == 1 or len(texts) < 2:  # noqa: PLR2004 -- one pair needs no pool
            return [self._score(query, text) for text in texts]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(lambda text: self._score(query, text), texts))

    def _score(self, query: str, text: str) -> float:
        return sigmoid(float(self._network.run(self._tokenizer.encode(query, text))[0][0]))


class OverlapReranker:
    """
    A fake that needs no model: the share of the question's words that the text has.

    >>> OverlapReranker().score("Who signed Nova?", ["Nova signed a deal.", "It rained."])
    [0.6666666666666666, 0.0]
    """

    name = "overlap"

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return the share for each text, in order."""
        asked = _words(query)
        return [len(asked & _words(text)) / max(1, len(asked)) for text in texts]


def sigmoid(logit: float) -> float:
    """
    Squash a logit into [0, 1], without overflow.

    >>> sigmoid(0.0), sigmoid(-1000.0)
    (0.5, 0.0)
    """
    if logit >= 0:
        return 1.0 / (1.0 + math.exp(-logit))
    power = math.exp(logit)
    return power / (1.0 + power)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
