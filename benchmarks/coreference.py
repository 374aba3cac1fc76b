"""
How well pronouns and definite nouns are led to the things they stand for.

    python benchmarks/coreference.py --data FOLDER [--errors]

FOLDER/wikinews/gold.jsonl lists, for each article, anaphors with offsets and the named entity each refers to.
Appositions ("X, the mayor") are no anaphors here: they are counted apart. The first eight articles are for development.
"""

from __future__ import annotations

import argparse
import json
import re
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
    parser.add_argument("--gum", type=Path, help="folder of CoNLL-U files")
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

    if args.gum:
        gum(args.gum, domain, pipeline, errors=args.errors)


def gum(folder: Path, domain, pipeline, *, errors: bool) -> None:
    """
    The same for whole articles with full coreference chains (CoNLL-U with ``Entity=`` brackets).

    A link is right when some name of our entity stands in the anaphor's chain. Wanted are the
    pronouns, and definite nouns, of chains that hold a name which we found.
    """
    paths = sorted(folder.glob("*.conllu"))
    for name, part in (("dev", paths[:8]), ("held", paths[8:])):
        tally: Counter[str] = Counter()
        for path in part:
            text, chains = read_gum(path)
            names = read_names(text, domain, pipeline)
            entities = {e.key: e for e in names.entities}
            of: dict[str, set[str]] = {}
            for m in names.mentions:
                inside = [(e - s, c) for (s, e), c in chains.items() if s <= m.start and m.end <= e and (s == m.start or e == m.end)]
                if inside:
                    of.setdefault(m.entity, set()).add(min(inside)[1])
            parsed = parse(text, names.sentences, names.mentions, entities, domain, pipeline.nlp)
            found = resolve_references(parsed, names, domain)
            named = {c for ids in of.values() for c in ids}
            for (s, e), chain in chains.items():
                low = text[s:e].lower()
                kind = "pronoun" if low in PRONOUNS else "nominal" if low.startswith(("the ", "this ", "that ")) and len(low.split()) < 4 and not any(m.start < e and s < m.end for m in names.mentions) else ""
                first = min(start for (start, _), c in chains.items() if c == chain)
                if kind and chain in named and s > first:
                    tally[f"{kind} wanted"] += 1
                    if errors and not any(m.start == s for m in found):
                        print(f"  {path.stem} missed {text[s:e]!r} [{text[max(0, s-80):e+30]!r}]")
            for m in found:
                tally[f"{m.kind} given"] += 1
                chain = chains.get((m.start, m.end))
                if chain is not None and chain in of.get(m.entity, ()):
                    tally[f"{m.kind} right"] += 1
                    tally[f"rule {m.rule} right"] += 1
                else:
                    tally[f"rule {m.rule} wrong"] += 1
                    if errors and name == "dev":
                        print(f"  {path.stem} WRONG {text[m.start:m.end]!r} -> {entities[m.entity].name} ({m.rule}, {m.confidence}) [{text[max(0, m.start-80):m.end+30]!r}]")
        for kind in ("pronoun", "nominal"):
            right, given, wanted = tally[f"{kind} right"], tally[f"{kind} given"], tally[f"{kind} wanted"]
            print(f"gum {name:5} {kind:8} P {right / max(1, given):.3f} ({right}/{given})  R {right / max(1, wanted):.3f} ({right}/{wanted})")
        print("   ", {r: f"{tally[f'rule {r} right']}/{tally[f'rule {r} right'] + tally[f'rule {r} wrong']}" for r in sorted({k.split()[1] for k in tally if k.startswith("rule")})})


def read_gum(path: Path) -> tuple[str, dict[tuple[int, int], str]]:
    """Return the text and the span of each mention with its chain."""
    text, chains, opened = "", {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and text and "_block" not in line:
            text = text.rstrip() + "\n"
        if not line:
            opened.pop("#", None)
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        misc = dict(part.split("=", 1) for part in fields[9].split("|") if "=" in part)
        if "-" in fields[0]:
            last = int(fields[0].split("-")[1])
            skip = (int(fields[0].split("-")[0]), last, fields[1], "SpaceAfter" in misc)
            start = len(text)
            text += fields[1] + ("" if skip[3] else " ")
            pieces, at = {}, start
            opened["#"] = (skip, pieces, at)
            continue
        index = int(fields[0]) if fields[0].isdigit() else -1
        if index < 0:
            continue
        multi = opened.get("#")
        if multi and multi[0][0] <= index <= multi[0][1]:
            start, end = multi[2], multi[2] + len(fields[1])
            opened["#"] = (multi[0], multi[1], end)
        else:
            start = len(text)
            end = start + len(fields[1])
            text += fields[1] + ("" if "SpaceAfter" in misc else " ")
        for piece in re.findall(r"\([^()]*\)|\([^()]+|[^()]*\)", misc.get("Entity", "")):
            if piece.startswith("("):
                opened.setdefault(piece[1:].rstrip(")").split("-")[0], []).append(start)
            if piece.endswith(")"):
                chain = re.sub(r"^\(", "", piece).rstrip(")").split("-")[0]
                if opened.get(chain):
                    chains[opened[chain].pop(), end] = chain
    return text, chains


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
