"""
Traits of a claim: what can be seen of the clause, the arguments and the rule that speaks for or against it.

Each trait has a name that a person can read in ``weights.toml``: "relative clause", "subject phrase", "bare".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .verbs import VERBAL, is_infinitive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from .clauses import Clause
    from .phrases import Phrase, Reach

WORDS = {"ADJ": "adjective", "ADV": "adverb", "VERB": "clause", "AUX": "clause"}
PLACES = {
    "ROOT": "main clause",
    "acl": "participle",
    "ccomp": "said clause",
    "parataxis": "said clause",
    "advcl": "adverbial clause",
    "pcomp": "gerund",
}
LONG_SENTENCE = 40
LONG_PHRASE = 8
FAR = 10
CONDITIONAL = frozenset({"if", "unless", "whether", "until", "lest"})
TELLING = frozenset(
    {"in", "to", "for", "with", "on", "from", "as", "at", "of", "by", "into", "over", "against", "about"}
)
INDEFINITE = frozenset({"a", "an", "any", "some", "every", "each", "no", "another", "such"})
OPEN_WORDS = frozenset({"be", "have", "do", "make", "take", "get", "go", "come", "see", "give", "keep", "let", "use"})


def of_clause(
    reach: Reach, clause: Clause, rule: str, subject: Phrase, second: Phrase | None, slot: str = ""
) -> tuple[str, ...]:
    """
    Name what is seen of a claim that a clause makes.

    Args:
        reach: The parse and its links.
        clause: The clause.
        rule: The claim's rule: ``open:object``, ``figure``, or the name of a mapping row.
        subject: The claim's subject.
        second: Its object or figure.
        slot: The preposition of an open claim's part; empty for none.
    """
    verb = reach.doc[clause.verb]
    seen = [rule if rule.startswith("open:") or rule == "figure" else "mapped"]
    seen += _standing(verb, clause)
    seen += _verb(verb, clause)
    seen += (f"subject {t}" for t in _phrase(reach, subject, verb))
    if _is_inherited(subject, verb):
        seen.append("subject inherited")
    if second is not None:
        seen += (f"object {t}" for t in _phrase(reach, second, verb))
    if clause.negated and any(t.endswith("narrowed") for t in seen):
        seen.append("narrowed and denied")
    if slot:
        seen.append(f"slot {slot}" if slot in TELLING else "slot other")
    seen += _sentence(verb)
    return tuple(seen)


def of_nouns(reach: Reach, rule: str, subject: Phrase, second: Phrase | None) -> tuple[str, ...]:
    """Name what is seen of a claim that nouns alone make: a title, an apposition, a role."""
    token = reach.doc[second.token if second is not None else subject.token]
    seen = [f"nouns {rule.split(':', maxsplit=1)[0] if rule in ('title', 'apposition', 'age') else 'row'}"]
    seen += (f"subject {t}" for t in _phrase(reach, subject, token))
    if second is not None:
        seen += (f"object {t}" for t in _phrase(reach, second, token))
    return (*seen, *_sentence(token))


def _standing(verb: Token, clause: Clause) -> Iterator[str]:
    """Say where the clause stands in its sentence, and what governs it."""
    node = verb
    while node.dep_ == "conj" and node.head.pos_ in VERBAL:
        node = node.head
    yield _place(node)
    for trait, holds in (
        ("conjoined", node.i != verb.i),
        ("condition", any(c.dep_ == "mark" and c.lower_ in CONDITIONAL for c in node.children)),
        ("speaker", clause.speaker is not None),
        ("hedged", clause.modality != "asserted"),
        ("negated", clause.negated),
    ):
        if holds:
            yield trait


def _place(verb: Token) -> str:
    if verb.dep_ == "relcl":
        aside = any(t.text == "," for t in verb.doc[verb.head.i : verb.i])
        return "relative clause" if aside else "restrictive clause"
    if verb.dep_ == "xcomp" or is_infinitive(verb):
        return "infinitive"
    return PLACES.get(verb.dep_, "odd clause")


def _verb(verb: Token, clause: Clause) -> Iterator[str]:
    if clause.passive:
        yield "passive"
    if clause.lemma in OPEN_WORDS:
        yield f"verb {clause.lemma}"
    elif "_" in clause.lemma:
        yield "verb with particle"
    if verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.children):
        yield "verb in -ing"
    if clause.gap:
        yield "gap"
    if clause.governs:
        yield "governs"


def _phrase(reach: Reach, phrase: Phrase, verb: Token) -> Iterator[str]:
    """Say what kind of words an argument is."""
    token = reach.doc[phrase.token]
    if phrase.entity is not None:
        yield phrase.kind
        if phrase.kind != "name" and phrase.confidence < 0.75:  # noqa: PLR2004
            yield "unsure"
    elif phrase.quantity is not None:
        yield "figure"
    elif token.pos_ in WORDS:
        yield WORDS[token.pos_]
    else:
        yield from _words(token)
    if phrase.entity is None and phrase.end - phrase.start > LONG_PHRASE * 6:
        yield "long"
    if abs(token.i - verb.i) > FAR:
        yield "far"
    if token.dep_ == "conj":
        yield "listed"
    if phrase.entity is None and any(c.dep_ in ("relcl", "acl") and c.i > token.i for c in token.children):
        yield "narrowed"


def _words(token: Token) -> Iterator[str]:
    """Say how a noun phrase without a name is made definite."""
    first = next((c for c in token.children if c.dep_ in ("det", "poss", "predet")), None)
    if token.pos_ == "PRON":
        yield "pronoun word"
    elif first is None:
        yield "bare plural" if token.tag_ == "NNS" else "bare noun"
    elif first.dep_ == "poss":
        yield "owned noun"
    else:
        yield "indefinite noun" if first.lower_ in INDEFINITE else "definite noun"


def _is_inherited(subject: Phrase, verb: Token) -> bool:
    node = verb.doc[subject.token]
    while node.dep_ in ("conj", "compound", "appos") and node.head.i != node.i:
        node = node.head
    return node.head.i != verb.i


def _sentence(token: Token) -> Iterator[str]:
    sentence: Sequence[Token] = list(token.sent)
    if len(sentence) > LONG_SENTENCE:
        yield "long sentence"
    if any(t.text in ("[", "]", "|", "…") for t in sentence):
        yield "brackets"
    if sum(t.text in ('"', "“", "”") for t in sentence) % 2:
        yield "open quotation"
    if not any(t.pos_ in VERBAL and t.dep_ == "ROOT" for t in sentence):
        yield "no main verb"
