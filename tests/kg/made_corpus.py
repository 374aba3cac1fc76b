"""Small corpora in which names meet, made by hand and at random; all names are invented."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from made_readings import DOMAIN, RUN

from kg.model import Argument, Article, Claim, Entity, Interval, Reading, Span
from kg.text.names import slug

TEXT = "Aaa bbb. Ccc ddd. Eee fff."
SENTENCES = (Span(0, 8), Span(9, 17), Span(18, 26))
SINGLE = next(name for name, relation in DOMAIN.relations.items() if relation.single_valued and relation.truthy)
FIGURE = next(n for n, f in DOMAIN.figures.items() if not f.single_valued and f.truthy and f.datatype == "integer")
SUBJECT = {name: (DOMAIN.relations.get(name) or DOMAIN.figures[name]).domain[0] for name in (SINGLE, FIGURE)}
OBJECT = DOMAIN.relations[SINGLE].range[0]


def entity(name, cls, *aliases, bearer="", weight=1.0):
    key = f"{cls}.{slug(name)}" + (f"~{bearer}" if bearer else "")
    return Entity(key, name, cls, tuple(aliases), ((cls, weight),))


def claim(article, subject, relation, filler=None, *, sentence=0, **more):
    place = {"object": Argument(filler.name, filler.key)} if isinstance(filler, Entity) else {"value": filler}
    about = Argument(subject.name, subject.key)
    more = {"confidence": 0.9, **more}
    return Claim(article, about, relation, SENTENCES[sentence], **place, **more)


def reading(id_, entities, claims=(), *, published=None, run=RUN):
    return Reading(Article(id=id_, text=TEXT, published=published), SENTENCES, tuple(entities), (), tuple(claims), run)


def one_claim(id_):
    """One article in which a maker stands behind a work."""
    maker, work = entity("Orchid Sound Group", OBJECT, "OSG"), entity("Blue Salt", SUBJECT[SINGLE])
    return reading(id_, [maker, work], [claim(id_, work, SINGLE, maker)])


NAMES = ["Nova Vale", "Vale", "Orchid Sound Group", "OSG", "Orchid"]
TYPES = sorted({"Person", "Organization", "Product", "Agent", "Place", SUBJECT[SINGLE], SUBJECT[FIGURE], OBJECT})


@st.composite
def corpus_readings(draw, id_):
    made = st.builds(
        lambda name, cls, alias, bearer, weight: entity(name, cls, *alias, bearer=bearer, weight=weight),
        st.sampled_from(NAMES),
        st.sampled_from(TYPES),
        st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
        st.sampled_from(["", "", "ada", "bo"]),
        st.sampled_from([0.1, 0.7, 2.5]),
    )
    entities = draw(st.lists(made, min_size=1, max_size=4, unique_by=lambda e: e.key))
    one = st.sampled_from(entities)
    claims = []
    for _ in range(draw(st.integers(0, 4))):
        relation = draw(st.sampled_from([SINGLE, FIGURE, "open:meet"]))
        filler = draw(st.sampled_from([10, 20, 1600000])) if relation == FIGURE else draw(one)
        day = draw(st.sampled_from([None, date(2031, 1, 1), date(2031, 5, 1)]))
        claims.append(
            claim(
                id_,
                draw(one),
                relation,
                filler,
                sentence=draw(st.integers(0, 2)),
                polarity=draw(st.sampled_from(["positive", "positive", "negative"])),
                modality=draw(st.sampled_from(["asserted", "asserted", "possible"])),
                speaker=draw(st.sampled_from([None, None, Argument("a critic")])),
                time=day and Interval(day, day),
                confidence=draw(st.sampled_from([0.3, 0.9])),
            )
        )
    published = draw(st.sampled_from([None, date(2031, 5, 1)]))
    return reading(id_, entities, claims, published=published)
