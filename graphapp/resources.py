"""Finds ``ontology/``, ``data/`` and ``queries/``: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from graphapp.errors import SourceFault

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder called *name*.

    :raises SourceFault: when the installation lacks it
    """
    checkout, installed = _PACKAGE.parent, _PACKAGE / "_resources"
    for parent in (checkout if (checkout / "pyproject.toml").exists() else installed, installed):
        if (parent / name).is_dir():
            return parent / name
    raise SourceFault(f"the folder “{name}” is missing; install graphapp again.", checkout / name)
