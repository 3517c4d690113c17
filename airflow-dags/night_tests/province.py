"""A province of nine days: settings, landing folder and lakes. What makes each day another one is written here."""

import csv
import hashlib
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from programs import ROOT, canbao

# What a night must have, and one source that may be late; each more would cost the start of a JVM in every night.
SOURCES = ("enrolment_medical", "population", "status")

DAYS = [(date(2018, 12, 31) - timedelta(days=ago)).isoformat() for ago in range(8, -1, -1)]
# Nights of the past.
FIRST, SECOND, _, _, FIFTH = PAST = DAYS[:5]
# `status` comes late.
LATE = DAYS[5]
# 佛山 sends numbers that are none; `status` does not come.
HELD = DAYS[6]
# All cities do.
STOPPED = DAYS[7]
# The population's file is not the one that its manifest names.
REFUSED = DAYS[8]

HELD_CITY = "440600"
HELD_ROWS, STOPPED_ROWS = 55, 60

Row = dict[str, str]


@dataclass(frozen=True)
class Province:
    """`landing` is what Airflow's nights find; `delivered` the same with everything that comes late."""

    folder: Path

    @property
    def landing(self) -> Path:
        return self.folder / "landing"

    @property
    def delivered(self) -> Path:
        return self.folder / "delivered"

    def lake(self, environment: str) -> Path:
        return self.folder / environment / "lake"

    def manifest(self, source: str, day: str) -> Path:
        return self.landing / source / day / "manifest.json"

    def deliver(self, source: str, day: str) -> None:
        """Lets a batch come: its manifest is written last."""
        shutil.copy(self.delivered / source / day / "manifest.json", self.manifest(source, day))

    def people(self) -> list[Row]:
        """The rows of the population on the first day."""
        return rows_of(self.delivered / "population" / FIRST)

    def personal_data(self) -> set[str]:
        """Every document number of the first day, and the names that are no everyday words."""
        people = self.people()
        return {row["AAC147"] for row in people} | {row["AAC003"] for row in people if len(row["AAC003"]) > 2}


def make(folder: Path) -> Province:
    province = Province(folder)
    settings(province)
    sample = ("sample", "--out", str(province.delivered), "--persons", "1200", "--days", "9", "--last-day", DAYS[-1])
    assert canbao(*sample, "--dirt", "clean", "--env", "command", folder=folder) == 0
    people = province.people()
    batches = Batches(province.delivered)
    batches.changes(
        "enrolment_medical", FIFTH, [had_ended(people, rows_of(province.delivered / "enrolment_medical" / FIRST))]
    )
    batches.changes("status", LATE, [went_abroad(people)])
    told_again = [change(row) for row in people]
    batches.changes("population", HELD, [*told_again, *numbers_that_are_none(["440604"], HELD_ROWS)])
    cities = sorted({row["BAC301"][:4] + "01" for row in people if row["BAC301"].startswith("44")})
    batches.changes("population", STOPPED, numbers_that_are_none(cities, STOPPED_ROWS))
    batches.claims_another_file("population", REFUSED)
    for day in (HELD, STOPPED, REFUSED):
        shutil.rmtree(province.delivered / "status" / day)
    shutil.copytree(province.delivered, province.landing)
    province.manifest("status", LATE).unlink()
    return province


def settings(province: Province) -> None:
    """The repository's settings with few sources; a lake for Airflow, one for the commands, and a file with a fault."""
    conf = province.folder / "conf"
    shutil.copytree(ROOT / "conf", conf)
    for file in (*conf.glob("sources/*.yml"), *conf.glob("rules/*.yml")):
        if file.stem not in SOURCES:
            file.unlink()
    usability = conf / "usability.yml"
    graded = [line for line in usability.read_text("utf-8").splitlines(keepends=True) if is_of_a_source(line)]
    usability.write_text("".join(graded), "utf-8")
    local = (conf / "env" / "local.yml").read_text("utf-8")
    for name, landing in (("airflow", province.landing), ("command", province.delivered)):
        text = local.replace("landing: province", f"landing: {landing}")
        text = text.replace("lake: lake", f"lake: {province.lake(name)}")
        (conf / "env" / f"{name}.yml").write_text(text, "utf-8")
    (conf / "env" / "faulty.yml").write_text(text.replace("shrink_limit_bp:", "shrink_limit:"), "utf-8")


