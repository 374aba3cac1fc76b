"""
Reviewing which names are one: the questions with both contexts, names turned into keys, what was decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import InputError, NotFoundError
from kg.graph.bearers import missing_places
from kg.graph.candidates import candidates, contexts, joined, named_in
from kg.graph.decided import Rulebook
from kg.graph.decisions import Decision, Place, base_of, split
from kg.graph.derived import canonical_entities
from kg.graph.exchange import Exchange, written
from kg.graph.literals import literal
from kg.graph.vocab import IDENTITY, entity_iri, key_of_iri, onr
from kg.text.names import name_key

from .lookup import entity_named, known_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.graph.candidates import Candidate
    from kg.graph.derived import CorpusEntity
    from kg.graph.store import GraphStore
    from kg.workspace import Workspace


def question_records(
    workspace: Workspace, *, floor: float, about: str | None = None, known: Sequence[Candidate] | None = None
) -> list[dict[str, Any]]:
    """
    Return the pairs that may be one, likeliest first, each side with sentences that name it.

    Args:
        workspace: Open, its derived graph up to date.
        floor: Score from which a pair counts, 0 to 1.
        about: Name or key of an entity that must be in the pair.
        known: The candidates, when they were found already.

    Raises:
        NotFoundError: No entity has the name *about*.
    """
    found = candidates(workspace.store, workspace.domain, floor=floor) if known is None else known
    entities = {entity.key: entity for entity in canonical_entities(workspace.store)}
    wanted = None if about is None else entity_named(workspace, about).key
    return [
        {
            "score": each.score,
            "how": each.how,
            "reasons": list(each.reasons),
            "a": _side(workspace, entities[each.a]),
            "b": _side(workspace, entities[each.b]),
            "rivals": list(each.rivals),
        }
        for each in found
        if wanted in (None, each.a, each.b)
    ]


def joined_records(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the entities that bear several names, each with what it was put together of."""
    entities = {entity.key: entity for entity in canonical_entities(workspace.store)}
    return [
        {**_side(workspace, entities[key]), "members": [_member(workspace, each) for each in keys]}
        for key, keys in joined(workspace.store)
    ]


def _member(workspace: Workspace, key: str) -> dict[str, Any]:
    held = workspace.store.quads(IDENTITY, subject=entity_iri(key), predicate=onr("nameKey"))
    articles = named_in(workspace.store, key)
    return {"key": key, "name": next((quad.object.value for quad in held), key), "articles": len(articles)}  # type: ignore[union-attr]


def _side(workspace: Workspace, entity: CorpusEntity) -> dict[str, Any]:
    return {
        "key": entity.key,
        "name": entity.name,
        "type": workspace.domain.type_name(entity.type),
        "aliases": list(entity.aliases),
        "articles": entity.articles,
        "contexts": [
            {"article": c.article, "quote": c.quote, "start": c.start, "end": c.end}
            for c in contexts(workspace.store, entity.key)
        ],
    }


def key_meant(workspace: Workspace, name: str) -> str:
    """
    Return the key, as articles have it, that a name or key means.

    A name of one entity means the key of that very spelling that most articles use, so that two
    spellings that were joined can be kept apart.

    Raises:
        NotFoundError: No entity has that name; the message offers the nearest.
        InputError: Several entities have it; the message lists their keys.
    """
    store = workspace.store
    if next(store.quads(IDENTITY, subject=entity_iri(name), predicate=onr("canonical")), None) is not None:
        return name
    for predicate in ("nameKey", "aliasKey"):
        keys = _keys_of(store, predicate, name)
        owners = sorted({_owner(store, key) for key in keys})
        if len(owners) > 1:
            raise InputError(
                f"{name}: {len(owners)} entities bear that name. Name one by its key: {', '.join(owners)}."
            )
        if keys:
            return min(keys, key=lambda key: (-len(named_in(store, key)), key))
    return entity_named(workspace, name).key  # raises, with the nearest names


def _keys_of(store: GraphStore, predicate: str, name: str) -> list[str]:
    held = store.quads(IDENTITY, predicate=onr(predicate), object=literal(name_key(name)))
    return sorted(key_of_iri(quad.subject.value) for quad in held)  # type: ignore[union-attr]


def _owner(store: GraphStore, key: str) -> str:
    held = store.quads(IDENTITY, subject=entity_iri(key), predicate=onr("canonical"))
    return next((key_of_iri(quad.object.value) for quad in held), key)  # type: ignore[union-attr]


