"""
The gate of the sample corpus: an article tells its facts, all of them, and nothing else.

The facts lie beside the articles (`corpus/facts.jsonl`, without the reporters' sentences). Where the
working copy has `../shared`, the articles are also held against those sentences, word run by word run.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
# The second folder holds what is being written and annotated; it is read as soon as it exists.
FOLDERS = [ROOT / "corpus" / name for name in ("articles", "second")]
SHARED = ROOT.parent / "shared"
COMPLETE_FROM = 70  # articles; from here on every fact must be told
SPELLED = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
UNIT = {w: n for n, w in enumerate(SPELLED.split())}
DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {w: n * 10 for n, w in enumerate(DECADES.split(), 2)}
SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
RANKS = "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINAL = {w: n for n, w in enumerate(RANKS.split(), 4)}
# "one", "two", "three" count what a sentence has just named; larger words are figures.
SMALL = {0, 1, 2, 3}
# Capital letters that belong to no fact.
CAPITALS = """i a an the us uk eu ai no nos ep act january february march april may june july august september october
november december monday tuesday wednesday thursday friday saturday sunday"""


@cache
def facts() -> dict[str, dict[str, Any]]:
    lines = (ROOT / "corpus" / "facts.jsonl").read_text("utf-8").splitlines()
    return {f["id"]: f for f in map(json.loads, lines)}


@cache
def allowed() -> dict[str, dict[str, list[list[str]]]]:
    return tomllib.loads((Path(__file__).parent / "allowed.toml").read_text("utf-8"))


def exceptions(kind: str, article_id: str) -> set[str]:
    table = allowed()[kind]
    return {what for key in ("*", article_id) for what, _ in table.get(key, [])}


@cache
def article(path: Path) -> tuple[dict[str, Any], str]:
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(front), body.strip()


def listed(path: Path) -> list[dict[str, Any]]:
    return [facts()[i] for i in article(path)[0]["facts"]]


PATHS = sorted(p for folder in FOLDERS for p in folder.glob("*.md"))
each_article = pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
with_shared = pytest.mark.skipif(not (SHARED / "facts" / "facts.jsonl").exists(), reason="needs ../shared")


def plain(text: str) -> str:
    return text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['.,-]\w+)*", plain(text).casefold())


def spelled(tokens: list[str]) -> float:
    total = part = 0.0
    for t in tokens:
        if t in SCALE:
            part = (part or 1) * SCALE[t]
            if t != "hundred":
                total, part = total + part, 0
        elif t != "and":
            part += UNIT.get(t, TENS.get(t, 0)) if not t[0].isdigit() else float(t.replace(",", ""))
    return total + part


NUMBER_WORD = "|".join([*UNIT, *TENS, *SCALE])
DIGITS = r"\d[\d,]*(?:\.\d+)?(?:[ -](?:million|billion|thousand)\b)?"
NUMBER = re.compile(rf"{DIGITS}|\b(?:{NUMBER_WORD})(?:[ -](?:and )?(?:{NUMBER_WORD}))*\b", re.IGNORECASE)


def numbers(text: str) -> set[float]:
    """Return every figure of *text*, in digits or in words, as a number."""
    text = plain(text).casefold()
    runs_of = [re.findall(r"[\d.,]*\d|[a-z]+", m.group()) for m in NUMBER.finditer(text)]
    found = {spelled(run) for run in runs_of if run[0] not in SCALE}  # "a million" and "hundreds" are no figures
    found |= {float(n) for w, n in ORDINAL.items() if re.search(rf"\b{w}\b", text)}
    return found | {float(n) for n in re.findall(r"\b(\d+)(?:st|nd|rd|th|s|%|m|bn)\b", text)}


def dated(value: str | None) -> set[float]:
    return {float(p) for p in re.findall(r"\d+", value or "")}


def figures(fact: dict[str, Any]) -> set[float]:
    """Return the figures that retelling *fact* may use: those of its wording, metrics and dates."""
    told = numbers(
        " ".join([fact["statement"], fact["hedge"] or "", fact["outlet"], *(e["name"] for e in fact["entities"])])
    )
    told |= numbers(" ".join(a for e in fact["entities"] for a in e.get("aliases", [])))
    for m in fact["metrics"]:
        told |= {float(m["value"])} | dated(m["as_of"])
    return told | dated(fact["event_date"]) | dated(fact["date_known"])


YEAR = "January February March April May June July August September October November December"
MONTHS = YEAR.split()
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")


def days(text: str) -> set[str]:
    """Return the days that *text* names, as "--MM-DD", and as "YYYY-MM-DD" where the year stands beside them."""
    found = set()
    for day, month, year in DAY.findall(text):
        found |= {f"{y}-{MONTHS.index(month) + 1:02}-{int(day):02}" for y in ("-", year) if y}
    return found


def days_of(fact: dict[str, Any]) -> set[str]:
    known = {str(d) for d in (fact["event_date"], fact["date_known"], *(m["as_of"] for m in fact["metrics"])) if d}
    known |= days(f"{fact['statement']} {fact['hedge'] or ''}")
    year = (fact["event_date"] or fact["date_known"])[:4]
    return (
        known
        | {f"-{d[4:]}" for d in known if len(d) == len("YYYY-MM-DD")}
        | {year + d[1:] for d in known if d[0] == "-"}
    )


def near(a: float, b: float) -> bool:
    return abs(a - b) <= 0.02 * max(abs(a), abs(b))


def names_of(entity: dict[str, Any]) -> list[str]:
    forms = [re.sub(r"\s*\(.*?\)", "", n) for n in (entity["name"], *entity.get("aliases", []))]
    if entity["type"] in {"person", "performer", "lawsuit"}:
        forms += [p for n in forms for p in re.split(r" v\. ", n)] + [n.split()[-1] for n in forms]
    return forms


def is_named(entity: dict[str, Any], text: str) -> bool:
    """Whether *text* has a name of *entity*, or most of its telling words (laws and suits go by short names)."""
    low, have = plain(text).casefold(), set(words(text))
    for form in names_of(entity):
        telling = [w for w in words(form) if len(w) > 2]
        hits = sum(w in have or any(w[:5] == h[:5] for h in have if len(w) > 5) for w in telling)
        if plain(form).casefold() in low or (len(telling) > 1 and hits >= 0.6 * len(telling)):
            return True
    return False


def quotations(text: str) -> list[str]:
    return re.findall(r'"([^"]+)"', plain(text))


def runs(tokens: list[str], n: int) -> set[tuple[str, ...]]:
    return set(zip(*(tokens[i:] for i in range(n)), strict=False))


@cache
def name_pattern() -> re.Pattern[str]:
    named = {plain(n) for f in facts().values() for e in f["entities"] for n in names_of(e) if len(n) > 2}
    return re.compile(
        "|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in sorted(named, key=len, reverse=True)), re.IGNORECASE
    )


def masked(text: str) -> list[str]:
    """Return the words of *text* with each name of the sheet as one word: a name is nobody's wording."""
    return words(name_pattern().sub(" NAME ", plain(text)))


