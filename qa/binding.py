"""
Binding: a sentence of an answer keeps the quotations that carry it, and gets the ones that it lacks.

A quotation carries a name if it has it, in any spelling of the entity, or if the sentence that names it earlier in the
article is quoted too: "the company" is somebody, and the reader of an answer must be able to see whom. It carries a
number if it has it, if it lies in what the quotation's time words mean on the day of publication, or if it is the
count of the quotations. A sentence that its quotations do not carry is given in the article's own words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.text.dates import resolve
from kg.text.names import flat, name_key
from kg.text.timephrases import find_dates

from .answer import Ref
from .citations import capitalised, is_free, numbers
from .stems import words
from .wording import quotation, template_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from .answer import Draft
    from .library import Key, Library, Line

MOST = 6
"""Quotations behind one sentence at most; those that carry it alone come first."""
_VERDICT = re.compile(r"^(?:yes|no|it is not certain|the articles disagree)\b[.,:]?\s*", re.IGNORECASE)
_QUOTED = re.compile(r"writes: “(.*)”", re.DOTALL)
_ARTICLES = re.compile(r"\d+ articles, \d+ independent reports?")
_MEANING = re.compile(r"“[^”]*” is ([^;()]+)(?=[;)])")
_COUNTED = re.compile(r"\b(?:one|single)\b", re.IGNORECASE)

Told = "tuple[str, tuple[Ref, ...]]"


def bound(draft: Draft, library: Library) -> Draft:
    """
    Bind each sentence of an answer to the quotations that carry it.

    Args:
        draft: Sentences with what they rest on.
        library: Articles, sentences and spellings.

    Returns:
        The draft with antecedents cited, quotations that carry nothing left out, and sentences that nothing carries in
        the article's own words. No sentence is lost.
    """
    return replace(draft, told=tuple(_bind(text, refs, library) for text, refs in draft.told))


def _bind(text: str, refs: tuple[Ref, ...], library: Library) -> tuple[str, tuple[Ref, ...]]:
    if not refs:
        return text, refs
    lacking = [name for name in _wanted(text, library) if not carries_name(name, refs, library)]
    refs = (*refs, *_antecedents(lacking, refs, library))
    refs = (*refs, *_days_before(_odd_numbers(text, refs, library), refs, library))
    text = _as_written(text, refs, library)
    wanted = _wanted(text, library)
    kept = _needed(text, wanted, refs, library)
    if _carried(text, wanted, kept, library):
        return text, kept
    if _QUOTED.search(text):
        return _without_heading(text, kept, library)
    first = refs[0]
    source = library.sources[first.article]
    return _bind(quotation(source, source.text[first.start : first.end]), (first,), library)


def _as_written(text: str, refs: Sequence[Ref], library: Library) -> str:
    """Call a thing as the quotations do where no quoted article has the name that the corpus knows it by."""
    articles = " \n ".join(dict.fromkeys(f"{library.sources[r.article].text} {_frame(r, library)}" for r in refs))
    quotes = " \n ".join(_quote(ref, library) for ref in refs)
    for name in _wanted(text, library):
        if not _stands(name, articles):
            written = [s for s in _spellings(name, library) if _stands(s, quotes)]
            text = text.replace(name, max(written, key=len)) if written else text
    return text


def _stands(name: str, text: str) -> bool:
    return f" {' '.join(words(name))} " in f" {' '.join(words(text))} "


def _without_heading(text: str, refs: tuple[Ref, ...], library: Library) -> tuple[str, tuple[Ref, ...]]:
    """Leave out the name before a quotation where no quotation has it."""
    source = library.sources[refs[0].article]
    opening = text.find(quotation(source, "").partition(" writes")[0].partition(" (")[0])
    if opening <= 0 or not text[:opening].rstrip().endswith(":"):
        return text, refs
    bare = text[opening:]
    return bare, _needed(bare, _wanted(bare, library), refs, library)


def _wanted(text: str, library: Library) -> list[str]:
    """Return the names of a sentence; its first word is one only if the articles know it."""
    names = names_of(text)
    if names and " " not in names[0] and _VERDICT.sub("", text).startswith(names[0]) and not _keys(names[0], library):
        return names[1:]
    return names


def names_of(text: str) -> list[str]:
    """
    Return the names that a sentence must have from its quotations.

    >>> names_of("Yes. Nova Vale signed with Harbour Nine on 3 May 2025. (“Nine” is Bank of the West and Sea)")
    ['Nova Vale', 'Harbour Nine', 'Bank of the West and Sea']
    """
    meant = [name.strip() for name in _MEANING.findall(text)]
    bare = _MEANING.sub(" ", _VERDICT.sub("", text))
    return list(dict.fromkeys(filter(None, (*map(_bare, capitalised(bare)), *meant))))


def _bare(run: str) -> str:
    """Return a run of capitalised words without the numbers, months and days at its ends."""
    parts = run.split()
    while parts and _is_free(parts[0]):
        parts = parts[1:]
    while parts and _is_free(parts[-1]):
        parts = parts[:-1]
    return " ".join(parts)


def _is_free(word: str) -> bool:
    return is_free(word) or word.isdigit()


def carries_name(name: str, refs: Iterable[Ref], library: Library) -> bool:
    """Whether one of the quotations, or the outlet of its article, has a name in one of its spellings."""
    return any(_has(name, f"{_quote(ref, library)} \n {_frame(ref, library)}", library) for ref in refs)


def _has(name: str, text: str, library: Library) -> bool:
    return any(_stands(spelling, text) for spelling in _spellings(name, library))


def _spellings(name: str, library: Library) -> list[str]:
    return [name, *(s for key in _keys(name, library) for s in library.spelt(key))]


def _keys(name: str, library: Library) -> tuple[str, ...]:
    """Return the entities that a name may mean; its article is no part of what a sentence begins with."""
    return library.spellings.get(name_key(name)) or library.spellings.get(name_key(f"The {name}"), ())


def _quote(ref: Ref, library: Library) -> str:
    return library.sources[ref.article].text[ref.start : ref.end]


def _frame(ref: Ref, library: Library) -> str:
    """Return what a sentence may say beside a quotation: who published it, and the words of the claim's relation."""
    source, fact = library.sources[ref.article], library.facts.get(ref.claim or "")
    template = template_of(fact, library.domain) if fact else ""
    return f"{source.outlet or source.title} \n {template or ''}"


