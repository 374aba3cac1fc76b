"""
Which of several overlapping proposals is the name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import Span
from kg.text.names import is_place

from .proposals import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .lexicon import Lexicon
    from .page import Page


def choose(page: Page, proposals: Sequence[Proposal], words: Lexicon) -> list[Proposal]:
    """
    Choose among overlapping proposals, so that none overlap.

    No name reaches over the end of a sentence, so each sentence is settled for itself. Gazetteer, titles and
    cases win over the model and over runs of capitals; a run wins over one shorter name inside it, but gives
    way to several ("Norland" and "Ada Vale").
    """
    sentences: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if not _says_which_law(page, proposal, words):
            sentences[page.sentence(proposal.start)].append(proposal)
    return sorted(p for group in sentences.values() for p in _of_sentence(page, group, words))


def _of_sentence(page: Page, proposals: Sequence[Proposal], words: Lexicon) -> list[Proposal]:
    firm = [p for p in proposals if p.source in _RANK]
    runs = [p for p in proposals if p.source == "run"]
    ner = [p for p in proposals if p.source.startswith("ner:")]
    brands = [p for p in proposals if p.source == "brand"]
    kept = _add([], sorted(firm, key=lambda p: (_RANK[p.source], p.start - p.end, p.start)))
    kept = [p for p in kept if not (p.source == "gazetteer" and _inside_larger(p, [*runs, *ner], page))]
    loose = [*_weigh(runs, ner, page, words), *brands]
    return _add(kept, sorted(loose, key=lambda p: (p.source == "brand", p.start - p.end, p.start)))


def _says_which_law(page: Page, proposal: Proposal, words: Lexicon) -> bool:
    """Whether a capital only marks the noun of a law named before: "the Act", "the same Act", not "the Tarn Act"."""
    index = page.at(proposal.start)
    alone = index == page.at(proposal.end - 1) and proposal.source != "gazetteer"
    return (
        alone
        and page.low(index - 1) in {"the", "this", "that", "same"}
        and words.class_of(page.low(index), under="Law") is not None
    )


_RANK = {"case": 0, "title": 1, "office": 2, "gazetteer": 3}


def _overlap(a: Proposal, b: Proposal) -> bool:
    return a.start < b.end and b.start < a.end


def _add(kept: list[Proposal], more: Iterable[Proposal]) -> list[Proposal]:
    """Return *kept* and those of *more*, in their order, that overlap with nothing before them."""
    out = list(kept)
    for proposal in more:
        if not any(_overlap(proposal, other) for other in out):
            out.append(proposal)
    return out


def _inside_larger(known: Proposal, others: Sequence[Proposal], page: Page) -> bool:
    """
    Whether a known name is only a part of a longer one ("Vale" in "Vale Science Fair").

    It is not where the rest is a person's name, or the first word of a sentence.
    """
    for other in others:
        if (
            not (other.start <= known.start and known.end <= other.end)
            or other.end - other.start <= known.end - known.start
        ):
            continue
        rest = Span(known.end, other.end) if other.start == known.start else Span(other.start, known.start)
        text = rest.of(page.plain).strip()
        if any(o.source == "ner:PERSON" and rest.start <= o.start and o.end <= rest.end for o in others):
            continue
        opens = any(s.start == other.start for s in page.sentences)
        if opens and rest.start == other.start and " " not in text and not text.isupper():
            continue
        return True
    return False


def _weigh(runs: Sequence[Proposal], ner: Sequence[Proposal], page: Page, words: Lexicon) -> list[Proposal]:
    """Settle each run against the model's names inside it; names outside of every run stay."""
    out: list[Proposal] = []
    used: set[Proposal] = set()
    for run in runs:
        inside = [n for n in ner if run.start <= n.start and n.end <= run.end]
        across = [n for n in ner if _overlap(n, run) and n not in inside]
        used.update(inside)
        if not across:
            out.extend(_settle(page, run, inside, words))
    out.extend(n for n in ner if n not in used)
    return out


def _is_named(page: Page, run: Proposal) -> bool:
    """Whether what stands before says that the run is one name: "whose full name is", "was named"."""
    at = page.at(run.start)
    return page.low(at - 1) in {"named", "dubbed"} or (page.low(at - 2) == "name" and page.low(at - 1) in {"is", "was"})


def _settle(page: Page, run: Proposal, inside: Sequence[Proposal], words: Lexicon) -> list[Proposal]:
    if any(n.source == "ner:NORP" and (n.start, n.end) == (run.start, run.end) for n in inside):
        return list(inside)
    *before, last = page.plain[run.start : run.end].split()
    if words.class_of(last, beside="Person") or not inside or _is_named(page, run):
        return [run]
    persons = [n for n in inside if n.source == "ner:PERSON"]
    if is_place(inside[0].of(page)) and " " in inside[-1].of(page) and len(inside) > 1:
        return list(inside)
    if len(inside) > 1:
        return list(inside) if persons or any(n.source == "ner:NORP" for n in inside) else [run]
    (name,) = inside
    if persons and name.start > run.start and not any(words.class_of(w, beside="Person") for w in before):
        return [name]  # else a noun of a kind stands in it ("Song"), and it is no person
    return [Proposal(run.start, run.end, name.source, name.cls, name.weight)]
