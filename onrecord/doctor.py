"""
The doctor: is everything there that On Record needs, and is it the right thing?
"""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Literal

from kg.errors import ModelError, OnRecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .settings import Settings

ROOMS = ("kg", "ingest", "qa", "onrecord")
UPGRADE = "python -m pip install --no-deps --ignore-requires-python --require-hashes -r requirements-md.lock"


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


def examine(settings: Settings) -> list[Finding]:
    """Look at platform, packages, models and workspace, in this order."""
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (_platform, _packages, _models, _workspace)
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
        yield Finding("system", "broken", "Windows itself is not supported.", "Run On Record inside WSL.")
    else:
        yield Finding("system", "good", platform.system())


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
    from kg.models import model_parts

    try:
        pipeline = load_pipeline(settings.model or None)
        fallback = pipeline.name.endswith("_sm")
        yield Finding(
            "language model",
            "note" if fallback else "good",
            f"{pipeline.name} {pipeline.version} (sha256 {pipeline.sha256[:12]})"
            + (", the small one" if fallback else ""),
            f"For better reading: {UPGRADE}" if fallback else "",
        )
    except ModelError as error:
        yield Finding("language model", "broken", str(error), f"{UPGRADE}")
    try:
        for name, sha256 in model_parts():
            yield Finding("model", "good", f"{name} (sha256 {sha256[:12]})")
    except ModelError as error:
        yield Finding("model", "broken", str(error), "make install")


def _workspace(settings: Settings) -> Iterator[Finding]:
    if not settings.workspace.exists():
        yield Finding(
            "workspace", "note", f"{settings.workspace} does not exist yet.", "onrecord ingest PATH makes it."
        )
        return
    from .session import Session

    try:
        with Session(settings) as session:
            yield Finding("workspace", "good", f"{settings.workspace}: {len(session.articles())} articles")
    except OnRecordError as error:
        yield Finding("workspace", "broken", str(error), "onrecord check, or restore the folder from a backup.")
