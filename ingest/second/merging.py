"""
Two readings of one article become one: what the rules read stands, a model confirms it, adds to it, or differs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from kg.model import Span
from kg.text.names import name_key, word_set

from .gate import qualified, same_value
from .reasons import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Argument, Claim

    from .pages import Core, Page
    from .proposals import ProposedClaim

_IN_A_ROW = word_set("and or as well both the a an")
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
                return self._compare(i, found, proposal, page)
        told = [self.claims[i] for i in alike if self.claims[i].second != "proposed"]
        if told and not any(_qualifiers(claim) == (proposal.polarity, proposal.modality) for claim in told):
            raise RefusedError(Reason.RULES)
        if not alike and any(_of_others(claim, found, page) for claim in self.claims if claim.second != "proposed"):
            raise RefusedError(Reason.OTHERS)
        made = qualified(found, proposal, page)
        if (alike and made.is_open) or any(made.id == claim.id for claim in self.claims):
            return "known"
        self.claims.append(made)
        return "claims"

    def _compare(self, index: int, found: Core, proposal: ProposedClaim, page: Page) -> Outcome:
        claim = self.claims[index]
        differs = [
            told
            for told, own in ((proposal.polarity, claim.polarity), (proposal.modality, claim.modality))
            if told != own
        ]
        if found.value is not None and not same_value(found.value, claim.value):
            differs.append(f"value {found.value}")
        if not _same_speaker(claim, proposal, page):
            differs.append("speaker")
        if claim.second:  # a model that says two things of one claim has said the first
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


def _of_others(claim: Claim, found: Core, page: Page) -> bool:
    """
    Whether the rules read the same relation of one of the two arguments and of somebody else.

    "Quay Books praised Lark Press, which sued Tern House": the rules know who sued. Names in a row may both be meant.
    """
    if claim.sentence != found.sentence or claim.relation != found.relation or claim.is_open:
        return False
    if found.object is None or claim.object is None:
        return False
    same = _one(claim.subject, found.subject), _one(claim.object, found.object)
    if same not in {(True, False), (False, True)}:
        return False
    one, other = (claim.subject, found.subject) if same[1] else (claim.object, found.object)
    first, second = sorted((one, other), key=lambda a: a.start)
    between = page.article.text[first.end : second.start]
    names = [
        page.article.text[m.start : m.end] for m in page.names.meeting(Span(first.end, max(first.end, second.start)))
    ]
    for name in names:
        between = between.replace(name, "")
    return not set(re.findall(r"[\w']+", between.casefold())) <= _IN_A_ROW


def _same_speaker(claim: Claim, proposal: ProposedClaim, page: Page) -> bool:
    """Whether both name nobody, or the same speaker."""
    if claim.speaker is None or not proposal.speaker:
        return claim.speaker is None and not proposal.speaker
    entity = page.names.named(proposal.speaker)
    if entity is not None and claim.speaker.entity is not None:
        return entity.key == claim.speaker.entity
    return name_key(proposal.speaker) in name_key(claim.speaker.text) or name_key(claim.speaker.text) in name_key(
        proposal.speaker
    )


def _one(one: Argument, other: Argument) -> bool:
    """Whether two arguments are one: the same entity, or phrases that share their place."""
    if one.entity or other.entity:
        return one.entity == other.entity
    return one.start < other.end and other.start < one.end


def _qualifiers(claim: Claim) -> tuple[str, str]:
    return claim.polarity, claim.modality
