"""What a year's series costs beside one night's coverage.

    python3 jobs/benchmark/series.py PERSONS FOLDER

Makes a synthetic province of PERSONS people with usual faults in FOLDER, takes its three days, makes
the register, and then runs, each as a command of its own: `coverage` of the last day, `series` of that
day alone and `series` of the 365 days up to it. Prints CPU seconds (user and system), wall seconds and
peak memory of each, as the operating system counts them, and what a year costs beside a day.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from night import CONF, canbao, line
from province import DAYS

FIRST = "2018-01-01"


def main() -> None:
    persons, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    province = folder / "province"
    conf = ["--conf", str(CONF)]
    where = ["--landing", str(province), "--lake", "lake", *conf]
    if not province.exists():
        what = ["--persons", persons, "--days", str(len(DAYS)), "--seed", "1", "--dirt", "normal"]
        canbao(folder, "sample", "--out", str(province), "--last-day", DAYS[-1], *what, *conf)
    if not (folder / "lake").exists():
        for day in DAYS:
            canbao(folder, "ingest", "--as-of", day, *where)
        canbao(folder, "register", "--as-of", DAYS[-1], *where)
    print(f"{persons} people, {os.cpu_count()} cores")
    print(f"{'command':<10}{'cpu s':>9}{'wall s':>9}{'peak MiB':>10}")
    night = canbao(folder, "coverage", "--as-of", DAYS[-1], *where)
    line("coverage", night)
    day = canbao(folder, "series", "--from", DAYS[-1], "--to", DAYS[-1], *where)
    line("a day", day)
    year = canbao(folder, "series", "--from", FIRST, "--to", DAYS[-1], *where)
    line("a year", year)
    print(f"a year : coverage = {year.cpu / night.cpu:.2f}, a year : a day = {year.cpu / day.cpu:.2f}")


if __name__ == "__main__":
    main()
