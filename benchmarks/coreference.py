"""
How well pronouns and definite nouns are led to the things they stand for.

    python benchmarks/coreference.py --data FOLDER [--gum FOLDER] [--errors]

FOLDER/wikinews/gold.jsonl lists, for each article, anaphors with offsets and the named entity each refers to
(appositions and first mentions among them, so that its recall is a lower bound). A folder of GUM's CoNLL-U files
gives whole articles with full chains: a link is right when a name of the entity stands in the anaphor's chain.
Of the articles that ``gum.HELD`` names only the totals are to be looked at; the others are for tuning.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entities import spelling
from gum import HELD, read_gum

from ingest.names.mentions import Names, read_names
from ingest.parsing.surrogate import parse
from ingest.pipeline import Pipeline, load_pipeline
from ingest.references.coreference import resolve_references
from kg.domain import Domain, load_domain
from kg.text.names import word_set

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.model import Mention

PRONOUNS = word_set("he him his himself she her hers it its itself they them their we us our i me my")


def read(text: str, domain: Domain, pipeline: Pipeline) -> tuple[Names, tuple[Mention, ...]]:
    names = read_names(text, domain, pipeline)
    parsed = parse(text, names.sentences, names.mentions, {e.key: e for e in names.entities}, domain, pipeline.nlp)
    return names, resolve_references(parsed, names, domain)


def wikinews(path: Path, domain: Domain, pipeline: Pipeline, *, errors: bool) -> Counter[str]:
    """Score one article of the annotated news; *path* is its text."""
    rows = map(json.loads, (path.parent / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    row: dict[str, Any] = next(r for r in rows if r["article"] == path.stem)
    text = path.read_text(encoding="utf-8")
    names, found = read(text, domain, pipeline)
    gold = {(c["start"], c["end"]): c["refers_to"] for c in row["coref"]}
    known = {e["name"]: {spelling(n) for n in (e["name"], *e["aliases"])} for e in row["entities"]}
    mine = {e.key: {spelling(n) for n in (e.name, *e.aliases)} for e in names.entities}
    tally = Counter(f"{kind_of(text, span)} wanted" for span in gold)
    for m in {(m.start, m.end): m for m in found}.values():
        target = gold.get((m.start, m.end), "")
        count(tally, m, text, right=bool(mine[m.entity] & known.get(target, {spelling(target)})), errors=errors)
    return tally


def gum(path: Path, domain: Domain, pipeline: Pipeline, *, errors: bool) -> Counter[str]:
    """Score one article of GUM; wanted are anaphors whose chain holds a name that we found."""
    text, chains = read_gum(path)
    names, found = read(text, domain, pipeline)
    of: dict[str, set[str]] = {}
    for m in names.mentions:
        around = [
            (e - s, c) for (s, e), c in chains.items() if s <= m.start and m.end <= e and (s == m.start or e == m.end)
        ]
        of.setdefault(m.entity, set()).update(c for _, c in sorted(around)[:1])
    firsts: dict[str, int] = {}
    for (start, _), chain in chains.items():
        firsts[chain] = min(start, firsts.get(chain, start))
    named = {(m.start, m.end) for m in names.mentions}
    held = {c for some in of.values() for c in some}
    tally: Counter[str] = Counter()
    for span, chain in chains.items():
        if chain in held and span[0] > firsts[chain] and is_anaphor(text, span, named):
            tally[f"{kind_of(text, span)} wanted"] += 1
    for m in found:
        count(tally, m, text, right=chain_at(chains, m.start, m.end) in of.get(m.entity, ()), errors=errors)
    return tally


def chain_at(chains: Mapping[tuple[int, int], str], start: int, end: int) -> str:
    """Return the chain of the shortest span that begins here and is no shorter; GUM's go on to "'s" and clauses."""
    return min(((e, c) for (s, e), c in chains.items() if s == start and e >= end), default=(0, ""))[1]


def kind_of(text: str, span: tuple[int, int]) -> str:
    return "pronoun" if text[span[0] : span[1]].lower() in PRONOUNS else "nominal"


def is_anaphor(text: str, span: tuple[int, int], named: set[tuple[int, int]]) -> bool:
    words = text[span[0] : span[1]].lower().split()
    short = len(words) < 4 and words[0] in {"the", "this", "that"}
    return " ".join(words) in PRONOUNS or (short and not any(s < span[1] and span[0] < e for s, e in named))


def count(tally: Counter[str], m: Mention, text: str, *, right: bool, errors: bool) -> None:
    tally.update([f"{m.kind} given", *[f"{m.kind} right"] * right, f"rule {m.rule} {'right' if right else 'wrong'}"])
    if errors and not right:
        around = text[max(0, m.start - 80) : m.end + 30]
        print(f"  {text[m.start : m.end]!r} -> {m.entity} ({m.rule}, {m.confidence}) [{around!r}]")


def report(name: str, paths: Sequence[Path], score: Callable[..., Counter[str]], **kwargs: Any) -> None:
    errors = kwargs.pop("errors")
    for part, some in (
        ("tune", [p for p in paths if p.stem not in HELD]),
        ("held", [p for p in paths if p.stem in HELD]),
    ):
        tally: Counter[str] = Counter()
        for path in some:
            tally += score(path, errors=errors and part == "tune", **kwargs)
        for kind in ("pronoun", "nominal"):
            right, given, wanted = (tally[f"{kind} {what}"] for what in ("right", "given", "wanted"))
            scores = (
                f"P {right / max(1, given):.3f} ({right}/{given})  R {right / max(1, wanted):.3f} ({right}/{wanted})"
            )
            print(f"{name:8} {part:4} {kind:8}", scores)
        print("  rules:", {k.removeprefix("rule "): n for k, n in sorted(tally.items()) if k.startswith("rule")})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gum", type=Path, help="folder of CoNLL-U files")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    tools = {"domain": load_domain(), "pipeline": load_pipeline(), "errors": args.errors}
    report("wikinews", sorted((args.data / "wikinews").glob("*.txt")), wikinews, **tools)
    if args.gum:
        report("gum", sorted(args.gum.glob("*.conllu")), gum, **tools)


if __name__ == "__main__":
    main()
