"""Turtle files become a checked dataset: assemble, infer, reason, validate. Nothing here knows an engine or a page."""
