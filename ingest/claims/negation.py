"""
Negation: what a verb's own words, its arguments and the verbs above it deny.

Functions of the parse alone. A claim is denied by an odd number of denials: "did not fail to pay" tells a payment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.cues import denial_verb, is_negation, negative_implicative
from kg.text.names import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

LIMITING = word_set("only just merely simply solely")
"""Words behind "not" that add instead of denying: "not only fined the firm but banned it"."""
QUANTIFIERS = word_set("all every everyone everybody everything each")
"""Words whose own "not" denies the sentence: "not all of them agreed"."""
NEVER = word_set("time way means circumstances circumstance case point account sense condition stage")
"""Nouns that deny with "no" behind a preposition: "at no time", "under no circumstances"."""
NEARLY = word_set("nearly almost")
"""Adverbs that deny what they stand with: who "nearly signed" did not."""
GRADUAL = word_set(
    "double triple treble quadruple quintuple halve finish complete fill empty exhaust cover match equal reach tie "
    "exceed eliminate destroy guarantee be have own consist cost"
)
"""Verbs that can happen by degrees, so that "nearly" tells how far: "nearly doubled its prices"."""
EVER = word_set("ever even once actually really at")
"""Adverbs that the parser hangs a verb's own "not" on."""
ALONE = word_set("alone single-handedly single-handed unaided")
INTENTS = word_set("plan intention desire wish interest ambition intent willingness appetite")
"""Nouns whose "no" denies what they lead to: "has no plans to sign her"."""
UNTIL = word_set("until till")
EXCEPTING = word_set("but except other")
"""Words behind "nothing" and "none" that turn them round: "nothing but praised it"."""
PREVENTING = word_set(
    "prevent stop bar ban keep prohibit block discourage deter dissuade hinder restrain exclude enjoin"
)
"""Verbs with "from" whose gerund does not happen: "barred the act from touring"."""
ATTEMPTS = word_set("attempt effort bid try endeavour endeavor struggle")
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "dative"})


def is_negated(verb: Token) -> bool:
    """Whether a verb's own words or arguments deny it: "did not", "no longer", "nobody", "at no time"."""
    if any(_denies(c) for c in verb.children):
        return not (_is_forced(verb) or _is_joint(verb))
    if is_awaited(verb) or _is_missed(verb):
        return True
    if any(c.dep_ in ARGUMENTS and is_none(c) for c in verb.children):
        return True
    return any(_never(c) for c in verb.children) or _follows_nor(verb)


