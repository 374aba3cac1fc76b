"""
Votes for the class of each name, from the words around it, summed over the article.

What votes: the gazetteer, the model's label, the noun before or after ("the label X", "X, a label"),
the noun inside ("X Records"), lists ("labels such as X and Y"), verbs and their rows, and neighbours
in a list. Weights were set on the development texts named in ``benchmarks/entities.py``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from .context import SPEECH, evidence, form
from .given_names import is_given_name
from .lexicon import TITLE_LABEL
from .lists import listed_together
from .proposals import NO_NAME
from .works import Titles, makers, of_makers, title_classes, work_topic

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from .lexicon import Lexicon
    from .page import Page
    from .proposals import Proposal

LABEL_WEIGHT = 1.0
"""All of the model's labels for one name together."""
GENERIC = 0.35
"""Ahead start of a core class over the domain's classes that carry the same label."""
MISTAKEN = frozenset({"ORG", "PRODUCT", "GPE", "NORP", "FAC", "LOC"})
QUOTED = 3
"""Labels that a title in quotation marks counts for."""
UNQUOTED = 0.5
"""The model's word for a title that has no quotation marks is mostly wrong."""
BUILDING = 0.7
"""The model's least sure label; odd names get it."""
BARE = 0.2
"""Vote for ``Organization`` where nothing else speaks: bare capitals in news are mostly that."""
CAP = 3.0
"""Most that one class may gain from context."""
LISTED = 0.8
"""Vote of a list's other members for their class."""

TOLD, OVERRULED = 0.9, 1.7
"""Vote from which the text tells a class; vote of a list against a member's label."""

MAKER = 0.9
"""Vote for who made a title that is none by its form."""

REPORTS = 1.6
"""Vote for a body where a name of one word reports."""

INITIALS = 2
"""Most letters of initials before a surname: "AV Corran"."""
_PRONOUNS = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
Tally = defaultdict[str, float]
Decision = tuple[str, tuple[tuple[str, float], ...]]


