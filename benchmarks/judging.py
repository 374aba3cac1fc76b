"""
Claims to be judged by a person, and the judgements (protocol: ``docs/judging.md``).

    python benchmarks/judging.py [--open 100] [--news FOLDER --labels FILE]

Prints the reader's claims that nobody has judged yet, each with its sentence and the two before it and without its
confidence: all those of a relation of the domain, and ``--open`` many of the others, evenly from all articles. Only
articles that are not in the locked half of the gold are read. Judgements are lines of ``judged_claims.jsonl``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.claims.claims import told
from ingest.claims.confidence import confidence
from ingest.intake.sources import articles
from ingest.reader import Reader, load_reader
from kg.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Claim, Span

ROOT = Path(__file__).parents[1]
LABELS = Path(__file__).with_name("judged_claims.jsonl")
HELD = frozenset({"asylum", "crane", "election", "homeopathic", "iodine", "questionnaire", "stampede", "worship"})
"""Articles of the news folder that nobody tunes on."""


@dataclass(frozen=True)
class Judgement:
    """What a judge found: whether the core and the qualifiers are what the text states, and why not."""

    core: bool
    qualifiers: bool
    cause: str = ""


@dataclass(frozen=True)
class Case:
    """A claim with its traits and the text it stands in; *source* is ``own`` or ``news``."""

    claim: Claim
    traits: tuple[str, ...]
    article: Article
    sentences: tuple[Span, ...]
    source: str


def own_articles() -> Iterator[Article]:
    """Yield the sample corpus without the articles whose gold is locked."""
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in (ROOT / "corpus" / "gold" / "claims").glob("*.json")]
    locked = {row["article"] for row in gold if row["split"] != "dev"}
    for item in articles([ROOT / "corpus" / "articles"]):
        if isinstance(item, Article) and item.id not in locked and not item.search_only:
            yield item


def news_articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder with ``gold.jsonl`` and one ``.txt`` each, without those held out."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["article"] not in HELD:
            text = (folder / f"{row['article']}.txt").read_text(encoding="utf-8")
            day = date.fromisoformat(row.get("dateline") or row["published"])
            yield Article(id=row["article"], text=text, title=row["title"], published=day, outlet="news")


def cases(reader: Reader, found: Iterable[Article], source: str) -> Iterator[Case]:
    """Yield each claim of the articles once, with the traits of the way to it that is trusted most."""
    for article in found:
        seen = reader.understand(article)
        best: dict[str, tuple[float, Case]] = {}
        for claim, traits in told(seen.reach, seen.clauses, article, reader.rows):
            trust = confidence(traits)
            if claim.id not in best or best[claim.id][0] <= trust:
                best[claim.id] = (trust, Case(claim, traits, article, seen.names.sentences, source))
        yield from (case for _, (_, case) in sorted(best.items()))


def read_labels(*paths: Path) -> dict[str, Judgement]:
    """Return the judgements by claim; a later line replaces an earlier one."""
    lines = [json.loads(x) for p in paths for x in p.read_text(encoding="utf-8").splitlines() if x]
    return {r["claim"]: Judgement(r["core"], r["qualifiers"], r.get("cause", "")) for r in lines}


def all_cases(news: Path | None) -> list[Case]:
    """Read everything that may be judged."""
    reader = load_reader()
    found = list(cases(reader, own_articles(), "own"))
    return found + (list(cases(reader, news_articles(news), "news")) if news else [])


def evenly(found: Sequence[Case], count: int) -> list[Case]:
    """Take *count* cases, one from each article in turn, in an order that depends on the claims' names alone."""
    by_article: Mapping[str, list[Case]] = defaultdict(list)
    for case in sorted(found, key=lambda c: hashlib.sha256(c.claim.id.encode()).hexdigest()):
        by_article[case.article.id].append(case)
    turns = max(map(len, by_article.values()), default=0)
    return [own[i] for i in range(turns) for own in by_article.values() if i < len(own)][:count]


def show(case: Case) -> str:
    """Write one case for a judge."""
    claim, text = case.claim, case.article.text
    before = [s for s in case.sentences if s.end <= claim.sentence.start][-2:]
    value = claim.object.text if claim.object else f"{claim.comparator or ''} {claim.value} {claim.unit or ''}"
    named = {"context": claim.context, "place": claim.place, "speaker": claim.speaker}
    more = {k: v.text for k, v in named.items() if v} | {"time": claim.time, "qualifier": claim.qualifier}
    told_so = ", ".join(f"{k}: {v}" for k, v in more.items() if v)
    return "\n".join(
        [
            f"{claim.id}  ({case.article.published})",
            *("   . " + " ".join(text[s.start : s.end].split()) for s in before),
            "   > " + " ".join(text[claim.sentence.start : claim.sentence.end].split()),
            f"   = {claim.subject.text} | {claim.relation} | {value}   {claim.modality}, {claim.polarity}   {told_so}",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", type=int, default=0, help="how many claims without a relation of the domain")
    parser.add_argument("--news", type=Path, help="folder of annotated news; its judgements are kept elsewhere")
    parser.add_argument("--labels", type=Path, action="append", default=[LABELS], help="more judgements")
    args = parser.parse_args()
    labels = read_labels(*args.labels)
    left = [c for c in all_cases(args.news) if c.claim.id not in labels]
    chosen = [c for c in left if not c.claim.is_open] + evenly([c for c in left if c.claim.is_open], args.open)
    for case in sorted(chosen, key=lambda c: (c.article.id, c.claim.sentence)):
        print(show(case), end="\n\n")


if __name__ == "__main__":
    main()
