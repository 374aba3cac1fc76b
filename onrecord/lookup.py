"""
What the doors look up in a workspace: its size, one article, one entity, one claim.

Names are found through the identity graph and claims one by one, so that the cost is that of the
answer, not that of the corpus.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.errors import NotFoundError
from kg.graph.derived import canonical_entities
from kg.graph.literals import literal
from kg.graph.readback import claim_of, reading_of, run_of
from kg.graph.vocab import (
    DERIVED,
    IDENTITY,
    PLACES,
    TYPE,
    article_graph,
    article_of_iri,
    claim_of_iri,
    entity_iri,
    key_of_iri,
    onr,
    run_of_iri,
    term,
)
from kg.text.names import name_key, similar

from .records import article_record, claim_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode

    from kg.graph.derived import CorpusEntity
    from kg.graph.store import GraphStore
    from kg.model import Claim
    from kg.workspace import Workspace

CLOSE = 75
"""Spelling similarity (0 to 100) from which a name is offered as "did you mean"."""
NEAREST = 3
"""Names that are offered at most."""


def status_record(workspace: Workspace) -> dict[str, Any]:
    """Return what the workspace holds, in numbers, and how it came there."""
    published = sorted(q.object.value for q in workspace.store.quads(predicate=term("schema", "datePublished")))  # type: ignore[union-attr]
    articles, batches = workspace.state(), workspace.ledger.batches()
    return {
        "workspace": str(workspace.path),
        "domain": workspace.domain.name,
        "articles": len(articles),
        "from": published[0] if published else None,
        "to": published[-1] if published else None,
        "claims": _count(workspace, "Claim"),
        "entities": _count(workspace, "Entity"),
        "sentences": _count(workspace, "Sentence"),
        "mentions": _count(workspace, "Mention"),
        "runs": len({run for _, run in articles.values()}),
        "changed": batches[-1].at.isoformat() if batches else None,
        "bytes": sum(
            f.stat().st_size
            for f in workspace.path.rglob("*")
            if f.is_file() and "snapshots" not in f.relative_to(workspace.path).parts
        ),
    }


def _count(workspace: Workspace, cls: str) -> int:
    return len({quad.subject for quad in workspace.store.quads(predicate=TYPE, object=onr(cls))})


def article_lines(workspace: Workspace) -> list[dict[str, Any]]:
    """Return id, day and title of every article, sorted by id."""
    found = []
    for article in workspace.article_ids():
        stored = workspace.article(article)
        day = stored.published.isoformat() if stored.published else None
        found.append({"id": article, "published": day, "title": stored.title, "outlet": stored.outlet})
    return found


def known_article(workspace: Workspace, article: str) -> str:
    """
    Return the id when there is such an article.

    Raises:
        NotFoundError: There is none; names the nearest ids.
    """
    ids = workspace.article_ids()
    if article in set(ids):
        return article
    near = get_close_matches(article, ids, NEAREST) or [i for i in ids if article.casefold() in i.casefold()][:NEAREST]
    hint = f"Did you mean {', '.join(near)}?" if near else "`onrecord status --articles` lists the ids."
    raise NotFoundError(f"{article}: no article of that id in {workspace.path}. {hint}")


def article_shown(workspace: Workspace, article: str) -> dict[str, Any]:
    """Return the promised JSON of an article; see :func:`onrecord.records.article_record`."""
    return article_record(workspace.reading(known_article(workspace, article)), workspace.domain)


def entity_named(workspace: Workspace, name: str) -> CorpusEntity:
    """
    Find an entity of the corpus by name, other spelling or key; the one that most articles name.

    Raises:
        NotFoundError: No entity has that name; names the nearest spellings.
    """
    known = {entity.key: entity for entity in canonical_entities(workspace.store)}
    if found := _namesakes(workspace, name, known):
        return found[0]
    ranked = sorted(known.values(), key=lambda e: (-similar(e.name, name), e.name))
    near = list(dict.fromkeys(e.name for e in ranked if similar(e.name, name) >= CLOSE))[:NEAREST]
    hint = f"Did you mean {', '.join(near)}?" if near else "`onrecord show article ID` lists what an article names."
    raise NotFoundError(f"{name}: no entity of that name in {workspace.path}. {hint}")


def _namesakes(workspace: Workspace, name: str, known: dict[str, CorpusEntity]) -> list[CorpusEntity]:
    """Return the entities that a name or key may mean, likeliest first."""
    keys = {name} & known.keys() or set(_keys(workspace.store, name_key(name)))
    found = [known[key] for key in keys if key in known]
    return sorted(found, key=lambda e: (e.name != name, name_key(e.name) != name_key(name), -e.articles, e.key))


def _keys(store: GraphStore, key: str) -> Iterator[str]:
    for predicate in (onr("nameKey"), onr("aliasKey")):
        for quad in store.quads(IDENTITY, predicate=predicate, object=literal(key)):
            for same in store.quads(IDENTITY, subject=quad.subject, predicate=onr("canonical")):
                yield key_of_iri(same.object.value)  # type: ignore[union-attr]


def members(store: GraphStore, entity: CorpusEntity) -> list[NamedNode]:
    """Return what the articles call the entity: the nodes that are it."""
    held = store.quads(IDENTITY, predicate=onr("canonical"), object=entity_iri(entity.key))
    return sorted((quad.subject for quad in held), key=str)  # type: ignore[misc]


def claims_about(workspace: Workspace, entity: CorpusEntity) -> list[Claim]:
    """Return the claims in which an entity has any place, sorted by article and sentence."""
    ids = {
        claim_of_iri(quad.subject.value)  # type: ignore[union-attr]
        for node in members(workspace.store, entity)
        for _, predicate, _ in PLACES
        for quad in workspace.store.quads(predicate=predicate, object=node)
        if quad.graph_name != DERIVED
    }
    claims = (claim_of(workspace.store, claim) for claim in ids)
    return sorted(claims, key=lambda c: (c.article, c.sentence, c.id))


def told(workspace: Workspace, claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """Yield claims as JSON has them, each with its article, outlet and day."""
    article = lru_cache(maxsize=256)(workspace.article)
    for claim in claims:
        source = article(claim.article)
        day = source.published.isoformat() if source.published else None
        told_by = {"article": claim.article, "title": source.title, "outlet": source.outlet, "published": day}
        yield {**claim_record(claim, source.text), **told_by}


def entity_shown(workspace: Workspace, name: str) -> dict[str, Any]:
    """
    Return an entity of the corpus with its articles and the claims that speak of it.

    Raises:
        NotFoundError: No entity has that name.
    """
    entity = entity_named(workspace, name)
    known = {one.key: one for one in canonical_entities(workspace.store)}
    named_in = {
        article_of_iri(quad.object.value)  # type: ignore[union-attr]
        for node in members(workspace.store, entity)
        for quad in workspace.store.quads(IDENTITY, subject=node, predicate=onr("namedIn"))
    }
    return {
        "name": entity.name,
        "type": workspace.domain.type_name(entity.type),
        "key": entity.key,
        "aliases": list(entity.aliases),
        "namesakes": [one.key for one in _namesakes(workspace, entity.name, known) if one != entity],
        "articles": sorted(named_in),
        "claims": list(told(workspace, claims_about(workspace, entity))),
    }


def claim_shown(workspace: Workspace, claim: str) -> dict[str, Any]:
    """
    Return one claim with its quotation and its article.

    Raises:
        NotFoundError: There is no such claim.
    """
    found = claim_of(workspace.store, claim)
    return {**next(told(workspace, [found])), "read_by": read_by(workspace, found)}


def read_by(workspace: Workspace, claim: Claim) -> list[str]:
    """Return who read a claim: the rules, a language model by name and prompt, or both."""
    made = workspace.store.quads(article_graph(claim.article), predicate=term("prov", "wasGeneratedBy"))
    parts = {name: value for quad in made for name, value in run_of(workspace.store, run_of_iri(quad.object)).parts}  # type: ignore[arg-type]
    readers = [] if claim.second == "proposed" else ["rules"]
    if claim.second in ("proposed", "agrees") and "second" in parts:
        readers.append(f"{parts['second']} (prompt {parts['second prompt']})")
    return readers


def readings(workspace: Workspace) -> Iterator[Any]:
    """Yield what was learnt from every article, sorted by id."""
    return (reading_of(workspace.store, article) for article in workspace.article_ids())
