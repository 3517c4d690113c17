"""How exact the links between people are, against the truth of the sample.

    python3 jobs/benchmark/links.py PERSONS SEED DIRT FOLDER

Makes a synthetic province of three days in FOLDER, runs its nights and prints

- coverage by residence, resident_due, of the last day: what the night found, and what the same
  accepted rows give when everybody is linked to whom the truth says;
- how many links are right, by pass, and how many people of the register lack a relation of theirs.

A folder that holds a province or a lake already is measured as it is.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "canbao.jar"
CONF = HERE.parent.parent / "conf"
DAYS = ("2018-12-29", "2018-12-30", "2018-12-31")
FAMILIES = {
    "pension": ("110", "120", "170"),
    "medical": ("310", "340", "390"),
}
# Bits of due_bits: resident_due is the second denominator of conf/denominators.yml.
DUE_BIT = {"pension": 2, "medical": 3}

LIVE = f"""
    known_to IS NULL AND state = 'enrolled' AND start_date <= DATE'{DAYS[-1]}'
    AND coalesce(end_date >= DATE'{DAYS[-1]}', true) AND city_number(pool_division) IS NOT NULL
    AND (line <> '390' OR coalesce(insurance_year = {DAYS[-1][:4]}, false))"""

Place = tuple[str, str, str, str]


class Lake:
    def __init__(self, folder: Path, run: Callable[..., str]) -> None:
        self.folder = folder
        self.run = run

    def rows(self, columns: str, table: str, where: str = "true") -> Iterator[list[str]]:
        cells = ", ".join(f"coalesce(CAST({name} AS STRING), '')" for name in columns.split())
        query = f"SELECT concat_ws('|', 'row', {cells}) AS r FROM {table} WHERE {where}"
        out = self.run("sql", query, "--limit", "1000000000", "--lake", str(self.folder))
        for line in out.splitlines():
            if line.startswith("row|"):
                yield line.split("|")[1:]


class Truth(NamedTuple):
    """Who stands behind each row, and the people of each key."""

    people_of: dict[str, set[str]]
    register_keys_of: dict[str, set[str]]


def canbao(*arguments: str) -> str:
    command = ["java", "-jar", str(JAR), *arguments, "--conf", str(CONF)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{arguments[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def truth_of(province: Path, lake: Lake) -> Truth:
    person_of: dict[Place, str] = {}
    for file in sorted((province / "truth" / "rows").iterdir()):
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                place = (row["source"], row["batch"], row["file"], row["line_no"])
                person_of[place] = row["person"]
    people: dict[str, set[str]] = defaultdict(set)
    keys: dict[str, set[str]] = defaultdict(set)
    for table in ("person", "enrolment", "status", "card"):
        columns = "source batch file line_no person_key"
        for *place, key in lake.rows(columns, f"register.{table}"):
            person = person_of[(place[0], place[1], place[2], place[3])]
            people[key].add(person)
            if table == "person":
                keys[person].add(key)
    return Truth(people, keys)


def links_by_pass(lake: Lake, truth: Truth) -> None:
    """A link is right if one person stands behind both keys."""
    found: Counter[tuple[str, str, bool]] = Counter()
    linked: dict[str, str] = {}
    for source, target, method, certainty in lake.rows(
        "from_key to_key method certainty", "register.link", "known_to IS NULL"
    ):
        linked[source] = certainty
        if target:
            right = bool(truth.people_of[source] & truth.people_of[target])
            found[(method, certainty, right)] += 1
    print("pass                      certainty   right  wrong")
    for method, certainty in sorted({key[:2] for key in found}):
        right, wrong = found[(method, certainty, True)], found[(method, certainty, False)]
        print(f"{method:<25} {certainty:<9} {right:>7} {wrong:>6}")
    in_register = set().union(*truth.register_keys_of.values())
    missing: Counter[str] = Counter()
    for source, people in truth.people_of.items():
        if source not in in_register and any(truth.register_keys_of.get(p) for p in people):
            missing[linked.get(source, "none")] += 1
    print("keys outside the register of people in it, by certainty of the link:", dict(missing))


def coverage(lake: Lake, truth: Truth) -> None:
    city, due_of, found = {}, {}, defaultdict(dict)
    for key, resident, bits in lake.rows(
        "person_key resident_city due_bits",
        "coverage.person_state",
        f"as_of = DATE'{DAYS[-1]}' AND in_register AND resident_city IS NOT NULL",
    ):
        city[key], due_of[key] = resident, int(bits)
    lines: dict[str, set[str]] = defaultdict(set)
    others = []
    for key, line in lake.rows("person_key line", "register.enrolment", LIVE):
        if key in city:
            lines[key].add(line)
        else:
            others.append((key, line))
    for key, line in others:
        for person in truth.people_of[key]:
            # Somebody twice in the register has relations under one key: no second is covered.
            owners = sorted(truth.register_keys_of.get(person, ()), key=lambda k: (k not in lines, k))
            if owners:
                lines[owners[0]].add(line)
    for division, family, *numbers in lake.rows(
        "division family due covered_low covered covered_high",
        "coverage.city_coverage",
        f"as_of = DATE'{DAYS[-1]}' AND basis = 'residence' AND denominator = 'resident_due'"
        " AND family IN ('pension', 'medical') AND NOT is_memo",
    ):
        found[family][division] = [int(number) for number in numbers]
    print("family    due      low  covered     high  perfect  error  mean  worst  inside")
    for family, codes in FAMILIES.items():
        perfect: Counter[str] = Counter()
        for key, bits in due_of.items():
            if bits >> DUE_BIT[family] & 1 and lines[key] & set(codes):
                perfect[city[key]] += 1
                perfect["440000"] += 1
        cells = found[family]
        error = {
            place: 100 * (covered - perfect[place]) / due if due else 0.0
            for place, (due, _, covered, _) in cells.items()
        }
        inside = [
            low <= perfect[place] <= high
            for place, (_, low, _, high) in cells.items()
            if place != "440000"
        ]
        cities = [abs(points) for place, points in error.items() if place != "440000"]
        due, low, covered, high = cells["440000"]
        print(
            f"{family:<8}{due:>6}{low:>9}{covered:>9}{high:>9}{perfect['440000']:>9}"
            f"{error['440000']:>7.3f}{sum(cities) / len(cities):>6.3f}{max(cities):>7.3f}"
            f"{sum(inside):>5}/{len(inside)}"
        )


def main() -> None:
    persons, seed, dirt = sys.argv[1:4]
    folder = Path(sys.argv[4]).resolve()
    province, where = folder / "province", folder / "lake"
    if not province.exists():
        what = ["--persons", persons, "--days", "3", "--seed", seed, "--dirt", dirt]
        canbao("sample", "--out", str(province), *what)
    if not where.exists():
        for day in DAYS:
            canbao("night", "--as-of", day, "--landing", str(province), "--lake", str(where))
    lake = Lake(where, canbao)
    truth = truth_of(province, lake)
    links_by_pass(lake, truth)
    coverage(lake, truth)


if __name__ == "__main__":
    main()
