"""
Failures of a server: which pass, which do not, and how they are told.
"""

from __future__ import annotations

from typing import Literal

_PASSING = frozenset({408, 409, 425, 429, 502, 503, 504, 529})
"""Status codes of a server that is busy or on its way."""
_LASTING = frozenset({401, 402, 403})
"""Status codes of a key that is wrong, spent, or not allowed to."""
_SHOWN = 200

Kind = Literal["passing", "lasting", "late", "other"]


def kind_of(error: BaseException | None) -> Kind:
    """
    Tell what may help against a failure: another try, nothing, no more waiting, or another way to ask.

    A server that takes no schema says so with 400, 404, 422 or 500; only such a failure is a reason to ask in words.

    >>> kind_of(ConnectionError("refused")), kind_of(TimeoutError()), kind_of(ValueError("no such option"))
    ('passing', 'late', 'other')
    """
    if isinstance(error, TimeoutError):
        return "late"
    status = getattr(error, "status_code", None)
    if (
        status in _PASSING
        or isinstance(error, OSError)
        or type(error).__name__.endswith(("ConnectionError", "ConnectError"))
    ):
        return "passing"
    return "lasting" if status in _LASTING else "other"


def told(error: BaseException) -> str:
    r"""
    Return a failure in one line that may be printed: a server may write what a terminal would obey.

    >>> told(ValueError("a\n\x1b[31mb"))
    'ValueError: a [31mb'
    """
    text = "".join(sign if sign.isprintable() else " " for sign in str(error))
    return f"{type(error).__name__}: {' '.join(text.split())[:_SHOWN]}"
