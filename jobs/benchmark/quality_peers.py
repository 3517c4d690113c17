"""Canbao beside tools of data quality, on the same faulty batches: what each finds, names and costs.

    pip install -r jobs/benchmark/requirements.txt    # in a virtual environment of its own
    mvn -q -DskipTests package && python3 jobs/benchmark/quality_peers.py PERSONS SEED DIRT FOLDER [NIGHTS]

Makes a province of three days in FOLDER and lets look at every batch of the first NIGHTS of them (all)

- Canbao, twice: by the rules on rows alone (`ingest`: quality.rejected and quality.suspect), and with
  what the nights find in the register (supervision.finding);
- Deequ alone, a VerificationSuite a batch with its row-level results (canbao.jobs.quality.DeequPeer);
- Great Expectations on pandas (quality_gx.py);
- the queries of SodaCL's failed rows, in DuckDB (quality_soda.py).

The three peers have the same checks, which quality_checks.py writes from the contract, and get each
batch as a Parquet file of texts, made from the raw files before the clock starts. Canbao reads the raw
files. Each is a process whose CPU time counts, and what it names is kept in FOLDER/peers; a tool that
has named its rows is not run again.

A fault is that of a person in a source: lists that repeat a faulty row do not repeat the fault. It is
found when any of its rows is named, for whatever reason. A row named without a fault of its own stands
beside one if the same check names a faulty row of the person too (the partner of a duplicate, the
death of somebody enrolled); otherwise it is a false alarm.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import java_main
import pyarrow as pa
import pyarrow.parquet as pq
from faults import OF_PEOPLE, PLACE, Fault, Place, as_place
from lake import Lake, opened
from night import HERE, Cost, canbao, run, total
from province import CONF, DAYS
from quality_checks import suite

RULES, NIGHTS, DEEQU, GX, SODA = "Canbao's row rules", "Canbao", "Deequ", "Great Expectations", "Soda-like SQL"
HARMLESS = {"nothing", "duplicate", "Q06"}
DEEQU_MAIN = "canbao.jobs.quality.DeequPeer"
ENCODINGS = {"UTF-8": "utf-8-sig", "GB18030": "gb18030"}

# By the row that is named: for which reasons.
Named = dict[Place, set[str]]


class Case(NamedTuple):
    """A fault of a person in a source."""

    source: str
    person: str
    fault: Fault


class Truth:
    """The faults that were put in, and who stands behind each row."""

    def __init__(self, lake: Lake, days: Sequence[str]) -> None:
        until = f"WHERE batch <= DATE '{days[-1]}'"
        rows = lake.rows(f"SELECT {PLACE}, person FROM truth.rows {until}")
        self.person_of = {as_place(place): person for *place, person in rows}
        self.cases: dict[Case, set[Place]] = defaultdict(set)
        self.faults: dict[Place, Fault] = {}
        for *cells, kind, expected in lake.rows(f"SELECT {PLACE}, fault, expected FROM truth.faults {until}"):
            place = as_place(cells)
            self.faults[place] = Fault(kind, expected)
            self.cases[Case(place[0], self.person_of[place], self.faults[place])].add(place)


class Score(NamedTuple):
    """What of a tool's named rows is right."""

    found: set[Case]
    named: int
    faulty: int
    beside: int
    harmless: int
    false_alarms: dict[str, int]


def score(truth: Truth, named: Named) -> Score:
    found = {case for case, places in truth.cases.items() if not places.isdisjoint(named)}
    faulty = {place for place in named if place in truth.faults}
    said = {(truth.person_of.get(place, ""), reason) for place in faulty for reason in named[place]}
    harmless = {place for place in faulty if truth.faults[place].expected in HARMLESS}
    alarms: dict[str, int] = defaultdict(int)
    beside = 0
    for place in named.keys() - faulty:
        if any((truth.person_of.get(place, ""), reason) in said for reason in named[place]):
            beside += 1
        else:
            alarms[f"{place[0]}.{min(named[place])}"] += 1
    return Score(found, len(named), len(faulty - harmless), beside, len(harmless), alarms)


