"""Messages arrive whole, of any length, or it is said how the wire ended."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.workers.wire import Wire

Ends = tuple[socket.socket, Wire]


@pytest.fixture
def ends() -> Iterator[Ends]:
    """A bare socket, and a wire at the other end of it."""
    one, other = socket.socketpair()
    with one, Wire(other) as wire:
        yield one, wire


@given(st.lists(st.binary(max_size=2_000), max_size=5))
def test_messages_arrive_one_by_one(messages: list[bytes]) -> None:
    one, other = socket.socketpair()
    with Wire(one) as site, Wire(other) as worker:
        for message in messages:
            site.send(message)
            assert worker.receive() == message


@pytest.mark.parametrize("length", [0, 65_527, 65_528, 65_529, 3_000_000])
def test_a_message_of_any_length_arrives(length: int) -> None:
    """65,528 bytes and their length are read at once."""
    one, other = socket.socketpair()
    message = bytes(range(256)) * (length // 256) + b"x" * (length % 256)
    with Wire(one) as site, Wire(other) as worker, ThreadPoolExecutor(1) as thread:
        sent = thread.submit(site.send, message)  # a long one waits until it is read
        assert worker.receive() == message
        sent.result()


def test_a_message_that_arrives_in_pieces_is_put_together(ends: Ends) -> None:
    one, wire = ends
    with ThreadPoolExecutor(1) as thread:
        received = thread.submit(wire.receive)
        for byte in struct.pack("!Q", 3) + b"abc":
            one.sendall(bytes([byte]))
        assert received.result() == b"abc"


def test_who_hangs_up_between_messages_is_told_from_who_does_within_one(ends: Ends) -> None:
    one, wire = ends
    one.sendall(struct.pack("!Q", 3) + b"ab")
    one.close()
    with pytest.raises(OSError, match="in the middle"):
        wire.receive()
    with pytest.raises(EOFError):
        wire.receive()


def test_what_nobody_asked_for_is_not_taken_for_the_next_message(ends: Ends) -> None:
    one, wire = ends
    one.sendall(2 * (struct.pack("!Q", 1) + b"a"))
    with pytest.raises(ValueError, match="more than a message"):
        wire.receive()


def test_a_wire_that_nobody_holds_hangs_up() -> None:
    one, other = socket.socketpair()
    Wire(other)
    with one:
        assert one.recv(1) == b""