def split_meant(workspace: Workspace, name: str, label: str, articles: Iterable[str], words: str | None) -> Decision:
    """
    Return the split that says: in these articles, or in one sentence, the name means another.

    Args:
        workspace: Open.
        name: Name or key of the entity.
        label: Tells the new bearer from the other: letters, digits, hyphens.
        articles: Ids.
        words: Words of the sentence, when only one place of one article is meant.

    Raises:
        NotFoundError: There is no such entity or article, or the article does not name it so, or not there.
        InputError: The label is none, or *words* go with several articles.
    """
    known = [known_article(workspace, article) for article in dict.fromkeys(articles)]
    if words is not None and len(known) != 1:
        raise InputError("--words tells a place in one article. Name one with --in.")
    owner = _owner(workspace.store, key_meant(workspace, name))
    held = workspace.store.quads(IDENTITY, predicate=onr("canonical"), object=entity_iri(owner))
    members = {key_of_iri(quad.subject.value) for quad in held}  # type: ignore[union-attr]
    return split(label, [p for article in known for p in _places(workspace, article, name, members, words)])


def _places(workspace: Workspace, article: str, name: str, members: set[str], words: str | None) -> Iterator[Place]:
    reading = workspace.reading(article)
    keys = sorted({entity.key for entity in reading.entities} & members)
    if not keys:
        raise NotFoundError(f"{article} does not name {name}. `onrecord show entity NAME` lists the articles that do.")
    if words is None:
        yield from (Place(article, base_of(key)) for key in keys)
        return
    text, found = reading.article.text, False
    for sentence in reading.sentences:
        quote = sentence.of(text)
        if " ".join(words.split()) not in " ".join(quote.split()):
            continue
        for mention in reading.mentions:
            if mention.entity in keys and mention.kind == "name" and sentence.start <= mention.start < sentence.end:
                found = True
                yield Place(article, base_of(mention.entity), quote, mention.start - sentence.start)
    if not found:
        raise NotFoundError(
            f"{article}: no sentence with {words!r} names {name}. `onrecord show article {article} --text` prints it."
        )


def told(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Return decision id -> who made it and when, as the ledger has it."""
    return {deed.decision: (deed.by, deed.at.isoformat()) for deed in workspace.ledger.deeds() if deed.what == "made"}


def last_decision(workspace: Workspace) -> Decision:
    """
    Return the decision that was made last and stands.

    Raises:
        NotFoundError: Nothing was decided.
    """
    held = {decision.id: decision for decision in workspace.decisions()}
    for deed in reversed(workspace.ledger.deeds()):
        if deed.what == "made" and deed.decision in held:
            return held[deed.decision]
    raise NotFoundError("Nothing to take back: no decision of this workspace's own. Name an id of `review decisions`.")


def decision_records(workspace: Workspace, decisions: Iterable[Decision] | None = None) -> list[dict[str, Any]]:
    """
    Return decisions with who made them and whether they bear on anything.

    Args:
        workspace: Open.
        decisions: All by default.
    """
    known, every = told(workspace), workspace.decisions()
    book = Rulebook(workspace.store, workspace.domain, every)
    shown = every if decisions is None else decisions
    return [_record(workspace, book, decision, *known.get(decision.id, ("", ""))) for decision in shown]


def _record(workspace: Workspace, book: Rulebook, decision: Decision, by: str, at: str) -> dict[str, Any]:
    waits = _missing(workspace, decision) if decision.kind == "split" else _unused(book, decision)
    places = [{"article": p.article, "key": p.key, "quote": p.quote or None} for p in decision.places]
    return {
        "id": decision.id,
        "kind": decision.kind,
        "keys": list(decision.keys),
        "label": decision.label or None,
        "places": places,
        "by": by or None,
        "at": at or None,
        "waits_for": waits,
    }


def _unused(book: Rulebook, decision: Decision) -> list[str]:
    return [key for key in decision.keys if not book.meant(key)]


def _missing(workspace: Workspace, decision: Decision) -> list[str]:
    """Return what of a split is gone from the articles: an article, or the sentence in one."""
    gone = []
    there = set(workspace.article_ids())
    for article in decision.articles:
        if article not in there:
            gone.append(article)
        else:
            gone += [f"{p.article}: {p.quote or p.key}" for p in missing_places(decision, workspace.reading(article))]
    return gone


def exported(workspace: Workspace) -> str:
    """Return all decisions as the file that :func:`taken_in` reads."""
    return written(workspace.decisions(), domain=workspace.domain.namespace, told=told(workspace))


def taken_in(workspace: Workspace, file: Exchange, by: str = "") -> list[Decision]:
    """
    Make the decisions of a file, all or none; return those that are new.

    Raises:
        InputError: They are of another domain, or contradict one another or what is decided here.
    """
    if file.domain and file.domain != workspace.domain.namespace:
        raise InputError(
            f"The decisions are of the domain {file.domain}, the workspace is of {workspace.domain.namespace}. "
            "Take them to a workspace of that domain."
        )
    return workspace.decide(*file.decisions, by=by, at=file.told)
