from __future__ import annotations

import json
import random
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.intake import fields, lines
from ingest.intake.refusal import Reason, Refusal
from ingest.intake.sources import SUFFIXES, Options, articles, expected, placed
from kg.model import Article

PROSE = " ".join(
    f"The singer Nova Vale said on Monday that song number {n} would come out in June, and that the label would pay."
    for n in range(5)
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def take(path: Path | str, **options: object) -> list[Article | Refusal]:
    return list(articles([path], Options(**options)))  # type: ignore[arg-type]


def one(path: Path, **options: object) -> Article:
    (article,) = take(path, **options)
    assert isinstance(article, Article), article
    return article


def refused(path: Path | str, why: Reason) -> Refusal:
    (refusal,) = take(path)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith(why.headline)
    assert refusal.reason.endswith(why.cure)
    assert "\n" not in refusal.reason
    return refusal


# Plain text


def test_a_text_file_is_kept_exactly_with_its_title_line(tmp_path: Path) -> None:
    text = "Nova Vale sings\r\n\r\nShe sang.\rTwice.\n\n"
    article = one(write(tmp_path, "walk.txt", text))
    assert (article.id, article.title, article.text) == ("walk", "Nova Vale sings", text)


def test_a_byte_order_mark_is_dropped_and_nothing_else(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.txt", b"\xef\xbb\xbf Nova Vale\n")).text == " Nova Vale\n"


def test_a_text_in_utf_16_with_a_mark_is_read(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.txt", "Café Vale\n".encode("utf-16"))).text == "Café Vale\n"


def test_a_first_line_that_is_a_paragraph_is_no_title(tmp_path: Path) -> None:
    assert one(write(tmp_path, "walk.txt", "Nova Vale sang. " * 50)).title == "walk"


def test_a_text_has_no_date_unless_one_is_given(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Nova Vale sang on 2026-01-02.")
    assert one(path).published is None
    assert one(path, published=date(2026, 1, 31)).published == date(2026, 1, 31)


def test_an_id_can_be_given(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.txt", "Nova Vale sang."), id="b 1").id == "b-1"


def test_the_source_is_the_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", "Nova Vale sang.")
    monkeypatch.chdir(tmp_path)
    assert one(Path("a.txt")).source == str(path.resolve())


# Markdown

MARKDOWN = """---
id: 007
title: "Nova Vale: a song"
published: 2026-01-15T23:10:00-05:00
updated: 2026-01-17
outlet: The Example Wire
byline: [Iris Holt, Odo Fenn]
url: https://wire.example/a
topics: [charts, voices]
reported_by: The Other Paper
updates: old 1
facts: [f1, f2]
mood: {deep: [1, 2]}
---

# Nova *Vale*

She sang.
"""


def test_front_matter_gives_the_metadata_and_unknown_names_are_ignored(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", MARKDOWN)
    assert one(path) == Article(
        id="007",
        text="\n# Nova *Vale*\n\nShe sang.\n",
        title="Nova Vale: a song",
        outlet="The Example Wire",
        published=date(2026, 1, 15),
        updated=date(2026, 1, 17),
        url="https://wire.example/a",
        byline="Iris Holt, Odo Fenn",
        topics=("charts", "voices"),
        reported_by=("The Other Paper",),
        updates="old-1",
        source=str(path.resolve()),
    )


def test_markdown_without_front_matter_takes_its_heading_for_a_title(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.md", "Intro.\n\n## Nova **Vale** [sings](https://x.example) ##\n"))
    assert (article.id, article.title) == ("a", "Nova Vale sings")


def test_a_rule_above_running_text_is_no_front_matter(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.md", "---\nNova Vale sang.\n")).text == "---\nNova Vale sang.\n"


@pytest.mark.parametrize(
    "block", ["id: a\n", "a: [1\n---\n", "- 1\n- 2\n---\n", "a: &x [*x\n---\n", "a: " + "[" * 2000 + "\n---\n"]
)
def test_broken_front_matter_is_refused(tmp_path: Path, block: str) -> None:
    refused(write(tmp_path, "a.md", f"---\n{block}text"), Reason.FRONT_MATTER)


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "\n" * 50_000 + "?",
        "# " + " " * 200_000 + "x",
        "# " + "#" * 200_000 + "x",
        "---\n" + "#\n" * 50_000 + "?",
    ],
    ids=["blank lines", "spaces", "hashes", "comments"],
)
def test_no_text_takes_long(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "a.md", text)
    before = time.process_time()
    assert len(take(path)) == 1
    assert time.process_time() - before < 1


def test_a_date_that_is_none_names_the_field_the_value_and_the_forms(tmp_path: Path) -> None:
    refusal = refused(write(tmp_path, "a.md", "---\npublished: next week\n---\nNova Vale sang."), Reason.DATE)
    assert all(word in refusal.reason for word in ("published", "'next week'", "2026-01-31"))


def test_front_matter_without_a_body_is_refused(tmp_path: Path) -> None:
    refused(write(tmp_path, "a.md", "---\nid: a\n---\n \n"), Reason.EMPTY)


# JSON


def test_a_line_is_an_article(tmp_path: Path) -> None:
    record = {
        "id": "a1",
        "title": "T",
        "outlet": "O",
        "published": "2026-01-02",
        "url": "https://w.example",
        "text": "Nova.",
    }
    path = write(tmp_path, "a.jsonl", json.dumps(record))
    assert one(path) == Article("a1", "Nova.", "T", "O", date(2026, 1, 2), None, "https://w.example", source=str(path))


def test_a_line_without_an_id_is_named_by_its_text(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.jsonl", '{"text": "Nova Vale sang."}')).id == "d528eba073a348fb"


def test_null_and_blank_fields_count_as_not_given(tmp_path: Path) -> None:
    line = '{"id": null, "title": null, "published": "", "topics": null, "text": "Nova Vale sang."}'
    assert one(write(tmp_path, "a.jsonl", line)).published is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(min_size=1).filter(lambda t: t.removeprefix("\ufeff").strip()), min_size=1, max_size=5),
    st.booleans(),
)
def test_any_text_comes_out_code_point_for_code_point(tmp_path: Path, texts: list[str], escaped: bool) -> None:  # noqa: FBT001
    path = write(tmp_path, "a.jsonl", "\n".join(json.dumps({"text": t}, ensure_ascii=escaped) for t in texts))
    out = [a.text if isinstance(a, Article) else a for a in take(path, any_language=True)]
    assert out == [t.removeprefix("\ufeff") for t in texts]


BAD_LINES = {
    "{": Reason.JSON,
    '{"text": "a" "b"}': Reason.JSON,
    "[1, 2]": Reason.JSON,
    '"text"': Reason.JSON,
    "[" * 100_000: Reason.JSON,
    '{"n": ' + "9" * 5000 + "}": Reason.JSON,
    "{}": Reason.EMPTY,
    '{"text": " \\n\\u3000"}': Reason.EMPTY,
    '{"text": 5}': Reason.FIELD,
    '{"text": "a", "title": ["b"]}': Reason.FIELD,
    '{"text": "a", "topics": [1]}': Reason.FIELD,
    '{"text": "a", "id": true}': Reason.FIELD,
    '{"text": "a", "published": "31.01.2026"}': Reason.DATE,
    '{"text": "a", "updated": 1767225600}': Reason.DATE,
    '{"text": "a \\ud800 b"}': Reason.CHARACTER,
    '{"text": "a", "id": "\\udfff"}': Reason.CHARACTER,
}


@pytest.mark.parametrize("line", BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_bad_line_is_refused_with_its_number_and_the_next_one_goes_on(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, "a.jsonl", f'\n{line}\n{{"text": "Nova Vale sang."}}\n')
    refusal, article = take(path)
    assert isinstance(refusal, Refusal)
    assert refusal.path == f"{path}:2"
    assert refusal.reason.startswith(BAD_LINES[line].headline)
    assert len(refusal.reason) < 300
    assert isinstance(article, Article)


def test_a_line_in_another_encoding_names_the_byte(tmp_path: Path) -> None:
    refusal, article = take(write(tmp_path, "a.jsonl", b'{"text": "caf\xe9"}\n{"text": "Nova."}'))
    assert isinstance(refusal, Refusal)
    assert "byte 0xE9 at position 13" in refusal.reason
    assert isinstance(article, Article)


def test_a_line_of_fifty_megabytes_is_skipped_without_being_held(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "One."}\n{"text": "')
        for _ in range(50):
            file.write(b"x" * 1024 * 1024)
        file.write(b'"}\n{"text": "Three."}\n')
    tracemalloc.start()
    first, second, third = take(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(second, Refusal)
    assert second.path.endswith(":2")
    assert [a.text for a in (first, third) if isinstance(a, Article)] == ["One.", "Three."]
    assert peak < 3 * lines.MAX_LINE


def test_memory_does_not_grow_with_the_number_of_lines(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "a.jsonl"
    path.write_text((json.dumps({"text": PROSE * 20}) + "\n") * 500)  # 6 MB
    tracemalloc.start()
    count = sum(1 for _ in articles([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 500
    assert peak < 1_500_000


def test_a_json_file_may_hold_one_object_a_list_or_lines(tmp_path: Path) -> None:
    a, b = '{"id": "a",\n"text": "Nova."}', '{"id": "b", "text": "Vale."}'
    for name, content, ids in (("1", a, ["a"]), ("2", f"[{a}, {b}]", ["a", "b"]), ("3", f"{b}\n{b}", ["b", "b"])):
        found = take(write(tmp_path, f"{name}.json", content))
        assert [x.id for x in found if isinstance(x, Article)] == ids


def test_a_bad_object_of_a_list_is_refused_by_its_number(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", '[{"text": "Nova."}, 5]')
    refusal = take(path)[1]
    assert isinstance(refusal, Refusal)
    assert refusal.path == f"{path}#2"


@pytest.mark.parametrize(
    ("content", "why"), [(b"", Reason.EMPTY), (b"[]", Reason.EMPTY), (b"{", Reason.JSON), (b"\0", Reason.BINARY)]
)
def test_a_bad_json_file_is_refused(tmp_path: Path, content: bytes, why: Reason) -> None:
    refused(write(tmp_path, "a.json", content), why)


def test_lines_in_utf_16_are_refused_once(tmp_path: Path) -> None:
    refused(write(tmp_path, "a.jsonl", '{"text": "a"}\n{"text": "b"}\n'.encode("utf-16")), Reason.ENCODING)


# Bad files


@pytest.mark.parametrize("suffix", [s for kind, suffixes in SUFFIXES.items() for s in suffixes])
@pytest.mark.parametrize(
    "content",
    [b"", b" \n\t\n", b"\x89PNG\r\n\0\0\0", b"\x80\x81\xfe\x11" * 40],
    ids=["empty", "blank", "binary", "noise"],
)
def test_no_kind_of_file_chokes_on_no_text(tmp_path: Path, suffix: str, content: bytes) -> None:
    (refusal,) = take(write(tmp_path, f"a{suffix}", content))
    assert isinstance(refusal, Refusal)


def test_a_text_in_another_encoding_is_refused_with_the_place(tmp_path: Path) -> None:
    refusal = refused(write(tmp_path, "a.txt", "Nova\nCafé".encode("latin-1")), Reason.ENCODING)
    assert "byte 0xE9 at position 8 (line 2)" in refusal.reason


def test_a_text_longer_than_an_article_is_refused(tmp_path: Path) -> None:
    refused(write(tmp_path, "a.txt", "x" * (fields.MAX_CHARACTERS + 1)), Reason.TOO_LONG)
    refused(write(tmp_path, "b.txt", "x" * 5_000_000), Reason.TOO_LONG)


def test_another_kind_of_file_is_refused_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    assert ".jsonl" in refused(write(tmp_path, "a.docx", "x"), Reason.SUFFIX).reason


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", "Nova.")

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert "Permission denied" in refused(path, Reason.UNREADABLE).reason


def test_a_bug_in_a_parser_stops_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: bytes) -> dict[str, object]:
        raise IndexError("list index out of range")

    monkeypatch.setattr("ingest.intake.html.page", broken)
    write(tmp_path, "a.html", "<p>x")
    write(tmp_path, "b.txt", "Nova.")
    refusal, article = take(tmp_path)
    assert isinstance(refusal, Refusal)
    assert "IndexError" in refusal.reason
    assert isinstance(article, Article)


# Language


GERMAN = (
    "Die Sängerin sagte am Montag, ihr neues Album werde im Juni erscheinen, und das Label habe zugesagt, die Tournee "
    "durch den Norden zu bezahlen. Der Verband der Musiker kritisierte den Vertrag."
)


def test_another_language_is_refused(tmp_path: Path) -> None:
    assert "'de'" in refused(write(tmp_path, "a.txt", GERMAN), Reason.LANGUAGE).reason


def test_any_language_marks_it_for_search_only(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.txt", GERMAN), any_language=True)
    assert (article.language, article.search_only) == ("de", True)


def test_english_is_read(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.txt", PROSE), any_language=True)
    assert (article.language, article.search_only) == ("en", False)


# All together


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    names = ["b.txt", "a.txt", "c/d.md", "c/e.jsonl", "c/.hidden.txt", "f.pdf"]
    paths: list[Path | str] = [write(tmp_path, name, f'{{"text": "{name}"}}') for name in names]
    paths += [tmp_path, tmp_path / "none", f"{tmp_path}/**/*.md"]
    wanted = list(placed(paths))
    for seed in range(5):
        random.Random(seed).shuffle(paths)
        assert set(placed(paths)) == set(wanted)
    assert len(wanted) == len(set(wanted))


def test_the_expected_number_counts_lines_entries_and_files(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", '{"text": "a"}\n' * 7)
    write(tmp_path, "b.txt", "Nova.")
    write(tmp_path, "c.json", '[{"text": "a"}, {"text": "b"}]')
    write(tmp_path, "d.zip", "x")
    assert expected([tmp_path, tmp_path / "none"]) == 12
