"""
How far two annotators agree on the gold claims: the first is taken as gold, the second as a system.

    python tests/corpus/agreement.py [FIRST] [SECOND] [ARTICLES]

Folders; by default `corpus/gold/claims`, `corpus/gold/claims-b`, `corpus/articles`. Prints a Markdown table over the
articles that both annotated, of both splits. It tells totals only, so the errors of locked articles stay unread.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.intake.sources import articles
from kg.domain import load_domain
from kg.errors import InputError
from kg.model import Article
from onrecord.evaluation import totals
from onrecord.evaluation.claims import ClaimScore, score_claims
from onrecord.evaluation.coreference import score_references
from onrecord.evaluation.counts import total
from onrecord.evaluation.entities import score_entities
from onrecord.evaluation.files import read_gold, read_scoring
from onrecord.evaluation.gold import GivenArticle, GoldArticle, GoldClaim, as_given
from onrecord.evaluation.scheme import Scheme, scheme_of
from onrecord.evaluation.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "corpus" / name for name in ("gold/claims", "gold/claims-b", "second")]
ENTITY_ROWS = {"typed": "entities, type right, F1", "untyped": "entities, F1", "spans": "mentions, exact offsets, F1"}


@dataclass(frozen=True)
class Rules:
    """What the scoring must know beside the annotations."""

    scheme: Scheme
    texts: Texts


def main(first: Path, second: Path, corpus: Path) -> str:
    """Return the table as Markdown."""
    others = {g.id: g for g in read_gold(second)}
    a = [g for g in read_gold(first) if g.id in others]
    b = [others[g.id] for g in a]
    if not a:
        raise InputError(f"{first} and {second} share no article; name two folders that do.")
    text = {x.id: x.text for x in articles([corpus]) if isinstance(x, Article)}
    if absent := [g.id for g in a if g.id not in text]:
        raise InputError(f"{corpus} has no {', '.join(absent)}; name the folder that holds the annotated articles.")
    rules = Rules(scheme_of(load_domain(), read_scoring(first)), Texts(text))
    columns = {
        "A as gold": column(a, b, rules),
        "B as gold": column(b, a, rules),
        "A as gold, no alternatives": column([single(g) for g in a], b, rules),
    }
    sizes = f"{len(a)} articles; claims: A {_claims(a)}, B {_claims(b)}; {datetime.now(UTC).date()}"
    return f"{sizes}\n\n{table(columns)}"


def column(gold: Sequence[GoldArticle], other: Sequence[GoldArticle], rules: Rules) -> dict[str, str]:
    """Score *other* against *gold*, figure by figure."""
    given = [without_optional(g, o, rules.scheme) for g, o in zip(gold, other, strict=True)]
    pairs = list(zip(gold, given, strict=True))
    names = totals.entity_totals([score_entities(g, o, rules.scheme) for g, o in pairs])
    rows = {label: _f1(names[key]) for key, label in ENTITY_ROWS.items()}
    scores = [score_claims(g, o, rules.scheme, rules.texts.get(g.id)) for g, o in pairs]
    claims = totals.claim_totals(scores)
    rows |= {f"claims, {way}, F1": _f1(claims[way]) for way in ("strict", "open")}
    rows["claims, core of the gold found, open"] = _share(claims["open"]["core_recall"])
    for name in ("modality", "polarity", "speaker", "named_speaker", "time"):
        rows[f"matched claims, {name.replace('_', ' ')}"] = _share(claims["open"]["attributes"][name])
    rows |= {f"matched claims, {name}, kappa": _kappa(scores, name) for name in ("modality", "polarity")}
    return rows | references(gold, other, rules.scheme)


def references(gold: Sequence[GoldArticle], other: Sequence[GoldArticle], scheme: Scheme) -> dict[str, str]:
    """Precision is over all references of *other*, recall over all of *gold*."""
    pairs = list(zip(gold, other, strict=True))
    recalled = total(score_references(g, as_given(o), scheme).counts for g, o in pairs)
    shared = total(score_references(o, as_given(g), scheme).counts for g, o in pairs)
    return {
        "references, precision": f"{shared.recall:.3f} ({shared.tp}/{shared.tp + shared.fn})",
        "references, recall": f"{recalled.recall:.3f} ({recalled.tp}/{recalled.tp + recalled.fn})",
    }


def without_optional(gold: GoldArticle, other: GoldArticle, scheme: Scheme) -> GivenArticle:
    """Return *other* as a system's, without what it marks as optional and *gold* does not name."""
    known = {n for e in gold.entities for n in scheme.names(e.name, e.aliases)}
    given = as_given(other)
    kept = (e for e in given.entities if not e.optional or known & scheme.names(e.name, e.aliases))
    return replace(given, entities=tuple(kept))


def single(article: GoldArticle) -> GoldArticle:
    """Return an article with one answer each, the first."""
    names = [f.name for f in fields(GoldClaim) if f.name.endswith("_alt")]
    claims = (GoldClaim(**{**asdict(c), **dict.fromkeys(names, ())}) for c in article.claims)
    return replace(
        article,
        entities=tuple(replace(e, type_alt=()) for e in article.entities),
        claims=tuple(claims),
    )


def kappa(labels: Iterable[tuple[str, str]]) -> float | None:
    """
    Return Cohen's kappa; ``None`` when both use one label only, since chance then explains everything.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")]), kappa([("a", "a")])
    (0.0, None)
    """
    seen = list(labels)
    if not seen:
        return None
    firsts, seconds = Counter(x for x, _ in seen), Counter(y for _, y in seen)
    chance = sum(firsts[x] * seconds[x] for x in firsts) / len(seen) ** 2
    agreed = sum(x == y for x, y in seen) / len(seen)
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def table(columns: Mapping[str, Mapping[str, str]]) -> str:
    """Lay out columns of the same rows as Markdown."""
    rows = next(iter(columns.values()))
    lines = [f"| | {' | '.join(columns)} |", f"|---{'|---' * len(columns)}|"]
    lines += [f"| {row} | {' | '.join(c[row] for c in columns.values())} |" for row in rows]
    return "\n".join(lines)


def _kappa(scores: Sequence[ClaimScore], name: str) -> str:
    found = kappa(
        (getattr(s.gold[f.gold], name), getattr(s.given[f.given], name)) for s in scores for f in s.found["open"]
    )
    return "-" if found is None else f"{found:.3f}"


def _f1(figures: Mapping[str, float]) -> str:
    return f"{figures['f1']:.3f} (P {figures['p']:.3f}, R {figures['r']:.3f})"


def _share(figures: Mapping[str, float]) -> str:
    return f"{figures['rate']:.3f} ({figures['right']}/{figures['of']})" if figures["of"] else "-"


def _claims(some: Sequence[GoldArticle]) -> int:
    return sum(len(g.claims) for g in some)


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:4]]
    sys.stdout.write(main(*(*given, *FOLDERS[len(given) :])) + "\n")
