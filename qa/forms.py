"""
The forms in which people ask for the terms of a domain, and how close a question is to each.

``questions.toml`` gives a few questions for every relation and figure. A question is compared with
them by words, by the order of its parts, and by meaning; names stand as their types on both sides,
so that the words of a title never decide.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Literal

from .stems import FUNCTION_WORDS, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kg.domain import Domain
    from kg.index.embedding import Embedder

    from .linking import Link

Slot = Literal["subject", "object", "context"]
Asks = Literal["subject", "object", "value", "truth", "time", "reason"]

W_WORDS, W_ORDER, W_MEANING = 0.4, 0.3, 0.3
"""Shares of the three comparisons; chosen on the domain's own forms, not fitted."""
_LOW, _HIGH = 0.55, 0.95  # cosines of bge between short questions: unrelated ones begin at the first
_AUX = {"do", "have", "will", "would", "can", "could", "may", "should"}
_BE = {"be", "get"}
_SLOT = re.compile(r"\{(subject|object|context)\}")
_TOKEN = re.compile(r"@\w+|[^\W_]+(?:['.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Form:
    """
    One way to ask for a term.

    Args:
        term: Local name of the relation or figure.
        figure: Whether it is a figure.
        text: The question, with ``@subject`` and the like in the place of names.
        asks: What it wants to know.
        slots: The names that it holds, in order.
    """

    term: str
    figure: bool
    text: str
    asks: Asks
    slots: tuple[Slot, ...]
    order: tuple[str, ...]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sense:
    """
    A reading of the question: the term it asks for, which links fill its places, and what is wanted.

    Args:
        bound: ``(slot, index of the link)``.
        score: 0 to 1, how sure.
        words: Whether the question has a word that points to the term; without one the sense is weak.
    """

    term: str
    figure: bool
    asks: Asks
    bound: tuple[tuple[Slot, int], ...]
    score: float
    words: bool = True


class Forms:
    """
    All forms of a domain, with their vectors.

    Args:
        domain: Where they are written.
        embedder: What compares meanings; without one, words and order decide.
    """

    def __init__(self, domain: Domain, embedder: Embedder | None = None) -> None:
        self.domain = domain
        self.forms = _forms(domain)
        self._embedder = embedder
        self._vectors: NDArray[np.float32] | None = None
        self._hints = {name: _hints(domain, name) for name in {form.term for form in self.forms}}
        counts = Counter(s for name in self._hints for s in self._stems_of(name))
        self._weights = {s: math.log(1 + len(self._hints) / n) for s, n in counts.items()}
        self._nouns = _stemmed_nouns(domain)
        self._kinds = _kinds(domain)

    def senses(self, masked: str, links: Sequence[Link]) -> list[Sense]:
        """
        Compare a question with every form.

        Args:
            masked: The question with ``@0``, ``@1`` ... in the place of its names.
            links: The names.

        Returns:
            The best sense for each term, wanted place and binding, best first.
        """
        masked = re.sub(
            r"^(?:list|name|show|give me|show me)(?: all)?(?: the)? ", "which ", masked, flags=re.IGNORECASE
        )
        asked = self._with_kinds(_meaning(masked))
        order = skeleton(masked, self._nouns)
        meanings = self._meanings(masked, links)
        best: dict[tuple[object, ...], Sense] = {}
        for index, form in enumerate(self.forms):
            lexical, pointed = self._lexical(asked, form)
            for bound in _bindings(form, len(links)):
                structural = _alike(order, form, bound)
                score = W_WORDS * lexical + W_ORDER * structural + W_MEANING * meanings[index]
                # Who does it to whom is told by the order alone, so a wrong order costs more than its share.
                score *= self._fit(form, bound, links) * (1.0 if pointed else 0.6) * (0.7 + 0.3 * structural)
                sense = Sense(form.term, form.figure, form.asks, bound, min(score, 1.0), pointed)
                key = (form.term, form.asks, bound)
                if key not in best or best[key].score < score:
                    best[key] = sense
        return sorted(best.values(), key=lambda s: (-s.score, s.term, s.asks, s.bound))

    def hints(self, term: str) -> frozenset[str]:
        """Return the stems that point to a term; none for terms without forms."""
        return self._hints.get(term, frozenset())

    def hints_of(self, relation: str) -> frozenset[str]:
        """Return the stems that a claim's relation covers: those of its term, or of its own verb."""
        return self.hints(relation) or frozenset(_meaning(relation.partition(":")[2].replace("_", " ")))

    def _stems_of(self, name: str) -> frozenset[str]:
        return self._hints[name] | frozenset(s for form in self.forms if form.term == name for s in form.stems)

    def _lexical(self, asked: frozenset[str], form: Form) -> tuple[float, bool]:
        def weight(some: Iterable[str]) -> float:
            return sum(self._weights.get(s, 3.0) * (0.4 if s in self._nouns else 1.0) for s in some)

        theirs = self._with_kinds(form.stems)
        hinted = asked & (self._hints[form.term] | (form.stems - self._nouns))
        shared, total = weight(asked & theirs), 0.6 * weight(asked) + 0.4 * weight(theirs)
        overlap = shared / total if total else 0.0
        known = weight(hinted) / max(weight(asked - self._nouns), 1e-9) if hinted else 0.0
        plain = bool(asked & theirs) and not (asked | theirs) - self._nouns  # "which songs are by X": all nouns
        return min(1.0, 0.6 * overlap + 0.4 * min(1.0, known)), bool(hinted) or plain

    def _with_kinds(self, some: Iterable[str]) -> frozenset[str]:
        """Let nouns of one class count as one word, so that "song" meets "track"."""
        return frozenset(self._kinds.get(s, s) for s in some)

    def _fit(self, form: Form, bound: tuple[tuple[Slot, int], ...], links: Sequence[Link]) -> float:
        """Names whose class cannot stand in their place make a sense less likely; typing errs, so not impossible."""
        factor = 1.0
        for slot, index in bound:
            if not self.domain.may_fit(links[index].cls, self.classes(form.term, slot)):
                factor *= 0.75
        return factor

    def classes(self, term: str, slot: str) -> tuple[str, ...]:
        """Return the classes that may stand in a place of a term."""
        if term in self.domain.figures:
            return self.domain.figures[term].domain if slot == "subject" else ("Thing",)
        relation = self.domain.relations[term]
        return relation.domain if slot == "subject" else relation.range

    def _meanings(self, masked: str, links: Sequence[Link]) -> list[float]:
        if self._embedder is None or not self.forms:
            return [0.5] * len(self.forms)
        import numpy as np

        if self._vectors is None:
            texts = [self._typed(form) for form in self.forms]
            self._vectors = np.array(self._embedder.embed_documents(texts), dtype=np.float32)
        text = masked
        for index in reversed(range(len(links))):
            text = text.replace(f"@{index}", f"the {self._label(links[index].cls)}")
        vector = np.array(self._embedder.embed_documents([text])[0], dtype=np.float32)
        scaled = (self._vectors @ vector - _LOW) / (_HIGH - _LOW)
        return [float(x) for x in np.clip(scaled, 0.0, 1.0)]

    def _typed(self, form: Form) -> str:
        def label(match: re.Match[str]) -> str:
            return f"the {self._label(self.classes(form.term, match[1])[0])}"

        return re.sub(r"@(\w+)", label, form.text)

    def _label(self, cls: str) -> str:
        return self.domain.classes[cls].label if cls in self.domain.classes else "thing"


@lru_cache(maxsize=16)
def class_nouns(domain: Domain) -> Mapping[str, tuple[str, ...]]:
    """
    Return the nouns that ask for a thing of a class, lower case -> its classes.

    >>> from kg.domain import load_domain
    >>> class_nouns(load_domain())["chart"]
    ('Chart',)
    """
    asked = domain.questions.get("class", {})
    found: dict[str, dict[str, None]] = {}
    for name, cls in domain.classes.items():
        for noun in (*asked.get(name, {}).get("nouns", ()), cls.label):
            found.setdefault(noun.lower(), {})[name] = None
    for name, cls in domain.classes.items():
        for noun in cls.trigger_nouns:
            found.setdefault(noun.lower(), {name: None})
    return {noun: tuple(classes) for noun, classes in found.items()}


def skeleton(text: str, nouns: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """
    Reduce a question to the order of its parts: question word, auxiliary, names, stems.

    A passive becomes the active that means the same.

    >>> skeleton("Who was sued by @1?"), skeleton("whom did @1 sue")
    (('wh', 'do', '@1', 'sue'), ('wh', 'do', '@1', 'sue'))
    """
    tokens = [t if t.startswith("@") else _part(t) for t in _TOKEN.findall(text.lower())]
    tokens = [t for t in tokens if t]
    if tokens[:2] == ["how", "many"]:
        tokens = ["howmany", *tokens[2:]]
    if tokens and tokens[0] in {"wh", "howmany"}:
        rest = 1
        while rest < min(4, len(tokens)) and (tokens[rest] in nouns or tokens[rest] == "ai"):
            rest += 1
        tokens = [tokens[0], *tokens[rest:]]
    return tuple(_active(tokens))


def _part(word: str) -> str:
    if word in {"who", "whom", "what", "which", "whose"}:
        return "wh"
    if word in {"the", "a", "an", "ever", "also", "first", "new", "recently", "that", "any", "all", "with", "to"}:
        return ""
    base = stem(word)
    return "do" if base in _AUX else "be" if base in _BE else base


def _active(tokens: list[str]) -> list[str]:
    for at in range(1, len(tokens) - 1):
        if tokens[at] == "by" and tokens[at + 1].startswith("@") and tokens[at - 1] not in {"be", "wh", "howmany"}:
            doer, rest = tokens[at + 1], [*tokens[:at], *tokens[at + 2 :]]
            place = next((i for i, t in enumerate(rest) if t == "be"), None)
            if place is None:
                return [rest[0], "do", doer, *rest[1:]]
            done = [rest[place + 1]] if rest[place + 1 :] and rest[place + 1].startswith("@") else []
            after = rest[place + 1 + len(done) :]
            return [*rest[:place], "do", doer, *after[:1], *done, *after[1:]]
    return tokens


def _meaning(text: str) -> list[str]:
    return [stem(t) for t in _TOKEN.findall(text.lower()) if not t.startswith("@") and t not in FUNCTION_WORDS]


def _forms(domain: Domain) -> tuple[Form, ...]:
    made: list[Form] = []
    for section, known in (("relation", domain.relations), ("figure", domain.figures)):
        for term, said in domain.questions.get(section, {}).items():
            if known[term].deprecated:
                continue
            nouns = _stemmed_nouns(domain)
            made += [_form(term, ask, figure=section == "figure", nouns=nouns) for ask in said.get("ask", ())]
    return tuple(made)


@lru_cache(maxsize=16)
def _stemmed_nouns(domain: Domain) -> frozenset[str]:
    return frozenset(stem(noun) for noun in class_nouns(domain))


@lru_cache(maxsize=16)
def _kinds(domain: Domain) -> Mapping[str, str]:
    """Return one noun to stand for all that ask for a class, by stem; those that point to a relation stay."""
    pointing = {s for name in domain.relations for s in _hints(domain, name)}
    kinds: dict[str, str] = {}
    for said in domain.questions.get("class", {}).values():
        nouns = [stem(noun) for noun in said.get("nouns", ()) if " " not in noun and noun not in {"who", "where"}]
        nouns = [noun for noun in nouns if noun not in pointing]
        for noun in nouns:
            kinds.setdefault(noun, nouns[0])
    return kinds


def _form(term: str, ask: str, *, figure: bool, nouns: frozenset[str]) -> Form:
    slots: tuple[Slot, ...] = tuple(_SLOT.findall(ask))
    text = _SLOT.sub(r"@\1", ask)
    return Form(
        term, figure, text, _asks(ask, slots, figure=figure), slots, skeleton(text, nouns), frozenset(_meaning(text))
    )


def _asks(ask: str, slots: tuple[Slot, ...], *, figure: bool) -> Asks:
    first = ask.split(maxsplit=1)[0]
    if figure:
        return "truth" if stem(first) in _AUX | _BE else "value"
    if first in {"when", "why"}:
        return "time" if first == "when" else "reason"
    if len(slots) > 1:
        return "truth"
    return "object" if slots == ("subject",) else "subject"


def _hints(domain: Domain, term: str) -> frozenset[str]:
    told = domain.questions.get("figure" if term in domain.figures else "relation", {}).get(term, {})
    defined = domain.figures.get(term) or domain.relations[term]
    units = told.get("units", ())
    return frozenset(
        stem(w) for text in (*told.get("words", ()), *defined.lemmas, *units) for w in _TOKEN.findall(text.lower())
    )


def _bindings(form: Form, count: int) -> list[tuple[tuple[Slot, int], ...]]:
    """Say how links may fill the slots of a form: in order where it has several; any one where it has one."""
    if count == 0:
        return [()] if len(form.slots) == 1 else []
    if count < len(form.slots):
        return [] if form.slots != ("subject", "context") else [(("subject", 0),)]
    orders = [tuple(zip(form.slots, some, strict=True)) for some in permutations(range(count), len(form.slots))]
    return orders[:12]


def _alike(order: tuple[str, ...], form: Form, bound: tuple[tuple[Slot, int], ...]) -> float:
    names = {f"@{index}": f"@{slot}" for slot, index in bound}
    mine = [names.get(part, part) for part in order if not part.startswith("@") or part in names]
    if not form.figure:  # "how many labels sued X" counts the answers to "who sued X"
        mine = ["wh" if part == "howmany" else part for part in mine]
    theirs = [part for part in form.order if bound or not part.startswith("@")]
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
