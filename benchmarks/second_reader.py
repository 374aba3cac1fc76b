"""
What a language model adds as a second reader: proposals let in and refused, tokens, and F1 with it and without.

    python benchmarks/second_reader.py [--model smollm2|qwen|provider:model] [--articles 4] [--show]
    python benchmarks/second_reader.py --base-url http://localhost:8080/v1 --model NAME

It reads the development half of the gold (``corpus/gold``), the shortest articles first, and asks about each passage
once: answers are kept in ``--folder``. ``small_models.py`` tells how to get the small models. Where something is
missing the benchmark says so and ends with 0.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from small_models import PATIENCE, MissingError, chat

from ingest.intake.sources import articles
from ingest.reader import load_reader
from ingest.second.reading import SecondReader
from ingest.second.replies import FILE, Replies
from kg.model import Article
from onrecord.evaluation.claims import score_claims
from onrecord.evaluation.evaluate import evaluate
from onrecord.evaluation.files import given_article, read_gold, read_scoring
from onrecord.evaluation.passages import Passages
from onrecord.evaluation.scheme import scheme_of
from onrecord.evaluation.texts import Texts
from onrecord.records import article_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.second.cost import Cost
    from kg.domain import Domain
    from kg.model import Claim, Reading
    from onrecord.evaluation.evaluate import Evaluation
    from onrecord.evaluation.gold import GoldArticle

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "corpus" / "gold" / "claims"
FIGURES = (
    "entities.typed.f1",
    "entities.typed_spans.f1",
    "claims.strict.p",
    "claims.strict.r",
    "claims.strict.f1",
    "claims.open.f1",
)


def shortest(gold: Sequence[GoldArticle], texts: dict[str, Article], many: int) -> list[GoldArticle]:
    """Return the shortest articles of the development half, so that a slow model ends today."""
    dev = [g for g in gold if g.split == "dev" and g.id in texts]
    return sorted(dev, key=lambda g: (len(texts[g.id].text), g.id))[:many]


def measured(gold: Sequence[GoldArticle], readings: Sequence[Reading], domain: Domain) -> Evaluation:
    """Score readings as ``onrecord eval`` does."""
    given = {r.article.id: given_article(article_record(r, domain)) for r in readings}
    texts = Texts({r.article.id: r.article.text for r in readings})
    scheme = scheme_of(domain, read_scoring(GOLD))
    return evaluate("dev", gold=gold, questions=(), given=given, answers={}, texts=texts, scheme=scheme)


def verdicts(gold: GoldArticle, reading: Reading, domain: Domain) -> Iterator[tuple[Claim, bool | None]]:
    """Yield each claim that entered, and whether the gold has it; ``None`` when its sentence is not annotated."""
    given = given_article(article_record(reading, domain))
    score = score_claims(gold, given, scheme_of(domain, read_scoring(GOLD)), Passages(reading.article.text))
    right = {f.given for way in ("strict", "open") for f in score.found[way]}
    for i, claim in enumerate(reading.claims):
        if claim.second == "proposed":
            yield claim, (i in right if i in score.covered else None)


def told(cost: Cost, seconds: float) -> None:
    """Print what was asked and what came of it."""
    print(f"calls {cost.calls}, passages {cost.passages} ({cost.cached} from before), unread {cost.unread}")
    if cost.error:
        print(f"last failure: {cost.error}")
    print(f"tokens in {cost.tokens_in}, out {cost.tokens_out}; {seconds / max(1, cost.calls):.0f} s a call")
    refused = sum(cost.refused.values())
    claims = cost.claims + cost.agreed + cost.differed + cost.known
    print(
        f"proposals {refused + claims + cost.mentions}: {refused} refused, {cost.mentions} mentions entered, ", end=""
    )
    print(f"claims {cost.claims} entered, {cost.agreed} agreed, {cost.differed} differed, {cost.known} known")
    for reason, many in sorted(cost.refused.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"{many:6}  {reason}")


def shown(claim: Claim, text: str, right: bool | None) -> None:  # noqa: FBT001  # three verdicts
    """Print a claim that entered, to be judged by eye."""
    said = claim.object.text if claim.object else claim.value
    judged = {True: "right", False: "not in the gold", None: "sentence not annotated"}[right]
    print(f"{claim.subject.text} | {claim.relation} | {said}  ({claim.polarity}, {claim.modality}; {judged})")
    print(f"    {claim.sentence.of(text)}")


def compared(rules: Evaluation, both: Evaluation) -> None:
    """Print the figures without the model and with it."""
    print(f"{'':26}{'rules':>8}{'with it':>9}")
    for name in FIGURES:
        print(f"{name:26}{rules.figure(name) or 0:8.4f}{both.figure(name) or 0:9.4f}")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    options.add_argument("--model", default="smollm2", help="smollm2, qwen, provider:model, or a name of --base-url")
    options.add_argument("--base-url", default="", help="of any server with OpenAI's door")
    options.add_argument("--articles", type=int, default=4)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--folder", type=Path, default=Path(".cache/second-reader"), help="for the model and replies")
    options.add_argument("--show", action="store_true", help="print each claim that entered, to judge it by eye")
    return options.parse_args()


def main() -> None:
    """Read a few development articles with the rules alone and with the model, and compare."""
    given = arguments()
    texts = {a.id: a for a in articles([ROOT / "corpus" / "articles"]) if isinstance(a, Article)}
    chosen = shortest(read_gold(GOLD), texts, given.articles)
    from ingest.second.calling import ChatReader

    given.folder.mkdir(parents=True, exist_ok=True)
    try:
        model, name, server = chat(given.model, base_url=given.base_url, folder=given.folder, threads=given.threads)
    except MissingError as error:
        print(f"skipped: {error}")
        return
    reader = load_reader()
    asking = ChatReader(model, name, seconds=PATIENCE)
    second = SecondReader(reader.domain, Replies(given.folder / FILE), asking)
    begun, plain, both, found = time.perf_counter(), [], [], []
    for annotated in chosen:
        plain.append(reader.read(texts[annotated.id]))
        both.append(second.read(plain[-1]))
        judged = list(verdicts(annotated, both[-1], reader.domain))
        found += [right for _, right in judged if right is not None]
        for claim, right in judged if given.show else ():
            shown(claim, both[-1].article.text, right)
        print(f"{annotated.id}: {len(judged)} claims entered", file=sys.stderr, flush=True)
    print(f"{name} on {len(chosen)} development articles")
    assert second.cost is not None
    told(second.cost, time.perf_counter() - begun)
    print(f"claims that entered in annotated sentences: {len(found)}, of them right {sum(found)} (strict or open)")
    compared(measured(chosen, plain, reader.domain), measured(chosen, both, reader.domain))
    del server


if __name__ == "__main__":
    main()
