"""
The chat: questions in turns, with commands that begin with a slash.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, NotFoundError, OnRecordError
from qa.answer import answer_of

from . import display
from .bibliography import FORMS, form_of, markdown, written
from .scoping import day, filtered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.history import History
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from qa.answer import Answer
    from qa.scope import Scope

    from .session import Session

HELP = """\
Ask anything about what the articles say. Follow-ups may say "it", "she" or "that deal".
  /sources     the quotations of the last answer again
  /why N       the claim behind quotation N of the last answer
  /sparql      the query behind the last answer, if it came from the graph
  /save FILE   write the conversation as Markdown
  /export ...  /export md|html|csl|bib FILE: the conversation, or the articles that it cites
  /history     earlier conversations; /history N shows one
  /resume      go on with the conversation before this one; /resume N with another
  /asof DATE   answer as if nothing had been published after that day; /asof off
  /filter ...  ask some articles only: from DATE, to DATE, outlet NAME, about NAME, topic WORDS; /filter off
  /help        this list
  /quit        leave (or Ctrl-D)"""
LEAVING = frozenset({"quit", "exit", "q"})


@dataclass
class Conversation:
    """
    A chat under way.

    Args:
        session: The workspace.
        scope: Which articles count; ``None`` for all.
        turns: Questions with their answers, oldest first.
        number: Of the conversation in the workspace's log; ``None`` before the first turn.
        kept: Whether turns are logged; a log that cannot be written is told once.
    """

    session: Session
    scope: Scope | None = None
    turns: list[tuple[str, Answer]] = field(default_factory=list)
    number: int | None = None
    kept: bool = True

    def say(self, line: str) -> bool:
        """Answer one line; return whether the chat goes on."""
        line = line.strip()
        if line.startswith("/"):
            name, _, rest = line[1:].partition(" ")
            return self._command(name.lower(), rest.strip())
        if line:
            history = [{"q": q, "a": a.answer} for q, a in self.turns]
            with display.waiting():
                answer = self.session.ask(line, history=history, scope=self.scope)
            self.turns.append((line, answer))
            display.answer(answer)
            self._keep(line, answer)
        return True

    def _keep(self, line: str, answer: Answer) -> None:
        if not self.kept:
            return
        try:
            self.number = self.session.workspace.turns.add(self.number, line, answer.to_dict())
        except OnRecordError as error:
            self.kept = False
            say(f"onrecord: {error} This chat goes on without being kept.", errors=True)

    def resume(self, number: int | None = None) -> None:
        """
        Go on with an earlier conversation, the newest other one by default.

        Raises:
            NotFoundError: There is none.
        """
        log = self.session.workspace.turns
        if number is None:
            number = next((told.id for told in log.all() if told.id != self.number), None)
            if number is None:
                raise NotFoundError("There is no earlier conversation in this workspace.")
        self.turns = [(turn.question, answer_of(turn.answer)) for turn in log.of(number)]
        self.number = number
        last, answer = self.turns[-1]
        many = f"{len(self.turns)} turn{'s' if len(self.turns) > 1 else ''}"
        say(f"Conversation {number}, {many}; the last was:\n> {last}")
        display.answer(answer)

    def _command(self, name: str, rest: str) -> bool:
        commands: dict[str, Callable[[str], None]] = {
            "help": lambda _: say(HELP),
            "sources": self._sources,
            "why": self._why,
            "sparql": self._sparql,
            "save": self._save,
            "asof": self._as_of,
            "filter": self._filter,
            "export": self._export,
            "history": self._history,
            "resume": lambda rest: self.resume(_number(rest)),
        }
        if name in LEAVING:
            return False
        if name not in commands:
            say(f"There is no /{name}. These there are:\n{HELP.partition(chr(10))[2]}")
        elif not self.turns and name not in {"help", "asof", "filter", "history", "resume"}:
            say("Nothing was asked yet.")
        else:
            commands[name](rest)
        return True

    def _sources(self, _: str) -> None:
        cited = self.turns[-1][1].to_dict()["citations"]
        display.citations(cited) if cited else say("The last answer rests on no quotation.")

    def _why(self, number: str) -> None:
        from .cards import card
        from .lookup import claim_shown

        cited = {str(c.n): c for c in self.turns[-1][1].citations}
        chosen = cited.get(number.strip("[]"))
        if chosen is None:
            given = f"no quotation {number}" if number else "more than one quotation"
            say(f"The last answer has {given}. Say /why N with N of {', '.join(cited) or 'none'}.")
        elif chosen.claim:
            card("claim", claim_shown(self.session.workspace, chosen.claim))
        else:
            display.citations([chosen.to_dict()])
            say("The sentence itself is the evidence; no claim was taken from it.")

    def _sparql(self, _: str) -> None:
        say(self.turns[-1][1].sparql or "The last answer was found in the text, not by a query.")

    def _as_of(self, text: str) -> None:
        if text:
            by = None if text.lower() == "off" else day(text, "/asof")
            self.scope = replace(self._scope, as_of=by)
        self._say_scope()

    def _filter(self, text: str) -> None:
        if text:
            self.scope = filtered(text, self._scope)
        self._say_scope()

    @property
    def _scope(self) -> Scope:
        from qa.scope import Scope

        return self.scope or Scope()

    def _say_scope(self) -> None:
        told = self._scope.told()
        say(f"Articles {told} are asked." if told else "All articles are asked.")

    def _history(self, text: str) -> None:
        number = _number(text)
        if number is not None:
            for turn in self.session.workspace.turns.of(number):
                say(f"> {turn.question}\n{turn.answer.get('answer', '')}\n")
            return
        told = self.session.workspace.turns.all()
        for one in told:
            say(f"{one.id:>4}  {one.begun:%Y-%m-%d %H:%M}  {one.turns:>3}  {one.opening}")
        if not told:
            say("No conversation was held here yet.")

    def _export(self, text: str) -> None:
        words = text.split(maxsplit=1)
        form, name = words if len(words) > 1 and words[0].lower() in FORMS else ("", text)
        if not name:
            say("Say what and where to: /export md|html|csl|bib FILE")
            return
        path = Path(name).expanduser()
        path.write_text(written(form_of(form, path), self.turns, self.session.workspace), encoding="utf8")
        say(f"Wrote {path}")

    def _save(self, name: str) -> None:
        if not name:
            say("Say where to: /save notes.md")
            return
        path = Path(name).expanduser()
        path.write_text("\n".join(markdown(self.turns)), encoding="utf8")
        say(f"Wrote {path}")


def _number(text: str) -> int | None:
    """Return the number that a person wrote, ``None`` for nothing; raises where it is none."""
    if text and not text.strip("#").isdecimal():
        raise InputError(f"{text} is no number of a conversation. /history lists them.")
    return int(text.strip("#")) if text else None


def run(session: Session, *, scope: Scope | None = None, resume: bool = False) -> None:
    """
    Hold a chat until the user leaves.

    Raises:
        WorkspaceError: There is no workspace yet.
        NotFoundError: No conversation is there to be resumed.
    """
    conversation = Conversation(session, scope)
    if resume:
        conversation.resume()
    session.assistant(scope=scope)  # no workspace is said before the first question
    for line in typed() if sys.stdin.isatty() else piped():
        try:
            if not conversation.say(line):
                break
        except KeyboardInterrupt:
            if not sys.stdin.isatty():
                raise
            say("Stopped.")
        except OnRecordError as error:
            say(f"onrecord: {error}", errors=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            say(f"onrecord: {error.filename}: {error.strerror}. Name another file.", errors=True)


def piped() -> Iterator[str]:
    """Yield lines of standard input, and print each as a prompt would have shown it."""
    before = ""
    for line in filter(str.strip, sys.stdin):
        say(f"{before}> {line.strip()}")
        yield line
        before = "\n"


def say(text: str, *, errors: bool = False) -> None:
    """Print text as it is."""
    display.console(errors=errors).print(text, markup=False)


def typed(history: Path | None = None, *, source: Input | None = None, sink: Output | None = None) -> Iterator[str]:
    """
    Yield lines typed at a prompt, until end of input.

    Args:
        history: File of the lines typed in earlier runs; in the user's state folder by default.
        source: Where keys come from; the terminal by default.
        sink: Where the prompt goes; the terminal by default.
    """
    from prompt_toolkit import PromptSession

    prompt: PromptSession[str] = PromptSession(history=_history(history), input=source, output=sink)
    say("Ask a question, or /help.")
    while True:
        try:
            yield prompt.prompt("> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _history(path: Path | None) -> History:
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    path = path or state_folder(os.environ) / "chat_history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def state_folder(environ: os._Environ[str] | dict[str, str]) -> Path:
    """
    Return the folder for what a user's runs leave behind (XDG base directories).

    >>> state_folder({"XDG_STATE_HOME": "/var/state"}).as_posix()
    '/var/state/onrecord'
    """
    home = environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local" / "state") / "onrecord"
