from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.reader import Reader, load_reader
from kg.domain import load_domain
from kg.model import Article, Claim
from kg.text.names import name_key

FOOTBALL = Path(__file__).parents[1] / "domains" / "football"


def terms(domain: str | Path) -> list[object]:
    loaded = load_domain(domain)
    declared = [*loaded.relations.values(), *loaded.figures.values()]
    kept = [term for term in declared if not getattr(term, "deprecated", False)]
    return [pytest.param(str(domain), term, id=term.name) for term in kept]


@pytest.mark.parametrize(("domain", "term"), [*terms("ai_music"), *terms(FOOTBALL)])
def test_the_reader_extracts_the_example_of_each_relation_and_figure(domain: str, term: object) -> None:
    example = term.example
    reading = reader(domain).read(Article("example", example.sentence, published=date(2025, 11, 12)))
    assert [c for c in reading.claims if c.relation == term.name and states(c, term)], [
        (c.subject.text, c.relation, c.object.text if c.object else c.value) for c in reading.claims
    ]


def states(claim: Claim, term: object) -> bool:
    example = term.example
    ends = [(claim.subject.text, claim.object.text if claim.object else None)]
    if getattr(term, "symmetric", False):
        ends.append((ends[0][1], ends[0][0]))
    for subject, other in ends:
        same_subject = subject is not None and name_key(subject) == name_key(example.subject)
        if example.value is not None:
            return same_subject and str(claim.value) == str(example.value)
        if same_subject and other is not None and name_key(other) == name_key(example.object):
            return True
    return False


_READERS: dict[str, Reader] = {}


def reader(domain: str) -> Reader:
    if domain not in _READERS:
        _READERS[domain] = load_reader(domain)
    return _READERS[domain]
