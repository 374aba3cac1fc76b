"""
What the scorer must know of kinds and relations: from the domain, and from ``scoring.toml`` beside the gold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.model import OPEN
from kg.text.names import word_set

from .wording import local, norm, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.domain import Domain

    from .gold import GoldArticle

OTHER = "other"
_OPEN_PREFIXES = (OPEN, "other:")
_CORE_UNNAMED = ("PersonGroup", "Concept")
_TITLES = word_set(
    "sir dame justice judge dr mr mrs ms rep sen senator representative chairman ceo president minister company "
    "service firm giant agency country district chief executive"
)
_KEYS = {"types", "unnamed", "titles", "kinds", "descriptors"}


@dataclass(frozen=True)
class Scheme:
    """
    How kinds, names and relations compare.

    Args:
        types: Spelling of a type (squeezed, lower case) -> the type it counts as; unknown ones count as ``other``.
        unnamed: Types that are no named things (squeezed); the system's entities of those types are left out.
        titles: Words before a name that are no part of it, ``judge``.
        kinds: Words after a name that are no part of it, ``company``.
        descriptors: Stems of words that may stand around a name without making it another's.
        inverses: Name of a relation -> its name the other way round, both ways.
        symmetric: Relations that hold both ways.
    """

    types: Mapping[str, str] = field(default_factory=dict)
    unnamed: frozenset[str] = frozenset()
    titles: frozenset[str] = _TITLES
    kinds: frozenset[str] = frozenset()
    descriptors: frozenset[str] = frozenset()
    inverses: Mapping[str, str] = field(default_factory=dict)
    symmetric: frozenset[str] = frozenset()

    def type_of(self, name: str) -> str:
        """Return the type that a spelling counts as."""
        return self.types.get(squeeze(local(name)), OTHER)

    def is_named(self, type_name: str) -> bool:
        """Whether things of a type have names of their own."""
        return squeeze(local(type_name)) not in self.unnamed

    def bare(self, name: str) -> str:
        """Return a normalised name without title before it and kind behind it."""
        words = name.split()
        while len(words) > 1 and words[0] in self.titles:
            words = words[1:]
        while len(words) > 1 and words[-1] in self.kinds:
            words = words[:-1]
        return " ".join(words)

    def names(self, name: str, aliases: Iterable[str] = ()) -> frozenset[str]:
        """Return all normalised forms by which a thing is known."""
        full = {norm(n) for n in (name, *aliases) if n.strip()}
        return frozenset(full | {self.bare(n) for n in full})


def squeeze(name: str) -> str:
    """
    Drop case, spaces, hyphens and underscores.

    >>> squeeze("Record Label"), squeeze("record_label")
    ('recordlabel', 'recordlabel')
    """
    return re.sub(r"[\s_-]", "", name.casefold())


def is_open(relation: str) -> bool:
    """
    Whether a relation is the text's own words and no term.

    >>> is_open("open:take_place_in"), is_open("other:take place in"), is_open("partOf")
    (True, True, False)
    """
    return relation.startswith(_OPEN_PREFIXES)


def relation_words(relation: str) -> str:
    """
    Return a relation as words.

    >>> relation_words("open:take_place_in"), relation_words("foundedBy")
    ('take place in', 'founded by')
    """
    for prefix in _OPEN_PREFIXES:
        relation = relation.removeprefix(prefix)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", relation.replace("_", " ")).casefold()


def scheme_of(domain: Domain, table: Mapping[str, Any] | None = None) -> Scheme:
    """
    Make the scheme of a domain.

    Args:
        domain: Gives types, inverse and symmetric relations.
        table: ``scoring.toml`` as parsed. ``types`` adds spellings to those of the domain; each list that is
            given (``unnamed titles kinds descriptors``) takes the place of the one made from the domain.

    Raises:
        InputError: The table has an unknown key.
    """
    table = table or {}
    if unknown := set(table) - _KEYS:
        raise InputError(f"scoring.toml has {', '.join(sorted(unknown))}; it may hold {', '.join(sorted(_KEYS))}.")
    nouns = {noun for c in domain.classes.values() for noun in c.trigger_nouns if " " not in noun}
    titles = frozenset(table.get("titles", _TITLES))
    kinds = frozenset(table.get("kinds", nouns))
    about = frozenset(table.get("descriptors", ())) | titles | kinds
    return Scheme(
        types=_types(domain, table.get("types", {})),
        unnamed=frozenset(map(squeeze, table.get("unnamed", _unnamed(domain)))),
        titles=titles,
        kinds=kinds,
        descriptors=frozenset(map(stem, about)),
        inverses={**domain.inverses, **{stored: inverse for inverse, stored in domain.inverses.items()}},
        symmetric=frozenset(name for name, relation in domain.relations.items() if relation.symmetric),
    )


def _types(domain: Domain, more: Mapping[str, str]) -> dict[str, str]:
    types = {OTHER: OTHER}
    for name, cls in domain.classes.items():
        shown = domain.type_name(name)
        types |= {squeeze(shown): shown, squeeze(name): shown, squeeze(cls.label): shown}
    return types | {squeeze(spelling): counts_as for spelling, counts_as in more.items()}


def _unnamed(domain: Domain) -> set[str]:
    classes = {name for name in _CORE_UNNAMED if name in domain.classes}
    return classes | {domain.classes[name].type_name for name in classes} - {"", OTHER}


def unknown_terms(gold: Iterable[GoldArticle], domain: Domain, scheme: Scheme) -> list[str]:
    """
    Return a line for each type and relation of the gold that neither domain nor scheme knows; likely slips of the pen.

    An unknown type counts as ``other``, an unknown relation is never found.
    """
    terms = {*domain.relations, *domain.figures, *domain.inverses}
    lines = []
    for article in gold:
        types = {t for e in article.entities for t in (e.type, *e.type_alt)}
        wanted = {r for c in article.claims for r in (c.relation, *c.relation_alt)}
        plain = {re.sub(r"^((not|inv):)+", "", r) for r in wanted}
        odd = [f"type {t}" for t in sorted(types) if squeeze(t) not in {*scheme.types, *scheme.unnamed}]
        odd += [f"relation {r}" for r in sorted(plain) if not is_open(r) and r not in terms]
        lines += [f"{article.id}: {what} is no term of {domain.name} and not written as open:..." for what in odd]
    return lines
