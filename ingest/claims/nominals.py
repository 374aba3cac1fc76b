"""
Relations stated by nouns alone: "X's 'T'", "'T' by X", "X chief executive Y", "Irving, Texas", "Y, a singer".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.parsing.nouns import classes_of_noun
from kg.model import OPEN, Argument, Claim

from .noun_patterns import PATTERN, patterns_at
from .phrases import Phrase, double_title, is_measure, phrases, text_phrase
from .subjects import is_person, nearest
from .traits import of_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.model import Article

    from .mapping import NominalRow, Rows
    from .phrases import Reach

OLDEST = 125
Told = tuple[Claim, tuple[str, ...]]
APART = frozenset({",", "-", "–", "—", "(", ":"})  # noqa: RUF001
"""What sets an apposition off; "all his life" in "a member all his life" is none."""
SORTING = frozenset(
    {"same", "other", "latter", "former", "first", "second", "third", "last", "new", "own", "said", "very", "entire"}
    | {"whole", "previous", "next", "original", "current", "old", "older", "such", "only", "most", "many", "few"}
)
"""Adjectives that tell which one is meant, not what it is."""
HOW = frozenset({"high", "long", "wide", "deep", "tall", "thick", "old", "strong", "heavy"})
"""Adjectives that tell what a measure is of."""
FARTHEST = 4
"""Words from a measure to its noun, at most."""


def told_by_nouns(
    reach: Reach, article: Article, rows: Rows, *, stated: set[tuple[str | None, str | None, int]]
) -> Iterator[Told]:
    """
    Yield the claims that noun patterns state, each with its traits.

    Args:
        reach: The parse and its links.
        article: The article.
        rows: The domain's rows.
        stated: ``(subject, object, sentence start)`` that a clause already relates; not said twice.
    """
    said: set[tuple[str | None, str, str]] = set()
    related: set[frozenset[str | None]] = set()
    fitting: dict[frozenset[str], list[NominalRow]] = {}
    for token in reach.doc:
        told = False
        here = patterns_at(token)
        if here not in fitting:
            fitting[here] = [row for row in rows.nominal if row.pattern in here]
        for row in fitting[here]:
            for head, other in _matches(reach, token, row):
                subject, obj = (head, other) if row.head_is == "subject" else (other, head)
                claim, traits = _claim(reach, article, subject, row.term, obj, row.name)
                told = told or row.pattern == "role"
                if (subject.entity, obj.entity, claim.sentence.start) not in stated:
                    related.add(frozenset((subject.entity, obj.entity)))
                    yield claim, traits
        if not told:
            yield from _descriptions(reach, article, token)
            described = (
                *_titles(reach, article, token),
                *_called(reach, article, token),
                *_held(reach, article, token),
            )
            for claim, traits in described:
                key = (claim.subject.entity, claim.relation, claim.object.text.lower() if claim.object else "")
                pair = frozenset((claim.subject.entity, claim.object.entity if claim.object else None))
                if key not in said and pair not in related:
                    said.add(key)
                    yield claim, traits
        yield from _ages(reach, article, token)
        yield from _measures(reach, article, token)


def _matches(reach: Reach, token: Token, row: NominalRow) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield ``(head, other)`` for each way in which the row fits at this token."""
    for head, other in PATTERN[row.pattern](reach, token, row):
        if row.nouns and head.head not in row.nouns:
            continue
        if row.described and _is_name(reach, head):
            continue
        if not (head.entity or other.entity) or (head.entity and head.entity == other.entity):
            continue
        loose = row.pattern == "role"
        if _has(reach, head, row.head_types, typed=row.phrase) and _has(reach, other, row.other_types, loose=loose):
            yield head, other


def _is_name(reach: Reach, head: Phrase) -> bool:
    """Whether the token of a phrase is itself a name and not a noun beside one."""
    return any(m.kind == "name" for m in reach.parsed.units[head.token].mentions)


def _has(reach: Reach, phrase: Phrase, types: Sequence[str], *, typed: bool = False, loose: bool = False) -> bool:
    if phrase.entity is None and not (typed or loose):
        return False
    return reach.fits(phrase, types, phrases=loose)


def _descriptions(reach: Reach, article: Article, token: Token) -> Iterator[Told]:
    """Read "Y, a stateless minority" as an open claim of being."""
    if token.dep_ != "appos" or token.pos_ != "NOUN" or token.i in reach.links:
        return
    if token.left_edge.i == 0 or token.doc[token.left_edge.i - 1].text not in APART:
        return
    what = text_phrase(reach, token)
    for who in nearest(reach, _described(reach, token), token):
        if who.entity and what.quantity is None:
            yield _claim(reach, article, who, OPEN + "be", what, "apposition")


