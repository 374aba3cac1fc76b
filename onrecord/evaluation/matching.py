"""
When a system's claim is an annotated one: arguments, relation, evidence; paired one to one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .counts import best_pairs
from .figures import same_value
from .passages import Passages, overlap
from .scheme import is_open, relation_words
from .wording import local, name_words, norm, same_phrase, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .gold import GivenClaim, GoldClaim, Named
    from .scheme import Scheme

AS_IT_STANDS, EXCHANGED = 0, 1
"""Directions in which subject and object may agree."""

_COPULAS = {"is", "are", "was", "were", "been", "being", "become", "becomes", "became"}
_HALF = 0.5
_FLIPPED = {"positive": "negative", "negative": "positive"}
_EXTRA_WORDS = 2


@dataclass
class Matcher:
    """
    Compares the claims of one article.

    Args:
        entities: The annotated entities; an argument that names one may be any of its names.
        passages: The article's text; ``None`` compares quotations word by word.
    """

    entities: Sequence[Named]
    scheme: Scheme
    passages: Passages | None = None
    _names: list[frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._names = [self.scheme.names(e.name, e.aliases) for e in self.entities]

    # -------------------------------------------------------------- arguments

    def same_argument(self, gold: str | None, alternatives: Iterable[str], given: object) -> bool:
        """
        Whether what a system put in a place is what was annotated, or one of the alternatives.

        A name may be any name of its entity, with words around it that only describe ("the label Acme"), but
        never another entity's name. Phrases agree when they share enough words.
        """
        if given is None or not str(given).strip() or gold is None:
            return False
        words, alternatives = str(given), tuple(alternatives)
        accepted, is_entity = self._accepted(gold, alternatives)
        name = norm(words)
        if name in accepted or (is_entity and self.scheme.bare(name) in accepted):
            return True
        if not is_entity:
            return any(same_phrase(x, words) for x in (gold, *alternatives) if x)
        if any(name in names for names in self._names if not names & accepted):
            return False
        return self._described(accepted, words) or any(same_phrase(x, words) for x in alternatives)

    def _accepted(self, gold: str, alternatives: Sequence[str]) -> tuple[set[str], bool]:
        accepted, is_entity = set(), False
        for text in (gold, *alternatives):
            accepted.add(norm(text))
            for names in self._names:
                if norm(text) in names:
                    accepted |= names
                    is_entity = is_entity or text == gold
        return accepted, is_entity

    def _described(self, accepted: Iterable[str], given: str) -> bool:
        words = name_words(given)
        for own in map(name_words, accepted):
            extra = words - own
            if own and own <= words:
                few = len(own) >= 2 and len(extra) <= _EXTRA_WORDS  # noqa: PLR2004  # one-word names need describing words
                if few or extra <= self.scheme.descriptors:
                    return True
        return False

    def directions(self, gold: GoldClaim, given: GivenClaim) -> set[int]:
        """Return the directions in which the arguments agree; empty when they do not."""
        found = set()
        if self.same_argument(gold.subject, gold.subject_alt, given.subject) and self.same_second(gold, given):
            found.add(AS_IT_STANDS)
        if (
            gold.object is not None
            and self.same_argument(gold.object, gold.object_alt, given.subject)
            and self.same_argument(gold.subject, gold.subject_alt, given.object)
        ):
            found.add(EXCHANGED)
            if gold.relation in self.scheme.symmetric:
                found.add(AS_IT_STANDS)
        return found

    def same_second(self, gold: GoldClaim, given: GivenClaim) -> bool:
        """Whether the object or value agrees; a claim without either agrees with any."""
        if gold.object is not None:
            second = given.object if given.object not in (None, "") else given.value
            return self.same_argument(gold.object, gold.object_alt, second)
        if gold.value is None:
            return True
        with_unit = f"{given.value} {given.unit}" if given.unit and given.value is not None else None
        return same_value(gold.value, gold.value_alt, (given.value, given.object, with_unit))

    # -------------------------------------------------------------- relation and evidence

    def relation_readings(self, gold: GoldClaim, relation: str) -> set[tuple[int, bool]]:
        """Return ``(direction, negated)`` of each way in which the system's relation says the annotated one."""
        term = local(relation)
        found = set()
        for wanted in (gold.relation, *gold.relation_alt):
            name, negated, turned = wanted, False, AS_IT_STANDS
            while name.startswith(("not:", "inv:")):
                negated, turned = negated ^ name.startswith("not:"), turned ^ name.startswith("inv:")
                name = name[4:]
            if is_open(name):
                both = gold.object is not None
                found |= {(d ^ turned, negated) for d in same_words(name, relation, has_object=both)}
            elif not is_open(relation):
                found |= {(turned, negated)} if name == term else set()
                found |= {(EXCHANGED ^ turned, negated)} if self.scheme.inverses.get(name) == term else set()
        return found

    def same_evidence(self, gold: GoldClaim, given: GivenClaim) -> bool:
        """Whether both stand in one sentence."""
        if self.passages is None:
            return overlap(gold.evidence, given.quote)
        return bool(self.gold_sentences(gold) & self.passages.touched(given.quote, given.start, given.end))

    def gold_sentences(self, gold: GoldClaim) -> frozenset[int]:
        """Return the sentences that an annotated claim stands in."""
        assert self.passages is not None
        return self.passages.touched(gold.evidence, gold.start, gold.end)


