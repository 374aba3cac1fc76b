"""
The chat: questions in turns, with commands that begin with a slash.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OnRecordError

from . import display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from .session import Session

HELP = """\
Ask anything about what the articles say. Follow-ups may say "it", "she" or "that deal".
  /sources     the quotations of the last answer again
  /why N       the claim and the whole evidence behind quotation N
  /sparql      the query behind the last answer, if it came from the graph
  /save FILE   write the conversation as Markdown
  /help        this list
  /quit        leave (or Ctrl-D)"""


@dataclass
class Conversation:
    """
    A chat under way.

    Args:
        session: The workspace.
        as_of: Only articles published by this day count.
        turns: Questions with their answers, oldest first.
    """

    session: Session
    as_of: date | None = None
    turns: list[tuple[str, Any]] = field(default_factory=list)

    def say(self, line: str) -> bool:
        """Answer one line; return whether the chat goes on."""
        line = line.strip()
        if not line:
            return True
        if line.startswith("/"):
            return self._command(*line[1:].split(maxsplit=1))
        history = [{"q": q, "a": a.answer} for q, a in self.turns]
        answer = self.session.ask(line, history=history, as_of=self.as_of).answer
        self.turns.append((line, answer))
        display.answer(answer)
        return True

    def _command(self, name: str = "", rest: str = "") -> bool:
        commands: dict[str, Callable[[str], None]] = {
            "help": lambda _: print_lines(HELP),
            "sources": self._sources,
            "why": self._why,
            "sparql": self._sparql,
            "save": self._save,
        }
        if name in ("quit", "exit", "q"):
            return False
        if name not in commands:
            print_lines(f"There is no /{name}; /help lists the commands.")
        elif not self.turns and name != "help":
            print_lines("Nothing was asked yet.")
        else:
            commands[name](rest.strip())
        return True

    def _sources(self, _: str) -> None:
        display.citations(self.turns[-1][1].to_dict()["citations"])

    def _why(self, number: str) -> None:
        from .state import claim_shown

        cited = {str(c["n"]): c for c in self.turns[-1][1].to_dict()["citations"]}
        chosen = cited.get(number.strip("[]"))
        if chosen is None:
            print_lines(
                f"The last answer has no quotation {number or 'without a number'}; it has {', '.join(cited) or 'none'}."
            )
        elif chosen["claim"]:
            display.record("claim", claim_shown(self.session, chosen["claim"]))
        else:
            display.citations([chosen])

    def _sparql(self, _: str) -> None:
        print_lines(self.turns[-1][1].sparql or "The last answer was found in the text, not by a query.")

    def _save(self, name: str) -> None:
        if not name:
            print_lines("Say where to: /save notes.md")
            return
        path = Path(name).expanduser()
        path.write_text("\n".join(markdown(self.turns)), encoding="utf8")
        print_lines(f"Wrote {path}")


def markdown(turns: list[tuple[str, Any]]) -> Iterator[str]:
    """Yield a conversation as Markdown, each answer with its quotations as notes."""
    for question, answer in turns:
        record = answer.to_dict()
        yield f"## {question}\n"
        yield f"{record['answer']}\n"
        for c in record["citations"]:
            source = ", ".join(str(part) for part in (c["title"], c["outlet"], c["published"]) if part)
            yield f"{c['n']}. “{c['quote']}” — {source} ({c['article']}:{c['start']}-{c['end']})"
        yield ""


def run(session: Session, *, as_of: date | None = None) -> None:
    """Hold a chat until the user leaves."""
    conversation = Conversation(session, as_of)
    session.assistant(as_of=as_of)
    read = _prompt() if sys.stdin.isatty() else _lines()
    for line in read:
        try:
            if not conversation.say(line):
                break
        except OnRecordError as error:
            print_lines(f"onrecord: {error}")
        except OSError as error:
            print_lines(f"onrecord: {error}")


def print_lines(text: str) -> None:
    """Print text as it is."""
    display.console().print(text, markup=False)


def _lines() -> Iterator[str]:
    yield from (line.rstrip("\n") for line in sys.stdin)


def _prompt() -> Iterator[str]:
    """Yield lines typed at a prompt, with a history that outlives the run."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    folder = Path.home() / ".local" / "state" / "onrecord"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        history: FileHistory | InMemoryHistory = FileHistory(str(folder / "chat_history"))
    except OSError:
        history = InMemoryHistory()
    prompt: PromptSession[str] = PromptSession(history=history)
    print_lines("Ask a question, or /help.")
    while True:
        try:
            yield prompt.prompt("> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
