"""
Deciding: what a person's decision changes, and what it must not contradict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.errors import InputError

from .bearers import divided
from .decided import decision_quads, stored_decisions
from .decisions import Decision, contradictions, named
from .rdf import reading_of, reading_quads
from .vocab import DERIVED, IDENTITY, article_graph, article_iri, entity_iri, onr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.domain import Domain

    from .store import GraphStore


@dataclass(frozen=True, slots=True)
class Change:
    """What deciding writes, all at once: quads to take away and to add."""

    remove: tuple[Quad, ...]
    add: tuple[Quad, ...]


def change(store: GraphStore, domain: Domain, *, add: Iterable[Decision] = (), drop: Iterable[Decision] = ()) -> Change:
    """
    Work out what changes when decisions are made or taken back; nothing is written.

    The articles of a split are divided anew, and what is to be looked at again is marked as pending.

    Raises:
        InputError: Decisions would contradict one another; the message names them and how to go on.
    """
    held = set(stored_decisions(store))
    new, gone = set(add) - held, set(drop) & held
    after = (held | new) - gone
    _agree(store, after, new)
    remove = {quad for decision in gone for quad in decision_quads(decision)}
    written = {quad for decision in new for quad in decision_quads(decision)}
    written |= {pending_entity(key) for decision in new | gone for key in decision.keys}
    for article in sorted({article for decision in new | gone for article in decision.articles}):
        old, now = _divided_anew(store, domain, article, after)
        if old != now:
            remove |= old - now
            written |= {*(now - old), Quad(DERIVED, onr("pending"), article_iri(article), DERIVED)}
    return Change(tuple(remove), tuple(written))


def pending_entity(key: str) -> Quad:
    """Return what marks an entity as one to look at again."""
    return Quad(DERIVED, onr("pendingEntity"), entity_iri(key), DERIVED)


def _divided_anew(
    store: GraphStore, domain: Domain, article: str, decisions: Iterable[Decision]
) -> tuple[set[Quad], set[Quad]]:
    graph = article_graph(article)
    old = set(store.quads(graph))
    if not old:  # the article is gone; the decision waits for it
        return old, old
    quads = reading_quads(divided(reading_of(store, article), decisions), domain)
    return old, {quad for quad in quads if quad.graph_name == graph}


def _agree(store: GraphStore, decisions: set[Decision], new: set[Decision]) -> None:
    def canonical(key: str) -> str:
        held = store.quads(IDENTITY, subject=entity_iri(key), predicate=onr("canonical"))
        return next((quad.object.value for quad in held), key)  # type: ignore[union-attr]

    def same(a: str, b: str) -> bool:
        return a == b or (named(a) == named(b) and canonical(a) == canonical(b))

    for one, others in contradictions(decisions, same):
        blamed = [d for d in (one, *others) if d not in new] or list(others)
        told = " and ".join(told_briefly(d) for d in (one, *others))
        undo = " ".join(d.id for d in blamed)
        raise InputError(
            f"Decisions contradict one another: {told}. Nothing was changed. Take one back first: "
            f"`onrecord review undo {undo.split()[0]}`, or leave the new one out."
        )


def told_briefly(decision: Decision) -> str:
    """
    Tell a decision in a few words, by the keys it names.

    >>> told_briefly(Decision("apart", ("Person.a", "Person.b")))
    'ab40dd44b5f3 (keep apart Person.a | Person.b)'
    """
    verb = {"merge": "merge", "apart": "keep apart", "split": "split"}[decision.kind]
    label = f" as {decision.label}" if decision.label else ""
    where = f" in {', '.join(decision.articles)}" if decision.places else ""
    return f"{decision.id} ({verb} {' | '.join(decision.keys)}{label}{where})"
