"""
The domain folder that ``onrecord domain new`` makes: five terms about kitchens that work, to be changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = """\
# What there is in the subject, and how it relates. docs/domain.md tells every statement.
@prefix onr: <https://onrecord.example/core#> .
@prefix {prefix}: <https://onrecord.example/{name}#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix vann: <http://purl.org/vocab/vann/> .

<https://onrecord.example/{name}> a owl:Ontology ; owl:versionInfo "0.1.0" ;
  vann:preferredNamespacePrefix "{prefix}" ; vann:preferredNamespaceUri "https://onrecord.example/{name}#" .

# Classes: each under one of the core's (Person, Organization, PersonGroup, Product, Place, Event, Work, Law, Concept).
{prefix}:Cook a owl:Class ; rdfs:label "cook"@en ; rdfs:subClassOf onr:Person ; onr:typeName "cook" ;
  onr:nerLabel "PERSON" ; onr:triggerNoun "cook" , "chef" , "baker" .
{prefix}:Restaurant a owl:Class ; rdfs:label "restaurant"@en ; rdfs:subClassOf onr:Organization ;
  onr:typeName "restaurant" ; onr:nerLabel "ORG" ; onr:triggerNoun "restaurant" , "bistro" , "bakery" .

# Relations between two things, each with an example in invented names.
{prefix}:joined a owl:ObjectProperty ; rdfs:label "joined"@en ;
  rdfs:domain {prefix}:Cook ; rdfs:range {prefix}:Restaurant ; onr:truthy true ; onr:triggerLemma "join" ;
  onr:exampleSentence "The chef Mira Oyelaran joined the restaurant Saltmarsh House in May." ;
  onr:exampleSubject "Mira Oyelaran" ; onr:exampleObject "Saltmarsh House" .
{prefix}:left a owl:ObjectProperty ; rdfs:label "left"@en ;
  rdfs:domain {prefix}:Cook ; rdfs:range {prefix}:Restaurant ; onr:truthy true ; onr:triggerLemma "leave" ;
  onr:exampleSentence "The chef Mira Oyelaran left the restaurant Kestrel Table." ;
  onr:exampleSubject "Mira Oyelaran" ; onr:exampleObject "Kestrel Table" .

# Figures: a number, a day or a truth value that a thing has.
{prefix}:price a owl:DatatypeProperty ; rdfs:label "price"@en ;
  rdfs:domain {prefix}:Restaurant ; rdfs:range xsd:decimal ;
  onr:unitText "EUR" ; onr:truthy true ; onr:triggerLemma "cost" ;
  onr:exampleSentence "The restaurant Saltmarsh House cost 3 million euros." ;
  onr:exampleSubject "Saltmarsh House" ; onr:exampleValue 3000000 ; onr:exampleUnit "EUR" .
"""

NAMES = """\
name,type,aliases
Michelin,Organization,Guide Michelin
"""

ROWS = """\
# Which verb states which term; kg/domains/ai_music/relations.toml tells the format at its top.
[[clause]]
relation = "joined"
verbs = ["join"]

[[clause]]
relation = "left"
verbs = ["leave", "quit"]

[[figure]]
figure = "price"
verbs = ["cost"]
kind = "money"
"""

QUESTIONS = """\
# How people ask for each term; kg/domains/ai_music/questions.toml tells the format at its top.
[relation.joined]
ask = ["which restaurant did {subject} join", "who joined {object}", "did {subject} join {object}"]
answer = "{subject} joined {object}"
words = ["join"]

[relation.left]
ask = ["which restaurant did {subject} leave", "who left {object}", "did {subject} leave {object}"]
answer = "{subject} left {object}"
words = ["leave"]

[figure.price]
ask = ["how much did {subject} cost", "what was the price of {subject}", "what was paid for {subject}"]
answer = "{subject} cost {value}"
words = ["price", "cost"]
units = []

[class.Cook]
plural = "cooks"
nouns = ["cook", "chef", "who"]

[class.Restaurant]
plural = "restaurants"
nouns = ["restaurant"]
"""


def write_skeleton(folder: Path) -> list[Path]:
    """
    Write a domain folder that works.

    Args:
        folder: Must not exist, or be empty; its name becomes the domain's.

    Returns:
        The files written.

    Raises:
        InputError: There is something already, or the name cannot be one of a domain.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is there already and not empty. Name a new folder.")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    if not name[:1].isalpha():
        raise InputError(f"{folder} does not begin with a letter from a to z. Name the folder in such letters.")
    ontology = ONTOLOGY.replace("{name}", name).replace("{prefix}", name)
    texts = {"ontology.ttl": ontology, "relations.toml": ROWS, "names.csv": NAMES, "questions.toml": QUESTIONS}
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf8")
    return [folder / file for file in texts]
