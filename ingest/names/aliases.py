"""
Spellings of one thing within an article: full names, surnames, acronyms, short forms, slips of the pen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text.names import expand_place, is_acronym_of, is_part_of, is_place, name_key, similar, strip_affixes

from .given_names import is_given_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .lexicon import Lexicon
    from .page import Page
    from .proposals import Proposal

SAME_SPELLING = 92.0
"""Similarity from which two long names are one with a slip of the pen; chosen in the study, on its seed text."""
SAME_WORD = 80.0
"""Similarity that each word must have: "West" is no slip for "East"."""
_LONG = 8


def group_names(
    page: Page, chosen: Sequence[Proposal], proposals: Sequence[Proposal], words: Lexicon
) -> list[tuple[Proposal, ...]]:
    """
    Put the mentions of one thing together.

    Returns:
        Groups in the order of their first mention, the mentions of each in the order of the text.
    """
    surfaces: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in chosen:
        surfaces[_key(page.text[proposal.start : proposal.end], words)].append(proposal)
    labels: dict[tuple[int, int], str] = {(p.start, p.end): p.source for p in proposals if p.source.startswith("ner:")}
    kinds = {key: _kind(group, labels) for key, group in surfaces.items()}
    spelled = {key: strip_affixes(page.text[group[0].start : group[0].end]) for key, group in surfaces.items()}
    links = _links(_announced(page, surfaces, spelled) | _bracketed(page, surfaces), surfaces, spelled, kinds, words)
    groups: dict[str, list[Proposal]] = defaultdict(list)
    for key, group in surfaces.items():
        for proposal in group:
            groups[_target(proposal, links.get(key, ()), surfaces) or key].append(proposal)
    return sorted((tuple(sorted(g)) for g in _follow(groups, links).values()), key=lambda g: g[0])


def _key(text: str, words: Lexicon) -> str:
    entry = words.entry(text) or (
        words.entry(f"{text}s") if " " in text else None
    )  # a Norland Award, the Norland Awards
    if entry:
        return name_key(entry.name)
    return name_key(expand_place(strip_affixes(text)))


def _kind(group: Sequence[Proposal], labels: Mapping[tuple[int, int], str]) -> str:
    """Return what the model takes a spelling for most often, or the source of its spans."""
    found = Counter(labels[p.start, p.end] for p in group if (p.start, p.end) in labels)
    if found:
        return max(sorted(found), key=lambda label: found[label]).removeprefix("ner:")
    return group[0].source.split(":")[-1]


def _announced(page: Page, surfaces: dict[str, list[Proposal]], spelled: Mapping[str, str]) -> dict[str, str]:
    """Return ``short -> full`` where the text says what a full name is: "Zarra, whose full name is Zarra Veldin"."""
    found: dict[str, str] = {}
    for full, group in surfaces.items():
        ats = [page.at(p.start) for p in group]
        if any(page.low(i - 1) in {"is", "was"} and (page.low(i - 3), page.low(i - 2)) in _FULL_NAME for i in ats):
            found |= {k: full for k, name in spelled.items() if k != full and is_part_of(name, spelled[full])}
    return found


_FULL_NAME = frozenset({("full", "name"), ("real", "name")})


def _links(
    bracketed: dict[str, str],
    surfaces: dict[str, list[Proposal]],
    spelled: dict[str, str],
    kinds: dict[str, str],
    words: Lexicon,
) -> dict[str, tuple[str, ...]]:
    """Map a short or misspelt name to the full ones it may stand for."""
    links: dict[str, tuple[str, ...]] = {}
    near = _neighbours(spelled)
    for short, name in spelled.items():
        if short in bracketed:
            links[short] = (bracketed[short],)
            continue
        others = near(name)
        found = (
            [
                full
                for full in others
                if full != short
                and len(spelled[full]) > len(name)
                and _stands_for(name, spelled[full], kinds[short], kinds[full], words)
            ]
            or [
                full
                for full in others
                if full != short and _opens_body(name, spelled[full], kinds[short], kinds[full], words)
            ]
            or [
                full
                for full in others
                if full != short
                and kinds[short] == kinds[full]
                and _misspelt(name, spelled[full], surfaces[short], surfaces[full])
            ][:1]
        )
        found = [full for full in found if short not in links.get(full, ())]
        if found:
            links[short] = tuple(found)
    return links


def _neighbours(spelled: Mapping[str, str]) -> Callable[[str], list[str]]:
    """Return a function that gives the keys of names worth comparing: a word in common, or the same first letter."""
    by: dict[str, dict[str, None]] = defaultdict(dict)
    order = {key: i for i, key in enumerate(spelled)}

    def marks(name: str) -> set[str]:
        reduced = name_key(name)
        return {*reduced.split(), f"^{reduced[:1]}"}

    for key, name in spelled.items():
        for mark in marks(name):
            by[mark][key] = None
    return lambda name: sorted({k for mark in marks(name) for k in by[mark]}, key=order.__getitem__)


def _stands_for(short: str, full: str, kind: str, other: str, words: Lexicon) -> bool:
    if "title" in {kind, other} or " v. " in full:
        return False
    acronym = is_acronym_of(short, full) and other != "PERSON"
    if acronym or _same_but_place(short, full):
        return True
    if not is_part_of(short, full):
        return False
    single = " " not in short
    if _is_person(short, full, kind, other, words):
        return not single or kind == "PERSON" or name_key(full).split()[-1] == name_key(short)
    if kind in {"GPE", "LOC", "NORP", "gazetteer"} or words.entry(short):
        return False
    return not single or kind == other or _is_body(full, words)


def _is_person(short: str, full: str, kind: str, other: str, words: Lexicon) -> bool:
    """Whether the full name is a person's: the model says so, or it looks like one and the short one is its surname."""
    *given, last = full.split()
    if other == "PERSON":
        return True
    if name_key(last) != name_key(short) or not 0 < len(given) < 3:  # noqa: PLR2004
        return False
    return words.like_person(full) or (
        kind in {"PERSON", "ORG", "run"} and other != "GPE" and not words.classes_of(last)
    )


