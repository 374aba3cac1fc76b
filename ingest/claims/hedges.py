"""
Modality: how firmly a clause is told, by its own words and by what governs it.

Functions of the parse alone. Where several words hedge, the nearest to the verb decides; an infinitive that nothing
else hedges is an aim ("a filter to stop copies"), unless its governor says that it happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.cues import (
    attribution_verb,
    content_noun,
    factive,
    gerund_modality,
    modality_of,
    neg_raising,
    refutal_verb,
)
from kg.text.names import word_set

from .negation import (
    denies_below,
    has_subject,
    is_averted,
    is_negated,
    is_none,
    is_of_none,
    is_unintended,
    is_vain,
    shares_denial,
)
from .verbs import VERBAL, base_form, is_beside, is_infinitive, is_passive, purpose_of, ranked_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.model import Modality

FACTUAL = word_set(
    "begin start continue help manage proceed come go get use cause force lead allow enable have let make see decide "
    "choose opt elect happen prove tend serve dare rush bother end remain"
)
"""Verbs whose infinitive happened: "began to tour", "chose to leave"; other infinitives are aims."""
DIRECTING = word_set("ask urge tell invite encourage order instruct require advise request command compel oblige")
"""Verbs that in the passive tell what somebody is to do: "was ordered to pay"."""
EXPRESSIVE = word_set(
    "protest mark celebrate commemorate honour honor represent symbolise symbolize express denote illustrate depict "
    "describe mourn thank mean signify reflect"
)
"""Purposes that the act itself fulfils: who marches to protest protests."""
ABLE = word_set(
    "able eligible entitled free happy glad proud pleased sorry delighted honoured honored lucky fortunate quick slow "
    "right wrong first last"
)
"""Adjectives whose infinitive is told as so: "was able to sing", "is eligible to win"."""
EAGER = word_set("ready willing keen eager poised prepared determined set due bound certain sure anxious going")
"""Adjectives whose infinitive is an aim: "is ready to sign"."""
UNTRUE = word_set("false untrue wrong incorrect unfounded baseless inaccurate lies lie")
UNSURE = word_set(
    "possible impossible likely unlikely probable improbable conceivable plausible unclear uncertain doubtful unknown"
)
"""Adjectives that leave open what "it is ... that" tells."""
RAISING = word_set("seem appear happen mean")
"""Verbs whose own negation is meant for the clause below them: "it does not seem that"."""
PROOFS = word_set("evidence proof indication sign suggestion")
"""Nouns whose "no" leaves open what they would show: "there is no evidence that"."""
TALKS = word_set("talk negotiation discussion thought idea possibility prospect option chance")
"""Nouns whose gerund behind a preposition is no event: "in talks about signing", "the idea of suing"."""
MUSING = word_set("think dream talk muse joke plan insist count bank")
"""Verbs whose gerund behind a preposition is no event: "plans on signing", "thinks about suing"."""
CONDITION = word_set("if whether unless lest supposing assuming providing provided")
INVERTED = word_set("had were should")
"""Auxiliaries that open a condition when they stand before the subject: "were it to win"."""
OFFERED = word_set("hear see watch stream play view find read download buy visit")
"""Verbs that with "can be" tell where a thing is to be had."""
I_OR_WE = word_set("i we")
OPENING = frozenset('"“«')
Hedge = tuple["Modality", str | None]
PLAIN: Hedge = ("asserted", None)


def qualify(verb: Token) -> tuple[bool, Modality, str | None]:
    """Return negation, modality and the hedging words of a verb, with those it inherits from its governors."""
    negated, (modality, cue) = _climb(verb)
    first = first_conjunct(verb)
    negated ^= is_averted(verb) ^ is_vain(verb) ^ is_unintended(first) ^ is_of_none(first)
    if told := content_of(verb):
        noun, kind = told
        negated ^= _is_refuted(noun)
        if kind != "asserted":
            modality, cue = kind, noun.text
    if modality == "asserted" and not is_vain(verb):
        modality, cue = (
            _aim(first) or _means(first) or _mused(first) or _unproven(first) or _question(verb) or (modality, cue)
        )
    return negated, modality, cue


def _means(verb: Token) -> Hedge | None:
    """Return the hedge of what a deed is the means to: "could help by using salt" tells of no use yet."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "by" or verb.head.head.pos_ not in VERBAL:
        return None
    _, hedge = _climb(verb.head.head)
    return None if hedge == PLAIN else hedge