def records(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file with the line on which each begins."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding=ENCODINGS[encoding], newline="") as file:
        reader = csv.reader(file)
        line = 1
        for record in reader:
            if record:
                yield line, record
            line = reader.line_num + 1


def as_table(batch: Path) -> pa.Table:
    """A batch's rows as texts, empty ones as nulls, and file and line of each."""
    manifest = json.loads((batch / "manifest.json").read_text("utf-8"))
    parts = []
    for entry in manifest["files"]:
        (_, header), *rows = records(batch / entry["name"], manifest["encoding"])
        cells = zip(*(record for _, record in rows), strict=True) if rows else ([] for _ in header)
        columns = {name: [cell or None for cell in column] for name, column in zip(header, cells, strict=True)}
        part = pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})
        parts.append(
            part.append_column("file", pa.array([entry["name"]] * len(rows), pa.string())).append_column(
                "line_no", pa.array([line for line, _ in rows], pa.int64())
            )
        )
    return pa.concat_tables(parts)


def write_suites(folder: Path, days: Sequence[str]) -> Path:
    """The batches as tables and the checks of each, in the order of the days."""
    to = folder / "peers"
    suites = []
    for batch in (batch for day in days for batch in sorted((folder / "province").glob(f"*/{day}"))):
        source, day = batch.parent.name, batch.name
        table = as_table(batch)
        file = to / f"{source}-{day}.parquet"
        pq.write_table(table, file)
        checks = [check._asdict() for check in suite(source, day, table.column_names)]
        suites.append({"source": source, "batch": day, "table": str(file), "checks": checks})
    written = to / "suites.json"
    written.write_text(json.dumps(suites, ensure_ascii=False, indent=1), "utf-8")
    return written


def costs(folder: Path, tool: str, work: Callable[[], Cost]) -> Cost:
    """What the tool's work costs, or did when it was done."""
    kept = folder / "peers" / f"{tool}.json"
    if not kept.exists():
        kept.write_text(json.dumps(work()._asdict()), "utf-8")
    return Cost(**json.loads(kept.read_text("utf-8")))


def make_province(folder: Path, persons: str, seed: str, dirt: str) -> None:
    if not (folder / "province").exists():
        what = ["--persons", persons, "--days", str(len(DAYS)), "--seed", seed, "--dirt", dirt]
        canbao(folder, "sample", "--out", "province", *what, "--conf", str(CONF))


def run_canbao(folder: Path, days: Sequence[str]) -> dict[str, Cost]:
    """The nights: ingest of each day as a command of its own, then the rest of the night."""

    def step(name: str, day: str) -> Cost:
        where = ["--as-of", day, "--landing", "province", "--lake", "lake", "--conf", str(CONF)]
        return costs(folder, f"{name}-{day}", lambda: canbao(folder, name, *where))

    ingests, nights = [], []
    for day in days:
        ingests.append(step("ingest", day))
        nights.append(step("night", day))
    return {RULES: total(ingests), NIGHTS: total(ingests + nights)}


def run_peers(folder: Path, days: Sequence[str]) -> dict[str, Cost]:
    suites = write_suites(folder, days)
    # Great Expectations would tell its makers that it runs.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"

    def peer(tool: str, command: list[str]) -> Cost:
        return costs(folder, tool, lambda: run([*command, str(suites), str(named_by(folder, tool))], folder))

    return {
        DEEQU: peer(DEEQU, java_main.command(DEEQU_MAIN)),
        GX: peer(GX, [sys.executable, str(HERE / "quality_gx.py")]),
        SODA: peer(SODA, [sys.executable, str(HERE / "quality_soda.py")]),
    }


def named_by(folder: Path, tool: str) -> Path:
    return folder / "peers" / f"{tool}.parquet"


def all_named(lake: Lake, folder: Path, days: Sequence[str]) -> dict[str, Named]:
    def named(query: str) -> Named:
        """From a query of places and reasons."""
        rows: Named = defaultdict(set)
        for *place, reason in lake.rows(f"FROM ({query}) WHERE batch <= DATE '{days[-1]}'"):
            rows[as_place(place)].add(reason)
        return dict(rows)

    rules = f"""SELECT {PLACE}, unnest(rules) AS reason FROM quality.rejected
        UNION ALL SELECT {PLACE}, unnest(rules) FROM quality.suspect"""
    people = ", ".join(f"'{kind}'" for kind in OF_PEOPLE)
    findings = f"""SELECT place.source, place.batch, place.file, place.line_no, check_id FROM
        (SELECT unnest(places) AS place, check_id FROM supervision.finding WHERE kind NOT IN ({people}))"""
    peers = {
        tool: f"SELECT source, CAST(batch AS DATE) AS batch, file, line_no, reason FROM '{source_of(folder, tool)}'"
        for tool in (DEEQU, GX, SODA)
    }
    queries = {RULES: rules, NIGHTS: f"{rules} UNION ALL {findings}", **peers}
    return {tool: named(query) for tool, query in queries.items()}


