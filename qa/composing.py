"""
From a vote to the sentences of an answer, one way for each shape of question.

Disagreements are told side by side, never averaged; what rests on one source, is hedged or has been
overtaken by a later figure says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .answer import Draft, Ref, refs_of, refusal
from .candidates import figure_text
from .chains import chained, unfold
from .disputes import disputes
from .overview import overview, side_by_side
from .quoting import in_words
from .retrieval import name_shares
from .stems import content
from .structured import TOLD
from .vote import AGREED, ALONE, LEAST, QUOTED, WITHOUT_KIND, Verdict, decide, supported
from .wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .candidates import Candidate
    from .extractive import Span
    from .library import Fact, Library, Line
    from .question import Question
    from .retrieval import Evidence
    from .structured import Structured

_CLOSE = 0.88
"""Share of the best score from which another answer to the same question is told too."""
_MOST = 8
_QUOTES = 3
_DOUBT = re.compile(
    r"\b(?:not|no|never|neither|nor|none|without|den(?:y|ies|ied)|refus\w+|fail\w*|may|might|could|would|plan\w*|if|whether|"
    r"alleg\w+|claim\w*|instead|rather|unless|stop\w*)\b|n't\b",
    re.IGNORECASE,
)
HEADED, STANDS_OUT = 0.65, 0.93
"""For a span to be named before the quotation: share of the sentence's chance that it reaches, and of its own that the
next does not."""
SURELY, MOSTLY = 0.5, 0.5
"""Chance from which a sentence is quoted whatever its words; share of the question's words that it has below that."""
NEAR, FAR_BELOW, NAMED, SPAN = 0.3, 0.65, 0.6, 0.15
"""Chance from which the best sentence is quoted if it has something of the kind asked for, and the share of it that the
next may reach; how surely it must be about each name of the question; least score of that thing. Looked at on the 68
development questions that were refused."""
REASON = 0.4
"""Least score of a sentence that is quoted as a reason."""
_NEGATED = re.compile(r"\b(?:not|never)\b|n't\b", re.IGNORECASE)
_REASONS = re.compile(
    r"\b(?:because|since|due to|owing to|after|over|reasons?|in order to|so that|caus\w+|led to|as a result|therefore|"
    r"accus\w+|alleg\w+|argu\w+|explain\w*|to (?:avoid|protect|stop|prevent|make|keep|allow)|"
    r"for (?:its|their|his|her|using|\w+ing))\b",
    re.IGNORECASE,
)


def compose(question: Question, structured: Structured, spans: Sequence[Span], evidence: Sequence[Evidence]) -> Draft:
    """
    Make the answer's sentences.

    Args:
        question: Analysed.
        structured: The structured answerer, which is asked here.
        spans: What the extractive answerer found, best first.
        evidence: Sentences that bear on the question, best first.
    """
    library = structured.library
    if question.unknown or not library.sources:
        return refusal(_unnamed(question, library), evidence)
    if question.shape in {"theme", "timeline", "definition"}:
        return overview(question, structured, evidence) or refusal(_missing(question, library), evidence)
    if question.shape == "why":
        return _reason(question, evidence, library)
    candidates = _all_candidates(question, structured)
    if question.shape == "yesno":
        return _yes_or_no(question, candidates, evidence, library)
    if question.shape == "count":
        return _count(question, candidates, spans, evidence, structured)
    return _voted(question, candidates, spans, evidence, structured)


def _voted(
    question: Question,
    candidates: Sequence[Candidate],
    spans: Sequence[Span],
    evidence: Sequence[Evidence],
    structured: Structured,
) -> Draft:
    verdict = decide(candidates, spans, evidence)
    if verdict.candidate:
        return _from_graph(question, verdict, candidates, structured)
    return _quoted_answer(question, spans, evidence, structured.library)


def _all_candidates(question: Question, structured: Structured) -> list[Candidate]:
    """Ask the graph; a question that describes what it asks about is not answered by one step alone."""
    steps = chained(question, structured)
    single = structured.candidates(question)
    if steps and steps[0].score >= ALONE:
        middle = {key for c in steps for fact in c.via for key in fact.entities}
        single = [c for c in single if not any(f.entities <= middle | question.keys for f in c.facts)]
        single = [replace(c, score=0.75 * c.score) for c in single]
    elif not steps and unfold(question.masked):  # the one step that the graph knows is the description itself
        single = [replace(c, score=0.75 * c.score) for c in single]
    return sorted([*steps, *single], key=lambda c: -c.score)


