"""
How fast the models and indexes are: embedding, reranking, filling and asking, against exact search with numpy.

    python benchmarks/indexes.py [PASSAGES] [--seed N]

PASSAGES (default 200) texts of 20 to 110 invented words are embedded with the shipped model. Ratios
tell more than rates: the machine's load moves both sides of a ratio alike.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.index.embedding import embedder
from kg.index.passages import ArticleText, entries
from kg.index.reranking import OnnxReranker
from kg.index.vectors import VectorIndex
from kg.index.words import WordIndex

WORDS = """
label singer streams company court agreement music artist platform royalty figure week chart said might according
deny persona song album contract lawyer money percent million catalogue training model licence fans critics tour
report rise fall plan claim open close study public private market voice copy rule law union writer band studio
"""
LEXICON = WORDS.split()


def seconds(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def median_ms(work, arguments):
    return 1000 * statistics.median(seconds(lambda a=argument: work(a))[0] for argument in arguments)


def articles(count, chance):
    """Make articles of 12 sentences each until they hold *count* passages."""
    made, passages = [], 0
    while passages < count:
        rows, at = [], 0
        for _ in range(12):
            text = " ".join(chance.choices(LEXICON, k=chance.randint(12, 32))).capitalize() + "."
            rows.append((at, at + len(text), text))
            at += len(text) + 1
        made.append(ArticleText(f"a{len(made)}", "1", rows, " ".join(chance.choices(LEXICON, k=6))))
        passages += sum(entry.kind == "passage" for entry in entries(made[-1]))
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    made = articles(options.passages, chance)
    texts = [entry.text for article in made for entry in entries(article) if entry.kind == "passage"]
    words = sum(len(text.split()) for text in texts)
    questions = [" ".join(chance.choices(LEXICON, k=8)) + "?" for _ in range(30)]
    print(
        f"{len(made)} articles, {len(texts)} passages of {words / len(texts):.0f} words; load {os.getloadavg()[0]:.1f}"
    )

    for threads in (1, 2):
        model = embedder("bge", threads=threads)
        model.embed_query("warm")
        took, _ = seconds(lambda m=model: m.embed_documents(texts))
        print(f"embed, {threads} thread(s): {len(texts) / took:.0f} passages/s, {words / took:.0f} words/s")
    print(f"embed one question: {median_ms(model.embed_query, questions):.1f} ms")

    scorer, pairs = OnnxReranker(), texts[:20]
    scorer.score("warm", ["up"])
    took, _ = seconds(lambda: scorer.score(questions[0], pairs))
    print(f"rerank, 1 thread: {len(pairs) / took:.0f} pairs/s")

    with tempfile.TemporaryDirectory() as folder:
        vectors, lexical = VectorIndex(Path(folder) / "vectors", model), WordIndex(Path(folder) / "words")
        first, _ = seconds(lambda: vectors.replace_many(made))
        rows = sum(len(entries(article)) for article in made)
        again, _ = seconds(lambda: vectors.replace_many(made))
        print(f"fill vectors: {rows / first:.0f} rows/s; again, with every text known: {rows / again:.0f} rows/s")
        took, _ = seconds(lambda: lexical.replace_many(made))
        print(f"fill words: {rows / took:.0f} rows/s")
        compare(vectors, lexical, model, questions)
        vectors.close()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (of KiB as Linux counts)")


def compare(vectors, lexical, model, questions):
    """Ask both indexes, and numpy over the same vectors."""
    took, (_, matrix) = seconds(lambda: vectors.vectors("sentence"))
    print(f"load {len(matrix)} sentence vectors into memory: {1000 * took:.0f} ms")
    asked = [np.array(model.embed_query(question), dtype=np.float32) for question in questions]
    exact = median_ms(lambda q: np.argpartition(-(matrix @ q), min(10, len(matrix) - 1))[:10], asked)
    whole = median_ms(lambda q: vectors.nearest(q, k=10, kind="sentence"), questions)
    alone = whole - median_ms(model.embed_query, questions)
    print(f"vectors: {whole:.1f} ms, of it Chroma {alone:.1f} ms = {alone / exact:.0f} x exact numpy ({exact:.2f} ms)")
    best = [sorted(matrix @ q, reverse=True)[:10] for q in asked]
    found = [[hit.score for hit in vectors.nearest(q, k=10, kind="sentence")] for q in questions]
    same = [sum(f >= b[-1] - 1e-5 for f in fs) / len(b) for fs, b in zip(found, best, strict=True)]
    print(f"recall@10 against exact: {statistics.mean(same):.3f}")
    print(f"words, k=10: {median_ms(lambda q: lexical.search(q, k=10, kind='sentence'), questions):.2f} ms")


if __name__ == "__main__":
    main()
