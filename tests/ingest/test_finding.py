from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ingest.intake.finding import Found, find
from ingest.intake.refusal import Reason, Refusal

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(*paths: str | Path) -> list[str]:
    return [found.name for found in find(paths) if isinstance(found, Found)]


def refusal(path: str | Path) -> Refusal:
    (refused,) = (found for found in find([path]) if isinstance(found, Refusal))
    return refused


def test_folders_are_read_with_all_below_sorted(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/c.txt", "a/b/a.md")
    assert names(tmp_path) == [str(tmp_path / n) for n in ("a/b/a.md", "a/c.txt", "b.txt")]


def test_hidden_names_are_skipped_in_folders_but_not_when_named(tmp_path: Path) -> None:
    write(tmp_path, ".a.txt", ".git/b.txt", "c.txt")
    assert names(tmp_path) == [str(tmp_path / "c.txt")]
    assert names(tmp_path / ".a.txt") == [str(tmp_path / ".a.txt")]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert len(names(tmp_path, tmp_path / "a.txt", f"{tmp_path}/*.txt", f"{tmp_path}/../{tmp_path.name}/a.txt")) == 1


def test_names_are_those_that_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "news/a.txt")
    monkeypatch.chdir(tmp_path)
    assert names("news") == ["news/a.txt"]


def test_patterns_reach_below(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/c.txt", "b/d.md")
    assert names(f"{tmp_path}/**/*.txt") == [str(tmp_path / "a.txt"), str(tmp_path / "b/c.txt")]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    write(tmp_path, "a[1].txt", "a1.txt")
    assert names(tmp_path / "a[1].txt") == [str(tmp_path / "a[1].txt")]


def test_a_pattern_without_a_match_is_refused(tmp_path: Path) -> None:
    assert refusal(f"{tmp_path}/*.txt").reason.startswith(Reason.NO_MATCH.headline)


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.txt").reason.startswith(Reason.MISSING.headline)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).reason.startswith(Reason.NO_FILES.headline)


def test_a_folder_linked_into_itself_is_refused_and_its_files_come_once(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a/up").symlink_to(tmp_path)
    assert refusal(tmp_path).path == str(tmp_path / "a/up")
    assert names(tmp_path) == [str(tmp_path / "a/b.txt")]


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert refusal(tmp_path / "a.txt").reason.startswith(Reason.LOOP.headline)


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("gone.txt")
    assert "a link that leads nowhere" in refusal(tmp_path).reason


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert refusal(tmp_path).reason.startswith(Reason.NOT_A_FILE.headline)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_is_closed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0)
    assert refusal(tmp_path).reason.startswith(Reason.UNREADABLE.headline)


def test_a_name_that_is_no_text_can_be_printed_and_stored(tmp_path: Path) -> None:
    try:
        (tmp_path / "a\udce9.txt").write_text("Nova.")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    (found,) = find([tmp_path])
    assert isinstance(found, Found)
    assert (found.name + found.source).encode()
    assert found.path.read_text() == "Nova."
