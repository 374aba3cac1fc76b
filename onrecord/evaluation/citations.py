"""
Citations scored: does what is quoted support the sentence, and is it what people recorded as evidence?

Support is judged by names, numbers and polarity. It imports nothing that answers questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.text.cues import denial_verb, is_negation, negative_implicative
from kg.text.dates import resolve
from kg.text.names import word_set
from kg.text.timephrases import find_dates

from .counts import Share, share
from .figures import numbers
from .wording import flat, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .answers import Judged
    from .gold import Cited, GivenAnswer
    from .texts import Texts

DEPTHS = (1, 3, 10)
FEW = 3
"""Words of a clause below which it affirms and denies nothing by itself: a name before a quotation."""
_NO_NAME = word_set(
    "a an the this that these those it its he she his her they their we our i you your yes no not neither both each "
    "all some most other in on at by for from of to as and or but with after before during since until while when "
    "where who what which according however also still only reportedly allegedly one two three four five six seven "
    "eight nine ten there january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday mid early late"
)
_CLAUSE = re.compile(
    r"[;:\u2014]|(?<=[.!?]) |,? (?:but|while|although|though|whereas|however|yet) |, (?:and|which|who) "
)
_YES = re.compile(r"^(yes|no)\b[,.:;]?\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_RUN = re.compile(r"[A-Z][\w.'&-]*(?: [A-Z][\w.'&-]*)+")
_COUNT = re.compile(r"(\d+) articles, (\d+) independent reports?")
_SOURCE = re.compile(r"[^.:“]*\bwrites: “ *”")
_MEANING = re.compile(r"\(“[^)]*” is [^)]*\)")
_TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class Support:
    """Whether the names, the numbers and the polarity of a sentence are those of its quotations."""

    names: bool
    numbers: bool
    polarity: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is lacking."""
        return self.names and self.numbers and self.polarity


