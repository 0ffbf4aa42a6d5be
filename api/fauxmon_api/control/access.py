"""Who may use the control plane: administrators with a token, and everybody on this machine.

A CI job beside the server needs no ceremony. Web pages of others, open in a browser of this machine, are kept out: a
request counts as local only if it is addressed to this machine by a loopback name and no foreign page has sent it.
"""

from __future__ import annotations

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.requests import Request

from fauxmon_api.transport.call import Call, peer_of, read_call, user_of
from fauxmon_api.transport.refused import RefusedError

_PROXY_HEADERS = ("forwarded", "x-forwarded-for", "x-real-ip")


def is_local(request: Request) -> bool:
    """Whether the request comes from this machine, meant for it, and not through a proxy or from a foreign page."""
    host = request.headers.get("host", "")
    origin = request.headers.get("origin")
    return (
        _is_loopback(peer_of(request))
        and _is_loopback(urlsplit(f"//{host}").hostname or "")
        and (origin is None or urlsplit(origin).netloc == host)
        and request.headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
        and not any(header in request.headers for header in _PROXY_HEADERS)
    )


async def local_or_bearer(request: Request) -> Call:
    """A call from this machine, or with an administrator's access token. Errors: RefusedError (401)."""
    if is_local(request):
        return await read_call(request, None)
    user = await user_of(request)
    if not user.role.administrator:
        raise RefusedError(401, "This needs an administrator")
    return await read_call(request, user)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


LocalOrBearer = Annotated[Call, Depends(local_or_bearer)]
