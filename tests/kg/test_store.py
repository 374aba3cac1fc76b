from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError, QueryError, WorkspaceError, WorkspaceLockedError
from kg.graph.sparql import keywords_of, refuse_reaching_out
from kg.graph.store import DiskStore, MemoryStore

A, B, C = (ox.NamedNode(f"https://x.example/{name}") for name in "abc")
G, H = ox.NamedNode("https://x.example/g"), ox.NamedNode("https://x.example/h")

REACHING = [
    "?s ?p ?o . SERVICE <http://localhost/> { ?a ?b ?c }",
    "?s ?p trueSERVICE <http://localhost/> { ?a ?b ?c }",
    "?s ?p 1service <http://localhost/> { ?a ?b ?c }",
    "SERVICE:x { ?a ?b ?c }",
    "?s ?p x:.SERVICE <http://localhost/> { ?a ?b ?c }",
    "?s ?p x:a.b.SERVICE <http://localhost/> { ?a ?b ?c }",
    "?s ?p 'it\\'s' SERVICE <http://localhost/> { ?a ?b ?c }",
    "?s ?p '''' '''SERVICE <http://localhost/> { ?a ?b ?c }",
    "FILTER(?a<?b)SERVICE<http://localhost/>{?a ?b ?c}",
    "# harmless\nSERVICE <http://localhost/#x> { ?a ?b ?c }",
]


def quad(s, o, g=G):
    return ox.Quad(s, A, o, g)


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    made = MemoryStore() if request.param == "memory" else DiskStore(tmp_path / "graph")
    yield made
    made.close()


def test_a_query_sees_the_union_of_all_graphs(store):
    store.apply(add=[quad(A, B), quad(A, C, H)])
    assert len(list(store.query("SELECT ?o { ?s ?p ?o }"))) == 2


def test_a_query_that_names_its_graphs_sees_only_those(store):
    store.apply(add=[quad(A, B), quad(A, C, H)])
    assert [row["o"] for row in store.query(f"SELECT ?o FROM {H} {{ ?s ?p ?o }}")] == [C]


def test_substitutions_stand_for_variables(store):
    store.apply(add=[quad(A, B), quad(B, C)])
    assert [row["o"] for row in store.query("SELECT ?s ?o { ?s ?p ?o }", substitutions={"s": B})] == [C]


def test_replacing_a_graph_leaves_the_others_alone(store):
    store.apply(add=[quad(A, B), quad(A, C, H)])
    assert store.replace_graph(G, [quad(B, C)])
    assert set(store.quads()) == {quad(B, C), quad(A, C, H)}


def test_replacing_a_graph_by_itself_changes_nothing(store):
    store.apply(add=[quad(A, B)])
    assert not store.replace_graph(G, [quad(A, B)])


def test_a_quad_of_another_graph_is_not_written(store):
    with pytest.raises(ValueError, match="another graph"):
        store.replace_graph(G, [quad(A, B, H)])


def test_a_dropped_graph_is_gone_and_dropping_it_twice_is_no_error(store):
    store.apply(add=[quad(A, B), quad(A, C, H)])
    store.drop_graph(G)
    store.drop_graph(G)
    assert store.graphs() == [H]


def test_a_failing_update_changes_nothing(store):
    with pytest.raises(QueryError):
        store.update("INSERT DATA { GRAPH <https://x.example/g> { <a:a> <a:b> <a:c> } } ; NONSENSE")
    assert store.graphs() == []


def test_the_dump_does_not_depend_on_the_order_of_writing():
    one, other = MemoryStore(), MemoryStore()
    quads = [quad(A, B), quad(B, C), quad(A, C, H)]
    one.apply(add=quads)
    for each in reversed(quads):
        other.apply(add=[each])
    assert one.dump() == other.dump()
    assert one.dump().count(b"\n") == 3


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_any_text_is_replaced_as_it_was_written(old, new):
    store = MemoryStore()
    store.apply(add=[quad(A, ox.Literal(old))])
    store.apply(remove=[quad(A, ox.Literal(old))], add=[quad(A, ox.Literal(new))])
    assert list(store.quads()) == [quad(A, ox.Literal(new))]


