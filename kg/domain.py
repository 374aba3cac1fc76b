"""
A domain folder, loaded: what kinds of things there are, how they relate, and what is known of names.

A domain is data. Code asks it about kinds with the words of the core vocabulary
(``domain.is_a(cls, "Organization")``) and takes all other terms from it. ``docs/domain.md``
tells how to make one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from . import domain_files as files
from . import ontology
from .errors import DomainError
from .model import OPEN
from .terms import EntityClass, Example, Figure, GazetteerEntry, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "TOP",
    "Domain",
    "EntityClass",
    "Example",
    "Figure",
    "GazetteerEntry",
    "Relation",
    "load_domain",
]

TOP = "Thing"
"""The core class above all others; an entity of unknown kind has it."""

DEFAULT = "ai_music"
"""The domain that ships with the package and is used when none is asked for."""

_SHIPPED = Path(__file__).parent / "domains"


@dataclass(frozen=True, eq=False)
class Domain:
    """
    Everything that a domain folder says.

    Args:
        name: The folder's name.
        namespace: IRI that the domain's terms begin with.
        prefix: Short form of the namespace, for Turtle and SPARQL.
        classes: Core and domain classes by local name. A domain class with a core class's name refines that one.
        relations: Relations by local name; those for asking the other way round are in *inverses*.
        inverses: Name of an inverse -> the relation that is stored.
        figures: Figures by local name.
        names: The gazetteer, in the order of the file.
        rows: ``relations.toml`` as parsed; empty when the folder has none.
        questions: ``questions.toml`` as parsed; empty when the folder has none.
        digest: sha256 over the folder's files, in hex digits; part of a run's identity.
    """

    name: str
    namespace: str
    prefix: str
    classes: Mapping[str, EntityClass]
    relations: Mapping[str, Relation]
    inverses: Mapping[str, str]
    figures: Mapping[str, Figure]
    names: tuple[GazetteerEntry, ...]
    rows: Mapping[str, Any]
    questions: Mapping[str, Any]
    digest: str
    path: Path
    _triples: tuple[ontology.Statement, ...] = field(repr=False, default=())
    _above: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)
    _disjoint: frozenset[frozenset[str]] = field(repr=False, default=frozenset())

    def ancestors(self, cls: str) -> tuple[str, ...]:
        """
        Return the classes above *cls*, nearest first, without itself; unknown classes have none.

        >>> load_domain().ancestors("Organization")
        ('Agent', 'Thing')
        """
        return self._above.get(cls, ())

    def is_a(self, cls: str, ancestor: str) -> bool:
        """
        Whether *cls* is *ancestor* or stands under it.

        >>> load_domain().is_a("Organization", "Agent"), load_domain().is_a("Place", "Agent")
        (True, False)
        """
        return cls == ancestor or ancestor in self.ancestors(cls)

    def fits(self, cls: str, allowed: Iterable[str]) -> bool:
        """
        Whether an entity of class *cls* may stand where one of *allowed* is asked for.

        >>> load_domain().fits("Person", ("Place", "Agent"))
        True
        """
        return any(self.is_a(cls, ancestor) for ancestor in allowed)

    def may_fit(self, cls: str, allowed: Iterable[str]) -> bool:
        """
        Whether *cls* fits, or is a wider class of which one that fits is a kind.

        >>> load_domain().may_fit("Agent", ("Person",)), load_domain().fits("Agent", ("Person",))
        (True, False)
        """
        return any(self.is_a(cls, name) or self.is_a(name, cls) for name in allowed)

    def type_name(self, cls: str) -> str:
        """
        Return the type that outputs show for a class, its own or the nearest above; ``other`` at last.

        >>> load_domain().type_name("Organization")
        'organization'
        """
        for name in (cls, *self.ancestors(cls)):
            if name in self.classes and self.classes[name].type_name:
                return self.classes[name].type_name
        return "other"

    def pronouns(self, cls: str) -> tuple[str, ...]:
        """
        Return the pronouns that may stand for a thing of a class, its own or those of the nearest class above.

        >>> load_domain().pronouns("Place")
        ('it',)
        """
        lines = (self.classes[name].pronouns for name in (cls, *self.ancestors(cls)) if name in self.classes)
        return next((words for words in lines if words), self.classes[TOP].pronouns)

    def core(self, cls: str) -> str:
        """
        Return the nearest class of the core vocabulary, *cls* itself if it is one; ``Thing`` for unknown ones.

        >>> load_domain().core("Organization")
        'Organization'
        """
        return next((n for n in (cls, *self.ancestors(cls)) if n in self.classes and self.classes[n].core), TOP)

    def family(self, cls: str) -> str:
        """
        Return the broad family of a class: the core class above it that stands right under ``Thing``.

        >>> load_domain().family("Organization")
        'Agent'
        """
        line = (cls, *self.ancestors(cls))
        return next((n for n in line if n in self.classes and self.classes[n].parents == (TOP,)), TOP)

    def disjoint(self, a: str, b: str) -> bool:
        """
        Whether nothing can be both.

        >>> load_domain().disjoint("Person", "Place")
        True
        """
        pairs = product((a, *self.ancestors(a)), (b, *self.ancestors(b)))
        return any(frozenset(pair) in self._disjoint for pair in pairs)

    def may_be_same(self, a: str, b: str) -> bool:
        """
        Whether two readings of one name as *a* and as *b* may mean one entity.

        They may unless the classes are disjoint or of different families. A thing of
        unknown kind may be anything.

        >>> load_domain().may_be_same("Person", "Agent"), load_domain().may_be_same("Person", "Work")
        (True, False)
        """
        if TOP in {a, b}:
            return True
        return self.family(a) == self.family(b) and not self.disjoint(a, b)

    def ontology_quads(self, graph: str = "https://onrecord.example/graph/ontology") -> Iterator[ox.Quad]:
        """
        Yield the core and domain vocabulary as quads of one named graph, in the order of the files.

        >>> next(load_domain().ontology_quads()).graph_name.value
        'https://onrecord.example/graph/ontology'
        """
        name = ox.NamedNode(graph)
        for triple in self._triples:
            yield ox.Quad(ox.NamedNode(triple.subject), ox.NamedNode(triple.predicate), triple.object, name)


def load_domain(name_or_path: str | Path = DEFAULT) -> Domain:
    """
    Load a domain: one that ships with the package, by name, or any folder, by path.

    A domain that was loaded before is handed out again, as long as its files have not changed.

    Raises:
        DomainError: The folder is missing or its parts do not fit together; the message
            names file, term and next step.

    >>> load_domain().name
    'ai_music'
    """
    folder = _folder(name_or_path)
    return _load(folder, files.folder_digest(folder))


def _folder(name_or_path: str | Path) -> Path:
    for folder in (Path(name_or_path), _SHIPPED / name_or_path):
        if (folder / ontology.ONTOLOGY).is_file():
            return folder.resolve()
    shipped = ", ".join(sorted(p.name for p in _SHIPPED.iterdir() if p.is_dir()))
    raise DomainError(
        f"{name_or_path}: no domain folder (none holds {ontology.ONTOLOGY}). Shipped: {shipped}; see docs/domain.md."
    )


@lru_cache(maxsize=8)
def _load(folder: Path, digest: str) -> Domain:
    facts = ontology.read_facts(folder)
    classes = ontology.read_classes(facts)
    relations, inverses = ontology.read_relations(facts, classes)
    figures = ontology.read_figures(facts, classes)
    rows = files.read_toml(folder / files.ROWS)
    questions = files.read_toml(folder / files.QUESTIONS)
    _check_named(folder / files.ROWS, files.named_terms(rows, "relation", "figure"), {*relations, *figures})
    _check_named(folder / files.ROWS, files.named_terms(rows, *files.CLASS_KEYS), classes)
    for section, known in (("relation", relations), ("figure", figures), ("class", classes)):
        _check_named(folder / files.QUESTIONS, questions.get(section, {}), known)
    return Domain(
        name=folder.name,
        namespace=facts.namespace,
        prefix=facts.prefix,
        classes=classes,
        relations=relations,
        inverses=inverses,
        figures=figures,
        names=files.read_names(folder / files.NAMES, classes),
        rows=rows,
        questions=questions,
        digest=digest,
        path=folder,
        _triples=facts.triples,
        _above={name: _walk_up(name, classes, facts.path) for name in classes},
        _disjoint=_disjoint_pairs(facts),
    )


def _check_named(path: Path, named: Iterable[str], known: Iterable[str]) -> None:
    for name in named:
        if name not in known and not name.startswith(OPEN):
            raise DomainError(f"{path}: {name} is no term of {ontology.ONTOLOGY}. Define it there, or mend the name.")


def _walk_up(cls: str, classes: Mapping[str, EntityClass], path: Path) -> tuple[str, ...]:
    """Return the classes above, breadth first: nearer ones before farther ones, ``Thing`` last."""
    line: dict[str, None] = {}
    level = classes[cls].parents
    while level:
        line.update(dict.fromkeys(level))
        if cls in line:
            raise DomainError(f"{path}: class {cls} stands under itself. Break the ring of rdfs:subClassOf.")
        level = tuple(p for name in level for p in classes[name].parents if p not in line)
    line.pop(TOP, None)
    return (*line, TOP) if cls != TOP else ()


def _disjoint_pairs(facts: ontology.Facts) -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((ontology.local(triple.subject), ontology.local(triple.object.value)))
        for triple in facts.triples
        if triple.predicate == f"{ontology.OWL}disjointWith"
    )
