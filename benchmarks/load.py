"""Make a load: a capture of NetFlow v9 or IPFIX from many exporters, with the ground truth beside it.

    .venv/bin/python benchmarks/load.py /tmp/ipfix.pcap --version 10 --flows 1000000 --exporters 10

The same options give the same octets.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import fields
from pathlib import Path

from rig.generator import Load, generate


def main() -> None:
    """Make it, say what it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("capture", type=Path)
    for option in fields(Load):
        if isinstance(option.default, bool):
            parser.add_argument(f"--{option.name}", action="store_true")
        else:
            kind = type(option.default)
            parser.add_argument(f"--{option.name}".replace("_", "-"), type=kind, default=option.default, metavar="N")
    options = vars(parser.parse_args())
    path = options.pop("capture")
    began = time.perf_counter()
    capture = generate(Load(**options), path)
    sums = {name: capture.truth[name] for name in ("flows", "octets", "packets", "datagrams")}
    print(json.dumps({**sums, "file": str(path), "seconds": round(time.perf_counter() - began, 2)}))


if __name__ == "__main__":
    main()
