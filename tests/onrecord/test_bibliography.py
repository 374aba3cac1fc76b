"""A conversation for other programs."""

from __future__ import annotations

from onrecord.bibliography import bibtex, page
from qa.answer import Answer, Sentence
from qa.citations import Citation

HOSTILE = '<script>alert("x")</script> {\\input{x}} & 100% _a_'


def hostile():
    cited = Citation(1, "a1", HOSTILE, HOSTILE, "2031-05-04", HOSTILE, 0, 5)
    return [(HOSTILE, Answer(HOSTILE, HOSTILE, sentences=(Sentence(HOSTILE, (1,)),), citations=(cited,)))]


def test_nothing_of_an_article_becomes_markup():
    assert "<script>" not in page(hostile())


def test_nothing_of_an_article_becomes_tex():
    entry = bibtex({"id": 'a"} 1', "title": HOSTILE, "URL": "https://x.example/}{"})
    assert "\\input{" not in entry.replace("\\textbackslash{}input\\{", "")
    assert entry.startswith("@misc{a-1,")
    assert entry.replace("\\{", "").replace("\\}", "").count("{") == entry.replace("\\{", "").replace("\\}", "").count(
        "}"
    )
