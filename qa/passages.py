"""
Which passages bear on a question: ranked lists by words, by meaning, by walks and by bridges, fused.

No step looks at every passage but the dot product with the question's vector; all else starts from the best
sentences and from the question's names, and follows ties.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.text.names import name_key

from .ranking import bridge, fuse
from .stems import words
from .titles import Titles
from .walks import Walks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.index.passages import Kind, Place

    from .library import Holdings, Key, Library, Line
    from .question import Question

    Similarities = NDArray[np.float32]

LONGEST_LIST = 50
LOOKED_AT = 10
"""Best passages and sentences from which names are taken."""
NEAR_PASSAGES = 100
"""Most similar passages at which a walk may start."""
WEIGHTS = (1.0, 0.5, 1.0, 1.0)
"""
Of the walk, the wide walk, the plain fusion and the bridge.

Chosen with the study's k = 5 on two public sets (``benchmarks/multihop.py``); docs/retrieval.md tells how.
"""
WIDE = 0.3
"""Weight of a name that only the best sentences bear, against 1 for one of the question."""
_LONGEST_TITLE = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """
    A question with its vector and how similar every sentence and every passage is to it, in [-1, 1].

    *sentences* and *passages* hold the row numbers of the most similar ones, best first.
    """

    question: Question
    near: Similarities
    similar: Similarities
    sentences: tuple[int, ...]
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """Ranked passages, as row numbers, best first; *plain* fuses the first three, *best* fuses all."""

    words: list[int]
    meaning: list[int]
    sentence: list[int]
    plain: list[int]
    walk: list[int]
    wide: list[int]
    bridge: list[int]
    best: list[int]


class Passages:
    """
    The passages and sentences of a library with their vectors, and the graph over them.

    Args:
        library: What the graph holds.
        holdings: The workspace with both indexes.
    """

    def __init__(self, library: Library, holdings: Holdings) -> None:
        self.library, self._holdings = library, holdings
        self.places, self._place_vectors = self._rows("passage")
        self.sentences, self._sentence_vectors = self._rows("sentence")
        self.row_of: dict[Key, int] = {place: i for i, place in enumerate(self.sentences)}
        self._number_of = {place: i for i, place in enumerate(self.places)}
        self.lines = [library.lines_of(*place) for place in self.places]
        self._holding = _holding(self.lines, self.row_of, len(self.sentences))
        self._names = Titles(source.title for source in library.sources.values())
        self._titles_in = {line.key: self._names.found(line.text) for lines in self.lines for line in lines}
        named = {article: self._named_in_title(article) for article in sorted(library.sources)}
        self.titles = [named[place.article] for place in self.places]
        told = [
            Counter(key for line in lines for key in self._keys(line)) + Counter(sorted(title))
            for lines, title in zip(self.lines, self.titles, strict=True)
        ]
        self._claims = sorted(fact.id for fact in library.facts.values() if fact.entities)
        self._claim_of = {claim: i for i, claim in enumerate(self._claims)}
        self.walks = Walks(told, [self._ties(claim) for claim in self._claims])

    def _rows(self, kind: Kind) -> tuple[list[Place], Similarities]:
        places, matrix = self._holdings.vectors.vectors(kind)
        kept = [i for i, place in enumerate(places) if place.article in self.library.sources]
        return [places[i] for i in kept], matrix[kept]

    def _ties(self, claim: str) -> tuple[tuple[int, ...], frozenset[str]]:
        fact = self.library.facts[claim]
        row = self.row_of.get(fact.key)
        return (() if row is None else self._holding[row]), fact.entities

    def _named_in_title(self, article: str) -> frozenset[str]:
        """
        Return the entities whose spelling stands in a title, and the title itself if it is a name.

        One word alone must be the whole of the title.
        """
        itself = self._names.key(self.library.sources[article].title)
        written = words(self.library.sources[article].title)
        found = set()
        for size in range(1, min(len(written), _LONGEST_TITLE) + 1):
            if size == 1 and len(written) > 1:
                continue
            for at in range(len(written) - size + 1):
                found |= set(self.library.spellings.get(name_key(" ".join(written[at : at + size])), ())[:1])
        return frozenset(found & self.library.entities_of(article)) | ({itself} if itself else set())

    def _keys(self, line: Line) -> list[str]:
        return [*(key for _, _, key in line.mentions), *self._titles_in.get(line.key, ())]

    # ------------------------------------------------------------ a question

    def seen(self, question: Question) -> Seen:
        """Embed a question and compare it with every sentence and passage."""
        vector = np.array(self._holdings.embedder.embed_query(question.text), dtype=np.float32)
        near, similar = self._sentence_vectors @ vector, self._place_vectors @ vector
        return Seen(question, near, similar, highest(near, 10 * LONGEST_LIST), highest(similar, NEAR_PASSAGES))

    def similar(self, text: str) -> dict[Key, float]:
        """Return how near each sentence is to a text, as cosine, by where it stands."""
        near = self._sentence_vectors @ np.array(self._holdings.embedder.embed_query(text), dtype=np.float32)
        return dict(zip(self.row_of, near.tolist(), strict=True))

    def vectors(self, keys: Sequence[Key]) -> Similarities:
        """Return the vectors of some sentences, one row each; zeros for one that is not indexed."""
        rows = [self.row_of.get(key) for key in keys]
        none = np.zeros(self._sentence_vectors.shape[1], dtype=np.float32)
        return np.array([none if row is None else self._sentence_vectors[row] for row in rows], dtype=np.float32)

    def lists(self, seen: Seen, *, chain: bool = True) -> Lists:
        """
        Rank the passages in every way.

        Args:
            seen: The question.
            chain: Whether its answer may lie a step away; else no bridge is looked for, which would crowd the list.
        """
        question = seen.question
        found, meaning = self.found(question, "passage"), list(seen.passages[:LONGEST_LIST])
        sentence = self._by_sentence(seen)
        plain = [i for i, _ in fuse([(1.0, found), (1.0, meaning), (1.0, sentence)])]
        walk, wide = self._walked(seen)
        stepped = self._bridged(seen, plain) if chain else []
        best = list(zip(WEIGHTS, (walk, wide, plain, stepped), strict=True))
        return Lists(found, meaning, sentence, plain, walk, wide, stepped, [i for i, _ in fuse(best)])

    def found(self, question: Question, kind: Kind) -> list[int]:
        """Return passages or sentences by words, as row numbers."""
        rows: Mapping[Any, int] = self._number_of if kind == "passage" else self.row_of
        everything = self.library.is_whole
        hits = self._holdings.words.search(
            question.text,
            k=LONGEST_LIST,
            kind=kind,
            articles=None if everything else sorted(self.library.sources),
            phrases=[link.text for link in question.links],
        )
        return [rows[place] for hit in hits if (place := (hit.article, hit.start, hit.end)) in rows]

    def _by_sentence(self, seen: Seen) -> list[int]:
        """Rank passages by their best sentence."""
        order = dict.fromkeys(number for row in seen.sentences for number in self._holding[row])
        return list(order)[:LONGEST_LIST]

    def _walked(self, seen: Seen) -> tuple[list[int], list[int]]:
        """Walk from the question's names, and from those of the best sentences too."""
        narrow = dict.fromkeys(self._asked(seen.question), 1.0)
        wide = dict.fromkeys((k for line in self._best_lines(seen) for k in sorted(self._keys(line))), WIDE) | narrow
        least = float(seen.similar[seen.passages[-1]]) if seen.passages else 0.0
        near = {number: float(seen.similar[number]) - least for number in seen.passages}
        starts = [self.walks.start(names, near) for names in (narrow, wide)]
        one, other = (self.walks.rank(start, k=LONGEST_LIST) for start in starts)
        return one, other

    def _asked(self, question: Question) -> list[str]:
        return [*sorted(question.keys), *self._names.found(question.text)]

    def _best_lines(self, seen: Seen) -> Iterator[Line]:
        for row in seen.sentences[:LOOKED_AT]:
            if (place := self.sentences[row]) in self.library.lines:
                yield self.library.lines[place]

    def _bridged(self, seen: Seen, plain: Sequence[int]) -> list[int]:
        stepped = bridge(
            plain,
            self._asked(seen.question),
            self.walks,
            similarity=lambda number: float(seen.similar[number]),
            sentence_of=self._entity_similarity(plain[:LOOKED_AT], seen.near),
            titles=self.titles,
        )
        return stepped[:LONGEST_LIST]

    def _entity_similarity(self, passages: Iterable[int], near: Similarities) -> dict[tuple[int, str], float]:
        found: dict[tuple[int, str], float] = {}
        for number in passages:
            for line in self.lines[number]:
                row = self.row_of.get(line.key)
                for key in self._keys(line) if row is not None else ():
                    found[number, key] = max(found.get((number, key), 0.0), float(near[row]))
        return found


def highest(values: Similarities, k: int) -> tuple[int, ...]:
    """
    Return the places of the *k* highest values, best first, ties in order.

    >>> highest(np.array([0.1, 0.9, 0.9, 0.5], dtype=np.float32), 3)
    (1, 2, 3)
    """
    if k < values.size:
        least = np.partition(values, values.size - k)[values.size - k]
        rows = np.flatnonzero(values >= least)
    else:
        rows = np.arange(values.size)
    return tuple(int(row) for row in rows[np.argsort(-values[rows], kind="stable")][:k])


def _holding(lines: Sequence[Sequence[Line]], row_of: dict[Key, int], count: int) -> list[tuple[int, ...]]:
    """Return for each sentence the passages that hold it."""
    holding: list[list[int]] = [[] for _ in range(count)]
    for number, some in enumerate(lines):
        for line in some:
            if line.key in row_of:
                holding[row_of[line.key]].append(number)
    return [tuple(numbers) for numbers in holding]
