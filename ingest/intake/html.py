"""
A web page -> the fields of its article; a fragment of HTML -> its text.

Owns trafilatura. Offsets of an article from HTML count in the extracted text, whose
paragraphs are parted by an empty line.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from .decoding import decode
from .fields import FieldError
from .refusal import Reason

MIN_PROSE = 40
"""
Fewest words of running prose that make an article of a page. Shortest real news briefs
have about 50; navigation, cookie notices and error pages have below 30 once lines that are
no sentences are left out. Chosen by hand on pages of our own making; see ``test_sources.py``.
"""

MAX_STUB = 250
"""A page that asks for a subscription is a stub below this many words of prose; longer ones only advertise it."""

LATEST = "2100-01-01"
"""Upper bound for a page's date: without it, htmldate would ask the clock."""

_PARAGRAPH_END = re.compile(r"""[.!?…:][)\]"'”’»]*$""")  # noqa: RUF001  # the quotation mark that newspapers print
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""", re.IGNORECASE
)
_PAYWALL = re.compile(
    r"""\b(?: (?:subscribe|sign\s(?:in|up)|log\s?in|register|join)\b[^.!?]{0,60}
        \bto\s(?:continue|keep|read|unlock|access|view)
      | (?:to|and)\s(?:continue|keep)\sreading\b[^.!?]{0,40}\b(?:subscribe|sign|log|register|join)
      | already\sa\s(?:subscriber|member)
      | (?:this|the)\s(?:article|story|content|post)\sis\s(?:(?:only|exclusively|available)\s){0,3}
        (?:for|to)\s(?:paid\s|paying\s|our\s)?
        (?:subscribers|members)
      | (?:subscribers|members)[\s-]only
      | (?:free|remaining)\sarticles?\s(?:left\s)?this\smonth
      | unlock\s(?:this|the\sfull)\s(?:article|story) )""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_FREE = re.compile(r"""["']isAccessibleForFree["']\s*:\s*["']?false""", re.IGNORECASE)
_FEED_TAIL = re.compile(
    r"^(?:The post .{1,300} appeared first on .*|Continue reading.*|Read (?:more|the full story).*|\[…\]|\[\.\.\.\])$",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section table td th tr ul",
    )
)
_NO_PROSE = frozenset(
    re.findall(r"\w+", "script style noscript template iframe object svg head title button select textarea nav form")
)


def page(data: bytes) -> dict[str, object]:
    """
    Find the article of a web page.

    Args:
        data: The page as it was saved. UTF-8, or the charset that it declares.

    Returns:
        The fields ``text title outlet published updated url byline topics``; those that the page does
        not give are "".

    Raises:
        FieldError: The page holds no article, or only the beginning of one behind a paywall.
        DecodeError: Its bytes are no text.
    """
    import htmldate
    import trafilatura

    for name in ("trafilatura", "htmldate"):  # what they warn of is said by our refusals
        logging.getLogger(name).setLevel(logging.CRITICAL)
    markup = decode(data, declared_charset(data))
    dates: dict[str, Any] = {"extensive_search": False, "max_date": LATEST}
    found: Any = trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        favor_precision=True,
        date_extraction_params={**dates, "original_date": True},
    )
    text = paragraphs(found.text or "") if found is not None else ""
    check_article(text, not_free=bool(_NOT_FREE.search(markup)))
    updated = htmldate.find_date(markup, original_date=False, **dates)
    return {
        "text": text,
        "title": found.title or "",
        "outlet": found.sitename or found.hostname or "",
        "published": found.date or "",
        "updated": updated if updated and updated != found.date else "",
        "url": found.url or "",
        "byline": (found.author or "").replace(";", ","),
        "topics": [topic for topic in (found.tags or []) if topic],
    }


def declared_charset(data: bytes) -> str | None:
    """
    Return the encoding that a page names in its first 4096 bytes.

    >>> declared_charset(b'<html><meta charset="windows-1252">')
    'windows-1252'
    """
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def fragment(markup: str) -> str:
    r"""
    Return the text of a fragment of HTML, its blocks parted by an empty line.

    >>> fragment("<p>Nova Vale &amp; Co<br>sang.</p><script>x()</script><p>She <b>left</b>.</p>")
    'Nova Vale & Co\nsang.\n\nShe left.'
    """
    if not markup.strip():
        return ""
    import lxml.etree
    import lxml.html

    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (lxml.etree.LxmlError, ValueError):  # ValueError: NUL or an encoding declaration inside
        return paragraphs(re.sub(r"<[^<>]*>", " ", markup))
    pieces: list[str] = []
    _collect(root, pieces)
    lines = "".join(pieces).split("\0")
    blocks = ("\n".join(" ".join(line.split()) for line in block.split("\1")).strip() for block in lines)
    return "\n\n".join(block for block in blocks if block and not _FEED_TAIL.match(block))


def paragraphs(text: str) -> str:
    r"""
    Part the lines of a text by an empty line and drop what is blank.

    >>> paragraphs(" One.\n\n\nTwo. ")
    'One.\n\nTwo.'
    """
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def prose_words(text: str) -> int:
    r"""
    Count the words in lines that end like a sentence and have at least five words.

    >>> prose_words("Home\nMusic\nNova Vale sang in Oslo.")
    5
    """
    counts = (len(line.split()) for line in text.splitlines() if _PARAGRAPH_END.search(line.strip()))
    return sum(count for count in counts if count >= 5)  # noqa: PLR2004


def check_article(text: str, *, not_free: bool = False) -> None:
    """
    Tell an article from navigation and from the beginning that a paywall shows.

    Args:
        text: What was extracted.
        not_free: The page says of itself that it is not accessible for free.

    Raises:
        FieldError: It is not one.
    """
    words = prose_words(text)
    stub = _PAYWALL.search(text)
    if words < MAX_STUB and (stub or not_free):
        said = f"it says '{' '.join(stub[0].split())}'" if stub else "it says that it is not accessible for free"
        raise FieldError(Reason.PAYWALL, f"{words} words, and {said}")
    if words < MIN_PROSE:
        raise FieldError(Reason.NO_ARTICLE, f"{words} words of running text, at least {MIN_PROSE}")


def _collect(element: Any, pieces: list[str]) -> None:
    """Write the text below *element*, with NUL between blocks and U+0001 for a line break; no recursion."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        edge = "\0" if tag in _BLOCKS else ""
        if leaving:
            pieces.append(edge + (node.tail or "" if node is not element else ""))
            continue
        stack.append((node, True))
        if tag == "br":
            pieces.append("\1")
        elif tag and tag not in _NO_PROSE:
            pieces.append(edge + (node.text or ""))
            stack.extend((child, False) for child in reversed(node))
