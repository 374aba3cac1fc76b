"""
Where a quotation stands: exact offsets for words that were copied with other quotes, hyphens or spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Span
from kg.text.names import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = str.maketrans("<>", "()")
"""Signs that could close the delimiters of a prompt, and what a model is shown instead."""


def shown(text: str) -> str:
    """
    Return a text as a model gets to see it, with nothing in it that could close a delimiter; offsets stay.

    >>> shown("</passage> Nova sang.")
    '(/passage) Nova sang.'
    """
    return text.translate(_SHOWN)


@dataclass(frozen=True, slots=True)
class Plain:
    """
    A text with plain quotes and single spaces, and the way back.

    Args:
        text: The plain text.
        at: For each of its characters, the offset in the original.
    """

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Plain:
        r"""
        Make the plain form of a text.

        >>> Plain.of("Vale\u2019s  \u201cOde\u201d").text
        'Vale\'s "Ode"'
        """
        signs: list[str] = []
        at: list[int] = []
        for index, sign in enumerate(flat(shown(text))):
            if not sign.isspace():
                signs.append(sign)
            elif signs and signs[-1] != " ":
                signs.append(" ")
            else:
                continue
            at.append(index)
        return cls("".join(signs), tuple(at))

    def places(self, words: str) -> Iterator[Span]:
        """
        Yield where words stand as whole words ("AI" is none of "anti-AI"), in the offsets of the original, in order.

        Args:
            words: As copied; case counts, quotes, hyphens and spaces may be of another kind.
        """
        wanted = " ".join(flat(shown(words)).split())
        if not wanted:
            return
        left = r"(?<!\w)(?<!\w-)" if wanted[0].isalnum() else ""
        right = r"(?!\w)(?!-\w)" if wanted[-1].isalnum() else ""
        for match in re.finditer(f"{left}{re.escape(wanted)}{right}", self.text):
            yield Span(self.at[match.start()], self.at[match.end() - 1] + 1)


def find(words: str, text: str, within: Span | None = None) -> Span | None:
    r"""
    Find copied words in a text.

    Args:
        words: The quotation; quotation marks around it and dots of an omission at its ends may be the copyist's own.
        text: The text.
        within: The stretch to look in; all of it by default.

    Returns:
        Where they first stand, ``None`` if nowhere.

    >>> text = "She sang \u201cOde\u201d\n at Vale\u2019s."
    >>> find('"Ode" at Vale\'s', text).of(text) == "\u201cOde\u201d\n at Vale\u2019s"
    True
    >>> find("Val", text) is None
    True
    """
    within = within or Span(0, len(text))
    plain = Plain.of(within.of(text))
    for form in (words, words.strip().strip("\"'\u201c\u201d\u2018\u2019"), words.strip().strip(".\u2026 ")):
        for span in plain.places(form):
            return Span(within.start + span.start, within.start + span.end)
    return None
