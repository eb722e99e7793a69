"""The guard: every file in ``queries/`` is tried when a version is built, and only what passes is offered.

::

    golden      answers that readers worked out from the document, and how an answer differs from one
    ties        rows whose order nothing decides
    judging     one file -> a verdict: it parses, fits its header, answers in time, and gives its golden answers
    trial       the same in a process of its own, which ends when a question takes too long
    verdicts    what was found of each file, as it is kept in the version
    offering    the questions that are offered, by the verdicts of the version that is served

The verdicts are part of the version, so that no process that serves repeats the trial.
"""
