"""
Phrases: what a token of the parse stands for as an argument, an entity or words of the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.parsing.nouns import classes_of_noun
from kg.text.nouns import is_plural

from .extents import LEFT, balanced, edges, hyphenated
from .listing import is_contrast, members

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from ingest.parsing.surrogate import Parsed
    from kg.domain import Domain
    from kg.model import Entity, Mention, Span
    from kg.text.numbers import Quantity

RELATIVE = frozenset({"which", "that", "who", "whom", "whose", "where"})
NO_PHRASE = frozenset(
    {"which", "that", "who", "whom", "whose", "where", "there", "what", "it", "this", "these", "those"}
)
PERSONAL = frozenset(
    {"i", "me", "he", "him", "she", "her", "it", "we", "us", "they", "them", "you"}
    | {"myself", "yourself", "himself", "herself", "itself", "ourselves", "yourselves", "themselves", "oneself"}
)
_BARE = NO_PHRASE | PERSONAL
DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "some", "whose"}
    | {"both", "either", "neither", "no"}
)
ADDING = frozenset({"also", "even"})
COUNTING = frozenset({"nummod", "amod", "compound", "quantmod", "nmod"})
NAMING = frozenset({"call", "name", "dub", "title", "entitle", "nickname"})
PARTS = frozenset({"company", "unit", "arm", "division", "subsidiary", "affiliate", "branch"})
"""Plural nouns for parts of an organisation; one part alone ("the company of Ada Vale") is something of its own."""
"""Verbs with an "of" of their own: "accused the firm of theft" tells of no firm of theft."""
AGENT = "Agent"
MAX_WORDS = 12
"""Longest phrase kept with its prepositional parts; beyond it only the noun and what stands before it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    One argument of a clause.

    Args:
        token: Index of its head in the parse.
        start: First character in the article's text.
        end: One past the last character.
        text: The words, without a leading determiner; the entity's name for an entity.
        head: Lemma of the head noun; empty for a name.
        entity: Key of the entity it refers to.
        kind: ``name``, ``nominal``, ``pronoun`` or ``phrase``.
        confidence: 0 to 1, that it refers to that entity.
        quantity: The figure in it, with *head* as the thing counted.
        also: Sentence of the antecedent where the reference is resolved from another sentence.
        contrast: Whether it stands behind "but" ("not a singer but a persona").
    """

    token: int
    start: int
    end: int
    text: str
    head: str = ""
    entity: str | None = None
    kind: str = "phrase"
    confidence: float = 0.8
    quantity: Quantity | None = None
    also: Span | None = None
    contrast: bool = False


@dataclass(frozen=True)
class Reach:
    """
    A parse together with what its tokens refer to.

    Args:
        parsed: The surrogate parse.
        entities: Entities of the article by key.
        links: Token index -> mentions it stands for (names and resolved references).
        domain: The domain.
    """

    parsed: Parsed
    entities: Mapping[str, Entity]
    links: Mapping[int, tuple[Mention, ...]]
    domain: Domain

    @property
    def doc(self) -> Doc:
        """The parsed document."""
        return self.parsed.doc

    @cached_property
    def named(self) -> Mapping[str, Sequence[int]]:
        """Entity key -> where its names begin in the text, in order."""
        found: dict[str, list[int]] = defaultdict(list)
        for mention in (m for unit in self.parsed.units for m in unit.mentions):
            found[mention.entity].append(mention.start)
        return {key: sorted(starts) for key, starts in found.items()}

    def told(self, token: Token) -> Sequence[Phrase]:
        """Return what one token stands for by itself; looked up once, since many rows ask for it."""
        if token.i not in self._told:
            self._told[token.i] = _one(self, token)
        return self._told[token.i]

    @cached_property
    def _told(self) -> dict[int, Sequence[Phrase]]:
        return {}

    def renamed(self, entities: Mapping[str, Entity]) -> Reach:
        """Return the same reach with entities moved: old key -> entity with its new key."""
        follow = {i: tuple(replace(m, entity=entities[m.entity].key) for m in ms) for i, ms in self.links.items()}
        units = tuple(
            replace(u, mentions=tuple(replace(m, entity=entities[m.entity].key) for m in u.mentions))
            if u.mentions
            else u
            for u in self.parsed.units
        )
        return Reach(replace(self.parsed, units=units), {e.key: e for e in entities.values()}, follow, self.domain)

    def fits(self, phrase: Phrase, types: Sequence[str], *, phrases: bool = False, counted: bool = False) -> bool:
        """
        Whether a phrase may stand where one of *types* is asked for.

        An entity fits by its class, other words by their head noun ("the law" may stand for a law).

        Args:
            phrase: The argument.
            types: Classes; empty for any.
            phrases: Let any words fit that refer to no entity.
            counted: Let a counted group fit that can act: "more than 900 nurses", not "900 signatures".
        """
        if phrase.entity is not None:
            return not types or self.domain.fits(self.entities[phrase.entity].type, types)
        if phrase.quantity is not None and phrase.start == phrase.quantity.start:
            return counted and self._can_act(phrase, types)
        return phrases or (
            bool(types) and any(self.domain.fits(c, types) for c in classes_of_noun(self.domain, phrase.head))
        )

    def _can_act(self, phrase: Phrase, types: Sequence[str]) -> bool:
        named = classes_of_noun(self.domain, phrase.head)
        return any(self.domain.is_a(c, AGENT) and self.domain.fits(c, types) for c in named) if types else False


def link(parsed: Parsed, references: tuple[Mention, ...]) -> dict[int, tuple[Mention, ...]]:
    """
    Lead each token to the mentions it stands for.

    A reference of several words ("the same chart") belongs to the token of its span that governs the others.
    """
    links = {i: u.mentions for i, u in enumerate(parsed.units) if u.mentions}
    by_start = {u.start: i for i, u in enumerate(parsed.units)}
    for mention in references:
        first = by_start.get(mention.start)
        if first is None:
            continue
        last = first
        while last + 1 < len(parsed.units) and parsed.units[last + 1].end <= mention.end:
            last += 1
        head = parsed.doc[first : last + 1].root.i
        if not parsed.units[head].mentions:
            links[head] = (*links.get(head, ()), mention)
    return links


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ not in RELATIVE or token.tag_ not in ("WDT", "WP", "WP$", "WRB", "IN", "DT"):
        return token
    node = token.head
    for _ in range(8):
        if node.dep_ in ("relcl", "acl"):
            return node.head
        if node.head.i == node.i:
            break
        node = node.head
    return token


def phrases(reach: Reach, token: Token, *, whole: bool = True) -> list[Phrase]:
    """
    Return what a token stands for as an argument, one phrase for each member of a list.

    Args:
        reach: The parse and its links.
        token: Head of the argument.
        whole: Follow "and" to the other members.
    """
    token = antecedent(token)
    token = double_title(reach, token) or token
    heads = [token, *(members(token) if whole else ())]
    found = [(head, p) for head in heads for p in reach.told(head)]
    return [replace(p, contrast=True) if is_contrast(head) else p for head, p in found]


def double_title(reach: Reach, token: Token) -> Token | None:
    """Return the name behind two titles, whose first the parser takes for somebody else: "singer and actor X"."""
    if token.tag_ != "NN" or token.i in reach.links:
        return None
    joined = [c for c in token.children if c.dep_ == "conj"]
    if len(joined) != 1 or any(c.dep_ in ("det", "poss", "nummod", "prep") for c in token.children):
        return None
    name = joined[0]
    titled = name.left_edge.i < name.i and name.nbor(-1).tag_ == "NN"
    named = reach.parsed.units[name.i].mentions
    titled |= len(named) == 1 and reach.parsed.units[name.i].start < named[0].start
    return name if len(named) == 1 and titled and name.left_edge.i == token.i + 2 else None


def _one(reach: Reach, token: Token) -> list[Phrase]:
    mentions = reach.links.get(token.i) or _appositive(reach, token) or _examples(reach, token) or _wholes(reach, token)
    if mentions:
        return [_entity_phrase(reach, token, m) for m in mentions]
    if token.lower_ in _BARE and token.pos_ in ("PRON", "DET", "ADV", "SCONJ"):
        return []
    words = text_phrase(reach, token)
    return [words] if any(c.isalnum() for c in words.text) else []


def _appositive(reach: Reach, token: Token) -> tuple[Mention, ...]:
    """Return the name beside a common noun: "the song, 'Low Tide'", "an act called Jorun", "'Low Tide', a song"."""
    if token.pos_ != "NOUN":
        return ()
    for child in token.children:
        if child.dep_ == "appos" and child.i > token.i and child.i in reach.links:
            return reach.links[child.i]
        if child.dep_ == "acl" and child.lemma_.lower() in NAMING:
            for named in child.children:
                if named.dep_ in ("oprd", "dobj", "attr") and named.i in reach.links:
                    return reach.links[named.i]
    return reach.links.get(token.head.i, ()) if token.dep_ == "appos" else ()


def _examples(reach: Reach, token: Token) -> tuple[Mention, ...]:
    """Return the names that stand for their kind: "stars like A and B", "platforms such as C" (Hearst 1992)."""
    if token.pos_ != "NOUN":
        return ()
    for child in token.children:
        such = child.lower_ == "as" and any(c.lower_ == "such" for c in (*child.children, child.nbor(-1)))
        if child.dep_ == "prep" and child.i > token.i and (such or child.lower_ in ("like", "including")):
            for named in child.children:
                if named.dep_ == "pobj" and named.i in reach.links:
                    return _linked(reach, named)
    return ()


def _wholes(reach: Reach, token: Token) -> tuple[Mention, ...]:
    """Return the organisations whose parts act for them: "companies of A, B and C", "units of A"."""
    if token.pos_ != "NOUN" or token.tag_ != "NNS" or token.lemma_.lower() not in PARTS:
        return ()
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            named = [m for c in child.children if c.dep_ == "pobj" for m in _linked(reach, c)]
            return tuple(m for m in named if reach.domain.core(reach.entities[m.entity].type) == "Organization")
    return ()


def _linked(reach: Reach, token: Token) -> tuple[Mention, ...]:
    """Return the mentions of a token and of the further members of its list."""
    return tuple(m for t in (token, *members(token)) for m in reach.links.get(t.i, ()))


def _entity_phrase(reach: Reach, token: Token, mention: Mention) -> Phrase:
    entity = reach.entities[mention.entity]
    also = None
    if mention.kind != "name":
        also = _antecedent_sentence(reach, mention)
    return Phrase(
        token=token.i,
        start=mention.start,
        end=mention.end,
        text=entity.name,
        head="" if mention.kind == "name" else token.lemma_.lower(),
        entity=mention.entity,
        kind=mention.kind,
        confidence=mention.confidence,
        quantity=_count(reach, token) if mention.kind != "name" else None,
        also=also,
    )


def _antecedent_sentence(reach: Reach, mention: Mention) -> Span | None:
    """Return the sentence of the nearest earlier name of the same entity, if it is another sentence."""
    starts = reach.named.get(mention.entity, ())
    before = bisect_left(starts, mention.start)
    if not before:
        return None
    here, there = reach.parsed.sentence_of(mention.start), reach.parsed.sentence_of(starts[before - 1])
    return None if here == there else there


def text_phrase(reach: Reach, token: Token) -> Phrase:
    """Return the words of a noun phrase, without a leading determiner, whatever they refer to."""
    units = reach.parsed.units
    first, last = edges(token, with_prepositions=True)
    if last - first >= MAX_WORDS:
        first, last = edges(token, with_prepositions=False)
    while first < token.i and _is_before(reach, token.doc[first]):
        first += 1
    quantity = _count(reach, token)
    start, end = hyphenated(reach.parsed.text, units[first].start, units[last].end)
    start, end = balanced(reach.parsed.text, start, end)
    return Phrase(
        token=token.i,
        start=start,
        end=end,
        text=reach.parsed.text[start:end],
        head=token.lemma_.lower(),
        quantity=quantity,
    )


def _is_before(reach: Reach, word: Token) -> bool:
    """Whether a word stands before a phrase and is no part of it: an article, "also", the day that opens a sentence."""
    day = word.dep_ == "npadvmod" and reach.parsed.units[word.i].time
    return bool(day) or word.lower_ in DETERMINERS | ADDING | {",", "“", '"', "‘", "'", "["}  # noqa: RUF001


def is_question(verb: Token) -> bool:
    """Whether a clause says what is known rather than what is so: "how it works", "what it takes", "whether"."""
    first = verb.left_edge
    asks = first.tag_ in ("WRB", "WP", "WP$") or (first.tag_ == "WDT" and first.lower_ != "that")
    if not asks and not (first.lower_ == "whether" and first.dep_ == "mark"):
        return False
    node = first
    while node.i != verb.i:
        if node.dep_ in ("csubj", "csubjpass"):  # "what began as a joke had grown" asks nothing
            return False
        node = node.head
    return True


def within_question(verb: Token) -> bool:
    """Whether a clause stands in one that names or asks rather than tells: "what a contract can take"."""
    node = verb
    while node.head.i != node.i:
        if node.dep_ in ("ccomp", "pcomp", "csubj", "csubjpass") and is_question(node):
            return True
        if node.dep_ == "relcl" and node.head.tag_ in ("WP", "WDT"):
            return True
        node = node.head
    return False


def clause_phrase(reach: Reach, verb: Token) -> Phrase:
    """Return a whole clause as words: "what counts", "how the rule is to be read"."""
    units = reach.parsed.units
    first, last = verb.left_edge, verb.right_edge
    while last.i > verb.i and last.pos_ == "PUNCT":
        last = last.nbor(-1)
    start, end = balanced(reach.parsed.text, units[first.i].start, units[last.i].end)
    return Phrase(token=verb.i, start=start, end=end, text=reach.parsed.text[start:end], head=verb.lemma_.lower())


def _count(reach: Reach, token: Token) -> Quantity | None:
    """Return the figure that counts a noun: its own, a numeral before it, or the numeral of "thousands of"."""
    own = reach.parsed.units[token.i].quantity
    if own is not None:
        return own
    for left in token.doc[token.left_edge.i : token.i]:
        quantity = reach.parsed.units[left.i].quantity
        if quantity is not None and left.dep_ in COUNTING and _before(left, token):
            return quantity if not is_measure(quantity, reach.parsed.units[token.i].start) else None
    return _amount_of(reach, token)


def is_measure(quantity: Quantity, noun: int) -> bool:
    """Whether a figure with its unit only describes the noun that starts at *noun*: "six-member", "70 metre tower"."""
    if not 0 <= quantity.head_start < quantity.head_end <= noun:
        return False
    return quantity.head_start < quantity.end or not is_plural((quantity.head or "").split()[-1])


def _amount_of(reach: Reach, token: Token) -> Quantity | None:
    """Return the sum, share or bare number that a noun is of: "damages of $2 million", "groups of three"."""
    if token.pos_ != "NOUN":
        return None
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == token.i + 1:
            for sum_ in child.children:
                quantity = reach.parsed.units[sum_.i].quantity
                if sum_.dep_ == "pobj" and quantity is not None and not quantity.ordinal and quantity.head is None:
                    return quantity
    return None


def _before(left: Token, head: Token) -> bool:
    """Whether only modifiers of the noun stand between it and the word on its left."""
    node = left
    while node.i != head.i:
        if node.dep_ not in LEFT or node.head.i == node.i:
            return False
        node = node.head
    return True
