"""
What each kind of time phrase means, given the day of publication and the tense; :mod:`kg.text.dates` is the door.

Each reader takes the match of its pattern in ``_FORMS``; the first pattern that fits the whole phrase wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from .intervals import known_year, parse_iso
from .numerals import parse_number, parse_ordinal
from .periods import Period, back, decade_of, month_of, part_of, quarter_of, season_of, unit_of, week_of, year_of
from .recurring import Tense, distance, in_the_year, nearest, weekend
from .timephrases import MONTHS, SEASON, UNIT, WEEKDAYS

_NO_CALENDAR = frozenset({"second", "minute", "hour", "night", "century", "season", "school year", "fortnight"})
Open = tuple[date | None, date | None]
"""First and last day, where known."""
_UNKNOWN: Open = (None, None)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True)).casefold()
_MONTH_NUMBERS = {name.casefold(): number for name, number in MONTHS.items()}
_DAY_NUMBERS = {name.casefold(): number for name, number in WEEKDAYS.items()}
_WEEKDAY = "|".join(_DAY_NUMBERS)
_UNIT = UNIT.replace("centurie", "century")
_LEADING = re.compile(
    r"(?:(?:in|on|at|during|over|for|around|about|circa|as of|as early as|as late as|throughout|within"
    r"|back|sometime|of|to|the"
    r"|dating|dated|effective|just|only|roughly|nearly|almost|some|barely|more than|less than|just over)\s)+"
)


def both(first: str, second: str, published: date | None, tense: Tense) -> Open | None:
    """
    Resolve both halves of a range; the first takes the second's year or month where it has none.

    >>> both("may", "july 2025", None, "past")
    (datetime.date(2025, 5, 1), datetime.date(2025, 7, 31))
    """
    high = closed(second, published, tense)
    month = re.match(rf"({_MONTH})\.?\s\d", first)
    if re.fullmatch(r"\d{1,2}(?:,?\s\d{4})?", second) and month:  # October 17 and 23
        high = closed(f"{month[1]} {second}", published, tense)
    if re.fullmatch(r"\d\d", second) and re.fullmatch(r"\d{4}", first):  # 2022-24
        high = closed(first[:2] + second, published, tense)
    year = re.search(r"\b(\d{4})$", second)
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", first) and (tail := re.search(rf"(?:{_MONTH}).*", second)):
        low = closed(f"{first} {tail[0]}", published, tense)
    elif year and not re.search(r"\d{4}", first):
        low = closed(f"{first} {year[1]}", published, tense)
    else:
        low = closed(first, published, tense)
    if low is None or high is None:
        return None
    if low[0] and high[1] and low[0] > high[1] and not year:  # between November and March
        low = back(low[0], 1, "year"), low[1]
    return low[0], high[1]


_FROM_THERE = re.compile(r"(?:(?:in|on|during)\s)?the next (?:day|night|week|month|year)")
"""What a story goes on with: "the next day it left" follows something told before, not the day of publication."""


def closed(words: str, published: date | None, tense: Tense) -> Open | None:
    """
    Resolve a phrase without a preposition that opens an end, in lower case.

    >>> closed("mid-october", date(2025, 11, 12), "past")
    (datetime.date(2025, 10, 11), datetime.date(2025, 10, 20))
    """
    if tense == "past" and _FROM_THERE.fullmatch(words):
        return _UNKNOWN
    bare = _LEADING.sub("", f"{words} ", count=1).strip() if _LEADING.match(f"{words} ") else words
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(bare):
            try:
                return read(match, published, tense)
            except (ValueError, OverflowError):  # 31 November, the year 0
                return _UNKNOWN
    dash = re.fullmatch(r"(.+?)\s?-\s?(.+)|(.+?)\s(?:to|and|through)\s(.+)", bare)
    if dash:
        return both(dash[1] or dash[3], dash[2] or dash[4], published, tense)
    return None


def _year_word(word: str, published: date | None) -> int | None:
    """Read "2025", "this year", "last year", "next year"."""
    if digits := re.search(r"\d{4}", word):
        return known_year(digits[0])
    step = {"this": 0, "last": -1, "next": 1, "the": 0}.get(word.split(maxsplit=1)[0])
    return published.year + step if published and step is not None else None


_Reader = Callable[["re.Match[str]", date | None, Tense], Open]


def _read_iso(match: re.Match[str], _published: date | None, _tense: Tense) -> Open:
    found = parse_iso(match[0])
    return (found.start, found.end) if found else _UNKNOWN


def _read_slashes(match: re.Match[str], _published: date | None, _tense: Tense) -> Open:
    one, two, year = int(match[1]), int(match[2]), known_year(match[3])
    if one <= 12 and two <= 12 and one != two:  # noqa: PLR2004  # the order of day and month is not told
        return min(date(year, one, two), date(year, two, one)), max(date(year, one, two), date(year, two, one))
    day = date(year, one, two) if one <= 12 else date(year, two, one)  # noqa: PLR2004
    return day, day


def _read_day(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    number = int(re.sub(r"\D", "", match["d1"] or match["d2"]))
    month = _MONTH_NUMBERS[(match["m1"] or match["m2"]).rstrip(".")]
    if match["year"]:
        day = date(known_year(match["year"]), month, number)
        return day, day
    if published is None:
        return _UNKNOWN
    years = range(published.year - 4, published.year + 5)  # 29 February comes every four
    days = [
        (day, day) for year in years if number <= month_of(year, month)[1].day for day in (date(year, month, number),)
    ]
    usual = nearest(days, published, tense)
    if match["weekday"] and usual[0].weekday() != _DAY_NUMBERS[match["weekday"]]:  # the weekday tells the year
        fits = [d for d in days if d[0].weekday() == _DAY_NUMBERS[match["weekday"]]]
        return min(fits, key=lambda d: distance(d, published), default=usual)
    return usual


def _read_week(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    days = closed(match["day"], published, tense)
    if days is None or days[0] is None or days[1] is None:
        return _UNKNOWN
    unit = match["unit"] if match["unit"] != "weekend" else "day"
    if match["how"].startswith("end"):
        return back(days[1], 1, unit) + timedelta(days=1), days[1]
    return days[0], back(days[0], -1, unit) - timedelta(days=1)


def _read_stretch(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    """Read "the 12 months to September", "the three months ended 30 June 2025", "the year to 31 March"."""
    count, days = _count(match["n"] or "a"), closed(match["end"], published, tense)
    if count is None or days is None or days[1] is None:
        return _UNKNOWN
    return _first_of(days[1], count, match["unit"]), days[1]


def _first_of(last: date, count: int, unit: str) -> date:
    """Return the first day of *count* units that end on *last*; whole months where that is the end of one."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months and last == month_of(last.year, last.month)[1]:
        return month_of(last.year, last.month - months * count + 1)[0]
    return back(last, count, unit) + timedelta(days=1)


