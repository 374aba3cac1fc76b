"""
How long an answer takes, and how much memory: some thirty questions on the sample corpus, in one process.

    python benchmarks/asking.py [--workspace DIR] [--questions FILE] [--rounds 1]

Reads the sample corpus first unless a workspace is given. Prints the time to the first answer (models load,
the graph is read), p50 and p95 of the others in seconds, what became of the questions, and peak memory.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import onrecord

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"
QUESTIONS = """\
Which chart did Walk My Walk top?
Who sued Suno?
What share of the tracks delivered to Deezer was AI-generated?
Who made the song Heart on My Sleeve?
When did the ELVIS Act take effect?
Which state passed the ELVIS Act?
How many paying subscribers does Suno have?
What is Suno's valuation?
Who signed Xania Monet?
How much was Xania Monet's deal worth?
Who is behind Breaking Rust?
Which companies settled with Udio?
Did Universal settle with Suno?
What does Klay do?
Who is the chief executive of Suno?
How many tracks did Spotify remove?
What did the Munich court decide about OpenAI?
Who pleaded guilty to streaming fraud?
How many fake tracks did Sony ask to take down?
What is Velvet Sundown?
Did Velvet Sundown have more listeners in July 2025 than in June 2025?
Who says that AI music threatens the income of composers?
How much could music creators lose by 2028?
Which AI tools made songs that entered a Billboard chart?
Who wrote the lyrics of Xania Monet?
Why did Billboard keep Haven's song off its charts?
Which artists spoke against AI music?
What happened in November 2025?
Who is the mayor of Oslo?
What is Spotify's market share in Japan?
How many people work at Udio?
"""


def main() -> None:
    """Ask and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--questions", type=Path, help="one question a line")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    asked = options.questions.read_text(encoding="utf8") if options.questions else QUESTIONS
    questions = [line for line in asked.splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as made:
        session = onrecord.open(options.workspace or Path(made) / "workspace")
        if options.workspace is None:
            done = session.ingest(CORPUS)
            rate = done.claims / max(1, done.read)
            print(f"read      {done.read} articles in {done.seconds:.1f} s, {rate:.1f} claims an article")
        measure(session, questions, options.rounds)
        session.close()


def measure(session: onrecord.Session, questions: list[str], rounds: int) -> None:
    """Ask all questions, the first of them apart."""
    start = time.perf_counter()
    session.ask(questions[0])
    first = time.perf_counter() - start
    times, refused = [], 0
    for question in questions * rounds:
        start = time.perf_counter()
        refused += session.ask(question).abstained
        times.append(time.perf_counter() - start)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"articles  {len(session.articles())}")
    print(f"questions {len(times)}, of them refused {refused}")
    print(f"first     {first:.2f} s")
    print(f"p50       {statistics.median(times):.3f} s")
    print(f"p95       {p95:.3f} s")
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    print(f"memory    {kilobytes / 1e6:.2f} GB at most")


if __name__ == "__main__":
    main()
