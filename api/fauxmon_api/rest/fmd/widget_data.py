"""What a Widget shows now (contract 2.11.2)."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmd.drawn import draw
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.transport.answers import answer, nothing
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Dashboards")


@ENDPOINTS.on(
    "GET",
    "/rest/fmd/overview/widget/data/{id}",
    Known.DOCUMENTED,
    "the guide gives the shape; what each kind of Widget puts into it, `npmChart` and `topology` are inferred",
    answers={
        200: "Table, pies or chart",
        204: "No data",
        404: "No such Widget, or what it draws is gone: its Chapter, Topology or a Channel",
        405: "Its time is none, or it has chosen a Channel that its Chapter does not have",
    },
)
def widget_data(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """The data of a Widget, computed from its Chapter, its Topology or from the Sources.

    The time is that of its parameters `from` and `to`: a time, or relative like `h12Ago` and `now`; by default the
    last twelve hours. The slot that is still open is shown with what has arrived so far.
    """
    widget = call.context.repository.widgets.get(numbered("Widget", id))
    drawn = draw(call.context, WidgetOptions(widget.options))
    return nothing(drawn.nothing) if drawn.nothing else answer({"name": drawn.name, **drawn.data})
