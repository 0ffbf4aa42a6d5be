# ruff: noqa: A002 - an id is called id here as in the product
"""Profiles with their Channels (contract 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon.client.exchange import Exchange
from fauxmon.client.request import create, delete, get, one, replace, several
from fauxmon.client.types import Dependants, Entry, Profile

FMC = "/rest/fmc"
PROFILES = f"{FMC}/profiles"


def all_profiles() -> Exchange[list[Profile]]:
    """Every Profile."""
    return several((yield get(PROFILES)))


def profile(id: str) -> Exchange[Profile | None]:
    """One Profile with its Channels; None if there is no such."""
    found: Profile | None = (yield get(f"{PROFILES}/id", id=id)).body
    return found


def channels(profile_id: str) -> Exchange[list[Entry]]:
    """Ids, with their Profile before them, and names of a Profile's Channels."""
    return several((yield get(f"{PROFILES}/channels", profileId=profile_id)))


def create_profile(entity: Mapping[str, Any]) -> Exchange[Profile]:
    """A new Profile, its ids assigned."""
    made: Profile = one((yield create(PROFILES, entity)))
    return made


def update_profile(entity: Mapping[str, Any]) -> Exchange[Profile]:
    """A changed Profile; its list of Channels is replaced."""
    changed: Profile = one((yield replace(PROFILES, entity)))
    return changed


def delete_profile(*ids: str) -> Exchange[None]:
    """Delete Profiles and what depends on them."""
    yield delete(f"{PROFILES}/id", id=_one_or_several(ids))


def dependants_of_profile(*ids: str) -> Exchange[list[Dependants]]:
    """What would go, or change, with Profiles."""
    answer = yield get(f"{FMC}/dependencies/profiles/id", id=_one_or_several(ids))
    return dependants(answer.body)


def dependants(body: Any) -> list[Dependants]:
    """Out of a dependencies object (2.1.9)."""
    return list((body or {}).get("dependent") or [])


def _one_or_several(ids: Sequence[str]) -> str | list[str]:
    return ids[0] if len(ids) == 1 else list(ids)
