"""Answers: JSON, nothing at all, lists that are 204 when empty, and the error envelope (contract 2.1.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

from fauxmon_api.transport.fields import Fields
from fauxmon_model.errors import FieldError, NotFoundError

MESSAGE_HEADER = "X-FM-Message"
VALIDATION_FAILED = "Validation failed"


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """`value` as compact JSON."""
    return JSONResponse(value, status, headers)


def nothing(message: str | None = None) -> Response:
    """204 with a body of no bytes; `message` says in a header what there is nothing of."""
    return Response(status_code=204, headers={MESSAGE_HEADER: header_text(message)} if message else None)


def listing(rows: Sequence[Any], fields: Fields | None = None) -> Response:
    """200 with the rows, 204 when there are none (R63)."""
    if not rows:
        return nothing()
    return answer(fields.of(rows) if fields else list(rows))


def one(find: Callable[[], Mapping[str, Any]], fields: Fields | None = None) -> Response:
    """200 with what `find` gives, 204 when that does not exist; the header says what (contract 2.3.1, 2.8)."""
    try:
        found = find()
    except NotFoundError as error:
        return nothing(str(error))
    return answer(fields.of(found) if fields else found)


def failure(status: int, message: str, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """The error envelope `{code, status, message}` plus `more`, its message also in the header."""
    envelope = {"code": status, "status": "error", "message": message, **more}
    return JSONResponse(envelope, status, {MESSAGE_HEADER: header_text(message), **(headers or {})})


def invalid(errors: Sequence[FieldError], checked: Any = None) -> Response:
    """405 in the product's sense, *validation failed*: the envelope and the documented ValidationResult in one."""
    results = [{"field": e.field, "message": e.message, "params": list(e.params)} for e in errors]
    return failure(405, VALIDATION_FAILED, validationResults=results, checkedData=checked)


def header_text(text: str) -> str:
    """`text` as a header may hold it: one line of printable ASCII."""
    ascii_text = text.encode("ascii", "backslashreplace").decode("ascii")
    return "".join(c if c.isprintable() else " " for c in ascii_text)[:500]
