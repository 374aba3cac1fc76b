"""
Where time phrases stand in running text, as one regular expression built from small ones.

Months and weekdays must be capitalised, so that "may" and "march" are no months; all else is read without case.
"""

from __future__ import annotations

import re

from .names import flat, word_set
from .nouns import counted
from .numerals import NUMBER_WORDS, ORDINAL_WORDS

_MONTHS = "January February March April May June July August September October November December"
MONTHS = {name[:length]: n for n, name in enumerate(_MONTHS.split(), 1) for length in (3, len(name))} | {"Sept": 9}
"""Name or three letters of a month -> its number."""
WEEKDAYS = {f"{name}day": n for n, name in enumerate(("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))}
"""Name of a weekday -> its number, Monday 0."""
YEAR = r"(?:1[0-9]\d\d|20\d\d|21\d\d)"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb"
    r"|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])(?!,\d{3})(?!:\d)"
NUMBER = rf"(?:\d{{1,3}}|an?|few|couple\sof|several|many|{'|'.join(NUMBER_WORDS)})"
UNIT = (
    "(?:second(?!\\s(?:time|day|week|month|quarter|year|season|term|night|round|half))|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|century|centurie|school\\syear"
    "|season)"
)
SEASON = "(?:spring|summer|autumn|fall|winter)"
_HOUR = r"(?i:\s(?:morning|afternoon|evening|night))"
_EDGE = r"(?i:(?:the\s)?(?:early|mid|late|(?:very\s)?(?:start|beginning|middle|end)\sof(?:\sthe)?)[\s-])"
_ORD = "|".join(ORDINAL_WORDS)

_DATED = (
    rf"(?:{MONTH}\s{DAY}(?:\s?(?:-|to|and)\s?(?:{MONTH}\s)?{DAY}(?!\s?{MONTH}))?(?:,?\s{YEAR}\b)?"
    rf"|{DAY}(?:\s?(?:-|to|and)\s?{DAY})?\s(?:of\s)?{MONTH}(?:,?\s{YEAR}\b)?|{YEAR}-\d\d-\d\d\b"
    rf"|\b\d{{1,2}}/\d{{1,2}}/{YEAR}\b)"
)
_SPAN = (
    rf"(?i:(?:the\s)?(?:week|month|year|quarter|weekend)(?:-long)?\s(?:end(?:ing|ed)|of|starting|beginning"
    rf"|commencing)(?:\son)?)\s{_DATED}"
)
_STRETCH = (
    rf"(?:(?i:(?:the\s)?(?:(?:first|last|final)\s)?(?:{NUMBER}\s{UNIT}s?\s(?:to|end(?:ed|ing)|through|until)"
    rf"|(?:year|quarter)\s(?:to|through|until))\s)(?:{_DATED}|{MONTH}(?:\s{YEAR}\b)?)"
    rf"|(?i:(?:the\s)?(?:first|last|final)\s{NUMBER}\s{UNIT}s?\s(?:of|in)\s)(?:{MONTH}\s)?{YEAR}\b)"
)
_FULL = rf"(?:(?i:(?:last|this|next)\s)?{WEEKDAY}{_HOUR}?,?\s(?:\()?{_DATED}\)?|{_SPAN}|(?i:dated\s){_DATED}|{_DATED})"
_MONTHLY = (
    rf"(?:{_EDGE}?(?i:(?:last|this|next)\s)?{MONTH}(?:,?\s(?i:of\s)?{YEAR}\b|\s(?i:(?:of\s)?(?:this|last"
    rf"|next|that)\syear))?)"
)
_PARTED = (
    rf"(?i:{_EDGE}?(?:the\s)?(?:q[1-4]|h[12]|(?:first|second|third|fourth|final|last)[\s-](?:quarter"
    rf"|half))(?:\s(?:of\s)?(?:fiscal\s)?(?:{YEAR}\b|(?:this|last|next|the)\syear))|(?:the\s)?(?:first"
    rf"|second|third|fourth|final)\squarter)"
)
_SEASONAL = (
    rf"(?i:{_EDGE}?(?:(?:last|this|next|the|that)\s){SEASON}(?:\s(?:of\s)?{YEAR}\b)?"
    rf"|{_EDGE}?{SEASON}\s(?:of\s)?{YEAR}\b)"
)
_YEARLY = (
    rf"(?:{_EDGE}?(?:(?i:the\s)?(?:{YEAR}|'?[1-9]0)s\b|{YEAR}(?:-\d\d)?(?![\w-]|\.\d|,\d|\syears?\b))"
    rf"|(?i:the\s)?(?i:{_EDGE}?(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORD})[\s-]century)\b)"
)
_RELATIVE = (
    rf"(?i:(?:the\s)?(?:day\sbefore\s)?yesterday|today|tonight|(?:the\sday\safter\s)?tomorrow"
    rf"|this\s(?:morning|afternoon|evening)|last\snight)(?:{_HOUR})?"
)
_COUNTED = (
    rf"(?i:(?:(?:more\sthan|less\sthan|just\sover|over|nearly|almost|about|around|some|roughly|only|just|barely)\s)*"
    rf"(?:an?\s)?(?:\[?(?:{NUMBER})\]?(?:\sand\sa\shalf)?[\s-])?{UNIT}s?\s(?:ago|earlier|later|before"
    rf"|after(?:wards?)?|hence|from\snow)\b)"
)
_PAST = (
    rf"(?i:(?:(?:the\s)?(?:past|previous|preceding|coming|next|following)|the\s(?:last|first)|(?<=in\s)last)"
    rf"\s(?:{NUMBER}\s)(?:calendar\s)?{UNIT}s?\b)"
)
_UNITS = (
    rf"(?i:{_EDGE}?(?:(?:earlier|later)\s)?(?:this|last|next|past|the\spast|the\slast|the\sprevious"
    rf"|the\snext|the\sfollowing|(?:the|that)(?:\svery)?\ssame|(?:the|that)\svery|that|the\scoming)\s{UNIT}s?|the\sweekend)\b"
)
_ENDS = (
    r"(?i:(?:the\s)?end\sof\s(?:the|this|next|last)\s(?:year|month|week|decade|quarter)|(?:the\s)?year(?:'s)?[\s-]end)"
)
_VAGUE = (
    r"(?i:recently|lately|currently|so\sfar|to\sdate|(?<!as\s)soon(?!er|\safter)|nowadays|at\spresent"
    r"|at\sthe\smoment|these\sdays|(?:each|every)\s(?:day|week|month|year|night|summer|winter)|(?:for|in"
    r"|within)\s(?:days|weeks|months|years|decades))"
)
_LASTING = rf"(?i:for\s(?:(?:more\sthan|over|nearly|almost|about|around|some|at\sleast)\s)?{NUMBER}\s(?:{UNIT})s?\b)"
_DAILY = rf"(?:(?i:(?:last|this|next|early|late|earlier|later)\s)?{WEEKDAY}{_HOUR}?)"
CORE = (
    rf"{_STRETCH}|{_FULL}|{_ENDS}|{_PARTED}|{_MONTHLY}|{_SEASONAL}|{_YEARLY}|{_RELATIVE}|{_COUNTED}|{_PAST}|{_UNITS}|{_DAILY}"
    rf"|{_LASTING}|{_VAGUE}"
)
"""One time phrase without its preposition."""
PREPOSITION = (
    r"(?i:(?:(?:early|late|later|earlier|back|sometime|starting|beginning|effective|ending|dating\sback)\s)?"
    r"(?:in|on|at|by|since|until|till|before|after|from|between|during|through(?:out)?|over|within|around|about|as\sof|"
    r"as\searly\sas|as\slate\sas|prior\sto|up\sto|no\slater\sthan|not\sbefore|circa|of|to)\s|"
    r"(?:starting|beginning|effective|ending)\s)"
)
_JOINED = r"(?i:\s?-\s?|\s(?:to|and|until|till|through)\s(?:the\s)?)"
PHRASE = re.compile(
    rf"(?<![\w$€£])(?P<before>{PREPOSITION})?(?:(?P<first>{CORE})(?P<link>{_JOINED}(?P<second>{CORE}))?)(?![\w])"
)
_BARE_YEAR = re.compile(YEAR)
_AMOUNTS = word_set("about around over at within")


def find_dates(text: str) -> list[tuple[int, int, str]]:
    """
    Find the time phrases of a text, each with the preposition that belongs to it.

    Returns:
        Start, end and words of each phrase, in order, without overlap.

    >>> [phrase for _, _, phrase in find_dates("It rose from 2022 to 2024, fell on Tuesday, two years ago, in May.")]
    ['from 2022 to 2024', 'on Tuesday', 'two years ago', 'in May']
    """
    plain, found, at = flat(text), [], 0
    while match := PHRASE.search(plain, at):
        at = max(match.end(), match.start() + 1)
        start, end = match.span()
        before = (match["before"] or "").casefold().split()
        if match["link"] and not _joins(before, match):
            end = match.end("first")
            at = end
        if before and before[-1] in {"of", "to"} and before != ["as", "of"] and before[:-1] not in (["up"], ["prior"]):
            start, before = match.start("first"), []
        words = plain[start:end]
        end = start + _before_conjunction(plain, end, words)
        if _is_time(plain, start, plain[start:end], before):
            found.append((start, end, text[start:end]))
    return found


def _joins(before: list[str], match: re.Match[str]) -> bool:
    link = match["link"].strip().casefold().split()[0] if match["link"].strip() else ""
    if link == "and":
        return "between" in before
    return link == "-" or "from" in before or "between" in before or bool(_BARE_YEAR.fullmatch(match["first"]))


def _before_conjunction(text: str, end: int, words: str) -> int:
    """Return the length of *words* without an "after" that leads on: "days after it sang", not "two days after, it"."""
    leads = re.search(rf"{UNIT}s?(\s(?:after|before))$", words, re.IGNORECASE)
    return leads.start(1) if leads is not None and re.match(r"\s[\w\"']+", text[end:]) else len(words)


def _is_time(text: str, start: int, words: str, before: list[str]) -> bool:
    """Whether a month's name or four digits are meant as time: not "May agreed", not "1300 songs"."""
    if words in {"May", "March", "August"} and not before:
        return words == "August"
    year = re.fullmatch(rf"(?:\S+\s)*?(?P<year>{YEAR})", words) if _BARE_YEAR.search(words) else None
    if not year or (before and year.start("year") > len(" ".join(before)) + 1):
        return True
    amount = counted(text, start + len(words)) is not None
    if 1900 <= int(year["year"]) < 2100:  # noqa: PLR2004
        return not (amount and before and before[-1] in _AMOUNTS)
    return bool(before) and before[-1] not in _AMOUNTS and not amount
