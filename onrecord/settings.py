"""
Settings: flags over environment over the workspace's ``config.toml``; read here and nowhere else.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_WORKSPACE = ".onrecord"
_NUMBERS = ("workers", "article_seconds", "article_memory")


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What a command runs with.

    Args:
        workspace: Folder of the workspace. ``ONRECORD_WORKSPACE``.
        domain: Name of a shipped domain, or a folder. ``ONRECORD_DOMAIN``.
        model: spaCy model; empty for the best one installed. ``ONRECORD_MODEL``.
        llm: ``provider:model`` of a chat model; empty for none. ``ONRECORD_LLM``.
        reader: ``provider:model`` of a chat model that reads after the rules; empty for none. ``ONRECORD_READER``.
        workers: Processes that read articles, at least 1. ``ONRECORD_WORKERS``.
        article_seconds: Longest time for one article, at least 1. ``ONRECORD_ARTICLE_SECONDS``.
        article_memory: Most memory for one article, in MiB, at least 1. ``ONRECORD_ARTICLE_MEMORY``.
    """

    workspace: Path = Path(DEFAULT_WORKSPACE)
    domain: str = "ai_music"
    model: str = ""
    llm: str = ""
    reader: str = ""
    workers: int = 1
    article_seconds: int = 300
    article_memory: int = 2048


def settings(*, environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """
    Gather the settings.

    Args:
        environ: Environment; the process's own by default.
        flags: Values given on the command line or in Python; ``None`` means not given.

    Raises:
        InputError: ``config.toml`` cannot be read or holds an unknown key or a wrong value.
    """
    environ = os.environ if environ is None else environ
    names = [f.name for f in fields(Settings)]
    given = {n: environ[f"ONRECORD_{n.upper()}"] for n in names if environ.get(f"ONRECORD_{n.upper()}")}
    given.update({n: v for n, v in flags.items() if v is not None})
    workspace = Path(given.pop("workspace", DEFAULT_WORKSPACE)).expanduser()
    merged = {**_config(workspace / "config.toml", [n for n in names if n != "workspace"]), **given}
    numbers = {name: _whole(name, merged.pop(name)) for name in _NUMBERS if name in merged}
    for name, value in merged.items():
        if not isinstance(value, str | Path):
            raise InputError(f"{name} is {value!r}; give a text.")
    return Settings(workspace=workspace, **numbers, **{name: str(value) for name, value in merged.items()})  # type: ignore[arg-type]


def _whole(name: str, value: Any) -> int:
    try:
        number = int(value) if isinstance(value, int | str) else 0
    except ValueError:
        number = 0
    if number < 1:
        raise InputError(f"{name} is {value!r}; give a whole number, at least 1.")
    return number


def _config(path: Path, names: list[str]) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{path} cannot be read: {error}. Mend or delete it.") from error
    if unknown := set(loaded) - set(names):
        raise InputError(f"{path} holds unknown settings: {', '.join(sorted(unknown))}. Known are {', '.join(names)}.")
    return loaded
