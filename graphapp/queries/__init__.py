"""Saved questions: a file in ``queries/`` is a question with gaps, the SPARQL behind it, and what its columns mean."""
