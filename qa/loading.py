"""The library is read from the graph: a handful of SPARQL queries for a snapshot of a workspace."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.graph.literals import plain
from kg.graph.vocab import article_of_iri, claim_of_iri, key_of_iri, local_name, span_of_iri
from kg.model import OPEN, Interval
from kg.text.names import name_key

from .library import Fact, Key, Known, Library, Line, Source, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from kg.domain import Domain
    from kg.graph.store import GraphStore
    from kg.model import Comparator, Modality, Polarity

Node = NamedNode | Literal


def load_library(
    store: GraphStore, domain: Domain, *, as_of: date | None = None, within: str = "", undated: int = 0
) -> Library:
    """
    Read what the graph holds.

    Args:
        store: The graph; an :class:`kg.excerpt.Excerpt` of it where later articles may not teach anything.
        domain: Its domain.
        as_of: Leave out articles published after this day, and those without a day.
        within: The scope in words.
        undated: How many articles were left out before for want of a day.
    """
    every = list(load_sources(store))
    admitted = [s for s in every if as_of is None or (s.published is not None and s.published <= as_of)]
    sources = {source.id: source for source in admitted}
    undated += sum(source.published is None for source in every) if as_of else 0
    canonical = dict(_pairs(store, "SELECT ?s ?o { GRAPH g:identity { ?s onr:canonical ?o } }"))
    lines = _lines(store, sources, canonical)
    counts = _article_counts(lines.values())
    named = _entities(store, domain)
    facts = {fact.id: fact for fact in _facts(store, sources, canonical, named)}
    used = counts.keys() | {key for fact in facts.values() for key in fact.entities}
    entities = {
        key: Known(key, known.name, known.cls, known.aliases, counts.get(key, 0))
        for key, known in sorted(named.items())
        if key in used
    }
    facts_at: dict[Key, list[Fact]] = defaultdict(list)
    facts_of: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts.values():
        facts_at[fact.key].append(fact)
        for key in sorted(fact.entities):
            facts_of[key].append(fact)
    return Library(
        domain=domain,
        sources=sources,
        entities=entities,
        lines=lines,
        facts=facts,
        spellings=_spellings(entities.values()),
        as_of=as_of,
        within=within or (f"published by {as_of.isoformat()}" if as_of else ""),
        undated=undated,
        starts=_by_article(lines),
        facts_at={key: tuple(told) for key, told in facts_at.items()},
        facts_of={key: tuple(told) for key, told in facts_of.items()},
    )


def _by_article(lines: Iterable[Key]) -> dict[str, tuple[Key, ...]]:
    made: dict[str, list[Key]] = defaultdict(list)
    for key in lines:
        made[key[0]].append(key)
    return {article: tuple(keys) for article, keys in made.items()}


def rows(store: GraphStore, sparql: str) -> Iterator[tuple[Any, ...]]:
    """Run a SELECT and yield its rows, unbound variables as ``None``."""
    solutions = cast("QuerySolutions", store.query(sparql))
    for solution in solutions:
        yield tuple(solution)


def _pairs(store: GraphStore, sparql: str) -> Iterator[tuple[str, str]]:
    for subject, other in rows(store, sparql):
        yield subject.value, other.value


def _grouped(store: GraphStore, pattern: str) -> dict[str, dict[str, list[Node]]]:
    """Return every triple about the ``?s`` of a pattern, by subject and local name of the predicate."""
    about: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in rows(store, f"SELECT DISTINCT ?s ?p ?o {{ {pattern} ?s ?p ?o }}"):
        about[subject.value][_local(predicate.value)].append(value)
    return about


def _one(about: Mapping[str, list[Node]], name: str) -> Any:
    """Return the plain value under a term's local name: text, number, date, or the IRI of a node."""
    values = about.get(name)
    if not values:
        return None
    first = values[0] if len(values) == 1 else min(values, key=str)
    return plain(first) if isinstance(first, Literal) else first.value


@lru_cache(maxsize=4096)
def _local(iri: str) -> str:
    return local_name(iri)


def load_sources(store: GraphStore) -> Iterator[Source]:
    """Yield every article of a graph, sorted by its IRI."""
    for iri, about in sorted(_grouped(store, "?s a schema:NewsArticle .").items()):
        article = article_of_iri(iri)
        published = _one(about, "datePublished")
        reported = [node.value for node in about.get("reportedBy", ())]
        outlet = _one(about, "outlet") or ""
        updated = _one(about, "updates")
        yield Source(
            id=article,
            text=_one(about, "text") or "",
            title=_one(about, "headline") or "",
            outlet=outlet,
            published=published,
            url=_one(about, "url") or "",
            origins=frozenset(reported or ([outlet] if outlet else [])),
            updates=article_of_iri(updated) if updated else None,
        )


