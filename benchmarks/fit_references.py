"""
Fit the weights by which references choose their antecedent (``ingest/references/weights.toml``).

    python benchmarks/fit_references.py --news FOLDER --other FOLDER [--write]

The folders hold CoNLL-U files of GUM with full chains: news, of which those that ``gum.HELD`` names are left out, and
the training part of other genres (biographies, interviews, court, essays, letters, speeches, travel, textbooks,
fiction, academic), which counts less. The development half of the project's own gold is used as well. For each kind
of reference a log-linear model over the candidates and "nothing" is fitted by gradient descent, with a penalty for
leaving what was believed before; no randomness, so that the same data give the same file. What is printed is
cross-validated by document: at each least probability, the share of right links (precision) and of wanted links
found. GUM's annotations are under CC BY 4.0 (https://gucorpling.org/gum/).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from gum import HELD, read_gum
from scipy.optimize import minimize
from scipy.sparse import csr_array

from ingest.intake.sources import articles
from ingest.names.mentions import Names, read_names
from ingest.parsing.surrogate import Parsed, parse
from ingest.pipeline import Pipeline, load_pipeline
from ingest.references.coreference import Candidates, scene_of, walk
from ingest.references.features import nothing
from ingest.references.ranking import probabilities
from kg.domain import Domain, load_domain
from kg.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ingest.references.anaphors import Anaphor
    from ingest.references.discourse import Discourse
    from ingest.references.features import Features

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "ingest" / "references" / "weights.toml"
PENALTY = {"noun": 30.0, "nouns": 20.0}
"""For leaving what was believed before; for pronouns, of which there are more examples, ``3``."""
OWN = {"noun": 3.0, "thing": 2.0}
"""What an example of our own gold counts for: of 1, 2 and 3 the best in cross-validation by document."""
OTHER, OTHER_NOUNS, NEWS_NOUNS = 0.1, 0.01, 0.5
"""What an example of another genre, its nouns, and nouns of any news count for, of which ours and news count 1."""
EMPHASIS = 2.0
LONGEST = 12000
"""Characters read of one text."""
FOLDS = 4
CUTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
STEPS = 300
UNMARKED = 0.1
"""What a definite noun counts for that our own gold does not annotate: perhaps it means nothing, perhaps no name."""


PRIOR = {
    "person": {"own subject": 0.7, "both subjects": 0.4},
    "noun": {
        "said": 2.5, "head of name": 2.0, "in name": 1.0, "deed": 1.8, "like name": 1.2, "class": 1.5,
        "very class": 1.0, "told": 1.2, "kin": 0.2, "sibling Work": 0.8, "sibling Law": 0.3,
        "sibling Organization": -0.8, "sibling Agent": -0.8, "wider class": -0.6, "unknown": -0.6, "strange": -1.5,
        "guess": -0.5, "named otherwise": -2.0, "only reports": -0.8,
        "similar": 0.8, "called otherwise": -0.6, "just named": 0.4, "one back": 0.3, "only close fit": 0.8,
        "close though general": 0.5,
        "same noun": 2.5, "same class": 0.8, "new words": -0.8, "new kind": -2.0, "new place": -0.5,
        "first place": -0.2, "known words": 0.8,
        "far close": -0.2, "far class": -0.5, "far loose": -1.0, "same sentence": -0.3, "rank": -0.7,
        "worse fit": -1.0, "best fit": 0.5, "alone": 0.5, "often": 0.3, "title": 0.5, "first sentence": 0.2,
        "subject": 0.2, "unnamed": -0.3, "definite": -0.3, "none": 1.0, "none untold": 0.5, "none told narrowly": -1.0,
        "none of": 1.5, "none clause": 0.8, "none prep": 0.4, "none general": 0.7, "none words": 0.2, "none this": -0.7,
        "none that": -0.7, "none same": -1.0, "none his": 0.7, "none her": 0.7, "none their": 0.7,
    },
    "nouns": {
        "said": 2.5, "same noun": 2.0, "class": 1.0, "told": 1.0, "kin": -0.5, "list": 1.0, "new words": -1.0,
        "worse fit": -1.0, "none": 1.5, "none of": 1.5, "none clause": 0.8, "none general": 1.0, "none both": -2.0,
        "none these": -0.7, "far close": -0.5, "far class": -0.7, "far loose": -1.0, "rank": -0.7,
    },
}  # fmt: skip
"""What weights are before any data: of most nouns, and of pronouns that grammar does not settle, examples are few."""


@dataclass(frozen=True)
class Example:
    """One reference: its candidates, the first of which is "nothing", and which of them are right."""

    kind: str
    article: str
    choices: tuple[Features, ...]
    right: tuple[int, ...]
    weight: float = 1.0
    source: str = "own"
    judged: bool = True

    def named(self, choice: int) -> bool:
        """Whether a choice is a named thing."""
        return choice > 0 and not self.choices[choice].keys() & {"unnamed", "definite"}


@dataclass
class Oracle:
    """Decides as the gold does, and writes down what there was to choose from."""

    article: str
    heads: Mapping[int, str]
    chains: Mapping[str, set[str]]
    complete: bool
    examples: list[Example]

    def __call__(self, scene: Discourse, anaphor: Anaphor, found: Candidates) -> tuple[str, float] | None:
        wanted = self.heads.get(anaphor.token.i)
        right = [i for i, (name, _) in enumerate(found, 1) if wanted and wanted in self._chains(scene, name)]
        if wanted or self.complete or anaphor.noun:
            weight = 1.0 if wanted or self.complete else UNMARKED
            choices = (nothing(anaphor), *(f for _, f in found))
            judged = weight == 1.0
            self.examples.append(
                Example(anaphor.kind, self.article, choices, tuple(right) or (0,), weight, judged=judged)
            )
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
    article: Article,
    spans: Mapping[tuple[int, int], str],
    domain: Domain,
    pipeline: Pipeline,
    *,
    complete: bool,
) -> list[Example]:
    """Walk through one article as the gold would, and return every choice that had to be made."""
    names = read_names(article, domain, pipeline)
    entities = {e.key: e for e in names.entities}
    parsed = parse(article.text, names.sentences, names.mentions, entities, domain, pipeline.nlp)
    oracle = Oracle(article.id, heads_of(parsed, spans), chains_of(names, spans), complete, [])
    for _ in walk(scene_of(parsed, names, domain, article.title), oracle):
        pass
    return oracle.examples


def from_gum(folder: Path, domain: Domain, pipeline: Pipeline, *, news: bool) -> Iterator[Example]:
    """Yield the choices of GUM's texts."""
    for path in sorted(folder.glob("*.conllu")):
        if path.stem in HELD:
            continue
        text, spans = read_gum(path)
        spans = {(start, end): chain for (start, end), chain in spans.items() if end <= LONGEST}
        for e in collect(Article(path.stem, text[:LONGEST]), spans, domain, pipeline, complete=True):
            noun = e.kind in {"noun", "nouns"}
            counts = (NEWS_NOUNS if noun else 1.0) if news else (OTHER_NOUNS if noun else OTHER)
            yield replace(e, weight=e.weight * counts, source="news" if news else "other")


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