def classify(
    page: Page, groups: Sequence[tuple[Proposal, ...]], proposals: Sequence[Proposal], words: Lexicon
) -> list[Decision]:
    """
    Decide the class of each group of mentions.

    Returns:
        For each group its class and the votes behind it, the strongest first.
    """
    at: dict[tuple[int, int], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        at[proposal.start, proposal.end].append(proposal)
    topic = work_topic(page, words)
    titles = [p for p in proposals if p.source == "title"]
    ends = Titles(
        frozenset(page.at(p.start) for p in titles),
        frozenset(page.at(p.end - 1) for p in titles),
        bool(topic) or of_makers(page, words),
    )
    contexts = [_context(page, group, at, words, ends) for group in groups]
    labels = [_labels(page, group, at, words) for group in groups]
    votes = [_with_labels(c, n, words, topic) for c, n in zip(contexts, labels, strict=True)]
    first = [decide(v, words) for v in votes]
    for index, cls in _makers_of(page, groups, first, words, ends):
        contexts[index][cls] += MAKER
        first[index] = decide(_with_labels(contexts[index], labels[index], words, topic), words)
    persons = frozenset(i for i, g in enumerate(groups) if any(words.like_person(m.of(page)) for m in g))
    for mates in listed_together(page, groups):
        _agree(mates, first, contexts, words, persons)
    return [decide(_with_labels(c, n, words, topic), words) for c, n in zip(contexts, labels, strict=True)]


def _makers_of(
    page: Page, groups: Sequence[Sequence[Proposal]], decided: Sequence[Decision], words: Lexicon, known: Titles
) -> Iterator[tuple[int, str]]:
    """Yield the groups that made what others have turned out to be: "Low Tide, by Orsa" in a list of songs."""
    works = [m for g, (cls, _) in zip(groups, decided, strict=True) if cls in title_classes(words) for m in g]
    firsts = frozenset(page.at(m.start) for m in works) - known.firsts
    lasts = frozenset(page.at(m.end - 1) for m in works) - known.lasts
    found = Titles(firsts, lasts)
    for index, group in enumerate(groups if works else ()):
        for mention in group:
            for cls, _ in makers(page, page.at(mention.start), page.at(mention.end - 1), words, found):
                if cls not in dict(decided[index][1]):
                    yield index, cls


def _context(
    page: Page, group: Sequence[Proposal], at: Mapping[tuple[int, int], list[Proposal]], words: Lexicon, titles: Titles
) -> Tally:
    """Sum what the surroundings of each mention, the form of each spelling, and the gazetteer say."""
    votes: Tally = defaultdict(float)
    for mention in group:
        for cls, weight in evidence(page, mention.start, mention.end, words, titles):
            votes[cls] = min(CAP, votes[cls] + weight)
    for spelling in {page.plain[m.start : m.end]: m for m in group}.values():
        for cls, weight in form(page, spelling.start, spelling.end, words, topic=titles.topic):
            votes[cls] = min(CAP, votes[cls] + weight)
    if all(len(m.of(page).split()) == 1 for m in group) and any(_reports(page, m) for m in group):
        votes["Organization"] += REPORTS
    firm = {
        p.cls: p for m in group for p in at[m.start, m.end] if p.cls and p.source in {"gazetteer", "case", "office"}
    }
    for cls, proposal in firm.items():
        votes[cls or "Thing"] += proposal.weight
    return votes


def _reports(page: Page, mention: Proposal) -> bool:
    """
    Whether a name of one word reports, as outlets do: "Weekly reported the case", "the case is open, Weekly notes".

    People say and write; nothing is told of "Vale wrote".
    """
    verb = page.at(mention.end - 1) + 1
    return page.low(verb) in {"reports", "reported"} or (
        page.low(verb) in {"notes", "noted"} and page.low(verb + 1) in {",", ".", "that"}
    )


def _personal(page: Page, mention: Proposal) -> bool:
    """Whether a name has initials, or a person is spoken of: "who", a verb of speech, "he" here or in what follows."""
    initials = page.word(page.at(mention.start) - 1).replace(".", "")
    if initials.isupper() and len(initials) <= INITIALS and initials.lower() not in NO_NAME:
        return True
    after = page.at(mention.end - 1) + 1
    if page.low(after) in SPEECH - {"says"} or page.low(after + 1) in {"who", "whom", "whose"}:
        return True
    here = page.sentence(mention.start)
    if any(page.low(i) in _PRONOUNS for i in page.words_of(page.sentences[here]) if i >= after):
        return True
    return here + 1 < len(page.sentences) and page.low(page.at(page.sentences[here + 1].start)) in _PRONOUNS


def _labels(
    page: Page, group: Sequence[Proposal], at: Mapping[tuple[int, int], list[Proposal]], words: Lexicon
) -> Counter[str]:
    """
    Count what the model takes the mentions for; a title in quotes counts as three.

    Names that begin with a given name, or are shortened to their last word, count as persons where the
    model says organization or product; "persons" with "the" before count as bodies of several, and so do those
    of one word that is no given name, about whom the text never says "he", "she" or "who": new brands mostly.
    """
    labels: Counter[str] = Counter()
    called = {m.of(page) for m in group}
    with_the = [
        page.low(page.at(m.start) - 1) == "the" and not page.low(page.at(m.end - 1) + 1).islower() for m in group
    ]
    shortened = any(1 < len(name.split()) < 4 and name.split()[-1] in called for name in called)  # noqa: PLR2004
    firsts = {n.split()[0] for n in called if len(n.split()) > 1 and not is_given_name(n.split()[0])}
    odd = all(len(n.split()) == 1 and not is_given_name(n) for n in called) and not any(
        _personal(page, m) for m in group
    )
    for proposal in (p for m in group for p in at[m.start, m.end]):
        if proposal.source == "title":
            labels[TITLE_LABEL] += QUOTED
        elif proposal.source.startswith("ner:"):
            label = proposal.source.removeprefix("ner:")
            mistaken = label in MISTAKEN and (shortened or words.like_person(proposal.of(page)))
            opens = proposal.of(page) in firsts
            plural = label == "PERSON" and (odd or opens or 2 * sum(with_the) > len(group))
            labels["PERSON" if mistaken else "ORG" if plural else label] += 1
    return labels


def _with_labels(context: Tally, labels: Counter[str], words: Lexicon, topic: Mapping[str, int]) -> Tally:
    """Add the labels' vote to the core class it suggests, and to the domain's classes that context speaks for."""
    votes: Tally = defaultdict(float, context)
    total = sum(labels.values())
    quoted = labels[TITLE_LABEL] >= QUOTED
    for label, count in labels.items():
        weight = LABEL_WEIGHT * count / total
        if label == TITLE_LABEL and not quoted:
            weight *= UNQUOTED
        elif label == "FAC":
            weight *= BUILDING
        generic = words.labels.get(label)
        for cls in words.sharing.get(label, ()):
            if cls != generic and any(_speaks_for(other, cls, words) for other, told in context.items() if told > 0):
                votes[cls] += weight
        if generic:
            own = sum(t for c, t in context.items() if t > 0 and c != generic and c in words.sharing.get(label, ()))
            votes[generic] += (1 + GENERIC * (own < GENERIC)) * weight
        if label == TITLE_LABEL and topic:
            likely = max(title_classes(words), key=lambda c: topic.get(c, 0), default=None)
            if likely:
                votes[likely] += (1 + 2 * GENERIC) * weight
    return votes


def _speaks_for(told: str, cls: str, words: Lexicon) -> bool:
    """Whether evidence for *told* is evidence for *cls*: itself, or a class of the domain's own above it."""
    return words.domain.is_a(cls, told) and (told == cls or not words.domain.classes[told].core)


def decide(votes: Tally, words: Lexicon) -> Decision:
    """
    Choose the class with the most votes, those for the classes above it included.

    A name that nothing speaks for is an organization.
    """
    domain = words.domain
    if not votes or set(votes) <= {"Agent"}:
        votes = defaultdict(float, {**votes, "Organization": BARE})
    totals = {
        cls: votes[cls]
        + sum(0.9 * votes[a] for a in domain.ancestors(cls) if a in votes and not _labelled_alike(cls, a, words))
        for cls in votes
    }
    order = list(domain.classes)
    best = max(totals, key=lambda c: (round(totals[c], 6), -order.index(c)))
    kept = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return best, tuple((cls, round(weight, 3)) for cls, weight in kept if weight > 0)


def _labelled_alike(cls: str, above: str, words: Lexicon) -> bool:
    """Whether both carry the same label, so that the vote of the class above holds the label's vote already counted."""
    return bool(set(words.domain.classes[cls].ner_labels) & set(words.domain.classes[above].ner_labels))


def _agree(
    mates: Sequence[int], first: Sequence[Decision], votes: Sequence[Tally], words: Lexicon, persons: Container[int]
) -> None:
    """
    Let the members of a list that are sure of their class vote for the others.

    A member of which the text itself says nothing follows even into a class that its label rules out, for
    labels of odd names are guesses: "Corran, BRIMSTOW and Kestrel Publishing" are three firms.
    """
    for index in mates:
        others = [m for m in mates if m != index]
        sure = [m for m in others if votes[m].get(first[m][0], 0.0) >= TOLD]
        sure = sure or [m for m in others if margin(first[m][1]) > GENERIC]
        tally = Counter(first[m][0] for m in sure)
        if not tally:
            continue
        cls, count = max(tally.items(), key=lambda item: (item[1], item[0]))
        if cls == first[index][0] or count < max(1, (len(mates) - 1) // 2):
            continue
        if words.domain.may_be_same(cls, first[index][0]):
            votes[index][cls] += LISTED
        elif (
            cls != "Place"
            and index not in persons
            and count == len(sure)
            and _told(votes[index]) < TOLD
            and _vouched(sure, votes)
        ):
            votes[index][cls] += OVERRULED


def _vouched(sure: Sequence[int], votes: Sequence[Tally]) -> bool:
    """Whether members agree on more than a label: the text tells the class of one, or labels do of two."""
    return len(sure) > 1 or any(_told(votes[m]) >= TOLD for m in sure)


def _told(votes: Tally) -> float:
    """Return how much the text itself, not the label, says of a name's class."""
    return max((weight for cls, weight in votes.items() if cls != "Agent"), default=0.0)


def margin(votes: Sequence[tuple[str, float]]) -> float:
    """
    Return how far the first class is ahead of the second.

    >>> margin((("Person", 2.0), ("Place", 0.5)))
    1.5
    """
    if not votes:
        return 0.0
    return votes[0][1] - (votes[1][1] if len(votes) > 1 else 0.0)
