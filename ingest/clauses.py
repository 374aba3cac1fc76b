"""
Clauses: who does what to whom in one verb's reach, with its negation, hedge, speaker and time.

A clause is read off the surrogate parse. Voice is normalised (``subject`` is the logical agent, ``object`` the
logical patient), subjects are inherited by conjoined verbs, infinitives, participles and relatives, and what governs
a clause ("plans to", "denied that", "according to") becomes one of its qualifiers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.cues import attribution_verb, denial_verb, is_negation, modality_of, negative_implicative

from .phrases import Phrase, Reach, phrases, prepositional

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.model import Modality, Span

VERBAL = frozenset({"VERB", "AUX"})
NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound", "case", "mark", "prep", "nmod"})
INHERIT = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "dep"})
SPEAKERS = frozenset({"ccomp", "parataxis"})
CLOSED_GOVERNORS = frozenset({"xcomp", "ccomp"})
FACTUAL = frozenset(
    {
        "begin",
        "start",
        "continue",
        "help",
        "manage",
        "proceed",
        "come",
        "go",
        "get",
        "use",
        "cause",
        "force",
        "lead",
        "allow",
        "enable",
    }
)
"""Verbs whose infinitive happened: "began to tour", "helped the act to reach"; other infinitives are aims."""
COPULAS = frozenset({"be", "become", "remain"})
RANKS = frozenset({"first", "second", "third", "last", "only", "latest", "next", "newest"})
DEEPEST = 6
"""Longer chains of inherited subjects are parse errors."""
CONDITION = frozenset({"if", "whether", "unless"})


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
    times: tuple[str, ...] = ()
    future: bool = False
    adverbs: tuple[str, ...] = ()
    governs: bool = False
    verb_text: str = ""
    gap: bool = False
    dependent: bool = False

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
    times = _times_by_verb(reach, verbs)
    quoted = _Speakers(reach)
    clauses = [_clause(reach, verb, times.get(verb.i, ())) for verb in verbs]
    return quoted.carry(clauses)


def is_clause_head(token: Token) -> bool:
    """Whether a token heads a clause of its own."""
    if token.pos_ not in VERBAL or token.dep_ in NO_CLAUSE:
        return False
    return token.tag_ != "MD"


def _clause(reach: Reach, verb: Token, times: tuple[str, ...]) -> Clause:
    passive = is_passive(verb)
    slots = list(_slots(reach, verb, passive=passive))
    negated, modality, hedge = _qualify(verb)
    speaker, cue, said = _attribution(reach, verb)
    if denies := _denied_by(verb):
        negated = not negated
        speaker, cue = speaker or _first(subjects(reach, denies)), cue or denies.text
    if modality == "asserted" and said is not None and said != "asserted":
        modality, hedge = said, cue
    return Clause(
        verb=verb.i,
        lemma=_with_particle(verb, verb.lemma_.lower()),
        passive=passive,
        slots=tuple(slots),
        sentence=reach.parsed.sentence_of(reach.parsed.units[verb.i].start),
        negated=negated,
        modality=modality,
        hedge_cue=hedge,
        speaker=speaker,
        attribution_cue=cue,
        times=times,
        future=_is_future(verb),
        adverbs=tuple(c.lower_ for c in verb.children if c.dep_ == "advmod"),
        verb_text=_with_particle(verb, verb.lower_),
        gap=_has_gap(slots, verb),
        dependent=verb.dep_ == "acl" or _is_infinitive(verb),
        governs=_governs(verb),
    )


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: by its auxiliary, or as a participle that hangs on a noun."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent", "csubjpass") for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in ("nsubj", "aux") for c in verb.children):
        return verb.head.pos_ in VERBAL and is_passive(verb.head)
    return verb.tag_ == "VBN" and (
        verb.dep_ == "acl"
        or (
            verb.dep_ in ("advcl", "ccomp", "dep", "ROOT")
            and not any(c.dep_ in ("aux", "nsubj", "dobj") for c in verb.children)
        )
    )


def _with_particle(verb: Token, word: str) -> str:
    return "_".join([word, *(c.lower_ for c in verb.children if c.dep_ == "prt")])


def _governs(verb: Token) -> bool:
    below = [*verb.children, *(g for c in verb.children if c.dep_ == "acomp" for g in c.children)]
    return any(c.dep_ in CLOSED_GOVERNORS and c.pos_ in VERBAL for c in below)


def _has_gap(slots: Sequence[tuple[str, Phrase]], verb: Token) -> bool:
    filled = {slot for slot, _ in slots}
    return not filled & {"object", "theme", "complement"} and any(
        c.dep_ in ("dobj", "obj", "attr", "acomp", "oprd") for c in verb.children
    )


def _slots(reach: Reach, verb: Token, *, passive: bool) -> Iterator[tuple[str, Phrase]]:
    yield from (("object" if passive else "subject", p) for p in subjects(reach, verb))
    for child in verb.children:
        if child.dep_ in ("dobj", "obj"):
            yield from (("theme" if passive else "object", p) for p in phrases(reach, child))
            yield from ((f"object:{prep}", p) for prep, p in prepositional(reach, child))
        elif child.dep_ == "acomp" and any(c.dep_ == "xcomp" for c in child.children):
            continue
        elif child.dep_ in ("attr", "acomp", "oprd"):
            yield from (("complement", p) for p in phrases(reach, child))
            yield from ((f"object:{prep}", p) for prep, p in prepositional(reach, child))
        elif child.dep_ == "dative":
            target = next((g for g in child.children if g.dep_ == "pobj"), child)
            yield from (("indirect", p) for p in phrases(reach, target))
        elif child.dep_ == "agent":
            for target in child.children:
                if target.dep_ == "pobj":
                    yield from (("subject", p) for p in phrases(reach, target))
    yield from prepositional(reach, verb)
    if (gap := _relative_gap(verb)) is not None:
        yield from (("object", p) for p in phrases(reach, gap))


def _relative_gap(verb: Token) -> Token | None:
    """Return the noun of "a clock he had made": a relative clause with a subject and no object of its own."""
    if verb.dep_ != "relcl" or is_passive(verb):
        return None
    has = {c.dep_ for c in verb.children}
    if "nsubj" not in has or has & {"dobj", "obj", "attr", "acomp", "oprd", "ccomp", "xcomp"}:
        return None
    subject = next(c for c in verb.children if c.dep_ == "nsubj")
    if subject.tag_ in ("WDT", "WP"):
        return None
    return verb.head


def subjects(reach: Reach, verb: Token, depth: int = 0) -> list[Phrase]:
    """
    Return the grammatical subject of a verb, inherited where it has none of its own.

    A passive verb's grammatical subject is its logical object; the caller tells them apart.
    """
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")]
    if own:
        return [p for c in own if c.dep_ != "expl" for p in phrases(reach, c)]
    if depth > DEEPEST or verb.head.i == verb.i:
        return []
    if verb.dep_ in ("acl", "relcl"):
        return _described(reach, verb, depth)
    if verb.dep_ == "pcomp":
        return _controller(reach, verb, depth)
    return _inherited(reach, verb, depth)


def _described(reach: Reach, verb: Token, depth: int) -> list[Phrase]:
    """Return the noun that a participle, relative or infinitive hangs on, or who it is said of ("X was the first to")."""
    noun = verb.head
    if noun.dep_ == "attr" and noun.head.lemma_.lower() in COPULAS:
        return subjects(reach, noun.head, depth + 1) or phrases(reach, noun, whole=False)
    if _is_infinitive(verb) and not _is_ranked(noun):
        return _controller(reach, verb, depth)
    return phrases(reach, noun, whole=False)


def _is_ranked(noun: Token) -> bool:
    """Whether an infinitive behind the noun tells a fact: "the first song to top", "the only label to sign"."""
    return any(c.lower_ in RANKS or c.tag_ == "JJS" for c in noun.children)


def _inherited(reach: Reach, verb: Token, depth: int) -> list[Phrase]:
    """Return the subject that an infinitive, participle or conjoined verb takes from the verb above it."""
    head = verb.head.head if verb.head.dep_ == "acomp" else verb.head
    if head.pos_ not in VERBAL or verb.dep_ not in INHERIT:
        return []
    patient = [c for c in head.children if c.dep_ in ("dobj", "obj")]
    if verb.dep_ == "xcomp" and patient:
        return [p for c in patient for p in phrases(reach, c)]
    return subjects(reach, head, depth + 1)


def _controller(reach: Reach, verb: Token, depth: int) -> list[Phrase]:
    """Return the subject of a gerund behind a preposition: "faced criticism for listing", "accused it of copying"."""
    above = verb.head
    while above.pos_ not in VERBAL and above.head.i != above.i:
        above = above.head
    if above.pos_ not in VERBAL:
        return []
    patient = [c for c in above.children if c.dep_ in ("dobj", "obj")]
    if patient and verb.head.head.i == above.i and verb.head.lower_ in ("of", "from", "for"):
        return [p for c in patient for p in phrases(reach, c)]
    return subjects(reach, above, depth + 1)


def _qualify(verb: Token) -> tuple[bool, Modality, str | None]:
    """Return negation, modality and the hedging words of a verb, with those it inherits from its governors."""
    negated = _is_negated(verb)
    modality, cue = _own_modality(verb)
    governor, inner = verb.head, verb
    if governor.dep_ == "acomp":
        negated ^= is_negation(governor.lower_) or is_negation(f"{governor.lower_} to")
    while inner.head.i != inner.i and inner.dep_ in ("xcomp", "conj", "ccomp") and governor.pos_ in VERBAL | {"ADJ"}:
        if inner.dep_ == "conj":
            if _has_own_subject(inner):
                break
            above_modality, above_cue = _own_modality(governor)
        elif inner.dep_ == "xcomp" or _transparent(governor):
            negated ^= _is_negated(governor) ^ _denies_below(governor)
            above_modality, above_cue = _governed_modality(governor)
        else:
            break
        if modality == "asserted" and above_modality != "asserted":
            modality, cue = above_modality, above_cue
        inner, governor = governor, governor.head
    return negated, modality, cue


def _has_own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _transparent(governor: Token) -> bool:
    """Whether a verb with a clause below it is no speech: "seems that", "helped the act attract"."""
    return attribution_verb(governor.lemma_.lower()) is None


def _is_negated(verb: Token) -> bool:
    if any(c.dep_ == "neg" or (c.dep_ in ("advmod", "preconj") and is_negation(c.lower_)) for c in verb.children):
        return True
    return any(c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and _is_none(c) for c in verb.children)


def _is_none(noun: Token) -> bool:
    return noun.lower_ in ("none", "nobody", "nothing", "neither") or any(
        c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither") for c in noun.children
    )


def _denies_below(governor: Token) -> bool:
    """Whether a governor denies what it governs: "failed to", "have yet to", "refused to"."""
    words = [c.lower_ for c in governor.children if c.dep_ in ("advmod", "acomp")]
    return negative_implicative(governor.lemma_.lower()) or any(is_negation(f"{w} to") for w in words)


def _own_modality(verb: Token) -> tuple[Modality, str | None]:
    words = [c for c in verb.children if c.dep_ in ("aux", "advmod", "mark") and c.i < verb.i + 3]
    for word in words:
        if word.dep_ == "mark" and word.lower_ in CONDITION:
            return "possible", word.text
    found = modality_of([w.lower_ for w in words if w.dep_ != "mark"])
    return found or _aim(verb) or ("asserted", None)


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _aim(verb: Token) -> tuple[Modality, str] | None:
    """Read an infinitive as an aim ("a filter to stop uploads", "asked to amend") unless its governor says it happened."""
    if not _is_infinitive(verb):
        return None
    if verb.dep_ in ("acl", "relcl") and _is_ranked(verb.head):
        return None
    if verb.dep_ in ("advcl", "acl", "relcl"):
        return "planned", "to"
    head = verb.head
    aims = head.lemma_.lower() not in FACTUAL and not is_passive(head) and not _denies_below(head)
    return ("planned", f"{head.text} to") if verb.dep_ == "xcomp" and aims else None


def _governed_modality(governor: Token) -> tuple[Modality, str | None]:
    own, cue = _own_modality(governor)
    if own != "asserted":
        return own, cue
    passive = [c.lemma_ for c in governor.children if c.dep_ == "auxpass"]
    lemma = governor.lemma_.lower()
    tries = ([*passive, governor.lower_, "to"], [lemma, "to"], [governor.lower_, "to"], [lemma])
    return next((m for words in tries if (m := modality_of(words)) is not None), ("asserted", None))


def _is_future(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall", "'ll", "wo") for c in verb.children)


def _attribution(reach: Reach, verb: Token) -> tuple[Phrase | None, str | None, Modality | None]:
    """Return who says the clause, the words that tell so, and the modality which that verb gives."""
    node = verb
    while node.head.i != node.i:
        parent = node.head
        kind = attribution_verb(parent.lemma_.lower()) if parent.pos_ in VERBAL else None
        if kind is not None and (node.dep_ in SPEAKERS or (node.dep_ == "xcomp" and node.i != verb.i)):
            who = _first(subjects(reach, parent)) if not is_passive(parent) else _first(_agents(reach, parent))
            return who, parent.text, kind
        if kind == "alleged" and node.dep_ == "prep" and node.lower_ == "of":
            return _first(subjects(reach, parent)), f"{parent.text} ... of", "alleged"
        node = parent
    return _according(reach, verb)


def _agents(reach: Reach, verb: Token) -> list[Phrase]:
    return [
        p for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj" for p in phrases(reach, g)
    ]


def _according(reach: Reach, verb: Token) -> tuple[Phrase | None, str | None, Modality | None]:
    above = {verb.i, *(a.i for a in verb.ancestors)}
    below = {verb.i, *(d.i for d in verb.subtree)}
    for token in verb.sent:
        if token.lower_ == "according" and (token.head.i in above or token.head.i in below):
            target = next((d for d in token.subtree if d.dep_ == "pobj" and d.head.lower_ == "to"), None)
            if target is not None:
                return _first(_source(reach, target)), f"{token.text} to", None
    return None, None, None


def _source(reach: Reach, noun: Token) -> list[Phrase]:
    """Return who stands behind "Halden data", "a report by Halden": the name that the noun leans on."""
    found = phrases(reach, noun)
    if found and found[0].entity:
        return found
    for child in noun.subtree:
        if child.i != noun.i and child.dep_ in ("compound", "poss", "nmod", "pobj"):
            named = [p for p in phrases(reach, child) if p.entity]
            if named:
                return named
    return found


def _denied_by(verb: Token) -> Token | None:
    head = verb.head
    if verb.dep_ in ("ccomp", "xcomp", "pcomp") and head.i != verb.i:
        above = head.head if verb.dep_ == "pcomp" else head
        if denial_verb(above.lemma_.lower()):
            return above
    return None


def _first(found: Sequence[Phrase]) -> Phrase | None:
    return found[0] if found else None


def _times_by_verb(reach: Reach, verbs: Sequence[Token]) -> Mapping[int, tuple[str, ...]]:
    """Give each time phrase to the nearest verb above it."""
    heads = {v.i for v in verbs}
    out: dict[int, tuple[str, ...]] = {}
    for token in reach.doc:
        if phrase := reach.parsed.units[token.i].time:
            node = token
            while node.i not in heads and node.head.i != node.i:
                node = node.head
            out[node.i] = (*out.get(node.i, ()), phrase)
    return out


class _Speakers:
    """Carries the speaker of a quotation to the clauses inside it that no verb of saying governs."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._quotes = list(_quotations(reach.parsed.text))

    def carry(self, clauses: list[Clause]) -> list[Clause]:
        from dataclasses import replace

        out: list[Clause] = []
        speaker: Phrase | None = None
        cue: str | None = None
        for clause in clauses:
            if clause.speaker is not None and clause.speaker.entity:
                speaker, cue = clause.speaker, clause.attribution_cue
            place = self._reach.parsed.units[clause.verb].start
            inside = any(s <= place < e for s, e in self._quotes)
            if inside and clause.speaker is None and speaker is not None and self._near(speaker, place):
                out.append(replace(clause, speaker=speaker, attribution_cue=cue))
            else:
                out.append(clause)
        return out

    def _near(self, speaker: Phrase, place: int) -> bool:
        """Whether the speaker was named in the same paragraph."""
        between = self._reach.parsed.text[min(speaker.start, place) : max(speaker.start, place)]
        return "\n" not in between.strip()


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between quotation marks that hold more than a title (a verb's worth: four words)."""
    import re

    for match in re.finditer(r"“[^“”]+”|\"[^\"\n]+\"", text):
        if len(match.group().split()) > 3:  # noqa: PLR2004
            yield match.start(), match.end()
