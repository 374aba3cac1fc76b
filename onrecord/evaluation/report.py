"""
An evaluation as rows: a table on a terminal, plain lines in a pipe, Markdown in the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .evaluate import Evaluation

NAMES = {
    "typed": "name or alias, type right",
    "untyped": "name or alias",
    "typed_exact": "fullest name, type right",
    "untyped_exact": "fullest name",
    "spans": "mentions, exact offsets",
    "typed_spans": "mentions, exact offsets, type right",
    "strict": "strict: relation and both arguments",
    "open": "open: arguments and evidence or relation",
    "core_annotated_with_term": "coverage: core claims annotated with a term of the domain",
    "core_found_with_term": "coverage: core claims found (openly) that were given with a term",
    "given_with_term": "coverage: given claims with a term",
    "hedged_as_plain": "hedged or denied given as plain fact",
    "ece": "expected calibration error",
    "brier": "Brier score",
    "area": "risk, mean over coverage",
    "p50": "seconds, median",
    "p95": "seconds, 95th percentile",
    "recorded_precision": "quotations that are recorded evidence",
    "recorded_recall": "recorded evidence quoted",
    "recorded_at_least_one": "answers that quote some recorded evidence",
    "precision": "quotations that support their sentence",
    "precision_in_context": "the same, names may stand two sentences before",
}


class Row(NamedTuple):
    """One line of the report; *detail* tells the counts behind *value*."""

    group: str
    measure: str
    value: str
    interval: str
    detail: str


def rows(evaluation: Evaluation) -> list[Row]:
    """Return the figures as rows, group by group; groups without gold say so in one row."""
    found = []
    for group, figures in evaluation.totals.items():
        lines = list(_lines(group, figures))
        found += lines or [Row(group, "no gold", "-", "", "")]
    return found


def _lines(group: str, figures: dict[str, Any], above: str = "") -> Iterator[Row]:
    if group == "answers" and not above and figures:
        told = "  ".join(f"{name} {figures.get(name, 0)}" for name in ("right", "wrong", "refused"))
        yield Row(group, "all questions", "", "", told)
    for name, figure in figures.items():
        label = f"{above}{NAMES.get(name, name.replace('_', ' '))}"
        if name == "by_kind":
            yield from (Row(group, kind, *_verdicts(v)) for kind, v in figure.items())
        elif isinstance(figure, dict) and "f1" in figure:
            yield Row(group, f"{label}, F1", f"{figure['f1']:.3f}", _interval(figure), _parts(figure))
            yield from _lines(group, figure, f"{_short(name)}: ")
        elif isinstance(figure, dict) and "rate" in figure:
            if figure["of"]:
                yield Row(group, label, f"{figure['rate']:.3f}", _interval(figure), f"{figure['right']}/{figure['of']}")
        elif isinstance(figure, dict):
            yield from _lines(group, figure, above)
        elif isinstance(figure, float) and not (above or name in {"p", "r", "f1"}):
            yield Row(group, label, f"{figure:.3f}", "", "")
    if group == "references" and "f1" in figures and not above:
        yield Row(group, "key references, F1", f"{figures['f1']:.3f}", _interval(figures), _parts(figures))


def _parts(figure: dict[str, Any]) -> str:
    counts = f"right {figure['tp']}  wrong {figure['fp']}  missed {figure['fn']}"
    return f"P {figure['p']:.3f}  R {figure['r']:.3f}  {counts}"


def _short(name: str) -> str:
    return NAMES.get(name, name).split(":")[0]


def _verdicts(counts: dict[str, int]) -> tuple[str, str, str]:
    of = sum(counts.values())
    detail = "  ".join(f"{name} {n}" for name, n in counts.items())
    return (f"{counts['right'] / of:.3f}" if of else "-", "", detail)


def _interval(figure: dict[str, Any]) -> str:
    ends = figure.get("interval")
    return f"{ends[0]:.3f}..{ends[1]:.3f}" if ends else ""


def errors(evaluation: Evaluation, most: int = 5) -> list[str]:
    """Return a line for each of the most frequent kinds of error; none for ``locked``."""
    return [f"{e['count']} times: {e['kind']}; {e['example']}" for e in evaluation.items.get("errors", ())[:most]]


def heading(evaluation: Evaluation) -> str:
    """Return what was measured, in one line."""
    return f"{evaluation.split}: {evaluation.articles} annotated articles, {evaluation.questions} questions"


def plain(evaluation: Evaluation) -> list[str]:
    """Return tab-separated lines: group, measure, value, 95 % interval, counts."""
    lines = ("\t".join(row) for row in rows(evaluation))
    return [heading(evaluation), *lines, *(f"error\t{line}" for line in errors(evaluation))]


def markdown(evaluation: Evaluation) -> list[str]:
    """Return the lines of a Markdown table."""
    head = ["| | measure | value | 95 % interval | counts |", "|---|---|---|---|---|"]
    table = [*head, *("| " + " | ".join(row) + " |" for row in rows(evaluation))]
    wrong = errors(evaluation)
    return [*table, "", "The most frequent errors:", "", *(f"- {line}" for line in wrong)] if wrong else table


def show(evaluation: Evaluation) -> None:
    """Print a table on a terminal, plain lines in a pipe."""
    from rich.table import Table

    from onrecord.display import console

    out = console()
    if not out.is_terminal:
        for line in plain(evaluation):
            out.file.write(f"{line}\n")
        return
    table = Table(title=heading(evaluation), title_justify="left")
    for name in ("", "measure", "value", "95 % interval", "counts"):
        table.add_column(name, justify="right" if name == "value" else "left")
    group = ""
    for row in rows(evaluation):
        if group and row.group != group:
            table.add_section()
        table.add_row(row.group if row.group != group else "", *row[1:])
        group = row.group
    out.print(table)
    for line in errors(evaluation):
        out.print(line, markup=False)
