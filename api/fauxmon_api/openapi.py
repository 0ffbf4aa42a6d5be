"""The OpenAPI description, made from the endpoints: what they take, who may ask, every status that they answer.

A status that all endpoints of a kind can answer is told here once, not at each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict, get_type_hints

from fauxmon_api.control.access import local_or_bearer
from fauxmon_api.endpoint import EVENT_STREAM, Endpoint
from fauxmon_api.schemas import Schema, Schemas
from fauxmon_api.shapes import Either, shape, shown
from fauxmon_api.transport.call import anyone, bearer
from fauxmon_api.transport.parameters import BODY_LIMIT

JSON = "application/json"
BODIES = (JSON, "multipart/form-data", "application/x-www-form-urlencoded")
"""In which a body may come (contract 2.1.1)."""
_SCHEME = "token"


class FieldResult(TypedDict):
    """What is wrong with one field, by its dotted path."""

    field: str
    message: str
    params: list[Any]


class Failure(TypedDict):
    """The error envelope; of a failed validation with what has failed (contract 2.1.6)."""

    code: int
    status: str
    message: str
    validationResults: NotRequired[list[FieldResult]]
    checkedData: NotRequired[Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What endpoints have in common by whom they let in. An empty member of `security` lets in without a token."""

    security: Sequence[Mapping[str, Sequence[str]]]
    answers: Mapping[int, str]


_TOKEN: Mapping[str, Sequence[str]] = {_SCHEME: ()}
_READ = {
    405: "Validation failed, or the parameters cannot be read",
    413: f"The body is larger than {BODY_LIMIT} octets",
}
_LET_IN = {401: "Missing, unknown or expired access token, or one that does not permit it", **_READ}
_KINDS: Mapping[Callable[..., Any] | None, Kind] = {
    bearer: Kind([_TOKEN], _LET_IN),
    local_or_bearer: Kind([_TOKEN, {}], _LET_IN),
    anyone: Kind([], _READ),
    None: Kind([], {}),
}
_WITH_ID = {404: "Unknown resource: an id in a path has no slash", 405: "This path is no id, and knows another method"}


def describe(title: str, version: str, text: str, endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The endpoints as OpenAPI 3.1 has them; `text` is Markdown about all of them."""
    schemas = Schemas()
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, schemas)
    scheme = {"type": "http", "scheme": "bearer", "description": "An access token of `/resources/oauth/token`."}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "description": text},
        "paths": paths,
        "components": {"schemas": schemas.named, "securitySchemes": {_SCHEME: scheme}},
    }


def kind_of(endpoint: Endpoint) -> Kind:
    """By what gives the handler its Call; one without reads its request itself."""
    hints = get_type_hints(endpoint.handler, include_extras=True).values()
    marks = (getattr(mark, "dependency", mark) for hint in hints for mark in getattr(hint, "__metadata__", ()))
    return _KINDS[next(marks, None)]


def answers_of(endpoint: Endpoint) -> dict[int, str]:
    """Every status that an endpoint can answer, with its meaning."""
    with_id = _WITH_ID if "{" in endpoint.path else {}
    return dict(sorted({**with_id, **kind_of(endpoint).answers, **endpoint.answers}.items()))


def body_of(endpoint: Endpoint, status: int) -> Any:
    """The type of the body of an answer; None where there is none or nothing is known of it."""
    if status == 204:
        return None
    if isinstance(endpoint.gives, Mapping) and status in endpoint.gives:
        return endpoint.gives[status]
    if status >= 400 or status == 202:
        return Failure
    return None if isinstance(endpoint.gives, Mapping) else endpoint.gives


def _operation(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    takes_body = endpoint.takes and endpoint.method not in {"GET", "DELETE"}
    return {
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "description": endpoint.description,
        "operationId": f"{endpoint.method.lower()}{endpoint.path}",
        "security": [dict(one) for one in kind_of(endpoint).security],
        "x-known-from": {"kind": endpoint.known.value, "basis": endpoint.basis},
        "parameters": [*_in_path(endpoint), *_in_query(endpoint)],
        **({"requestBody": {"content": _bodies(endpoint.takes)}} if takes_body else {}),
        "responses": {
            str(status): _response(endpoint, status, meaning, schemas)
            for status, meaning in answers_of(endpoint).items()
        },
    }


def _in_path(endpoint: Endpoint) -> Iterator[Schema]:
    for segment in endpoint.path.split("/"):
        if segment.startswith("{"):
            yield {"name": segment.strip("{}"), "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(endpoint: Endpoint) -> Iterator[Schema]:
    """Every parameter may stand in the query, whatever the method: an object or a list as its JSON."""
    for name, example in endpoint.takes.items():
        described = {"schema": shape(example), "example": shown(example)}
        inside = {"content": {JSON: described}} if _is_json(example) else described
        yield {"name": name, "in": "query", **inside}


def _bodies(takes: Mapping[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "properties": {name: shape(example) for name, example in takes.items()}}
    as_json = {name: {"contentType": JSON} for name, example in takes.items() if _is_json(example)}
    body = {"schema": schema, "example": {name: shown(example) for name, example in takes.items()}}
    return {kind: body if kind == JSON else {**body, "encoding": as_json} for kind in BODIES}


def _is_json(example: Any) -> bool:
    return isinstance(example, dict | list | Either)


def _response(endpoint: Endpoint, status: int, meaning: str, schemas: Schemas) -> dict[str, Any]:
    type_ = body_of(endpoint, status)
    if status == 204:
        return {"description": meaning}
    if type_ == EVENT_STREAM:
        return {"description": meaning, "content": {EVENT_STREAM: {}}}
    schema = {} if type_ is None else schemas.of(type_)
    if "fields" in endpoint.takes and status < 300:
        schema = {"anyOf": [schema, {"description": "What `fields` names of it"}]}
    return {"description": meaning, "content": {JSON: {"schema": schema} if schema else {}}}
