"""
The gate: a proposed claim enters when the text carries every part of it.

The order is that of the doubts: is the quotation there, are the arguments in it, does the ontology allow it, does a
word state it, and does it keep the denial, the hedge, the speaker, the figure and the time of its sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.model import OPEN, Argument, Claim, Interval, Span
from kg.text.dates import resolve
from kg.text.numbers import find_quantities

from .lemmas import common, lemmas, words
from .naming import RULE, argument
from .prompt import says, vocabulary
from .quoting import find
from .reasons import Reason, RefusedError
from .stating import in_quotation, stated

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.model import Article, Value
    from kg.terms import Figure
    from kg.text.numbers import Quantity

    from .naming import Names
    from .proposals import ProposedClaim
    from .stating import Stated

CONFIDENCE = 0.5
"""Of a claim of the ontology that a model proposed and the gate let in; provisional, see docs/second-reader.md."""
OPEN_CONFIDENCE = 0.4
_FREE = frozenset(
    {"be", "have", "do", "to", "of", "in", "on", "at", "by", "for", "with", "from", "as", "a", "an", "the"}
)


@dataclass(frozen=True, slots=True)
class Page:
    """
    What a proposal is held against.

    Args:
        article: The article.
        sentences: Its sentences.
        passage: The stretch that the model was shown.
        names: The article's names.
        domain: The ontology.
    """

    article: Article
    sentences: tuple[Span, ...]
    passage: Span
    names: Names
    domain: Domain


@dataclass(frozen=True, slots=True)
class Core:
    """
    A proposal whose quotation, arguments and relation hold; its qualifiers are not looked at yet.

    Args:
        quote: Where the quotation stands.
        where: From the first to the last argument.
    """

    quote: Span
    sentence: Span
    where: Span
    subject: Argument
    relation: str
    object: Argument | None = None
    value: Value | None = None
    quantity: Quantity | None = None


def core(proposal: ProposedClaim, page: Page) -> Core:
    """
    Find quotation, arguments and relation of a proposal.

    Raises:
        RefusedError: One of them does not hold.
    """
    text = page.article.text
    quote = find(proposal.quote, text, page.passage)
    if quote is None:
        raise RefusedError(Reason.QUOTATION)
    sentence = next((s for s in page.sentences if s.start <= quote.start and quote.end <= s.end), None)
    if sentence is None:
        raise RefusedError(Reason.SENTENCES)
    relation, turned = _relation(proposal.relation, quote.of(text), page.domain)
    given = (proposal.object, proposal.subject) if turned else (proposal.subject, proposal.object)
    if not given[0]:
        raise RefusedError(Reason.NOTHING)
    subject = argument(given[0], quote, page.names)
    found = Core(quote, sentence, quote, subject, relation)
    if relation in page.domain.figures or (not given[1] and proposal.value):
        found = _figure(found, proposal.value or given[1], page)
    elif given[1]:
        found = replace(found, object=argument(given[1], quote, page.names))
    else:
        raise RefusedError(Reason.NOTHING)
    _allowed(found, page)
    found = replace(found, where=_where(found, proposal.value or given[1], text))
    if found.object is not None:
        _in_their_roles(found, page)
    return found


def _relation(told: str, quote: str, domain: Domain) -> tuple[str, bool]:
    """Return the relation, and whether subject and object change places."""
    name = told.split("(", maxsplit=1)[0].strip().rstrip(":")
    if name in domain.relations or name in domain.figures:
        return name, False
    if name in domain.inverses:
        return domain.inverses[name], True
    label = name.casefold()
    labels = {t.label.casefold(): t.name for table in (domain.figures, domain.relations) for t in table.values()}
    if label in labels:
        return labels[label], False
    return OPEN + _verb(re.sub(r"^open\s*:?\s*", "", told, flags=re.IGNORECASE), quote), False


def _verb(told: str, quote: str) -> str:
    """Return an open relation's words as lemmas; each that means something stands in the quotation."""
    there = words(quote)
    made: list[str] = []
    for word in words(told.replace("_", " ")):
        form = next((c for w in there if (c := common(word, w))), None)
        if form is None and not lemmas(word) & _FREE:
            raise RefusedError(Reason.RELATION)
        if form is not None and not (lemmas(word) & {"have", "do", "the", "a", "an"} and made == []):
            made.append(form)
    if not any(word not in _FREE for word in made):
        raise RefusedError(Reason.RELATION)
    return "_".join(made)


