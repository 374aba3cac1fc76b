"""
Mapping rows: which clause or noun pattern states which relation of the domain.

Rows are data (``relations.toml`` of a domain); this module reads and checks them. No relation is named in code.
The format is told at the top of the shipped file and in ``docs/domain.md``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from kg.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.domain import Domain

    from .clauses import Clause
    from .phrases import Phrase

PATTERNS = frozenset({"possessive", "compound", "preposition", "apposition", "role", "comma"})
KINDS = frozenset({"rank", "money", "percent", "count"})


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """
    A verb that states a relation or a figure.

    Args:
        term: Local name of the relation or figure.
        verbs: Lemmas with their particle, e.g. ``take_down``.
        subject: Slots that may fill the claim's subject, in order of preference.
        object: Slots that may fill its object (or hold the figure).
        subject_types: Classes that the subject must have; empty: any argument.
        object_types: Classes that the object must have; empty: any argument.
        nouns: If given, the head noun that *noun_slot* must have.
        phrase: Whether the object may be a phrase instead of an entity.
        subject_phrase: Whether the subject may be a phrase.
        kind: For a figure: ``rank``, ``money``, ``percent`` or ``count``.
        equals: The only value that fits: of the figure, or of a figure at one of the nouns.
        context: Slots that may fill the claim's context (the chart of a rank).
        context_types: Classes of the context.
        adverb: A word that must stand with the verb.
        without: Slots that must be empty; ``clause`` for a verb that governs another ("requires its members to pay").
        confidence: 0 to 1.
        per: For a figure: what it must be counted per, e.g. ``day``.
        value: For a truth value or a date: ``true``, ``false`` or ``time``.
        able: Whether the relation tells what can be done, so that "can" hedges nothing: "can be heard on X".
    """

    term: str
    verbs: frozenset[str]
    subject: tuple[str, ...] = ("subject",)
    object: tuple[str, ...] = ("object",)
    subject_types: tuple[str, ...] = ()
    object_types: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    noun_slot: tuple[str, ...] = ("object", "complement", "theme")
    phrase: bool = False
    subject_phrase: bool = False
    kind: str = ""
    equals: int | None = None
    context: tuple[str, ...] = ()
    context_types: tuple[str, ...] = ()
    adverb: str = ""
    without: tuple[str, ...] = ()
    confidence: float = 0.85
    value: str = ""
    per: str = ""
    able: bool = False
    name: str = ""

    def suits(self, clause: Clause) -> bool:
        """Whether the clause has the nouns and the adverb that the row asks for."""
        if self.nouns and not any(self._says(p) for slot in self.noun_slot for p in clause.get(slot)):
            return False
        if any(clause.governs if slot == "clause" else clause.get(slot) for slot in self.without):
            return False
        return not self.adverb or self.adverb in clause.adverbs

    def _says(self, phrase: Phrase) -> bool:
        """Whether a phrase has one of the nouns, and no other figure than the row's ("the top spot", "No. 1")."""
        other = self.equals is not None and phrase.quantity is not None and phrase.quantity.value != self.equals
        return phrase.head in self.nouns and not other


@dataclass(frozen=True, slots=True)
class NominalRow:
    """
    A pattern of nouns that states a relation: "X's Y", "Y by X", "X chief executive Y".

    Args:
        term: Local name of the relation.
        pattern: One of ``possessive compound preposition apposition role comma``.
        words: Prepositions, or the role nouns.
        head_is: Whether the pattern's head fills the claim's ``subject`` or ``object``.
        phrase: Whether the head may be words of its kind instead of a name ("Norland's new law").
        described: Whether the pattern must hang on a common noun ("a company in Oslo", not "sued Halden in Oslo").
    """

    term: str
    pattern: str
    words: frozenset[str] = frozenset()
    head_is: str = "subject"
    head_types: tuple[str, ...] = ()
    other_types: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    phrase: bool = False
    described: bool = False
    confidence: float = 0.8
    name: str = ""


