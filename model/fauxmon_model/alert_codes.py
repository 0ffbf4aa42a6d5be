"""The code lists of alerts: id → name (REST contract §2.10)."""

from __future__ import annotations

import enum
from collections.abc import Mapping

CodeList = Mapping[int, str]


class ConditionType(enum.IntEnum):
    """What the conditions of an alert look at. The guide contradicts itself about the ids, so clients go by name."""

    TOP_1 = 1
    TOTAL_FLOWS = 2


class Operator(enum.IntEnum):
    """How a condition is joined to those before it."""

    AND = 1
    OR = 2


class Comparator(enum.IntEnum):
    """`OUTSIDE`, more than so much away from an average to either side, is for total flows alone."""

    ABOVE = 1
    BELOW = 2
    OUTSIDE = 3


class TimeSpan(enum.IntEnum):
    """What total flows are compared with: nothing but the number, their average over a time, the same time of other
    weeks."""

    ABSOLUTE = 1
    MINUTES_10 = 2
    MINUTES_30 = 3
    HOUR = 4
    HOURS_6 = 5
    HOURS_12 = 6
    HOURS_24 = 7
    WEEKLY_BASELINE = 8


class Frequency(enum.IntEnum):
    """How often an alert fires."""

    EACH_TIME = 1
    ONLY_ONCE = 2
    WHILE_IT_HOLDS = 3


class TriggerStatus(enum.IntEnum):
    """The guide has *armed* twice; that the second one counts hits is inferred."""

    INACTIVE = 1
    ARMED = 2
    COUNTING = 3
    FIRED = 4
    BLOCKED = 5


CONDITION_TYPES: CodeList = {ConditionType.TOP_1: "Top 1 statistics", ConditionType.TOTAL_FLOWS: "Total flows"}
OPERATORS: CodeList = {Operator.AND: "and", Operator.OR: "or"}
TOTAL_COMPARATORS: CodeList = {Comparator.ABOVE: ">", Comparator.BELOW: "<", Comparator.OUTSIDE: "outside"}
TOP_COMPARATORS: CodeList = {Comparator.ABOVE: ">", Comparator.BELOW: "<"}
TIME_SPANS: CodeList = {
    TimeSpan.ABSOLUTE: "absolute",
    TimeSpan.MINUTES_10: "10 min average",
    TimeSpan.MINUTES_30: "30 min average",
    TimeSpan.HOUR: "1 h average",
    TimeSpan.HOURS_6: "6 h average",
    TimeSpan.HOURS_12: "12 h average",
    TimeSpan.HOURS_24: "24 h average",
    TimeSpan.WEEKLY_BASELINE: "weekly baseline",
}
TOTAL_METRICS: CodeList = {
    1: "total flows",
    2: "total packets",
    3: "total bytes",
    4: "flows/s",
    5: "packets/s",
    6: "bits/s",
}
TOP_METRICS: CodeList = {
    1: "number of flows",
    2: "number of packets",
    3: "number of bytes",
    4: "packets/s",
    5: "bits/s",
    6: "bytes/packet",
}
SUBJECTS: CodeList = {
    1: "any IP address",
    2: "source IP address",
    3: "destination IP address",
    4: "any port",
    5: "source port",
    6: "destination port",
    7: "any AS",
    8: "source AS",
    9: "destination AS",
    10: "any interface",
    11: "input interface",
    12: "output interface",
    13: "protocol",
}
FREQUENCIES: CodeList = {
    Frequency.EACH_TIME: "each time",
    Frequency.ONLY_ONCE: "only once",
    Frequency.WHILE_IT_HOLDS: "once while the condition holds",
}
TRIGGER_STATUSES: CodeList = {
    TriggerStatus.INACTIVE: "inactive",
    TriggerStatus.ARMED: "armed",
    TriggerStatus.COUNTING: "armed",
    TriggerStatus.FIRED: "fired",
    TriggerStatus.BLOCKED: "blocked",
}
