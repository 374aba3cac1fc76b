"""Laws of qualifiers: say one more thing in a sentence, and the claim changes in exactly that (Chen et al. 1998)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reader import Reader, load_reader
from kg.model import Article, Claim, Interval

PUBLISHED = date(2025, 11, 12)
PEOPLE = ("Mira Solberg", "Orrin Vale", "Ada Lindqvist")
LABELS = ("Halden Records", "Nortide Music")
TELLERS = ("Nordlys News", "Kaja Brandt")
VERBS = tuple(
    (f"{base.removesuffix('e')}ed", base) for base in ("thank", "tease", "visit", "insult", "rescue", "question")
)
DENIALS = ("did not", "never", "did not ever")
REFUSALS = ("failed to", "declined to", "refused to", "has yet to", "was not able to", "had no plans to")
HEDGES = {"may": "possible", "might": "possible", "will": "planned", "plans to": "planned", "hopes to": "possible"}
ADVERBS = {"reportedly": "alleged", "allegedly": "alleged", "perhaps": "possible"}
TELLINGS = (
    "{who} said that {what}",
    "According to {who}, {what}",
    "{what}, {who} said",
    "{what}, according to {who}",
    "{who} told a court that {what}",
    "{who} added: {what}",
    '"{what}," {who} said',
    '"{what}," said {who}',
    "As {who} reported, {what}",
)
STANCES = {
    "{who} claims that {what}": ("alleged", "positive"),
    "{who} alleged that {what}": ("alleged", "positive"),
    "{who} believes that {what}": ("opinion", "positive"),
    "{who} fears that {what}": ("possible", "positive"),
    "{who} is convinced that {what}": ("opinion", "positive"),
    "{who} denied that {what}": ("asserted", "negative"),
    "{who} disputed that {what}": ("asserted", "negative"),
}
OPEN_TO_DOUBT = (
    "If {what}, Leif Aune will resign",
    "It is possible that {what}",
    "There is no evidence that {what}",
    "There are rumours that {what}",
)
DATES = (
    ("on 3 March 2025", Interval(date(2025, 3, 3), date(2025, 3, 3), "on 3 March 2025")),
    ("in May 2024", Interval(date(2024, 5, 1), date(2024, 5, 31), "in May 2024")),
    ("last month", Interval(date(2025, 10, 1), date(2025, 10, 31), "last month")),
    ("since 2023", Interval(date(2023, 1, 1), None, "since 2023")),
    ("by the end of 2024", Interval(None, date(2024, 12, 31), "by the end of 2024")),
    ("in the third quarter of 2024", Interval(date(2024, 7, 1), date(2024, 9, 30), "in the third quarter of 2024")),
    ("on Monday", Interval(date(2025, 11, 10), date(2025, 11, 10), "on Monday")),
    ("between March and May 2024", Interval(date(2024, 3, 1), date(2024, 5, 31), "between March and May 2024")),
)
LAWS = settings(max_examples=80, deadline=None, derandomize=True)


@dataclass(frozen=True)
class Said:
    """A sentence to be built: who did what to whom, and what is said about it."""

    who: str
    verb: tuple[str, str]
    whom: str
    denial: str = ""
    hedge: str = ""
    adverb: str = ""
    passive: bool = False
    when: str = ""
    telling: str = "{what}"
    teller: str = ""

    @property
    def text(self) -> str:
        """The sentence."""
        subject, other = (self.whom, self.who) if self.passive else (self.who, self.whom)
        what = " ".join(w for w in (subject, self._verb, f"by {other}" if self.passive else other, self.when) if w)
        return self.telling.format(who=self.teller, what=what) + "."

    @property
    def _verb(self) -> str:
        past, base = self.verb
        if self.hedge:
            return f"{self.hedge} be {past}" if self.passive else f"{self.hedge} {base}"
        words = [w for w in (self.adverb, self.denial) if w]
        if self.passive:
            denied = {"did not": "was not", "never": "was never", "did not ever": "was not ever"}.get(
                self.denial, "was"
            )
            return " ".join([denied, *([self.adverb] if self.adverb else []), past])
        return " ".join([*words, base if self.denial.startswith("did") else past])


@st.composite
def facts(draw: st.DrawFn) -> Said:
    """Draw a plain sentence."""
    return Said(draw(st.sampled_from(LABELS)), draw(st.sampled_from(VERBS)), draw(st.sampled_from(PEOPLE)))


@cache
def reader() -> Reader:
    """Load the reader once; no fixture, whose value hypothesis would print."""
    return load_reader()


def read(said: Said) -> Claim:
    """Return the one claim of a sentence that relates its two names."""
    claims = reader().read(Article("a", said.text, published=PUBLISHED)).claims
    found = [c for c in claims if c.object and {c.subject.text, c.object.text} == {said.who, said.whom}]
    assert len(found) == 1, (said.text, [(c.subject.text, c.relation, c.object) for c in claims])
    return found[0]


def meaning(claim: Claim) -> tuple[object, ...]:
    """Return what a claim says, without where it stands."""
    return (
        claim.subject.text,
        claim.relation,
        claim.object and claim.object.text,
        claim.polarity,
        claim.modality,
        claim.speaker and claim.speaker.text,
        claim.time,
    )


def plain(said: Said, **change: object) -> tuple[object, ...]:
    """Return what the claim of a plain sentence says, but for *change*."""
    told = {"polarity": "positive", "modality": "asserted", "speaker": None, "time": None} | change
    relation = f"open:{said.verb[1]}"
    return (said.who, relation, said.whom, told["polarity"], told["modality"], told["speaker"], told["time"])


@LAWS
@given(said=facts())
def test_a_plain_sentence_is_a_plain_claim(said: Said) -> None:
    assert meaning(read(said)) == plain(said)


@LAWS
@given(said=facts(), denial=st.sampled_from(DENIALS))
def test_a_not_changes_the_polarity_alone(said: Said, denial: str) -> None:
    assert meaning(read(replace(said, denial=denial))) == plain(said, polarity="negative")


@LAWS
@given(said=facts(), refusal=st.sampled_from(REFUSALS))
def test_what_did_not_come_about_is_denied(said: Said, refusal: str) -> None:
    claim = read(replace(said, hedge=refusal))
    assert (claim.subject.text, claim.relation, claim.polarity) == (said.who, f"open:{said.verb[1]}", "negative")


@LAWS
@given(said=facts(), stance=st.sampled_from(sorted(STANCES)), teller=st.sampled_from(TELLERS), passive=st.booleans())
def test_a_stance_gives_its_holder_and_its_distance(said: Said, stance: str, teller: str, *, passive: bool) -> None:
    modality, polarity = STANCES[stance]
    told = meaning(read(replace(said, telling=stance, teller=teller, passive=passive)))
    assert told == plain(said, modality=modality, polarity=polarity, speaker=teller)


@LAWS
@given(said=facts(), doubt=st.sampled_from(OPEN_TO_DOUBT), passive=st.booleans())
def test_what_is_left_open_is_no_plain_fact(said: Said, doubt: str, *, passive: bool) -> None:
    assert read(replace(said, telling=doubt, passive=passive)).modality in ("possible", "alleged")


@LAWS
@given(said=facts(), hedge=st.sampled_from(sorted(HEDGES)))
def test_a_hedge_changes_the_modality_alone(said: Said, hedge: str) -> None:
    assert meaning(read(replace(said, hedge=hedge))) == plain(said, modality=HEDGES[hedge])


@LAWS
@given(said=facts(), adverb=st.sampled_from(sorted(ADVERBS)))
def test_an_adverb_of_doubt_changes_the_modality_alone(said: Said, adverb: str) -> None:
    assert meaning(read(replace(said, adverb=adverb))) == plain(said, modality=ADVERBS[adverb])


@LAWS
@given(said=facts(), telling=st.sampled_from(TELLINGS), teller=st.sampled_from(TELLERS))
def test_a_source_changes_the_speaker_alone(said: Said, telling: str, teller: str) -> None:
    told = replace(said, telling=telling, teller=teller)
    assert meaning(read(told)) == plain(said, speaker=teller)


@LAWS
@given(said=facts(), when=st.sampled_from(DATES))
def test_a_date_changes_the_time_alone(said: Said, when: tuple[str, Interval]) -> None:
    assert meaning(read(replace(said, when=when[0]))) == plain(said, time=when[1])


@LAWS
@given(said=facts())
def test_the_passive_changes_nothing(said: Said) -> None:
    assert meaning(read(replace(said, passive=True))) == plain(said)


@LAWS
@given(
    said=facts(),
    denial=st.sampled_from(("", *DENIALS)),
    when=st.sampled_from((None, *DATES)),
    telling=st.sampled_from(TELLINGS),
    teller=st.sampled_from(TELLERS),
    passive=st.booleans(),
)
def test_qualifiers_do_not_disturb_one_another(
    said: Said,
    denial: str,
    when: tuple[str, Interval] | None,
    telling: str,
    teller: str,
    *,
    passive: bool,
) -> None:
    phrase, days = when or ("", None)
    built = replace(said, denial=denial, when=phrase, telling=telling, teller=teller, passive=passive)
    polarity = "negative" if denial else "positive"
    assert meaning(read(built)) == plain(said, polarity=polarity, speaker=teller, time=days)


@LAWS
@given(
    said=facts(),
    hedge=st.sampled_from(sorted(HEDGES)),
    telling=st.sampled_from(TELLINGS),
    teller=st.sampled_from(TELLERS),
    passive=st.booleans(),
)
def test_a_hedge_told_by_somebody_keeps_both(
    said: Said, hedge: str, telling: str, teller: str, *, passive: bool
) -> None:
    built = replace(said, hedge=hedge, telling=telling, teller=teller, passive=passive)
    assert meaning(read(built)) == plain(said, modality=HEDGES[hedge], speaker=teller)


@LAWS
@given(first=facts(), second=facts(), denial=st.sampled_from(DENIALS))
def test_a_not_stays_in_its_sentence(first: Said, second: Said, denial: str) -> None:
    pair = (replace(first, denial=denial), replace(second, who="Tarn Audio", whom="Leif Aune"))
    claims = reader().read(Article("a", " ".join(s.text for s in pair), published=PUBLISHED)).claims
    told = [c.polarity for c in claims if c.subject.text == "Tarn Audio"]
    assert told == ["positive"], [s.text for s in pair]