@cache
def evidence() -> dict[str, str]:
    lines = (SHARED / "facts" / "facts.jsonl").read_text("utf-8").splitlines()
    return {f["id"]: f["evidence"] for f in map(json.loads, lines)}


@each_article
def test_front_matter_is_complete(path: Path) -> None:
    meta, _ = article(path)
    assert set(meta) - {"updates"} == {"id", "title", "published", "outlet", "reported_by", "topics", "facts"}
    assert meta["id"] == path.stem
    assert meta["outlet"] == "On Record sample corpus"
    assert isinstance(meta["published"], date)
    assert meta["title"]
    assert len(set(meta["facts"])) == len(meta["facts"]) > 0


@each_article
def test_topics_and_outlets_are_those_of_the_facts(path: Path) -> None:
    meta, _ = article(path)
    assert meta["topics"]
    assert set(meta["topics"]) <= {f["topic"] for f in listed(path)}
    assert meta["reported_by"]
    assert set(meta["reported_by"]) <= {f["outlet"] for f in listed(path)}


@each_article
def test_nothing_is_told_before_it_was_known(path: Path) -> None:
    published = str(article(path)[0]["published"])
    late = [f["id"] for f in listed(path) if published[: len(f["date_known"])] < f["date_known"]]
    assert late == []


