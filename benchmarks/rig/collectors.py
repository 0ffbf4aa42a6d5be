"""The collectors that are compared, each behind the same few words: start, settle, losses, count, stop.

Each gets a folder of its own, a receive buffer of 4 MiB asked of the kernel, and one processor. What a collector is
told to do is here and nowhere else.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from rig import kernel
from rig.rest import Rest

FAUXMON = Path(sys.executable).with_name("fauxmon")
RECEIVE_BUFFER = 4 * 1024 * 1024
START_S = 60
STOP_S = 30
IDLE_WINDOW_S = 0.1
ASK_TIMES = 20
KEEP_FLOWS = 1_000_000_000


class CollectorError(Exception):
    """A collector did not do what it has to: start, or answer."""


class Collector:
    """One collector process on `port`. `name` is how it is called in reports, `program` what has to be installed."""

    name = ""
    program = ""
    counts_losses = True
    """Whether `lost` is a number of datagrams; else it only tells that some were lost."""
    leftover_flows = 0
    """Flows that may stay unread at the end in a buffer that only more flows push on."""
    stop_signal = signal.SIGTERM
    idle_share = 0.3
    """It is done when its socket is empty and it uses less than this of a processor; none of the peers can be asked."""

    def __init__(self, folder: Path, port: int, cpu: int) -> None:
        self.folder = folder
        self.port = port
        self._cpu = cpu
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def installed(cls) -> bool:
        """Whether it can be run here."""
        return shutil.which(cls.program) is not None

    def command(self) -> list[str]:
        """The command line. Files that it needs are written here."""
        raise NotImplementedError

    def start(self) -> float:
        """Run it; seconds until its port is bound. Errors: CollectorError."""
        self.folder.mkdir(parents=True)
        command = self.command()
        began = time.perf_counter()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=self._pin
            )
        while not self._up():
            if self._process.poll() is not None or time.perf_counter() - began > START_S:
                raise CollectorError(f"{self.name} did not start: {self._log.read_text()[-500:]}")
            time.sleep(0.001)
        took = time.perf_counter() - began
        self._ready()
        return took

    @property
    def pid(self) -> int:
        """Of the process at the top."""
        assert self._process is not None
        return self._process.pid

    def usage(self) -> kernel.Usage:
        """CPU time and memory of all its processes."""
        return kernel.usage(self.pid)

    def lost(self) -> int:
        """Datagrams that it has lost so far, in the kernel or inside."""
        state = kernel.queue(self.port)
        return (state.drops if state else 0) + self._lost_inside()

    def settle(self, timeout_s: float) -> float | None:
        """Wait until all that was sent is taken in: seconds, or None if that did not happen in time."""
        began = time.perf_counter()
        while True:
            looked, cpu = time.perf_counter(), self.usage().cpu_s
            time.sleep(IDLE_WINDOW_S)
            busy = (self.usage().cpu_s - cpu) / (time.perf_counter() - looked)
            if kernel.queued(self.port) == 0 and busy < self.idle_share:
                return looked - began
            if looked - began > timeout_s:
                return None

    def count(self) -> int:
        """Flows that can be queried, by the collector's own reader; it may have to end for that."""
        raise NotImplementedError

    def stop(self) -> None:
        """End it, if it still runs."""
        if self._process is None:
            return
        below = list(kernel.tree(self._process.pid))
        if self._process.poll() is None:
            self._process.send_signal(self.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_S)
        for pid in below:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _pin(self) -> None:
        os.sched_setaffinity(0, {self._cpu})

    def _up(self) -> bool:
        return kernel.queue(self.port) is not None

    def _ready(self) -> None:
        """What is left to do before it is used."""

    def _lost_inside(self) -> int:
        return 0


class Fauxmon(Collector):
    """The collector of this project, over REST."""

    name = "fauxmon"
    program = str(FAUXMON)
    rest: Rest

    def __init__(self, folder: Path, port: int, cpu: int) -> None:
        super().__init__(folder, port, cpu)
        self.data = folder / "data"
        self._ready_file = folder / "ready.json"

    def command(self) -> list[str]:
        """Files in the data directory, plain HTTP, no pages."""
        return [
            *(self.program, "serve", "--udp", f"127.0.0.1:{self.port}", "--http", "127.0.0.1:0"),
            *("--no-ui", "--no-tls", "--data", str(self.data), "--flow-limit", str(KEEP_FLOWS)),
            *("--ready-file", str(self._ready_file)),
        ]

    def _up(self) -> bool:
        return self._ready_file.exists()

    def _ready(self) -> None:
        self.rest = Rest(json.loads(self._ready_file.read_text())["http"])

    def settle(self, timeout_s: float) -> float | None:
        """By its own word: everything that was sent before is in the store."""
        began = time.perf_counter()
        return time.perf_counter() - began if self.rest.settle(timeout_s) else None

    def _lost_inside(self) -> int:
        ledger = self.rest.ledger()
        assert ledger["balanced"], ledger
        return int(sum(ledger[name] for name in ("inbox_dropped", "unreadable", "refused", "malformed", "rejected")))

    def count(self) -> int:
        """Summed from the chart of All Sources."""
        return self.rest.flows()


