"""JSON and JSON Lines -> fields, one record at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from .decoding import DecodeError, decode
from .refusal import Reason, Refusal, refuse, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINE = 16 * 1024 * 1024
"""Longest line in bytes: a text of a million characters with every second one escaped, and room to spare."""

Record = tuple[str, dict[str, object]] | Refusal
"""Where it stands (``path:line``) and its fields, or why not."""


def json_lines(file: BinaryIO, path: str) -> Iterator[Record]:
    """
    Read one JSON object a line, holding one line at a time.

    A line that cannot be used gives a refusal with its number, and the next ones go on; a line
    longer than :data:`MAX_LINE` is skipped without being held. Blank lines are skipped.

    >>> import io
    >>> list(json_lines(io.BytesIO(b'{"text": "Nova Vale sang."}'), "a.jsonl"))
    [('a.jsonl:1', {'text': 'Nova Vale sang.'})]
    """
    number = used = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        place = f"{path}:{number}"
        if len(line) > MAX_LINE:
            length = len(line) + _skip_line(file)
            yield refuse(place, Reason.TOO_LONG, f"a line of {length:,} bytes, at most {MAX_LINE:,}")
        elif number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield refuse(path, Reason.ENCODING, "it is in UTF-16 and should be in UTF-8")
            return
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _record(line, place)
        else:
            continue
        used += 1
    if not used:
        yield refuse(path, Reason.EMPTY)


def json_file(data: bytes, path: str) -> Iterator[Record]:
    """
    Read a JSON file: one object, a list of objects, or one object a line.

    The records of a list are named ``path#1``, ``path#2`` ...
    """
    import io

    try:
        value = _parse(data)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1:
            yield from json_lines(io.BytesIO(data), path)
        else:
            yield refuse(path, Reason.JSON, f"{error.msg} at line {error.lineno}, column {error.colno}")
    except _UnreadableError as error:
        yield refuse(path, error.reason, error.detail)
    else:
        items = value if isinstance(value, list) else [value]
        if not items:
            yield refuse(path, Reason.EMPTY, "an empty list")
        for number, item in enumerate(items, 1):
            yield _fields(item, f"{path}#{number}" if isinstance(value, list) else path)


class _UnreadableError(ValueError):
    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def _parse(data: bytes) -> object:
    try:
        return json.loads(decode(data))
    except DecodeError as error:
        raise _UnreadableError(error.reason, error.detail) from error
    except json.JSONDecodeError:
        raise
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets without end
        raise _UnreadableError(Reason.JSON, str(error).partition(";")[0]) from error


def _record(line: bytes, place: str) -> Record:
    try:
        return _fields(_parse(line), place)
    except json.JSONDecodeError as error:
        return refuse(place, Reason.JSON, f"{error.msg} at column {error.colno}")
    except _UnreadableError as error:
        return refuse(place, error.reason, error.detail)


def _fields(value: object, place: str) -> Record:
    if isinstance(value, dict):
        return place, value
    return refuse(place, Reason.JSON, f"{shown(value)}, not an object")


def _skip_line(file: BinaryIO) -> int:
    """Skip to the end of the line; return how many bytes that were."""
    skipped = 0
    while chunk := file.readline(1024 * 1024):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return skipped
