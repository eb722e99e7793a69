"""Graphs and tables as files: one table of media types, and what writes each."""
