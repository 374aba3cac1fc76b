"""
Names of persons, organisations, works and places: how they are flattened, compared and slugged.

Pure functions on the form of a name. Whether two alike names are one thing is for the
resolver to decide: "Warner" is part of "Warner Music Group" by form, and so is "Apple" of "Apple Music".
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from .places import ABBREVIATIONS, ADJECTIVES, PLACES


def word_set(words: str) -> frozenset[str]:
    """
    Make a set of the words in a string; keeps word lists readable.

    >>> sorted(word_set("b a"))
    ['a', 'b']
    """
    return frozenset(words.split())


_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u2005\u2006\u2008\u3000", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2212", "-"),
    }
)
_TIGHT_EN_DASH = re.compile("(?<=\\S)\u2013(?=\\S)")
# Letters that Unicode does not decompose into a plain letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h"}
)
_MARKS = re.compile("[\u0300-\u036f]")  # Latin, Greek and Cyrillic accents; Japanese and Indic marks tell names apart
_POSSESSIVE = re.compile(r"(?<=[\w.!?])'s\b|(?<=s)'(?!\w)")
_INITIALS = re.compile(r"(?<![\w.])(?:[a-z]\.\s?)+[a-z](?![\w])\.?")
_SEPARATORS = re.compile(r"[\"(){}\[\]<>,;:!?/\\|*_~\u2013\u2014\u2015\u2026]|\.(?!\w)|(?<!\w)\.")
_INNER_HYPHEN = re.compile(r"(?<=\w)(?<!\ba)-+(?=\w)|(?<!\w)-+|-+(?!\w)")
_ARTICLES = frozenset({"the", "a", "an"})
_FORMS = word_set("inc incorporated ltd limited llc llp lp corp corporation co plc gmbh ab ag bv nv oy sa sarl pty kk")
SMALL = word_set("of the and for in on to a an de la le des du et von und di y at by with")
GENERIC = word_set(
    "group music records recordings company entertainment media association society institute office department "
    "university college school act bill law court chart song album international national global world united "
    "american new north south east west north old great city state county first network news agency committee council "
    "union party team club center centre fund bank foundation services systems technologies"
)
_TITLES = word_set(
    "mr mrs ms miss mx dr prof professor sir dame judge justice sen sens senator senators rep reps representative "
    "congressman congresswoman gov governor president premier chancellor minister mayor chairman chairwoman "
    "chairperson chair ceo cfo coo cto secretary ambassador commissioner councillor councilman councilwoman director "
    "gen general lt col colonel capt sgt maj major executive bishop archbishop rev reverend attorney detective "
    "inspector officer spokesman spokeswoman spokesperson founder cofounder rapper singer producer musician actor "
    "actress author artist songwriter"
)
_BEFORE_TITLES = word_set(
    "former acting deputy vice prime chief executive us u.s. uk federal district state press co senior lead interim "
    "the rt hon honourable honorable foreign shadow home defence defense treasury"
)
_ENDINGS = word_set("jr sr ii iii iv phd md esq mp mep mbe obe cbe kc qc")


def flat(text: str) -> str:
    r"""
    Turn curly quotes, odd spaces and hyphens into plain ones, one for one.

    The length never changes, so offsets into *text* hold in the result. The em dash stays, and so does
    an en dash with space around it: both separate phrases, and a hyphen would glue them together.

    >>> flat("Vale\u2019s \u201cOde\u201d \u2014 10\u201320\u00a0songs")
    'Vale\'s "Ode" \u2014 10-20 songs'
    """
    return _TIGHT_EN_DASH.sub("-", text.translate(_ONE_TO_ONE))


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """
    Reduce a name to what it has in common with its other spellings.

    Case, accents, quotes, a possessive, a leading article, punctuation, dots of abbreviations
    and a trailing company form go; ``&`` becomes "and", ``+`` becomes "plus". Numbers stay.
    Empty only for a blank name. Applying it twice changes nothing.

    >>> name_key("The U.S. Sound & Vision Co., Ltd.")
    'us sound and vision'
    >>> name_key("Béla Norén's"), name_key("Ada Koe Jr.'s"), name_key("A-Pop"), name_key("Disney+")
    ('bela noren', 'ada koe jr', 'a-pop', 'disney plus')
    """
    key = _reduce(name)
    while (again := _reduce(key)) != key:  # what one step brings together, such as "b.'b", the next may reduce
        key = again
    return key or name.strip()  # a sign that is nothing but its accent, such as a macron


def _reduce(name: str) -> str:
    key = _plain(name)
    key = _INITIALS.sub(lambda m: re.sub(r"[.\s]", "", m[0]) + " ", _POSSESSIVE.sub("", key)).replace("'", "")
    key = key.replace("&", " and ").replace("+", " plus ")
    key = re.sub(r"(?<=[a-z])\$|\$(?=[a-z])", "s", key)  # stage names write the letter as a sign
    words = _INNER_HYPHEN.sub(" ", _SEPARATORS.sub(" ", key)).split()
    if not words:  # a name of signs only, such as a record called "!!!"
        return " ".join(_plain(name).split())
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _FORMS and words[-2] != "and":
        words = words[:-1]
    return " ".join(words)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", flat(name)).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", _MARKS.sub("", flat(folded))).strip()


def slug(name: str) -> str:
    """
    Name a thing in an IRI: its key with hyphens, letters of any script, at most 100 characters.

    A name without a letter or digit gets a hash, so the result is never empty.

    >>> slug("Nova Vale's “Ode”"), slug("Кино"), slug("?!")
    ('nova-vale-ode', 'кино', 'x-545f940d19')
    """
    body = re.sub(r"[\W_]+", "-", name_key(name)).strip("-")
    mark = hashlib.sha256(unicodedata.normalize("NFC", name).strip().encode(errors="replace")).hexdigest()[:10]
    if not body:
        return f"x-{mark}"
    return body if len(body) <= 100 else f"{body[:89]}-{mark}"  # noqa: PLR2004  # 89 + hyphen + 10 digits


def initials(name: str) -> str:
    """
    Give the capital initials of the words that count; "of", "the", "and" do not.

    >>> initials("Recording Society of Norland"), initials("Nova-Vale Music Group")
    ('RSN', 'NVMG')
    """
    return "".join(word[0].upper() for word in _words(name) if word not in SMALL)


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s-]+", name_key(name)) if word]


def is_acronym_of(short: str, long: str) -> bool:
    """
    Whether *short*, written in capitals, abbreviates the words of *long*.

    Small words may or may not give a letter, an abbreviation inside *long* may give all of its letters,
    and a last word that both share ("Act") does not count.

    >>> is_acronym_of("NVMG", "Nova Vale Music Group"), is_acronym_of("DOJ", "Department of Justice")
    (True, True)
    >>> is_acronym_of("SAFE Act", "Songs And Fair Earnings Act"), is_acronym_of("Nova", "New Order Value Act")
    (True, False)
    """
    left, right = flat(short).replace(".", "").split(), flat(long).split()
    while len(left) > 1 and len(right) > 1 and left[-1].casefold() == right[-1].casefold():
        left, right = left[:-1], right[:-1]
    letters = "".join(char for char in "".join(left) if char.isalnum())
    capitals = sum(char.isupper() for char in letters)
    if len(letters) < 2 or capitals < 2 or 2 * capitals <= len(letters):  # noqa: PLR2004  # one letter is no acronym
        return False
    pieces = [p for word in right for p in re.split(r"[\s-]+", name_key(word)) if p]  # word by word: no form goes
    return len(pieces) > 1 and _spells(letters.casefold(), pieces)


def _spells(letters: str, words: list[str]) -> bool:
    if not words:
        return not letters
    word, rest = words[0], words[1:]
    if word in SMALL and _spells(letters, rest):
        return True
    if letters[:1] == word[0] and _spells(letters[1:], rest):
        return True
    return 1 < len(word) <= 3 and letters.startswith(word) and _spells(letters[len(word) :], rest)  # noqa: PLR2004


def is_part_of(short: str, full: str) -> bool:
    """
    Whether *short* is a surname, the leading words, or first and last name of *full*.

    Titles on either side are ignored. Words that any name could have ("Music", "Group") are no short form,
    nor is a country in front of an organisation; a middle name alone is none either.

    >>> is_part_of("Mr Okafor", "Ada Lindqvist Okafor"), is_part_of("Ada Okafor", "Ada Lindqvist Okafor")
    (True, True)
    >>> is_part_of("Vale", "Vale Music Group"), is_part_of("Music Group", "Vale Music Group")
    (True, False)
    """
    part, whole = name_key(strip_affixes(short)).split(), name_key(strip_affixes(full)).split()
    if not 0 < len(part) < len(whole) or all(word in GENERIC or word in SMALL or word.isdigit() for word in part):
        return False
    if len("".join(part)) == 1:
        return False
    if whole[-len(part) :] == part:
        return whole[-len(part) - 1] not in SMALL
    if whole[: len(part)] == part:
        return not is_place(short) and not place_of_adjective(short) and part[-1] not in SMALL
    return len(part) > 1 and (part[0], part[-1]) == (whole[0], whole[-1]) and _in_order(part, whole)


def _in_order(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def similar(a: str, b: str) -> float:
    """
    Compare two names by spelling, 0 (nothing in common) to 100 (same key), in any word order.

    Names with different numbers get at most 70: "Volume 1" is not "Volume 2".

    >>> similar("Breaking Rust", "breaking  rust's"), similar("Volume 1", "Volume 2")
    (100.0, 70.0)
    """
    from rapidfuzz import fuzz

    left, right = name_key(a), name_key(b)
    if not left or not right:
        return 0.0
    score = max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right))
    differ = sorted(re.findall(r"\d+", left)) != sorted(re.findall(r"\d+", right))
    return min(score, 70.0) if differ else score


def strip_affixes(name: str) -> str:
    """
    Take off titles, offices and honours: what remains is the bare name.

    A name that is nothing but titles stays as it is. "Lady", "King" and the like are left alone, being part
    of many stage names.

    >>> strip_affixes("former U.S. Senator Ada Okafor, Jr."), strip_affixes("Judge")
    ('Ada Okafor', 'Judge')
    """
    words = name.split()
    start = 0
    for index, word in enumerate(words[:-1]):
        if start and word.casefold() in {"of", "state"}:  # Secretary of State Ada Okafor
            start = index + 1
            continue
        key = word.casefold().strip(".,")
        if key in _TITLES:
            start = index + 1
        elif key not in _BEFORE_TITLES and key != "u.s":
            break
    end = len(words)
    while end - start > 1 and words[end - 1].casefold().replace(".", "").strip(",") in _ENDINGS:
        end -= 1
    kept = " ".join(words[start:end])
    return kept.rstrip(",") if end < len(words) else kept


def place_of_adjective(word: str) -> str | None:
    """
    Name the country, state or continent that an adjective or a word for its people belongs to.

    >>> place_of_adjective("Swedish"), place_of_adjective("Texans"), place_of_adjective("musical")
    ('Sweden', 'Texas', None)
    """
    key = " ".join(flat(word).casefold().split()).removesuffix("'s")
    return ADJECTIVES.get(key) or (ADJECTIVES.get(key[:-1]) if key.endswith("s") else None)


def expand_place(name: str) -> str:
    """
    Spell out the abbreviation of a country or US state; any other name comes back as it is.

    Case matters, so that the pronoun "us" is no country.

    >>> expand_place("the U.S."), expand_place("Calif."), expand_place("Oslo"), expand_place("us")
    ('United States', 'California', 'Oslo', 'us')
    """
    bare = flat(name).strip().removeprefix("the ").removeprefix("The ").rstrip(".,").removesuffix("'s").rstrip(".")
    return ABBREVIATIONS.get(bare, name)


def is_place(name: str) -> bool:
    """
    Whether this is a country, a continent or a US state, by its name or abbreviation.

    >>> is_place("the Netherlands"), is_place("U.K."), is_place("Nova Vale")
    (True, True, False)
    """
    return name_key(expand_place(name)) in PLACES
