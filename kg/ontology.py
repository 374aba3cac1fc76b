"""
An ontology, read: the Turtle of core and domain becomes classes, relations and figures.

Each reader raises :class:`kg.errors.DomainError` with the file, the term, and what to do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from .errors import DomainError
from .terms import EntityClass, Example, ExampleValue, Figure, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CORE = "https://onrecord.example/core#"
CORE_FILES = ("core.ttl", "core_classes.ttl")
ONTOLOGY = "ontology.ttl"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "https://schema.org/"
VANN = "http://purl.org/vocab/vann/"

_NUMBERS = {"integer": int, "decimal": Decimal}


class Statement(NamedTuple):
    """A triple with an IRI as its subject."""

    subject: str
    predicate: str
    object: ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Facts:
    """
    The triples of a domain's Turtle files, by subject and predicate, in the order of the file.

    Args:
        namespace: IRI that the domain's own terms begin with.
        own: IRIs of subjects that the domain's file (not the core) describes.
    """

    path: Path
    namespace: str
    prefix: str
    triples: tuple[Statement, ...]
    own: frozenset[str]
    by: Mapping[tuple[str, str], tuple[ox.NamedNode | ox.Literal, ...]] = field(repr=False)

    def iris(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the IRIs that stand as objects."""
        return tuple(o.value for o in self.by.get((subject, predicate), ()) if isinstance(o, ox.NamedNode))

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the literals that stand as objects, as text, without repetition."""
        found = (o.value for o in self.by.get((subject, predicate), ()) if isinstance(o, ox.Literal))
        return tuple(dict.fromkeys(found))

    def text(self, subject: str, predicate: str) -> str:
        """Return the first literal, or nothing."""
        return next(iter(self.texts(subject, predicate)), "")

    def flag(self, subject: str, predicate: str) -> bool:
        """Whether the literal is there and true."""
        return self.text(subject, predicate) in {"true", "1"}

    def of_type(self, *types: str) -> Iterator[str]:
        """Yield each subject of one of the given ``rdf:type`` IRIs, in the order of the files."""
        yield from dict.fromkeys(
            t.subject for t in self.triples if t.predicate == f"{RDF}type" and t.object.value in types
        )


def local(iri: str) -> str:
    """
    Return the local name of an IRI.

    >>> local("https://onrecord.example/core#Person")
    'Person'
    """
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


def read_facts(folder: Path) -> Facts:
    """
    Parse the core vocabulary and the folder's ``ontology.ttl``.

    Raises:
        DomainError: The file is missing, is no Turtle, uses blank nodes, or does not say its namespace.
    """
    path = folder / ONTOLOGY
    here = Path(__file__).parent
    core = [t for name in CORE_FILES if (here / name).is_file() for t in _parse(here / name)]
    own = _parse(path)
    by: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for triple in (*core, *own):
        by[triple.subject, triple.predicate].append(triple.object)
    namespace = _stated(own, f"{VANN}preferredNamespaceUri", path)
    prefix = _stated(own, f"{VANN}preferredNamespacePrefix", path)
    subjects = frozenset(t.subject for t in own)
    return Facts(path, namespace, prefix, (*core, *own), subjects, {k: tuple(v) for k, v in by.items()})


def _parse(path: Path) -> list[Statement]:
    if not path.is_file():
        raise DomainError(f"{path}: no such file. A domain folder needs {ONTOLOGY}; see docs/domain.md.")
    try:
        return [_statement(quad, path) for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise DomainError(f"{path}: not valid Turtle ({error.msg}). Mend that line.") from error


def _statement(quad: ox.Quad, path: Path) -> Statement:
    if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
        return Statement(quad.subject.value, quad.predicate.value, quad.object)
    raise DomainError(f"{path}: a blank node ({quad.triple}). Give it an IRI: the graph holds no blank nodes.")


def _stated(triples: list[Statement], predicate: str, path: Path) -> str:
    for triple in triples:
        if triple.predicate == predicate:
            return triple.object.value
    raise DomainError(f"{path}: the ontology does not say {local(predicate)}. Add it to the owl:Ontology node.")


def read_classes(facts: Facts) -> dict[str, EntityClass]:
    """
    Return the classes of core and domain by local name, the core's first.

    A domain class with the local name of a core class refines it: the two are one here,
    with the words of both.

    Raises:
        DomainError: A class has no label, or a parent that is not defined.
    """
    iris: dict[str, list[str]] = defaultdict(list)
    for iri in facts.of_type(f"{OWL}Class"):
        if iri.startswith((CORE, facts.namespace)) and _is_kind(facts, iri) and not facts.flag(iri, f"{OWL}deprecated"):
            iris[local(iri)].append(iri)
    classes = {name: _entity_class(facts, name, same) for name, same in iris.items()}
    for cls in classes.values():
        for parent in cls.parents:
            if parent not in classes:
                raise DomainError(f"{facts.path}: class {cls.name} stands under {parent}, which is not defined.")
    return classes


def _is_kind(facts: Facts, iri: str) -> bool:
    """Core classes without a type name describe claims and spans, not things in the news."""
    return iri in facts.own or bool(facts.text(iri, f"{CORE}typeName"))


def _entity_class(facts: Facts, name: str, iris: list[str]) -> EntityClass:
    own = iris[::-1]  # the domain's word goes before the core's
    label = _first(facts.text(iri, f"{RDFS}label") for iri in own)
    if not label:
        raise DomainError(f"{facts.path}: class {name} has no rdfs:label. Add one.")
    known = (CORE, facts.namespace)
    above = [p for iri in own for p in facts.iris(iri, f"{RDFS}subClassOf") if p.startswith(known)]
    return EntityClass(
        name=name,
        label=label,
        type_name=_first(facts.text(iri, f"{CORE}typeName") for iri in own),
        parents=_unique(local(p) for p in above if local(p) != name),
        ner_labels=_unique(t for iri in own for t in facts.texts(iri, f"{CORE}nerLabel")),
        pronouns=_unique(t for iri in own for t in facts.texts(iri, f"{CORE}pronoun")),
        trigger_nouns=_unique(t for iri in own for t in facts.texts(iri, f"{CORE}triggerNoun")),
        iri=own[0],
        core=iris[0].startswith(CORE),
        name_endings=_unique(t for iri in own for t in facts.texts(iri, f"{CORE}nameEnding")),
        part_nouns=_unique(t for iri in own for t in facts.texts(iri, f"{CORE}partNoun")),
    )


def read_relations(facts: Facts, classes: Mapping[str, EntityClass]) -> tuple[dict[str, Relation], dict[str, str]]:
    """
    Return the relations by local name, and the names for asking the other way round.

    Raises:
        DomainError: A relation lacks label, domain, range or example, or names an undefined class.
    """
    relations, inverses = {}, {}
    for iri in facts.of_type(f"{OWL}ObjectProperty"):
        if not iri.startswith(facts.namespace):
            continue
        for inverse in facts.iris(iri, f"{OWL}inverseOf"):
            inverses[local(inverse)] = local(iri)
        relations[local(iri)] = iri
    stored = {name: iri for name, iri in relations.items() if name not in inverses}
    return {name: _relation(facts, iri, classes) for name, iri in stored.items()}, inverses


def _relation(facts: Facts, iri: str, classes: Mapping[str, EntityClass]) -> Relation:
    kinds = {local(kind) for kind in facts.iris(iri, f"{RDF}type")}
    deprecated = facts.flag(iri, f"{OWL}deprecated")
    example = _example(facts, iri)
    if not deprecated and (example is None or not example.object):
        raise _lacks(facts, iri, "onr:exampleSentence with onr:exampleSubject and onr:exampleObject")
    return Relation(
        name=local(iri),
        label=_label(facts, iri),
        domain=_ends(facts, iri, "domain", classes),
        range=_ends(facts, iri, "range", classes),
        inverse=next((local(i) for i in facts.iris(iri, f"{OWL}inverseOf")), None),
        symmetric="SymmetricProperty" in kinds,
        transitive="TransitiveProperty" in kinds,
        truthy=facts.flag(iri, f"{CORE}truthy"),
        single_valued=facts.flag(iri, f"{CORE}singleValued"),
        sub_property_of=tuple(local(p) for p in facts.iris(iri, f"{RDFS}subPropertyOf")),
        lemmas=facts.texts(iri, f"{CORE}triggerLemma"),
        example=example,
        deprecated=deprecated,
        iri=iri,
    )


def read_figures(facts: Facts, classes: Mapping[str, EntityClass]) -> dict[str, Figure]:
    """
    Return the figures (datatype properties of the domain) by local name.

    Raises:
        DomainError: A figure lacks label, domain, range or example, or names an undefined class.
    """
    iris = (i for i in facts.of_type(f"{OWL}DatatypeProperty") if i.startswith(facts.namespace))
    return {local(iri): _figure(facts, iri, classes) for iri in iris}


def _figure(facts: Facts, iri: str, classes: Mapping[str, EntityClass]) -> Figure:
    deprecated = facts.flag(iri, f"{OWL}deprecated")
    example = _example(facts, iri)
    if not deprecated and (example is None or example.value is None):
        raise _lacks(facts, iri, "onr:exampleSentence with onr:exampleSubject and onr:exampleValue")
    datatype = next(iter(facts.iris(iri, f"{RDFS}range")), "")
    if not datatype.startswith(XSD):
        raise _lacks(facts, iri, "rdfs:range of an xsd: type")
    return Figure(
        name=local(iri),
        label=_label(facts, iri),
        domain=_ends(facts, iri, "domain", classes),
        datatype=local(datatype),
        unit=facts.text(iri, f"{CORE}unitText"),
        unit_nouns=facts.texts(iri, f"{CORE}unitNoun"),
        lemmas=facts.texts(iri, f"{CORE}triggerLemma"),
        truthy=facts.flag(iri, f"{CORE}truthy"),
        single_valued=facts.flag(iri, f"{CORE}singleValued"),
        sub_property_of=tuple(local(p) for p in facts.iris(iri, f"{RDFS}subPropertyOf")),
        example=example,
        deprecated=deprecated,
        iri=iri,
    )


def _label(facts: Facts, iri: str) -> str:
    label = facts.text(iri, f"{RDFS}label")
    if not label:
        raise _lacks(facts, iri, "rdfs:label")
    return label


def _ends(facts: Facts, iri: str, end: str, classes: Mapping[str, EntityClass]) -> tuple[str, ...]:
    """
    Return the classes that fit at one end: those of ``schema:domainIncludes``, else of ``rdfs:domain``.

    Two rdfs:domain statements would mean "both"; schema.org's property means "any of".
    """
    wide = facts.iris(iri, f"{RDFS}{end}")
    if len(wide) != 1:
        raise _lacks(facts, iri, f"rdfs:{end} (exactly one; list alternatives with schema:{end}Includes)")
    names = tuple(local(c) for c in facts.iris(iri, f"{SCHEMA}{end}Includes") or wide)
    for name in (*names, local(wide[0])):
        if name not in classes:
            raise DomainError(f"{facts.path}: {local(iri)} has {name} as its {end}, which is no defined class.")
    return names


def _lacks(facts: Facts, iri: str, what: str) -> DomainError:
    return DomainError(f"{facts.path}: {local(iri)} has no {what}. Add it, or mark the term owl:deprecated true.")


def _example(facts: Facts, iri: str) -> Example | None:
    sentence = facts.text(iri, f"{CORE}exampleSentence")
    subject = facts.text(iri, f"{CORE}exampleSubject")
    if not sentence or not subject:
        return None
    values = [v for v in facts.by.get((iri, f"{CORE}exampleValue"), ()) if isinstance(v, ox.Literal)]
    return Example(
        sentence=sentence,
        subject=subject,
        object=facts.text(iri, f"{CORE}exampleObject"),
        value=_value(values[0]) if values else None,
        unit=facts.text(iri, f"{CORE}exampleUnit"),
    )


def _value(literal: ox.Literal) -> ExampleValue:
    kind = local(literal.datatype.value)
    if kind == "boolean":
        return literal.value in {"true", "1"}
    if kind == "date":
        return date.fromisoformat(literal.value)
    return _NUMBERS[kind](literal.value) if kind in _NUMBERS else literal.value


def _first(texts: Iterable[str]) -> str:
    return next((t for t in texts if t), "")


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
