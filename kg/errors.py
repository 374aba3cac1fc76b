"""
Every error of On Record, on one page.

OnRecordError
├── InputError(ValueError)            something a person handed in cannot be used
│   ├── DomainError                   a domain folder that does not fit together
│   ├── QueryError                    a SPARQL query that cannot be run
│   └── TooHardError                  a text beyond the bounds of what is read
├── NotFoundError(LookupError)        nothing under that name
├── WorkspaceError(OSError)           the workspace folder cannot be opened or written
│   └── WorkspaceLockedError          another process is writing to it
├── ModelError(RuntimeError)          a model file is missing or is not the one expected
└── GateError(ValueError)             a language model's sentence is not covered by its quotations

A message names the thing, the cause and the next step.
"""


class OnRecordError(Exception):
    """Base of all errors that On Record raises on purpose."""


class InputError(OnRecordError, ValueError):
    """Something a person handed in cannot be used as it is."""


class DomainError(InputError):
    """A domain folder whose parts do not fit together."""


class QueryError(InputError):
    """A SPARQL query that cannot be parsed or is not allowed."""


class TooHardError(InputError):
    """A text beyond the bounds of what is read: an endless sentence, a word of a million letters."""


class NotFoundError(OnRecordError, LookupError):
    """No article, entity or claim is known under the given name."""


class WorkspaceError(OnRecordError, OSError):
    """A workspace folder that cannot be opened, read or written."""


class WorkspaceLockedError(WorkspaceError):
    """Another process holds the workspace's write lock."""


class ModelError(OnRecordError, RuntimeError):
    """A model file is missing, or its hash is not the one expected."""


class GateError(OnRecordError, ValueError):
    """A sentence that its quotations do not cover."""
