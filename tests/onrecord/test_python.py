from __future__ import annotations

import copy
from datetime import date

import pytest
from sample_articles import write_articles

import onrecord
from kg.errors import InputError, NotFoundError, QueryError, WorkspaceError


def test_a_session_shows_how_it_was_opened(tmp_path):
    assert repr(onrecord.open(tmp_path / "ws")) == f"onrecord.open({str(tmp_path / 'ws')!r})"


def test_opening_makes_nothing(tmp_path):
    onrecord.open(tmp_path / "ws")
    assert not list(tmp_path.iterdir())


def test_a_closed_session_opens_again(held):
    with onrecord.open(held) as session:
        first = session.articles()
    assert session.articles() == first
    session.close()


def test_ingest_reads_and_a_session_sees_it_at_once(tmp_path):
    session = onrecord.open(tmp_path / "ws")
    done = session.ingest(write_articles(tmp_path / "news"))
    assert (done.new, session.articles()) == (3, ["lantern-row", "tidewriter-sued", "wavebox-share"])
    session.remove("lantern-row")
    assert session.articles() == ["tidewriter-sued", "wavebox-share"]
    session.close()


def test_nothing_to_ingest_is_said_so(tmp_path):
    with pytest.raises(InputError, match="name a file, a folder or a glob"):
        onrecord.open(tmp_path / "ws").ingest()


def test_reading_before_anything_was_ingested_is_said_so(tmp_path):
    with pytest.raises(WorkspaceError, match="onrecord ingest PATH"):
        onrecord.open(tmp_path / "ws").articles()


def test_two_workers_read_the_same_as_one(tmp_path, shared):
    session = onrecord.open(tmp_path / "ws")
    session.ingest(write_articles(tmp_path / "news"), workers=2)
    assert session.claims()["id"].tolist() == shared.claims()["id"].tolist()
    session.close()


def test_an_answer_is_text_and_has_all_its_fields(shared):
    answer = shared.ask("Who sued Tidewriter?")
    assert str(answer) == answer.answer
    assert answer.citations[0].quote == "Lantern Row Records sued Tidewriter on 1 June 2031."
    assert copy.deepcopy(answer) == answer


def test_an_answer_is_one_line_at_the_prompt(shared):
    said = "<answer: Lantern Row Records sued Tidewriter on 1 June 2031 (single source). (1 quotation)>"
    assert repr(shared.ask("Who sued Tidewriter?")) == said


def test_a_chat_model_handed_in_words_the_answer(shared):
    from langchain_core.language_models import FakeListChatModel

    model = FakeListChatModel(responses=["On 1 June 2031, Lantern Row Records sued Tidewriter. [1]"])
    answer = shared.assistant(llm=model).ask("Who sued Tidewriter?")
    assert answer.answer == "On 1 June 2031, Lantern Row Records sued Tidewriter."


def test_an_answer_in_a_notebook_has_its_quotations(shared):
    html = shared.ask("Who sued Tidewriter?")._repr_html_()
    assert "<sup>[1]</sup>" in html
    assert "“Lantern Row Records sued Tidewriter on 1 June 2031.”" in html


def test_a_refusal_in_a_notebook_says_what_is_missing(shared):
    assert "No article names Oslo." in shared.ask("Who is the mayor of Oslo?")._repr_html_()


def test_markup_in_an_answer_is_only_text():
    from onrecord.views import ShownAnswer
    from qa.answer import Conflict, Sentence
    from qa.citations import Citation

    bad = "<script>alert(1)</script>"
    cited = (Citation(1, bad, bad, bad, None, bad, 0, 9),)
    answer = ShownAnswer(bad, bad, sentences=(Sentence(bad, (1,)),), citations=cited, conflicts=(Conflict(bad),))
    assert "<script" not in answer._repr_html_()
    assert "<script" not in ShownAnswer(bad, bad, abstained=True, missing=bad)._repr_html_()


