"""
The files of an evaluation, read and checked: gold, questions, a system's output.

``docs/evaluation-formats.md`` tells the formats.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

from .gold import (
    Cited,
    GivenAnswer,
    GivenArticle,
    GivenClaim,
    GoldArticle,
    GoldClaim,
    GoldQuestion,
    Named,
    Place,
    Quoted,
    Reference,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

SCORING = "scoring.toml"
SPLITS = ("dev", "locked")
MODALITIES = ("asserted", "possible", "planned", "alleged", "opinion", "counterfactual")
"""Those of the reader, and one that it does not tell: what would have been."""
POLARITIES = ("positive", "negative")


def read_gold(folder: Path) -> tuple[GoldArticle, ...]:
    """
    Read the annotated articles of a folder, one JSON file each, sorted by id; an absent folder holds none.

    Raises:
        InputError: A file is no JSON, lacks a field or has a wrong value; names file, field and cure.
    """
    articles = [gold_article(*pair) for pair in _objects(sorted(folder.glob("*.json")))]
    _no_doubles((a.id for a in articles), folder)
    return tuple(sorted(articles, key=lambda a: a.id))


def read_questions(file: Path) -> tuple[GoldQuestion, ...]:
    """
    Read questions, one JSON object a line, in their order; of a folder all ``.jsonl`` files; an absent file holds none.

    Raises:
        InputError: As for :func:`read_gold`.
    """
    files = sorted(file.glob("*.jsonl")) if file.is_dir() else [file] * file.exists()
    questions = [question(*pair) for pair in _objects(files)]
    _no_doubles((q.id for q in questions), file)
    return tuple(questions)


def read_given(file: Path) -> dict[str, GivenArticle]:
    """Read a system's articles, objects as ``show article --json`` prints them, by id."""
    return {a.id: a for a in (given_article(record, place) for record, place in _objects([file]))}


def read_answers(file: Path) -> dict[str, GivenAnswer]:
    """Read a system's answers, objects as ``ask --json`` prints them with the question's ``id``, by id."""
    return {a.id: a for a in (given_answer(record, place) for record, place in _objects([file]))}


def read_scoring(folder: Path) -> dict[str, Any]:
    """Read ``scoring.toml`` of a gold folder; empty when there is none."""
    file = folder / SCORING
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{file} cannot be read: {error}. Mend or delete it.") from error


def digest(paths: Iterable[Path]) -> str:
    """
    Return the sha256 over files and folders: names below the given path, and contents, in order; 16 hex digits.

    >>> import pathlib
    >>> digest([pathlib.Path("no-such-file")])
    'e3b0c44298fc1c14'
    """
    found = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path] * path.is_file()
        for file in files:
            name = file.relative_to(path).as_posix() if file != path else file.name
            found.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()[:16]


# ------------------------------------------------------------------ records


def given_article(record: Mapping[str, Any], place: str = "system") -> GivenArticle:
    """
    Make the record of a system's article from the promised JSON.

    >>> given_article({"id": "a", "claims": [{"subject": "Tuno", "relation": "open:sing"}]}).claims[0].subject
    'Tuno'
    """
    name = record.get("id", record.get("article"))
    return GivenArticle(
        id=_text(name, f"{place}: id"),
        entities=tuple(_named(e, f"{place} {name}") for e in record.get("entities") or ()),
        claims=tuple(_given_claim(c, f"{place} {name}") for c in record.get("claims") or ()),
    )


def given_answer(record: Mapping[str, Any], place: str = "answers") -> GivenAnswer:
    """Make the record of a system's answer from the promised JSON; ``id`` is the question's."""
    cited = [
        Cited(
            n=int(c.get("n", i)),
            article=str(c.get("article") or ""),
            quote=str(c.get("quote") or ""),
            start=int(c.get("start", -1)),
            end=int(c.get("end", -1)),
            outlet=str(c.get("outlet") or ""),
            published=str(c.get("published") or ""),
        )
        for i, c in enumerate(record.get("citations") or (), 1)
    ]
    retrieved = record.get("retrieved")
    return GivenAnswer(
        id=_text(record.get("id"), f"{place}: id"),
        answer=str(record.get("answer") or ""),
        abstained=record["abstained"] if isinstance(record.get("abstained"), bool) else None,
        confidence=record.get("confidence"),
        citations=tuple(cited),
        sentences=tuple((str(s["text"]), tuple(s.get("citations") or ())) for s in record.get("sentences") or ()),
        retrieved=None if retrieved is None else tuple(Quoted(str(r["article"]), str(r["quote"])) for r in retrieved),
        seconds=record.get("seconds"),
    )


def gold_article(record: Mapping[str, Any], place: str = "gold") -> GoldArticle:
    """Make the record of an annotated article; raises :class:`InputError` for what is missing or wrong."""
    for field in ("entities", "claims"):
        if not isinstance(record.get(field), list):
            raise InputError(f"{place}: {field} is missing; give a list, empty if there are none.")
    return GoldArticle(
        id=_text(record.get("article"), f"{place}: article"),
        split=_one_of(record.get("split", "dev"), SPLITS, f"{place}: split"),
        annotators=tuple(record.get("annotators") or ()),
        entities=tuple(_named(e, place) for e in record["entities"]),
        references=tuple(
            Reference(*_span(r, f"{place}: reference"), _text(r.get("refers_to"), f"{place}: refers_to"))
            for r in record.get("references") or ()
        ),
        claims=tuple(_gold_claim(c, f"{place}: claim {n}") for n, c in enumerate(record["claims"], 1)),
        exhaustive=bool(record.get("exhaustive", False)),
    )


