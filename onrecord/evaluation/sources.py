"""
Where the gold, the questions and the articles lie; light, since the command line shows it in its help.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

GOLD, QUESTIONS, CORPUS = Path("corpus/gold/claims"), Path("corpus/gold/questions.jsonl"), Path("corpus/articles")


@dataclass(frozen=True, slots=True)
class Sources:
    """
    What is measured on, and what is measured.

    Args:
        gold: Folder of annotated articles; may be absent.
        questions: File of questions, or a folder of them; may be absent.
        corpus: The articles, in any form that `ingest` takes.
        workspace: Where the questions are asked; one is built from *corpus* in a temporary folder when ``None``.
        articles: A system's articles; the reader reads afresh when ``None``.
        answers: A system's answers; the assistant is asked when ``None``.
        second: Folder of a second person's annotations; they are scored in a system's place, on the articles of both.
    """

    gold: Path = GOLD
    questions: Path = QUESTIONS
    corpus: Path = CORPUS
    workspace: Path | None = None
    articles: Path | None = None
    answers: Path | None = None
    second: Path | None = None

    @property
    def gold_digest(self) -> str:
        """Hash of gold and questions, 16 hex digits."""
        from .files import digest

        return digest([self.gold, self.questions])

    @property
    def corpus_digest(self) -> str:
        """Hash of the articles, 16 hex digits."""
        from .files import digest

        return digest([self.corpus])