def _figure(found: Core, told: str, page: Page) -> Core:
    text = page.article.text
    span = find(told, text, found.quote) if told else None
    figure = page.domain.figures.get(found.relation)
    if span is None:
        raise RefusedError(Reason.NUMBER)
    if figure and figure.datatype == "date":
        days = resolve(span.of(text), page.article.published)
        if days is None or not (days.start or days.end):
            raise RefusedError(Reason.NUMBER)
        return replace(found, value=days.start or days.end)
    quantity = next(
        (
            q
            for q in find_quantities(found.sentence.of(text))
            if found.sentence.start + q.figure_start < span.end and span.start < found.sentence.start + q.figure_end
        ),
        None,
    )
    if quantity is None or (figure and not _counts(quantity, figure)):
        raise RefusedError(Reason.NUMBER)
    return replace(found, value=quantity.value, quantity=quantity)


def _counts(quantity: Quantity, figure: Figure) -> bool:
    """Whether a quantity is of a figure's kind: a percentage, money, a rank, or one of its counted nouns."""
    if figure.datatype == "boolean":
        return False
    if figure.unit == "percent":
        return quantity.unit == "percent"
    if figure.unit and len(figure.unit) == 3 and figure.unit.isupper():  # noqa: PLR2004  # an ISO 4217 code
        return quantity.currency is not None
    if not figure.unit and not figure.unit_nouns:
        return quantity.unit == "position"
    told = f" {(quantity.head or quantity.unit or '').casefold()}"
    return any(told.endswith(f" {noun}") for noun in (*figure.unit_nouns, figure.unit or "-"))


def _allowed(found: Core, page: Page) -> None:
    """Hold a claim to the ontology: the classes of its arguments, and a word that states the relation."""
    domain = page.domain
    if found.object is not None and _same(found.subject, found.object):
        raise RefusedError(Reason.NOTHING)
    if found.relation.startswith(OPEN):
        return
    relation = domain.relations.get(found.relation)
    first = relation.domain if relation else domain.figures[found.relation].domain
    if not _fits(found.subject, first, page):
        raise RefusedError(Reason.TYPES)
    if relation and found.object and not _fits(found.object, relation.range, page):
        raise RefusedError(Reason.TYPES)
    if found.relation not in vocabulary(domain) or not says(found.quote.of(page.article.text), found.relation, domain):
        raise RefusedError(Reason.WORDS)


def _same(one: Argument, other: Argument) -> bool:
    return (one.entity is not None and one.entity == other.entity) or (one.start, one.end) == (other.start, other.end)


def _fits(filler: Argument, allowed: tuple[str, ...], page: Page) -> bool:
    """Whether an argument may stand there; a phrase only where anything may."""
    if filler.entity is None:
        return any(page.domain.classes[name].parents == () for name in allowed)
    return page.domain.fits(page.names.entities[filler.entity].type, allowed)


def _where(found: Core, figure: str, text: str) -> Span:
    spans = [Span(a.start, a.end) for a in (found.subject, found.object) if a is not None]
    if found.object is None and (at := find(figure, text, found.quote)):
        spans.append(at)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _in_their_roles(found: Core, page: Page) -> None:
    """
    Refuse arguments that stand the other way round: "Vale was sued by Harbour" as Vale suing.

    The agent stands before the patient, or behind "by". Only looked at where the ontology would allow both ways.
    """
    relation = page.domain.relations.get(found.relation)
    assert found.object is not None
    if relation and (relation.symmetric or not _both_ways(found, page)):
        return
    by = bool(relation and relation.label.endswith(" by")) or found.relation.endswith("_by")
    agent, patient = (found.object, found.subject) if by else (found.subject, found.object)
    text = page.article.text
    if agent.start < patient.start:
        passive = re.search(r"\bby\b(?:\s+\w+){0,2}\s*$", text[agent.end : patient.start])
        if passive and not found.relation.startswith(OPEN):
            raise RefusedError(Reason.ROLES)
    elif not re.search(r"\b(?:by|of|from|to|with|whom|which|that)\b", text[patient.end : agent.start]):
        raise RefusedError(Reason.ROLES)


