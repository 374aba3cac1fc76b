"""
Draw ``docs/claim.svg``: one real claim of the sample corpus, the sentence it was read from, and what was read.

    python docs/picture.py           # reads the article anew, writes docs/claim.svg

Colours follow the reader's dark or light setting.
"""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any

import onrecord
from onrecord.lookup import told

ROOT = Path(__file__).parents[1]
ARTICLE, RELATION = "2025-11-country-chart-ai-third", "salesCount"
TARGET = ROOT / "docs" / "claim.svg"
WIDTH, LINE, CHARACTER = 760, 24, 8.4  # pixels; the last is the advance of the 14 px monospace face
STYLE = """
  .paper { fill: #f6f8fa; stroke: #d0d7de } .card { fill: #ffffff; stroke: #8250df }
  text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, monospace; fill: #1f2328 }
  .key { fill: #656d76 } .small { font-size: 12px; fill: #656d76 } .line { stroke: #8250df; fill: none }
  .mark { fill: #ddc7ff }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #161b22; stroke: #30363d } .card { fill: #0d1117; stroke: #a371f7 }
    text { fill: #e6edf3 } .key, .small { fill: #9198a1 } .line { stroke: #a371f7 } .mark { fill: #4c2889 }
  }"""


def claim() -> dict[str, Any]:
    """Read the article and return the claim, as its JSON has it."""
    with tempfile.TemporaryDirectory() as folder, onrecord.open(Path(folder) / "ws") as session:
        session.ingest(ROOT / "corpus" / "articles" / f"{ARTICLE}.md")
        reading = session.article(ARTICLE).reading
        chosen = [c for c in reading.claims if c.relation == RELATION]
        return next(told(session.workspace, chosen))


def rows(shown: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what the card tells, as name and value."""
    return [
        ("subject", shown["subject"]),
        ("relation", shown["relation"]),
        ("value", f"{shown['value']} {shown['unit'] or ''} ({shown['comparator']})"),
        ("place", shown["place"] or "not said"),
        ("who says it", shown["attributed_to"] or "the article itself"),
        ("how strongly", f"{shown['modality']}, {shown['polarity']}"),
        ("source", f"{shown['outlet']}, {shown['published']}"),
        ("exact words", f"{shown['article']}:{shown['start']}-{shown['end']}"),
    ]


def svg(shown: dict[str, Any]) -> str:
    """Return the picture."""
    lines = wrap(f"“{shown['quote']}”", int((WIDTH - 80) / CHARACTER))
    marks = [str(shown[k]) for k in ("subject", "place", "attributed_to") if shown[k]]
    marks.append(f"{shown['value']:,} {shown['unit']}")
    top = 20 + 24 + LINE * len(lines) + 16
    height = top + 40 + LINE * len(rows(shown)) + 32
    out = [f'<rect class="paper" x="20" y="20" width="{WIDTH - 40}" height="{top - 20}" rx="8"/>']
    for number, line in enumerate(lines):
        out += _line(line, 40, 20 + 24 + LINE * number + 8, marks)
    out.append(f'<path class="line" d="M {WIDTH / 2} {top} v 28 m -6 -8 l 6 8 l 6 -8"/>')
    box = top + 30
    out.append(
        f'<rect class="card" x="20" y="{box}" width="{WIDTH - 40}" height="{LINE * len(rows(shown)) + 24}" rx="8"/>'
    )
    for number, (name, value) in enumerate(rows(shown)):
        y = box + 28 + LINE * number
        out.append(f'<text class="key" x="40" y="{y}">{escape(name)}</text>')
        out.append(f'<text x="190" y="{y}">{escape(value)}</text>')
    said = f"A sentence of the corpus and one claim read from it: {shown['quote']}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img">\n'
        f"<title>{escape(said)}</title>\n<style>{STYLE}\n</style>\n" + "\n".join(out) + "\n</svg>\n"
    )


def _line(line: str, x: int, y: int, marks: list[str]) -> list[str]:
    """Return one line of the sentence, its marked words on a ground of their own."""
    grounds = [
        f'<rect class="mark" x="{x + line.index(m) * CHARACTER - 2:.1f}" y="{y - 15}" '
        f'width="{len(m) * CHARACTER + 4:.1f}" height="20" rx="3"/>'
        for m in marks
        if m in line
    ]
    return [*grounds, f'<text x="{x}" y="{y}" textLength="{len(line) * CHARACTER:.1f}">{escape(line)}</text>']


if __name__ == "__main__":
    TARGET.write_text(svg(claim()), encoding="utf8")
