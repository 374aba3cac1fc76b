"""
Quotations, and the gate that holds sentences to them.

A citation's quote is exactly ``text[start:end]`` of the stored article. A sentence that a language
model worded passes the gate when each name and each number in it stands in the quotations it cites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import GateError, NotFoundError
from kg.text.names import flat, name_key, word_set
from kg.text.numbers import find_quantities, parse_number
from kg.text.timephrases import MONTH, MONTHS

from .stems import FUNCTION_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.model import Article

    from .answer import Answer
    from .library import Library, Source

FREE = FUNCTION_WORDS | word_set(
    "according reportedly allegedly january february march april may june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday however meanwhile both neither yes"
)


class Texts(Protocol):
    """Where stored articles can be looked up, such as a workspace."""

    def article(self, article: str, /) -> Article:
        """Return a stored article; raises :class:`kg.errors.NotFoundError`."""
        ...


@dataclass(frozen=True, slots=True)
class Citation:
    """
    A quotation that an answer rests on.

    Args:
        n: Its number in the answer, from 1.
        quote: Exactly ``text[start:end]`` of the article.
        claim: Id of the claim that the answer takes from it; ``None`` when the sentence itself is the evidence.
    """

    n: int
    article: str
    title: str
    outlet: str
    published: str | None
    quote: str
    start: int
    end: int
    claim: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as the promised JSON has it."""
        return {name: getattr(self, name) for name in self.__slots__}


def cite(library: Library, n: int, article: str, start: int, end: int, claim: str | None = None) -> Citation:
    """Make the citation of a stretch of an article."""
    source = library.sources[article]
    published = source.published.isoformat() if source.published else None
    quote = source.text[start:end]
    return Citation(n, article, source.title, source.outlet, published, quote, start, end, claim)


def verify(answer: Answer, workspace: Texts) -> list[str]:
    """
    Check an answer against the stored texts.

    Args:
        answer: With its quotations.
        workspace: Where the articles are.

    Returns:
        What is wrong, one line each; nothing when every quotation stands where it says and every
        sentence that tells something cites one.
    """
    wrong = []
    for citation in answer.citations:
        try:
            text = workspace.article(citation.article).text
        except NotFoundError:
            wrong.append(f"[{citation.n}] cites {citation.article}, which is not in the workspace.")
            continue
        if text[citation.start : citation.end] != citation.quote or not citation.quote:
            wrong.append(f"[{citation.n}] is not the text of {citation.article} at {citation.start}-{citation.end}.")
    known = {citation.n for citation in answer.citations}
    for sentence in answer.sentences:
        if not sentence.citations:
            wrong.append(f"No quotation stands behind: {sentence.text}")
        wrong += [f"[{n}] is cited and not listed." for n in sentence.citations if n not in known]
    return wrong


def require(sentence: str, quotes: Sequence[str], library: Library, *, question: str = "") -> None:
    """
    Hold a worded sentence to its quotations: the gate.

    Args:
        sentence: What a language model wrote.
        quotes: The quotations that it cites; each stands in an article already.
        library: Tells which spellings are one entity, and the titles and dates of the quoted articles.
        question: Names in it may be repeated.

    Raises:
        GateError: A quotation is no text of an article, or a name, number or month of the sentence is in none of them.
    """
    if not quotes:
        raise GateError(f"No quotation is cited for: {sentence}. Cite one, or leave the sentence out.")
    sources = [s for s in library.sources.values() if any(quote in s.text for quote in quotes)]
    for quote in quotes:
        if not any(quote in source.text for source in sources):
            raise GateError(f"Quoted words stand in no article: {quote[:80]}. Quote an article word for word.")
    frame = [f"{s.outlet} {' '.join(sorted(s.origins))} {_spelt_day(s.published)}" for s in sources]
    stated = " \n ".join((*quotes, *frame))
    _require_numbers(sentence, quotes, sources)
    if not _months(sentence) <= _months(stated):
        raise GateError(f"A month is in no quotation cited for: {sentence}")
    for name in capitalised(sentence):
        if not _named(name, f"{stated} \n {question}", library):
            raise GateError(f"The name {name} is in no quotation cited for: {sentence}")


def _require_numbers(sentence: str, quotes: Sequence[str], sources: Sequence[Source]) -> None:
    """Hold the numbers to the quotations; the day of an article counts only where it is written as a day."""
    known = numbers(" \n ".join((*quotes, *(f"{s.outlet} {' '.join(s.origins)}" for s in sources))))
    days = [s.published for s in sources if s.published]
    bare = re.sub("|".join(map(_day_pattern, days)), " ", sentence) if days else sentence
    for number in numbers(bare) - known - {str(day.year) for day in days}:
        raise GateError(f"The number {number} is in no quotation cited for: {sentence}")


def _months(text: str) -> set[int]:
    return {MONTHS[month.rstrip(".")] for month in re.findall(rf"\b{MONTH}(?!\w)", text)}


def _day_pattern(day: date) -> str:
    return rf"\b(?:{day.isoformat()}|0?{day.day} {day:%B}|{day:%B} 0?{day.day})\b"


def _spelt_day(day: date | None) -> str:
    return f"{day.isoformat()} {day.day} {day:%B} {day.year}" if day else ""


def numbers(text: str) -> frozenset[str]:
    """
    Return the numbers of a text by value, written in digits or words.

    >>> sorted(numbers("1.6 million streams, two suits, No. 1 in 2025"))
    ['1', '1600000', '2', '2025']
    """
    found = {str(_plain(q.value)) for q in find_quantities(text)}
    covered = [(q.start, q.end) for q in find_quantities(text)]
    for match in re.finditer(r"\d[\d,]*(?:\.\d+)?", flat(text)):
        if not any(start <= match.start() < end for start, end in covered):
            value = parse_number(match[0].rstrip(","))
            found.add(str(_plain(value if value is not None else match[0])))
    return frozenset(found)


def _plain(value: Any) -> Any:
    return int(value) if not isinstance(value, str) and value == int(value) else value


def is_free(word: str) -> bool:
    """
    Whether a word with a capital is no name: a function word, a month, a day. In capitals throughout it may be one.

    >>> is_free("No"), is_free("NO"), is_free("Nova")
    (True, False, False)
    """
    return word.lower().strip(".,") in FREE and not (word.isupper() and len(word) > 1)


def capitalised(text: str) -> list[str]:
    """
    Return the runs of capitalised words that may be names; a first word only when it is no common one.

    >>> capitalised("According to Nova Vale, the label Harbour Nine paid.")
    ['Nova Vale', 'Harbour Nine']
    """
    runs: list[str] = []
    for match in re.finditer(r"(?<![\w'])[A-Z0-9][\w'&.-]*(?:\s+(?:of|the|and|&|for)?\s*[A-Z][\w'&.-]*)*", flat(text)):
        parts = match[0].split()
        while parts and (is_free(parts[0]) or re.fullmatch(r"\d{4}", parts[0])):
            parts = parts[1:]
        run = " ".join(parts).strip(".,'")
        if run and not run.replace(",", "").replace(".", "").isdigit():
            runs.append(run)
    return runs


def _named(name: str, stated: str, library: Library) -> bool:
    """Whether a name, or another spelling of the same entity, stands in the text."""
    have = f" {' '.join(words(stated))} "
    if f" {' '.join(words(name))} " in have:
        return True
    spellings = [s for key in library.spellings.get(name_key(name), ()) for s in library.spelt(key)]
    return any(f" {' '.join(words(s))} " in have for s in spellings)
