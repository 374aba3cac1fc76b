"""
The gate of the gold questions: what they ask can be answered from the sentences they name, and from no later ones.

Every ``corpus/gold/questions*.jsonl`` is held against it.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.evaluation.answers import KINDS, says

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "corpus" / "gold").glob("questions*.jsonl"))
ARTICLES = {p.stem: p for folder in ("articles", "second") for p in (ROOT / "corpus" / folder).glob("*.md")}
FIELDS = {"id", "split", "kind", "question", "history", "as_of", "expect", "forbid", "abstain", "articles", "evidence"}
UNANSWERABLE = 0.15  # of all questions; a system that always answers must feel it

Question = dict[str, Any]


def read(file: Path) -> list[Question]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


QUESTIONS = [q for file in FILES for q in read(file)]
each_question = pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: q["id"])
each_answerable = pytest.mark.parametrize("q", [q for q in QUESTIONS if not q["abstain"]], ids=lambda q: q["id"])


@cache
def article(name: str) -> tuple[dict[str, Any], str]:
    _, front, body = ARTICLES[name].read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(front), body.strip()


def told(q: Question) -> str:
    """Return titles and texts of the articles that *q* names."""
    return "\n".join(f"{article(a)[0]['title']}\n{article(a)[1]}" for a in q["articles"])


def groundless(q: Question) -> list[list[str]]:
    """Return the groups of which no string stands in the cited articles, unless it is a yes or was computed."""
    if q.get("computed"):
        return []
    text = told(q)
    return [g for g in q["expect"] if not {"yes", "no"} & set(g) and not any(says(text, a) for a in g)]


def test_there_are_questions() -> None:
    assert QUESTIONS


def test_no_id_is_used_twice() -> None:
    assert [i for i, n in Counter(q["id"] for q in QUESTIONS).items() if n > 1] == []


def test_no_question_is_asked_twice() -> None:
    asked = Counter(json.dumps([q["question"], q["as_of"], q["history"]]) for q in QUESTIONS)
    assert [a for a, n in asked.items() if n > 1] == []


@each_question
def test_a_question_has_its_fields_and_no_other(q: Question) -> None:
    assert set(q) - {"computed"} == FIELDS
    assert q["kind"] in KINDS
    assert q["split"] in {"dev", "locked"}
    assert q["question"].strip().endswith("?") or q["kind"] in {"list", "comparison", "theme"}
    assert all(group and all(isinstance(a, str) and a.strip() for a in group) for group in q["expect"])
    assert all(set(e) == {"article", "quote"} for e in q["evidence"])


@each_question
def test_only_follow_ups_have_a_history(q: Question) -> None:
    assert bool(q["history"]) == (q["kind"] == "follow_up")
    assert all(set(turn) == {"q", "a"} for turn in q["history"] or ())


@each_question
def test_a_question_without_answer_expects_nothing_and_the_others_do(q: Question) -> None:
    assert q["abstain"] == (q["kind"] == "unanswerable")
    assert bool(q["expect"]) != q["abstain"]


@each_question
def test_the_named_articles_exist(q: Question) -> None:
    assert set(q["articles"]) <= set(ARTICLES)
    assert {e["article"] for e in q["evidence"]} <= set(q["articles"])


@each_question
def test_each_quotation_stands_in_its_article(q: Question) -> None:
    assert [e for e in q["evidence"] if e["quote"] not in article(e["article"])[1]] == []


@each_question
def test_no_evidence_is_younger_than_the_day_asked_about(q: Question) -> None:
    days = [str(article(a)[0]["published"]) for a in q["articles"]]
    assert q["as_of"] is None or [d for d in days if d > q["as_of"]] == []


@each_answerable
def test_an_answer_has_evidence(q: Question) -> None:
    assert q["evidence"]


@each_answerable
def test_an_expected_answer_stands_in_the_cited_articles(q: Question) -> None:
    assert groundless(q) == []


@each_answerable
def test_an_answer_can_be_right_without_a_forbidden_string(q: Question) -> None:
    clean = [[a for a in group if not any(says(a, f) for f in q["forbid"])] for group in q["expect"]]
    assert all(clean)


@each_question
def test_a_yes_or_no_question_expects_yes_or_no_and_a_reason(q: Question) -> None:
    if q["kind"] == "yes_no":
        assert {"yes", "no"} & set(q["expect"][0])
        assert len(q["expect"]) > 1


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_half_of_each_kind_is_locked(file: Path) -> None:
    split = Counter((q["kind"], q["split"]) for q in read(file))
    assert [k for k in KINDS if abs(split[k, "dev"] - split[k, "locked"]) > 1] == []


def test_enough_questions_cannot_be_answered() -> None:
    assert sum(q["abstain"] for q in QUESTIONS) >= UNANSWERABLE * len(QUESTIONS)


def test_an_answer_that_no_article_tells_would_be_noticed() -> None:
    q = next(q for q in QUESTIONS if not q["abstain"] and not q.get("computed"))
    assert groundless({**q, "expect": [["Zebulon Quack"]]}) == [["Zebulon Quack"]]
