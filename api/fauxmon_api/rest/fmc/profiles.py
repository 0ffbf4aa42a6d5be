"""Profiles with their Channels (contract 2.3.1)."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.bodies import ChannelName
from fauxmon_api.rest.fmc.profile_shape import ProfileObject, profile_draft, profile_object
from fauxmon_api.transport.answers import answer, failure, listing, nothing, one
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_model.entities import Profile
from fauxmon_model.errors import NotFoundError

ENDPOINTS = Endpoints("Profiles")

_FIELDS = ["id", "channels.id"]
_CHANNEL = {
    "name": "web",
    "sign": "+",
    "color": "#0000cc",
    "parent": "*",
    "filter": "port 443",
    "mode": {"enabled": True, "npmEnabled": True, "trafficEnabled": True},
}
_ENTITY = {
    "name": "WebShop",
    "group": "Applications",
    "parent": "live",
    "tenant": "00000000-0000-0000-0001-000000000001",
    "description": "The shop and what it serves",
    "type": "shadow",
    "start": "2025-03-01 10:00",
    "history": False,
    "maxsize": 100,
    "expire": 240,
    "channels": [_CHANNEL],
}
_CHANGED = {**_ENTITY, "id": "WebSho-4f1c2a", "channels": [{"id": "web-9b3e071a0", **_CHANNEL}]}


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/profiles",
    Known.READ,
    "FS2, PHP and DUMP read the list",
    takes={"fields": _FIELDS},
    answers={200: "Profiles"},
    gives=list[ProfileObject],
)
def all_profiles(call: Bearer) -> Response:
    """Every Profile, *All Sources* (`live`) among them."""
    return _objects(call, call.context.repository.profiles.all())


@ENDPOINTS.on(
    "POST",
    "/rest/fmc/getprofiles",
    Known.DOCUMENTED,
    "guide; PHP calls it without a body, FS2 reads the list",
    takes={"fields": _FIELDS, "profiles": ["live"]},
    answers={200: "Profiles", 204: "None of these ids exists"},
    gives=list[ProfileObject],
)
def chosen_profiles(call: Bearer) -> Response:
    """The Profiles with the ids in `profiles`; without it, all."""
    profiles = call.context.repository.profiles.all()
    if "profiles" in call.parameters:
        wanted = set(call.parameters.identifiers("profiles"))
        profiles = [profile for profile in profiles if profile.id in wanted]
    return _objects(call, profiles)


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/profiles/id",
    Known.READ,
    "LM, PHP and NTM need one object; 204 for an unknown id is documented",
    takes={"id": "live", "fields": _FIELDS},
    answers={200: "The Profile", 204: "No such Profile"},
    gives=ProfileObject,
)
def one_profile(call: Bearer) -> Response:
    """One Profile as an object. Ids of grouped Profiles contain a slash."""
    return one(
        lambda: profile_object(
            call.context.repository.profiles.get(call.parameters.text("id") or ""), call.context.now_ms()
        ),
        call.parameters.fields(),
    )


@ENDPOINTS.on(
    "POST",
    "/rest/fmc/profiles",
    Known.READ,
    "FS2 needs 201, LM and FS2 read the ids",
    takes={"entity": _ENTITY},
    answers={201: "The Profile with its ids"},
    gives=ProfileObject,
)
def create_profile(call: Bearer) -> Response:
    """Create a Profile. Ids of Profile and Channels are assigned; all `+` Channels must precede all `-` ones."""
    draft = profile_draft(call.parameters.received("entity"), call.context.now_ms())
    profile = call.context.repository.profiles.create(draft)
    return answer(profile_object(profile, call.context.now_ms()), 201)


@ENDPOINTS.on(
    "PUT",
    "/rest/fmc/profiles",
    Known.READ,
    "FS2 needs 200 where the guide says 201; LM relies on what is not given being kept",
    takes={"entity": _CHANGED},
    answers={200: "The Profile as it is now", 404: "No such Profile"},
    gives=ProfileObject,
)
def update_profile(call: Bearer) -> Response:
    """Change a Profile. Properties that are not given keep their values.

    The list of Channels is replaced: with `id` they are kept, without `id` they are new, missing ones are deleted.
    """
    entity = call.parameters.received("entity")
    entity.needs("id")
    profile = call.context.repository.profiles.update(profile_draft(entity, call.context.now_ms()))
    return answer(profile_object(profile, call.context.now_ms()))


@ENDPOINTS.on(
    "DELETE",
    "/rest/fmc/profiles/id",
    Known.READ,
    "FS2 needs 204; that dependants go along is documented by the dependencies object",
    takes={"id": "WebSho-4f1c2a"},
    answers={204: "Deleted", 404: "No such Profile", 405: "This Profile cannot be deleted"},
)
def remove_profiles(call: Bearer) -> Response:
    """Delete one Profile, or several (`id` as a JSON list), with what depends on them.

    These are the Profiles below, and the Chapters and alerts of all of them.
    """
    ids = call.parameters.identifiers("id")
    if not ids:
        raise NotFoundError("Profile", "without id")
    call.context.repository.profiles.remove(*ids)
    return nothing()


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/profiles/channels",
    Known.DOCUMENTED,
    "guide",
    takes={"profileId": "live"},
    answers={200: "Channels", 204: "The Profile has none", 404: "No such Profile"},
    gives=list[ChannelName],
)
def channels(call: Bearer) -> Response:
    """Ids (with their Profile) and names of a Profile's Channels."""
    profile_id = call.parameters.text("profileId")
    if not profile_id:
        return failure(404, "profileId is missing")
    profile = call.context.repository.profiles.get(profile_id)
    return listing([{"id": f"{profile.id}/{channel.id}", "name": channel.name} for channel in profile.channels])


def _objects(call: Call, profiles: Sequence[Profile]) -> Response:
    now_ms = call.context.now_ms()
    return listing([profile_object(profile, now_ms) for profile in profiles], call.parameters.fields())
