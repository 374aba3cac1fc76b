"""
Answers judged: right, wrong or refused, by the strings that a right answer must and must not hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .counts import Share
from .wording import flat, norm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .gold import GivenAnswer, GoldQuestion

Verdict = Literal["right", "wrong", "refused"]

KINDS = [
    "single",
    "list",
    "count",
    "comparison",
    "temporal",
    "figure_as_of",
    "attribution",
    "multi_hop",
    "yes_no",
    "theme",
    "follow_up",
    "unanswerable",
]

_TELL = (
    "(say|state|mention|contain|give|report|specify|tell|include|provide|indicate|reveal|disclose|name|record|know|"
    "cover|identify|address|answer)"
)
_TOLD = "(stated|mentioned|given|reported|disclosed|recorded|named|specified|available)"
_REFUSES = re.compile(
    rf"\b((do(es)?|did|could|can|has|have|is|are|was|were)( not|n't) (yet |been |be )?{_TELL}\w*|"
    rf"cannot (be )?{_TELL}\w*|"
    r"not (been |yet |publicly |explicitly )*(stated|mentioned|given|reported|disclosed|specified|answerable|available|"
    r"found|known|covered|recorded|named|identified|determined|made public)|unknown|undisclosed|"
    r"no (\w+ ){0,4}(information|answer|figure|record|mention|evidence|source|article|passage|text|statement|date|"
    r"amount|verdict|ruling|name|sum)|"
    rf"no [\w' ]{{1,40}} (is|are|was|were|has been|have been) {_TOLD}|"
    r"none of the (\w+ )?(articles|sources|texts|passages|documents)|(not enough|insufficient) (information|evidence)|"
    r"(cannot|can't|could not|couldn't|unable to) (find|determine|answer|say|tell|establish)|"
    r"nothing (in|about|on)|silent on|not in the (\w+ )?(articles|sources|texts|corpus|documents))\b",
    re.IGNORECASE,
)
_WHOLE_WORD = 3
"""Strings of so many letters must be a whole word; longer ones may be the beginning of one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """
    The verdict on one answer.

    Args:
        groups: Which of the expected groups the answer has.
        forbidden: Forbidden strings that it has.
        cites_annotated: Whether it cites one of the annotated articles; ``None`` when nothing can be said.
    """

    question: GoldQuestion
    given: GivenAnswer
    correct: bool
    abstained: bool
    groups: tuple[bool, ...]
    forbidden: tuple[str, ...]
    cites_annotated: bool | None

    @property
    def verdict(self) -> Verdict:
        """``right``, else ``refused`` when the system abstained, else ``wrong``."""
        return "right" if self.correct else "refused" if self.abstained else "wrong"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, so that each error can be read."""
        missing = [list(group) for group, found in zip(self.question.expect, self.groups, strict=True) if not found]
        return {
            "id": self.question.id,
            "kind": self.question.kind,
            "question": self.question.question,
            "verdict": self.verdict,
            "answer": self.given.answer,
            "abstained": self.abstained,
            "confidence": self.given.confidence,
            "missing": missing,
            "forbidden": list(self.forbidden),
            "cites_annotated": self.cites_annotated,
            "seconds": self.given.seconds,
        }


def says(answer: str, wanted: str) -> bool:
    """
    Whether an answer holds a string, from the beginning of a word; numbers stand alone; ``=X``: X is all of it.

    >>> says("royalties of $5.9m", "royalt"), says("in 2023", "23"), says("1.85", "1.8"), says("Tuno.", "=Tuno")
    (True, False, False, True)
    """
    text, key = flat(answer).casefold(), flat(wanted).casefold()
    if key.startswith("="):
        return norm(text) == norm(key[1:])
    before = r"(?<!\d)(?<!\d[.,])" if key[:1].isdigit() else r"(?<![^\W_])" if key[:1].isalnum() else ""
    after = ""
    if key[-1:].isdigit():
        after = r"(?!\d|[.,]\d)"
    elif len(key) <= _WHOLE_WORD and key.isalpha():
        after = r"(?![^\W_])"
    return re.search(before + re.escape(key) + after, text) is not None


def refuses(answer: str) -> bool:
    """
    Whether an answer says that the sources do not tell.

    >>> refuses("The articles don't say."), refuses("It has not been disclosed"), refuses("No, only Tuno won")
    (True, True, False)
    """
    return _REFUSES.search(flat(answer)) is not None


def judge(question: GoldQuestion, given: GivenAnswer) -> Judged:
    """Judge one answer; where nothing should be answered, only a refusal without forbidden strings is right."""
    abstained = refuses(given.answer) if given.abstained is None else given.abstained
    groups = tuple(any(says(given.answer, alternative) for alternative in group) for group in question.expect)
    forbidden = tuple(f for f in question.forbid if says(given.answer, f))
    fits = abstained if question.abstain else all(groups) and bool(given.answer.strip())
    cites = None
    if given.citations and question.articles and not question.abstain:
        cites = any(c.article in question.articles for c in given.citations)
    return Judged(question, given, fits and not forbidden, abstained, groups, forbidden, cites)


def verdicts(judged: Iterable[Judged]) -> dict[Verdict, int]:
    """Count right, wrong and refused."""
    counts: dict[Verdict, int] = {"right": 0, "wrong": 0, "refused": 0}
    for one in judged:
        counts[one.verdict] += 1
    return counts


def by_kind(judged: Iterable[Judged]) -> dict[str, dict[Verdict, int]]:
    """Count right, wrong and refused for each kind of question, the known kinds first."""
    rows: dict[str, list[Judged]] = {}
    for one in judged:
        rows.setdefault(one.question.kind, []).append(one)
    order = sorted(rows, key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind))
    return {kind: verdicts(rows[kind]) for kind in order}


def groups_found(judged: Iterable[Judged]) -> Share:
    """Count the expected groups that answers have; a list that is half right counts half."""
    found = [hit for one in judged for hit in one.groups]
    return Share(sum(found), len(found))
