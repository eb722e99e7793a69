"""The dataset as tables: a file of CSV for each kind of thing, described by CSV on the Web (W3C, 2015).

A row is a thing, a column a property. What is no thing with a page of its own (parts of things, the terms of the ontology)
stands in one more table with a row for each fact, so that the tables together hold every published triple. They are written
while the file of the version is read, which is done twice: first to learn the columns, then to write the rows.
"""
