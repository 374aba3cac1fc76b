"""
How hard a text may be to read.

Time and memory of a reading grow with the length of its sentences and the number of its names, steeply. These
bounds are looked at before anything is parsed, so a text is refused for the same reason on every machine, and
no clock has to stop it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import TooHardError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article, Span

LONGEST_WORD = 1_000
"""Characters without white space between them. News has about 25, a web address seldom more than 200."""

LONGEST_SENTENCE = 2_000
"""Words and marks. The longest of 21,000 sentences of news and encyclopedias has 76."""

MOST_NAMES = 3_000
"""Different runs of capitalised words, since each name is compared with the others; news articles have up to 100."""

MOST_EFFORT = 40_000_000
"""Sum over sentences of the square of their words and marks; an article of 1,000 words comes to about 30,000."""

_SIGN = re.compile(r"\w+|[^\w\s]")
_CAPITALS = re.compile(r"\b[^\W\d_a-z]\w*(?: [^\W\d_a-z]\w*)*")


def hold_to_bounds(article: Article, sentences: Sequence[Span]) -> None:
    """
    Refuse a text that is built, or broken, so that reading it would cost out of all proportion.

    Args:
        article: About to be read.
        sentences: Its sentences.

    Raises:
        TooHardError: Names the article, what is beyond which bound and where, and what to do.

    >>> from kg.model import Article, Span
    >>> hold_to_bounds(Article(id="a1", text="la " * 9 + "la."), [Span(0, 30)])
    >>> hold_to_bounds(Article(id="a1", text="la " * 2999), [Span(0, 8997)])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kg.errors.TooHardError: a1: a sentence of 2,999 words and marks at character 0, at most 2,000 ('la la ...
    """
    for fault in _faults(article.text, sentences):
        raise TooHardError(
            f"{article.id}: {fault}. Break it up with full stops or line ends, or leave out what is no prose."
        )


def hold_words(article: Article) -> None:
    """
    Refuse a text with an endless word, before even its sentences are looked for.

    Raises:
        TooHardError: As for :func:`hold_to_bounds`.
    """
    length, word = max(((len(word), word) for word in article.text.split()), default=(0, ""))
    if length > LONGEST_WORD:
        at = article.text.index(word)
        raise TooHardError(
            f"{article.id}: a word of {length:,} characters at character {at}, at most {LONGEST_WORD:,} "
            f"({word[:40]!r}). Put spaces into it, or leave it out."
        )


def _faults(text: str, sentences: Sequence[Span]) -> Iterator[str]:
    effort = 0
    for sentence in sentences:
        signs = sum(1 for _ in _SIGN.finditer(text, sentence.start, sentence.end))
        effort += signs * signs
        if signs > LONGEST_SENTENCE:
            yield (
                f"a sentence of {signs:,} words and marks at character {sentence.start}, "
                f"at most {LONGEST_SENTENCE:,} ({text[sentence.start : sentence.start + 40]!r})"
            )
    if effort > MOST_EFFORT:
        yield f"its long sentences add up to an effort of {effort:,}, at most {MOST_EFFORT:,}"
    names = len(set(_CAPITALS.findall(text)))
    if names > MOST_NAMES:
        yield f"{names:,} different names, at most {MOST_NAMES:,}"
