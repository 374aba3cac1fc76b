"""
How likely two entities with alike names are one: the form of the names, their kinds, and the company they keep.

A score is a logistic sum of points. ``benchmarks/identity.py`` measures what comes of them, ``docs/review.md`` has
the figures. Points were set by hand, not fitted; run it after changing any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import exp
from typing import TYPE_CHECKING, Literal

from kg.text.names import GENERIC, name_key, strip_affixes
from kg.text.variants import Kind, variant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kg.domain import Domain

How = Kind | Literal["same", "alias"]
"""How two names are alike: as variants, as one spelling of two things, or since an article gives both to one thing."""

AUTOMATIC = 0.96
"""Score from which two entities become one without being asked about; see ``docs/review.md``."""

POINTS: dict[How, float] = {
    "same": 3.0,
    "spacing": 4.0,
    "order": 3.2,
    "title": 3.2,
    "slip": 2.0,
    "middle": 2.0,
    "plural": 1.5,
    "place": 1.5,
    "acronym": 1.0,
    "initials": 1.0,
    "form": 0.5,
    "surname": -0.5,
    "alias": -0.5,
    "head": -1.5,
    "near": -1.5,
}
"""Log-odds that names which differ so are of one thing, when nothing else is known."""

SHARED = (-0.5, 1.5, 2.5, 3.0)
"""Points for no, one, two, three and more names that stand in the sentences of both."""
SAME_CLASS, OTHER_CLASS, EXCLUDED = 0.5, -1.5, -6.0
TOGETHER = -2.0
"""An article that names both as two knows why."""
NEAR_DAYS, NEAR = 45, 0.5
FAR_DAYS, FAR = 1000, -0.5
SHORT = -2.0
"""For a name of so few letters that others must bear it."""
_SHORT_LETTERS = 5
TITLE_OF_WORK = -1.5
"""Titles of works are alike by custom: sequels, parodies, answers."""
_LIKE_A_NAME: frozenset[How] = frozenset({"slip", "plural", "order", "middle", "surname", "form", "initials", "place"})
NEVER: frozenset[How] = frozenset({"same", "alias", "head", "near"})
"""Kinds that are shown to a person and never joined without one."""
FORMS = frozenset({"group", "company", "corporation", "holdings", "international", "global", "association", "society"})


@dataclass(frozen=True, slots=True)
class Side:
    """
    One of two entities that may be one.

    Args:
        names: Its names, the most used first.
        cls: Its class.
        sure: Whether more than a label of a model speaks for the class.
        articles: Ids of those that name it.
        neighbours: Names of others in its sentences.
        days: First and last publication.
        aliases: Keys of its other names.
    """

    names: tuple[str, ...]
    cls: str
    sure: bool
    articles: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    days: tuple[date, date] | None = None
    aliases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """
    How alike two entities are.

    Args:
        score: 0 to 1, how likely they are one.
        kind: How their names differ.
        reasons: What was weighed, in words, the name first.
        automatic: Whether they are joined without a person.
    """

    score: float
    kind: How
    reasons: tuple[str, ...]
    automatic: bool


def likeness(a: Side, b: Side, domain: Domain) -> Likeness | None:
    """
    Weigh whether two entities are one; ``None`` when no name of one is, or is a variant of, a name of the other.

    >>> from datetime import date
    >>> from kg.domain import load_domain
    >>> day = date(2031, 5, 1)
    >>> one = Side(("Tidewriter",), "Product", True, frozenset({"a1"}), frozenset({"nova-vale"}), (day, day))
    >>> other = Side(("Tidewritter",), "Product", True, frozenset({"a2"}), frozenset({"nova-vale"}), (day, day))
    >>> likeness(one, other, load_domain()).reasons[:2]
    ('a slip of the pen', 'both stand with nova-vale')
    """
    found = [(how, x, y) for x in a.names for y in b.names if (how := alike(x, y, a, b)) is not None]
    if not found:
        return None
    kind, x, y = max(found, key=lambda f: (POINTS[f[0]], f[1], f[2]))
    weighed = [(POINTS[kind], WORDS[kind]), *_form(kind, x, y, a, domain), *_company(a, b), *_kinds(a, b, domain)]
    score = 1 / (1 + exp(-sum(points for points, _ in weighed)))
    reasons = tuple(reason for _, reason in weighed if reason)
    may = kind not in NEVER and joinable((a,), (b,), domain) and not _named_after(kind, x, y, a, domain)
    return Likeness(round(score, 3), kind, reasons, may and score >= AUTOMATIC)


def alike(x: str, y: str, a: Side, b: Side) -> How | None:
    """Tell how a name of one side is like a name of the other."""
    one, other = name_key(x), name_key(y)
    if one == other:
        return "same"
    return variant(x, y) or ("alias" if one in b.aliases or other in a.aliases else None)


WORDS: dict[How, str] = {
    "same": "one name",
    "alias": "an article gives both names to one",
    "spacing": "one name, spaced differently",
    "order": "the same words in another order",
    "title": "one name, with and without a title",
    "slip": "a slip of the pen",
    "middle": "the longer name has words between",
    "plural": "singular and plural",
    "place": "a country in front, or put differently",
    "acronym": "the letters of the longer name",
    "initials": "initials for given names",
    "form": "the longer name adds what kind of house it is",
    "surname": "the end of the longer name",
    "head": "the beginning of the longer name",
    "near": "a letter differs",
}


def joinable(some: Iterable[Side], others: Iterable[Side], domain: Domain) -> bool:
    """
    Whether things under two different names may be joined without a person.

    Their classes must be one, or one stand under the other. A class that is only guessed may be
    anything that is not excluded. So a persona, who performs it and whose company it is stay apart.
    """
    return all(_in_line(a, b, domain) for a in some for b in others)


def _in_line(a: Side, b: Side, domain: Domain) -> bool:
    if domain.is_a(a.cls, b.cls) or domain.is_a(b.cls, a.cls):
        return True
    return not (a.sure and b.sure) and domain.may_be_same(a.cls, b.cls)


def _form(kind: How, x: str, y: str, a: Side, domain: Domain) -> Iterable[tuple[float, str]]:
    short = min(x, y, key=len)
    letters = sum(char.isalnum() for char in strip_affixes(short))
    if kind in {"spacing", "slip", "title", "surname", "form"} and letters < _SHORT_LETTERS:
        yield SHORT, "the name is short"
    if kind == "acronym" and letters < 3:  # noqa: PLR2004 - two letters stand for too much
        yield SHORT, "two letters stand for much"
    if kind in _LIKE_A_NAME and domain.family(a.cls) not in {"Agent", "Place"}:
        yield TITLE_OF_WORK, "titles are often alike"
    if kind == "form" and not FORMS & set(name_key(max(x, y, key=len)).split()):
        yield -0.5, ""


def _named_after(kind: How, x: str, y: str, a: Side, domain: Domain) -> bool:
    """
    Whether the longer name may well be that of another thing: an arm or a namesake.

    "Norland Music Publishing Group" is no "Norland Music Group"; but "the Norland court", a noun in lower
    case, describes rather than names.
    """
    short, full = sorted((x, y), key=len)
    if kind == "middle" and domain.is_a(a.cls, "Organization"):
        return not short.split()[-1].islower()
    if kind == "form":
        more = set(name_key(full).split()) - set(name_key(short).split())
        return not more <= FORMS
    return kind == "surname" and all(word in GENERIC for word in name_key(short).split())


def _company(a: Side, b: Side) -> Iterable[tuple[float, str]]:
    own = {name_key(name).replace(" ", "-") for name in (*a.names, *b.names)}
    shared = sorted((a.neighbours & b.neighbours) - own)
    points = SHARED[min(len(shared), len(SHARED) - 1)]
    told = f"both stand with {', '.join(shared[:3])}" if shared else "they share no company"
    yield points, told
    if a.articles & b.articles:
        yield TOGETHER, f"{min(a.articles & b.articles)} names both"
    gap = _gap(a.days, b.days)
    if gap is not None and gap <= NEAR_DAYS:
        yield NEAR, "in the news at the same time"
    elif gap is not None and gap > FAR_DAYS:
        yield FAR, "years apart"


def _gap(a: tuple[date, date] | None, b: tuple[date, date] | None) -> int | None:
    """Return the days between two stretches of time, 0 when they meet."""
    if a is None or b is None:
        return None
    return max((a[0] - b[1]).days, (b[0] - a[1]).days, 0)


def _kinds(a: Side, b: Side, domain: Domain) -> Iterable[tuple[float, str]]:
    if a.cls == b.cls:
        yield (SAME_CLASS, f"both read as {domain.type_name(a.cls)}") if a.sure and b.sure else (0.0, "")
    elif not domain.may_be_same(a.cls, b.cls):
        sure = a.sure and b.sure
        yield (EXCLUDED if sure else OTHER_CLASS), f"{domain.type_name(a.cls)} and {domain.type_name(b.cls)}"
    elif not (domain.is_a(a.cls, b.cls) or domain.is_a(b.cls, a.cls)):
        yield OTHER_CLASS, f"{domain.type_name(a.cls)} and {domain.type_name(b.cls)}"


def spanned(stretches: Iterable[tuple[date, date] | None]) -> tuple[date, date] | None:
    """
    Return the stretch of time from the first to the last day of several.

    >>> from datetime import date
    >>> day = date(2031, 5, 1)
    >>> spanned([None, (day, day)]) == (day, day), spanned([None])
    (True, None)
    """
    known = [stretch for stretch in stretches if stretch is not None]
    if not known:
        return None
    return reduce(lambda s, t: (min(s[0], t[0]), max(s[1], t[1])), known)
