"""
What a model proposes, as records; what is not of the asked form is told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MODALITIES = ("asserted", "possible", "planned", "alleged", "opinion")
MOST = 120
"""Proposals of one answer that are looked at; a passage of a thousand characters holds fewer."""
_LONGEST = 600
"""Characters that one field may have; more is no copy of a sentence's part."""

_HUGE = 10**18

_TEXT = {"type": "string"}
SCHEMA: dict[str, Any] = {
    "title": "Proposals",
    "description": "Names and claims of one passage, in the passage's own words.",
    "type": "object",
    "properties": {
        "mentions": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"text": _TEXT, "type": _TEXT},
                "required": ["text", "type"],
                "additionalProperties": False,
            },
        },
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    **dict.fromkeys(("quote", "subject", "relation", "object", "value", "speaker", "time"), _TEXT),
                    "polarity": {"type": "string", "enum": ["positive", "negative"]},
                    "modality": {"type": "string", "enum": list(_MODALITIES)},
                },
                "required": [
                    *("quote", "subject", "relation", "object", "value", "speaker", "time", "polarity", "modality")
                ],
                "additionalProperties": False,
            },
        },
    },
    "required": ["mentions", "claims"],
    "additionalProperties": False,
}
"""JSON schema of a reply; strict enough for servers that hold a model to it."""


@dataclass(frozen=True, slots=True)
class ProposedMention:
    """A name that a model saw: words of the passage, and a class as it wrote it."""

    text: str
    type: str


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A claim that a model read; all fields are words as it wrote them, empty when it gave none."""

    quote: str
    subject: str
    relation: str
    object: str = ""
    value: str = ""
    speaker: str = ""
    time: str = ""
    polarity: str = "positive"
    modality: str = "asserted"


def is_reply(reply: Any) -> bool:
    """
    Whether a reply has the form that was asked for, its items aside.

    >>> is_reply({"claims": []}), is_reply({"claims": "none"}), is_reply(["claims"])
    (True, False, False)
    """
    if not isinstance(reply, dict) or not {"mentions", "claims"} & reply.keys():
        return False
    return all(isinstance(reply.get(name, []), list) for name in ("mentions", "claims"))


def proposed(reply: Mapping[str, Any]) -> Iterator[ProposedMention | ProposedClaim | None]:
    """
    Yield what a reply proposes, mentions first; ``None`` for an item that is not of the asked form.

    >>> reply = {"claims": [{"quote": "Nova sang"}], "mentions": [{"text": "Nova", "type": ""}]}
    >>> [type(proposal).__name__ for proposal in proposed(reply)]
    ['ProposedMention', 'NoneType']
    """
    for item in reply.get("mentions", []):
        fields = _fields(item, ("text",), ("type",))
        yield ProposedMention(**fields) if fields else None
    for item in reply.get("claims", []):
        fields = _fields(
            item, ("quote", "subject", "relation"), ("object", "value", "speaker", "time", "polarity", "modality")
        )
        claim = ProposedClaim(**fields) if fields else None
        right = claim and claim.polarity in ("positive", "negative") and claim.modality in _MODALITIES
        yield claim if right else None


def _fields(item: Any, needed: tuple[str, ...], others: tuple[str, ...]) -> dict[str, str] | None:
    if not isinstance(item, dict):
        return None
    fields = {name: _text(item.get(name)) for name in (*needed, *others)}
    defaults = {"polarity": "positive", "modality": "asserted"}
    told = {name: text or defaults.get(name, "") for name, text in fields.items() if text is not None}
    if len(told) < len(fields) or not all(told[name] for name in needed):
        return None
    return told


def _text(value: Any) -> str | None:
    """Return a field's words; ``None`` when it is neither words nor a number, or too long."""
    if value is None or (isinstance(value, str) and value.strip().casefold() in {"null", "none", "n/a"}):
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, int) and abs(value) > _HUGE:
        return None
    text = str(value).strip()
    return text if len(text) <= _LONGEST else None
