"""
The reader: one article in, one reading out, by rules alone.

Reading is a pure function of the article and the domain. The stages stand in the order in which a person would read:
names, the parse, what refers to what, clauses, claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.domain import load_domain
from kg.model import Reading

from .bounds import hold_to_bounds, hold_words
from .claims.claims import read_claims
from .claims.clauses import read_clauses
from .claims.mapping import Rows, load_mapping
from .claims.phrases import Reach, link
from .claims.retyping import moved, retyped, second_thoughts
from .identity import run_with
from .names.mentions import read_names
from .names.sentences import split_sentences
from .parsing.surrogate import parse
from .pipeline import Pipeline, load_pipeline
from .references.coreference import resolve_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.domain import Domain
    from kg.model import Article, Mention, Run

    from .claims.clauses import Clause
    from .names.mentions import Names


@dataclass(frozen=True)
class Understood:
    """
    An article before its claims are made.

    Args:
        names: Sentences, names and entities as first read.
        mentions: Names and references, with the entities that they are in the end.
        reach: The parse and what its tokens stand for.
        clauses: The clauses.
    """

    names: Names
    mentions: tuple[Mention, ...]
    reach: Reach
    clauses: Sequence[Clause]


@dataclass(frozen=True)
class Reader:
    """
    Reads articles of one domain with one spaCy model.

    Args:
        domain: The domain whose relations are looked for.
        pipeline: The loaded model.
        rows: The domain's mapping rows.
    """

    domain: Domain
    pipeline: Pipeline
    rows: Rows

    @property
    def run(self) -> Run:
        """What a reading depends on, besides the article."""
        return run_with(self.domain, self.pipeline.name, self.pipeline.version, self.pipeline.sha256)

    def read(self, article: Article) -> Reading:
        """
        Read one article.

        Articles that are stored for search only are cut into sentences and left at that.

        Raises:
            TooHardError: The text is beyond the bounds that :mod:`ingest.bounds` tells.
        """
        if article.search_only:
            return Reading(article, sentences=split_sentences(article.text), run=self.run)
        hold_words(article)
        hold_to_bounds(article, split_sentences(article.text))
        found = self.understand(article)
        return Reading(
            article,
            found.names.sentences,
            tuple(sorted(found.reach.entities.values(), key=lambda e: e.key)),
            tuple(sorted(set(found.mentions), key=lambda m: (m.start, m.end, m.entity))),
            read_claims(found.reach, found.clauses, article, self.rows),
            self.run,
        )

    def understand(self, article: Article) -> Understood:
        """Read names, parse, references and clauses of one article: all that its claims are made from."""
        names = read_names(article, self.domain, self.pipeline)
        entities = {e.key: e for e in names.entities}
        parsed = parse(
            article.text, names.sentences, names.mentions, entities, self.domain, self.pipeline.nlp, names.words
        )
        references = resolve_references(parsed, names, self.domain, article.title)
        reach = Reach(parsed, entities, link(parsed, references), self.domain)
        clauses = read_clauses(reach)
        mentions = (*names.mentions, *references)
        if classes := second_thoughts(reach, clauses, self.rows):
            renamed = retyped(names.entities, classes, self.domain)
            reach, mentions = reach.renamed(renamed), moved(mentions, renamed)
            clauses = read_clauses(reach)
        return Understood(names, mentions, reach, clauses)

    def read_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles one after the other, in their order."""
        for article in articles:
            yield self.read(article)


def load_reader(domain: str | Path = "ai_music", model: str | None = None) -> Reader:
    """
    Load a reader.

    Args:
        domain: Name of a shipped domain, or a folder.
        model: spaCy model; the default is md, or sm where md is not installed.

    Raises:
        DomainError: The domain's parts do not fit together.
        ModelError: No spaCy model is installed.
    """
    loaded = load_domain(domain)
    return Reader(loaded, load_pipeline(model), load_mapping(loaded))
