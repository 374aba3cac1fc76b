"""What kind of answer a question wants, by its words: its shape, the noun asked for, the unit counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from kg.text.names import word_set
from kg.text.nouns import is_plural, singular

from .forms import class_nouns
from .stems import FUNCTION_WORDS, stem, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.domain import Domain

    from .linking import Link

Shape = Literal[
    "single", "list", "count", "number", "compare", "superlative", "when", "yesno", "speaker", "sayings", "theme",
    "timeline", "definition", "why", "open",
]  # fmt: skip
Order = Literal["", "latest", "earliest"]
Extreme = Literal["", "max", "min"]

_SAYING = (
    r"(?:says?|said|claims?|claimed|reports?|reported|argues?|argued|thinks?|thought|believes?|believed|told|tells|"
    r"estimates?|estimated|warns?|warned|denies|denied|insists?|insisted|alleges?|alleged|predicts?|predicted|"
    r"confirms?|confirmed|admits?|admitted|announced|called|calls|describes?|described)"
)
_SAY = r"(?:say|think|claim|argue|believe|tell|report|announce|predict|warn|deny|confirm|state|call|describe|react)"
_PRESS = r"(?:the )?(?:articles?|corpus|reports|news|sources|coverage|media|outlets)\b"
_SHAPES: tuple[tuple[Shape, tuple[str, ...]], ...] = (
    (
        "timeline",
        (
            r"(?:timeline|chronology|history) (?:of|for)",
            r"what happened (?:to|with|after|since|between)|in what order",
            r"how (?:do|does|did|has|have) .+ (?:develop|evolve|unfold|proceed|progress|play out|come about)(?:e?d)?\b",
        ),
    ),
    (
        "sayings",
        (
            rf"what (?:do|does|did|has|have) (?!{_PRESS}).+? {_SAY}\b",
            r"what (?:is|are|was|were) (?:the )?(?:views?|opinions?|position|reaction) of|how did .+ (?:respond|react)",
        ),
    ),
    (
        "theme",
        (
            rf"what (?:do|does|did|is|are) {_PRESS}|what (?:is|was) (?:said|known|reported|written)|summari[sz]e",
            r"(?:summary|overview) of|tell me (?:more )?about|what do (?:you|we) know|everything about",
            r"what are the (?:main|key|biggest) |what (?:concerns|issues|arguments|themes|worries|fears)",
        ),
    ),
    (
        "speaker",
        (
            rf"(?:who|which \w+(?: \w+)?) (?:has |have )?{_SAYING}(?: .{{0,30}})?\bthat\b",
            r"according to (?:whom|who|which)",
            r"who (?:said|says|claims|claimed|argues|argued|thinks|believes|denies|denied) ",
            r"whose (?:claim|estimate|data|figure|word)|who is the source|where does the (?:claim|figure|number) come",
        ),
    ),
    (
        "when",
        (
            r"(?:on |in |since |until |by )?(?:when|what (?:date|day|year|month|time))\b",
            r"(?:on |in |since |until |by )?which (?:date|day|year|month)\b",
        ),
    ),
    ("why", (r"why\b|for what reason|how come|what (?:is|was|were) the reasons?\b",)),
    ("yesno", (r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)\b(?!n't)",)),
)
_SHAPE = tuple((shape, re.compile("|".join(sources), re.IGNORECASE)) for shape, sources in _SHAPES)
_STANDS = (
    r"critici[sz]ms?|objections?|reactions?|responses?|measures|steps|efforts|views|opinions|debates?|controversy|"
    r"controversies|protests?|approaches|consequences|effects?|impacts?|implications|benefits|risks|dangers|advantages|"
    r"disadvantages|developments|trends|positions on"
)
"""Nouns of what is said, done or feared about a matter: asked for, they want its sides and not a name."""
_WAYS = re.compile(
    r"how (?:do|does|did|have|has|should|can) (?!(?:i|we|you)\b)"
    rf"(?!.*\b(?:{_SAY[3:-1]}|differ|compare|compared|feel|sound|look|die|get|come|mean|become)\b).+|"
    rf"what (?:[\w-]+ ){{0,2}}?(?:{_STANDS})\b.+",
    re.IGNORECASE,
)
"""A question for the ways in which something is done, or for what is said about it ("how do shops treat ...")."""
_DEFINITION = re.compile(r"(?:who|what) (?:is|are|was|were|'s) @0(?: exactly)?\W*$|define @0\W*$", re.IGNORECASE)
_NUMBER = re.compile(
    r"\bhow (?:many|much|often|high|large|big|long|far|fast|well|old)\b|"
    r"\b(?:what|which) (?:\w+ )?"
    r"(?:share|percentage|proportion|fraction|number|position|rank|amount|sum|price|rate|count)\b|"
    r"\bwhat (?:is|was|are|were) (?:the )?(?:\w+ ){0,2}"
    r"(?:share|percentage|proportion|number|"
    r"amount|valuation|value|revenue|price|fine|penalty|count|total|rank|position|size|fee)\b|\bby how much\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:[a-z]+ )?(?:which|what|whose)\s+((?:[\w-]+\s+){0,4}[\w-]+)|"
    r"(?:list|name|show|give me)\s+(?:all\s+|the\s+|me\s+)*((?:[\w-]+\s*){1,4})"
)
_COUNTED = re.compile(
    r"\bhow many ((?:[\w-]+ ){0,3}?[\w-]+?)(?= (?:do|does|did|has|have|had|are|is|was|were|will|can|a|per|of|on|in|by|"
    r"for|to|that|there|at|from|@)\b| @|[?.,]|$)",
    re.IGNORECASE,
)
_COMPARE = re.compile(
    r"\b(?:more|fewer|less|higher|lower|larger|bigger|smaller|greater|earlier|later|older) (?:\w+ ){0,3}than\b|"
    r"@0 or @1|\bcompared? (?:to|with)\b|\bcompare\b|\bdifference between\b",
    re.IGNORECASE,
)
MOST = re.compile(
    r"\b(?:most|highest|largest|biggest|greatest|longest|top-selling|best-selling|maximum)\b", re.IGNORECASE
)
LEAST = re.compile(r"\b(?:fewest|least|lowest|smallest|shortest|minimum)\b", re.IGNORECASE)
LATEST = re.compile(
    r"\b(?:latest|current|currently|now|newest|most recent|most recently|today|these days|as of|last|lately|so far)\b",
    re.IGNORECASE,
)
EARLIEST = re.compile(r"\b(?:first|earliest|original|originally|initially|at first|oldest)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"^(?:list|name|enumerate|give me|show me|what are|who are|which are)\b|\ball (?:the )?\w+s\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"\bhow much (?:money|cash|funding|capital|did|does|do|was|were|is|has|have|would|will|must)\b|"
    r"\b(?:dollars|euros?)\b",
    re.IGNORECASE,
)
_SHARE = word_set("share percentage percent proportion fraction")
_NO_HEAD = word_set("is are was were do does did has have had will would can could may might should kind sort type")


def wanted(masked: str, domain: Domain) -> tuple[str, tuple[str, ...]]:
    """Return the head noun after the question word, and the classes that it tells."""
    nouns = class_nouns(domain)
    low = masked.lower()
    if opener := _OPENER.match(low):
        return _head((opener[1] or opener[2]).split(), nouns)
    if counted := _counted(low):
        return counted, _classes(counted, nouns)
    for word, top in (("who", "Agent"), ("where", "Place")):
        if re.match(rf"(?:\w+ )?{word}m?\b", low) or low.startswith(f"according to {word}"):
            return word, tuple(dict.fromkeys((*nouns.get(word, ()), top)))
    return "", ()


def _head(words_after: Sequence[str], nouns: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """Find the noun of a class in the phrase after "which"; the longest that the domain knows."""
    phrase: list[str] = []
    for word in words_after:
        if word in _NO_HEAD or word.startswith("@") or (word in FUNCTION_WORDS and phrase):
            break
        phrase.append(word)
    for size in (3, 2, 1):
        for at in range(min(len(phrase), 4) - size + 1):
            gram = " ".join(phrase[at : at + size])
            if classes := _classes(gram, nouns):
                return gram, classes
    return (phrase[0] if phrase and phrase[0] not in FUNCTION_WORDS else ""), ()


def _classes(gram: str, nouns: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the classes of a noun, those of its singular first: "artists" are each an artist."""
    return tuple(dict.fromkeys((*nouns.get(_one(gram), ()), *nouns.get(gram, ()))))


