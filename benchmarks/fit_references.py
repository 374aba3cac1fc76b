"""
Fit the weights by which references choose their antecedent (``ingest/references/weights.toml``).

    python benchmarks/fit_references.py --gum FOLDER [--gum FOLDER ...] [--write]

FOLDER holds CoNLL-U files of GUM with full chains; of GUM's news those that ``gum.HELD`` names are left out. The
development half of the project's own gold is used as well. For each kind of reference a log-linear model over the
candidates and "nothing" is fitted by gradient descent with a penalty on large weights; no randomness, so that the
same data give the same file. GUM's annotations are under CC BY 4.0 (https://gucorpling.org/gum/).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from gum import HELD, read_gum

from ingest.intake.sources import articles
from ingest.names.mentions import Names, read_names
from ingest.parsing.surrogate import Parsed, parse
from ingest.pipeline import Pipeline, load_pipeline
from ingest.references.coreference import Candidates, scene_of, walk
from ingest.references.features import nothing
from kg.domain import Domain, load_domain
from kg.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.references.anaphors import Anaphor
    from ingest.references.discourse import Discourse
    from ingest.references.features import Features

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "ingest" / "references" / "weights.toml"
PENALTY = 1.0
STEPS, RATE = 600, 0.05
UNMARKED = 0.3
"""What a definite noun counts for that our own gold does not annotate: perhaps it means nothing, perhaps no name."""


PRIOR = {
    "noun": {
        "said": 2.5, "head of name": 2.5, "in name": 1.5, "class": 1.5, "very class": 0.8, "told": 1.2, "kin": 0.2,
        "wider class": 0.2, "strange": -1.5, "similar": 0.8, "called otherwise": -0.3, "same noun": 2.5,
        "same class": 0.8, "new words": -1.2, "new place": -0.5, "known words": 0.8, "far close": -0.2,
        "far class": -0.5, "far loose": -1.0, "same sentence": -0.3, "rank": -0.7, "worse fit": -1.0, "best fit": 0.5,
        "alone": 0.5, "often": 0.3, "title": 0.5, "first sentence": 0.2, "subject": 0.2, "unnamed": -0.3,
        "definite": -0.8, "none": 1.0, "none untold": 0.5, "none of": 1.5, "none clause": 0.8, "none prep": 0.4,
        "none general": 0.7, "none words": 0.2, "none this": -0.7, "none same": -1.0,
    },
    "nouns": {
        "said": 2.5, "same noun": 2.0, "class": 1.0, "told": 1.0, "kin": -0.5, "list": 1.0, "new words": -1.0,
        "worse fit": -1.0, "none": 1.5, "none of": 1.5, "none clause": 0.8, "none general": 1.0, "none both": -1.0,
        "none these": -0.7, "far close": -0.5, "far class": -0.7, "far loose": -1.0, "rank": -0.7,
    },
}  # fmt: skip
"""What the weights of nouns are before any data: there are few examples of each."""


@dataclass(frozen=True)
class Example:
    """One reference: its candidates, the first of which is "nothing", and which of them are right."""

    kind: str
    article: str
    choices: tuple[Features, ...]
    right: tuple[int, ...]
    weight: float = 1.0


@dataclass
class Oracle:
    """Decides as the gold does, and writes down what there was to choose from."""

    article: str
    heads: Mapping[int, str]
    chains: Mapping[str, set[str]]
    complete: bool
    examples: list[Example]
    weight: float = 1.0

    def __call__(self, scene: Discourse, anaphor: Anaphor, found: Candidates) -> tuple[str, float] | None:
        wanted = self.heads.get(anaphor.token.i)
        right = [i for i, (name, _) in enumerate(found, 1) if wanted and wanted in self._chains(scene, name)]
        if wanted or self.complete or anaphor.noun:
            weight = self.weight * (1.0 if wanted or self.complete else UNMARKED)
            choices = (nothing(anaphor), *(f for _, f in found))
            self.examples.append(Example(anaphor.kind, self.article, choices, tuple(right) or (0,), weight))
        return (found[right[0] - 1][0], 1.0) if right else None

    def _chains(self, scene: Discourse, name: str) -> set[str]:
        thing = scene.things[name]
        if thing.entity:
            return self.chains.get(name, set())
        return {c for o in thing.occurrences if (c := self.heads.get(o.token))}


def heads_of(parsed: Parsed, spans: Mapping[tuple[int, int], str]) -> dict[int, str]:
    """Return the chain of each token that heads a marked span; the shortest span goes first."""
    found: dict[int, tuple[int, str]] = {}
    starts = [u.start for u in parsed.units]
    ends = [u.end for u in parsed.units]
    for (start, end), chain in spans.items():
        first = next((i for i, s in enumerate(starts) if s >= start), len(starts))
        last = next((i for i in range(len(ends) - 1, -1, -1) if ends[i] <= end), -1)
        if first <= last:
            root = parsed.doc[first : last + 1].root.i
            found[root] = min(found.get(root, (end - start, chain)), (end - start, chain))
    return {root: chain for root, (_, chain) in found.items()}


def chains_of(names: Names, spans: Mapping[tuple[int, int], str]) -> dict[str, set[str]]:
    """Return the chains in which names of each entity stand."""
    found: dict[str, set[str]] = {}
    for m in names.mentions:
        around = [
            (e - s, c) for (s, e), c in spans.items() if s <= m.start and m.end <= e and (s == m.start or e == m.end)
        ]
        found.setdefault(m.entity, set()).update(c for _, c in sorted(around)[:1])
    return found


def collect(
    article: Article, spans: Mapping[tuple[int, int], str], domain: Domain, pipeline: Pipeline, *, complete: bool,
    weight: float = 1.0,
) -> list[Example]:
    """Walk through one article as the gold would, and return every choice that had to be made."""
    names = read_names(article, domain, pipeline)
    entities = {e.key: e for e in names.entities}
    parsed = parse(article.text, names.sentences, names.mentions, entities, domain, pipeline.nlp)
    oracle = Oracle(article.id, heads_of(parsed, spans), chains_of(names, spans), complete, [], weight)
    for _ in walk(scene_of(parsed, names, domain, article.title), oracle):
        pass
    return oracle.examples


def from_gum(folders: Sequence[Path], domain: Domain, pipeline: Pipeline) -> Iterator[Example]:
    for number, folder in enumerate(folders):
        for path in sorted(folder.glob("*.conllu")):
            if path.stem not in HELD:
                text, spans = read_gum(path)
                yield from collect(Article(path.stem, text), spans, domain, pipeline, complete=True, weight=0.5 if number else 1.0)


def from_gold(domain: Domain, pipeline: Pipeline) -> Iterator[Example]:
    """Yield the choices of the development half of the project's gold."""
    texts = {a.id: a for a in articles([ROOT / "corpus" / "articles"]) if isinstance(a, Article)}
    for path in sorted((ROOT / "corpus" / "gold" / "claims").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        if row.get("split") != "dev":
            continue
        spans = {(m["start"], m["end"]): e["name"] for e in row["entities"] for m in e["mentions"]}
        spans |= {(r["start"], r["end"]): r["refers_to"] for r in row.get("references", ())}
        yield from collect(texts[row["article"]], spans, domain, pipeline, complete=False)


def fit(examples: Sequence[Example], prior: Mapping[str, float], penalty: float = PENALTY) -> dict[str, float]:
    """Return the weights under which the right choices are most probable, less the penalty for leaving the prior."""
    names = sorted({*prior, *(n for e in examples for c in e.choices for n in c)})
    column = {n: i for i, n in enumerate(names)}
    rows, groups, right, weight = [], [], [], []
    for g, e in enumerate(examples):
        for i, choice in enumerate(e.choices):
            row = np.zeros(len(names))
            for n, v in choice.items():
                row[column[n]] = v
            rows.append(row)
            groups.append(g)
            right.append(i in e.right)
            weight.append(e.weight)
    x, group, good, w = np.array(rows), np.array(groups), np.array(right), np.array(weight)
    starts = np.searchsorted(group, np.arange(len(examples)))
    start = np.array([prior.get(n, 0.0) for n in names])
    theta, m, v = start.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        s = x @ theta
        s -= np.maximum.reduceat(s, starts)[group]
        p = np.exp(s)
        all_, goods = np.add.reduceat(p, starts)[group], np.add.reduceat(p * good, starts)[group]
        gradient = x.T @ (w * (p / all_ - p * good / goods)) + penalty * (theta - start)
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        theta -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {n: round(float(t), 2) for n, t in zip(names, theta, strict=True) if abs(t) >= 0.005}


def write(weights: Mapping[str, Mapping[str, float]], path: Path) -> None:
    lines = ["# Made by benchmarks/fit_references.py: what each feature adds to a candidate's score, by kind of reference."]
    for kind, own in weights.items():
        lines += ["", f"[{kind}]", *(f'"{n}" = {v}' for n, v in sorted(own.items()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gum", type=Path, action="append", default=[], help="folder of CoNLL-U files")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    domain, pipeline = load_domain(), load_pipeline()
    examples = [*from_gum(args.gum, domain, pipeline), *from_gold(domain, pipeline)]
    weights = {}
    for kind in ("person", "thing", "they", "noun", "nouns"):
        own = [e for e in examples if e.kind == kind]
        led = sum(0 not in e.right for e in own)
        print(f"{kind}: {len(own)} references, {led} with an antecedent among their candidates")
        weights[kind] = fit(own, PRIOR.get(kind, {}))
    if args.write:
        write(weights, WEIGHTS)


if __name__ == "__main__":
    main()
