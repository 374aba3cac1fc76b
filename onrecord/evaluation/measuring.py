"""
A run: the gold's articles read afresh, the questions asked of a workspace, both scored.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

from .evaluate import evaluate
from .files import (
    given_answer,
    given_article,
    read_answers,
    read_given,
    read_gold,
    read_questions,
    read_scoring,
)
from .gold import as_given
from .scheme import scheme_of, unknown_terms
from .texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Article
    from kg.terms import GazetteerEntry
    from onrecord.session import Session

    from .evaluate import Evaluation
    from .gold import GivenAnswer, GivenArticle, GoldArticle, GoldQuestion
    from .sources import Sources

_WORD = re.compile(r"\w+")
DEEP = 10
"""Sentences of retrieval that are looked at."""


def agreement(sources: Sources, split: str, *, domain: str | None = None) -> Evaluation:
    """
    Compare a second person's annotations with the first's, on the articles of a split that both annotated.

    The figures are those of a system, the first person's being the gold; F1 is the same whoever is first,
    except for optional entities and further answers that only one of the two wrote down.

    Raises:
        InputError: No article was annotated by both.
    """
    from kg.domain import load_domain

    assert sources.second is not None
    second = {g.id: g for g in read_gold(sources.second)}
    first = [g for g in read_gold(sources.gold) if g.id in second and g.split == split]
    if not first:
        raise InputError(
            f"{sources.gold} and {sources.second} share no article of split {split}; name two folders that do."
        )
    articles = _articles(sources, None)
    return evaluate(
        split,
        gold=first,
        questions=(),
        given={g.id: as_given(second[g.id]) for g in first},
        answers={},
        texts=Texts({name: article.text for name, article in articles.items()}),
        scheme=scheme_of(load_domain(domain) if domain else load_domain(), read_scoring(sources.gold)),
    )


def measure(
    sources: Sources, split: str, *, domain: str | None = None, model: str | None = None, names_held_out: bool = False
) -> Evaluation:
    """
    Measure one split.

    Args:
        sources: Where everything lies.
        split: ``dev`` or ``locked``.
        domain: Domain to read and ask with; the default one when ``None``.
        model: spaCy model to read with.
        names_held_out: Read without every known name that occurs in one of the split's articles, as if each
            name were new; no question is asked.

    Raises:
        InputError: There is nothing to measure on, or an annotated article has no text or another text.
    """
    from onrecord.session import open as open_session

    gold = [g for g in read_gold(sources.gold) if g.split == split]
    questions = [] if names_held_out else [q for q in read_questions(sources.questions) if q.split == split]
    if not gold and not questions:
        raise InputError(
            f"Nothing to measure: {sources.gold} has no article and {sources.questions} no question of split {split}. "
            "Name yours with --gold and --questions; docs/evaluation-formats.md shows the formats."
        )
    given = bool(sources.articles and sources.answers)
    if not given and sources.workspace is None and not sources.corpus.exists():
        raise InputError(f"{sources.corpus} does not exist; name the articles with --corpus, or a --workspace.")
    with _workspace(sources, needed=bool(questions) and sources.answers is None) as folder:
        session = open_session(folder, domain=domain, model=model)
        with session:
            articles = _articles(sources, session)
            _check(gold, articles, needed=sources.articles is None)
            if sources.articles:
                read = read_given(sources.articles)
            else:
                read = read_fresh(gold, articles, session, names_held_out=names_held_out)
            if sources.answers:
                answers = read_answers(sources.answers)
            else:
                answers = _ask(session, sources, questions) if questions else {}
            scheme = scheme_of(session.domain, read_scoring(sources.gold))
            measured = evaluate(
                split,
                gold=gold,
                questions=questions,
                given=read,
                answers=answers,
                texts=Texts({name: article.text for name, article in articles.items()}),
                scheme=scheme,
            )
            return replace(measured, notes=tuple(unknown_terms(gold, session.domain, scheme)))


@contextmanager
def _workspace(sources: Sources, *, needed: bool) -> Iterator[Path | None]:
    if sources.workspace is not None or not needed:
        yield sources.workspace
        return
    with TemporaryDirectory(prefix="onrecord-eval-") as folder:
        yield Path(folder) / "workspace"


def _articles(sources: Sources, session: Session | None) -> dict[str, Article]:
    """Return the articles by id: those of the corpus, else those of the workspace."""
    from ingest.intake.sources import articles
    from kg.model import Article

    if sources.corpus.exists():
        return {a.id: a for a in articles([sources.corpus]) if isinstance(a, Article)}
    if sources.workspace is None or session is None:
        return {}
    return {name: session.workspace.article(name) for name in session.articles()}


def _check(gold: Iterable[GoldArticle], articles: dict[str, Article], *, needed: bool) -> None:
    for annotated in gold:
        article = articles.get(annotated.id)
        if article is None:
            if needed:
                raise InputError(f"No text for the annotated article {annotated.id}; put it into --corpus.")
            continue
        last = max((end for _, end in _spans(annotated)), default=0)
        if last > len(article.text):
            raise InputError(
                f"{annotated.id} is annotated up to {last}, but its text has {len(article.text)} characters; "
                "annotate the text that `onrecord show article ID --text` prints."
            )


def _spans(gold: GoldArticle) -> Iterator[tuple[int, int]]:
    yield from ((m.start, m.end) for e in gold.entities for m in e.mentions)
    yield from ((r.start, r.end) for r in gold.references)
    yield from ((c.start, c.end) for c in gold.claims)


def read_fresh(
    gold: Sequence[GoldArticle], articles: dict[str, Article], session: Session, *, names_held_out: bool = False
) -> dict[str, GivenArticle]:
    """Read the annotated articles with the reader, as they would be ingested."""
    from ingest.reader import load_reader
    from onrecord.records import article_record

    if not gold:
        return {}
    texts = [articles[g.id] for g in gold]
    reader = load_reader(session.settings.domain, session.settings.model or None)
    if names_held_out:
        unmet = unmet_names(reader.domain.names, [f"{a.title}\n{a.text}" for a in texts])
        reader = replace(reader, domain=replace(reader.domain, names=unmet))
    readings = [reader.read(article) for article in texts]
    return {r.article.id: given_article(article_record(r, session.domain)) for r in readings}


def unmet_names(names: Iterable[GazetteerEntry], texts: Sequence[str]) -> tuple[GazetteerEntry, ...]:
    """
    Return the known names of which no spelling occurs in a text, whatever its case; only whole words count.

    Example:
        >>> from kg.terms import GazetteerEntry
        >>> known = [GazetteerEntry("Tunesmith", "Platform", ("TS",)), GazetteerEntry("Udalo", "Platform")]
        >>> [e.name for e in unmet_names(known, ["The TS app"])]
        ['Udalo']
    """
    texts = [_spaced(text) for text in texts]

    def met(spelling: str) -> bool:
        return any(_spaced(spelling) in text for text in texts)

    return tuple(e for e in names if not any(met(spelling) for spelling in (e.name, *e.aliases)))


def _spaced(text: str) -> str:
    return f" {' '.join(re.findall(_WORD, text.casefold()))} "


def _ask(session: Session, sources: Sources, questions: Sequence[GoldQuestion]) -> dict[str, GivenAnswer]:
    if sources.workspace is None:
        session.ingest(sources.corpus)
    return ask_all(session, questions)


def ask_all(session: Session, questions: Sequence[GoldQuestion]) -> dict[str, GivenAnswer]:
    """
    Ask questions through the session; the time of a question is that of a session which has answered before.

    Questions as of one day are asked together, so that only one snapshot of the library is held at a time.
    """
    answers = {}
    for day in sorted({q.as_of or "" for q in questions}):
        as_of = date.fromisoformat(day) if day else None
        session.ask(next(q.question for q in questions if (q.as_of or "") == day), as_of=as_of)
        for question in (q for q in questions if (q.as_of or "") == day):
            answers[question.id] = ask(session, question, as_of)
        session.close()
    return answers


def ask(session: Session, question: GoldQuestion, as_of: date | None = None) -> GivenAnswer:
    """Ask one question; what retrieval returns is looked up outside of the time that is measured."""
    history = [dict(turn) for turn in question.history]
    begun = perf_counter()
    answer = session.ask(question.question, history=history, as_of=as_of)
    seconds = perf_counter() - begun
    record: dict[str, Any] = answer.to_dict()
    return given_answer(
        {**record, "id": question.id, "seconds": seconds, "retrieved": retrieved(session, question, as_of)}
    )


def retrieved(session: Session, question: GoldQuestion, as_of: date | None) -> list[dict[str, str]]:
    """Return the first sentences of retrieval, best first."""
    assistant = session.assistant(as_of=as_of)
    asked = assistant.question(question.question, [dict(turn) for turn in question.history])
    return [{"article": e.article, "quote": e.text} for e in assistant.searcher.evidence(asked, k=DEEP)]