def is_of_a_source(line: str) -> bool:
    """Whether a line of `usability.yml` grades no source that there is not."""
    named = re.search(r"sources: \[([a-z_]+)\]", line)
    return named is None or named[1] in SOURCES


def rows_of(batch: Path) -> list[Row]:
    manifest = json.loads((batch / "manifest.json").read_text("utf-8"))
    (file,) = manifest["files"]
    text = (batch / file["name"]).read_text(manifest["encoding"]).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


@dataclass(frozen=True)
class Batches:
    """Puts batches in place of those that the sample has made."""

    folder: Path

    def changes(self, source: str, day: str, rows: Iterable[Row]) -> None:
        batch = self.folder / source / day
        manifest: dict[str, Any] = json.loads((batch / "manifest.json").read_text("utf-8"))
        assert manifest["mode"] == "changes"
        shutil.rmtree(batch)
        batch.mkdir()
        rows = list(rows)
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        content = text.getvalue().encode("utf-8")
        (batch / "part-00001.csv").write_bytes(content)
        file = {"name": "part-00001.csv", "rows": len(rows), "sha256": hashlib.sha256(content).hexdigest()}
        manifest |= {"encoding": "UTF-8", "files": [file]}
        (batch / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    def claims_another_file(self, source: str, day: str) -> None:
        """The file's digest in the manifest is that of no file."""
        self.changes(source, day, numbers_that_are_none(["440104"], 1))
        path = self.folder / source / day / "manifest.json"
        manifest = json.loads(path.read_text("utf-8"))
        manifest["files"][0]["sha256"] = "0" * 64
        path.write_text(json.dumps(manifest), "utf-8")


def change(row: Row, **columns: str) -> Row:
    return {"OP": "变更", **row, **columns}


def had_ended(people: list[Row], relations: list[Row]) -> Row:
    """Of the medical insurance of somebody of 广州 that, as is told on the fifth day, had ended on the first."""
    residents = {row["AAC147"] for row in people if is_adult_of("4401", row)}
    insured = Counter(row["AAC147"] for row in relations)
    return next(
        change(row, ENDDATE=FIRST)
        for row in relations
        if row["AAC147"] in residents and insured[row["AAC147"]] == 1 and is_open(row)
    )


def is_open(relation: Row) -> bool:
    return (relation["INSUTYPE"], relation["PSN_INSU_STAS"], relation["ENDDATE"]) == ("310", "1", "")


def went_abroad(people: list[Row]) -> Row:
    return status(living_in("4403", people), KIND="abroad", FROM=LATE, ORG="出入境")


def status(person: Row, **columns: str) -> Row:
    document = {"AAC058": person["AAC058"], "AAC147": person["AAC147"], "AAC003": person["AAC003"]}
    return {"OP": "新增", "TO": "", **document, **columns}


def living_in(city: str, people: list[Row]) -> Row:
    return next(row for row in people if is_adult_of(city, row))


def is_adult_of(city: str, row: Row) -> bool:
    """Whether somebody is registered and lives in a city."""
    return (
        row["BAC301"].startswith(city)
        and row["AAC301"] in ("", row["BAC301"])
        and (row["HJZT"], row["AAC060"]) == ("正常", "1")
        and "1950" < row["AAC006"] < "1990"
    )


def numbers_that_are_none(divisions: list[str], rows: int) -> list[Row]:
    """New people, in turn of each division, whose document number has a letter too much."""
    return [
        {
            **{"OP": "新增", "AAC147": f"4401041980010100{n:02}X", "AAC058": "01", "AAC003": f"无号{n}"},
            **{"AAC004": "1", "AAC006": "19800101", "AAC161": "CHN", "AAC009": "12"},
            **{"BAC301": divisions[n % len(divisions)], "AAC301": "", "HJZT": "正常", "AAC060": "1", "AAE037": ""},
        }
        for n in range(rows)
    ]
