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
CHARGING = word_set("accuse convict suspect acquit deprive rob remind absolve")
"""Verbs that take whom and "of" what: "accuses the firm of copying"."""
PLURAL = "Beatles"
"""The word that stands for a list of names in the parse."""
AUXILIARIES = word_set("do does did has have had will would can could may might must shall should is are was were")
NUMBERS = {"NN": "singular", "NNP": "singular", "NNS": "plural", "NNPS": "plural"}
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def repair(doc: Doc) -> None:
    """
    Put right, in place, what the parser reads wrongly.

    What it takes for a description of a noun is told: "told a court that it had paid". "Let somebody go" is one verb.
    """
    tokens = list(doc)
    for mend in (_free, _join_office, _hang, _let_act, _charge, _act_for, _tell, _deny):
        for token in tokens:
            mend(token)


def _free(going: Token) -> None:
    if going.lower_ == "go" and (freed := _let_go(going)) is not None:
        _join(going, freed)


def _join_office(noun: Token) -> None:
    if noun.dep_ in SUBJECTS and (name := _office_of(noun)) is not None:
        name.head = noun
    elif noun.dep_ == "advcl" and (name := _office_before(noun)) is not None:
        noun.head = name
        noun.dep_ = "appos"


def _hang(word: Token) -> None:
    better = HANGING.get(word.dep_)
    if better is not None and (head := better(word)) is not None:
        word.head = head


def _let_act(verb: Token) -> None:
    if verb.dep_ == "conj" and (actor := _actor(verb)) is not None:
        actor.head, actor.dep_ = verb, "nsubj"


def _charge(of: Token) -> None:
    if of.lower_ == "of" and (verb := _charged_with(of)) is not None:
        of.head = verb


def _act_for(behalf: Token) -> None:
    """Hang "on behalf of the heirs" on the verb: "sued two firms on behalf of the heirs"."""
    on, noun = behalf.head, behalf.head.head
    acts = behalf.lower_ == "behalf" and on.lower_ == "on" and noun.dep_ == "dobj" and noun.i < on.i
    if acts and noun.head.pos_ == "VERB":
        on.head = noun.head


def _deny(no: Token) -> None:
    """Hang a "not" behind an auxiliary on its verb, not on the next preposition: "does not in this reading cover"."""
    if no.lower_ not in ("not", "n't") or not no.i or no.nbor(-1).lower_ not in AUXILIARIES:
        return
    auxiliary = no.nbor(-1)
    verb = auxiliary.head
    strayed = auxiliary.dep_ in ("aux", "auxpass") and verb.i > no.i and no.head.i not in (verb.i, auxiliary.i)
    if strayed and all(t.text != "," for t in no.doc[no.i : verb.i]):
        no.head, no.dep_ = verb, "neg"


def _tell(that: Token) -> None:
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


def _charged_with(of: Token) -> Token | None:
    """Return the verb of "accuses the firm of copying", whose "of" is the verb's and not the firm's."""
    noun = of.head
    verb = noun.head
    charged = noun.dep_ in ("dobj", "obj") and noun.right_edge.i >= of.i > noun.i and verb.i < noun.i
    return verb if charged and verb.lemma_.lower() in CHARGING else None


def _agreeing(verb: Token) -> Token | None:
    """
    Return the nearer noun that a relative clause agrees with in number where the farther one does not.

    "a hall full of chairs that were empty": the chairs were. Lists count as plural.
    """
    noun = verb.head
    who = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("WDT", "WP")), None)
    if who is None or noun.i + 1 >= who.i:
        return None
    near = who.nbor(-2) if who.nbor(-1).lower_ == "," else who.nbor(-1)
    number = _number_of(verb)
    if near.i == noun.i or number is None or noun not in near.ancestors or near.tag_ not in NUMBERS:
        return None
    listed = any(c.dep_ == "conj" for c in (*noun.children, *near.children)) or near.dep_ == "conj"
    return near if not listed and NUMBERS.get(noun.tag_, number) != number == NUMBERS[near.tag_] else None


