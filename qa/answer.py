"""
An answer: its sentences, the quotations they rest on, what disputes them, and what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from .citations import Citation, cite
from .timing import relative_word, say_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .library import Fact, Library
    from .retrieval import Evidence

_PLAIN = ("question", "answer", "abstained", "confidence", "missing", "sparql", "seconds", "undated_left_out", "within")
SILENT = "The corpus does not say."
"""How a refusal begins."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, with the numbers of the quotations that it rests on."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement between claims, told in one line and cited."""

    text: str
    claims: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What the corpus says to a question.

    Args:
        answer: The whole text.
        abstained: Whether no answer was found; *citations* are then the closest evidence.
        confidence: 0 to 1.
        as_of: Articles published later were not looked at.
        missing: What the corpus does not say.
        sparql: The query that was run, when the answer came from the graph.
        seconds: From question to answer.
        reckoned_from: The day that relative words ("latest", "last month") count from.
        undated_left_out: Articles that were not looked at under *as_of* because nobody knows their day.
        within: The scope of the question in words; empty for the whole workspace.

    >>> Answer("Who?", "The corpus does not say.", abstained=True).to_dict()["sentences"]
    []
    """

    question: str
    answer: str
    abstained: bool = False
    confidence: float = 0.0
    as_of: date | None = None
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    missing: str | None = None
    sparql: str | None = None
    seconds: float = 0.0
    reckoned_from: date | None = None
    undated_left_out: int = 0
    within: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know beside the answer: what words count from, and what was left out."""
        found = []
        if self.reckoned_from and (word := relative_word(self.question)):
            found.append(f"“{word}” counts from {say_day(self.reckoned_from)}.")
        if self.undated_left_out:
            many = self.undated_left_out
            found.append(f"{many} article{'s' if many > 1 else ''} without a day of publication left out.")
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """Return the promised JSON object, as plain values."""
        return {
            "question": self.question,
            "answer": self.answer,
            "abstained": self.abstained,
            "confidence": round(self.confidence, 3),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "sentences": [{"text": s.text, "citations": list(s.citations)} for s in self.sentences],
            "citations": [citation.to_dict() for citation in self.citations],
            "conflicts": [
                {"text": c.text, "claims": list(c.claims), "citations": list(c.citations)} for c in self.conflicts
            ],
            "missing": self.missing,
            "sparql": self.sparql,
            "seconds": round(self.seconds, 3),
            "reckoned_from": self.reckoned_from.isoformat() if self.reckoned_from else None,
            "undated_left_out": self.undated_left_out,
            "within": self.within,
            "notes": list(self.notes),
        }


def answer_of(record: Mapping[str, Any]) -> Answer:
    """
    Return the answer whose promised JSON this is; fields that it lacks keep their defaults.

    >>> told = Answer("Who?", "Nova Vale.", sentences=(Sentence("Nova Vale.", (1,)),))
    >>> answer_of(told.to_dict()) == told
    True
    """
    plain = {name: record[name] for name in _PLAIN if name in record}
    return Answer(
        **plain,
        as_of=_day(record.get("as_of")),
        reckoned_from=_day(record.get("reckoned_from")),
        sentences=tuple(Sentence(s["text"], tuple(s["citations"])) for s in record.get("sentences", ())),
        citations=tuple(Citation(**c) for c in record.get("citations", ())),
        conflicts=tuple(
            Conflict(c["text"], tuple(c["claims"]), tuple(c["citations"])) for c in record.get("conflicts", ())
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Ref:
    """A stretch of an article that a sentence rests on, and the claim taken from it."""

    article: str
    start: int
    end: int
    claim: str | None = None


def refs_of(facts: Iterable[Fact]) -> tuple[Ref, ...]:
    """Return where claims stand: each with its sentence, and the one that is needed to read it."""
    refs = []
    for fact in facts:
        refs.append(Ref(fact.article, fact.start, fact.end, fact.id))
        refs += [Ref(fact.article, start, end, fact.id) for start, end in fact.also[:1] if (start, end) != fact.key[1:]]
    return tuple(refs)


def refs_in(evidence: Iterable[Evidence]) -> tuple[Ref, ...]:
    """Return where pieces of evidence stand."""
    return tuple(Ref(piece.article, piece.start, piece.end) for piece in evidence)


@dataclass(frozen=True, slots=True)
class Draft:
    """
    An answer under way: sentences with what they rest on, not yet numbered.

    Args:
        told: Sentences and their references.
        disputes: Lines about disagreements, with the claims that disagree.
    """

    told: tuple[tuple[str, tuple[Ref, ...]], ...]
    confidence: float
    disputes: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    missing: str | None = None
    sparql: str | None = None
    abstained: bool = False
    closest: tuple[Ref, ...] = field(default=())

    def finish(self, question: str, library: Library) -> Answer:
        """Number the quotations in the order in which they are first used."""
        numbered: dict[Ref, int] = {}
        for ref in self._refs():
            same = next((r for r in numbered if (r.article, r.start, r.end) == (ref.article, ref.start, ref.end)), None)
            numbered[ref] = numbered[same] if same else len(set(numbered.values())) + 1
        cited: dict[int, Citation] = {}
        for ref, n in numbered.items():
            one = cited.get(n) or cite(library, n, ref.article, ref.start, ref.end, ref.claim)
            cited[n] = one if one.claim else replace(one, claim=ref.claim)
        sentences = tuple(Sentence(text, _numbers(numbered, refs)) for text, refs in self.told)
        conflicts = tuple(
            Conflict(text, tuple(f.id for f in facts), _numbers(numbered, refs_of(facts)))
            for text, facts in self.disputes
        )
        return Answer(
            question=question,
            answer=" ".join(s.text for s in sentences) or f"{SILENT} {self.missing or ''}".strip(),
            abstained=self.abstained,
            confidence=self.confidence,
            as_of=library.as_of,
            sentences=sentences,
            citations=tuple(cited[n] for n in sorted(cited)),
            conflicts=conflicts,
            missing=self.missing,
            sparql=self.sparql,
            reckoned_from=library.as_of or library.latest,
            undated_left_out=library.undated,
            within=library.within,
        )

    def _refs(self) -> list[Ref]:
        told = [ref for _, refs in self.told for ref in refs]
        return [*told, *(ref for _, facts in self.disputes for ref in refs_of(facts)), *self.closest]


def _numbers(numbered: dict[Ref, int], refs: Sequence[Ref]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbered[ref] for ref in refs))


def refusal(missing: str, evidence: Iterable[Evidence]) -> Draft:
    """Make the draft of a refusal: what is missing, and the closest evidence (at most three sentences)."""
    return Draft((), 0.0, missing=missing, abstained=True, closest=refs_in(list(evidence)[:3]))