def fit(examples: Sequence[Example], prior: Mapping[str, float], penalty: float) -> dict[str, float]:
    """Return the weights under which the right choices are most probable, less the penalty for leaving the prior."""
    names = sorted({*prior, *(n for e in examples for c in e.choices for n in c)})
    column = {n: i for i, n in enumerate(names)}
    choices = [c for e in examples for c in e.choices]
    cells = [(i, column[n], value) for i, c in enumerate(choices) for n, value in c.items()]
    row, col, values = zip(*cells, strict=True)
    x = csr_array((values, (row, col)), shape=(len(choices), len(names)))
    sizes = np.array([len(e.choices) for e in examples])
    group, starts = np.repeat(np.arange(len(examples)), sizes), np.cumsum(sizes) - sizes
    good = np.array([i in e.right for e in examples for i in range(len(e.choices))])
    weight = np.array([e.weight * EMPHASIS for e in examples])
    start = np.array([prior.get(n, 0.0) for n in names])

    def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = x @ theta
        p = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        whole, goods = np.add.reduceat(p, starts), np.add.reduceat(p * good, starts)
        gradient = x.T @ (weight[group] * (p / whole[group] - p * good / goods[group])) + penalty * (theta - start)
        value = weight @ (np.log(whole) - np.log(goods)) + penalty * float((theta - start) @ (theta - start)) / 2
        return float(value), gradient

    theta = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return {n: round(float(t), 2) for n, t in zip(names, theta, strict=True) if abs(t) >= 0.005}


def write(weights: Mapping[str, Mapping[str, float]], path: Path) -> None:
    lines = [
        "# Made by benchmarks/fit_references.py: what each feature adds to a candidate's score, by kind of reference."
    ]
    for kind, own in weights.items():
        lines += ["", f"[{kind}]", *(f'"{n}" = {v}' for n, v in sorted(own.items()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fit_kind(kind: str, examples: Sequence[Example]) -> dict[str, float]:
    own = OWN.get(kind, 1.0)
    weighed = [replace(e, weight=e.weight * own) if e.source == "own" else e for e in examples]
    return fit(weighed, PRIOR.get(kind, {}), PENALTY.get(kind, 3.0))


def report(kind: str, examples: Sequence[Example]) -> None:
    """Print risk and coverage of links to named things, cross-validated by document."""
    articles_ = sorted({e.article for e in examples})
    fold = {a: i % FOLDS for i, a in enumerate(articles_)}
    found: list[tuple[float, bool, bool, str]] = []
    for i in range(FOLDS):
        own = fit_kind(kind, [e for e in examples if fold[e.article] != i])
        for e in examples:
            if fold[e.article] == i and e.judged:
                chances = probabilities(own, e.choices)
                best = max(range(len(chances)), key=chances.__getitem__)
                wanted = any(e.named(c) for c in e.right)
                found.append((chances[best] if e.named(best) else 0.0, best in e.right, wanted, e.source))
    for source in ("own", "news", "other"):
        rows = [r for r in found if r[3] == source]
        wanted_in_all = sum(r[2] for r in rows)
        curve = []
        for cut in CUTS:
            led = [r for r in rows if r[0] >= cut]
            right = sum(r[1] for r in led)
            curve.append(f"{cut}: {right / max(1, len(led)):.2f} {right / max(1, wanted_in_all):.2f}")
        print(f"{kind:6} {source:5} {len(rows):4} references, {wanted_in_all:3} to a name;", "  ".join(curve))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, required=True, help="folder of GUM's news as CoNLL-U")
    parser.add_argument("--other", type=Path, required=True, help="folder of other genres of GUM, its training part")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    args = parser.parse_args()
    domain, pipeline = load_domain(), load_pipeline()
    examples = [
        *from_gold(domain, pipeline),
        *from_gum(args.news, domain, pipeline, news=True),
        *from_gum(args.other, domain, pipeline, news=False),
    ]
    weights = {}
    for kind in ("person", "thing", "they", "there", "noun", "nouns"):
        own = [e for e in examples if e.kind == kind]
        report(kind, own)
        weights[kind] = fit_kind(kind, own)
    if args.write:
        write(weights, WEIGHTS)


if __name__ == "__main__":
    main()
