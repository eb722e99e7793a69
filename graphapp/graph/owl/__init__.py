"""The ontology as OWL objects, through owlready2: loading, HermiT, axioms in Manchester syntax.

What leaves this package are plain values. owlready2 keeps some of its state for the whole process, so one thread at a time works
with it (:data:`.world.LOCK`).
"""
