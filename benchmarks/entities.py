"""
How well names are found and typed.

    python benchmarks/entities.py --data FOLDER [--wikinews FOLDER] [--no-gazetteer] [--errors]

FOLDER/paragraphs.json holds paragraphs with exact mention offsets; the folder of ``--wikinews`` (default
FOLDER/wikinews) holds texts and gold.jsonl with entities an article; ``--crossner`` takes a CoNLL file.
Printed: precision, recall, F1 of spans, of coarse kinds and of types; for whole articles, of entities.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from ingest.names.mentions import Names, read_names
from ingest.pipeline import Pipeline, load_pipeline
from kg.domain import Domain, load_domain
from kg.text.names import name_key, word_set

TYPES = {"organisation": "organization", "release": "album", "tool": "ai_tool", "work": "other"}
COARSE = {
    "performer": "PER", "persona": "PER", "person": "PER", "organization": "ORG", "label": "ORG", "platform": "ORG",
    "ai_tool": "ORG", "track": "WORK", "album": "WORK", "chart": "CHART", "law": "LAW", "place": "PLACE",
}  # fmt: skip
UNSCORED = {"date", "figure"}
KINDS = word_set("chart list app platform website site album ep single song track company service startup")
TITLES = word_set(
    "sir dame justice judge dr mr mrs ms rep sen senator representative rapper singer producer "
    "musician artist band group chairman ceo president minister"
)


def prf(right: int, found: int, wanted: int) -> str:
    p, r = right / max(1, found), right / max(1, wanted)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}  ({right} of {found} found, {wanted} wanted)"


def paragraphs(path: Path, domain: Domain, pipeline: Pipeline, *, errors: bool) -> None:
    """Exact half-open offsets, a leading "the" left out on both sides."""
    counts: dict[str, Counter[str]] = {"held-out": Counter(), "fresh": Counter()}
    for paragraph in json.loads(path.read_text(encoding="utf-8"))["paragraphs"]:
        text = paragraph["text"]
        gold = {
            _bare(text, e["start"], e["end"]): TYPES.get(e["type"], e["type"])
            for e in paragraph["entities"]
            if e["type"] not in UNSCORED
        }
        names = read_names(text, domain, pipeline)
        types = {e.key: domain.type_name(e.type) for e in names.entities}
        found = {_bare(text, m.start, m.end): types[m.entity] for m in names.mentions}
        tally = counts[paragraph["set"]]
        tally["gold"] += len(gold)
        tally["found"] += len(found)
        tally["span"] += len(gold.keys() & found.keys())
        tally["coarse"] += sum(s in found and COARSE.get(found[s]) == COARSE.get(t) for s, t in gold.items())
        tally["type"] += sum(found.get(s) == t for s, t in gold.items())
        if errors:
            for span in sorted(gold.keys() | found.keys()):
                if gold.get(span) != found.get(span):
                    words = repr(text[span[0] : span[1]])
                    print(f"  {paragraph['id']} {words}: gold {gold.get(span)}, found {found.get(span)}")
    for name, tally in counts.items():
        for level in ("span", "coarse", "type"):
            print(f"{name:9} {level:7}", prf(tally[level], tally["found"], tally["gold"]))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    return (start + 4 if text[start:end].lower().startswith("the ") else start), end


def wikinews(folder: Path, domain: Domain, pipeline: Pipeline, *, errors: bool) -> None:
    """Entities an article, matched one to one by any of their names; first half of the articles for development."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: row["article"])
    for name, part in (("dev", rows[:8]), ("held", rows[8:])):
        tally: Counter[str] = Counter()
        for row in part:
            text = (folder / f"{row['article']}.txt").read_text(encoding="utf-8")
            tally += _article(row, read_names(text, domain, pipeline), domain, errors=errors and name == "dev")
        for level in ("name", "type"):
            print(f"wikinews {name:5} {level:5}", prf(tally[level], tally["found"], tally["gold"]))


