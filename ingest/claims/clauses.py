"""
Clauses: who does what to whom in one verb's reach, with its negation, hedge, speaker and time.

A clause is read off the surrogate parse. Voice is normalised (``subject`` is the logical agent, ``object`` the
logical patient), subjects are inherited by conjoined verbs, infinitives, participles and relatives, and what governs
a clause ("plans to", "denied that", "according to") becomes one of its qualifiers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.parsing.quotations import find_quotations

from .attribution import attribution, is_somebody, is_unknown, quoted_speaker
from .hedges import qualify
from .negation import denied_by
from .phrases import Phrase, Reach, clause_phrase, is_question, phrases, text_phrase, within_question
from .prepositions import prepositional
from .subjects import agents, is_means, subjects
from .times import NEVER, When, read_times
from .verbs import (
    MODAL_ADJECTIVES,
    base_form,
    governs,
    is_clause_head,
    is_echo,
    is_existential,
    is_infinitive,
    is_passive,
    with_particle,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from ingest.parsing.quotations import Quotation
    from kg.model import Interval, Modality, Span


GOING = frozenset(
    {
        "come",
        "go",
        "arrive",
        "fall",
        "rise",
        "sit",
        "stand",
        "die",
        "live",
        "work",
        "travel",
        "appear",
        "return",
        "stay",
    }
    | {"run", "walk", "sing", "perform", "speak", "wait", "retire", "resign", "sleep", "laugh", "smile", "cry"}
)
"""Verbs that take no object: "came and saw the house" tells of one object."""
GOING_ON = frozenset(
    {"have", "be", "need", "plan", "intend", "refuse", "decline", "fail", "continue", "begin", "start"}
)
"""Verbs whose infinitive is what is told of their subject."""
WHEN = frozenset({"after", "before", "by", "without", "while", "since", "upon", "besides", "when"})
"""Words that lead a clause of its own, which tells nothing of what the verb is about."""
NEAR = 1
"""Over how many sentences "she added" looks back for who spoke."""
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "oneself"})
GAPS = frozenset({"dobj", "obj", "attr", "acomp", "oprd", "ccomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Clause:
    """
    One verb with its arguments and qualifiers.

    Args:
        verb: Index of the verb's token.
        lemma: Lemma of the verb, with its particle (``take_down``); ``be`` for a copula.
        passive: Whether the text used the passive; the slots are the same either way.
        slots: ``(slot, phrase)`` pairs: ``subject``, ``object``, ``complement``, ``indirect``, or a preposition;
            ``object:PREP`` for a preposition that hangs on the object.
        sentence: Span of its sentence.
        governs: Whether the verb only introduces another clause ("plans to", "said that").
        verb_text: The verb as it stands, in lower case.
        dependent: Whether it only describes a noun or tells an aim ("the boat rescued on Friday", "to be rescued").
        when: Its time phrases.
        time: What they mean, once the day of publication is known.
        times: Where each of its own time phrases stands, and the days it means.
        told: Whether the text tells it, rather than asks, or only says which one of many is meant.
        exists: Whether it only says that its subject is there ("there is a dispute").
        gap: Whether it has an object that refers to nothing known ("accused them").
    """

    verb: int
    lemma: str
    passive: bool
    slots: tuple[tuple[str, Phrase], ...]
    sentence: Span
    negated: bool = False
    modality: Modality = "asserted"
    hedge_cue: str | None = None
    speaker: Phrase | None = None
    attribution_cue: str | None = None
    when: When = NEVER
    time: Interval | None = None
    times: tuple[tuple[int, Interval], ...] = ()
    adverbs: tuple[str, ...] = ()
    governs: bool = False
    verb_text: str = ""
    gap: bool = False
    dependent: bool = False
    exists: bool = False
    told: bool = True

    def first(self, slots: Sequence[str]) -> list[Phrase]:
        """Return what fills the first of the slots that is filled."""
        return next((found for slot in slots if (found := self.get(slot))), [])

    def get(self, slot: str) -> list[Phrase]:
        """Return what fills the slot, in the order of the text."""
        return [phrase for name, phrase in self.slots if name == slot]


def read_clauses(reach: Reach) -> list[Clause]:
    """
    Read the clauses of a parse, in the order of their verbs.

    Args:
        reach: The parse with its links from tokens to entities.
    """
    verbs = [t for t in reach.doc if is_clause_head(t)]
    times = read_times(reach, verbs)
    quotations = find_quotations(reach.parsed)
    made = {verb.i: _clause(reach, verb, times.get(verb.i, NEVER), quotations) for verb in verbs}
    for verb in verbs:
        if is_echo(verb) and (said := made.get(verb.head.i)) is not None:
            made[verb.i] = _echoed(made[verb.i], said)
    return _with_speakers(reach, list(made.values()))


def _with_speakers(reach: Reach, clauses: list[Clause]) -> list[Clause]:
    """Let "she added" be the person who spoke last, at most one sentence before; nobody where there is none."""
    order = {s.start: n for n, s in enumerate(reach.parsed.sentences)}
    out: list[Clause] = []
    one: tuple[int, Phrase] | None = None
    group: tuple[int, Phrase] | None = None
    for clause in clauses:
        here = order.get(clause.sentence.start, 0)
        if is_unknown(clause.speaker):
            last = group if clause.speaker is not None and clause.speaker.text == "they" else one
            known = last[1] if last is not None and here - last[0] <= NEAR else None
            clause = replace(clause, speaker=known, attribution_cue=clause.attribution_cue if known else None)  # noqa: PLW2901
        if clause.speaker is not None and is_somebody(reach, clause.speaker):
            one = here, clause.speaker
        if clause.speaker is not None and is_somebody(reach, clause.speaker, several=True):
            group = here, clause.speaker
        out.append(clause)
    return out


def _echoed(clause: Clause, said: Clause) -> Clause:
    """Return what "so does X", "as are X and Y" leave out: the clause before, told of another subject."""
    who = "object" if said.passive else "subject"
    own = [("object" if said.passive else "subject", p) for p in clause.get("subject")]
    rest = [(slot, p) for slot, p in said.slots if slot != who]
    return replace(said, verb=clause.verb, slots=(*own, *rest), when=clause.when) if own else clause


def _clause(reach: Reach, verb: Token, when: When, quotations: Sequence[Quotation]) -> Clause:
    passive = is_passive(verb)
    slots = _between(_unmirrored(reach, list(_slots(reach, verb, passive=passive))))
    negated, modality, hedge = qualify(verb)
    speaker, cue, said = attribution(reach, verb)
    if denies := denied_by(verb):
        negated = not negated
        speaker, cue = speaker or next(iter(subjects(reach, denies)), None), cue or denies.text
    if speaker is None and (speaker := quoted_speaker(reach, quotations, verb)) is not None:
        cue = "quoted"
    if modality == "asserted" and said is not None and said != "asserted":
        modality, hedge = said, cue
    return Clause(
        verb=verb.i,
        lemma=with_particle(verb, base_form(verb)),
        passive=passive,
        slots=tuple(slots),
        sentence=reach.parsed.sentence_of(reach.parsed.units[verb.i].start),
        negated=negated,
        modality=modality,
        hedge_cue=hedge,
        speaker=speaker,
        attribution_cue=cue,
        when=when,
        adverbs=tuple(c.lower_ for c in verb.children if c.dep_ == "advmod"),
        verb_text=with_particle(verb, verb.lower_),
        gap=not is_existential(verb) and _has_gap(slots, verb, passive=passive),
        dependent=verb.dep_ == "acl" or (is_infinitive(verb) and not _goes_on(verb)),
        governs=governs(verb),
        exists=is_existential(verb),
        told=not within_question(verb) and not _only_says_which(reach, verb),
    )


def _goes_on(infinitive: Token) -> bool:
    """Whether an infinitive tells of the subject above: "has to close", "is due to rule"; not "told X to"."""
    above = infinitive.head
    if infinitive.dep_ != "xcomp":
        return False
    if above.dep_ == "acomp":
        return above.lower_ in MODAL_ADJECTIVES
    return above.lemma_.lower() in GOING_ON and not any(c.dep_ in ("dobj", "obj", "dative") for c in above.children)


def _only_says_which(reach: Reach, verb: Token) -> bool:
    """Whether a clause without an object narrows down a noun that names nobody: "the person who is copied"."""
    noun = verb.head
    return (
        verb.dep_ == "relcl"
        and noun.i not in reach.links
        and verb.left_edge.i == noun.i + 1
        and any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("WDT", "WP") for c in verb.children)
        and not any(c.dep_ in ("dobj", "obj", "attr", "prep", "agent", "xcomp", "ccomp") for c in verb.children)
    )


def _between(slots: list[tuple[str, Phrase]]) -> list[tuple[str, Phrase]]:
    """Let a range be the object where there is none: "paid between $3 and $5 million"."""
    if any(slot in ("object", "theme", "complement") for slot, _ in slots):
        return slots
    return [("object" if s == "between" and p.quantity is not None and p.entity is None else s, p) for s, p in slots]


def _unmirrored(reach: Reach, slots: list[tuple[str, Phrase]]) -> list[tuple[str, Phrase]]:
    """Let a noun that describes the subject, or was taken for it, be a noun: "A and B are among the investors"."""
    who = {p.entity for slot, p in slots if slot == "subject" and p.entity}
    out: list[tuple[str, Phrase]] = []
    for slot, phrase in slots:
        described = slot == "complement" and phrase.kind == "nominal"
        mirrored = described or (slot != "subject" and phrase.kind == "nominal" and phrase.entity in who)
        one = (slot, text_phrase(reach, reach.doc[phrase.token])) if mirrored else (slot, phrase)
        if one not in out:
            out.append(one)
    return out


def _has_gap(slots: Sequence[tuple[str, Phrase]], verb: Token, *, passive: bool) -> bool:
    filled = {slot for slot, _ in slots}
    if filled & {"theme", "complement"} or ("object" in filled and not passive):
        return False
    if passive and "object" not in filled:
        return True
    told = [c for c in verb.children if c.dep_ == "prep" and c.lower_ not in WHEN]
    open_clause = any(g.dep_ == "pcomp" for c in told for g in c.children)
    return open_clause or any(c.dep_ in GAPS and c.lower_ not in REFLEXIVE for c in verb.children)


def _slots(reach: Reach, verb: Token, *, passive: bool) -> Iterator[tuple[str, Phrase]]:
    if is_existential(verb):
        yield from (("subject", p) for c in verb.children if c.dep_ == "attr" for p in phrases(reach, c))
        yield from prepositional(reach, verb)
        return
    yield from (("object" if passive else "subject", p) for p in subjects(reach, verb))
    for child in verb.children:
        yield from _slot(reach, child, passive=passive)
    yield from (("subject", p) for p in agents(reach, verb))
    yield from _means(reach, verb)
    if not passive:
        yield from (("subject", p) for p in _company(reach, verb))
    yield from prepositional(reach, verb)
    yield from _beside_figures(reach, verb)
    if (shared := _shared_object(verb)) is not None:
        yield from (("object", p) for p in phrases(reach, shared))
    if (gap := _relative_gap(verb)) is not None:
        stranded = next((c for c in verb.children if c.dep_ == "prep" and not any(True for _ in c.children)), None)
        yield from ((stranded.lower_ if stranded is not None else "object", p) for p in phrases(reach, gap))


def _beside_figures(reach: Reach, verb: Token) -> Iterator[tuple[str, Phrase]]:
    """Yield what stands beside a figure: "fell to 3 percent of sales", "rose to 34 percent, up from 10 percent"."""
    for child in verb.children:
        for noun in child.children if child.dep_ == "prep" else ():
            if noun.dep_ == "pobj" and reach.parsed.units[noun.i].quantity is not None:
                yield from ((f"object:{prep}", p) for prep, p in prepositional(reach, noun))
    for child in verb.children:  # "rose to 34 percent, up from 10 percent"
        if child.dep_ == "advmod" and child.lower_ in ("up", "down"):
            yield from ((slot, p) for slot, p in prepositional(reach, child) if p.quantity is not None)


def _company(reach: Reach, verb: Token) -> Iterator[Phrase]:
    """Yield who acts with the subject: "founded the firm along with Vale"; not "hired her along with Vale"."""
    patients = [p for c in verb.children if c.dep_ in ("dobj", "obj") for p in phrases(reach, c)]
    if not patients or any(_acts(reach, p, "Person") for p in patients):
        return
    for child in verb.children:
        inner = [c for c in child.children if c.dep_ == "prep"] if child.lower_ == "along" else [child]
        joint = child.lower_ == "along" or any(c.lower_ == "together" for c in child.children)
        for link in inner if joint else ():
            nouns = [n for n in link.children if n.dep_ == "pobj"] if link.lower_ == "with" else []
            yield from (p for n in nouns for p in phrases(reach, n) if _acts(reach, p, "Person"))


def _acts(reach: Reach, phrase: Phrase, core: str) -> bool:
    return phrase.entity is not None and reach.domain.core(reach.entities[phrase.entity].type) == core


def _means(reach: Reach, verb: Token) -> Iterator[tuple[str, Phrase]]:
    """Yield "mail" of "returned by mail" as a part of the clause."""
    for child in verb.children:
        for noun in child.children if child.dep_ == "agent" else ():
            if noun.dep_ == "pobj" and is_means(reach, noun):
                yield child.lower_, text_phrase(reach, noun)


def _slot(reach: Reach, child: Token, *, passive: bool) -> Iterator[tuple[str, Phrase]]:
    """Yield what one dependent of a verb fills."""
    if child.dep_ in ("dobj", "obj") and child.lower_ not in REFLEXIVE:
        yield from (("theme" if passive else "object", p) for p in phrases(reach, child))
        yield from ((f"object:{prep}", p) for prep, p in prepositional(reach, child))
        yield from _receiver(reach, child)
    elif child.dep_ == "npadvmod":
        yield from (("extent", p) for p in phrases(reach, child) if p.quantity is not None)
    elif child.dep_ == "ccomp" and is_question(child):
        yield "object", clause_phrase(reach, child)
    elif child.dep_ == "acomp" and any(c.dep_ == "xcomp" for c in child.children):
        if child.lower_ not in MODAL_ADJECTIVES:
            yield "complement", clause_phrase(reach, child)
    elif child.dep_ in ("attr", "acomp", "oprd") and not any(c.dep_ == "xcomp" for c in child.children):
        yield from (("complement", p) for p in phrases(reach, child))
        yield from ((f"object:{prep}", p) for prep, p in prepositional(reach, child))
        yield from _worth(reach, child)
    elif child.dep_ == "dative":
        target = next((g for g in child.children if g.dep_ == "pobj"), child)
        yield from (("indirect", p) for p in phrases(reach, target))


def _receiver(reach: Reach, money: Token) -> Iterator[tuple[str, Phrase]]:
    """Yield who gets a sum, where the parse takes the name for a modifier of it: "fined X $2 million"."""
    quantity = reach.parsed.units[money.i].quantity
    for child in money.children:
        if quantity is not None and quantity.currency and child.dep_ == "compound" and child.i in reach.links:
            yield from (("indirect", p) for p in phrases(reach, child))


def _worth(reach: Reach, adjective: Token) -> Iterator[tuple[str, Phrase]]:
    """Yield the figure beside an adjective: "worth $12 million"."""
    for child in adjective.children:
        if adjective.pos_ == "ADJ" and child.dep_ in ("npadvmod", "pobj", "dobj", "nummod"):
            yield from ((f"object:{adjective.lower_}", p) for p in phrases(reach, child) if p.quantity)
        elif child.lower_ == "worth":
            yield from (("object:worth", p) for p in phrases(reach, adjective) if p.quantity)


def _shared_object(verb: Token) -> Token | None:
    """Return the object that stands only behind the last of several verbs: "arrested and questioned the student"."""
    if verb.i + 2 >= len(verb.doc) or verb.lemma_.lower() in GOING or is_passive(verb):
        return None
    joined = next((c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"), None)
    if (
        joined is None
        or joined.tag_ != verb.tag_
        or any(t.pos_ not in ("PUNCT", "CCONJ") for t in verb.doc[verb.i + 1 : joined.i])
    ):
        return None
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in joined.children):
        return None
    return next((c for c in joined.children if c.dep_ in ("dobj", "obj")), None) or _shared_object(joined)


def _relative_gap(verb: Token) -> Token | None:
    """Return the noun of "a clock he had made": a relative clause with a subject and no object of its own."""
    if verb.dep_ != "relcl" or is_passive(verb) or is_infinitive(verb):
        return None
    has = {c.dep_ for c in verb.children}
    if verb.lemma_ == "be" or any(c.lower_ in ("where", "when", "why", "how") for c in verb.children):
        return None
    if "nsubj" not in has or has & {"dobj", "obj", "attr", "acomp", "oprd", "ccomp", "xcomp"}:
        return None
    subject = next(c for c in verb.children if c.dep_ == "nsubj")
    placed = any(g.tag_ in ("WDT", "WP") for c in verb.children if c.dep_ == "prep" for g in c.children)
    owned = any(t.tag_ == "WP$" for t in subject.subtree)  # "Vale, whose songs come out of a machine"
    return None if placed or owned or subject.tag_ in ("WDT", "WP") else verb.head
