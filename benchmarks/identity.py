"""
How often two names that the system joins by itself are really one: the operating point of the identity graph.

    onrecord ingest corpus/articles -w DIR
    python benchmarks/identity.py -w DIR [--errors]

Two sources of pairs, counted alike. (1) The names in the sample corpus: every pair of different names, labelled in
``identity_labels.json``. (2) Generated: an entity that several articles name is called otherwise in one of them
(one thing), or a name much like its own is put into the place of another entity of its kind in an article that does
not name it (two things). Context, classes and days are those of the articles. Equal names are not counted, so the
figures are about names that differ only. Half of the entities, by a hash of their names, are for development; but
the errors of both halves were seen before the first figures were published, so the other half is no blind test.

Precision: of the pairs joined, those that are one thing. Recall: of the pairs that are one thing, those joined. A pair
is *listed* when ``onrecord review list`` would show it at its default.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from identity_names import SIBLINGS, VARIANTS

from kg.graph import alike
from kg.graph.candidates import WORTH_ASKING, stored_clusters
from kg.graph.clustering import Company, cluster, likely
from kg.graph.company import company_of
from kg.text.names import name_key, slug
from kg.text.variants import blocks
from kg.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.domain import Domain
    from kg.graph.identity import Cluster, KeyFacts
    from kg.graph.store import GraphStore

LABELS = Path(__file__).parent / "identity_labels.json"
THRESHOLDS = (0.7, 0.8, 0.9, 0.98)
MARKS = ("<!-- identity -->", "<!-- /identity -->")
Z = 1.96


class Row(NamedTuple):
    """One pair of names: its half, where it is from, whether it is one thing, and what the system made of it."""

    half: str
    kind: str
    one: bool
    joined: bool
    listed: bool


class Corpus:
    """What the articles say of each key, and the company that keys keep in given articles."""

    def __init__(self, store: GraphStore, domain: Domain) -> None:
        self.store, self.domain = store, domain
        self.clusters = stored_clusters(store)
        self.facts = {each.key: each for members in self.clusters for each in members}
        self.by_block: dict[str, set[str]] = defaultdict(set)
        for each in self.facts.values():
            for block in marks(each):
                self.by_block[block].add(each.key)
        self.company = cache(lambda key, among: company_of(store, key, among))

    def near(self, names: Iterable[str]) -> dict[str, KeyFacts]:
        """Return the keys whose names may be variants of these, or of one that may."""
        found = {key for name in names for block in blocks(name) for key in self.by_block.get(block, ())}
        further = {other for key in found for block in marks(self.facts[key]) for other in self.by_block[block]}
        return {key: self.facts[key] for key in sorted(found | further)}


def marks(facts: KeyFacts) -> set[str]:
    return {block for name in (facts.name_key, *facts.alias_keys) for block in blocks(name)}


def renamed(corpus: Corpus, facts: KeyFacts, article: str, name: str) -> tuple[bool, bool]:
    """Call an entity otherwise in one of its articles; return whether both are joined, and listed or joined."""
    share = Decimal(1) / len(facts.articles)
    rest = replace(
        facts, articles=facts.articles - {article}, votes=tuple((c, w * (1 - share)) for c, w in facts.votes)
    )
    other = called(facts, article, name, share)
    near = {**corpus.near((facts.name, name)), facts.key: rest, other.key: other}
    told = {
        other.key: corpus.company(facts.key, frozenset({article})),
        facts.key: corpus.company(facts.key, rest.articles),
    }
    return outcome(corpus, near, told, (facts.key, other.key))


def placed(corpus: Corpus, facts: KeyFacts, host: KeyFacts, name: str) -> tuple[bool, bool]:
    """Let another entity, in one of its articles, bear a name like this one's; return as :func:`renamed`."""
    article = min(host.articles - facts.articles)
    other = called(host, article, name, Decimal(1) / len(host.articles))
    near = {**corpus.near((facts.name, name)), facts.key: facts, other.key: other}
    return outcome(corpus, near, {other.key: corpus.company(host.key, frozenset({article}))}, (facts.key, other.key))


