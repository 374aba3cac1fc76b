"""
Pronouns and definite nouns lead to the entities they stand for.

Rules over the surrogate parse, after the study's section 4; a wrong link does more harm than none, so where two
antecedents are close, or an unnamed thing is nearer, nothing is linked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Mention
from kg.names import is_place, name_key, word_set
from kg.places import ABBREVIATIONS

from .discourse import PERSON_NOUNS, SUBJECTS, Discourse, Occurrence
from .frames import frames
from .lexicon import Lexicon, lexicon, singular
from .quotations import SPEECH, Quotation, find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from kg.domain import Domain

    from .mentions import Names
    from .surrogate import Parsed

FEMALE = word_set("she her hers herself")
MALE = word_set("he him his himself")
THING = word_set("it its itself")
PLURAL = word_set("they them their theirs themselves")
FIRST = word_set("i me my mine myself")
OURS = word_set("we us our ours ourselves")
REFLEXIVE = word_set("himself herself itself themselves")
DETERMINERS = word_set("the this that these those both")
_LOOSE = word_set("in on at from to after during before since including as by into until")
_EMPTY = word_set(
    "possible clear likely unlikely important hard difficult crucial necessary easy good bad true unclear essential time"
)
GROUPS = word_set("group band duo trio quartet outfit ensemble choir collective")
GENERAL = word_set(
    "police court government army navy military parliament congress press public region area world district community church "
    "internet media industry market board team family number list way part time day week month year first last one other "
    "people student executive official leader head officer artist user group"
)
"""Nouns that mostly need no antecedent, or have an unnamed one; linked only when the article used them of the entity."""
SAME = (
    word_set("child baby infant toddler girl boy daughter son newborn"),
    word_set("boy youth teenager teen student pupil schoolboy"),
)
KIN = word_set("daughter son wife husband father mother brother sister child")
REACH, NOUN_REACH = 2, 2
"""Sentences back that a pronoun, a definite noun may look."""
MARGIN = 0.12
"""How far the best antecedent must be ahead of the next; set on the development half of the annotated news."""
WIDE = 0.2
"""The same for things, of which there are more than of persons."""

Scored = tuple[float, Occurrence]


def resolve_references(parsed: Parsed, names: Names, domain: Domain) -> tuple[Mention, ...]:
    """
    Resolve pronouns and definite nouns, in the order of the text; what is resolved helps with what follows.

    Returns:
        Mentions of kind ``pronoun`` or ``nominal``, sorted; several for one span where it stands for several things.
    """
    resolver = _Resolver(parsed, names, domain)
    return tuple(sorted(resolver.run(), key=lambda m: (m.start, m.end, m.entity)))


class _Resolver:
    """One pass over an article."""

    def __init__(self, parsed: Parsed, names: Names, domain: Domain) -> None:
        self.parsed = parsed
        self.domain = domain
        self.words: Lexicon = lexicon(domain)
        self.entities = {e.key: e for e in names.entities}
        self.discourse = Discourse(parsed, self.entities, domain)
        self.quotations = find_quotations(parsed)
        self.speakers: dict[int, str] = {}

    def run(self) -> Iterator[Mention]:
        pending: list[Token] = []
        for token in self.parsed.doc:
            unit = self.parsed.units[token.i]
            if unit.mentions:
                self.discourse.add((m.entity for m in unit.mentions), token)
            elif token.lower_ in FIRST | OURS:
                pending.append(token)
            else:
                yield from self._resolve(token)
        for token in pending:
            yield from self._first_person(token)

    def _resolve(self, token: Token) -> Iterator[Mention]:
        low = token.lower_
        if low in FEMALE | MALE:
            yield from self._link(token, token, self._pronoun(token, "f" if low in FEMALE else "m"), "pronoun")
        elif low in THING and not _is_empty(token):
            yield from self._link(token, token, self._thing(token), "pronoun")
        elif low in PLURAL:
            yield from self._link(token, token, self._they(token), "pronoun")
        elif (
            token.pos_ == "NOUN"
            and token.text.islower()
            and token.dep_ not in {"compound", "nmod"}
            and not self.parsed.units[token.i].time
            and self.parsed.units[token.i].quantity is None
        ):
            found = self._definite(token)
            if found:
                yield from self._link(_first(token), token, found, "nominal")
            else:
                self.discourse.add_noun(token)

    def _link(
        self, first: Token, last: Token, found: tuple[tuple[str, ...], str, float] | None, kind: str
    ) -> Iterator[Mention]:
        if found is None:
            return
        keys, rule, confidence = found
        start, end = self.parsed.units[first.i].start, self.parsed.units[last.i].end
        self.discourse.add(keys, last)
        for key in keys:
            yield Mention(start, end, "pronoun" if kind == "pronoun" else "nominal", key, rule, round(confidence, 2))

    # ------------------------------------------------------------ he, she

    def _pronoun(self, token: Token, gender: str) -> tuple[tuple[str, ...], str, float] | None:
        if token.lower_ in REFLEXIVE:
            own = self._own_subject(token)
            if own:
                return own
        candidates = []
        speaker = self._speaker_here(token)
        for occurrence in self.discourse.recent(token.i, REACH + 1):
            key = occurrence.entity
            if occurrence.plural or (key and key == speaker):
                continue
            if key is None:
                if occurrence.noun not in PERSON_NOUNS or _noun_gender(occurrence.noun) not in {"", gender}:
                    continue
            elif not self.discourse.person_like(self.entities[key].type) or self.discourse.genders.get(key) not in {
                "",
                None,
                gender,
            }:
                continue
            candidates.append((self._closeness(token, occurrence) + self._known_gender(key, gender), occurrence))
        ahead = self._subject_ahead(token, gender)
        if ahead:
            return (ahead,), "he-she-ahead", 0.75
        best = self._best(token, candidates)
        if best:
            self.discourse.genders[best[0][0]] = gender
        return best and (best[0], "he-she", best[1])

    def _subject_ahead(self, token: Token, gender: str) -> str | None:
        """The subject of the main clause, where the pronoun stands in a part that goes before it: "In her talk, X said"."""
        node = token
        for _ in range(8):
            if node.head.i == node.i:
                return None
            if node.dep_ in {"advcl", "prep"} and node.head.pos_ in {"VERB", "AUX"} and node.i < node.head.i:
                subject = next((c for c in node.head.children if c.dep_ in SUBJECTS), None)
                mentions = self.parsed.units[subject.i].mentions if subject is not None and subject.i > token.i else ()
                keys = {m.entity for m in mentions}
                if len(keys) == 1:
                    key = keys.pop()
                    fits = self.discourse.person_like(self.entities[key].type)
                    return key if fits and self.discourse.genders.get(key) in {"", None, gender} else None
            node = node.head
        return None

    def _known_gender(self, key: str | None, gender: str) -> float:
        return 0.3 if key and self.discourse.genders.get(key) == gender else 0.0

    # ------------------------------------------------------------ it

    def _thing(self, token: Token) -> tuple[tuple[str, ...], str, float] | None:
        candidates = []
        speaker = self._speaker_here(token)
        quotation = self._quotation(token)
        for occurrence in self.discourse.recent(token.i, REACH):
            key = occurrence.entity
            if quotation and self.parsed.units[occurrence.token].start < quotation.start:
                continue
            if occurrence.plural or (key and (key == speaker or not self.discourse.thing_like(key))):
                continue
            if key is None and occurrence.noun in PERSON_NOUNS:
                continue
            if key is None and self.words.class_of(occurrence.noun, under="Person"):
                continue
            score = self._closeness(token, occurrence) + self._suits(token, key)
            candidates.append((score if key else score - 0.1, occurrence))
        best = self._best(token, candidates, WIDE)
        return best and (best[0], "it", best[1])

    def _suits(self, token: Token, key: str | None) -> float:
        """How well an entity suits the verb of which the pronoun is the subject or object."""
        if key is None:
            return 0.0
        cls = self.entities[key].type
        place = -0.35 if self.domain.is_a(cls, "Place") else 0.0
        verb = token.head if token.dep_ != "poss" else None
        if verb is None:
            return place
        if token.dep_ in SUBJECTS and verb.lemma_ in SPEECH:
            return place + (0.3 if self.domain.is_a(cls, "Agent") else -0.3)
        slot = "subject" if token.dep_ == "nsubj" else "object"
        expected = frames(self.domain).slots.get((verb.lemma_, slot), ())
        if not expected:
            return place
        return place + (0.3 if any(self.domain.is_a(cls, c) for c, _ in expected) else -0.2)

    # ------------------------------------------------------------ they

    def _they(self, token: Token) -> tuple[tuple[str, ...], str, float] | None:
        for occurrence in self.discourse.recent(token.i, 1):
            if occurrence.token == token.i:
                continue
            if occurrence.entity is None:
                if occurrence.plural:
                    return None
                continue
            if occurrence.plural:
                members = next((keys for at, keys in reversed(self.discourse.lists) if at == occurrence.token), ())
                if members and all(self.domain.is_a(self.entities[k].type, "Agent") for k in members):
                    return members, "they-list", 0.75
                return None
            if self.domain.is_a(self.entities[occurrence.entity].type, "PersonGroup"):
                return (occurrence.entity,), "they-group", 0.75
        own = self._own_subject(token)
        if (
            own
            and token.dep_ == "poss"
            and self.discourse.thing_like(own[0][0])
            and self.domain.is_a(self.entities[own[0][0]].type, "Agent")
        ):
            return own[0], "they-own", 0.65
        return None

    # ------------------------------------------------------------ the company, this song

    def _definite(self, token: Token) -> tuple[tuple[str, ...], str, float] | None:
        determiner = next((c for c in token.children if c.dep_ in {"det", "predet"}), None)
        noun = token.lemma_.lower()
        if noun in KIN and any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in token.children):
            return self._by_noun(token, noun)
        if determiner is None or determiner.lower_ not in DETERMINERS or not _is_bare(token, self.parsed):
            return None
        told = self.words.told(noun)
        if token.tag_ in {"NNS", "NNPS"}:
            return self._several(token, told)
        return self._by_noun(token, noun) or self._by_class(token, noun, told)

    def _by_noun(self, token: Token, noun: str) -> tuple[tuple[str, ...], str, float] | None:
        """The entity whose name ends with the noun, or that the article has called so."""
        modifiers = {c.lower_ for c in token.children if c.dep_ in {"compound", "amod", "nmod"}} - {"same", "new"}
        alike = {noun}.union(*(group for group in SAME if noun in group))
        for occurrence in self.discourse.recent(token.i, 99):
            key = occurrence.entity
            if key is None or occurrence.plural:
                if (
                    key is None
                    and occurrence.noun == noun
                    and occurrence.sentence >= self.discourse.number(token.i) - 1
                ):
                    return None
                continue
            entity = self.entities[key]
            parts = [name_key(n).split() for n in (entity.name, *entity.aliases)]
            person = self.domain.is_a(entity.type, "Person")
            if not person and any(len(p) > 1 and singular(p[-1]) == noun and modifiers <= set(p) for p in parts):
                return (key,), "noun-of-name", 0.85
            called = self.discourse.nouns[key]
            if (
                (noun in called or (person and called & alike))
                and modifiers <= called
                and self._may_be_called(key, noun)
            ):
                return (key,), "noun-said-of-it", 0.85 if noun in called else 0.75
        return None

    def _may_be_called(self, key: str, noun: str) -> bool:
        """Whether a noun that stood beside a name was said of it, as far as its class can tell."""
        cls = self.entities[key].type
        told = self.words.classes_of(noun)
        if self.domain.is_a(cls, "Person") and noun in PERSON_NOUNS.union(*SAME):
            return True
        if self.domain.is_a(cls, "Person") and not told:
            return False
        if self.domain.is_a(cls, "Place") or told:
            return any(self.domain.may_fit(cls, (c,)) for c in told)
        return not self.domain.is_a(cls, "Work")

    def _by_class(self, token: Token, noun: str, told: Sequence[str]) -> tuple[tuple[str, ...], str, float] | None:
        if not told or noun in GENERAL:
            return None
        modifiers = {c.lower_ for c in token.children if c.dep_ == "compound"}
        candidates: list[Scored] = []
        for occurrence in self.discourse.recent(token.i, NOUN_REACH):
            key = occurrence.entity
            if key is None:
                named = max((o.sentence for _, o in candidates), default=-1)
                if occurrence.noun == noun and not occurrence.plural and occurrence.sentence > named:
                    candidates.append((self._closeness(token, occurrence), occurrence))
                continue
            if occurrence.plural or not self._fits(key, told, noun):
                continue
            shared = modifiers & set(name_key(self.entities[key].name).split())
            candidates.append((self._closeness(token, occurrence) + 0.3 * bool(shared), occurrence))
        best = self._best(token, candidates, WIDE)
        return best and (best[0], "noun-of-class", best[1] - 0.05)

    def _fits(self, key: str, told: Sequence[str], noun: str) -> bool:
        domain, cls = self.domain, self.entities[key].type
        if noun in GROUPS and not self.discourse.thing_like(key):
            return False
        if domain.is_a(cls, "Place"):
            return any(domain.is_a(c, "Place") for c in told) and _place_fits(self.entities[key].name, noun)
        if domain.fits(cls, told):
            return True
        if any(domain.is_a(c, "Organization") for c in told) and domain.is_a(cls, "Product"):
            return True
        if noun in GROUPS or domain.classes[cls].core or not self.discourse.thing_like(key):
            return False
        return (
            any("Agent" in domain.classes[c].parents and not domain.classes[c].core for c in told)
            and domain.is_a(cls, "Agent")
            and not domain.is_a(cls, "Organization")
        )

    def _several(self, token: Token, told: Sequence[str]) -> tuple[tuple[str, ...], str, float] | None:
        """ "Both companies", "the two labels", "the singers": the members of the last list that fit."""
        two = any(c.lower_ in {"both", "two"} for c in token.children) or _first(token).lower_ == "both"
        if not told:
            return None
        floor = self.discourse.number(token.i) - REACH
        for at, keys in reversed(self.discourse.lists):
            if self.discourse.number(at) < floor:
                break
            if all(self._fits(k, told, singular(token.lower_)) for k in keys) and (not two or len(keys) == 2):  # noqa: PLR2004
                return keys, "list", 0.75
        if not two:
            return None
        last = dict.fromkeys(
            o.entity
            for o in self.discourse.recent(token.i, 1)
            if o.entity and self._fits(o.entity, told, singular(token.lower_))
        )
        return (tuple(k for k in last if k), "two", 0.7) if len(last) == 2 else None  # noqa: PLR2004

    # ------------------------------------------------------------ I, we

    def _first_person(self, token: Token) -> Iterator[Mention]:
        quotation = self._quotation(token)
        key = self._speaker(quotation) if quotation else None
        if key is None:
            return
        person = self.discourse.person_like(self.entities[key].type)
        if token.lower_ in FIRST and not person:
            return
        if token.lower_ in OURS and person:
            key = self._body_of(key)
            if key is None:
                return
        unit = self.parsed.units[token.i]
        yield Mention(unit.start, unit.end, "pronoun", key, "speaker", 0.8)

    def _body_of(self, key: str) -> str | None:
        """The organization for which a speaker is introduced: "X, a spokesman for Y", "Y's X", "Y minister X"."""
        for token in self.parsed.doc:
            if not any(m.entity == key for m in self.parsed.units[token.i].mentions):
                continue
            offices = [c for c in token.children if c.dep_ == "appos"]
            if token.dep_ == "appos":
                offices.append(token.head)
            near = [c for node in (token, *offices) for c in node.children if c.dep_ in {"compound", "nmod", "poss"}]
            near += [
                o for node in offices for c in node.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"
            ]
            for other in near:
                for mention in self.parsed.units[other.i].mentions:
                    cls = self.entities[mention.entity].type
                    if self.domain.is_a(cls, "Organization") or (
                        other.dep_ == "poss" and self.domain.is_a(cls, "Place")
                    ):
                        return mention.entity
        return None

    def _quotation(self, token: Token) -> Quotation | None:
        at = self.parsed.units[token.i].start
        return next((q for q in self.quotations if q.start <= at < q.end), None)

    def _speaker(self, quotation: Quotation) -> str | None:
        if quotation.speaker < 0:
            return None
        mentions = self.parsed.units[quotation.speaker].mentions
        if len(mentions) == 1:
            return mentions[0].entity
        return next((o.entity for o in self.discourse.occurrences if o.token == quotation.speaker), None)

    def _speaker_here(self, token: Token) -> str | None:
        quotation = self._quotation(token)
        return self._speaker(quotation) if quotation else None

    # ------------------------------------------------------------ choosing

    def _own_subject(self, token: Token) -> tuple[tuple[str, ...], str, float] | None:
        """The subject of the clause that the token stands in."""
        verb = _verb_of(token)
        for child in verb.children if verb is not None else ():
            if child.dep_ in SUBJECTS and child.i < token.i:
                keys = tuple(
                    dict.fromkeys(o.entity for o in self.discourse.occurrences if o.token == child.i and o.entity)
                )
                if keys:
                    return keys, "own-subject", 0.85
        return None

    def _closeness(self, token: Token, occurrence: Occurrence) -> float:
        """Nearness, and the part that the antecedent plays; 0 to about 1.5."""
        distance = self.discourse.number(token.i) - occurrence.sentence
        score = {0: 1.0, 1: 0.85, 2: 0.55, 3: 0.35}.get(distance, 0.2)
        if occurrence.dep in SUBJECTS:
            score += 0.35
            if (
                distance == 0
                and token.dep_ == "poss"
                and _verb_of(token) is not None
                and occurrence.token in {c.i for c in (_verb_of(token) or token).children}
            ):
                score += 0.25
        elif occurrence.dep in {"dobj", "attr", "ROOT"}:
            score += 0.1
        elif occurrence.dep in {"poss", "compound", "nmod"}:
            score -= 0.1
        if token.dep_ in SUBJECTS and occurrence.dep in SUBJECTS:
            score += 0.1
        if token.dep_ == "dobj" and occurrence.dep == "dobj":
            score += 0.3
        return score

    def _best(
        self, token: Token, candidates: Iterable[Scored], margin: float = MARGIN
    ) -> tuple[tuple[str, ...], float] | None:
        """Choose the best antecedent if it is a named one and far enough ahead of every other thing."""
        forbidden = self._clause_mates(token)
        best: dict[str | None, float] = {}
        for score, occurrence in candidates:
            if occurrence.token in forbidden:
                continue
            name = occurrence.entity or f"?{occurrence.token}"
            best[name] = max(best.get(name, 0.0), score)
        order = sorted(best.items(), key=lambda item: (-item[1], str(item[0])))
        if not order or str(order[0][0]).startswith("?"):
            return None
        ahead = order[0][1] - (order[1][1] if len(order) > 1 else 0.0)
        if ahead < margin:
            return None
        return (str(order[0][0]),), min(0.95, 0.6 + ahead * 0.4)

    def _clause_mates(self, token: Token) -> set[int]:
        """Tokens that cannot be the antecedent: an object is not its own clause's subject, nor a possessor its own noun."""
        if token.dep_ == "poss":
            return {token.head.i}
        if token.dep_ in {"dobj", "pobj", "dative"} and token.lower_ not in REFLEXIVE:
            verb = _verb_of(token)
            if verb is not None:
                return {c.i for c in verb.children if c.dep_ in SUBJECTS}
        return set()


