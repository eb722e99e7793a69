"""Listening: a port that is taken is told in a sentence."""

from __future__ import annotations

import socket

import pytest

from graphapp.errors import InputError
from graphapp.web.server import refuse_taken_port


def test_a_taken_port_is_refused_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match=r"cannot be used: .*Choose another with --port"):
            refuse_taken_port("127.0.0.1", taken.getsockname()[1])


def test_a_free_port_is_not_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refuse_taken_port("127.0.0.1", port)


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be used"):
        refuse_taken_port("192.0.2.1", 8000)
