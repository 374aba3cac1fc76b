"""
Open claims whose words are a term of the domain: "denied", "appealed against". Only the relation is given its name.

A clause row looks for its arguments by itself and is strict about what they are; a wording row leaves the claim
as it was read, and keeps out only what is known to be something else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.parsing.nouns import classes_of_noun
from kg.model import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Claim

    from .mapping import Rows, WordingRow
    from .phrases import Phrase, Reach


def worded(reach: Reach, claim: Claim, subject: Phrase, obj: Phrase | None, rows: Rows) -> Claim:
    """
    Give an open claim the term that its words are, or return it as it is.

    Args:
        reach: The parse and its links.
        claim: The open claim.
        subject: The phrase that is its subject.
        obj: The phrase that is its object; a claim that ends in nothing or in a figure stays open.
        rows: The domain's rows.
    """
    if obj is None or claim.object is None:
        return claim
    for row in rows.by_words.get(claim.relation.removeprefix(OPEN), ()):
        if _may_be(reach, subject, row.subject_types, row.subject_nouns, words=row.subject_phrase) and _may_be(
            reach, obj, row.object_types, row.nouns, words=row.phrase
        ):
            return _turned(replace(claim, relation=row.term, rule=row.name), row)
    return claim


def _turned(claim: Claim, row: WordingRow) -> Claim:
    assert claim.object is not None
    return replace(claim, subject=claim.object, object=claim.subject) if row.turned else claim


def _may_be(reach: Reach, phrase: Phrase, types: Sequence[str], nouns: frozenset[str], *, words: bool) -> bool:
    """Whether a phrase may be of one of *types*: a name unless it is known as something else, a noun by its class."""
    domain = reach.domain
    if nouns and phrase.head not in nouns and not (phrase.entity and nouns & {*phrase.text.lower().split()}):
        return False
    if phrase.entity is not None:
        return not types or domain.may_fit(reach.entities[phrase.entity].type, types)
    named = classes_of_noun(domain, phrase.head)
    return any(domain.may_fit(cls, types) for cls in named) if named and types else words
