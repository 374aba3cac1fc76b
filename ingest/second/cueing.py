"""
Words that deny or hedge a claim, found in a scene. Too many rather than too few: what is left out is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.cues import content_noun, denial_verb, gerund_modality, is_negation, modality_of, pleading
from kg.text.names import word_set

from .lemmas import lemmas
from .scene import RESETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Modality

    from .scene import Scene

    Hedge = tuple[Modality, str]

_CONDITIONS = word_set("if unless whether lest pending provided")
_INVERTED = word_set("had were should")
"""Words that begin a sentence as "if" would: "Had Vale signed, ..."."""
_DROPPED = word_set("cancel scrap abandon thwart foil prevent block halt stop shelve collapse unravel")
"""Verbs whose object or subject did not come about."""
_DROPPED_WITH = frozenset(
    {("rule", "out"), ("call", "off"), ("turn", "down"), ("back", "out"), ("pull", "out"), ("walk", "away")}
    | {("fall", "through"), ("instead", "of"), ("rather", "than"), ("far", "from"), ("apart", "from")}
    | {("aside", "from"), ("other", "than"), ("close", "to")}
)
_LEFT_OUT = word_set("except excepting excluding barring unlike")
_ALL = word_set("all everything everyone everybody anything anyone anybody every any")
_KEPT = word_set("ban bar stop prevent block prohibit keep forbid deter dissuade discourage")
"""Verbs that with "from" tell of what did not come about: "was banned from selling"."""
_UNREAL = word_set(
    "suppose supposing assuming wish pretend imagine dream dreamt fantasise fantasize joke fictional fictitious "
    "imaginary hypothetical satirical spoof"
)
_FICTION = word_set("novel film movie play story series episode parody satire sketch fiction sitcom dream fantasy game")
_BEFOREHAND = word_set("once until till before when whenever after")
"""Words that with a present tense tell of what is still to come: "once Vale signs"."""
_DOUBTED = word_set(
    "possible likely probable plausible conceivable doubtful uncertain unclear questionable unproven unconfirmed"
)
_OBLIGED = frozenset({("had", "better"), ("as", "if"), ("as", "though"), ("as", "long"), ("so", "long")})
_EYEING = word_set("eye mull weigh explore pursue target")
_TALES = word_set("story tale theory narrative evidence proof suggestion news")
_UNTRUE = word_set("false untrue unfounded baseless incorrect fabricated debunked bogus")
_UNTRUE_NOUNS = word_set("hoax lie myth fake fabrication mistake")
_UNTRULY = word_set("falsely wrongly mistakenly erroneously incorrectly")
_ALMOST = word_set("almost nearly")
_ONLY = word_set("only just merely simply")
_ATTEMPTS = word_set("bid offer option talks attempt effort deal right move campaign request permission chance plan")
_ACHIEVED = word_set("manage happen help force continue begin start go come prove get use proceed return rise grow")
"""Verbs below which "to" tells what did happen: "managed to sign", "used songs to train"."""
_ACCUSING = word_set("sue accuse blame investigate probe charge fault suspect")
_REASONS = word_set("for of over with about")
_BE = word_set("is are was were be been being")
_NO = word_set("no none neither nobody zero")
_GAP = 4
"""Words between a negation and the word that it denies, at most: "did not, he said, sign"."""
_STRETCH = 5


def negations(scene: Scene) -> list[int]:
    """Return the indices of words that may deny the claim, in order."""
    near = list(scene.near())
    governing = [i for segment in scene.governing() for i in scene.part(segment)]
    return sorted(i for i in (*governing, *near) if i not in scene.own and _denies(scene, i))


def _denies(scene: Scene, index: int) -> bool:
    word, after = scene.words[index], scene.low(index + 1)
    behind = word.start >= scene.region.end
    if (word.low == "not" and after in _ONLY) or (behind and word.low in {"without", *_NO}):
        return False
    if any(map(is_negation, word.forms)) or is_negation(f"{word.low} {after}") or any(map(denial_verb, word.forms)):
        return True
    return _is_undone(scene, index) or _is_untrue(scene, index)


def _is_undone(scene: Scene, index: int) -> bool:
    """Whether a word tells that something did not come about: "banned from selling", "called off", "almost sold"."""
    word, after = scene.words[index], scene.low(index + 1)
    if word.forms & _KEPT and any(scene.low(i) == "from" for i in range(index + 1, index + 2 + _STRETCH)):
        return any(i > index for i in scene.own)
    if word.low in _LEFT_OUT or (word.low == "but" and _ALL & {scene.low(i) for i in range(index - 3, index)}):
        return True  # "bought all its rivals but Lark Press"
    if word.low in _ALMOST:
        return index + 1 in scene.own
    return bool(word.forms & _DROPPED) or any((form, after) in _DROPPED_WITH for form in word.forms)


def _is_untrue(scene: Scene, index: int) -> bool:
    low = scene.low(index)
    if low in _UNTRULY:
        return True
    before = {scene.low(index - 1), scene.low(index - 2)}
    return low in _UNTRUE or (low in _UNTRUE_NOUNS and bool(before & _BE))


def denied(scene: Scene, cues: Iterable[int]) -> bool:
    """
    Whether one of the words that deny is meant for the claim: before its verb, above it, or "no" at an argument.

    "Vale sang without telling Harbour" has such a word, but does not deny that she sang.
    """
    governing = set(scene.governing())
    return any(scene.words[i].segment in governing or _is_meant(scene, i) for i in cues)


def _is_meant(scene: Scene, index: int) -> bool:
    word = scene.words[index]
    if word.low in _NO or any(map(denial_verb, word.forms)) or _is_untrue(scene, index):
        return True
    if word.start >= scene.region.end:
        return True  # "the purchase of Lark Press was called off"
    follows = [i for i in scene.own if i > index and scene.words[i].segment == word.segment]
    return word.low != "without" and bool(follows) and min(follows) - index <= _GAP + 1


def hedges(scene: Scene, sentence: str) -> dict[Modality, str]:
    """Return what hedges the claim: modality -> the first words that give it."""
    near = list(scene.near())
    governing = [i for segment in scene.governing() for i in scene.part(segment)]
    found = [hedge for i in sorted((*governing, *near)) if i not in scene.own for hedge in _hedge(scene, i)]
    found += [hedge for i in sorted(scene.own) for hedge in _infinitive(scene, i)]
    found += _behind(scene)
    found += _told_in_fiction(scene)
    if scene.low(0) in _INVERTED:
        found.append(("possible", scene.words[0].text))
    if sentence.rstrip("\"'\u201d\u2019 ").endswith("?"):
        found.append(("possible", "?"))
    return dict(reversed(found))


def _behind(scene: Scene) -> Iterator[Hedge]:
    """Read what follows and takes the claim back: ", a claim that Vale denied", ", which Vale denied", ", if so"."""
    for segment in range(scene.last + 1, scene.words[-1].segment + 1 if scene.words else 0):
        part = scene.part(segment)
        if not part or scene.low(part[0]) in RESETS or scene.low(part[0]) == "and":
            return
        if scene.low(part[0]) in _CONDITIONS or scene.low(part[0]) in {"or", "although", "though"}:
            yield "possible", scene.words[part[0]].text
        named = [i for i in part[:4] if any(map(content_noun, scene.words[i].forms)) or scene.low(i) in _TALES]
        denial = [i for i in part if any(map(denial_verb, scene.words[i].forms))]
        if (scene.low(part[0]) in {"a", "an", "the", "one"} and named) or (scene.low(part[0]) == "which" and denial):
            yield "alleged", scene.words[(named or denial)[0]].text


def _told_in_fiction(scene: Scene) -> Iterator[Hedge]:
    """Read "in the novel, ..." at the head of a sentence."""
    head = [i for i in range(min(_STRETCH, len(scene.words))) if scene.words[i].start < scene.region.start]
    if scene.low(0) == "in":
        yield from (("possible", scene.words[i].text) for i in head if scene.words[i].forms & _FICTION)


def _is_to_come(scene: Scene, index: int) -> bool:
    """Whether a clause tells of what is still to come: "once Vale signs", but not "once Vale signed"."""
    verbs = [scene.words[i] for i in scene.own if i > index]
    return any(w.low in {f"{form}s", f"{form}es"} for w in verbs for form in w.forms - {w.low})


def _is_open(scene: Scene, index: int) -> bool:
    """Whether a word leaves it open whether the claim holds: a condition, a duty, a doubt, what is to come."""
    word, before, after = scene.words[index], scene.low(index - 1), scene.low(index + 1)
    if word.low in _CONDITIONS or (word.low, after) in {("subject", "to"), ("in", "case"), *_OBLIGED}:
        return True
    if word.low == "must" or (word.low, before) == ("though", "as"):
        return True
    ahead = word.start < scene.region.end
    return ahead and (word.low in _DOUBTED or (word.low in _BEFOREHAND and _is_to_come(scene, index)))


def _hedge(scene: Scene, index: int) -> Iterator[Hedge]:
    word, after = scene.words[index], scene.low(index + 1)
    before_end = word.start < scene.region.end
    if word.forms & _UNREAL and before_end:
        yield "possible", word.text
    if not (word.text.isalpha() or "'" in word.text) or (index > 0 and word.text[0].isupper()):
        return  # a name: the month of May, a person called Will
    yield from _auxiliary(scene, index)
    if _is_open(scene, index):
        yield "possible", word.text
    if word.forms & _EYEING and index + 1 not in scene.own and before_end:
        yield "planned", word.text
    if word.low == "talks" or (word.low in _ATTEMPTS and after in {"to", "of", "for"} and before_end):
        yield "planned", word.text
    if word.start < scene.region.start and _has_content(scene, index):
        yield from ((kind, word.text) for form in sorted(word.forms) if (kind := content_noun(form)))
        if word.forms & _TALES:
            yield "alleged", word.text
    if _accuses(scene, index):
        yield "alleged", word.text


def _auxiliary(scene: Scene, index: int) -> Iterator[Hedge]:
    """Read "may", "reportedly", "plans to", "considers selling"."""
    word = scene.words[index]
    if found := modality_of(_parts(word.low)):
        yield found[0], word.text
    elif word.low in {"to", "of", "with"}:
        yield from _governed(scene, index)
    if scene.low(index + 1).endswith("ing") and any(map(gerund_modality, word.forms)):
        yield "possible", word.text


def _has_content(scene: Scene, index: int) -> bool:
    """Whether a noun is followed by what it tells: "rumours of", "a report by Tern House that"."""
    if scene.low(index + 1) in {"of", "to", "about"}:
        return True
    return any(scene.low(i) == "that" for i in range(index + 1, index + 2 + _STRETCH))


def _accuses(scene: Scene, index: int) -> bool:
    """Whether what follows is what somebody is accused of: "sued Vale for copying", "a lawsuit over copying"."""
    forms = scene.words[index].forms
    if not (forms & _ACCUSING or any(map(pleading, forms))):
        return False
    reason = next((i for i in range(index + 1, index + 2 + _STRETCH) if scene.low(i) in _REASONS), None)
    return reason is not None and any(i > reason for i in scene.own)


def _parts(low: str) -> list[str]:
    """Return a word as the cue tables have it: "won't" is "wo" and "n't"."""
    return [low.removesuffix("n't"), "n't"] if low.endswith("n't") else re.split(r"(?=')", low)[-1:] or [low]


def _governed(scene: Scene, index: int) -> Iterator[Hedge]:
    """Read what governs "to": "plans to", "is expected to"."""
    if index < 1 or index - 1 in scene.own:
        return
    lead = [scene.low(index - 2)] if index > 1 else []
    for head in sorted(lemmas(scene.words[index - 1].text)):
        for before in ([], lead):
            if found := modality_of([*before, head, scene.low(index)]):
                yield found[0], f"{scene.words[index - 1].text} {scene.words[index].text}"
                return


def _infinitive(scene: Scene, index: int) -> Iterator[Hedge]:
    """
    Read "to" before the claim's own verb: "wants Vale to sign", "urged", "was asked".

    Something that is to be done is no fact, unless the verb above tells that it came about: "managed to sign".
    """
    at = index - 1 if scene.low(index - 1) == "to" else index - 2
    if at < 1 or scene.low(at) != "to" or scene.low(index) not in scene.words[index].forms:
        return
    if scene.low(index).endswith(("ed", "ing", "s")):
        return
    above = {form for i in range(max(0, at - _STRETCH), at) for form in scene.words[i].forms}
    if not above & _ACHIEVED:
        yield "planned", f"to {scene.words[index].text}"
        yield "possible", f"to {scene.words[index].text}"
