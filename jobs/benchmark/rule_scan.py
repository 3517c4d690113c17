"""What forty row rules cost beside a bare scan of the columns that they read, all cities in one pass.

    mvn -q -DskipTests package && python3 jobs/benchmark/rule_scan.py FOLDER

Makes a province of 20 000 people, takes its batches, repeats the rows of two sources to two million
as rules see them, and counts in turn: every column of the file that the rules read (a bare scan), and
the rules by city (canbao.jobs.quality.RuleScanBenchmark). Printed are process CPU seconds, medians of
five runs. A source's own rules come first, then the same the other way round, to have forty.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import java_main

TIMES = {"population": 100, "enrolment_pension": 140}


def canbao(*command: str) -> None:
    jar = java_main.JOBS / "target" / "canbao.jar"
    subprocess.run(["java", "-jar", str(jar), *command], cwd=java_main.ROOT, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    province, lake = str(folder / "province"), str(folder / "lake")
    canbao(*f"sample --out {province} --persons 20000 --days 1 --seed 7 --dirt normal".split())
    canbao(*f"ingest --as-of 2018-12-31 --landing {province} --lake {lake}".split())
    for source, times in TIMES.items():
        printed = java_main.run("canbao.jobs.quality.RuleScanBenchmark", lake, source, str(times), str(folder / "scan"))
        print(f"{source}: {printed.strip().splitlines()[-1]}")


if __name__ == "__main__":
    main()
