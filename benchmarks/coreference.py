"""
How well pronouns and definite nouns are led to the things they stand for.

    python benchmarks/coreference.py --data FOLDER [--errors]

FOLDER/wikinews/gold.jsonl lists, for each article, anaphors with offsets and the named entity each refers to.
Appositions ("X, the mayor") are no anaphors here: they are counted apart. The first eight articles are for development.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from entities import _spelling

from ingest.coreference import resolve_references
from ingest.mentions import read_names
from ingest.pipeline import load_pipeline
from ingest.surrogate import parse
from kg.domain import load_domain

PRONOUNS = set("he him his himself she her hers it its they them their we us our i me my itself".split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    domain, pipeline = load_domain(), load_pipeline()
    folder = args.data / "wikinews"
    rows = sorted(
        (json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()),
        key=lambda r: r["article"],
    )
    for name, part in (("dev", rows[:8]), ("held", rows[8:])):
        tally: Counter[str] = Counter()
        for row in part:
            text = (folder / f"{row['article']}.txt").read_text(encoding="utf-8")
            names = read_names(text, domain, pipeline)
            entities = {e.key: e for e in names.entities}
            parsed = parse(text, names.sentences, names.mentions, entities, domain, pipeline.nlp)
            found = {(m.start, m.end): m for m in resolve_references(parsed, names, domain)}
            tally += score(row, text, found, entities, errors=args.errors and name == "dev")
        for kind in ("pronoun", "nominal"):
            right, given, wanted = tally[f"{kind} right"], tally[f"{kind} given"], tally[f"{kind} wanted"]
            print(
                f"{name:5} {kind:8} P {right / max(1, given):.3f} ({right}/{given})  R {right / max(1, wanted):.3f} ({right}/{wanted})"
            )


def score(row, text, found, entities, *, errors):
    gold = {(c["start"], c["end"]): c["refers_to"] for c in row["coref"]}
    spellings = {e["name"]: {_spelling(n) for n in (e["name"], *e["aliases"])} for e in row["entities"]}
    tally: Counter[str] = Counter()
    for span, target in gold.items():
        kind = "pronoun" if text[span[0] : span[1]].lower() in PRONOUNS else "nominal"
        tally[f"{kind} wanted"] += 1
        mention = found.get(span)
        if mention is None and errors:
            print(
                f"  {row['article']} missed {text[span[0] : span[1]]!r} -> {target} [{text[max(0, span[0] - 50) : span[1] + 30]!r}]"
            )
    for span, mention in found.items():
        kind = mention.kind
        tally[f"{kind} given"] += 1
        target = gold.get(span)
        entity = entities[mention.entity]
        mine = {_spelling(n) for n in (entity.name, *entity.aliases)}
        wanted = spellings.get(target, {_spelling(target)}) if target else set()
        if mine & wanted:
            tally[f"{kind} right"] += 1
        elif errors:
            print(
                f"  {row['article']} WRONG {text[span[0] : span[1]]!r} -> {entity.name} ({mention.rule}, {mention.confidence}); gold {target} [{text[max(0, span[0] - 60) : span[1] + 30]!r}]"
            )
    return tally


if __name__ == "__main__":
    main()
