"""
What a domain's relation rows expect beside a verb: "X signed with Y" makes Y what the row's object is.

Verb forms are made from the rows' lemmas, so that no tagger is needed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.text.names import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.domain import Domain

    from .page import Page

EXPECTED = 0.8
"""Vote of a verb all of whose rows expect one class."""
FOUND_ON = 1.4
"""Vote of a bare "on"."""
_IRREGULAR = {
    "sing": "sang sung", "write": "wrote written", "win": "won", "make": "made making", "sell": "sold",
    "buy": "bought", "lead": "led", "take": "took taken taking", "put": "put putting", "give": "gave given",
    "hold": "held", "build": "built", "bring": "brought", "come": "came coming", "draw": "drew drawn",
    "say": "said", "find": "found", "pay": "paid", "strike": "struck", "get": "got getting", "do": "did done",
    "have": "had has having", "be": "is are was were been being", "become": "became becoming", "run": "ran running",
    "begin": "began begun beginning", "rise": "rose risen", "fall": "fell fallen", "see": "saw seen",
    "hit": "hit hitting", "quit": "quit quitting", "cut": "cut", "tell": "told", "feed": "fed",
    "know": "knew known",
}  # fmt: skip
_AUX = word_set(
    "has have had will would may might could can should also then now recently later first previously not since "
    "still already quietly"
)
_BE = word_set("is are was were be been being gets got")
_CORE_SLOTS = frozenset({"subject", "object"})
_OF_BODIES = frozenset({"to", "from", "with"})
_PREPOSITIONS = word_set("on to with from by through via onto")
"""In, at and into stand before places too often to tell anything else."""
ENOUGH = 0.3
"""Share of a verb's rows that must expect a class."""
_VAGUE = word_set("be have do make take use work come get give say tell know see lead")
_REACH = 7


@dataclass(frozen=True, eq=False)
class Frames:
    """
    Verb forms and what stands beside them.

    Args:
        forms: Verb form -> lemma.
        slots: ``(lemma, slot)`` -> ``(class, weight)``; slots as in the rows.
        places: The body, and the kind of work, that most rows expect behind "on": where works are found.
    """

    forms: Mapping[str, str]
    slots: Mapping[tuple[str, str], tuple[tuple[str, float], ...]]
    places: tuple[str | None, str | None] = (None, None)

    def votes(self, page: Page, first: int, last: int) -> Iterator[tuple[str, float]]:
        """Yield what the verbs beside a name expect of it."""
        for lemma, slot in self._beside(page, first, last):
            yield from self.slots.get((lemma, slot), ())
        yield from self._found_on(page, first, last)

    def _found_on(self, page: Page, first: int, last: int) -> Iterator[tuple[str, float]]:
        """
        Read "on X" whatever the verb: in a text about works X is where they are found.

        One word is a body ("listeners on Wavecrate"), more or a number is a list of works ("on Hot Harp Songs");
        two words may be either, and a person or an owner ("on Vale's advice") is neither.
        """
        if page.low(first - 1) != "on" or page.low(last + 1) == "'s":
            return
        body, listing = self.places
        if first == last and body:
            yield body, FOUND_ON
        elif listing and last - first > 1 and page.word(last) not in {"?", "!"}:
            yield listing, FOUND_ON

    def _beside(self, page: Page, first: int, last: int) -> Iterator[tuple[str, str]]:
        after = last + 1
        while page.low(after) in _AUX or (page.low(after).endswith("ly") and after - last < 3):  # noqa: PLR2004
            after += 1
        passive = page.low(after) in _BE
        after += passive
        if page.low(after) in self.forms:
            yield self.forms[page.low(after)], "object" if passive else "subject"
        before = first - 1
        while page.word(before) in {'"', "'"} or page.low(before) == "the":
            before -= 1
        if page.low(before) in self.forms:
            yield self.forms[page.low(before)], "object"
        elif page.low(before) in _PREPOSITIONS:
            yield from self._prepositional(page, before)

    def _prepositional(self, page: Page, index: int) -> Iterator[tuple[str, str]]:
        slot = page.low(index)
        for back in range(index - 1, max(-1, index - 1 - _REACH), -1):
            if page.word(back) in {".", ";", ":", "?", "!"}:
                return
            lemma = self.forms.get(page.low(back))
            if lemma and lemma not in _VAGUE:
                yield lemma, "subject" if slot == "by" else slot
                return


