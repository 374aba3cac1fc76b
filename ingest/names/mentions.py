"""
Proposals become mentions, and mentions become the article's entities.

One resolver chooses where proposals overlap; names found once are then found wherever they
stand; spellings of one thing are put together; votes decide the class.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import Entity, Mention, Span
from kg.text.names import expand_place, flat, slug, strip_affixes

from .aliases import group_names
from .capitals import capital_titles, foreign_titles
from .choosing import choose
from .lexicon import Lexicon, lexicon
from .page import Page, make_page
from .proposals import NO_NAME, STARTS, Proposal, brand_names, entity_names, known_names, offices
from .runs import capital_runs
from .titles import bare_titles, court_cases, long_laws, quoted_titles
from .votes import classify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from ingest.pipeline import Pipeline
    from kg.domain import Domain
    from kg.model import Article

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
_BEFORE = re.compile(r"[\w@#]")
_AFTER = re.compile(r"\w|-\w")


@dataclass(frozen=True, slots=True)
class Names:
    """
    What an article names.

    Args:
        sentences: Spans in order, without white space at the ends.
        entities: Sorted by first mention.
        mentions: Sorted, not overlapping, all of kind ``name``.
        words: ``(start, length)`` of the model's tokens.
    """

    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    words: tuple[tuple[int, int], ...] = ()


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
    page = make_page(text, pipeline.knows)
    words = lexicon(domain)
    doc = pipeline.names(text, page.sentences)
    proposals = _propose(page, doc, words)
    chosen = find_again(page, choose(page, proposals, words))
    groups = group_names(page, chosen, proposals, words)
    classes = classify(page, groups, proposals, words)
    tokens = tuple((start, length) for start, length in doc.to_array(["IDX", "LENGTH"]).tolist())
    return replace(_assemble(page, groups, classes, words), words=tokens)


def _propose(page: Page, doc: Doc, words: Lexicon) -> list[Proposal]:
    """Gather the proposals of all sources, in the order of the text."""
    found = {
        *known_names(page, words),
        *quoted_titles(page, words),
        *capital_titles(page, words),
        *foreign_titles(page, words),
        *court_cases(page, words),
        *long_laws(page, words),
        *entity_names(page, doc, words),
        *brand_names(page),
        *offices(page, words),
    }
    taken = [p for p in found if not p.source.endswith(("WORK_OF_ART", "PRODUCT")) and not _is_lone_person(page, p)]
    found |= {*bare_titles(page, sorted(taken), words), *capital_runs(page, words)}
    found = {p for p in found if not page.plain.startswith("$", p.end)}  # "US$ 20,000" tells of no country
    return sorted(found, key=lambda p: (p.start, p.end, p.source))


def _is_lone_person(page: Page, proposal: Proposal) -> bool:
    """One word that the model takes for a person may be the end of a title."""
    return proposal.source == "ner:PERSON" and " " not in page.plain[proposal.start : proposal.end]


def find_again(page: Page, chosen: Sequence[Proposal]) -> list[Proposal]:
    """Find the names already *chosen* (sorted, apart), and surnames of persons, wherever else they stand."""
    surfaces: dict[str, Proposal] = {}
    for proposal in chosen:
        text = page.plain[proposal.start : proposal.end]
        surfaces.setdefault(text, proposal)
        bare = strip_affixes(text).split()
        if proposal.source == "ner:PERSON" and 1 < len(bare) <= 4 and bare[-1][:1].isupper() and len(bare[-1]) > 2:  # noqa: PLR2004
            surfaces.setdefault(bare[-1], proposal)
    found = list(chosen)
    names = [s for s in surfaces if s.lower() not in NO_NAME | STARTS]
    starts, at = [p.start for p in chosen], 0
    for start, end in sorted((p for s in names for p in _whole(page.plain, s)), key=lambda p: (p[0], -p[1])):
        if start < at:
            continue
        at, before = end, bisect_left(starts, end) - 1
        if before < 0 or chosen[before].end <= start:
            found.append(Proposal(start, end, f"again:{surfaces[page.plain[start:end]].source}"))
    return sorted(found)


def _whole(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as whole words; by hand, since to compile a pattern costs more than it saves."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _BEFORE.match(text, start - 1 if start else len(text)) and not _AFTER.match(text, end):
            yield start, end
        start = text.find(name, start + 1)


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
