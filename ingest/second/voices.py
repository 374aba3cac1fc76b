"""
Who says a claim: the words that attribute it, the quotation marks around it, and whether a name is the speaker's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Span
from kg.text.cues import attribution_phrase
from kg.text.names import flat, word_set

from .scene import RESETS, kind_of_saying

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Modality

    from .scene import Scene

_SPEECH = word_set("say tell")
_BE = word_set("is are was were be been being")
_PREPOSITIONS = word_set("of at from for in with by to on over about under near against")
_VIEWS = word_set("view views opinion eyes words account telling estimation mind reading book")
_MINDED = word_set("convinced sure certain confident adamant persuaded")
_ARTICLES = word_set("a an the")
_SHORT = 8
"""Words of a segment that only attributes: ", according to two people with knowledge of it"."""
_TAIL = word_set("on in at late early earlier yesterday today tonight this last via through during after before")
"""Words behind a verb of saying that ends a sentence: ", the head of Tern House said on Monday"."""
_LEAD = 6
"""Words between "according to" and its name, at most: "a report that was published by"."""
_INVERTED = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """
    Words that attribute.

    Args:
        text: As written.
        start: In the sentence.
        kind: What it makes of the claim.
        demands: Whether somebody has to be named as the speaker.
        phrase: Whether it is a phrase ("according to") and no verb.
    """

    text: str
    start: int
    end: int
    kind: Modality
    demands: bool
    phrase: bool = False


def voices(scene: Scene) -> list[Voice]:
    """Return what attributes the claim, in order."""
    found = []
    for index, word in enumerate(scene.words):
        if index in scene.own and scene.region.start <= word.start < scene.region.end:
            continue
        if phrase := attribution_phrase([w.text for w in scene.words[index : index + 4]]):
            if _phrase_reaches(scene, index):
                found.append(Voice(phrase[1], word.start, word.start + len(phrase[1]), phrase[0], True, phrase=True))
            continue
        if minded := _view(scene, index):
            found.append(Voice(word.text, word.start, word.end, minded, True))
        elif (kind := kind_of_saying(scene, index)) and _reaches(scene, index):
            inside = scene.region.start <= word.start < scene.region.end and scene.first <= word.segment <= scene.last
            set_off = index > 0 and scene.words[index - 1].segment != word.segment
            if kind != "asserted" or word.forms & _SPEECH or not inside or set_off or scene.low(index + 1) == "that":
                demands = kind != "planned" and scene.low(index - 1) not in _BE
                found.append(Voice(word.text, word.start, word.end, kind, demands))
    return found


def _view(scene: Scene, index: int) -> Modality | None:
    """
    Return what words make of the claim that are neither a verb of saying nor "according to"; ``None`` for others.

    "In Ada Koe's view", "as Ada Koe put it", "for Ada Koe, ...", "per Ada Koe", "is sure", "the word is that".
    """
    word, before, after = scene.words[index], scene.low(index - 1), scene.low(index + 1)
    ahead = word.start < scene.region.start
    part = scene.part(word.segment)
    if word.low in _VIEWS and ahead and {"in", "to"} & {scene.low(i) for i in part if i < index}:
        return "opinion"
    if word.low in _MINDED and ahead and scene.low(index - 1) in {*_BE, "quite", "very", "so"}:
        return "opinion"
    if word.low == "per" and scene.words[min(index + 1, len(scene.words) - 1)].text[0].isupper():
        return "asserted"
    if part and part[0] == index and word.segment != scene.first:
        named = len(part) > 1 and all(scene.words[i].text[0].isupper() for i in part[1:])
        if (word.low == "for" and named and ahead) or (word.low == "as" and scene.low(part[-1]) == "it"):
            return "opinion"
    told = word.low in {"is", "was"} and after == "that" and ahead and before not in {"fact", "it"}
    return "asserted" if told else None


def _phrase_reaches(scene: Scene, index: int) -> bool:
    """Whether "according to" reaches the claim: nothing but ";" or "but" stops it on the way."""
    here = scene.words[index].segment
    low, high = sorted((here, scene.first if here < scene.first else scene.last))
    return not any(w.low in RESETS for w in scene.words if low < w.segment <= high)


def _reaches(scene: Scene, index: int) -> bool:
    segment = scene.words[index].segment
    if scene.first <= segment <= scene.last or segment in scene.governing():
        return True
    part = scene.part(segment)
    if segment > scene.last:
        final = segment == scene.words[-1].segment and _ends(scene, index)
        if part[0] == index or final:
            return True
        reset = any(w.low in RESETS for w in scene.words if scene.last < w.segment <= segment)
        joined = part and scene.low(part[0]) == "and"
        return _is_short(scene, part) and not reset and not joined
    return _is_short(scene, part)


def _ends(scene: Scene, index: int) -> bool:
    """Whether nothing but a time or those who were told stand behind a verb of saying, up to the sentence's end."""
    behind = [w.text for w in scene.words[index + 1 :] if w.text[0].isalnum()]
    told = "tell" in scene.words[index].forms and all(w[0].isupper() or w.casefold() in {"the", "of"} for w in behind)
    return not behind or behind[0].casefold() in _TAIL or told


def _is_short(scene: Scene, part: Sequence[int]) -> bool:
    return sum(1 for i in part if scene.low(i)[0].isalnum()) <= _SHORT