def _climb(verb: Token) -> tuple[bool, Hedge]:
    """Climb from a verb to those that govern it: what they deny and hedge is denied and hedged of it."""
    negated, hedge = is_negated(verb), own_modality(verb)
    inner = verb
    while inner.head.i != inner.i and inner.dep_ in ("xcomp", "conj", "ccomp", "acomp"):
        step = _step(inner, inner.head)
        if step is None:
            break
        denies, above, more = step
        negated ^= denies
        if hedge[0] == "asserted":
            hedge = above
        if not more:
            break
        inner = inner.head
    return negated, hedge


def _step(inner: Token, governor: Token) -> tuple[bool, Hedge, bool] | None:
    """Return what a governor denies and hedges of the word below it, and whether to climb on; ``None`` to stop."""
    if governor.pos_ not in VERBAL | {"ADJ"} or is_beside(inner):
        return None
    if inner.dep_ == "conj":
        shared = not has_subject(inner)
        above = own_modality(governor) if shared else _condition(governor)
        denies = shared and not is_negated(inner) and is_negated(governor) and shares_denial(inner)
        return (denies, above, True) if shared or above != PLAIN else None
    if inner.dep_ == "acomp":
        return is_negated(governor), own_modality(governor), True
    if inner.dep_ == "xcomp":
        denies = is_negated(governor) ^ denies_below(governor)
        return denies, _governed(governor, infinitive=is_infinitive(inner)), True
    return _of_content(governor, infinitive=is_infinitive(inner), reason=inner.left_edge.lower_ in ("why", "how"))


def _of_content(governor: Token, *, infinitive: bool, reason: bool) -> tuple[bool, Hedge, bool] | None:
    """Return what a verb does to the full clause below it: "does not seem that", "does not believe that"."""
    lemma = base_form(governor)
    if lemma == "be" and (told := _of_verdict(governor)) is not None:
        return told
    if attribution_verb(lemma) is None:
        denies = lemma in RAISING and (is_negated(governor) ^ denies_below(governor))
        return denies, _governed(governor, infinitive=infinitive and lemma not in FACTUAL), True
    if neg_raising(lemma):
        return is_negated(governor) ^ (lemma == "doubt"), PLAIN, False
    if unsaid(governor) and not reason:
        return False, ("possible", f"not {governor.text}"), False
    return None


def unsaid(teller: Token) -> bool:
    """Whether it is told that somebody did not say so: "the agency does not claim that"."""
    kind = attribution_verb(base_form(teller))
    return kind in ("asserted", "alleged") and is_negated(teller) and not factive(base_form(teller))


def _of_verdict(copula: Token) -> tuple[bool, Hedge, bool] | None:
    """Read "it is not true that", "it is possible that", "it is unlikely that"."""
    word = next((c for c in copula.children if c.dep_ == "acomp"), None)
    if word is None:
        return None
    if word.lower_ in UNTRUE | {"true"}:
        return is_negated(copula) ^ (word.lower_ in UNTRUE), own_modality(copula), False
    return (False, ("possible", word.text), False) if word.lower_ in UNSURE else None


def first_conjunct(verb: Token) -> Token:
    """Return the verb that opens a list of verbs with one subject: "to stop selling and return it" -> "stop"."""
    while verb.dep_ == "conj" and verb.head.i != verb.i and verb.head.pos_ in VERBAL and not has_subject(verb):
        verb = verb.head
    return verb


