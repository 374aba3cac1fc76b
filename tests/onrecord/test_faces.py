"""The public face of each room is written down and is what there is."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

FACES = {
    "kg": "Argument Article Claim CorpusEntity DiskStore Domain Embedder Entity GraphStore InputError Interval "
    "MemoryStore Mention ModelError NotFoundError OnRecordError Problem QueryError Reading Run Span Workspace "
    "WorkspaceError WorkspaceLockedError canonical_entities check_store claims_graph load_domain",
    "ingest": "Delivery Options Reader Reason Refusal deliver load_reader placed",
    "qa": "Answer Assistant Citation Conflict Evidence EvidenceRetriever Sentence verify",
    "onrecord": "OnRecordError Session Settings ShownAnswer ShownArticle open",
}


@pytest.mark.parametrize("room", FACES)
def test_a_room_exports_what_it_promises(room):
    assert sorted(import_module(room).__all__) == sorted(FACES[room].split())


@pytest.mark.parametrize(("room", "name"), [(room, name) for room, names in FACES.items() for name in names.split()])
def test_a_promised_name_is_there(room, name):
    found = getattr(import_module(room), name)
    assert getattr(found, "__name__", name) == name


@pytest.mark.parametrize("room", FACES)
def test_the_names_are_listed_for_completion(room):
    assert set(FACES[room].split()) <= set(dir(import_module(room)))


@pytest.mark.parametrize("room", FACES)
def test_an_unknown_name_is_an_attribute_error(room):
    with pytest.raises(AttributeError, match="nonesuch"):
        _ = import_module(room).nonesuch


@pytest.mark.parametrize("room", FACES)
def test_importing_a_room_loads_nothing_heavy(room):
    ours = "{'kg', 'ingest', 'qa', 'onrecord', 'pyoxigraph'}"
    script = f"import {room}, sys; print(len([m for m in sys.modules if m.split('.')[0] in {ours}]))"
    shown = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert int(shown.stdout) == 1
