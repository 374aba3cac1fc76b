"""
Words of a proposal -> an argument or a mention, held to what the rules know of the article's names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import Argument, Entity, Mention, Span
from kg.text.names import name_key, slug, word_set
from kg.text.timephrases import find_dates

from .quoting import Plain, find
from .reasons import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.domain import Domain
    from kg.model import Reading

RULE = "second"
"""The rule of mentions and claims that a model proposed."""
MENTION_CONFIDENCE = 0.5
VOTE = 0.3
"""Weight of a model's word on a class: less than any rule's; provisional."""
_PRONOUNS = word_set(
    "i me you he him his she her hers it its we us our they them their who which that this these those one both"
)
_LEAD = re.compile(r"(?:the|a|an|its|their|his|her)\s+", re.IGNORECASE)
_NAME_WORDS = 8
_PHRASE_WORDS = 15


@dataclass(frozen=True, slots=True)
class Names:
    """
    The names of an article while a model reads it.

    Args:
        text: The article's text.
        entities: By key.
        mentions: In the order of the text; those of the rules and those that entered.
    """

    text: str
    entities: dict[str, Entity]
    mentions: tuple[Mention, ...]

    @classmethod
    def of(cls, reading: Reading) -> Names:
        """Take the names that the rules read."""
        return cls(reading.article.text, {e.key: e for e in reading.entities}, reading.mentions)

    def meeting(self, span: Span) -> list[Mention]:
        """Return the mentions that share a character with a span."""
        return [m for m in self.mentions if m.start < span.end and span.start < m.end]

    def named(self, words: str) -> Entity | None:
        """Return the one entity that has these words as a name or other spelling."""
        key = name_key(words)
        found = [e for e in self.entities.values() if key in map(name_key, (e.name, *e.aliases))]
        return found[0] if len(found) == 1 else None


def argument(words: str, quote: Span, names: Names) -> Argument:
    """
    Find what fills a place of a claim: a mention, or a phrase of the quotation.

    Args:
        words: As the model wrote them.
        quote: Where the quotation stands.
        names: Of the article.

    Raises:
        RefusedError: The words stand outside the quotation, within a name, or are a pronoun that leads nowhere.
    """
    span = find(words, names.text, quote)
    if span is None:
        return _referred(words, quote, names)
    span = _bare(span, names.text)
    met = names.meeting(span)
    if exact := [m for m in met if (m.start, m.end) == (span.start, span.end)]:
        if len(exact) > 1:
            raise RefusedError(Reason.ARGUMENT)
        return _entity(exact[0], names)
    if any(m.start < span.start or m.end > span.end for m in met):
        raise RefusedError(Reason.ARGUMENT)
    phrase = span.of(names.text)
    if phrase.casefold() in _PRONOUNS or len(phrase.split()) > _PHRASE_WORDS:
        raise RefusedError(Reason.ARGUMENT)
    last = [m for m in met if m.kind == "name" and m.end == span.end]
    if len(met) == 1 and last and phrase[: last[0].start - span.start].islower():  # "the singer Nova Vale"
        return _entity(last[0], names)
    return Argument(" ".join(phrase.split()), None, span.start, span.end)


def _bare(span: Span, text: str) -> Span:
    """Leave out an article in front and a possessive behind."""
    words = span.of(text)
    lead = _LEAD.match(words)
    start = span.start + (lead.end() if lead and lead.end() < len(words) else 0)
    end = span.end - (2 if re.search(r"\w['\u2019]s$", words) else 0)
    return Span(start, end) if start < end else span


def _entity(mention: Mention, names: Names) -> Argument:
    return Argument(names.entities[mention.entity].name, mention.entity, mention.start, mention.end)


def _referred(words: str, quote: Span, names: Names) -> Argument:
    """Find a name that the quotation only refers to: by "it" or "the company", as the rules resolved it."""
    entity = names.named(words)
    if entity is not None:
        for mention in names.meeting(quote):
            within = quote.start <= mention.start and mention.end <= quote.end
            if mention.entity == entity.key and within and mention.kind != "name":
                return _entity(mention, names)
    raise RefusedError(Reason.ARGUMENT)


def introduce(text: str, kind: str, passage: Span, names: Names, domain: Domain) -> tuple[Names, int]:
    """
    Take in a name that a model saw and the rules did not.

    Args:
        text: The name as the model wrote it.
        kind: Class, or its label.
        passage: Where to look.
        names: Those known so far.
        domain: Its classes.

    Returns:
        The names with it, and how many mentions are new; 0 where the rules have it already.

    Raises:
        RefusedError: It stands not in the passage, looks like no name, or is of no class of the domain.
    """
    cls = _class(kind, domain)
    plain = Plain.of(passage.of(names.text))
    spans = [_bare(Span(passage.start + s.start, passage.start + s.end), names.text) for s in plain.places(text)]
    if not spans:
        raise RefusedError(Reason.MENTION)
    free = [span for span in spans if not names.meeting(span)]
    if not free:
        return names, 0
    if cls is None:
        raise RefusedError(Reason.CLASS)
    name = " ".join(free[0].of(names.text).split())
    if not _is_name(name, names.text):
        raise RefusedError(Reason.NO_NAME)
    known = names.named(name)
    entity = known or Entity(f"{cls}.{slug(name)}", name, cls, (), ((cls, VOTE),))
    added = tuple(Mention(s.start, s.end, "name", entity.key, RULE, MENTION_CONFIDENCE) for s in free)
    mentions = tuple(sorted((*names.mentions, *added), key=lambda m: (m.start, m.end, m.entity)))
    entities = {**names.entities, entity.key: names.entities.get(entity.key, entity)}
    return replace(names, entities=entities, mentions=mentions), len(added)


def _class(kind: str, domain: Domain) -> str | None:
    wanted = " ".join(kind.split()).casefold()
    for name, cls in domain.classes.items():
        if wanted in {name.casefold(), cls.label.casefold(), cls.type_name.casefold()} - {""}:
            return name
    return None


def _is_name(name: str, text: str) -> bool:
    """Whether words look like a name: short, with a capital that is not only that of a sentence, and no date."""
    if len(name.split()) > _NAME_WORDS or name.casefold() in _PRONOUNS or not any(map(str.isupper, name)):
        return False
    if any(start == 0 and end == len(name) for start, end, _ in find_dates(name)):
        return False
    parts = name.split()
    if parts[-1].islower() and all(part.islower() or part.isupper() for part in parts):
        return False  # "AI companies"
    if len(parts) > 1 and not name[0].islower():
        return True
    inside = re.search(rf"[\w,;] {re.escape(name)}\b", text)
    return inside is not None and not re.search(rf"\b{re.escape(name.lower())}\b", text)


def spellings(names: Names) -> Iterator[Entity]:
    """Yield the entities, those of the model with the spellings that its mentions have."""
    for entity in names.entities.values():
        own = _written(names, [m for m in names.mentions if m.entity == entity.key and m.rule == RULE])
        yield replace(entity, aliases=tuple(sorted({*entity.aliases, *own} - {entity.name})))


def _written(names: Names, mentions: Sequence[Mention]) -> set[str]:
    return {" ".join(names.text[m.start : m.end].split()) for m in mentions}
