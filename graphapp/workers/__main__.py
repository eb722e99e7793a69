"""``python -m graphapp.workers``: see :mod:`.process`."""

from graphapp.workers.process import main

if __name__ == "__main__":
    main()
