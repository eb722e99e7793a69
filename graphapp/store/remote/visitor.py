"""Who we are to an endpoint, said the way it wants to hear it: by HTTP Basic or Digest.

It is asked first, once and without a name. An endpoint that wants Digest never gets the password itself, and one that closes its
door on strangers in the middle of a large upload has no reason to.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from urllib.error import URLError
from urllib.request import HTTPDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request, parse_http_list, parse_keqv_list

from graphapp.store.remote.address import Address

AUTHORIZATION = "Authorization"
_DIGEST = "digest "


class Visitor:
    """We, at the door of one endpoint.

    :ivar knocked: whether it was asked
    """

    def __init__(self, address: Address) -> None:
        self._credentials = address.credentials
        self.knocked = not self._credentials
        self._challenge: Mapping[str, str] = {}
        self._lock = Lock()
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, address.url, self._credentials.user, self._credentials.password)
        self._digest = HTTPDigestAuthHandler(passwords)

    def learn(self, challenge: str) -> bool:
        """Take the *challenge* of a refusal; say whether it can be met, and is another than the one before."""
        if not self._credentials or not challenge.lower().startswith(_DIGEST):
            return False
        fresh = parse_keqv_list([item for item in parse_http_list(challenge[len(_DIGEST) :]) if "=" in item])
        is_new = fresh.get("nonce") != self._challenge.get("nonce")
        self._challenge = fresh
        return is_new

    def introduce(self, request: Request) -> None:
        """Add to *request* who we are."""
        if not self._credentials or not self.knocked:
            return
        known = self._answer(request) if self._challenge else self._credentials.basic()
        if known:
            request.add_unredirected_header(AUTHORIZATION, known)

    def _answer(self, request: Request) -> str | None:
        """The answer to the challenge, or None where it asks for what nobody here can."""
        with self._lock:  # answers are numbered
            try:
                answer: str | None = self._digest.get_authorization(request, self._challenge)
            except (URLError, ValueError):
                return None
        return f"Digest {answer}" if answer else None
