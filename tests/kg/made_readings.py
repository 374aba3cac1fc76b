"""Readings made by hand and at random, for the tests of the graph. All names are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from kg.domain import load_domain
from kg.model import Argument, Article, Claim, Entity, Interval, Mention, Reading, Run, Span

DOMAIN = load_domain()
RUN = Run((("code", "0.1.0"), ("domain", DOMAIN.digest)))
CLASSES = sorted(name for name in DOMAIN.classes if name != "Thing")
RELATIONS = sorted(name for name, relation in DOMAIN.relations.items() if not relation.deprecated)

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12)
some_text = st.text(st.characters(codec="utf-8"), max_size=12)
days = st.dates(min_value=date(1, 1, 1))
values = st.one_of(
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e30"), max_value=Decimal("1e30")),
    st.booleans(),
    days,
    words,
)
shares = st.floats(0, 1)


@st.composite
def spans(draw, length):
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@st.composite
def intervals(draw):
    start, end = sorted((draw(days), draw(days)))
    return Interval(draw(st.sampled_from([None, start])), draw(st.sampled_from([None, end])), draw(some_text))


@st.composite
def arguments(draw, entities, length):
    span = draw(st.one_of(st.none(), spans(length))) or Span(-1, -1)
    if entities and draw(st.booleans()):
        entity = draw(st.sampled_from(entities))
        return Argument(draw(st.sampled_from([entity.name, "it"])), entity.key, span.start, span.end)
    return Argument(draw(words), None, span.start, span.end)


@st.composite
def claims(draw, article, entities):
    length = len(article.text)
    optional = st.one_of(st.none(), arguments(entities, length))
    filler = draw(st.sampled_from(["object", "value", "neither"]))
    opens = st.lists(st.sampled_from(["take", "place", "in", "über"]), min_size=1, max_size=3).map("_".join)
    return Claim(
        article=article.id,
        subject=draw(arguments(entities, length)),
        relation=draw(st.one_of(st.sampled_from([*RELATIONS, *DOMAIN.figures]), opens.map("open:{}".format))),
        sentence=draw(spans(length)),
        object=draw(arguments(entities, length)) if filler == "object" else None,
        value=draw(values) if filler == "value" else None,
        unit=draw(st.one_of(st.none(), some_text)),
        comparator=draw(st.sampled_from([None, "exactly", "moreThan", "atMost"])),
        place=draw(optional),
        context=draw(optional),
        qualifier=draw(st.one_of(st.none(), some_text)),
        time=draw(st.one_of(st.none(), intervals())),
        speaker=draw(optional),
        attribution_cue=draw(st.one_of(st.none(), some_text)),
        modality=draw(st.sampled_from(["asserted", "possible", "planned", "alleged", "opinion"])),
        hedge_cue=draw(st.one_of(st.none(), some_text)),
        polarity=draw(st.sampled_from(["positive", "negative"])),
        also=tuple(draw(st.lists(spans(length), max_size=2))),
        confidence=draw(shares),
        rule=draw(some_text),
    )


@st.composite
def readings(draw):
    article = Article(
        id=draw(words),
        text=draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)),
        title=draw(some_text),
        outlet=draw(some_text),
        published=draw(st.one_of(st.none(), days)),
        updated=draw(st.one_of(st.none(), days)),
        url=draw(some_text),
        byline=draw(some_text),
        language=draw(st.sampled_from(["en", "de", ""])),
        topics=tuple(draw(st.lists(some_text, max_size=3))),
        reported_by=tuple(draw(st.lists(some_text, max_size=3))),
        updates=draw(st.one_of(st.none(), some_text)),
        source=draw(some_text),
        search_only=draw(st.booleans()),
    )
    length = len(article.text)
    made = st.builds(
        Entity,
        key=words,
        name=words,
        type=st.sampled_from(CLASSES),
        aliases=st.lists(some_text, max_size=3).map(tuple),
        votes=st.lists(st.tuples(st.sampled_from(CLASSES), st.floats(0, 100)), max_size=3).map(tuple),
    )
    entities = draw(st.lists(made, max_size=3, unique_by=lambda entity: entity.key))
    mentions = []
    for entity in entities:
        for span in draw(st.lists(spans(length), max_size=2)):
            kind = draw(st.sampled_from(["name", "nominal", "pronoun"]))
            mentions.append(Mention(span.start, span.end, kind, entity.key, draw(some_text), draw(shares)))
    return Reading(
        article=article,
        sentences=tuple(draw(st.lists(spans(length), max_size=4))),
        entities=tuple(entities),
        mentions=tuple(mentions),
        claims=tuple(draw(st.lists(claims(article, entities), max_size=3))),
        run=Run(tuple(draw(st.dictionaries(st.sampled_from(["code", "model"]), some_text)).items())),
    )
