"""Which collector to ask and as whom: the options of every command that asks one, and its errors as exit codes."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import click

from fauxmon.cli.refusals import refusal

if TYPE_CHECKING:
    from fauxmon.client import Client, Target

P = ParamSpec("P")

DEFAULT_URL = "https://127.0.0.1:8443"
URL_VARIABLE = "FAUXMON_URL"
TOKEN_VARIABLE = "FAUXMON_TOKEN"  # noqa: S105 - the name of a variable
PASSWORD_VARIABLE = "FAUXMON_PASSWORD"  # noqa: S105 - the name of a variable
DEFAULT_PASSWORD = "admin"  # noqa: S105 - the product's own, good on this machine alone


def _url_option(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        *names,
        "url",
        default=DEFAULT_URL,
        show_default=True,
        envvar=URL_VARIABLE,
        show_envvar=True,
        help="Where the collector serves HTTP.",
    )


url_option = _url_option("--url")
to_option = _url_option("--to", "--url")
user_option = click.option(
    "--user",
    default="admin",
    show_default=True,
    help=f"Log in as this user. The password is taken from the environment variable {PASSWORD_VARIABLE}; on this "
    "machine it is admin unless that is set.",
)
token_option = click.option(
    "--token",
    envvar=TOKEN_VARIABLE,
    show_envvar=True,
    help="Access token; a collector on this machine can do without.",
)
insecure_option = click.option(
    "--insecure",
    is_flag=True,
    help="Accept any certificate. On this machine the self-signed one is accepted anyway.",
)


def asks_a_collector(command: Callable[Concatenate[Client, P], None]) -> Callable[..., None]:
    """Give a command these options, and as its first argument a client made of them."""
    return _asking(command, url_option)


def asks_a_collector_by_to(command: Callable[Concatenate[Client, P], None]) -> Callable[..., None]:
    """The same, and the collector may be given as `--to` as well."""
    return _asking(command, to_option)


def _asking(
    command: Callable[Concatenate[Client, P], None], where: Callable[[Callable[..., None]], Callable[..., None]]
) -> Callable[..., None]:
    @functools.wraps(command)
    def asking(url: str, user: str, token: str | None, insecure: bool, *args: P.args, **kwargs: P.kwargs) -> None:
        from fauxmon.client import Client

        with collector_errors(), Client(_target(url, user, token, insecure)) as client:
            command(client, *args, **kwargs)

    return where(user_option(token_option(insecure_option(asking))))


@contextlib.contextmanager
def collector_errors() -> Iterator[None]:
    """What a collector refuses: exit code 1, and what to do about it."""
    from fauxmon.client import CertificateError, ClientError, LoginError, ValidationError

    try:
        yield
    except ValidationError as error:
        raise click.ClickException(refusal(error)) from error
    except LoginError as error:
        raise click.ClickException(f"{error}. Give --user and {PASSWORD_VARIABLE}, or --token") from error
    except CertificateError as error:
        raise click.ClickException(f"{error}. Give --insecure to accept it") from error
    except ClientError as error:
        raise click.ClickException(str(error)) from error


def _target(url: str, user: str, token: str | None, insecure: bool) -> Target:
    from fauxmon.client import Login, Target

    try:
        target = Target(url=url.rstrip("/"), insecure=insecure, token=token)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--url") from error
    if token is not None:
        return target
    password = os.environ.get(PASSWORD_VARIABLE) or (DEFAULT_PASSWORD if target.loopback else None)
    if password is None:
        raise click.UsageError(f"{target.url} needs a password: set {PASSWORD_VARIABLE}, or give --token")
    return Target(url=target.url, insecure=insecure, login=Login(user, password))
