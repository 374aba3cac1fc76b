"""
Words of questions: what kind of answer they ask for, and whether they compare, count, list or seek the most.

Kinds are plain words that any domain can map to its classes: ``agent``, ``place``, ``time``, ``number``,
``reason``, ``manner``, ``thing``, ``truth``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from .names import flat, word_set

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["agent", "place", "time", "duration", "number", "reason", "manner", "thing", "truth"]
Shape = Literal["count", "compare", "most", "list", "truth", "timeline", "plain"]

_WH: Mapping[str, tuple[Kind, ...]] = {
    # A "who" may be a company or a law, so "agent" is no person.
    "who": ("agent",),
    "whom": ("agent",),
    "whose": ("agent",),
    "where": ("place",),
    "when": ("time",),
    "why": ("reason",),
    "how": ("manner",),
    "what": ("thing",),
    "which": ("thing",),
}
_PHRASES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (r"how (?:many|much|often|high|big|large|old|far|popular|highly)", ("number",)),
    (r"how long", ("duration", "time")),
    (
        r"(?:what|which) (?:\w+ )?(?:number|share|percentage|percent|proportion|amount|price|sum|position|rank)",
        ("number",),
    ),
    (r"(?:what|which|at what|by what) (?:day|date|time|year|month|week|decade)", ("time",)),
    (r"(?:since|until|by) when", ("time",)),
    (r"(?:what|which) (?:city|country|place|state|region|continent)", ("place",)),
    (r"(?:what|which) (?:person|people|company|companies|firm|firms|organi[sz]ations?)", ("agent",)),
    (r"what (?:caused|led to|is the reason|was the reason)|how come|for what reason", ("reason",)),
)
_TRUTH = word_set(
    "is are was were am do does did has have had can could will would should may might must isn't aren't wasn't "
    "weren't don't doesn't didn't hasn't haven't won't wouldn't can't couldn't"
)
_COMPARE = word_set(
    "than versus vs compared compare comparison difference differ differs both either more less fewer higher lower "
    "larger smaller bigger longer shorter earlier later older newer sooner better worse"
)
_MOST = word_set(
    "most least highest lowest largest smallest biggest longest shortest earliest latest oldest newest best worst "
    "first last top greatest fewest maximum minimum peak"
)
_LIST = word_set("list name all every each others examples enumerate")
_TIMELINE = word_set("timeline chronology history sequence events happened unfold unfolded")


def expected_kinds(question: str) -> tuple[Kind, ...]:
    """
    Tell what kinds of answer a question asks for, likeliest first; the head noun may say more.

    >>> expected_kinds("How many songs did Vale sing?"), expected_kinds("Did Vale sing?"), expected_kinds("Who sang?")
    (('number',), ('truth',), ('agent',))
    """
    low = _plain(question)
    for source, kinds in _PHRASES:
        if re.search(rf"\b(?:{source})\b", low):
            return kinds
    words = re.findall(r"[\w']+", low)
    if words and words[0] in _TRUTH:
        return ("truth",)
    return next((_WH[word] for word in words if word in _WH), ("thing",))


def shape_of(question: str) -> Shape:
    """
    Tell the shape of a question: does it count, compare, seek the most, list, or ask whether?

    >>> shape_of("How many songs did Vale sing?"), shape_of("Which song is longer than Ode?")
    ('count', 'compare')
    >>> shape_of("Which song was streamed most?"), shape_of("Did Vale sing?"), shape_of("Who sang Ode?")
    ('most', 'truth', 'plain')
    """
    low = _plain(question)
    words = re.findall(r"[\w']+", low)
    if re.search(r"\bhow many\b|\bnumber of\b", low):
        return "count"
    found = set(words)
    if (
        "than" in found
        or re.search(r"\b(?:compared? (?:to|with)?|versus|vs|difference between)\b", low)
        or (found & _COMPARE and " or " in low)
    ):
        return "compare"
    if words and words[0] in _TRUTH:
        return "truth"
    for shape, wanted in (("most", _MOST), ("timeline", _TIMELINE), ("list", _LIST)):
        if found & wanted:
            return shape  # type: ignore[return-value]
    return "plain"


def _plain(question: str) -> str:
    return " ".join(flat(question).casefold().split())
