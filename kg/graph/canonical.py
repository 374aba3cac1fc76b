"""
The one form of a reading that goes into the graph, and what must hold of it.

RDF keeps sets, so order and repetition go; numbers have one spelling. Two readings that say
the same thing have the same canonical form, and the graph gives exactly that form back.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import OPEN, Argument, Article, Claim, Entity, Interval, Mention, Reading, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.domain import Domain
    from kg.model import Value

DIGITS = 4
"""Decimal places of confidences and weights: enough to rank by, few enough to be equal on every machine."""


def canonical(reading: Reading) -> Reading:
    """
    Return the reading as the graph gives it back: sorted, without repetition, numbers rounded.

    The article's *source* goes (it stands in the ledger), and so do empty texts where ``None`` says the same.
    Of claims with one id the most confident stays; mentions at one place share the kind and rule of the most
    confident.

    >>> from kg.model import Span
    >>> a = Reading(Article(id="a1", text="x", topics=("b", "a", "b")), sentences=(Span(0, 1), Span(0, 1)))
    >>> canonical(a).article.topics, canonical(a).sentences
    (('a', 'b'), (Span(start=0, end=1),))
    """
    names = {entity.key: entity.name for entity in reading.entities}
    return Reading(
        article=canonical_article(reading.article),
        sentences=tuple(sorted(set(reading.sentences))),
        entities=tuple(sorted(map(_entity, reading.entities), key=lambda entity: entity.key)),
        mentions=tuple(_mentions(reading.mentions)),
        claims=tuple(_claims(reading.claims, names)),
        run=Run(tuple(sorted(set(reading.run.parts)))),
    )


def canonical_article(article: Article) -> Article:
    """
    Return the article as the graph gives it back: without its source, topics and outlets sorted.

    >>> canonical_article(Article(id="a1", text="x", source="a1.txt")).source
    ''
    """
    return replace(
        article,
        topics=_set(article.topics),
        reported_by=_set(article.reported_by),
        updates=article.updates or None,
        source="",
    )


def plain_decimal(number: float | Decimal) -> Decimal:
    """
    Return the one spelling of a decimal: no exponent, no trailing zeros, no negative zero.

    Raises:
        InputError: It is infinite or not a number.

    >>> plain_decimal(Decimal("1.50E+3")), plain_decimal(0.1)
    (Decimal('1500'), Decimal('0.1'))
    """
    decimal = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not decimal.is_finite():
        raise InputError(f"{number} is no number that a claim can have. Leave the value out.")
    text = format(decimal, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Decimal(text) if decimal else Decimal(0)


def faults(reading: Reading, domain: Domain) -> Iterator[str]:
    """
    Yield what is wrong with a reading, each as a phrase; nothing when it can be stored.

    >>> from kg.domain import load_domain
    >>> from kg.model import Span
    >>> list(faults(Reading(Article(id="a1", text="x"), sentences=(Span(0, 2),)), load_domain()))
    ['the sentence at 0,2 is not inside the text of 1 characters']
    """
    if not reading.article.id:
        yield "it has no id"
    keys = [entity.key for entity in reading.entities]
    yield from (f"two entities have the key {key}" for key in sorted({k for k in keys if keys.count(k) > 1}))
    for entity in reading.entities:
        if entity.type not in domain.classes:
            yield f"entity {entity.key} has the type {entity.type}, which the domain {domain.name} does not define"
        if not (entity.key and entity.name):
            yield f"entity {entity} has no key or no name"
    known = set(keys)
    for what, start, end in _places(reading):
        if not 0 <= start < end <= len(reading.article.text):
            yield f"the {what} at {start},{end} is not inside the text of {len(reading.article.text)} characters"
    yield from (
        f"a mention refers to {m.entity}, which is no entity" for m in reading.mentions if m.entity not in known
    )
    for claim in reading.claims:
        yield from (f"claim {claim.id} {fault}" for fault in _claim_faults(claim, reading, domain, known))


def _places(reading: Reading) -> Iterator[tuple[str, int, int]]:
    yield from (("sentence", s.start, s.end) for s in reading.sentences)
    yield from (("mention", m.start, m.end) for m in reading.mentions)
    for claim in reading.claims:
        yield from (("evidence", s.start, s.end) for s in (claim.sentence, *claim.also))
        yield from (("argument", a.start, a.end) for a in arguments(claim) if a.start >= 0)


def _claim_faults(claim: Claim, reading: Reading, domain: Domain, known: set[str]) -> Iterator[str]:
    if claim.article != reading.article.id:
        yield f"belongs to article {claim.article}"
    if not (claim.is_open or claim.relation in domain.relations or claim.relation in domain.figures):
        yield f"has the relation {claim.relation}, which the domain {domain.name} does not define"
    if claim.relation == OPEN:
        yield "has an open relation without words"
    if claim.object is not None and claim.value is not None:
        yield "has both an object and a value"
    if claim.time and claim.time.start and claim.time.end and claim.time.start > claim.time.end:
        yield f"ends on {claim.time.end} before it begins on {claim.time.start}"
    if not 0 <= claim.confidence <= 1:
        yield f"has the confidence {claim.confidence}, which is not between 0 and 1"
    for argument in arguments(claim):
        if argument.entity is not None and argument.entity not in known:
            yield f"names {argument.entity}, which is no entity"
        if argument.entity is None and not argument.text:
            yield "has an argument without words"


def arguments(claim: Claim) -> list[Argument]:
    """
    Return what fills the claim's places: subject, object, place, context, speaker, as far as given.

    >>> from kg.model import Span
    >>> arguments(Claim("a1", Argument("Nova Vale"), "open:sing", Span(0, 15)))
    [Argument(text='Nova Vale', entity=None, start=-1, end=-1)]
    """
    all_of_them = (claim.subject, claim.object, claim.place, claim.context, claim.speaker)
    return [argument for argument in all_of_them if argument is not None]


def _entity(entity: Entity) -> Entity:
    votes: dict[str, float] = {}
    for cls, weight in sorted(entity.votes):
        votes[cls] = votes.get(cls, 0.0) + weight
    return replace(
        entity, aliases=_set(entity.aliases), votes=tuple((cls, round(w, DIGITS) + 0.0) for cls, w in votes.items())
    )


def _mentions(mentions: Iterable[Mention]) -> Iterator[Mention]:
    best: dict[tuple[int, int], Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.confidence, m.kind, m.rule, m.entity)):
        best[mention.start, mention.end] = mention
    for start, end, entity in sorted({(m.start, m.end, m.entity) for m in mentions}):
        top = best[start, end]
        yield replace(top, entity=entity, confidence=round(top.confidence, DIGITS) + 0.0)


def _claims(claims: Iterable[Claim], names: dict[str, str]) -> list[Claim]:
    best: dict[str, Claim] = {}
    for claim in sorted((_claim(c, names) for c in claims), key=lambda c: (c.confidence, repr(c))):
        best[claim.id] = claim
    return sorted(best.values(), key=lambda c: (c.sentence, c.id))


def _claim(claim: Claim, names: dict[str, str]) -> Claim:
    return replace(
        claim,
        subject=_argument(claim.subject, names),
        object=claim.object and _argument(claim.object, names),
        place=claim.place and _argument(claim.place, names),
        context=claim.context and _argument(claim.context, names),
        speaker=claim.speaker and _argument(claim.speaker, names),
        relation=OPEN + "_".join(claim.relation[len(OPEN) :].split()) if claim.is_open else claim.relation,
        value=None if claim.value == "" else _value(claim.value),
        unit=claim.unit or None,
        qualifier=claim.qualifier or None,
        time=claim.time if claim.time != Interval() else None,
        attribution_cue=claim.attribution_cue or None,
        hedge_cue=claim.hedge_cue or None,
        also=tuple(sorted(set(claim.also) - {claim.sentence})),
        confidence=round(claim.confidence, DIGITS) + 0.0,
    )


def _argument(argument: Argument, names: dict[str, str]) -> Argument:
    entity = argument.entity or None
    text = argument.text or names.get(entity or "", "")
    start, end = (argument.start, argument.end) if argument.start >= 0 else (-1, -1)
    return Argument(text, entity, start, end)


def _value(value: Value | None) -> Value | None:
    return plain_decimal(value) if isinstance(value, Decimal) else value


def _set(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}))
