"""Transport: requests with a token, and every failure as one of our errors (contract 1, 2.1)."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from typing import Any, NamedTuple

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
from fauxmon.client.target import Login, Target

CLIENT_ID = "invea-tech"
TOKEN_PATH = "/resources/oauth/token"  # noqa: S105 - a path


class Answer(NamedTuple):
    """`body` is what the JSON says, None where there is none."""

    status: int
    body: Any


class Transport:
    """Connections to one collector. Logs in before the first call that needs a token, and again when one has expired.

    Errors of all calls: ClientError.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._token = target.token
        # A proxy of the environment is no way to this machine.
        self._http = httpx.Client(
            base_url=target.url, verify=tls(target), timeout=target.timeout_s, trust_env=not target.loopback
        )

    def close(self) -> None:
        """End all connections."""
        self._http.close()

    def get(self, path: str, **query: Any) -> Answer:
        """GET; values that are not text travel as JSON."""
        return self._call("GET", path, params={name: _text(value) for name, value in query.items()})

    def ask(self, path: str, **form: Any) -> Answer:
        """POST of a question as multipart/form-data: the documented form, which has no limit of length."""
        return self._call("POST", path, files={name: (None, _text(value)) for name, value in form.items()})

    def create(self, path: str, entity: Mapping[str, Any]) -> Answer:
        """POST of a new entity, in JSON as the vendor's own scripts send it."""
        return self._call("POST", path, json={"entity": entity})

    def send(self, path: str, body: Mapping[str, Any]) -> Answer:
        """POST of JSON."""
        return self._call("POST", path, json=dict(body))

    def replace(self, path: str, entity: Mapping[str, Any]) -> Answer:
        """PUT of a changed entity."""
        return self._call("PUT", path, json={"entity": entity})

    def delete(self, path: str, **query: Any) -> Answer:
        """DELETE."""
        return self._call("DELETE", path, params={name: _text(value) for name, value in query.items()})

    def _call(self, method: str, path: str, **more: Any) -> Answer:
        login = self._target.login
        if self._token is None and login is not None and (path.startswith("/rest/") or not self._target.loopback):
            self._token = self._log_in(login)
        response = self._send(method, path, **more)
        if response.status_code == 401 and login is not None:
            self._token = self._log_in(login)
            response = self._send(method, path, **more)
        if not response.is_success:
            raise self._failure(response)
        return Answer(response.status_code, self._json(response) if response.content else None)

    def _log_in(self, login: Login) -> str:
        response = self._send("POST", TOKEN_PATH, data=login_form(login))
        body = self._json(response)
        if (token := token_in(response)) is not None:
            return token
        reason = body.get("error_description") if isinstance(body, dict) else None
        raise LoginError(f"{self._target.url} refuses the login of {login.user}: {reason or response.status_code}")

    def _send(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {} if self._token is None else {"Authorization": f"bearer {self._token}"}
        try:
            return self._http.request(method, path, headers=headers, **more)
        except httpx.TimeoutException as error:
            raise UnreachableError(f"{self._target.url} does not answer within {self._target.timeout_s:g} s") from error
        except httpx.HTTPError as error:
            if _certificate(error):
                raise CertificateError(f"the certificate of {self._target.url} is not trusted: {error}") from error
            raise UnreachableError(f"no collector answers at {self._target.url}: {error}") from error

    def _failure(self, response: httpx.Response) -> ClientError:
        try:
            body = response.json()
        except ValueError:
            body = None
        body = body if isinstance(body, dict) else {}
        if response.status_code == 405 and (problems := _problems(body.get("validationResults"))):
            return ValidationError(problems, body.get("checkedData"))
        message = str(body.get("message") or response.headers.get("X-FM-Message") or response.reason_phrase)
        if response.status_code == 401:
            return LoginError(f"{self._target.url} refuses the token: {message}")
        return StatusError(response.status_code, f"{self._target.url} answers {response.status_code}: {message}")

    def _json(self, response: httpx.Response) -> Any:
        try:
            return response.json()
        except ValueError as error:
            message = f"{self._target.url} does not answer like a collector: no JSON in {response.url.path}"
            raise StatusError(response.status_code, message) from error


def login_form(login: Login) -> dict[str, str]:
    """What is posted for a token (contract 1)."""
    return {
        "grant_type": "password",
        "client_id": CLIENT_ID,
        "username": login.user,
        "password": login.password,
    }


def token_in(response: httpx.Response) -> str | None:
    """The token that an answer to a login holds."""
    try:
        body = response.json()
    except ValueError:
        return None
    token = body.get("access_token") if response.status_code == httpx.codes.OK and isinstance(body, dict) else None
    return token if isinstance(token, str) else None


def tls(target: Target) -> ssl.SSLContext:
    """Checks certificates with what this system trusts. Loading that takes a while, so it is left out where nothing is
    checked."""
    if target.url.startswith("https:") and not (target.insecure or target.loopback):
        return ssl.create_default_context()
    unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    return unchecked


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
