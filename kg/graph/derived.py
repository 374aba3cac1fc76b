"""
What the corpus as a whole knows: entities, direct triples, contradictions; ``graph/identity`` and ``graph/derived``.

All of it is a function of the article graphs, whatever their order of arrival, and can be dropped
and rebuilt. :func:`update_derived` touches the entities of the changed articles and those that are
linked with them by a name, and then the claims about these.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.domain import TOP
from kg.text.variants import blocks

from .claim_facts import claim_facts
from .conflicts import contradictions
from .decided import computed_identity
from .literals import literal
from .readback import nodes_of
from .scene import Scene, look, stored_types, text_of
from .vocab import (
    DERIVED,
    IDENTITY,
    RUNS,
    TYPE,
    article_iri,
    article_of_graph,
    article_of_iri,
    entity_iri,
    key_of_iri,
    onr,
    term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.domain import Domain

    from .conflicts import ClaimFacts
    from .store import GraphStore

CONFIDENCE = Decimal("0.8")
"""Confidence from which a claim may become a direct triple: that of which 90 % were judged right (docs/judging.md)."""

LABEL, ALT_LABEL = term("rdfs", "label"), term("skos", "altLabel")
_FLAGGED_IN = onr("flaggedIn")
_DESCRIBING = frozenset({TYPE, LABEL, ALT_LABEL, onr("mainType"), onr("articleCount")})


@dataclass(frozen=True, slots=True)
class CorpusEntity:
    """
    An entity as the corpus knows it.

    Args:
        key: Its name in IRIs.
        name: The name that most articles use.
        type: Local name of the class with the most evidence.
        aliases: Other names and spellings, sorted.
        articles: How many articles name it.
    """

    key: str
    name: str
    type: str
    aliases: tuple[str, ...]
    articles: int


def canonical_entities(store: GraphStore) -> list[CorpusEntity]:
    """Return the entities of the corpus, sorted by key."""
    nodes = nodes_of(store.quads(DERIVED, predicate=onr("mainType")))
    for predicate in (LABEL, ALT_LABEL, onr("articleCount")):
        for quad in store.quads(DERIVED, predicate=predicate):
            nodes[quad.subject.value].add(predicate, quad.object)  # type: ignore[union-attr]
    made = (
        CorpusEntity(
            key=key_of_iri(iri),
            name=node.text(LABEL),
            type=node.name(onr("mainType")),
            aliases=node.texts(ALT_LABEL),
            articles=int(node.value(onr("articleCount"))),
        )
        for iri, node in nodes.items()
    )
    return sorted(made, key=lambda entity: entity.key)


def pending_quad(article: str) -> Quad:
    """Return what is written together with a changed article until the next :func:`update_derived`."""
    return Quad(DERIVED, onr("pending"), article_iri(article), DERIVED)


def pending_articles(store: GraphStore) -> list[str]:
    """Return the ids of articles that changed since the last update, sorted; also those that a killed writer left."""
    waiting = store.quads(DERIVED, subject=DERIVED, predicate=onr("pending"))
    return sorted(article_of_iri(text_of(quad)) for quad in waiting)


def pending_entities(store: GraphStore) -> list[str]:
    """Return the keys that something was decided about since the last update, sorted."""
    waiting = store.quads(DERIVED, subject=DERIVED, predicate=onr("pendingEntity"))
    return sorted(key_of_iri(text_of(quad)) for quad in waiting)


def is_pending(store: GraphStore) -> bool:
    """Whether anything waits for the next update."""
    return next(store.quads(DERIVED, subject=DERIVED), None) is not None


def rebuild_derived(store: GraphStore, domain: Domain, *, confidence: Decimal = CONFIDENCE) -> None:
    """Throw away what is derived and compute it anew from all articles; what a person decided stays."""
    store.apply(remove=[*computed_identity(store), *store.quads(DERIVED)])
    articles = [article for graph in store.graphs() if (article := article_of_graph(graph)) is not None]
    update_derived(store, domain, articles, confidence=confidence)


def update_derived(
    store: GraphStore, domain: Domain, changed_articles: Iterable[str], *, confidence: Decimal = CONFIDENCE
) -> None:
    """
    Bring what is derived up to date after articles were added, replaced or removed.

    Args:
        store: Its article graphs are already as they shall be.
        domain: Tells which types may be one and which relations give direct triples.
        changed_articles: Ids; the articles may be gone. Those that are :func:`pending_articles` are taken, too.
        confidence: From which a claim may become a direct triple, 0 to 1.
    """
    changed = sorted({*changed_articles, *pending_articles(store)})
    scene = look(store, domain, changed, pending_entities(store))
    dirty = _dirty(scene)
    claims = {entity: _claims_of(scene, entity) for entity in dirty}
    new = {*_identity(scene), *_descriptions(scene)}
    for entity, told in claims.items():
        new.update(_of_claims(entity, told, scene, confidence))
    old = set(_replaced(scene, dirty, changed, [fact for told in claims.values() for fact in told]))
    stale = _unused_runs(store)
    done = list(store.quads(DERIVED, subject=DERIVED))
    store.apply(remove=[*(old - new), *stale, *done], add=new - old)


def _dirty(scene: Scene) -> set[NamedNode]:
    """Entities whose claims are to be looked at again, as the corpus knows them now."""
    moved = {key for key in scene.facts if _has_moved(scene, key)}
    keys = scene.touched | moved
    about = {key_of_iri(text_of(quad)) for key in moved for quad in _claims_naming(scene.store, key)}
    now = {scene.canonical(key) for key in keys | about}
    before = {scene.old[key] for key in keys if key in scene.old}
    return {entity for entity in now | before if scene.members(entity)}


def _has_moved(scene: Scene, key: str) -> bool:
    old = scene.old.get(key)
    return old != scene.canonical(key) or stored_types(scene.store, old) != scene.types(key)


def _claims_naming(store: GraphStore, key: str) -> Iterator[Quad]:
    """Yield the subjects of the claims that name an entity in another place than the subject's."""
    for predicate in ("object", "inPlace", "inContext"):
        for quad in store.quads(predicate=onr(predicate), object=entity_iri(key)):
            yield from store.quads(subject=quad.subject, predicate=onr("subject"))


