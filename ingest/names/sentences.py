"""
Where sentences begin and end, by rules.

The parser that could tell runs only later, on a text that must be cut already. Offsets are exact:
spans never overlap, stand in order, and leave out nothing but white space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Span
from kg.text.names import flat, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSING = "\"')\\]\u201d\u2019\u00bb"
_OPENING = "\"'(\\[\u201c\u2018\u00ab"
_STOP = re.compile(
    rf"(?<![.!?\u2026])(?P<stop>[.!?\u2026]+)(?P<close>[{_CLOSING}]*)\s+(?=(?P<next>[{_OPENING}]*[^\s{_OPENING}\u2013\u2014-]\S*))"
)
# Never the last word of a sentence: a name or a number follows.
_LEADS = word_set(
    "mr mrs ms mx messrs dr prof st mt ft gen sen sens rep reps gov lt col capt cpt sgt maj cmdr adm pvt rev hon "
    "pres supt det insp vs v feat fig figs art vol ed eds cf e.g i.e approx est ca al op pp nos viz dept univ"
)
# May end a sentence; the next word decides.
_MAYBE = word_set(
    "inc ltd co corp bros plc llc jr sr esq ph.d m.d b.a m.a etc jan feb mar apr jun jul aug sep sept oct nov dec "
    "mon tue tues wed thu thurs fri sat sun a.m p.m ave blvd rd no mass calif wash conn pa va fla tex tenn ariz "
    "colo ill ind ky la md mich minn mo neb nev okla ore wis approx est"
)
_STARTERS = word_set(
    "the a an it its he she they we i you in on at by for from with as to but and or so yet if when while after "
    "before since although though however this that these those there his her their our my who what why how where "
    "nor not no all some many most both each another other meanwhile earlier later last next according under over "
    "during despite because until once also still then now one two three image photo asked speaking founded born "
    "police officials"
)
_SAID = re.compile(
    r"(?:[A-Z][\w.'-]*\s+){1,4}(?:said|says|asked|asks|told|wrote|writes|added|adds|cried|shouted|joked|replied|quipped|wondered|tweeted)\b"
)
_INITIAL = re.compile(r"(?:^|[\s(\"'.-])[A-Z]$")
_LETTERED = re.compile(
    r"\b(?:[Ss]eries|[Pp]lan|[Ss]ection|[Cc]lass|[Gg]roup|[Pp]art|[Ss]chedule|[Vv]itamin|[Gg]rade|[Rr]ound|[Tt]ype|"
    r"[Hh]epatitis|[Ee]xhibit|[Aa]ppendix|[Aa]nnex|[Cc]ategory|[Tt]ier|[Pp]hase|[Ss]ide|[Pp]oint|[Tt]itle|[Pp]aragraph"
    r") [A-Z]$"
)
"""Nouns that a letter counts; the full stop behind it is no initial's: "its Series C. Vale led the round"."""
_DOTTED = re.compile(r"(?:\b[A-Za-z]\.)+[A-Za-z]$")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})$")
_REACH = 24
"""Characters before a full stop that decide about it."""
_WRAPPED = range(50, 101)
"""Length of lines that were broken by a program; headlines and captions are mostly shorter."""


def split_sentences(text: str) -> tuple[Span, ...]:
    """
    Cut a text into sentences, in order; each span starts and ends with a character that is no white space.

    A line's end always ends a sentence, unless the paragraph is hard-wrapped (lines of 50 to 100
    characters of which some go on in lower case).

    >>> text = "Dr. J. Vale sang at 8 p.m. in St. Norland. “Who knew?” Vale said. It rained."
    >>> [s.of(text) for s in split_sentences(text)]
    ['Dr. J. Vale sang at 8 p.m. in St. Norland.', '“Who knew?” Vale said.', 'It rained.']
    """
    plain = flat(text)
    spans = (span for start, end in _lines(plain) for span in _sentences(plain, start, end))
    return tuple(s for s in (_trimmed(text, a, b) for a, b in spans) if s.end > s.start)


def _trimmed(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    return Span(start + len(body) - len(body.lstrip()), start + len(body.rstrip()))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between line ends; a hard-wrapped paragraph is one stretch."""
    start = 0
    for paragraph in re.finditer(r"\n[^\S\n]*\n\s*|\Z", text):
        body = text[start : paragraph.start()]
        if _is_wrapped(body):
            yield start, paragraph.start()
        else:
            at = start
            for line in body.split("\n"):
                yield at, at + len(line)
                at += len(line) + 1
        start = paragraph.end()


def _is_wrapped(paragraph: str) -> bool:
    lines = paragraph.split("\n")
    full = [line.strip() for line in lines[:-1]]
    goes_on = sum(line.lstrip()[:1].islower() for line in lines[1:])
    return len(lines) > 2 and goes_on > 0 and all(len(line) in _WRAPPED for line in full)  # noqa: PLR2004


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _STOP.finditer(text, start, end):
        if _ends(text, at, match, end):
            yield at, match.end("close")
            at = match.end()
    yield at, end


def _ends(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether the sentence that began at *start* ends with this stop."""
    stop, close, following = match["stop"], match["close"], match["next"]
    first = following.lstrip("\"'([\u201c\u2018\u00ab")
    if not _can_start(first) or (first[:1] == "." and not first.strip(".")):
        return False
    if close and set(close) & set("\"'") and _SAID.match(text, match.end(), end):
        return False
    if stop != ".":
        return stop != "..." or not close.startswith("]")
    before = text[max(start, match.start() - _REACH) : match.start()]
    return _full_stop(before, first, quoted=following != first)


def _can_start(word: str) -> bool:
    """Capitals and digits can, and names such as "eBay"; so can signs that open a figure or a handle."""
    return bool(re.match(r"[\d#@$\u20ac\u00a3]|[a-z]{1,2}[A-Z]", word)) or (
        word[:1].isalpha() and not word[:1].islower()
    )


def _full_stop(before: str, first: str, *, quoted: bool) -> bool:
    """Whether a lone full stop ends the sentence, from the word before it and the one after."""
    word = re.split(r"[\s(\"'\[/]|(?<=\w)-(?=\w)", before)[-1].lower() if before else ""
    if _NUMBERED.match(before):
        return False
    if word in _LEADS and not (word in {"ft", "st", "art", "al"} and _starts(first)):
        return False
    if word == "no" and first[:1].isdigit():
        return False
    if _INITIAL.search(before) and _LETTERED.search(before):
        return True
    if word in _MAYBE or _INITIAL.search(before) or _DOTTED.search(before):
        return quoted or _starts(first)
    return True


def _starts(first: str) -> bool:
    return re.sub(r"[^\w].*", "", first).lower() in _STARTERS
