"""graphapp turns a council's SEND self-evaluation into a knowledge graph and answers questions about it.

The flow is the architecture; imports only go *down* this list (``tests/test_architecture.py`` reads them)::

    documents  ->  graph  ->  store  ->  queries  ->  things, exports  ->  web pages, commands

    web/        Flask: one blueprint for each kind of page          (only place that knows Flask)
    cli/        the commands                                        (only place that knows click)
    build.py    the whole flow, one step a line: assemble, infer, check, publish
    synthesis/  invented editions of the shape of the real one, to measure with
    workers/    SPARQL that anyone may have typed, in processes that may die
    changes/    what came and went between two versions, also in packs
    inputs.py   what a version is made from, and whether the published one was
    exports/    the table of media types; graphs and tables as files
    documentation/  the ontology explained: axioms, checks, examples, near terms of other standards
    saved/      questions of one's own: a question with its values, under a name    (the only file of SQLite)
    search/     things by name, by words, and by kind with facets        (SQLite's FTS5, in memory)
    drawings/   plain shapes as SVG: trees, matrices, bars, lines of time; which one fits an answer
    assessments/  a self-evaluation as the table that it was, and what of it fits a choice
    things/     one thing as a view: labels, both directions, where it is stated
    queries/    saved questions: header, parameters, binding, running
    documents/  a self-evaluation file -> rows, cells, lines; the place and digest of every statement
    graph/      Turtle -> dataset; rules; SHACL; OWL reasoning       (rdflib, pySHACL, owlready2)
    store/      one small protocol; embedded and remote engines; published versions
    errors/  hints.py  namespaces.py  settings.py  resources.py   foundation

``documents``, ``graph`` and ``store`` do not know each other: they hand over rdflib graphs, N-Quads and plain values, and
``build.py`` joins them.
"""

__version__ = "0.1.0"
