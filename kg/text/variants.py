"""
How two names that are not the same may still be of one thing: spacing, a slip, initials, a surname, letters.

Pure functions on the form of names. Whether it *is* one thing takes more than the form (see
:mod:`kg.graph.alike`): "Ada Koe" and "A. Koe" may be sisters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from .names import GENERIC, SMALL, expand_place, is_acronym_of, is_place, name_key, place_of_adjective, strip_affixes

Kind = Literal[
    "spacing",
    "order",
    "title",
    "plural",
    "slip",
    "initials",
    "middle",
    "form",
    "place",
    "head",
    "surname",
    "acronym",
    "near",
]

SLIP_FROM = 7
"""Letters from which one slip does not make another word."""
NEAR_FROM = 5
"""Letters from which one slip is worth a question."""
TWO_SLIPS_FROM = 14
"""Letters from which two do not."""
_SLIP_WORD = 4
"""Letters that a word must have for a slip in it: "Dust in the Wind" is not "Dust on the Wind"."""
_JOINTS = frozenset({"of", "the", "and", "for", "in", "on", "to", "by", "with", "at"})
"""Words after which another thing is named."""
_ACRONYM = 6
_BLOCK = 4


@lru_cache(maxsize=65536)
def variant(a: str, b: str) -> Kind | None:
    """
    Tell how one name is a variant of the other; the order of the two does not matter.

    ``None`` for equal names (:func:`kg.text.names.name_key` sees to those) and for names that differ in any
    other way. Names with different numbers are never variants.

    ==========  ===================================
    spacing     Def Beats AI, Defbeatsai
    order       Norland Regional Court, Regional Court of Norland
    title       Judge Ada Koe, Ada Koe
    plural      Silver Reel Award, Silver Reel Awards
    slip        Tidewritter, Tidewriter
    initials    A. Koe, Ada Koe; J.G. Koe, John G. Koe
    middle      Ada Koe, Ada Lind Koe; the Norland court, Norland Regional Court
    form        Hollow Oak, Hollow Oak Media
    place       the Copyright Office, the U.S. Copyright Office; the British government, the UK government
    head        Nova, Nova Vale
    surname     Vale, Nova Vale
    acronym     RSN, Recording Society of Norland
    near        Jan Koe, Jon Koe: a letter in a short word
    ==========  ===================================

    >>> variant("Def Beats AI", "Defbeatsai"), variant("A. Koe", "Ada Koe"), variant("Nova Vale", "Tin Roof")
    ('spacing', 'initials', None)
    """
    left, right = _key(a), _key(b)
    if left == right or not left or not right:
        return None
    if _numbers(left) != _numbers(right) or _is_case(left) or _is_case(right):
        return None
    if _compact(left) == _compact(right):
        return "spacing"
    left, right = strip_affixes(left), strip_affixes(right)
    if left == right:
        return "title"
    one, other = _words(left), _words(right)
    if one == other:  # "Bank of Norland" may be "Norland's Bank", "Dust in It" is not "Dust on It"
        return "order" if len(left.split()) != len(right.split()) else None
    return _same_words(one, other) or _shorter(a, b, one, other) or _slip(one, other)


def blocks(name: str) -> frozenset[str]:
    """
    Return marks of a name such that variants share at least one, so that only few names need be compared.

    >>> sorted(blocks("Nova Vale"))
    ['a:nv', 'e:vale', 'p:nova', 'w:nova', 'w:vale']
    """
    key = name_key(strip_affixes(name_key(name)))
    words, compact = _words(key), _compact(key)
    telling = [_single(w) for w in words if w not in GENERIC and not w.isdigit() and len(w) > 1] or words
    marks = {f"w:{word}" for word in telling} | {f"p:{compact[:_BLOCK]}", f"e:{_single(compact)[-_BLOCK:]}"}
    if len(words) > 1:
        spelt = [word[0] for word in key.replace("-", " ").split()]
        marks |= {f"a:{''.join(spelt)}", f"a:{''.join(word[0] for word in words)}"}
    elif len(compact) <= _ACRONYM:
        marks.add(f"a:{compact}")
    return frozenset(marks)


def _key(name: str) -> str:
    """Return the key of a name; an initial "A." is no article."""
    return f"a {name_key(name)}" if name.startswith("A. ") else name_key(name)


def _placed(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with a country in front by its full name: "British", "UK"."""
    country = place_of_adjective(words[0]) or expand_place(words[0].upper())
    return (*name_key(country).split(), *words[1:])


