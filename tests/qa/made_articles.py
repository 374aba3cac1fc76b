"""Articles and readings made by hand, for the tests of this room. All names, titles and figures are invented."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from kg.domain import load_domain
from kg.graph.derived import update_derived
from kg.graph.rdf import article_of, reading_quads
from kg.graph.store import MemoryStore
from kg.graph.vocab import article_graph
from kg.index.embedding import embedder
from kg.index.passages import ArticleText
from kg.index.vectors import VectorIndex
from kg.index.words import WordIndex
from kg.model import Argument, Article, Claim, Entity, Interval, Mention, Reading, Span

DOMAIN = load_domain()


class Held:
    """A workspace for the tests: a store in memory, both indexes in a folder."""

    def __init__(self, readings, folder):
        self.store = MemoryStore()
        self.embedder = bge()
        self.vectors = VectorIndex(folder / "vectors", self.embedder)
        self.words = WordIndex(folder / "words")
        for reading in readings:
            self.store.replace_graph(
                article_graph(reading.article.id),
                [q for q in reading_quads(reading, DOMAIN) if q.graph_name == article_graph(reading.article.id)],
            )
        update_derived(self.store, DOMAIN, [reading.article.id for reading in readings])
        rows = [ArticleText.of(reading) for reading in readings]
        self.vectors.replace_many(rows)
        self.words.replace_many(rows)

    def article(self, article):
        return article_of(self.store, article)


@cache
def bge():
    return embedder("bge")


class Made:
    """An article under way: sentences, names with their classes, claims added one by one."""

    def __init__(self, article, published, sentences, names, *, outlet, title="", origins=(), updates=None):
        self.sentences, text = [], ""
        for sentence in sentences:
            self.sentences.append(Span(len(text), len(text) + len(sentence)))
            text += sentence + " "
        self.article = Article(
            id=article,
            text=text.rstrip(),
            title=title or sentences[0][:40],
            outlet=outlet,
            published=published,
            reported_by=tuple(origins),
            updates=updates,
        )
        self.keys = {}
        entities = {}
        for name, cls in names.items():
            main, *aliases = name.split("=")
            key = f"{cls}.{re.sub(r'[^a-z0-9]+', '-', main.lower()).strip('-')}"
            entities[key] = Entity(key, main, cls, tuple(aliases))
            for spelling in (main, *aliases):
                self.keys[spelling] = key
        self.entities = entities
        self.claims = []

    def mentions(self):
        taken = []
        for spelling in sorted(self.keys, key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(spelling)}(?!\w)", self.article.text):
                if not any(m.start < match.end() and match.start() < m.end for m in taken):
                    taken.append(Mention(match.start(), match.end(), "name", self.keys[spelling]))
        return tuple(sorted(taken, key=lambda m: m.start))

    def argument(self, text):
        return None if text is None else Argument(text, self.keys.get(text))

    def says(self, sentence, subject, relation, other=None, **more):
        for place in ("place", "context", "speaker"):
            if place in more:
                more[place] = self.argument(more[place])
        if "time" in more:
            more["time"] = Interval(*more["time"])
        self.claims.append(
            Claim(
                article=self.article.id,
                subject=self.argument(subject),
                relation=relation,
                sentence=self.sentences[sentence],
                object=self.argument(other),
                confidence=more.pop("confidence", 0.9),
                **more,
            )
        )
        return self

    def reading(self):
        return Reading(
            article=self.article,
            sentences=tuple(self.sentences),
            entities=tuple(self.entities.values()),
            mentions=self.mentions(),
            claims=tuple(self.claims),
        )


def day(text):
    return date.fromisoformat(text)


def signing():
    made = Made(
        "signing",
        day("2031-06-04"),
        [
            "Harbour Nine has signed the virtual singer Nova Vale, the label announced on 3 June 2031.",
            "Her creator, the programmer Ada Okafor, keeps the rights to the voice.",
            "Harbour Nine paid $3 million for the contract, people close to the deal told the Norland Post.",
            "The singer is known for the ballad Glass Harvest, which was made with the tool Tonewright.",
        ],
        {
            "Harbour Nine": "Label",
            "Nova Vale": "Persona",
            "Ada Okafor": "Person",
            "Norland Post": "Publisher",
            "Glass Harvest": "Track",
            "Tonewright": "AITool",
        },
        outlet="Norland Post",
        title="A label signs a singer who does not exist",
    )
    made.says(0, "Nova Vale", "signedTo", "Harbour Nine", time=(day("2031-06-03"), day("2031-06-03"), "on 3 June 2031"))
    made.says(1, "Nova Vale", "frontedBy", "Ada Okafor")
    made.says(2, "Harbour Nine", "amount", value=3_000_000, unit="USD", speaker="people close to the deal")
    made.says(3, "Glass Harvest", "generatedWith", "Tonewright")
    made.says(3, "Glass Harvest", "performedBy", "Nova Vale")
    return made.reading()


def charts():
    made = Made(
        "charts",
        day("2031-07-10"),
        [
            "Glass Harvest by Nova Vale topped the Norland Airplay Chart on 5 July 2031.",
            "The song had drawn 1.6 million streams by then, according to Chartwell.",
            "Second came Slow Lanterns by the band Kestrel Row, with 2.4 million streams.",
            "Chartwell compiles the Norland Airplay Chart.",
        ],
        {
            "Glass Harvest": "Track",
            "Nova Vale": "Persona",
            "Norland Airplay Chart": "Chart",
            "Chartwell": "Organization",
            "Slow Lanterns": "Track",
            "Kestrel Row": "Performer",
        },
        outlet="Music Ledger",
        title="Glass Harvest leads the airplay",
    )
    when = (day("2031-07-05"), day("2031-07-05"), "on 5 July 2031")
    made.says(0, "Glass Harvest", "toppedChart", "Norland Airplay Chart", time=when)
    made.says(0, "Glass Harvest", "performedBy", "Nova Vale")
    made.says(1, "Glass Harvest", "streamCount", value=1_600_000, unit="streams", speaker="Chartwell", time=when)
    made.says(2, "Slow Lanterns", "performedBy", "Kestrel Row")
    made.says(2, "Slow Lanterns", "streamCount", value=2_400_000, unit="streams")
    made.says(3, "Norland Airplay Chart", "compiledBy", "Chartwell")
    return made.reading()


def autumn():
    made = Made(
        "autumn",
        day("2031-10-02"),
        [
            "By the end of September, Glass Harvest counted 9 million streams.",
            "Nova Vale has 420,000 monthly listeners on Brookcast.",
            "Kestrel Row has 610,000 monthly listeners there.",
        ],
        {
            "Glass Harvest": "Track",
            "Nova Vale": "Persona",
            "Brookcast": "Platform",
            "Kestrel Row": "Performer",
        },
        outlet="Music Ledger",
        title="An autumn of streams",
    )
    made.says(
        0,
        "Glass Harvest",
        "streamCount",
        value=9_000_000,
        unit="streams",
        time=(None, day("2031-09-30"), "By the end of September"),
    )
    made.says(1, "Nova Vale", "monthlyListeners", value=420_000, unit="listeners", context="Brookcast")
    made.says(2, "Kestrel Row", "monthlyListeners", value=610_000, unit="listeners", context="Brookcast")
    return made.reading()


def lawsuit():
    made = Made(
        "lawsuit",
        day("2031-08-20"),
        [
            "Harbour Nine and Pier Records sued Echolab, the maker of Tonewright, on 18 August 2031.",
            "Echolab trained Tonewright on millions of recordings, the labels allege.",
            "Echolab denies that it trained Tonewright on recordings.",
            "A settlement could follow before the winter, said the lawyer Ruth Amberg.",
        ],
        {
            "Harbour Nine": "Label",
            "Pier Records": "Label",
            "Echolab": "Organization",
            "Tonewright": "AITool",
            "Ruth Amberg": "Person",
        },
        outlet="Court Observer",
        title="Two labels sue the maker of Tonewright",
    )
    when = (day("2031-08-18"), day("2031-08-18"), "on 18 August 2031")
    made.says(0, "Harbour Nine", "sued", "Echolab", time=when)
    made.says(0, "Pier Records", "sued", "Echolab", time=when)
    made.says(0, "Tonewright", "developedBy", "Echolab")
    made.says(
        1,
        "Tonewright",
        "trainedOn",
        "millions of recordings",
        modality="alleged",
        speaker="the labels",
        hedge_cue="allege",
    )
    made.says(
        2, "Tonewright", "trainedOn", "recordings", polarity="negative", speaker="Echolab", attribution_cue="denies"
    )
    made.says(3, "settlement", "open:follow", modality="possible", speaker="Ruth Amberg", hedge_cue="could")
    return made.reading()


def peace():
    made = Made(
        "peace",
        day("2032-01-15"),
        [
            "Pier Records settled with Echolab on 14 January 2032.",
            "Harbour Nine may settle with Echolab later this year.",
            "Under the deal, Pier Records licenses its catalogue to Echolab.",
        ],
        {"Pier Records": "Label", "Echolab": "Organization", "Harbour Nine": "Label"},
        outlet="Court Observer",
        title="Pier makes its peace",
    )
    made.says(
        0, "Pier Records", "settledWith", "Echolab", time=(day("2032-01-14"), day("2032-01-14"), "on 14 January 2032")
    )
    made.says(1, "Harbour Nine", "settledWith", "Echolab", modality="possible", hedge_cue="may")
    made.says(2, "Pier Records", "licensesTo", "Echolab")
    return made.reading()


def uploads():
    made = Made(
        "uploads",
        day("2031-04-02"),
        [
            "In March 2031 AI music made up 18% of the uploads to Brookcast.",
            "That was 20,000 tracks a day, the service said.",
        ],
        {"Brookcast": "Platform"},
        outlet="Streamwatch",
        title="Brookcast counts its machines",
    )
    when = (day("2031-03-01"), day("2031-03-31"), "In March 2031")
    made.says(0, "Brookcast", "shareOf", value=18, unit="percent", time=when)
    made.says(1, "Brookcast", "uploadCount", value=20_000, unit="tracks", speaker="Brookcast", time=when)
    return made.reading()


def more_uploads():
    made = Made(
        "more-uploads",
        day("2031-11-12"),
        [
            "Brookcast now receives more than 50,000 AI tracks a day, it reported in November 2031.",
            "The share of AI music in the uploads has reached 34%.",
            "Brookcast plans to label every such track.",
        ],
        {"Brookcast": "Platform"},
        outlet="Streamwatch",
        title="Half a hundred thousand a day",
    )
    when = (day("2031-11-01"), day("2031-11-12"), "in November 2031")
    made.says(0, "Brookcast", "uploadCount", value=50_000, unit="tracks", comparator="moreThan", time=when)
    made.says(1, "Brookcast", "shareOf", value=34, unit="percent", time=when)
    made.says(2, "Brookcast", "labelledAsAI", "every such track", modality="planned", hedge_cue="plans")
    return made.reading()


def law():
    made = Made(
        "law",
        day("2031-02-11"),
        [
            "Governor Ilse Brandt signed the TRUE VOICE Act in Norland on 9 February 2031.",
            "The law bans the cloning of a singer's voice without consent.",
            "It takes effect on 1 July 2031.",
            "Parodies are exempt.",
        ],
        {"Ilse Brandt": "Person", "TRUE VOICE Act=TRUE VOICE": "Law", "Norland": "Place"},
        outlet="Norland Post",
        title="Norland protects the voice",
    )
    when = (day("2031-02-09"), day("2031-02-09"), "on 9 February 2031")
    made.says(0, "TRUE VOICE Act", "enactedBy", "Ilse Brandt", time=when)
    made.says(0, "TRUE VOICE Act", "appliesIn", "Norland")
    made.says(1, "TRUE VOICE Act", "prohibits", "the cloning of a singer's voice without consent")
    made.says(2, "TRUE VOICE Act", "effectiveDate", value=day("2031-07-01"))
    made.says(3, "TRUE VOICE Act", "exempts", "parodies")
    return made.reading()


def opinions():
    made = Made(
        "opinions",
        day("2031-08-25"),
        [
            "The singer Tom Brask called Tonewright a theft machine.",
            "Ruth Amberg said that Echolab would lose the case.",
            "Tom Brask criticised Echolab for its silence.",
        ],
        {"Tom Brask": "Performer", "Tonewright": "AITool", "Ruth Amberg": "Person", "Echolab": "Organization"},
        outlet="Music Ledger",
        title="What musicians think",
    )
    made.says(0, "Tonewright", "open:be", "a theft machine", modality="opinion", speaker="Tom Brask")
    made.says(1, "Echolab", "open:lose", "the case", modality="opinion", speaker="Ruth Amberg")
    made.says(2, "Tom Brask", "criticised", "Echolab")
    return made.reading()


def rival():
    made = Made(
        "rival",
        day("2031-06-20"),
        [
            "Nova Vale did not sign with Pier Records, her creator Ada Okafor told Streamwatch.",
            "The persona sings in Norland's dialect.",
            "Harbour Nine is part of the Meridian Group.",
        ],
        {
            "Nova Vale": "Persona",
            "Pier Records": "Label",
            "Ada Okafor": "Person",
            "Streamwatch": "Publisher",
            "Harbour Nine": "Label",
            "Meridian Group": "Organization",
            "Norland": "Place",
        },
        outlet="Streamwatch",
        title="No deal with Pier",
    )
    made.says(0, "Nova Vale", "signedTo", "Pier Records", polarity="negative", speaker="Ada Okafor")
    made.says(2, "Harbour Nine", "subsidiaryOf", "Meridian Group")
    return made.reading()


def echo_of_signing():
    made = Made(
        "echo",
        day("2031-06-05"),
        ["As the Norland Post reports, Harbour Nine has taken Nova Vale under contract."],
        {"Norland Post": "Publisher", "Harbour Nine": "Label", "Nova Vale": "Persona"},
        outlet="Daily Tide",
        origins=("Norland Post",),
        title="Also signed",
    )
    made.says(0, "Nova Vale", "signedTo", "Harbour Nine", speaker="Norland Post")
    return made.reading()


def released(article, outlet, text, when):
    made = Made(
        article, day("2031-06-30"), [f"Slow Lanterns came out on {text}."], {"Slow Lanterns": "Track"}, outlet=outlet
    )
    return made.says(0, "Slow Lanterns", "releaseDate", value=when).reading()


READINGS = [
    signing(), charts(), autumn(), lawsuit(), peace(), uploads(), more_uploads(), law(), opinions(), rival(),
    echo_of_signing(), released("first-date", "Music Ledger", "5 May 2031", day("2031-05-05")),
    released("other-date", "Daily Tide", "12 May 2031", day("2031-05-12")),
]  # fmt: skip
