"""
Answers from the graph: a question's senses become SPARQL, are run, and the claims found are weighed.

A fact's score is 0.55 of how well the relation fits, 0.25 of how many of the question's words its sentence covers,
0.2 of how many of its names; 0.55 of that when the unit is another (study of extraction and answers, section 6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.domain import TOP
from kg.graph.vocab import claim_of_iri
from kg.text.dates import contains, say
from kg.text.names import name_key
from kg.text.numbers import format_quantity

from . import patterns
from .extractive import class_fits
from .forms import class_nouns
from .library import Fact, Term, rows
from .retrieval import resolved
from .stems import content, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.graph.store import GraphStore

    from .forms import Forms, Sense
    from .library import Library
    from .question import Question

FITS, COVERS, NAMES, OTHER_UNIT, OTHER_NAME = 0.55, 0.25, 0.2, 0.55, 0.7
LEAST = 0.3
"""Score below which a sense is not run."""
SENSES, RUNNER_UP = 6, 0.55
"""How many senses are run at most, and how near to the best they must be."""
TOLD = 0.75
"""Share of a question's words that the sentence of an open claim must have to say yes or no."""
_FIGURE_WORDS = content("figure share number total count rate amount value sum result")
_BACK = 3  # sentences to look back for what "the song" means
_SUPPORT = 0.03  # for each further independent source


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A possible answer.

    Args:
        text: As it is told.
        names: Keys of its names, to see whether two answers are one.
        score: 0 to 1.
        facts: The claims that say it, best first.
        asks: Which place of the claims it is: ``subject``, ``object``, ``value``, ``time``, ``truth``, ``speaker``;
            ``all`` for a claim as a whole.
        sparql: The query that found it.
        via: Claims that lead to it, in a question of two steps.
    """

    text: str
    names: frozenset[str]
    score: float
    facts: tuple[Fact, ...]
    asks: str
    sparql: str = ""
    via: tuple[Fact, ...] = ()


class Structured:
    """
    The structured answerer over one snapshot.

    Args:
        library: What the graph holds.
        store: The graph.
        forms: How people ask for the terms.
    """

    def __init__(self, library: Library, store: GraphStore, forms: Forms) -> None:
        self.library, self.store, self.forms = library, store, forms

    def candidates(self, question: Question) -> list[Candidate]:
        """Return possible answers, best first; none when the graph has nothing."""
        by_shape: dict[str, Callable[[Question], list[Candidate]]] = {
            "superlative": self._superlative,
            "compare": self._compared,
            "speaker": self._speakers,
            "sayings": self._sayings,
        }
        special = by_shape.get(question.shape)
        found = special(question) if special else []
        if found and question.shape in {"superlative", "compare"}:
            return found
        return _ordered([*found, *self._one_hop(question), *self._open(question)])

    def run(self, sparql: str) -> list[tuple[Fact, str | None]]:
        """Run a query; return the claims with the answer's entity key, if it is one."""
        return [(self.library.facts[claim], None) for claim, _ in self._claims(sparql)]

    def _claims(self, sparql: str) -> Iterator[tuple[str, tuple[object, ...]]]:
        seen = set()
        for row in rows(self.store, sparql):
            claim = claim_of_iri(row[0])
            if claim in self.library.facts and claim not in seen:
                seen.add(claim)
                yield claim, row[1:]

    # ------------------------------------------------------------ one step

    def _one_hop(self, question: Question) -> list[Candidate]:
        found: list[Candidate] = []
        top = question.senses[0].score if question.senses else 0.0
        for sense in question.senses[:SENSES]:
            if sense.score < max(LEAST, RUNNER_UP * top) or sense.asks == "reason":
                continue
            sparql = self._hop(question, sense)
            facts = [self.library.facts[claim] for claim, _ in self._claims(sparql)]
            found += self.gathered(question, sense, facts, sparql)
            if sense.figure and sense.asks == "value" and sense.bound:
                found += self._beside(question, sense)
        return found

    def _hop(self, question: Question, sense: Sense) -> str:
        asks = {"time": None, "truth": None}.get(sense.asks, sense.asks)
        return patterns.hop(
            self.library.domain,
            sense.term,
            [(slot, question.links[index].keys) for slot, index in sense.bound],
            asks,
            time=question.time,
            reached=question.as_of,
            as_of=self.library.as_of,
        )

    def _beside(self, question: Question, sense: Sense) -> list[Candidate]:
        """Figures of something without a name, near whom the question names."""
        keys = question.links[sense.bound[0][1]].keys
        sparql = patterns.beside(
            self.library.domain, sense.term, keys, time=question.time, reached=question.as_of, as_of=self.library.as_of
        )
        facts = [self.library.facts[claim] for claim, _ in self._claims(sparql)]
        facts = [
            fact for fact in facts if fact.subject.entity is None and self._means(fact, frozenset(keys), question.stems)
        ]
        return self.gathered(question, replace(sense, score=0.85 * sense.score), facts, sparql)

    def _means(self, fact: Fact, keys: frozenset[str], asked: frozenset[str]) -> bool:
        """
        Whether an unnamed subject may be, or belong to, one of some entities.

        nameless = (fact for fact in facts if fact.subject.entity is None)
        facts = [fact for fact in nameless if self._means(fact, frozenset(keys), question.stems)]
        and no other thing of that class is named in between.
        """
        line = self.library.lines.get(fact.key)
        named = content(fact.subject.text)
        nouns = class_nouns(self.library.domain)
        classes = nouns.get(fact.subject.text.lower().removeprefix("the ").removeprefix("this "), ())
        domain = self.library.domain
        kinds = [self.library.entities[key].cls for key in keys if key in self.library.entities]
        akin = any(domain.may_be_same(kind, cls) for kind in kinds for cls in classes)
        if line and line.entities & keys and (named & asked or named <= _FIGURE_WORDS or akin):
            return True
        for _ in range(_BACK if classes else 0):
            line = self.library.before(line.key) if line else None
            for _, _, key in reversed(line.mentions if line else ()):
                if key in keys:
                    return True
                known = self.library.entities.get(key)
                if known and domain.fits(known.cls, classes):
                    return False
        return False

    def gathered(self, question: Question, sense: Sense, facts: Iterable[Fact], sparql: str) -> list[Candidate]:
        """Weigh facts and gather those with one answer."""
        groups: dict[str, list[tuple[float, Fact]]] = {}
        texts: dict[str, tuple[str, frozenset[str]]] = {}
        for fact in facts:
            told = self._told(question, sense, fact)
            if told is None:
                continue
            text, names, factor = told
            key = min(names, default=text)
            score = self.score(question, sense, fact) * factor
            groups.setdefault(key, []).append((score, fact))
            texts.setdefault(key, (text, names))
        return [self._candidate(*texts[key], told, sense.asks, sparql) for key, told in sorted(groups.items()) if told]

    def _candidate(
        self, text: str, names: frozenset[str], scored: list[tuple[float, Fact]], asks: str, sparql: str
    ) -> Candidate:
        scored.sort(key=lambda pair: (not pair[1].plain, -pair[0], pair[1].id))
        best = max(score for score, _ in scored)
        sources = self.library.independent(fact.article for _, fact in scored)
        score = min(0.98, best + _SUPPORT * (sources - 1))
        return Candidate(text, names, score, tuple(fact for _, fact in scored), asks, sparql)

    def score(self, question: Question, sense: Sense, fact: Fact) -> float:
        """Weigh one fact as an answer, 0 to 1."""
        line = self.library.lines.get(fact.key)
        sentence = resolved(line, self.library) if line else ""
        covered = content(sentence) | self.forms.hints(sense.term) | self.forms.hints_of(fact.relation)
        named = self._named(question, fact)
        score = FITS * sense.score + COVERS * question.covered(covered) + NAMES * sum(named) / max(1, len(named))
        score *= OTHER_NAME ** named.count(0.0)
        if not unit_agrees(question, fact):
            score *= OTHER_UNIT
        if question.time and not (fact.time and (fact.time.start or fact.time.end)):
            score *= 0.85  # the day of publication had to stand for the day it happened
        elif question.time and fact.time and not question.as_of and not contains(question.time, fact.time):
            score *= 0.85  # it speaks of a longer time than was asked for
        score *= 0.85 + 0.15 * fact.confidence
        return score if fact.plain else score * 0.92

    def _named(self, question: Question, fact: Fact) -> list[float]:
        """Return for each name of the question where it is: the fact (1), its sentence (0.7), the one before (0.4)."""
        if not question.links:
            return [0.8]
        line = self.library.lines.get(fact.key)
        near = line.entities if line else frozenset()
        before = self.library.before(fact.key)
        far = before.entities if before else frozenset()
        sets = [set(one.keys) for one in question.links]
        return [1.0 if fact.entities & k else 0.7 if near & k else 0.4 if far & k else 0.0 for k in sets]

    def _told(self, question: Question, sense: Sense, fact: Fact) -> tuple[str, frozenset[str], float] | None:
        """Return an answer's text, its names, and a factor for how well its class fits; ``None`` when it is none."""
        if sense.asks == "truth":
            return self._truth(question, fact)
        if sense.asks == "time":
            return _time_told(fact)
        if sense.asks == "value":
            return _value_told(fact)
        term = self._asked_term(sense, fact, question)
        return None if term is None else self._term_told(question, sense, term)

    def _asked_term(self, sense: Sense, fact: Fact, question: Question) -> Term | None:
        term = fact.object if sense.asks == "object" else fact.subject
        other = fact.subject if sense.asks == "object" else fact.object
        named = {key for _, index in sense.bound for key in question.links[index].keys}
        return other if term and term.entity in named else term  # a relation that holds both ways was found turned

    def _term_told(self, question: Question, sense: Sense, term: Term) -> tuple[str, frozenset[str], float] | None:
        if term.entity is None:
            plain = not any(c.isupper() for c in term.text)  # "who" and "which label" ask for a name
            return term.text, frozenset({name_key(term.text)}), (0.5 if plain else 0.85) if question.classes else 1.0
        if term.entity in question.keys or name_key(term.text) in name_key(question.text):
            return None  # it was named in the question
        known = self.library.entities.get(term.entity)
        cls = known.cls if known else TOP
        names = frozenset(name_key(s) for s in self.library.spelt(term.entity))
        # What stands in a place for labels is taken for a label there, even if it was typed otherwise elsewhere.
        place = self.forms.classes(sense.term, sense.asks) if sense.term in self.library.domain.relations else ()
        placed = any(self.library.domain.may_fit(wanted, place) for wanted in question.classes)
        return term.text, names, max(0.85 if placed else 0.6, class_fits(cls, question, self.library))

    def _truth(self, question: Question, fact: Fact) -> tuple[str, frozenset[str], float]:
        positive = fact.polarity == "positive"
        if isinstance(fact.value, bool):
            positive = positive == fact.value
        del question
        text = "yes" if positive else "no"
        return text, frozenset({text}), 1.0

    # ------------------------------------------------------------ the text's own verbs

    def _open(self, question: Question) -> list[Candidate]:
        """Answer from open claims whose verb the question uses."""
        if not question.links or question.shape in {"theme", "timeline", "definition", "number", "count"}:
            return []
        found: list[Candidate] = []
        for index, one in enumerate(question.links[:2]):
            sparql = patterns.opened(one.keys, time=question.time, as_of=self.library.as_of)
            for claim, _ in self._claims(sparql):
                fact = self.library.facts[claim]
                verb = content(fact.relation.partition(":")[2].replace("_", " "))
                asked = {way for one_way in question.ways for way in (one_way[0], *one_way[1])}
                if not verb & asked:
                    continue
                found += self._opened(question, fact, index, len(verb & asked) / len(verb), sparql)
        return found

    def _opened(self, question: Question, fact: Fact, index: int, fit: float, sparql: str) -> Iterator[Candidate]:
        from .forms import Sense

        is_subject = fact.subject.entity in question.links[index].keys
        bound = (("subject" if is_subject else "object", index),)
        wanted = {"when": "time", "yesno": "truth"}.get(question.shape, "object" if is_subject else "subject")
        if (
            wanted == "truth"
            and len(question.links) > 1
            and not all(fact.entities & set(o.keys) for o in question.links)
        ):
            return
        line = self.library.lines.get(fact.key)
        if wanted == "truth" and question.covered(content(line.text) if line else frozenset()) < TOLD:
            return
        sense = Sense(fact.relation, False, wanted, bound, 0.75 * fit)  # type: ignore[arg-type]
        if wanted == "object" and fact.object is None:
            return
        yield from self.gathered(question, sense, [fact], sparql)

    # ------------------------------------------------------------ figures compared

    def _figures(self, question: Question) -> list[Sense]:
        figures = self.library.domain.figures
        return [s for s in question.senses[:SENSES] if s.figure and figures[s.term].datatype in {"integer", "decimal"}]

    def _superlative(self, question: Question) -> list[Candidate]:
        for sense in self._figures(question)[:2]:
            keys = question.links[0].keys if question.links and not question.classes else ()
            found = self._by_value(question, sense, keys)
            if found:
                return found
        return []

    def _by_value(self, question: Question, sense: Sense, keys: Sequence[str]) -> list[Candidate]:
        down = question.extreme != "min"
        if self.library.domain.figures[sense.term].unit == "position":  # No. 1 is the highest place
            down = not down
        sparql = patterns.ranked(
            self.library.domain, sense.term, keys, down=down, time=question.time, as_of=self.library.as_of
        )
        facts = [self.library.facts[claim] for claim, _ in self._claims(sparql)]
        domain = self.library.domain
        told: dict[str, Fact] = {}
        for fact in facts:
            known = self.library.entities.get(fact.subject.entity or "")
            fits = not question.classes or (known and any(domain.may_fit(known.cls, (c,)) for c in question.classes))
            if fact.plain and known and fits and unit_agrees(question, fact):
                told.setdefault(known.key, fact)
        return [
            Candidate(
                self.library.name(key),
                frozenset(name_key(s) for s in self.library.spelt(key)),
                max(0.2, self.score(question, sense, fact) - 0.3 * (rank > 0)),
                (fact,),
                "subject",
                sparql,
            )
            for rank, (key, fact) in enumerate(list(told.items())[:3])
        ]

    def _compared(self, question: Question) -> list[Candidate]:
        """Set one figure of two entities side by side, the latest of each."""
        for sense in self._figures(question)[:2]:
            keys = [one.keys for one in question.links[:2]]
            sparql = patterns.ranked(
                self.library.domain,
                sense.term,
                [key for some in keys for key in some],
                down=True,
                time=question.time,
                as_of=self.library.as_of,
            )
            facts = [self.library.facts[claim] for claim, _ in self._claims(sparql)]
            pair = [self._latest(f for f in facts if f.subject.entity in some and f.plain) for some in keys]
            if pair[0] and pair[1] and pair[0].unit == pair[1].unit:
                return [self._comparison(question, sense, pair[0], pair[1], sparql)]
        return []

    def _latest(self, facts: Iterable[Fact]) -> Fact | None:
        return max(facts, key=lambda fact: (self.day(fact), fact.confidence, fact.id), default=None)

    def _comparison(self, question: Question, sense: Sense, one: Fact, other: Fact, sparql: str) -> Candidate:
        less = bool(re.search(r"\b(?:fewer|less|lower|smaller)\b", question.masked, re.IGNORECASE))
        more = amount(one) > amount(other)
        winner = one if more != less else other
        if amount(one) == amount(other):
            text, names = "the same", frozenset({"the same"})
        else:
            text = winner.subject.text
            names = frozenset(name_key(s) for s in self.library.spelt(winner.subject.entity or text))
        loser = other if winner is one else one
        score = (self.score(question, sense, one) + self.score(question, sense, other)) / 2
        return Candidate(text, names, min(0.95, score + 0.1), (winner, loser), "subject", sparql)

    def day(self, fact: Fact) -> str:
        """Return the day that a fact speaks of, for ordering: of its time, else of its article."""
        day = (fact.time and (fact.time.end or fact.time.start)) or self.library.sources[fact.article].published
        return day.isoformat() if day else ""

    # ------------------------------------------------------------ who says

    def _speakers(self, question: Question) -> list[Candidate]:
        sparql = patterns.spoken([], question.keys, time=question.time, as_of=self.library.as_of)
        return self._saying(question, sparql, "speaker")

    def _sayings(self, question: Question) -> list[Candidate]:
        if not question.links:
            return []
        speaker, *topics = question.links
        about = [key for one in topics for key in one.keys]
        sparql = patterns.spoken(speaker.keys, about, time=question.time, as_of=self.library.as_of)
        return self._saying(question, sparql, "all")

    def _saying(self, question: Question, sparql: str, asks: str) -> list[Candidate]:
        groups: dict[str, list[tuple[float, Fact]]] = {}
        for claim, _ in self._claims(sparql):
            fact = self.library.facts[claim]
            score = self._said(question, fact)
            if fact.speaker and score > LEAST:
                key = (fact.speaker.entity or name_key(fact.speaker.text)) if asks == "speaker" else fact.id
                groups.setdefault(key, []).append((score, fact))
        return [self._spoken(told, asks, sparql) for _, told in sorted(groups.items())]

    def _spoken(self, told: list[tuple[float, Fact]], asks: str, sparql: str) -> Candidate:
        speaker = told[0][1].speaker or Term("")
        names = frozenset(
            name_key(s) for s in (self.library.spelt(speaker.entity) if speaker.entity else (speaker.text,))
        )
        return self._candidate(speaker.text, names, told, asks, sparql)

    def _said(self, question: Question, fact: Fact) -> float:
        """Weigh a saying by the words and the sense that it shares with the question."""
        line = self.library.lines.get(fact.key)
        covered = content(resolved(line, self.library)) if line else frozenset()
        sense = max((s.score for s in question.senses[:SENSES] if s.term == fact.relation), default=0.0)
        overlap = question.covered(covered | self.forms.hints_of(fact.relation)) if question.ways else 0.6
        named = self._named(question, fact)
        return 0.3 * sense + 0.5 * overlap + 0.2 * sum(named) / len(named)


