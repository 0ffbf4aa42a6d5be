"""A client of a Flowmon Collector's REST API, for Fauxmon and for the product. It imports httpx and nothing of ours."""

from fauxmon.client.client import Client
from fauxmon.client.errors import (
    CertificateError,
    ClientError,
    FieldProblem,
    LateError,
    LoginError,
    StatusError,
    UnreachableError,
    ValidationError,
)
from fauxmon.client.target import Login, Target
from fauxmon.client.types import (
    Alert,
    Channel,
    Chapter,
    Dependants,
    EmailReport,
    Entry,
    Profile,
    Report,
    Row,
    Scope,
    Series,
)

__all__ = [
    "Alert",
    "CertificateError",
    "Channel",
    "Chapter",
    "Client",
    "ClientError",
    "Dependants",
    "EmailReport",
    "Entry",
    "FieldProblem",
    "LateError",
    "Login",
    "LoginError",
    "Profile",
    "Report",
    "Row",
    "Scope",
    "Series",
    "StatusError",
    "Target",
    "UnreachableError",
    "ValidationError",
]
