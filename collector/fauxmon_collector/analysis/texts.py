"""Values of flow listings as the product writes them: every one is text (contract 2.5.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from fauxmon_collector.analysis import protocols
from fauxmon_collector.analysis.outputs import Form
from fauxmon_collector.analysis.subjects import flags_text
from fauxmon_model.filter.printing import mac_text

_SCALES = ((10**12, "T"), (10**9, "G"), (10**6, "M"))
_LATEST_MS = 253_402_300_799_999
"""The end of the year 9999."""
_MISSING = {
    Form.MEASURED: "N/A",
    Form.TEXT: "",
    Form.ADDRESS: "0.0.0.0",  # noqa: S104 - what nfdump prints where there is none
    Form.ROUTER: "0.0.0.0",  # noqa: S104
    Form.MAC: mac_text(0),
    Form.FLAGS: flags_text((0,)),
}


def written(form: Form, value: Any) -> str:
    """A value of a listing as text. None is what a flow does not have: `N/A` where it would have been measured, nothing
    in texts, 0 elsewhere."""
    return _MISSING.get(form, "0") if value is None else _WRITERS[form](value)


def scaled(value: float) -> str:
    """As nfdump prints counters: whole below a million, else with one decimal in millions, billions or trillions."""
    for scale, letter in _SCALES:
        if value >= scale:
            return f"{value / scale:.1f} {letter}"
    return str(int(value))


def number(value: float) -> str:
    """With three decimals if it is not whole."""
    return str(int(value)) if float(value).is_integer() else f"{value:.3f}"


def time(ms: int) -> str:
    """`2025-03-01 10:00:01.250`, UTC. What an exporter made up before 1970 or after 9999 is written as these."""
    ms = min(max(ms, 0), _LATEST_MS)
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%d %H:%M:%S") + f".{ms % 1000:03d}"


def duration(ms: int) -> str:
    """Seconds with three decimals."""
    return f"{ms / 1000:.3f}"


_WRITERS: dict[Form, Callable[[Any], str]] = {
    Form.TIME: time,
    Form.DURATION: duration,
    Form.SCALED: scaled,
    Form.NUMBER: number,
    Form.MEASURED: number,
    Form.ADDRESS: str,
    Form.ROUTER: str,
    Form.MAC: mac_text,
    Form.PROTOCOL: protocols.name,
    Form.FLAGS: lambda bits: flags_text((bits,)),
    Form.TEXT: str,
}
