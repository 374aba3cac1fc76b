"""
What the two indexes hold: every sentence of an article, and passages of neighbouring sentences.

Both indexes are filled from :func:`entries`, so that a place found by meaning and a place found
by words are the same place. Neither keeps the text: it stands in the store, at these offsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Reading

Kind = Literal["sentence", "passage"]
KINDS: tuple[Kind, ...] = ("sentence", "passage")

PASSAGE_WORDS = 120
"""About 160 tokens: with the title, a passage stays well inside the 256 tokens that the embedder reads."""


class Place(NamedTuple):
    """A stretch of one article's text, half-open, in code points."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A place that an index found.

    Args:
        score: Higher is better; cosine similarity in [-1, 1] from vectors, BM25 (0 and up) from words.
        sha256: Hash of the article text that was indexed; when the store's is another, the hit is stale.
    """

    article: str
    start: int
    end: int
    score: float
    kind: Kind
    sha256: str


@dataclass(frozen=True, slots=True)
class ArticleText:
    """
    One article as the indexes take it in.

    Args:
        sentences: ``(start, end, text)`` in reading order.
        published: Day of publication as yyyymmdd, 0 when unknown.
    """

    article: str
    sha256: str
    sentences: Sequence[tuple[int, int, str]]
    title: str = ""
    published: int = 0
    outlet: str = ""

    @classmethod
    def of(cls, reading: Reading) -> ArticleText:
        """
        Take what the indexes need from a reading.

        >>> from kg.model import Article, Reading, Span
        >>> ArticleText.of(Reading(Article(id="a1", text="Nova Vale sang."), sentences=(Span(0, 15),))).sentences
        ((0, 15, 'Nova Vale sang.'),)
        """
        article = reading.article
        return cls(
            article=article.id,
            sha256=article.sha256,
            sentences=tuple((span.start, span.end, span.of(article.text)) for span in reading.sentences),
            title=article.title,
            published=int(f"{article.published:%Y%m%d}") if article.published else 0,
            outlet=article.outlet,
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of an index: a place and its words."""

    article: str
    kind: Kind
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """
        Name of the row, the same whenever the same text is read.

        >>> Entry("a1", "sentence", 0, 15, "Nova Vale sang.").id
        'a1#0-15'
        """
        return f"{self.article}#{self.start}-{self.end}"


def entries(article: ArticleText) -> list[Entry]:
    """
    List the rows of an article: its sentences in order, then its passages in order.

    Sentences without a letter or digit are left out: nobody can ask for them.

    >>> two = ArticleText("a1", "", [(0, 9, "It sells."), (10, 14, "* * ")])
    >>> [(e.kind, e.start, e.end) for e in entries(two)]
    [('sentence', 0, 9), ('passage', 0, 9)]
    """
    told = [row for row in article.sentences if any(map(str.isalnum, row[2]))]
    rows = [Entry(article.article, "sentence", start, end, text) for start, end, text in told]
    for first, stop in windows([len(text.split()) for _, _, text in told]):
        joined = " ".join(text for _, _, text in told[first:stop])
        rows.append(Entry(article.article, "passage", told[first][0], told[stop - 1][1], joined))
    return list({(row.kind, row.id): row for row in rows}.values())


def windows(lengths: Sequence[int], *, limit: int = PASSAGE_WORDS) -> Iterator[tuple[int, int]]:
    """
    Cut a run of sentences into windows of at most *limit* words that overlap by one sentence.

    A sentence longer than *limit* stands alone. The overlap is given up where it would leave no
    room for the next sentence, so that no window lies inside another.

    Args:
        lengths: Words of each sentence.
        limit: Most words of a window, at least 1.

    Yields:
        Half-open index ranges, in order; together they cover every sentence.

    >>> list(windows([50, 50, 50, 200, 10]))
    [(0, 2), (1, 3), (3, 4), (4, 5)]
    """
    first = 0
    while first < len(lengths):
        stop, words = first + 1, lengths[first]
        while stop < len(lengths) and words + lengths[stop] <= limit:
            words += lengths[stop]
            stop += 1
        yield first, stop
        if stop == len(lengths):
            return
        overlaps = stop - first > 1 and lengths[stop - 1] + lengths[stop] <= limit
        first = stop - 1 if overlaps else stop


def embedded_text(entry: Entry, title: str) -> str:
    """
    Return what is embedded for a row: a passage is read under its title, a sentence alone.

    >>> embedded_text(Entry("a1", "passage", 0, 9, "It sells."), "Nova Vale")
    'Nova Vale. It sells.'
    """
    if entry.kind == "sentence" or not title:
        return entry.text
    return f"{title.rstrip('.')}. {entry.text}"


def whole(text: str) -> str:
    r"""
    Replace half characters, which a badly decoded command line can hold and no Rust library takes.

    >>> whole("Nova\udcff")
    'Nova?'
    """
    return text.encode("utf-8", "replace").decode()
