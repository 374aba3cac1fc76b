"""
Print the layers of a room, or of a folder in it, as its imports stand today, for ``[tool.importlinter]``.

``python tests/gates/layering.py kg.text`` from the checkout; a file stands right above the highest that it imports.
"""

from __future__ import annotations

import sys

import grimp


def layers(room: str) -> list[list[str]]:
    """
    Return files and folders of a room, top line first.

    Raises:
        ValueError: Some import each other in a circle; the message names them.
    """
    graph = grimp.build_graph(room.partition(".")[0], exclude_type_checking_imports=True, cache_dir=None)
    parts = sorted(graph.find_children(room))
    for part in parts:
        graph.squash_module(part)
    below = {p: graph.find_modules_directly_imported_by(p) & set(parts) for p in parts}
    lines: list[list[str]] = []
    while below:
        line = sorted(p for p, needs in below.items() if not needs & below.keys())
        if not line:
            raise ValueError(f"{room}: a circle among {', '.join(sorted(below))}")
        lines.append(line)
        below = {p: needs for p, needs in below.items() if p not in line}
    return lines[::-1]


if __name__ == "__main__":
    sys.path.insert(0, ".")
    for line in layers(sys.argv[1]):
        sys.stdout.write(f'  "{" | ".join(p.rpartition(".")[2] for p in line)}",\n')
