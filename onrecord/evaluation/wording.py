"""
Names and phrases brought to a common form, so that two wordings of one thing compare equal.

The steps are those of the shared scorer of this task, so that figures of different systems can be set
side by side; `kg.text.names` serves the graph and is wider. ``tests/onrecord/test_evaluation_agreement.py``
holds the two scorers against each other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.text.names import word_set

_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u201a\u201b`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\u2013\u2014\u2011", "-"),
        **dict.fromkeys("\u00a0\u202f", " "),
    }
)
_ARTICLES = ("the ", "a ", "an ")
_FORMS = re.compile(r"(?<=\w) (?:inc|ltd|llc|corp|corporation|co|plc)$")
_STOP = word_set(
    "the a an of in on at to for by with from and or as its their his her our this that these those it they be is are "
    "was were been being has have had will would could may might can should not no 's s"
)
_IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "pay": "paid",
        "sell": "sold",
        "make": "made",
        "take": "took taken",
        "give": "gave given",
        "win": "won",
        "hold": "held",
        "write": "wrote written",
        "know": "knew known",
        "grow": "grew grown",
        "rise": "rose risen",
        "fall": "fell fallen",
        "become": "became",
        "begin": "began begun",
        "get": "got gotten",
        "lose": "lost",
        "seek": "sought",
        "bring": "brought",
        "buy": "bought",
        "draw": "drew drawn",
        "run": "ran",
        "spend": "spent",
        "send": "sent",
        "say": "said",
        "keep": "kept",
        "lead": "led",
        "sing": "sang sung",
        "build": "built",
        "choose": "chose chosen",
        "license": "licence licences",
    }.items()
    for form in forms.split()
}
_ENDINGS = (
    "isations izations isation ization ations ising izing ation ating ators ator ated ates ised ized ises izes "
    "ings ions ate ise ize ing ion ied ies ed es s e y"
)
_SUFFIXES = tuple(_ENDINGS.split())
_SAME = 0.6
"""Dice overlap of stems from which two phrases are one."""
_STEM = 3
"""Letters that a stem keeps at least."""


def flat(text: object) -> str:
    r"""
    Turn curly quotes, dashes and odd spaces into plain ones, one for one, so that offsets stay.

    >>> flat("Vale\u2019s \u201cOde\u201d")
    'Vale\'s "Ode"'
    """
    return str(text).translate(_ONE_TO_ONE)


@lru_cache(maxsize=65536)
def norm(name: str) -> str:
    """
    Reduce a name to its common form: case, accents, quotes, possessive, article, punctuation, company form go.

    >>> norm("The Harbour Lights\u2019"), norm("U.S. Tuno & Co. Inc."), norm("A-Pop")
    ('harbour lights', 'us tuno and co', 'pop')
    """
    text = unicodedata.normalize("NFKD", flat(name)).casefold().strip()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", text)
    text = re.sub(r"\b(?:[a-z]\.)+[a-z]\b", lambda m: m[0].replace(".", ""), text)
    text = re.sub(r"[\"'(){}\[\],;:!?]|\.(?=\s|$)", " ", text.replace("&", " and "))
    text = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text)
    text = re.sub(r"\s+", " ", text).strip(" -.")
    for article in _ARTICLES:
        if text.startswith(article) and len(text) > len(article) + 1:
            text = text[len(article) :]
    return _FORMS.sub("", text)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """
    Cut the ending of a word.

    >>> [stem(w) for w in ("copying", "copied", "dropped", "paid")]
    ['cop', 'cop', 'drop', 'pay']
    """
    word = _IRREGULAR.get(word, word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM:
            word = word[: -len(suffix)]
            break
    if len(word) > _STEM and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] if len(word) > _STEM and word[-1] in "ey" else word


@lru_cache(maxsize=65536)
def tokens(phrase: str) -> frozenset[str]:
    """
    Return the stems of the words that carry meaning.

    >>> sorted(tokens("the copying of 1.6 million songs"))
    ['1.6', 'cop', 'mil', 'song']
    """
    return frozenset(stem(w) for w in re.findall(r"[^\W_]+(?:[.][0-9]+)?", norm(phrase)) if w not in _STOP)


def name_words(name: str) -> frozenset[str]:
    """Return the stems of a name's words without articles and small words."""
    small = {"the", "a", "an", "of", "and", "s"}
    return frozenset(stem(w) for w in re.findall(r"[^\W_]+", norm(name)) if w not in small)


def same_phrase(gold: str, system: str) -> bool:
    """
    Whether two phrases share enough words: Dice 0.6, or one holds all of the other's (at least two).

    >>> same_phrase("silver medal", "a silver medal for courage"), same_phrase("gold medal", "silver medal")
    (True, False)
    """
    a, b = tokens(str(gold)), tokens(str(system))
    if not a or not b:
        return False
    shared = len(a & b)
    return 2 * shared / (len(a) + len(b)) >= _SAME or shared == min(len(a), len(b)) > 1


def local(term: object) -> str:
    """
    Return a term without prefix or namespace; what begins with ``other:`` stays whole.

    >>> local("onr:asserted"), local("other:be fined")
    ('asserted', 'other:be fined')
    """
    text = str(term or "").strip()
    return text if text.startswith("other:") else re.split(r"[#/:]", text)[-1]
