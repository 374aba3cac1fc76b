from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from ingest.intake.html import MIN_PROSE, fragment, prose_words
from ingest.intake.refusal import Reason, Refusal
from ingest.intake.sources import articles
from kg.model import Article

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Nova Vale tops the list | The Example Wire</title>
<meta property="og:site_name" content="The Example Wire"><meta name="author" content="Iris Holt">
<meta property="article:published_time" content="2026-01-15T23:10:00-05:00">
<meta property="article:modified_time" content="2026-01-17T09:00:00Z">
<link rel="canonical" href="https://wire.example/nova-vale"></head><body>
<nav><ul><li><a href="/">Front page</a></li><li><a href="/m">Sounds and stages</a></li></ul></nav>
<article><h1>Nova Vale tops the list</h1>"""
TAIL = """</article><aside><h3>Read next</h3><a href="/x">Ten bands to hear this winter</a></aside>
<footer>Copyright 2026 The Example Wire. All rights reserved.</footer></body></html>"""
BODY = "".join(
    f"<p>The singer Nova Vale said on Monday that song number {n} would come out in <b>June</b>, and that the label "
    f'<a href="/l">Harbour Lane</a> had agreed to pay for the “long” tour of the north.</p>'
    for n in range(4)
)


def take(folder: Path, page: str | bytes) -> Article | Refusal:
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    (item,) = articles([path])
    return item


def refused(folder: Path, page: str, why: Reason) -> str:
    item = take(folder, page)
    assert isinstance(item, Refusal)
    assert item.reason.startswith(why.headline)
    return item.reason


@pytest.fixture
def article(tmp_path: Path) -> Article:
    item = take(tmp_path, HEAD + BODY + TAIL)
    assert isinstance(item, Article)
    return item


def test_the_metadata_of_a_page_is_kept(article: Article) -> None:
    kept = (article.id, article.title, article.outlet, article.byline, article.url)
    assert kept == (
        "page",
        "Nova Vale tops the list",
        "The Example Wire",
        "Iris Holt",
        "https://wire.example/nova-vale",
    )


def test_published_and_updated_are_kept_apart(article: Article) -> None:
    assert (str(article.published), str(article.updated)) == ("2026-01-15", "2026-01-17")


def test_the_words_of_the_article_are_kept_across_links(article: Article) -> None:
    assert (
        "in June, and that the label Harbour Lane had agreed to pay for the “long” tour of the north." in article.text
    )


def test_paragraphs_are_parted_by_an_empty_line(article: Article) -> None:
    assert article.text.count("\n\n") == 4
    assert "\n\n\n" not in article.text


@pytest.mark.parametrize("boilerplate", ["Front page", "Sounds and stages", "Ten bands", "All rights reserved"])
def test_boilerplate_is_left_out(article: Article, boilerplate: str) -> None:
    assert boilerplate not in article.text


def test_the_same_page_gives_the_same_article(article: Article, tmp_path: Path) -> None:
    assert take(tmp_path, HEAD + BODY + TAIL) == article


def test_a_charset_that_the_page_declares_is_used(tmp_path: Path) -> None:
    page = (HEAD.replace("utf-8", "windows-1252") + BODY + TAIL).encode("cp1252")
    item = take(tmp_path, page)
    assert isinstance(item, Article)
    assert "“long”" in item.text


def test_a_charset_that_nobody_declares_is_not_guessed(tmp_path: Path) -> None:
    item = take(tmp_path, (HEAD.replace("utf-8", "no-such-thing") + BODY + TAIL).encode("cp1252"))
    assert isinstance(item, Refusal)
    assert "byte 0x93" in item.reason


@pytest.mark.parametrize(
    "stub",
    [
        "Subscribe to continue reading.",
        "To keep reading, please log in.",
        "Already a subscriber? Sign in.",
        "This article is for subscribers.",
        "This story is available exclusively to our members.",
        "You have two free articles left this month.",
        "Unlock this article.",
    ],
)
def test_the_beginning_that_a_paywall_shows_is_refused(tmp_path: Path, stub: str) -> None:
    page = HEAD + BODY[: len(BODY) // 2] + f"</p><p>{stub}</p>" + TAIL
    assert "it says '" in refused(tmp_path, page, Reason.PAYWALL)


def test_a_page_that_says_it_is_not_free_is_refused_when_short(tmp_path: Path) -> None:
    note = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    refused(tmp_path, HEAD + note + BODY + TAIL, Reason.PAYWALL)


def test_a_whole_article_that_advertises_a_subscription_is_kept(tmp_path: Path) -> None:
    page = HEAD + BODY * 3 + "<p>Subscribe to read our newsletter every day.</p>" + TAIL
    assert isinstance(take(tmp_path, page), Article)


def test_news_about_subscribers_is_no_paywall(tmp_path: Path) -> None:
    page = (
        HEAD
        + BODY
        + "<p>The service said that members could sign up for the tour and that subscribers grew.</p>"
        + TAIL
    )
    assert isinstance(take(tmp_path, page), Article)


NAVIGATION = "<html><body>" + "".join(f"<li><a href='/{n}'>Section number {n} of the site</a></li>" for n in range(60))


@pytest.mark.parametrize(
    "page", [NAVIGATION, "<html></html>", "words", "<p>Not found.</p>", "<" * 5000, "<div>" * 5000]
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    assert f"at least {MIN_PROSE}" in refused(tmp_path, page, Reason.NO_ARTICLE)


def test_lines_that_are_no_sentences_do_not_count_as_prose() -> None:
    assert prose_words("Home and garden and more\nYes.\nShe said that it “would not do.”") == 7


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain &lt;words&gt;", "plain <words>"),
        ("<p>One</p>tail<p>Two</p>", "One\n\ntail\n\nTwo"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<!-- no --><style>no</style>yes<script>no</script>, yes", "yes, yes"),
        ("<p>a  \n b</p>", "a b"),
        ("<p>Text.</p><p>The post <a>Text</a> appeared first on <a>The Wire</a>.</p>", "Text."),
        ("<p>Text.</p><p>[…]</p>", "Text."),
        ("<i>" * 200 + "deep", "deep"),
        ("nul \0 here", "nul \ufffd here"),
        ("", ""),
    ],
)
def test_a_fragment_becomes_its_text(markup: str, text: str) -> None:
    assert fragment(markup) == text


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forever(_: bytes) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr("ingest.intake.html.page", forever)
    monkeypatch.setattr("ingest.intake.sources.PAGE_SECONDS", 0.1)
    assert "longer than 0.1 seconds" in refused(tmp_path, BODY, Reason.BROKEN)


def test_a_page_without_a_title_takes_its_first_line(tmp_path: Path) -> None:
    item = take(tmp_path, "<p>Short line one.</p>" + BODY)
    assert isinstance(item, Article)
    assert item.title == "Short line one."