def called(facts: KeyFacts, article: str, name: str, share: Decimal) -> KeyFacts:
    """Return an entity as one of its articles would tell it under another name."""
    cls = facts.type
    return replace(
        facts,
        key=f"{cls}.{slug(name)}~new",
        articles=frozenset({article}),
        names=((name, 1),),
        aliases=(),
        types=((cls, 1),),
        votes=tuple((c, w * share) for c, w in facts.votes),
    )


def outcome(
    corpus: Corpus, near: dict[str, KeyFacts], told: dict[str, Company], ends: tuple[str, str]
) -> tuple[bool, bool]:
    def company(key: str) -> Company:
        return told[key] if key in told else corpus.company(key, None)

    made = cluster(near.values(), corpus.domain, company=company)
    joined = any({*ends} <= {each.key for each in members} for members in made)
    at = {each.key: i for i, members in enumerate(made) for each in members}
    pairs = likely(made, corpus.domain, company) if not joined else []
    shown = any({f.a, f.b} == {at[e] for e in ends} and f.likeness.score >= WORTH_ASKING for f in pairs)
    return joined, joined or shown


def is_development(name: str) -> bool:
    return hashlib.sha256(name_key(name).encode()).digest()[0] % 2 == 0


def generated(corpus: Corpus, errors: list[str]) -> Iterator[Row]:
    """Yield what came of names made from those of the corpus."""
    bases = [each for each in corpus.facts.values() if len(each.articles) > 1 and "~" not in each.key]
    for facts in sorted(bases, key=lambda f: f.key):
        half = "development" if is_development(facts.name) else "other"
        chance = Random(facts.key)
        family = corpus.domain.family(facts.type)
        for kind, make in VARIANTS.items():
            name = make(facts.name, facts.type, family, chance)
            if name and name_key(name) != facts.name_key and not taken(corpus, name):
                article = chance.choice(sorted(facts.articles))
                joined, listed = renamed(corpus, facts, article, name)
                yield Row(half, kind, True, joined, listed)
        hosts = [
            h
            for h in corpus.facts.values()
            if h.type == facts.type and h.articles - facts.articles and h.key != facts.key
        ]
        for kind, make in SIBLINGS.items():
            name = make(facts.name, facts.type, family, chance)
            if name and name_key(name) != facts.name_key and hosts and not taken(corpus, name):
                for host in chance.sample(sorted(hosts, key=lambda f: f.key), min(2, len(hosts))):
                    joined, listed = placed(corpus, facts, host, name)
                    if joined:
                        errors.append(f"wrongly joined: {facts.name} | {name} in {min(host.articles - facts.articles)}")
                    yield Row(half, kind, False, joined, listed)


def taken(corpus: Corpus, name: str) -> bool:
    """Whether the corpus has the name already, as the main name or another of something."""
    key = name_key(name)
    return any(key == each.name_key or key in each.alias_keys for each in corpus.near((name,)).values())


def labelled(corpus: Corpus, errors: list[str]) -> Iterator[Row]:
    """Yield as :func:`generated`, for the pairs of names that the corpus itself has; most are told by no likeness."""
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    one = {name_key(name): i for i, names in enumerate(labels["one"]) for name in names}
    none = {name_key(name) for name in labels["no names"]}
    made = cluster(corpus.facts.values(), corpus.domain, company=lambda key: corpus.company(key, None))
    listed = {
        pair
        for f in likely(made, corpus.domain, lambda key: corpus.company(key, None))
        if f.likeness.score >= WORTH_ASKING
        for pair in names_across(made[f.a], made[f.b])
    }
    joined = {pair for members in made for pair in names_across(members, members)}
    names = sorted({each.name_key for members in made for each in members} - none)
    for a, b in combinations(names, 2):
        same = a in one and one[a] == one.get(b)
        if (a, b) in joined and not same:
            errors.append(f"wrongly joined: {a} | {b}")
        if same and (a, b) not in joined:
            errors.append(f"not joined: {a} | {b}{' (listed)' if (a, b) in listed else ''}")
        half = "development" if is_development(a) else "other"
        yield Row(half, "corpus", same, (a, b) in joined, (a, b) in listed | joined)