def _from_graph(question: Question, verdict: Verdict, candidates: Sequence[Candidate], structured: Structured) -> Draft:
    best = verdict.candidate
    assert best is not None
    several = [best, *(c for c in candidates if c is not best and _beside(c, best))]
    if not _denied(best):
        several = [c for c in several if not _denied(c) or _on_the_same(c, best)]
    if best.asks == "value":
        return _figures(question, several, verdict.confidence, structured)
    if question.shape in {"superlative", "compare"}:
        return _measured(question, best, verdict.confidence, structured)
    facts = [fact for c in several for fact in c.facts]
    told = _told(several[:_MOST], structured.library)
    return Draft(
        told=tuple(told),
        confidence=_confidence(verdict.confidence, best.facts),
        disputes=tuple(disputes(facts, structured.library)),
        sparql=best.sparql,
    )


def _denied(candidate: Candidate) -> bool:
    return all(fact.polarity == "negative" for fact in candidate.facts)


def _on_the_same(denial: Candidate, best: Candidate) -> bool:
    """Whether a denial is about what the best answer says, in other words."""
    objects = [content(f.object.text) if f.object else frozenset() for f in (denial.facts[0], best.facts[0])]
    return denial.facts[0].subject == best.facts[0].subject and bool(objects[0] & objects[1])


def _measured(question: Question, best: Candidate, confidence: float, structured: Structured) -> Draft:
    """Tell the figure that is the highest, or the two that are compared."""
    library = structured.library
    told = [(worded(fact, library), refs_of([fact])) for fact in best.facts[:2]]
    if re.match(r"(?:do|does|did|is|are|was|were|has|have|had)\b", question.masked, re.IGNORECASE):
        holds = best.facts[0].subject.entity in question.links[0].keys and best.text != "the same"
        told[0] = (f"{'Yes' if holds else 'No'}. {told[0][0]}", told[0][1])
    elif question.shape == "compare":
        told[0] = (f"{best.text[0].upper()}{best.text[1:]}: {told[0][0]}", told[0][1])
    else:
        told[0] = (f"{best.text}, of the figures that the articles tell: {told[0][0]}", told[0][1])
    disputed = tuple(disputes(best.facts, library))
    return Draft(tuple(told), _confidence(confidence, best.facts), disputed, sparql=best.sparql)


def _beside(candidate: Candidate, best: Candidate) -> bool:
    """Whether a candidate answers the same question as the best: one query, one place, nearly as good."""
    same = candidate.sparql == best.sparql and candidate.asks == best.asks
    return same and candidate.score >= _CLOSE * best.score


def _told(candidates: Iterable[Candidate], library: Library) -> list[tuple[str, tuple[Ref, ...]]]:
    """Word each candidate by its best claim; claims worded alike share a sentence."""
    candidates = list(candidates)
    told: dict[str, tuple[list[Fact], int]] = {}
    for candidate in candidates:
        plain = [fact for fact in candidate.facts if fact.plain] or list(candidate.facts[:1])
        sentence = worded(plain[0], library)
        if candidate.asks not in {"truth", "all"}:
            sentence = _headed(candidate.text, sentence)
        sources = library.independent(fact.article for fact in candidate.facts)
        for step in candidate.via:
            told.setdefault(worded(step, library), ([step], 0))
        facts, _ = told.setdefault(sentence, ([], sources))
        facts += plain[:_QUOTES]
    alone = len(told) == 1
    return [
        (_marked(text, sources if alone else 0), refs_of(dict.fromkeys(facts)))
        for text, (facts, sources) in told.items()
    ]


def _headed(answer: str, sentence: str) -> str:
    """Put the answer before a quotation, which may not begin with it."""
    return f"{answer[0].upper()}{answer[1:]}: {sentence}" if "writes: “" in sentence and answer else sentence


def _marked(text: str, sources: int) -> str:
    """Say when a sentence rests on a single source; quotations name theirs already."""
    if sources != 1 or "writes: “" in text:
        return text
    return f"{text[:-1]} (single source)."


def _figures(question: Question, several: Sequence[Candidate], confidence: float, structured: Structured) -> Draft:
    """Tell the figure of the day asked for, the latest without one, and the others with their dates."""
    library = structured.library
    first = several[0]
    early = question.order == "earliest"
    facts = [fact for c in several for fact in c.facts if fact.plain] or [fact for c in several for fact in c.facts]
    facts = [f for f in facts if f.relation == first.facts[0].relation and f.unit == first.facts[0].unit]
    ordered = sorted(facts, key=lambda fact: (structured.day(fact), fact.confidence, fact.id), reverse=not early)
    groups: dict[str, list[Fact]] = {}
    for fact in ordered:
        groups.setdefault(f"{fact.value} {fact.unit}", []).append(fact)
    told = []
    for number, group in enumerate(list(groups.values())[:4]):
        text = _headed(figure_text(group[0]), worded(group[0], library))
        sources = library.independent(fact.article for fact in group)
        if number and len(groups) > 1:
            text = f"{'Later' if early else 'Earlier'} or other figure: {text}"
        told.append((_marked(text, sources if len(groups) == 1 else 0), refs_of(group[:_QUOTES])))
    return Draft(
        told=tuple(told),
        confidence=_confidence(confidence, ordered[:1]),
        disputes=tuple(disputes(facts, library)),
        sparql=first.sparql,
    )


