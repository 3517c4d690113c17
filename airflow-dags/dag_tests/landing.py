"""Settings of four sources, and a landing folder with manifests and nothing else."""

import shutil
from pathlib import Path

# What a night must have, what it may lack for a month, and what it never needs.
SOURCES = ["benefit", "enrolment_medical", "population", "status"]


class Landing:
    def __init__(self, folder: Path, conf: Path) -> None:
        self.folder = folder / "landing"
        self.conf = folder / "conf"
        for source in SOURCES:
            copy(conf, self.conf, f"sources/{source}.yml")
        copy(conf, self.conf, "env/local.yml")

    def is_in_database(self, source: str) -> None:
        """The source has its batches in a database."""
        with (self.conf / "sources" / f"{source}.yml").open("a") as declared:
            declared.write("\ndatabase:\n  name: bureau\n")

    def deliver(self, day: str, *, without: str = "") -> None:
        """The batch of a day of every source but one."""
        for source in SOURCES:
            if source != without:
                batch = self.folder / source / day
                batch.mkdir(parents=True)
                (batch / "manifest.json").write_text("{}")


def copy(folder: Path, to: Path, name: str) -> None:
    (to / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / name, to / name)
