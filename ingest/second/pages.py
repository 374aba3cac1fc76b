"""
What a proposal is held against, and what of it holds so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Span

from .scene import scene_of

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.model import Argument, Article, Value
    from kg.text.numbers import Quantity

    from .naming import Names
    from .scene import Scene


@dataclass(frozen=True, slots=True)
class Page:
    """
    What a proposal is held against.

    Args:
        article: The article.
        sentences: Its sentences.
        passage: The stretch that the model was shown.
        names: The article's names.
        domain: The ontology.
    """

    article: Article
    sentences: tuple[Span, ...]
    passage: Span
    names: Names
    domain: Domain


@dataclass(frozen=True, slots=True)
class Core:
    """
    A proposal whose quotation and arguments hold; its qualifiers are not looked at yet.

    Args:
        quote: Where the quotation stands.
        where: From the first to the last argument.
        said: Words that state the relation.
    """

    quote: Span
    sentence: Span
    where: Span
    subject: Argument
    relation: str
    object: Argument | None = None
    value: Value | None = None
    quantity: Quantity | None = None
    said: frozenset[str] = frozenset()

    def arguments(self) -> tuple[Argument, ...]:
        """Return subject and object."""
        return (self.subject,) if self.object is None else (self.subject, self.object)

    def scene(self, page: Page) -> Scene:
        """Return the sentence with the claim in it."""
        base = self.sentence.start
        region = Span(self.where.start - base, self.where.end - base)
        return scene_of(self.sentence.of(page.article.text), region, self.said)
