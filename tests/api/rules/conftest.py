"""A user without full access, whose role has one root Profile and one of two Sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

MINE, OTHER = "192.0.2.1", "192.0.2.2"


@dataclass
class Asking:
    """A user, and what is asked of every kind of entity."""

    client: httpx.Client

    def made(self, path: str, **entity: Any) -> Any:
        """The id of what was made."""
        response = self.client.post(path, json={"entity": entity})
        assert response.status_code in (200, 201), response.text
        return response.json()["id"]

    def profile(self, name: str, parent: str = "live", text: str = "any", of: Any = "*") -> str:
        """A Profile with one Channel, with this filter, of these Channels of its parent; its id."""
        channels = [{"name": "all", "sign": "+", "color": "#0000cc", "parent": of, "filter": text}]
        fields = {"type": "real", "start": "2025-03-01 11:00", "channels": channels}
        return str(self.made("/rest/fmc/profiles", name=name, parent=parent, **fields))

    def ids(self, path: str) -> list[Any]:
        """What is listed."""
        response = self.client.get(path)
        return [each["id"] for each in response.json()] if response.status_code == 200 else []

    def statuses(self, path: str, id_: Any, **change: Any) -> tuple[int, int, int]:
        """Of looking at one, changing it and deleting it."""
        looked = self.client.get(f"{path}/{id_}")
        changed = self.client.put(path, json={"entity": {"id": id_, **change}})
        return looked.status_code, changed.status_code, self.client.delete(f"{path}/{id_}").status_code

    def dependent(self, path: str, **parameters: str) -> dict[str, list[Any]]:
        """What depends on something: ids by type."""
        response = self.client.get(f"/rest/fmc/dependencies/{path}", params=parameters)
        assert response.status_code == 200, response.text
        return {group["type"]: [each["id"] for each in group["items"]] for group in response.json()["dependent"]}


@pytest.fixture
def admin(client: httpx.Client) -> Asking:
    return Asking(client)


@pytest.fixture
def anna(mine: httpx.Client) -> Asking:
    return Asking(mine)


@pytest.fixture
def root(admin: Asking, collector: Any) -> str:
    """The root Profile of the role: web traffic. Each Source has sent a flow of it and one of another port."""
    for address, octets in ((MINE, 1000), (OTHER, 20_000)):
        source = collector.source(address)
        for port, factor in ((443, 1), (53, 100)):
            collector.flow(source, collector.clock.now - 600_000, octets * factor, dst_port=port)
    return admin.profile("Root", text="port 443")


@pytest.fixture
def role(client: httpx.Client, root: str) -> dict[str, Any]:
    ours = {"write": True, "rootProfiles": [root], "sources": ["192-0-2-1_p3000"]}
    response = client.post("/rest/fcc/roles", json={"entity": {"name": "Team", "_fauxmon": ours}})
    assert response.status_code == 201
    found: dict[str, Any] = response.json()
    return found


@pytest.fixture
def mine(client: httpx.Client, collector: Any, role: dict[str, Any]) -> Iterator[httpx.Client]:
    """The client of a user with this role."""
    user = {"login": "anna", "password": "secret", "role": role["id"]}
    id_ = client.post("/rest/fcc/users", json={"entity": user}).json()["id"]
    with collector.client(collector.repository.accounts.issue(id_)) as opened:
        yield opened


@pytest.fixture
def allow(client: httpx.Client, role: dict[str, Any]) -> Callable[..., None]:
    """Change what the role may."""

    def changed(**ours: Any) -> None:
        entity = {"id": role["id"], "_fauxmon": ours}
        assert client.put("/rest/fcc/roles", json={"entity": entity}).status_code == 200

    return changed


@pytest.fixture
def foreign(admin: Asking) -> str:
    """A Profile beside the root."""
    return admin.profile("Foreign")