def _resumed(verb: Token) -> Token | None:
    """
    Return the main verb that a verb goes on with where it agrees with it and not with the clause it is hung on.

    "has tagged albums that hold copies and calls itself the first": it calls, the albums hold.
    """
    clause = verb.head
    if clause.dep_ != "relcl" or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    main = clause.head
    while main.pos_ not in ("VERB", "AUX") and main.head.i != main.i:
        main = main.head
    numbers = [_number_of(v) for v in (verb, clause, main)]
    agrees = numbers[0] is not None and numbers[0] == numbers[2] and numbers[1] not in (None, numbers[0])
    return main if agrees and main.pos_ in ("VERB", "AUX") and main.i < clause.i else None


def _before_comma(noun: Token) -> Token | None:
    """Return the noun before the comma of an apposition that the parser hangs on one before the verb."""
    comma = noun.left_edge.i - 1
    if comma < 1 or noun.doc[comma].text != ",":
        return None
    near = noun.doc[comma - 1]
    crossed = noun.head.i < near.i and (near not in noun.head.subtree or _are_listed(near, noun))
    return near if crossed and near.pos_ in ("NOUN", "PROPN") and near.dep_ in ("pobj", "dobj") else None


def _are_listed(near: Token, names: Token) -> bool:
    """Whether a list names those counted right before it, and not one thing farther back: "three majors, A, B"."""
    counted = any(c.dep_ in ("nummod", "det", "predet") and c.lower_ != "the" for c in near.children)
    return names.text == PLURAL and counted and NUMBERS.get(near.tag_) == "plural" != NUMBERS.get(names.head.tag_)


def _first_object(noun: Token) -> Token | None:
    """Return the object that "sued Vale in Oslo, and Halden Records" goes on with; the parser hangs it on the verb."""
    verb = noun.head
    objects = [c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < noun.i]
    later = (t for t in noun.doc[noun.i + 1 : noun.sent.end] if t.tag_ in ("VBD", "VBZ", "VBP"))
    opens = any(not any(c.dep_ in SUBJECTS for v in (t, t.head) for c in v.children) for t in later)
    clause = opens or any(c.dep_ in SUBJECTS for c in noun.children)
    return objects[0] if verb.pos_ == "VERB" and len(objects) == 1 and not clause else None


def _actor(verb: Token) -> Token | None:
    """Return who acts in "sued Vale, and Halden was at the hearing", whom the parser takes for one more who is sued."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    last = next((c for c in verb.head.children if c.dep_ in ("dobj", "pobj") and c.i < verb.i), None)
    while last is not None and (more := [c for c in last.children if c.dep_ == "conj" and c.i < verb.i]):
        last = more[-1]
    if last is None or last.dep_ != "conj" or last.pos_ not in ("NOUN", "PROPN"):
        return None
    between = verb.doc[last.i + 1 : verb.i]
    start = last.left_edge.i
    led = start > 1 and verb.doc[start - 1].dep_ == "cc" and verb.doc[start - 2].text == ","
    return last if led and not any(t.dep_ == "cc" or t.pos_ == "VERB" for t in between) else None


def _joined(word: Token) -> Token | None:
    return _first_object(word) if word.pos_ in ("NOUN", "PROPN") else _resumed(word)


HANGING = {"relcl": _agreeing, "conj": _joined, "appos": _before_comma}
"""Dependency -> what finds a better head for a word that hangs by it."""


def _number_of(verb: Token) -> str | None:
    """Return whether the verb's finite word stands in the singular or plural; ``None`` where its form does not tell."""
    finite = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb)
    if finite.tag_ == "VBZ" or finite.lower_ == "was":
        return "singular"
    return "plural" if finite.tag_ == "VBP" or finite.lower_ == "were" else None


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
