"""
The terms of a domain: entity classes, relations, figures, and names known beforehand.

Terms are known by their local name (``Persona`` for ``.../ai-music#Persona``); code that
handles them takes the names from a :class:`kg.domain.Domain` and writes none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ExampleValue = int | Decimal | bool | date | str


@dataclass(frozen=True, slots=True)
class Example:
    """
    A sentence that states a term plainly, and what a reader must find in it.

    Args:
        sentence: A full sentence with invented names.
        subject: The subject as it stands in the sentence.
        object: The object as it stands there; empty for figures.
        value: The value of a figure; a truth value, a date (ISO text where only a month is told) or a number.
        unit: The unit of a number: ``percent``, an ISO 4217 code, or the counted noun.
    """

    sentence: str
    subject: str
    object: str = ""
    value: ExampleValue | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class EntityClass:
    """
    A kind of entity.

    Args:
        type_name: The type in every output, e.g. ``ai_tool``; inherited where the class has none of its own.
        parents: Local names of the classes right above it.
        ner_labels: spaCy OntoNotes labels that suggest it.
        trigger_nouns: Head nouns, as lemmas, that say it ("the label X").
        pronouns: ``he``, ``she``, ``it``, ``they``: those that may stand for one of it; inherited where there are none.
        core: Whether the class is of the core vocabulary, or refines one of the same name there.
        name_endings: Last words of its names, as written, that tell it ("Orsa Records").
        part_nouns: Nouns, as lemmas, of what things of it have ("the Tunegate account").
    """

    name: str
    label: str
    type_name: str
    parents: tuple[str, ...]
    ner_labels: tuple[str, ...]
    trigger_nouns: tuple[str, ...]
    pronouns: tuple[str, ...]
    iri: str
    core: bool = False
    name_endings: tuple[str, ...] = ()
    part_nouns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """
    A relation between two entities (or an entity and a phrase).

    Args:
        domain: Classes that a subject may have, any of them.
        range: Classes that an object may have, any of them.
        inverse: Its name when asked the other way round; never stored.
        symmetric: Whether it holds both ways.
        transitive: Whether it carries on over a chain.
        truthy: Whether an asserted, affirmed claim also gives a direct triple.
        single_valued: Whether two different objects at one time contradict each other.
        sub_property_of: Wider relations that it implies.
        lemmas: Verbs and adjectives that signal it, as lemmas.
        deprecated: Kept so that the name stays known; not to be read any more.
    """

    name: str
    label: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: str | None
    symmetric: bool
    transitive: bool
    truthy: bool
    single_valued: bool
    sub_property_of: tuple[str, ...]
    lemmas: tuple[str, ...]
    example: Example | None
    deprecated: bool
    iri: str


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A number, date or truth value that an entity has at a time.

    Args:
        datatype: ``integer``, ``decimal``, ``date`` or ``boolean``.
        unit: Unit that a claim carries: ``percent``, ``USD``, or a counted noun such as ``streams``; empty for none.
        unit_nouns: Counted nouns, singular and plural, that by themselves select this figure ("stream", "streams").
        sub_property_of: Wider figures that it implies.
    """

    name: str
    label: str
    domain: tuple[str, ...]
    datatype: str
    unit: str
    unit_nouns: tuple[str, ...]
    lemmas: tuple[str, ...]
    truthy: bool
    single_valued: bool
    sub_property_of: tuple[str, ...]
    example: Example | None
    deprecated: bool
    iri: str


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A well-known name with its class (local name) and other spellings."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
