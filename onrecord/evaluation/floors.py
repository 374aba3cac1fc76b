"""
Floors below which a figure may not fall, with the digests of what they were measured on.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .evaluate import Evaluation


GATED = (
    "entities.typed.f1",
    "entities.untyped.f1",
    "entities.spans.f1",
    "claims.strict.f1",
    "claims.open.f1",
    *(f"claims.open.attributes.{name}.rate" for name in ("modality", "polarity", "speaker", "time", "value")),
    "references.f1",
    "answers.accuracy.rate",
    "answers.unanswerable_refused.rate",
    "retrieval.first_3.rate",
    "citations.precision_in_context.rate",
    "citations.verbatim.rate",
)
"""Figures that get a floor; the more is better for all of them."""
MARGIN = 0.005
"""How far below the measured figure a floor is set."""


@dataclass(frozen=True, slots=True)
class Floor:
    """
    One floor.

    Args:
        figure: Dotted path into the totals, ``claims.strict.f1``.
        floor: The least value that is accepted.
        reason: Why it was lowered; empty when it never was.
    """

    split: str
    figure: str
    floor: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Floors:
    """All floors; *gold* and *corpus* are the digests of what they were measured on."""

    gold: str = ""
    corpus: str = ""
    floors: tuple[Floor, ...] = ()


def parse_floors(text: str, place: str = "floors.json") -> Floors:
    """
    Read floors from JSON.

    Raises:
        InputError: It is no JSON, or a field is missing or wrong.

    >>> parse_floors('{"gold": "", "corpus": "", "floors": []}')
    Floors(gold='', corpus='', floors=())
    """
    try:
        loaded = json.loads(text)
        floors = tuple(Floor(**f) for f in loaded["floors"])
        found = Floors(str(loaded["gold"]), str(loaded["corpus"]), floors)
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise InputError(
            f'{place}: {error}. It holds {{"gold", "corpus", "floors": [{{"split", "figure", "floor"}}]}}.'
        ) from error
    for floor in floors:
        if not isinstance(floor.floor, int | float) or isinstance(floor.floor, bool):
            raise InputError(f"{place}: the floor of {floor.figure} is {floor.floor!r}; give a number.")
    return found


def read_floors(file: Path) -> Floors:
    """Read a file of floors; raises as :func:`parse_floors`, and when it cannot be read."""
    try:
        return parse_floors(file.read_text(encoding="utf8"), str(file))
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error}.") from error


def fallen(evaluation: Evaluation, floors: Iterable[Floor]) -> list[str]:
    """Return a line for each floor of the evaluation's split that its figure falls below, or that was not measured."""
    lines = []
    for floor in floors:
        if floor.split != evaluation.split:
            continue
        figure = evaluation.figure(floor.figure)
        if figure is None or figure < floor.floor:
            got = "was not measured" if figure is None else f"is {figure:.4f}"
            lines.append(f"{floor.split} {floor.figure} {got}; its floor is {floor.floor:.4f}.")
    return lines


def raised(old: Floors, evaluation: Evaluation, *, gold: str, corpus: str) -> Floors:
    """
    Return floors set just below what was measured; a floor that stands higher stays, for a person to give a reason.

    Args:
        old: The floors so far.
        evaluation: What was measured; floors of the other split stay.
        gold: Digest of gold and questions.
        corpus: Digest of the articles.
    """
    known = {(f.split, f.figure): f for f in old.floors}
    for name in GATED:
        figure, key = evaluation.figure(name), (evaluation.split, name)
        if figure is None:
            continue
        least = max(0.0, math.floor((figure - MARGIN) * 10_000) / 10_000)
        if key not in known or least >= known[key].floor:
            known[key] = Floor(evaluation.split, name, least, known[key].reason if key in known else "")
    return Floors(gold, corpus, tuple(known[key] for key in sorted(known)))


def write_floors(file: Path, floors: Floors) -> None:
    """Write floors as JSON, one a line."""
    lines = ",\n".join(f"  {json.dumps(asdict(f), ensure_ascii=False)}" for f in floors.floors)
    head = f' "gold": {json.dumps(floors.gold)},\n "corpus": {json.dumps(floors.corpus)},\n'
    file.write_text(f'{{\n{head} "floors": [\n{lines}\n ]\n}}\n', encoding="utf8")


def lowered(before: Floors, after: Floors) -> list[str]:
    """
    Return a line for each floor that was lowered or taken away without a new written reason.

    >>> old = Floors(floors=(Floor("dev", "claims.strict.f1", 0.5),))
    >>> lowered(old, Floors(floors=(Floor("dev", "claims.strict.f1", 0.4, reason="gold grew by six articles"),)))
    []
    >>> lowered(old, Floors())
    ['dev claims.strict.f1 had the floor 0.5 and has none now; set it to 0 with a reason instead.']
    """
    now = {(f.split, f.figure): f for f in after.floors}
    lines = []
    for old in before.floors:
        new = now.get((old.split, old.figure))
        if new is None:
            if old.floor > 0:
                had = f"{old.split} {old.figure} had the floor {old.floor}"
                lines.append(f"{had} and has none now; set it to 0 with a reason instead.")
        elif new.floor < old.floor and (not new.reason.strip() or new.reason == old.reason):
            lines.append(
                f"{old.split} {old.figure} was lowered from {old.floor} to {new.floor}; write the reason beside it."
            )
    return lines