def _read_share(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    """Read "the first nine months of 2025", "the last two weeks of May 2025"."""
    count, whole = _count(match["n"]), closed(match["whole"], published, tense)
    if count is None or whole is None or whole[0] is None or whole[1] is None:
        return _UNKNOWN
    if match["side"] == "first":
        return whole[0], back(whole[0], -count, match["unit"]) - timedelta(days=1)
    return _first_of(whole[1], count, match["unit"]), whole[1]


def _read_month(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    month = _MONTH_NUMBERS[match["month"].rstrip(".")]
    if match["year"]:
        year = _year_word(match["year"], published)
        whole = month_of(year, month) if year else None
    else:
        whole = in_the_year(published, match["which"], tense, lambda y: month_of(y, month)) if published else None
    return _part(match["part"], whole)


def _part(part: str | None, whole: Period | None) -> Open:
    if whole is None:
        return _UNKNOWN
    name = (part or "").partition(" ")[0]
    third = {"start": "early", "beginning": "early", "middle": "mid", "end": "late"}.get(name, name)
    return part_of(whole, third) if third else whole


def _read_quarter(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    word = match["n"]
    number = int(word[1]) if word[0] in "qh" and word[1:].isdigit() else parse_ordinal(word)
    if word == "last" and not match["year"]:
        return unit_of("quarter", published, -1) if published and match["what"] == "quarter" else _UNKNOWN
    halves = word.startswith("h") or match["what"] == "half"
    number = number or (2 if halves else 4)  # "final", "last"

    def make(year: int) -> Period:
        if halves:
            return month_of(year, 6 * number - 5)[0], month_of(year, 6 * number)[1]
        return quarter_of(year, number)

    if match["year"]:
        year = _year_word(match["year"], published)
        return _part(match["part"], make(year) if year else None)
    return _part(match["part"], in_the_year(published, None, tense, make) if published else None)


def _read_season(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    if match["year"]:
        return _part(match["part"], season_of(known_year(match["year"]), match["season"]))
    if not published:
        return _UNKNOWN
    whole = in_the_year(published, match["which"], tense, lambda year: season_of(year, match["season"]))
    return _part(match["part"], whole)


def _read_year(match: re.Match[str], _published: date | None, _tense: Tense) -> Open:
    return _part(match["part"], year_of(known_year(match["year"])))


def _read_decade(match: re.Match[str], _published: date | None, _tense: Tense) -> Open:
    digits = match["decade"]
    first = int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) > 20 else 2000)  # noqa: PLR2004
    return _part(match["part"], decade_of(known_year(str(first))))


def _read_century(match: re.Match[str], _published: date | None, _tense: Tense) -> Open:
    number = parse_ordinal(match["n"])
    if not number:
        return _UNKNOWN
    whole = date(known_year(str(100 * number - 99)), 1, 1), date(100 * number, 12, 31)
    return _part(match["part"], whole)


def _read_near(match: re.Match[str], published: date | None, _tense: Tense) -> Open:
    if not published:
        return _UNKNOWN
    words = match[0]
    step = -1 if "yesterday" in words or "last night" in words else 1 if "tomorrow" in words else 0
    if re.search(r"\bday (?:before|after)\b", words):
        step *= 2
    day = published + timedelta(days=step)
    return day, day


def _read_weekday(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    if not published:
        return _UNKNOWN
    ahead = (_DAY_NUMBERS[match["day"]] - published.weekday()) % 7
    which = match["which"]
    if which == "this":
        day = week_of(published)[0] + timedelta(days=_DAY_NUMBERS[match["day"]])
    elif which == "next" or (which != "last" and tense != "past"):
        day = published + timedelta(days=ahead if ahead or which != "next" else 7)
    else:
        day = published - timedelta(days=(7 - ahead) % 7 if ahead or which != "last" else 7)
    return day, day


def _read_ago(match: re.Match[str], published: date | None, _tense: Tense) -> Open:
    count, unit = _count(match["n"]), match["unit"]
    if not published or count is None or not match["how"].startswith(("ago", "from now", "hence")):
        return _UNKNOWN
    steps = -int(count) if match["how"] == "ago" else int(count)
    if unit in {"second", "minute", "hour"}:
        days = (int(count) + 23) // 24 if unit == "hour" else 0
        return (
            (published - timedelta(days=days), published)
            if steps < 0
            else (published, published + timedelta(days=days))
        )
    if unit == "decade":  # "two decades ago" is said of some years around
        middle = back(published, -steps, "decade").year
        return date(middle - 2, 1, 1), date(middle + 2, 12, 31)
    if unit in _NO_CALENDAR or unit == "weekend":
        return _UNKNOWN
    return unit_of(unit, published, steps)


def _count(word: str | None) -> int | None:
    if word is None or word in {"few", "several", "many"}:
        return None
    if word in {"a", "an"}:
        return 1
    number = 2 if word.startswith("couple") else parse_number(word)
    return int(number) if number is not None else None


def _read_past(match: re.Match[str], published: date | None, _tense: Tense) -> Open:
    """Read "the past twelve months", "the next two weeks"."""
    count, unit = _count(match["n"]), match["unit"]
    if (
        not published
        or count is None
        or unit in {"second", "minute", "hour", "night", "weekend", "season", "school year"}
    ):
        return _UNKNOWN
    if match["which"] in {"last", "past", "previous"}:
        return back(published, count, unit), published
    return (published, back(published, -count, unit)) if match["which"] in {"next", "coming"} else _UNKNOWN


def _read_unit(match: re.Match[str], published: date | None, tense: Tense) -> Open:
    """Read "this week", "last year", "earlier this month", "the past year"."""
    which, unit = match["which"] or "this", match["unit"] or match["unit2"]
    many = match["many"] and which != "this"  # "the coming months"
    if not published or many or unit in _NO_CALENDAR:
        return _UNKNOWN
    if which == "past":
        return back(published, 1, unit if unit != "weekend" else "week"), published
    if which not in {"this", "last", "next", "coming"} or match["the"] == "the":
        return _UNKNOWN
    step = {"last": -1, "this": 0}.get(which, 1)
    whole = weekend(published, which, tense) if unit == "weekend" else unit_of(unit, published, step)
    if match["side"] and which == "this":
        return (whole[0], published) if match["side"] == "earlier" else (published, whole[1])
    return _part(match["part"], whole)


def _read_end(match: re.Match[str], published: date | None, _tense: Tense) -> Open:
    if not published:
        return _UNKNOWN
    unit = match["unit"] or "year"
    whole = unit_of(unit, published, {"next": 1, "last": -1}.get(match["which"] or "", 0))
    return whole if unit == "day" else part_of(whole, "late")


def _read_nothing(_match: re.Match[str], _published: date | None, _tense: Tense) -> Open:
    return _UNKNOWN


_PART = r"(?:(?:the\s)?(?P<part>early|mid|late|(?:start|beginning|middle|end)\sof)(?:\sthe)?(?:\s?-\s?|\s)(?:in\s)?)?"
_YEARS = r"(?P<year>\d{4}|(?:this|last|next|the)\syear)"
_HOURS = r"(?:\s(?:morning|afternoon|evening|night))?"
_N = r"(?:(?P<n>\d+|an?|few|couple\sof|several|many|[a-z]+(?:-[a-z]+)?)[\s-])"
_DAYS = (
    rf"(?:(?P<m1>{_MONTH})\.?\s(?P<d1>\d{{1,2}}(?:st|nd|rd|th)?)|(?P<d2>\d{{1,2}}(?:st|nd|rd"
    rf"|th)?)\s(?:of\s)?(?P<m2>{_MONTH})\.?)"
)
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile("".join(sources)), reader)
    for reader, *sources in (
        (_read_iso, r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?"),
        (_read_slashes, r"(\d{1,2})/(\d{1,2})/(\d{4})"),
        (
            _read_day,
            rf"(?:(?:last|this|next)\s)?(?:(?P<weekday>{_WEEKDAY}){_HOURS},?\s\(?)?",
            rf"{_DAYS}(?:,?\s(?P<year>\d{{4}}))?\)?{_HOURS}",
        ),
        (
            _read_week,
            r"(?:the\s)?(?P<unit>week|month|year|quarter|weekend)(?:-long)?\s",
            r"(?P<how>ending|ended|of|starting|beginning|commencing)\s(?:on\s)?(?P<day>.*\d.*)",
        ),
        (
            _read_share,
            rf"(?P<side>first|last|final)\s{_N}(?P<unit>day|week|month|quarter|year)s?\s(?:of|in)\s(?P<whole>.+)",
        ),
        (
            _read_stretch,
            rf"(?:(?:first|last|final)\s)?(?:{_N})?(?P<unit>day|week|month|quarter|year)s?\s",
            r"(?:to|ended|ending|through|until)\s(?P<end>.+)",
        ),
        (
            _read_month,
            rf"{_PART}(?:(?P<which>last|this|next)\s)?(?P<month>{_MONTH})\.?(?:,?\s(?:of\s)?{_YEARS})?",
        ),
        (
            _read_quarter,
            rf"{_PART}(?P<n>[qh][1-4]|first|second|third|fourth|final|last)(?:[\s-](?P<what>quarter|half))?",
            rf"(?:\s(?:of\s)?(?:fiscal\s)?{_YEARS})?",
        ),
        (
            _read_season,
            rf"{_PART}(?:(?:the|that|(?P<which>last|this|next))\s)?(?P<season>{SEASON})",
            r"(?:\s(?:of\s)?(?P<year>\d{4}))?",
        ),
        (_read_year, rf"{_PART}(?P<year>\d{{4}})"),
        (_read_decade, rf"{_PART}'?(?P<decade>\d{{4}}|\d0)s"),
        (_read_century, rf"{_PART}(?P<n>[a-z0-9-]+)[\s-]century"),
        (
            _read_near,
            rf"(?:the\s)?(?:day before )?yesterday{_HOURS}|today|tonight|(?:the\s)?(?:day after )?tomorrow{_HOURS}",
            r"|this (?:morning|afternoon|evening)|last night",
        ),
        (
            _read_weekday,
            rf"(?:(?P<which>last|this|next)\s|(?:early|late|earlier|later)\s)?(?P<day>{_WEEKDAY}){_HOURS}",
        ),
        (
            _read_ago,
            rf"{_N}?(?:and\sa\shalf\s)?(?P<unit>{_UNIT})s?\s",
            r"(?P<how>ago|earlier|later|before|after(?:wards?)?|hence|from\snow)",
        ),
        (
            _read_past,
            rf"(?P<which>last|past|previous|preceding|coming|next|following|first)\s{_N}(?:calendar\s)?",
            rf"(?P<unit>{_UNIT})s?",
        ),
        (
            _read_end,
            r"end\sof\s(?:the|this|(?P<which>next|last))\s(?P<unit>year|month|week|decade|quarter)",
            r"|year(?:'s)?[\s-]end",
        ),
        (
            _read_unit,
            rf"{_PART}(?:(?P<side>earlier|later)\s)?(?P<the>the\s)?",
            r"(?P<which>this|last|next|past|previous|following|same|that|coming)\s",
            rf"(?P<unit>{_UNIT})(?P<many>s)?|(?P<unit2>weekend)",
        ),
        (_read_nothing, rf"(?:{_N})?(?P<unit>{_UNIT})s?|(?:at least|over)\s.+{_UNIT}s?"),
        (
            _read_nothing,
            r"recently|lately|currently|now|so far|soon|nowadays|present|moment|these days|date|(?:each|every)\s\w+",
        ),
    )
)
