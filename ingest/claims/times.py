"""
When: which time phrase is whose, and which days it means.

A clause's time is that of its own words; without any, that of the clause it belongs to, where no other event comes
between: "plans to meet on Friday", "released it on Monday to mark the day", "was fined on Monday and paid".
What follows an earlier event ("a week later") takes its days from the nearest time told before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import Interval
from kg.text.anchored import resolve_after
from kg.text.cues import attribution_verb
from kg.text.dates import resolve
from kg.text.names import word_set
from kg.text.timephrases import MONTH, NUMBER, UNIT

from .hedges import DIRECTING, EXPRESSIVE, FACTUAL
from .negation import has_subject
from .subjects import is_aside
from .verbs import VERBAL, base_form, is_beside, is_future, is_infinitive, is_passive, purpose_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from spacy.tokens import Token

    from kg.text.dates import Tense

    from .clauses import Clause
    from .phrases import Reach

PROMISING = word_set(
    "agree promise pledge vow threaten decide offer propose refuse decline claim choose vote prepare allow force cause"
) | (DIRECTING | {"warn", "tell"})
"""Verbs with a time of their own: "agreed in March to pay" tells no day of paying."""
PARTS_OF_TIME = word_set(
    "night morning evening afternoon day days week weeks weekend month months year years hours course rest most much "
    "part beginning start middle end close eve summer winter spring autumn fall quarter half"
)
"""Nouns whose "of" names a time still: "the night of 3 May"; others it only describes ("news of the autumn")."""
WHILE = word_set("when while as where")
"""Conjunctions that make two clauses simultaneous."""
DISTANCE = re.compile(
    rf"(?:(?:only|just|less than|more than|about|some|nearly)\s)*(?:{NUMBER}\s)?{UNIT}s?", re.IGNORECASE
)
BARE = re.compile(rf"\d|{MONTH}")
"""A date without a preposition, which may stand for the day itself: "names 14 April as the day"."""
LIMITS = ("until", "till", "since")
FARTHEST = 3
"""Over how many sentences "a week later" looks back. Set on the development texts."""
LONGEST = 366
"""Days of the longest interval that a later event can be counted from."""


@dataclass(frozen=True, slots=True)
class When:
    """
    The time phrases of a clause.

    Args:
        phrases: As written, with their prepositions.
        tense: Which of many Fridays is meant.
        own: Whether they stand in the clause itself and are not taken from the one above.
        at: Token index of the first; -1 when there is none.
        event: Token index of the verb that the phrases count from ("three days after it sang"), -1 when there is none.
        side: ``before`` or ``after`` the days meant, where they are those of the clause above ("after it sang, ...").
        spots: Token index of each phrase.
    """

    phrases: tuple[str, ...] = ()
    tense: Tense = "past"
    own: bool = True
    at: int = -1
    event: int = -1
    side: str = ""
    spots: tuple[int, ...] = ()


NEVER = When()


def read_times(reach: Reach, verbs: Sequence[Token]) -> Mapping[int, When]:
    """
    Give each verb its time phrases, its own or those it inherits.

    Args:
        reach: The parse.
        verbs: The heads of its clauses, in order.
    """
    own: dict[int, When] = {}
    heads = {v.i for v in verbs}
    for token in reach.doc:
        phrase = reach.parsed.units[token.i].time
        host = _host(token, phrase, heads) if phrase else None
        if host is not None:
            event = _event_after(token, phrase)
            if event is not None and event.i == host.i and host.head.i in heads:  # "won, days after it sang": won
                host = host.head
            before = own.get(host.i) or When(tense=_tense(host), at=token.i)
            words = f"{phrase} {token.nbor(1).text}" if event is not None else phrase
            event_at = before.event if event is None else event.i
            spots, side = (*before.spots, token.i), _side_of_noun(token) if not before.phrases else ""
            own[host.i] = replace(
                before, phrases=(*before.phrases, words), event=event_at, spots=spots, side=side or before.side
            )
    return {v.i: when for v in verbs if (when := own.get(v.i) or _inherited(own, v)).phrases}


def _host(token: Token, phrase: str, heads: set[int]) -> Token | None:
    """Return the verb whose time a phrase tells: the nearest above it that it can belong to."""
    if _describes(token, phrase):
        return None
    node = token
    while node.i not in heads and node.head.i != node.i:
        node = node.head
    if (said := _said_before(token, node) or _said_behind(token, phrase, node)) is not None:
        return said
    aim = is_infinitive(node) and node.dep_ in ("acl", "relcl", "advcl")
    if aim and phrase.casefold().startswith(LIMITS):  # "had been denied visas to enter it until last week"
        while node.i not in heads or is_infinitive(node):
            if node.head.i == node.i:
                break
            node = node.head
    return _perfect_above(node) if phrase.casefold().startswith("since") else node


def _describes(token: Token, phrase: str) -> bool:
    """Whether a time belongs to a noun and not to the clause: "news of the autumn", "her 2019 album", "dated 5 May"."""
    above = token.head
    if token.dep_ == "pobj" and above.lower_ == "of":
        return above.head.lower_ not in PARTS_OF_TIME
    beside = token.dep_ in ("compound", "amod", "nmod", "nummod") and any(c.dep_ == "poss" for c in above.children)
    bare = (beside or token.dep_ == "dobj") and BARE.match(phrase) is not None
    return bare or phrase.casefold().startswith("dated")


def _perfect_above(verb: Token) -> Token:
    """Return the verb that "since" goes with: the perfect one, where only a verb above is perfect."""
    node = verb
    while not _is_perfect(node):
        if node.head.i == node.i:
            return verb
        node = node.head
    return node


def _event_after(token: Token, phrase: str) -> Token | None:
    """Return the verb or noun behind "three days after" and "before"; ``None`` where the phrase stands by itself."""
    if DISTANCE.fullmatch(phrase) is None or token.i + 1 >= len(token.doc):
        return None
    link = token.nbor(1)
    if link.lower_ not in ("after", "before") or link.dep_ not in ("mark", "prep", "advmod"):
        return None
    return next((c for c in link.children if c.dep_ in ("pobj", "pcomp")), link.head)


def _said_before(token: Token, verb: Token) -> Token | None:
    """Return what is said, where the time stands before its teller: "signed it, on Monday, the paper reports"."""
    content = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i and c.pos_ in VERBAL), None)
    teller = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if content is None or teller is None or attribution_verb(base_form(verb)) is None:
        return None
    return content if token.i < teller.i and content.i < teller.i else None


def _said_behind(token: Token, phrase: str, verb: Token) -> Token | None:
    """Return what is said, where a "by" stands before it: "estimated by 2050, demand would double"; none says by."""
    content = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > token.i and is_future(c)), None)
    told = token.i > verb.i and attribution_verb(base_form(verb)) is not None
    return content if told and phrase.casefold().startswith("by ") else None


# ------------------------------------------------------------------ inherited


def _inherited(own: Mapping[int, When], verb: Token) -> When:
    """Return the time that a verb takes from those it belongs to."""
    node, fronted, aims = verb, False, False
    while True:
        if (beside := _beside(own, node)) is not None:
            return beside
        if node.head.i == node.i:
            return NEVER
        above = _above(node)
        if above.pos_ not in VERBAL:
            return NEVER
        step = _shares(node, above)
        if step is None:
            when, side = own.get(above.i), _side(node, above)
            return replace(when, own=False, side=side) if when is not None and side and not fronted else NEVER
        if aims and node.dep_ == "ccomp":  # "said on Monday that it plans to pay": no day of paying
            return NEVER
        aims |= is_infinitive(node) and node.dep_ == "xcomp" and base_form(above) not in FACTUAL
        fronted |= step == "fronted"
        if when := own.get(above.i):
            return replace(when, own=False) if not fronted or _is_fronted(when, above) else NEVER
        node = above


def _side_of_noun(token: Token) -> str:
    """Tell on which side of an event's days a clause lies: "since its launch in 2019", "before the vote in May"."""
    noun = token.nbor(-1) if token.i else token
    if noun.pos_ != "NOUN" or noun.dep_ not in ("pobj", "pcomp"):
        return ""
    link = noun.head.lower_
    return "after" if link in ("since", "after") else "before" if link in ("until", "till", "before") else ""


