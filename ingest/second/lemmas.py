"""
What a word may be a form of, without a parser: enough to tell whether a sentence has a verb or noun of a list.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.text.names import flat

_IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "be": "am is are was were been being",
        "have": "has had having",
        "do": "does did done",
        "say": "said",
        "tell": "told",
        "find": "found",
        "think": "thought",
        "feel": "felt",
        "hold": "held",
        "know": "knew known",
        "show": "shown",
        "write": "wrote written",
        "read": "read",
        "hear": "heard",
        "sing": "sang sung",
        "buy": "bought",
        "sell": "sold",
        "bring": "brought",
        "make": "made",
        "take": "took taken",
        "give": "gave given",
        "get": "got gotten",
        "go": "went gone",
        "come": "came",
        "begin": "began begun",
        "become": "became",
        "win": "won",
        "lose": "lost",
        "lead": "led",
        "leave": "left",
        "build": "built",
        "pay": "paid",
        "rise": "rose risen",
        "fall": "fell fallen",
        "grow": "grew grown",
        "draw": "drew drawn",
        "withdraw": "withdrew withdrawn",
        "sue": "suing",
        "meet": "met",
        "seek": "sought",
        "fight": "fought",
        "strike": "struck",
        "choose": "chose chosen",
        "steal": "stole stolen",
        "forbid": "forbade forbidden",
        "speak": "spoke spoken",
        "see": "saw seen",
        "run": "ran",
        "stand": "stood",
        "mean": "meant",
        "keep": "kept",
        "send": "sent",
        "spend": "spent",
        "mislead": "misled",
    }.items()
    for form in forms.split()
}
_PRESENT = frozenset(["am", "is", "are", "has", "does", "suing", "read", "being"])
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=16384)
def lemmas(word: str) -> frozenset[str]:
    """
    Return the words that *word* may be a form of, in small letters, itself among them.

    Too many rather than too few: "rated" may come of "rat" or of "rate".

    >>> sorted(lemmas("signed")), sorted(lemmas("said")), sorted(lemmas("cities"))
    (['sign', 'signe', 'signed'], ['said', 'say'], ['citie', 'cities', 'city'])
    """
    low = flat(word).casefold().removesuffix("'s").rstrip("'")
    found = {low, _IRREGULAR.get(low, low)}
    for ending, others in (("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e"))):
        if low.endswith(ending) and len(low) > len(ending) + 1 and not low.endswith("ss"):
            found |= {low.removesuffix(ending) + other for other in others}
            if ending == "ed":
                found.add(_undoubled(low.removesuffix(ending)))
            break
    for ending in ("s", "d"):
        if low.endswith(f"e{ending}"):
            found.add(low[:-1])
    if low.endswith("ing") and len(low) > 5:  # noqa: PLR2004  # "king" is no form of "k"
        stem = low.removesuffix("ing")
        found |= {stem, f"{stem}e", _undoubled(stem)}
    return frozenset(found - {""})


def is_past(word: str) -> bool:
    """
    Whether a word is the past of a verb and hardly a noun.

    >>> is_past("signed"), is_past("paid"), is_past("has"), is_past("album")
    (True, True, False, False)
    """
    low = word.casefold()
    return (low in _IRREGULAR and low not in _PRESENT) or (low.endswith("ed") and len(low) > len("seed"))


def _undoubled(stem: str) -> str:
    """Take back a consonant that was doubled before an ending: "dropp" to "drop"."""
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS  # noqa: PLR2004  # "add" is whole
    return stem[:-1] if doubled else stem


def words(text: str) -> list[str]:
    """
    Return the words of a text, in order.

    >>> words("Nova's 2 songs, co-written")
    ["Nova's", '2', 'songs', 'co-written']
    """
    return re.findall(r"\w+(?:['\u2019.-]\w+)*", text)


def common(a: str, b: str) -> str | None:
    """
    Return the word that both may be a form of; ``None`` when there is none.

    Of several, *a* itself; else the one with a silent e, unless two consonants stand before it.

    >>> common("sign", "signed"), common("sues", "sued"), common("signing", "signs"), common("sued", "sold")
    ('sign', 'sue', 'sign', None)
    """
    both = lemmas(a) & lemmas(b)
    low = flat(a).casefold()
    if low in both or not both:
        return low if both else None
    return max(both, key=lambda w: (not _clustered(w), len(w), w))


def _clustered(word: str) -> bool:
    return len(word) > 3 and word[-1] == "e" and not set(word[-3:-1]) & _VOWELS  # noqa: PLR2004