def _lines(store: GraphStore, sources: Mapping[str, Source], canonical: Mapping[str, str]) -> dict[Key, Line]:
    spans = sorted((article_of_iri(s), *span_of_iri(s)) for (s,) in rows(store, "SELECT ?s { ?s a onr:Sentence }"))
    spans = [span for span in spans if span[0] in sources]
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for iri, entity in _pairs(store, "SELECT ?s ?o { ?s a onr:Mention ; onr:refersTo ?o }"):
        mentions[article_of_iri(iri)].append((*span_of_iri(iri), key_of_iri(canonical.get(entity, entity))))
    found: dict[Key, list[tuple[int, int, str]]] = {span: [] for span in spans}
    starts: dict[str, list[Key]] = defaultdict(list)
    for span in spans:
        starts[span[0]].append(span)
    for article, places in mentions.items():
        for place in sorted(places):
            index = bisect_right(starts[article], place[0], key=lambda key: key[1]) - 1
            if index >= 0 and place[1] <= starts[article][index][2]:
                found[starts[article][index]].append(place)
    return {key: Line(*key, sources[key[0]].text[key[1] : key[2]], tuple(found[key])) for key in spans}


def _article_counts(lines: Iterable[Line]) -> dict[str, int]:
    told: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for key in line.entities:
            told[key].add(line.article)
    return {key: len(articles) for key, articles in told.items()}


def _entities(store: GraphStore, domain: Domain) -> dict[str, Known]:
    about = _grouped(store, "GRAPH g:derived { ?s a onr:Entity } VALUES ?p { onr:mainType rdfs:label skos:altLabel }")
    found = {}
    for iri, told in about.items():
        key = key_of_iri(iri)
        cls = local_name(_one(told, "mainType") or "Thing")
        aliases = sorted(node.value for node in told.get("altLabel", ()))
        found[key] = Known(key, _one(told, "label") or key, cls if cls in domain.classes else "Thing", tuple(aliases))
    return found


def _spellings(entities: Iterable[Known]) -> dict[str, tuple[str, ...]]:
    called: dict[str, dict[str, Known]] = defaultdict(dict)
    for known in entities:
        for spelling in (known.name, *known.aliases):
            called[name_key(spelling)][known.key] = known
    return {
        key: tuple(k.key for k in sorted(some.values(), key=lambda k: (name_key(k.name) != key, -k.articles, k.key)))
        for key, some in sorted(called.items())
        if key
    }


def _facts(
    store: GraphStore, sources: Mapping[str, Source], canonical: Mapping[str, str], entities: Mapping[str, Known]
) -> Iterator[Fact]:
    disputed: dict[str, set[str]] = defaultdict(set)
    for one, other in _pairs(store, "SELECT ?s ?o { ?s onr:contradicts ?o }"):
        disputed[one].add(claim_of_iri(other))
        disputed[other].add(claim_of_iri(one))

    def argument(about: Mapping[str, list[Node]], name: str, stem: str) -> Term | None:
        node = _one(about, name)
        if node is None:
            text = _one(about, f"{stem}Text")
            return None if text is None else Term(str(text))
        key = key_of_iri(canonical.get(node, node))
        return Term(entities[key].name if key in entities else str(_one(about, f"{stem}Words") or key), key)

    for iri, about in sorted(_grouped(store, "?s a onr:Claim .").items()):
        start, end = span_of_iri(_one(about, "evidence"))
        article = article_of_iri(_one(about, "wasDerivedFrom"))
        subject = argument(about, "subject", "subject")
        if article not in sources or subject is None:
            continue
        relation = local_name(_one(about, "predicate"))
        words = _one(about, "predicateText")
        times = (_one(about, "timeStart"), _one(about, "timeEnd"), _one(about, "timeText") or "")
        comparator = _one(about, "comparator")
        yield Fact(
            id=claim_of_iri(iri),
            article=article,
            relation=f"{OPEN}{str(words).replace(' ', '_')}" if words is not None else relation,
            subject=subject,
            start=start,
            end=end,
            object=argument(about, "object", "object"),
            value=_one(about, "value"),
            unit=_one(about, "unit"),
            comparator=cast("Comparator", local_name(comparator)) if comparator else None,
            place=argument(about, "inPlace", "place"),
            context=argument(about, "inContext", "context"),
            qualifier=_one(about, "qualifierText"),
            time=Interval(*times) if any(times) else None,
            speaker=argument(about, "attributedTo", "speaker"),
            modality=cast("Modality", local_name(_one(about, "modality"))),
            hedge=_one(about, "hedgeCue"),
            polarity=cast("Polarity", local_name(_one(about, "polarity"))),
            confidence=float(Decimal(str(_one(about, "confidence") or "0.5"))),
            contradicts=tuple(sorted(disputed.get(iri, ()))),
            also=tuple(sorted(span_of_iri(node.value) for node in about.get("alsoEvidence", ()))),
        )
