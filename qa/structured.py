"""
Answers from the graph: a question's senses become SPARQL, are run, and the claims found are weighed.

A fact's score is 0.55 of how well the relation fits, 0.25 of how many of the question's words its sentence covers,
0.2 of how many of its names; 0.55 of that when the unit is another (study of extraction and answers, section 6).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.domain import TOP
from kg.graph.vocab import claim_of_iri
from kg.text.dates import contains
from kg.text.names import name_key

from . import patterns
from .candidates import Candidate, ordered, time_told, unit_agrees, value_told
from .extractive import class_fits
from .forms import class_nouns
from .loading import rows
from .measuring import compared, superlative
from .retrieval import resolved
from .speaking import sayings, speakers
from .stems import content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.graph.store import GraphStore

    from .forms import Forms, Sense
    from .library import Fact, Library, Term
    from .question import Question

FITS, COVERS, NAMES, OTHER_UNIT, OTHER_NAME = 0.55, 0.25, 0.2, 0.55, 0.7
HEDGED, SAID = 0.75, 0.92
"""What a hedged, alleged or denied claim is worth as an answer against one that is stated plainly; the same where
only whether it is so is asked."""
LEAST = 0.3
"""Score below which a sense is not run."""
SENSES, RUNNER_UP = 6, 0.55
"""How many senses are run at most, and how near to the best they must be."""
TOLD = 0.75
"""Share of a question's words that the sentence of an open claim must have to say yes or no."""
_FIGURE_WORDS = content("figure share number total count rate amount value sum result")
_BACK = 3  # sentences to look back for what "the song" means
_SUPPORT = 0.03  # for each further independent source


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
        by_shape: dict[str, Callable[[Question, Structured], list[Candidate]]] = {
            "superlative": superlative,
            "compare": compared,
            "speaker": speakers,
            "sayings": sayings,
        }
        special = by_shape.get(question.shape)
        found = special(question, self) if special else []
        if found and question.shape in {"superlative", "compare"}:
            return found
        return ordered([*found, *self._one_hop(question), *self._open(question)])

    def run(self, sparql: str) -> list[tuple[Fact, str | None]]:
        """Run a query; return the claims with the answer's entity key, if it is one."""
        return [(self.library.facts[claim], None) for claim, _ in self.claims(sparql)]

    def claims(self, sparql: str) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Run a query; yield each claim's id with the rest of its row."""
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
            facts = [self.library.facts[claim] for claim, _ in self.claims(sparql)]
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
        facts = [self.library.facts[claim] for claim, _ in self.claims(sparql)]
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
        return [self.candidate(*texts[key], told, sense.asks, sparql) for key, told in sorted(groups.items()) if told]

    def candidate(
        self, text: str, names: frozenset[str], scored: list[tuple[float, Fact]], asks: str, sparql: str
    ) -> Candidate:
        """Make one answer of the claims that give it; every further independent source adds a little."""
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
        named = self.named(question, fact)
        score = FITS * sense.score + COVERS * question.covered(covered) + NAMES * sum(named) / max(1, len(named))
        score *= OTHER_NAME ** named.count(0.0)
        if not unit_agrees(question, fact):
            score *= OTHER_UNIT
        if question.time and not (fact.time and (fact.time.start or fact.time.end)):
            score *= 0.85  # the day of publication had to stand for the day it happened
        elif question.time and fact.time and not question.as_of and not contains(question.time, fact.time):
            score *= 0.85  # it speaks of a longer time than was asked for
        score *= 0.85 + 0.15 * fact.confidence
        return score if fact.plain else score * (SAID if sense.asks == "truth" else HEDGED)

    def named(self, question: Question, fact: Fact) -> list[float]:
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
            return time_told(fact)
        if sense.asks == "value":
            return value_told(fact)
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

    def _truth(self, question: Question, fact: Fact) -> tuple[str, frozenset[str], float] | None:
        if self._is_turned(question, fact):
            return None
        positive = fact.polarity == "positive"
        if isinstance(fact.value, bool):
            positive = positive == fact.value
        text = "yes" if positive else "no"
        return text, frozenset({text}), 1.0

    def _is_turned(self, question: Question, fact: Fact) -> bool:
        """Whether a claim says of the second what the question asks of the first: who sued whom."""
        relation = self.library.domain.relations.get(fact.relation)
        if len(question.links) != 2 or fact.object is None or (relation and relation.symmetric):  # noqa: PLR2004
            return False
        first, second = (set(one.keys) for one in question.links)
        passive = " by @1" in question.masked
        if relation and relation.label.endswith(" by"):  # stored from the thing to its maker: "founded by"
            passive = not passive
        agent, patient = (second, first) if passive else (first, second)
        return fact.subject.entity in patient - agent and fact.object.entity in agent - patient

    # ------------------------------------------------------------ the text's own verbs

    def _open(self, question: Question) -> list[Candidate]:
        """Answer from open claims whose verb the question uses."""
        if not question.links or question.shape in {"theme", "timeline", "definition", "number", "count"}:
            return []
        found: list[Candidate] = []
        for index, one in enumerate(question.links[:2]):
            sparql = patterns.opened(one.keys, time=question.time, as_of=self.library.as_of)
            for claim, _ in self.claims(sparql):
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

    def day(self, fact: Fact) -> str:
        """Return the day that a fact speaks of, for ordering: of its time, else of its article."""
        day = (fact.time and (fact.time.end or fact.time.start)) or self.library.sources[fact.article].published
        return day.isoformat() if day else ""