@pytest.mark.parametrize("pattern", REACHING)
def test_a_query_that_reaches_out_is_refused(pattern):
    with pytest.raises(QueryError, match="SERVICE"):
        MemoryStore().query(f"PREFIX x: <http://localhost/> SELECT * {{ {pattern} }}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?s <https://x.example/service> ?service }",
        "SELECT * { ?s ?p 'customer service' } # service",
        'SELECT * { ?s ?p """a "service" here""" , "ser\\"vice" }',
        "PREFIX x: <https://x.example/> SELECT * { ?s x:service ?o }",
    ],
)
def test_the_word_service_alone_is_no_offence(text):
    MemoryStore().query(text)


def test_an_update_that_loads_is_refused():
    with pytest.raises(QueryError, match="LOAD"):
        MemoryStore().update("LOAD <http://localhost/x>")


def test_an_update_is_no_query():
    with pytest.raises(QueryError, match="only reads"):
        MemoryStore().query("INSERT DATA { <a:a> <a:b> <a:c> }")


def test_a_prefix_may_be_called_like_an_update():
    assert not MemoryStore().query("PREFIX add: <https://x.example/> ASK { ?s add:up ?o }")


def test_a_syntax_error_tells_line_and_column():
    with pytest.raises(QueryError, match=r"line 2, column \d+"):
        MemoryStore().query("SELECT ?x\n{ ?x ?p }")


def test_keywords_stay_when_names_are_blanked():
    assert keywords_of("ASK { ?s onr:rule 'x' }").split() == ["ASK", "{", "onr", "}"]
    assert refuse_reaching_out("ASK {}") == "ASK {}"


def test_a_second_writer_is_refused_with_the_folder_named(tmp_path):
    store = DiskStore(tmp_path / "graph")
    code = (
        f"from pathlib import Path\nfrom kg.graph.store import DiskStore\nDiskStore(Path({str(tmp_path / 'graph')!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path.cwd(), check=False)
    assert "WorkspaceLockedError" in done.stderr
    assert str(tmp_path / "graph") in done.stderr
    store.close()


def test_the_same_process_cannot_open_it_for_writing_twice(tmp_path):
    store = DiskStore(tmp_path / "graph")
    with pytest.raises(WorkspaceLockedError):
        DiskStore(tmp_path / "graph")
    store.close()


def test_a_snapshot_is_read_while_the_writer_goes_on(tmp_path):
    store = DiskStore(tmp_path / "graph")
    store.apply(add=[quad(A, B)])
    store.snapshot(tmp_path / "copy")
    store.apply(add=[quad(A, C)])
    copy = DiskStore(tmp_path / "copy", read_only=True)
    assert list(copy.quads()) == [quad(A, B)]
    store.close()


def test_a_snapshot_of_memory_opens_from_disk(tmp_path):
    store = MemoryStore()
    store.apply(add=[quad(A, B)])
    store.snapshot(tmp_path / "copy")
    assert list(DiskStore(tmp_path / "copy", read_only=True).quads()) == [quad(A, B)]
    with pytest.raises(WorkspaceError):
        store.snapshot(tmp_path / "copy")


def test_there_is_nothing_to_read_where_nothing_was_written(tmp_path):
    with pytest.raises(NotFoundError):
        DiskStore(tmp_path / "none", read_only=True)


def test_a_closed_store_says_so(store):
    store.close()
    with pytest.raises(WorkspaceError, match="closed"):
        store.graphs()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_corrupt_store_is_said_so(tmp_path, read_only):
    store = DiskStore(tmp_path / "graph")
    store.flush()
    store.close()
    (tmp_path / "graph" / "CURRENT").write_text("garbage")
    with pytest.raises(WorkspaceError, match="cannot be opened"):
        DiskStore(tmp_path / "graph", read_only=read_only)
