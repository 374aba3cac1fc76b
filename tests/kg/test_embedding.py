from __future__ import annotations

import json
import math
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import InputError, ModelError, WorkspaceError
from kg.index.embedding import BGE_QUERY, Embedder, HashingEmbedder, adapt, embedder
from kg.index.embedding_cache import CachedEmbedder
from kg.index.models import BGE, packaged

ROOT = Path(kg.__file__).parents[1]
TEXTS = ["Harbour Nine signed Nova Vale in May.", "Rain fell.", "The court heard the label's case on Tuesday morning."]


def cosine(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


class Counting(HashingEmbedder):
    def __init__(self, name="counting"):
        super().__init__(16)
        self.name = name
        self.asked = []

    def embed_documents(self, texts):
        self.asked += texts
        return super().embed_documents(texts)


@pytest.fixture(scope="module")
def bge():
    return embedder("bge")


def test_bge_puts_a_paraphrase_closer_than_a_stranger(bge):
    asked = bge.embed_query("Which record company gave Nova Vale a contract?")
    signed, rain, court = (cosine(asked, vector) for vector in bge.embed_documents(TEXTS))
    assert signed > max(rain, court) + 0.1


def test_a_vector_does_not_depend_on_order_company_or_threads(bge):
    alone = [bge.embed_documents([text])[0] for text in TEXTS]
    assert bge.embed_documents(TEXTS) == alone
    assert embedder("bge", threads=2).embed_documents(TEXTS[::-1]) == alone[::-1]


def test_vectors_have_length_one(bge):
    assert all(math.isclose(math.hypot(*vector), 1.0, abs_tol=1e-9) for vector in bge.embed_documents(TEXTS))


def test_a_question_is_read_under_the_models_prefix(bge):
    assert bge.embed_query("Rain?") == bge.embed_documents([BGE_QUERY + "Rain?"])[0]


def test_an_empty_text_and_a_very_long_one_have_vectors(bge):
    assert [len(vector) for vector in bge.embed_documents(["", "word " * 5000])] == [384, 384]


def test_ours_are_embedders(bge):
    assert isinstance(bge, Embedder)
    assert isinstance(HashingEmbedder(), Embedder)


def test_a_users_own_folder_pools_as_it_notes(bge, tmp_path):
    model = packaged(BGE)
    shutil.copy(model.weights, tmp_path / "model.onnx")
    shutil.copy(model.tokenizer, tmp_path / "tokenizer.json")
    averaged = embedder(f"onnx:{tmp_path}")
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    first = embedder(f"onnx:{tmp_path}")
    assert first.embed_documents(TEXTS) == bge.embed_documents(TEXTS) != averaged.embed_documents(TEXTS)
    assert first.name != averaged.name


def test_an_unknown_embedder_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="use bge, hashing, onnx:FOLDER"):
        embedder("word2vec")


def test_sentence_transformers_is_loaded_only_when_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="pip install sentence-transformers"):
        embedder("sentence-transformers:some-model")


def test_a_sentence_transformer_is_asked_for_its_rows(monkeypatch):
    import numpy as np

    class Library:
        class SentenceTransformer:
            def __init__(self, name):
                self.name = name

            def encode(self, sentences, *, show_progress_bar):
                return np.array([[3.0, 4.0] for _ in sentences])

    monkeypatch.setitem(sys.modules, "sentence_transformers", Library)
    made = embedder("sentence-transformers:some-model")
    assert (made.dim, made.embed_documents(["a"])) == (2, [[0.6, 0.8]])


def test_a_langchain_embedding_fits():
    fake = pytest.importorskip("langchain_core.embeddings").DeterministicFakeEmbedding(size=12)
    adapted = adapt(fake, "fake")
    assert (adapted.name, adapted.dim) == ("fake", 12)
    assert math.isclose(math.hypot(*adapted.embed_documents(["a"])[0]), 1.0)


def test_the_fake_is_the_same_in_another_process():
    code = "from kg.index.embedding import HashingEmbedder; print(HashingEmbedder().embed_query('Nova Vale sang.'))"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == HashingEmbedder().embed_query("Nova Vale sang.")


def test_a_text_is_embedded_once_even_in_another_session(tmp_path):
    first, second = Counting(), Counting()
    before = CachedEmbedder(first, tmp_path / "e.sqlite")
    vectors = before.embed_documents(["a b", "c d", "a b"])
    before.close()
    assert CachedEmbedder(second, tmp_path / "e.sqlite").embed_documents(["c d", "e f", "a b"])[::2] == vectors[1::-1]
    assert (sorted(first.asked), second.asked) == (["a b", "c d"], ["e f"])


def test_another_model_does_not_get_the_vectors_of_the_first(tmp_path):
    first, second = Counting("one"), Counting("two")
    CachedEmbedder(first, tmp_path / "e.sqlite").embed_documents(["a"])
    CachedEmbedder(second, tmp_path / "e.sqlite").embed_documents(["a"])
    assert second.asked == ["a"]


def test_many_texts_at_once_come_back_in_order(tmp_path):
    cached = CachedEmbedder(Counting(), tmp_path / "e.sqlite")
    texts = [f"word{i} of {i % 7}" for i in range(1300)]
    first = cached.embed_documents(texts)
    assert cached.embed_documents(texts[::-1]) == first[::-1]


def test_the_oldest_vectors_are_dropped_at_the_limit(tmp_path):
    inner = Counting()
    cached = CachedEmbedder(inner, tmp_path / "e.sqlite", limit=2)
    for text in ("a", "b", "c"):
        cached.embed_documents([text])
    inner.asked.clear()
    cached.embed_documents(["b", "c"])
    assert inner.asked == []
    cached.embed_documents(["a"])
    assert inner.asked == ["a"]


def test_a_damaged_cache_is_begun_anew(tmp_path):
    path = tmp_path / "e.sqlite"
    path.write_bytes(b"this is no database, " * 100)
    inner = Counting()
    CachedEmbedder(inner, path).embed_documents(["a"])
    assert inner.asked == ["a"]
    assert sqlite3.connect(path).execute("SELECT count(*) FROM vector").fetchone() == (1,)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot be opened"):
        CachedEmbedder(Counting(), tmp_path / "file" / "e.sqlite")