@dataclass(frozen=True)
class CitationScore:
    """
    The citations of one answer.

    Args:
        supported: For each sentence of the answer, what its quotations support.
        good: For each citation of each sentence: the sentence is supported, and this quotation does it alone or is
            needed for it.
        good_in_context: The same when the two sentences before a quotation may give the names.
        cited: For each quotation, whether it is recorded evidence; empty when none was recorded.
        recorded: For each recorded sentence, whether it is cited.
        verbatim: For each quotation whose text is at hand, whether it stands there.
    """

    question: str
    supported: tuple[Support, ...]
    good: tuple[bool, ...]
    good_in_context: tuple[bool, ...]
    cited: tuple[bool, ...]
    recorded: tuple[bool, ...]
    verbatim: tuple[bool, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the verdicts as plain values."""
        lacking = [[n for n in ("names", "numbers", "polarity") if not getattr(s, n)] for s in self.supported]
        return {"lacking": lacking, "good": list(self.good), "recorded_cited": list(self.recorded)}


def names_in(sentence: str, proper: frozenset[str] = frozenset()) -> list[str]:
    """
    Return the words of a sentence that stand in names; its first word only if it is among *proper*.

    >>> names_in("Singers left Acme Records in May"), names_in("Tuno left", frozenset({"tuno"}))
    (['Acme', 'Records'], ['Tuno'])
    """
    words = [w.removesuffix("'s") for w in _WORD.findall(flat(sentence))]
    capital = [(i, w) for i, w in enumerate(words) if w[0].isupper() and w.casefold() not in _NO_NAME]
    return [w for i, w in capital if i or w.casefold() in proper or any(c.isupper() for c in w[1:])]


def negated(clause: str) -> bool:
    """
    Whether a clause denies: "not", "never", "denied", "failed to".

    >>> negated("Tuno did not sing"), negated("Acme denies it"), negated("Tuno sang")
    (True, True, False)
    """
    return any(is_negation(w) or w.endswith("n't") or _denies(w) for w in flat(clause).casefold().split())


def _denies(word: str) -> bool:
    plain = re.sub(r"\W", "", word)
    lemmas = {plain, *(plain.removesuffix(s) for s in ("s", "d", "ed", "es", "ing")), re.sub(r"i(ed|es)$", "y", plain)}
    return any(denial_verb(lemma) or negative_implicative(lemma) for lemma in lemmas)


def support(sentence: str, quotes: Sequence[str], *, beside: str = "", proper: frozenset[str] = frozenset()) -> Support:
    """
    Judge whether quotations support a sentence.

    Args:
        sentence: A sentence of an answer.
        quotes: What it cites.
        beside: Further text that may give its names and numbers, such as outlet and day of the articles.
        proper: Words that are names even at the beginning of a sentence.

    A number that is how many quotations there are counts as supported: it was counted from them. Polarity is
    compared clause by clause, with the quoted clause that shares most words.

    >>> support("Tuno lost 5 songs.", ["Tuno did not lose 5 songs."])
    Support(names=True, numbers=True, polarity=False)
    """
    told = _YES.sub("", sentence)
    text = " ".join((*quotes, beside))
    known = {stem(w.removesuffix("'s")) for w in _WORD.findall(flat(text).casefold())}
    figures = [*numbers(text), float(len(quotes))]
    wanted = numbers(re.sub(r"(?i)\bone\b", " ", told))
    return Support(
        names=all(stem(name.casefold()) in known for name in names_in(told, proper)),
        numbers=all(any(abs(f - w) <= _TOLERANCE * max(1.0, abs(w)) for f in figures) for w in wanted),
        polarity=_same_polarity(told, quotes),
    )


def _same_polarity(told: str, quotes: Iterable[str]) -> bool:
    """
    Whether each clause of the sentence has the polarity of a clause that shares most words with it.

    What is quoted word for word has its own polarity.
    """
    told = " ".join(_MEANING.sub(" ", told).split())
    for quote in quotes:
        told = told.replace(" ".join(quote.split()), " ")
    told = _SOURCE.sub(" ", told)
    known = [(tokens(c), negated(c)) for quote in quotes for c in _CLAUSE.split(quote) if c.strip()]
    for clause in _CLAUSE.split(told):
        words = tokens(clause)
        if len(words) < FEW and told != clause:
            continue
        best = max((len(words & own) for own, _ in known), default=0)
        if best and not any(denies == negated(clause) for own, denies in known if len(words & own) == best):
            return False
    return True


def score_citations(judged: Judged, texts: Texts) -> CitationScore:
    """Score the citations of an answer that was given; a refusal's quotations support nothing and are left out."""
    given, evidence = judged.given, judged.question.evidence
    by_number = {c.n: c for c in given.citations}
    told = [(text, [by_number[n] for n in ns if n in by_number]) for text, ns in _sentences(given)]
    alone = [_judged(text, cites, texts, context=False) for text, cites in told]
    near = [_judged(text, cites, texts, context=True) for text, cites in told]
    same = [[texts.same_place(e, c.article, c.quote, c.start, c.end) for e in evidence] for c in given.citations]
    return CitationScore(
        judged.question.id,
        supported=tuple(whole for whole, _ in alone),
        good=tuple(g for _, good in alone for g in good),
        good_in_context=tuple(g for _, good in near for g in good),
        cited=tuple(any(row) for row in same) if evidence else (),
        recorded=tuple(any(row[i] for row in same) for i in range(len(evidence))),
        verbatim=tuple(v for c in given.citations if (v := texts.verbatim(c)) is not None),
    )


def _sentences(given: GivenAnswer) -> list[tuple[str, tuple[int, ...]]]:
    """Return the answer's sentences; the whole answer with all citations where a system does not part them."""
    return list(given.sentences) or [(given.answer, tuple(c.n for c in given.citations))]


def _judged(text: str, cites: Sequence[Cited], texts: Texts, *, context: bool) -> tuple[Support, list[bool]]:
    def of(some: Sequence[Cited]) -> Support:
        beside = [f"{c.outlet} {c.published}" for c in some] + [texts.before(c) for c in some if context]
        beside += [piece for c in some for piece in (*_days(c), *_full_names(text, c, texts))]
        told = _without_count(text, some)
        return support(told, [c.quote for c in some], beside=" ".join(beside), proper=texts.proper)

    if not cites:
        return Support(names=False, numbers=False, polarity=False), []
    whole = of(cites)
    good = [whole.whole and (of([c]).whole or not of([*cites[:i], *cites[i + 1 :]]).whole) for i, c in enumerate(cites)]
    return whole, good


def _days(cited: Cited) -> Iterator[str]:
    """Yield the first and last days that the time words of a quotation mean, counted from its article's day."""
    published = date.fromisoformat(cited.published) if cited.published else None
    for _, _, phrase in find_dates(flat(cited.quote)):
        time = resolve(phrase, published)
        yield from (f"{day.day} {day.month} {day.year}" for day in (time.start, time.end) if day) if time else ()


def _full_names(sentence: str, cited: Cited, texts: Texts) -> Iterator[str]:
    """Yield the names of a sentence that the quoted article has in full and the quotation by a part: "Vale" alone."""
    article, quoted = texts.get(cited.article), set(_WORD.findall(flat(cited.quote)))
    if article is None:
        return
    for name in _RUN.findall(flat(sentence)):
        parts = {w for w in name.split() if w.casefold() not in _NO_NAME and len(w) > 2}  # noqa: PLR2004
        if len(parts) > 1 and name in flat(article.text) and parts & quoted:
            yield name


def _without_count(sentence: str, cited: Sequence[Cited]) -> str:
    """Leave out how many articles and reports stand behind a sentence where so many articles are cited."""
    counted = _COUNT.search(sentence)
    right = counted and int(counted[1]) == len({c.article for c in cited}) >= int(counted[2])
    return _COUNT.sub("", sentence) if right else sentence


def retrieval_hits(judged: Iterable[Judged], texts: Texts) -> dict[int, Share]:
    """
    Count the questions for which a recorded evidence sentence is among the first 1, 3 and 10 of retrieval.

    Only questions with recorded evidence whose retrieval is known count.
    """
    ranks = [
        next(
            (n for n, r in enumerate(one.given.retrieved, 1) if any(_hits(e, r, texts) for e in one.question.evidence)),
            None,
        )
        for one in judged
        if one.given.retrieved is not None and one.question.evidence
    ]
    return {depth: share(rank is not None and rank <= depth for rank in ranks) for depth in DEPTHS}


def _hits(evidence: Any, found: Any, texts: Texts) -> bool:
    return texts.same_place(evidence, found.article, found.quote)
