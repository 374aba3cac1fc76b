"""Which wordings state which term: each construction with an example and a counter-example of like words."""

from __future__ import annotations

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def stated(reader: Reader, text: str, relation: str) -> list[tuple[str, str]]:
    claims = reader.read(Article("a", text)).claims
    return [(c.subject.text, c.object.text) for c in claims if c.relation == relation and c.object]


@pytest.mark.parametrize(
    ("text", "relation", "subject", "object_"),
    [
        ("Owen Tarrant is the chief executive of Halden Records.", "worksFor", "Owen Tarrant", "Halden Records"),
        ("Owen Tarrant became the mayor of Lisbon.", "worksFor", "Owen Tarrant", "Lisbon"),
        ("Owen Tarrant is employed at Halden Records.", "worksFor", "Owen Tarrant", "Halden Records"),
        ("Halden Records employs Owen Tarrant.", "worksFor", "Owen Tarrant", "Halden Records"),
        ("Owen Tarrant is a member of the band Lantern Row.", "memberOf", "Owen Tarrant", "Lantern Row"),
        ("Halden Records belongs to Quarrel Labs.", "subsidiaryOf", "Halden Records", "Quarrel Labs"),
        ("The company Quarrel Labs introduced the app Tidewriter.", "launched", "Quarrel Labs", "Tidewriter"),
        ("The union protested against the new rules.", "opposes", "union", "new rules"),
        ("The union spoke out against the plan.", "opposes", "union", "plan"),
        ("Halden Records objected to the licence.", "opposes", "Halden Records", "licence"),
        ("Heat impacts crop yields.", "affects", "Heat", "crop yields"),
        ("The rule has an effect on small labels.", "affects", "rule", "small labels"),
        ("The losses resulted from the strike.", "causedBy", "losses", "strike"),
        ("\u201cNight Ferry\u201d can be heard on Spotify.", "availableOn", "Night Ferry", "Spotify"),
        ("The company developed the AI model Tidewriter.", "developedBy", "Tidewriter", "company"),
        ("More than 900 musicians opposed the new rules.", "opposes", "More than 900 musicians", "new rules"),
    ],
)
def test_the_wording_states_the_term(reader: Reader, text: str, relation: str, subject: str, object_: str) -> None:
    assert (subject, object_) in stated(reader, text, relation)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Owen Tarrant is a friend of Halden Records.", "worksFor"),
        ("Mira Solberg is a fan of the band Lantern Row.", "memberOf"),
        ("The guitar belongs to Owen Tarrant.", "subsidiaryOf"),
        ("Halden Records introduced Owen Tarrant to Mira Solberg.", "launched"),
        ("Halden Records protested in Lisbon.", "opposes"),
        ("The union spoke out for the plan.", "opposes"),
        ("The rule has a new name.", "affects"),
        ("\u201cNight Ferry\u201d can be heard on the radio.", "availableOn"),
        ("Quarrel Labs launched a company.", "launched"),
        ("More than 900 signatures opposed the new rules.", "opposes"),
    ],
)
def test_like_words_do_not_state_the_term(reader: Reader, text: str, relation: str) -> None:
    assert stated(reader, text, relation) == []