def source_of(folder: Path, tool: str) -> str:
    """Spark writes a folder of files."""
    written = named_by(folder, tool)
    return f"{written}/*.parquet" if written.is_dir() else str(written)


def print_table(header: list[str], rows: list[list[object]]) -> None:
    """In Markdown, numbers with a blank between thousands."""
    print(f"\n| {' | '.join(header)} |\n|---|{'---:|' * (len(header) - 1)}")
    for row in rows:
        cells = (f"{cell:,}".replace(",", " ") if isinstance(cell, int) else str(cell) for cell in row)
        print(f"| {' | '.join(cells)} |")


def by_kind(truth: Truth, scores: dict[str, Score]) -> None:
    rows: list[list[object]] = []
    kinds = sorted({case.fault for case in truth.cases}, key=lambda fault: (fault.expected in HARMLESS, *fault[::-1]))
    for fault in kinds:
        found = [sum(case.fault == fault for case in score.found) for score in scores.values()]
        rows.append([f"{fault.expected} {fault.kind}", sum(case.fault == fault for case in truth.cases), *found])
    print_table(["expected, fault", "faults", *scores], rows)


def totals(truth: Truth, scores: dict[str, Score], spent: dict[str, Cost]) -> None:
    faults = {case for case in truth.cases if case.fault.expected not in HARMLESS}
    print(f"\n{len(faults)} faults, {len(truth.person_of)} rows")
    rows: list[list[object]] = []
    for tool, told in scores.items():
        found = len(told.found & faults)
        alarms = sum(told.false_alarms.values())
        share = f"{100 * found / len(faults):.1f} %"
        measures = [told.named, told.faulty, told.beside, told.harmless, alarms, round(spent[tool].cpu)]
        rows.append([tool, found, share, *measures])
    measured = ["rows named", "faulty", "beside one", "harmless", "false alarms", "CPU s"]
    print_table(["tool", "faults found", "share", *measured], rows)


def differences(truth: Truth, scores: dict[str, Score]) -> None:
    """What of the faults a peer finds and Canbao does not, and what the false alarms are."""
    ours = scores[NIGHTS].found
    for tool in (DEEQU, GX, SODA):
        missed = {case for case in scores[tool].found - ours if case.fault.expected not in HARMLESS}
        print(f"\n{tool} finds {len(missed)} faults that Canbao does not")
        for case in sorted(missed)[:20]:
            places = ", ".join(f"{batch} {file}:{line}" for _, batch, file, line in sorted(truth.cases[case]))
            print(f"  {case.fault.kind} in {case.source}: {places}")
    for tool, told in scores.items():
        most = sorted(told.false_alarms.items(), key=lambda alarm: -alarm[1])[:8]
        print(f"\nfalse alarms of {tool}: {', '.join(f'{number} {check}' for check, number in most) or 'none'}")


def main() -> None:
    persons, seed, dirt, where, *nights = sys.argv[1:]
    days = DAYS[: int(nights[0])] if nights else DAYS
    folder = Path(where).resolve()
    (folder / "peers").mkdir(parents=True, exist_ok=True)
    print(f"{persons} people, seed {seed}, dirt {dirt}, {len(days)} nights, {os.cpu_count()} cores")
    make_province(folder, persons, seed, dirt)
    spent = run_canbao(folder, days) | run_peers(folder, days)
    with opened(folder) as lake:
        truth = Truth(lake, days)
        scores = {tool: score(truth, named) for tool, named in all_named(lake, folder, days).items()}
    by_kind(truth, scores)
    totals(truth, scores, spent)
    differences(truth, scores)


if __name__ == "__main__":
    main()
