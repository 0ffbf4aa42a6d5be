"""Send a capture made by load.py to a collector on this machine.

    .venv/bin/python benchmarks/send.py /tmp/ipfix.pcap --port 2055 --rate 20000 --seconds 10

Every datagram leaves from its exporter's own loopback address; the capture is repeated with sequence numbers and export
times going on. Prints one JSON object. With --jobs it takes jobs from standard input, one JSON object a line with any
of rate, flows, seconds and queue, and answers each with a line.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from rig.capture import Capture
from rig.sender import Job, Sender


def main() -> None:
    """Send what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("capture", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--rate", type=float, help="datagrams a second; as fast as it goes if not given")
    parser.add_argument("--flows", type=int, help="stop after so many; once through the capture if nothing is given")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--queue", type=int, help="wait while the receiver's socket holds more octets than this")
    parser.add_argument("--no-offload", action="store_true", help="one system call for every datagram")
    parser.add_argument("--cpu", type=int, help="run on this processor")
    parser.add_argument("--jobs", action="store_true")
    options = parser.parse_args()
    if options.cpu is not None:
        os.sched_setaffinity(0, {options.cpu})
    capture = Capture(options.capture)
    sender = Sender(capture, options.port, not options.no_offload)
    if options.jobs:
        print(json.dumps({"flows": capture.truth["flows"]}), flush=True)
        for line in sys.stdin:
            print(json.dumps(sender.send(Job(**json.loads(line))).as_dict()), flush=True)
    else:
        flows = options.flows if options.flows or options.seconds else capture.truth["flows"]
        sent = sender.send(Job(options.rate, flows, options.seconds, options.queue))
        print(json.dumps({**sent.as_dict(), "datagrams_per_second": round(sent.datagrams / sent.seconds)}))
    sender.close()


if __name__ == "__main__":
    main()