def _opens_body(short: str, full: str, kind: str, other: str, words: Lexicon) -> bool:
    """Whether one word opens the name of a body that no fuller name claims: "Brim" of "Brim Vision"."""
    return (
        " " not in short
        and not any(c.isdigit() for c in full)
        and {kind, other} <= _BODIES
        and name_key(full).split()[0] == name_key(short)
        and not (is_given_name(short) or is_place(short) or words.entry(short))
    )


_BODIES = frozenset({"ORG", "PERSON", "PRODUCT", "FAC", "run", "brand"})


def _is_body(full: str, words: Lexicon) -> bool:
    """Whether a full name is that of a known organization, so that its first word may stand for it."""
    entry = words.entry(full)
    return entry is not None and words.domain.is_a(entry.type, "Organization")


def _same_but_place(short: str, full: str) -> bool:
    """Whether the full name only puts a country in front: "US State Department"."""
    part, whole = short.split(), full.split()
    return 0 < len(whole) - len(part) <= 2 and whole[-len(part) :] == part and is_place(" ".join(whole[: -len(part)]))  # noqa: PLR2004


def _misspelt(a: str, b: str, mine: Sequence[Proposal], others: Sequence[Proposal]) -> bool:
    """Whether a long name differs from a more frequent, or earlier, one by a slip."""
    if min(len(a), len(b)) < _LONG or (len(mine), -mine[0].start) >= (len(others), -others[0].start):
        return False
    left, right = name_key(a).split(), name_key(b).split()
    close = len(left) != len(right) or all(
        x == y or similar(x, y) >= SAME_WORD for x, y in zip(left, right, strict=True)
    )
    return close and similar(a, b) >= SAME_SPELLING


def _bracketed(page: Page, surfaces: dict[str, list[Proposal]]) -> dict[str, str]:
    """Return ``short -> full`` for "Full Name (FN)" where the letters fit, or the other way round."""
    found: dict[str, str] = {}
    spans = sorted((p.start, p.end, key) for key, group in surfaces.items() for p in group)
    for (_, end, left), (start, stop, right) in pairwise(spans):
        if (
            re.fullmatch(r"['\u2019]?s? ?\(\"?(?:the |or )?\"?", page.plain[end:start])
            and page.plain[stop : stop + 2].lstrip('"')[:1] == ")"
        ):
            short, full = (right, left) if len(right) <= len(left) else (left, right)
            first = surfaces[short][0]
            written = page.text[first.start : first.end]
            if short != full and (written.isupper() or is_acronym_of(written, full)) and " " in full:
                found.setdefault(short, full)
    return found


def _target(proposal: Proposal, fulls: tuple[str, ...], surfaces: dict[str, list[Proposal]]) -> str | None:
    """Choose among the full names: the one mentioned last before, else the first to come."""
    if not fulls:
        return None
    before = [
        (max(p.start for p in surfaces[f] if p.start < proposal.start), f)
        for f in fulls
        if surfaces[f][0].start < proposal.start
    ]
    if before:
        return max(before)[1]
    return min((surfaces[f][0].start, f) for f in fulls)[1]


def _follow(groups: dict[str, list[Proposal]], links: dict[str, tuple[str, ...]]) -> dict[str, list[Proposal]]:
    """Carry groups on to where their full name itself was put."""
    out: dict[str, list[Proposal]] = defaultdict(list)
    for key, group in groups.items():
        target, seen = key, {key}
        while target in links and links[target][0] not in seen:
            target = links[target][0]
            seen.add(target)
        out[target].extend(group)
    return out
