"""
The word index: places in articles, found by the words they use, in tantivy (BM25, English stems).

It holds the same rows as the vector index. One commit takes an article's old rows out and puts the
new ones in, so that a killed writer leaves the articles of its last commit as they were before.
"""

from __future__ import annotations

from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING, Any, Self

from kg.errors import WorkspaceError, WorkspaceLockedError

from .passages import ArticleText, Hit, Kind, entries, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from tantivy import Document, Index, Query, Schema, TextAnalyzer

_VERSION = "1"  # of the fields below; another one is another folder, filled anew
_ANALYZER = "onrecord_en"
_LONGEST = 60  # bytes of a word; tantivy cannot index one above 65,530, and nobody asks for one above this
_GROUP = 256  # articles in one commit
_HEAP = 50_000_000  # bytes; tantivy wants at least 15 MB for a writing thread
_MOST_TERMS = 256  # of a query: a whole article pasted in must not make a query of thousands

TITLE_BOOST = 0.4
PHRASE_BOOST = 2.0
"""Weights of a word in the title and of a phrase, against 1 for a word in the text; chosen, not yet tuned."""


class WordIndex:
    """
    Find sentences and passages by words.

    The index is derived: an article whose hash in :meth:`state` is not the store's is replaced, and
    the folder may be deleted at any time. One writer at a time; readers, in this or another
    process, see a commit at their next query.

    Args:
        folder: Made at the first write.

    >>> import tempfile; from pathlib import Path
    >>> index = WordIndex(Path(tempfile.mkdtemp()))
    >>> index.replace("a1", "0f3a", [(0, 15, "Nova Vale sang."), (16, 27, "Rain fell on.")])
    >>> index.search("singing? sings! (sang)", k=1, kind="sentence")[0].end
    15
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / _VERSION
        self._lock = RLock()
        self._index: Index | None = None
        self._analyzer: TextAnalyzer | None = None
        self._seen: tuple[int, int, int] | None = None

    def state(self) -> dict[str, str]:
        """Return the text hash of every article in the index."""
        with self._lock:
            index = self._reader()
            if index is None:
                return {}
            searcher, query = index.searcher(), _term(index.schema, "kind", "article")
            found = searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits
            rows = (searcher.doc(address) for _, address in found)
            return dict(sorted((_stored(row, "article"), _stored(row, "sha256")) for row in rows))

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
            title: Searched with each of its rows, at a lower weight.
            published: Day as yyyymmdd, 0 when unknown; accepted so that both indexes are fed alike, and not kept.
            outlet: Who published it; likewise.

        Raises:
            WorkspaceLockedError: Another writer has the index open.
        """
        self.replace_many([ArticleText(article, sha256, sentences, title, published, outlet)])

    def replace_many(self, articles: Iterable[ArticleText]) -> None:
        """
        Replace many articles, some in each commit.

        Articles are taken from the iterable as they are needed, so that it may be a generator.

        Raises:
            WorkspaceLockedError: Another writer has the index open.
        """
        waiting = iter(articles)
        while group := {item.article: item for item in islice(waiting, _GROUP)}:
            self._write(group, [row for item in group.values() for row in _documents(item)])

    def remove(self, *articles: str) -> None:
        """Remove articles; an unknown one is no error."""
        if articles and (self._folder / "meta.json").exists():
            self._write(articles, [])

    def search(
        self,
        query: str,
        *,
        k: int = 8,
        kind: Kind = "passage",
        articles: Collection[str] | None = None,
        phrases: Sequence[str] = (),
    ) -> list[Hit]:
        """
        Find the places that use the words of *query*.

        Args:
            query: Any text; it is cut into words, and no character of it has a meaning of its own.
            k: How many places to return; none when it is below 1.
            kind: Sentences or passages.
            articles: Look only into these; ``None`` for all.
            phrases: Names or quotations that count more where their words stand together.

        Returns:
            At most *k* hits, best first; scores are BM25, above 0 and without an upper end.

        Raises:
            WorkspaceError: The folder cannot be read as an index.
        """
        if k < 1 or (articles is not None and not articles):
            return []
        with self._lock:
            index = self._reader()
            asked = None if index is None else self._asked(index.schema, query, phrases)
            if index is None or asked is None:
                return []
            searcher = index.searcher()
            narrowed = _narrowed(index.schema, asked, kind, articles)
            found = searcher.search(narrowed, limit=k, count=False).hits
            hits = [_hit(searcher.doc(address), score, kind) for score, address in found]
        return sorted(hits, key=lambda hit: (-hit.score, hit.article, hit.start, hit.end))

    def close(self) -> None:
        """Let go of the folder's files; the next call opens them again."""
        with self._lock:
            self._index = self._seen = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, articles: Iterable[str], documents: Iterable[Document]) -> None:
        with self._lock:
            index = self._index or self._opened()
            try:
                writer = index.writer(_HEAP, 1)
            except ValueError as error:
                raise WorkspaceLockedError(
                    f"The word index in {self._folder} is being written by another process ({error}); try again later."
                ) from error
            try:
                for article in articles:
                    writer.delete_documents_by_term("article", article)
                for document in documents:
                    writer.add_document(document)
                writer.commit()
            finally:
                writer.wait_merging_threads()  # also lets go of the lock

    def _reader(self) -> Index | None:
        """Open the index, or load what was committed since; ``None`` when nothing was ever written."""
        try:
            stat = (self._folder / "meta.json").stat()
        except FileNotFoundError:
            return None
        index = self._index or self._opened()
        seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if seen != self._seen:
            index.reload()
            self._seen = seen
        return index

    def _opened(self) -> Index:
        import tantivy

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(_schema(), path=str(self._folder))
        except (OSError, ValueError) as error:
            raise WorkspaceError(
                f"The word index in {self._folder} cannot be opened ({error}); delete that folder: "
                "it is derived, and the next ingest fills it again."
            ) from error
        index.config_reader(reload_policy="manual")  # no thread that watches: every query looks for itself
        self._analyzer = _analyzer()
        index.register_tokenizer(_ANALYZER, self._analyzer)
        self._index, self._seen = index, None
        return index

    def _asked(self, schema: Schema, query: str, phrases: Sequence[str]) -> Query | None:
        """Build the query from stems; ``None`` when there are none."""
        from tantivy import Query

        assert self._analyzer is not None
        stems = list(dict.fromkeys(self._analyzer.analyze(whole(query))))[:_MOST_TERMS]
        parts = [_either(schema, [stem]) for stem in stems]
        for phrase in phrases:
            words = self._analyzer.analyze(whole(phrase))[:_MOST_TERMS]
            parts += [Query.boost_query(_either(schema, words), PHRASE_BOOST)] if words else []
        return _any(parts) if parts else None


