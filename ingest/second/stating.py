"""
What a sentence states beside a claim's arguments: that it is denied, hedged, or said by somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cueing import denied, hedges, negations
from .scene import scene_of
from .voices import headed, voices

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.model import Modality, Span

    from .scene import Scene
    from .voices import Voice


@dataclass(frozen=True, slots=True)
class Stated:
    """
    What stands with a claim in its sentence.

    Args:
        scene: The sentence.
        negations: Words that may deny it, in order; while there is one, it does not enter as affirmed.
        denied: Whether one of them is meant for it; otherwise it does not enter as denied either.
        hedges: Modality -> the first words that give it.
        voices: The words that attribute, in order.
        voiced: Whether somebody has to be named as the speaker.
    """

    scene: Scene
    negations: tuple[str, ...] = ()
    denied: bool = False
    hedges: tuple[tuple[Modality, str], ...] = ()
    voices: tuple[Voice, ...] = ()
    voiced: bool = False

    def hedge(self, modality: str) -> str | None:
        """Return the words that give a modality."""
        return dict(self.hedges).get(modality)  # type: ignore[call-overload, no-any-return]


def stated(sentence: str, region: Span, relation: Collection[str] = ()) -> Stated:
    """
    Tell what a sentence states of the claim between two of its characters.

    Args:
        sentence: The whole sentence.
        region: From the first to the last argument, in offsets of the sentence.
        relation: Lemmas of the claim's own relation; they are no cues.

    >>> from kg.model import Span
    >>> text = "Vale, critics claimed, did not sign with Harbour."
    >>> said = stated(text, Span(0, text.index("Harbour") + 7), ["sign", "with"])
    >>> said.negations, said.hedges, [voice.text for voice in said.voices]
    (('not',), (('alleged', 'claimed'),), ['claimed'])
    """
    scene = scene_of(sentence, region, relation)
    denials = negations(scene)
    found = hedges(scene, sentence)
    said = voices(scene)
    for voice in said:
        if voice.kind != "asserted":
            found.setdefault(voice.kind, voice.text)
    return Stated(
        scene,
        tuple(scene.words[i].text for i in denials),
        denied(scene, denials),
        tuple(sorted(found.items())),
        tuple(said),
        any(voice.demands for voice in said) or headed(sentence, region),
    )
