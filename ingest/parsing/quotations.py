"""
Who speaks inside which quotation marks, from the surrogate parse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.names import flat, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from .surrogate import Parsed

SPEECH = word_set(
    "say tell add write explain argue note state claim warn insist tweet post comment conclude reply respond ask "
    "assert allege maintain contend suggest remark recount believe think recommend reveal promise predict boast "
    "complain stress emphasize emphasise announce declare recall describe call acknowledge admit urge continue joke "
    "observe testify report"
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Quotation:
    """
    Words in quotation marks.

    Args:
        start: First character inside.
        end: One past the last character inside.
        speaker: Token index of the subject of the verb of speech, -1 when nobody is named.
    """

    start: int
    end: int
    speaker: int = -1


def find_quotations(parsed: Parsed) -> tuple[Quotation, ...]:
    """Find quotations in double marks and, where the text tells it, who speaks; paragraphs end what was left open."""
    spans = _spans(flat(parsed.text))
    found: list[Quotation] = []
    for start, end in spans:
        speaker = _speaker(parsed, start, end)
        if speaker < 0 and found and found[-1].speaker >= 0 and _close(parsed, found[-1].end, start):
            speaker = found[-1].speaker
        found.append(Quotation(start, end, speaker))
    return tuple(found)


def _spans(text: str) -> list[tuple[int, int]]:
    spans, opened = [], -1
    for index, sign in enumerate(text):
        if sign == '"':
            if opened < 0:
                opened = index + 1
            else:
                spans.append((opened, index))
                opened = -1
        elif sign == "\n" and opened >= 0:
            spans.append((opened, index))
            opened = -1
    if opened >= 0:
        spans.append((opened, len(text)))
    return [(a, b) for a, b in spans if len(text[a:b].split()) >= _SHORTEST]


def _close(parsed: Parsed, end: int, start: int) -> bool:
    """Whether two quotations stand in neighbouring sentences of one paragraph."""
    between = parsed.text[end:start]
    return "\n" not in between and between.count(". ") <= 1


def _speaker(parsed: Parsed, start: int, end: int) -> int:
    """Return the subject of the nearest verb of speech outside the marks, in the sentences that hold their ends."""
    first, last = parsed.sentence_of(start).start, parsed.sentence_of(max(start, end - 1)).end
    verbs = [
        t
        for t in parsed.doc
        if first <= parsed.units[t.i].start < last
        and not start <= parsed.units[t.i].start < end
        and (t.lemma_.lower() in SPEECH or t.lower_ in {"said", "says", "told", "added", "wrote"})
        and t.pos_ in {"VERB", "AUX", "PROPN", "NOUN"}
    ]
    subjects = [(_distance(parsed, v, start, end), s.i) for v in verbs for s in _subject(v)]
    return min(subjects, default=(0, -1))[1]


def _distance(parsed: Parsed, verb: Token, start: int, end: int) -> int:
    at = parsed.units[verb.i].start
    return start - at if at < start else at - end


def _subject(verb: Token) -> Sequence[Token]:
    return [c for c in verb.children if c.dep_ in _SUBJECTS][:1]