def same_words(gold: str, given: str, *, has_object: bool = True) -> set[int]:
    """
    Return the directions in which two relation phrases agree, from half of their words on.

    >>> [same_words("open:fine", given) for given in ("open:be_fined_by", "open:fined", "ban")]
    [{1}, {0}, set()]
    """
    a, b = _relation_stems(gold), _relation_stems(given)
    if not a or not b or 2 * len(a & b) / (len(a) + len(b)) < _HALF:
        return set()
    passive = [relation_words(r).strip().endswith(" by") for r in (gold, given)]
    return {AS_IT_STANDS} if passive[0] == passive[1] or not has_object else {EXCHANGED}


def _relation_stems(relation: str) -> frozenset[str]:
    words = relation_words(relation if is_open(relation) else local(relation))
    return tokens(words) or frozenset("be" if w in _COPULAS else w for w in words.split())


@dataclass(frozen=True, slots=True)
class Pairs:
    """
    Claims paired one to one, as numbers ``(annotated, given)``.

    Args:
        strict: Relation and both arguments agree.
        open: Both arguments agree, and the relation or the evidence sentence does.
        right_polarity: Pairs of either kind whose polarity agrees.
    """

    strict: tuple[tuple[int, int], ...]
    open: tuple[tuple[int, int], ...]
    right_polarity: frozenset[tuple[int, int]]


def pair_claims(gold: Sequence[GoldClaim], given: Sequence[GivenClaim], matcher: Matcher) -> Pairs:
    """Pair claims: same sentence first, then same polarity, then core claims, then as they come."""
    strict, loose, polarity = [], [], set()
    for i, g in enumerate(gold):
        for j, s in enumerate(given):
            directions = matcher.directions(g, s)
            if not directions:
                continue
            readings = [n for d, n in matcher.relation_readings(g, s.relation) if d in directions]
            relation, sentence = bool(readings), matcher.same_evidence(g, s)
            if not relation and AS_IT_STANDS not in directions and not _turned_words(g, s):
                continue
            wanted = {_FLIPPED[g.polarity] if negated else g.polarity for negated in readings or [False]}
            agrees = (local(s.polarity) or "positive") in wanted
            if agrees:
                polarity.add((i, j))
            if relation:
                strict.append(((sentence, agrees, g.core), i, j))
            if relation or sentence:
                loose.append(((relation, sentence, agrees, g.core), i, j))
    return Pairs(tuple(best_pairs(strict)), tuple(best_pairs(loose)), frozenset(polarity))


def _turned_words(gold: GoldClaim, given: GivenClaim) -> bool:
    """Whether an annotated term and the system's words agree with subject and object exchanged."""
    return not is_open(gold.relation) and EXCHANGED in same_words(gold.relation, given.relation)
