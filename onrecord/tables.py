"""
Results as a notebook shows them: answers with their quotations, articles with their claims marked, tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.names import name_key

from .records import claim_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from kg.domain import Domain
    from kg.model import Claim, Reading
    from kg.workspace import Workspace
    from qa.answer import Answer

CLAIM_COLUMNS = (
    "subject",
    "relation",
    "object",
    "value",
    "unit",
    "comparator",
    "place",
    "time_start",
    "time_end",
    "attributed_to",
    "modality",
    "polarity",
    "confidence",
    "article",
    "published",
    "quote",
    "start",
    "end",
    "id",
)


@dataclass(frozen=True)
class AnswerView:
    """
    An answer that shows itself; all its fields are those of the answer.

    Args:
        answer: The answer as the assistant gave it.
    """

    answer: Answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.answer, name)

    def __str__(self) -> str:
        return self.answer.answer

    def _repr_html_(self) -> str:
        answer = self.answer.to_dict()
        lines = "".join(
            f"<p>{escape(s['text'])} {''.join(f'<sup>[{n}]</sup>' for n in s['citations'])}</p>"
            for s in answer["sentences"]
        )
        cites = "".join(
            f"<li value='{c['n']}'>“{escape(c['quote'])}” <small>{escape(c['title'])}, {escape(c['outlet'] or '')}"
            f" {c['published'] or 'undated'}, {escape(c['article'])}:{c['start']}–{c['end']}</small></li>"  # noqa: RUF001
            for c in answer["citations"]
        )
        missing = f"<p><em>{escape(answer['missing'])}</em></p>" if answer["missing"] else ""
        return f"<div class='onrecord-answer'>{lines}{missing}<ol>{cites}</ol></div>"


@dataclass(frozen=True)
class ArticleView:
    """
    One article with what was read from it.

    Args:
        reading: The records.
        record: The promised JSON as plain values.
    """

    reading: Reading
    record: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reading, name)

    def __repr__(self) -> str:
        return (
            f"<article {self.record['id']}: {len(self.reading.entities)} entities, {len(self.reading.claims)} claims>"
        )

    def _repr_html_(self) -> str:
        article = self.reading.article
        names = {e.key: e.name for e in self.reading.entities}
        out, at = [], 0
        for mention in self.reading.mentions:
            if mention.start < at:
                continue
            words = escape(article.text[mention.start : mention.end])
            out.append(escape(article.text[at : mention.start]))
            out.append(f"<mark title='{escape(names.get(mention.entity, ''), quote=True)}'>{words}</mark>")
            at = mention.end
        body = "".join([*out, escape(article.text[at:])]).replace("\n", "<br>")
        return f"<article><h4>{escape(article.title)}</h4><p>{body}</p></article>"


def answer_view(answer: Answer) -> AnswerView:
    """Wrap an answer for display."""
    return AnswerView(answer)


def claims_table(
    readings: Iterable[Reading], domain: Domain, *, about: str | None = None, relation: str | None = None
) -> pd.DataFrame:
    """Return the claims of many readings as a table, filtered by entity name and relation."""
    import pandas as pd

    rows = [
        {**claim_record(claim, r.article.text), "article": r.article.id, "published": r.article.published}
        for r in readings
        for claim in r.claims
        if (relation is None or claim.relation == relation) and (about is None or _speaks_of(claim, r, about))
    ]
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))


def _speaks_of(claim: Claim, reading: Reading, name: str) -> bool:
    key = name_key(name)
    entities = {e.key: e for e in reading.entities}
    for argument in (claim.subject, claim.object, claim.speaker, claim.context):
        if argument is None:
            continue
        entity = entities.get(argument.entity or "")
        if key in {name_key(argument.text), *(name_key(a) for a in (entity.aliases if entity else ()))}:
            return True
    return False


def entities_table(workspace: Workspace, domain: Domain, *, type_name: str | None = None) -> pd.DataFrame:
    """Return canonical entities as a table."""
    import pandas as pd

    from kg.derived import canonical_entities

    rows = [
        {"name": e.name, "type": domain.type_name(e.type), "aliases": ", ".join(e.aliases), "articles": e.articles}
        for e in canonical_entities(workspace.store)
    ]
    frame = pd.DataFrame(rows, columns=["name", "type", "aliases", "articles"])
    frame = frame if type_name is None else frame[frame["type"] == type_name]
    return frame.sort_values(["articles", "name"], ascending=[False, True], ignore_index=True)


def sparql_table(workspace: Workspace, query: str) -> pd.DataFrame:
    """
    Return the solutions of a SELECT (or the triples of a CONSTRUCT, the truth of an ASK) as a table.

    Raises:
        QueryError: The query cannot be parsed or is not allowed.
    """
    import pandas as pd

    result = workspace.query(query)
    if isinstance(result, bool) or (hasattr(result, "__bool__") and not hasattr(result, "__iter__")):
        return pd.DataFrame({"answer": [bool(result)]})
    if hasattr(result, "variables"):
        names = [v.value for v in result.variables]
        return pd.DataFrame([[_cell(s[n]) for n in names] for s in result], columns=names)
    if hasattr(result, "__iter__"):
        return pd.DataFrame(
            [(_cell(t.subject), _cell(t.predicate), _cell(t.object)) for t in result],
            columns=["subject", "predicate", "object"],
        )
    raise QueryError("The query gave a result that is neither solutions, triples nor a truth value.")


def _cell(term: Any) -> Any:
    if term is None:
        return None
    datatype = getattr(term, "datatype", None)
    kind = datatype.value.rsplit("#", 1)[-1] if datatype is not None else ""
    if kind == "integer":
        return int(term.value)
    if kind == "decimal":
        return float(term.value)
    if kind == "boolean":
        return term.value == "true"
    return term.value
