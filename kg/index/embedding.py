"""
Texts to vectors: the :class:`Embedder` protocol, the bge embedder, adapters for other people's, and a fake.

The protocol has the two methods of LangChain's ``Embeddings``, so that ours fit there and theirs
fit here (:func:`adapt`). All vectors are of length 1, so that a dot product is a cosine.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from kg.errors import InputError, ModelError

from .models import BGE, Model, Network, from_folder, packaged, tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Vector = list[float]
Pooling = Literal["cls", "mean"]

BGE_QUERY = "Represent this sentence for searching relevant passages: "
"""The model card's prefix for questions; 26 pairs of our own could not tell it from none (study-stack.md, 2)."""


class LangChainEmbeddings(Protocol):
    """The two methods of ``langchain_core.embeddings.Embeddings``."""

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        """Embed texts to be found."""
        ...

    def embed_query(self, text: str) -> Vector:
        """Embed a question."""
        ...


@runtime_checkable
class Embedder(Protocol):
    """
    Anything that turns texts into vectors.

    ``name`` tells vectors of different models apart, so it changes whenever the vectors would;
    ``dim`` is the length of every vector.
    """

    @property
    def name(self) -> str:
        """Name of the model, with whatever changes its vectors."""
        ...

    @property
    def dim(self) -> int:
        """Numbers in a vector."""
        ...

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        """Embed texts to be found, in the given order."""
        ...

    def embed_query(self, text: str) -> Vector:
        """Embed a question."""
        ...


def embedder(spec: str = "bge", *, threads: int = 1) -> Embedder:
    """
    Make the embedder that a setting names.

    Args:
        spec: ``bge``; ``hashing`` (no model, for trying things out); ``onnx:FOLDER`` with ``model.onnx`` and
            ``tokenizer.json``; ``sentence-transformers:MODEL``, which needs that package and may go to the network.
        threads: How many texts are embedded at once, at least 1.

    Raises:
        InputError: No such kind of embedder.
        ModelError: Its files or its package are missing.

    >>> embedder("hashing").name
    'hashing-512'
    """
    kind, _, rest = spec.partition(":")
    if spec == "bge":
        return OnnxEmbedder(packaged(BGE), pooling="cls", query_prefix=BGE_QUERY, threads=threads)
    if spec == "hashing":
        return HashingEmbedder()
    if kind == "onnx" and rest:
        folder = Path(rest).expanduser()
        return OnnxEmbedder(from_folder(folder), pooling=_pooling(folder), threads=threads)
    if kind == "sentence-transformers" and rest:
        return adapt(_sentence_transformer(rest), spec)
    raise InputError(f"No embedder is called {spec!r}; use bge, hashing, onnx:FOLDER or sentence-transformers:MODEL.")


class OnnxEmbedder:
    """
    Embed with an ONNX network, offline and on the processor.

    Args:
        model: Checked files.
        pooling: ``cls`` takes the first token's vector, ``mean`` the average of all.
        query_prefix: Put before a question, as the model's card asks.
        threads: How many texts are embedded at once.
        max_tokens: Where a text is cut. Our passages stay below the default.

    >>> bge = embedder()
    >>> bge.dim, round(math.hypot(*bge.embed_query("Who sings?")), 3)
    (384, 1.0)
    """

    def __init__(
        self,
        model: Model,
        *,
        pooling: Pooling = "mean",
        query_prefix: str = "",
        threads: int = 1,
        max_tokens: int = 256,
    ) -> None:
        self.name = f"{model.name}-{model.sha256[:8]}-{pooling}-{max_tokens}"
        self._pooling = pooling
        self._query_prefix = query_prefix
        self._threads = max(1, threads)
        self._tokenizer = tokenizer(model, max_tokens=max_tokens)
        self._network = Network(model)

    @cached_property
    def dim(self) -> int:
        """Numbers in a vector, found by embedding one word."""
        return len(self._embed("a"))

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        """Embed *texts*, in order; the vectors do not depend on order, company or threads."""
        if self._threads == 1 or len(texts) < 2:  # noqa: PLR2004 -- one text needs no pool
            return [self._embed(text) for text in texts]
        with ThreadPoolExecutor(self._threads) as pool:  # onnxruntime lets go of the interpreter while it computes
            return list(pool.map(self._embed, texts))

    def embed_query(self, text: str) -> Vector:
        """Embed a question, with the model's prefix."""
        return self._embed(self._query_prefix + text)

    def _embed(self, text: str) -> Vector:
        output = self._network.run(self._tokenizer.encode(text))[0]
        if output.ndim > 1:  # else the network pools by itself
            output = output[0] if self._pooling == "cls" else output.mean(axis=0)
        return unit(output.tolist())


