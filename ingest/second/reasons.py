"""Why a proposal does not enter the graph."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The reasons, as they are counted and printed."""

    REPLY = "an answer was not the JSON that was asked for"
    CUT = "an answer was cut off at the model's limit; what is whole of it was read"
    FORM = "not of the asked form"
    MANY = "too many proposals for one passage"
    TO_MODEL = "the sentence speaks to a model"
    QUOTATION = "the quotation is not in the text"
    SENTENCES = "the quotation runs over several sentences"
    MENTION = "the name is not in the passage"
    NO_NAME = "the words are no name"
    CLASS = "no class of the domain"
    ARGUMENT = "an argument is neither a mention nor a part of the quotation"
    NOTHING = "nothing is said of the subject"
    RELATION = "no relation of the domain, and no verb of the quotation"
    WORDS = "no word of the quotation states the relation"
    TYPES = "the arguments are not of the relation's classes"
    ROLES = "subject and object are exchanged"
    SUBJECT = "another name is the subject of the verb"
    OBJECT = "another name is the object of the verb"
    NUMBER = "the figure is not in the quotation"
    COUNTED = "the figure is of something else"
    TIME = "the time is not in the sentence"
    NEGATION_LOST = "a denial is left out"
    NEGATION_ADDED = "a denial is added"
    HEDGE_LOST = "a hedge is left out"
    HEDGE_ADDED = "a hedge is added"
    SPEAKER_LOST = "the speaker is left out"
    SPEAKER_ADDED = "a speaker is added"
    SPEAKER_OTHER = "the words are not that speaker's"
    RULES = "the rules read the qualifiers otherwise"
    OTHERS = "the rules read it of others"


class RefusedError(Exception):
    """A proposal that does not hold; *reason* says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
