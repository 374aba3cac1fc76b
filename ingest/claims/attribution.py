"""
Attribution: who says what a clause tells, by a verb or noun of saying, by "according to", or by quotation marks.

Where sayings nest ("Billboard reported that, by Luminate's count, ..."), the innermost speaker is the claim's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.parsing.quotations import quotation_at
from kg.text.cues import attribution_verb, denial_verb, pleading
from kg.text.names import word_set

from .hedges import content_of, unsaid
from .phrases import Phrase, Reach, phrases
from .subjects import agents, subjects
from .verbs import VERBAL, base_form, is_beside, is_infinitive, is_passive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from ingest.parsing.quotations import Quotation
    from kg.model import Modality

Attribution = tuple["Phrase | None", "str | None", "Modality | None"]
NOBODY: Attribution = (None, None, None)
SPOKEN = frozenset({"ccomp", "parataxis"})
ACCUSING = {
    "of": word_set("accuse suspect"),
    "with": word_set("charge"),
    "for": word_set("sue indict arrest investigate probe detain blame prosecute"),
    "on": word_set("indict"),
}
"""Verbs that, with their preposition, allege the gerund behind it: "accused of copying", "charged with taking"."""
CONFESSING = word_set("admit confess boast complain speak tell warn dream talk")
"""Verbs whose gerund behind "to", "of" or "about" is told by the subject: "admitted to being"."""
FINDING = word_set("show find prove demonstrate reveal discover learn determine know point signal realise realize")
"""Verbs of saying that, as an infinitive of purpose, say nothing: "to show that we can"."""
VIEWS: dict[str, Modality | None] = {
    **dict.fromkeys(
        ("view", "opinion", "eyes", "estimation", "judgment", "judgement", "assessment", "mind"), "opinion"
    ),
    **dict.fromkeys(("estimate", "reckoning", "calculation", "projection", "forecast"), "possible"),
    **dict.fromkeys(("words", "count", "account", "telling", "admission", "tally", "figures", "data"), None),
}
"""Nouns of somebody's view behind a preposition: "in his view", "by Luminate's count"."""
HOLDING = word_set("reach come express hold share voice make have give raise state repeat air draw form")
"""Verbs whose subject holds the view that their object names: "came to the conclusion that"."""
SPEAKERS = frozenset({"Person", "Organization", "Agent", "PersonGroup"})
"""Core classes that can say something; a place or a work behind a noun is only part of its description."""


def attribution(reach: Reach, verb: Token) -> Attribution:
    """Return who says the clause, the words that tell so, and the modality which they give."""
    sources = dict(_sources(verb))
    node, firm, view = verb, True, NOBODY
    path = {verb.i}
    while True:
        source = sources.get(node.i)
        found = _told_by_source(reach, source) if source is not None and source.i not in path else NOBODY
        if found[0] is None and found[2] is not None:  # "in his view": who he is, is told above
            found, view = NOBODY, found
        if found == NOBODY and firm:
            found = _holder(reach, node)
        if found == NOBODY and node.head.i != node.i:
            found = _told_by_verb(reach, verb, node)
        if found != NOBODY and (firm or found[2] in ("asserted", "alleged")):
            return found if view == NOBODY else (found[0], *view[1:])
        if node.head.i == node.i:
            return view
        firm = firm and node.dep_ not in ("relcl", "acl")
        node = node.head
        path.add(node.i)


def _told_by_verb(reach: Reach, verb: Token, node: Token) -> Attribution:
    """Read the verb of saying right above *node*, on the way up from *verb*."""
    parent = node.head
    if parent.pos_ not in VERBAL or is_beside(node):
        return NOBODY
    lemma = base_form(parent)
    teller = agents(reach, parent) if is_passive(parent) else subjects(reach, parent)
    if node.dep_ == "prep" and any(c.dep_ == "pcomp" for c in node.children):
        if lemma in ACCUSING.get(node.lower_, ()):
            return _first(_behind(reach, teller)), f"{parent.text} {node.text}", "alleged"
        kind = attribution_verb(lemma)
        if lemma in CONFESSING and node.lower_ in ("to", "of", "about") and kind:
            return _first(_behind(reach, teller)), f"{parent.text} {node.text}", kind
        return NOBODY
    kind = attribution_verb(lemma)
    if kind is None or unsaid(parent) or not _says(verb, node, parent, kind):
        return NOBODY
    papers = any(pleading(p.head) for p in teller) and kind == "asserted"
    return _first(_behind(reach, teller)), parent.text, "alleged" if papers else kind


def _says(verb: Token, node: Token, parent: Token, kind: Modality) -> bool:
    """Whether a verb of saying says the clause below it."""
    if is_infinitive(parent) and parent.dep_ in ("advcl", "acl", "xcomp") and base_form(parent) in FINDING:
        return False
    if node.dep_ in SPOKEN:
        return not _is_bracketed(node, parent)
    if node.dep_ != "xcomp":
        return False
    gerund = node.i == verb.i and node.tag_ == "VBG" and kind == "asserted"
    return gerund or (kind == "alleged" and not is_passive(parent)) or (node.i != verb.i and kind == "asserted")


def _is_bracketed(node: Token, parent: Token) -> bool:
    """Whether a clause stands in brackets behind the verb: no speech, "announced it (some have another day)"."""
    return any(t.text == "(" for t in parent.doc[parent.i : node.i])


