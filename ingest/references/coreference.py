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
from .descriptions import modifiers
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

CALLED = 0.6
"""How sure a noun must be to count as said of the thing from then on: "the rapper" makes "the act" likelier."""
Candidates = list[tuple[str, Features]]
Decide = "Callable[[Discourse, Anaphor, Candidates], tuple[str, float] | None]"


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


def walk(
    scene: Discourse, decide: Callable[[Discourse, Anaphor, Candidates], tuple[str, float] | None]
) -> Iterator[Mention]:
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
        led = certain(scene, anaphor) or several(scene, anaphor)
        if led:
            keys, rule, confidence = led
            scene.at[token.i] = scene.add(keys, token, spoken=True)
        else:
            choice = decide(scene, anaphor, candidates(scene, anaphor))
            if choice is None:
                if anaphor.noun:
                    _take_in(scene, token)
                continue
            name, confidence = choice
            keys, rule = scene.things[name].keys, f"{anaphor.kind}-ranked"
            scene.again(name, token)
            if anaphor.noun and confidence > CALLED:
                scene.call(keys, anaphor.noun)
        if anaphor.gender and len(keys) == 1:
            scene.genders[keys[0]] = anaphor.gender
            scene.certain.add(keys[0])
        yield from _mentions(scene, anaphor, keys, rule, confidence)


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
