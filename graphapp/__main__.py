"""Lets ``python -m graphapp`` be the command."""

from graphapp.cli import main

main(prog_name="graphapp")
