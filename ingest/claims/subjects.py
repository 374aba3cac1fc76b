"""
Subjects: who does what a verb tells, inherited where the verb names nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.parsing.nouns import classes_of_noun

from .phrases import Phrase, Reach, antecedent, clause_phrase, phrases
from .verbs import VERBAL, is_infinitive, is_ranked

if TYPE_CHECKING:
    from spacy.tokens import Token

OF_OTHERS = frozenset(
    {
        "forbid", "prohibit", "ban", "outlaw", "bar", "restrict", "limit", "require", "recommend", "suggest", "involve",
        "mean", "allow", "permit", "oppose", "criticise", "criticize", "condemn", "include", "cover", "entail",
    }
)  # fmt: skip
"""Verbs whose gerund is done by anybody: "the law forbids copying voices"."""
OPENINGS = frozenset({"chance", "opportunity", "time", "way", "reason", "right", "need", "room", "ability", "power"})
"""Nouns whose infinitive tells what might be done, not what anybody does: "missed a chance to win"."""
INHERIT = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "dep"})
CLAUSAL = frozenset({"csubj", "csubjpass"})
COPULAS = frozenset({"be", "become", "remain"})
PRONOUN = 0.6
"""Confidence that a pronoun takes up the subject of the clause above."""
PERSONS = ("er", "or", "ist", "man", "woman", "ian", "ant")
THINGS = frozenset(
    {
        "publisher", "carrier", "newspaper", "paper", "letter", "number", "server", "computer", "order", "tower",
        "matter", "power", "offer", "folder", "chapter", "centre", "center", "restaurant", "plant", "factor", "sector",
        "error", "mirror", "color", "colour", "harbor", "river", "water", "winter", "summer", "theater", "broadcaster",
        "retailer", "manufacturer", "competitor", "distributor", "operator", "grant", "covenant", "answer", "corner",
        "quarter", "register", "chamber", "member", "browser", "router", "printer", "user", "consumer", "supplier",
    }
)  # fmt: skip
"""Nouns that end as nouns of persons do and may name a thing or a company, for which "it" may stand."""
NOUN_LEFT = frozenset({"det", "poss", "amod", "nummod", "compound"})
DEEPEST = 6
"""Longer chains of inherited subjects are parse errors."""


def subjects(reach: Reach, verb: Token, depth: int = 0) -> list[Phrase]:
    """
    Return the grammatical subject of a verb, inherited where it has none of its own.

    A passive verb's grammatical subject is its logical object; the caller tells them apart.
    """
    around = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))]
    own = _untitled(reach, [c for v in around for c in v.children if c.dep_ in ("nsubj", "nsubjpass", "expl")])
    if own:
        found = [p for c in own if c.dep_ != "expl" for p in _who(reach, c, verb)]
        return found or _same_as_above(reach, verb, own, depth)
    if clause := next((c for c in verb.children if c.dep_ in CLAUSAL), None):
        return [clause_phrase(reach, clause)]
    if depth > DEEPEST or verb.head.i == verb.i:
        return []
    if verb.dep_ in ("acl", "relcl"):
        return _described(reach, verb, depth)
    if verb.dep_ == "pcomp":
        return _controller(reach, verb, depth)
    return _inherited(reach, verb, depth)


def _who(reach: Reach, subject: Token, verb: Token) -> list[Phrase]:
    """Return what a subject stands for; a relative pronoun, for the noun before it that its verb agrees with."""
    noun = antecedent(subject)
    if noun.i == subject.i:
        return phrases(reach, subject)
    if subject.lower_ == "who" and (people := _people_of(reach, noun, subject)) is not None:
        noun = people
    return nearest(reach, noun, verb)


def _people_of(reach: Reach, noun: Token, who: Token) -> Token | None:
    """Return the people right before "who" where the noun they hang on is a thing: "the names of artists who"."""
    if not who.i or noun.i in reach.links or is_person(reach, noun.lemma_.lower()):
        return None
    near = who.nbor(-1)
    told = near.i in reach.links or is_person(reach, near.lemma_.lower())
    return near if near.dep_ == "pobj" and near.head.head.i == noun.i and told else None


def _untitled(reach: Reach, found: list[Token]) -> list[Token]:
    """Leave out a noun that the parser takes for a subject of its own right before the name it tells of."""
    starts = {t.left_edge.i for t in found if t.i in reach.links}
    return [t for t in found if t.i in reach.links or t.right_edge.i + 1 not in starts]


def agents(reach: Reach, verb: Token) -> list[Phrase]:
    """Return the "by" phrases of a passive verb that tell who acts."""
    return [
        p
        for c in verb.children
        if c.dep_ == "agent"
        for g in c.children
        if g.dep_ == "pobj" and not is_means(reach, g)
        for p in phrases(reach, g)
    ]


def is_means(reach: Reach, noun: Token) -> bool:
    """Whether a noun behind "by" tells how, not who: "returned by mail", "settled by agreement"; not "by police"."""
    bare = noun.tag_ == "NN" and noun.i not in reach.links and not any(c.dep_ in NOUN_LEFT for c in noun.children)
    return bare and not any(reach.domain.is_a(c, "Agent") for c in classes_of_noun(reach.domain, noun.lemma_.lower()))


def _same_as_above(reach: Reach, verb: Token, own: list[Token], depth: int) -> list[Phrase]:
    """Read "the law bans copies, though it spares X": a pronoun for the unnamed subject of the clause above."""
    pronoun = all(c.lower_ in ("it", "they") for c in own)
    if verb.dep_ == "ccomp" and verb.i < verb.head.i:  # "it agreed to pay; the deal is dated May": not the deal
        return []
    if not pronoun or depth > DEEPEST or verb.dep_ not in ("advcl", "ccomp", "conj") or verb.head.pos_ not in VERBAL:
        return []
    above = subjects(reach, verb.head, depth + 1)
    thing = any(c.lower_ == "it" for c in own)
    return [
        replace(p, confidence=PRONOUN, kind="pronoun")
        for p in above
        if p.entity is None and not (thing and is_person(reach, p.head))
    ]


def is_person(reach: Reach, noun: str) -> bool:
    """Whether a common noun tells a person: by the domain's nouns, or by its ending ("teacher", "violinist")."""
    known = any(reach.domain.is_a(c, "Person") for c in classes_of_noun(reach.domain, noun))
    return known or (len(noun) > 4 and noun.endswith(PERSONS) and noun not in THINGS)  # noqa: PLR2004


