"""
Which sentences of the corpus bear on a question: fused ranking, then a cross-encoder.

Also a LangChain retriever, so that the ranking fits into other people's chains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from kg.index.reranking import sigmoid

from .passages import LONGEST_LIST, LOOKED_AT, Passages
from .ranking import fuse
from .stems import content
from .timing import in_time, names_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from langchain_core.callbacks import CallbackManagerForRetrieverRun

    from kg.index.reranking import Reranker

    from .library import Fact, Holdings, Key, Library, Line
    from .passages import Lists, Seen, Similarities
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
        self.library, self._reranker = library, reranker
        self.passages = Passages(library, holdings)

    def evidence(self, question: Question, *, k: int = 8, read: int = RERANKED) -> list[Evidence]:
        """Return at most *k* sentences, best first; the cross-encoder reads *read* of them."""
        seen = self.passages.seen(question)
        lines = self._sentence_ranks(seen, self.passages.lists(seen, chain=_is_chain(question)))
        return self._scored(question, lines[:read], seen.near)[:k]

    def _sentence_ranks(self, seen: Seen, lists: Lists) -> list[Line]:
        """Fuse sentences by meaning, by words, by passage, by claim."""
        question, held, lines = seen.question, self.passages, self.library.lines
        dense: list[Key] = [held.sentences[row] for row in seen.sentences]
        lexical: list[Key] = [held.sentences[row] for row in held.found(question, "sentence")]
        inside = dict.fromkeys(line.key for number in lists.best[:LOOKED_AT] for line in held.lines[number])
        near = sorted(inside, key=lambda key: -seen.near[held.row_of[key]] if key in held.row_of else 1.0)
        told = list(dict.fromkeys(fact.key for fact in facts_near(question, self.library)))
        timely = [where for where in dense if self._names_time(question, where)]
        meant, inside_list = dense[:LONGEST_LIST], near[:LONGEST_LIST]
        fused = fuse([(1.0, meant), (1.0, lexical), (0.7, inside_list), (1.5, told[:LONGEST_LIST]), (1.0, timely)])
        return [lines[where] for where, _ in fused if where in lines]

    def _names_time(self, question: Question, where: Key) -> bool:
        line = self.library.lines.get(where)
        published = self.library.sources[where[0]].published
        return line is not None and question.time is not None and names_time(question, line.text, published)

    def _scored(self, question: Question, lines: Sequence[Line], near: Similarities) -> list[Evidence]:
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

    def _without(self, question: Question, line: Line, text: str, near: Similarities) -> float:
        row = self.passages.row_of.get(line.key)
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
    for fact in _touched(question, senses, library):
        score = senses.get(fact.relation, 0.0)
        if not score:
            score = 0.6 * len(question.stems & content(fact.relation.replace("_", " "))) / max(1, len(question.stems))
        covered = sum(1 for one in question.links if fact.entities & set(one.keys))
        score += covered if question.links else 0.0
        if score > 0.3:  # noqa: PLR2004  # neither relation nor a name is shared
            scored.append((score, fact))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    return [fact for _, fact in scored[:LONGEST_LIST]]


def _touched(question: Question, relations: Iterable[str], library: Library) -> list[Fact]:
    """Return the claims that share a relation, a word of an open relation or a name with a question, in their order."""
    found = {fact.id: fact for one in question.links for key in one.keys for fact in library.facts_of.get(key, ())}
    for relation in (*relations, *(name for stem in question.stems for name in library.relations_with(stem))):
        found |= {fact.id: fact for fact in library.facts_by_relation.get(relation, ())}
    return [found[name] for name in sorted(found)]


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
