"""
Pronouns and definite nouns lead to the entities they stand for.

In the order of the text, each reference is compared with what was mentioned before, named or not; the most probable
is what it means. A wrong link does more harm than none, so where that is an unnamed thing, or two are close,
nothing is linked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.names.lexicon import lexicon, singular
from ingest.parsing.quotations import find_quotations
from kg.model import Mention

from .anaphors import FIRST, OURS, Anaphor, anaphor_at, is_noun
from .certain import beside_name, certain
from .descriptions import modifiers, take_in_deeds
from .discourse import Discourse, titled
from .features import Features, candidates, nothing
from .groups import several
from .ranking import CLEAR, SURE, probabilities, weights
from .speaking import first_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Token

    from ingest.names.mentions import Names
    from ingest.parsing.surrogate import Parsed
    from kg.domain import Domain

    from .certain import Found

    Decide = Callable[[Discourse, Anaphor, "Candidates"], tuple[str, float] | None]

CALLED = 0.6
"""How sure a noun must be to count as said of the thing from then on: "the rapper" makes "the act" likelier."""
Candidates = list[tuple[str, Features]]
"""What a reference may mean, by identifier, with what speaks for and against each."""


def resolve_references(parsed: Parsed, names: Names, domain: Domain, title: str = "") -> tuple[Mention, ...]:
    """
    Resolve pronouns and definite nouns, in the order of the text; what is resolved helps with what follows.

    Args:
        parsed: The surrogate parse of the article.
        names: Its names.
        domain: Tells which nouns are said of which classes.
        title: The article's title; what it names is likelier to be meant.

    Returns:
        Mentions of kind ``pronoun`` or ``nominal``, sorted; several for one span where it stands for several things.
    """
    scene = scene_of(parsed, names, domain, title)
    found = [*walk(scene, most_probable)]
    found += [m for token in parsed.doc if token.lower_ in FIRST | OURS for m in first_person(scene, token)]
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.entity)))


def scene_of(parsed: Parsed, names: Names, domain: Domain, title: str = "") -> Discourse:
    """Return the discourse of an article in which nothing was mentioned yet."""
    entities = {e.key: e for e in names.entities}
    return Discourse(parsed, entities, domain, find_quotations(parsed), titled(title, names.entities))


def walk(scene: Discourse, decide: Decide) -> Iterator[Mention]:
    """Go through the text, take in what is mentioned, and yield what *decide* leads to a name."""
    words = lexicon(scene.domain)
    for token in scene.parsed.doc:
        mentions = scene.parsed.units[token.i].mentions
        if mentions:
            scene.add((m.entity for m in mentions), token)
            continue
        anaphor = anaphor_at(scene.parsed, token, words)
        if anaphor is None:
            if is_noun(scene.parsed, token, words) and not beside_name(scene, token):
                _take_in(scene, token)
            continue
        led = _by_grammar(scene, anaphor) or _weighed(scene, anaphor, decide)
        if led is None:
            if anaphor.noun:
                _take_in(scene, token)
            continue
        keys, rule, confidence = led
        for key in keys if len(keys) == 1 else ():
            take_in_deeds(scene.said[key], token)
            if anaphor.gender:
                scene.genders[key] = anaphor.gender
                scene.certain.add(key)
        yield from _mentions(scene, anaphor, keys, rule, confidence)


def _by_grammar(scene: Discourse, anaphor: Anaphor) -> Found | None:
    """Return what grammar or a list leads a reference to, and take it in."""
    led = certain(scene, anaphor) or several(scene, anaphor)
    if led is None:
        return None
    scene.at[anaphor.token.i] = scene.add(led[0], anaphor.token, spoken=True)
    if anaphor.kind == "noun":
        scene.merge(anaphor.noun, anaphor.words, led[0])
    return led


def _weighed(scene: Discourse, anaphor: Anaphor, decide: Decide) -> Found | None:
    """Return what *decide* leads a reference to, and take it in; an unnamed thing has no keys."""
    choice = decide(scene, anaphor, candidates(scene, anaphor))
    if choice is None:
        return None
    name, confidence = choice
    keys = scene.things[name].keys
    scene.again(name, anaphor.token)
    if anaphor.noun and confidence > CALLED:
        scene.call(keys, anaphor.noun)
    return keys, f"{anaphor.kind}-ranked", confidence


def _take_in(scene: Discourse, token: Token) -> None:
    plural = token.tag_ == "NNS"
    noun = singular(token.lower_) if plural else token.lower_
    scene.add_noun(token, noun, frozenset(modifiers(scene.parsed, token)))


def most_probable(scene: Discourse, anaphor: Anaphor, found: Candidates) -> tuple[str, float] | None:
    """Return the most probable candidate, if it is not nothing, and, when it is named, probable enough."""
    chances = probabilities(weights().get(anaphor.kind, {}), [nothing(anaphor), *(f for _, f in found)])
    best = max(range(len(chances)), key=lambda i: chances[i])
    if best == 0:
        return None
    name = found[best - 1][0]
    rival = max((c for i, c in enumerate(chances) if i not in {0, best}), default=0.0)
    if scene.things[name].keys and (chances[best] < SURE[anaphor.kind] or chances[best] < CLEAR * rival):
        return None
    return name, chances[best]


def _mentions(
    scene: Discourse, anaphor: Anaphor, keys: Sequence[str], rule: str, confidence: float
) -> Iterator[Mention]:
    units = scene.parsed.units
    start, end = units[anaphor.first].start, units[anaphor.token.i].end
    for key in keys:
        kind = "nominal" if anaphor.noun else "pronoun"
        yield Mention(start, end, kind, key, rule, round(min(0.95, confidence), 2))  # type: ignore[arg-type]
