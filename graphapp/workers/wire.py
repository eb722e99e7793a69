"""Whole messages over a socket: each is its length, in eight bytes, and its content."""

from __future__ import annotations

import os
import socket
import struct
from types import TracebackType
from typing import Self

_LENGTH = struct.Struct("!Q")
_AT_ONCE = 64 * 1024
"""Bytes that are read at a time: nearly every message is shorter."""

_CLOSED = -1


class Wire:
    """One end of a connection between the site and a worker.

    A message is one write, and as a rule one read. ``multiprocessing.connection`` writes one of more than 16 kB in two, so that
    whoever waits for it wakes up twice.

    :param end: a connected socket that blocks; from now on it is the wire's, which closes when nobody holds it any more
    """

    def __init__(self, end: socket.socket) -> None:
        self._descriptor = end.detach()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def fileno(self) -> int:
        """The descriptor, to wait on."""
        return self._descriptor

    def send(self, content: bytes) -> None:
        """Send a message.

        :raises OSError: when the other end has hung up
        """
        left = memoryview(_LENGTH.pack(len(content)) + content)
        while left:
            left = left[os.write(self._descriptor, left) :]

    def receive(self) -> bytes:
        """Wait for a message.

        :raises EOFError: when the other end hung up before it began
        :raises OSError: when it hung up in the middle of it
        :raises ValueError: when more follows, which nobody asked for
        """
        found = os.read(self._descriptor, _AT_ONCE)
        if not found:
            raise EOFError
        found = self._up_to(_LENGTH.size, found)
        (length,) = _LENGTH.unpack_from(found)
        content = self._up_to(_LENGTH.size + length, found)[_LENGTH.size :]
        if len(content) > length:
            raise ValueError("more than a message")
        return content

    def _up_to(self, size: int, found: bytes) -> bytes:
        """*found*, and what follows until there are *size* bytes."""
        if len(found) >= size:
            return found
        parts, left = [found], size - len(found)
        while left > 0:
            part = os.read(self._descriptor, _AT_ONCE)
            if not part:
                raise OSError("hung up in the middle of a message")
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Hang up."""
        if self._descriptor != _CLOSED:
            os.close(self._descriptor)
            self._descriptor = _CLOSED
