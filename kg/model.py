"""
The records that travel down the line: article, sentence, mention, entity, claim, reading.

All are frozen and hold plain values only, so that reading an article is a pure function
and a record can be pickled to a worker. Offsets are half-open and count Unicode code
points of :attr:`Article.text`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

MentionKind = Literal["name", "nominal", "pronoun"]
Modality = Literal["asserted", "possible", "planned", "alleged", "opinion"]
Polarity = Literal["positive", "negative"]
Comparator = Literal["exactly", "about", "moreThan", "atLeast", "lessThan", "atMost"]
Value = int | Decimal | bool | date | str

OPEN = "open:"
"""Prefix of a relation that is no term of the ontology, e.g. ``open:take_place_in``."""


@dataclass(frozen=True, slots=True)
class Article:
    """
    One news article as it was taken in; the unit that is added, replaced and removed.

    Args:
        id: Name of the article, unique in a workspace; letters, digits, ``-``, ``_``, ``.``.
        text: The text that all offsets count in, never changed after intake.
        published: Day of publication, ``None`` when unknown. Relative dates need it.
        reported_by: Outlets whose report the article tells; articles with the same origin are no independent sources.
        updates: Id of an earlier article that this one corrects or continues.
        source: Path or address it came from. Kept in the ledger, never in the graph.

    >>> Article(id="a1", text="Nova Vale sang.").sha256[:8]
    'd528eba0'
    """

    id: str
    text: str
    title: str = ""
    outlet: str = ""
    published: date | None = None
    updated: date | None = None
    url: str = ""
    byline: str = ""
    language: str = "en"
    topics: tuple[str, ...] = ()
    reported_by: tuple[str, ...] = ()
    updates: str | None = None
    source: str = ""
    search_only: bool = False

    @property
    def sha256(self) -> str:
        """Hash of the text, as hex digits; the graph and the indexes carry it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Entity:
    """
    One named thing as one article knows it.

    Args:
        key: Name in IRIs: ``class.slug``, with ``~bearer`` where the article tells two of a name apart.
        name: The fullest name found in the article (or its gazetteer form).
        type: Local name of its class in the domain's ontology, e.g. ``Persona``.
        aliases: Other spellings found in the article, sorted.
        votes: Weight of the evidence for each class, as ``(class, weight)``; the corpus-wide vote adds them up.
    """

    key: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    votes: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One place in the text that refers to an entity.

    Args:
        kind: ``name``, ``nominal`` ("the song") or ``pronoun`` ("it").
        entity: Key of the :class:`Entity` it refers to.
        rule: Which rule found or resolved it.
        confidence: 0 to 1.
    """

    start: int
    end: int
    kind: MentionKind
    entity: str
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Argument:
    """
    What fills a place of a claim: an entity, or a phrase of the text.

    Args:
        text: The phrase as it stands in the article, or the entity's name.
        entity: Key of the entity, ``None`` for a phrase.
        start: Where the phrase (or the mention) stands; -1 when it is nowhere verbatim.
    """

    text: str
    entity: str | None = None
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Interval:
    """
    A closed stretch of days with the words that named it.

    Either end may be open (``None``). *text* is as written ("in mid-October").
    """

    start: date | None = None
    end: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One thing that one article says.

    At most one of *object* and *value* is given; an intransitive open claim has neither.

    Args:
        article: Id of the article.
        subject: What the claim is about.
        relation: Local name of a relation or figure of the ontology, or ``open:`` and snake-case words.
        value: A number, a truth value, a date, or text for ranges (``10..20``).
        unit: Unit of a numeric value: ``percent``, an ISO 4217 code for money, or the counted noun (``streams``).
        context: A further entity that qualifies the claim, e.g. the chart of a rank.
        qualifier: Other qualifying words as written ("official").
        time: When it holds or happened.
        speaker: Who says it when that is not the article itself.
        attribution_cue: The words that attribute ("according to").
        sentence: Span of the sentence that says it; the claim's quotation.
        also: Further evidence, such as the sentence of an antecedent.
        confidence: 0 to 1, of the reader.
        rule: Which mapping row or rule made it.
        second: What a language model had to do with it: ``proposed``, ``agrees`` or ``differs: ...`` with what it read
            otherwise; empty when none read the article or it passed the claim over.
    """

    article: str
    subject: Argument
    relation: str
    sentence: Span
    object: Argument | None = None
    value: Value | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    place: Argument | None = None
    context: Argument | None = None
    qualifier: str | None = None
    time: Interval | None = None
    speaker: Argument | None = None
    attribution_cue: str | None = None
    modality: Modality = "asserted"
    hedge_cue: str | None = None
    polarity: Polarity = "positive"
    also: tuple[Span, ...] = ()
    confidence: float = 0.5
    rule: str = ""
    second: str = ""

    @property
    def id(self) -> str:
        """
        Name of the claim: article id and a hash of what it says and where, never an ordinal.

        Two claims of an article with the same predicate, arguments, sentence, polarity,
        modality and speaker are the same claim.
        """
        parts = (
            self.relation,
            _argument_key(self.subject),
            _argument_key(self.object),
            _value_key(self.value, self.unit),
            f"{self.sentence.start},{self.sentence.end}",
            self.polarity,
            self.modality,
            _argument_key(self.speaker),
        )
        return f"{self.article}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:12]}"

    @property
    def is_open(self) -> bool:
        """Whether the relation is the text's own verb rather than a term of the ontology."""
        return self.relation.startswith(OPEN)


@dataclass(frozen=True, slots=True)
class Run:
    """
    What read an article: code version, models with their hashes, domain, settings.

    *parts* are ``(name, value)`` pairs, sorted; no clock value is among them.
    """

    parts: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """First 16 hex digits of the hash of all parts."""
        return hashlib.sha256("\n".join(f"{k}={v}" for k, v in sorted(self.parts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything learnt from one article; becomes that article's named graph."""

    article: Article
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    run: Run = field(default_factory=Run)

    def entity(self, key: str) -> Entity:
        """
        Return the entity of that key.

        Raises:
            KeyError: The reading has no such entity.
        """
        for entity in self.entities:
            if entity.key == key:
                return entity
        raise KeyError(key)


def _value_key(value: Value | None, unit: str | None) -> str:
    """Return a value's mark in an id; 1.50 and 1.5 are one value."""
    if value is None:
        return ""
    plain = format(value.normalize(), "f") if isinstance(value, Decimal) else value
    return f"{type(value).__name__}:{plain}:{unit or ''}"


def _argument_key(argument: Argument | None) -> str:
    if argument is None:
        return ""
    return f"@{argument.entity}" if argument.entity else argument.text