def _both_ways(found: Core, page: Page) -> bool:
    relation = page.domain.relations[found.relation]
    assert found.object is not None
    return _fits(found.object, relation.domain, page) and _fits(found.subject, relation.range, page)


def qualified(found: Core, proposal: ProposedClaim, page: Page) -> Claim:
    """
    Make the claim, if the proposal keeps what its sentence says beside the arguments.

    Raises:
        RefusedError: A denial, hedge, speaker or time is left out or added.
    """
    text, base = page.article.text, found.sentence.start
    own = words(found.relation[len(OPEN) :].replace("_", " ")) if found.relation.startswith(OPEN) else ()
    own = own or sorted(vocabulary(page.domain)[found.relation])
    said = stated(found.sentence.of(text), Span(found.where.start - base, found.where.end - base), own)
    if (proposal.polarity == "negative") != bool(said.negations):
        raise RefusedError(Reason.NEGATION_LOST if said.negations else Reason.NEGATION_ADDED)
    _hedged(proposal, said)
    speaker = _speaker(found, proposal, said, page)
    time = _time(found, proposal, page)
    value = found.value
    open_ = found.relation.startswith(OPEN)
    return Claim(
        article=page.article.id,
        subject=found.subject,
        relation=found.relation,
        sentence=found.sentence,
        object=found.object,
        value=value,
        unit=_unit(found, page.domain),
        comparator=found.quantity.comparator if found.quantity else None,
        time=time,
        speaker=speaker,
        attribution_cue=said.attributions[0] if speaker and said.attributions else None,
        modality=proposal.modality,  # type: ignore[arg-type]  # checked when the reply was read
        hedge_cue=said.hedge(proposal.modality),
        polarity=proposal.polarity,  # type: ignore[arg-type]
        confidence=OPEN_CONFIDENCE if open_ else CONFIDENCE,
        rule=RULE,
        second="proposed",
    )


def _hedged(proposal: ProposedClaim, said: Stated) -> None:
    given = {modality for modality, _ in said.hedges}
    if proposal.modality == "asserted" and given:
        raise RefusedError(Reason.HEDGE_LOST)
    if proposal.modality != "asserted" and proposal.modality not in given:
        raise RefusedError(Reason.HEDGE_ADDED)


def _speaker(found: Core, proposal: ProposedClaim, said: Stated, page: Page) -> Argument | None:
    text = page.article.text
    quoted = in_quotation(text, found.where.start)
    if not proposal.speaker:
        if said.voiced or quoted:
            raise RefusedError(Reason.SPEAKER_LOST)
        return None
    if not (said.attributions or quoted):
        raise RefusedError(Reason.SPEAKER_ADDED)
    around = found.sentence
    if quoted and find(proposal.speaker, text, around) is None:
        start = text.rfind("\n", 0, around.start) + 1
        end = text.find("\n", around.end)
        around = Span(start, end if end >= 0 else len(text))
    try:
        return argument(proposal.speaker, around, page.names)
    except RefusedError:
        raise RefusedError(Reason.SPEAKER_ADDED) from None


def _time(found: Core, proposal: ProposedClaim, page: Page) -> Interval | None:
    if not proposal.time:
        return None
    span = find(proposal.time, page.article.text, found.sentence)
    if span is None:
        raise RefusedError(Reason.TIME)
    tense = "future" if proposal.modality == "planned" else "past"
    told = span.of(page.article.text)
    days = resolve(told, page.article.published, tense)  # type: ignore[arg-type]
    if days is None:
        raise RefusedError(Reason.TIME)
    return days


def _unit(found: Core, domain: Domain) -> str | None:
    if found.quantity is None:
        return None
    figure = domain.figures.get(found.relation)
    named = figure.unit if figure and figure.unit and not found.quantity.currency else None
    return found.quantity.currency or named or found.quantity.unit


def same_value(one: Value | None, other: Value | None) -> bool:
    """
    Whether two values are one.

    >>> from decimal import Decimal
    >>> same_value(Decimal("2.0"), 2), same_value(date(2031, 5, 1), "2031")
    (True, False)
    """
    if isinstance(one, date | str) or isinstance(other, date | str):
        return type(one) is type(other) and one == other
    return one == other
