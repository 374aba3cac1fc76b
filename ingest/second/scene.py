"""
A sentence cut into words and segments, and where a claim stands in it: the ground on which cues are looked for.

There is no parse here. A segment is what stands between commas, dashes, brackets and "but"; a cue in the claim's own
segments reaches it, one to the left does when it takes a clause ("said that, after years, ..."), one to the right only
when it attributes (", Ada Koe said").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.cues import attribution_verb, content_noun, denial_verb
from kg.text.names import flat, word_set

from .lemmas import lemmas

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.model import Modality, Span

_TOKEN = re.compile(r"\w+(?:(?:['.-]|(?<=\d),(?=\d))\w+)*|[^\w\s]")
_BREAKS = word_set(", ; : ( ) \u2014 \u2013 but while whereas although though")
RESETS = word_set("; but while whereas although though")
ASIDES = word_set("who whom which whose where while whereas although though (")
_NOUN_LEADS = word_set("a an the its his her their our your my this these those no any some such new 's of in")
_MANY = word_set("some these those")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of a sentence, in the sentence's offsets."""

    text: str
    start: int
    end: int
    segment: int

    @property
    def low(self) -> str:
        """In small letters."""
        return self.text.casefold()

    @property
    def forms(self) -> frozenset[str]:
        """What it may be a form of."""
        return lemmas(self.text)


@dataclass(frozen=True, slots=True)
class Scene:
    """
    A sentence with a claim in it.

    Args:
        words: All words and signs.
        region: From the first to the last argument.
        own: Indices of words that state the relation itself; they are no cues.
        first: Segment in which the region begins.
        last: Segment in which it ends.
    """

    words: tuple[Word, ...]
    region: Span
    own: frozenset[int]
    first: int
    last: int

    def near(self) -> Iterator[int]:
        """Yield the indices of the words in the claim's own segments."""
        yield from (i for i, word in enumerate(self.words) if self.first <= word.segment <= self.last)

    def part(self, segment: int) -> list[int]:
        """Return the indices of a segment's words, its comma left out."""
        return [i for i, w in enumerate(self.words) if w.segment == segment and w.text != ","]

    def low(self, index: int) -> str:
        """Return a word in small letters; empty outside the sentence."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def governing(self) -> list[int]:
        """
        Return the segments to the left that take the claim as a clause: "Vale denied that, after years, ...".

        Asides ("who never sang") are left out, and what stands before "but", ";" or ", and".
        """
        found = []
        for segment in range(self.first, -1, -1):
            part = self.part(segment)
            opener = self.low(part[0]) if part else ""
            if segment < self.first and opener not in ASIDES and any(takes_clause(self, i) for i in part):
                found.append(segment)
            if opener in RESETS or (opener in {"and", "or", "so"} and self.low(part[0] - 1) == ","):
                break
        return found


def scene_of(sentence: str, region: Span, relation: Collection[str]) -> Scene:
    """
    Cut a sentence.

    Args:
        sentence: The whole sentence.
        region: From the first to the last argument, in its offsets.
        relation: Lemmas that state the claim's relation.
    """
    found: list[Word] = []
    segment = 0
    for match in _TOKEN.finditer(flat(sentence)):
        if match[0].casefold() in _BREAKS:
            segment += 1
        found.append(Word(match[0], match.start(), match.end(), segment))
    first = next((w.segment for w in reversed(found) if w.start <= region.start), 0)
    last = next((w.segment for w in reversed(found) if w.start < region.end), 0)
    wanted = frozenset(relation)
    own = frozenset(i for i, w in enumerate(found) if first <= w.segment <= last and w.forms & wanted)
    return Scene(tuple(found), region, own, first, last)


def takes_clause(scene: Scene, index: int) -> bool:
    """Whether a word may take a clause: it says, thinks or denies, or is a rumour "that"."""
    if kind_of_saying(scene, index) is not None or any(map(denial_verb, scene.words[index].forms)):
        return True
    return scene.low(index + 1) == "that" and any(map(content_noun, scene.words[index].forms))


def kind_of_saying(scene: Scene, index: int) -> Modality | None:
    """Return what a verb of saying makes of its clause; ``None`` for another word, a noun ("the report") or a name."""
    word, before = scene.words[index], scene.low(index - 1)
    if before in _MANY and not word.low.endswith("s"):  # "some think", and no noun: "some claims"
        before = ""
    if before in _NOUN_LEADS or before.endswith("'s") or not word.text[0].islower():
        return None
    kinds = [kind for lemma in sorted(word.forms) if (kind := attribution_verb(lemma))]
    return next((k for k in kinds if k != "asserted"), kinds[0] if kinds else None)
