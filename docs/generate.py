"""
Write the reference of the command line, ``docs/cli.md``, from the commands' own help.

    python docs/generate.py          # writes docs/cli.md
"""

from __future__ import annotations

from pathlib import Path

from typer import Typer  # noqa: TC002
from typer.testing import CliRunner

from onrecord.cli import app

TARGET = Path(__file__).parent / "cli.md"
HEAD = """\
# Command line

*Written by `python docs/generate.py` from the commands' own help; do not edit by hand.*

| Exit code | Means |
|---|---|
| 0 | done; for `ask`: answered |
| 1 | something failed; for `ingest`: something was refused; for `check` and `doctor`: something is wrong |
| 2 | wrong usage, or an input that cannot be used as it is |
| 3 | `ask`: the corpus does not say |
| 130 | stopped by Ctrl-C |
| 141 | whoever read the output, such as `head`, went away |

Results go to standard output, messages to standard error. Colour and progress appear on a terminal only;
`NO_COLOR` switches colour off.

| Setting | In `config.toml` of the workspace | Environment | Flag |
|---|---|---|---|
| folder of the workspace | | `ONRECORD_WORKSPACE` | `--workspace`, `-w` |
| domain | `domain` | `ONRECORD_DOMAIN` | `--domain` |
| spaCy model | `model` | `ONRECORD_MODEL` | `--model` |
| chat model | `llm` | `ONRECORD_LLM` | `--llm` |
| chat model that reads after the rules | `reader` | `ONRECORD_READER` | `--reader` |
| processes that read | `workers` | `ONRECORD_WORKERS` | `--workers` |
| longest time to read one article, in seconds | `article_seconds` | `ONRECORD_ARTICLE_SECONDS` | `--article-seconds` |
| most memory to read one article, in MiB | `article_memory` | `ONRECORD_ARTICLE_MEMORY` | `--article-memory` |

A flag goes before the environment, the environment before `config.toml`.
"""


def reference() -> str:
    """Return the reference as Markdown."""
    names = [(name,) for name in _names(app)]
    for group in app.registered_groups:
        name, inner = group.name or "", group.typer_instance
        names += [(name,), *((name, each) for each in (_names(inner) if inner else ()))]
    return "\n".join([HEAD, _section(), *(_section(*name) for name in names)])


def _names(group: Typer) -> list[str]:
    return [command.name or command.callback.__name__ for command in group.registered_commands if command.callback]


def _section(*command: str) -> str:
    shown = CliRunner().invoke(app, [*command, "--help"], prog_name="onrecord", terminal_width=100).stdout
    lines = "\n".join(line.rstrip() for line in shown.strip().splitlines())
    return f"## onrecord {' '.join(command)}".rstrip() + f"\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf8")