def _claims_of(scene: Scene, entity: NamedNode) -> list[ClaimFacts]:
    def resolve(key: str) -> str:
        return scene.canonical(key).value

    found = (
        claim_facts(scene.store, NamedNode(quad.subject.value), resolve)  # type: ignore[union-attr]
        for key in scene.members(entity)
        for quad in scene.store.quads(predicate=onr("subject"), object=entity_iri(key))
    )
    return sorted(found, key=lambda claim: claim.claim)


def _identity(scene: Scene) -> Iterator[Quad]:
    for key, facts in scene.facts.items():
        if facts.articles:
            node = entity_iri(key)
            yield Quad(node, onr("canonical"), scene.canonical(key), IDENTITY)
            yield Quad(node, onr("nameKey"), literal(facts.name_key), IDENTITY)
            yield from (Quad(node, onr("block"), literal(block), IDENTITY) for block in blocks(facts.name_key))
            yield from (Quad(node, onr("aliasKey"), literal(alias), IDENTITY) for alias in facts.alias_keys)
            yield from (Quad(node, onr("namedIn"), article_iri(article), IDENTITY) for article in facts.articles)


def _descriptions(scene: Scene) -> Iterator[Quad]:
    for canonical in scene.canonicals:
        node = entity_iri(canonical.key)
        yield Quad(node, TYPE, onr("Entity"), DERIVED)
        yield Quad(node, onr("mainType"), _class(canonical.type, scene.domain), DERIVED)
        yield Quad(node, LABEL, literal(canonical.label), DERIVED)
        yield Quad(node, onr("articleCount"), literal(canonical.articles), DERIVED)
        for cls in canonical.types:
            yield Quad(node, TYPE, _class(cls, scene.domain), DERIVED)
        for label in canonical.alt_labels:
            yield Quad(node, ALT_LABEL, literal(label), DERIVED)


