"""
Two readings of one article become one: what the rules read stands, a model confirms it, adds to it, or differs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from .gate import Core, Page, qualified, same_value
from .reasons import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Argument, Claim

    from .proposals import ProposedClaim

AGREEMENT = 0.3
"""Share of the doubt that goes when a model reads a claim as the rules did; provisional."""
Outcome = Literal["claims", "agreed", "differed", "known"]


class Merged:
    """
    The claims of an article while a model reads it.

    Args:
        claims: Those of the rules.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = list(claims)

    def take(self, found: Core, proposal: ProposedClaim, page: Page) -> Outcome:
        """
        Take a proposal whose core holds.

        Returns:
            What became of it: a new claim, an agreement, a difference, or nothing new.

        Raises:
            RefusedError: It is new, and its qualifiers do not hold.
        """
        alike = [i for i, claim in enumerate(self.claims) if _alike(claim, found, page)]
        for i in alike:
            if self.claims[i].relation == found.relation:
                return self._compare(i, found, proposal)
        told = [self.claims[i] for i in alike if self.claims[i].second != "proposed"]
        if told and not any(_qualifiers(claim) == (proposal.polarity, proposal.modality) for claim in told):
            raise RefusedError(Reason.RULES)
        made = qualified(found, proposal, page)
        if alike and made.is_open:
            return "known"
        self.claims.append(made)
        return "claims"

    def _compare(self, index: int, found: Core, proposal: ProposedClaim) -> Outcome:
        claim = self.claims[index]
        differs = [
            told
            for told, own in ((proposal.polarity, claim.polarity), (proposal.modality, claim.modality))
            if told != own
        ]
        if found.value is not None and not same_value(found.value, claim.value):
            differs.append(f"value {found.value}")
        if claim.second == "proposed" or (claim.second and not differs):
            return "known"
        if differs:
            self.claims[index] = replace(claim, second=f"differs: {', '.join(differs)}")
            return "differed"
        surer = round(claim.confidence + (1 - claim.confidence) * AGREEMENT, 2)
        self.claims[index] = replace(claim, second="agrees", confidence=surer)
        return "agreed"


def _alike(claim: Claim, found: Core, page: Page) -> bool:
    """Whether a claim speaks of the same arguments in the same sentence."""
    if claim.sentence != found.sentence:
        return False
    if found.object is None:
        figure = claim.relation == found.relation and claim.value is not None
        return _one(claim.subject, found.subject) and (figure or same_value(claim.value, found.value))
    if claim.object is None:
        return False
    straight = _one(claim.subject, found.subject) and _one(claim.object, found.object)
    relation = page.domain.relations.get(found.relation)
    turned = _one(claim.subject, found.object) and _one(claim.object, found.subject)
    return straight or (turned and (relation is None or relation.symmetric or claim.relation != found.relation))


def _one(one: Argument, other: Argument) -> bool:
    """Whether two arguments are one: the same entity, or phrases that share their place."""
    if one.entity or other.entity:
        return one.entity == other.entity
    return one.start < other.end and other.start < one.end


def _qualifiers(claim: Claim) -> tuple[str, str]:
    return claim.polarity, claim.modality
