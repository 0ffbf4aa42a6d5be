"""Peers: who sends, as the sockets tell it, with the Session and the Source that this means."""

from __future__ import annotations

import functools
import ipaddress
from dataclasses import dataclass

from fauxmon_collector.ingest.sources import SourceRegistry, SourceState
from fauxmon_collector.input.burst import Peer
from fauxmon_collector.wire.messages import Session


@dataclass(slots=True)
class KnownPeer:
    """A peer with its Session; `state` is its Source, None as long as that is unknown."""

    session: Session
    state: SourceState | None


class Peers:
    """Remembers at most `limit` peers; what is forgotten is only looked up again."""

    def __init__(self, registry: SourceRegistry, limit: int) -> None:
        self._registry = registry
        self._limit = limit
        self._known: dict[Peer, KnownPeer] = {}

    def __len__(self) -> int:
        return len(self._known)

    def get(self, peer: Peer) -> KnownPeer:
        """The peer, with its Source if there is one."""
        known = self._known.get(peer)
        if known is None:
            if len(self._known) >= self._limit:
                self._known.clear()
            session = Session(_canonical_address(peer.address), peer.port, peer.listening_port)
            known = self._known[peer] = KnownPeer(session, None)
        self.has_source(known)
        return known

    def has_source(self, known: KnownPeer) -> bool:
        """Whether there is a Source for this peer by now."""
        if known.state is None:
            known.state = self._registry.find(known.session.address, known.session.listening_port)
        return known.state is not None

    def clear(self) -> None:
        """Forget all."""
        self._known.clear()


@functools.lru_cache(maxsize=4096)
def _canonical_address(text: str) -> str:
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return str(address)
