"""Markdown with YAML front matter -> fields and body."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

MAX_FRONT_MATTER = 64 * 1024
"""Longest front matter in characters; real ones stay below 4 KB."""

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]{1,9}(\S[^\r\n]{0,300}?)[ \t]{0,9}#{0,9}[ \t]{0,9}\r?$", re.MULTILINE)


def split(text: str) -> tuple[dict[str, object], str]:
    r"""
    Split Markdown into its front matter and its body.

    Values stay as written: ``id: 001`` is "001" and ``title: No`` is "No", not a number or a truth value.

    Args:
        text: The whole file, without a byte order mark.

    Returns:
        The fields, empty where there is no front matter, and the body exactly as it stands
        after the closing line.

    Raises:
        ValueError: The front matter is not closed, is no YAML mapping, or is longer than
            :data:`MAX_FRONT_MATTER`; the message has the line.

    >>> split("---\nid: 001\ntitle: No\n---\nNova Vale sang.\n")
    ({'id': '001', 'title': 'No'}, 'Nova Vale sang.\n')
    >>> split("Nova Vale sang.")
    ({}, 'Nova Vale sang.')
    """
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_FRONT_MATTER)
    if closing is None:
        if not _looks_like_fields(text[opening.end() :]):
            return {}, text  # a horizontal rule above running text
        raise ValueError("no closing line '---'")
    return _parse(text[opening.end() : closing.start()]), text[closing.end() :]


def heading(body: str) -> str:
    r"""
    Return the words of the first heading, "" when there is none.

    >>> heading("# Nova Vale *sings* #\nText")
    'Nova Vale sings'
    """
    found = _HEADING.search(body)
    return re.sub(r"[*_`]|\]\([^)]*\)|\[", "", found[1]) if found else ""


def _looks_like_fields(text: str) -> bool:
    return re.match(r"(?:#.*\n|[ \t]*\r?\n)*[A-Za-z_]\w*:(?:\s|$)", text) is not None


def _parse(block: str) -> dict[str, object]:
    import yaml

    try:
        fields = yaml.load(block, Loader=_loader())  # noqa: S506  # a SafeLoader that knows fewer types
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 2}: " if mark else ""
        raise ValueError(f"{where}{error.problem or error.context}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ValueError(str(error).partition("\n")[0]) from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise ValueError("it is no list of 'name: value' lines")  # noqa: TRY004  # what is wrong is the file, not a type
    return {str(name): value for name, value in fields.items() if isinstance(name, str)}


@lru_cache(maxsize=1)
def _loader() -> Any:
    """Return a loader that reads every scalar as text, but for null."""
    import yaml

    class Words(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012  # an attribute of the base class
            first: [(tag, pattern) for tag, pattern in rules if tag.endswith(":null")]
            for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return Words
