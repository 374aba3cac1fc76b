"""The whole of both indexes with the real model, and no way out of the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import kg

ROOT = Path(kg.__file__).parents[1]
LINE = """
import socket, sys
tried = []
def blocked(*arguments, **_):
    tried.append(arguments)
    raise OSError("no network in this test")
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = blocked
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = blocked
watched = {"socket.connect", "socket.getaddrinfo"}
sys.addaudithook(lambda event, arguments: tried.append(event) if event in watched else None)

from pathlib import Path
from kg.index.embedding import embedder
from kg.index.reranking import OnnxReranker
from kg.index.vectors import VectorIndex
from kg.index.words import WordIndex

rows = [(0, 33, "Harbour Nine gave her a contract."), (34, 57, "The rain fell all week.")]
asked = "Which record company signed the singer?"
with VectorIndex(Path(sys.argv[1]) / "vectors", embedder()) as vectors, WordIndex(Path(sys.argv[1]) / "words") as words:
    for index in (vectors, words):
        index.replace("a1", "1", rows, title="A deal")
    print(vectors.nearest(asked, kind="sentence")[0].start, words.search("contracts", kind="sentence")[0].start)
scores = OnnxReranker().score(asked, [text for _, _, text in rows])
print(scores[0] > scores[1], tried)
"""


def test_both_indexes_and_the_reranker_work_without_a_network(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LINE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[:2] == ["0 0", "True []"], done.stderr
