"""What a night costs by how much has changed: 0.2 %, 2 % and 100 % of the rows.

    python3 jobs/benchmark/history.py PERSONS FOLDER [COMING [PERCENT...]]

Makes a synthetic province of one day in FOLDER (or takes FOLDER/province), and out of its lists of
enrolments and the population those of another day, in which a share of the rows is another: another
employer, another household kind. They come as change lists, as full lists of the next day, and as
full lists that come late, dated the day before the first: those speak for all days before it. COMING
("change lists", "full lists", "late lists") and PERCENT leave the others out. Prints

- CPU and wall seconds of the commands `register` and `coverage` for the other day, and of `night`,
  which runs all steps, in a lake of its own; and how much of those for the first day that is, which
  make everything anew.

Run it on a machine that does nothing else.
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

from night import CONF, Cost, canbao

# Three days of one insurance year: its turn touches all who have paid for it.
LATE_DAY, DAY, NEXT_DAY = "2018-12-29", "2018-12-30", "2018-12-31"
SHARES = (0.002, 0.02, 1.0)
# How the other day's lists come, its date, and the day that is asked for. A late list comes while the first day is the
# last one that was spoken about.
COMING = (("change lists", NEXT_DAY, NEXT_DAY), ("full lists", NEXT_DAY, NEXT_DAY), ("late lists", LATE_DAY, DAY))
STEPS = ("register", "coverage")
NIGHT = "night"
CHANGED = {
    "population": "AAC009",
    "enrolment_pension": "AAB001",
    "enrolment_labour": "AAB001",
    "enrolment_medical": "EMP_NO",
}


def changed_list(source: Path, to: Path, column: str, share: float, are_changes: bool) -> None:
    """The list of another day, in which every n-th row has another text in a column; or those rows alone."""
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
        writer.writerow(["OP", *header] if are_changes else header)
        place = [name.strip().upper() for name in header].index(column)
        written = 0
        for number, row in enumerate(rows):
            is_changed = number % every == 0
            if is_changed:
                row[place] = "20" if column == "AAC009" and row[place] != "20" else row[place] + "1"
            if is_changed or not are_changes:
                writer.writerow(["U", *row] if are_changes else row)
                written += 1
        raw = out.getvalue().encode(manifest["encoding"])
        raw = gzip.compress(raw, 1) if zipped else raw
        (to / entry["name"]).write_bytes(raw)
        entry["sha256"] = hashlib.sha256(raw).hexdigest()
        entry["rows"] = written
    manifest["batch"] = to.name
    if are_changes:
        manifest["mode"] = "changes"
        manifest["previous"] = source.name
    (to / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")


def line(name: str, costs: list[Cost], whole: list[Cost]) -> None:
    cells = "".join(
        f"{cost.cpu:>11.1f}{cost.wall:>9.1f}{cost.peak_mib:>8.0f}{cost.cpu / anew.cpu:>8.2f}"
        for cost, anew in zip(costs, whole, strict=True)
    )
    print(f"{name:<24}{cells}", flush=True)


def taken(folder: Path, province: Path, lakes: Path, as_of: str) -> list[Cost]:
    """Costs of the steps, and of a whole night in a lake beside."""
    where = ["--landing", str(province), "--conf", str(CONF), "--as-of", as_of]
    in_steps = [*where, "--lake", str(lakes / "steps")]
    canbao(folder, "ingest", *in_steps)
    return [
        *(canbao(folder, step, *in_steps) for step in STEPS),
        canbao(folder, NIGHT, *where, "--lake", str(lakes / NIGHT)),
    ]


def main() -> None:
    persons, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    province = folder / "province"
    if not province.exists():
        what = ["--persons", persons, "--days", "1", "--seed", "7", "--dirt", "clean"]
        what += ["--conf", str(CONF), "--last-day", DAY]
        canbao(folder, "sample", "--out", str(province), *what)
    wanted = sys.argv[3:4]
    coming = [way for way in COMING if not wanted or way[0] in wanted]
    shares = [float(percent) / 100 for percent in sys.argv[4:]] or SHARES
    first = folder / "first"
    shutil.rmtree(first, ignore_errors=True)
    whole = taken(folder, province, first, DAY)
    heads = "".join(f"{step:>11}{'wall s':>9}{'MiB':>8}{'ratio':>8}" for step in (*STEPS, NIGHT))
    print(f"{'CPU seconds of':<24}{heads}", flush=True)
    line("everything anew", whole, whole)
    for name, day, as_of in coming:
        for share in shares:
            changes, lakes = folder / "changes", folder / "lakes"
            shutil.rmtree(changes, ignore_errors=True)
            shutil.rmtree(lakes, ignore_errors=True)
            shutil.copytree(first, lakes)
            for source, column in CHANGED.items():
                changed_list(province / source / DAY, changes / source / day, column, share, name == "change lists")
            line(f"{share * 100:g} % in {name}", taken(folder, changes, lakes, as_of), whole)


if __name__ == "__main__":
    main()
