"""
A theme told in few lines: what the articles say about it, ordered under headings, each line with its quotations.

Lines that tell the same are one line with several quotations. Headings are the things of the kind asked about
("how do labels ..." gives a heading for each label), the stances where a question asks for positions, and else the
communities of the graph of entities and claims. No language model; nothing is worded that an article does not say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.graph.communities import communities

from .answer import Draft, Ref
from .clusters import clusters
from .disputes import disputes
from .quoting import in_words
from .retrieval import Evidence
from .tellings import QUOTES, marks, rests_on
from .themes import BEARS, asks_positions, bearing, kinds_asked, side_asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .library import Fact, Library, Line
    from .question import Question
    from .retrieval import Searcher
    from .themes import Bearing

LINES = 12
"""Lines of a digest at most."""
_REPEATS, _SAME_ARTICLE, _SAME_HEADING, _NEW_HEADING, _RETOLD = 1.5, 0.15, 0.25, 0.5, 0.2
_SUBJECT = 0.72
"""Cosine up to which two sentences only share their subject."""
_WORTH = 0.4
"""Share of the best line's weight that a line must have."""
_HEADINGS: Mapping[str, str] = {"against": "Criticism", "for": "Support", "": "Also said"}
_LAST = {"", "Also said"}


@dataclass(frozen=True, slots=True)
class Point:
    """
    One line of a digest.

    Args:
        text: A quotation with its source, and the names that its pronouns mean.
        refs: Where it is told, the quoted sentence first.
        heading: Under which it stands; empty for none.
        facts: Claims that the quoted sentence states.
        articles: How many articles tell it.
        sources: How many independent sources they are.
        marks: What holds for all claims of the sentence, of ``uncertain planned alleged opinion denied disputed``.
        stance: ``for``, ``against`` or empty, by the words of the sentence.
        speakers: Who says it.
    """

    text: str
    refs: tuple[Ref, ...]
    heading: str = ""
    facts: tuple[Fact, ...] = ()
    articles: int = 1
    sources: int = 1
    marks: tuple[str, ...] = ()
    stance: str = ""
    speakers: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The line without its heading: the text, and on how much it rests."""
        notes = "; ".join((*self.marks, *filter(None, [rests_on(self.articles, self.sources)])))
        return f"{self.text} ({notes})" if notes else self.text


def _carries(point: Point) -> bool:
    """Whether a line has each name of its heading, so that the answer's sentence tells no name that its quote lacks."""
    return point.heading in _HEADINGS.values() or all(name in point.text for name in point.heading.split(" and "))


