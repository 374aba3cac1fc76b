"""
Places in the text that may be names, each from one source that knows nothing of the others.

:mod:`ingest.names.mentions` chooses among them. A proposal may carry a class and a weight, a vote that counts
even where another source's span wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.names import place_of_adjective, word_set
from kg.text.numerals import NUMBER_WORDS

from .given_names import is_given_name

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
HOURS = word_set("morning afternoon evening night")
NEAR = word_set("last this next")
SPANS = word_set("year month week weekend summer winter spring autumn fall decade")
NO_NAME = HOURS | word_set(
    "year month week weekend decade "
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
OPENERS = word_set(
    "only unless perhaps maybe neither either suppose supposing hardly scarcely per whether reportedly allegedly "
    "apparently possibly probably"
)
"""Words that open a sentence and hedge or deny it; a title may begin with "Until", never a label's name with these."""
STARTS |= OPENERS
TITLES = word_set(
    "mr mrs ms miss mx dr prof sir dame judge justice sen rep gov president premier chancellor minister mayor "
    "senator representative governor chairman chairwoman secretary ambassador commissioner councillor general gen "
    "lt col colonel capt captain sgt sergeant major bishop archbishop rev reverend attorney detective inspector "
    "officer professor doctor congressman congresswoman sheikh ayatollah imam rabbi"
)
BEFORE_TITLES = word_set(
    "prime vice deputy former acting chief executive foreign home shadow attorney solicitor lieutenant brigadier "
    "associate assistant senior lead first interim managing general major crown federal national press"
)
PEOPLES = word_set("african-american afro-american indigenous latinx native-american")
"""Adjectives of people that no table of places holds."""
NOBLE = word_set("baroness lord lady pope viscount countess duke duchess earl")
"""Titles that are part of the name: "Baroness Vale"."""
ROYAL = NOBLE | word_set("king queen prince princess general star act major")
_NO_END = frozenset({"'s", "'", "the", "and", "of"})
_JOINS = word_set("of for in and on at from")
COMPOUND_ADJECTIVE = re.compile(
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

    def of(self, page: Page) -> str:
        """Return the words of the span, with plain quotes."""
        return page.plain[self.start : self.end]


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
            if is_name([w.text for w in words], ent.label_):
                yield Proposal(words[0].start, words[-1].end, f"ner:{ent.label_}", lexicon.labels.get(ent.label_), 1.0)


def is_office(page: Page, index: int, lexicon: Lexicon) -> bool:
    """Whether a word is an office or calling that stands before a name: "Senator", "Rapper"."""
    low = page.low(index).rstrip(".")
    if low in TITLES:
        return True
    told = lexicon.triggers.get(low, ())
    agent = any(lexicon.domain.is_a(c, "Agent") for c in told)
    return (
        agent
        and low not in ROYAL
        and not any(lexicon.domain.is_a(c, o) for c in told for o in ("Organization", "Product", "PersonGroup"))
    )


def _cleaned(page: Page, start: int, end: int, label: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield first and last word of the parts of a span that may be names."""
    first, last = _trimmed(page, page.at(start), _before_stop(page, start, end))
    if last < first:
        return
    if label in {"PERSON", "NORP"}:
        while first < last and (is_office(page, first, lexicon) or page.low(first) in BEFORE_TITLES | STARTS):
            first += 1
    elif label == "WORK_OF_ART":
        last = _before_maker(page, first, last)
        if page.low(first) in {"his", "their", "its"} and page.at(page.sentences[page.sentence(start)].start) == first:
            first += 1
    else:
        while first < last and page.low(first) in OPENERS and page.word(first).istitle():
            first += 1
        while last > first and page.low(last) not in ROYAL and is_office(page, last, lexicon):
            last -= 1
    owner = next((i - 1 for i in range(first + 1, last) if page.low(i) == "'s"), None)
    if owner is not None and label in {"PERSON", "GPE", "NORP"}:
        last = owner
    elif owner is not None and lexicon.entry(page.plain[page.words[first].start : page.words[owner].end]):
        yield first, owner
        first = owner + 2
    yield first, last


def _before_maker(page: Page, first: int, last: int) -> int:
    """Return the last word of a title before its maker: "Not Like Them by Orrin Vale", not "Killed by Death"."""
    for i in range(first + 1, last - 1):
        if page.word(i) == "by" and is_given_name(page.word(i + 1)):
            return i - 1
    return last


def _before_stop(page: Page, start: int, end: int) -> int:
    """Return the last word of a span before what no name reaches over: a line's end, a quotation mark, " the "."""
    line_end = page.text.find("\n", start, end)
    first, last = page.at(start), min(page.at((line_end if line_end >= 0 else end) - 1), len(page.words) - 1)
    for i in range(first + 1, last + 1):
        if page.word(i) in {'"', "'"} or (page.low(i) == "the" and page.low(i - 1) not in _JOINS):
            return i - 1
    return last


_TIMES = word_set("in by since until from during")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile(r"[QH][1-4]")
_SCORE = re.compile(r"\d{1,3}\s?[-\u2013]\s?\d{1,3}(?![\w-])")


def _trimmed(page: Page, first: int, last: int) -> tuple[int, int]:
    """Leave out articles, possessives and signs at the ends."""
    while first <= last and (page.low(first) in {"the", "a", "an", "'s", "'"} or not page.word(first)[0].isalnum()):
        first += 1
    if first < last and _YEAR.fullmatch(page.word(first)) and page.low(first - 1) in _TIMES:
        first += 1  # "by 2050 Halden will"
    while last > first and is_score(page, last):
        last -= 1
    if last > first and page.low(last) == "no" and page.word(last + 1) == "." and page.word(last - 1).islower():
        last -= 1
        while last > first and page.word(last).islower():  # "Low Tide and at No. 9"
            last -= 1
    while last >= first and (
        page.low(last) in _NO_END or not (page.word(last)[-1].isalnum() or page.word(last)[-1] in ".!?")
    ):
        last -= 1
    return first, last


def is_score(page: Page, index: int) -> bool:
    """Whether a number opens the result of a match and is no part of the name before it: "beat Norland 2 - 0"."""
    return _SCORE.match(page.text, page.words[index].start) is not None


def is_name(words: list[str], label: str) -> bool:
    """Whether words may be a name at all: no calendar word, no bare adjective of a country, no figure."""
    text = " ".join(words)
    low = text.lower()
    if (
        re.match(r"\d+ ?[:.] ?\d", text)
        or re.search(r"[$€£] ?\d", text)
        or low in NO_NAME | STARTS | CALENDAR
        or _PERIOD.fullmatch(text)
        or not any(c.isupper() for c in text)
        or not any(c.isalpha() for c in text)
    ):
        return False
    if place_of_adjective(text) or low in PEOPLES:
        return False
    if low in NUMBER_WORDS or (len(words) == 2 and words[0].lower() in NEAR and words[1].lower() in SPANS):  # noqa: PLR2004
        return False
    if words[0].lower() in CALENDAR and all(w.isdigit() or w.lower() in HOURS for w in words[1:]):  # "Sunday Night"
        return False
    if label == "NORP":
        return len(words) > 1 or low.endswith("s")
    return not (len(words) == 1 and (COMPOUND_ADJECTIVE.fullmatch(text) or low.startswith(("#", "@"))))


def brand_names(page: Page) -> Iterator[Proposal]:
    """Propose words whose shape only names have: inner capitals, acronyms, letters with digits, web names."""
    for word in page.words:
        if (
            "$" not in word.text
            and not _PERIOD.fullmatch(word.text)
            and _BRAND.fullmatch(word.text)
            and word.low not in NO_NAME | CALENDAR | STARTS
        ):
            yield Proposal(word.start, word.end, "brand")


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
