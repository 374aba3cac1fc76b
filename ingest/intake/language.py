"""Which language a text is in. Owns py3langid."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any

from .refusal import Reason, Refusal, refuse

ENGLISH = "en"
UNKNOWN = "und"
READ = 4_000
"""Only so many characters are looked at; more changes nothing and costs 0.6 ms a thousand."""

MIN_WORDS = 20
"""Below this many words a text in Latin letters is taken for English: titles and names decide by chance."""

SURE_WORDS = 60
"""Below this many words another language must be told with :data:`SURE`."""

SURE = 0.8
ENOUGH = 0.4
"""Probabilities by py3langid below which another language is not believed. In windows of 20 words, in English
news no other language had more than 0.01, and in the languages of ``test_language.py`` the right one never
less than 0.89. Look at both again when py3langid or the list of languages changes."""

GLUE = frozenset(
    re.findall(
        r"\w+",
        "the and of to that with for from by this which have has were been their they would it is are not but as at "
        "his her she who had",
    )
)
"""Function words of English that other languages hardly use."""

MIN_GLUE = 0.2
"""From this share of function words on, a text is English whatever the names in it look like. Windows of 60
words of English news have 0.10 to 0.42, windows of 20 in the languages of ``test_language.py`` at most 0.10."""

LANGUAGES = tuple(
    re.findall(
        r"\w+",
        "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr fy ga gl gu he hi hr hu hy id is it ja ka "
        "kk km kn ko ku ky la lb lo lt lv mk ml mn mr ms mt my ne nl nn no or pa pl ps pt ro ru si sk sl so sq sr sv "
        "sw ta te th tl tr ug uk ur uz vi xh zh zu",
    )
)
"""Languages told apart. English-based creoles are left out: too close for a short text."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")  # noqa: RUF001  # the apostrophe that newspapers print
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")
_lock = threading.Lock()


def detect(text: str) -> tuple[str, float]:
    """
    Tell the language of a text; in doubt, English.

    Args:
        text: The first :data:`READ` characters are looked at.

    Returns:
        ISO 639 code (``und``: not in Latin letters, and no language known) and a confidence in [0, 1].

    >>> detect("Nova Vale")
    ('en', 0.5)
    >>> detect("Певица Нова Вейл выступила в Осло")[0]
    'ru'
    """
    text = text[:READ]
    letters = len(_LETTER.findall(text))
    if len(_LATIN.findall(text)) < letters / 2:
        code, confidence = _identifier().classify(text)
        return (code, float(confidence)) if code != ENGLISH else (UNKNOWN, 0.5)
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < MIN_WORDS:
        return ENGLISH, 0.5
    glue = sum(1 for word in words if word in GLUE) / len(words)
    if glue >= MIN_GLUE:
        return ENGLISH, min(1.0, 0.5 + glue)
    code, confidence = _identifier().classify(text)
    needed = SURE if len(words) < SURE_WORDS else ENOUGH
    return (code, float(confidence)) if code == ENGLISH or confidence >= needed else (ENGLISH, 0.5)


def check_language(text: str, place: str, *, any_language: bool) -> str | Refusal:
    """
    Return the language's code, or the refusal of what is not English.

    Args:
        text: Text of the article.
        place: What a refusal calls it.
        any_language: Take in every language; the caller marks it for search only.
    """
    code, confidence = detect(text)
    if code == ENGLISH or any_language:
        return code
    return refuse(place, Reason.LANGUAGE, f"it looks like '{code}' (confidence {confidence:.2f})")


@lru_cache(maxsize=1)
def _load() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier


def _identifier() -> Any:
    with _lock:  # half a second of loading, once
        return _load()