def _antecedents(missing: Sequence[str], refs: Sequence[Ref], library: Library) -> Iterator[Ref]:
    """Yield, for each name that no quotation has, the sentence before one of them that has it."""
    found: list[Ref] = []
    for name in missing:
        if carries_name(name, found, library):
            continue
        for ref in refs:
            line = _named_near(name, ref, library)
            if line:
                found.append(Ref(line.article, line.start, line.end, ref.claim))
                break
    yield from found


def _named_near(name: str, ref: Ref, library: Library) -> Line | None:
    """
    Return a sentence that names whom a quotation speaks of.

    The claim's own antecedent goes first, then the nearest earlier sentence, then the first later one.
    """
    keys = set(_keys(name, library))
    fact = library.facts.get(ref.claim or "")
    told = set(fact.entities) if fact else set()
    told |= {key for line in library.lines_of(ref.article, ref.start, ref.end) for key in line.entities}
    described = fact and any(f" {name} " in f" {term.text} " for term in fact.terms)  # "AI tracks" for "such tracks"
    if not keys & told and not described:
        return None
    own = [(ref.article, start, end) for start, end in fact.also] if fact else []
    lines = [library.lines[key] for key in own if key in library.lines]
    earlier = _earlier(ref, library)
    later = [key for key in library.starts.get(ref.article, ()) if key[1] >= ref.end]
    lines += [library.lines[key] for key in (*earlier, *later)]
    return next((line for line in lines if _has(name, line.text, library)), None)


def _earlier(ref: Ref, library: Library) -> list[Key]:
    """Return where the sentences before a quotation stand, the nearest first."""
    return [key for key in library.starts.get(ref.article, ()) if key[2] <= ref.start][::-1]


def _days_before(odd: frozenset[str], refs: Sequence[Ref], library: Library) -> Iterator[Ref]:
    """Yield the sentence that tells the day which a claim's "by then" or "a week later" counts from."""
    for ref in refs if odd else ():
        fact = library.facts.get(ref.claim or "")
        ends = {day for day in (fact.time.start, fact.time.end) if day} if fact and fact.time else set()
        if odd <= _parts(ends):
            for key in _earlier(ref, library):
                line = Ref(*key, ref.claim)
                if _days(line, library) - _published(line, library):
                    yield line
                    return


def _needed(text: str, wanted: Sequence[str], refs: Sequence[Ref], library: Library) -> tuple[Ref, ...]:
    """Keep the quotations that carry a sentence alone; where none does, those without which it is not carried."""
    refs = list(dict.fromkeys(refs))
    counted = _counted(text, refs)
    alone = [ref for ref in refs if _carried(text, wanted, [ref], library)]
    if alone and not counted:
        return tuple(alone[:MOST])
    kept = list(refs)
    if _carried(text, wanted, kept, library):
        for ref in (r for r in reversed(refs) if r not in counted):
            rest = [r for r in kept if r is not ref]
            if rest and _carried(text, wanted, rest, library):
                kept = rest
    return tuple(kept)


def _counted(text: str, refs: Sequence[Ref]) -> list[Ref]:
    """Return the quotations of a sentence that tells how many there are: things, or one an article."""
    if text.startswith("The articles name "):
        return list(refs)
    return list({ref.article: ref for ref in reversed(refs)}.values()) if _ARTICLES.search(text) else []


def _carried(text: str, wanted: Sequence[str], refs: Sequence[Ref], library: Library) -> bool:
    return all(carries_name(name, refs, library) for name in wanted) and not _odd_numbers(text, refs, library)


def _odd_numbers(text: str, refs: Sequence[Ref], library: Library) -> frozenset[str]:
    """Return the numbers of a sentence that its quotations do not carry."""
    stated = " \n ".join(f"{_quote(ref, library)} \n {_frame(ref, library)}" for ref in refs)
    known = numbers(stated) | {str(len(refs))}
    for ref in refs:
        known |= _days(ref, library)
    return numbers(_COUNTED.sub(" ", _ARTICLES.sub("", _VERDICT.sub("", text)))) - known


def _days(ref: Ref, library: Library) -> frozenset[str]:
    """Return the numbers of the days that a quotation's time words mean, and of the article's own day."""
    published, days = library.sources[ref.article].published, []
    for _, _, phrase in find_dates(flat(_quote(ref, library))):
        time = resolve(phrase, published)
        days += [time.start, time.end] if time else []
    fact = library.facts.get(ref.claim or "")
    if fact and fact.time and fact.time.text in _quote(ref, library):
        days += [fact.time.start, fact.time.end]
    return _parts(days) | _published(ref, library)


def _published(ref: Ref, library: Library) -> frozenset[str]:
    return _parts([library.sources[ref.article].published])


def _parts(days: Iterable[date | None]) -> frozenset[str]:
    return frozenset(str(part) for day in days if day for part in (day.year, day.month, day.day))
