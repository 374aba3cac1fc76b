"""
Asking a chat model: structured output where it can, JSON in its text where it cannot.

The chat model comes as an object; what LangChain is needed for is in ``answers``.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .answers import SHOWN, ReplyParser, cut_off, is_cut, parsed, read, text_of
from .failures import kind_of, told
from .proposals import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

SECONDS = 300.0
"""Longest wait for one answer; a small model on two shared cores needs about a minute."""
PAUSE = 3.0
"""Seconds before a call that failed is made once more, so that a rate limit may pass."""
_AGAIN = "That was not the JSON object that was asked for. Answer with that object and nothing else."


class NoAnswerError(Exception):
    """The model could not be reached, refused, or took too long."""


@dataclass(frozen=True, slots=True)
class Answered:
    """
    What came of a question.

    Args:
        reply: The JSON that was asked for; ``None`` when there was none, twice.
        calls: How often the model was called.
        tokens_in: Tokens sent, as the model reports them; ``None`` when it does not.
        tokens_out: Tokens that came back.
    """

    reply: dict[str, Any] | None
    calls: int = 1
    tokens_in: int | None = None
    tokens_out: int | None = None


class ChatReader:
    """
    A chat model that proposes.

    Args:
        chat_model: Any LangChain chat model.
        name: What the run calls it, ``provider:model``.
        seconds: Longest wait for one answer.
        pause: Seconds before a failed call is made once more.
    """

    def __init__(self, chat_model: BaseChatModel, name: str, *, seconds: float = SECONDS, pause: float = PAUSE) -> None:
        self.name = name
        self._chat = chat_model
        self._seconds = seconds
        self._pause = pause
        self._structured = _structured(chat_model)
        self._proven = False

    def ask(self, rules: str, question: str) -> Answered:
        """
        Ask one question; an answer of another form is asked for once more, not so one that was cut off.

        Raises:
            NoAnswerError: The model did not answer, twice.
        """
        messages: list[Any] = [("system", rules), ("human", question)]
        answers: list[AIMessage] = []
        for _ in range(2):
            message, reply = self._call(messages)
            answers.append(message)
            if reply is not None or is_cut(message):
                break
            messages = [*messages[:2], ("ai", text_of(message)[:SHOWN] or "..."), ("human", _AGAIN)]
        return Answered(reply, len(answers), _sum(answers, "input_tokens"), _sum(answers, "output_tokens"))

    def _call(self, messages: list[Any]) -> tuple[AIMessage, dict[str, Any] | None]:
        """Call by the way that works: a server that refuses a schema is asked in words from then on."""
        if self._structured is not None:
            try:
                raw = self._tried(lambda: self._structured, messages, worded=False)
                self._proven = True
                return raw["raw"], parsed(raw)
            except NoAnswerError as error:
                if (cut := cut_off(error.__cause__)) is not None:
                    self._proven = True
                    return cut, read(cut)
                if self._proven or kind_of(error.__cause__) != "other":
                    raise
                answer = self._in_words(messages)
                self._structured = None
                return answer
        return self._in_words(messages)

    def _in_words(self, messages: list[Any]) -> tuple[AIMessage, dict[str, Any] | None]:
        (role, rules), *rest = messages
        asked = [(role, f"{rules}\n\n{ReplyParser().get_format_instructions()}"), *rest]
        message = self._tried(lambda: self._chat, asked, worded=True)
        return message, read(message)

    def _tried(self, chat: Callable[[], Any], messages: list[Any], *, worded: bool) -> Any:
        """
        Call once, and once more after a pause where that may help; a wait in vain is not repeated.

        Where *worded*, the schema is asked for in words: a failure is not that of a server that takes none.
        """
        left = 1
        while True:
            try:
                return _within(self._seconds, chat().invoke, messages)
            except Exception as error:
                kind = kind_of(error)
                if kind == "other" and self._forgo_temperature(error):
                    continue
                helps = kind == "passing" or (kind == "other" and (worded or self._proven))
                if not left or not helps or cut_off(error) is not None:
                    raise NoAnswerError(told(error)) from error
                left -= 1
                time.sleep(self._pause)

    def _forgo_temperature(self, error: Exception) -> bool:
        """Some models take no temperature; they are asked without."""
        if "temperature" not in str(error) or getattr(self._chat, "temperature", None) is None:
            return False
        self._chat = self._chat.model_copy(update={"temperature": None})
        self._structured = _structured(self._chat) if self._structured is not None else None
        return True


def name_of(chat_model: BaseChatModel) -> str:
    """Return what a run calls a model that was handed in as an object."""
    model = next((v for n in ("model_name", "model") if isinstance(v := getattr(chat_model, n, None), str)), "")
    return f"{chat_model._llm_type}:{model}".rstrip(":")  # noqa: SLF001  # LangChain has no public word for it


def _structured(chat_model: BaseChatModel) -> Any:
    """Return the model bound to the schema; ``None`` when it cannot be."""
    try:
        return chat_model.with_structured_output(SCHEMA, include_raw=True)
    except (NotImplementedError, AttributeError, ValueError, TypeError):
        return None


def _within(seconds: float, call: Callable[[Any], Any], messages: list[Any]) -> Any:
    """
    Call in a thread of its own, so that neither a server that hangs nor a provider without a timeout can stop us.

    Ctrl-C is heard at once; what was under way ends by itself.
    """
    done: list[Any] = []

    def work() -> None:
        try:
            done.append((call(messages), None))
        except BaseException as error:  # noqa: BLE001  # carried over to the caller
            done.append((None, error))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if not done:
        raise TimeoutError(f"no answer within {seconds:g} seconds")
    result, error = done[0]
    if error is not None:
        raise error
    return result


def _sum(messages: list[AIMessage], what: str) -> int | None:
    """Add up what a provider reports; what is no number is as good as not reported."""
    reported = [dict(message.usage_metadata or {}).get(what) for message in messages]
    numbers = [number for number in reported if isinstance(number, int) and number >= 0]
    return sum(numbers) if numbers else None
