"""The flows of Channels over trees of Profiles, held against the rules said in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fauxmon_collector.analysis import sums
from fauxmon_collector.analysis.plan import Selection
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_model.channels import ChannelPredicates, any_of
from fauxmon_model.entities import LIVE, Channel, Profile
from fauxmon_model.filter import FilterContext
from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.conftest import FlowMaker

    from fauxmon_collector.store.duckdb import DuckDBStore

SOURCES = 3
FILTERS: dict[str, Callable[[int], bool]] = {
    "any": lambda _: True,
    "dst port < 6": lambda port: port < 6,
    "dst port > 3": lambda port: port > 3,
    "not dst port in [2 5 8]": lambda port: port not in (2, 5, 8),
}


class Flow(NamedTuple):
    """What the Channels of this test look at."""

    number: int
    source_id: int
    received_ms: int
    port: int


channels = st.tuples(
    st.sampled_from(sorted(FILTERS)),
    st.just("*") | st.sets(st.integers(0, 3), min_size=1, max_size=3),
    st.integers(0, 3),
)
levels = st.lists(
    st.tuples(st.integers(0, 2), st.none() | st.integers(1, 9), st.lists(channels, max_size=4)), min_size=1, max_size=4
)
flows = st.lists(st.tuples(st.integers(1, SOURCES), st.integers(0, 12), st.integers(0, 9)), min_size=1, max_size=20)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(levels=levels, flows=flows)
def test_a_channel_has_the_flows_of_its_parents_that_pass_its_filter_in_its_time(
    empty_store: Callable[[], DuckDBStore], make_flows: FlowMaker, levels: Any, flows: Any
) -> None:
    store, line = empty_store(), _line(levels)
    given_flows = [Flow(number, *flow) for number, flow in enumerate(flows)]
    store.append(
        make_flows(
            [
                {"source_id": f.source_id, "received_ms": f.received_ms, "dst_port": f.port, "start_ms": f.number}
                for f in given_flows
            ]
        )
    )
    known = ChannelPredicates(line, FilterContext(lambda _: ()))

    for profile in line[1:]:
        expected = [[f.number for f in given_flows if _has(line, profile, own, f)] for own in profile.channels]
        predicates = [known.of(profile.id, channel.id) for channel in profile.channels]
        assert [_numbers(store, predicate.whole()) for predicate in predicates] == expected
        union = _numbers(store, any_of(predicates))
        assert union == sorted({number for numbers in expected for number in numbers})
        counted = sums.by_channel(store, Selection(profile.channels, predicates, False), Grid(0, 20_000, 1000), [])
        assert counted[:, :, 2].sum(axis=1).tolist() == [len(numbers) for numbers in expected]


def _line(levels: Any) -> list[Profile]:
    """A Profile below the other, *All Sources* first. None begins before the one above it or goes on after it."""
    live = Profile(id=LIVE, parent_id=None, start_ms=0, end_ms=None)
    live.channels = [Channel(id=f"{LIVE}{n}", source_id=n + 1, start_ms=0) for n in range(SOURCES)]
    line = [live]
    for number, (later, duration, drafts) in enumerate(levels):
        above = line[-1]
        start_ms = above.start_ms + later
        ends = [end for end in (above.end_ms, duration and start_ms + duration) if end is not None]
        profile = Profile(id=f"p{number}-", parent_id=above.id, start_ms=start_ms, end_ms=min(ends, default=None))
        profile.channels = [
            Channel(
                id=f"{profile.id}{n}",
                filter=text,
                parent="*" if parents == "*" else [f"{above.id}{parent}" for parent in sorted(parents)],
                start_ms=start_ms + delay,
            )
            for n, (text, parents, delay) in enumerate(drafts)
        ]
        line.append(profile)
    return line


def _has(line: list[Profile], profile: Profile, channel: Channel, flow: Flow) -> bool:
    if profile.parent_id is None:
        return channel.source_id == flow.source_id
    above = next(each for each in line if each.id == profile.parent_id)
    parents = [each for each in above.channels if channel.parent == "*" or each.id in channel.parent]
    from_any = above.parent_id is None and channel.parent == "*"
    return (
        FILTERS[channel.filter](flow.port)
        and channel.start_ms <= flow.received_ms
        and (profile.end_ms is None or flow.received_ms < profile.end_ms)
        and (from_any or any(_has(line, above, parent, flow) for parent in parents))
    )


def _numbers(store: DuckDBStore, condition: sa.ColumnElement[bool]) -> list[int]:
    found = store.fetch(sa.select(FLOWS.c.start_ms).where(condition).order_by(FLOWS.c.start_ms))
    return [number for (number,) in found]