def _holder(reach: Reach, node: Token) -> Attribution:
    """Read who holds what a noun tells: "Vale's claim that", "came to the conclusion that"."""
    told = content_of(node)
    if told is None:
        return NOBODY
    noun, kind = told
    named = next(iter(_owners(reach, noun)), None)
    if named is None and noun.dep_ in ("dobj", "pobj"):
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        lemma = base_form(above)
        if above.pos_ in VERBAL and (lemma in HOLDING or denial_verb(lemma)):
            teller = agents(reach, above) if is_passive(above) else subjects(reach, above)
            named = _first(teller)
    return (named, noun.text, kind) if named else NOBODY


def _owners(reach: Reach, noun: Token) -> Iterator[Phrase]:
    """Yield who a noun of saying belongs to: "his view", "the claim of Halden", "reports by Nortide"."""
    for child in noun.children:
        if child.dep_ == "poss" and (child.tag_ != "PRP$" or child.i in reach.links):
            yield from phrases(reach, child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "by", "from"):
            yield from (p for c in child.children if c.dep_ == "pobj" for p in phrases(reach, c))


# ------------------------------------------------------------------ phrases that name a source


def _sources(verb: Token) -> Iterator[tuple[int, Token]]:
    """Yield ``(verb, word)`` for each phrase in the sentence that names a source, with each verb it covers."""
    for token in verb.sent:
        if token.lower_ == "according" or _is_view(token) or _is_as_told(token):
            host = token.head
            while host.pos_ not in VERBAL and host.head.i != host.i:
                host = host.head
            yield host.i, token
            while host.dep_ == "conj" and token.i > host.i and token.right_edge.i + 2 >= verb.sent.end:
                host = host.head
                yield host.i, token


def _is_view(token: Token) -> bool:
    return token.dep_ == "pobj" and token.lower_ in VIEWS and token.head.lower_ in ("in", "by", "to")


def _is_as_told(token: Token) -> bool:
    """Whether a verb of saying stands beside what it says: "as Nordlys pointed out", ", he said, "."""
    if token.dep_ not in ("advcl", "parataxis") or attribution_verb(base_form(token)) is None:
        return False
    kinds = {c.dep_ for c in token.children}
    if kinds & {"ccomp", "xcomp", "dobj"}:
        return False
    return "nsubj" in kinds if token.dep_ == "parataxis" else any(c.lower_ == "as" for c in token.lefts)


def _told_by_source(reach: Reach, token: Token) -> Attribution:
    if token.dep_ in ("advcl", "parataxis"):
        teller = agents(reach, token) if is_passive(token) else subjects(reach, token)
        return _first(_behind(reach, teller)), token.text, attribution_verb(base_form(token))
    if token.lower_ in VIEWS:
        return next(iter(_owners(reach, token)), None), f"{token.head.text} ... {token.text}", VIEWS[token.lower_]
    targets = [d for d in token.subtree if d.dep_ == "pobj" and d.head.lower_ == "to"]
    if not targets:
        return NOBODY
    alleged = pleading(targets[0].lemma_.lower())
    return _first(_informant(reach, targets)), f"{token.text} to", "alleged" if alleged else None


def _informant(reach: Reach, targets: Sequence[Token]) -> list[Phrase]:
    """Return whom "according to" names: "the coach, Ada Vale,", "the ambassador to Norland Ada Vale"."""
    role, last = targets[0], targets[-1]
    if role.i in reach.links:
        return _source(reach, role)
    comma = role.right_edge.i + 1
    if comma + 2 < len(reach.doc) and [reach.doc[comma].text, reach.doc[comma + 2].text] == [",", ","]:
        named = [p for p in phrases(reach, reach.doc[comma + 1]) if p.entity and p.kind == "name"]
        if named and _core(reach, named[0]) in SPEAKERS:
            return named
    behind = [p for p in phrases(reach, last) if p.entity and _core(reach, p) in SPEAKERS] if last.i != role.i else []
    return behind or _source(reach, role)


def _behind(reach: Reach, found: list[Phrase]) -> list[Phrase]:
    """Return who stands behind what is said to speak, where that is a thing: "Halden data show"."""
    return _source(reach, reach.doc[found[0].token]) if found and not found[0].entity else found


def _source(reach: Reach, noun: Token) -> list[Phrase]:
    """Return who stands behind "Halden data", "a report by Halden": the name that the noun leans on."""
    found = phrases(reach, noun)
    if found and found[0].entity:
        return found
    named: list[Phrase] = []
    for child in noun.subtree:
        if child.i != noun.i and child.dep_ in ("compound", "poss", "nmod", "pobj"):
            named += [p for p in phrases(reach, child) if p.entity and _core(reach, p) in SPEAKERS]
    people = [p for p in named if _core(reach, p) == "Person"]
    return people[-1:] or named[:1] or found


def _core(reach: Reach, phrase: Phrase) -> str:
    return reach.domain.core(reach.entities[phrase.entity or ""].type)


# ------------------------------------------------------------------ quotation marks


def quoted_speaker(reach: Reach, quotations: Sequence[Quotation], verb: Token) -> Phrase | None:
    """Return who speaks the quotation that a verb stands in, where no verb of saying governs it."""
    quotation = quotation_at(quotations, reach.parsed.units[verb.i].start)
    if quotation is None or quotation.speaker < 0:
        return None
    return _first(_behind(reach, phrases(reach, reach.doc[quotation.speaker])))


def _first(found: Sequence[Phrase]) -> Phrase | None:
    return found[0] if found else None
