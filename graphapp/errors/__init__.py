"""Everything that can go wrong, as a small family; the sentence in each is meant for the person who caused it.

::

    GraphappError                exit 1   500
     +- InputError               exit 2   400   a value somebody gave
     |   +- UnknownName          exit 2   404   a name that does not exist; says the nearest
     |   +- ParameterError       exit 2   422   values that a saved question does not take; says what is wrong with each
     |   +- NoSuchPage           exit 2   404   a page beyond the end of an answer
     |   +- Gone                 exit 2   410   something that was here, and is no longer
     |   +- NotAcceptable        exit 2   406   a form that is not offered; says which are, and where
     |   +- QueryRefused         exit 2   400   SPARQL that is not run
     |   |   +- QueryTooLong     exit 2   413   more characters than are read
     |   +- UnknownMediaType     exit 2   415   a body in a form that is not read
     |   +- AddressTooLong       exit 2   414   more characters than an address may have
     |   +- BodyTooLong          exit 2   413   more bytes than a form of ours sends
     |   +- TextRefused          exit 2   422   words that are not kept, as they are too long or hide something
     |   +- ForeignForm          exit 2   403   a form that another site sent in somebody's name
     |   +- NotSaved             exit 2   404   a question of one's own that is not there, or no longer
     |   +- WrongKey             exit 2   403   a key that does not delete this question
     |   +- NotThisDocument      exit 2   400   a source file that is another document
     +- SourceFault              exit 1   500   a file of ours that cannot be used: file, line, what was expected
     +- NotOffered               exit 1   404   a saved question that did not pass its checks
     +- CheckFailed              exit 1   500   the graph does not hold together; carries the findings
     +- EngineFault              exit 1   502   the store did not answer
     +- QueryStopped             exit 1   503   a query that took more than it may
     +- Busy                     exit 1   503   too many ask at once; says when to come back
     |   +- TooOften             exit 1   429   too many questions were saved in the last minute
     +- SavedUnavailable         exit 1   503   the file of questions of one's own cannot be used now
     +- NoRoom                   exit 1   507   as many questions are saved as are kept
     +- NotPublished             exit 1   503   there is no version to serve yet

``exit_code`` is used by :mod:`graphapp.cli`, ``status`` by :mod:`graphapp.web.problems`; nothing else maps errors.
"""

from __future__ import annotations

from graphapp.errors.faults import (
    Busy,
    CheckFailed,
    EngineFault,
    NoRoom,
    NotOffered,
    NotPublished,
    QueryStopped,
    SavedUnavailable,
    SourceFault,
    TooOften,
)
from graphapp.errors.inputs import (
    AddressTooLong,
    BodyTooLong,
    Fault,
    ForeignForm,
    Gone,
    InputError,
    NoSuchPage,
    NotAcceptable,
    NotSaved,
    NotThisDocument,
    ParameterError,
    QueryRefused,
    QueryTooLong,
    TextRefused,
    UnknownMediaType,
    UnknownName,
    WrongKey,
)
from graphapp.errors.root import GraphappError

__all__ = [
    "AddressTooLong",
    "BodyTooLong",
    "Busy",
    "CheckFailed",
    "EngineFault",
    "Fault",
    "ForeignForm",
    "Gone",
    "GraphappError",
    "InputError",
    "NoRoom",
    "NoSuchPage",
    "NotAcceptable",
    "NotOffered",
    "NotPublished",
    "NotSaved",
    "NotThisDocument",
    "ParameterError",
    "QueryRefused",
    "QueryStopped",
    "QueryTooLong",
    "SavedUnavailable",
    "SourceFault",
    "TextRefused",
    "TooOften",
    "UnknownMediaType",
    "UnknownName",
    "WrongKey",
]