def _one(gram: str) -> str:
    *front, last = gram.split()
    return " ".join((*front, singular(last)))


def shape_of(masked: str, links: Sequence[Link], noun: str, *, told: bool) -> Shape:
    """Return the shape of a question whose names are masked."""
    low = masked.lower().strip()
    if _DEFINITION.match(low) and len(links) == 1:
        return "definition"
    if _COMPARE.search(low) and len(links) > 1:
        return "compare"
    said = (s for s, pattern in _SHAPE if pattern.match(low) or (s in {"timeline", "theme"} and pattern.search(low)))
    shape = next(said, None) or _wanted_shape(low, noun, told=told)
    sides = shape in {"open", "single", "list"} and _WAYS.match(low) and len(links) < 2  # noqa: PLR2004
    return "theme" if sides else shape


def _wanted_shape(low: str, noun: str, *, told: bool) -> Shape:
    if _NUMBER.search(low):
        return "count" if _COUNTED.search(low) and told else "number"
    if (MOST.search(low) or LEAST.search(low)) and noun:
        return "superlative"
    several = noun not in {"", "who", "where"} and _one(noun) != noun
    return "list" if _LISTED.search(low) or several else "single" if noun else "open"


def unit_asked(masked: str) -> str:
    """Return the stem of the unit or noun that a question counts; ``money`` and ``percent`` stand for themselves."""
    low = masked.lower()
    if set(words(low)) & _SHARE:
        return "percent"
    if _MONEY.search(low):
        return "money"
    return stem(_counted(low)) if _counted(low) else ""


def _counted(low: str) -> str:
    """Return the noun that "how many" counts: the first plural of its phrase, else the last word."""
    match = _COUNTED.search(low)
    if match is None:
        return ""
    phrase = match[1].split()
    return next((word for word in phrase if is_plural(word)), phrase[-1])
