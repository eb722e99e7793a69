"""The ontology explained to those who want to use it: what each term means, where it is used, and what is checked of it."""
