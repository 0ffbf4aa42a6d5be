"""Limits: from where on something counts. Each is a decision of ours; the product documents none but the HA timeout."""

from __future__ import annotations

BUSY_GAP_MS = 5_000
"""A node that pauses for less is still the one that sends: exporters send what they have about every second, and no
failover and back is that quick (the shortest HA timeout is 3 s, and a LoadMaster takes far longer to boot)."""
GRACE_MS = 2_000
"""Both nodes may be busy at once for so long: what the one flushes when it stops may cross the first of the other."""
LATE_MS = 1_000
"""So long after the switch no record of before it should still come."""
SILENT_MS = 5_000
"""A node that has sent nothing for so long has stopped."""
SKEW_MS = 5_000
"""A clock that is off by more is told. Export times come in whole seconds and a little late, but never by so much."""
PACE = 1.25
"""Clocks that run at least so many times as fast as ours are no clocks of devices, whose quartz is off by far less."""
BELIEVED_MS = 3_600_000
"""The end of a flow is believed when it lies within an hour of when the flow was received."""
