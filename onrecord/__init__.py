"""
On Record: who said what, how strongly, and the exact words.

>>> import onrecord
>>> onrecord.open("notes.onrecord")
onrecord.open('notes.onrecord')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import OnRecordError

    from .session import Session, open  # noqa: A004 - `onrecord.open(path)` reads as what it does
    from .settings import Settings
    from .views import ShownAnswer, ShownArticle

_HOMES = {
    "OnRecordError": "kg.errors",
    "Session": "onrecord.session",
    "Settings": "onrecord.settings",
    "ShownAnswer": "onrecord.views",
    "ShownArticle": "onrecord.views",
    "open": "onrecord.session",
}
__all__ = ["OnRecordError", "Session", "Settings", "ShownAnswer", "ShownArticle", "open"]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used, so that ``onrecord --help`` stays quick (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
