"""
What a domain says about words: which nouns tell a class, which classes a label suggests, which names are known.

Built once for a domain. Code asks for kinds by core class; every domain term comes from here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.text.names import flat, name_key

from .given_names import is_given_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.domain import Domain
    from kg.terms import GazetteerEntry

TITLE_LABEL = "WORK_OF_ART"
ENDS_ALIKE = 3
"""Known names that must share a last word before it tells their class."""
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "wives": "wife",
    "media": "medium",
}


@dataclass(frozen=True, eq=False)
class Lexicon:
    """
    A domain's words.

    Args:
        triggers: Noun (lower case, singular, up to three words) -> classes it tells, domain classes first.
        labels: NER label -> core class it suggests.
        sharing: NER label -> all classes that may carry it.
        modifiers: Class -> ``(word, class)``: with that word before, a noun of the first tells the second.
        known: Key of a known name -> its gazetteer entry.
        beginning: First word, in lower case -> known names of several words that begin with it.
        ending: Last words, in lower case -> the class of names that end with them ("X Records").
        parts: Noun, in lower case -> the class whose things have one ("the X account").
        known_pattern: Finds known spellings in flattened text; ``None`` without a gazetteer.
    """

    domain: Domain
    triggers: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    sharing: Mapping[str, tuple[str, ...]]
    modifiers: Mapping[str, tuple[tuple[str, str], ...]]
    known: Mapping[str, GazetteerEntry]
    beginning: Mapping[str, tuple[GazetteerEntry, ...]]
    ending: Mapping[str, str]
    parts: Mapping[str, str]
    known_pattern: re.Pattern[str] | None

    def classes_of(self, noun: str) -> tuple[str, ...]:
        """Return the classes that a noun tells, singular or plural, in any case."""
        low = noun.lower()
        return self.triggers.get(low) or self.triggers.get(singular(low), ())

    def told(self, noun: str) -> tuple[str, ...]:
        """
        Return the classes that a noun tells, without those above another of them.

        A singular goes before a plural, for "the singers X and Y" calls each of them a singer.
        """
        low = noun.lower()
        classes = self.triggers.get(singular(low)) or self.triggers.get(low, ())
        return tuple(c for c in classes if not any(o != c and self.domain.is_a(o, c) for o in classes))

    def class_of(self, noun: str, *, under: str = "Thing", beside: str | None = None) -> str | None:
        """Return the first class that a noun, as written, tells, among those under one class and not under another."""
        for cls in self.triggers.get(noun.lower(), ()):
            if self.domain.is_a(cls, under) and not (beside and self.domain.is_a(cls, beside)):
                return cls
        return None

    def like_person(self, name: str) -> bool:
        """Whether a name of two or three words begins as persons' names do and does not end as an institution's."""
        parts = name.split()
        return 1 < len(parts) < 4 and is_given_name(parts[0]) and not any(map(self._in_names, parts[1:]))  # noqa: PLR2004

    def _in_names(self, noun: str) -> bool:
        """Whether a noun of a kind stands in names of that kind: "Style" stands in none, "Band" does."""
        return any(set(self.domain.classes[c].ner_labels) - {"PERSON", "NORP"} for c in self.classes_of(noun))

    def entry(self, name: str) -> GazetteerEntry | None:
        """Return the gazetteer's entry for a name, by any of its spellings."""
        return self.known.get(name_key(name))


@lru_cache(maxsize=20_000)
def singular(noun: str) -> str:
    """
    Return a noun's singular, by its ending.

    >>> singular("companies"), singular("charts"), singular("business"), singular("women"), singular("record labels")
    ('company', 'chart', 'business', 'woman', 'record label')
    """
    head, _, last = noun.rpartition(" ")
    return f"{head} {_singular(last)}".strip()


