"""
What a model wrote -> the JSON object that was asked for. A model may write more than that, less, or be cut off.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from langchain_core.exceptions import OutputParserException
from langchain_core.messages import AIMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.output_parsers import BaseOutputParser
from langchain_core.utils.json import parse_json_markdown

from .proposals import MOST, SCHEMA, is_reply

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 200_000
"""Characters of an answer that is looked at."""
SHOWN = 400
"""Characters of an answer that are told or sent back."""
_OBJECT = re.compile(r"[\s,]*\{")
_CUT = frozenset({"length", "max_tokens", "max_output_tokens"})
"""What providers call the reason of an answer that ended at the limit of its tokens, in small letters."""


class ReplyParser(BaseOutputParser[dict[str, Any]]):
    r"""
    Reads the JSON object out of a text, in a code fence or bare; a text that was cut off is none.

    >>> ReplyParser().parse('```json\n{"claims": []}\n```')
    {'claims': []}
    """

    def parse(self, text: str) -> dict[str, Any]:
        """
        Return the object.

        Raises:
            OutputParserException: There is none, or it is not of the form that was asked for.
        """
        if len(text) > LONGEST:
            raise OutputParserException(f"An answer of {len(text)} characters")
        bare = text[text.find("{") : text.rfind("}") + 1] if "```" not in text else text
        try:
            reply = parse_json_markdown(bare, parser=json.loads)
        except (ValueError, RecursionError) as error:
            raise OutputParserException(f"No JSON object: {text[:SHOWN]}") from error
        if not is_reply(reply):
            raise OutputParserException(f"Not the object that was asked for: {text[:SHOWN]}")
        return dict(reply)

    def get_format_instructions(self) -> str:
        """Return the schema for a model that is only asked in words."""
        return f"The JSON object follows this schema:\n{json.dumps(SCHEMA)}"


def parsed(raw: dict[str, Any]) -> dict[str, Any] | None:
    """Return what structured output gave, else the JSON in the message's text: some models answer there."""
    given: Any = raw.get("parsed")
    if is_reply(given) and _size(given) <= LONGEST:
        return {**given, "cut": True} if is_cut(raw["raw"]) else dict(given)
    return read(raw["raw"])


def _size(reply: Any) -> int:
    """Return the characters of a reply as JSON; more than any limit when it is none."""
    try:
        return len(json.dumps(reply))
    except (TypeError, ValueError, RecursionError):
        return LONGEST + 1


def read(message: AIMessage) -> dict[str, Any] | None:
    """Return the JSON in a message's text; of one that was cut off, what is whole of it."""
    text = text_of(message)
    try:
        return ReplyParser().parse(text)
    except OutputParserException:
        return whole(text) if is_cut(message) else None


def text_of(message: AIMessage) -> str:
    """Return the text of a message, its other parts left out."""
    content = message.content
    if isinstance(content, str):
        return content
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in content)


def is_cut(message: AIMessage) -> bool:
    """
    Whether an answer ended at the limit of its tokens, as its provider says.

    >>> is_cut(AIMessage("{", response_metadata={"finish_reason": "length"})), is_cut(AIMessage("{}"))
    (True, False)
    """
    told = message.response_metadata
    reasons = (told.get(name) for name in ("finish_reason", "stop_reason", "done_reason"))
    return any(isinstance(reason, str) and reason.casefold() in _CUT for reason in reasons)


def whole(text: str) -> dict[str, Any] | None:
    """
    Return the proposals that stand whole in an answer that was cut off, marked as ``cut``; ``None`` when none does.

    >>> whole('{"mentions": [{"text": "Nova", "type": "Act"}, {"text": "Va')
    {'cut': True, 'mentions': [{'text': 'Nova', 'type': 'Act'}], 'claims': []}
    >>> whole('{"mentions": [') is None
    True
    """
    found = {name: list(_items(text[:LONGEST], name)) for name in ("mentions", "claims")}
    return {"cut": True, **found} if any(found.values()) else None


def _items(text: str, name: str) -> Iterator[dict[str, Any]]:
    """Yield the whole objects of a list, at most those that are looked at."""
    opened = re.search(rf'(?<!\\)"{name}"\s*:\s*\[', text)
    decoder, at = json.JSONDecoder(), opened.end() if opened else len(text)
    for _ in range(MOST):
        next_ = _OBJECT.match(text, at)
        if next_ is None:
            return
        try:
            item, at = decoder.raw_decode(text, next_.end() - 1)
        except (ValueError, RecursionError):
            return
        yield item


def cut_off(error: BaseException | None) -> AIMessage | None:
    """
    Return the message of an answer that a client reports as a failure, since it was cut off: it was paid for.

    OpenAI's client raises ``LengthFinishReasonError`` with the whole completion in it when it was to parse the answer.
    """
    choices = getattr(getattr(error, "completion", None), "choices", None)
    if not choices:
        return None
    usage = getattr(error.completion, "usage", None)  # type: ignore[union-attr]  # it has one
    message = AIMessage(str(choices[0].message.content or ""), response_metadata={"finish_reason": "length"})
    sent, came = (getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens"))
    if isinstance(sent, int) and isinstance(came, int):
        message.usage_metadata = UsageMetadata(input_tokens=sent, output_tokens=came, total_tokens=sent + came)
    return message