def _verb_of(token: Token) -> Token | None:
    node = token
    for _ in range(8):
        if node.pos_ in {"VERB", "AUX"} and node.i != token.i:
            return node
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def _first(token: Token) -> Token:
    """Return the leftmost word of a noun's phrase."""
    left = [
        c for c in token.lefts if c.dep_ in {"det", "predet", "amod", "compound", "nummod", "nmod", "advmod", "poss"}
    ]
    return left[0] if left else token


def _is_bare(token: Token, parsed: Parsed) -> bool:
    """Whether nothing narrows a noun down but adjectives, numbers and where it is: no "of", no clause, no name."""
    for child in token.children:
        if child.dep_ in {"relcl", "acl", "appos", "poss"} and not (child.dep_ == "relcl" and _after_comma(child)):
            return False
        if child.dep_ == "prep" and child.lower_ not in _LOOSE:
            return False
        if child.dep_ in {"compound", "nmod", "amod"} and parsed.units[child.i].mentions:
            return False
        if child.dep_ == "amod" and child.tag_ in {"JJS", "JJR"}:
            return False
    return token.dep_ not in {"appos", "attr"}


def _after_comma(clause: Token) -> bool:
    left = clause.left_edge.i
    return left > 0 and clause.doc[left - 1].text == ","