def _confidence(confidence: float, facts: Sequence[Fact]) -> float:
    """A claim that is hedged or denied answers with less confidence."""
    return min(0.98, confidence) * (1.0 if not facts or facts[0].plain else 0.8)


def _quoted_answer(question: Question, spans: Sequence[Span], evidence: Sequence[Evidence], library: Library) -> Draft:
    """Quote the sentences that answer, the first after the span that it answers with; or refuse."""
    kind = question.shape in {"number", "count", "when"} or bool(question.classes)
    likely = [p for p in evidence if p.score >= QUOTED and (_in_its_words(question, p) or not kind)]
    likely = [p for p in likely if _in_its_words(question, p) or _named(question, p, library)]
    if not likely and question.shape in {"number", "count", "when"} and _stands_out(evidence):
        likely = [
            p for p in evidence[:1] if _named(question, p, library) and _holds(p, spans) and _measured_so(question, p)
        ]
    inside = [span for span in spans if likely and likely[0] in span.evidence]
    if not likely or (kind and not inside and likely[0].score < WITHOUT_KIND):
        if question.shape == "compare":
            return side_by_side(question, evidence, library) or refusal(_missing(question, library), evidence)
        return refusal(_missing(question, library), evidence)
    most = 1 if question.shape in {"number", "count", "when"} else 2 if question.shape == "single" else 3
    told = [in_words(piece, library) for piece in likely[:most]]
    clear = inside and (len(inside) < 2 or inside[1].score < STANDS_OUT * inside[0].score)  # noqa: PLR2004
    if clear and question.shape != "list" and inside[0].score >= HEADED * likely[0].score:
        told[0] = (_headed(inside[0].text, told[0][0]), told[0][1])
    return Draft(tuple(told), likely[0].score)


def _in_its_words(question: Question, piece: Evidence) -> bool:
    """Whether a sentence that is only fairly likely speaks of what is asked: its unit, most of its words."""
    have = content(piece.text)
    return _measured_so(question, piece) and (piece.score >= SURELY or question.covered(have) >= MOSTLY)


def _measured_so(question: Question, piece: Evidence) -> bool:
    """Whether a sentence has the unit that a figure is asked in, where one is asked for."""
    measured = question.shape in {"number", "count"} and question.unit not in {"", "money", "percent"}
    return not measured or question.unit in content(piece.text)


def _stands_out(evidence: Sequence[Evidence]) -> bool:
    """Whether the best sentence is far likelier than the next."""
    rest = evidence[1].score if len(evidence) > 1 else 0.0
    return bool(evidence) and evidence[0].score >= NEAR and rest <= FAR_BELOW * evidence[0].score


def _named(question: Question, piece: Evidence, library: Library) -> bool:
    """Whether a sentence, or the one before it, is about everything that the question names."""
    shares = name_shares(question, library.lines[piece.key], library)
    return bool(shares) and min(shares) >= NAMED


def _holds(piece: Evidence, spans: Sequence[Span]) -> bool:
    """Whether a sentence has something of the kind that is asked for, near the question's words."""
    return any(piece in span.evidence and span.score >= SPAN for span in spans[:1])


