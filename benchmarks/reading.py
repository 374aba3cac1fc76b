"""
Words read per second, against bare ``nlp.pipe`` of the same model on the same texts in the same run.

    python benchmarks/reading.py [--texts FOLDER] [--rounds 3]

Prints both rates and their ratio; only the ratio means something on another machine.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from ingest.intake.frontmatter import split
from ingest.reader import load_reader
from kg.model import Article


def main() -> None:
    """Read the folder's articles with both, alternating, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path(__file__).parents[1] / "corpus" / "articles")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    files = sorted(p for p in options.texts.rglob("*") if p.suffix in {".md", ".txt"})
    texts = [
        split(p.read_text(encoding="utf8"))[1] if p.suffix == ".md" else p.read_text(encoding="utf8") for p in files
    ]
    words = sum(len(t.split()) for t in texts)
    reader = load_reader()
    nlp = reader.pipeline.nlp
    reader.read(Article("warm", texts[0]))
    bare, ours = [], []
    for _ in range(options.rounds):
        start = time.perf_counter()
        for _doc in nlp.pipe(texts):
            pass
        bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        for number, text in enumerate(texts):
            reader.read(Article(f"a{number}", text))
        ours.append(time.perf_counter() - start)
    a, b = statistics.median(bare), statistics.median(ours)
    print(f"{len(texts)} texts, {words} words, {reader.pipeline.name}")
    print(f"nlp.pipe     {words / a:8.0f} words/s")
    print(f"whole reader {words / b:8.0f} words/s   {b / a:.2f} times the bare pipe's time")


if __name__ == "__main__":
    main()