def _side(verb: Token, above: Token) -> str:
    """Tell on which side of the time above a clause lies: "after it sang, she left in May": it sang before."""
    words = [c.lower_ for c in verb.children if c.dep_ == "mark"]
    if verb.dep_ == "pcomp":
        words = [verb.head.lower_]
    if "after" in words:
        return "before"
    if "before" in words:
        return "after"
    perfect = _is_perfect(verb) and _finite_tag(verb) in ("VBZ", "VBP")
    told = verb.dep_ == "ccomp" and attribution_verb(base_form(above)) == "asserted"
    return "before" if told and perfect else ""  # "said in June that it has paid"


def _above(verb: Token) -> Token:
    """Return the verb that a clause hangs on, over an adjective or "in order" between them."""
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        return verb.head.head
    if is_aside(verb):
        return verb.head.head
    if (purpose := purpose_of(verb)) is not None:
        return purpose
    return verb.head.head if verb.head.pos_ == "ADJ" and verb.head.dep_ == "acomp" else verb.head


def _beside(own: Mapping[int, When], verb: Token) -> When | None:
    """Return the time in front of the first of several clauses between semicolons: "Yesterday A won; B lost"."""
    first = next((c for c in verb.children if c.i < verb.i and is_beside(c)), None)
    when = own.get(first.i) if first is not None else None
    return replace(when, own=False) if when is not None and first is not None and _is_fronted(when, first) else None


