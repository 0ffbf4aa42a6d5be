"""Columns of network performance: round trips, delays, jitter, retransmissions. Times are in microseconds."""

from __future__ import annotations

from fractions import Fraction

from fauxmon_model.columns.column import FlowColumn, Kind, optional

MICROSECONDS = "µs"
FROM_MS = Fraction(1000)
FROM_NS = Fraction(1, 1000)

PERFORMANCE: tuple[FlowColumn, ...] = (
    optional(
        "npm_rtt",
        Kind.U32,
        "Round trip time",
        "npnRoundTripTime",
        "netscalerRoundTripTime",
        unit=MICROSECONDS,
        flowmon_id="nrtt",
        filters=("npm-rtt",),
        factors={"netscalerRoundTripTime": FROM_MS},
    ),
    optional(
        "npm_srt",
        Kind.U32,
        "Server response time",
        "npmServerResponseTime",
        "ntopApplicationLatencyMilliseconds",
        unit=MICROSECONDS,
        flowmon_id="nsrt",
        filters=("npm-srt",),
        factors={"ntopApplicationLatencyMilliseconds": FROM_MS},
    ),
    optional(
        "npm_retransmissions",
        Kind.U32,
        "TCP retransmissions",
        "npmTcpRetransmission",
        "ntopRetransmittedInPackets",
        "ciscoConnectionClientRetransmittedPackets",
        unit="packets",
        flowmon_id="nretr",
        filters=("npm-retr",),
    ),
    optional(
        "npm_out_of_order",
        Kind.U32,
        "TCP segments out of order",
        "npmTcpOutOfOrder",
        unit="packets",
        filters=("npm-out-of-order",),
    ),
    optional(
        "npm_jitter_dev",
        Kind.U32,
        "Jitter, deviation",
        "npmJitterDev",
        unit=MICROSECONDS,
        filters=("npm-jitter-dev",),
    ),
    optional(
        "npm_jitter_avg",
        Kind.U32,
        "Jitter, mean",
        "npmJitterAvg",
        unit=MICROSECONDS,
        flowmon_id="njavg",
        filters=("npm-jitter",),
    ),
    optional(
        "npm_jitter_min", Kind.U32, "Jitter, lowest", "npmJitterMin", unit=MICROSECONDS, filters=("npm-jitter-min",)
    ),
    optional(
        "npm_jitter_max",
        Kind.U32,
        "Jitter, highest",
        "npmJitterMax",
        unit=MICROSECONDS,
        flowmon_id="njmax",
        filters=("npm-jitter-max",),
    ),
    optional(
        "npm_delay_dev", Kind.U32, "Delay, deviation", "npmDelayDev", unit=MICROSECONDS, filters=("npm-delay-dev",)
    ),
    optional(
        "npm_delay_avg",
        Kind.U32,
        "Delay, mean",
        "npmDelayAvg",
        unit=MICROSECONDS,
        flowmon_id="ndavg",
        filters=("npm-delay",),
    ),
    optional(
        "npm_delay_min",
        Kind.U32,
        "Delay, lowest",
        "npmDelayMin",
        unit=MICROSECONDS,
        flowmon_id="ndmin",
        filters=("npm-delay-min",),
    ),
    optional(
        "npm_delay_max",
        Kind.U32,
        "Delay, highest",
        "npmDelayMax",
        unit=MICROSECONDS,
        flowmon_id="ndmax",
        filters=("npm-delay-max",),
    ),
    optional(
        "client_latency",
        Kind.U32,
        "Latency between probe and client",
        "ntopClientNetworkLatencyMilliseconds",
        unit=MICROSECONDS,
        filters=("client latency",),
        factors={"ntopClientNetworkLatencyMilliseconds": FROM_MS},
    ),
    optional(
        "server_latency",
        Kind.U32,
        "Latency between probe and server",
        "ntopServerNetworkLatencyMilliseconds",
        unit=MICROSECONDS,
        filters=("server latency",),
        factors={"ntopServerNetworkLatencyMilliseconds": FROM_MS},
    ),
    optional(
        "rfc3550_jitter",
        Kind.U32,
        "Jitter as RFC 3550 has it",
        "rfc3550JitterMicroseconds",
        "rfc3550JitterMilliseconds",
        "rfc3550JitterNanoseconds",
        unit=MICROSECONDS,
        filters=("rfc3550-jitter",),
        factors={"rfc3550JitterMilliseconds": FROM_MS, "rfc3550JitterNanoseconds": FROM_NS},
    ),
    optional(
        "path_delay_avg",
        Kind.U32,
        "Path delay, mean",
        "pathDelayMeanDeltaMicroseconds",
        unit=MICROSECONDS,
        filters=("path-delay",),
    ),
    optional("path_delay_min", Kind.U32, "Path delay, lowest", "pathDelayMinDeltaMicroseconds", unit=MICROSECONDS),
    optional("path_delay_max", Kind.U32, "Path delay, highest", "pathDelayMaxDeltaMicroseconds", unit=MICROSECONDS),
)
