"""What the passes of people's links cost beside the rest of the register step.

    python3 jobs/benchmark/links_cost.py PERSONS SEED DIRT FOLDER [NIGHTS]

Makes a synthetic province of three days (or NIGHTS) in FOLDER, takes its batches in, runs the register step of
the last day with Spark's event log on, and prints the CPU seconds of its tasks by phase. A phase is
the description under which the step runs its Spark jobs; the passes are one of them. The register
step without passes is all the others.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from pathlib import Path

from province import DAYS, canbao

PASSES = "register: links of people outside the population"


def cpu_by_phase(log: Path) -> Counter[str]:
    phase_of: dict[int, str] = {}
    seconds: Counter[str] = Counter()
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            if event["Event"] == "SparkListenerJobStart":
                phase = event["Properties"].get("spark.job.description", "none")
                phase_of.update(dict.fromkeys(event["Stage IDs"], phase))
            elif event["Event"] == "SparkListenerTaskEnd" and "Task Metrics" in event:
                metrics = event["Task Metrics"]
                nanoseconds = metrics["Executor CPU Time"] + metrics["Executor Deserialize CPU Time"]
                seconds[phase_of[event["Stage ID"]]] += nanoseconds / 1e9
    return seconds


def main() -> None:
    persons, seed, dirt = sys.argv[1:4]
    days = DAYS[-int(sys.argv[5]) :] if len(sys.argv) > 5 else DAYS
    folder = Path(sys.argv[4]).resolve()
    province, lake, events = folder / "province", folder / "lake", folder / "events"
    if not province.exists():
        what = ["--persons", persons, "--days", str(len(days)), "--seed", seed, "--dirt", dirt]
        canbao("sample", "--out", str(province), *what)
    where = ["--landing", str(province), "--lake", str(lake)]
    if not lake.exists():
        for day in days:
            canbao("ingest", "--as-of", day, *where)
    # What the register has learned is kept apart from it.
    for learned in ("register", "quality/registration", "quality/row_count"):
        shutil.rmtree(lake / learned, ignore_errors=True)
    shutil.rmtree(events, ignore_errors=True)
    events.mkdir()
    log = {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": str(events),
        "spark.eventLog.compress": "false",
    }
    sets = [word for key, value in log.items() for word in ("--set", f"{key}={value}")]
    canbao("register", "--as-of", DAYS[-1], *where, *sets)
    (file,) = events.iterdir()
    seconds = cpu_by_phase(file)
    for phase, cpu in seconds.most_common():
        print(f"{cpu:>9.1f} s  {phase}")
    rest = sum(seconds.values()) - seconds[PASSES]
    print(f"the passes add {100 * seconds[PASSES] / rest:.0f} % to the register step")


if __name__ == "__main__":
    main()