def own_modality(verb: Token) -> Hedge:
    """Return what a verb's auxiliaries, adverbs and conjunction make of it."""
    condition = _condition(verb)
    if condition != PLAIN:
        return condition
    words = [c for c in verb.children if c.dep_ in ("aux", "advmod", "neg") and c.i < verb.i + 3]
    if base_form(verb) in OFFERED and is_passive(verb):  # "can be heard on the service": it is there
        words = [w for w in words if w.lower_ != "can"]
    lower = [w.lower_ for w in words]
    if any(c.dep_ in ("nsubj", "nsubjpass") and is_none(c) for c in verb.children):
        lower.append("not")  # "neither side could": an inability, no possibility
    if _is_told_future(verb):
        lower.append("tell")
    return modality_of(lower) or _aside(verb) or PLAIN


def _is_told_future(verb: Token) -> bool:
    """Whether "would" is the future as seen from a past telling: "she said she would sing"."""
    perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    while verb.dep_ == "conj" and verb.head.pos_ in VERBAL and verb.head.i != verb.i:
        verb = verb.head
    told = verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN") and attribution_verb(base_form(verb.head))
    return told in ("asserted", "planned") and not perfect


def _condition(verb: Token) -> Hedge:
    for word in verb.children:
        if word.i < verb.i and word.lower_ in CONDITION and word.dep_ in ("mark", "advmod", "cc", "dep", "prep"):
            return "possible", word.text
        if word.dep_ in ("aux", "auxpass") and word.lower_ in INVERTED and _opens(word, verb):
            return "possible", word.text
    return ("possible", verb.text) if verb.lower_ in INVERTED and _opens(verb, verb) else PLAIN


def _opens(auxiliary: Token, verb: Token) -> bool:
    """Whether an auxiliary stands before the subject of a clause that hangs on another: "had it won, it would"."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return verb.dep_ == "advcl" and subject is not None and auxiliary.i < subject.i


def _aside(verb: Token) -> Hedge | None:
    """Read a speaker's own aside: "prompted, I think, by the video"."""
    for child in verb.children:
        kind = attribution_verb(base_form(child)) if child.dep_ in ("parataxis", "ccomp", "dep") else None
        subject = next((c for c in child.children if c.dep_ == "nsubj"), None)
        own = subject is not None and subject.lower_ in I_OR_WE and not any(c.dep_ == "ccomp" for c in child.children)
        if own and kind in ("opinion", "possible"):
            return kind, f"{subject} {child.text}"
    return None


def _question(verb: Token) -> Hedge | None:
    """Read the main clause of a question as open: "Will the label sue?", "Did it win?" he asked."""
    if verb.dep_ in ("acl", "relcl", "advcl", "pcomp"):
        return None
    if not _asks(verb):
        return None
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.text in OPENING:
            return None
        if token.text == "?":
            return "possible", "?"
    return None


