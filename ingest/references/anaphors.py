"""
Which words refer: pronouns, definite nouns, "there"; what kind of thing each of them asks for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ingest.names.lexicon import Lexicon, singular
from ingest.parsing.quotations import SPEECH
from kg.text.names import name_key, place_of_adjective, word_set

from .descriptions import modifiers
from .discourse import SUBJECTS, noun_gender
from .roles import PARTIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.parsing.surrogate import Parsed

Kind = Literal["person", "thing", "they", "there", "noun", "nouns"]
FEMALE = word_set("she her hers herself")
MALE = word_set("he him his himself")
THING = word_set("it its itself")
PLURAL = word_set("they them their theirs themselves")
FIRST = word_set("i me my mine myself")
OURS = word_set("we us our ours ourselves")
REFLEXIVE = word_set("himself herself itself themselves")
DETERMINERS = word_set("the this that these those both")
POSSESSIVES = word_set("his her its their")
GENERAL = word_set(
    "police court government army navy military parliament congress press public region area world district "
    "community church internet media industry market board team family number list way part time day week month "
    "year first last one other people student executive official leader head officer artist user group"
)
"""Nouns that often need no antecedent, or have an unnamed one."""
_EMPTY = word_set(
    "possible clear likely unlikely important hard difficult crucial necessary easy good bad true unclear essential "
    "time known"
)
_WEATHER = word_set("seem appear happen rain turn")
_COPULAS = word_set("be become remain")
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
"""Parts that an adjective does not play: "the single" is a noun there, whatever the tagger says."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """
    A place that may refer to something said before.

    Args:
        token: Its head in the parse.
        kind: ``person`` for "she", ``thing`` for "it", ``they``, ``there``; ``noun`` for "the label", ``nouns`` for
            "the labels".
        first: First token of the phrase.
        gender: ``f``, ``m`` or nothing.
        noun: Head noun in the singular.
        words: What stands before the noun and narrows it down, in lower case.
        place: Words of a country whose adjective stands before the noun.
        told: Classes that the noun tells.
        cues: What speaks for its meaning nothing that was mentioned: "of", "clause", "new" ...
        breadth: Whether the noun tells no class, a class of any news, or one of the domain's own.
    """

    token: Token
    kind: Kind
    first: int
    gender: str = ""
    noun: str = ""
    words: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    cues: frozenset[str] = field(default_factory=frozenset)
    breadth: Literal["untold", "told", "told narrowly"] = "untold"

    @property
    def possessive(self) -> bool:
        """Whether it is "his", "its" and the like."""
        return self.token.dep_ == "poss" and not self.noun


def anaphor_at(parsed: Parsed, token: Token, words: Lexicon) -> Anaphor | None:
    """Return what a token asks for, ``None`` where it refers to nothing or is no pronoun and no definite noun."""
    unit, low = parsed.units[token.i], token.lower_
    if unit.mentions or unit.time:
        return None
    if low in FEMALE | MALE:
        return Anaphor(token, "person", token.i, "f" if low in FEMALE else "m")
    if low in THING:
        return None if is_empty(token) else Anaphor(token, "thing", token.i, cues=frozenset(_clause_cues(token)))
    if low in PLURAL:
        return Anaphor(token, "they", token.i)
    if low == "there" and token.dep_ == "advmod" and token.head.pos_ in {"VERB", "AUX"}:
        return Anaphor(token, "there", token.i)
    return _definite(parsed, token, words)


def _definite(parsed: Parsed, token: Token, words: Lexicon) -> Anaphor | None:
    determiner = determiner_of(token)
    if not is_noun(parsed, token, words) or determiner is None:
        return None
    low = determiner.lower_
    if low not in DETERMINERS and not (low in POSSESSIVES and words.told(token.lower_)):
        return None
    plural = token.tag_ in {"NNS", "NNPS"} and token.lower_ != "series"
    noun = singular(token.lower_) if plural else token.lower_
    before = modifiers(parsed, token)
    place = {w for c in token.lefts for w in name_key(place_of_adjective(c.text) or "").split()}
    told, telling = told_by(token, noun, words) if noun not in PARTIES else ((), set())
    cues = {low, *_after(token), *(["general"] if noun in GENERAL else [])}
    return Anaphor(
        token,
        "nouns" if plural else "noun",
        min(determiner.i, token.i),
        noun_gender(noun),
        noun,
        frozenset(before - place - telling - _TELLING),
        frozenset(place),
        told,
        frozenset(cues),
        _breadth(told, words),
    )


def _breadth(told: tuple[str, ...], words: Lexicon) -> Literal["untold", "told", "told narrowly"]:
    if not told:
        return "untold"
    return "told" if any(words.domain.classes[c].core for c in told) else "told narrowly"


def is_noun(parsed: Parsed, token: Token, words: Lexicon) -> bool:
    """Whether a token is a common noun that heads its phrase; "the Act" is one as well."""
    unit = parsed.units[token.i]
    if unit.mentions or unit.time or token.dep_ in {"compound", "nmod", "amod"}:
        return False
    if unit.quantity is not None:
        return False
    if token.pos_ == "NOUN" and token.text.islower():
        return True
    if token.pos_ == "ADJ" and token.dep_ in ARGUMENTS and determiner_of(token) is not None:
        return bool(words.told(token.lower_))
    return token.pos_ in {"NOUN", "PROPN"} and token.text.istitle() and bool(words.told(token.lower_))


def determiner_of(token: Token) -> Token | None:
    """Return the first "the", "this", "both" or possessive pronoun of a noun."""
    return next((c for c in token.lefts if c.dep_ in {"det", "predet"} or c.tag_ == "PRP$"), None)


def _after(token: Token) -> Iterator[str]:
    for child in token.rights:
        if child.dep_ == "prep":
            yield "of" if child.lower_ == "of" else "prep"
        elif child.dep_ in {"relcl", "acl"}:
            yield "clause"
        elif child.dep_ == "appos":
            yield "appos"
    yield from (c.lower_ for c in token.lefts if c.dep_ in {"amod", "nummod"} and c.lower_ in _TELLING)


_TELLING = word_set("same new other next last latest first second third only own previous original whole")


def told_by(token: Token, noun: str, words: Lexicon) -> tuple[tuple[str, ...], set[str]]:
    """
    Return the classes that a noun tells together with what stands right before it, and those words.

    "The virtual act" may tell another class than "the act".
    """
    before = [c.lower_ for c in token.lefts if c.dep_ in {"amod", "compound"}]
    for start in range(len(before)):
        told = words.told(" ".join((*before[start:], noun)))
        if told:
            return told, set(before[start:])
    told = words.told(noun)
    for cls in told:
        for modifier, other in words.modifiers.get(cls, ()):
            if modifier in before:
                return (other,), {modifier}
    return told, set()


def is_empty(token: Token) -> bool:
    """Whether "it" stands for nothing: "it is clear that", "it seems", "it had become known that"."""
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in _WEATHER:
        return True
    if token.dep_ not in SUBJECTS:
        return False
    after = [c for c in verb.children if c.i > verb.i]
    clause = any(c.dep_ in {"ccomp", "xcomp", "csubj", "csubjpass"} or _whether(c) for c in after)
    if token.dep_ == "nsubjpass" and verb.lemma_ in SPEECH | {"know", "expect", "hope"}:
        return any(c.dep_ in {"ccomp", "csubjpass", "csubj"} for c in after)
    if verb.lemma_ not in _COPULAS:
        return False
    told = [c for c in after if c.dep_ in {"acomp", "attr"}]
    return any(c.lower_ in _EMPTY for c in told) or (clause and bool(told))


def _whether(clause: Token) -> bool:
    """Whether an adverbial clause may be what "it" announces: "it is good that", not "it is good, since"."""
    return clause.dep_ == "advcl" and any(c.lower_ in {"that", "if", "whether", "to"} for c in clause.lefts)


def _clause_cues(token: Token) -> Iterator[str]:
    if token.dep_ in SUBJECTS and any(
        c.dep_ in {"ccomp", "csubj", "xcomp"} and c.i > token.head.i for c in token.head.children
    ):
        yield "clause"
    if token.head.lemma_ in _COPULAS:
        yield "be"


def verb_of(token: Token) -> Token | None:
    """Return the verb of the clause that a token stands in."""
    node = token
    for _ in range(8):
        if node.pos_ in {"VERB", "AUX"} and node.i != token.i:
            return node
        if node.head.i == node.i:
            return None
        node = node.head
    return None
