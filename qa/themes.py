"""
Which sentences bear on a theme: wide rather than certain, since a theme has many sides.

Four signs are weighed: the cross-encoder's chance, nearness of meaning, how much of its article is about the
theme, and whether the sentence has what is asked for (a thing of the kind asked about, a stance for or against).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.text.nouns import singular

from .forms import class_nouns
from .stems import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.domain import Domain

    from .library import Fact, Key, Library, Line
    from .question import Question
    from .retrieval import Evidence, Searcher

READ = 32
"""Sentences that the cross-encoder reads for a theme."""
POOL = 48
"""Sentences that a digest is made of at most."""
BEARS, SURELY, NEAR = 0.12, 0.45, 0.58
"""Least chance of the best sentence for a theme, for a list of things told, and least cosine, for the articles to say anything about a theme."""
WEIGHTS = {"chance": 1.0, "near": 0.8, "article": 0.6, "named": 0.3, "kind": 0.25, "stance": 0.5, "sense": 0.4} | {
    "aspect": 0.6, "short": -0.4,
}
"""Set by hand on the seven theme questions of the development half; coarse, and meant to stay so."""
_FIRSTS, _SHORT, _ARTICLES = 6, 6, 8
"""Sentences looked at for one part of a question; words of meaning below which a sentence hangs on others; articles
in which all sentences of the kind or the stance asked for are looked at."""
_LOW = 0.45  # cosine of sentences that share no subject

Stance = Literal["", "for", "against"]
_AGAINST = (
    r"against|critici[sz]\w*|oppos(?:e[sd]?|ing|ition)|opponents?|condemn\w*|attack\w*|protest\w*|denounc\w+|object(?:s|ed|ing)? to|objections?|"
    r"reject\w*|slam(?:s|med)|blast(?:s|ed)|accus\w+|complain\w*|lament\w*|scandals?|theft|steal\w*|stolen|mock\w*|"
    r"fear(?:s|ed)?|warn\w*|backlash|boycott\w*|threat(?:s|en\w*)?|sham|disgrac\w+|unfair\w*|harm(?:s|ed|ful)?"
)
_FOR = (
    r"in favou?r of|support(?:s|ed|ing|ers?)?|prais\w+|welcom\w+|defend\w*|endors\w+|embrac\w+|applaud\w*|back(?:s|ed)|"
    r"champion\w*|celebrat\w+|hail(?:s|ed)"
)
_STANCES: tuple[tuple[Stance, re.Pattern[str]], ...] = (
    ("against", re.compile(rf"\b(?:{_AGAINST})\b", re.IGNORECASE)),
    ("for", re.compile(rf"\b(?:{_FOR})\b", re.IGNORECASE)),
)
_POSITIONS = re.compile(
    r"\b(?:arguments?|argue|positions? on|views?|opinions?|debate\w*|controvers\w+|reactions?|react\w*|responses?|"
    r"respond\w*|disputes?|stances?|critici[sz]\w*|protest\w*|objections?|object|oppos\w+|concerns?|worr\w+|fears?|"
    r"backlash|support\w*|prais\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence that bears on a theme, with its weight (0 to about 3) and the stance that its words take."""

    line: Line
    weight: float
    stance: Stance = ""


def asks_positions(question: Question) -> bool:
    """Whether a question asks who is for and who is against: for arguments, criticism, protest, reactions."""
    return _POSITIONS.search(question.masked) is not None


def stance(text: str) -> Stance:
    """
    Return the stance that the words of a sentence take, by its first cue; none without one.

    >>> stance("Nova spoke out against the plan."), stance("Nova welcomed it."), stance("Nova sang.")
    ('against', 'for', '')
    """
    found = [(match.start(), side) for side, pattern in _STANCES if (match := pattern.search(text))]
    return min(found)[1] if found else ""


def kinds_asked(question: Question, domain: Domain) -> frozenset[str]:
    """Return the classes of the first kind that a question names: "how do labels treat songs" asks about labels."""
    nouns = class_nouns(domain)
    words = re.findall(r"[a-z-]+", question.masked.lower())
    for start in range(len(words)):
        for size in (3, 2, 1):
            gram = " ".join(words[start : start + size])
            if found := nouns.get(_one(gram), nouns.get(gram, ())):
                return frozenset(cls for cls in domain.classes if any(domain.is_a(cls, wide) for wide in found))
    return frozenset()


def _one(gram: str) -> str:
    *front, last = gram.split()
    return " ".join((*front, singular(last)))


def aspects(question: Question) -> list[str]:
    """
    Return the parts of a question that names several matters, each to be looked for by itself.

    "What does Nova say about fees, credits and bans?" asks about fees, about credits of Nova, and about bans of Nova.
    One matter is one part: the question.
    """
    parts = [part.strip(" ?.") for part in re.split(r", and |, or | and | or |, ", question.masked)]
    names = " ".join(one.text for one in question.links)
    told = [re.sub(r"@(\d+)", lambda m: question.links[int(m[1])].text, part) for part in parts if content(part)]
    if len(told) < 2:  # noqa: PLR2004
        return [question.text]
    return [told[0], *(part if names in part or not names else f"{names} {part}" for part in told[1:])]


