"""Speed, measured side by side and printed, never asserted: ``graphapp bench run``, or ``python -m tests.benchmarks``.

A figure in seconds says more about the machine than about the code, so each is printed beside another that was taken in the same
rounds on the same machine, and what counts is the ratio of the two::

    __main__.py     which groups are run, and the table at the end
    answers.py      saved questions over HTTP, beside engines' own servers
    contest.py      servers that are asked the same in turn
    growth.py       the same question and page in small and large stores
    files.py        loading, exports, starting, beside the engine alone
    pool.py         the worker processes beside one process; queries that run away
    commands.py     how long the commands take; nothing stands beside these
    editions.py     the data, and questions that have an answer in it
    servers.py      a program that answers HTTP, from its start to its end
    peers.py        the programs that stand beside ours, as their users run them
    load.py         many requests at once: wrk, or a small client where there is none
    figures.py      figures, ratios and targets
    report.py       the table
    machine.py      what it was measured on; processor time and memory of processes
"""
