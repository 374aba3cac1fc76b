"""
Repairs: turns of phrase that the parser reads wrongly again and again, put right in its own terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.cues import attribution_verb
from kg.text.names import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TELLING = word_set("tell inform warn remind assure notify advise convince persuade")
"""Verbs that take both a hearer and a clause: "told the court that it had paid"."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def repair(doc: Doc) -> None:
    """
    Put right, in place, what the parser reads wrongly.

    What it takes for a description of a noun is told: "told a court that it had paid". "Let somebody go" is one verb.
    """
    for going in doc:
        if going.lower_ == "go" and (freed := _let_go(going)) is not None:
            _join(going, freed)
    for noun in doc:
        if noun.dep_ in SUBJECTS and (name := _office_of(noun)) is not None:
            name.head = noun
        elif noun.dep_ == "advcl" and (name := _office_before(noun)) is not None:
            noun.head = name
            noun.dep_ = "appos"
    for that in doc:
        if that.lower_ == "that" and that.i and (told := _told_to(that)) is not None:
            teller, clause = told
            clause.head = teller
            clause.dep_ = "ccomp"
            that.head = clause
            that.dep_, that.tag_ = "mark", "IN"


def _office_of(noun: Token) -> Token | None:
    """Return the name that a bare role tells of, where it hangs on the house: "Founder of Halden, X, met"."""
    if noun.tag_ != "NN" or noun.dep_ not in ("nsubj", "nsubjpass") or any(c.dep_ != "prep" for c in noun.children):
        return None
    houses = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    names = [n for h in houses for n in h.children if n.dep_ == "appos" and n.tag_ == "NNP"]
    if len(names) != 1 or names[0].right_edge.i + 1 >= len(noun.doc):
        return None
    return names[0] if noun.doc[names[0].right_edge.i + 1].text == "," else None


def _office_before(noun: Token) -> Token | None:
    """Return the subject that a bare role opens its sentence with: "Founder of Halden, X, later met Y"."""
    behind = noun.right_edge.i + 1
    if noun.tag_ != "NN" or not noun.is_sent_start or any(c.dep_ not in ("prep", "punct") for c in noun.children):
        return None
    if behind >= len(noun.doc) or noun.doc[behind].text != ",":
        return None
    names = (c for c in noun.head.children if c.dep_ == "nsubj" and c.tag_ == "NNP")
    return next((n for n in names if n.left_edge.i == behind + 1), None)


def _let_go(going: Token) -> Token | None:
    """Return whom "let ... go" sets free or drops; ``None`` where somebody is let go somewhere."""
    let = going.head
    who = [c for c in going.children if c.dep_ == "nsubj" and let.i < c.i < going.i]
    led = any(c.dep_ in ("prep", "xcomp", "prt", "dobj", "acomp", "advmod") and c.i > going.i for c in going.children)
    if let.lemma_ != "let" or going.dep_ not in ("ccomp", "xcomp") or len(who) != 1 or led or let.i >= going.i:
        return None
    return who[0]


def _join(going: Token, freed: Token) -> None:
    """Make "go" a particle of "let" and whom it is about the object."""
    let = going.head
    for child in list(going.children):
        child.head = let
    freed.dep_ = "dobj"
    going.dep_ = "prt"


def _told_to(that: Token) -> tuple[Token, Token] | None:
    """Return the teller and the clause behind *that*; ``None`` where it is no such turn."""
    noun = _noun_before(that)
    if noun is None:
        return None
    teller = noun.head.head if noun.dep_ == "pobj" else noun.head
    if teller.i > noun.i or teller.pos_ != "VERB" or not (_has_hearer(noun, teller) or _tells_where(noun, teller)):
        return None
    clause = that.head
    while clause.dep_ == "xcomp" and clause.head.i > that.i:
        clause = clause.head
    own = any(c.dep_ in SUBJECTS and c.i > that.i for c in clause.children)
    hangs = clause.dep_ in ("relcl", "acl", "ccomp") and clause.head.i in (noun.i, teller.i)
    whole = noun.dep_ != "pobj" or _lacks_nothing(clause)
    return (teller, clause) if own and hangs and whole and clause.i > that.i else None


def _noun_before(that: Token) -> Token | None:
    """Return the noun right before *that*, at the end of a hearer or of a place: "a court", "a letter to the court"."""
    noun = that.nbor(-1)
    return noun if noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.dep_ in ("dobj", "dative", "pobj") else None


def _has_hearer(noun: Token, teller: Token) -> bool:
    return noun.dep_ in ("dobj", "dative") and teller.lemma_.lower() in TELLING


def _tells_where(noun: Token, teller: Token) -> bool:
    """Whether a noun tells where or how something was said: "said in an interview that", "wrote on its site that"."""
    said = attribution_verb(teller.lemma_.lower()) in ("asserted", "alleged")
    return (
        said and noun.dep_ == "pobj" and not any(c.dep_ in ("dobj", "ccomp") for c in teller.children if c.i < noun.i)
    )


def _lacks_nothing(clause: Token) -> bool:
    """Whether a clause has all its parts, as no relative clause has: "in a letter that she had left the band"."""
    has = {c.dep_ for c in clause.children if c.lower_ != "that"}
    return bool(has & {"dobj", "attr", "acomp", "nsubjpass", "xcomp", "ccomp", "prt"}) or not has & {"nsubj"}
