"""A synthetic province and its lake: what the scripts that measure accuracy have in common."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "canbao.jar"
CONF = HERE.parent.parent / "conf"
DAYS = ("2018-12-29", "2018-12-30", "2018-12-31")


def canbao(*arguments: str) -> str:
    command = ["java", "-jar", str(JAR), *arguments, "--conf", str(CONF)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{arguments[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def measured_folder(arguments: list[str]) -> Path:
    """A folder with `province` and `lake`, made of PERSONS SEED DIRT FOLDER unless they are there."""
    persons, seed, dirt, where = arguments[:4]
    folder = Path(where).resolve()
    province, lake = folder / "province", folder / "lake"
    if not province.exists():
        what = ["--persons", persons, "--days", str(len(DAYS)), "--seed", seed, "--dirt", dirt]
        canbao("sample", "--out", str(province), *what)
    if not lake.exists():
        where_to = ["--landing", str(province), "--lake", str(lake)]
        if "--last-day" in arguments:
            for day in DAYS:
                canbao("ingest", "--as-of", day, *where_to)
            for step in ("register", "coverage"):
                canbao(step, "--as-of", DAYS[-1], *where_to)
        else:
            for day in DAYS:
                canbao("night", "--as-of", day, *where_to)
    return folder
