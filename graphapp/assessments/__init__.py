"""A self-evaluation as the table that it was: areas and rows down, columns across, and what of it fits a choice."""
