"""
Records to quads and back: a reading becomes one named graph, and that graph the reading again.

``core.ttl`` says what each term means. All literals are in canonical form, no node is blank, and
nothing depends on clock or order, so the same reading always gives the same quads.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.errors import InputError
from kg.model import OPEN, Argument, Article, Claim, Entity, Reading, Run, Span

from .canonical import arguments, canonical, faults, plain_decimal
from .literals import literal, plain
from .readback import article_of, reading_of, run_of
from .vocab import (
    PLACES,
    RUNS,
    TYPE,
    article_graph,
    article_iri,
    claim_iri,
    entity_iri,
    onr,
    run_iri,
    span_iri,
    term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Literal

    from kg.domain import Domain
    from kg.model import Value

__all__ = ["article_of", "literal", "plain", "reading_of", "reading_quads", "run_of", "run_quads"]

Triple = tuple[NamedNode, NamedNode, "NamedNode | Literal"]


def reading_quads(reading: Reading, domain: Domain) -> list[Quad]:
    """
    Return everything that a reading says: the quads of its article's graph, and its run in ``graph/runs``.

    Sorted and without repetition; the same for every order of the reading's parts.

    Raises:
        InputError: The reading does not hold together (a span outside the text, an entity or relation
            that is not defined); the message names the article and the first faults.

    >>> from kg.domain import load_domain
    >>> quads = reading_quads(Reading(Article(id="a1", text="Nova Vale sang.")), load_domain())
    >>> sorted({quad.graph_name.value.rpartition("graph/")[2] for quad in quads})
    ['article/a1', 'runs']
    """
    reading = canonical(reading)
    wrong = list(faults(reading, domain))
    if wrong:
        raise InputError(f"Article {reading.article.id}: {'; '.join(wrong[:3])}. The reading was not stored.")
    graph = article_graph(reading.article.id)
    quads = {Quad(*triple, graph) for triple in _triples(reading, domain)}
    return sorted(quads | set(run_quads(reading.run)), key=str)


def run_quads(run: Run) -> list[Quad]:
    """Return what is told of a run in ``graph/runs``."""
    node = run_iri(run.id)
    settings = [Quad(node, onr("setting"), literal(f"{name}={value}"), RUNS) for name, value in run.parts]
    return [Quad(node, TYPE, onr("ExtractionRun"), RUNS), *settings]


def _triples(reading: Reading, domain: Domain) -> Iterator[Triple]:
    yield from _article(reading.article, reading.run)
    for entity in reading.entities:
        yield from _entity(entity, domain)
    yield from _spans(reading)
    names = {entity.key: entity.name for entity in reading.entities}
    for claim in reading.claims:
        yield from _claim(claim, domain, names)


def _article(article: Article, run: Run) -> Iterator[Triple]:
    node = article_iri(article.id)
    yield node, TYPE, term("schema", "NewsArticle")
    yield node, term("schema", "identifier"), literal(article.id)
    yield node, onr("text"), literal(article.text)
    yield node, onr("textSha256"), literal(article.sha256)
    yield node, term("prov", "wasGeneratedBy"), run_iri(run.id)
    for predicate, value in (
        (term("schema", "headline"), article.title),
        (onr("outlet"), article.outlet),
        (term("schema", "datePublished"), article.published),
        (term("schema", "dateModified"), article.updated),
        (term("schema", "url"), article.url),
        (onr("byline"), article.byline),
        (term("schema", "inLanguage"), article.language),
        (onr("searchOnly"), article.search_only),
        *((onr("topic"), topic) for topic in article.topics),
        *((onr("reportedBy"), outlet) for outlet in article.reported_by),
    ):
        if value:
            yield node, predicate, literal(value)
    if article.updates:
        yield node, onr("updates"), article_iri(article.updates)


def _entity(entity: Entity, domain: Domain) -> Iterator[Triple]:
    node = entity_iri(entity.key)
    yield node, onr("typeInArticle"), NamedNode(domain.classes[entity.type].iri)
    yield node, onr("nameInArticle"), literal(entity.name)
    for alias in entity.aliases:
        yield node, onr("aliasInArticle"), literal(alias)
    for cls, weight in entity.votes:
        yield node, onr("typeVote"), literal(f"{cls} {plain_decimal(weight):f}")


def _spans(reading: Reading) -> Iterator[Triple]:
    article = reading.article.id
    for sentence in reading.sentences:
        node = span_iri(article, sentence.start, sentence.end)
        yield node, TYPE, onr("Sentence")
    for mention in reading.mentions:
        node = span_iri(article, mention.start, mention.end)
        yield node, TYPE, onr("Mention")
        yield node, onr("refersTo"), entity_iri(mention.entity)
        yield node, onr("kind"), onr(mention.kind)
        yield node, onr("confidence"), literal(mention.confidence)
        if mention.rule:
            yield node, onr("rule"), literal(mention.rule)
        around = _sentence_around(reading.sentences, mention.start, mention.end)
        if around:
            yield node, onr("inSentence"), span_iri(article, around.start, around.end)
    described = {(s.start, s.end) for s in reading.sentences} | {(m.start, m.end) for m in reading.mentions}
    other = _named_spans(reading.claims) - described
    for start, end in other:
        yield span_iri(article, start, end), TYPE, onr("TextSpan")
    for start, end in described | other:
        yield from _offsets(reading.article, start, end)


def _named_spans(claims: Iterable[Claim]) -> set[tuple[int, int]]:
    spans = {(span.start, span.end) for claim in claims for span in (claim.sentence, *claim.also)}
    return spans | {(a.start, a.end) for claim in claims for a in arguments(claim) if a.start >= 0}


def _offsets(article: Article, start: int, end: int) -> Iterator[Triple]:
    node = span_iri(article.id, start, end)
    yield node, onr("inArticle"), article_iri(article.id)
    yield node, term("oa", "start"), literal(start)
    yield node, term("oa", "end"), literal(end)
    yield node, term("oa", "exact"), literal(article.text[start:end])


def _sentence_around(sentences: tuple[Span, ...], start: int, end: int) -> Span | None:
    at = bisect_right(sentences, start, key=lambda span: span.start) - 1
    return sentences[at] if at >= 0 and sentences[at].end >= end else None


def _claim(claim: Claim, domain: Domain, names: dict[str, str]) -> Iterator[Triple]:
    node = claim_iri(claim.id)
    yield node, TYPE, onr("Claim")
    if claim.value is not None:
        yield node, TYPE, onr("FigureClaim")
    yield node, term("prov", "wasDerivedFrom"), article_iri(claim.article)
    yield node, onr("modality"), onr(claim.modality)
    yield node, onr("polarity"), onr(claim.polarity)
    yield node, onr("confidence"), literal(claim.confidence)
    yield node, onr("evidence"), span_iri(claim.article, claim.sentence.start, claim.sentence.end)
    for span in claim.also:
        yield node, onr("alsoEvidence"), span_iri(claim.article, span.start, span.end)
    if claim.comparator:
        yield node, onr("comparator"), onr(claim.comparator)
    yield from _predicate(node, claim, domain)
    for place, predicate, stem in PLACES:
        argument: Argument | None = getattr(claim, place)
        if argument:
            yield from _argument(node, claim.article, argument, predicate, stem, names)
    for name, value in _details(claim):
        if value is not None and value != "":
            yield node, onr(name), literal(value)


def _predicate(node: NamedNode, claim: Claim, domain: Domain) -> Iterator[Triple]:
    if claim.is_open:
        yield node, onr("predicate"), onr("open")
        yield node, onr("predicateText"), literal(claim.relation[len(OPEN) :].replace("_", " "))
    else:
        defined = domain.relations.get(claim.relation) or domain.figures[claim.relation]
        yield node, onr("predicate"), NamedNode(defined.iri)


def _argument(
    node: NamedNode, article: str, argument: Argument, predicate: NamedNode, stem: str, names: dict[str, str]
) -> Iterator[Triple]:
    if argument.entity is None:
        yield node, onr(f"{stem}Text"), literal(argument.text)
    else:
        yield node, predicate, entity_iri(argument.entity)
        if argument.text != names[argument.entity]:
            yield node, onr(f"{stem}Words"), literal(argument.text)
    if argument.start >= 0:
        yield node, onr(f"{stem}Span"), span_iri(article, argument.start, argument.end)


def _details(claim: Claim) -> Iterator[tuple[str, Value | None]]:
    yield "value", claim.value
    yield "unit", claim.unit
    yield "qualifierText", claim.qualifier
    yield "attributionCue", claim.attribution_cue
    yield "hedgeCue", claim.hedge_cue
    yield "rule", claim.rule
    yield "secondReader", claim.second
    if claim.time:
        yield "timeStart", claim.time.start
        yield "timeEnd", claim.time.end
        yield "timeText", claim.time.text