def _compact(key: str) -> str:
    return "".join(char for char in key if char.isalnum())


def _words(key: str) -> tuple[str, ...]:
    """Return the words that count, all of them when none does; a key begins with "a" only for an initial."""
    every = tuple(key.replace("-", " ").split())
    return tuple(word for i, word in enumerate(every) if word not in SMALL or (i == 0 and word == "a")) or every


def _numbers(key: str) -> list[str]:
    return sorted(word for word in key.replace("-", " ").split() if any(char.isdigit() for char in word))


def _is_case(key: str) -> bool:
    """Whether it is a case at court, which bears the names of its parties."""
    return " v " in key or " vs " in key


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> Kind | None:
    if _placed(one) == _placed(other):
        return "place"
    if len(one) > 1 and sorted(one) == sorted(other):
        return "order"
    if one[:-1] == other[:-1] and _single(one[-1]) == _single(other[-1]):
        return "plural"
    return None


def _shorter(a: str, b: str, one: tuple[str, ...], other: tuple[str, ...]) -> Kind | None:
    """Tell how the shorter name stands for the longer one."""
    if len(one) > len(other):
        a, b, one, other = b, a, other, one
    if _initials(one, other):
        return "initials"
    if len(one) == len(other):
        return None
    if len(one) == 1 and (_spells(a, b) or _spells(one[0].upper(), b)):
        return "acronym"
    if _only_a_place_more(one, other):
        return "place"
    if all(word in GENERIC or word.isdigit() for word in one) or _hangs_on(_key(a), _key(b)):
        return None
    return _part(one, other)


def _hangs_on(short: str, full: str) -> bool:
    """
    Whether the shorter name only says whose or what the longer one is, or stands beside another in it.

    "The Court of Norland" is not Norland, "Ada and Ode" is not Ode; "von der Weser" ends "Ada von der Weser".
    """
    before = full.removesuffix(f" {short}")
    return before != full and not _JOINTS.isdisjoint(before.split())


def _part(one: tuple[str, ...], other: tuple[str, ...]) -> Kind | None:
    """Tell which part of the longer name the shorter one is."""
    if other[: len(one)] == one:
        return "form" if all(word in GENERIC for word in other[len(one) :]) else "head"
    if other[-len(one) :] == one:
        return "surname" if len("".join(one)) > 1 else None
    ends = len(one) > 1 and (one[0], one[-1]) == (other[0], other[-1])
    return "middle" if ends and _in_order(one, other) else None


def _initials(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names are cut to their initials, all or some of them, before one last name."""
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1] or one == other:  # noqa: PLR2004
        return False
    left, right = one[:-1], other[:-1]
    cut = ["".join(w[0] for w in names) if all(len(w) == 1 for w in names) else None for names in (left, right)]
    if len(left) == 1 and len(left[0]) <= 3 and len(left[0]) == len(right) > 1:  # noqa: PLR2004 - "jg koe", three letters
        return left[0] == "".join(word[0] for word in right)
    if cut == [None, None] and not any(len(w) == 1 for w in (*left, *right)):
        return False
    pairs = list(zip(left, right, strict=False))
    return all(x == y or (1 in {len(x), len(y)} and x[0] == y[0]) for x, y in pairs) and any(
        len(x) != len(y) for x, y in pairs
    )


def _spells(short: str, full: str) -> bool:
    return len(_compact(name_key(short))) <= _ACRONYM and is_acronym_of(short.upper(), full)


def _only_a_place_more(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    more = " ".join(other[: len(other) - len(one)])
    return other[-len(one) :] == one and bool(is_place(more.upper()) or is_place(more) or place_of_adjective(more))


def _in_order(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def _slip(one: tuple[str, ...], other: tuple[str, ...]) -> Kind | None:
    """Tell a slip of the pen: a letter more, less, other, or two changed places; twice in a long name."""
    from rapidfuzz.distance import OSA

    left, right = "".join(one), "".join(other)
    shorter = min(len(left), len(right))
    if shorter < NEAR_FROM or left[0] != right[0]:
        return None
    allowed = 1 if shorter < TWO_SLIPS_FROM else 2
    if OSA.distance(left, right, score_cutoff=allowed) > allowed:
        return None
    if shorter < SLIP_FROM:
        return "near"
    if len(one) != len(other):
        return "slip"
    differing = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    long = all(min(len(x), len(y)) >= _SLIP_WORD and x[0] == y[0] for x, y in differing)
    return "slip" if long and all(OSA.distance(x, y) == 1 for x, y in differing) else "near"
