"""
Claims: clauses read through the mapping rows, figures by their counted noun, and open claims for the rest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ingest.parsing.surrogate import is_rank
from kg.model import Argument, Claim
from kg.text.cues import attribution_verb
from kg.text.nouns import singular

from .confidence import confidence
from .nominals import told_by_nouns
from .open_claims import Found, is_same, open_claims
from .phrases import phrases
from .times import dated
from .traits import of_clause
from .wordings import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.model import Article, Interval, Span

    from .clauses import Clause
    from .mapping import ClauseRow, Rows
    from .phrases import Phrase, Reach

NO_FIGURE = frozenset({"subject", "on", "from", "in", "for", "against", "among", "between", "about"})
"""Slots whose figures are of other things: "drew on 42 recordings"."""
SEEING = frozenset({"find", "show", "note", "mention", "quote", "cite"})
"""Verbs of those who tell of the figures of others: "the report found 300 followers"."""
PARTITIVE = frozenset({"the", "its", "his", "her", "their", "these", "those", "them", "all"})
PLACING = frozenset({"find", "put", "estimate"})
"""Verbs whose subject says where something stands: "Halden's critic found it at No. 3"."""
REPORTING = frozenset({"report", "announce", "claim", "disclose", "declare"})
"""Verbs with which someone tells a figure of its own."""
WHERE = frozenset({"in", "across", "within", "at", "near", "outside", "throughout"})


Told = tuple[Claim, tuple[str, ...]]
"""A claim and its traits."""


def read_claims(reach: Reach, clauses: Sequence[Clause], article: Article, rows: Rows) -> tuple[Claim, ...]:
    """
    Turn clauses and noun patterns into claims.

    Returns:
        The claims in the order of their sentences, each once.
    """
    made = [replace(c, confidence=round(confidence(traits), 2)) for c, traits in told(reach, clauses, article, rows)]
    unique = {c.id: c for c in sorted(made, key=lambda c: (c.sentence, c.relation, c.confidence))}
    return tuple(sorted(unique.values(), key=lambda c: (c.sentence, c.relation, c.id)))


def told(reach: Reach, clauses: Sequence[Clause], article: Article, rows: Rows) -> Iterator[Told]:
    """Yield each claim with its traits, from which its confidence is told; one claim may come twice."""
    made = [c for clause in dated(clauses, article.published) for c in _of_clause(reach, clause, article, rows)]
    made += told_by_nouns(reach, article, rows, stated={_pair(c) for c, _ in made})
    yield from ((c, traits) for c, traits in made if not _is_headline(article, c.sentence))


def _is_headline(article: Article, sentence: Span) -> bool:
    """Whether a sentence only repeats the article's title, in the clipped grammar of headlines."""
    return " ".join(article.text[sentence.start : sentence.end].split()).rstrip(".") == " ".join(
        article.title.split()
    ).rstrip(".")


def _pair(claim: Claim) -> tuple[str | None, str | None, int]:
    return claim.subject.entity, claim.object.entity if claim.object else None, claim.sentence.start


def _of_clause(reach: Reach, clause: Clause, article: Article, rows: Rows) -> Iterator[Told]:
    mapped = [f for row in rows.by_verb.get(clause.lemma, ()) for f in _apply(reach, clause, row)]
    mapped += _figures(reach, clause, taken={(f.subject.token, f.quantity.token) for f in mapped if f.quantity})
    covered = _covered(clause, mapped, rows)
    for found in mapped:
        yield _claim(reach, clause, article, found)
    for found in open_claims(reach, clause, covered, mapped=bool(mapped)):
        claim, traits = _claim(reach, clause, article, found)
        yield worded(reach, claim, found.subject, found.object, rows), traits


def _covered(clause: Clause, mapped: Sequence[Found], rows: Rows) -> set[int]:
    """Return the tokens that a mapped claim already speaks of, so that no open claim repeats it."""
    terms = {f.term for f in mapped}
    nouns = {n for row in rows.by_verb.get(clause.lemma, ()) if row.term in terms for n in row.nouns}
    told = {p.token for f in mapped for p in (f.subject, f.object, f.quantity, f.context) if p}
    return told | {p.token for _, p in clause.slots if p.head in nouns}


# ------------------------------------------------------------------ mapped


