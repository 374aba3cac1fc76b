"""
Attribution: who says what a clause tells, by a verb or noun of saying, by "according to", or by quotation marks.

Where sayings nest ("Billboard reported that, by Luminate's count, ..."), the innermost speaker is the claim's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.parsing.nouns import classes_of_noun
from ingest.parsing.quotations import quotation_at
from kg.text.cues import attitude, attribution_verb, denial_verb, pleading
from kg.text.names import word_set

from .hedges import content_of, unsaid
from .negation import has_subject
from .phrases import Phrase, Reach, phrases
from .subjects import agents, is_person, subjects
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
REASONS = word_set("because although though unless if")
"""Conjunctions behind a teller in commas that go on with what is told: "they left, she said, because they lost"."""
GISTS = word_set(
    "principle reason view answer message explanation verdict argument rule point position statement warning "
    "conclusion demand motto aim it"
)
"""Objects that a colon fills with what somebody says: "she named the reason: the act had copied it"."""
NAMING = word_set("name put give offer have formulate sum lay describe express")
CITING = word_set("cite quote")
CALLING = word_set("call describe characterize characterise")
"""Verbs whose subject says what stands behind their second noun: "the paper calls it the first label to pay"."""
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
        if found == NOBODY:
            found = _told_by_colon(reach, node, path)
        if found == NOBODY and node.head.i != node.i:
            found = _told_by_call(reach, node)
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
    held = _told_by_mind(reach, node)
    if held != NOBODY or parent.pos_ not in VERBAL or is_beside(node):
        return held
    lemma = base_form(parent)
    teller = _cited(reach, parent) or _tellers(reach, parent, node)
    if node.dep_ == "prep" and any(c.dep_ == "pcomp" for c in node.children):
        if lemma in ACCUSING.get(node.lower_, ()):
            return _first(_behind(reach, teller)), f"{parent.text} {node.text}", "alleged"
        kind = attribution_verb(lemma)
        if lemma in CONFESSING and node.lower_ in ("to", "of", "about") and kind:
            return _first(_behind(reach, teller)), f"{parent.text} {node.text}", kind
        return NOBODY
    kind = attribution_verb(lemma)
    if lemma == "make" and any(c.lower_ == "clear" for c in parent.children):  # "made clear that"
        kind = "asserted"
    if kind is None or unsaid(parent) or not (_says(verb, node, parent, kind) or _goes_on(node, parent)):
        return NOBODY
    papers = any(pleading(p.head) for p in teller) and kind == "asserted"
    return _first(_behind(reach, teller)), parent.text, "alleged" if papers else kind


def _told_by_call(reach: Reach, noun: Token) -> Attribution:
    caller = _caller(noun)
    who = _first(_behind(reach, _tellers(reach, caller, noun))) if caller is not None else None
    return NOBODY if who is None or caller is None else (who, caller.text, "asserted")


def _caller(noun: Token) -> Token | None:
    """Return the verb of calling whose second noun this is: "calls it the first label", "describes it as the first"."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "as" and above.dep_ == "prep":
        above = above.head
    elif noun.dep_ != "oprd":
        return None
    return above if above.pos_ in VERBAL and base_form(above) in CALLING and not unsaid(above) else None


def _tellers(reach: Reach, teller: Token, told: Token) -> list[Phrase]:
    """Return who a verb of saying has for its speaker; in "..., reads the statement" it stands behind the verb."""
    if is_passive(teller):
        return agents(reach, teller)
    if told.i < teller.i and not has_subject(teller):
        behind = next((c for c in teller.children if c.dep_ in ("dobj", "attr") and c.i > teller.i), None)
        if behind is not None:
            return phrases(reach, behind)
    whole = teller.head if told.dep_ == "advcl" else told
    found = [p for p in subjects(reach, teller) if not _is_named_in(reach, p, whole)]
    return found or _unknown(reach, teller)


def _unknown(reach: Reach, teller: Token) -> list[Phrase]:
    """Return "she" where nothing tells who she is, so that whoever spoke before can stand for her."""
    units = reach.parsed.units
    return [
        Phrase(c.i, units[c.i].start, units[c.i].end, c.lower_, kind="pronoun")
        for c in teller.children
        if c.dep_ == "nsubj" and c.lower_ in ("he", "she", "they")
    ]


