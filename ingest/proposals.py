"""
Places in the text that may be names, each from one source that knows nothing of the others.

:mod:`ingest.mentions` chooses among them. A proposal may carry a class and a weight, a vote that counts
even where another source's span wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.names import is_place, place_of_adjective, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from .lexicon import Lexicon
    from .page import Page

NAME_LABELS = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep "
    "sept oct nov dec today yesterday tomorrow tonight"
)
NO_NAME = word_set(
    "ai ep lp cd dvd tv dj mc ceo cfo coo cto pr hr it id url api faq q&a ok r&b i a no pm am us$ mp3 vs op-ed pdf "
    "html i'm i've i'll i'd c$ a$ dna gdp covid covid-19 internet web god christian muslim jewish islamic catholic "
    "buddhist hindu gmt utc edt pst pdt cet bst mph kph state states president secretary vip qc asap fyi diy lgbt "
    "lgbtq ux ui vr ar usb led gps atm ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
)
STARTS = word_set(
    "the a an this that these those it its he she his her hers they their them we our us you your i my in on at by "
    "for from with without as to but and or nor so yet if when while after before since although though because "
    "until unless once whereas however meanwhile moreover still then now there here both each every all some many "
    "most few several another other one two three no not what who whom whose which why how where will would could "
    "should may might can did does do is are was were be been has have had also even just only over under about "
    "between during despite according additionally notably yes let like among amid instead rather per via photo "
    "image file source read more new last next earlier later recently previously currently today yesterday updated"
)
TITLES = word_set(
    "mr mrs ms miss mx dr prof sir dame judge justice sen rep gov president premier chancellor minister mayor "
    "senator representative governor chairman chairwoman secretary ambassador commissioner councillor general gen "
    "lt col colonel capt captain sgt sergeant major bishop archbishop rev reverend attorney detective inspector "
    "officer professor doctor congressman congresswoman pope sheikh ayatollah imam rabbi baroness lady lord"
)
PARTICLES = word_set("de la van der von den al bin ibn el da di du le del dos y ten ter zu")
BEFORE_TITLES = word_set(
    "prime vice deputy former acting chief executive foreign home shadow attorney solicitor lieutenant brigadier "
    "associate assistant senior lead first interim managing general major crown federal national press"
)
ROYAL = word_set("king queen prince princess general star act major")
_JOINS = word_set("of for in and on at from")
_ADJECTIVE = re.compile(
    r".*-(?:\w*ed|\w*ing|based|like|made|led|free|wide|old|style|born|driven|run|only|friendly|era|related|year|"
    r"own|built|heavy|long|level|area|owner|to|up|in|off|and|the|centric|specific|facing|ish)$|"
    r"(?:pro|anti|non|pan|pre|post|ex|co|self|mid|multi|all|half|so|semi|sub|cross|inter)-.*",
    re.IGNORECASE,
)
_BRAND = re.compile(
    r"[A-Z][a-z]+[A-Z]\w*|[a-z]{1,2}[A-Z][a-z]\w+|[A-Z]{3,6}(?:-[A-Z]{2,6})?|[A-Z][a-z]+\d+|"
    r"[A-Z]\w+\.(?:ai|tech|com|fm|io|net|org|tv|app)|#\w*[A-Z]\w*|\d(?!st|nd|rd|th)[a-z]{3,}|[a-z]+(?:\.[a-z]{3,}){2,}"
)


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """
    One stretch of text that may be a name.

    Args:
        cls: Class that the source takes it for, ``None`` when it does not say.
        source: ``gazetteer``, ``title``, ``case``, ``ner:LABEL``, ``run`` or ``brand``.
        weight: Weight of the vote for *cls*.
    """

    start: int
    end: int
    source: str
    cls: str | None = None
    weight: float = 0.0


def known_names(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose every spelling of the gazetteer, longest first."""
    if lexicon.known_pattern is None:
        return
    for match in lexicon.known_pattern.finditer(page.plain):
        entry = lexicon.entry(match[0])
        yield Proposal(match.start(), match.end(), "gazetteer", entry.type if entry else None, 5.0)


