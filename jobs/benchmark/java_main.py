"""Runs a benchmark that is written in Java, among the tests of the module jobs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

JOBS = Path(__file__).resolve().parents[1]
ROOT = JOBS.parent


def command(main: str, *args: str) -> list[str]:
    """What starts the class; the module was packaged before."""
    opens = re.search(r"<spark.opens.flags>(.*)</spark.opens.flags>", (ROOT / "pom.xml").read_text())
    assert opens is not None
    folders = [JOBS / "target" / "test-classes", JOBS / "target" / "classes"]
    path = ":".join([*map(str, folders), f"{ROOT}/udfs/target/classes", f"{JOBS}/target/lib/*"])
    return ["java", *opens[1].split(), "-cp", path, main, *args]


def run(main: str, *args: str) -> str:
    """What the class prints."""
    done = subprocess.run(command(main, *args), cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout
