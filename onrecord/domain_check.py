"""
Whether a domain folder works: its ontology by SHACL, each term by its own example, each row by what reaches it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.domain import load_domain
from kg.model import Article
from kg.text.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ingest.reader import Reader
    from kg.domain import Domain
    from kg.model import Claim, Reading
    from kg.terms import Example, Figure, Relation

PUBLISHED = date(2031, 5, 14)
"""The day on which examples count as published."""


@dataclass(frozen=True, slots=True)
class Remark:
    """
    Something to mend in a domain folder, or to know about it.

    Args:
        place: File, and term or row.
        message: What is wrong and what to do.
        is_fault: Whether it must be mended; else it is only worth knowing.
    """

    place: str
    message: str
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class DomainReport:
    """What a check of a domain folder came to: how many terms and rows it has, and what there is to say of them."""

    terms: int
    rows: int
    remarks: tuple[Remark, ...]

    @property
    def faults(self) -> int:
        """How many remarks must be mended."""
        return sum(remark.is_fault for remark in self.remarks)


def check_domain(folder: str | Path, articles: Iterable[Article] = (), *, model: str | None = None) -> DomainReport:
    """
    Check a domain folder.

    Args:
        folder: Name of a shipped domain, or a folder.
        articles: Of the subject; rows that they reach are not reported as unreached.
        model: spaCy model to read with; the default is that of ``onrecord ingest``.

    Raises:
        DomainError: The files do not fit together, so nothing can be read.
    """
    from ingest.reader import load_reader
    from kg.graph.check import check_ontology_shapes

    domain, reader = load_domain(folder), load_reader(folder, model)
    remarks = [Remark(f"ontology.ttl, {_local(p.subject)}", p.message) for p in check_ontology_shapes(domain)]
    used: Counter[str] = Counter()
    for term in _terms(domain):
        assert term.example is not None  # load_domain has seen to that
        reading = reader.read(Article("example", term.example.sentence, published=PUBLISHED))
        used.update(claim.rule for claim in reading.claims)
        remarks += _of_example(term, reading, domain)
    used.update(claim.rule for article in articles for claim in _claims(reader, article))
    rows = [*_rows(domain)]
    remarks += [remark for number, row in enumerate(rows) for remark in _of_row(row, rows[:number], domain, used)]
    remarks += _unasked(domain)
    return DomainReport(len([*_terms(domain)]), len(rows), tuple(remarks))


def _terms(domain: Domain) -> Iterator[Relation | Figure]:
    yield from (relation for relation in domain.relations.values() if not relation.deprecated)
    yield from (figure for figure in domain.figures.values() if not figure.deprecated)


def _claims(reader: Reader, article: Article) -> tuple[Claim, ...]:
    return reader.read(article).claims


# ------------------------------------------------------------------ examples


def states(claim: Claim, example: Example, *, symmetric: bool = False) -> bool:
    """Whether a claim says what an example says, either way round where the relation is symmetric."""
    ends = [(claim.subject.text, claim.object.text if claim.object else "")]
    if symmetric:
        ends.append((ends[0][1], ends[0][0]))
    for subject, other in ends:
        if name_key(subject) != name_key(example.subject):
            continue
        if example.value is not None:
            return str(claim.value) == str(example.value)
        if name_key(other) == name_key(example.object):
            return True
    return False


def _of_example(term: Relation | Figure, reading: Reading, domain: Domain) -> Iterator[Remark]:
    assert term.example is not None
    if any(
        claim.relation == term.name and states(claim, term.example, symmetric=getattr(term, "symmetric", False))
        for claim in reading.claims
    ):
        return
    names = ", ".join(f"{entity.name} ({domain.type_name(entity.type)})" for entity in reading.entities) or "no name"
    said = "; ".join(f"{claim.relation} ({_words(claim)})" for claim in reading.claims) or "no claim"
    yield Remark(
        f"ontology.ttl, {term.name}",
        f"its example is not read as stated: “{term.example.sentence}” Found {names}; read {said}. "
        "Mend the row in relations.toml, the classes' trigger nouns, or the sentence.",
    )


def _words(claim: Claim) -> str:
    other = claim.object.text if claim.object else claim.value
    return claim.subject.text if other is None else f"{claim.subject.text}, {other}"


# ------------------------------------------------------------------ rows


_MARKS = {"nominal": "n", "wording": "w"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of ``relations.toml``: its table and number there, its term, its keys, and the name its claims bear."""

    table: str
    number: int
    term: str
    keys: Mapping[str, Any]

    @property
    def rule(self) -> str:
        return f"{self.term}:{_MARKS.get(self.table, '')}{self.number}"

    @property
    def place(self) -> str:
        return f"relations.toml, [[{self.table}]] {self.number} ({self.term})"


def _rows(domain: Domain) -> Iterator[_Row]:
    for table in ("clause", "figure", "nominal", "wording"):
        for number, keys in enumerate(domain.rows.get(table, ()), 1):
            yield _Row(table, number, str(keys.get("relation") or keys.get("figure")), keys)


def _of_row(row: _Row, earlier: list[_Row], domain: Domain, used: Counter[str]) -> Iterator[Remark]:
    dead = _why_dead(row, earlier, domain)
    if dead:
        yield Remark(row.place, f"dead: {dead}")
    elif not used[row.rule]:
        yield Remark(row.place, "no example or article reaches it; name articles with --on, or drop it", is_fault=False)


def _why_dead(row: _Row, earlier: list[_Row], domain: Domain) -> str:
    """Say why no sentence can ever make a row state its term."""
    term = domain.relations.get(row.term) or domain.figures[row.term]
    twin = next((other for other in earlier if other.table == row.table and other.keys == row.keys), None)
    if twin is not None:
        return f"it says the same as [[{twin.table}]] {twin.number}; drop one of them"
    if term.deprecated:
        return "its term is deprecated; drop the row"
    key = "says" if row.table == "wording" else "verbs"
    if row.table != "nominal" and not row.keys.get(key):
        return f'it has no {key}; add {key} = ["join"]'
    wrong = [verb for verb in row.keys.get(key, ()) if verb != verb.lower() or " " in verb]
    if wrong and len(wrong) == len(row.keys[key]):
        return f"{wrong[0]!r} is no lemma; write it in lower case, particles behind _ (take_down)"
    ends = [term.domain, getattr(term, "range", ())]
    if row.keys.get("turned"):
        ends.reverse()
    for key, allowed in zip(("subject_types", "object_types"), ends, strict=True):
        given = row.keys.get(key, ())
        if given and allowed and not any(domain.may_fit(cls, allowed) for cls in given):
            return f"{key} are {', '.join(given)}, but the term takes {', '.join(allowed)}; mend one of them"
    return ""


def _unasked(domain: Domain) -> Iterator[Remark]:
    asked = {*domain.questions.get("relation", {}), *domain.questions.get("figure", {})}
    for term in _terms(domain):
        if term.name not in asked:
            yield Remark(f"questions.toml, {term.name}", "no question asks for it yet", is_fault=False)


def _local(iri: str) -> str:
    return iri.rstrip("#/").rpartition("/")[2].rpartition("#")[2]
