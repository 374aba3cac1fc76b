"""
Which words state a relation or a figure: those of its label, of its lemmas, and of the rows of the domain.

A row that asks for a verb and a noun ("sign ... deal") needs both; a verb that says nothing by itself ("be", "have") or
a preposition states nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.text.cues import is_negation, modality_of
from kg.text.names import word_set

from .lemmas import common, lemmas, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kg.domain import Domain

Statement: TypeAlias = tuple[frozenset[str], ...]
"""Groups of words, of each of which one has to be there."""

_LIGHT = word_set(
    "be is are was have has do get become remain a an the of in on at by for with from as to into than per s through "
    "under over down up out off against like"
)
_STUB = 2
"""Letters of what is left of a word and no word of its own: "us" of "uses"."""
_PATTERNS = frozenset({"role", "compound", "apposition"})
"""Patterns of nouns that name their relation in a word; "of" and a possessive name none."""


_FREE = word_set("be have do to of in on at by for with from as a an the")
_FIRST = word_set("have do the a an")
_LONGEST = 4
"""Words of an open relation."""


def stating(there: Collection[str], term: str, domain: Domain) -> frozenset[str]:
    """
    Return the words that state a term, of those given; empty when they do not state it.

    Args:
        there: Words of a sentence, or of a part of it.
        term: A relation or a figure.
        domain: Its ontology and rows.

    >>> from kg.domain import load_domain
    >>> domain = load_domain()
    >>> sorted(stating(["Vale", "sued", "Harbour"], "sued", domain))
    ['sued']
    >>> sorted(stating(["Vale", "filed", "a", "report", "with", "Harbour"], "sued", domain))
    []
    """
    forms = {word: lemmas(word) for word in there}
    known = frozenset().union(*forms.values())
    said: set[str] = set()
    for statement in statements(domain).get(term, ()):
        if all(group & known for group in statement):
            said.update(w for w, own in forms.items() if any(own & group for group in statement))
    return frozenset(said)


@lru_cache(maxsize=8)
def statements(domain: Domain) -> Mapping[str, tuple[Statement, ...]]:
    """Return what may state each relation and figure in use."""
    found: dict[str, list[Statement]] = {}
    for relation in domain.relations.values():
        if not relation.deprecated:
            own = [_label(relation.label), *map(_verb, relation.lemmas)]
            found[relation.name] = [statement for statement in own if statement]
    for figure in domain.figures.values():
        if not figure.deprecated and figure.datatype != "boolean":
            own = [_label(figure.label), *map(_verb, figure.lemmas), *map(_label, figure.unit_nouns)]
            found[figure.name] = [statement for statement in own if statement]
    for table in ("clause", "figure", "nominal"):
        for row in domain.rows.get(table, ()):
            term = row.get("relation") or row.get("figure")
            if term in found:
                found[term].extend(_row(row))
    return {name: tuple(dict.fromkeys(own)) for name, own in found.items()}


def _label(text: str) -> Statement:
    """Return the words of a label that mean something, all of which have to be there."""
    heavy = [word for word in text.casefold().split() if word not in _LIGHT]
    return tuple(frozenset(form for form in lemmas(word) if len(form) > _STUB) for word in heavy)


def _verb(text: str) -> Statement:
    """Return a verb, with its particle if it has one; empty for a verb that says nothing by itself."""
    head, *particles = text.casefold().replace("_", " ").split()
    if head in _LIGHT and not particles:
        return ()
    return tuple(frozenset({word}) for word in (head, *particles))


def _row(row: Mapping[str, Any]) -> Iterator[Statement]:
    nouns = frozenset(str(noun).casefold() for noun in row.get("nouns", ()))
    if row.get("pattern") in _PATTERNS:
        nouns |= frozenset(str(word).casefold() for word in row.get("words", ()))
    asked = (nouns,) if nouns else ()
    verbs = [_verb(str(verb)) for verb in row.get("verbs", ())]
    for statement in ((*verb, *asked) for verb in verbs or [()]):
        if statement:
            yield statement


def turned(term: str, said: Collection[str], domain: Domain) -> bool | None:
    """
    Whether the claim's subject is what the verb is done to: "Quay Books owns Lark Press" for a subsidiary.

    Returns:
        ``None`` where the words that state it leave both ways open.
    """
    by = term.endswith("_by") or (term in domain.relations and domain.relations[term].label.endswith(" by"))
    forms = frozenset().union(*map(lemmas, said))
    ways = {
        slot != "subject"
        for row in domain.rows.get("clause", ())
        if row.get("relation") == term and any(v.split("_")[0] in forms for v in row.get("verbs", ()))
        for slot in list(row.get("subject", ["subject"]))[:1]
    }
    return by if not ways else (next(iter(ways)) if len(ways) == 1 else None)


def open_verb(told: str, there: Sequence[str]) -> tuple[str, frozenset[str]]:
    """
    Return an open relation's words as lemmas, and the words of the text that they are forms of.

    Each word that means something stands in the text; what denies or hedges is no part of a relation.

    >>> open_verb("did not swallow", ["not", "swallowed", "whole"])
    ('swallow', frozenset({'swallowed'}))
    >>> open_verb("destroyed", ["swallowed"])
    ('', frozenset())
    """
    made: list[str] = []
    said: set[str] = set()
    for word in words(told.replace("_", " ")):
        if is_negation(word) or modality_of([word.casefold()]):
            continue
        found, form = next(((w, c) for w in there if (c := common(word, w))), ("", ""))
        if not form and not lemmas(word) & _FREE:
            return "", frozenset()
        if form and not (lemmas(word) & _FIRST and not made):
            made.append(form)
            said.add(found)
    if len(made) > _LONGEST or not any(word not in _FREE for word in made):
        return "", frozenset()
    return "_".join(made), frozenset(said)
