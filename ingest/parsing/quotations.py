"""
Who speaks inside which quotation marks, from the surrogate parse.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.names import flat, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from .surrogate import Parsed

SPEECH = word_set(
    "say tell add write explain argue note state claim warn insist tweet post comment conclude reply respond ask "
    "assert allege maintain contend suggest remark recount believe think recommend reveal promise predict boast "
    "complain stress emphasize emphasise announce declare recall describe call acknowledge admit urge continue joke "
    "observe testify report characterize characterise dub liken label brand hail praise criticize criticise slam blast "
    "condemn denounce quip lament concede caution counter vow sing read lash"
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INHERITING = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "dep"})
_SHORTEST = 2
_CREDIT = re.compile(r'["\s]*[-\u2013\u2014]\s?(?=\S)')
"""A dash behind a quotation, in its line or the next, with who said it: "..." - Ada Vale."""
_CREDIT_REACH = 40
"""Characters behind a quotation in which the dash stands."""
_LONGEST_CREDIT = 12
"""Words behind a quotation in which who said it may stand alone."""
_DEEPEST = 4


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
    found: list[Quotation] = []
    for start, end in _spans(flat(parsed.text)):
        speaker = _speaker(parsed, start, end)
        if speaker < 0 and found and found[-1].speaker >= 0 and _goes_on(parsed, found[-1].end, start):
            speaker = found[-1].speaker
        if speaker < 0 and _is_alone(parsed, start, end):
            speaker = _before(parsed, start)
        found.append(Quotation(start, end, speaker))
    return tuple(found)


def quotation_at(quotations: Sequence[Quotation], offset: int) -> Quotation | None:
    """Return the quotation in which a character stands; they are in the order of the text and apart."""
    last = bisect_right(quotations, offset, key=lambda q: q.start) - 1
    return quotations[last] if last >= 0 and offset < quotations[last].end else None


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


def _goes_on(parsed: Parsed, end: int, start: int) -> bool:
    """Whether the second of two quotations goes on with the first: near it, or its next paragraph, left open."""
    between = parsed.text[end:start]
    if not between[:-1].strip():  # no mark closed the paragraph before
        return True
    return "\n" not in between and between.count(". ") <= 1


def _speaker(parsed: Parsed, start: int, end: int) -> int:
    """Return the subject of the nearest verb of speech outside the marks, in the sentences that hold their ends."""
    first, last = parsed.sentence_of(start).start, parsed.sentence_of(max(start, end - 1)).end
    outside = [
        t for t in (parsed.doc[i] for i in parsed.between(first, last)) if not start <= parsed.units[t.i].start < end
    ]
    verbs = [
        t
        for t in outside
        if (t.lemma_.lower() in SPEECH or t.lower_ in {"said", "says", "told", "added", "wrote"})
        and t.pos_ in {"VERB", "AUX", "PROPN", "NOUN"}
    ]
    subjects = [(_distance(parsed, v, start, end), s.i) for v in verbs for s in _subject(v)]
    if subjects:
        return min(subjects)[1]
    credited = max(_credited(parsed, end), _signed(parsed, end))
    return credited if credited >= 0 else _introduced(parsed, outside, start)


def _distance(parsed: Parsed, verb: Token, start: int, end: int) -> int:
    at = parsed.units[verb.i].start
    return start - at if at < start else at - end


def _subject(verb: Token) -> Sequence[Token]:
    """Return the subject of a verb, or of the verb that a participle hangs on: "she agreed, writing: ..."."""
    node = verb
    for _ in range(_DEEPEST):
        own = [c for c in node.children if c.dep_ in _SUBJECTS][:1]
        if own or node.dep_ not in _INHERITING:
            return own
        node = node.head
    return []


def _credited(parsed: Parsed, end: int) -> int:
    """Return the name behind a dash that follows a quotation; -1 when there is none."""
    dash = _CREDIT.match(flat(parsed.text[end : end + _CREDIT_REACH]))
    if not dash:
        return -1
    at = end + dash.end()
    return next((i for i in parsed.between(at, at + 1) if parsed.units[i].mentions), -1)


def _signed(parsed: Parsed, end: int) -> int:
    """Return the noun that stands alone behind a whole quotation, in its line: "It was wrong." A blogger, "The day"."""
    line = parsed.text.find("\n", end)
    stop = min(line if line >= 0 else len(parsed.text), end + _CREDIT_REACH * 2)
    behind = [parsed.doc[i] for i in parsed.between(end + 1, stop) if parsed.units[i].start > end]
    whole = parsed.text[end - 1 : end] in (".", "!", "?") and parsed.text[end + 1 : stop].rstrip()[-1:] != "."
    if not whole or not behind or len(behind) > _LONGEST_CREDIT or any(t.pos_ in ("VERB", "AUX") for t in behind):
        return -1
    nouns = [t for t in behind if t.pos_ in ("NOUN", "PROPN") and t.dep_ != "compound"]
    return nouns[0].i if nouns and behind[0].text[0].isalnum() else -1


def _introduced(parsed: Parsed, outside: Sequence[Token], start: int) -> int:
    """Return the subject of what a colon before the marks ends, or the name there: "the sign tells all: ..."."""
    before = [t for t in outside if parsed.units[t.i].start < start]
    words = [t for t in before if not (t.is_punct or t.is_quote)]
    if not words or ":" not in parsed.text[parsed.units[words[-1].i].end : start]:
        return -1
    if len({u for u in words if not parsed.units[u.i].mentions}) == 0:
        return words[-1].i
    verbs = [t for t in words if t.pos_ in {"VERB", "AUX"}]
    return next((s.i for v in reversed(verbs) for s in _subject(v)), -1)


def _is_alone(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a quotation is the whole of its sentences, so that nothing beside it tells who speaks."""
    first, last = parsed.sentence_of(start), parsed.sentence_of(max(start, end - 1))
    around = parsed.text[first.start : start] + parsed.text[end : last.end]
    return not any(sign.isalnum() for sign in around)


def _before(parsed: Parsed, start: int) -> int:
    """Return the person who is the subject of the sentence before, in the same paragraph; -1 when there is none."""
    here = parsed.sentence_of(start).start
    before = bisect_left(parsed.sentences, here, key=lambda s: s.start)
    if not before:
        return -1
    last = parsed.sentences[before - 1]
    if parsed.text[last.start : last.end].rstrip().endswith((",", ":")):  # "the critic wrote," and the quotation below
        verbs = _within(parsed, last.start, last.end)
        return next((s.i for v in verbs if v.lemma_.lower() in SPEECH for s in _subject(v)), -1)
    if "\n" in parsed.text[last.end : here]:
        return -1
    roots = (t for t in _within(parsed, last.start, last.end) if t.head.i == t.i)
    return next((s.i for v in roots for s in _subject(v) if _is_person(parsed, s)), -1)


def _within(parsed: Parsed, first: int, last: int) -> Iterator[Token]:
    return (parsed.doc[i] for i in parsed.between(first, last))


def _is_person(parsed: Parsed, token: Token) -> bool:
    return any(m.entity.startswith("Person.") for m in parsed.units[token.i].mentions) or token.lower_ in {"he", "she"}
