"""Find: by what things are called and what statements say, and by kind with facets."""