def _ordered(found: Iterable[Candidate]) -> list[Candidate]:
    """Keep the best of those that give one answer in one way."""
    best: dict[tuple[frozenset[str], str], Candidate] = {}
    for candidate in sorted(found, key=lambda c: (-c.score, c.text)):
        key = (candidate.names, candidate.asks if candidate.asks == "all" else "")
        if candidate.asks == "all":
            key = (frozenset(fact.id for fact in candidate.facts), "all")
        best.setdefault(key, candidate)
    return list(best.values())


def _time_told(fact: Fact) -> tuple[str, frozenset[str], float] | None:
    if fact.time is None or not (fact.time.start or fact.time.end):
        return None
    text = say(fact.time)
    return text, frozenset({text}), 1.0


def _value_told(fact: Fact) -> tuple[str, frozenset[str], float] | None:
    if fact.value is None:
        return None
    text = figure_text(fact)
    return text, frozenset({f"{fact.value} {fact.unit or ''}".strip()}), 1.0


def figure_text(fact: Fact) -> str:
    """Return a fact's value with hedge and unit, as an answer words it."""
    if isinstance(fact.value, bool):
        return "yes" if fact.value else "no"
    if hasattr(fact.value, "isoformat"):
        return f"{fact.value.day} {fact.value:%B} {fact.value.year}"  # type: ignore[union-attr]
    return format_quantity(fact.value if fact.value is not None else "", fact.unit, fact.comparator)


def unit_agrees(question: Question, fact: Fact) -> bool:
    """Whether a figure is counted in what the question asks for; a fact without a value agrees."""
    if not question.unit or fact.value is None or isinstance(fact.value, bool):
        return True
    unit = fact.unit or ""
    if question.unit == "money":
        return bool(re.fullmatch("[A-Z]{3}", unit))
    if question.unit == "percent":
        return unit in {"percent", "share", "percentage points"}
    counted = unit.partition(" per ")[0]
    return not unit or stem(counted.split()[-1]) == question.unit or question.unit in content(fact.qualifier or "")


def amount(fact: Fact) -> Decimal:
    """Return a numeric value, or minus one for ranges and words."""
    return Decimal(fact.value) if isinstance(fact.value, int | Decimal) else Decimal(-1)
