"""A partner's slice of the data as one file to take away: answers, their graph, tables, a cover page and checksums.

``contents`` asks the saved questions and puts their answers together; ``protection`` takes out counts of few people; ``graph``
says the same as RDF, which ``ordered`` writes; ``cover`` says it in words; ``archive`` writes all of it as files. What is in a
pack is what the questions answer, so the two cannot differ. The same version of the data gives the same bytes.
"""
