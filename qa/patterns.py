"""
Graph patterns as SPARQL: what is run against the workspace and shown with the answer are one text.

Every query selects ``?claim``, and ``?answer`` where one thing is asked for. Arguments are followed to the
entities of the corpus by ``onr:canonical``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.vocab import entity_iri, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kg.domain import Domain
    from kg.model import Interval
    from kg.terms import Figure, Relation

_PLACES = {
    "subject": ("onr:subject", "onr:subjectText"),
    "object": ("onr:object", "onr:objectText"),
    "context": ("onr:inContext", "onr:contextText"),
    "speaker": ("onr:attributedTo", "onr:speakerText"),
}


def hop(
    domain: Domain,
    relation: str,
    bound: Sequence[tuple[str, Iterable[str]]],
    asks: str | None,
    *,
    time: Interval | None = None,
    reached: bool = False,
    as_of: date | None = None,
) -> str:
    """
    Ask for one place of the claims of a relation or figure.

    Args:
        domain: Tells narrower relations and whether the relation holds both ways.
        relation: Local name.
        bound: Places that are known, each with the keys of the entities that may stand there.
        asks: ``subject``, ``object``, ``value``, or ``None`` for the claims alone.
        time: When the claim must hold or the thing have happened; by the day of publication where it tells no time.
        reached: Ask for the state of things by the end of *time*, whenever it began.
        as_of: Leave out articles published later.

    >>> from kg.domain import load_domain
    >>> print(hop(load_domain(), "sued", [("object", ["AITool.echo"])], "subject"))
    SELECT DISTINCT ?claim ?answer WHERE {
      VALUES ?predicate { <https://onrecord.example/ai-music#sued> }
      ?claim onr:predicate ?predicate ; prov:wasDerivedFrom ?article .
      VALUES ?object { <https://onrecord.example/id/entity/AITool.echo> }
      ?claim onr:object/onr:canonical ?object .
      { ?claim onr:subject/onr:canonical ?answer } UNION { ?claim onr:subjectText ?answer }
    } ORDER BY ?claim
    """
    both = relation in domain.relations and domain.relations[relation].symmetric
    ways = [_way(bound, asks, swap=False)] + ([_way(bound, asks, swap=True)] if both else [])
    body = ways[0] if len(ways) == 1 else [f"{{ {' '.join(ways[0])} }} UNION", f"{{ {' '.join(ways[1])} }}"]
    known = [f"VALUES ?{place} {{ {_entities(keys)} }}" for place, keys in bound]
    lines = [
        _predicates(domain, relation),
        _CLAIM,
        *_woven(known, body, both=both),
        *_when(time, as_of, reached=reached),
    ]
    return _select(lines, answer=asks is not None)


_CLAIM = "?claim onr:predicate ?predicate ; prov:wasDerivedFrom ?article ."


def opened(keys: Iterable[str], *, time: Interval | None = None, as_of: date | None = None) -> str:
    """Ask for the claims in the text's own words that have an entity as subject or object."""
    lines = [
        f"VALUES ?name {{ {_entities(keys)} }}",
        "{ ?claim onr:subject/onr:canonical ?name } UNION { ?claim onr:object/onr:canonical ?name }",
        "?claim onr:predicate onr:open ; onr:predicateText ?words ; prov:wasDerivedFrom ?article .",
        *_when(time, as_of),
    ]
    return _select(lines, answer=False)


def beside(
    domain: Domain,
    figure: str,
    keys: Iterable[str],
    *,
    time: Interval | None = None,
    reached: bool = False,
    as_of: date | None = None,
) -> str:
    """Ask for the claims of a figure in the articles that mention an entity, whatever they are about."""
    lines = [
        _predicates(domain, figure),
        f"VALUES ?name {{ {_entities(keys)} }}",
        "?mention onr:refersTo/onr:canonical ?name ; onr:inArticle ?article .",
        f"{_CLAIM} ?claim onr:value ?answer ; onr:subjectText ?unnamed .",
        *_when(time, as_of, reached=reached),
    ]
    return _select(lines, answer=True)


def about(keys: Iterable[str], *, time: Interval | None = None, as_of: date | None = None) -> str:
    """Ask for every claim that has an entity in one of its places."""
    lines = [
        f"VALUES ?name {{ {_entities(keys)} }}",
        "?claim onr:subject|onr:object|onr:inContext|onr:inPlace ?mentioned . ?mentioned onr:canonical ?name .",
        "?claim prov:wasDerivedFrom ?article .",
        *_when(time, as_of),
    ]
    return _select(lines, answer=False)


def spoken(
    speakers: Iterable[str], topics: Iterable[str], *, time: Interval | None = None, as_of: date | None = None
) -> str:
    """Ask who says something about the topics, or what the speakers say; either may be empty."""
    speakers, topics = list(speakers), list(topics)
    lines = ["?claim prov:wasDerivedFrom ?article ."]
    if speakers:
        lines.append(f"VALUES ?answer {{ {_entities(speakers)} }} ?claim onr:attributedTo/onr:canonical ?answer .")
    else:
        lines.append("{ ?claim onr:attributedTo/onr:canonical ?answer } UNION { ?claim onr:speakerText ?answer }")
    if topics:
        lines.append(f"VALUES ?topic {{ {_entities(topics)} }}")
        lines.append("?claim onr:subject|onr:object|onr:inContext ?mentioned . ?mentioned onr:canonical ?topic .")
    return _select([*lines, *_when(time, as_of)], answer=True)


def ranked(
    domain: Domain,
    figure: str,
    keys: Iterable[str],
    *,
    down: bool,
    time: Interval | None = None,
    as_of: date | None = None,
) -> str:
    """Ask for the claims of a figure, of some entities or of all, ordered by value."""
    keys = list(keys)
    lines = [_predicates(domain, figure), _CLAIM, "?claim onr:value ?value ; onr:subject/onr:canonical ?answer ."]
    if keys:
        lines.insert(0, f"VALUES ?answer {{ {_entities(keys)} }}")
    lines += ["FILTER(isNumeric(?value))", *_when(time, as_of)]
    return _select(lines, answer=True, order=("DESC(?value)" if down else "?value") + " ?claim")


def chain(
    domain: Domain,
    inner: tuple[str, str, Iterable[str], str],
    outer: tuple[str, str, str],
    *,
    as_of: date | None = None,
) -> str:
    """
    Ask in two steps: what stands in a place of one claim, and then a place of another claim about that.

    Args:
        domain: Tells narrower relations.
        inner: Relation, known place, its entities, the place that is the middle.
        outer: Relation, the place where the middle stands, the place asked for.
        as_of: Leave out articles published later.
    """
    relation, known, keys, middle = inner
    second, entry, asks = outer
    lines = [
        f"VALUES ?known {{ {_entities(keys)} }}",
        _predicates(domain, relation, "first"),
        f"?via onr:predicate ?first ; {_PLACES[known][0]}/onr:canonical ?known .",
        f"?via {_PLACES[middle][0]}/onr:canonical ?middle .",
        _predicates(domain, second),
        f"{_CLAIM} ?claim {_PLACES[entry][0]}/onr:canonical ?middle .",
        _asked(asks),
        *_when(None, as_of),
    ]
    return _select(lines, answer=True, more="?via ")


def _way(bound: Sequence[tuple[str, Iterable[str]]], asks: str | None, *, swap: bool) -> list[str]:
    turned = {"subject": "object", "object": "subject"} if swap else {}
    lines = [f"?claim {_PLACES[turned.get(place, place)][0]}/onr:canonical ?{place} ." for place, _ in bound]
    return [*lines, _asked(turned.get(asks, asks))] if asks else lines


def _woven(known: list[str], body: list[str], *, both: bool) -> list[str]:
    if both:
        return [*known, *body]
    pairs = [line for i, values in enumerate(known) for line in (values, body[i])]
    return [*pairs, *body[len(known) :]]


def _asked(asks: str) -> str:
    if asks == "value":
        return "?claim onr:value ?answer ."
    entity, words = _PLACES[asks]
    return f"{{ ?claim {entity}/onr:canonical ?answer }} UNION {{ ?claim {words} ?answer }}"


def _entities(keys: Iterable[str]) -> str:
    return " ".join(str(entity_iri(key)) for key in keys)


def _predicates(domain: Domain, name: str, variable: str = "predicate") -> str:
    known: dict[str, Relation | Figure] = {**domain.relations, **domain.figures}
    narrower = [n for n, defined in known.items() if name in defined.sub_property_of]
    return f"VALUES ?{variable} {{ {' '.join(f'<{known[n].iri}>' for n in (name, *narrower))} }}"


def _when(time: Interval | None, as_of: date | None, *, reached: bool = False) -> list[str]:
    lines = ["OPTIONAL { ?article schema:datePublished ?published }"] if time or as_of else []
    if as_of:
        lines.append(f"FILTER(!BOUND(?published) || ?published <= {_day(as_of)})")
    if time is None:
        return lines
    lines.append("OPTIONAL { ?claim onr:timeStart ?start } OPTIONAL { ?claim onr:timeEnd ?end }")
    if time.end:
        lines.append(f"FILTER(COALESCE(?start, ?end, ?published) <= {_day(time.end)})")
    if time.start and not reached:
        lines.append(f"FILTER(COALESCE(?end, ?start, ?published) >= {_day(time.start)})")
    return lines


def _day(day: date) -> str:
    return f'"{day.isoformat()}"^^{term("xsd", "date")}'


def _select(lines: Iterable[str], *, answer: bool, more: str = "", order: str = "?claim") -> str:
    body = "\n".join(f"  {line}" for line in lines)
    return f"SELECT DISTINCT ?claim {more}{'?answer ' if answer else ''}WHERE {{\n{body}\n}} ORDER BY {order}"
