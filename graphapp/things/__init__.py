"""One thing as a view: its names, what is said of it from both ends, and where each of that is stated."""
