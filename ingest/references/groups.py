"""
Nouns and pronouns that mean several things at once: "both labels", "the two singers".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fitting import said_of

if TYPE_CHECKING:
    from .anaphors import Anaphor
    from .certain import Found
    from .discourse import Discourse

REACH = 2
"""Sentences back that a list is remembered."""
PAIR = 2


def several(scene: Discourse, anaphor: Anaphor) -> Found | None:
    """
    Return the members of the last list of which a plural noun is said; for "both", two things that no list joins too.

    "The labels Tarn and Vell sued. Both labels won": Tarn and Vell; not "Both singers won".
    """
    if anaphor.kind != "nouns" or not anaphor.told:
        return None
    pair = is_pair(anaphor)
    if anaphor.words - {"two"} or (anaphor.cues & {"of", "clause", "general"} and not pair):
        return None
    fitting: list[str] = []
    for _, thing in scene.recent(anaphor.token.i, REACH):
        fits = bool(thing.keys) and all(said_of(scene, anaphor, key) for key in thing.keys)
        if not fits:
            continue
        if thing.members and (not pair or len(thing.members) == PAIR):
            return thing.members, "list", 0.75
        if thing.entity:
            fitting.append(thing.entity)
    return (tuple(reversed(fitting)), "two", 0.7) if pair and len(fitting) == PAIR else None


def is_pair(anaphor: Anaphor) -> bool:
    """Whether "both" or "the two" stands before a noun."""
    return any(c.lower_ in {"both", "two"} for c in anaphor.token.lefts)
