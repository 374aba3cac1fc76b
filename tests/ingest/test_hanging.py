"""What the parser hangs on the wrong word is put right, each turn with the neighbour that stays as it is."""

from __future__ import annotations

import pytest

from ingest.reader import Reader, load_reader
from kg.model import Article


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def told(reader: Reader, text: str) -> set[tuple[str, str, object]]:
    found = reader.read(Article("a", text)).claims
    return {(c.subject.text, c.relation, c.object.text if c.object else c.value) for c in found}


def test_a_relative_clause_tells_of_the_noun_it_agrees_with(reader: Reader) -> None:
    found = told(reader, "Mira Solberg accuses the festival of copies that are in breach of a contract.")
    assert not any(s == "festival" and r == "open:be" for s, r, _ in found)


def test_a_relative_clause_that_agrees_with_both_stays(reader: Reader) -> None:
    found = told(reader, "Mira Solberg sang at a festival of music that was founded by Orrin Vale.")
    assert any(r in ("foundedBy", "open:found") and "Orrin Vale" in (s, o) for s, r, o in found)


def test_of_what_one_is_accused_is_no_part_of_the_accused(reader: Reader) -> None:
    found = told(reader, "Mira Solberg accused the broadcaster of lies.")
    assert {s for s, r, o in found if "broadcaster of lies" in (s, o)} == set()


def test_the_main_verb_goes_on_where_only_it_agrees(reader: Reader) -> None:
    text = "Tunesmith has been tagging albums that hold copies since June and calls itself the first to do it."
    assert not any(s == "albums" and r == "open:call" for s, r, _ in told(reader, text))


def test_a_relative_clause_goes_on_where_it_agrees(reader: Reader) -> None:
    found = told(reader, "Mira Solberg has left a label that sells records and owns Bluewater Studios.")
    assert ("Bluewater Studios", "subsidiaryOf", "label") in found


def test_who_tells_of_people_behind_a_thing(reader: Reader) -> None:
    found = told(reader, "Tracks were listed under the names of artists who are dead.")
    assert ("artists", "open:be", "dead") in found
    assert ("names of artists", "open:be", "dead") not in found


def test_an_object_goes_on_behind_a_place(reader: Reader) -> None:
    text = "Mira Solberg sued Halden Records in the federal court, and Quarrel Labs, a maker of tools, in another."
    assert {o for _, r, o in told(reader, text) if r == "sued"} == {"Halden Records", "Quarrel Labs"}


def test_a_name_that_acts_behind_and_is_no_object(reader: Reader) -> None:
    text = "Halden Records sued Mira Solberg, and Orrin Vale, with his lawyer, was at the hearing."
    assert {o for _, r, o in told(reader, text) if r == "sued"} == {"Mira Solberg"}


def test_an_apposition_tells_of_the_noun_before_its_comma(reader: Reader) -> None:
    found = told(reader, "Her lyrics are written by a human being, the poet Mira Solberg of Lisbon.")
    assert ("Mira Solberg", "open:write", "lyrics") in found


def test_an_apposition_tells_of_the_name_that_fits_it(reader: Reader) -> None:
    found = told(reader, "Orrin Vale of Halden Records, Solberg's label, chose plain words.")
    assert ("Orrin Vale", "open:be", "Solberg's label") not in found


def test_what_somebodys_songs_do_is_not_done_to_her(reader: Reader) -> None:
    found = told(reader, "The song is by Mira Solberg, whose voice and music come out of Tunesmith.")
    assert not any(o == "Mira Solberg" and r.startswith("open:come") for _, r, o in found)


def test_one_of_a_kind_is_no_figure(reader: Reader) -> None:
    found = told(reader, "The settlement ended one strand of the dispute. Mira Solberg sold one million copies.")
    assert any(r == "open:end" and str(o).startswith("one strand") for _, r, o in found)
    assert any(o == 1_000_000 for _, _, o in found)


def test_a_not_behind_an_auxiliary_denies_its_verb(reader: Reader) -> None:
    found = reader.read(Article("a", "Halden Records does not in this reading cover the damage.")).claims
    assert {c.polarity for c in found if c.relation == "open:cover"} == {"negative"}


def test_a_not_behind_a_verb_denies_what_follows(reader: Reader) -> None:
    found = reader.read(Article("a", "Mira Solberg sang not in Oslo but in Bergen.")).claims
    assert {c.polarity for c in found if c.relation == "open:sing_in" and c.object and c.object.text == "Bergen"} == {
        "positive"
    }


def test_a_list_names_those_counted_before_it(reader: Reader) -> None:
    text = "Tunesmith became the first firm to be licensed by all three labels, Halden Records, Bluewater and Nordlys."
    found = told(reader, text)
    assert not any(
        s == "Tunesmith" and o in ("Halden Records", "Bluewater", "Nordlys") for s, r, o in found if "be" in r
    )


def test_a_list_behind_a_noun_that_counts_nobody_is_told_of_the_one_before(reader: Reader) -> None:
    text = "Mira Solberg sued the makers of tools, Halden Records, Bluewater Records and Nordlys Records."
    assert ("Mira Solberg", "sued", "Halden Records") in told(reader, text)


def test_on_behalf_of_somebody_is_no_part_of_the_object(reader: Reader) -> None:
    found = told(reader, "Mira Solberg sued a streaming firm on behalf of the heirs.")
    assert ("Mira Solberg", "sued", "streaming firm") in found
