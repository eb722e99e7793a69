"""Invented editions of the shape of the real one, as many as a measurement needs: the same seed gives the same bytes.

::

    template.py    the published real edition, read quad by quad: what is shared, what is the council's own
    marks.py       each of its quads as bytes with gaps: for names, words, numbers, years and digests
    samples.py     coherent parts of it, all of about the same size
    places.py      names of councils that do not exist
    words.py       what fills the gaps of one edition
    writing.py     the flow: editions one after the other into a file, then a published version
    growth.py      which saved questions take longer where there are more editions

Nothing in an invented edition is anybody's claim: its words are the real edition's, dealt out again by chance.
"""
