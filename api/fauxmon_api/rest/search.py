"""`search`: the object that says which time, Profile and Channels a query is about (contract 2.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_api.transport.parameters import Parameters
from fauxmon_api.transport.received import Received
from fauxmon_collector.analysis import STEP_MS
from fauxmon_model.entities import BusinessHours
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository import Repository
from fauxmon_model.written_time import WANTED, parse_time

_HOUR_MS = 3_600_000
POINTS_LIMIT = 10_000
"""Points of one series that are ever computed; neighbouring slots of a longer time are put together."""


def time_range(search: Received, now_ms: int) -> tuple[int, int]:
    """`from` and `to` in ms since 1970; what is wrong is noted in `search`, so check it before using them."""
    from_ms, to_ms = (_time(search, name, now_ms) for name in ("from", "to"))
    if not search.errors and to_ms < from_ms:
        search.refuse("to", "Must not lie before from")
    return from_ms, to_ms


def _time(search: Received, name: str, now_ms: int) -> int:
    if name not in search:
        search.refuse(name, "Is missing")
    return search.read(name, lambda text: parse_time(text, now_ms), WANTED) or 0


def channel_ids(search: Received) -> Sequence[str] | None:
    """Ids of the chosen Channels without their Profile; None for all of them."""
    if search.value.get("channels") == "*":
        return None
    given = search.texts("channels")
    if given is None or set(given) & {"all", "*"}:
        return None
    return [text.rpartition("/")[2] for text in given]


def entity_id(parameters: Parameters, name: str) -> int | None:
    """The number in `search` that restricts a list to what belongs to that entity; None if there is none.
    Errors: InvalidError."""
    if parameters.json("search") is None:
        return None
    search = parameters.received("search")
    found = search.integer(name)
    search.check()
    return found


def business_hours(search: Received, repository: Repository) -> BusinessHours | None:
    """The hours that `businessHours` names; None if it is absent or, which is then noted, wrong."""
    id_ = search.integer("businessHours")
    if id_ is None:
        return None
    try:
        return repository.business_hours.get(id_)
    except NotFoundError:
        search.refuse("businessHours", "Does not exist")
        return None


def chapter_grid(from_ms: int, to_ms: int, hours: BusinessHours | None) -> tuple[int, int]:
    """(`to_ms`, step in ms) of what a traffic Chapter shows of a time, or of the business hours of it."""
    return grid(from_ms, to_ms) if hours is None else grid_of_hours(from_ms, to_ms)


def grid_of_hours(from_ms: int, to_ms: int) -> tuple[int, int]:
    """(`to_ms`, step in ms) of a time that is restricted to whole hours: a step that parts an hour, as `grid` takes it
    otherwise. Even by the hour a time of many years has more slots than `POINTS_LIMIT`."""
    steps = (STEP_MS * count for count in (1, 2, 3, 4, 6, 12))
    step_ms = next((step for step in steps if to_ms - from_ms <= step * (POINTS_LIMIT - 1)), _HOUR_MS)
    return (to_ms if step_ms == STEP_MS else _whole(to_ms, step_ms) * step_ms), step_ms


def grid(from_ms: int, to_ms: int, points: int = POINTS_LIMIT, finest_ms: int = STEP_MS) -> tuple[int, int]:
    """(`to_ms`, step in ms): the finest step, or a multiple of it that needs no more than `points` slots (two, if
    `points` is 1 and a border lies within).

    Slots lie on multiples of their step. With a wider one the end moves up to a whole slot, lest the last part of the
    range be lost; where that and the beginning together take a slot more, the next wider step is taken.
    """
    step_ms = _step(from_ms, to_ms, points, finest_ms)
    if step_ms == finest_ms:
        return to_ms, step_ms
    if _whole(to_ms, step_ms) - from_ms // step_ms > points > 1:
        step_ms = _step(from_ms, to_ms, points - 1, finest_ms)
    return _whole(to_ms, step_ms) * step_ms, step_ms


def _step(from_ms: int, to_ms: int, slots: int, finest_ms: int) -> int:
    return finest_ms * max(1, -(-(to_ms - from_ms) // (finest_ms * slots)))


def _whole(ms: int, step_ms: int) -> int:
    return -(-ms // step_ms)
