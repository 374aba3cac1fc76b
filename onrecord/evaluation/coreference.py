"""
References scored: whether "he" and "the label" were led to the annotated entity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .counts import Counts

if TYPE_CHECKING:
    from .gold import GivenArticle, GoldArticle, Named, Place, Reference
    from .scheme import Scheme


@dataclass(frozen=True)
class ReferenceScore:
    """
    The key references of one article.

    Precision is over the annotated references that the system led to anything; what it led beyond them is not judged.
    """

    article: str
    verdicts: tuple[tuple[Reference, str | None, bool], ...]
    """Reference, the entity it was led to, and whether that is right."""

    @property
    def counts(self) -> Counts:
        """Right, led to the wrong entity, and not rightly led."""
        right = sum(ok for *_, ok in self.verdicts)
        led = sum(name is not None for _, name, _ in self.verdicts)
        return Counts(right, led - right, len(self.verdicts) - right)

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict on each reference as plain values."""
        rows = [
            {"start": r.start, "end": r.end, "refers_to": r.refers_to, "given": name, "right": ok}
            for r, name, ok in self.verdicts
        ]
        return {"article": self.article, "references": rows}


def score_references(gold: GoldArticle, system: GivenArticle | None, scheme: Scheme) -> ReferenceScore:
    """Score the annotated references of one article."""
    return ReferenceScore(gold.id, tuple(_verdict(r, gold, system, scheme) for r in gold.references))


def _verdict(
    wanted: Reference, gold: GoldArticle, system: GivenArticle | None, scheme: Scheme
) -> tuple[Reference, str | None, bool]:
    places = [(e, m) for e in (system.entities if system else ()) for m in e.mentions if _same_place(wanted, m)]
    if not places:
        return wanted, None, False
    names = _names(wanted.refers_to, gold, scheme)
    exact = [(e, m) for e, m in places if (m.start, m.end) == (wanted.start, wanted.end)]
    led = [e for e, _ in exact or places]
    right = next((e for e in led if names & scheme.names(e.name, e.aliases)), None)
    return wanted, (right or led[0]).name, right is not None


def _same_place(wanted: Reference, mention: Place) -> bool:
    """Pronouns and names stand exactly there; of a noun phrase the system may give a part that shares an end."""
    if (mention.start, mention.end) == (wanted.start, wanted.end):
        return True
    apart = mention.end <= wanted.start or wanted.end <= mention.start
    return mention.kind == "nominal" and not apart and (mention.start == wanted.start or mention.end == wanted.end)


def _names(name: str, gold: GoldArticle, scheme: Scheme) -> frozenset[str]:
    own = scheme.names(name)
    same: list[Named] = [e for e in gold.entities if own & scheme.names(e.name, e.aliases)]
    return own.union(*(scheme.names(e.name, e.aliases) for e in same))
