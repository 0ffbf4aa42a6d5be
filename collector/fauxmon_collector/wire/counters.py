"""DecoderCounters: what became of everything that was fed to a Decoder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class DecoderCounters:
    """Datagrams: `messages` + `unreadable`. Sets: `data_sets` = `decoded` + `held_back` (now) + `template_missing` +
    `malformed`. `records` are Data Records of flows, `options_records` those of options. `templates` counts templates
    put in force (`redefined` of them with another layout than before), `borrowed` sets read with another session's
    template, `problems` all problems, also those not kept.
    """

    messages: int = 0
    unreadable: int = 0
    data_sets: int = 0
    decoded: int = 0
    held_back: int = 0
    template_missing: int = 0
    malformed: int = 0
    records: int = 0
    options_records: int = 0
    templates: int = 0
    redefined: int = 0
    borrowed: int = 0
    problems: int = 0