def _schema() -> Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("article", "kind", "sha256"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("start", "end"):
        builder.add_unsigned_field(name, stored=True)
    for name in ("text", "title"):
        builder.add_text_field(name, tokenizer_name=_ANALYZER)
    return builder.build()


def _analyzer() -> TextAnalyzer:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in (Filter.remove_long(_LONGEST), Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()


def _documents(article: ArticleText) -> list[Document]:
    """Make an article's rows, and one that says the article is there."""
    from tantivy import Document

    shared = {"article": article.article, "sha256": article.sha256}
    rows = [
        Document(**shared, kind=row.kind, start=row.start, end=row.end, text=row.text, title=article.title)
        for row in entries(article)
    ]
    return [Document(**shared, kind="article"), *rows]


def _term(schema: Schema, field: str, value: str) -> Query:
    from tantivy import Query

    return Query.term_query(schema, field, value, index_option="basic")


def _either(schema: Schema, words: list[str]) -> Query:
    """Match a word, or words in a row, in the text or (for less) in the title."""
    from tantivy import Query

    def one(field: str) -> Query:
        if len(words) > 1:
            return Query.phrase_query(schema, field, list(words))
        return Query.term_query(schema, field, words[0])

    return _any([one("text"), Query.boost_query(one("title"), TITLE_BOOST)])


def _any(parts: Sequence[Query]) -> Query:
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _narrowed(schema: Schema, asked: Query, kind: Kind, articles: Collection[str] | None) -> Query:
    """Add the filters, which weigh nothing."""
    from tantivy import Occur, Query

    filters = [_term(schema, "kind", kind)]
    if articles is not None:
        filters.append(Query.term_set_query(schema, "article", sorted(set(articles))))
    weightless = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in filters]
    return Query.boolean_query([(Occur.Must, asked), *weightless])


def _hit(row: Document, score: float, kind: Kind) -> Hit:
    return Hit(_stored(row, "article"), _stored(row, "start"), _stored(row, "end"), score, kind, _stored(row, "sha256"))


def _stored(row: Document, field: str) -> Any:
    return row.get_first(field)
