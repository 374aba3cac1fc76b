"""
A conversation for other programs: Markdown and HTML to read, CSL-JSON and BibTeX of the articles that it cites.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from qa.answer import Answer
    from qa.citations import Citation, Texts

Turn = "tuple[str, Answer]"
FORMS = ("md", "html", "csl", "bib")
ENDINGS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".json": "csl", ".bib": "bib"}
_TEX = {c: f"\\{c}" for c in "&%$#_{}"}
_TEX |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def written(form: str, turns: Sequence[tuple[str, Answer]], texts: Texts) -> str:
    """
    Return a conversation in one of :data:`FORMS`.

    Args:
        form: ``md``, ``html``, ``csl`` (CSL-JSON) or ``bib`` (BibTeX).
        turns: Questions with their answers, oldest first.
        texts: Where addresses of articles are looked up.
    """
    forms: dict[str, Callable[[], str]] = {
        "md": lambda: "\n".join(markdown(turns)),
        "html": lambda: page(turns),
        "csl": lambda: json.dumps([csl(c, texts) for c in cited(turns)], ensure_ascii=False, indent=2) + "\n",
        "bib": lambda: "\n".join(bibtex(csl(c, texts)) for c in cited(turns)),
    }
    return forms[form]()


def form_of(words: str, path: Path) -> str:
    """
    Return the form that a person names, or that a file's ending tells.

    Raises:
        InputError: Neither does.

    >>> from pathlib import Path
    >>> form_of("", Path("notes.bib")), form_of("csl", Path("notes.txt"))
    ('bib', 'csl')
    """
    form = words.lower() or ENDINGS.get(path.suffix.lower(), "")
    if form not in FORMS:
        raise InputError(f"{words or path}: no form is called or ends so. Say /export md|html|csl|bib FILE.")
    return form


def cited(turns: Iterable[tuple[str, Answer]]) -> list[Citation]:
    """Return one quotation for each article that the answers cite, in the order in which they are first cited."""
    found: dict[str, Citation] = {}
    for _, answer in turns:
        for citation in () if answer.abstained else answer.citations:
            found.setdefault(citation.article, citation)
    return list(found.values())


def markdown(turns: Iterable[tuple[str, Answer]]) -> Iterator[str]:
    """Yield a conversation as Markdown, line by line, each answer with its quotations."""
    for question, answer in turns:
        yield f"## {question}\n"
        yield from (f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in answer.sentences)
        if answer.abstained:
            yield answer.answer
        yield ""
        for c in answer.citations:
            source = ", ".join(str(part) for part in (c.title, c.outlet, c.published) if part)
            yield f"{c.n}. “{c.quote}” ({source}; {c.article}:{c.start}-{c.end})"
        yield ""


def page(turns: Iterable[tuple[str, Answer]]) -> str:
    """Return a conversation as one page of HTML; every word of question, answer and quotation is escaped."""
    parts = []
    for question, answer in turns:
        told = "".join(f"<p>{escape(s.text)} {''.join(f'[{n}]' for n in s.citations)}</p>" for s in answer.sentences)
        told = f"<p><em>{escape(answer.answer)}</em></p>" if answer.abstained else told
        quotes = "".join(map(_quoted, answer.citations))
        parts.append(f"<section><h2>{escape(question)}</h2>{told}<ol>{quotes}</ol></section>")
    head = '<meta charset="utf-8"><title>On Record: a conversation</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _quoted(c: Citation) -> str:
    source = ", ".join(part for part in (c.title, c.outlet, c.published) if part)
    place = f"<code>{escape(c.article)}:{c.start}-{c.end}</code>"
    return f'<li value="{c.n}">“{escape(c.quote)}” <cite>{escape(source)}</cite> {place}</li>'


def csl(citation: Citation, texts: Texts) -> dict[str, Any]:
    """Return an article as a CSL-JSON item (``article-newspaper``), without the parts that nobody knows."""
    try:
        url = texts.article(citation.article).url
    except NotFoundError:  # removed since it was cited
        url = ""
    day = [int(part) for part in citation.published.split("-")] if citation.published else []
    item = {
        "id": citation.article,
        "type": "article-newspaper",
        "title": citation.title,
        "container-title": citation.outlet,
        "issued": {"date-parts": [day]} if day else None,
        "URL": url,
    }
    return {name: value for name, value in item.items() if value}


def bibtex(item: dict[str, Any]) -> str:
    r"""
    Return a CSL-JSON item as a BibTeX entry.

    >>> print(bibtex({"id": "a_1", "title": "R&B at 100%", "issued": {"date-parts": [[2031, 5, 4]]}}))
    @misc{a-1,
      title = {{R\&B at 100\%}},
      year = {2031},
      month = {5},
      day = {4},
    }
    <BLANKLINE>
    """
    day = [str(part) for part in item.get("issued", {}).get("date-parts", [[]])[0]]
    fields = [("title", f"{{{_tex(item['title'])}}}")] if item.get("title") else []
    fields += [("howpublished", _tex(item["container-title"]))] if item.get("container-title") else []
    fields += list(zip(("year", "month", "day"), day, strict=False))
    fields += [("url", item["URL"].replace("}", "%7D").replace("{", "%7B"))] if item.get("URL") else []
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@misc{{{re.sub(r'[^A-Za-z0-9:.-]+', '-', item['id'])},\n{lines}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in " ".join(text.split()))
