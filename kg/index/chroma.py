"""
The calls to Chroma: opening a folder, and rows in and out of a collection.

Vectors are given explicitly (``embedding_function=None``): Chroma's default would download a model,
and a registered function would have to be importable wherever the folder is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import WorkspaceError

from .passages import Hit, Kind, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from .passages import ArticleText, Entry

HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 1000, "max_neighbors": 16}
"""
With ef_search 200 one query in some thousand missed the best row beside 400 near-duplicates: a neighbour graph can
lead there late. With 1000 a collection below 1000 rows is searched whole, and at 8,000 rows a query takes no
measurable time more (3 to 5 ms for either; recall@10 1.0 on points near a 32-dimensional plane).
"""

_ROWS = 2000  # rows in one call, below Chroma's 5461
_IN = 10_000  # articles in one filter, below SQLite's 32,766 variables


_opened: dict[Path, tuple[Any, int]] = {}
"""The client of each folder, and the generation of rows it has seen. Chroma shares a client's inside among all
clients of a process, so that only the whole process can open a folder anew."""


def client(folder: Path, generation: int) -> Any:
    """
    Open a folder, or open it anew when rows of another generation were written by another process.

    An open client goes on searching the neighbour graph it has in memory. The caller has its turn at the folder.

    Raises:
        WorkspaceError: It cannot be opened.
    """
    known = _opened.get(folder)
    if known is not None and known[1] != generation:
        close(folder)
        known = None
    if known is None:
        known = _opened[folder] = (open_client(folder), generation)
    return known[0]


def has_seen(folder: Path, generation: int) -> None:
    """Note that a folder's open client wrote the rows of a generation itself."""
    _opened[folder] = (_opened[folder][0], generation)


def close(folder: Path) -> None:
    """Close a folder's client, if there is one; whoever else uses it opens it again."""
    known = _opened.pop(folder, None)
    if known is not None:
        known[0].close()


def open_client(folder: Path) -> Any:
    """
    Open a folder, made when missing, with nothing read from ``.env`` and nothing reported to anyone.

    Raises:
        WorkspaceError: It cannot be opened.
    """
    import chromadb
    from chromadb.config import Settings

    options: dict[str, Any] = {
        "_env_file": None,
        "anonymized_telemetry": False,
        "chroma_otel_collection_endpoint": "",
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder), settings=Settings(**options))
    except Exception as error:  # Chroma's errors share no base with those of its Rust half
        raise WorkspaceError(
            f"The vector index in {folder} cannot be opened ({error}); delete that folder: "
            "it is derived, and the next ingest fills it again."
        ) from error


def exists(folder: Path) -> bool:
    """Whether a folder holds anything of Chroma's, found without opening it."""
    return (folder / "chroma.sqlite3").exists()


def collection(client: Any, name: str, *, create: bool) -> Any:
    """Open a collection; ``None`` when there is none and none is to be made."""
    from chromadb.errors import NotFoundError

    if create:
        return client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": HNSW})
    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None


def query(rows: Any, vector: Sequence[float], *, k: int, kind: Kind, articles: Collection[str] | None) -> list[Hit]:
    """Find at least the *k* nearest rows there are, in no order, of *articles* or of all (``None``)."""
    hits: list[Hit] = []
    for where in _filters(articles):
        found = rows.query(
            query_embeddings=[list(vector)], n_results=k, where=where, include=["metadatas", "distances"]
        )
        hits += [
            Hit(row["article"], row["start"], row["end"], 1.0 - float(distance), kind, row["sha256"])
            for row, distance in zip(found["metadatas"][0], found["distances"][0], strict=True)
            if row  # none when it was removed while this query ran
        ]
    return hits


def delete(rows: Any, articles: Collection[str]) -> None:
    """Delete every row of the articles."""
    for where in _filters(articles):
        rows.delete(where=where)


def upsert(rows: Any, new: Sequence[tuple[ArticleText, Entry, Sequence[float]]]) -> None:
    """Add rows, in place of any of the same id."""
    for at in range(0, len(new), _ROWS):
        part = new[at : at + _ROWS]
        rows.upsert(
            ids=[entry.id for _, entry, _ in part],
            embeddings=[list(vector) for _, _, vector in part],
            metadatas=[_metadata(article, entry) for article, entry, _ in part],
        )


def articles_of_rows(rows: Any) -> list[str]:
    """Return the article of every row, repeated."""
    return [row["article"] for row in rows.get(include=["metadatas"])["metadatas"]]


def all_rows(rows: Any) -> list[tuple[Place, Sequence[float]]]:
    """Return every row's place and vector, in no order."""
    ids = rows.get(include=[])["ids"]
    found: list[tuple[Place, Sequence[float]]] = []
    for at in range(0, len(ids), _ROWS):
        part = rows.get(ids=ids[at : at + _ROWS], include=["metadatas", "embeddings"])
        places = (Place(row["article"], row["start"], row["end"]) for row in part["metadatas"])
        found.extend(zip(places, part["embeddings"], strict=True))
    return found


def _filters(articles: Collection[str] | None) -> Iterator[dict[str, Any] | None]:
    if articles is None:
        yield None
        return
    ids = sorted(set(articles))
    for at in range(0, len(ids), _IN):
        yield {"article": {"$in": ids[at : at + _IN]}}


def _metadata(article: ArticleText, entry: Entry) -> dict[str, str | int]:
    return {
        "article": article.article,
        "sha256": article.sha256,
        "start": entry.start,
        "end": entry.end,
        "published": article.published,
        "outlet": article.outlet,
    }