def _is_named_in(reach: Reach, teller: Phrase, told: Token) -> bool:
    """
    Whether a pronoun would tell of its own bearer by name, as no pronoun can (principle C of binding, Chomsky 1981).

    "Halden sued Vale, he said": whoever he is, it is not Vale.
    """
    if teller.kind != "pronoun":
        return False
    own = [m for t in told.subtree if t.i != teller.token for m in reach.parsed.units[t.i].mentions]
    return any(m.entity == teller.entity and m.kind == "name" for m in own)


def _cited(reach: Reach, teller: Token) -> list[Phrase]:
    """Return the source behind who reports: "the paper reported, citing Ada Vale, that"."""
    for child in teller.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and base_form(child) in CITING:
            named = [p for c in child.children if c.dep_ == "dobj" for p in _behind(reach, phrases(reach, c))]
            return [p for p in named if p.entity and _core(reach, p) in SPEAKERS]
    return []


def _goes_on(node: Token, teller: Token) -> bool:
    """Whether a clause behind a teller in commas goes on with what is told: ", she said, because it copied songs"."""
    if node.dep_ != "advcl" or node.i < teller.i or not any(c.lower_ in REASONS for c in node.lefts):
        return False
    before = any(c.dep_ == "ccomp" and c.i < teller.i for c in teller.children)
    return (before or teller.dep_ == "parataxis") and node.doc[node.left_edge.i - 1].text == ","


def _told_by_colon(reach: Reach, node: Token, path: set[int]) -> Attribution:
    """Read what a colon leads to: "she named the reason: it had copied songs", "he put it this way: ..."."""
    before = [c for c in node.children if c.dep_ in ("ccomp", "parataxis", "dep") and c.right_edge.i < node.i]
    if node.dep_ in ("ccomp", "parataxis", "dep", "appos") and node.head.i < node.i:
        before.append(node.head)
    for teller in before:
        if (
            teller.i in path
            or ":" not in [t.text for t in node.doc[teller.i : node.i]]
            or base_form(teller) not in NAMING
        ):
            continue
        gist = next((c for c in teller.children if c.dep_ in ("dobj", "attr") and c.lower_ in GISTS), None)
        who = [p for p in subjects(reach, teller) if p.entity] if gist is not None else []
        if who and gist is not None:
            return who[0], f"{teller.text} {gist.text}", None
    return NOBODY


def _told_by_mind(reach: Reach, node: Token) -> Attribution:
    """Read a frame of mind right above a clause: "she is convinced that", "the label was afraid that"."""
    mind = node.head
    kind = attitude(mind.lower_) if node.dep_ == "ccomp" and mind.i < node.i else None
    if kind is None:
        return NOBODY
    holder = subjects(reach, mind.head if mind.dep_ == "acomp" else mind)
    return (_first(holder), mind.text, kind) if holder else NOBODY


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
        if token.lower_ == "according" or _is_view(token) or _is_as_told(token) or _is_per(token):
            host = token.head
            while host.pos_ not in VERBAL and host.head.i != host.i:
                host = host.head
            yield host.i, token
            while host.dep_ == "conj" and token.i > host.i and token.right_edge.i + 2 >= verb.sent.end:
                host = host.head
                yield host.i, token


def _is_view(token: Token) -> bool:
    """Whether a noun behind a preposition is a view that somebody or something holds; "in mind" alone is none."""
    if token.dep_ != "pobj" or token.lower_ not in VIEWS or token.head.lower_ not in ("in", "by", "to"):
        return False
    return token.head.i + 1 < token.i or any(c.lower_ == "of" for c in token.children)


def _is_per(token: Token) -> bool:
    """Whether "per" opens or closes a sentence with its source: "Per Nordlys, she sang"; not "$5 per song"."""
    if token.lower_ != "per":
        return False
    first, last = token.sent.start, token.sent.end - 1
    ends = token.i == first or (token.i > first and token.nbor(-1).text == "," and token.right_edge.i >= last - 1)
    return ends and any(c.dep_ == "pobj" and c.tag_ == "NNP" for c in token.children)


