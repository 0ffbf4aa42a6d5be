"""A client of a Flowmon Collector's REST API, for Fauxmon and for the product. It imports httpx and nothing of ours.

`Client` waits for answers, `AsyncClient` has the same calls to be awaited.
"""

from fauxmon.client.client import AsyncClient, Client
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
from fauxmon.client.patience import Patience
from fauxmon.client.target import Login, Target
from fauxmon.client.types import (
    Blacklist,
    BusinessHours,
    Channel,
    Chapter,
    ChapterData,
    Dashboard,
    Dependants,
    DisplayedDashboard,
    Entry,
    FlowPage,
    Method,
    Profile,
    Report,
    ReportChapter,
    Result,
    Row,
    Scope,
    Series,
    Source,
    Widget,
    WidgetData,
)

__all__ = [
    "AsyncClient",
    "Blacklist",
    "BusinessHours",
    "CertificateError",
    "Channel",
    "Chapter",
    "ChapterData",
    "Client",
    "ClientError",
    "Dashboard",
    "Dependants",
    "DisplayedDashboard",
    "Entry",
    "FieldProblem",
    "FlowPage",
    "LateError",
    "Login",
    "LoginError",
    "Method",
    "Patience",
    "Profile",
    "Report",
    "ReportChapter",
    "Result",
    "Row",
    "Scope",
    "Series",
    "Source",
    "StatusError",
    "Target",
    "UnreachableError",
    "ValidationError",
    "Widget",
    "WidgetData",
]
