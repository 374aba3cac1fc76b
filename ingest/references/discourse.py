"""
What an article has mentioned so far, and how well each thing fits a pronoun or a definite noun.

Unnamed things compete too: where "a study" is the best antecedent of "it", nothing is linked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.names.given_names import gender_of_name
from kg.text.names import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Token

    from ingest.parsing.quotations import Quotation
    from ingest.parsing.surrogate import Parsed
    from kg.domain import Domain
    from kg.model import Entity

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
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
    | word_set("child baby student teacher person youth teenager friend parent spokesperson founder owner")
)


@dataclass(slots=True)
class Occurrence:
    """
    One thing mentioned at one place.

    Args:
        entity: Its key, ``None`` for an unnamed thing.
        token: Index in the parse.
        sentence: Number of its sentence.
        plural: Whether it is several things.
    """

    entity: str | None
    token: int
    sentence: int
    dep: str
    plural: bool = False
    noun: str = ""


@dataclass
class Discourse:
    """
    The occurrences up to a point, and what is known of each entity.

    Args:
        quotations: Who speaks where.
        nouns: Entity -> nouns that the article has described it with.
        genders: Entity -> ``f`` or ``m``.
        lists: Members of the lists of names, in the order of the text, with the token of each list.
    """

    parsed: Parsed
    entities: Mapping[str, Entity]
    domain: Domain
    quotations: tuple[Quotation, ...] = ()
    occurrences: list[Occurrence] = field(default_factory=list)
    nouns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    genders: dict[str, str] = field(default_factory=dict)
    lists: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the sentences and gather what stands beside the names."""
        for number, sentence in enumerate(self.parsed.doc.sents):
            for token in sentence:
                self._numbers[token.i] = number
        for token in self.parsed.doc:
            for mention in self.parsed.units[token.i].mentions:
                self._describe(mention.entity, token)
        for key, entity in self.entities.items():
            if self.person_like(entity.type) and key not in self.genders:
                self.genders[key] = gender_of_name(entity.name)

    def _describe(self, key: str, token: Token) -> None:
        words = {c.lemma_.lower() for c in token.children if c.dep_ in {"appos", "compound", "nmod"} and c.tag_ == "NN"}
        if token.dep_ == "appos" and token.head.pos_ == "NOUN":
            words.add(token.head.lemma_.lower())
        if token.dep_ in SUBJECTS and token.head.lemma_ == "be":
            words.update(c.lemma_.lower() for c in token.head.children if c.dep_ == "attr")
        self.nouns[key].update(words)
        before = self.parsed.doc[token.i - 1].lower_.rstrip(".") if token.i else ""
        for gender, set_ in (("f", FEMALE_NOUNS), ("m", MALE_NOUNS)):
            if words & set_ or before in set_:
                self.genders[key] = gender

    def number(self, token: int) -> int:
        """Return the number of a token's sentence."""
        return self._numbers[token]

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
        """Whether an entity is a person by class, or the model took it for one rather than for a body."""
        votes = dict(self.entities[key].votes)
        if self.domain.is_a(self.entities[key].type, "Person"):
            return True
        return votes.get("Person", 0.0) > max(MAJORITY, votes.get("Organization", 0.0))

    def body(self, key: str) -> bool:
        """Whether an act of unknown kind looks like a body of several rather than like a person."""
        votes = dict(self.entities[key].votes)
        return not self.human(key) and votes.get("Organization", 0.0) > 0

    def thing_like(self, key: str) -> bool:
        """Whether "it" may be said of an entity; an act of unknown sex may be a band or a machine."""
        cls = self.entities[key].type
        if self.domain.is_a(cls, "Person") or self.domain.is_a(cls, "PersonGroup"):
            return False
        return not (self.person_like(cls) and self.genders.get(key))

    def add(self, keys: Iterable[str], token: Token, *, role: str = "") -> None:
        """Take in that entities were mentioned at a token, by name or otherwise."""
        keys = tuple(dict.fromkeys(keys))
        if len(keys) > 1:
            self.lists.append((token.i, keys))
        for key in keys:
            self.occurrences.append(Occurrence(key, token.i, self.number(token.i), role or _role(token), len(keys) > 1))

    def add_noun(self, token: Token) -> None:
        """Take in that an unnamed thing was mentioned."""
        plural = token.tag_ == "NNS"
        self.occurrences.append(
            Occurrence(None, token.i, self.number(token.i), _role(token), plural, token.lemma_.lower())
        )

    def recent(self, token: int, reach: int) -> list[Occurrence]:
        """Return the occurrences of this sentence and the *reach* sentences before, nearest first."""
        floor = self.number(token) - reach
        found = []
        for occurrence in reversed(self.occurrences):
            if occurrence.sentence < floor:
                break
            found.append(occurrence)
        return found


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
