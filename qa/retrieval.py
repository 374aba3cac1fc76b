"""
Which sentences of the corpus bear on a question: fused ranking, then a cross-encoder.

Also a LangChain retriever, so that the ranking fits into other people's chains.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from kg.index.reranking import sigmoid

from .ranking import Walks, bridge, fuse
from .stems import content
from .timing import in_time, names_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from numpy.typing import NDArray

    from kg.index.passages import Kind, Place
    from kg.index.reranking import Reranker

    from .library import Fact, Holdings, Key, Library, Line
    from .question import Question

RERANKED = 16
"""Sentences that the cross-encoder reads; 10 ms each on one slow core."""
CHANCE = (-3.67, 0.37, 0.04, 0.78, 1.17)
"""
Bias and weights of the cross-encoder's logit, the names, the words and the time, of a logistic regression.

Fitted on the 122 answerable questions of the gold's development half and 58 unanswerable ones, label: the best
sentence is one that the gold names. The encoder's own probability saturates: 0.99 is not yet a sentence that answers.
"""
STRANGER, WORDLESS = 0.7, 0.8
"""What a sentence is worth for each name of the question that its article never mentions; without any of its words."""
_SURE = 1e-5
_LIST = 50
_PASSAGES = 10
_LENT = 0.8


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    A sentence that bears on a question.

    Args:
        text: Exactly ``text[start:end]`` of the article.
        score: 0 to 1, how likely it is to answer.
        claims: Ids of the claims that it states.
    """

    article: str
    start: int
    end: int
    text: str
    score: float
    claims: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Where it stands."""
        return (self.article, self.start, self.end)


class Searcher:
    """
    Ranks the passages and sentences of a library.

    Args:
        library: What the graph holds.
        holdings: The workspace with both indexes.
        reranker: Cross-encoder; without one, similarity and shared words decide.
    """

    def __init__(self, library: Library, holdings: Holdings, reranker: Reranker | None = None) -> None:
        self.library, self._holdings, self._reranker = library, holdings, reranker
        self.passages, self._passage_vectors = self._rows("passage")
        self.sentences, self._sentence_vectors = self._rows("sentence")
        self._passage_at = {place: i for i, place in enumerate(self.passages)}
        self._lines = [library.lines_of(*place) for place in self.passages]
        told = [Counter(key for line in lines for _, _, key in line.mentions) for lines in self._lines]
        self._walks = Walks(told)
        self._titles = [self._title_entities(place.article) for place in self.passages]
        self._sentence_at: dict[Key, int] = {place: i for i, place in enumerate(self.sentences)}

    def _rows(self, kind: Kind) -> tuple[list[Place], NDArray[np.float32]]:
        places, matrix = self._holdings.vectors.vectors(kind)
        kept = [i for i, place in enumerate(places) if place.article in self.library.sources]
        return [places[i] for i in kept], matrix[kept]

    def _title_entities(self, article: str) -> frozenset[str]:
        first = self.library.starts.get(article, ())[:1]
        return frozenset(key for where in first for key in self.library.lines[where].entities)

    def evidence(self, question: Question, *, k: int = 8) -> list[Evidence]:
        """Return at most *k* sentences, best first."""
        vector = np.array(self._holdings.embedder.embed_query(question.text), dtype=np.float32)
        near = self._sentence_vectors @ vector if self.sentences else np.zeros(0, dtype=np.float32)
        passages = self._passage_ranks(question, vector, near)
        lines = self._sentence_ranks(question, passages, near)
        scored = self._scored(question, lines[:RERANKED], near)
        return scored[:k]

    def _passage_ranks(self, question: Question, vector: NDArray[Any], near: NDArray[Any]) -> list[int]:
        similarity = (self._passage_vectors @ vector).astype(float) if self.passages else np.zeros(0)
        dense = [int(i) for i in np.argsort(-similarity, kind="stable")[:_LIST]]
        lexical = self._found(question, "passage")
        best = self._by_sentence(near)
        plain = [i for i, _ in fuse([(1.0, lexical), (1.0, dense), (1.0, best)])]
        start = dict.fromkeys(sorted(question.keys), 1.0)
        wide = dict.fromkeys((key for line in self._best_lines(near) for key in sorted(line.entities)), 0.3) | start
        walked = [self._order(self._walks.rank(weights, similarity)) for weights in (start, wide)]
        lists = [(0.5, walked[0]), (0.5, walked[1]), (1.0, plain)]
        if _is_chain(question):
            stepped = bridge(
                plain,
                question.keys,
                self._walks,
                similarity=similarity,
                sentence_of=self._entity_similarity(plain[:_PASSAGES], near),
                titles=self._titles,
            )
            lists.append((1.0, stepped[:_LIST]))
        return [i for i, _ in fuse(lists)]

    def _order(self, scores: NDArray[Any]) -> list[int]:
        order = np.argsort(-scores, kind="stable")[:_LIST]
        return [int(i) for i in order if scores[i] > 0]

    def _found(self, question: Question, kind: Kind) -> list[int]:
        """Places by words, as row numbers."""
        rows: dict[Any, int] = self._passage_at if kind == "passage" else self._sentence_at
        everything = self.library.as_of is None
        hits = self._holdings.words.search(
            question.text,
            k=_LIST,
            kind=kind,
            articles=None if everything else sorted(self.library.sources),
            phrases=[link.text for link in question.links],
        )
        return [rows[place] for hit in hits if (place := (hit.article, hit.start, hit.end)) in rows]

    def _best_lines(self, near: NDArray[Any]) -> list[Line]:
        best = np.argsort(-near, kind="stable")[:10]
        places: list[Key] = [self.sentences[int(i)] for i in best]
        return [self.library.lines[place] for place in places if place in self.library.lines]

    def _by_sentence(self, near: NDArray[Any]) -> list[int]:
        best = np.full(len(self.passages), -1.0)
        for number, lines in enumerate(self._lines):
            rows = [self._sentence_at[line.key] for line in lines if line.key in self._sentence_at]
            if rows:
                best[number] = float(near[rows].max())
        return [int(i) for i in np.argsort(-best, kind="stable")[:_LIST]]

    def _entity_similarity(self, passages: Sequence[int], near: NDArray[Any]) -> dict[tuple[int, str], float]:
        found: dict[tuple[int, str], float] = {}
        for number in passages:
            for line in self._lines[number]:
                row = self._sentence_at.get(line.key)
                for key in line.entities if row is not None else ():
                    found[number, key] = max(found.get((number, key), 0.0), float(near[row]))
        return found

    def _sentence_ranks(self, question: Question, passages: Sequence[int], near: NDArray[Any]) -> list[Line]:
        """Fuse sentences by meaning, by words, by passage, by claim."""
        lines = self.library.lines
        dense: list[Key] = [self.sentences[int(i)] for i in np.argsort(-near, kind="stable")[:_LIST]]
        lexical: list[Key] = [self.sentences[i] for i in self._found(question, "sentence")]
        inside = [line.key for number in passages[:_PASSAGES] for line in self._lines[number]]
        order: dict[Key, int] = {
            self.sentences[int(i)]: rank for rank, i in enumerate(np.argsort(-near, kind="stable"))
        }
        inside = sorted(dict.fromkeys(inside), key=lambda where: order.get(where, len(order)))
        told = list(dict.fromkeys(fact.key for fact in facts_near(question, self.library)))
        timely = [where for where in order if self._names_time(question, where)]
        fused = fuse([(1.0, dense), (1.0, lexical), (0.7, inside[:_LIST]), (1.5, told[:_LIST]), (1.0, timely)])
        return [lines[where] for where, _ in fused if where in lines]

    def _names_time(self, question: Question, where: Key) -> bool:
        line = self.library.lines.get(where)
        published = self.library.sources[where[0]].published
        return line is not None and question.time is not None and names_time(question, line.text, published)

    def _scored(self, question: Question, lines: Sequence[Line], near: NDArray[Any]) -> list[Evidence]:
        texts = [self._in_context(question, line) for line in lines]
        if self._reranker is not None:
            scores = self._own(lines, texts, self._reranker.score(question.text, texts))
        else:
            scores = [self._without(question, line, text, near) for line, text in zip(lines, texts, strict=True)]
        found = [
            Evidence(
                line.article,
                line.start,
                line.end,
                line.text,
                round(self._chance(question, line, text, score), 6),
                tuple(fact.id for fact in self.library.facts_at.get(line.key, ())),
            )
            for line, text, score in zip(lines, texts, scores, strict=True)
        ]
        return sorted(found, key=lambda e: (-e.score, e.article, e.start))

    def _chance(self, question: Question, line: Line, text: str, score: float) -> float:
        """Return how likely it is that a sentence answers, 0 to 1; see :data:`CHANCE`."""
        shares = name_shares(question, line, self.library)
        names = sum(shares) / len(shares) if shares else 1.0
        timely = in_time(question, line.text, self.library.sources[line.article].published)
        bias, *weights = CHANCE
        logit = math.log(min(max(score, _SURE), 1 - _SURE) / (1 - min(max(score, _SURE), 1 - _SURE)))
        features = (logit, names, question.covered(content(text)), timely)
        chance = sigmoid(bias + sum(w * f for w, f in zip(weights, features, strict=True)))
        words = WORDLESS if question.ways and not question.covered(content(text)) else 1.0
        return chance * words * STRANGER ** shares.count(0.0) * (1.0 if timely else 0.5)

    def _own(self, lines: Sequence[Line], texts: Sequence[str], scores: Sequence[float]) -> list[float]:
        """Take from a sentence read after another what the other alone is worth."""
        alone = dict(zip((line.key for line in lines), scores, strict=True))
        own = []
        for line, text, score in zip(lines, texts, scores, strict=True):
            before = self.library.before(line.key)
            borrowed = before is not None and len(text) > len(before.text) and text.startswith(before.text[:20])
            lent = alone.get(before.key, 0.0) if before is not None and borrowed else 0.0
            own.append(score * (0.5 if lent > _LENT * score else 1.0))
        return own

    def _in_context(self, question: Question, line: Line) -> str:
        """Return a sentence after what tells whom it is about: the one before it, or the title, if only that does."""
        text = resolved(line, self.library)
        before = self.library.before(line.key)
        if line.entities & question.keys or not question.keys:
            return text
        if before is not None and before.entities & question.keys:
            return f"{resolved(before, self.library)} {text}"
        title = self.library.sources[line.article].title
        named = {s.lower() for key in question.keys for s in self.library.spelt(key)}
        return f"{title}. {text}" if title and any(name in title.lower() for name in named) else text

    def _without(self, question: Question, line: Line, text: str, near: NDArray[Any]) -> float:
        row = self._sentence_at.get(line.key)
        similarity = max(0.0, float(near[row])) if row is not None else 0.0
        shared = len(question.stems & content(text)) / max(1, len(question.stems))
        return 0.5 * similarity + 0.5 * shared

    def cover(self, question: Question, line: Line) -> float:
        """Return the share of the question's names that a sentence is about, 0 to 1."""
        shares = name_shares(question, line, self.library)
        return sum(shares) / len(shares) if shares else 1.0


