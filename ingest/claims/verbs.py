"""
Verbs: voice, negation, modality, and what a verb takes over from the verbs that govern it.

Functions of the parse alone; nothing here knows of entities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.cues import attribution_verb, denial_verb, is_negation, modality_of, negative_implicative

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Modality

VERBAL = frozenset({"VERB", "AUX"})
NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound", "case", "mark", "prep", "nmod"})
CLOSED = frozenset({"xcomp", "ccomp"})
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
    }
    | {"enable", "have"}
)
"""Verbs whose infinitive happened: "began to tour", "helped the act to reach"; other infinitives are aims."""
HEARSAY = frozenset(
    {"rumour", "rumor", "report", "claim", "allegation", "speculation", "suggestion", "accusation", "notion"}
)
UNTRUE = frozenset({"false", "untrue", "wrong", "incorrect", "unfounded", "baseless", "inaccurate"})
RAISING = frozenset({"seem", "appear", "happen", "mean"})
"""Verbs whose own negation is meant for the clause below them: "it does not seem that"."""
CONDITION = frozenset({"if", "whether", "unless"})
RANKS = frozenset({"first", "second", "third", "last", "only", "latest", "next", "newest"})


def is_clause_head(token: Token) -> bool:
    """Whether a token heads a clause of its own."""
    if token.pos_ not in VERBAL or token.dep_ in NO_CLAUSE:
        return False
    return token.tag_ != "MD"


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


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_ranked(noun: Token) -> bool:
    """Whether an infinitive behind the noun tells a fact: "the first song to top", "the only label to sign"."""
    return any(c.lower_ in RANKS or c.tag_ == "JJS" for c in noun.children)


def is_future(verb: Token) -> bool:
    """Whether the verb stands with "will" or "would"."""
    return any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall", "'ll", "wo") for c in verb.children)


def governs(verb: Token) -> bool:
    """Whether the verb introduces another clause: "plans to", "said that", "is able to"."""
    below = [*verb.children, *(g for c in verb.children if c.dep_ == "acomp" for g in c.children)]
    return any(c.dep_ in CLOSED and c.pos_ in VERBAL for c in below)


def with_particle(verb: Token, word: str) -> str:
    """Return a form of the verb joined with its particle: ``take_down``."""
    return "_".join([word, *(c.lower_ for c in verb.children if c.dep_ == "prt")])


def qualify(verb: Token) -> tuple[bool, Modality, str | None]:
    """Return negation, modality and the hedging words of a verb, with those it inherits from its governors."""
    negated, modality, cue = _with_governors(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        negated = not negated
    if noun := _hearsay(verb):
        negated, modality, cue = negated ^ _is_refuted(noun), "alleged", noun.text
    if modality == "asserted":
        modality, cue = _aim(verb) or (modality, cue)
    return negated, modality, cue


def _with_governors(verb: Token) -> tuple[bool, Modality, str | None]:
    """Climb from a verb to those that govern it: what they deny and hedge is denied and hedged of it."""
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
            if inner.dep_ == "xcomp" or governor.lemma_.lower() in RAISING:
                negated ^= _is_negated(governor) ^ _denies_below(governor)
            above_modality, above_cue = _governed_modality(governor, infinitive=inner.dep_ == "xcomp")
        else:
            break
        if modality == "asserted" and above_modality != "asserted":
            modality, cue = above_modality, above_cue
        inner, governor = governor, governor.head
    return negated, modality, cue


def _hearsay(verb: Token) -> Token | None:
    """Return the noun whose content a clause tells: "rumours that", "the claim that"."""
    tells = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    noun = verb.head
    if verb.dep_ in ("acl", "ccomp", "relcl") and tells and noun.pos_ == "NOUN" and noun.lemma_.lower() in HEARSAY:
        return noun
    return None


def _is_refuted(noun: Token) -> bool:
    """Whether what is told is said to be untrue: "rumours that ... are false", "denied reports that ..."."""
    above = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return any(c.lower_ in UNTRUE for c in above.children if c.dep_ in ("acomp", "attr", "oprd"))
    return noun.dep_ in ("dobj", "obj") and denial_verb(above.lemma_.lower())


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
    return found or ("asserted", None)


def _aim(verb: Token) -> tuple[Modality, str] | None:
    """Read an infinitive as an aim ("a filter to stop", "asked to amend") unless its governor says it happened."""
    if not is_infinitive(verb):
        return None
    if verb.dep_ in ("acl", "relcl") and is_ranked(verb.head):
        return None
    if verb.dep_ in ("advcl", "acl", "relcl"):
        return "planned", "to"
    head = verb.head
    aims = head.lemma_.lower() not in FACTUAL and not is_passive(head) and not _denies_below(head)
    return ("planned", f"{head.text} to") if verb.dep_ == "xcomp" and aims else None


def _governed_modality(governor: Token, *, infinitive: bool) -> tuple[Modality, str | None]:
    own, cue = _own_modality(governor)
    if own != "asserted":
        return own, cue
    passive = [c.lemma_ for c in governor.children if c.dep_ == "auxpass"]
    lemma = governor.lemma_.lower()
    tries = ([*passive, governor.lower_, "to"], [lemma, "to"], [governor.lower_, "to"]) if infinitive else ()
    return next((m for words in (*tries, [lemma]) if (m := modality_of(words)) is not None), ("asserted", None))


def denied_by(verb: Token) -> Token | None:
    """Return the verb above that denies the clause: "denied copying", "rejects that"."""
    head = verb.head
    if verb.dep_ in ("ccomp", "xcomp", "pcomp") and head.i != verb.i:
        above = head.head if verb.dep_ == "pcomp" else head
        if denial_verb(above.lemma_.lower()):
            return above
    return None