class Nfcapd(Collector):
    """nfcapd of nfdump: files in its own format, read by nfdump once they are closed."""

    name = "nfcapd"
    program = "nfcapd"
    options: tuple[str, ...] = ()

    def command(self) -> list[str]:
        """One file for the whole run."""
        (self.folder / "flows").mkdir()
        return [
            *(self.program, "-b", "127.0.0.1", "-p", str(self.port), "-B", str(RECEIVE_BUFFER), "-t", "86400"),
            *("-w", str(self.folder / "flows"), *self.options),
        ]

    def count(self) -> int:
        """Ends the process, which closes the file, and reads all flows."""
        self.stop()
        read = subprocess.run(
            ["nfdump", "-R", str(self.folder / "flows"), "-o", "null"], capture_output=True, text=True, check=True
        )
        found = re.search(r"total flows: (\d+)", read.stdout)
        return int(found[1]) if found else 0


class NfcapdLz4(Nfcapd):
    """nfcapd with LZ4 (nfdump 1.7.1 has -y for what later ones call -z=lz4)."""

    name = "nfcapd-lz4"
    options = ("-y",)


class Nfacctd(Collector):
    """nfacctd of pmacct with its memory plugin: a table of the flows' keys with their sums, read by pmacct."""

    name = "nfacctd"
    program = "nfacctd"
    counts_losses = False
    leftover_flows = 1024  # plugin_buffer_size in entries
    stop_signal = signal.SIGKILL  # nothing to save, and SIGINT takes it seconds
    idle_share = 0.05  # its processes wait for one another
    table = """\
daemonize: false
plugins: memory
imt_path: {folder}/pipe
imt_buckets: 65537
imt_mem_pools_number: 4096
imt_mem_pools_size: 1048576
plugin_pipe_size: 67108864
plugin_buffer_size: 65536
aggregate: src_host, dst_host, src_port, dst_port, proto, tos, in_iface, out_iface, flows
"""

    def command(self) -> list[str]:
        """Buffers as its documentation advises, memory for all keys."""
        live = f"nfacctd_ip: 127.0.0.1\nnfacctd_port: {self.port}\nnfacctd_pipe_size: {RECEIVE_BUFFER}\n"
        return [self.program, "-f", str(self.configure(live))]

    def configure(self, more: str) -> Path:
        """Write the configuration with these lines added; where it listens, or which file it reads."""
        file = self.folder / "nfacctd.conf"
        file.write_text(self.table.format(folder=self.folder) + more)
        return file

    def count(self) -> int:
        """Summed by the plugin over its table."""
        return pmacct_flows(self.folder / "pipe")

    def _lost_inside(self) -> int:
        return self._log.read_text(errors="replace").count("Missing data detected")


def pmacct_flows(pipe: Path) -> int:
    """Flows in nfacctd's table; it does not always answer at once. 0 if it does not at all."""
    words = ["pmacct", "-p", str(pipe), "-c", "proto", "-N", "tcp;udp", "-n", "flows", "-S"]
    for _ in range(ASK_TIMES):
        answer = subprocess.run(words, capture_output=True, text=True, check=False).stdout.split()
        if answer and answer[0].isdigit() and int(answer[0]):
            return int(answer[0])
        time.sleep(IDLE_WINDOW_S)
    return 0


class NfacctdOnFile(Nfacctd):
    """nfacctd that reads `capture`. It sleeps for two seconds before."""

    capture: Path
    sleep_s = 2.0

    def command(self) -> list[str]:
        """It stays when the file is read, so that its table can be asked."""
        return [self.program, "-f", str(self.configure(f"pcap_savefile: {self.capture}\npcap_savefile_wait: true\n"))]

    def settle(self, timeout_s: float) -> float | None:
        """As the others, once it has read the file."""
        began = time.perf_counter()
        while "finished reading" not in self._log.read_text(errors="replace"):
            if time.perf_counter() - began > timeout_s:
                return None
            time.sleep(0.001)
        read_s = time.perf_counter() - began
        rest_s = super().settle(timeout_s)
        return None if rest_s is None else read_s + rest_s

    def _up(self) -> bool:
        return "reading NetFlow/IPFIX data from" in self._log.read_text(errors="replace")


ALL: tuple[type[Collector], ...] = (Fauxmon, Nfcapd, NfcapdLz4, Nfacctd)
