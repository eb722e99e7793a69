"""Many people at once, while versions are published: ``python -m tests.load --seconds 1800`` prints what came of it.

::

    kinds.py      what is asked, and what has to come back
    clients.py    people who ask one thing after the other, each on a connection that stays open
    publisher.py  a process of its own that publishes one version after the other
    site.py       all of it together, with what the site holds meanwhile
"""