def _is_chain(question: Question) -> bool:
    """One name and one relation need no second step, and the bridge would only crowd their list."""
    low = question.text.lower()
    described = any(f" {word} " in low for word in ("that", "who", "which", "whose", "behind")) or low.count(" of ") > 1
    return len(question.links) != 1 or described


def name_shares(question: Question, line: Line, library: Library) -> list[float]:
    """
    Return for each name of the question how surely a sentence is about it.

    1 when the sentence or the one before mentions it, 0.6 when the article begins with it, 0.35 when the
    article mentions it anywhere, else 0.
    """
    before, first = library.before(line.key), library.starts[line.article][0]
    near = line.entities | (before.entities if before else frozenset())
    topic = library.lines[first].entities
    sets = [set(one.keys) for one in question.links]
    there = library.entities_of(line.article)
    return [1.0 if near & k else 0.6 if topic & k else 0.35 if there & k else 0.0 for k in sets]


def facts_near(question: Question, library: Library) -> list[Fact]:
    """Return the claims whose relation and arguments the question asks about, likeliest first; at most 50."""
    senses: dict[str, float] = {}
    for sense in question.senses:
        senses.setdefault(sense.term, sense.score)
    scored = []
    for fact in library.facts.values():
        score = senses.get(fact.relation, 0.0)
        if not score:
            score = 0.6 * len(question.stems & content(fact.relation.replace("_", " "))) / max(1, len(question.stems))
        covered = sum(1 for one in question.links if fact.entities & set(one.keys))
        score += covered if question.links else 0.0
        if score > 0.3:  # noqa: PLR2004  # neither relation nor a name is shared
            scored.append((score, fact))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    return [fact for _, fact in scored[:_LIST]]


