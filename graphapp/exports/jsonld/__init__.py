"""JSON-LD for people who do not know RDF: short names for every term, and descriptions as nested JSON."""