def _is_as_told(token: Token) -> bool:
    """Whether a verb of saying stands beside what it says: "as Nordlys pointed out", ", he said, "."""
    if token.dep_ not in ("advcl", "parataxis"):
        return False
    if attribution_verb(base_form(token)) is None and not _puts_it(token):
        return False
    kinds = {c.dep_ for c in token.children}
    if kinds & {"ccomp", "xcomp", "dobj"} and not _puts_it(token):
        return False
    return "nsubj" in kinds if token.dep_ == "parataxis" else any(c.lower_ == "as" for c in token.lefts)


def _puts_it(token: Token) -> bool:
    """Whether a verb stands in "as she put it"."""
    return base_form(token) == "put" and any(c.dep_ == "dobj" and c.lower_ == "it" for c in token.children)


def _told_by_source(reach: Reach, token: Token) -> Attribution:
    if token.dep_ in ("advcl", "parataxis"):
        teller = agents(reach, token) if is_passive(token) else subjects(reach, token)
        teller = [p for p in _cited(reach, token) or teller if not _is_named_in(reach, p, token.head)]
        teller = teller or _unknown(reach, token)
        return _first(_behind(reach, teller)), token.text, attribution_verb(base_form(token))
    if token.lower_ in VIEWS:
        return next(iter(_owners(reach, token)), None), f"{token.head.text} ... {token.text}", VIEWS[token.lower_]
    if token.lower_ == "per":
        return _first([p for c in token.children for p in phrases(reach, c)]), token.text, None
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
    thing = found and not found[0].entity and found[0].kind != "pronoun"
    return _source(reach, reach.doc[found[0].token]) if thing else found


def _source(reach: Reach, noun: Token) -> list[Phrase]:
    """Return who stands behind "Halden data", "a report by Halden": the name that the noun leans on."""
    found = phrases(reach, noun)
    if found and found[0].entity:
        return found
    if any(reach.domain.core(c) == "Organization" for c in classes_of_noun(reach.domain, noun.lemma_.lower())):
        return found  # "the company of Ada Vale said": she did not
    named: list[Phrase] = []
    for child in noun.subtree:
        if child.i != noun.i and child.dep_ in ("compound", "poss", "nmod", "pobj"):
            named += [p for p in phrases(reach, child) if p.entity and _core(reach, p) in SPEAKERS]
    people = [p for p in named if _core(reach, p) == "Person"]
    return people[-1:] or named[:1] or found


def _core(reach: Reach, phrase: Phrase) -> str:
    return reach.domain.core(reach.entities[phrase.entity or ""].type)


def is_unknown(speaker: Phrase | None) -> bool:
    """Whether a speaker is a pronoun that refers to nobody known."""
    return speaker is not None and speaker.kind == "pronoun" and speaker.entity is None


def is_somebody(reach: Reach, speaker: Phrase | None, *, several: bool = False) -> bool:
    """Whether a speaker is a person, or with *several* a group: by class, or by a noun of a role ("the scientists")."""
    if speaker is None or is_unknown(speaker):
        return False
    if several and speaker.entity is None:
        return reach.doc[speaker.token].tag_ == "NNS" and is_person(reach, speaker.head)
    if several:
        return _core(reach, speaker) == "PersonGroup"
    return _core(reach, speaker) == "Person" if speaker.entity else is_person(reach, speaker.head)


# ------------------------------------------------------------------ quotation marks


def quoted_speaker(reach: Reach, quotations: Sequence[Quotation], verb: Token) -> Phrase | None:
    """Return who speaks the quotation that a verb stands in, where no verb of saying governs it."""
    quotation = quotation_at(quotations, reach.parsed.units[verb.i].start)
    if quotation is None or quotation.speaker < 0:
        return None
    return _first(_behind(reach, phrases(reach, reach.doc[quotation.speaker])))


def _first(found: Sequence[Phrase]) -> Phrase | None:
    return found[0] if found else None
