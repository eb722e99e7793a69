"""Questions in plain words: which saved question is meant, and what fills its gaps.

::

    words        text -> words without endings, case and accents
    spelling     words that nobody knows -> the nearest that somebody does
    names        runs of words -> values of gaps, by every name that the graph gives them
    fitting      which gaps of a question take which names
    wordings     what a question is asked with: its own words, and how much each tells
    scoring      what a question uses of the text, and how near its wordings are to the rest
    candidates   every question with the names that it takes, the best first
    readings     the one that fits, the next, or none

Nothing is learnt and nothing is asked of anyone: the same text has the same readings as long as graph and questions stay.
"""
