"""
Claims scored: found or not, and on those found, each qualifier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .counts import Counts, Share, share
from .figures import same_value
from .matching import Matcher, pair_claims
from .scheme import is_open
from .wording import local, norm, same_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .gold import GivenArticle, GivenClaim, GoldArticle, GoldClaim
    from .matching import Pairs
    from .passages import Passages
    from .scheme import Scheme

WAYS = ("strict", "open")
ATTRIBUTES = ("modality", "polarity", "speaker", "named_speaker", "time", "value", "unit", "comparator", "place")


@dataclass(frozen=True)
class Found:
    """One annotated claim with the system's that matches it, and whether each qualifier agrees."""

    gold: int
    given: int
    checks: dict[str, bool]
    hedged_as_plain: bool | None
    """Whether a hedged or denied claim was given as plain fact; ``None`` when it is neither hedged nor denied."""


@dataclass(frozen=True)
class ClaimScore:
    """
    The claims of one article.

    Args:
        found: Matches by way of matching, ``strict`` and ``open``.
        covered: Given claims that stand in a sentence of which some claim is annotated.
        lost: Why each annotated claim that is not strictly found was not, by its number.
    """

    article: str
    gold: tuple[GoldClaim, ...]
    given: tuple[GivenClaim, ...]
    found: dict[str, tuple[Found, ...]]
    covered: frozenset[int]
    exhaustive: bool
    lost: dict[int, str]

    def counts(self, way: str) -> Counts:
        """Return right, wrong and missed."""
        tp = len(self.found[way])
        return Counts(tp, len(self.given) - tp, len(self.gold) - tp)

    def core(self, way: str) -> Share:
        """Return how many of the core claims were found."""
        return Share(sum(self.gold[f.gold].core for f in self.found[way]), sum(c.core for c in self.gold))

    def in_annotated_sentences(self, way: str) -> Share:
        """Return how many of the given claims in annotated sentences are right."""
        return Share(sum(f.given in self.covered for f in self.found[way]), len(self.covered))

    def annotated_with_term(self) -> Share:
        """Return how many of the core claims are annotated with a term of the domain, at least as an alternative."""
        core = [c for c in self.gold if c.core]
        return share(any(not is_open(_bare(r)) for r in (c.relation, *c.relation_alt)) for c in core)

    def found_with_term(self) -> Share:
        """Return how many of the core claims that were found openly were given with a term, not as open words."""
        return share(not is_open(self.given[f.given].relation) for f in self.found["open"] if self.gold[f.gold].core)

    def given_with_term(self) -> Share:
        """Return how many of the given claims have a term."""
        return share(not is_open(c.relation) for c in self.given)

    def attribute(self, way: str, name: str) -> Share:
        """Return the accuracy of one qualifier on matched claims for which it can be judged."""
        seen = [f.checks[name] for f in self.found[way] if name in f.checks]
        return Share(sum(seen), len(seen))

    def hedged_as_plain(self, way: str) -> Share:
        """Return how many hedged or denied claims were given as plain fact."""
        seen = [f.hedged_as_plain for f in self.found[way] if f.hedged_as_plain is not None]
        return Share(sum(seen), len(seen))

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict on each claim as plain values, so that each error can be read."""
        by = {way: {f.gold: f for f in found} for way, found in self.found.items()}
        used = {f.given for f in self.found["open"]}
        return {
            "article": self.article,
            "claims": [self._verdict(i, by) for i in range(len(self.gold))],
            "unmatched": [
                {"claim": str(c), "quote": c.quote, "in_annotated_sentence": j in self.covered}
                for j, c in enumerate(self.given)
                if j not in used
            ],
        }

    def _verdict(self, i: int, by: dict[str, dict[int, Found]]) -> dict[str, Any]:
        gold, match = self.gold[i], by["strict"].get(i) or by["open"].get(i)
        return {
            "gold": str(gold),
            "core": gold.core,
            "start": gold.start,
            "end": gold.end,
            "strict": i in by["strict"],
            "open": i in by["open"],
            "lost": self.lost.get(i),
            "given": str(self.given[match.given]) if match else None,
            "wrong": sorted(name for name, right in match.checks.items() if not right) if match else [],
            "hedged_as_plain": bool(match and match.hedged_as_plain),
        }


def _bare(relation: str) -> str:
    while relation.startswith(("not:", "inv:")):
        relation = relation[4:]
    return relation


def score_claims(
    gold: GoldArticle, system: GivenArticle | None, scheme: Scheme, passages: Passages | None = None
) -> ClaimScore:
    """Score the claims of one article; without its text quotations are compared word by word."""
    given = system.claims if system else ()
    matcher = Matcher(gold.entities, scheme, passages)
    pairs = pair_claims(gold.claims, given, matcher)

    def found(some: Sequence[tuple[int, int]]) -> tuple[Found, ...]:
        return tuple(
            _judged(gold.claims[i], given[j], matcher, (i, j), (i, j) in pairs.right_polarity) for i, j in some
        )

    covered = {j for j, s in enumerate(given) if any(matcher.same_evidence(g, s) for g in gold.claims)}
    return ClaimScore(
        gold.id,
        gold.claims,
        given,
        {"strict": found(pairs.strict), "open": found(pairs.open)},
        frozenset(covered),
        gold.exhaustive,
        _lost(gold.claims, given, matcher, pairs),
    )


def _lost(gold: Sequence[GoldClaim], given: Sequence[GivenClaim], matcher: Matcher, pairs: Pairs) -> dict[int, str]:
    """Tell of each claim that is not strictly found how near the system came in the same sentence."""
    strict, loose = {i for i, _ in pairs.strict}, {i for i, _ in pairs.open}
    reasons = {}
    for i, claim in enumerate(gold):
        if i in loose and i not in strict:
            reasons[i] = "another relation"
        elif i not in strict:
            near = [s for s in given if matcher.same_evidence(claim, s)]
            reasons[i] = _nearest(claim, near, matcher) if near else "no claim from its sentence"
    return reasons


def _nearest(claim: GoldClaim, near: Sequence[GivenClaim], matcher: Matcher) -> str:
    agree = [
        (
            matcher.same_argument(claim.subject, claim.subject_alt, s.subject),
            bool(matcher.relation_readings(claim, s.relation)),
            matcher.same_second(claim, s),
        )
        for s in near
    ]
    if any(subject and relation for subject, relation, _ in agree):
        return "another object or value"
    if any(relation and second for _, relation, second in agree):
        return "another subject"
    if any(subject for subject, *_ in agree):
        return "its subject says other things"
    return "only other claims from its sentence"


def _judged(gold: GoldClaim, given: GivenClaim, matcher: Matcher, pair: tuple[int, int], polarity: bool) -> Found:  # noqa: FBT001
    modality = local(given.modality) or "asserted"
    hedged = gold.modality != "asserted"
    checks = {"modality": modality in {gold.modality, *gold.modality_alt}, "polarity": polarity}
    checks["speaker"] = same_speaker(gold, given, matcher)
    if gold.attributed_to:
        checks["named_speaker"] = checks["speaker"]
    if gold.time_start or gold.time_end:
        checks["time"] = same_time(gold, given)
    if gold.value is not None:
        checks["value"] = same_value(gold.value, gold.value_alt, (given.value,))
    if gold.unit and given.value is not None:
        checks["unit"] = bool(given.unit) and same_unit(gold.unit, str(given.unit))
    if gold.comparator and given.comparator:
        checks["comparator"] = local(given.comparator) == gold.comparator
    if gold.place:
        checks["place"] = matcher.same_argument(gold.place, (), given.place)
    plain = None
    if hedged or gold.polarity == "negative":
        lost_hedge = hedged and modality == "asserted" and "asserted" not in gold.modality_alt
        plain = lost_hedge or (gold.polarity == "negative" and not polarity)
    return Found(*pair, checks, plain)


def same_speaker(gold: GoldClaim, given: GivenClaim, matcher: Matcher) -> bool:
    """Whether the claim has the right speaker, or rightly none."""
    if not given.attributed_to:
        return gold.attributed_to is None
    wanted = [x for x in (gold.attributed_to, *gold.attributed_to_alt) if x]
    return any(matcher.same_argument(x, (), given.attributed_to) for x in wanted)


def same_unit(gold: str, given: str) -> bool:
    """
    Whether two units are one: the same code or word, or phrases that agree.

    >>> same_unit("streams", "official streams"), same_unit("USD", "usd"), same_unit("USD", "EUR")
    (True, True, False)
    """
    return norm(gold) == norm(given) or same_phrase(gold, given)


def same_time(gold: GoldClaim, given: GivenClaim) -> bool:
    """Whether the system's days meet the annotated ones; a bare year must be the year of one end."""
    start, end = gold.time_start or "0000", gold.time_end or "9999"
    first = str(given.time_start or given.time_end or "")
    last = str(given.time_end or given.time_start or "")
    if not first:
        return False
    meets = _day(first, "-01-01") <= end[:10] and _day(last, "-12-31") >= start[:10]
    return meets and (len(first) > len("2025") or first[:4] in (start[:4], end[:4]))


def _day(text: str, rest: str) -> str:
    """Fill up a year or a month to a day."""
    if len(text) == len("2025"):
        return text + rest
    return text + rest[3:] if len(text) == len("2025-11") else text[:10]
