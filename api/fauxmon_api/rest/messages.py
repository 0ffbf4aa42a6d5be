"""System messages: what the collector has to say (contract 2.12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.source_reports import about_seen
from fauxmon_api.transport.answers import answer, listing
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.times import second_text
from fauxmon_model.errors import NotFoundError
from fauxmon_model.severity import Severity

ENDPOINTS = Endpoints("System messages")

_PLUGIN = "FMC"
"""Whose messages these are: all are about receiving and keeping flows."""


def message_object(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message as the contract has it."""
    return {
        "id": message["id"],
        "time": second_text(message["time_ms"]),
        "severity": int(message["severity"]),
        "plugin": _PLUGIN,
        "text": message["text"],
        "hasBeenRead": message["read"],
    }


@ENDPOINTS.on("GET", "/rest/messages/severities", Known.DOCUMENTED, "guide")
def severities(call: Bearer) -> Response:
    """How grave a message may be."""
    return answer([{"id": int(severity), "name": severity.name} for severity in Severity])


@ENDPOINTS.on(
    "GET",
    "/rest/messages/find",
    Known.DOCUMENTED,
    "guide; what there are messages about, their order and the plugin are inferred",
    takes={"fields": ["time", "text"]},
    answers={200: "Messages, the newest first", 204: "There are none"},
)
def find(call: Bearer) -> Response:
    """What has happened since the start: new and deleted Sources, silent and active ones, faults of what was received.

    A fault is told once for each exporter; all are at `/_fauxmon/problems`. There are at most 1,000 messages.
    """
    seen = about_seen(call.context, call.context.collecting.messages())
    return listing([message_object(message) for message in seen], call.parameters.fields())


@ENDPOINTS.on(
    "PUT",
    "/rest/messages",
    Known.INFERRED,
    "the product keeps whether a message has been read; how a client says so is not public",
    takes={"entity": {"id": 1, "hasBeenRead": True}},
    answers={200: "The message as it is now", 404: "No such message", 405: "Validation failed"},
)
def mark(call: Bearer) -> Response:
    """Keep whether a message has been read. It holds for all users."""
    entity = call.parameters.received("entity")
    message_id, read = entity.required_integer("id"), entity.boolean("hasBeenRead")
    if "hasBeenRead" not in entity:
        entity.refuse("hasBeenRead", "Is missing")
    entity.check()
    seen = {message["id"]: message for message in about_seen(call.context, call.context.collecting.messages())}
    if message_id not in seen or not call.context.collecting.mark_message(message_id, bool(read)):
        raise NotFoundError("Message", message_id)
    return answer(message_object({**seen[message_id], "read": bool(read)}))
