"""
Claims as sentences: a template of the domain, with speaker, hedge, denial, place and date kept.

A claim in the text's own words has no template; its sentence is quoted instead.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.text.dates import precision, say
from kg.text.names import name_key

from .candidates import figure_text

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.model import Interval

    from .library import Fact, Library, Source, Term

_FRAMES = {
    # modality, whether affirmed -> with a speaker, without one
    ("asserted", True): ("According to {who}, {it}", "{it}"),
    ("asserted", False): ("It is denied by {who} that {it}", "It is not so that {it}"),
    ("possible", True): ("According to {who}, it may be that {it}", "It may be that {it}"),
    ("possible", False): ("According to {who}, it may not be that {it}", "It may not be that {it}"),
    ("planned", True): ("According to {who}, this is planned: {it}", "This is planned: {it}"),
    ("planned", False): ("According to {who}, this is not planned: {it}", "This is not planned: {it}"),
    ("alleged", True): ("It is alleged by {who} that {it}", "It is alleged that {it}"),
    ("alleged", False): ("It is denied by {who} that {it}", "It is denied that {it}"),
    ("opinion", True): ("In the view of {who}, {it}", "One view is that {it}"),
    ("opinion", False): ("In the view of {who}, it is not so that {it}", "One view is that it is not so that {it}"),
}
_PREPOSITIONS = {"In", "On", "By", "Since", "Until", "During", "From", "Between", "Before", "After", "At"}


def worded(fact: Fact, library: Library) -> str:
    """
    Word a claim as one sentence, with a full stop.

    Hedge, denial, speaker, place and date of the claim are kept. A claim without a template is given
    as the quotation of its sentence.
    """
    bare = clause(fact, library)
    if bare is None or fact.subject.entity is None:  # a phrase fits no template: its number and article are not known
        return quoted(fact, library)
    who = None if fact.speaker is None or (_same(fact.speaker, fact.subject) and fact.plain) else fact.speaker.text
    spoken, unspoken = _FRAMES[fact.modality, fact.polarity == "positive"]
    text = spoken.format(who=who, it=bare) if who else unspoken.format(it=bare)
    return f"{text[0].upper()}{text[1:]}."


def clause(fact: Fact, library: Library) -> str | None:
    """Word what a claim says, without hedge and speaker; ``None`` where the domain has no template."""
    template = template_of(fact, library.domain)
    if template is None:
        return None
    filled = {
        "subject": fact.subject.text,
        "object": fact.object.text if fact.object else "",
        "value": figure_text(fact) if fact.value is not None else "",
        "context": fact.context.text if fact.context else "",
    }
    if fact.time and _is_dated(fact, library) and precision(fact.time) not in {"day", "open"}:
        template, filled["value"] = template.replace("on {value}", "{value}"), say(fact.time)  # only a month is known
    if "No. {value}" in template:
        filled["value"] = filled["value"].removeprefix("No. ")
    text = re.sub(r"\{(\w+)\}", lambda m: filled.get(m[1], ""), template)
    return f"{text}{_circumstances(fact, text, library)}"


def template_of(fact: Fact, domain: Domain) -> str | None:
    """Return the domain's sentence for a claim, with ``{subject}`` and its like; ``None`` where there is none."""
    section = "figure" if fact.relation in domain.figures else "relation"
    template = domain.questions.get(section, {}).get(fact.relation, {}).get("answer")
    if fact.relation == "open:be" and fact.object and fact.subject.entity:
        template = "{subject} is described as {object}"
    return None if section == "relation" and fact.object is None else template


def _circumstances(fact: Fact, text: str, library: Library) -> str:
    """Return context, place and time, as far as the sentence does not have them."""
    parts = []
    if fact.context and name_key(fact.context.text) not in name_key(text):
        parts.append(f"({fact.context.text})")
    if fact.place and name_key(fact.place.text) not in name_key(text):
        parts.append(f"in {fact.place.text}")
    if fact.time and not _is_dated(fact, library) and (told := _when(fact.time)):
        if told.casefold() not in text.casefold():
            parts.append(told)
    elif isinstance(fact.value, int | Decimal) and not isinstance(fact.value, bool):
        published = library.sources[fact.article].published
        parts += [f"(reported on {published.day} {published:%B} {published.year})"] if published else []
    return "".join(f" {part}" for part in parts)


def _is_dated(fact: Fact, library: Library) -> bool:
    """Whether a fact's value is a day, or the month or year of which the day is not known."""
    figure = library.domain.figures.get(fact.relation)
    return figure is not None and figure.datatype == "date" and fact.value is not None


def _when(time: Interval) -> str:
    """Return the words of the text where they name the year, else the days in full."""
    if not re.search(r"\b\d{4}\b", time.text):
        return say(time) or time.text
    return f"{time.text[0].lower()}{time.text[1:]}" if time.text.split()[0] in _PREPOSITIONS else time.text


def _same(one: Term, other: Term) -> bool:
    return one.entity == other.entity if one.entity else name_key(one.text) == name_key(other.text)


def quoted(fact: Fact, library: Library) -> str:
    """Give the sentence of a claim as a quotation with its source."""
    source = library.sources[fact.article]
    return quotation(source, source.text[fact.start : fact.end])


def quotation(source: Source, quote: str) -> str:
    """
    Give a sentence of an article as a quotation that names its source and day.

    >>> from .library import Source
    >>> quotation(Source("a1", "", outlet="Norland Post"), "Nova Vale sang.")
    'Norland Post writes: “Nova Vale sang.”'
    >>> quotation(Source("a1", "", title="A ballad leads"), "Nova Vale sang.")
    'The article “A ballad leads” writes: “Nova Vale sang.”'
    """
    name = source.outlet or f"The article “{source.title or source.id}”"
    day = f", {source.published.day} {source.published:%B} {source.published.year}" if source.published else ""
    quote = " ".join(quote.split())
    return f"{name}{day} writes: “{quote}”" if not day else f"{name} ({day[2:]}) writes: “{quote}”"