def _article(row: dict[str, object], names: Names, domain: Domain, *, errors: bool) -> Counter[str]:
    gold = [e for e in row["entities"] if isinstance(e, dict)]  # type: ignore[attr-defined]
    system = [e for e in names.entities if domain.type_name(e.type) != "group"]
    free, pairs = set(range(len(system))), {}
    for exact in (True, False):
        for i, g in enumerate(gold):
            types = {g["type"], *g.get("type_alt", [])}
            mine = {spelling(n) for n in (g["name"], *g["aliases"])}
            for j in sorted(free):
                kind = domain.type_name(system[j].type)
                kind = "other" if kind == "project" else kind
                same = mine & {spelling(n) for n in (system[j].name, *system[j].aliases)}
                if i not in pairs and same and (kind in types or not exact):
                    pairs[i] = (j, kind in types)
                    free.discard(j)
    optional = {i for i, g in enumerate(gold) if g.get("optional")}
    if errors:
        for i, g in enumerate(gold):
            if i not in pairs and i not in optional:
                print(f"  {row['article']} missed {g['name']} ({g['type']})")
            elif i in pairs and not pairs[i][1] and i not in optional:
                wrong = system[pairs[i][0]]
                print(f"  {row['article']} {g['name']}: gold {g['type']}, found {wrong.type} {wrong.votes}")
        for j in sorted(free):
            print(f"  {row['article']} surplus {system[j].name} ({system[j].type})")
    ignored = sum(i in pairs for i in optional)
    return Counter(
        gold=len(gold) - len(optional),
        found=len(system) - ignored,
        name=sum(i not in optional for i in pairs),
        type=sum(ok for i, (_, ok) in pairs.items() if i not in optional),
    )


def spelling(name: str) -> str:
    words = name_key(name).replace("-", " ").split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in KINDS:
        words = words[:-1]
    return " ".join(words)


CROSSNER = {
    "musicalartist": {"performer", "persona"}, "band": {"performer", "persona"}, "song": {"track"}, "album": {"album"},
    "person": {"person"}, "organisation": {"organization", "label", "platform"}, "country": {"place"},
    "location": {"place"}, "event": {"event"}, "award": {"other", "event"}, "misc": {"other", "project", "ai_tool"},
}  # fmt: skip


def _joined(block: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Join the words of a block with spaces."""
    text, spans = "", list[tuple[int, int, str]]()
    for line in block.splitlines():
        word, tag = line.split()
        start = spans.pop()[0] if tag.startswith("I-") and spans else len(text)
        if tag != "O":
            spans.append((start, len(text) + len(word), tag[2:]))
        text += f"{word} "
    return text, spans


def crossner(path: Path, domain: Domain, pipeline: Pipeline, *, errors: bool) -> None:
    """Types are mapped to ours; genres and instruments, which are no names, are left out."""
    right = found = wanted = typed = 0
    confused: Counter[tuple[str, str]] = Counter()
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        text, spans = _joined(block)
        gold = {_bare(text, s, e): kind for s, e, kind in spans if kind not in {"musicgenre", "musicalinstrument"}}
        names = read_names(text, domain, pipeline)
        types = {e.key: domain.type_name(e.type) for e in names.entities}
        mine = {
            _bare(text, m.start, m.end): types[m.entity]
            for m in names.mentions
            if types[m.entity] not in {"group", "genre"}
        }
        right, found, wanted = right + len(gold.keys() & mine.keys()), found + len(mine), wanted + len(gold)
        typed += sum(mine.get(s) in CROSSNER.get(kind, ()) for s, kind in gold.items())
        confused.update(
            (kind, mine.get(s, "missed")) for s, kind in gold.items() if mine.get(s) not in CROSSNER.get(kind, ())
        )
        confused.update(("nothing", kind) for s, kind in mine.items() if s not in gold)
    print("crossner  span   ", prf(right, found, wanted))
    print("crossner  type   ", prf(typed, found, wanted))
    if errors:
        print("  ", confused.most_common(40))


def speed(texts: list[str], domain: Domain, pipeline: Pipeline) -> None:
    words = sum(len(t.split()) for t in texts)
    times = {}
    for name, run in (
        ("nlp.pipe", lambda: list(pipeline.nlp.pipe(texts))),
        ("read_names", lambda: [read_names(t, domain, pipeline) for t in texts]),
    ):
        start = time.perf_counter()
        run()
        times[name] = time.perf_counter() - start
    for name, seconds in times.items():
        print(f"{name:11} {words / seconds:7.0f} words/s")
    print(f"ratio of times {times['read_names'] / times['nlp.pipe']:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--crossner", type=Path)
    parser.add_argument("--domain", default="ai_music")
    parser.add_argument("--model")
    parser.add_argument("--no-gazetteer", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--speed", action="store_true")
    args = parser.parse_args()
    domain, pipeline = load_domain(args.domain), load_pipeline(args.model)
    if args.no_gazetteer:
        domain = replace(domain, names=())
    if (args.data / "paragraphs.json").is_file():
        paragraphs(args.data / "paragraphs.json", domain, pipeline, errors=args.errors)
    if (args.data / "wikinews").is_dir():
        wikinews(args.data / "wikinews", domain, pipeline, errors=args.errors)
    if args.crossner:
        crossner(args.crossner, domain, pipeline, errors=args.errors)
    if args.speed:
        speed([p.read_text(encoding="utf-8") for p in sorted((args.data / "wikinews").glob("*.txt"))], domain, pipeline)


if __name__ == "__main__":
    main()