def _singular(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    if noun.endswith("ies") and len(noun) > 4:  # noqa: PLR2004 - "ties" is "tie"
        return f"{noun[:-3]}y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


@lru_cache(maxsize=8)
def lexicon(domain: Domain) -> Lexicon:
    """Gather a domain's words, once for each domain."""
    triggers: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    sharing: dict[str, list[str]] = defaultdict(list)
    for cls in sorted(domain.classes.values(), key=lambda c: c.core):
        for noun in cls.trigger_nouns:
            triggers[noun.lower()].append(cls.name)
        for label in cls.ner_labels:
            sharing[label].append(cls.name)
            if cls.core:
                labels.setdefault(label, cls.name)
    known = {name_key(n): e for e in domain.names for n in (e.name, *e.aliases)}
    return Lexicon(
        domain,
        {noun: tuple(classes) for noun, classes in triggers.items()},
        labels,
        {label: tuple(classes) for label, classes in sharing.items()},
        _modifiers(domain, triggers),
        known,
        _beginnings(domain),
        _endings(domain, triggers),
        {noun: cls.name for cls in domain.classes.values() for noun in cls.part_nouns},
        _pattern([n for e in domain.names for n in (e.name, *e.aliases)]),
    )


def _modifiers(domain: Domain, triggers: Mapping[str, list[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """
    Learn from the domain's pairs of words which modifier makes one kind another.

    Where "virtual singer" tells one class and "singer" its sister (or parent), so does "virtual" with
    every other noun of that sister.
    """
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for phrase, classes in triggers.items():
        modifier, _, noun = phrase.partition(" ")
        for cls in classes:
            for other in triggers.get(noun, ()) if noun else ():
                above = set(domain.classes[cls].parents)
                if (
                    other != cls
                    and (other in above or above & set(domain.classes[other].parents))
                    and not domain.classes[other].core
                ):
                    for kin in (
                        other,
                        *(p for p in domain.classes[other].parents if p in above),
                        *_sisters(domain, cls),
                    ):
                        if not domain.classes[kin].core:
                            found[kin][modifier, cls] = None
    return {cls: tuple(pairs) for cls, pairs in found.items()}


def _sisters(domain: Domain, cls: str) -> list[str]:
    parents = {p for p in domain.classes[cls].parents if not domain.classes[p].core}
    return [c.name for c in domain.classes.values() if c.name != cls and parents & set(c.parents)]


def _beginnings(domain: Domain) -> dict[str, tuple[GazetteerEntry, ...]]:
    found: dict[str, list[GazetteerEntry]] = defaultdict(list)
    for entry in domain.names:
        words = entry.name.split()
        if len(words) > 1 and domain.is_a(entry.type, "Agent") and len(words[0]) > 3:  # noqa: PLR2004
            found[words[0].casefold()].append(entry)
    return {word: tuple(entries) for word, entries in found.items()}


def _endings(domain: Domain, triggers: Mapping[str, list[str]]) -> dict[str, str]:
    """
    Gather last words that tell a class: the domain's own, and learnt ones.

    Learnt are words that several known names share, all of one class, and that are no kind's noun.
    """
    own = {ending.lower(): cls.name for cls in domain.classes.values() for ending in cls.name_endings}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entry in domain.names:
        for words in (n.split() for n in (entry.name, *entry.aliases)):
            if len(words) > 1 and words[-1].isalpha() and words[-1].lower() not in triggers:
                found[words[-1].lower()][entry.type].add(entry.name)
    single = {word: next(iter(classes.items())) for word, classes in found.items() if len(classes) == 1}
    return {word: cls for word, (cls, names) in single.items() if len(names) >= ENDS_ALIKE} | own


def _pattern(names: list[str]) -> re.Pattern[str] | None:
    spellings = sorted({flat(n) for n in names}, key=lambda n: (-len(n), n))
    if not spellings:
        return None
    return re.compile(rf"(?<![\w@#])(?:{'|'.join(map(re.escape, spellings))})(?![\w]|-\w)")
