"""
Marks of Markdown -> spaces, so that a parser sees sentences and every offset stays.

What is stored is the text with its marks; this is what can be handed to a parser in its place.
Text that is no Markdown comes back as it was, but for stars and bullets.
"""

from __future__ import annotations

import re

_TARGET = r"""\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \t]+"[^"\n]*")?\)"""
_MARK = re.compile(
    r"""
      <!--[^<>]*-->                                  # a comment
    | ^[ ]{0,3}(?:```|~~~).*$                      # the fence of a block of code, with its language
    | ^[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,}|={2,}[ \t]*)$   # a rule
    | ^[ ]{0,3}\#{1,6}(?=[ \t])                  # a heading
    | ^[ ]{0,3}(?:>[ \t]?)+                        # a block that is quoted
    | ^[ \t]*[*+-](?=[ \t]+\S)                       # an item of a list; a number stays, it may begin a sentence
    | ^[ ]{0,3}\[[^\]\n]+\]:[ \t]+\S+[ \t]*$       # where a reference leads
    | `+                                             # code
    | (?<![\w*\\])\*{1,3}(?=[^\s*]) | (?<=[^\s*\\])\*{1,3}(?![\w*])    # emphasis
    | (?<![\w_\\])_{1,3}(?=[^\s_])  | (?<=[^\s_\\])_{1,3}(?![\w_])
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINK = re.compile(rf"(!?)\[([^\[\]\n]*)\]{_TARGET}")
"""A link, whose words stay, or with ``!`` a picture, whose words go."""


def unmarked(text: str) -> str:
    r"""
    Put a space in the place of each character of a mark.

    Returns:
        Text of the same length, in which every word stands where it stood.

    >>> unmarked("# Nova **Vale** [sang](https://x.example) in *Oslo*.")
    '  Nova   Vale    sang                     in  Oslo .'
    """
    text = _LINK.sub(lambda found: ("" if found[1] else f" {found[2]}").ljust(len(found[0])), text)
    return _MARK.sub(lambda found: " " * len(found[0]), text)
