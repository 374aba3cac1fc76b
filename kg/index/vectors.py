"""
The vector index: places in articles, found by meaning, in an embedded Chroma.

Two processes that have a Chroma folder open spoil it: both write the neighbour graph down, a query as well as
an addition (measured: 520 of 770 queries failed beside a writer, and the folder stayed broken). So every call
takes its turn at a lock file, and opens Chroma anew when another process has written in between (25 ms).
Sentences and passages have a collection each, since a filter on kind makes a query 3 to 6 times slower
(8,000 rows: 2.5 ms without, 8 to 16 ms with).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from . import chroma
from .embedding_cache import CachedEmbedder
from .passages import KINDS, ArticleText, Hit, Kind, Place, embedded_text, entries, whole
from .turn import Turn
from .vector_marks import Mark, Marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from .embedding import Embedder

_GROUP = 64  # articles whose rows are written between two marks


class VectorIndex:
    """
    Find sentences and passages by meaning.

    The index is derived: an article whose hash in :meth:`state` is not the store's is replaced, and
    the folder may be deleted at any time. One writer at a time (the workspace's lock sees to it); readers in
    other processes wait while a group of articles is written, and see it at their next query.

    Args:
        folder: Made at the first write.
        embedder: Rows of different embedders live side by side and never mix.

    >>> import tempfile; from pathlib import Path; from kg.index.embedding import HashingEmbedder
    >>> index = VectorIndex(Path(tempfile.mkdtemp()), HashingEmbedder())
    >>> index.replace("a1", "0f3a", [(0, 15, "Nova Vale sang."), (16, 27, "Rain fell on.")])
    >>> index.nearest("who sang?", k=1, kind="sentence")[0].end
    15
    >>> index.close()
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder = folder.resolve()
        self._embedder = embedder
        self._space = _slug(embedder.name)
        self._marks = Marks(folder / "marks.sqlite", self._space)
        self._cache: CachedEmbedder | None = None
        self._turn = Turn(folder / "turn.lock")

    def state(self) -> dict[str, str]:
        """
        Return the text hash of every article in the index.

        The hash is empty where rows are missing or left over (a killed writer, a lost file): such an
        article is to be replaced or removed.
        """
        with self._turn:
            marks = self._marks.all()
            state = {mark.article: mark.sha256 for mark in marks}
            counts = {kind: self._count(kind) for kind in KINDS}
            if counts != {"sentence": sum(m.sentences for m in marks), "passage": sum(m.passages for m in marks)}:
                state |= dict.fromkeys(self._unsound(marks), "")
            return state

    def replace(
        self,
        article: str,
        sha256: str,
        sentences: Sequence[tuple[int, int, str]],
        *,
        title: str = "",
        published: int = 0,
        outlet: str = "",
    ) -> None:
        """
        Put one article's rows in place of whatever the index held for it.

        Args:
            article: Its id.
            sha256: Hash of its text.
            sentences: ``(start, end, text)`` in reading order.
            title: Put before each passage when it is embedded.
            published: Day as yyyymmdd, 0 when unknown.
            outlet: Who published it.
        """
        self.replace_many([ArticleText(article, sha256, sentences, title, published, outlet)])

    def replace_many(self, articles: Iterable[ArticleText]) -> None:
        """
        Replace many articles, some at a time; one killed on the way shows in :meth:`state`.

        Articles are taken from the iterable as they are needed, so that it may be a generator.
        """
        waiting = iter(articles)
        while group := {item.article: item for item in islice(waiting, _GROUP)}:
            self._replace_group(list(group.values()))

    def remove(self, *articles: str) -> None:
        """Remove articles, in the rows of every embedder; an unknown one is no error."""
        if not articles or not self._folder.exists():
            return
        with self._turn:
            client = self._client()
            self._wrote(self._marks.begin(articles))
            for collection in client.list_collections():
                chroma.delete(collection, articles)
            self._wrote(self._marks.drop(articles))

    def nearest(
        self, text: str, *, k: int = 8, kind: Kind = "passage", articles: Collection[str] | None = None
    ) -> list[Hit]:
        """
        Find the places whose meaning is closest to *text*.

        Args:
            text: A question or a sentence; the embedder reads its first 256 tokens.
            k: How many places to return; none when it is below 1.
            kind: Sentences or passages.
            articles: Look only into these; ``None`` for all.

        Returns:
            At most *k* hits, best first. Scores are cosine similarities in [-1, 1].

        Raises:
            WorkspaceError: The folder cannot be read as an index.
        """
        if k < 1 or (articles is not None and not articles):
            return []
        if not chroma.exists(self._folder):
            return []
        vector = self._embedder.embed_query(whole(text))
        with self._turn:
            collection = self._collection(kind)
            if collection is None:
                return []
            hits = chroma.query(collection, vector, k=k, kind=kind, articles=articles)
        return sorted(hits, key=lambda hit: (-hit.score, hit.article, hit.start, hit.end))[:k]

    def vectors(self, kind: Kind = "passage") -> tuple[list[Place], NDArray[np.float32]]:
        """
        Return every place with its vector, for exact ranking in memory.

        Returns:
            The places, sorted, and a matrix with one row of length 1 for each.
        """
        import numpy as np

        with self._turn:
            collection = self._collection(kind)
            rows = [] if collection is None else chroma.all_rows(collection)
        rows.sort(key=lambda row: row[0])
        if not rows:
            return [], np.zeros((0, self._embedder.dim), dtype=np.float32)
        matrix = np.array([vector for _, vector in rows], dtype=np.float32)
        return [place for place, _ in rows], matrix / np.linalg.norm(matrix, axis=1, keepdims=True)

    def close(self) -> None:
        """Let go of the folder's files; the next call opens them again."""
        with self._turn:
            chroma.close(self._folder)
            self._marks.close()
            if self._cache is not None:
                self._cache.close()
                self._cache = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _replace_group(self, group: list[ArticleText]) -> None:
        rows = [(article, entry) for article in group for entry in entries(article)]
        with self._turn:
            self._cache = self._cache or CachedEmbedder(self._embedder, self._folder / "embeddings.sqlite")
            cache = self._cache
        vectors = cache.embed_documents([embedded_text(entry, article.title) for article, entry in rows])
        with self._turn:
            self._client()  # before our own mark makes another process's unseen
            ids = [article.article for article in group]
            self._wrote(self._marks.begin(ids))
            for kind in KINDS:
                collection = self._collection(kind, create=True)
                chroma.delete(collection, ids)
                chroma.upsert(
                    collection, [(*row, v) for row, v in zip(rows, vectors, strict=True) if row[1].kind == kind]
                )
            counts = Counter((entry.article, entry.kind) for _, entry in rows)
            marks = [Mark(a.article, a.sha256, *(counts[a.article, kind] for kind in KINDS)) for a in group]
            self._wrote(self._marks.finish(marks))

    def _unsound(self, marks: Iterable[Mark]) -> set[str]:
        """Compare marks with rows one by one; slow, and needed only when the totals differ."""
        wrong: set[str] = set()
        for kind in KINDS:
            rows = self._collection(kind)
            found = Counter([] if rows is None else chroma.articles_of_rows(rows))
            marked = {m.article: m.sentences if kind == "sentence" else m.passages for m in marks}
            wrong |= {article for article in found.keys() | marked.keys() if found[article] != marked.get(article, 0)}
        return wrong

    def _count(self, kind: Kind) -> int:
        collection = self._collection(kind)
        return 0 if collection is None else int(collection.count())

    def _collection(self, kind: Kind, *, create: bool = False) -> Any:
        if not create and not (self._turn.shared and chroma.exists(self._folder)):
            return None
        return chroma.collection(self._client(), f"{self._space}-{self._embedder.dim}-{kind}", create=create)

    def _client(self) -> Any:
        return chroma.client(self._folder, self._marks.generation())

    def _wrote(self, generation: int) -> None:
        chroma.has_seen(self._folder, generation)


def _slug(name: str) -> str:
    """
    Turn a name into one that Chroma allows, told apart by a hash where letters were lost.

    >>> _slug("hashing-512"), _slug("onnx/bge")
    ('hashing-512', 'onnx-bge-7e7121')
    """
    slug = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:80]
    return slug if slug == name else f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
