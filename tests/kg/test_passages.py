from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.index.passages import ArticleText, entries, windows
from kg.model import Article, Reading, Span

LENGTHS = st.lists(st.integers(0, 150), max_size=40)


@given(LENGTHS)
def test_windows_cover_every_sentence_in_order(lengths):
    covered = [i for first, stop in windows(lengths) for i in range(first, stop)]
    assert sorted(set(covered)) == list(range(len(lengths)))


@given(LENGTHS)
def test_no_window_is_too_long_unless_one_sentence_is(lengths):
    assert all(stop - first == 1 or sum(lengths[first:stop]) <= 120 for first, stop in windows(lengths))


@given(LENGTHS)
def test_windows_overlap_by_one_sentence_at_most_and_none_lies_inside_another(lengths):
    cut = list(windows(lengths))
    for (first, stop), (next_first, next_stop) in pairwise(cut):
        assert first < next_first
        assert stop < next_stop
        assert 0 <= stop - next_first <= 1


def test_a_passage_joins_its_sentences_and_spans_them():
    article = ArticleText("a1", "", [(0, 9, "It sells."), (11, 20, "It sings.")])
    (passage,) = [entry for entry in entries(article) if entry.kind == "passage"]
    assert (passage.start, passage.end, passage.text) == (0, 20, "It sells. It sings.")


def test_an_article_without_sentences_has_no_rows():
    assert entries(ArticleText("a1", "", [])) == []


def test_a_reading_gives_date_and_outlet_as_plain_values():
    article = Article(id="a1", text="It sings.", published=date(2025, 3, 4), outlet="The Daily Page")
    taken = ArticleText.of(Reading(article, sentences=(Span(0, 9),)))
    assert (taken.published, taken.outlet, taken.sha256) == (20250304, "The Daily Page", article.sha256)
