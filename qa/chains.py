"""
Questions in two steps: "which label signed the singer of X" asks first for the singer, then for the label.

Both steps are compiled into one query, joined in the middle.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.graph.vocab import claim_of_iri
from kg.text.nouns import singular

from . import patterns
from .forms import Sense, class_nouns
from .linking import Link
from .loading import rows
from .stems import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .candidates import Candidate
    from .question import Question
    from .structured import Structured

_DESCRIBED = re.compile(
    r"\b(?:the|a|an) (?P<noun>(?:[\w-]+ ){0,2}?[\w-]+) (?P<link>of|behind|for|that|who|which|whose) "
    r"(?P<rest>[^?]*?@\d+(?: (?:on|in|to|with|for|by))?)(?P<tail>[^?]*)"
)
_STEPS = 3
_LEAST = 0.4


def chained(question: Question, structured: Structured) -> list[Candidate]:
    """
    Answer a question that describes what it asks about instead of naming it.

    Returns:
        Candidates, best first; none when the question has no such description or the graph has no such chain.
    """
    parts = unfold(question.masked)
    if parts is None or not question.links:
        return []
    noun, inner, outer = parts
    classes = class_nouns(structured.library.domain).get(noun, ("Thing",))
    middle = Link(0, 0, noun, ("",), classes[0])
    place = len(question.links)
    firsts = [s for s in structured.forms.senses(inner, question.links) if _one_place(s)][:_STEPS]
    seconds = structured.forms.senses(outer.replace("@@", f"@{place}"), [*question.links, middle])
    seconds = [s for s in seconds if [i for _, i in s.bound] == [place] and s.asks in {"subject", "object", "value"}]
    found: dict[frozenset[str], Candidate] = {}
    for first in firsts:
        for second in seconds[:_STEPS]:
            if first.score >= _LEAST and second.score >= _LEAST:
                for candidate in _joined(question, first, second, structured):
                    if candidate.names not in found or found[candidate.names].score < candidate.score:
                        found[candidate.names] = candidate
    return sorted(found.values(), key=lambda c: (-c.score, c.text))


def unfold(masked: str) -> tuple[str, str, str] | None:
    """
    Split a question into the noun described, the question for it, and the question about it (``@@``).

    >>> unfold("Which label signed the singer of @0?")
    ('singer', 'who is the singer of @0', 'Which label signed @@?')
    >>> unfold("Who runs the company that developed @0?")
    ('company', 'which company developed @0', 'Who runs @@?')
    """
    match = _DESCRIBED.search(masked)
    if match is None or match["noun"].split()[0].lower() in FUNCTION_WORDS:
        return None
    noun, link, rest = match["noun"].lower(), match["link"], match["rest"]
    inner = f"who is the {noun} {link} {rest}" if link in {"of", "behind", "for"} else f"which {noun} {rest}"
    outer = f"{masked[: match.start()]}@@{match['tail']}{masked[match.end() :]}"
    if not re.search(r"[a-z]{3,}", re.sub(r"\b(?:who|what|which|is|are|was|were)\b", "", outer.lower())):
        return None  # "who is the singer of X" is one step, asked in its own form
    return singular(noun.split()[-1]), inner, outer


def _one_place(sense: Sense) -> bool:
    return sense.asks in {"subject", "object"} and len(sense.bound) == 1 and not sense.figure


def _joined(question: Question, first: Sense, second: Sense, structured: Structured) -> Iterator[Candidate]:
    library = structured.library
    ((known, index),) = first.bound
    ((entry, _),) = second.bound
    sparql = patterns.chain(
        library.domain,
        (first.term, known, question.links[index].keys, first.asks),
        (second.term, entry, second.asks),
        as_of=library.as_of,
    )
    sense = replace(second, bound=(), score=(first.score * second.score) ** 0.5)
    for row in rows(structured.store, sparql):
        claim, via = claim_of_iri(row[0]), claim_of_iri(row[1])
        if claim not in library.facts or via not in library.facts or claim == via:
            continue
        fact = library.facts[claim]
        for candidate in structured.gathered(question, sense, [fact], sparql):
            # The names of the question stand in the first claim; the second need not have them.
            score = 0.6 * sense.score + 0.35
            yield replace(candidate, score=score if fact.plain else 0.9 * score, via=(library.facts[via],))
