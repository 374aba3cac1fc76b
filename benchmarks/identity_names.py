"""
Names made from names: how one thing is spelt otherwise, and what other things are called much alike.

Each function takes a name, its class, the family of the class and a source of chance, and returns a name, or nothing
where that kind does not apply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Maker = Callable[[str, str, str, Random], str]

GIVEN = (
    "Abel",
    "Berta",
    "Cleo",
    "Dario",
    "Edda",
    "Finn",
    "Gesa",
    "Hanno",
    "Ilka",
    "Jorun",
    "Kasimir",
    "Levke",
    "Malou",
)
LAST = ("Ahlborn", "Brack", "Cordes", "Dahm", "Ehlers", "Fokken", "Gerdes", "Harms", "Iwersen", "Jessen", "Kruse")
ARMS = ("Publishing", "Nashville", "Studios", "Sweden", "Foundation", "Ventures", "Distribution", "Live")
PERSONS = frozenset({"Person", "Performer"})


def slip(name: str, _cls: str, _family: str, chance: Random) -> str:
    """A letter left out, doubled, or changed places with the next, inside a word of seven letters or more."""
    words = [w for w in name.split() if len(w) > 6 and w.isalpha()]
    if not words:
        return ""
    word = chance.choice(words)
    at = chance.randrange(2, len(word) - 2)
    made = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
    return name.replace(word, made, 1)


def run_together(name: str, _cls: str, _family: str, _chance: Random) -> str:
    """Words without the space between: Defbeatsai for Def Beats AI."""
    words = name.split()
    return "".join(words).capitalize() if 1 < len(words) < 4 and name.isascii() else ""


def pulled_apart(name: str, _cls: str, _family: str, _chance: Random) -> str:
    """One word in two, where a capital stands inside: Sound Cloud for SoundCloud."""
    at = next((i for i in range(2, len(name) - 1) if name[i].isupper() and name[i - 1].islower()), 0)
    return f"{name[:at]} {name[at:]}" if at and " " not in name else ""


def initial(name: str, cls: str, _family: str, _chance: Random) -> str:
    """A. Koe for Ada Koe."""
    words = name.split()
    return f"{words[0][0]}. {words[-1]}" if cls in PERSONS and len(words) == 2 else ""


def surname(name: str, cls: str, _family: str, _chance: Random) -> str:
    """Koe for Ada Koe, in an article that never gives more."""
    words = name.split()
    return words[-1] if cls in PERSONS and len(words) > 1 and words[-1].isalpha() else ""


def middle(name: str, cls: str, _family: str, chance: Random) -> str:
    """Ada Berta Koe for Ada Koe."""
    words = name.split()
    return f"{words[0]} {chance.choice(GIVEN)} {words[-1]}" if cls in PERSONS and len(words) == 2 else ""


def title(name: str, cls: str, _family: str, chance: Random) -> str:
    """Judge Ada Koe for Ada Koe."""
    return (
        f"{chance.choice(('Judge', 'Senator', 'Professor', 'Dr.'))} {name}" if cls == "Person" and " " in name else ""
    )


def letters(name: str, _cls: str, family: str, _chance: Random) -> str:
    """RSN for Recording Society of Norland."""
    words = [w for w in name.split() if w[0].isupper()]
    return "".join(w[0] for w in words) if family == "Agent" and len(words) > 2 else ""


def house(name: str, cls: str, _family: str, _chance: Random) -> str:
    """Hollow Oak for Hollow Oak Media."""
    words = name.split()
    soft = {"Media", "Music", "Group", "Records", "Entertainment", "Labs", "Office", "Company"}
    return " ".join(words[:-1]) if cls in {"Label", "Organization"} and len(words) > 1 and words[-1] in soft else ""


def other_given(name: str, cls: str, _family: str, chance: Random) -> str:
    """A sister: Berta Koe for Ada Koe."""
    words = name.split()
    return f"{chance.choice(GIVEN)} {words[-1]}" if cls in PERSONS and len(words) > 1 else ""


def same_initial(name: str, cls: str, _family: str, chance: Random) -> str:
    """A given name that differs by its last letters: Adele Koe for Ada Koe."""
    words = name.split()
    return (
        f"{words[0][:2]}{chance.choice(('rik', 'la', 'no', 'ma'))} {words[-1]}"
        if cls in PERSONS and len(words) == 2
        else ""
    )


def near_given(name: str, cls: str, _family: str, _chance: Random) -> str:
    """A given name that is another by its last letter: Kristin Koe for Kristina Koe."""
    words = name.split()
    if cls not in PERSONS or len(words) != 2:
        return ""
    return f"{words[0][:-1] if words[0][-1] in 'aeo' else words[0] + 'a'} {words[1]}"


def other_last(name: str, cls: str, _family: str, chance: Random) -> str:
    """Ada Harms for Ada Koe."""
    words = name.split()
    return f"{words[0]} {chance.choice(LAST)}" if cls in PERSONS and len(words) > 1 else ""


def namesake(name: str, cls: str, family: str, chance: Random) -> str:
    """Another of that surname, who is called by it alone in an article that does not name the first."""
    return surname(name, cls, family, chance)


def initial_of_another(name: str, cls: str, family: str, chance: Random) -> str:
    """A. Koe, who is Abel, in an article that does not name Ada."""
    return initial(name, cls, family, chance)


def arm(name: str, cls: str, family: str, chance: Random) -> str:
    """A house of the same name: Hollow Oak Publishing for Hollow Oak."""
    return f"{name} {chance.choice(ARMS)}" if family == "Agent" and cls not in PERSONS else ""


def inner_arm(name: str, cls: str, family: str, chance: Random) -> str:
    """A house of the same group: Hollow Oak Publishing Group for Hollow Oak Group."""
    words = name.split()
    one = family == "Agent" and cls not in PERSONS and len(words) > 2
    return " ".join([*words[:-1], chance.choice(ARMS), words[-1]]) if one else ""


def number(name: str, _cls: str, _family: str, chance: Random) -> str:
    """The next of a series: Blue Salt 2."""
    return f"{name} {chance.randrange(2, 9)}"


def sequel(name: str, _cls: str, family: str, chance: Random) -> str:
    """A title made from a title: Beyond Blue Salt, Blue Salt Again."""
    return chance.choice((f"Beyond {name}", f"{name} Again", f"No More {name}")) if family != "Agent" else ""


def near_word(name: str, _cls: str, _family: str, chance: Random) -> str:
    """Another short word, by one letter: Tone for Tune."""
    if " " in name or not name.isalpha() or not 3 < len(name) < 7:
        return ""
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice([c for c in "aeiorstln" if c != name[at].lower()]) + name[at + 1 :]


def same_letters(name: str, cls: str, family: str, chance: Random) -> str:
    """An abbreviation that stands for something else in an article that does not name this."""
    return letters(name, cls, family, chance)


VARIANTS: dict[str, Maker] = {
    make.__name__: make for make in (slip, run_together, pulled_apart, initial, surname, middle, title, letters, house)
}
"""One thing, another name."""
SIBLINGS: dict[str, Maker] = {
    make.__name__: make
    for make in (
        *(other_given, same_initial, near_given, other_last, namesake, initial_of_another),
        *(arm, inner_arm, number, sequel, near_word, same_letters),
    )
}
"""Another thing, a name much alike."""
