"""
Whose a figure is: the subject itself, not its rival, not the one who paid, and no change, share or wish.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text.names import flat, word_set

from .lemmas import is_past, lemmas
from .reasons import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pages import Core, Page

_CHANGES = word_set("lose shed gain add drop fall rise grow climb cut want need require aim target crave demand")
"""Verbs that make of a count a change of it, or a wish; not so where the figure has them as words of its own."""
_RATIOS = word_set("half twice double triple thrice third quarter tenth fraction times")
_OWNED = word_set("of for at from by with against about behind near")
_DETERMINERS = word_set("a an the its his her their our this that these those")
_LINKS = word_set("and or but then")
_NEAR = 4
_TOKEN = re.compile(r"[\w.-]*\w|[^\w\s]")


def of_subject(found: Core, page: Page) -> None:
    """
    Hold a figure to its subject.

    Raises:
        RefusedError: The figure is of something else.
    """
    if found.quantity is None:
        return
    text = flat(found.sentence.of(page.article.text))
    base = found.sentence.start
    start, end, figure = found.subject.start - base, found.subject.end - base, found.quantity.figure_start
    others = [m for m in page.names.meeting(found.sentence) if m.entity != found.subject.entity]
    before = [t.casefold() for t in _TOKEN.findall(text[:figure])]
    between = _TOKEN.findall(text[end:figure])
    nouns, verbs = _own(found, page)
    wrong = bool(set(before[-_NEAR:]) & _RATIOS) or _is_change(between, verbs)
    if start > figure:
        wrong = wrong or any(m.end - base <= figure for m in others)
    else:
        wrong = wrong or _is_owned(text[:start], text[end:figure], nouns)
        verb = next((w for w in found.scene(page).words if w.text in found.said and w.end <= start), None)
        wrong = wrong or (verb is not None and any(m.end - base <= verb.start for m in others))
        wrong = wrong or _is_of_another_verb(between, verbs)
    if wrong:
        raise RefusedError(Reason.COUNTED)


def _own(found: Core, page: Page) -> tuple[frozenset[str], frozenset[str]]:
    """Return the lemmas of a figure's own nouns, and of its verbs and what states it here."""
    figure = page.domain.figures.get(found.relation)
    nouns = " ".join((figure.label, *figure.unit_nouns)).split() if figure else []
    verbs = " ".join(figure.lemmas).split() if figure else []
    return frozenset().union(*map(lemmas, nouns)), frozenset().union(*map(lemmas, (*verbs, *found.said)))


def _is_change(between: Sequence[str], own: frozenset[str]) -> bool:
    """Whether a change or a wish is counted: "lost 2 million", but not "rose to 2 million"."""
    return any(
        lemmas(t) & _CHANGES and not lemmas(t) & own and after != "to"
        for t, after in pairwise((*between, ""))
        if t.isalpha()
    )


def _is_owned(before: str, after: str, own: frozenset[str]) -> bool:
    """Whether the subject only belongs to what is counted: "a rival of Vale has", "Vale's rival has"."""
    lead = [t for t in map(str.casefold, _TOKEN.findall(before)) if t not in _DETERMINERS]
    if lead and lead[-1] in _OWNED:
        return not (len(lead) > 1 and lemmas(lead[-2]) & own)  # "sales of Ode passed 2 million copies"
    if not (owner := re.match(r"'s?\s+", after)):
        return False
    return not any(lemmas(t) & own for t in _TOKEN.findall(after[owner.end() :])[:_NEAR])


def _is_of_another_verb(between: Sequence[str], own: frozenset[str]) -> bool:
    """Whether a second verb has the figure: "earned 3 dollars and paid 2 million"."""
    return any(link in _LINKS and is_past(verb) and not lemmas(verb) & own for link, verb in pairwise(between))
