"""Parameters: the four encodings in which clients send them, merged (contract 2.1.1)."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from fauxmon_api.transport.fields import Fields
from fauxmon_api.transport.received import Received, as_integer, as_text
from fauxmon_api.transport.refused import RefusedError
from fauxmon_model.errors import FieldError, InvalidError

BODY_LIMIT = 8 << 20
"""Octets of a request body that are read; a larger one is answered 413. A black list of 100,000 networks fits."""
STRANGERS_BODY_LIMIT = 1 << 20
"""The same of a request without a token."""
FIELD_LIMIT = 200
"""Parameters in one form."""


class Parameters:
    """What a request carries. A name is looked up in the query first, then in the body.

    Values from a query or a form are text that may hold JSON; values from a JSON body are what they are.
    """

    def __init__(self, query: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        self._values = {**body, **query}
        self.checked: Any = None
        """The object that is being validated: a 405 gives it back as `checkedData`."""

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str | None:
        """A plain text or number as text. Errors: InvalidError."""
        value = self._values.get(name)
        text = as_text(value)
        if text is None and value is not None:
            raise InvalidError([FieldError(name, "Must be text")])
        return text

    def integer(self, name: str) -> int | None:
        """A whole number. Errors: InvalidError."""
        value = self._scalar(name)
        if value is None:
            return None
        number = as_integer(value)
        if number is None:
            raise InvalidError([FieldError(name, "Must be a whole number")])
        return number

    def number(self, name: str) -> float | None:
        """A number that is not negative. Errors: InvalidError."""
        value = self._scalar(name)
        try:
            number = float(value) if isinstance(value, str | int | float) else None
        except (ValueError, OverflowError):
            number = -1.0
        if value is not None and (number is None or not 0 <= number < float("inf")):
            raise InvalidError([FieldError(name, "Must be a number, 0 or more")])
        return number

    def _scalar(self, name: str) -> Any:
        """One value, also as JSON text: clients that write all their parameters so quote digits, too."""
        value = self._values.get(name)
        if value in ("", "null"):
            return None
        return value.strip('"') if isinstance(value, str) else value

    def json(self, name: str) -> Any:
        """The value, decoded when it came as JSON text; None when absent or empty. Errors: InvalidError."""
        value = self._values.get(name)
        return _decoded(name, value) if isinstance(value, str) else value

    def received(self, name: str) -> Received:
        """The object called `name`, ready to be read field by field. Errors: InvalidError when it is missing."""
        value = self.json(name)
        self.checked = value
        if value is None:
            raise InvalidError([FieldError(name, "Is missing")])
        received = Received(value)
        received.check()
        return received

    def identifiers(self, name: str) -> list[str]:
        """One id, or a JSON list of ids; empty when absent. Errors: InvalidError."""
        value = self._scalar(name)
        if isinstance(value, str) and value.lstrip().startswith("["):
            value = _decoded(name, value)
        ids = value if isinstance(value, list) else [] if value is None else [value]
        texts = [text for text in map(as_text, ids) if text is not None]
        if len(texts) != len(ids):
            raise InvalidError([FieldError(name, "Must be an id or a list of ids")])
        return texts

    def fields(self) -> Fields | None:
        """The selection of properties, or None for all. Errors: InvalidError."""
        paths = self.identifiers("fields")
        return Fields(paths) if paths else None


async def read_parameters(request: Request, limit: int) -> Parameters:
    """Read and merge the parameters of `request`, of whose body no more than `limit` octets. Errors: InvalidError (not
    JSON), RefusedError (413 too large)."""
    return Parameters(_form("query", request.url.query), await _body(request, limit))


async def _body(request: Request, limit: int) -> Mapping[str, Any]:
    body = await _limited(request, limit)
    if not body.strip():
        return {}
    kind = request.headers.get("content-type", "").lower()
    if kind.startswith("multipart/form-data"):
        return await _multipart(request, body)
    # Some clients forget the type of their JSON; no form starts with a brace.
    if "json" in kind or body.lstrip().startswith(b"{"):
        value = _decoded("body", _text(body))
        if value in (None, []):  # what PHP and JavaScript write where there are no parameters
            return {}
        if not isinstance(value, dict):
            raise InvalidError([FieldError("body", "Must be a JSON object")])
        return value
    return _form("body", _text(body))


def _form(name: str, text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=FIELD_LIMIT))
    except ValueError:
        raise InvalidError([FieldError(name, f"Has more than {FIELD_LIMIT} parameters")]) from None


async def _limited(request: Request, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise RefusedError(413, f"The body is larger than {limit} octets", {"Connection": "close"})
        chunks.append(chunk)
    return b"".join(chunks)


async def _multipart(request: Request, body: bytes) -> Mapping[str, Any]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        parser = MultiPartParser(
            request.headers, stream(), max_files=FIELD_LIMIT, max_fields=FIELD_LIMIT, max_part_size=len(body)
        )
        parser.spool_max_size = len(body)  # the body is in memory already
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise InvalidError([FieldError("body", f"Is not a multipart form: {error}")]) from None
    # Some libraries give every part the name of a file; its text is what is meant.
    try:
        return {name: part if isinstance(part, str) else _text(await part.read()) for name, part in form.multi_items()}
    finally:
        await form.close()


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidError([FieldError("body", "Is not UTF-8")]) from None


def _decoded(name: str, text: str) -> Any:
    if not text.strip():
        return None
    try:
        value = json.loads(text)
        # Python reads more than JSON has, and what cannot be written again must not be stored: NaN, infinities, and
        # halves of surrogate pairs.
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        return value
    except (ValueError, RecursionError):
        raise InvalidError([FieldError(name, "Is not JSON")]) from None