def _apply(reach: Reach, clause: Clause, row: ClauseRow) -> Iterator[Found]:
    if not row.suits(clause):
        return
    context = next((p for p in clause.first(row.context) if reach.fits(p, row.context_types, phrases=True)), None)
    if row.context_types and row.context and context is None:
        return
    for subject in clause.first(row.subject):
        if reach.fits(subject, row.subject_types, phrases=row.subject_phrase, counted=not row.kind):
            yield from _complete(reach, clause, row, subject, context)


def _complete(reach: Reach, clause: Clause, row: ClauseRow, subject: Phrase, context: Phrase | None) -> Iterator[Found]:
    if row.value in ("true", "false"):
        yield Found(subject, row.term, row.name, value=row.value == "true")
    elif row.value == "time":
        if clause.when.phrases and clause.when.own and clause.time and (clause.time.start or clause.time.end):
            yield Found(subject, row.term, row.name, value="time")
    elif row.kind:
        for phrase in clause.first(row.object):
            if _is_figure(phrase, row):
                counted = [p for p in counted_of(reach, phrase) if reach.fits(p, row.subject_types)]
                yield Found((counted or [subject])[0], row.term, row.name, quantity=phrase, context=context)
    else:
        for phrase in clause.first(row.object):
            other = not is_same(subject, phrase) and phrase.token != subject.token
            other = other and (phrase.entity is not None or row.phrase or _says_enough(phrase, row))
            if other and reach.fits(phrase, row.object_types, phrases=row.phrase):
                yield Found(subject, row.term, row.name, object=phrase, context=context, able=row.able)


def _says_enough(phrase: Phrase, row: ClauseRow) -> bool:
    """Whether unnamed words may end a claim: a bare noun only as the one who acts, "a firm built X"."""
    return " " in phrase.text or (bool(row.object_types) and "subject" in row.object)


def _is_figure(phrase: Phrase, row: ClauseRow) -> bool:
    quantity = phrase.quantity
    if quantity is None or (row.equals is not None and quantity.value != row.equals):
        return False
    if row.per and quantity.per != row.per:
        return False
    kind = (
        "rank"
        if is_rank(quantity)
        else "percent"
        if quantity.unit == "percent"
        else "money"
        if quantity.currency
        else "count"
    )
    return kind == row.kind


# ------------------------------------------------------------------ figures by their counted noun


def _figures(reach: Reach, clause: Clause, taken: set[tuple[int, int]]) -> Iterator[Found]:
    """Read "X attracted 200,000 monthly listeners": the counted noun names the figure, whatever the verb."""
    acting = clause.get("subject")
    for slot, phrase in clause.slots:
        if phrase.quantity is None or slot in NO_FIGURE or (slot == "object" and not acting):
            continue
        counted = list(counted_of(reach, phrase))
        if _is_some(reach, clause, phrase) or (counted and any(t == phrase.token for _, t in taken)):
            continue
        for subject in [*counted, *(acting or clause.get("object"))]:
            if subject.token == phrase.token or (subject.token, phrase.token) in taken:
                continue
            if clause.lemma in SEEING and (subject.entity is None or clause.lemma == "find"):
                continue
            if term := _figure_of(reach, phrase, subject):
                yield Found(subject, term, "figure", quantity=phrase)
                if subject not in acting:
                    break


def counted_of(reach: Reach, phrase: Phrase) -> Iterator[Phrase]:
    """Yield what a figure is of, where its noun says so: "sold 9,000 copies of it", "two million plays of the song"."""
    for child in reach.doc[phrase.token].children:
        for noun in child.children if child.dep_ == "prep" and child.lower_ == "of" else ():
            if noun.dep_ == "pobj":
                yield from (p for p in phrases(reach, noun) if p.entity)


def _is_some(reach: Reach, clause: Clause, phrase: Phrase) -> bool:
    """Whether a figure counts some of many and says not how many there are: "three of the songs", "42 it made"."""
    assert phrase.quantity is not None
    behind = reach.parsed.text[phrase.quantity.end : phrase.quantity.end + 8].lower().split()[:2]
    if behind[:1] == ["of"] and behind[1:] and behind[1] in PARTITIVE:
        return True
    token = reach.doc[phrase.token]
    definite = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
    return not definite and reach.doc[clause.verb].dep_ == "relcl" and reach.doc[clause.verb].head.i == token.i


