"""
What a sentence states beside a claim's arguments: that it is denied, hedged, or said by somebody.

There is no parse here, so cues count where they may reach the claim: in its own segments of the sentence (between
commas), and attributions also in a short segment beside them (", critics claimed,"). Too many rather than too few: a
proposal that leaves out a cue is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text.cues import attribution_phrase, attribution_verb, denial_verb, is_negation, modality_of
from kg.text.names import flat, word_set

from .lemmas import lemmas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.model import Modality, Span

_TOKEN = re.compile(r"\w+(?:['.-]\w+)*|[^\w\s]")
_BREAKS = word_set(", ; : ( ) \u2014 \u2013 but while whereas although though")
_CONDITIONS = word_set("if unless whether lest")
_NOUN_LEADS = word_set("a an the its his her their our your my this these those no any some such new 's of in")
_SPEECH = word_set("say tell")
_BE = word_set("is are was were be been being")
_SHORT = 8
"""Tokens of a segment that only attributes: ", according to two people with knowledge of it"."""


@dataclass(frozen=True, slots=True)
class Stated:
    """
    What stands with a claim in its sentence.

    Args:
        negations: The words that deny, in order.
        hedges: Modality -> the first words that give it.
        attributions: The words that attribute, in order.
        voiced: Whether somebody has to be named as the speaker.
    """

    negations: tuple[str, ...] = ()
    hedges: tuple[tuple[Modality, str], ...] = ()
    attributions: tuple[str, ...] = ()
    voiced: bool = False

    def hedge(self, modality: str) -> str | None:
        """Return the words that give a modality."""
        return dict(self.hedges).get(modality)  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    segment: int

    @property
    def low(self) -> str:
        return self.text.casefold()


def stated(sentence: str, region: Span, relation: Sequence[str] = ()) -> Stated:
    """
    Tell what a sentence states of the claim between two of its characters.

    Args:
        sentence: The whole sentence.
        region: From the first to the last argument, in offsets of the sentence.
        relation: Words of the claim's own relation; between the arguments they are no cues.

    >>> from kg.model import Span
    >>> text = "Vale, critics claimed, did not sign with Harbour."
    >>> said = stated(text, Span(0, text.index("Harbour") + 7), ["sign", "with"])
    >>> said.negations, said.hedges, said.attributions
    (('not',), (('alleged', 'claimed'),), ('claimed',))
    """
    tokens = _tokens(sentence)
    own = {
        token.start
        for token in tokens
        if region.start <= token.start < region.end and any(lemmas(token.text) & lemmas(word) for word in relation)
    }
    first = next((t.segment for t in reversed(tokens) if t.start <= region.start), 0)
    last = next((t.segment for t in reversed(tokens) if t.start < region.end), 0)
    near = [t for t in tokens if first <= t.segment <= last]
    hedges = dict(reversed([*_hedges(near, own), *_conditions(sentence, near)]))
    attributions, voiced = [], False
    for token, kind, demands in _attributions(tokens, own, region, range(first, last + 1)):
        attributions.append(token)
        voiced = voiced or demands
        if kind != "asserted":
            hedges.setdefault(kind, token)
    return Stated(
        tuple(t for t in _negations(near, own)), tuple(sorted(hedges.items())), tuple(attributions), voiced=voiced
    )


def _tokens(sentence: str) -> list[_Token]:
    found, segment = [], 0
    for match in _TOKEN.finditer(flat(sentence)):
        if match[0].casefold() in _BREAKS:
            segment += 1
        found.append(_Token(match[0], match.start(), segment))
    return found


def _negations(tokens: Sequence[_Token], own: set[int]) -> Iterator[str]:
    for index, token in enumerate(tokens):
        if token.start in own:
            continue
        forms = lemmas(token.text)
        pair = " ".join(t.low for t in tokens[index : index + 2])
        if any(map(is_negation, forms)) or is_negation(pair) or any(map(denial_verb, forms)):
            yield token.text


def _hedges(tokens: Sequence[_Token], own: set[int]) -> Iterator[tuple[Modality, str]]:
    words = [t for t in tokens if t.text.isalpha() or "'" in t.text]
    for index, token in enumerate(words):
        if token.start in own or _is_name(token, index):
            continue
        if found := modality_of(_parts(token)):
            yield found[0], token.text
        elif token.low in {"to", "of", "with"}:
            yield from _governed(words, index, own)


def _parts(token: _Token) -> list[str]:
    """Return a word as the cue tables have it: "won't" is "wo" and "n't"."""
    low = token.low
    return [low.removesuffix("n't"), "n't"] if low.endswith("n't") else re.split(r"(?=')", low)[-1:] or [low]


def _is_name(token: _Token, index: int) -> bool:
    """Whether a capital inside the sentence makes it a name: the month of May, a person called Will."""
    return index > 0 and token.text[0].isupper()


def _governed(words: Sequence[_Token], index: int, own: set[int]) -> Iterator[tuple[Modality, str]]:
    """Read what governs "to": "plans to", "is expected to"."""
    before = words[max(0, index - 2) : index]
    if not before or before[-1].start in own:
        return
    for head in sorted(lemmas(before[-1].text)):
        for lead in ((), tuple(t.low for t in before[:-1])):
            if found := modality_of([*lead, head, words[index].low]):
                yield found[0], f"{before[-1].text} {words[index].text}"
                return


def _conditions(sentence: str, tokens: Sequence[_Token]) -> Iterator[tuple[Modality, str]]:
    yield from (("possible", t.text) for t in tokens if t.low in _CONDITIONS)
    if sentence.rstrip("\"'\u201d\u2019 ").endswith("?"):
        yield "possible", "?"


def _attributions(
    tokens: Sequence[_Token], own: set[int], region: Span, segments: range
) -> Iterator[tuple[str, Modality, bool]]:
    """Yield cue, what it makes of the claim, and whether it demands a speaker."""
    beside = _beside(tokens, segments)
    for index, token in enumerate(tokens):
        if not beside(token.segment) or token.start in own:
            continue
        if phrase := attribution_phrase([t.text for t in tokens[index : index + 4]]):
            yield phrase[1], phrase[0], True
            continue
        before = tokens[index - 1].low if index else ""
        kind = None if _is_noun(token, before) else _kind(token)
        if kind is None:
            continue
        outside = not region.start <= token.start < region.end or token.segment not in segments
        set_off = index > 0 and tokens[index - 1].segment != token.segment
        if kind != "asserted" or lemmas(token.text) & _SPEECH or outside or set_off:
            yield token.text, kind, kind != "planned" and before not in _BE


def _beside(tokens: Sequence[_Token], segments: range) -> Callable[[int], bool]:
    """Return whether a segment is one of the claim's own, or a short one."""
    starts = [i for i, (a, b) in enumerate(pairwise(tokens), 1) if a.segment != b.segment]
    edges = [0, *starts, len(tokens)]
    lengths = {tokens[a].segment: b - a for a, b in pairwise(edges) if a < len(tokens)}
    return lambda segment: segment in segments or lengths[segment] <= _SHORT


def _is_noun(token: _Token, before: str) -> bool:
    """Whether a word that may be a verb of saying is a noun ("the report") or part of a name."""
    return before in _NOUN_LEADS or before.endswith("'s") or not token.text[0].islower()


def _kind(token: _Token) -> Modality | None:
    kinds = [kind for lemma in sorted(lemmas(token.text)) if (kind := attribution_verb(lemma))]
    return next((k for k in kinds if k != "asserted"), kinds[0] if kinds else None)


def in_quotation(text: str, at: int) -> bool:
    """
    Whether a place stands inside double quotation marks of its paragraph.

    >>> in_quotation('Vale said: "We sang. We left."', 22)
    True
    """
    return flat(text[text.rfind("\n", 0, at) + 1 : at]).count('"') % 2 == 1