def _reason(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft:
    """Quote a sentence that gives a reason and names whom the question names, or refuse."""
    for piece in evidence[:4]:
        named = all(library.lines[piece.key].entities & set(one.keys) for one in question.links)
        if named and piece.score >= REASON and _REASONS.search(piece.text):
            return Draft((in_words(piece, library),), 0.7 * piece.score)
    return refusal(_missing(question, library), evidence)


def _yes_or_no(
    question: Question, candidates: Sequence[Candidate], evidence: Sequence[Evidence], library: Library
) -> Draft:
    covering = [
        replace(c, score=supported(c, [], evidence)[0])
        for c in candidates
        if c.asks == "truth" and c.score >= LEAST and _all_named(question, c.facts[0], library)
    ]
    covering.sort(key=lambda c: -c.score)
    if covering and covering[0].score >= AGREED:
        best = covering[0]
        rivals = [c for c in covering[1:] if c.score >= 0.75 * best.score and c.names != best.names]
        return _verdict(question, best, rivals, library)
    return _quoted_yes(question, evidence, library)


def _all_named(question: Question, fact: Fact, library: Library) -> bool:
    line = library.lines.get(fact.key)
    near = fact.entities | (line.entities if line else frozenset())
    return all(near & set(one.keys) for one in question.links)


def _is_about_all(question: Question, fact: Fact) -> bool:
    """Whether a fact may say yes or no: each name asked about is in it, not just in its sentence."""
    told = [term.text.casefold() for term in fact.terms]
    named = (
        fact.entities & set(one.keys) or any(one.text.casefold() in text for text in told) for one in question.links
    )
    return all(named) and not _NEGATED.search(question.text)


def _verdict(question: Question, best: Candidate, rivals: Sequence[Candidate], library: Library) -> Draft:
    fact = best.facts[0]
    both = [f for c in (best, *rivals) for f in c.facts]
    if rivals:
        opening = "The articles disagree."
    elif fact.modality != "asserted":
        opening = "It is not certain." if fact.modality == "possible" else ""  # the sentence itself says the rest
    elif not _is_about_all(question, fact):
        opening = ""
    else:
        opening = "Yes." if best.text == "yes" else "No."
    told = _told([best, *rivals[:1]], library)
    text, refs = told[0]
    return Draft(
        told=((f"{opening} {text}".strip(), refs), *told[1:]),
        confidence=_confidence(best.score, best.facts) * (0.7 if rivals else 1.0),
        disputes=tuple(disputes(both, library)),
        sparql=best.sparql,
    )


def _quoted_yes(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft:
    """
    Without a claim that says yes or no, quote the sentence that answers.

    It says yes only when it repeats the question's words without negation or hedge, and its names in the question's
    order; else the verdict is the reader's.
    """
    if evidence and evidence[0].score >= SURELY:
        piece = evidence[0]
        text, refs = in_words(piece, library)
        plain = all(fact.plain for fact in library.facts_at.get(piece.key, ())) and not _DOUBT.search(piece.text)
        if plain and _repeats(question, piece.text) >= TOLD and _in_order(question, library.lines[piece.key]):
            text = f"Yes: {text}"
        return Draft(((text, refs),), 0.9 * piece.score)
    return refusal(_missing(question, library), evidence)


def _in_order(question: Question, line: Line) -> bool:
    """Whether a sentence has all names of the question one after the other: who beat whom is told by the order."""
    found = iter(key for _, _, key in sorted(line.mentions))
    return not _NEGATED.search(question.text) and all(any(key in one.keys for key in found) for one in question.links)


def _repeats(question: Question, text: str) -> float:
    """Return the share of the question's own words that a sentence has; 0 where it has none but names."""
    asked = {stem for stem, _ in question.ways}
    return len(content(text) & asked) / len(asked) if asked else 0.0


def _count(
    question: Question,
    candidates: Sequence[Candidate],
    spans: Sequence[Span],
    evidence: Sequence[Evidence],
    structured: Structured,
) -> Draft:
    """Give the figure that an article tells; else count the things that the claims name."""
    figures = [c for c in candidates if c.asks == "value"]
    verdict = decide(figures, spans, evidence)
    if verdict.candidate:
        return _from_graph(question, verdict, figures, structured)
    things = [c for c in candidates if c.asks in {"subject", "object"} and c.facts[0].plain and c.score >= ALONE]
    if things:
        best = things[0]
        named = [best, *(c for c in things[1:] if c.sparql == best.sparql and c.score >= 0.75 * best.score)]
        facts = [c.facts[0] for c in named]
        listed = ", ".join(c.text for c in named)
        noun = question.noun or "of them"
        text = f"The articles name {f'{len(named)} {noun}' if len(named) > 1 else 'one'}: {listed}."
        return Draft(
            told=((text, refs_of(facts)), *_told(named[:_MOST], structured.library)),
            confidence=0.9 * best.score,
            disputes=tuple(disputes(facts, structured.library)),
            sparql=best.sparql,
        )
    return _quoted_answer(question, spans, evidence, structured.library)


def _unnamed(question: Question, library: Library) -> str:
    """Say which names no article has, or that there is no article to look at."""
    by = f" {library.within}" if library.within else ""
    if not library.sources:
        return f"There is no article{by}." if by else "There is no article yet."
    return f"No article{by} names {' and '.join(question.unknown)}."


def _missing(question: Question, library: Library) -> str:
    """Say what the articles do not tell."""
    names = [library.name(one.key) for one in question.links]
    who = f" (asked about: {', '.join(names)})" if names else ""
    wanted = {
        "yesno": "whether this is so",
        "when": "when that was",
        "why": "why",
        "number": "the figure",
        "count": "the number",
    }.get(question.shape)
    nouns = {"who": "who it is", "where": "where", "": "this"}
    return f"No article tells {wanted or nouns.get(question.noun, f'which {question.noun}')}{who}."