def headed(sentence: str, region: Span) -> bool:
    """
    Whether a name and a colon stand before the claim, as in a headline: "Ada Koe: Vale signed".

    >>> headed("Ada Koe: Vale signed with Harbour.", Span(9, 33)), headed("At 10:30 Vale signed.", Span(9, 20))
    (True, False)
    """
    return bool(re.match(r"\s*(?:[A-Z][\w.'\u2019-]*\s?){1,5}:\s", sentence[: region.start]))


def quotation(text: str, at: int) -> Span | None:
    """
    Return the quotation in double marks around a place, its marks left out; ``None`` when there is none.

    A paragraph ends at a blank line, and also at the end of a line: what a mark opens in one way or the other is a
    quotation. Curly and angled marks tell where they open and close; straight ones are counted.

    >>> quotation('Vale said: "We sang. We left."', 22)
    Span(start=12, end=29)
    >>> quotation('Vale said "no" and left.', 20) is None
    True
    """
    for ends in ("\n", "\n\n"):
        begin = text.rfind(ends, 0, at) + len(ends) if ends in text[:at] else 0
        stop = text.find(ends, at)
        opened = _open(text[begin:at])
        if opened >= 0:
            rest = re.search(r'["\u201c\u201d\u00bb\u201f]', text[at : stop if stop >= 0 else len(text)])
            return Span(begin + opened, at + rest.start() if rest else (stop if stop >= 0 else len(text)))
    return None


def _open(before: str) -> int:
    """Return where the quotation that is open at the end of a text begins; -1 when none is."""
    opened = -1
    for index, sign in enumerate(before):
        if sign in "\u201c\u201e\u00ab" or (sign == '"' and opened < 0):
            opened = index + 1
        elif sign in '\u201d\u00bb"':
            opened = -1
    if opened < 0:  # single marks, as the British set them: a mark before a word, none behind one since
        single = list(re.finditer(r"(?<![\w\u2019'])['\u2018](?=\w)", before))
        if single and not re.search(r"(?<=[.,!?])['\u2019](?!\w)", before[single[-1].end() :]):
            words = flat(before[single[-1].end() :]).split()
            opened = single[-1].end() if len(words) > _INVERTED or single[-1][0] == "\u2018" else -1
    return opened


def speaks(speaker: Span, scene: Scene, voice: Voice, mentions: Sequence[Span]) -> bool:
    """
    Whether words are the subject of a verb of saying, or what "according to" names.

    Args:
        speaker: Where they stand in the sentence.
        scene: The sentence.
        voice: The words that attribute.
        mentions: All mentions of the sentence, in order.
    """
    if voice.phrase:
        between = _between(scene, voice.end, speaker.start)
        nearer = any(voice.end <= m.start and m.end <= speaker.start for m in mentions)
        return speaker.start >= voice.end and len(between) <= _LEAD and "," not in between and not nearer
    if speaker.start >= voice.end:
        return _is_inverted(speaker, scene, voice, mentions)
    if speaker.end > voice.start:
        return False
    return not any(
        speaker.end <= m.start and m.end <= voice.start and not _is_aside(m, scene, voice) for m in mentions
    ) and not _is_aside(speaker, scene, voice)


def _is_inverted(speaker: Span, scene: Scene, voice: Voice, mentions: Sequence[Span]) -> bool:
    """Whether a speaker stands behind the verb: ", said the label's head Ada Koe"."""
    before = next((w for w in reversed(scene.words) if w.end <= voice.start), None)
    opens = before is None or not before.text[-1].isalnum()
    nearer = any(voice.end <= m.start and m.end <= speaker.start and not _is_aside(m, scene, voice) for m in mentions)
    behind = next((_between(scene, speaker.end, m.start) for m in mentions if m.start >= speaker.end), [])
    modifies = 0 < len(behind) <= _INVERTED and all(map(str.islower, behind)) and not _stops(behind)
    between = _between(scene, voice.end, speaker.start)
    governed = bool(between) and between[-1].casefold() in _PREPOSITIONS
    return opens and len(between) <= _LEAD and not (nearer or modifies or governed)


def _stops(words: Sequence[str]) -> bool:
    return any(w in _PREPOSITIONS or not w.isalnum() or w in {"and", "that"} for w in words)


def _between(scene: Scene, start: int, end: int) -> list[str]:
    return [w.text for w in scene.words if start <= w.start and w.end <= end]


def _is_aside(mention: Span, scene: Scene, voice: Voice) -> bool:
    """Whether a mention only describes another: "of Tern House", ", the head of Tern House,"."""
    words = [w for w in scene.words if w.end <= mention.start]
    before = [w.low for w in words[-3:] if w.low not in _ARTICLES]
    if before and before[-1] in _PREPOSITIONS:
        return True
    segment = next((w.segment for w in scene.words if w.start >= mention.start), 0)
    saying = next((w.segment for w in scene.words if w.start >= voice.start), 0)
    part = scene.part(segment)
    opens = scene.low(part[0]) if part else ""
    return segment < saying and opens in _ARTICLES | word_set("who which whose whom his her its their") and part[0] > 1


def sayings(scenes: Sequence[Scene]) -> Iterator[tuple[Scene, Voice]]:
    """Yield what attributes in several sentences."""
    for scene in scenes:
        for voice in voices(scene):
            yield scene, voice
