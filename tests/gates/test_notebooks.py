"""The notebooks run from top to bottom, and what they show has quotations."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def executed() -> nbformat.NotebookNode:
    notebook = nbformat.read(ROOT / "docs" / "notebooks" / "first-steps.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT / "docs" / "notebooks")}}).execute()
    return notebook


def shown(notebook: nbformat.NotebookNode, source: str, kind: str) -> str:
    cell = next(c for c in notebook.cells if c.cell_type == "code" and source in c.source)
    return "".join(o.data[kind] for o in cell.outputs if kind in o.get("data", {}))


def test_the_notebook_runs(executed: nbformat.NotebookNode) -> None:
    assert all(c.execution_count for c in executed.cells if c.cell_type == "code")


def test_an_answer_shows_its_quotations(executed: nbformat.NotebookNode) -> None:
    assert "<li value='1'>“" in shown(executed, "answer = ws.ask", "text/html")


def test_a_refusal_shows_what_is_missing(executed: nbformat.NotebookNode) -> None:
    assert "No article names Oslo" in shown(executed, "Oslo", "text/html")


def test_an_article_shows_its_names_marked(executed: nbformat.NotebookNode) -> None:
    assert "<mark title=" in shown(executed, 'ws.article("2025', "text/html")


def test_claims_are_a_table_with_quotations(executed: nbformat.NotebookNode) -> None:
    assert "<th>quote</th>" in shown(executed, "said[", "text/html")


def test_the_stored_notebook_keeps_no_output() -> None:
    notebook = nbformat.read(ROOT / "docs" / "notebooks" / "first-steps.ipynb", as_version=4)
    assert not [c for c in notebook.cells if c.cell_type == "code" and (c.outputs or c.execution_count)]