def _described(reach: Reach, noun: Token) -> Token:
    """
    Return what an apposition tells of: the name right before it where it fits that alone.

    "Vale of Halden Records, her label": the label is Halden Records, whatever the parser hangs it on.
    """
    classes = classes_of_noun(reach.domain, noun.lemma_.lower())
    near = noun.doc[noun.left_edge.i - 2] if noun.left_edge.i > 1 else noun.head
    if not classes or near.i == noun.head.i or noun.head not in near.ancestors:
        return noun.head

    def fits(token: Token) -> bool:
        found = reach.links.get(token.i, ())
        return any(reach.domain.may_be_same(c, reach.entities[m.entity].type) for m in found for c in classes)

    return near if fits(near) and not fits(noun.head) else noun.head


def _titles(reach: Reach, article: Article, token: Token) -> Iterator[Told]:
    """Read "the match referee X", "the Danish society Y" as an open claim of being."""
    unit = reach.parsed.units[token.i]
    if len(unit.mentions) != 1 or unit.mentions[0].kind != "name":
        return
    name = unit.mentions[0]
    for who in phrases(reach, token, whole=False):
        if who.entity == name.entity and (span := _title(reach, token, who)) is not None:
            words = reach.parsed.text[slice(*span)]
            if kin := _whose(reach, token, who):
                relation, what = f"{OPEN}be_{words.replace(' ', '_')}_of", kin
            else:
                relation, what = f"{OPEN}be", Phrase(token.i, *span, words)
            yield _claim(reach, article, who, relation, what, "title")


def _called(reach: Reach, article: Article, token: Token) -> Iterator[Told]:
    """Read "the virtual singer", said of somebody named before, as an open claim of being."""
    found = reach.links.get(token.i, ())
    if len(found) != 1 or found[0].kind != "nominal" or token.pos_ != "NOUN":
        return
    left = [c for c in token.children if c.i < token.i and c.dep_ in ("amod", "compound")]
    definite = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
    if not left or not definite or any(c.lower_ in SORTING for c in left):
        return
    start, end = reach.parsed.units[left[0].left_edge.i].start, reach.parsed.units[token.i].end
    what = Phrase(token.i, start, end, reach.parsed.text[start:end], head=token.lemma_.lower())
    for who in phrases(reach, token, whole=False):
        if token.lower_ not in who.text.lower():
            yield _claim(reach, article, who, f"{OPEN}be", what, "title")


def _held(reach: Reach, article: Article, token: Token) -> Iterator[Told]:
    """Read "the team's coach, X," and "the referee of the match, X," as what X is, and whose."""
    role = token.head
    if token.dep_ != "appos" or role.tag_ != "NN" or role.i in reach.links or role.right_edge.i < token.i:
        return
    if token.left_edge.i == 0 or token.doc[token.left_edge.i - 1].text != "," or not is_person(reach, role.lower_):
        return
    owner = next((c for c in role.children if c.dep_ == "poss"), None)
    behind = owner.right_edge.i if owner else -1
    left = [c for c in role.children if c.dep_ in ("amod", "compound") and c.i > behind and c.lower_ not in SORTING]
    units = reach.parsed.units
    start, end = units[min((c.left_edge.i for c in left), default=role.i)].start, units[role.i].end
    words = reach.parsed.text[start:end]
    for who in phrases(reach, token, whole=False):
        if who.entity is None or not reach.domain.is_a(reach.entities[who.entity].type, "Person"):
            continue
        whose = phrases(reach, owner, whole=False) if owner is not None else []
        for what in whose:
            yield _claim(reach, article, who, f"{OPEN}be_{words.replace(' ', '_')}_of", what, "apposition")
        if owner is None:
            yield _claim(reach, article, who, f"{OPEN}be", _role_phrase(reach, role, start), "apposition")


def _role_phrase(reach: Reach, role: Token, start: int) -> Phrase:
    """Return a role with what it is of: "match referee", "mayor of the town"."""
    of = [c.right_edge.i for c in role.children if c.dep_ == "prep" and c.i == role.i + 1]
    end = reach.parsed.units[max([role.i, *of])].end
    return Phrase(role.i, start, end, reach.parsed.text[start:end], head=role.lemma_.lower())


def _whose(reach: Reach, token: Token, who: Phrase) -> Phrase | None:
    """Return the other of a tie told before a name: "her husband X", "Ada's lawyer Y"."""
    owners = [p for c in token.children if c.dep_ == "poss" for p in phrases(reach, c, whole=False)]
    return next((p for p in owners if p.entity and p.entity != who.entity), None)


def _title(reach: Reach, token: Token, who: Phrase) -> tuple[int, int] | None:
    """Return where the words before a name stand that tell what it is: they end in a noun, and no name is in them."""
    units = reach.parsed.units
    left = [c for c in token.children if c.i < token.i and c.dep_ in ("compound", "nmod", "amod")]
    first = min((c.left_edge.i for c in left), default=token.i)
    if double_title(reach, token.head) is not None:
        first = token.head.left_edge.i
    before = units[first : token.i]
    if any(u.mentions or u.quantity or u.time for u in before):
        return None
    end = _stripped(reach.parsed.text, who.start)
    absorbed = units[token.i].start < end
    noun = reach.parsed.text[units[token.i].start : end] if absorbed else token.doc[token.i - 1].lemma_.lower()
    known = absorbed or (
        bool(left) and _ends(left[-1], token) and token.nbor(-1).pos_ == "NOUN" and _is_kind(reach, noun, who)
    )
    return (units[first].start, end) if known else None