def is_of_none(verb: Token) -> bool:
    """Whether it is told of what there is none of: "there are no acts left", "there is no law that bans it"."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl") or noun.dep_ not in ("attr", "nsubj", "dobj") or not is_none(noun):
        return False
    content = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    return not content and noun.head.lemma_ == "be" and any(c.dep_ == "expl" for c in noun.head.children)


def is_awaited(verb: Token) -> bool:
    """Whether a clause tells what is not so yet: "until there is a law"; what came at last is told in the past."""
    present = next((c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")), verb.tag_) in ("VBZ", "VBP")
    return present and any(c.lower_ in UNTIL and c.dep_ == "mark" and c.i < verb.i for c in verb.children)


def _is_missed(verb: Token) -> bool:
    """Whether something only nearly happened: "almost sued them"; what goes by degrees, "nearly doubled", did."""
    beside = any(c.lower_ in NEARLY and c.dep_ == "advmod" and c.i < verb.i for c in verb.children)
    return beside and verb.tag_ in ("VBD", "VBN") and verb.lemma_.lower() not in GRADUAL


def is_unintended(verb: Token) -> bool:
    """Whether nobody means to do it: "has no plans to sign her", "no intention of paying"."""
    noun = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "in") else verb.head
    if verb.dep_ not in ("acl", "pcomp", "relcl") or noun.lemma_.lower() not in INTENTS:
        return False
    return any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


def _denies(word: Token) -> bool:
    """Whether a word beside a verb denies it; "not only" adds, and "not yet decided" denies."""
    if word.dep_ in ("neg", "preconj", "advmod") and is_negation(word.lower_):
        return not (_adds(word) or _leaves_open(word))
    if word.dep_ != "advmod":
        return False
    ever = word.lower_ in EVER and any(is_negation(c.lower_) for c in word.children)  # "did not ever pay"
    return ever or any(is_negation(f"{c.lower_} {word.lower_}") for c in word.children)


def _adds(word: Token) -> bool:
    following = word.nbor(1) if word.i + 1 < len(word.doc) else None
    return following is not None and word.lower_ == "not" and following.lower_ in LIMITING


def _leaves_open(word: Token) -> bool:
    """Whether "not" only completes a choice: "may or may not last", "might or might not"."""
    before = [t.lower_ for t in word.doc[max(word.i - 3, 0) : word.i]]
    return before[1:2] == ["or"] and before[0] == before[-1]


def _is_forced(verb: Token) -> bool:
    """Whether "cannot" is turned round: "cannot but agree", "could not help laughing"."""
    if verb.i and verb.nbor(-1).lower_ == "but":
        return True
    return verb.lemma_ == "help" and any(c.dep_ == "xcomp" and c.tag_ == "VBG" for c in verb.children)


def _is_joint(verb: Token) -> bool:
    """Whether "not" only says that others took part: "did not found it by himself", "not alone", "not on her own"."""
    if any(c.lower_ in ALONE and c.dep_ in ("advmod", "acomp") and c.i > verb.i for c in verb.children):
        return verb.lemma_ != "be"
    led = [(c.lower_, g) for c in verb.children if c.dep_ in ("prep", "agent") for g in c.children if g.dep_ == "pobj"]
    return any(
        (p == "by" and g.lower_.endswith(("self", "selves"))) or (p == "on" and g.lower_ == "own") for p, g in led
    )


def is_none(noun: Token) -> bool:
    """Whether a noun phrase denies its clause: "nobody", "no label", "neither union nor lawyer", "not all acts"."""
    if noun.lower_ in ("none", "nobody", "nothing", "neither"):
        following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
        return following is None or following.lower_ not in EXCEPTING
    if any(c.dep_ in ("det", "neg", "preconj", "cc") and c.lower_ in ("no", "neither") for c in noun.children):
        return True
    if any(
        c.lower_ == "any" and c.i and c.nbor(-1).lower_ in ("hardly", "scarcely") for c in noun.lefts
    ):  # "hardly any label"
        return True
    return noun.dep_ in ("nsubj", "nsubjpass") and any(_not_all(t) for t in (noun, *noun.children))


def _not_all(word: Token) -> bool:
    """Whether "not" stands right before "all" and its like."""
    return word.lower_ in QUANTIFIERS and word.i > 0 and word.nbor(-1).lower_ == "not"


def _never(word: Token) -> bool:
    """Whether a prepositional part denies: "at no time", "by no means"."""
    return word.dep_ == "prep" and any(
        c.dep_ == "pobj" and c.lower_ in NEVER and any(d.lower_ == "no" for d in c.children) for c in word.children
    )


def _follows_nor(verb: Token) -> bool:
    """Whether a clause of its own stands behind "nor": "it did not pay, nor did the label answer"."""
    links = verb.head.children if verb.dep_ == "conj" and has_subject(verb) else ()
    return any(c.lower_ == "nor" and c.i < verb.i for c in verb.children) or any(
        c.lower_ == "nor" and verb.head.i < c.i < verb.i for c in links
    )


def shares_denial(verb: Token) -> bool:
    """Whether a verb behind "or" or "nor" is denied with the one before it: "did not copy or sell"."""
    first = verb.head
    links = [c for c in (*first.children, *verb.children) if c.dep_ == "cc" and first.i < c.i < verb.i]
    return any(c.lower_ in ("or", "nor") for c in links)


def denies_below(governor: Token) -> bool:
    """Whether a governor denies what it governs: "failed to", "have yet to", "unable to", "too small to"."""
    if governor.pos_ == "ADJ":
        word = governor.lower_
        return is_negation(word) or is_negation(f"{word} to") or _too(governor)
    beside = [c for c in governor.children if c.dep_ in ("advmod", "acomp")]
    words = [c.lower_ for c in beside if c.i + 1 < len(c.doc) and c.nbor(1).lower_ == "to"]
    lemma = governor.lemma_.lower()
    waits = lemma == "have" and "still" in words  # "has still to pass"; who "still has to pay" owes
    return waits or negative_implicative(lemma) or any(is_negation(f"{w} to") for w in words)


def _too(adjective: Token) -> bool:
    return any(c.lower_ == "too" and c.i < adjective.i for c in adjective.children)


def is_averted(gerund: Token) -> bool:
    """Whether a gerund behind a preposition does not happen: "without paying", "kept it from touring", "instead of"."""
    if gerund.dep_ != "pcomp":
        return False
    preposition = gerund.head
    above = preposition.head
    if preposition.lower_ == "without" or (preposition.lower_ == "of" and above.lower_ == "instead"):
        return True
    if preposition.lower_ != "from":
        return False
    lemma = above.lemma_.lower()
    return lemma in PREVENTING or negative_implicative(lemma) or above.lower_ == "far"


def is_vain(infinitive: Token) -> bool:
    """Whether an attempt at it is told to have failed: "her attempts to reach the label have failed"."""
    noun = infinitive.head
    if infinitive.dep_ != "acl" or noun.lemma_.lower() not in ATTEMPTS or noun.dep_ != "nsubj":
        return False
    above = noun.head
    return negative_implicative(above.lemma_.lower()) or any(
        c.lower_ in ("unsuccessful", "futile", "fruitless") for c in above.children if c.dep_ == "acomp"
    )


def denied_by(verb: Token) -> Token | None:
    """Return the verb above that denies the clause: "denied copying and selling", "rejects that"."""
    while verb.dep_ == "conj" and verb.head.i != verb.i and not has_subject(verb):
        verb = verb.head
    head = verb.head
    bare = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i == head.i + 2  # "ruled out signing"
    if (bare or verb.dep_ in ("ccomp", "xcomp", "pcomp")) and head.i != verb.i:
        above = head.head if verb.dep_ == "pcomp" else head
        if denial_verb(_phrasal(above)):
            return above
    return None


def _phrasal(verb: Token) -> str:
    return "_".join([verb.lemma_.lower(), *(c.lower_ for c in verb.children if c.dep_ == "prt")])


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass") for c in verb.children)