def _shares(verb: Token, above: Token) -> str | None:
    """Tell how a clause shares the time of the one above: ``all`` of it, only what is ``fronted``, or ``None``."""
    if verb.dep_ == "xcomp":
        return None if base_form(above) in PROMISING else "all"
    if verb.dep_ == "conj":
        if is_future(verb) != is_future(above) or _finite_tag(verb)[:3] != _finite_tag(above)[:3]:
            return None
        return "fronted" if has_subject(verb) and not _goes_on_with_it(verb, above) else "all"
    if verb.dep_ == "advcl" or purpose_of(verb) is not None:
        return "all" if _is_simultaneous(verb) else None
    if verb.dep_ == "ccomp" and attribution_verb(base_form(above)) == "asserted":
        return "all" if _finite_tag(verb) in ("VBZ", "VBP") and not _is_perfect(verb) else None
    return None


def _goes_on_with_it(verb: Token, above: Token) -> bool:
    """Whether a second clause only takes the subject up by a pronoun: "it dropped her on Monday, and it apologised"."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    first = [c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")]
    return bool(first) and len(own) == 1 and own[0].lower_ in ("it", "he", "she", "they", "we")


def _is_simultaneous(verb: Token) -> bool:
    """Whether an adverbial clause tells part of the same event: "calling it theft", "when she sang", "to mark it"."""
    if is_infinitive(verb):
        return base_form(verb) in EXPRESSIVE
    marks = [c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i]
    told = "as" in marks and attribution_verb(base_form(verb)) is not None
    if any(m in WHILE for m in marks):
        return not told and verb.tag_ != "VBN"
    return verb.tag_ == "VBG" and not has_subject(verb) and not any(c.dep_ == "mark" for c in verb.children)


def _is_fronted(when: When, verb: Token) -> bool:
    """Whether a time stands before the subject of its clause and so covers those behind "and" too."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and when.at < subject.left_edge.i


# ------------------------------------------------------------------ tense


def _finite_tag(verb: Token) -> str:
    """Return the tag of the finite word of a verb: its first auxiliary, or itself."""
    return next((c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i), verb.tag_)


def _is_perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_.lower() in ("have", "'ve") for c in verb.children)


