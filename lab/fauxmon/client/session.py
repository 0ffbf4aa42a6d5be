"""session: a plain httpx client of a collector, logged in, for calls that Client has no word for."""

from __future__ import annotations

import ssl
from typing import Any

import httpx

from fauxmon.client.bearer import Bearer
from fauxmon.client.target import Target

Session = httpx.Client
"""What a session is, for those who do not import httpx."""


def session(target: Target) -> Session:
    """Asks `target.url` with its token or login; to be closed. A login that is refused raises LoginError, everything
    else is httpx's: answers are given as they are."""
    return httpx.Client(**_options(target))


def async_session(target: Target) -> httpx.AsyncClient:
    """The same, to be awaited."""
    return httpx.AsyncClient(**_options(target))


def _options(target: Target) -> dict[str, Any]:
    return {
        "base_url": target.url,
        "verify": _tls(target),
        "timeout": target.timeout_s,
        # A proxy of the environment is no way to this machine.
        "trust_env": not target.loopback,
        "auth": Bearer(target),
    }


def _tls(target: Target) -> ssl.SSLContext:
    """Checks certificates with what this system trusts. Loading that takes a while, so it is left out where nothing is
    checked."""
    if target.url.startswith("https:") and not (target.insecure or target.loopback):
        return ssl.create_default_context()
    unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    return unchecked
