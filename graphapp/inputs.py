"""What a version is made from: the id that the inputs of now give, and whether what is published was made from these."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from graphapp import __version__
from graphapp.documents import read_document
from graphapp.errors import NotPublished
from graphapp.queries.guard.golden import golden_files
from graphapp.resources import folder
from graphapp.settings import Settings
from graphapp.store.versions import current_version, inputs_digest, is_pinned


def is_current(settings: Settings, source: Path | None = None) -> bool:
    """Whether what is published is to be served as it is: it was made from the very inputs of now, or a person chose it.

    Without a *source* any document will do that was attached when it was built: nobody loses quotations by serving without one.
    """
    try:
        published = current_version(settings.home_folder).manifest.version
    except NotPublished:
        return False
    if is_pinned(settings.home_folder):
        return True
    made_from = published.partition(LESS)[0]
    if not source:
        made_from = made_from.partition(_ATTACHED)[0]
    return made_from == version_id(settings, source)


_ATTACHED = "-with-"
"""Stands in the id of a version between the digest of its inputs and that of the document attached to it."""

LESS = "-less-"
"""Stands in the id of a version before a digest of the names of the questions that are not offered. What keeps one back may be no
input, such as a machine that was too slow; when the next build finds none wanting, it makes a version of another id."""


_FLOW = ("build.py", "graph/*.py", "documents/*.py", "queries/*.py", "queries/guard/*.py")
"""The code that decides what a version says."""


def version_id(settings: Settings, source: Path | None) -> str:
    """The id of the version that the inputs of now make."""
    root, code = folder("data").parent, Path(__file__).parent
    files = [*root.glob("ontology/**/*.ttl"), *root.glob("data/**/*.ttl"), *root.glob("queries/*.rq")]
    files += golden_files(root / "queries")
    flow = sorted(file for part in _FLOW for file in code.glob(part))
    made_by = [__version__, *(sha256(file.read_bytes()).hexdigest() for file in flow)]
    inputs = inputs_digest(files, root, [*made_by, settings.base_iri])
    return f"{inputs}{_ATTACHED}{read_document(source).digest[:8]}" if source else inputs
