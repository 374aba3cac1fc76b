"""
Articles in, records out.

Names load when they are first used; ``import ingest`` alone loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .delivery import Delivery, deliver
    from .intake.refusal import Reason, Refusal
    from .intake.sources import Options, placed
    from .reader import Reader, load_reader

_HOMES = {
    "Delivery": "delivery",
    "Options": "intake.sources",
    "Reader": "reader",
    "Reason": "intake.refusal",
    "Refusal": "intake.refusal",
    "deliver": "delivery",
    "load_reader": "reader",
    "placed": "intake.sources",
}
__all__ = ["Delivery", "Options", "Reader", "Reason", "Refusal", "deliver", "load_reader", "placed"]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
