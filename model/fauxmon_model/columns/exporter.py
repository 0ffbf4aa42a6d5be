"""Columns about who saw the flow and how: exporter, observation domain, sampling, application."""

from __future__ import annotations

from fauxmon_model.columns.column import FlowColumn, Kind, optional

EXPORTER: tuple[FlowColumn, ...] = (
    optional(
        "exporter",
        Kind.ADDRESS,
        "Exporter by its own word",
        "exporterIPv4Address",
        "exporterIPv6Address",
        "originalExporterIPv4Address",
        "originalExporterIPv6Address",
        filters=("exporter ip",),
    ),
    optional(
        "observation_domain",
        Kind.U32,
        "Observation Domain",
        "observationDomainId",
        "originalObservationDomainId",
        filters=("observation domain id",),
    ),
    optional(
        "observation_point", Kind.U64, "Observation Point", "observationPointId", filters=("observation point id",)
    ),
    optional("engine_type", Kind.U8, "Engine type", "engineType", filters=("engine-type",)),
    optional("engine_id", Kind.U8, "Engine id", "engineId", filters=("engine-id",)),
    optional("flow_id", Kind.U64, "Flow id", "flowId", filters=("flow-id",)),
    optional("sampler_id", Kind.U64, "Sampler", "samplerId", "selectorId", filters=("sampler",)),
    optional("sampling", Kind.F64, "Sampling", unit="packets counted for each one seen", filters=("sampling",)),
    optional("application_id", Kind.U64, "Application", "applicationId", filters=("application-id",)),
    optional(
        "application",
        Kind.TEXT,
        "Application name",
        "applicationName",
        "paloAltoAppId",
        "ixiaL7ApplicationName",
        filters=("application",),
    ),
    optional("silk_app_label", Kind.U16, "Application label of YAF", "silkAppLabel", filters=("app-label",)),
    optional("l7_protocol", Kind.U16, "Application protocol of nProbe", "ntopL7Protocol", filters=("l7-protocol",)),
    optional("src_country", Kind.TEXT, "Source country", "ixiaSourceIpCountryCode", filters=("src geo", "geo")),
    optional(
        "dst_country", Kind.TEXT, "Destination country", "ixiaDestinationIpCountryCode", filters=("dst geo", "geo")
    ),
    optional("os_name", Kind.TEXT, "Operating system", "osName", "ixiaOsDeviceName", filters=("os-name",)),
)
