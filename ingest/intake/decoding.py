"""Bytes -> text, without guessing."""

from __future__ import annotations

import codecs

from .refusal import Reason

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class DecodeError(ValueError):
    """Bytes that are no text; carries the :class:`Reason` and a detail. Never leaves the room."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def decode(data: bytes, declared: str | None = None) -> str:
    r"""
    Decode a file's bytes: by its byte order mark, as UTF-8, or as the file itself declares.

    Nothing is guessed: a wrong guess would change the words that every quotation rests on.

    Args:
        data: The whole file.
        declared: Encoding that the file names, e.g. in an HTML ``meta``; used when it is not UTF-8.

    Returns:
        The text without the byte order mark, newlines as they are.

    Raises:
        DecodeError: NUL bytes (binary), or bytes that do not fit; names the byte and where it stands.

    >>> decode(b"caf\xe9", "windows-1252")
    'café'
    >>> decode(b"caf\xe9")
    Traceback (most recent call last):
        ...
    ingest.intake.decoding.DecodeError: byte 0xE9 at position 3 (line 1) is not UTF-8
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, offset=len(mark))
    nul = data.find(b"\0")
    if nul >= 0:
        raise DecodeError(Reason.BINARY, f"a NUL byte at position {nul}")
    try:
        return _strictly(data, "utf-8")
    except DecodeError:
        if declared is None or not _is_known(declared):
            raise
    return _strictly(data, declared)


def _strictly(data: bytes, encoding: str, offset: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"byte 0x{data[error.start]:02X} at position {error.start + offset} (line {line})"
        raise DecodeError(Reason.ENCODING, f"{where} is not {encoding.upper()}") from error


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding  # noqa: SLF001  # no public way to leave out "hex" or "zip"
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return False
