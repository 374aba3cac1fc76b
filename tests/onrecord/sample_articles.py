"""Three small articles and what the tests ask about them. All names, titles and figures are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = {
    "lantern-row.md": """\
---
id: lantern-row
title: "A harmonica ballad leads the harbour chart"
published: 2031-05-14
outlet: "The Harbour Gazette"
---
The song Paper Boats by the singer Nova Vale reached No. 1 on the Harbour Chart on 10 May 2031.

"Paper Boats" was made with Tidewriter, an AI music generator, according to her label Lantern Row Records. \
The song has about 420,000 streams on Wavebox.

Nova Vale said that she wrote the words herself.
""",
    "tidewriter-sued.md": """\
---
id: tidewriter-sued
title: "Lantern Row takes Tidewriter to court"
published: 2031-06-02
outlet: "Quay Weekly"
---
Lantern Row Records sued Tidewriter on 1 June 2031. \
The label alleges that the company trained its model on 900 recordings without a licence.

Tidewriter denied the claim. "We have licences for every recording," said its chief executive Imre Kolb.
""",
    "wavebox-share.txt": """\
Wavebox counts machine music

Wavebox said on 3 July 2031 that 18 percent of the tracks delivered to it each day are fully AI-generated.

The company may label such tracks next year, according to Quay Weekly. Wavebox did not remove Paper Boats.
""",
}
"""File name -> content."""


def write_articles(folder: Path) -> Path:
    """Write the articles into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf8")
    return folder
