"""
Proposals become mentions, and mentions become the article's entities.

One resolver chooses where proposals overlap; names found once are then found wherever they
stand; spellings of one thing are put together; votes decide the class.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Entity, Mention, Span
from kg.names import expand_place, flat, is_place, slug, strip_affixes

from .aliases import group_names
from .lexicon import Lexicon, lexicon
from .page import Page, make_page
from .proposals import NO_NAME, STARTS, Proposal, brand_names, entity_names, known_names, offices
from .runs import capital_runs
from .titles import bare_titles, court_cases, long_laws, quoted_titles
from .votes import classify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.tokens import Doc

    from kg.domain import Domain
    from kg.model import Article

    from .pipeline import Pipeline

CONFIDENCE = {
    "gazetteer": 0.98,
    "title": 0.9,
    "case": 0.95,
    "ner": 0.85,
    "office": 0.85,
    "run": 0.7,
    "brand": 0.75,
    "again": 0.85,
}
"""How sure a mention is, by the source of its span. Guesses in the right order; not yet fitted."""


@dataclass(frozen=True, slots=True)
class Names:
    """
    What an article names.

    Args:
        sentences: Spans in order, without white space at the ends.
        entities: Sorted by first mention.
        mentions: Sorted, not overlapping, all of kind ``name``.
    """

    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]


def read_names(article: Article | str, domain: Domain, pipeline: Pipeline) -> Names:
    """
    Find every named thing of an article: where it stands, what it is, how it is spelt.

    A pure function of text, domain and model: names seen in other articles play no part.

    Args:
        article: An article or bare text.
        domain: Its classes, trigger nouns, gazetteer and rows decide the types.
        pipeline: Only its entity recogniser is run.
    """
    text = article if isinstance(article, str) else article.text
    page = make_page(text)
    words = lexicon(domain)
    doc = pipeline.names(text, page.sentences)
    proposals = _propose(page, doc, words)
    chosen = find_again(page, choose(page, proposals, words))
    groups = group_names(page, chosen, proposals, words)
    classes = classify(page, groups, proposals, words)
    return _assemble(page, groups, classes, words)


def _propose(page: Page, doc: Doc, words: Lexicon) -> list[Proposal]:
    """Gather the proposals of all sources, in the order of the text."""
    found = {
        *known_names(page, words),
        *quoted_titles(page, words),
        *court_cases(page, words),
        *long_laws(page, words),
        *entity_names(page, doc, words),
        *brand_names(page),
        *offices(page, words),
    }
    taken = [p for p in found if not p.source.endswith(("WORK_OF_ART", "PRODUCT")) and not _is_lone_person(page, p)]
    found |= {*bare_titles(page, sorted(taken), words), *capital_runs(page, words)}
    return sorted(found, key=lambda p: (p.start, p.end, p.source))


def _is_lone_person(page: Page, proposal: Proposal) -> bool:
    """One word that the model takes for a person may be the end of a title."""
    return proposal.source == "ner:PERSON" and " " not in page.plain[proposal.start : proposal.end]


def choose(page: Page, proposals: Sequence[Proposal], words: Lexicon) -> list[Proposal]:
    """
    Choose among overlapping proposals, so that none overlap.

    Gazetteer, titles and cases win over the model and over runs of capitals; a run wins over one shorter
    name inside it, but gives way to several ("Norland" and "Ada Vale").
    """
    firm = [p for p in proposals if p.source in {"gazetteer", "title", "case", "office"}]
    kept = _without_overlaps(firm, key=lambda p: (_RANK[p.source], p.start - p.end, p.start))
    runs = [p for p in proposals if p.source == "run"]
    ner = [p for p in proposals if p.source.startswith("ner:")]
    brands = [p for p in proposals if p.source == "brand"]
    kept = [p for p in kept if not (p.source == "gazetteer" and _inside_larger(p, [*runs, *ner], page))]
    loose = [*_weigh(page, runs, ner, words), *brands]
    for proposal in sorted(loose, key=lambda p: (p.source == "brand", p.start - p.end, p.start)):
        if not any(_overlap(proposal, other) for other in kept):
            kept.append(proposal)
    return sorted(kept)


_RANK = {"case": 0, "title": 1, "office": 2, "gazetteer": 3}


def _overlap(a: Proposal | Span, b: Proposal | Span) -> bool:
    return a.start < b.end and b.start < a.end


def _without_overlaps(proposals: Iterable[Proposal], key: Callable[[Proposal], tuple[int, ...]]) -> list[Proposal]:
    kept: list[Proposal] = []
    for proposal in sorted(proposals, key=key):
        if not any(_overlap(proposal, other) for other in kept):
            kept.append(proposal)
    return kept


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


def _weigh(page: Page, runs: Sequence[Proposal], ner: Sequence[Proposal], words: Lexicon) -> list[Proposal]:
    """Settle each run against the model's names inside it; names outside of every run stay."""
    out: list[Proposal] = []
    used: set[Proposal] = set()
    for run in runs:
        inside = [n for n in ner if run.start <= n.start and n.end <= run.end]
        across = [n for n in ner if _overlap(n, run) and n not in inside]
        used.update(inside)
        if any(n.start <= run.start and run.end <= n.end for n in across):
            continue
        if across:
            continue
        out.extend(_settle(page, run, inside, words))
    out.extend(n for n in ner if n not in used)
    return out


