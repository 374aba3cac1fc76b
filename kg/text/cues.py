"""
Words that hedge, deny, attribute, plan or allege, and what they make of a claim.

Tables and lookups only; which word governs which clause is for the parse to say. What a table decides:

- *can*, *could* are ``possible``, since the bare claim would be stronger than the text ("can lead to"); negated they
  tell a plain inability ("could not tell them apart") and hedge nothing.
- *would* is ``possible`` (what hangs on a condition), but ``planned`` below a verb of promise or telling: "she told him
  she would help" is the future as seen from the past.
- *must* and *have to* hedge nothing: they tell a rule that holds. *Should* is ``opinion``: someone finds it right.
- "Is expected to" is ``planned``: the text tells what is coming. "The city expects 6 million" is one party's forecast,
  so the verb *expect* makes its clause ``possible``.
- "Is believed to", "is thought to", "is said to" are ``alleged``: others, unnamed, hold it; the text does not vouch.
- *Hope*, *wish*, *want*, *fear* are ``possible``: they tell no decision. *Plan*, *aim*, *seek*, *try*, *pledge* are
  ``planned``; *decide* tells a fact.
- *Say* and its kind keep a claim ``asserted`` with a speaker; *claim*, *allege*, *insist* keep their distance:
  ``alleged``.
- *Estimate*, *suggest*, *predict* are ``possible``; *find*, *show*, *reveal* vouch: ``asserted``.
- *Hardly* and *scarcely* deny; *barely* and *nearly* do not ("barely passed" did pass).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kg.model import Modality

from .names import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

AttributionKind: TypeAlias = Modality
"""What an attribution verb makes of the clause below it."""

_SINGLE: dict[Modality, frozenset[str]] = {
    "alleged": word_set("reportedly allegedly purportedly supposedly ostensibly rumoredly purported alleged"),
    "planned": word_set("will 'll wo shall gonna planned upcoming"),
    "opinion": word_set("should ought arguably"),
    "possible": word_set(
        "may might could can ca would possibly potentially perhaps maybe probably likely unlikely presumably "
        "apparently seemingly conceivably appear seem"
    ),
}
_BE = word_set("be is are was were been get")
_INABILITY = word_set("can ca could cannot")
_NOT = word_set("not n't never")
_PLANS = word_set(
    "plan intend aim seek try attempt agree pledge promise vow threaten propose prepare offer commit undertake "
    "strive endeavour endeavor mean work"
)
_WISHES = word_set("hope wish want fear need like appear seem tend stand look happen")
_PASSIVE_ALLEGED = word_set(
    "believed thought said rumored rumoured alleged reported understood suspected accused charged claimed "
    "purported reputed"
)
_PASSIVE_PLANNED = word_set(
    "expected set due scheduled slated planned intended supposed poised projected going about meant bound"
)
_PASSIVE_POSSIBLE = word_set("likely unlikely estimated predicted forecast feared liable apt")

_VERBS: dict[Modality, frozenset[str]] = {
    "asserted": word_set(
        "say tell announce report state confirm add note write explain reveal disclose declare show find observe "
        "acknowledge admit concede comment remark mention recall stress emphasize emphasise reiterate tweet post "
        "respond reply answer learn rule inform notify clarify detail document demonstrate prove discover determine "
        "conclude verify testify publish repeat quip joke boast caution signal underline highlight realize realise "
        "know point read hear"
    ),
    "alleged": word_set("claim allege accuse charge purport assert contend maintain insist rumor rumour profess"),
    "opinion": word_set(
        "believe think argue feel consider regard view deem call describe dub characterize characterise rate praise "
        "laud hail slam criticize criticise condemn blast denounce recommend urge doubt prefer welcome lament mock "
        "complain decry brand applaud celebrate rank judge reckon"
    ),
    "possible": word_set(
        "suggest estimate predict forecast project expect fear worry speculate suspect guess warn imply hint indicate "
        "hope assume presume anticipate imagine suppose calculate"
    ),
    "planned": word_set("plan promise pledge vow propose threaten intend agree"),
}
_ADJECTIVES: dict[Modality, frozenset[str]] = {
    "opinion": word_set("convinced confident certain sure adamant persuaded satisfied"),
    "possible": word_set("afraid worried concerned hopeful doubtful fearful optimistic unsure uncertain unconvinced"),
}
_KIND_OF_ADJECTIVE: dict[str, Modality] = {word: kind for kind, words in _ADJECTIVES.items() for word in words}
_KIND_OF_VERB: dict[str, Modality] = {verb: kind for kind, verbs in _VERBS.items() for verb in verbs}
_FUTURE_IN_PAST = word_set("say tell announce promise pledge vow agree confirm declare state add")
_DENIALS = word_set("deny dispute reject refute rebut contest contradict disavow repudiate disclaim rule_out")
_REFUTALS = word_set(
    "dismiss debunk disprove discredit"
)  # of claims and rumours; what else is dismissed, is not denied
_FACTIVES = word_set(
    "know realize realise discover reveal regret learn find show prove admit acknowledge concede confirm disclose "
    "notice forget remember recall"
)
_NEGATIONS = word_set(
    "not n't no never neither nor without none nobody nothing nowhere cannot hardly scarcely unable fail refuse "
    "decline lack avoid neglect unwilling"
)
_NEGATIVE_PHRASES = frozenset(
    {
        "no longer",
        "not yet",
        "yet to",
        "fail to",
        "failed to",
        "refuse to",
        "decline to",
        "unable to",
        "unwilling to",
        "neglect to",
        "forget to",
        "omit to",
        "cease to",
        "stop short",
        "stop short of",
        "far from",
        "anything but",
        "free of",
        "free from",
        "lack of",
        "in no way",
        "by no means",
        "not at all",
        "have yet to",
        "refrain from",
        "abstain from",
        "too late to",
        "impossible to",
    }
)
_NEGATIVE_IMPLICATIVES = word_set("fail refuse decline neglect forget omit avoid refrain abstain cease lack")
_CONTENTS: dict[Modality, frozenset[str]] = {
    "alleged": word_set(
        "rumour rumor report claim allegation accusation speculation suggestion notion suspicion charge complaint count"
    ),
    "opinion": word_set(
        "view opinion belief conclusion argument contention impression conviction assessment judgment judgement "
        "criticism complaint objection sentiment feeling"
    ),
    "possible": word_set(
        "fear hope possibility chance prospect likelihood risk danger expectation estimate forecast prediction theory "
        "hypothesis assumption doubt idea concern worry warning question"
    ),
    "planned": word_set("plan promise pledge vow threat proposal intention demand call request"),
}
_KIND_OF_NOUN: dict[str, Modality] = {
    noun: kind for kind, nouns in reversed(_CONTENTS.items()) for noun in nouns
}  # of two kinds the more distant: a complaint is alleged
_GERUNDS = word_set("consider contemplate mull weigh discuss suggest propose recommend risk imagine debate envisage")
_NEG_RAISING = word_set("believe think expect suppose imagine feel reckon doubt anticipate")
_PLEADINGS = word_set("complaint lawsuit suit indictment filing petition affidavit pleading claimant plaintiff")
_PHRASES: dict[tuple[str, ...], AttributionKind] = {
    ("according", "to"): "asserted",
    ("data", "from"): "asserted",
    ("figures", "from"): "asserted",
    ("statistics", "from"): "asserted",
    ("as", "reported", "by"): "asserted",
    ("in", "the", "words", "of"): "asserted",
    ("citing",): "asserted",
    ("quoting",): "asserted",
    ("in", "the", "view", "of"): "opinion",
    ("in", "the", "opinion", "of"): "opinion",
    ("in", "the", "eyes", "of"): "opinion",
    ("in", "my", "view"): "opinion",
    ("in", "my", "opinion"): "opinion",
    ("in", "his", "view"): "opinion",
    ("in", "her", "view"): "opinion",
    ("in", "their", "view"): "opinion",
}


def modality_of(lemmas: Sequence[str]) -> tuple[Modality, str] | None:
    """
    Tell the modality that the words beside or above a verb give it.

    Args:
        lemmas: Auxiliaries and adverbs of the verb, or its governor ("be", "expected", "to"), as lemmas or lower-case
            words in the order of the text.

    Returns:
        The modality and the words that gave it; ``None`` when nothing hedges. The strongest distance wins:
        alleged before opinion before possible before planned.

    >>> modality_of(["may"]), modality_of(["reportedly"]), modality_of(["plan", "to"]), modality_of(["quietly"])
    (('possible', 'may'), ('alleged', 'reportedly'), ('planned', 'plan to'), None)
    >>> modality_of(["could", "not"]), modality_of(["tell", "would"]), modality_of(["be", "expected", "to"])
    (None, ('planned', 'would'), ('planned', 'be expected to'))
    """
    words = [word.casefold() for word in lemmas]
    phrase = _governor(words)
    if phrase:
        return phrase
    inability = any(word in _NOT for word in words) or "cannot" in words
    told = any(word in _FUTURE_IN_PAST for word in words)
    for modality in ("alleged", "opinion", "possible", "planned"):
        for word in words:
            if word not in _SINGLE[modality] or (inability and word in _INABILITY):
                continue
            return ("planned", word) if told and word == "would" else (modality, word)
    return None


def _governor(words: list[str]) -> tuple[Modality, str] | None:
    """Read "plan to", "be set to", "hope to", "be believed to"."""
    if len(words) < 2 or words[-1] not in {"to", "of", "with"}:  # noqa: PLR2004  # a head and its preposition
        return None
    head, last, cue = words[-2], words[-1], " ".join(words)
    passive = len(words) > 2 and words[-3] in _BE  # noqa: PLR2004  # be, participle, to
    if head in _BE | {"going"} and last == "to":
        return "planned", cue
    if passive and head in _PASSIVE_ALLEGED:
        return "alleged", cue
    if passive and last == "to" and (head in _PASSIVE_PLANNED or head in _PASSIVE_POSSIBLE):
        return ("planned" if head in _PASSIVE_PLANNED else "possible"), cue
    return _active(head, cue) if last == "to" else None


def _active(head: str, cue: str) -> tuple[Modality, str] | None:
    if head in _PLANS or head in {"expected", "scheduled", "slated", "poised"}:
        return "planned", cue
    if head in {"likely", "unlikely"} or head in _WISHES - {"need", "like", "tend", "happen"}:
        return "possible", cue
    return ("possible", cue) if head == "expect" else None


def attribution_verb(lemma: str) -> AttributionKind | None:
    """
    Tell what a verb of saying or thinking makes of the clause below it; ``None`` when it is no such verb.

    >>> [attribution_verb(verb) for verb in ("say", "allege", "argue", "estimate", "pledge", "sing")]
    ['asserted', 'alleged', 'opinion', 'possible', 'planned', None]
    """
    return _KIND_OF_VERB.get(lemma.casefold())


def attitude(adjective: str) -> AttributionKind | None:
    """
    Tell what somebody's frame of mind makes of the clause it leads: "is convinced that"; ``None`` for any other word.

    >>> attitude("convinced"), attitude("afraid"), attitude("green")
    ('opinion', 'possible', None)
    """
    return _KIND_OF_ADJECTIVE.get(adjective.casefold())


def content_noun(noun: str) -> AttributionKind | None:
    """
    Tell what a noun makes of the clause that it introduces; ``None`` when it vouches or tells nothing.

    >>> [content_noun(noun) for noun in ("rumour", "conclusion", "fear", "plan", "fact")]
    ['alleged', 'opinion', 'possible', 'planned', None]
    """
    return _KIND_OF_NOUN.get(noun.casefold())


def gerund_modality(lemma: str) -> AttributionKind | None:
    """
    Tell what a verb makes of the gerund below it: "considered suing" tells of no suit.

    >>> gerund_modality("consider"), gerund_modality("start")
    ('possible', None)
    """
    return "possible" if lemma.casefold() in _GERUNDS else None


def neg_raising(lemma: str) -> bool:
    """
    Whether a verb's own "not" is meant for the clause below it: "does not think that it won".

    >>> neg_raising("think"), neg_raising("say")
    (True, False)
    """
    return lemma.casefold() in _NEG_RAISING


def pleading(noun: str) -> bool:
    """
    Whether a noun is a party's paper in court, so that all it tells is alleged.

    >>> pleading("complaint"), pleading("ruling")
    (True, False)
    """
    return noun.casefold() in _PLEADINGS


def attribution_phrase(words: Sequence[str]) -> tuple[AttributionKind, str] | None:
    """
    Find an attribution that is no verb at the start of *words*, such as "according to".

    >>> attribution_phrase(["According", "to", "Vale"]), attribution_phrase(["in", "Norland"])
    (('asserted', 'According to'), None)
    """
    low = tuple(word.casefold() for word in words[:4])
    for size in range(len(low), 0, -1):
        if kind := _PHRASES.get(low[:size]):
            return kind, " ".join(words[:size])
    return None


def denial_verb(lemma: str) -> bool:
    """
    Whether a verb turns the clause or noun below it negative: "denied copying", "rejected the claim".

    >>> denial_verb("deny"), denial_verb("doubt")
    (True, False)
    """
    return lemma.casefold() in _DENIALS


def refutal_verb(lemma: str) -> bool:
    """
    Whether a verb makes what a noun of saying tells untrue: "dismissed the claim that"; a denial does too.

    >>> refutal_verb("debunk"), refutal_verb("deny"), refutal_verb("repeat")
    (True, True, False)
    """
    return lemma.casefold() in _REFUTALS | _DENIALS


def is_negation(words: str) -> bool:
    """
    Whether a word, lemma or short phrase negates what it stands with.

    >>> is_negation("never"), is_negation("yet to"), is_negation("no longer"), is_negation("barely")
    (True, True, True, False)
    """
    low = " ".join(words.casefold().replace("\u2019", "'").split())
    return low in _NEGATIONS or low in _NEGATIVE_PHRASES or low.endswith("n't")


def negative_implicative(lemma: str) -> bool:
    """
    Whether a verb says by itself that what it governs did not happen: "failed to sing", "avoided singing".

    >>> negative_implicative("fail"), negative_implicative("manage")
    (True, False)
    """
    return lemma.casefold() in _NEGATIVE_IMPLICATIVES


def factive(lemma: str) -> bool:
    """
    Whether a verb takes the truth of its clause for granted, so that negating it leaves the clause true.

    >>> factive("reveal"), factive("say")
    (True, False)
    """
    return lemma.casefold() in _FACTIVES