def names_across(some: Cluster, others: Cluster) -> set[tuple[str, str]]:
    return {(min(a, b), max(a, b)) for a in names_of(some) for b in names_of(others) if a != b}


def names_of(members: Cluster) -> set[str]:
    return {each.name_key for each in members}


def interval(right: int, of: int) -> str:
    """Return a share with its 95 % interval (Wilson)."""
    if not of:
        return "-"
    p, d = right / of, 1 + Z * Z / of
    middle, half = (p + Z * Z / (2 * of)) / d, Z * ((p * (1 - p) / of + Z * Z / (4 * of * of)) ** 0.5) / d
    return f"{p:.3f} ({middle - half:.3f} to {middle + half:.3f}; {right}/{of})"


def shares(rows: Sequence[Row]) -> tuple[str, str, str]:
    """Return precision, recall, and the share of what is one that is joined or listed."""
    joined, one = [r for r in rows if r.joined], [r for r in rows if r.one]
    right = sum(r.one for r in joined)
    return interval(right, len(joined)), interval(right, len(one)), interval(sum(r.listed for r in one), len(one))


def parts(rows: Sequence[Row]) -> dict[str, list[Row]]:
    return {
        "development half": [r for r in rows if r.half == "development"],
        "other half": [r for r in rows if r.half == "other"],
        "all": list(rows),
        "only the pairs that the corpus itself has": [r for r in rows if r.kind == "corpus"],
    }


def record(rows: Sequence[Row], target: Path) -> None:
    """Write the table into a document, between its marks."""
    lines = ["| | precision of joining | recall | joined or listed |", "|---|---|---|---|"]
    lines += [f"| {part} | {' | '.join(shares(held))} |" for part, held in parts(rows).items()]
    before, _, rest = target.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    target.write_text("\n".join([f"{before}{MARKS[0]}", *lines, f"{MARKS[1]}{after}"]), encoding="utf-8")


def kinds(rows: Sequence[Row]) -> None:
    for kind in ("corpus", *VARIANTS, *SIBLINGS):
        mine = [[r.joined for r in rows if r.kind == kind and r.one is one] for one in (True, False)]
        one, two = (f"{sum(held)}/{len(held)}" for held in mine)
        print(f"  {kind}: one {one} joined, two {two} joined")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-w", "--workspace", required=True, help="a workspace that holds the sample corpus")
    parser.add_argument("--errors", action="store_true", help="print each wrong join, and what the corpus has unjoined")
    parser.add_argument("--sweep", action="store_true", help="other thresholds as well")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the table into docs/review.md")
    given = parser.parse_args()
    with Workspace.open(given.workspace) as workspace:
        corpus, chosen = Corpus(workspace.store, workspace.domain), alike.AUTOMATIC
        for threshold in (*(THRESHOLDS if given.sweep else ()), chosen):
            alike.AUTOMATIC = threshold
            errors: list[str] = []
            rows = [*labelled(corpus, errors), *generated(corpus, errors)]
            one = sum(r.one for r in rows)
            print(f"threshold {threshold}: {one} pairs that are one, {len(rows) - one} that are two")
            for part, held in parts(rows).items():
                print(f"  {part}: precision {{}} recall {{}} listed {{}}".format(*shares(held)))
    kinds(rows)
    print("\n".join(errors) if given.errors else f"{len(errors)} to look at with --errors")
    if given.record:
        record(rows, given.record)


if __name__ == "__main__":
    main()