def _ends(title: Token, name: Token) -> bool:
    """Whether a title stands right before its name, by itself or with a second one: "academic and professor X"."""
    last = name.nbor(-1)
    return last.i == title.i or (last.dep_ == "conj" and last.head.i == title.i)


def _is_kind(reach: Reach, noun: str, who: Phrase) -> bool:
    """Whether a noun tells what a name is: any noun of a person, one that names a class of anything else."""
    assert who.entity is not None
    return reach.domain.is_a(reach.entities[who.entity].type, "Person") or bool(classes_of_noun(reach.domain, noun))


def _stripped(text: str, end: int) -> int:
    """Move an end back over blanks, commas and opening quotation marks."""
    while end and text[end - 1] in " ,\u201c\"'\u2018":
        end -= 1
    return end


def _ages(reach: Reach, article: Article, token: Token) -> Iterator[Told]:
    """Read "Y, 42," and "a 14-year-old boy" as an age in years."""
    quantity = reach.parsed.units[token.i].quantity
    if quantity is None or not isinstance(quantity.value, int) or not 0 < quantity.value <= OLDEST:
        return
    bearer: Token | None = None
    if quantity.text.endswith("old"):
        bearer = token.head
    elif quantity.head is None and token.i > 1 and token.nbor(-1).lower_ == "," and _closes(token):
        bearer = token.nbor(-2)
    for who in phrases(reach, bearer, whole=False) if bearer is not None else ():
        if who.entity and reach.domain.is_a(reach.entities[who.entity].type, "Person"):
            subject = Argument(who.text, who.entity, who.start, who.end)
            sentence = reach.parsed.sentence_of(quantity.start)
            claim = Claim(
                article=article.id,
                subject=subject,
                relation=f"{OPEN}be_aged",
                sentence=sentence,
                value=quantity.value,
                unit="years",
                comparator=quantity.comparator,
                rule="age",
            )
            yield claim, of_nouns(reach, "age", who, None)


def _measures(reach: Reach, article: Article, token: Token) -> Iterator[Told]:
    """Read "a six-member board", "the 70 metre tower", "a 15 metre high wall" as open claims with a value."""
    quantity = reach.parsed.units[token.i].quantity
    if quantity is None or quantity.unit is None or quantity.unit in ("times", "score"):
        return
    units = reach.parsed.units
    above = (a for a in token.ancestors if a.pos_ in ("NOUN", "PROPN") and a.i > token.i)
    noun = next((a for a in above if units[a.i].start >= quantity.head_end), None)
    if noun is None or noun.i > token.i + FARTHEST or not is_measure(quantity, units[noun.i].start):
        return
    how = next((t.lower_ for t in reach.doc[token.i + 1 : noun.i] if t.pos_ in ("ADJ", "ADV") and t.lower_ in HOW), "")
    how = "old" if quantity.text.endswith("old") else how
    relation = f"{OPEN}have_members" if quantity.unit == "members" else f"{OPEN}be_{how}" if how else f"{OPEN}be"
    for who in phrases(reach, noun, whole=False):
        person = who.entity is not None and reach.domain.is_a(reach.entities[who.entity].type, "Person")
        if person and how == "old":  # told as an age
            continue
        bare = who if who.entity else _unmeasured(reach, noun, who)
        claim, traits = _claim(reach, article, bare, relation, who, "measure")
        yield (
            replace(claim, object=None, value=quantity.value, unit=quantity.unit, comparator=quantity.comparator),
            traits,
        )


def _unmeasured(reach: Reach, noun: Token, who: Phrase) -> Phrase:
    """Return a measured noun without its measure: "tower" of "70 metre tower"."""
    end = reach.parsed.units[noun.i].end
    start = reach.parsed.units[noun.i].start
    return Phrase(noun.i, start, max(end, who.end), reach.parsed.text[start : max(end, who.end)], who.head)


def _closes(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ in (",", ".", ";", ")")


def _claim(
    reach: Reach,
    article: Article,
    subject: Phrase,
    relation: str,
    obj: Phrase,
    rule: str,
) -> Told:
    claim = Claim(
        article=article.id,
        subject=Argument(subject.text, subject.entity, subject.start, subject.end),
        relation=relation,
        sentence=reach.parsed.sentence_of(obj.start),
        object=Argument(obj.text, obj.entity, obj.start, obj.end),
        rule=rule,
        also=tuple(sorted({p.also for p in (subject, obj) if p.also})),
    )
    return claim, of_nouns(reach, rule, subject, obj)
