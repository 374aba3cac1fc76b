"""The JSON that others build on: exactly these keys, of these types; more may come, none may go."""

from __future__ import annotations

import json
from types import NoneType

import pytest

NUMBER = (int, float)
TEXT_OR_NONE = (str, NoneType)
ANSWER = {
    "question": str,
    "answer": str,
    "abstained": bool,
    "confidence": NUMBER,
    "as_of": TEXT_OR_NONE,
    "sentences": list,
    "citations": list,
    "conflicts": list,
    "missing": TEXT_OR_NONE,
    "sparql": TEXT_OR_NONE,
    "seconds": NUMBER,
    "reckoned_from": TEXT_OR_NONE,
    "undated_left_out": int,
    "within": str,
    "notes": list,
}
CITATION = {
    "n": int,
    "article": str,
    "title": str,
    "outlet": str,
    "published": TEXT_OR_NONE,
    "quote": str,
    "start": int,
    "end": int,
    "claim": TEXT_OR_NONE,
}
CLAIM = {
    "id": str,
    "subject": str,
    "relation": str,
    "object": TEXT_OR_NONE,
    "value": (int, float, bool, str, NoneType),
    "unit": TEXT_OR_NONE,
    "comparator": TEXT_OR_NONE,
    "place": TEXT_OR_NONE,
    "time_start": TEXT_OR_NONE,
    "time_end": TEXT_OR_NONE,
    "time_text": TEXT_OR_NONE,
    "attributed_to": TEXT_OR_NONE,
    "modality": str,
    "polarity": str,
    "quote": str,
    "start": int,
    "end": int,
    "confidence": NUMBER,
    "also": list,
}
INGEST = {
    "read": int,
    "new": int,
    "changed": int,
    "unchanged": int,
    "refused": list,
    "claims": int,
    "entities": int,
    "seconds": NUMBER,
    "reader": (dict, NoneType),
}
TYPES = {
    *("performer", "persona", "person", "group", "organization", "label", "platform", "ai_tool", "project", "track"),
    *("album", "chart", "law", "lawsuit", "policy", "agreement", "place", "event", "genre", "other"),
}


def told(result, code=0):
    assert result.exit_code == code, result.stderr
    return json.loads(result.stdout)


def holds(record, promise):
    missing = promise.keys() - record.keys()
    wrong = {k: record[k] for k, kind in promise.items() if k in record and not isinstance(record[k], kind)}
    return not missing and not wrong


@pytest.fixture
def article(run, held):
    return told(run("show", "article", "lantern-row", "--json", "-w", held))


def test_an_answer_has_the_promised_fields_and_no_other(run, held):
    answer = told(run("ask", "Who sued Tidewriter?", "--json", "-w", held))
    assert holds(answer, ANSWER)
    assert answer.keys() == ANSWER.keys()


def test_a_citation_has_the_promised_fields_and_no_other(run, held):
    answer = told(run("ask", "Who sued Tidewriter?", "--json", "-w", held))
    assert answer["citations"]
    assert all(holds(c, CITATION) and c.keys() == CITATION.keys() for c in answer["citations"])


def test_each_sentence_of_an_answer_cites_quotations_that_are_there(run, held):
    answer = told(run("ask", "Who sued Tidewriter?", "--json", "-w", held))
    numbers = {c["n"] for c in answer["citations"]}
    assert answer["sentences"]
    assert all(s["citations"] and set(s["citations"]) <= numbers for s in answer["sentences"])


def test_a_quote_is_exactly_its_stretch_of_the_stored_text(run, held):
    answer = told(run("ask", "Which chart did Paper Boats top?", "--json", "-w", held))
    for c in answer["citations"]:
        text = run("show", "article", c["article"], "--text", "-w", held).stdout
        assert text[c["start"] : c["end"]] == c["quote"]


def test_as_of_is_the_day_that_was_asked_for(run, held):
    answer = told(run("ask", "Which chart did Paper Boats top?", "--as-of", "2031-05-20", "--json", "-w", held))
    assert answer["as_of"] == "2031-05-20"


def test_an_article_published_later_than_as_of_is_not_cited(run, held):
    answer = told(run("ask", "Who sued Tidewriter?", "--as-of", "2031-05-20", "--json", "-w", held), code=3)
    assert "tidewriter-sued" not in {c["article"] for c in answer["citations"]}


def test_a_refusal_is_the_same_object_and_says_what_is_missing(run, held):
    answer = told(run("ask", "Who is the mayor of Oslo?", "--json", "-w", held), code=3)
    assert holds(answer, ANSWER)
    assert answer["abstained"]
    assert answer["missing"]
    assert answer["sentences"] == []


def test_an_article_has_the_promised_fields(article):
    assert {"id", "title", "published", "entities", "claims"} <= article.keys()
    assert article["published"] == "2031-05-14"


def test_the_type_of_an_entity_is_one_of_the_list(article):
    assert article["entities"]
    assert {e["type"] for e in article["entities"]} <= TYPES


def test_an_entity_has_name_aliases_and_mentions_with_offsets_and_kind(article):
    for entity in article["entities"]:
        assert holds(entity, {"name": str, "type": str, "aliases": list, "mentions": list})
        for mention in entity["mentions"]:
            assert holds(mention, {"start": int, "end": int})
            assert mention["kind"] in {"name", "nominal", "pronoun"}


def test_a_claim_has_the_promised_fields(article):
    assert article["claims"]
    assert all(holds(claim, CLAIM) for claim in article["claims"])


def test_a_number_is_a_json_number_with_unit_and_comparator(article):
    figures = [c for c in article["claims"] if c["relation"] == "streamCount"]
    assert [(c["value"], c["comparator"], c["object"]) for c in figures] == [(420000, "about", None)]


def test_modality_and_polarity_are_of_the_promised_words(run, held):
    for one in ("lantern-row", "tidewriter-sued", "wavebox-share"):
        for claim in told(run("show", "article", one, "--json", "-w", held))["claims"]:
            assert claim["modality"] in {"asserted", "possible", "planned", "alleged", "opinion"}
            assert claim["polarity"] in {"positive", "negative"}


def test_ingest_ends_with_the_promised_object_and_nothing_else(run, articles, tmp_path):
    result = run("ingest", articles, tmp_path / "missing.txt", "--json", "-w", tmp_path / "ws")
    record = told(result, code=1)
    assert holds(record, INGEST)
    assert record.keys() == INGEST.keys()
    assert (record["read"], record["new"], record["unchanged"]) == (3, 3, 0)
    assert [sorted(r) for r in record["refused"]] == [["path", "reason"]]


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        (["status"], {"workspace", "domain", "articles", "claims", "entities", "from", "to"}),
        (["status", "--articles"], {"articles"}),
        (["check"], {"articles", "shaped", "problems"}),
        (["doctor"], {"findings"}),
        (["show", "entity", "Nova Vale"], {"name", "type", "key", "aliases", "articles", "namesakes", "claims"}),
    ],
)
def test_other_commands_print_one_object(run, held, command, keys):
    assert keys <= told(run(*command, "--json", "-w", held)).keys()
