"""What a night costs, step by step.

    python3 jobs/benchmark/night.py PERSONS FOLDER

Makes a synthetic province of PERSONS people without faults in FOLDER, runs the first night of it with
each step as a command of its own, then the same night as one command into another lake, and prints
CPU seconds (user and system), wall seconds and peak memory of each, as the operating system counts
them.

Run it on a machine that does nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "canbao.jar"
CONF = HERE.parent.parent / "conf"
DAY = "2018-12-31"
STEPS = ("ingest", "register", "coverage", "gate", "release", "usability", "worklist", "supervision")


class Cost(NamedTuple):
    cpu: float
    wall: float
    peak_mib: float


def run(command: list[str], folder: Path) -> Cost:
    """Cost of one process and the ones it waits for."""
    start = time.monotonic()
    with (folder / "benchmark.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command[-5:])} ended with {process.returncode}: see {folder / 'benchmark.log'}")
    wall = time.monotonic() - start
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def canbao(folder: Path, command: str, *options: str) -> Cost:
    return run(["java", "-jar", str(JAR), command, *options], folder)


def line(name: str, cost: Cost) -> None:
    print(f"{name:<12}{cost.cpu:>9.1f}{cost.wall:>9.1f}{cost.peak_mib:>10.0f}", flush=True)


def total(costs: list[Cost]) -> Cost:
    return Cost(
        sum(cost.cpu for cost in costs),
        sum(cost.wall for cost in costs),
        max(cost.peak_mib for cost in costs),
    )


def main() -> None:
    persons, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{persons} people, {os.cpu_count()} cores")
    print(f"{'step':<12}{'cpu s':>9}{'wall s':>9}{'peak MiB':>10}")
    province = folder / "province"
    if not province.exists():
        what = ["--persons", persons, "--days", "1", "--seed", "7", "--dirt", "clean"]
        what += ["--conf", str(CONF), "--last-day", DAY]
        line("sample", canbao(folder, "sample", "--out", str(province), *what))
    where = ["--as-of", DAY, "--landing", str(province), "--conf", str(CONF)]
    steps = []
    for step in STEPS:
        steps.append(canbao(folder, step, *where, "--lake", "lake"))
        line(step, steps[-1])
    line("all", total(steps))
    line("night", canbao(folder, "night", *where, "--lake", "lake-at-once"))


if __name__ == "__main__":
    main()