@lru_cache(maxsize=8)
def frames(domain: Domain) -> Frames:
    """Gather a domain's frames from the clauses of its rows, once for each domain."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in domain.rows.get("clause", ()):
        relation = domain.relations.get(str(row.get("relation", "")))
        if relation is None or row.get("nouns"):
            continue
        ends = (("subject", relation.domain), ("object", relation.range))
        for end, types in ends:
            for lemma in row.get("verbs", ()):
                for slot in row.get(end, (end,)):
                    seen[lemma, slot].extend(_listed(row.get(f"{end}_types") or types))
    forms = {form: lemma for lemma, _ in seen if "_" not in lemma and lemma not in _VAGUE for form in verb_forms(lemma)}
    slots = {key: _weights(key[1], types, domain) for key, types in seen.items()}
    return Frames(forms, {key: found for key, found in slots.items() if found}, _places(seen, domain))


def _places(seen: Mapping[tuple[str, str], list[str]], domain: Domain) -> tuple[str | None, str | None]:
    """Return the domain's body, and its kind of work, that the rows expect most often behind "on"."""
    own = [t for (_, slot), types in seen.items() if slot == "on" for t in types if not domain.classes[t].core]
    most = [t for t, _ in sorted(Counter(own).items(), key=lambda item: (-item[1], item[0]))]
    body = next((t for t in most if domain.is_a(t, "Organization")), None)
    return body, next((t for t in most if domain.is_a(t, "Work") and "ORG" in domain.classes[t].ner_labels), None)


def _listed(types: Any) -> list[str]:
    return [types] if isinstance(types, str) else list(types)


def _weights(slot: str, types: list[str], domain: Domain) -> tuple[tuple[str, float], ...]:
    own = {t for t in types if t in domain.classes and not domain.classes[t].core and domain.classes[t].ner_labels}
    if slot in _OF_BODIES:
        own = {t for t in own if domain.is_a(t, "Organization") or (slot == "with" and domain.is_a(t, "Product"))}
    shares = {t: types.count(t) / len(types) for t in own}
    weight = EXPECTED
    return tuple(sorted((t, round(weight * share, 3)) for t, share in shares.items() if share >= ENOUGH))


def verb_forms(lemma: str) -> tuple[str, ...]:
    """
    Return the forms of a verb, as they are spelt, without the lemma where it is a noun as often.

    >>> verb_forms("ban"), verb_forms("copy"), verb_forms("release")
    (('bans', 'banned', 'banning'), ('copies', 'copied', 'copying'), ('releases', 'released', 'releasing'))
    """
    third = (
        f"{lemma[:-1]}ies"
        if _consonant_y(lemma)
        else f"{lemma}es"
        if lemma.endswith(("s", "x", "ch", "sh"))
        else f"{lemma}s"
    )
    if lemma in _IRREGULAR:
        return (third, f"{lemma.removesuffix('e')}ing", *_IRREGULAR[lemma].split())
    if _consonant_y(lemma):
        return third, f"{lemma[:-1]}ied", f"{lemma}ing"
    if lemma.endswith("e"):
        return third, f"{lemma}d", f"{lemma[:-1]}ing"
    stem = f"{lemma}{lemma[-1]}" if _doubles(lemma) else lemma
    return third, f"{stem}ed", f"{stem}ing"


def _consonant_y(lemma: str) -> bool:
    return len(lemma) > 1 and lemma.endswith("y") and lemma[-2] not in "aeiou"


def _doubles(lemma: str) -> bool:
    """Short verbs double their last consonant: ban, top, drop; not "sign", "play", "fix"."""
    if len(lemma) < 3 or lemma[-1] in "aeiouwxy" or lemma[-2] not in "aeiou" or lemma[-3] in "aeiou":  # noqa: PLR2004
        return False
    return sum(c in "aeiou" for c in lemma) == 1
