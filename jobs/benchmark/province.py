"""A synthetic province, its lake and its truth: what the scripts that measure accuracy share."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "canbao.jar"
CONF = HERE.parent.parent / "conf"
DAYS = ("2018-12-29", "2018-12-30", "2018-12-31")

# Where a row stands: source, batch, file, line.
Place = tuple[str, str, str, str]


def canbao(*arguments: str) -> str:
    command = ["java", "-jar", str(JAR), *arguments, "--conf", str(CONF)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{arguments[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


class Lake:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, columns: list[str], table: str, where: str = "true") -> Iterator[list[str]]:
        cells = ", ".join(f"coalesce(CAST({name} AS STRING), '')" for name in columns)
        query = f"SELECT concat_ws('|', 'row', {cells}) AS r FROM {table} WHERE {where}"
        out = canbao("sql", query, "--limit", "1000000000", "--lake", str(self.folder))
        for line in out.splitlines():
            if line.startswith("row|"):
                yield line.split("|")[1:]


def truth(province: Path, what: str) -> Iterator[tuple[Place, dict[str, str]]]:
    """The lines of truth/rows or truth/faults."""
    for file in sorted((province / "truth" / what).iterdir()):
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield (row["source"], row["batch"], row["file"], row["line_no"]), row


def measured_folder(arguments: list[str]) -> tuple[Path, Lake]:
    """Province and lake in a folder, made of PERSONS SEED DIRT FOLDER unless they are there."""
    persons, seed, dirt, where = arguments[:4]
    folder = Path(where).resolve()
    province, lake = folder / "province", folder / "lake"
    if not province.exists():
        what = ["--persons", persons, "--days", "3", "--seed", seed, "--dirt", dirt]
        canbao("sample", "--out", str(province), *what)
    if not lake.exists():
        for day in DAYS:
            canbao("night", "--as-of", day, "--landing", str(province), "--lake", str(lake))
    return province, Lake(lake)
