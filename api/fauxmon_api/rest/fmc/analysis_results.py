"""Results of flow listings and statistics (contract 2.5.6)."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.results import State
from fauxmon_api.transport.answers import failure, listing, nothing
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import as_integer
from fauxmon_api.transport.times import second_text
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError

ENDPOINTS = Endpoints("Analysis")

_COMPUTING = '{_"The result is being computed"}'
"""In the marks that the product puts around what it would translate."""


class ResultObject(TypedDict):
    """A result. `state` is 0 while it is computed, 1 finished, 2 failed; `name` is when it was asked for."""

    id: int
    name: str
    state: int
    search: dict[str, Any]
    message: NotRequired[str]


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/analysis/results",
    Known.DOCUMENTED,
    "guide; `message` is ours, 204 for none is the rule of all lists",
    answers={200: "Results of this user, oldest first", 204: "None"},
    gives=list[ResultObject],
)
def results(call: Bearer) -> Response:
    """The results that this user has asked for: `state` is 0 while it is computed, 1 finished, 2 failed.

    `name` is when it was asked for; one that failed has a `message` that says why.
    """
    return listing(
        [
            {
                "id": result.id,
                "name": second_text(result.created_ms),
                "state": int(result.state),
                "search": result.search,
                **({"message": result.message} if result.state is State.FAILED else {}),
            }
            for result in call.context.results.of_user(call.caller.id)
        ]
    )


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/analysis/results/{id}",
    Known.READ,
    "CRU and DUMP ask once, so the answer waits a while; PERL asks again on 202; 500 for what failed is inferred",
    answers={
        200: "The rows",
        202: "Still being computed",
        204: "No rows, or no such result",
        405: "Not the id of a result",
        500: "It failed; `message` says why",
    },
    gives=list[dict[str, str]],
)
async def result(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """The rows of a result. All values are text.

    A result that is not finished is waited for, up to a second and a half.
    """
    known = call.context.results
    found = known.get(call.caller.id, _number(id))
    if found is None:
        return nothing(str(NotFoundError("Result", id)))
    if not await known.ready(found):
        return failure(202, _COMPUTING)
    if found.state is State.FAILED:
        return failure(500, found.message)
    return Response(found.body, media_type="application/json") if found.rows else nothing("The result has no rows")


@ENDPOINTS.on(
    "DELETE",
    "/rest/fmc/analysis/results/{id}",
    Known.INFERRED,
    "as every DELETE; the guide has none",
    answers={204: "Deleted", 404: "No such result", 405: "Not the id of a result"},
)
def delete_result(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Forget a result."""
    if not call.context.results.delete(call.caller.id, _number(id)):
        raise NotFoundError("Result", id)
    return nothing()


def _number(text: str) -> int:
    number = as_integer(text)
    if number is None or number < 1:
        raise InvalidError([FieldError("id", "Is not the id of a result")])
    return number
