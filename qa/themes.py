"""
Which sentences bear on a theme: wide rather than certain, since a theme has many sides.

Four signs are weighed: the cross-encoder's chance, nearness of meaning, how much of its article is about the
theme, and whether the sentence has what is asked for (a thing of the kind asked about, a stance for or against).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kg.text.nouns import is_plural, singular

from .forms import class_nouns
from .stems import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.domain import Domain

    from .library import Fact, Key, Library, Line
    from .question import Question
    from .retrieval import Evidence, Searcher

_AFTER = re.compile(
    r"\b(?:against|from|about|on|over|of|for|with|in|to|by|as)"
    r"((?: (?!(?:against|from|about|on|over|of|for|with|in|to|by|as)\b)[\w-]+){1,4})",
    re.IGNORECASE,
)
READ = 32
"""Sentences that the cross-encoder reads for a theme."""
POOL = 48
"""Sentences that a digest is made of at most."""
BEARS, SURELY, NEAR = 0.05, 0.45, 0.58
"""
Least chance of the best sentence for a theme, and for a list of things told; least cosine of the nearest sentence.
"""
WEIGHTS = {
    "chance": 1.0, "near": 0.8, "article": 0.6, "named": 0.3, "kind": 0.25, "stance": 0.5, "sense": 0.4, "aspect": 0.6,
    "short": -0.4,
}  # fmt: skip
"""Set by hand on the seven theme questions of the development half; coarse, and meant to stay so."""
_FIRSTS, _SHORT, _ARTICLES = 6, 6, 8
"""Sentences looked at for one part of a question; words of meaning below which a sentence hangs on others; articles
in which all sentences of the kind or the stance asked for are looked at."""
_LOW = 0.45  # cosine of sentences that share no subject

Stance = Literal["", "for", "against"]
_AGAINST = (
    r"(?:speaks?|spoke|spoken|turn(?:s|ed)?|campaign\w*|argu\w+|demonstrat\w+|fights?|fought) (?:\w+ ){0,2}?against|"
    r"critici[sz]\w+|oppos(?:e[sd]?|ing|ition)|opponents?|condemn\w*|attack(?:s|ed)|protest\w*|denounc\w+|"
    r"object(?:s|ed|ing)? to|objections?|reject(?:s|ed)|blast(?:s|ed)|complain(?:s|ed)|boycott\w*"
)
_FOR = (
    r"in favou?r of|prais\w+|welcom(?:es|ed|ing)|defend(?:s|ed|ing|ers?)|endors(?:es|ed|ing)|embrac(?:es|ed|ing)|"
    r"applaud\w*|supporters?|(?:its|their|his|her) support|supports|supported"
)
_STANCES: tuple[tuple[Stance, re.Pattern[str]], ...] = (
    ("against", re.compile(rf"\b(?:{_AGAINST})\b", re.IGNORECASE)),
    ("for", re.compile(rf"\b(?:{_FOR})\b", re.IGNORECASE)),
)
_WEAK = re.compile(
    r"\b(?:against(?! (?:each |one an)other)|accus\w+|lament\w*|scandals?|theft|steal\w*|stolen|mock\w*|fear(?:s|ed)?|"
    r"warn\w*|backlash|threat(?:s|en\w*)?|sham|disgrac\w+|unfair\w*|harm(?:s|ed|ful)?|risks?|worr\w+|concerned)\b",
    re.IGNORECASE,
)
"""Words that often go with criticism: enough for a sentence to be looked at, not to say that somebody is against."""
_POSITIONS = re.compile(
    r"\b(?:arguments?|argue|positions? on|views?|opinions?|debate\w*|controvers\w+|reactions?|react\w*|responses?|"
    r"respond\w*|disputes?|stances?|critici[sz]\w*|protest\w*|objections?|object|oppos\w+|concerns?|worr\w+|fears?|"
    r"backlash|support\w*|prais\w+)\b",
    re.IGNORECASE,
)


_CRITICS = re.compile(
    r"\b(?:critici[sz]\w*|protest\w*|objections?|object(?:ed|s)?|oppos\w+|concerns?|worr\w+|fears?|backlash|"
    r"complain\w*)\b",
    re.IGNORECASE,
)
_FRIENDS = re.compile(r"\b(?:support(?:ed|ers|s)?|prais\w+|welcom\w+|defend\w*)\b", re.IGNORECASE)
_ACTORS = re.compile(
    r"(?:how|what(?: [\w-]+){1,3}?) (?:do|does|did|have|has|had|can|should) "
    r"((?:the |some |many |most )?(?:[\w-]+ ){1,3})",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"(?:what|which) (?:are|is|were|was) (?:the )?(?:[\w-]+ ){0,2}?(?:arguments?|views?|opinions?|positions?|concerns?|"
    r"worries|fears|debates?|criticisms?|themes?|issues?|points) (?:about|over|on|around|regarding|of|for|against) ",
    re.IGNORECASE,
)
"""What a question for a theme puts before its theme; the theme alone is nearer to what articles say."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence that bears on a theme, with its weight (0 to about 3) and the stance that its words take."""

    line: Line
    weight: float
    stance: Stance = ""


def asks_positions(question: Question) -> bool:
    """Whether a question asks who is for and who is against: for arguments, criticism, protest, reactions."""
    return _POSITIONS.search(question.masked) is not None


