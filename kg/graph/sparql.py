"""
What may be asked: SPARQL texts looked at before the engine sees them.

The engine fetches addresses that a ``SERVICE`` or ``LOAD`` names and has no switch against it,
so these words are refused here. Strings, comments and IRIs are taken out first, so that a search
for the word "service" is no offence.
"""

from __future__ import annotations

import re

from kg.errors import QueryError

_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\#[^\n\r]*",
    re.DOTALL,
)
# Prefixes stay, and so does what follows a dot: the engine's grammar reads "SERVICE:x {" as the keyword
# before an IRI, and "x:.SERVICE" and "x:a.b.SERVICE" as a name, the end of a triple and the keyword.
_NAMES = re.compile(r"[?$]\w+|:[\w:%\\][\w:%\\-]*|@[a-zA-Z-]+")
_FIRST_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
_FIRST_QUERY = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def keywords_of(sparql: str) -> str:
    """
    Blank out comments, strings, IRIs, variables and local names, so that keywords remain.

    >>> keywords_of('SELECT ?service { ?s <http://service/> "service" } # service').split()
    ['SELECT', '{', '}']
    """
    return _NAMES.sub(" ", _OPAQUE.sub(" ", sparql))


def refuse_reaching_out(sparql: str, *, forbidden: tuple[str, ...] = ("SERVICE",)) -> str:
    """
    Return the :func:`keywords_of` a query or update that stays inside the store.

    The words are looked for anywhere, even inside another word: the engine's grammar takes
    ``trueSERVICE`` for two words.

    Raises:
        QueryError: It names a forbidden keyword.
    """
    words = keywords_of(sparql)
    for word in forbidden:
        if re.search(word, words, re.IGNORECASE):
            raise QueryError(
                f"{word} reaches out of the workspace and is not allowed. Write names that contain it as <IRI>."
            )
    return words


def names_graphs(words: str) -> bool:
    """
    Whether a query says itself which graphs it reads (``FROM``).

    >>> names_graphs("SELECT * FROM { }"), names_graphs("SELECT * { }")
    (True, False)
    """
    return re.search(r"\bFROM\b", words, re.IGNORECASE) is not None


def is_update(words: str) -> bool:
    """
    Whether a text is an update rather than a query, by its first keyword.

    >>> is_update("DROP ALL"), is_update("SELECT * { }")
    (True, False)
    """
    update, query = _FIRST_UPDATE.search(words), _FIRST_QUERY.search(words)
    return update is not None and (query is None or update.start() < query.start())


def syntax_error(sparql: str, error: SyntaxError) -> QueryError:
    """
    Word a parser's error with the line it stopped at and a mark under the place.

    >>> print(syntax_error("SELECT *", SyntaxError("error at 1:9: expected {")))
    SPARQL, line 1, column 9: expected {
      SELECT *
              ^
    """
    found = _POSITION.match(str(error))
    if not found:
        return QueryError(f"SPARQL: {error}")
    line, column, reason = int(found[1]), int(found[2]), found[3]
    lines = sparql.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    return QueryError(f"SPARQL, line {line}, column {column}: {reason}\n  {shown}\n  {' ' * (column - 1)}^")
