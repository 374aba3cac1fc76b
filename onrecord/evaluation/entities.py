"""
Entities scored: by name and type for each article, and by the exact span of each mention.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .counts import Counts, best_pairs
from .wording import norm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .gold import GivenArticle, GoldArticle, Named
    from .scheme import Scheme

MEASURES = ("typed", "untyped", "typed_exact", "untyped_exact", "spans", "typed_spans")
"""
Relaxed names (any name or alias in common) with and without type; exact names (the fullest ones equal) with and
without type; mentions with exact offsets, with and without type.
"""


@dataclass(frozen=True)
class EntityScore:
    """The entities of one article: counts by measure, and which ones were missed, invented or mistyped."""

    article: str
    counts: dict[str, Counts]
    missed: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    mistyped: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "article": self.article,
            **{name: counts.to_dict() for name, counts in self.counts.items()},
            "missed": list(self.missed),
            "invented": list(self.invented),
            "mistyped": list(self.mistyped),
        }


def named_only(system: GivenArticle | None, scheme: Scheme) -> list[Named]:
    """Return the system's entities that have a name."""
    return [e for e in (system.entities if system else ()) if scheme.is_named(e.type) and e.name.strip()]


def types_of(entity: Named, scheme: Scheme) -> frozenset[str]:
    """Return all types that are right for an annotated entity."""
    return frozenset(scheme.type_of(t) for t in (entity.type, *entity.type_alt))


def pair_entities(gold: Sequence[Named], given: Sequence[Named], scheme: Scheme) -> list[tuple[int, int]]:
    """Pair entities that share a name, one to one; equal type first, then the same fullest name."""
    known = [scheme.names(s.name, s.aliases) for s in given]
    candidates = []
    for i, g in enumerate(gold):
        names, types = scheme.names(g.name, g.aliases), types_of(g, scheme)
        for j, s in enumerate(given):
            if names & known[j]:
                good = (scheme.type_of(s.type) in types, norm(g.name) == norm(s.name))
                candidates.append((good, i, j))
    return best_pairs(candidates)


def score_entities(gold: GoldArticle, system: GivenArticle | None, scheme: Scheme) -> EntityScore:
    """
    Score the entities of one article.

    Optional ones, and things without names, are neither right nor wrong. Spans are scored where the gold lists
    mentions by name.
    """
    wanted, given = gold.entities, named_only(system, scheme)
    pairs = pair_entities(wanted, given, scheme)
    free = {i for i, e in enumerate(wanted) if _is_free(e, scheme)}
    found, placed = {i for i, _ in pairs}, {j for _, j in pairs}
    need, judged = len(wanted) - len(free), len(given) - len(found & free)
    typed = [(i, j) for i, j in pairs if scheme.type_of(given[j].type) in types_of(wanted[i], scheme)]
    same = {(i, j) for i, j in pairs if norm(wanted[i].name) == norm(given[j].name)}

    def counts(right: Sequence[tuple[int, int]]) -> Counts:
        tp = sum(1 for i, _ in right if i not in free)
        return Counts(tp, judged - tp, need - tp)

    wrong = [(wanted[i], given[j]) for i, j in pairs if (i, j) not in typed and i not in free]
    return EntityScore(
        gold.id,
        {
            "typed": counts(typed),
            "untyped": counts(pairs),
            "typed_exact": counts([p for p in typed if p in same]),
            "untyped_exact": counts([p for p in pairs if p in same]),
            **_spans(wanted, given, scheme),
        },
        missed=tuple(e.name for i, e in enumerate(wanted) if i not in found | free),
        invented=tuple(f"{e.name} ({e.type})" for j, e in enumerate(given) if j not in placed),
        mistyped=tuple(f"{g.name}: {s.type}, not {g.type}" for g, s in wrong),
    )


def _is_free(entity: Named, scheme: Scheme) -> bool:
    return entity.optional or not scheme.is_named(entity.type)


def _spans(gold: Sequence[Named], given: Sequence[Named], scheme: Scheme) -> dict[str, Counts]:
    """Compare mentions by name, exact half-open offsets; nothing is counted where the gold lists none."""
    wanted = {(m.start, m.end): e for e in gold for m in e.mentions if m.kind == "name"}
    if not wanted:
        return {}
    need = {span for span, e in wanted.items() if not _is_free(e, scheme)}
    found = {(m.start, m.end): e for e in given for m in e.mentions if m.kind == "name"}
    judged = [span for span in found if span not in wanted or span in need]
    right = [span for span in judged if span in need]
    typed = [span for span in right if scheme.type_of(found[span].type) in types_of(wanted[span], scheme)]
    return {
        name: Counts(len(hits), len(judged) - len(hits), len(need) - len(hits))
        for name, hits in (("spans", right), ("typed_spans", typed))
    }