class HashingEmbedder:
    """
    A fake that needs no model: words and their four-letter pieces, hashed into a vector.

    Texts that share words come out close, others nearly orthogonal. It gives the same vectors in
    every process and on every machine.

    Args:
        dim: Numbers in a vector, at least 2.

    >>> fake = HashingEmbedder()
    >>> a, b, c = fake.embed_documents(["the label signed her", "a label signs", "rain on Tuesday"])
    >>> sum(x * y for x, y in zip(a, b)) > sum(x * y for x, y in zip(a, c))
    True
    """

    def __init__(self, dim: int = 512) -> None:
        self.dim = dim
        self.name = f"hashing-{dim}"

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        """Embed *texts*, in order."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> Vector:
        """Embed a question; nothing distinguishes it from another text."""
        vector = [0.0] * self.dim
        for word in re.findall(r"\w+", text.lower()):
            for piece in {word, *(word[i : i + 4] for i in range(len(word) - 3))}:
                digest = int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8).digest(), "big")
                vector[digest % self.dim] += 1.0 if digest >> 63 else -1.0
        return unit(vector)


class AdaptedEmbedder:
    """A LangChain embedding with a name, whose vectors are brought to length 1."""

    def __init__(self, embeddings: LangChainEmbeddings, name: str) -> None:
        self.name = name
        self._embeddings = embeddings

    @cached_property
    def dim(self) -> int:
        """Numbers in a vector, found by embedding one word."""
        return len(self._embeddings.embed_query("a"))

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        """Embed *texts*, in order."""
        return [unit(vector) for vector in self._embeddings.embed_documents(texts)]

    def embed_query(self, text: str) -> Vector:
        """Embed a question."""
        return unit(self._embeddings.embed_query(text))


def adapt(embeddings: LangChainEmbeddings, name: str) -> Embedder:
    """
    Let any LangChain embedding serve as an :class:`Embedder`.

    Args:
        embeddings: An object with ``embed_documents`` and ``embed_query``.
        name: Tells its vectors from others; change it when the model behind it changes.

    >>> adapt(HashingEmbedder(8), "mine").dim
    8
    """
    return AdaptedEmbedder(embeddings, name)


def unit(vector: Sequence[float]) -> Vector:
    """
    Scale a vector to length 1; one of zeros becomes the first axis, since a cosine needs a direction.

    >>> unit([3.0, 4.0]), unit([0.0, 0.0])
    ([0.6, 0.8], [1.0, 0.0])
    """
    length = math.hypot(*vector)
    if length == 0.0:
        return [1.0, *[0.0] * (len(vector) - 1)]
    return [float(x) / length for x in vector]


class _SentenceTransformer:
    """The two LangChain methods over a ``sentence_transformers.SentenceTransformer``."""

    def __init__(self, model: _Encodes) -> None:
        self._model = model

    def embed_documents(self, texts: list[str]) -> list[Vector]:
        rows: list[Vector] = self._model.encode(texts, show_progress_bar=False).tolist()
        return rows

    def embed_query(self, text: str) -> Vector:
        return self.embed_documents([text])[0]


class _Encodes(Protocol):
    def encode(self, sentences: list[str], *, show_progress_bar: bool) -> NDArray[float]:  # type: ignore[type-var]
        ...


def _sentence_transformer(name: str) -> LangChainEmbeddings:
    try:
        library = import_module("sentence_transformers")
    except ImportError as error:
        raise ModelError(
            f"The embedder sentence-transformers:{name} needs a package that is not installed; "
            "run `pip install sentence-transformers`, or use the embedder bge."
        ) from error
    return _SentenceTransformer(library.SentenceTransformer(name))


def _pooling(folder: Path) -> Pooling:
    """Read how the model pools where sentence-transformers left a note of it; most models average."""
    try:
        noted = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "mean"
    return "cls" if isinstance(noted, dict) and noted.get("pooling_mode_cls_token") else "mean"
