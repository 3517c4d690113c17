"""What the register step of a night costs when 0.2 %, 2 % and 100 % of the rows have changed.

    python3 jobs/benchmark/history.py PERSONS FOLDER

Makes a synthetic province of one day in FOLDER (or takes FOLDER/province), and out of its lists of
enrolments and the population those of another day, in which a share of the rows is another: another
employer, another household kind. Takes both days in and prints for each share

- CPU and wall seconds of the command `register` for the other day, and how much of `register` for
  the first day that is, which makes everything anew;
- the same for lists like these that come late, dated the day before the first: they speak for all
  days before it.

Ingest is not printed. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import shutil
import sys
from pathlib import Path

from night import CONF, DAY, Cost, canbao

NEXT_DAY, LATE_DAY = "2019-01-01", "2018-12-30"
SHARES = (0.002, 0.02, 1.0)
CHANGED = {
    "population": "AAC009",
    "enrolment_pension": "AAB001",
    "enrolment_labour": "AAB001",
    "enrolment_medical": "EMP_NO",
}


def changed_list(source: Path, to: Path, column: str, share: float) -> None:
    """The full list of another day, in which every n-th row has another text in a column."""
    manifest = json.loads((source / "manifest.json").read_text("utf-8"))
    to.mkdir(parents=True)
    every = round(1 / share)
    for entry in manifest["files"]:
        raw = (source / entry["name"]).read_bytes()
        zipped = entry["name"].endswith(".gz")
        text = (gzip.decompress(raw) if zipped else raw).decode(manifest["encoding"])
        rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        header = next(rows)
        writer.writerow(header)
        place = [name.strip().upper() for name in header].index(column)
        for number, row in enumerate(rows):
            if number % every == 0:
                row[place] = "20" if column == "AAC009" and row[place] != "20" else row[place] + "1"
            writer.writerow(row)
        raw = out.getvalue().encode(manifest["encoding"])
        raw = gzip.compress(raw, 1) if zipped else raw
        (to / entry["name"]).write_bytes(raw)
        entry["sha256"] = hashlib.sha256(raw).hexdigest()
    manifest["batch"] = to.name
    (to / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")


def line(name: str, cost: Cost, whole: Cost) -> None:
    print(
        f"{name:<24}{cost.cpu:>9.1f}{cost.wall:>9.1f}{cost.peak_mib:>10.0f}"
        f"{cost.cpu / whole.cpu:>12.2f}{cost.wall / whole.wall:>12.2f}",
        flush=True,
    )


def taken(folder: Path, province: Path, lake: str, as_of: str) -> Cost:
    """Cost of the register step."""
    where = ["--landing", str(province), "--lake", lake, "--conf", str(CONF), "--as-of", as_of]
    canbao(folder, "ingest", *where)
    return canbao(folder, "register", *where)


def main() -> None:
    persons, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    province = folder / "province"
    if not province.exists():
        what = ["--persons", persons, "--days", "1", "--seed", "7", "--dirt", "clean"]
        what += ["--conf", str(CONF), "--last-day", DAY]
        canbao(folder, "sample", "--out", str(province), *what)
    first = folder / "first"
    shutil.rmtree(first, ignore_errors=True)
    where = ["--landing", str(province), "--lake", str(first), "--conf", str(CONF), "--as-of", DAY]
    canbao(folder, "ingest", *where)
    whole = canbao(folder, "register", *where)
    print(f"{'register of':<24}{'cpu s':>9}{'wall s':>9}{'peak MiB':>10}{'cpu ratio':>12}{'wall ratio':>12}")
    line("everything anew", whole, whole)
    # A late list comes while the first day is the last one that was spoken about.
    for name, day, as_of in (("changed", NEXT_DAY, NEXT_DAY), ("late, changed", LATE_DAY, DAY)):
        for share in SHARES:
            changes, lake = folder / "changes", folder / "lake"
            shutil.rmtree(changes, ignore_errors=True)
            shutil.rmtree(lake, ignore_errors=True)
            shutil.copytree(first, lake)
            for source, column in CHANGED.items():
                changed_list(province / source / DAY, changes / source / day, column, share)
            cost = taken(folder, changes, str(lake), as_of)
            line(f"{share * 100:g} % {name}", cost, whole)


if __name__ == "__main__":
    main()
