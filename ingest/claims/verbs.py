"""
Verbs: which tokens head a clause, their voice and form.

Functions of the parse alone; nothing here knows of entities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound", "case", "mark", "prep", "nmod"})
CLOSED = frozenset({"xcomp", "ccomp"})
SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A verb of one short syllable, whose last consonant is doubled before -ing and -ed."""
LEADING = frozenset(
    {
        "ranging",
        "depending",
        "including",
        "following",
        "regarding",
        "concerning",
        "compared",
        "considering",
        "excluding",
    }
    | {"according", "called", "named", "dubbed", "titled", "entitled", "nicknamed"}
)
"""Participles that stand where a preposition or a colon might."""
MODAL_ADJECTIVES = frozenset(
    {
        "able",
        "unable",
        "likely",
        "unlikely",
        "set",
        "due",
        "ready",
        "willing",
        "unwilling",
        "sure",
        "certain",
        "bound",
        "free",
        "going",
        "about",
        "eager",
        "keen",
        "prepared",
        "expected",
        "scheduled",
        "supposed",
        "poised",
    }
)
"""Adjectives whose infinitive is what is told: "is able to sing"; "hard to misread" is told of its subject."""
SORTS = frozenset({"kind", "sort", "type"})
RANKS = frozenset({"first", "second", "third", "last", "only", "latest", "next", "newest"})


def is_clause_head(token: Token) -> bool:
    """Whether a token heads a clause of its own."""
    if token.dep_ in NO_CLAUSE or (token.pos_ not in VERBAL and not _is_mistaken(token)):
        return False
    return token.tag_ != "MD" and not _is_preposition(token)


def _is_mistaken(token: Token) -> bool:
    """Whether a verb was tagged a noun for its form: "the tower cost 3 million euros"."""
    kinds = {c.dep_ for c in token.children}
    return token.tag_ in ("NN", "NNS") and token.dep_ == "ROOT" and "nsubj" in kinds and "dobj" in kinds