def _asks(verb: Token) -> bool:
    """Whether a clause has the order of a question: an auxiliary before its subject, or a word like "who" in front."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")] or ([verb] if verb.lemma_ == "be" else [])
    return subject.tag_ == "WP" or any(h.i < subject.i for h in helpers)


def content_of(verb: Token) -> tuple[Token, Modality] | None:
    """Return the noun whose content a clause tells, and its modality: "rumours that", "charges of copying"."""
    noun: Token | None = None
    first = first_conjunct(verb)
    if first.dep_ == "pcomp" and first.head.lower_ == "of":
        noun = first.head.head
    elif first.dep_ in ("acl", "ccomp", "relcl") and any(
        c.dep_ == "mark" and c.lower_ == "that" for c in first.children
    ):
        noun = first.head
    kind = content_noun(noun.lemma_.lower()) if noun is not None and noun.pos_ == "NOUN" else None
    return (noun, kind) if noun is not None and kind is not None else None


def _mused(gerund: Token) -> Hedge | None:
    """Read what is only talked of: "in talks about signing her", "the idea of suing", "plans on signing her"."""
    if gerund.dep_ != "pcomp" or gerund.tag_ != "VBG":
        return None
    preposition, above = gerund.head, gerund.head.head
    if above.pos_ == "NOUN" and above.lemma_.lower() in TALKS:
        return "possible", f"{above.text} {preposition.text}"
    if above.pos_ not in VERBAL or base_form(above) not in MUSING or preposition.lower_ not in ("about", "of", "on"):
        return None
    return ("planned" if base_form(above) == "plan" else "possible"), f"{above.text} {preposition.text}"


def _unproven(verb: Token) -> Hedge | None:
    """Read what nothing shows: "there is no evidence that", "no sign that", "nothing suggests that"."""
    noun = verb.head
    shown = verb.dep_ in ("acl", "relcl", "ccomp") and any(c.lower_ == "that" and c.i < verb.i for c in verb.children)
    if not shown or noun.i > verb.i:
        return None
    if noun.lemma_.lower() in PROOFS and any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children):
        return "possible", f"no {noun.text}"
    if noun.pos_ not in VERBAL or attribution_verb(base_form(noun)) is None:
        return None
    none = next((c for c in noun.children if c.dep_ == "nsubj" and c.lower_ == "nothing"), None)
    return ("possible", f"{none.text} {noun.text}") if none is not None else None


def _is_refuted(noun: Token) -> bool:
    """Whether what is told is said to be untrue: "rumours that ... are false", "denied reports that ..."."""
    above = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return any(c.lower_ in UNTRUE for c in above.children if c.dep_ in ("acomp", "attr", "oprd"))
    return noun.dep_ in ("dobj", "obj") and refutal_verb(above.lemma_.lower())


def _aim(verb: Token) -> Hedge | None:
    """Read an infinitive as an aim ("a filter to stop", "asked to amend") unless its governor says it happened."""
    if not is_infinitive(verb):
        return None
    head = verb.head
    if ranked_noun(verb) is not None:
        return None
    if verb.dep_ in ("advcl", "acl", "relcl"):
        purpose = verb.dep_ == "advcl" or purpose_of(verb) is not None
        return None if purpose and base_form(verb) in EXPRESSIVE else ("planned", "to")
    if verb.dep_ != "xcomp" or denies_below(head):
        return None
    return _aim_of_adjective(head) if head.pos_ == "ADJ" else _aim_of_verb(verb, head)


def _aim_of_verb(verb: Token, governor: Token) -> Hedge | None:
    lemma = base_form(governor)
    if base_form(verb) in EXPRESSIVE and lemma not in DIRECTING:
        return None
    told = lemma in DIRECTING if is_passive(governor) else lemma not in FACTUAL
    return ("planned", f"{governor.text} to") if told else None


def _aim_of_adjective(adjective: Token) -> Hedge | None:
    word = adjective.lower_
    if word in ABLE:
        return None
    return ("planned" if word in EAGER else "possible"), f"{word} to"


def _governed(governor: Token, *, infinitive: bool) -> Hedge:
    """Return what a governor makes of the infinitive, gerund or clause below it."""
    own = own_modality(governor)
    if own != PLAIN:
        return own
    lemma = base_form(governor)
    if attribution_verb(lemma) == "alleged" and not is_passive(governor):
        return "alleged", governor.text
    if not infinitive:
        kind = gerund_modality(lemma)
        return (kind, governor.text) if kind else modality_of([lemma]) or PLAIN
    return next((m for words in _wordings(governor, lemma) if (m := modality_of(words)) is not None), PLAIN)


def _wordings(governor: Token, lemma: str) -> Iterator[list[str]]:
    """Yield the ways to word a governor, its own form before its lemma: "is expected to", "expect to"."""
    if governor.pos_ == "ADJ" and governor.head.lemma_ == "be":
        yield ["be", governor.lower_, "to"]
    passive = [c.lemma_ for c in governor.children if c.dep_ == "auxpass"]
    yield [*passive, governor.lower_, "to"]
    yield [lemma, "to"]
    yield [lemma]