def _class(name: str, domain: Domain) -> NamedNode:
    """Name a class; one that the domain has dropped since the article was read counts as a mere thing."""
    return NamedNode(domain.classes[name].iri) if name in domain.classes else onr(TOP)


def _of_claims(entity: NamedNode, claims: list[ClaimFacts], scene: Scene, confidence: Decimal) -> Iterator[Quad]:
    """Yield direct triples, type conflicts and contradictions of the claims about one entity."""
    flagged: dict[str, str] = {}
    for claim in claims:
        if not _fits(claim, scene):
            flagged[claim.claim] = claim.article
            yield Quad(NamedNode(claim.claim), onr("typeConflict"), literal(value=True), DERIVED)
        elif claim.confidence >= confidence:
            yield from _direct(entity, claim, scene.domain)
    for one, other in contradictions(claims, scene.domain):
        flagged |= {one.claim: one.article, other.claim: other.article}
        yield Quad(NamedNode(one.claim), onr("contradicts"), NamedNode(other.claim), DERIVED)
        yield Quad(NamedNode(other.claim), onr("contradicts"), NamedNode(one.claim), DERIVED)
    for node, article in flagged.items():
        yield Quad(NamedNode(node), _FLAGGED_IN, article_iri(article), DERIVED)


def _direct(entity: NamedNode, claim: ClaimFacts, domain: Domain) -> Iterator[Quad]:
    """Yield the direct triple of a claim that the article itself asserts, of a relation that needs no qualifier."""
    defined = domain.relations.get(claim.relation) or domain.figures.get(claim.relation)
    if defined is None or not defined.truthy:
        return
    if claim.modality != "asserted" or claim.polarity != "positive" or claim.spoken:
        return
    if claim.object_key:
        yield Quad(entity, NamedNode(defined.iri), NamedNode(claim.object), DERIVED)
    elif claim.value is not None and not isinstance(claim.value, str):  # a range or a month is no single value
        yield Quad(entity, NamedNode(defined.iri), literal(claim.value), DERIVED)


def _fits(claim: ClaimFacts, scene: Scene) -> bool:
    domain = scene.domain
    relation, figure = domain.relations.get(claim.relation), domain.figures.get(claim.relation)
    ends = [(claim.subject_key, (relation or figure).domain)] if relation or figure else []  # type: ignore[union-attr]
    if relation and claim.object_key:
        ends.append((claim.object_key, relation.range))
    return all(any(domain.may_fit(cls, allowed) for cls in scene.types(key)) for key, allowed in ends if allowed)


def _replaced(
    scene: Scene, dirty: Iterable[NamedNode], changed: Iterable[str], claims: Iterable[ClaimFacts]
) -> Iterator[Quad]:
    """Yield all that stands now and that the update computes anew or lets go."""
    store = scene.store
    for key in scene.facts:
        yield from store.quads(IDENTITY, subject=entity_iri(key))
    described = {*scene.old.values(), *(entity_iri(canonical.key) for canonical in scene.canonicals)}
    for entity in described:
        yield from (quad for quad in store.quads(DERIVED, subject=entity) if quad.predicate in _DESCRIBING)
    for entity in {*dirty, *(old for old in scene.old.values() if not scene.members(old))}:
        yield from (quad for quad in store.quads(DERIVED, subject=entity) if quad.predicate not in _DESCRIBING)
    gone = {
        quad.subject.value  # type: ignore[union-attr]
        for article in changed
        for quad in store.quads(DERIVED, predicate=_FLAGGED_IN, object=article_iri(article))
    }
    for node in map(NamedNode, gone | {claim.claim for claim in claims}):
        yield from store.quads(DERIVED, subject=node)
        yield from store.quads(DERIVED, predicate=onr("contradicts"), object=node)


def _unused_runs(store: GraphStore) -> list[Quad]:
    runs = {quad.subject for quad in store.quads(RUNS)}
    used = term("prov", "wasGeneratedBy")
    stale = [run for run in runs if next(store.quads(predicate=used, object=run), None) is None]
    return [quad for run in stale for quad in store.quads(RUNS, subject=run)]
