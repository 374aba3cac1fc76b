"""
Multi-hop retrieval: how many supporting passages stand among the first, through the ranking that users get.

    python benchmarks/multihop.py DATA [--sets musique-100 hotpotqa-100] [--keep DIR]

DATA holds files of ``{"passages": [{"id", "title", "text"}], "questions": [{"question", "gold": [ids]}]}``. Their
passages are read as articles into a workspace of their own, in a folder that is thrown away, or kept and used again
with --keep. An article counts at the rank of its best passage. Printed for each ranked list: recall in the first 2, 5
and 10, the share of questions whose whole gold is in the first 5, and milliseconds a question for all lists together;
for the fusion also recall@5 of each half of the questions (odd and even ones), since a choice made on one must hold
on the other.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onrecord
from qa.passages import Lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.passages import Passages

SETS = ("musique-100", "hotpotqa-100")
LABELS = {
    "words": "word index (BM25)",
    "meaning": "vectors, passages",
    "sentence": "vectors, best sentence",
    "plain": "fusion of these three",
    "walk": "walk from the question's names",
    "wide": "walk from the best sentences' too",
    "bridge": "bridge",
    "best": "fusion of all",
    "short": "the same without the bridge",
}


def main() -> None:
    """Measure each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--keep", type=Path, help="folder of the workspaces, used again when they are there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        for name in options.sets:
            given = json.loads((options.data / f"{name}.json").read_text(encoding="utf8"))
            with onrecord.open((options.keep or Path(made)) / name) as session:
                if not (session.settings.workspace / "graph").is_dir():
                    read(session, given["passages"], Path(made) / f"{name}.jsonl")
                measure(name, session, given)


def read(session: onrecord.Session, passages: list[dict[str, Any]], file: Path) -> None:
    """Read the passages as articles."""
    rows = [{"id": f"p{one['id']}", "title": one["title"], "text": one["text"]} for one in passages]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    session.ingest(file, any_language=True)


def measure(name: str, session: onrecord.Session, given: dict[str, Any]) -> None:
    """Rank for every question, and print."""
    assistant = session.assistant()
    held = assistant.searcher.passages
    ranked: dict[str, list[list[str]]] = {label: [] for label in LABELS}
    gold = [[f"p{one}" for one in asked["gold"]] for asked in given["questions"]]
    questions = [assistant.question(asked["question"]) for asked in given["questions"]]
    taken = 0.0
    for question in questions:
        start = time.perf_counter()
        lists = held.lists(held.seen(question))
        taken += time.perf_counter() - start
        short = held.lists(held.seen(question), chain=False).best
        for label, rankings in ranked.items():
            rankings.append(articles(short if label == "short" else getattr(lists, label), held))
    print(f"\n{name}: {len(given['passages'])} passages, {len(gold)} questions, {1000 * taken / len(gold):.0f} ms each")
    print(f"{'':36}  @2    @5    @10   all@5   halves @5")
    for label, rankings in ranked.items():
        cells = [recall(rankings, gold, k) for k in (2, 5, 10)] + [whole(rankings, gold, 5)]
        halves = [recall(rankings[i::2], gold[i::2], 5) for i in (0, 1)]
        print(f"{LABELS[label]:36}", *(f"{cell:.3f}" for cell in cells), "  ", *(f"{half:.3f}" for half in halves))


def articles(numbers: Sequence[int], held: Passages) -> list[str]:
    """Return the articles of passages, each once."""
    return list(dict.fromkeys(held.places[number].article for number in numbers))


def recall(rankings: Sequence[Sequence[str]], gold: Sequence[Sequence[str]], k: int) -> float:
    """Return the mean share of a question's gold among its first *k*, 0 to 1."""
    shares = [len(set(ranked[:k]) & set(asked)) / len(asked) for ranked, asked in zip(rankings, gold, strict=True)]
    return sum(shares) / len(shares)


def whole(rankings: Sequence[Sequence[str]], gold: Sequence[Sequence[str]], k: int) -> float:
    """Return the share of questions whose whole gold is among their first *k*, 0 to 1."""
    found = [set(asked) <= set(ranked[:k]) for ranked, asked in zip(rankings, gold, strict=True)]
    return sum(found) / len(found)


if __name__ == "__main__":
    assert {f.name for f in fields(Lists)} | {"short"} == set(LABELS), "a list of qa.passages has no label here"
    main()
