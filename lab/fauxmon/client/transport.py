"""Requests as httpx sends them, its responses as Answers, and every failure as one of our errors (contract 2.1)."""

from __future__ import annotations

import contextlib
import json
import ssl
from collections.abc import Iterator
from typing import Any

import httpx

from fauxmon.client.errors import (
    CertificateError,
    ClientError,
    FieldProblem,
    LoginError,
    StatusError,
    UnreachableError,
    ValidationError,
)
from fauxmon.client.request import Answer, Request
from fauxmon.client.target import Target


def arguments(request: Request) -> dict[str, Any]:
    """What `request` of an httpx client is called with."""
    sent: dict[str, Any] = {"method": request.method, "url": request.path}
    if request.query:
        sent["params"] = {name: _text(value) for name, value in request.query.items()}
    if request.form is not None:
        sent["files"] = {name: (None, _text(value)) for name, value in request.form.items()}
    if request.json is not None:
        sent["json"] = request.json
    return sent


def answer_of(target: Target, response: httpx.Response) -> Answer:
    """Errors: ClientError, for what is no success or no JSON."""
    if not response.is_success:
        raise _failure(target, response)
    if not response.content:
        return Answer(response.status_code, None)
    try:
        return Answer(response.status_code, response.json())
    except ValueError as error:
        message = f"{target.url} does not answer like a collector: no JSON in {response.url.path}"
        raise StatusError(response.status_code, message) from error


@contextlib.contextmanager
def failures_of(target: Target) -> Iterator[None]:
    """What httpx raises while it sends, as ours. Errors: UnreachableError."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise UnreachableError(f"{target.url} does not answer within {target.timeout_s:g} s") from error
    except httpx.HTTPError as error:
        if _certificate(error):
            raise CertificateError(f"the certificate of {target.url} is not trusted: {error}") from error
        raise UnreachableError(f"no collector answers at {target.url}: {error}") from error


def _failure(target: Target, response: httpx.Response) -> ClientError:
    try:
        body = response.json()
    except ValueError:
        body = None
    body = body if isinstance(body, dict) else {}
    if response.status_code == 405 and (problems := _problems(body.get("validationResults"))):
        return ValidationError(problems, body.get("checkedData"))
    message = str(body.get("message") or response.headers.get("X-FM-Message") or response.reason_phrase)
    if response.status_code == 401:
        return LoginError(f"{target.url} refuses the token: {message}")
    return StatusError(response.status_code, f"{target.url} answers {response.status_code}: {message}")


def _certificate(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None


def _problems(results: Any) -> list[FieldProblem]:
    listed = results if isinstance(results, list) else []
    return [
        FieldProblem(str(one.get("field", "")), str(one.get("message", ""))) for one in listed if isinstance(one, dict)
    ]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