def resolved(line: Line, library: Library) -> str:
    """Return a sentence with the names of entities in the place of pronouns and the like; for ranking only."""
    text, at = [], line.start
    for start, end, key in line.mentions:
        written = line.text[start - line.start : end - line.start]
        if start < at or any(written.casefold() == s.casefold() for s in library.spelt(key)):
            continue
        text += [line.text[at - line.start : start - line.start], library.name(key)]
        text += ["'s"] if written.lower() in {"its", "his", "their"} or written.endswith("'s") else []
        at = end
    return "".join((*text, line.text[at - line.start :]))


class EvidenceRetriever(BaseRetriever):
    """
    The ranking as a LangChain retriever.

    Documents carry ``article, title, outlet, published, url, start, end, score, claims``; the page content is
    exactly ``text[start:end]`` of the article.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Any
    analyse: Any
    """A function that makes a :class:`qa.question.Question` of a text."""
    k: int = 8

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        analyse: Callable[[str], Question] = self.analyse
        library: Library = self.searcher.library
        return [document(found, library) for found in self.searcher.evidence(analyse(query), k=self.k)]


def document(found: Evidence, library: Library) -> Document:
    """Make a LangChain document of a piece of evidence."""
    source = library.sources[found.article]
    return Document(
        page_content=found.text,
        metadata={
            "article": source.id,
            "title": source.title,
            "outlet": source.outlet,
            "published": source.published.isoformat() if source.published else None,
            "url": source.url,
            "start": found.start,
            "end": found.end,
            "score": found.score,
            "claims": list(found.claims),
        },
    )