def _is_preposition(token: Token) -> bool:
    """Whether a participle only leads a phrase: "ranging from A to B", "an act called Jorun", "compared with"."""
    if token.dep_ not in ("acl", "advcl", "prep", "ccomp", "dep", "conj") or any(
        c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass", "mark") for c in token.children
    ):
        return False
    finite = token.tag_ == "VBD" and token.dep_ != "conj"  # a past tense with no subject is a participle mistaken
    return (finite or token.tag_ in ("VBG", "VBN")) and token.lower_ in LEADING


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: by its auxiliary, or as a participle that hangs on a noun."""
    if verb.lemma_ == "be":
        return False
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent", "csubjpass") for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in ("nsubj", "aux") for c in verb.children):
        return verb.head.pos_ in VERBAL and is_passive(verb.head)
    if verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and _goes_on_passive(verb):
        return True
    return verb.tag_ == "VBN" and (
        verb.dep_ == "acl"
        or (
            verb.dep_ in ("advcl", "ccomp", "dep", "ROOT")
            and not any(c.dep_ in ("aux", "nsubj", "dobj") for c in verb.children)
        )
    )


def _goes_on_passive(verb: Token) -> bool:
    """Whether a verb shares the auxiliary of the passive before it: "homes were raided and their computers seized"."""
    has = {c.dep_ for c in verb.children}
    return (
        "nsubj" in has
        and not has & {"dobj", "obj", "aux", "ccomp", "xcomp", "prep", "attr", "acomp"}
        and verb.head.tag_ == "VBN"
        and any(c.dep_ == "auxpass" for c in verb.head.children)
    )


def is_existential(verb: Token) -> bool:
    """Whether the clause says that something is there: "there is a dispute"."""
    return verb.lemma_ == "be" and any(c.dep_ == "expl" and c.lower_ == "there" for c in verb.children)


def is_echo(verb: Token) -> bool:
    """Whether a verb only takes up the one before it: "so does X", "as are X and Y"."""
    if verb.lemma_ not in ("do", "be", "have") or verb.dep_ not in ("conj", "advcl") or verb.head.pos_ not in VERBAL:
        return False
    has = {c.dep_ for c in verb.children}
    if "nsubj" not in has or has & {"dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "neg", "oprd"}:
        return False
    return any(c.lower_ in ("so", "as") and c.dep_ in ("advmod", "mark") and c.i == verb.i - 1 for c in verb.children)


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_ranked(noun: Token) -> bool:
    """Whether an infinitive behind the noun tells a fact: "the first song to top", "the only label", "the first to"."""
    return noun.lower_ in RANKS or any(c.lower_ in RANKS or c.tag_ == "JJS" for c in noun.children)


def ranked_noun(infinitive: Token) -> Token | None:
    """
    Return the ranked noun whose fact an infinitive tells; ``None`` where it tells an aim.

    In "is the first song made by AI to top the list" the parser hangs the infinitive on the participle.
    """
    above = infinitive.head
    if infinitive.dep_ == "advcl" and above.dep_ == "acl" and above.head.dep_ in ("attr", "oprd"):
        above = above.head
    elif infinitive.dep_ not in ("acl", "relcl"):
        return None
    if above.dep_ == "pobj" and above.lower_ in SORTS and above.head.lower_ == "of":  # "the first law of its kind to"
        above = above.head.head
    return above if is_ranked(above) else None


def is_future(verb: Token) -> bool:
    """Whether the verb stands with "will" or "would"."""
    return any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall", "'ll", "wo") for c in verb.children)


def governs(verb: Token) -> bool:
    """Whether the verb introduces another clause: "plans to", "said that", "is able to"."""
    below = [c for c in verb.children if c.dep_ in CLOSED]
    for adjective in (c for c in verb.children if c.dep_ == "acomp"):
        told = CLOSED if adjective.lower_ in MODAL_ADJECTIVES else {"ccomp"}
        below += [c for c in adjective.children if c.dep_ in told]
    return any(c.pos_ in VERBAL for c in below)


def with_particle(verb: Token, word: str) -> str:
    """Return a form of the verb joined with its particle: ``take_down``."""
    return "_".join([word, *(c.lower_ for c in verb.children if c.dep_ == "prt")])


def is_beside(verb: Token) -> bool:
    """Whether a clause stands beside the one it hangs on, with a semicolon between: "A won; B lost"."""
    if verb.dep_ not in ("ccomp", "parataxis") or verb.head.i == verb.i:
        return False
    first, last = sorted((verb.i, verb.head.i))
    edges = verb.left_edge.i, verb.right_edge.i  # "he said that A won; B lost": what is said has both
    return any(t.text == ";" and not edges[0] < t.i <= edges[1] for t in verb.doc[first:last])


def purpose_of(verb: Token) -> Token | None:
    """Return the verb whose purpose an infinitive behind "in order" tells: "met in order to protest"."""
    noun = verb.head
    if verb.dep_ == "acl" and noun.lower_ == "order" and noun.dep_ == "pobj" and noun.head.lower_ == "in":
        return noun.head.head
    return None


def base_form(verb: Token) -> str:
    """
    Return the lemma of a verb in lower case, with the "e" that a lemmatizer loses: "hoping" is of "hope", not "hop".

    English doubles the last consonant of a short verb, so that "hop" gives "hopping", and "hops" without an "e".
    """
    lemma, word = verb.lemma_.lower(), verb.lower_
    if any(c.dep_ == "aux" and c.lower_ in ("do", "does", "did") for c in verb.children):
        return word  # "did not found": behind "do" a verb stands in its base form
    short = SHORT.fullmatch(lemma) is not None and word in (f"{lemma}ing", f"{lemma}ed", f"{lemma}es")
    return f"{lemma}e" if short else lemma