def _figure_of(reach: Reach, phrase: Phrase, subject: Phrase) -> str | None:
    counted = _counted(reach, phrase).lower()
    best: tuple[int, str] | None = None
    for name, figure in reach.domain.figures.items():
        if not reach.fits(subject, figure.domain):
            continue
        for noun in figure.unit_nouns:
            if counted == noun or counted.endswith(f" {noun}"):
                best = max(best or (0, ""), (len(noun), name))
    return best[1] if best else None


def _counted(reach: Reach, phrase: Phrase) -> str:
    """Return the counted noun as written, without its number and prepositional parts: "monthly listeners"."""
    quantity = phrase.quantity
    if quantity is None:
        return phrase.text
    head = reach.parsed.units[phrase.token]
    words = reach.parsed.text[quantity.end : head.end].strip() if head.end > quantity.end else ""
    return words.removeprefix("of ").strip(" -") or (quantity.unit or "")


# ------------------------------------------------------------------ assembling


def _claim(reach: Reach, clause: Clause, article: Article, found: Found) -> Told:
    traits = of_clause(reach, clause, found.rule, found.subject, found.object or found.quantity, found.slot)
    quantity = found.quantity.quantity if found.quantity else None
    value: object = quantity.value if quantity else found.value
    clause = _able(_own_report(clause, found), found)
    time = _time_of(reach, clause, found.quantity) if quantity else clause.time
    if found.value == "time":
        value = day_of(time) if time else None
    claim = Claim(
        article=article.id,
        subject=_argument(reach, found.subject, strip_number=found.quantity is found.subject),
        relation=found.term,
        sentence=clause.sentence,
        object=_argument(reach, found.object) if found.object else None,
        value=value,  # type: ignore[arg-type]
        unit=_unit(reach, found) if quantity else None,
        comparator=quantity.comparator if quantity else None,
        place=_place(reach, clause, found),
        qualifier=_qualifier(reach, found) if quantity else None,
        context=_argument(reach, found.context) if found.context else None,
        time=time,
        speaker=_argument(reach, clause.speaker) if clause.speaker else None,
        attribution_cue=clause.attribution_cue if clause.speaker else None,
        modality=clause.modality,
        hedge_cue=clause.hedge_cue,
        polarity="negative" if clause.negated and not (found.object and found.object.contrast) else "positive",
        also=_further(found, clause.sentence),
        rule=found.rule,
    )
    return claim, traits


def _time_of(reach: Reach, clause: Clause, figure: Phrase | None) -> Interval | None:
    """Return the time of one of several figures: "rose to $3 million in 2024 from $2 million in 2023"."""
    figures = sorted({p.token for _, p in clause.slots if p.quantity is not None})
    if figure is None or len(figures) < 2 or not clause.times:  # noqa: PLR2004
        return clause.time
    owner = {at: max((f for f in figures if f < at), default=-1) for at, _ in clause.times}
    own = [days for at, days in clause.times if owner[at] == figure.token]
    if own:
        return own[0]
    common = [days for at, days in clause.times if owner[at] < 0]
    if common:
        return common[0]
    return None if any(_is_former(reach, owner[at]) for at, _ in clause.times) else clause.time


def _is_former(reach: Reach, figure: int) -> bool:
    """Whether a figure is the one compared with: "from 10 percent", "than the 3 million of 2023"."""
    above = reach.doc[figure].head
    return above.lower_ in ("from", "than", "against", "with") and above.dep_ == "prep"


def _able(clause: Clause, found: Found) -> Clause:
    """Let "can" hedge nothing where the relation tells of what can be done: "the song can be heard on Halden"."""
    can = found.able and clause.modality == "possible" and clause.hedge_cue in ("can", "ca")
    return replace(clause, modality="asserted", hedge_cue=None) if can else clause