@dataclass(frozen=True, slots=True)
class Digest:
    """The lines of a theme, those under one heading side by side, with the disagreements that touch them."""

    points: tuple[Point, ...]
    confidence: float
    disputes: tuple[tuple[str, tuple[Fact, ...]], ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings in their order."""
        return tuple(dict.fromkeys(point.heading for point in self.points))

    def draft(self) -> Draft:
        """Return it as an answer under way; the first line of a heading begins with it."""
        told, heading = [], ""
        for point in self.points:
            opening = f"{point.heading}: " if point.heading not in {"", heading} and _carries(point) else ""
            heading = point.heading
            told.append((f"{opening}{point.line}", point.refs))
        return Draft(tuple(told), self.confidence, self.disputes)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, heading by heading, each line with the places of its quotations."""
        return {
            "confidence": round(self.confidence, 3),
            "sections": [
                {
                    "heading": heading,
                    "lines": [
                        {
                            "text": point.text,
                            "marks": list(point.marks),
                            "stance": point.stance,
                            "speakers": list(point.speakers),
                            "articles": point.articles,
                            "sources": point.sources,
                            "claims": [fact.id for fact in point.facts],
                            "quotations": [[ref.article, ref.start, ref.end] for ref in point.refs],
                        }
                        for point in self.points
                        if point.heading == heading
                    ],
                }
                for heading in self.headings
            ],
        }


def digest(question: Question, searcher: Searcher, *, most: int = LINES, least: float = BEARS) -> Digest | None:
    """
    Tell a theme in at most *most* lines; ``None`` when the articles say nothing about it.

    Lines are chosen one by one: by weight, by how many independent sources tell them, and by how little they
    repeat the lines, articles and headings chosen before.
    """
    found = bearing(question, searcher, least=least)
    if not found:
        return None
    library = searcher.library
    vectors = searcher.passages.vectors([one.line.key for one in found])
    groups = clusters([one.line for one in found], vectors, library)
    heads, by_kind = _headings(question, [[found[row] for row in group] for group in groups], library)
    chosen = _chosen(found, groups, heads, vectors, library, by_kind=by_kind)[:most]
    heads = _kept(question, heads, chosen, by_kind=by_kind)
    order = {head: i for i, head in enumerate(dict.fromkeys((*_HEADINGS.values(), *(heads[i] for i in chosen))))}
    chosen.sort(key=lambda i: (heads[i] in _LAST, order[heads[i]]))
    points = tuple(_point([found[row] for row in groups[i]], heads[i], library) for i in chosen)
    before = {ref for point in points for ref in point.refs[1:] if ref.article == point.refs[0].article}
    points = tuple(point for point in points if point.refs[0] not in before)  # quoted with the sentence after it
    told = [fact for point in points for fact in point.facts]
    return Digest(points, _confidence(points, library), tuple(disputes(told, library)))


def _confidence(points: Sequence[Point], library: Library) -> float:
    """Return how surely a digest is about its theme, 0.45 to 0.75: more lines of more independent sources are surer."""
    sources = library.independent(ref.article for point in points for ref in point.refs)
    return min(0.75, 0.4 + 0.03 * len(points) + 0.02 * sources)


def _kept(question: Question, heads: list[str], chosen: Sequence[int], *, by_kind: bool) -> list[str]:
    """Leave out the heading of a community that has one line only; it would say no more than the line."""
    if asks_positions(question) or by_kind:
        return heads
    many = Counter(heads[i] for i in chosen)
    return [head if many[head] > 1 else "" for head in heads]


def _chosen(
    found: Sequence[Bearing],
    groups: Sequence[Sequence[int]],
    heads: Sequence[str],
    vectors: NDArray[np.float32],
    library: Library,
    *,
    by_kind: bool,
) -> list[int]:
    """Choose groups one by one, each time the one that adds most; best first."""
    worth = []
    for group in groups:
        sources = library.independent(found[row].line.article for row in group)
        worth.append(found[group[0]].weight + _RETOLD * (sources - 1))
    near = vectors @ vectors.T
    sure = [_surenesses(found[group[0]].line, library) for group in groups]
    crowded = _SAME_HEADING if len(set(heads)) > 1 else 0.0
    chosen: list[int] = []
    left = list(range(len(groups)))
    articles: Counter[str] = Counter()
    used: Counter[str] = Counter()

    def gain(i: int) -> float:
        first = groups[i][0]
        alike = (j for j in chosen if sure[j] == sure[i])  # a denial repeats no claim, however like its words are
        repeats = max((float(near[first, groups[j][0]]) for j in alike), default=0.0)
        crowd = _SAME_ARTICLE * articles[found[first].line.article] + (
            0.0 if heads[i] in _LAST else crowded * used[heads[i]]
        )
        new = _NEW_HEADING if by_kind and heads[i] and not used[heads[i]] else 0.0
        return round(worth[i] + new - _REPEATS * max(0.0, repeats - _SUBJECT) - crowd, 6)

    while left and len(chosen) < LINES:
        best = max(left, key=lambda i: (gain(i), -i))
        if chosen and gain(best) < _WORTH * worth[chosen[0]]:
            break
        left.remove(best)
        chosen.append(best)
        articles[found[groups[best][0]].line.article] += 1
        used[heads[best]] += 1
    return chosen


def _surenesses(line: Line, library: Library) -> frozenset[tuple[str, str]]:
    """Return how the claims of a sentence that are no plain facts are hedged or denied."""
    return frozenset((f.modality, f.polarity) for f in library.facts_at.get(line.key, ()) if not f.plain)


def _point(group: Sequence[Bearing], heading: str, library: Library) -> Point:
    """Quote the weightiest sentence of a group; the others are further quotations of it."""
    line = group[0].line
    text, refs = in_words(Evidence(line.article, line.start, line.end, line.text, 0.0), library)
    others = list({one.line.article: one.line for one in reversed(group[1:])}.values())[::-1]
    more = [Ref(o.article, o.start, o.end) for o in others if o.article != line.article]
    facts = library.facts_at.get(line.key, ())
    articles = {one.line.article for one in group}
    unsure = [set(marks(fact, library)) for fact in facts]
    return Point(
        text=text,
        refs=(*refs, *more)[: max(QUOTES, len(refs))],
        heading=heading,
        facts=facts,
        articles=len(articles),
        sources=library.independent(articles),
        marks=tuple(sorted(set.intersection(*unsure))) if unsure else (),
        stance=group[0].stance,
        speakers=tuple(dict.fromkeys(fact.speaker.text for fact in facts if fact.speaker)),
    )


def _headings(question: Question, groups: Sequence[Sequence[Bearing]], library: Library) -> tuple[list[str], bool]:
    """
    Return the heading of each group of sentences, and whether headings are things of the kind asked about.

    Headings are stances where positions are asked for, else things of the kind, else communities.
    """
    if asks_positions(question):
        one_side = bool(side_asked(question))  # a heading would only repeat the question
        return ["" if one_side else _HEADINGS[group[0].stance] for group in groups], False
    kinds = kinds_asked(question, library.domain)
    lines = [group[0].line for group in groups]
    named = [_first_of(line, kinds, library) for line in lines] if kinds and not question.links else []
    if len({name for name in named if name}) > 1:
        return named, True
    return _by_community(lines, question, library), False


def _first_of(line: Line, kinds: frozenset[str], library: Library) -> str:
    """Return the name of the first thing of some kinds that a sentence mentions."""
    keys = (key for _, _, key in sorted(line.mentions) if key in library.entities)
    return next((library.name(key) for key in keys if library.entities[key].cls in kinds), "")


def _by_community(lines: Sequence[Line], question: Question, library: Library) -> list[str]:
    """Name each sentence by the strongest two members of the community that most of its names are in."""
    ties: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        named = sorted(line.entities - question.keys)
        for pair in combinations(named, 2):
            ties[pair] += 0.5
        for fact in library.facts_at.get(line.key, ()):
            for pair in combinations(sorted(fact.entities - question.keys), 2):
                ties[pair] += fact.confidence
    parts = communities(ties)
    home = {key: i for i, part in enumerate(parts) for key in part}
    names = [" and ".join(library.name(key) for key in part[:2]) for part in parts]
    told = [Counter(home[key] for key in sorted(line.entities) if key in home) for line in lines]
    best = [min(count, key=lambda i: (-count[i], i)) if count else None for count in told]
    return [names[i] if i is not None else "" for i in best]
