"""Ten articles of the corpus, the questions about them, their renaming, and how many are answered right."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from renaming import Renaming, names_in

from ingest.claims.mapping import load_mapping
from ingest.intake.sources import articles
from ingest.pipeline import load_pipeline
from ingest.reader import Reader
from kg.domain import load_domain
from kg.model import Article
from kg.workspace import Workspace
from qa.assistant import Assistant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.domain import Domain
    from qa.answer import Answer

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
TABLE: dict[str, Any] = tomllib.loads((HERE / "renaming_questions.toml").read_text(encoding="utf8"))
_GAZETTEER = {
    "Person": "person",
    "Performer": "performer",
    "Platform": "platform",
    "AITool": "AI tool",
    "Chart": "chart",
}


@dataclass(frozen=True)
class Asked:
    """A question, what its answer must say (alternatives parted by ``|``), and the articles of which one is cited."""

    ask: str
    says: tuple[str, ...]
    cites: tuple[str, ...]
    demo: bool = False

    def wrong(self, answer: Answer) -> str:
        """Tell what is wrong with an answer; nothing when it is right."""
        said = answer.answer.casefold()
        missing = [s for s in self.says if not any(_stands(part, said) for part in s.casefold().split("|"))]
        if answer.abstained:
            return "abstained"
        if missing:
            return f"lacks {missing}"
        if not {c.article for c in answer.citations} & set(self.cites):
            return f"cites {sorted({c.article for c in answer.citations})}"
        return ""


QUESTIONS = tuple(Asked(q["ask"], tuple(q["says"]), tuple(q["cites"]), q.get("demo", False)) for q in TABLE["question"])


@cache
def originals() -> tuple[Article, ...]:
    """Take the ten articles in."""
    found = [
        a for a in articles([CORPUS / "articles" / f"{i}.md" for i in TABLE["articles"]]) if isinstance(a, Article)
    ]
    assert len(found) == len(TABLE["articles"]) == 10
    return tuple(found)


@cache
def renaming(seed: int) -> Renaming:
    """Make the map of a seed, from the names of the facts, of the gazetteer and of the table of questions."""
    texts = "\n".join("\n".join((a.title, a.text, *a.reported_by)) for a in originals())
    lower = frozenset(re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", texts))
    nouns = {w for c in load_domain().classes.values() for noun in c.trigger_nouns for w in noun.lower().split()}
    plurals = {f"{w}s" for w in nouns | lower}
    return Renaming(seed, names_in(texts, _known()), frozenset(lower | nouns | plurals), lower)


def renamed(asked: Asked, by: Renaming) -> Asked:
    """Map a question and what it expects."""
    says = tuple("|".join(by.text(part) for part in s.split("|")) for s in asked.says)
    return replace(asked, ask=by.text(asked.ask), says=says)


def answers(read: Sequence[Article], asked: Sequence[Asked], folder: Path, *, domain: Domain) -> list[Answer]:
    """Read articles into a fresh workspace and ask."""
    reader = Reader(domain, load_pipeline(), load_mapping(domain))
    with Workspace.open(folder, domain=domain, write=True, create=True) as workspace:
        workspace.put(reader.read_all(read))
        workspace.commit()
    with Workspace.open(folder, domain=domain) as workspace:
        assistant = Assistant(workspace, domain=domain)
        return [assistant.ask(one.ask) for one in asked]


def without_names() -> Domain:
    """Return the domain with the gazetteer switched off."""
    return replace(load_domain(), names=())


def _known() -> Iterator[tuple[str, str]]:
    for row in TABLE["name"]:
        yield from ((name, row["type"]) for name in row["names"])
    for line in (CORPUS / "facts.jsonl").read_text(encoding="utf8").splitlines():
        for entity in json.loads(line)["entities"]:
            yield from ((name, entity["type"]) for name in (entity["name"], *entity.get("aliases", ())))
    for entry in load_domain().names:
        if entry.type not in {"Genre", "Event"}:
            kind = _GAZETTEER.get(entry.type, "organisation")
            yield from ((name, kind) for name in (entry.name, *entry.aliases))


def _stands(part: str, said: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(part)}(?!\w|[.,]\d)", said) is not None
