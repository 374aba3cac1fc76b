"""
The curve of risk against coverage as an SVG picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE, _HIGH, _LEFT, _TOP, _RIGHT, _BELOW = 480, 320, 56, 36, 16, 48
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def curve_svg(curve: Sequence[tuple[float, float]], title: str = "Risk against coverage") -> str:
    """
    Draw a curve of ``(coverage, risk)``, both 0 to 1.

    Returns:
        A whole SVG document; the same for the same curve. It says so when there is nothing to draw.

    >>> curve_svg([(0.5, 0.0), (1.0, 0.25)]).count("<polyline")
    1
    """
    if curve:
        drawn = f'<polyline points="{" ".join(f"{_x(c):.1f},{_y(r):.1f}" for c, r in curve)}" class="line"/>'
        drawn += "".join(f'<circle cx="{_x(c):.1f}" cy="{_y(r):.1f}" r="2.5"/>' for c, r in curve)
    else:
        drawn = f'<text x="{_x(0.5)}" y="{_y(0.5)}" class="middle">No answer has a confidence.</text>'
    grid = "".join(_tick(t) for t in _TICKS)
    middle = (_TOP + _HIGH - _BELOW) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" '
        f'role="img" aria-label="{escape(title, {chr(34): "&quot;"})}">\n'
        "<style>text{font:12px sans-serif;fill:#222}.middle{text-anchor:middle}.end{text-anchor:end}"
        ".grid{stroke:#ddd}.line{fill:none;stroke:#1f5fa8;stroke-width:2}circle{fill:#1f5fa8}</style>\n"
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#fff"/>\n'
        f'<text x="{_LEFT}" y="20">{escape(title)}</text>\n{grid}\n{drawn}\n'
        f'<text x="{_x(0.5):.1f}" y="{_HIGH - 8}" class="middle">coverage: questions answered</text>\n'
        f'<text x="14" y="{middle}" class="middle" transform="rotate(-90 14 {middle})">risk: wrong among them</text>\n'
        "</svg>\n"
    )


def _x(coverage: float) -> float:
    return _LEFT + coverage * (_WIDE - _LEFT - _RIGHT)


def _y(risk: float) -> float:
    return _TOP + (1 - risk) * (_HIGH - _TOP - _BELOW)


def _tick(at: float) -> str:
    x, y = _x(at), _y(at)
    return (
        f'<line x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" class="end">{at:.0%}</text>'
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_HIGH - _BELOW}" class="grid"/>'
        f'<text x="{x:.1f}" y="{_HIGH - _BELOW + 16}" class="middle">{at:.0%}</text>'
    )