@each_article
def test_an_update_names_an_earlier_article(path: Path) -> None:
    meta, _ = article(path)
    if "updates" in meta:
        (earlier,) = (p for p in PATHS if p.stem == meta["updates"])
        assert article(earlier)[0]["published"] <= meta["published"]


@each_article
def test_the_text_is_prose_of_120_to_500_words(path: Path) -> None:
    _, body = article(path)
    assert 120 <= len(body.split()) <= 500
    assert not re.search(r"^\s*([#>*-]|\d+\.\s)|\*\*|\]\(|`", body, re.MULTILINE)


@each_article
def test_each_listed_fact_is_recognisable(path: Path) -> None:
    text = article(path)[0]["title"] + "\n" + article(path)[1]
    weak = []
    for f in listed(path):
        named = [is_named(e, text) for e in f["entities"]]
        if sum(named) * 2 < len(named):
            weak.append((f["id"], [e["name"] for e, n in zip(f["entities"], named, strict=True) if not n]))
    assert weak == []


@each_article
def test_every_number_comes_from_a_listed_fact(path: Path) -> None:
    meta, body = article(path)
    known = SMALL | {float(meta["published"].year)}
    known |= {n for f in listed(path) for n in figures(f)} | {
        n for w in exceptions("numbers", path.stem) for n in numbers(w)
    }
    assert sorted(numbers(body) - known) == []


@each_article
def test_every_day_comes_from_a_listed_fact(path: Path) -> None:
    meta, body = article(path)
    known = {d for f in listed(path) for d in days_of(f)} | exceptions("days", meta["id"])
    assert sorted(days(body) - known) == []


@each_article
def test_every_name_comes_from_a_listed_fact(path: Path) -> None:
    _, body = article(path)
    source = " ".join(json.dumps(f, ensure_ascii=False) for f in listed(path))
    known = {w.casefold() for w in re.findall(r"\w+", plain(source))} | set(CAPITALS.split())
    known |= {w.casefold() for e in exceptions("names", path.stem) for w in re.findall(r"\w+", e)}
    inside = re.findall(r"(?<=[\w,;:)] )[A-Z]\w+", re.sub(r'"[^"]*"', "", plain(body)))
    assert (
        sorted({w for w in inside if w.casefold().removesuffix("s") not in known and w.casefold() not in known}) == []
    )


def test_every_fact_is_told_in_full_somewhere() -> None:
    full: set[str] = set()
    for path in PATHS:
        text = article(path)[0]["title"] + "\n" + article(path)[1]
        have = numbers(text)
        for f in listed(path):
            values = [float(m["value"]) for m in f["metrics"] if m["value"] not in SMALL]
            said = all(any(near(v, n) for n in have) for v in values)
            if said and all(is_named(e, text) for e in f["entities"]):
                full.add(f["id"])
    begun = {f["id"] for p in PATHS for f in listed(p)}
    expected = set(facts()) if len(PATHS) >= COMPLETE_FROM else begun
    assert sorted(expected - full) == []


def test_titles_differ() -> None:
    titles = [article(p)[0]["title"] for p in PATHS]
    assert len(titles) == len(set(titles))


def test_ids_differ_over_both_folders() -> None:
    ids = [p.stem for p in PATHS]
    assert len(ids) == len(set(ids))


@with_shared
@each_article
def test_no_reporter_is_copied(path: Path) -> None:
    unquoted = re.sub(r'"[^"]*"', " | ", plain(article(path)[1]))
    said = {r for part in unquoted.split("|") for r in runs(masked(part), 8)}
    assert [i for i, q in evidence().items() if runs(masked(q), 8) & said] == []


@with_shared
@each_article
def test_quotation_marks_hold_what_was_said(path: Path) -> None:
    sources = [evidence()[f["id"]] for f in listed(path)] + [
        n for f in listed(path) for e in f["entities"] for n in names_of(e)
    ]
    said = " | ".join(" ".join(words(s)) for s in sources)
    assert [q for q in quotations(article(path)[1]) if " ".join(words(q)) not in said] == []


@with_shared
@each_article
def test_no_four_word_run_of_the_first_article_returns(path: Path) -> None:
    seed = (SHARED / "seed" / "walk-my-walk.txt").read_text("utf-8")
    old, new = (runs(masked(t), 4) for t in (seed, article(path)[1]))
    assert sorted(r for r in old & new if r.count("name") < 2) == []
