"""
Words of questions and sentences, reduced to what they share: "signed", "signing" and "signs" are one.

A light stemmer and a table of irregular verbs; no parser. Good enough to compare a question with
the forms of the domain and with a sentence, and always the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.text.names import flat, word_set

_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_IRREGULAR = {
    form: line.split()[0]
    for line in """
    be am is are was were been being;begin began begun;break broke broken;bring brought;build built;buy bought;
    catch caught;choose chose chosen;come came;cut;deal dealt;do does did done;draw drew drawn;drive drove driven;
    fall fell fallen;feel felt;fight fought;find found;forbid forbade forbidden;get got gotten;give gave given;
    go went gone goes;grow grew grown growth;have has had;hear heard;hold held;keep kept;know knew known;lead led;
    leave left;lend lent;lose lost loss losses;make made maker makers;mean meant;meet met;pay paid payment payments;
    put;read;ride rode ridden;rise rose risen;run ran;say said;see saw seen;seek sought;sell sold sale sales;
    send sent;set;show shown;sing sang sung singer singers;speak spoke spoken;spend spent;stand stood;strike struck;
    take took taken;teach taught;tell told;think thought;win won winner winners;write wrote written writer writers;
    bear bore born;become became;withdraw withdrew withdrawn;oversee oversaw overseen;undertake undertook;
    withhold withheld;license licence licences licensing licensed licenses;criticise criticize criticised criticized
    criticism;sue sued sues suing lawsuit lawsuits;acquire acquisition acquired;own owner owners owned;
    settle settlement settlements;invest investor investors investment;found founder founders founded;
    partner partnership partnerships;sign signing signatory;produce producer producers;create creator creators;
    develop developer developers;perform performer performers;compete competitor competitors;announce announcement;
    agree agreement agreements;release releases;remove removal removals;artificial ai;die death;arrest arrested;
    chief ceo boss;person people persons;man men;woman women;child children
    """.replace("\n", " ").split(";")
    for form in line.split()
}
FUNCTION_WORDS = word_set(
    "a an the this that these those some any all each every both either neither no none one ones of in on at "
    "to for by with from about into onto over under up down out off as than and or but if so because while "
    "when where why how who whom whose which what is are was were be been being am do does did done has have "
    "had having will would shall should can could may might must it its he him his she her hers they them "
    "their theirs we us our you your i me my not there here also too very much many more most less least such "
    "same other another own just only even still yet ever never now then again between during after before "
    "since until against through without within per via said say says s t"
)


def words(text: str) -> list[str]:
    """
    Cut a text into words: lower case, quotes and possessives gone.

    >>> words("Who signed Vale's “Ode No. 2” in mid-May?")
    ['who', 'signed', 'vale', 'ode', 'no', '2', 'in', 'mid-may']
    """
    return [word.removesuffix("'s").removesuffix("'") for word in _WORD.findall(flat(text).lower())]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """
    Reduce a word to the part that its forms share.

    >>> [stem(w) for w in ("signed", "signing", "signs", "companies", "sang", "streams", "releasing", "release")]
    ['sign', 'sign', 'sign', 'company', 'sing', 'stream', 'releas', 'releas']
    """
    low = word.lower().removesuffix("'s")
    low = _IRREGULAR.get(low, low)
    if len(low) <= 3:  # noqa: PLR2004  # "ads", "its": endings of so short a word tell nothing
        return low
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ying", "y"), ("sses", "ss")):
        if low.endswith(ending) and len(low) > len(ending) + 1:
            return low[: -len(ending)] + instead
    low = _cut(low, "ers", "ings", "es", "s")
    low = _cut(low, "er", "ing", "ed", "ly")
    return low[:-1] if low.endswith("e") and len(low) > 4 else low  # noqa: PLR2004


def _cut(word: str, *endings: str) -> str:
    """Take off the first ending that fits, where enough of a word is left."""
    for ending in endings:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and re.search("[aeiouy]", rest) and not word.endswith("ss"):  # noqa: PLR2004
            return _undouble(rest)
    return word


def _undouble(rest: str) -> str:
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":  # noqa: PLR2004
        return rest[:-1]
    return rest[:-1] if rest.endswith("e") and len(rest) > 4 else rest  # noqa: PLR2004


def stems(text: str) -> list[str]:
    """
    Return the stems of a text's words in order, function words too.

    >>> stems("the songs he wrote")
    ['the', 'song', 'he', 'writ']
    """
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """
    Return the stems of the words that carry meaning.

    >>> sorted(content("Which of the songs was it that she wrote?"))
    ['song', 'writ']
    """
    return frozenset(stem(word) for word in words(text) if word not in FUNCTION_WORDS)