def _is_empty(token: Token) -> bool:
    """Whether "it" stands for nothing: "it is clear that", "it seems"."""
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in {"seem", "appear", "happen", "rain", "turn"}:
        return True
    if verb.lemma_ != "be" or token.dep_ not in SUBJECTS:
        return False
    clause = any(c.dep_ in {"ccomp", "advcl", "xcomp", "csubj"} and c.i > verb.i for c in verb.children)
    told = [c for c in verb.children if c.dep_ in {"acomp", "attr"}]
    return any(c.lemma_.lower() in _EMPTY for c in told) or (clause and bool(told))


def _noun_gender(noun: str) -> str:
    from .discourse import FEMALE_NOUNS, MALE_NOUNS

    return "f" if noun in FEMALE_NOUNS else "m" if noun in MALE_NOUNS else ""


_STATES = frozenset(
    place.casefold()
    for code, place in ABBREVIATIONS.items()
    if len(code) == 2 and code not in {"US", "UK", "EU", "NZ"}  # noqa: PLR2004
)


def _place_fits(name: str, noun: str) -> bool:
    """A country is no city and no state, and the other way round; what is neither known country nor state may be a city."""
    known, state = is_place(name), name.casefold() in _STATES
    if noun in {"country", "nation", "kingdom", "republic"}:
        return known and not state
    if noun == "state":
        return state
    return not known or noun not in {"city", "town", "village", "capital"}