def day_of(time: Interval) -> date | str | None:
    """
    Return the day that an interval is; of a longer one the month, the year or ``first..last``.

    >>> from datetime import date
    >>> from kg.model import Interval
    >>> day_of(Interval(date(2025, 7, 1), date(2025, 7, 31))), day_of(Interval(date(2025, 7, 8), date(2025, 7, 8)))
    ('2025-07', datetime.date(2025, 7, 8))
    """
    start, end = time.start, time.end
    if start is None or end is None or start == end:
        return start or end
    opens, closes = start.day == 1, (end + timedelta(days=1)).day == 1
    if opens and closes and start.year == end.year:
        if start.month == end.month:
            return f"{start:%Y-%m}"
        if (start.month, end.month) == (1, 12):
            return f"{start:%Y}"
    return f"{start}..{end}"


def _own_report(clause: Clause, found: Found) -> Clause:
    """Let who reports a figure of its own be its speaker: "the company reported 2 million subscribers"."""
    kind = attribution_verb(clause.lemma)
    finder = next((p for p in clause.get("subject") if p.entity), None)
    if clause.lemma in PLACING and finder and found.subject in clause.get("object") and clause.speaker is None:
        return replace(clause, speaker=finder, attribution_cue=clause.verb_text)
    if kind is None or found.quantity is None or clause.passive:
        return clause
    if kind == "possible" and clause.modality == "asserted":  # "the city expects 6 million visitors"
        return replace(clause, modality=kind, hedge_cue=clause.verb_text)
    if clause.lemma not in REPORTING or clause.speaker is not None:
        return clause
    modality = kind if clause.modality == "asserted" else clause.modality
    return replace(clause, speaker=found.subject, attribution_cue=clause.verb_text, modality=modality)


def _unit(reach: Reach, found: Found) -> str | None:
    assert found.quantity is not None
    quantity = found.quantity.quantity
    assert quantity is not None
    if quantity.unit in ("percent", "position", "share") or quantity.currency:
        return quantity.currency or quantity.unit
    figure = reach.domain.figures.get(found.term)
    counted = _counted(reach, found.quantity)
    if figure is None or not figure.unit:
        return counted or quantity.unit
    told = next((n for n in sorted(figure.unit_nouns, key=len, reverse=True) if counted.lower().endswith(n)), "")
    return told if told and singular(told) != singular(figure.unit) else figure.unit


def _qualifier(reach: Reach, found: Found) -> str | None:
    """Return what stands between a figure and its noun: "official U.S." in "1 million official U.S. streams"."""
    assert found.quantity is not None
    unit = (_unit(reach, found) or "").lower()
    counted = _counted(reach, found.quantity)
    words = counted[: len(counted) - len(unit)].strip() if unit and counted.lower().endswith(unit) else ""
    quantity = found.quantity.quantity
    rate = quantity is not None and quantity.currency and quantity.per
    return words or (f"per {rate}" if rate else None)


def _argument(reach: Reach, phrase: Phrase, *, strip_number: bool = False) -> Argument:
    if strip_number and phrase.entity is None and (noun := _counted(reach, phrase)):
        return Argument(noun, None, phrase.start, phrase.end)
    return Argument(phrase.text, phrase.entity, phrase.start, phrase.end)


def _place(reach: Reach, clause: Clause, found: Found) -> Argument | None:
    used = {p.token for p in (found.subject, found.object, found.context) if p}
    for slot, phrase in clause.slots:
        if phrase.token not in used and _is_where(reach, slot.removeprefix("object:"), phrase):
            return _argument(reach, phrase)
    return _place_within(reach, found.quantity) if found.quantity else None


def _is_where(reach: Reach, slot: str, phrase: Phrase) -> bool:
    """Whether a part of a clause tells where it happened: "in Norland", "at the Dome"."""
    return (
        slot in WHERE and phrase.entity is not None and reach.domain.core(reach.entities[phrase.entity].type) == "Place"
    )


def _place_within(reach: Reach, phrase: Phrase) -> Argument | None:
    """Return the place inside a counted phrase: "U.S. streams"."""
    for unit in reach.parsed.units[max(0, phrase.token - 4) : phrase.token]:
        for mention in unit.mentions if unit.start >= phrase.start else ():
            if reach.domain.core(reach.entities[mention.entity].type) == "Place":
                return Argument(reach.entities[mention.entity].name, mention.entity, mention.start, mention.end)
    return None


def _further(found: Found, sentence: Span) -> tuple[Span, ...]:
    spans = {p.also for p in (found.subject, found.object, found.context) if p and p.also}
    return tuple(sorted(spans - {sentence}))