def bearing(question: Question, searcher: Searcher, *, least: float = BEARS) -> list[Bearing]:
    """
    Weigh the sentences that may bear on a theme.

    Args:
        least: Chance that the best sentence must have; with names, that of :data:`BEARS` asks for none.

    Returns:
        At most :data:`POOL`, the weightiest first; none when the articles say nothing about it.
    """
    library = searcher.library
    parts = [searcher.similar(part) for part in aspects(question)]
    near = searcher.similar(question.text) if len(parts) > 1 else parts[0]
    evidence = searcher.evidence(question, k=READ, read=READ)
    if not _spoken_of(question, evidence, near, library, least):
        return []
    chances = {piece.key: piece.score for piece in evidence}
    articles = _articles(near)
    kinds = kinds_asked(question, library.domain)
    wants = asks_positions(question)
    best = {"chance": max(chances.values()), "near": max(near.values()) - _LOW, "article": max(articles.values())}
    firsts = [_nearest(part, _FIRSTS) for part in parts] if len(parts) > 1 else []
    chosen = {*chances, *_nearest(near, POOL), *_told(question, library), *(key for keys in firsts for key in keys)}
    chosen |= _in_articles(question, articles, kinds if not question.links else frozenset(), library)
    found = []
    for key in sorted(chosen):
        line = library.lines.get(key)
        if line is None or line.text.endswith("?") or (question.links and not _about(line, question, library)):
            continue
        side = stance(line.text) if wants else ""
        signs = {
            "chance": chances.get(key, 0.0) / best["chance"],
            "near": max(0.0, near.get(key, 0.0) - _LOW) / best["near"],
            "article": articles[key[0]] / best["article"],
            "named": float(bool(line.entities & question.keys)),
            "kind": float(any(library.entities[e].cls in kinds for e in line.entities if e in library.entities)),
            "stance": float(bool(side)),
            "sense": _sense(library.facts_at.get(key, ()), question),
            "aspect": max((1.0 - keys.index(key) / _FIRSTS for keys in firsts if key in keys), default=0.0),
            "short": float(len(content(line.text)) < _SHORT),
        }
        found.append(Bearing(line, round(sum(WEIGHTS[name] * sign for name, sign in signs.items()), 6), side))
    return sorted(found, key=lambda b: (-b.weight, b.line.key))[:POOL]


def _spoken_of(
    question: Question, evidence: Sequence[Evidence], near: Mapping[Key, float], library: Library, least: float
) -> bool:
    """Whether the articles speak of the theme at all: a sentence that may answer, near in meaning, about the names."""
    if not evidence or not near:
        return False
    named = all(any(line.entities & set(one.keys) for line in library.lines.values()) for one in question.links)
    return named and (evidence[0].score >= least or bool(question.links)) and max(near.values()) >= NEAR


def _nearest(near: Mapping[Key, float], most: int) -> list[Key]:
    return sorted(near, key=lambda key: (-near[key], key))[:most]


def _articles(near: Mapping[Key, float]) -> dict[str, float]:
    """Return how much of each article is near: the mean of its three nearest sentences, above what is near to none."""
    told: dict[str, list[float]] = defaultdict(list)
    for key, score in near.items():
        told[key[0]].append(score)
    best = {article: sorted(scores)[-3:] for article, scores in told.items()}
    return {article: max(1e-6, sum(top) / len(top) - _LOW) for article, top in best.items()}


def _in_articles(
    question: Question, articles: Mapping[str, float], kinds: frozenset[str], library: Library
) -> set[Key]:
    """Return the sentences of the articles nearest to the theme that take a stance, or have a thing of the kind."""
    near = sorted(articles, key=lambda a: (-articles[a], a))[:_ARTICLES]
    if question.links:
        near += [a for a in sorted(library.sources) if a not in near and _leads(a, question, library)]
    wants = asks_positions(question)
    return {
        line.key
        for article in near
        for line in (library.lines[key] for key in library.starts.get(article, ()))
        if (wants and stance(line.text))
        or any(library.entities[e].cls in kinds for e in line.entities if e in library.entities)
    }


def _leads(article: str, question: Question, library: Library) -> bool:
    """Whether an article is about a name asked about: its first sentence or its title has it."""
    first = library.lines[library.starts[article][0]].entities if library.starts.get(article) else frozenset()
    title = library.sources[article].title.casefold()
    spelt = (name.casefold() for key in sorted(question.keys) for name in library.spelt(key))
    return bool(first & question.keys) or any(name in title for name in spelt)


def _told(question: Question, library: Library) -> Iterable[Key]:
    """Return where claims stand that have a likely relation and a name of the question."""
    likely = {sense.term for sense in question.senses if sense.score >= _SENSE}
    for key in sorted(question.keys):
        for fact in library.facts_of.get(key, ()):
            if fact.relation in likely or (asks_positions(question) and fact.modality == "opinion"):
                yield fact.key


_SENSE = 0.2


def _sense(facts: Sequence[Fact], question: Question) -> float:
    """Return how well the relation of a claim fits what is asked, 0 to 1; in the text's own words, by shared stems."""
    senses = {sense.term: sense.score for sense in reversed(question.senses) if sense.score >= _SENSE}
    told = [senses.get(fact.relation, 0.0) for fact in facts]
    own = [
        1.0
        for f in facts
        if f.relation.startswith("open:") and content(f.relation[5:].replace("_", " ")) & question.stems
    ]
    return max((*told, *own), default=0.0)


def _about(line: Line, question: Question, library: Library) -> bool:
    """Whether a sentence is about a name asked about: it or the one before mentions it, or its article is about it."""
    before = library.before(line.key)
    near = line.entities | (before.entities if before else frozenset())
    return bool(near & question.keys) or _leads(line.article, question, library)