def nearest_member(noun: Token, describing: Token) -> Token:
    """
    Return the member of a list that a description right behind its last member is about.

    "A, B and C, which belongs to D" and "A, B and C, a part of D" tell of C alone; "which belong" tells of all.
    """
    last = noun
    while (more := [c for c in last.children if c.dep_ == "conj"]) and more[-1].i < describing.i:
        last = more[-1]
    if last.i == noun.i or describing.left_edge.i > last.i + 2 or _is_plural(describing):
        return noun
    return last


def nearest(reach: Reach, noun: Token, describing: Token) -> list[Phrase]:
    """Return what a description tells of: the nearest member of a list, where the description is of one thing."""
    found = phrases(reach, nearest_member(noun, describing), whole=False)
    several = len({p.start for p in found}) > 1
    return found[-1:] if several and _is_singular(describing) else found


def _is_singular(describing: Token) -> bool:
    words = (describing, *(c for c in describing.children if c.dep_ in ("aux", "auxpass")))
    article = any(c.dep_ == "det" and c.lower_ in ("a", "an", "the") for c in describing.children)
    return any(w.tag_ == "VBZ" or w.lower_ == "was" for w in words) or (describing.tag_ == "NN" and article)


def _is_plural(describing: Token) -> bool:
    words = (describing, *(c for c in describing.children if c.dep_ in ("aux", "auxpass")))
    return any(w.tag_ in ("NNS", "NNPS", "VBP") or w.lower_ in ("were", "have", "are") for w in words)


def _described(reach: Reach, verb: Token, depth: int) -> list[Phrase]:
    """Return the noun that a participle or relative hangs on, or who it is said of ("X was the first to")."""
    noun = verb.head
    if noun.dep_ == "attr" and noun.head.lemma_.lower() in COPULAS:
        named = subjects(reach, noun.head, depth + 1)
        return named if any(p.entity for p in named) else phrases(reach, noun, whole=False)
    if noun.dep_ == "oprd" and (named := _named_so(reach, noun)):
        return named
    if is_infinitive(verb) and not is_ranked(noun):
        owners = [p for c in noun.children if c.dep_ == "poss" for p in phrases(reach, c)]
        return owners or ([] if noun.lemma_.lower() in OPENINGS else _controller(reach, verb, depth))
    return nearest(reach, noun, verb)


def _named_so(reach: Reach, noun: Token) -> list[Phrase]:
    """Return what is called by a noun: X in "calls X the first to pay"."""
    return [p for c in noun.head.children if c.dep_ in ("dobj", "obj") for p in phrases(reach, c)]


def _inherited(reach: Reach, verb: Token, depth: int) -> list[Phrase]:
    """Return the subject that an infinitive, participle or conjoined verb takes from the verb above it."""
    head = verb.head.head if verb.head.dep_ == "acomp" or is_aside(verb) else verb.head
    if head.pos_ not in VERBAL or verb.dep_ not in INHERIT:
        return []
    if verb.tag_ == "VBG" and verb.dep_ in ("xcomp", "ccomp") and head.lemma_.lower() in OF_OTHERS:
        return []
    patient = [c for c in head.children if c.dep_ in ("dobj", "obj")]
    if verb.dep_ == "xcomp" and patient:
        return [p for c in patient for p in phrases(reach, c)]
    return subjects(reach, head, depth + 1)


def is_aside(verb: Token) -> bool:
    """
    Whether the verb goes on with the main clause, over the head of a clause about an earlier time.

    "The label dropped the act, days after the deal had become known, and apologised": the label apologised.
    """
    aside, main = verb.head, verb.head.head
    if verb.dep_ != "conj" or aside.dep_ not in ("advcl", "ccomp", "relcl") or verb.tag_ != "VBD":
        return False
    earlier = any(c.dep_ == "aux" and c.lower_ == "had" for c in aside.children)
    comma = any(c.dep_ == "punct" and aside.i < c.i < verb.i and c.text == "," for c in aside.children)
    return earlier and comma and main.tag_ == "VBD" and not any(c.dep_ == "aux" for c in verb.children)


def _controller(reach: Reach, verb: Token, depth: int) -> list[Phrase]:
    """Return the subject of a gerund behind a preposition: "faced criticism for listing", "accused it of copying"."""
    noun = verb.head.head
    if verb.head.lower_ == "of" and noun.pos_ == "NOUN":  # "the option of requiring a licence"
        return [p for c in noun.children if c.dep_ == "poss" for p in phrases(reach, c)]
    above = verb.head
    while above.pos_ not in VERBAL and above.head.i != above.i:
        above = above.head
    if above.pos_ not in VERBAL:
        return []
    patient = [c for c in above.children if c.dep_ in ("dobj", "obj")]
    if patient and verb.head.head.i == above.i and verb.head.lower_ in ("of", "from", "for"):
        named = [p for c in patient for p in phrases(reach, c)]
        if verb.head.lower_ != "for" or any(p.entity for p in named):
            return named
    return subjects(reach, above, depth + 1)
