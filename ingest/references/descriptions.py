"""
What an article itself says its names are: "Koro, a Danish society", "the label Brimstow", "Vale is a singer".

The nouns by which an article describes a name go before the class that was guessed for it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.names.lexicon import singular
from ingest.names.runs import ROMAN
from kg.text.names import is_place, name_key, place_of_adjective, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from ingest.names.lexicon import Lexicon
    from ingest.parsing.surrogate import Parsed
    from kg.model import Entity

BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "poss"})
NAMING = word_set("call name dub title entitle nickname know")
_COPULAS = word_set("be become remain")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(slots=True)
class Description:
    """
    What is said of one name.

    Args:
        nouns: Head nouns that were said of it, in the singular.
        words: What stood before those nouns, in lower case; countries for their adjectives.
        titles: Words right before it ("Mrs", "singer").
        name: Words of its names, in lower case.
        core: In names of several words those before "of": "Man" and not "Match" in "Man of the Match".
        heads: Last of those, in the singular; and the last that tells a class.
        classes: Classes that the nouns tell.
        did: Lemmas of verbs that say what it did.
        underwent: Lemmas of verbs that say what was done to it.
        tokens: Where its names stand in the parse.
    """

    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    name: set[str] = field(default_factory=set)
    core: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    did: set[str] = field(default_factory=set)
    underwent: set[str] = field(default_factory=set)
    tokens: list[int] = field(default_factory=list)


def describe(parsed: Parsed, entities: Mapping[str, Entity], words: Lexicon) -> Mapping[str, Description]:
    """Gather what the article says of each entity, from the whole of the text."""
    found: dict[str, Description] = defaultdict(Description)
    for key, entity in entities.items():
        about = found[key]
        for name in (entity.name, *entity.aliases):
            parts = name_key(name).split()
            about.name.update(parts)
            core = parts[: parts.index("of")] if "of" in parts else parts
            about.core.update(own := core if len(parts) > 1 else [])  # Bill is no bill
            about.heads.update(_heads(own, words))
    for token in parsed.doc:
        for mention in parsed.units[token.i].mentions:
            _beside(found[mention.entity], parsed, token, mention.start, mention.end)
    for about in found.values():
        for noun in about.nouns:
            about.classes.update(words.told(noun))
    return found


def _heads(core: list[str], words: Lexicon) -> Iterator[str]:
    """
    Yield what a name calls its bearer: its last word, and "court" in "Regional Court Halden II".

    "Hot Song Sales" is no song.
    """
    yield from (singular(word) for word in core[-1:])
    if core and (core[-1].upper() in ROMAN or core[-1].isdigit() or is_place(core[-1].title())):
        yield from [singular(word) for word in core if words.told(word)][-1:]


def _beside(about: Description, parsed: Parsed, token: Token, start: int, end: int) -> None:
    """Take in what stands beside one mention; a noun that the parse took into the name stands in its unit."""
    unit = parsed.units[token.i]
    about.tokens.append(token.i)
    if len(unit.mentions) == 1:
        about.nouns.update(singular(w.lower()) for w in parsed.text[unit.start : start].split() if w.islower())
        about.nouns.update(singular(w.lower()) for w in parsed.text[end : unit.end].split() if w.islower())
    before = parsed.doc[token.i - 1] if token.i else token
    if before.pos_ != "NOUN" or before.head.i == token.i or token.head.i == before.i:
        about.titles.add(before.lower_.rstrip("."))  # a noun of another phrase is no title: "hackers attack Tarn"
    take_in_deeds(about, token)
    for noun in _nouns(token):
        about.nouns.add(singular(noun.lower_))
        about.words.update(modifiers(parsed, noun))
    if len(unit.mentions) == 1:
        about.words.update(w for w in modifiers(parsed, token) if w not in about.nouns)


def take_in_deeds(about: Description, token: Token) -> None:
    """Take in the verb of which a name, or what means it, is the subject, the agent or the object."""
    head = token.head
    if token.dep_ == "nsubj":
        about.did.add(head.lemma_.lower())
    elif token.dep_ == "pobj" and head.dep_ == "agent":
        about.did.add(head.head.lemma_.lower())
    elif token.dep_ in {"dobj", "nsubjpass"}:
        about.underwent.add(head.lemma_.lower())


def _nouns(token: Token) -> Iterator[Token]:
    """Yield the nouns that are said of a name: apposed, in front, by "is a", "called", "such as"."""
    for child in token.children:
        if child.pos_ == "NOUN" and child.dep_ in {"appos", "compound", "nmod"} and child.text.islower():
            yield child
        if child.dep_ == "relcl" and child.lemma_ in _COPULAS:
            yield from (c for c in child.children if c.dep_ == "attr" and c.pos_ == "NOUN")
    head = token.head
    if token.dep_ == "appos" and head.pos_ == "NOUN":
        yield head
    if token.dep_ == "attr" and head.dep_ == "relcl" and any(c.lemma_ == "name" for c in head.lefts):
        yield head.head
    if token.dep_ in _SUBJECTS and head.lemma_ in _COPULAS:
        yield from (c for c in head.children if c.dep_ == "attr" and c.pos_ == "NOUN")
    if token.dep_ == "attr" and head.lemma_ in _COPULAS and not any(c.dep_ == "neg" for c in head.children):
        yield from (c for c in head.lefts if c.dep_ in _SUBJECTS and c.pos_ == "NOUN")
    if token.dep_ in {"oprd", "dobj", "attr"} and head.dep_ == "acl" and head.lemma_.lower() in NAMING:
        yield head.head
    if token.dep_ == "pobj" and head.lower_ in {"as", "like", "including"} and head.head.pos_ == "NOUN":
        yield head.head


def modifiers(parsed: Parsed, noun: Token) -> set[str]:
    """
    Return the words before a noun, in lower case; a country for its adjective.

    Names among them stand with each of their words.
    """
    found: set[str] = set()
    for child in noun.lefts:
        if child.dep_ in BEFORE and child.tag_ != "PRP$":
            unit = parsed.units[child.i]
            text = parsed.text[unit.start : unit.end]
            place = place_of_adjective(text)
            found.update(name_key(place or text).split())
            if child.dep_ == "compound":
                found |= modifiers(parsed, child)
    return found
