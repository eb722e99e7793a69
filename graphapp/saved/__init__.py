"""Questions of one's own: a question of the library with the values of its gaps, kept under a name that a person gave it.

What is kept is the name of a question and values that it took, never SPARQL; whoever opens it asks the library again::

    wording.py    what a person may write: a name and a note
    keys.py       the id in the public link, the key in the secret one
    schema.py     the tables, a step for each version of them
    file.py       the SQLite file: opening it, and what to say when it cannot be used
    questions.py  saving, finding, listing, deleting
"""

from __future__ import annotations

from graphapp.saved.questions import Listed, OwnQuestion, OwnQuestions, Saved
from graphapp.saved.wording import Wording

__all__ = ["Listed", "OwnQuestion", "OwnQuestions", "Saved", "Wording"]
