"""
The whole check of a workspace: the store by SPARQL, articles by SHACL, the indexes against the store.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.graph.check import Problem, check_article_shapes, check_store
from kg.graph.vocab import article_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.workspace import Workspace

SAMPLE = 20
"""Articles held to the shapes unless all are asked for; SHACL takes about 0.1 s an article."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """
    What a check came to.

    Args:
        articles: How many the workspace holds.
        shaped: How many of them were held to the SHACL shapes.
        problems: What is wrong; empty when all is well.
    """

    articles: int
    shaped: int
    problems: tuple[Problem, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as ``onrecord check --json`` prints it."""
        return {
            "articles": self.articles,
            "shaped": self.shaped,
            "problems": [asdict(problem) for problem in self.problems],
        }


def inspect(workspace: Workspace, *, every: bool = False) -> Inspection:
    """
    Check a workspace.

    Args:
        workspace: Open for reading or writing.
        every: Hold all articles to the shapes, not an evenly spread sample.
    """
    articles = workspace.article_ids()
    shaped = articles if every or len(articles) <= SAMPLE else articles[:: -(-len(articles) // SAMPLE)]
    problems = [*check_store(workspace.store, workspace.domain)]
    for article in shaped:
        problems += check_article_shapes(workspace.store.quads(article_graph(article)), workspace.domain)
    return Inspection(len(articles), len(shaped), (*problems, *_indexes(workspace)))


def _indexes(workspace: Workspace) -> Iterator[Problem]:
    """Compare what the indexes hold with the articles; a newer batch than the snapshot is no fault."""
    held = {article: sha for article, (sha, _) in workspace.state().items()}
    for name, index in (("words", workspace.words), ("vectors", workspace.vectors)):
        found = index.state() if held else {}
        for article in sorted(held.keys() - found.keys()):
            yield Problem(
                f"{name} index", article, "An article that is not in the index; any writing command mends it."
            )
