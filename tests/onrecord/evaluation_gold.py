"""A small hand-made gold with invented names, and what three made-up systems gave."""

from __future__ import annotations

from onrecord.evaluation.files import given_answer, given_article, gold_article, question
from onrecord.evaluation.scheme import Scheme

TEXT = (
    "Acme Records sued Tuno on Monday. The label said Tuno may have copied 1.6 million songs. "
    "\u201cBlue Rain\u201d by Zed Fox topped the Hot Tunes chart. Tuno did not respond."
)
SENTENCES = ((0, 33), (34, 88), (89, 139), (140, 161))

SCHEME = Scheme(
    types={t: t for t in ("label", "tool", "song", "person", "chart", "other")},
    unnamed=frozenset({"practice"}),
    kinds=frozenset({"chart"}),
    inverses={"sued": "suedBy", "suedBy": "sued", "performedBy": "performs", "performs": "performedBy"},
    symmetric=frozenset({"partneredWith"}),
)


def claim(n: int, subject: str, relation: str, obj: str | None = None, **more):
    start, end = SENTENCES[n]
    return {"subject": subject, "relation": relation, "object": obj, "start": start, "end": end, **more}


def gold(**changes):
    return gold_article(
        {
            "article": "t",
            "exhaustive": True,
            "entities": [
                {
                    "name": "Acme Records",
                    "type": "label",
                    "aliases": ["The label"],
                    "mentions": [{"start": 0, "end": 12, "kind": "name"}],
                },
                {
                    "name": "Tuno",
                    "type": "tool",
                    "type_alt": ["label"],
                    "aliases": ["Tuno Inc."],
                    "mentions": [{"start": s, "end": s + 4, "kind": "name"} for s in (18, 49, 140)],
                },
                {"name": "Blue Rain", "type": "song", "mentions": [{"start": 90, "end": 99, "kind": "name"}]},
                {"name": "Zed Fox", "type": "person", "mentions": [{"start": 104, "end": 111, "kind": "name"}]},
                {"name": "Monday", "type": "other", "optional": True},
            ],
            "references": [{"start": 34, "end": 43, "refers_to": "Acme Records"}],
            "claims": [
                claim(0, "Acme Records", "sued", "Tuno", core=True, time={"start": "2025-01-06", "end": "2025-01-06"}),
                claim(
                    1,
                    "Tuno",
                    "open:copy_songs",
                    value=1600000,
                    unit="songs",
                    comparator="exactly",
                    attributed_to="Acme Records",
                    modality="possible",
                    core=True,
                ),
                claim(2, "Blue Rain", "performedBy", "Zed Fox"),
                claim(3, "Tuno", "open:respond", polarity="negative"),
            ],
            **changes,
        }
    )


def given(n: int, subject: str, relation: str, obj: str | None = None, **more):
    start, end = SENTENCES[n]
    return {**claim(n, subject, relation, obj, **more), "quote": TEXT[start:end]}


def system(*claims, entities=()):
    return given_article({"id": "t", "claims": list(claims), "entities": list(entities)})


def asked(**more):
    return question({"id": "q1", "question": "Who was sued?", "expect": [["Tuno"]], **more})


def answer(text: str, **more):
    return given_answer({"id": "q1", "answer": text, "abstained": False, **more})


def cited(*quotes: str, article: str = "t", first: int = 1, **more):
    return [{"n": n, "article": article, "quote": quote, **more} for n, quote in enumerate(quotes, first)]
