"""A model with one of everything, and one that it is reached from by changes of all kinds."""

from __future__ import annotations

BEFORE = """
profiles:
  - name: Pair
    channels:
      - {name: a, filter: port 1}
      - {name: b, filter: port 2, sign: "-"}
      - {name: c, sign: "-"}
chapters:
  - {name: Both, profile: Pair}
  - {name: A, profile: Pair, channels: [a]}
topologies:
  - name: Map
    nodes: [{name: a}, {name: b}, {name: c}]
    paths:
      - {name: p, srcNode: a, dstNode: c, channelSrcToDst: {profile: Pair, channel: a}}
dashboards:
  - name: Page
    widgets:
      - {chapter: Both, clazz: TimeSeriesAndTableWidget, place: {x: 0, y: 0, w: 6, h: 10}}
"""
WHOLE = """
profiles:
  - {name: Below, parent: Pair, description: Theirs, expire: 5, maxsize: 6}
  - name: Pair
    group: G
    type: shadow
    channels:
      - {name: a, filter: port 3, color: "#010203", mode: [enabled]}
      - {name: b, filter: port 2}
chapters:
  - {name: Both, profile: Pair, status: false, localization: {name: {cz: Oba}}, showPercentile: true}
  - {name: A, profile: Below, type: top, statsBy: srcip, orderBy: flows, top: 3, middleOutputColumns: [bps],
     filter: port 1, specific: {sourceIpMask: {ipVersion: 4, mask: 24}}}
reports:
  - {name: R, location: L, chapters: [{chapter: Both, stacked: true}, {chapter: A}]}
topologies:
  - name: Map
    trafficScale: 80
    nodes: [{name: a, x: 10.5, icon: {id: 4, name: client}}, {name: b}]
    paths:
      - name: p
        srcNode: a
        dstNode: b
        channelSrcToDst: {profile: Pair, channel: b, speed: 100.5}
        channelDstToSrc: {profile: Pair, channel: a}
dashboards:
  - name: Page
    description: Mine
    displayed: 3
    widgets:
      - {chapter: Both, clazz: TwoPiesAndTableWidget, from: d1Ago, to: h1Ago, place: {x: 0, y: 0, w: 8, h: 10}}
      - topology: Map
        clazz: TopologyWidget
        place: {x: 0, y: 10, w: 8, h: 10}
      - chapter: Both
        name: Lines
        clazz: TimeSeriesAndTableWidget
        visualizationSettings: [{index: 0, settings: {series: [{id: {profile: Pair, channel: b}}, {id: rtt}]}}]
"""
