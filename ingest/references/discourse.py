"""
What an article has mentioned so far: named things, lists of them, and things that nobody names.

Unnamed things compete too: where "a study" is the best antecedent of "it", nothing is linked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.names.given_names import gender_of_name
from ingest.names.lexicon import lexicon
from kg.text.names import name_key, word_set

from .descriptions import Description, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from ingest.parsing.quotations import Quotation
    from ingest.parsing.surrogate import Parsed
    from kg.domain import Domain
    from kg.model import Entity

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVE = word_set("who which that whom")
MAJORITY = 0.7
"""Vote for ``Person`` when the model calls half of the mentions so."""
FEMALE_NOUNS = word_set(
    "woman girl mother daughter wife sister actress queen princess spokeswoman chairwoman congresswoman baroness "
    "widow aunt niece grandmother businesswoman songstress ms mrs miss lady"
)
MALE_NOUNS = word_set(
    "man boy father son husband brother actor king prince spokesman chairman congressman lord widower uncle nephew "
    "grandfather businessman mr sir"
)
PERSON_NOUNS = (
    FEMALE_NOUNS
    | MALE_NOUNS
    | word_set("child baby student teacher person youth teenager friend parent spokesperson founder owner someone")
)
GUESS = 1.0
"""Votes below which a class is no more than a guess; the model's label alone is worth 1.35."""
LIMIT = 40
"""Things looked at for one reference, the latest first."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """
    One thing mentioned at one place.

    Args:
        token: Index in the parse.
        anchor: Index of the noun to which it is apposed, else its own.
        sentence: Number of its sentence.
        role: Its part in the clause, as the dependency to its verb.
        listed: Whether it stands in a list of several.
        spoken: Whether a pronoun or a noun means it here, not its name.
    """

    token: int
    anchor: int
    sentence: int
    role: str
    listed: bool = False
    spoken: bool = False


@dataclass(slots=True)
class Thing:
    """
    One thing of the article.

    Args:
        entity: Its key, ``None`` for a list or an unnamed thing.
        members: Keys of the entities of a list.
        noun: Head noun of an unnamed thing.
        words: What stood before that noun.
        determiner: How an unnamed thing was introduced: ``definite``, ``indefinite``, ``owned`` or ``bare``.
        occurrences: Where it was mentioned, in the order of the text.
    """

    entity: str | None = None
    members: tuple[str, ...] = ()
    noun: str = ""
    words: frozenset[str] = frozenset()
    plural: bool = False
    determiner: str = ""
    occurrences: list[Occurrence] = field(default_factory=list)

    @property
    def keys(self) -> tuple[str, ...]:
        """Entities that it stands for."""
        return (self.entity,) if self.entity else self.members

    @property
    def last(self) -> Occurrence:
        """Where it was mentioned last."""
        return self.occurrences[-1]


@dataclass
class Discourse:
    """
    The things mentioned up to a point, and what is known of each entity.

    Args:
        quotations: Who speaks where.
        topics: Entities that the title names.
        things: Identifier -> thing, the latest last: an entity's key, ``+`` with keys, ``?`` with a token.
        genders: Entity -> ``f`` or ``m``.
        called: Noun -> the last unnamed thing that was introduced by it.
        bodies: Speaker -> the organization he speaks for, as far as anybody asked.
        certain: Entities whose gender a noun or a pronoun has told, not the given name alone.
    """

    parsed: Parsed
    entities: Mapping[str, Entity]
    domain: Domain
    quotations: tuple[Quotation, ...] = ()
    topics: frozenset[str] = frozenset()
    things: dict[str, Thing] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    certain: set[str] = field(default_factory=set)
    said: Mapping[str, Description] = field(init=False)
    called: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str | None] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    at: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the sentences and gather what is said of the names."""
        for number, sentence in enumerate(self.parsed.doc.sents):
            self.numbers += [number] * len(sentence)
        self.said = describe(self.parsed, self.entities, lexicon(self.domain))
        for key, entity in self.entities.items():
            nouns = self.said[key].nouns | self.said[key].titles
            told = "f" if nouns & FEMALE_NOUNS else "m" if nouns & MALE_NOUNS else ""
            if told:
                self.certain.add(key)
            if told or self.person_like(entity.type):
                self.genders[key] = told or gender_of_name(entity.name)

    def number(self, token: int) -> int:
        """Return the number of a token's sentence."""
        return self.numbers[token]

    def person_like(self, cls: str) -> bool:
        """Whether he or she may be said of a class: a person, or an act that may be one."""
        domain = self.domain
        if domain.is_a(cls, "Person"):
            return True
        if not domain.is_a(cls, "Agent") or any(
            domain.is_a(cls, o) for o in ("Organization", "Product", "PersonGroup")
        ):
            return False
        return (
            any("PERSON" in c.ner_labels for c in domain.classes.values() if domain.is_a(c.name, cls))
            and cls != "Agent"
        )

    def human(self, key: str) -> bool:
        """Whether an entity is a person by class, or of a core class and the model took it for one, not for a body."""
        votes, cls = dict(self.entities[key].votes), self.entities[key].type
        if self.domain.is_a(cls, "Person"):
            return True
        if not self.domain.classes[cls].core and not self.person_like(cls):
            return False
        return votes.get("Person", 0.0) > max(MAJORITY, votes.get("Organization", 0.0))

    def body(self, key: str) -> bool:
        """Whether an act of unknown kind looks like a body of several rather than like a person."""
        votes = dict(self.entities[key].votes)
        return not self.human(key) and votes.get("Organization", 0.0) > 0

    def guessed(self, key: str) -> bool:
        """Whether hardly anything told an entity's class."""
        return sum(weight for _, weight in self.entities[key].votes) < GUESS

    def thing_like(self, key: str) -> bool:
        """Whether "it" may be said of an entity; an act of unknown sex may be a band or a machine."""
        cls = self.entities[key].type
        if self.domain.is_a(cls, "Person") or self.domain.is_a(cls, "PersonGroup"):
            return False
        return not (self.person_like(cls) and self.genders.get(key))

    def add(self, keys: Iterable[str], token: Token, *, spoken: bool = False) -> str:
        """Take in that entities were mentioned at a token; a list is a thing of its own. Returns its identifier."""
        keys = tuple(dict.fromkeys(keys))
        for key in keys:
            self._put(key, Thing(key), token, listed=len(keys) > 1, spoken=spoken)
        if len(keys) == 1:
            return keys[0]
        return self._put("+" + "|".join(sorted(keys)), Thing(None, keys, plural=True), token, spoken=spoken)

    def add_noun(self, token: Token, noun: str, words: frozenset[str] = frozenset()) -> str:
        """Take in that a new unnamed thing was mentioned; returns its identifier."""
        if token.tag_ != "NNS":
            self.called[noun] = f"?{token.i}"
        return self._put(f"?{token.i}", Thing(None, (), noun, words, token.tag_ == "NNS", _introduced(token)), token)

    def again(self, name: str, token: Token) -> None:
        """Take in that a thing was meant again."""
        thing = self.things[name]
        if thing.keys:
            self.add(thing.keys, token, spoken=True)
        else:
            self._put(name, thing, token, spoken=True)
        self.at[token.i] = name

    def call(self, keys: Iterable[str], noun: str) -> None:
        """Take in that a noun was said of things."""
        for key in keys:
            self.said[key].nouns.add(noun)
            self.said[key].classes.update(lexicon(self.domain).told(noun))

    def merge(self, noun: str, words: frozenset[str], keys: Sequence[str]) -> None:
        """Take in that a name is so called: the last thing that was called so is meant ("a bill ... the bill is X")."""
        self.call(keys, noun)
        last = self.called.get(noun, "")
        if last in self.things and not words - self.things[last].words:
            del self.things[last]

    def _put(self, name: str, new: Thing, token: Token, *, listed: bool = False, spoken: bool = False) -> str:
        thing = self.things.pop(name, new)
        self.things[name] = thing
        anchor = token.head.i if token.dep_ == "appos" else token.i
        thing.occurrences.append(Occurrence(token.i, anchor, self.number(token.i), _role(token), listed, spoken))
        self.at[token.i] = name
        return name

    def recent(self, token: int, reach: int) -> Iterator[tuple[str, Thing]]:
        """Yield the things of this sentence and the *reach* sentences before, the latest first, at most ``LIMIT``."""
        floor = self.number(token) - reach
        for count, name in enumerate(reversed(self.things)):
            thing = self.things[name]
            if thing.last.sentence < floor or count >= LIMIT:
                return
            yield name, thing


def _introduced(token: Token) -> str:
    """Return how a noun's first word introduces it."""
    for child in token.lefts:
        if child.lower_ in {"the", "this", "that", "these", "those"}:
            return "definite"
        if child.dep_ == "poss":
            return "owned"
        if child.dep_ in {"det", "nummod"}:
            return "indefinite"
    return "bare"


def titled(title: str, entities: Iterable[Entity]) -> frozenset[str]:
    """Return the entities that a title names."""
    words = f" {name_key(title)} "
    return frozenset(e.key for e in entities if any(f" {name_key(n)} " in words for n in (e.name, *e.aliases)))


def _role(token: Token) -> str:
    """Return a token's part in its clause; conjuncts have that of the first."""
    node = token
    for _ in range(5):
        if node.dep_ not in {"conj", "appos", "compound"} or node.head.i == node.i:
            break
        node = node.head
    return str(node.dep_)


def noun_gender(noun: str) -> str:
    """
    Return ``f`` or ``m`` for nouns that tell it.

    >>> noun_gender("widow"), noun_gender("singer")
    ('f', '')
    """
    return "f" if noun in FEMALE_NOUNS else "m" if noun in MALE_NOUNS else ""
