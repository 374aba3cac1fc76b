"""
On Record: who said what, how strongly, and the exact words.

>>> import onrecord
>>> onrecord.open("notes.onrecord")
onrecord.open('notes.onrecord')
"""

from kg.errors import OnRecordError

from .session import Session, open  # noqa: A004 - `onrecord.open(path)` reads as what it does

__all__ = ["OnRecordError", "Session", "open"]
