"""A chat model that answers from a script, and readings made by hand for it."""

from __future__ import annotations

import json
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import PrivateAttr

from ingest.names.sentences import split_sentences
from kg.model import Article, Claim, Entity, Mention, Reading, Run

BASE = Run((("reader", "1"),))
CLAIM = {
    **dict.fromkeys(("quote", "subject", "relation", "object", "value", "speaker", "time"), ""),
    "polarity": "positive",
    "modality": "asserted",
}


class Scripted(BaseChatModel):
    """
    Answers in turn: a text as it is, a dict as JSON, an exception by raising it; the last one again and again.

    Without tools; :class:`Calling` has them.
    """

    script: list[Any]
    tokens: tuple[int, int] | None = (100, 20)
    _seen: list[list[Any]] = PrivateAttr(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    @property
    def seen(self) -> list[list[Any]]:
        return self._seen

    def _generate(self, messages: list[Any], stop: Any = None, run_manager: Any = None, **options: Any) -> ChatResult:
        answer = self.script[min(len(self._seen), len(self.script) - 1)]
        self._seen.append(messages)
        if callable(answer):
            answer = answer(messages)
        if isinstance(answer, BaseException):
            raise answer
        return ChatResult(generations=[ChatGeneration(message=self.message(answer))])

    def message(self, answer: Any) -> AIMessage:
        content = answer if isinstance(answer, str) else json.dumps(answer)
        return AIMessage(content=content, usage_metadata=self.usage())

    def usage(self) -> Any:
        if self.tokens is None:
            return None
        return {"input_tokens": self.tokens[0], "output_tokens": self.tokens[1], "total_tokens": sum(self.tokens)}


class Calling(Scripted):
    """A model with tools: a dict is the arguments of a tool call, a text is only a text."""

    def bind_tools(self, tools: Any, **options: Any) -> Any:
        return self

    def message(self, answer: Any) -> AIMessage:
        if isinstance(answer, str):
            return AIMessage(content=answer, usage_metadata=self.usage())
        call = {"name": "Proposals", "args": answer, "id": "1"}
        return AIMessage(content="", tool_calls=[call], usage_metadata=self.usage())


def claim(**fields: str) -> dict[str, str]:
    """Return a proposed claim; what is not given is left out as a model would."""
    return {**CLAIM, **fields}


def reply(*claims: dict[str, str], mentions: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    return {"mentions": [{"text": t, "type": k} for t, k in mentions], "claims": list(claims)}


def read_by_rules(
    text: str, *, claims: tuple[Claim, ...] = (), pronouns: tuple[tuple[str, str], ...] = (), **names: str
) -> Reading:
    """
    Return a reading as the rules would give it: names are ``Nova_Vale="Act"``, pronouns ``("it", "Act.nova-vale")``.
    """
    mentions, entities = [], []
    for spelled, cls in names.items():
        name = spelled.replace("_", " ")
        key = f"{cls}.{name.lower().replace(' ', '-')}"
        entities.append(Entity(key, name, cls))
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(at, at + len(name), "name", key))
            at = text.find(name, at + 1)
    for words, key in pronouns:
        at = text.index(words)
        mentions.append(Mention(at, at + len(words), "pronoun", key))
    article = Article(id="a1", text=text)
    ordered = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))
    return Reading(article, split_sentences(text), tuple(sorted(entities, key=lambda e: e.key)), ordered, claims, BASE)
