"""
Answers and articles as a notebook shows them: with their quotations, and all text escaped.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Any, Self

from qa.answer import Answer

from .records import article_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.domain import Domain
    from kg.model import Reading


@dataclass(frozen=True, repr=False)
class ShownAnswer(Answer):
    """
    An answer that shows itself: as text, and in a notebook with its quotations.

    >>> print(ShownAnswer("Who?", "Nova Vale."))
    Nova Vale.
    """

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """Take over an answer."""
        return cls(**{f.name: getattr(answer, f.name) for f in fields(Answer)})

    def __str__(self) -> str:
        return self.answer

    def __repr__(self) -> str:
        what = (
            "refused" if self.abstained else f"{len(self.citations)} quotation{'s' if len(self.citations) != 1 else ''}"
        )
        return f"<answer: {self.answer} ({what})>"

    def _repr_html_(self) -> str:
        record = self.to_dict()
        told = "".join(f"<p>{escape(s['text'])} {_numbers(s['citations'])}</p>" for s in record["sentences"])
        if record["abstained"]:
            told = f"<p><em>{escape(record['answer'])}</em></p><p>Closest evidence:</p>"
        disputed = "".join(
            f"<p><strong>disputed:</strong> {escape(c['text'])} {_numbers(c['citations'])}</p>"
            for c in record["conflicts"]
        )
        cited = "".join(f"<li value='{c['n']}'>{_quotation(c)}</li>" for c in record["citations"])
        return f"<div class='onrecord-answer'>{told}{disputed}<ol>{cited}</ol></div>"


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(f"<sup>[{n}]</sup>" for n in numbers)


def _quotation(cited: Mapping[str, Any]) -> str:
    source = ", ".join(str(cited[part]) for part in ("title", "outlet", "published") if cited[part])
    place = f"{cited['article']}:{cited['start']}-{cited['end']}"
    return f"“{escape(cited['quote'])}”<br><small>{escape(source)} · {escape(place)}</small>"


@dataclass(frozen=True)
class ShownArticle:
    """
    One article with what was read from it; in a notebook its names are marked.

    Args:
        reading: The records.
        domain: Gives the classes their names.
    """

    reading: Reading
    domain: Domain

    @property
    def id(self) -> str:
        """Its name in the workspace."""
        return self.reading.article.id

    @property
    def title(self) -> str:
        """The headline; empty when there is none."""
        return self.reading.article.title

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.reading.article.text

    def to_dict(self) -> dict[str, Any]:
        """Return the promised JSON of ``onrecord show article ID --json``, as plain values."""
        return article_record(self.reading, self.domain)

    def __repr__(self) -> str:
        return f"<article {self.id}: {len(self.reading.entities)} entities, {len(self.reading.claims)} claims>"

    def _repr_html_(self) -> str:
        told = {e.key: f"{e.name}, {self.domain.type_name(e.type)}" for e in self.reading.entities}
        out, at = [], 0
        for mention in sorted(self.reading.mentions, key=lambda m: (m.start, -m.end)):
            if mention.start < at:  # a name inside a name
                continue
            words = escape(self.text[mention.start : mention.end])
            out.append(escape(self.text[at : mention.start]))
            out.append(f"<mark title='{escape(told.get(mention.entity, ''), quote=True)}'>{words}</mark>")
            at = mention.end
        body = "".join([*out, escape(self.text[at:])]).replace("\n", "<br>")
        article = self.reading.article
        source = ", ".join(str(part) for part in (article.outlet, article.published) if part)
        return f"<article><h4>{escape(self.title)}</h4><p><small>{escape(source)}</small></p><p>{body}</p></article>"
