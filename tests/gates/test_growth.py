"""
Work grows with the text, not with its square.

No clock: the lines of our own code that run are counted, function by function, for a text and for one twice as long.
Work in proportion to the text doubles, a loop inside a loop over all of it comes to four times as much.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

ROOT = Path(__file__).parents[2]
ROOMS = tuple(str(ROOT / room) for room in ("ingest", "kg"))
SQUARE = 3.0
"""Times as many lines: between the 2 of a loop, or 2.7 of one that looks back 99 sentences, and the 4 of a square."""
FEW = 3000
"""Lines below which a ratio says nothing."""
PARAGRAPHS = 24
COMPARING = "ingest/names/aliases.py", "kg/text/names.py"
"""Different names are compared pair by pair; ingest/bounds.py bounds their number."""


def paragraph(number: int, *, fresh: bool) -> str:
    """Return news about people and companies that are the same each time, or new ones (*fresh*)."""
    mark = f"{chr(97 + number % 26)}{chr(97 + number // 26)}" if fresh else "ee"
    return (
        f'Singer Mira V{mark}l joined Kest{mark} Records in March 2031. "The song "Blue L{mark}ke" sold 4,000 copies," '
        f"she said. The company, which had sued Tarn{mark} Media, said on Monday that it would pay $5 million. "
        f'"We did not agree to anything of the kind," Ola Br{mark}ndt told Halden News, which asked him. '
        "He left the label, and both companies denied it.\n\n"
    )


def lines_run(work: Callable[[], object]) -> Counter[str]:
    """Count the lines of our code that run, by file and function."""
    counts: Counter[str] = Counter()

    def count(frame: FrameType, _event: str, _arg: Any) -> Any:
        code = frame.f_code
        counts[f"{code.co_filename} {code.co_qualname}:{code.co_firstlineno}"] += 1
        return count

    before = sys.gettrace()
    sys.settrace(lambda frame, *_: count(frame, "", None) if frame.f_code.co_filename.startswith(ROOMS) else None)
    try:
        work()
    finally:
        sys.settrace(before)
    return counts


def squares(small: Counter[str], large: Counter[str]) -> list[str]:
    """Return the functions whose work grew faster than twice."""
    return [f"{place}: {small[place]} -> {n}" for place, n in large.items() if n > max(FEW, SQUARE * small[place])]


@pytest.fixture(scope="module")
def reader() -> Reader:
    reader = load_reader()
    reader.read(Article(id="warm", text=paragraph(0, fresh=True)))  # what is gathered once does not count
    return reader


@pytest.mark.parametrize("fresh", [False, True], ids=["the same names", "new names"])
def test_no_step_of_reading_grows_with_the_square_of_the_text(reader: Reader, *, fresh: bool) -> None:
    def read(paragraphs: int) -> Counter[str]:
        text = "".join(paragraph(number, fresh=fresh) for number in range(paragraphs))
        return lines_run(lambda: reader.read(Article(id="a", text=text)))

    small, large = read(PARAGRAPHS), read(2 * PARAGRAPHS)
    assert small.total() > 100_000
    found = [line.removeprefix(f"{ROOT}/") for line in squares(small, large)]
    assert [line for line in found if not line.startswith(COMPARING)] == []


def test_a_loop_within_a_loop_is_noticed() -> None:
    def pairs(n: int) -> Counter[str]:
        return Counter(pairs=n * n, once=n)

    assert squares(pairs(100), pairs(200)) == ["pairs: 10000 -> 40000"]