def _settle(page: Page, run: Proposal, inside: Sequence[Proposal], words: Lexicon) -> list[Proposal]:
    if any(n.source == "ner:NORP" and (n.start, n.end) == (run.start, run.end) for n in inside):
        return list(inside)
    last = page.plain[run.start : run.end].split()[-1]
    if words.class_of(last, beside="Person") or not inside:
        return [run]
    persons = [n for n in inside if n.source == "ner:PERSON"]
    if is_place(inside[0].of(page)) and " " in inside[-1].of(page) and len(inside) > 1:
        return list(inside)
    if len(inside) > 1:
        return list(inside) if persons or any(n.source == "ner:NORP" for n in inside) else [run]
    (name,) = inside
    if persons and name.start > run.start:
        return [name]
    return [Proposal(run.start, run.end, name.source, name.cls, name.weight)]


def find_again(page: Page, chosen: Sequence[Proposal]) -> list[Proposal]:
    """Find the names already chosen, and surnames of the model's persons, wherever else they stand."""
    surfaces: dict[str, Proposal] = {}
    for proposal in chosen:
        text = page.plain[proposal.start : proposal.end]
        surfaces.setdefault(text, proposal)
        bare = strip_affixes(text).split()
        if proposal.source == "ner:PERSON" and 1 < len(bare) <= 4 and bare[-1][:1].isupper() and len(bare[-1]) > 2:  # noqa: PLR2004
            surfaces.setdefault(bare[-1], proposal)
    found = list(chosen)
    patterns = sorted((s for s in surfaces if s.lower() not in NO_NAME | STARTS), key=lambda s: (-len(s), s))
    if not patterns:
        return found
    regex = re.compile(rf"(?<![\w@#])(?:{'|'.join(map(re.escape, patterns))})(?!\w|-\w)")
    taken = sorted((p.start, p.end) for p in chosen)
    for match in regex.finditer(page.plain):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            origin = surfaces[match[0]]
            found.append(Proposal(match.start(), match.end(), f"again:{origin.source}"))
    return sorted(found)


def _assemble(
    page: Page,
    groups: Sequence[tuple[Proposal, ...]],
    classes: Sequence[tuple[str, tuple[tuple[str, float], ...]]],
    words: Lexicon,
) -> Names:
    merged: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        cls = classes[index][0]
        merged[f"{cls}.{slug(_name(page, group, cls, words))}"].append(index)
    entities, mentions = [], []
    for key, indexes in merged.items():
        group = tuple(p for i in indexes for p in groups[i])
        cls, votes = classes[indexes[0]]
        name = _name(page, group, cls, words)
        spellings = {" ".join(page.text[p.start : p.end].split()) for p in group}
        entities.append((group[0].start, Entity(key, name, cls, tuple(sorted(spellings - {name})), votes)))
        for proposal in group:
            source = proposal.source.split(":")[0]
            mentions.append(Mention(proposal.start, proposal.end, "name", key, proposal.source, CONFIDENCE[source]))
    entities.sort(key=lambda pair: (pair[0], pair[1].key))
    mentions.sort(key=lambda m: (m.start, m.end))
    return Names(page.sentences, tuple(e for _, e in entities), tuple(mentions))


def _name(page: Page, group: Sequence[Proposal], cls: str, words: Lexicon) -> str:
    """Return the gazetteer's spelling, a place's full name, or the fullest spelling, the first of equals."""
    spellings = [" ".join(page.text[p.start : p.end].split()) for p in group]
    for spelling in spellings:
        entry = words.entry(spelling)
        if entry and (entry.type == cls or words.domain.may_be_same(entry.type, cls)):
            return entry.name
    best = max(spellings, key=lambda s: (len(strip_affixes(s).split()), len(flat(s).replace(".", ""))))
    return expand_place(best) if words.domain.is_a(cls, "Place") else best