def _tense(verb: Token) -> Tense:
    """Tell whether a bare "Friday" in a clause is the last one or the next."""
    node, aims = verb, False
    while is_infinitive(node) and node.head.i != node.i and node.dep_ in ("xcomp", "conj", "acl", "advcl", "ccomp"):
        above = node.head
        if node.dep_ == "advcl" and _finite_tag(above) == "VBD":
            return "past"
        happened = above.lower_ == "able" or (base_form(above) in FACTUAL and not is_passive(above))
        aims |= not happened
        node = above.head if above.pos_ == "ADJ" and above.dep_ == "acomp" else above
    if aims or is_future(node) or _will(verb):
        return "future"
    present = _finite_tag(node) in ("VBZ", "VBP") and not _is_perfect(node)
    return "present" if present and attribution_verb(base_form(node)) is None else "past"


def _will(verb: Token) -> bool:
    """Whether the first of several verbs has the "will" of all."""
    return verb.dep_ == "conj" and not has_subject(verb) and is_future(verb.head)


# ------------------------------------------------------------------ days


def dated(clauses: Sequence[Clause], published: date | None) -> list[Clause]:
    """
    Return clauses with the days that their time phrases mean; those without days keep their words.

    Args:
        clauses: Of one article.
        published: Day of publication, ``None`` when unknown.
    """
    days = _days_by_phrase(clauses, published)
    return [replace(c, time=_beside_days(c.when, days.get(c.when.at)), times=_each(c.when, published)) for c in clauses]


def _each(when: When, published: date | None) -> tuple[tuple[int, Interval], ...]:
    """Return the days of each of several phrases with where it stands."""
    if not when.own or not when.phrases:
        return ()
    parts = zip(when.spots, when.phrases, strict=True)
    return tuple((at, _days(replace(when, phrases=(phrase,)), published, None)) for at, phrase in parts)


def _beside_days(when: When, days: Interval | None) -> Interval | None:
    """Return what lies before or after the days of the clause above: "three days after it sang" tells the very day."""
    if days is None or not when.side:
        return days
    if days.start is None and days.end is None:
        return None
    told = next((p for p in when.phrases if p.endswith((" after", " before"))), None)
    if told is not None:
        turned = told[: -len(" after")] + " before" if told.endswith(" after") else told[: -len(" before")] + " after"
        if (exact := resolve_after(turned, days)) is not None:
            return replace(exact, text=told)
    if when.side == "before":
        return replace(days, start=None) if days.end else None
    return replace(days, end=None) if days.start else None


def _days_by_phrase(clauses: Sequence[Clause], published: date | None) -> Mapping[int, Interval]:
    found: dict[int, Interval] = {}
    sentences = {start: n for n, start in enumerate(sorted({c.sentence.start for c in clauses}))}
    at_of = {c.verb: c.when.at for c in clauses}
    last, told_in = None, 0
    told = (c for c in clauses if c.when.own and c.when.phrases)
    for clause in sorted(told, key=lambda c: (c.when.event >= 0, c.when.at)):  # what is counted from others, last
        here = sentences[clause.sentence.start]
        earlier = last if last is not None and here - told_in <= FARTHEST else None
        if clause.when.event >= 0:
            earlier = found.get(at_of.get(clause.when.event, -1))
        interval = _days(clause.when, published, earlier)
        found[clause.when.at] = interval
        if interval.start and interval.end and (interval.end - interval.start).days <= LONGEST:
            last, told_in = interval, here
    return found


def _days(when: When, published: date | None, earlier: Interval | None) -> Interval:
    """Return the days of the narrowest phrase; words where none has days."""
    known = [i for p in when.phrases if (i := resolve(p, published, when.tense)) is not None and (i.start or i.end)]
    if known:
        return min(known, key=_width)
    after = (resolve_after(p, earlier) for p in when.phrases) if earlier is not None else iter(())
    return next((i for i in after if i is not None), Interval(text=when.phrases[0]))


def _width(interval: Interval) -> int:
    both = interval.start and interval.end
    return (interval.end - interval.start).days if both and interval.end and interval.start else LONGEST * 1000
