"""The ontology explained to those who want to use it: each term with what it means, where it is used, and what is checked of it."""
