"""
Follow-ups: what "it", "she", "that deal" or "and in 2024?" mean after the turns before.

A follow-up is rewritten as a question that stands alone; nothing else of the history is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.dates import find_dates
from kg.text.nouns import singular

from .forms import class_nouns
from .linking import link
from .question import analyse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .forms import Forms
    from .library import Library
    from .linking import Link
    from .question import Question

_PRONOUN = re.compile(r"\b(?P<word>it|its|itself|he|him|his|she|her|hers|they|them|their|theirs)\b(?!')", re.IGNORECASE)
_KIND = {"it": "it", "its": "it", "itself": "it", "he": "he", "him": "he", "his": "he", "she": "she", "her": "she",
         "hers": "she", "they": "they", "them": "they", "their": "they", "theirs": "they"}  # fmt: skip
_OWNING = {"its", "his", "their", "hers", "theirs"}
_NOMINAL = re.compile(
    r"\b(?:the|that|this|these|those|both) (?P<noun>(?:[\w-]+ )?[\w-]+)\b"
    r"(?! (?:of|that|which|who|whose|behind|with|between|by|called|named)\b)",
    re.IGNORECASE,
)
_AND = re.compile(r"^(?:and|but|so|then|ok(?:ay)?|also)\b[, ]*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:(?:and|but|so)\s+)?(?:what|how) about\s+(.+?)\??$", re.IGNORECASE)
_BARE = re.compile(
    r"^(?P<wh>when|where|why|who|how many|how much)(?: (?:was|is|did) (?:that|it|this))?\s*\??$", re.IGNORECASE
)
_ANSWER = 600  # letters of an answer that are searched for names
_ENTITY_SHAPES = {"single", "list", "superlative", "compare", "speaker", "count"}


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question, as it stands alone, with the entities that it and its answer are about, likeliest first."""

    question: Question
    focus: tuple[str, ...]


def standing_alone(text: str, history: Sequence[Mapping[str, str]], library: Library, forms: Forms) -> str:
    """
    Rewrite a follow-up as a question that stands alone; another question comes back as it is.

    Args:
        text: The question.
        history: Earlier turns, oldest first, as ``{"q", "a"}``.
        library: What the corpus knows.
        forms: How people ask.
    """
    turns: list[Turn] = []
    for said in history:
        asked = _rewritten(str(said.get("q", "")), turns, library, forms)
        turns.append(_turn(analyse(asked, library, forms), str(said.get("a", "")), library))
    return _rewritten(text, turns, library, forms)


def _turn(question: Question, answer: str, library: Library) -> Turn:
    told, _ = link(answer[:_ANSWER], library, nouns=class_nouns(library.domain), guess=False)
    asked = [one.key for one in question.links]
    domain = library.domain
    new = [one for one in told if one.key not in question.keys]
    given = [
        one.key
        for one in new
        if question.shape in _ENTITY_SHAPES and any(domain.is_a(one.cls, c) for c in question.classes)
    ]
    rest = [one.key for one in new]
    return Turn(question, tuple(dict.fromkeys((*given, *asked, *rest))))


def _rewritten(text: str, turns: Sequence[Turn], library: Library, forms: Forms) -> str:
    if not turns:
        return text
    return _elliptic(text.strip(), turns, library, forms) or _referring(
        _AND.sub("", text.strip()), turns, library, forms
    )


# ---------------------------------------------------------------- "and in 2024?", "what about X?", "when?"


def _elliptic(text: str, turns: Sequence[Turn], library: Library, forms: Forms) -> str | None:
    last = turns[-1].question
    if bare := _BARE.match(text):
        rest = re.sub(
            r"^(?:(?:which|what|whose) \w+|who|whom|what|when|where|why|how \w+)\s*", "", last.text, flags=re.IGNORECASE
        )
        return f"{bare['wh']} {rest[0].lower() if rest[:1].isupper() and not last.links else rest[:1]}{rest[1:]}"
    about = _ABOUT.match(text)
    rest = about[1] if about else _AND.sub("", text).rstrip("?").strip()
    if about is None and rest == text.rstrip("?").strip() and not _is_time(rest):
        return None
    if _is_time(rest):
        return _with_time(last, rest)
    links = analyse(rest, library, forms).links
    if len(links) == 1 and len(rest.split()) <= len(links[0].text.split()) + 2:
        return _exchanged(last, links[0], library)
    return None


def _is_time(text: str) -> bool:
    found = find_dates(text)
    return len(found) == 1 and found[0][1] - found[0][0] >= len(text) - 2


def _with_time(last: Question, phrase: str) -> str:
    """Ask the last question again for another time."""
    text = last.text.rstrip("?. ")
    for start, end, _ in reversed(find_dates(text)):
        if not any(one.start < end and start < one.end for one in last.links):
            text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    preposition = (
        ""
        if re.match(r"(?:in|on|by|since|before|after|until|as of|during|from|between|at)\b", phrase, re.IGNORECASE)
        else "in "
    )
    return f"{text} {preposition}{phrase}?"


def _exchanged(last: Question, new: Link, library: Library) -> str:
    """Ask the last question again about somebody else of the same kind."""
    domain = library.domain
    kinds = [one for one in last.links if domain.may_be_same(one.cls, new.cls)] or list(last.links[-1:])
    if not kinds:
        return f"What about {new.text}?"
    exact = [one for one in kinds if one.cls == new.cls]
    old = (exact or kinds)[0]
    return f"{last.text[: old.start]}{new.text}{last.text[old.end :]}"


# ---------------------------------------------------------------- pronouns and "that deal"


def _referring(text: str, turns: Sequence[Turn], library: Library, forms: Forms) -> str:
    known = {key for one in analyse(text, library, forms).links for key in one.keys}
    text = _nominals(text, turns, library, known)

    def name(match: re.Match[str]) -> str:
        word = match["word"].lower()
        key = next((k for k in _foci(turns) if k not in known and _KIND[word] in _pronouns(k, library)), None)
        if key is None:
            return match[0]
        known.add(key) if word not in {"it", "its"} else None
        owning = word in _OWNING or (word == "her" and re.match(r"\s+[a-z]", match.string[match.end() :]) is not None)
        return library.name(key) + ("'s" if owning else "")

    return _PRONOUN.sub(name, text)


def _foci(turns: Sequence[Turn]) -> Iterator[str]:
    for turn in reversed(turns):
        yield from turn.focus


def _pronouns(key: str, library: Library) -> tuple[str, ...]:
    known = library.entities.get(key)
    return library.domain.pronouns(known.cls) if known else ()


def _nominals(text: str, turns: Sequence[Turn], library: Library, known: set[str]) -> str:
    nouns = class_nouns(library.domain)

    def name(match: re.Match[str]) -> str:
        phrase = match["noun"].lower()
        for gram in dict.fromkeys((phrase, phrase.split()[0], phrase.split()[-1])):
            classes = nouns.get(gram) or nouns.get(" ".join((*gram.split()[:-1], singular(gram.split()[-1]))))
            if not classes:
                continue
            key = next((k for k in _foci(turns) if k not in known and _fits(k, classes, library)), None)
            if key is None:
                continue
            rest = match["noun"][len(gram) :] if phrase.startswith(gram) else ""
            known.add(key)
            return f"{library.name(key)}{rest}"
        return match[0]

    return _NOMINAL.sub(name, text)


def _fits(key: str, classes: Sequence[str], library: Library) -> bool:
    known = library.entities.get(key)
    return known is not None and library.domain.fits(known.cls, classes)