def entity_names(page: Page, doc: Doc, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose what the model calls a name, without "the", titles, possessives and what is no name."""
    for ent in doc.ents:
        if ent.label_ not in NAME_LABELS:
            continue
        for first, last in _cleaned(page, ent.start_char, ent.end_char, ent.label_, lexicon):
            words = page.words[first : last + 1]
            if _is_name([w.text for w in words], ent.label_):
                yield Proposal(words[0].start, words[-1].end, f"ner:{ent.label_}", lexicon.labels.get(ent.label_), 1.0)


def _is_title(page: Page, index: int, lexicon: Lexicon) -> bool:
    """Whether a word is an office or calling that stands before a name: "Senator", "Rapper"."""
    low = page.low(index).rstrip(".")
    if low in TITLES:
        return True
    told = lexicon.triggers.get(low, ())
    agent = any(lexicon.domain.is_a(c, "Agent") for c in told)
    return (
        agent
        and low not in ROYAL
        and not any(lexicon.domain.is_a(c, o) for c in told for o in ("Organization", "Product"))
    )


def _cleaned(page: Page, start: int, end: int, label: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield first and last word of the parts of a span that may be names."""
    first, last = page.at(start), page.at(end - 1)
    if last >= len(page.words):
        return
    line_end = page.text.find("\n", start, end)
    if line_end >= 0:
        last = page.at(line_end) - 1
    stops = [
        i
        for i in range(first + 1, last + 1)
        if page.word(i) in {'"', "'"} or (page.low(i) == "the" and page.low(i - 1) not in _JOINS)
    ]
    if stops:
        last = stops[0] - 1
    while first <= last and (page.low(first) in {"the", "a", "an", "'s", "'"} or not page.word(first)[0].isalnum()):
        first += 1
    while last >= first and (
        page.low(last) in {"'s", "'", "the", "and", "of"}
        or not (page.word(last)[-1].isalnum() or page.word(last)[-1] in ".!?")
    ):
        last -= 1
    if last < first:
        return
    while (
        label != "PERSON"
        and last > first
        and page.low(last) not in ROYAL
        and _is_title(page, last, lexicon)
        and label != "WORK_OF_ART"
    ):
        last -= 1
    if label in {"PERSON", "NORP"}:
        while first < last and (_is_title(page, first, lexicon) or page.low(first) in BEFORE_TITLES | STARTS):
            first += 1
    cut = [i for i in range(first + 1, last) if page.low(i) == "'s"]
    if cut and label in {"PERSON", "GPE", "NORP"}:
        last = cut[0] - 1
    elif cut and lexicon.entry(page.plain[page.words[first].start : page.words[cut[0] - 1].end]):
        yield first, cut[0] - 1
        first = cut[0] + 1
    yield first, last


def _is_name(words: list[str], label: str) -> bool:
    text = " ".join(words)
    low = text.lower()
    if (
        re.match(r"\d+ ?[:.] ?\d", text)
        or low in NO_NAME | STARTS | CALENDAR
        or not any(c.isupper() for c in text)
        or not any(c.isalpha() for c in text)
    ):
        return False
    if place_of_adjective(text) and low not in {"american samoa"}:
        return False
    if label == "NORP":
        return len(words) > 1 or low.endswith("s")
    return not (len(words) == 1 and (_ADJECTIVE.fullmatch(text) or low.startswith(("#", "@"))))


def capital_runs(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose runs of capitalised words, cut at titles, dates and possessives, bridged by "of" after an office or institution."""
    seen = _seen(page)
    for sentence in page.sentences:
        indexes = list(page.words_of(sentence))
        if not indexes or _is_headline(page, indexes):
            continue
        for first, last in _runs(page, indexes, lexicon):
            for a, b in _split_at_titles(page, first, last, lexicon):
                start = _after_opening(page, a, b, indexes[0], seen)
                if start is not None and _is_name([w.text for w in page.words[start : b + 1]], "run"):
                    yield Proposal(page.words[start].start, page.words[b].end, "run")


def _is_headline(page: Page, indexes: list[int]) -> bool:
    """Whether nearly all words have capitals, so that they tell nothing."""
    words = [page.word(i) for i in indexes if page.word(i)[0].isalpha() and len(page.word(i)) > 3]  # noqa: PLR2004
    capitals = sum(w[0].isupper() for w in words)
    bare = page.word(indexes[-1]) not in ".!?\"'"
    return bare and ((len(words) > 4 and capitals > 0.7 * len(words)) or (len(words) < 4 and capitals == len(words)))  # noqa: PLR2004


def is_capital(word: str) -> bool:
    """
    Whether a word is written as (part of) a name.

    >>> [is_capital(w) for w in ("Vale", "eBay", "AI-generated", "al-Amr", "50", "Monday")]
    [True, True, False, True, False, False]
    """
    if word.lower() in CALENDAR or _ADJECTIVE.fullmatch(word) or re.fullmatch(r"[A-Z]-[a-z]+", word):
        return False
    return word[0].isupper() or bool(re.match(r"[a-z]{1,2}-?[A-Z]", word))


def _runs(page: Page, indexes: list[int], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    k = 0
    while k < len(indexes):
        i = indexes[k]
        if not is_capital(page.word(i)) or not _may_open(page, i, indexes, lexicon):
            k += 1
            continue
        last = i
        while (nxt := _next_of_run(page, i, last, indexes[-1], lexicon)) is not None:
            last = nxt
        yield i, last
        k = last - indexes[0] + 1


def _may_open(page: Page, index: int, indexes: list[int], lexicon: Lexicon) -> bool:
    """Whether a run may begin here; "CD" and "AI" begin one only before another capital, and not at the start."""
    if page.low(index) not in NO_NAME or page.low(index) == "r&b":
        return True
    if lexicon.class_of(page.low(index), under="Work"):
        return False
    return (
        index > indexes[0]
        and index < indexes[-1]
        and page.word(index).isupper()
        and len(page.word(index)) > 1
        and is_capital(page.word(index + 1))
        and page.low(index) not in {"ceo", "cfo", "coo", "cto"}
    )


def _next_of_run(page: Page, first: int, last: int, end: int, lexicon: Lexicon) -> int | None:
    """Return the index of the word that carries a run on, past a bridge if need be."""
    here, word = last + 1, page.word(last + 1)
    if here > end or page.text[page.words[last].end : page.words[here].start].strip(" \u00a0"):
        return None
    if is_capital(word) and (page.low(here) not in STARTS or (word.isupper() and len(word) > 1)):
        return here
    if word.isdigit() and len(word) <= 4 and not _is_date(page, last, here):  # noqa: PLR2004
        return here
    if here >= end:
        return None
    if is_capital(page.word(here + 1)) and (word in {"&", "x", "+"} or page.low(here) in PARTICLES):
        return here + 1
    if lexicon.class_of(page.low(first - 1), under="Work") and page.low(here) in TITLE_WORDS:
        far = here + 1 + (page.low(here + 1) in TITLE_WORDS)
        return far if far <= end and is_capital(page.word(far)) else None
    far = here + 1 + (page.low(here + 1) == "the")
    if word in {"of", "for"} and far <= end and is_capital(page.word(far)) and _bridges(page, first, last, lexicon):
        return far
    return None


def _is_date(page: Page, last: int, here: int) -> bool:
    return page.low(last) in {"may", "spring", "summer", "fall", "autumn", "winter"} or len(page.word(here)) == 4  # noqa: PLR2004


def _bridges(page: Page, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether "X of Y" is one name: X names an institution, a law, an event, not a person."""
    if first == last and page.low(first - 1) == "the" and page.low(last + 2) == "the":
        return not _is_title(page, first, lexicon)
    if page.low(last) in BRIDGED:
        return True
    return lexicon.class_of(page.word(last), beside="Person") is not None and page.low(first) not in TITLES


BRIDGED = word_set(
    "university institute department ministry church bank office house court academy college school city republic "
    "bureau award awards prize medal museum board chamber council state states society association league center "
    "centre kingdom province plains bay isle gulf lord game festival day hall guild order"
)


def _split_at_titles(page: Page, first: int, last: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Cut "Norland Governor Ada Vale" into its place and its person; an office alone is no name."""
    start = first
    for k in range(first, last + 1):
        person = k > first or page.low(k) not in ROYAL
        if (
            not person
            or not _is_title(page, k, lexicon)
            or page.low(k + 1) in {"jr.", "sr."}
            or _institution(page, k, last, lexicon)
        ):
            continue
        end = k - 1
        while end >= start and page.low(end) in BEFORE_TITLES:
            end -= 1
        if end >= start:
            yield start, end
        start = k + 1
        while page.low(start) in {"of", "for", "the", "to", "and"} and start <= last:
            start += 1
    if start <= last and page.low(last) not in {"state"}:
        yield from _place_and_rest(page, start, last, lexicon)


def _place_and_rest(page: Page, first: int, last: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Part a country from a person's name that only follows it: "United States Ada Vale"."""
    for k in range(last - 2, first, -1):
        if (
            k > first
            and is_place(" ".join(page.word(i) for i in range(first, k + 1)))
            and not _institution(page, k, last, lexicon)
        ):
            yield first, k
            yield k + 1, last
            return
    yield first, last


def _institution(page: Page, index: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the run goes on to the noun of an institution or a law, so that a title is part of its name."""
    return any(
        page.low(i) in BRIDGED or lexicon.class_of(page.low(i), beside="Person") is not None
        for i in range(index + 1, last + 1)
    )


def _after_opening(page: Page, first: int, last: int, opening: int, seen: _Seen) -> int | None:
    """Return where a run starts once the sentence's first word, capital by position, is taken off if it is no name."""
    while first <= last and page.low(first) in STARTS and not (page.word(first).isupper() and first < last):
        first += 1
    if first > last:
        return None
    previous = page.word(first - 1) if first > opening else ""
    if first == opening or previous in {'"', "'", ":", "\u2014", "\u2013", "-", "("}:
        rest = [i for i in range(first + 1, last + 1) if page.low(i) not in NO_NAME and not page.word(i).isdigit()]
        if page.low(first) in seen.small and not page.word(first).isupper():
            first += 1
        elif not rest and page.word(first) not in seen.inside:
            return None
    return first if first <= last and page.word(first)[0].isalpha() else None


class _Seen(NamedTuple):
    """Words that the text has in lower case, and capitalised words inside sentences."""

    small: frozenset[str]
    inside: frozenset[str]


def _seen(page: Page) -> _Seen:
    starts = {page.at(s.start) for s in page.sentences}
    inside = (w.text for i, w in enumerate(page.words) if i not in starts and page.word(i - 1) not in "\"'")
    return _Seen(frozenset(w.low for w in page.words if w.text == w.low), frozenset(inside))


def brand_names(page: Page) -> Iterator[Proposal]:
    """Propose words whose shape only names have: inner capitals, acronyms, letters with digits, web names."""
    for word in page.words:
        if _BRAND.fullmatch(word.text) and word.low not in NO_NAME | CALENDAR | STARTS:
            yield Proposal(word.start, word.end, "brand")


TITLE_WORDS = word_set("of for to in on the a an and from with at my your under over vs n")
OFFICES = word_set("government military army navy parliament police senate congress embassy")


def offices(page: Page, lexicon: Lexicon) -> Iterator[Proposal]:
    """Propose a country's institutions, named by its adjective and a plain noun: "the Norlandic navy"."""
    for index, word in enumerate(page.words[:-1]):
        noun = page.words[index + 1]
        if word.text[0].isupper() and noun.text in OFFICES and place_of_adjective(word.text):
            cls = next(
                (c for c in lexicon.triggers.get(noun.low, ()) if lexicon.domain.classes[c].core), "Organization"
            )
            yield Proposal(word.start, noun.end, "office", cls, 1.5)
