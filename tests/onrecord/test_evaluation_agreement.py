"""
`onrecord eval` and the scorer that all systems of this task are measured by give the same totals.

Runs where the working copy has ``../shared/gold``; nothing of it is kept here.
"""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kg.domain import load_domain
from kg.model import Article
from onrecord.evaluation.answers import judge
from onrecord.evaluation.claims import WAYS, score_claims
from onrecord.evaluation.counts import Share, total
from onrecord.evaluation.entities import score_entities
from onrecord.evaluation.files import given_answer, given_article, gold_article, question, read_scoring
from onrecord.evaluation.passages import Passages
from onrecord.evaluation.scheme import scheme_of
from onrecord.records import article_record

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "gold"
READ = ("afghan", "clock", "soccer")
ATTRIBUTES = {  # theirs: ours
    "modality": "modality",
    "polarity": "polarity",
    "attributed_to": "speaker",
    "attributed_to (where the gold names one)": "named_speaker",
    "time": "time",
    "comparator": "comparator",
}

pytestmark = pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="no ../shared/gold beside the project")


@cache
def theirs():
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def rows():
    lines = (SHARED / "wikinews" / "gold.jsonl").read_text("utf-8").splitlines()
    return {row["article"]: row for row in map(json.loads, lines) if row["article"] in READ}


@cache
def text(name):
    return (SHARED / "wikinews" / f"{name}.txt").read_text("utf-8")


@cache
def scheme():
    return scheme_of(load_domain(), read_scoring(ROOT / "corpus" / "gold" / "claims"))


@cache
def records():
    from ingest.reader import load_reader

    reader = load_reader()
    days = {name: date.fromisoformat(row["published"]) for name, row in rows().items()}
    readings = [reader.read(Article(id=name, text=text(name), published=days[name])) for name in rows()]
    return {r.article.id: article_record(r, load_domain()) for r in readings}


def as_they_write(record):
    """Open relations are spelt `other:` and with spaces there."""
    spelt = [
        {
            **c,
            "relation": f"other:{c['relation'][5:].replace('_', ' ')}"
            if c["relation"][:5] == "open:"
            else c["relation"],
        }
        for c in record["claims"]
    ]
    return {**record, "article": record["id"], "claims": spelt}


def gold(name):
    return gold_article({**rows()[name], "references": rows()[name]["coref"]}, name)


@cache
def both_entities():
    given = {name: as_they_write(r) for name, r in records().items()}
    ours = [score_entities(gold(n), given_article(records()[n]), scheme()) for n in rows()]
    return theirs().score_entities(rows(), given), ours


@cache
def both_claims():
    given = {name: as_they_write(r) for name, r in records().items()}
    texts = {name: text(name) for name in rows()}
    ours = [score_claims(gold(n), given_article(records()[n]), scheme(), Passages(text(n))) for n in rows()]
    return theirs().score_claims(rows(), given, texts), ours


@pytest.mark.parametrize(("their_name", "name"), [("type_exact", "typed"), ("type_relaxed", "untyped")])
def test_entities_are_counted_alike(their_name, name):
    them, ours = both_entities()
    assert total(s.counts[name] for s in ours).to_dict() == them[their_name]
    assert them[their_name]["tp"] > 0


@pytest.mark.parametrize("way", WAYS)
def test_claims_are_counted_alike(way):
    them, ours = both_claims()
    them = them["loose" if way == "open" else "strict"]
    assert total(s.counts(way) for s in ours).to_dict() == {k: them[k] for k in ("p", "r", "f1", "tp", "fp", "fn")}
    assert them["tp"] > 0


@pytest.mark.parametrize("way", WAYS)
def test_qualifiers_are_judged_alike(way):
    them, ours = both_claims()
    them = them["loose" if way == "open" else "strict"]
    mine = {}
    for name, our_name in ATTRIBUTES.items():
        share = sum((s.attribute(way, our_name) for s in ours), Share())
        if share.of:
            mine[name] = f"{share.right}/{share.of}"
    assert mine == them["accuracy_on_matched"]


@pytest.mark.parametrize("way", WAYS)
def test_core_recall_hedges_and_annotated_sentences_are_counted_alike(way):
    them, ours = both_claims()
    them = them["loose" if way == "open" else "strict"]
    for name, share in {
        "core_recall": sum((s.core(way) for s in ours), Share()),
        "hedged_or_negated_given_as_plain_fact": sum((s.hedged_as_plain(way) for s in ours), Share()),
        "precision_in_sentences_with_gold": sum((s.in_annotated_sentences(way) for s in ours), Share()),
    }.items():
        assert f"{share.right}/{share.of}" == them[name]


@pytest.mark.parametrize(
    ("answer", "abstained"),
    [
        ("About 1.6 million songs.", False),
        ("It is 1,600,000, and that is proven.", False),
        ("The corpus does not say.", None),
        ("Nothing on it was disclosed.", None),
        ("61.6 million songs", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("abstain", [True, False])
def test_answers_are_judged_alike(answer, abstained, abstain):
    asked = {
        "id": "q1", "kind": "single", "question": "How many?", "articles": [], "abstain": abstain,
        "expect": [] if abstain else [["1.6 million", "1,600,000"]], "forbid": ["is proven"],
    }  # fmt: skip
    given = {"id": "q1", "answer": answer, "abstained": abstained}
    them, ours = theirs().judge(asked, given), judge(question(asked, "q"), given_answer(given))
    assert (ours.correct, ours.abstained) == (them["correct"], them["abstained"])