def side_asked(question: Question) -> Stance:
    """Return the one side that a question asks for: criticism is against, support is for, arguments are both."""
    return "against" if _CRITICS.search(question.masked) else "for" if _FRIENDS.search(question.masked) else ""


def leans(text: str) -> bool:
    """Whether a sentence has a cue of criticism, weak or strong."""
    return _WEAK.search(text) is not None or stance(text) == "against"


def stance(text: str) -> Stance:
    """
    Return the stance that the words of a sentence take, by its first cue; none without one.

    >>> stance("Nova spoke out against the plan."), stance("Nova welcomed it."), stance("Nova sang.")
    ('against', 'for', '')
    """
    found = [(match.start(), side) for side, pattern in _STANCES if (match := pattern.search(text))]
    return min(found)[1] if found else ""


def kinds_asked(question: Question, domain: Domain) -> frozenset[str]:
    """
    Return the classes of those that a question asks about as a kind: "how do labels treat songs" asks about labels.

    They stand right after the auxiliary, under a name that the domain asks for them by; a word that only hints at a
    class ("lawmakers" are persons) is too wide to order answers by.
    """
    asked = domain.questions.get("class", {})
    nouns = {noun.lower(): cls for cls in domain.classes for noun in asked.get(cls, {}).get("nouns", ())}
    nouns |= {known.label.lower(): cls for cls, known in domain.classes.items()}
    match = _ACTORS.match(question.masked)
    words = re.findall(r"[a-z-]+", match[1].lower()) if match else []
    for start in range(len(words)):
        for size in (3, 2, 1):
            wide = nouns.get(_one(" ".join(words[start : start + size])))
            if wide:
                return frozenset(cls for cls in domain.classes if domain.is_a(cls, wide))
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
        question: Analysed.
        searcher: Over the library that is looked at.
        least: Chance that the best sentence must have; with names, that of :data:`BEARS` asks for none.

    Returns:
        At most :data:`POOL`, the weightiest first; none when the articles say nothing about it.
    """
    library = searcher.library
    theme = _FRAME.sub("", question.text)
    parts = [searcher.passages.similar(_FRAME.sub("", part)) for part in aspects(question)]
    near = searcher.passages.similar(theme) if len(parts) > 1 else parts[0]
    evidence = searcher.evidence(replace(question, text=theme), k=READ, read=READ)
    if not _spoken_of(question, evidence, near, library, least):
        return []
    chances = {piece.key: piece.score for piece in evidence}
    articles = _articles(near)
    kinds = kinds_asked(question, library.domain)
    wants, only = asks_positions(question), side_asked(question)
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
        leaning = (bool(side) and side == (only or side)) or (only == "against" and not side and leans(line.text))
        leaning = leaning or (wants and not only and any(map(_is_position, library.facts_at.get(key, ()))))
        if only and not leaning:
            continue
        signs = {
            "chance": chances.get(key, 0.0) / best["chance"],
            "near": max(0.0, near.get(key, 0.0) - _LOW) / best["near"],
            "article": articles[key[0]] / best["article"],
            "named": float(bool(line.entities & question.keys)),
            "kind": float(any(library.entities[e].cls in kinds for e in line.entities if e in library.entities)),
            "stance": float(leaning),
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
    likely = evidence[0].score >= least and max(near.values()) >= NEAR
    return (likely or bool(question.links)) and not unspoken(question, library)


def unspoken(question: Question, library: Library) -> frozenset[str]:
    """
    Return the stems of matters that a question names and no sentence of the corpus has.

    Matters are plural nouns, and what follows a preposition: of "measures against climate change" that is
    "climate change". Nouns that ask for something, kinds of the domain, and words that its terms say in another way
    are none.
    """
    text = re.sub(r"@\d+", " ", question.masked)
    after = [match[1] for match in re.finditer(_AFTER, text)]
    plural = [word for word in re.findall(r"[\w-]+", text) if is_plural(word.lower())]
    nouns = class_nouns(library.domain)
    known = {stem for asked, ways in question.ways if ways for stem in (asked,)}
    named = {
        form
        for phrase in (*after, *plural)
        for word in re.findall(r"[\w-]+", phrase)
        if not _POSITIONS.fullmatch(word) and _one(word.lower()) not in nouns
        for form in content(word)
    } - known
    for line in library.lines.values():
        if not named:
            break
        named -= content(line.text)
    return frozenset(named)


def _nearest(near: Mapping[Key, float], most: int) -> list[Key]:
    return sorted(near, key=lambda key: (-near[key], key))[:most]


def _articles(near: Mapping[Key, float]) -> dict[str, float]:
    """Return how much of each article is near: the mean of its three nearest sentences, above what is near to none."""
    told: dict[str, list[float]] = defaultdict(list)
    for key, score in near.items():
        told[key[0]].append(score)
    best = {article: sorted(scores)[-3:] for article, scores in told.items()}
    return {article: max(1e-6, sum(top) / len(top) - _LOW) for article, top in best.items()}


def _is_position(fact: Fact) -> bool:
    """Whether a claim is somebody's: an opinion, an allegation, or a denial with its speaker."""
    return fact.modality in {"opinion", "alleged"} or (fact.polarity == "negative" and fact.speaker is not None)


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
        if (wants and (stance(line.text) or leans(line.text)))
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
            if fact.relation in likely or (asks_positions(question) and _is_position(fact)):
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