def test_markup_in_an_article_is_only_text(shared):
    from kg.model import Article, Entity, Mention, Reading
    from onrecord.views import ShownArticle

    text = "<b onclick='x'>Nova</b> sang."
    entity = Entity("Person.x", '"><script>', "Person")
    reading = Reading(Article("a1", text, title="<i>"), (), (entity,), (Mention(0, 5, "name", "Person.x"),))
    html = ShownArticle(reading, shared.domain)._repr_html_()
    assert "<b " not in html
    assert "<script" not in html
    assert "<i>" not in html


def test_an_article_in_a_notebook_marks_its_names(shared):
    html = shared.article("lantern-row")._repr_html_()
    assert "<mark title='Nova Vale, performer'>Nova Vale</mark>" in html


def test_an_article_shows_its_size(shared):
    assert repr(shared.article("lantern-row")).startswith("<article lantern-row: 6 entities")


def test_an_unknown_article_is_said_so(shared):
    with pytest.raises(NotFoundError, match="Did you mean lantern-row"):
        shared.article("lantern-rov")


def test_each_claim_of_the_table_quotes_its_article(shared):
    for row in shared.claims().itertuples():
        assert shared.article(row.article).text[row.start : row.end] == row.quote


def test_claims_are_filtered_by_entity_and_relation(shared):
    assert shared.claims(about="Nova Vale", relation="performedBy")["subject"].tolist() == ["Paper Boats"]


def test_claims_about_nobody_known_are_said_so(shared):
    with pytest.raises(NotFoundError, match="no entity of that name"):
        shared.claims(about="Nobody Atall")


def test_entities_are_filtered_by_type(shared):
    assert shared.entities(type="performer")["name"].tolist() == ["Nova Vale"]


def test_entities_that_more_articles_name_come_first(shared):
    counts = shared.entities()["articles"].tolist()
    assert counts == sorted(counts, reverse=True)


def test_a_query_gives_a_table_of_plain_values(shared):
    query = "SELECT ?v (BOUND(?x) AS ?bound) { ?c onr:predicate aim:streamCount ; onr:value ?v }"
    assert shared.sparql(query).to_dict("records") == [{"v": 420000, "bound": False}]


def test_a_truth_is_a_table_of_one(shared):
    assert shared.sparql("ASK { ?a a onr:Claim }")["answer"].tolist() == [True]


def test_triples_are_a_table_of_three_columns(shared):
    frame = shared.sparql("CONSTRUCT WHERE { ?a schema:headline ?t }")
    assert (list(frame.columns), len(frame)) == (["subject", "predicate", "object"], 3)


def test_a_bad_query_is_said_so(shared):
    with pytest.raises(QueryError, match="line 1"):
        shared.sparql("SELECT")


def test_the_graph_has_the_claims_between_entities(shared):
    graph = shared.graph()
    edges = {(graph.nodes[a]["name"], d["relation"], graph.nodes[b]["name"]) for a, b, d in graph.edges(data=True)}
    assert ("Lantern Row Records", "sued", "Tidewriter") in edges


def test_the_retriever_is_langchain_s_and_quotes(shared):
    from langchain_core.retrievers import BaseRetriever

    retriever = shared.retriever(k=3)
    assert isinstance(retriever, BaseRetriever)
    for document in retriever.invoke("Who sued Tidewriter?"):
        place = document.metadata
        assert shared.article(place["article"]).text[place["start"] : place["end"]] == document.page_content


def test_the_assistant_is_a_runnable_that_can_be_piped(shared):
    chain = shared.assistant() | (lambda answer: answer.answer)
    assert "sued Tidewriter" in chain.invoke("Who sued Tidewriter?")


def test_an_assistant_as_of_a_day_knows_nothing_later(shared):
    answer = shared.ask("Who sued Tidewriter?", as_of=date(2031, 5, 20))
    assert answer.abstained
