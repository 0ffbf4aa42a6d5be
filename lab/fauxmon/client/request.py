"""Request: a call as data, before anything sends it, and Answer, what has come of it (contract 2.1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fauxmon.client.errors import StatusError


class Answer(NamedTuple):
    """`body` is what the JSON says, None where there is none."""

    status: int
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call. Values of `query` and `form` that are not text travel as JSON; `form` as multipart/form-data.

    A `patient` one is asked again for as long as it is answered 202, *still computing*.
    """

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] | None = None
    json: Any = None
    patient: bool = False


def get(path: str, **query: Any) -> Request:
    """GET."""
    return Request(method="GET", path=path, query=query)


def result(path: str) -> Request:
    """GET of what a collector computes while nobody holds the line (2.5.6)."""
    return Request(method="GET", path=path, patient=True)


def ask(path: str, **form: Any) -> Request:
    """POST of a question as multipart/form-data: the documented form, which has no limit of length."""
    return Request(method="POST", path=path, form=form)


def create(path: str, entity: Mapping[str, Any]) -> Request:
    """POST of a new entity, in JSON as the vendor's own scripts send it."""
    return send(path, {"entity": entity})


def send(path: str, body: Mapping[str, Any]) -> Request:
    """POST of JSON."""
    return Request(method="POST", path=path, json=dict(body))


def replace(path: str, entity: Mapping[str, Any]) -> Request:
    """PUT of a changed entity."""
    return Request(method="PUT", path=path, json={"entity": entity})


def delete(path: str, **query: Any) -> Request:
    """DELETE."""
    return Request(method="DELETE", path=path, query=query)


def several(answer: Answer) -> list[Any]:
    """The objects of a list; none where a collector answers 204. Errors: StatusError for what is no list."""
    if answer.body is None:
        return []
    if not isinstance(answer.body, list):
        raise StatusError(answer.status, "the collector does not answer like one: a list was asked for")
    return answer.body


def one(answer: Answer) -> Any:
    """One object. Errors: StatusError for anything else."""
    if not isinstance(answer.body, dict):
        raise StatusError(answer.status, "the collector does not answer like one: an object was asked for")
    return answer.body
