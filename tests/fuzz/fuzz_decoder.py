"""Feed the Decoder what no exporter should send, and check that its contracts hold.

usage: python tests/fuzz/fuzz_decoder.py [--seconds S] [--seed N] [--save DIR]
       python tests/fuzz/fuzz_decoder.py --replay FILE.story ...

Stories of `fixtures/fuzz-corpus` are mutated where their lengths, numbers and counts stand. Each try has its own seed,
so a finding can be had again: `--seed N --seconds 0` runs just try N. What breaks a contract is written to DIR, one
story a finding, and stands on standard output. Exit status 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path

import checks
import stories
from mutate import Dice, Mutator


def steps(seed: int, corpus: list[stories.Story]) -> list[checks.Step]:
    """The story of one try."""
    dice = Dice(seed)
    mutator = Mutator(dice, [datagram for story in corpus for datagram in story])
    told = [dice.pick(corpus) for _ in range(1 + dice.below(3))]
    datagrams = [datagram for story in told for datagram in story for _ in range(1 + dice.chance(3))][:24]
    if dice.chance(3):
        datagrams.sort(key=lambda _: dice.below(1000))
    now, made = 1_700_000_000.0, []
    for datagram in datagrams:
        now += dice.pick((0.0, 0.01, 1.0, 20.0, 40.0, -100.0, 5000.0))
        session = dice.below(len(checks.SESSIONS)) if dice.chance(4) else 0
        made.append(
            checks.Step(mutator.mutate(datagram), session, now, dice.chance(3), dice.chance(5), dice.chance(40))
        )
    return made


def attempt(seed: int, corpus: list[stories.Story]) -> str | None:
    """Run one try; return what is wrong."""
    made = steps(seed, corpus)
    config = checks.CONFIGS[seed % len(checks.CONFIGS)]
    try:
        checks.run(made, config)
        if checks.rows(made, config, True) != checks.rows(made, config, False):
            return "the batching changes the rows"
        dice = Dice(seed, 1)
        return checks.bursts(made, config, [1 + dice.below(12) for _ in made])
    except checks.Broken as broken:
        return str(broken)
    except Exception:  # noqa: BLE001 - whatever it raises is the finding
        return traceback.format_exc(limit=-4)


def replay(paths: list[Path]) -> int:
    """Feed kept stories as they are."""
    for path in paths:
        story = [
            checks.Step(datagram, 0, 1_700_000_000.0 + number, False, False, False)
            for number, datagram in enumerate(stories.read(path))
        ]
        for config in checks.CONFIGS:
            checks.run(story, config)
    return 0


def fuzz(seconds: float, seed: int, save: Path) -> int:
    """Try after try until the time is over."""
    corpus = list(stories.corpus().values())
    end, tries, findings = time.monotonic() + seconds, 0, 0
    while not tries or time.monotonic() < end:
        wrong = attempt(seed + tries, corpus)
        if wrong is not None:
            findings += 1
            path = save / f"finding-{seed + tries}.story"
            stories.write(path, [step.datagram for step in steps(seed + tries, corpus)])
            sys.stdout.write(f"seed {seed + tries}: {wrong}\n  {path}\n")
        tries += 1
    sys.stdout.write(f"{tries} tries from seed {seed}, {findings} findings\n")
    return min(findings, 1)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=10.0, help="how long (default 10); 0 is one try")
    arguments.add_argument("--seed", type=int, default=1, help="the seed of the first try (default 1)")
    arguments.add_argument("--save", type=Path, default=Path(), help="where findings are written (default: here)")
    arguments.add_argument("--replay", type=Path, nargs="+", help="feed these stories instead")
    given = arguments.parse_args()
    return replay(given.replay) if given.replay else fuzz(given.seconds, given.seed, given.save)


if __name__ == "__main__":
    sys.exit(main())
