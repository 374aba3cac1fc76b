from __future__ import annotations

import ast
import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.domain import Domain, load_domain
from kg.errors import DomainError

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "kg" / "domains" / "ai_music"
FOOTBALL = ROOT / "tests" / "domains" / "football"
SEED = ROOT.parent / "shared" / "seed"


def _lines(name: str) -> set[str]:
    lines = (ROOT / "tests" / "domains" / name).read_text().splitlines()
    return {line for line in lines if not line.startswith("#")}


TYPES = _lines("types.txt")

FIXED = _lines("fixed_terms.txt")

ALIGNED = _lines("alignments.txt")
PREFIXES = {
    "https://schema.org/": "schema:",
    "http://purl.org/ontology/mo/": "mo:",
    "http://www.wikidata.org/entity/": "wd:",
    "http://www.wikidata.org/prop/direct/": "wdt:",
}


@pytest.fixture(scope="module")
def music() -> Domain:
    return load_domain()


@pytest.fixture(scope="module")
def football() -> Domain:
    return load_domain(FOOTBALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the football domain, to be broken."""
    return Path(shutil.copytree(FOOTBALL, tmp_path / "football"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


# ---------------------------------------------------------------- the shipped domain


def test_the_types_of_the_output_are_the_promised_ones(music):
    assert {music.type_name(name) for name in music.classes} == TYPES


def test_no_fixed_name_is_gone(music):
    assert set(music.relations) | set(music.figures) >= FIXED


def test_a_relation_keeps_its_direction(music):
    example = music.relations["performedBy"].example
    assert (example.subject, example.object) == ("Paper Harbour", "Marlo Quist")


def test_every_class_of_the_domain_stands_under_the_core(music):
    assert [n for n in music.classes if n != "Thing" and (music.core(n) == "Thing" or music.family(n) == "Thing")] == []


def test_every_example_holds_its_subject_and_object(music):
    for term in (*music.relations.values(), *music.figures.values()):
        assert term.example.subject in term.example.sentence
        assert getattr(term.example, "object", "") in term.example.sentence


def test_every_example_is_a_sentence(music):
    for term in (*music.relations.values(), *music.figures.values()):
        assert re.fullmatch(r"[\"A-Z].*\.", term.example.sentence)


def test_an_example_value_has_its_type(music):
    kinds = {name: type(music.figures[name].example.value) for name in ("streamCount", "releaseDate", "aiGenerated")}
    assert kinds == {"streamCount": int, "releaseDate": date, "aiGenerated": bool}


def test_every_number_has_a_unit_but_a_rank(music):
    bare = [f.name for f in music.figures.values() if f.datatype in {"integer", "decimal"} and not f.unit]
    assert bare == ["chartRank"]


def test_every_implied_term_exists(music):
    terms = music.relations | music.figures
    assert [p for term in terms.values() for p in term.sub_property_of if p not in terms] == []


def test_every_relation_and_figure_can_be_asked_for(music):
    asked = {**music.questions["relation"], **music.questions["figure"]}
    assert set(asked) == {*music.relations, *music.figures}
    assert [name for name, form in asked.items() if not 3 <= len(form["ask"]) <= 8] == []


def test_every_question_form_fits_its_term(music):
    for name, form in music.questions["relation"].items():
        assert {"{subject}", "{object}"} <= set(re.findall(r"\{\w+\}", form["answer"])), name
        assert all(re.search(r"\{(subject|object)\}|^(who|what)", ask) for ask in form["ask"]), name
        assert form["words"], name
    for name, form in music.questions["figure"].items():
        assert {"{subject}", "{value}"} <= set(re.findall(r"\{\w+\}", form["answer"])), name


def test_every_class_of_the_domain_has_question_nouns(music):
    own = {name for name, cls in music.classes.items() if cls.iri.startswith(music.namespace)}
    assert set(music.questions["class"]) == own


def test_the_alignments_are_the_checked_ones(music):
    found = set()
    for quad in music.ontology_quads():
        subject = quad.subject.value
        if subject.startswith(music.namespace) and quad.predicate.value.endswith("closeMatch"):
            space, name = re.fullmatch(r"(.*[/#])([^/#]+)", quad.object.value).groups()
            found.add(f"{subject.removeprefix(music.namespace)}={PREFIXES[space]}{name}")
    assert found == ALIGNED


def test_names_are_sorted_within_their_type(music):
    by_type: dict[str, list[str]] = {}
    for entry in music.names:
        by_type.setdefault(entry.type, []).append(entry.name)
    assert all(names == sorted(names) for names in by_type.values())


@pytest.mark.skipif(not SEED.is_dir(), reason="the texts to compare with are not here")
def test_the_domain_shares_no_run_of_four_words_with_the_article_it_began_with():
    texts = [path.read_text() for path in (*SHIPPED.iterdir(), *FOOTBALL.iterdir(), *(ROOT / "kg").glob("*.ttl"))]
    seed = set().union(*(_runs(p.read_text()) for p in SEED.glob("*.txt")))
    assert sorted(set().union(*map(_runs, texts)) & seed) == []


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+(?:['\u2019.,][^\W_]+)*", text.lower())
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


# ---------------------------------------------------------------- kinds


def test_a_domain_class_refines_the_core_class_of_its_name(music):
    assert music.classes["Person"].iri == "https://onrecord.example/ai-music#Person"
    assert {"senator", "songwriter"} & set(music.classes["Person"].trigger_nouns) == {"senator"}
    assert music.core("Person") == "Person"


def test_a_domain_without_a_class_falls_back_on_the_core(football):
    assert football.type_name("Organization") == "organization"
    assert football.is_a("Player", "Person")


def test_a_type_name_is_inherited():
    assert load_domain().type_name("Practice") == "other"


def test_an_unknown_class_is_a_thing(music):
    assert (music.core("Nonesuch"), music.type_name("Nonesuch"), music.ancestors("Nonesuch")) == ("Thing", "other", ())


def test_a_human_performer_is_no_persona(music):
    assert music.disjoint("Performer", "Persona")
    assert not music.may_be_same("Persona", "Performer")


def test_disjointness_is_inherited(music):
    assert music.disjoint("Performer", "Track")


def test_a_tool_and_its_maker_may_be_one(music):
    assert music.may_be_same("AITool", "Organization")


def test_a_song_and_a_company_of_one_name_are_two(music):
    assert not music.may_be_same("Track", "Label")


def test_a_wider_class_may_fit_where_a_narrower_is_asked_for(music):
    assert not music.fits("Organization", ("Label",))
    assert music.may_fit("Organization", ("Label",))
    assert not music.may_fit("Place", ("Label",))


def test_alternatives_of_an_end_come_from_schema_org_includes(music):
    assert music.relations["toppedChart"].domain == ("Track", "Album", "Act")


def test_an_inverse_is_a_name_for_asking_only(music):
    assert music.inverses["suedBy"] == "sued"
    assert "suedBy" not in music.relations


# ---------------------------------------------------------------- any folder


def test_a_second_domain_loads_by_path(football):
    assert (football.name, football.prefix, len(football.relations)) == ("football", "ft", 6)
    assert sorted(football.rows) == ["clause", "figure"]
    assert not set(football.relations) & set(load_domain().relations)


def test_the_ontology_holds_no_blank_nodes_and_says_nothing_twice(football):
    quads = list(football.ontology_quads())
    assert len(quads) == len(set(quads))
    assert not any("_:" in str(quad.subject) for quad in quads)


def test_no_core_term_is_labelled_twice(football):
    labels = [q.subject.value for q in football.ontology_quads() if q.predicate.value.endswith("rdf-schema#label")]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_a_changed_file_changes_the_digest(folder):
    before = load_domain(folder)
    edit(folder / "names.csv", "FIFA,", "Fifa,")
    assert load_domain(folder).digest != before.digest


def test_an_unchanged_folder_is_read_once(folder):
    assert load_domain(folder) is load_domain(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("ontology.ttl", 'rdfs:label "left"@en ;', "", "leftClub has no rdfs:label"),
        ("ontology.ttl", "rdfs:domain ft:Player ;", "", "joinedClub has no rdfs:domain"),
        ("ontology.ttl", "schema:rangeIncludes ft:Stadium", "schema:rangeIncludes ft:Arena", "has Arena as its range"),
        ("ontology.ttl", 'onr:exampleObject "Kestrel Rovers"', 'onr:note "x"', "joinedClub has no onr:exampleSentence"),
        ("ontology.ttl", "rdfs:range ft:Coach", "rdfs:range ft:Trainer", "coachedBy has Trainer as its range"),
        ("ontology.ttl", "rdfs:subClassOf onr:Event", "rdfs:subClassOf ft:Cup", "Competition stands under Cup"),
        ("ontology.ttl", "rdfs:subClassOf onr:Place", "rdfs:subClassOf ft:Stadium , onr:Nowhere", "under Nowhere"),
        ("ontology.ttl", "ft:Player a owl:Class ;", "ft:Player a owl:Class ; ;; (", "not valid Turtle"),
        ("ontology.ttl", "onr:truthy true", "onr:truthy [ ]", "blank node"),
        ("ontology.ttl", 'vann:preferredNamespacePrefix "ft" ;', "", "preferredNamespacePrefix"),
        ("names.csv", "FIFA,Organization,", "UEFA,Organization,", "line 3: UEFA stands in line 2 already"),
        ("names.csv", "FIFA,Organization,", "FIFA,Federation,", "FIFA has the type Federation"),
        ("names.csv", "FIFA,Organization,", "FIFA", "line 3: 1 fields"),
        ("names.csv", "name,type,aliases", "name,kind", "line 1 must be name,type,aliases"),
        ("questions.toml", "[relation.playsIn]", "[relation.playsAt]", "playsAt is no term"),
        ("questions.toml", "[relation.playsIn]", "[relation.playsIn", "not valid TOML"),
    ],
)
def test_a_broken_domain_is_refused_with_file_and_cause(folder, file, old, new, told):
    edit(folder / file, old, new)
    with pytest.raises(DomainError) as error:
        load_domain(folder)
    assert file in str(error.value)
    assert told in str(error.value)


def test_a_row_that_names_an_unknown_relation_is_refused(folder):
    (folder / "relations.toml").write_text('[[clause]]\nrelation = "joins"\nverbs = ["join"]\n')
    with pytest.raises(DomainError, match=r"relations\.toml: joins is no term"):
        load_domain(folder)


def test_a_row_that_names_an_unknown_class_is_refused(folder):
    (folder / "relations.toml").write_text('[[clause]]\nrelation = "joinedClub"\nsubject_types = ["Keeper"]\n')
    with pytest.raises(DomainError, match=r"relations\.toml: Keeper is no term"):
        load_domain(folder)


def test_classes_in_a_ring_are_refused(folder):
    edit(folder / "ontology.ttl", "rdfs:subClassOf onr:Organization", "rdfs:subClassOf ft:Club2")
    with (folder / "ontology.ttl").open("a") as file:
        file.write('ft:Club2 a owl:Class ; rdfs:label "club 2" ; rdfs:subClassOf ft:Club .\n')
    with pytest.raises(DomainError, match="stands under itself"):
        load_domain(folder)


def test_a_missing_folder_is_named_with_what_ships():
    with pytest.raises(DomainError, match=r"no_such_domain.*Shipped: ai_music"):
        load_domain("no_such_domain")


def test_a_deprecated_relation_needs_no_example(folder):
    edit(folder / "ontology.ttl", 'onr:exampleObject "Saltmarsh Park"', "owl:deprecated true")
    assert load_domain(folder).relations["homeGround"].deprecated


# ---------------------------------------------------------------- the package knows no domain


def _package_files() -> list[Path]:
    return [path for room in ("kg", "ingest", "qa", "onrecord") for path in (ROOT / room).rglob("*.py")]


def test_no_domain_term_stands_in_package_code(music):
    core = {name for name, cls in music.classes.items() if cls.core}
    terms = {*music.classes, *music.relations, *music.inverses, *music.figures} - core
    # A name that is one lower-case English word says nothing when it stands alone; the next test looks at its use.
    telling = {term for term in terms if not term.islower()} | {"ai_tool", "persona", "performer"}
    assert [found for path in _package_files() for found in _strings(path) if found[2] in telling] == []


def test_no_relation_is_compared_with_a_name_in_package_code():
    assert [found for path in _package_files() for found in _compared(path)] == []


def _where(path: Path, node: ast.AST, text: str) -> tuple[str, int, str]:
    return str(path.relative_to(ROOT)), getattr(node, "lineno", 0), text


def _strings(path: Path) -> list[tuple[str, int, str]]:
    """Return the strings (without docstrings) and attributes of a file."""
    tree = ast.parse(path.read_text())
    texts = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in texts:
            found.append(_where(path, node, node.value.removeprefix("aim:")))
        elif isinstance(node, ast.Attribute):
            found.append(_where(path, node, node.attr))
    return found


def _compared(path: Path) -> list[tuple[str, int, str]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr == "relation":
            words = [n.value for c in node.comparators for n in ast.walk(c) if isinstance(n, ast.Constant)]
            found += [_where(path, node, w) for w in words if isinstance(w, str) and not w.startswith("open")]
    return found


# ---------------------------------------------------------------- the gazetteer's file


def test_the_gazetteer_is_plain_csv():
    with (SHIPPED / "names.csv").open(newline="") as file:
        assert {len(row) for row in csv.reader(file)} == {3}


def test_a_counted_noun_selects_one_figure_for_a_class(music):
    figures = list(music.figures.values())
    pairs = [(a, b) for i, a in enumerate(figures) for b in figures[i + 1 :] if set(a.unit_nouns) & set(b.unit_nouns)]
    assert [(a.name, b.name) for a, b in pairs if any(music.fits(cls, b.domain) for cls in a.domain)] == []
