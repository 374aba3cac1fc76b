from __future__ import annotations

from qa.extractive import _parts_first


def test_of_a_part_and_its_whole_the_part_is_the_figure() -> None:
    figures = {
        q.value: (q.unit, worth) for q, worth in _parts_first("The guild said 1,240 of its 1,600 members agreed.")
    }
    assert figures[1240] == ("members", 1.0)
    assert figures[1600][1] < 1.0


def test_a_figure_that_is_no_whole_keeps_its_worth() -> None:
    assert [worth for _, worth in _parts_first("The app has 300 tracks and 20 users.")] == [1.0, 1.0]


def test_a_sentence_without_figures_has_none() -> None:
    assert list(_parts_first("Nobody sang.")) == []
