"""
The gate: a proposed claim enters when the text carries every part of it.

The order is that of the doubts: is the quotation there, are the arguments in it, does a word state the relation, does
the ontology allow it, and does it keep the denial, the hedge, the speaker, the figure and the time of its sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.model import OPEN, Argument, Claim, Interval, Span
from kg.text.dates import resolve
from kg.text.names import word_set

from .figuring import unit, with_figure
from .holding import allowed, in_their_roles
from .naming import RULE, argument
from .pages import Core
from .quoting import find
from .reasons import Reason, RefusedError
from .scene import scene_of
from .stating import stated
from .voices import quotation, speaks, voices
from .wording import open_verb, stating

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.model import Value

    from .pages import Page
    from .proposals import ProposedClaim
    from .scene import Word
    from .stating import Stated

CONFIDENCE = 0.5
"""Of a claim of the ontology that a model proposed and the gate let in; provisional, see docs/second-reader.md."""
OPEN_CONFIDENCE = 0.4
_TIME_WORDS = word_set("in on at by since during until from the a an of early late mid last this next again back just")
"""What may stand in a segment that only tells a time: ", in early May 2031,"."""


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
    relation, exchanged = _relation(proposal.relation, page.domain)
    given = (proposal.object, proposal.subject) if exchanged else (proposal.subject, proposal.object)
    if not given[0] or not (given[1] or proposal.value):
        raise RefusedError(Reason.NOTHING)
    found = Core(quote, sentence, quote, argument(given[0], quote, page.names), relation)
    figure = proposal.value or given[1]
    if relation in page.domain.figures or not given[1]:
        found = with_figure(found, figure, page)
    else:
        found = replace(found, object=argument(given[1], quote, page.names))
    found = _worded(replace(found, where=_where(found, figure, text)), proposal.relation, page)
    allowed(found, page)
    in_their_roles(found, page)
    return found


def _relation(told: str, domain: Domain) -> tuple[str, bool]:
    """Return the relation, ``open:`` when the ontology has none, and whether subject and object change places."""
    name = told.split("(", maxsplit=1)[0].strip().rstrip(":")
    if any(name in table and not table[name].deprecated for table in (domain.relations, domain.figures)):
        return name, False
    if name in domain.inverses:
        return domain.inverses[name], True
    tables = (domain.figures, domain.relations)
    labels = {t.label.casefold(): t.name for table in tables for t in table.values() if not t.deprecated}
    return labels.get(name.casefold(), OPEN), False


def _where(found: Core, figure: str, text: str) -> Span:
    spans = [Span(a.start, a.end) for a in found.arguments()]
    if found.object is None and (at := find(figure, text, found.quote)):
        spans.append(at)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _worded(found: Core, told: str, page: Page) -> Core:
    """
    Find the words that state the relation: in the quotation, and in the segments from the first to the last argument.

    Raises:
        RefusedError: There are none.
    """
    base, scene = found.sentence.start, found.scene(page)
    near = [scene.words[i] for i in scene.near() if not _in_name(scene.words[i], found)]
    if found.object is not None:
        near = [w for w in near if found.quote.start <= base + w.start < found.quote.end]
    if not found.relation.startswith(OPEN):
        said = stating([w.text for w in near], found.relation, page.domain)
        if not said:
            raise RefusedError(Reason.WORDS)
        return replace(found, said=said)
    spoken = re.sub(r"^open\s*:?\s*", "", told, flags=re.IGNORECASE)
    verb, said = open_verb(spoken, [w.text for w in near if w.start == 0 or not w.text[0].isupper()])
    if not verb:
        raise RefusedError(Reason.RELATION)
    return replace(found, relation=OPEN + verb, said=said)


def _in_name(word: Word, found: Core) -> bool:
    at = found.sentence.start + word.start
    return any(a.entity is not None and a.start <= at < a.end for a in found.arguments())


def qualified(found: Core, proposal: ProposedClaim, page: Page) -> Claim:
    """
    Make the claim, if the proposal keeps what its sentence says beside the arguments.

    Raises:
        RefusedError: A denial, hedge, speaker or time is left out or added.
    """
    base = found.sentence.start
    region = Span(found.where.start - base, found.where.end - base)
    said = stated(found.sentence.of(page.article.text), region, found.said)
    if proposal.polarity == "positive" and said.negations:
        raise RefusedError(Reason.NEGATION_LOST)
    if proposal.polarity == "negative" and not said.denied:
        raise RefusedError(Reason.NEGATION_ADDED)
    _hedged(proposal, said)
    speaker, cue = _speaker(found, proposal, said, page)
    return Claim(
        article=page.article.id,
        subject=found.subject,
        relation=found.relation,
        sentence=found.sentence,
        object=found.object,
        value=found.value,
        unit=unit(found, page.domain),
        comparator=found.quantity.comparator if found.quantity else None,
        time=_time(found, proposal, said, page),
        speaker=speaker,
        attribution_cue=cue,
        modality=proposal.modality,  # type: ignore[arg-type]  # checked when the reply was read
        hedge_cue=said.hedge(proposal.modality),
        polarity=proposal.polarity,  # type: ignore[arg-type]
        confidence=OPEN_CONFIDENCE if found.relation.startswith(OPEN) else CONFIDENCE,
        rule=RULE,
        second="proposed",
    )


def _hedged(proposal: ProposedClaim, said: Stated) -> None:
    given = {modality for modality, _ in said.hedges}
    if proposal.modality == "asserted" and given:
        raise RefusedError(Reason.HEDGE_LOST)
    if proposal.modality != "asserted" and proposal.modality not in given:
        raise RefusedError(Reason.HEDGE_ADDED)


def _speaker(found: Core, proposal: ProposedClaim, said: Stated, page: Page) -> tuple[Argument | None, str | None]:
    """Return who says it and the words that attribute; both ``None`` when the article itself does."""
    quoted = _quoted(found, page)
    if not proposal.speaker:
        if said.voiced or quoted:
            raise RefusedError(Reason.SPEAKER_LOST)
        return None, None
    if not (said.voices or said.voiced or quoted):
        raise RefusedError(Reason.SPEAKER_ADDED)
    for sentence in _around(found.sentence, quoted, page):
        if speaking := _speaking(proposal.speaker, sentence, found, said if sentence == found.sentence else None, page):
            return speaking
    raise RefusedError(Reason.SPEAKER_OTHER)


def _quoted(found: Core, page: Page) -> Span | None:
    """Return the quotation that says it: around the first argument or the words of the relation, and no title."""
    text, base, scene = page.article.text, found.sentence.start, found.scene(page)
    places = [base + scene.words[i].start for i in scene.near() if scene.words[i].text in found.said]
    for at in (found.where.start, *places):
        span = quotation(text, at)
        if span and not any(m.start <= span.start and span.end <= m.end for m in page.names.meeting(span)):
            return span
    return None


def _around(sentence: Span, quoted: Span | None, page: Page) -> list[Span]:
    """Return where the speaker may be named: the sentence, and those that a quotation begins and ends in."""
    if quoted is None:
        return [sentence]
    touched = [s for s in page.sentences if s.start <= quoted.end + 1 and quoted.start - 1 <= s.end]
    return [sentence, *(s for s in touched if s != sentence)]


def _speaking(
    words: str, sentence: Span, found: Core, said: Stated | None, page: Page
) -> tuple[Argument, str | None] | None:
    """Return the speaker and the words that attribute, where those are the speaker's in this sentence."""
    text, base = page.article.text, sentence.start
    try:
        speaker = argument(words, sentence, page.names)
    except RefusedError:
        return None
    region = Span(found.where.start - base, found.where.end - base)
    scene = said.scene if said else scene_of(sentence.of(text), Span(len(sentence.of(text)), len(text)), ())
    place = Span(speaker.start - base, speaker.end - base)
    mentions = [Span(m.start - base, m.end - base) for m in page.names.meeting(sentence)]
    for voice in said.voices if said else voices(scene):
        if quotation(text, base + voice.start) is None and speaks(place, scene, voice, mentions):
            return speaker, voice.text
    heads = said is not None and place.end <= region.start and sentence.of(text)[place.end :].lstrip().startswith(":")
    return (speaker, ":") if heads else None


def _time(found: Core, proposal: ProposedClaim, said: Stated, page: Page) -> Interval | None:
    if not proposal.time:
        return None
    span = find(proposal.time, page.article.text, found.sentence)
    if span is None or not _beside(span, found, said):
        raise RefusedError(Reason.TIME)
    tense = "future" if proposal.modality == "planned" else "past"
    days = resolve(span.of(page.article.text), page.article.published, tense)  # type: ignore[arg-type]
    if days is None:
        raise RefusedError(Reason.TIME)
    return days


def _beside(time: Span, found: Core, said: Stated) -> bool:
    """Whether a time is the claim's: in its segments, or in one that tells little else."""
    base, scene = found.sentence.start, said.scene
    segments = {w.segment for w in scene.words if time.start <= base + w.start < time.end}
    rest = [i for s in segments for i in scene.part(s) if not time.start <= base + scene.words[i].start < time.end]
    only = all(scene.low(i) in _TIME_WORDS or not scene.low(i).isalnum() for i in rest)
    return all(scene.first <= s <= scene.last for s in segments) or only


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
