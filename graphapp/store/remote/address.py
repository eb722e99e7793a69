"""Where an endpoint is, with a name and a password for it. Nothing here shows a secret: not in ``repr()``, not in a message."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from graphapp.errors import InputError

_NO_ADDRESS = "The address of an endpoint begins with http:// or https:// and names a host."


@dataclass(frozen=True)
class Credentials:
    """A name and a password, both empty where nobody is asked."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user)

    @classmethod
    def read(cls, user: str = "", password: str = "", password_file: str = "") -> Credentials:
        """The credentials as settings give them; a file goes before a password.

        :raises InputError: when the file cannot be read
        """
        if not password_file:
            return cls(user, password)
        try:
            return cls(user, Path(password_file).read_text(encoding="utf-8").rstrip("\r\n"))
        except (OSError, ValueError) as error:
            raise InputError(f"The file of the password, {password_file}, cannot be read.") from error

    def basic(self) -> str:
        """The header of HTTP Basic."""
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()


NOBODY = Credentials()
"""Who asks without a name."""


@dataclass(frozen=True)
class Address:
    """The address of an endpoint.

    :param url: the address without a name and a password; its query may hold a key, so it is not shown
    :param shown: what messages say
    """

    url: str = field(repr=False)
    shown: str
    credentials: Credentials = field(default=NOBODY, repr=False)

    @classmethod
    def parse(cls, text: str, credentials: Credentials = NOBODY) -> Address:
        """Read an address; a name in it goes before *credentials*.

        :raises InputError: when *text* is no address
        """
        parts = _split(text)
        given = Credentials(unquote(parts.username or ""), unquote(parts.password or "")) or credentials
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
        return cls(urlunsplit(bare), urlunsplit(bare._replace(query="", fragment="")), given)


def _split(text: str) -> SplitResult:
    """The parts of an address."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError as error:
        raise InputError(_NO_ADDRESS) from error
    if not usable or not text.isprintable() or " " in text:
        raise InputError(_NO_ADDRESS)
    return parts
