from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.intake.refusal import Reason, Refusal
from ingest.intake.sources import articles
from kg.model import Article

if TYPE_CHECKING:
    from pathlib import Path

PROSE = " ".join(
    f"The singer Nova Vale said that song number {n} would come out in the month of June." for n in range(4)
)
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Example &amp; Wire</title>{}</channel></rss>"""
ITEM = f"""<item><title>Nova &lt;i&gt;Vale&lt;/i&gt; sings</title><link>https://wire.example/1</link>
<guid isPermaLink="false">https://wire.example/?p=1</guid><pubDate>Thu, 01 Jan 2026 23:30:00 -0500</pubDate>
<dc:creator>Iris Holt</dc:creator><category>charts</category><category>voices</category>
<description>Short.</description>
<content:encoded><![CDATA[<p>{PROSE}</p><script>track()</script><p>{PROSE}</p>]]></content:encoded></item>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Atom Post</title><entry><id>tag:post.example,2026:7</id>
<title>Vale</title><author><name>Iris Holt</name></author><author><name>Odo Fenn</name></author>
<link href="https://post.example/7"/><published>2026-02-02T01:00:00+09:00</published>
<updated>2026-02-03T01:00:00+09:00</updated>
<content type="html">&lt;p&gt;{PROSE}&lt;/p&gt;</content></entry></feed>"""


def take(folder: Path, feed: str, name: str = "feed.xml") -> list[Article | Refusal]:
    path = folder / name
    path.write_text(feed)
    return list(articles([path]))


def item(**parts: str) -> str:
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in parts.items()) + "</item>"


def reason(folder: Path, feed: str) -> str:
    (refusal,) = take(folder, feed)
    assert isinstance(refusal, Refusal)
    return refusal.reason


def test_an_rss_entry_with_its_content_is_an_article(tmp_path: Path) -> None:
    (article,) = take(tmp_path, RSS.format(ITEM))
    assert isinstance(article, Article)
    assert article.text == f"{PROSE}\n\n{PROSE}"
    assert (article.id, article.title, article.outlet) == ("wire.example-p-1", "Nova Vale sings", "The Example & Wire")
    assert (article.byline, article.topics, article.url) == (
        "Iris Holt",
        ("charts", "voices"),
        "https://wire.example/1",
    )


def test_the_day_is_that_of_the_outlets_own_zone(tmp_path: Path) -> None:
    (article,) = take(tmp_path, RSS.format(ITEM))
    assert isinstance(article, Article)
    assert (str(article.published), article.updated) == ("2026-01-01", None)


def test_an_atom_entry_is_an_article(tmp_path: Path) -> None:
    (article,) = take(tmp_path, ATOM, "feed.atom")
    assert isinstance(article, Article)
    assert (article.id, article.text, article.byline) == ("tag-post.example-2026-7", PROSE, "Iris Holt, Odo Fenn")
    assert (str(article.published), str(article.updated)) == ("2026-02-02", "2026-02-03")


def test_a_summary_that_is_long_enough_is_kept(tmp_path: Path) -> None:
    (article,) = take(tmp_path, RSS.format(item(title="A", description=PROSE)))
    assert isinstance(article, Article)
    assert article.text == PROSE


def test_a_teaser_is_refused_and_the_next_entry_goes_on(tmp_path: Path) -> None:
    refusal, article = take(tmp_path, RSS.format(item(title="A", description="Nova Vale sang.") + ITEM))
    assert isinstance(refusal, Refusal)
    assert refusal.path.endswith("feed.xml#1")
    assert refusal.reason.startswith(Reason.SUMMARY.headline)
    assert isinstance(article, Article)


def test_an_entry_without_text_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, RSS.format(item(title="A"))).startswith(Reason.EMPTY.headline)


def test_a_stub_in_a_feed_is_refused(tmp_path: Path) -> None:
    feed = RSS.format(item(title="A", description=f"{PROSE} Subscribe to continue reading."))
    assert reason(tmp_path, feed).startswith(Reason.PAYWALL.headline)


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    feed = RSS.format(item(title="A", pubDate="soonish", description=PROSE))
    assert "published is 'soonish'" in reason(tmp_path, feed)


@pytest.mark.parametrize("feed", ["<rss", "<html><body>x</body></html>", RSS.format(""), "{}", "Nova Vale sang."])
def test_a_feed_that_is_none_is_refused(tmp_path: Path, feed: str) -> None:
    assert reason(tmp_path, feed).startswith(Reason.FEED.headline)


def test_a_feed_that_breaks_off_loses_its_last_entry_only(tmp_path: Path) -> None:
    feed = RSS.format(ITEM + item(title="B", guid="b", description=PROSE))
    article, refusal = take(tmp_path, feed[: feed.rindex("in the month")])
    assert isinstance(article, Article)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith(Reason.CUT_OFF.headline)


def test_an_unknown_entity_does_not_spoil_a_feed(tmp_path: Path) -> None:
    (article,) = take(tmp_path, RSS.format(item(title="A&nbsp;B", description=PROSE)))
    assert isinstance(article, Article)
    assert article.title == "A B"


def test_entities_of_a_feed_read_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden words")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]><rss'
    found = take(tmp_path, RSS.format(item(title="A &x;", description=f"{PROSE} &x;")).replace("<rss", doctype, 1))
    assert not any(isinstance(a, Article) and "hidden" in a.text + a.title for a in found)