def _gold_claim(record: Mapping[str, Any], place: str) -> GoldClaim:
    time = record.get("time") or {}
    given = {f.name: record[f.name] for f in fields(GoldClaim) if record.get(f.name) is not None}
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    given |= {"time_start": time.get("start"), "time_end": time.get("end")}
    for field in ("subject", "relation"):
        _text(given.get(field), f"{place}: {field}")
    for field in (name for name in given if name.endswith("_alt") and not isinstance(given[name], tuple)):
        raise InputError(f"{place}: {field} is no list; write [{given[field]!r}].")
    claim = GoldClaim(**given)
    for modality in (claim.modality, *claim.modality_alt):
        _one_of(modality, MODALITIES, f"{place}: modality")
    _one_of(claim.polarity, POLARITIES, f"{place}: polarity")
    if not claim.evidence and not 0 <= claim.start < claim.end:
        raise InputError(f"{place} has no evidence; give start and end of its sentence in the article's text.")
    return claim


def _given_claim(record: Mapping[str, Any], place: str) -> GivenClaim:
    given = {f.name: record[f.name] for f in fields(GivenClaim) if record.get(f.name) is not None}
    subject = _text(given.pop("subject", None), f"{place}: subject of a claim")
    return GivenClaim(subject, _text(given.pop("relation", None), f"{place}: relation of a claim"), **given)


def question(record: Mapping[str, Any], place: str = "questions") -> GoldQuestion:
    """Make the record of a question; raises :class:`InputError` for what is missing or wrong."""
    expect, abstain = record.get("expect") or [], bool(record.get("abstain", False))
    if not all(isinstance(group, list) and group for group in expect):
        raise InputError(f'{place}: expect should be a list of lists, [["one", "other wording"], ["second thing"]].')
    if not expect and not abstain:
        raise InputError(f"{place} expects nothing; give groups of strings in expect, or abstain: true.")
    turns, as_of = record.get("history") or [], record.get("as_of")
    if not isinstance(turns, list) or not all(isinstance(t, dict) and {"q", "a"} <= t.keys() for t in turns):
        raise InputError(f'{place}: history should be a list of turns, [{{"q": "...", "a": "..."}}].')
    if as_of is not None and not _is_day(as_of):
        raise InputError(f"{place}: as_of is {as_of!r}; write a day as 2025-11-08.")
    return GoldQuestion(
        id=_text(record.get("id"), f"{place}: id"),
        question=_text(record.get("question"), f"{place}: question"),
        kind=str(record.get("kind") or "single"),
        split=_one_of(record.get("split", "dev"), SPLITS, f"{place}: split"),
        history=tuple(turns),
        as_of=as_of,
        expect=tuple(tuple(map(str, group)) for group in expect),
        forbid=tuple(map(str, record.get("forbid") or ())),
        abstain=abstain,
        articles=tuple(map(str, record.get("articles") or ())),
        evidence=tuple(Quoted(str(e["article"]), str(e["quote"])) for e in record.get("evidence") or ()),
    )


def _named(record: Mapping[str, Any], place: str) -> Named:
    return Named(
        name=str(record.get("name") or ""),
        type=str(record.get("type") or "other"),
        aliases=tuple(map(str, record.get("aliases") or ())),
        mentions=tuple(
            Place(*_span(m, f"{place}: mention"), str(m.get("kind") or "name")) for m in record.get("mentions") or ()
        ),
        type_alt=tuple(record.get("type_alt") or ()),
        optional=bool(record.get("optional", False)),
    )


# ------------------------------------------------------------------ helpers


def _objects(files: Sequence[Path]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the objects of JSON or JSON Lines files, each with its place for messages."""
    for file in files:
        try:
            text = file.read_text(encoding="utf8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{file} cannot be read: {error}.") from error
        try:
            whole = json.loads(text)
            found = [(o, str(file)) for o in (whole if isinstance(whole, list) else [whole])]
        except json.JSONDecodeError:
            found = [
                (_line(line, f"{file}:{n}"), f"{file}:{n}")
                for n, line in enumerate(text.splitlines(), 1)
                if line.strip()
            ]
        for record, place in found:
            if not isinstance(record, dict):
                raise InputError(f"{place} holds no JSON object; docs/evaluation-formats.md shows what belongs there.")
            yield record, place


def _line(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{place} is no JSON: {error}. Write one object a line.") from error


def _is_day(text: Any) -> bool:
    try:
        date.fromisoformat(text)
    except (TypeError, ValueError):
        return False
    return True


def _no_doubles(ids: Iterable[str], place: Path) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise InputError(f"{place} holds {name} twice; give each its own id.")
        seen.add(name)


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{place} is missing or empty; docs/evaluation-formats.md shows an example.")
    return value


def _one_of(value: Any, allowed: Sequence[str], place: str) -> str:
    if value not in allowed:
        raise InputError(f"{place} is {value!r}; use one of {', '.join(allowed)}.")
    return str(value)


def _span(record: Mapping[str, Any], place: str) -> tuple[int, int]:
    start, end = record.get("start"), record.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise InputError(f"{place} has start {start!r} and end {end!r}; give offsets with 0 <= start < end.")
    return start, end