@dataclass(frozen=True, slots=True)
class WordingRow:
    """
    Words of an open claim that are a term: what else is read of the clause stays as it is.

    Args:
        term: Local name of the relation.
        says: The open words: a lemma with its particle or preposition, e.g. ``apologise_to``.
        turned: Whether subject and object change places.
        subject_types: Classes of which the subject must not be known to be none; empty: any.
        object_types: The same for the object.
        subject_nouns: If given, one of them must be the subject's head noun, or a word of its name.
        nouns: The same for the object.
        phrase: Whether the object may be words of unknown kind; otherwise a name, or a noun that names a class.
        subject_phrase: The same for the subject.
    """

    term: str
    says: frozenset[str]
    turned: bool = False
    subject_types: tuple[str, ...] = ()
    object_types: tuple[str, ...] = ()
    subject_nouns: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    phrase: bool = True
    subject_phrase: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a domain, the clause rows by verb, the wordings by open words."""

    by_verb: Mapping[str, tuple[ClauseRow, ...]] = field(default_factory=dict)
    nominal: tuple[NominalRow, ...] = ()
    by_words: Mapping[str, tuple[WordingRow, ...]] = field(default_factory=dict)


def load_mapping(domain: Domain) -> Rows:
    """
    Read the rows of a domain.

    Raises:
        DomainError: A row names an unknown relation, class, pattern or key; the message gives table and number.
    """
    by_verb: dict[str, list[ClauseRow]] = defaultdict(list)
    for table in ("clause", "figure"):
        for number, raw in enumerate(domain.rows.get(table, []), 1):
            row = _clause_row(domain, raw, f"[[{table}]] {number}")
            for verb in row.verbs:
                by_verb[verb].append(row)
    nominal = tuple(
        _nominal_row(domain, raw, f"[[nominal]] {number}")
        for number, raw in enumerate(domain.rows.get("nominal", []), 1)
    )
    by_words: dict[str, list[WordingRow]] = defaultdict(list)
    for number, raw in enumerate(domain.rows.get("wording", []), 1):
        wording = _wording_row(domain, raw, f"[[wording]] {number}")
        for words in sorted(wording.says):
            by_words[words].append(wording)
    return Rows(
        {verb: tuple(rows) for verb, rows in by_verb.items()},
        nominal,
        {words: tuple(rows) for words, rows in by_words.items()},
    )


def _clause_row(domain: Domain, raw: dict[str, Any], where: str) -> ClauseRow:
    term = _term(domain, raw, where)
    relation, figure = domain.relations.get(term), domain.figures.get(term)
    _known_keys(raw, ClauseRow, where)
    if raw.get("kind", "count") not in KINDS:
        raise DomainError(f"relations.toml, {where}: kind '{raw['kind']}' is none of {', '.join(sorted(KINDS))}.")
    default_domain = relation.domain if relation else figure.domain if figure else ()
    default_range = relation.range if relation else ()
    return ClauseRow(
        term=term,
        verbs=frozenset(raw.get("verbs", ())),
        subject=tuple(raw.get("subject", ("subject",))),
        object=tuple(raw.get("object", ("object",))),
        subject_types=_classes(domain, raw.get("subject_types", default_domain), where),
        object_types=_classes(domain, raw.get("object_types", default_range), where),
        nouns=frozenset(raw.get("nouns", ())),
        noun_slot=tuple(raw.get("noun_slot", ("object", "complement", "theme"))),
        phrase=bool(raw.get("phrase", False)),
        subject_phrase=bool(raw.get("subject_phrase", False)),
        kind=raw.get("kind", ""),
        equals=raw.get("equals"),
        context=tuple(raw.get("context", ())),
        context_types=_classes(domain, raw.get("context_types", ()), where),
        adverb=raw.get("adverb", ""),
        without=tuple(raw.get("without", ())),
        confidence=float(raw.get("confidence", 0.85)),
        value=str(raw.get("value", "")),
        per=raw.get("per", ""),
        able=bool(raw.get("able", False)),
        name=f"{term}:{where.rsplit(maxsplit=1)[-1]}",
    )


def _nominal_row(domain: Domain, raw: dict[str, Any], where: str) -> NominalRow:
    term = _term(domain, raw, where)
    _known_keys(raw, NominalRow, where)
    if raw.get("pattern") not in PATTERNS:
        raise DomainError(
            f"relations.toml, {where}: pattern '{raw.get('pattern')}' is none of {', '.join(sorted(PATTERNS))}."
        )
    relation = domain.relations[term]
    head_is = raw.get("head_is", "subject")
    head, other = (relation.domain, relation.range) if head_is == "subject" else (relation.range, relation.domain)
    return NominalRow(
        term=term,
        pattern=raw["pattern"],
        words=frozenset(raw.get("words", ())),
        head_is=head_is,
        head_types=_classes(domain, raw.get("head_types", head), where),
        other_types=_classes(domain, raw.get("other_types", other), where),
        nouns=frozenset(raw.get("nouns", ())),
        phrase=bool(raw.get("phrase", False)),
        described=bool(raw.get("described", False)),
        confidence=float(raw.get("confidence", 0.8)),
        name=f"{term}:n{where.rsplit(maxsplit=1)[-1]}",
    )


def _wording_row(domain: Domain, raw: dict[str, Any], where: str) -> WordingRow:
    term = _term(domain, raw, where)
    _known_keys(raw, WordingRow, where)
    relation = domain.relations[term]
    turned = bool(raw.get("turned", False))
    first, second = (relation.range, relation.domain) if turned else (relation.domain, relation.range)
    return WordingRow(
        term=term,
        says=frozenset(raw.get("says", ())),
        turned=turned,
        subject_types=_classes(domain, raw.get("subject_types", first), where),
        object_types=_classes(domain, raw.get("object_types", second), where),
        subject_nouns=frozenset(raw.get("subject_nouns", ())),
        nouns=frozenset(raw.get("nouns", ())),
        phrase=bool(raw.get("phrase", True)),
        subject_phrase=bool(raw.get("subject_phrase", True)),
        name=f"{term}:w{where.rsplit(maxsplit=1)[-1]}",
    )


def _term(domain: Domain, raw: dict[str, Any], where: str) -> str:
    term = raw.get("relation") or raw.get("figure")
    if term not in domain.relations and term not in domain.figures:
        raise DomainError(
            f"relations.toml, {where}: '{term}' is no relation or figure of ontology.ttl; "
            "declare it there or mend the row."
        )
    return str(term)


def _known_keys(raw: dict[str, Any], row: type[ClauseRow | NominalRow | WordingRow], where: str) -> None:
    known = {f.name for f in fields(row)} - {"term", "name"} | {"relation", "figure"}
    if unknown := set(raw) - known:
        raise DomainError(
            f"relations.toml, {where}: unknown key {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}."
        )


def _classes(domain: Domain, names: Any, where: str) -> tuple[str, ...]:
    for name in names:
        if name not in domain.classes:
            raise DomainError(f"relations.toml, {where}: '{name}' is no class of ontology.ttl or of the core.")
    return tuple(names)
