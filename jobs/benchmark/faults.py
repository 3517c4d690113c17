"""What becomes of the faults of a synthetic province: recall and precision by kind of fault.

    pip install -r jobs/benchmark/requirements.txt    # in a virtual environment of its own
    python3 jobs/benchmark/faults.py PERSONS SEED DIRT FOLDER

Makes a province of three days in FOLDER, runs its nights and prints, after the last one,

- by kind of fault: how many rows have it, of how many nothing can be told, and how many were found
  as the contract says: rejected by that rule, or in a finding of that check;
- by rule and kind of finding: how many have a row with any fault, how many one with this fault, and
  what the others are.

Nothing can be told of a row that a later list has replaced or a repeated list said again, of a name
where the population has nobody with the number, of a relation that is not live any more or that is
alone, because the one it was beside has been suspended, rejected or ended, of a line in which nobody
is counted twice, of a relation that changed hands when no row before had told whose it was, of a
prisoner whose imprisonment came without a number, and of a death whose date is
unreadable. A folder that holds a province or a lake already is measured as it is.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from lake import Lake, opened
from province import CONF, DAYS, measured_folder

# Where a row stands: source, batch, file, line.
Place = tuple[str, datetime.date, str, int]
PLACE = "source, batch, file, line_no"
TABLES = ("person", "enrolment", "status", "card", "group_member", "settlement", "benefit")

# "finding" of the contract: the check of supervision under which it is found.
CHECK_OF = {
    "missing_insurance_year": "Q14",
    "two_rows_one_number": "Q04",
    "cancelled_unknown": "Q20",
}
# 850101 is read as the month 01 of the year 8501, which is not that of the number.
ALSO = {"unreadable_birth": "Q02"}
# People are named, but no row: faults are rows.
OF_PEOPLE = {"probable_link", "several_fit"}
# Nothing is to be reported where spellings are read alike.
NORMALISED = {"Q06", "Q23"}
# Lines beside which a relation is one of an employee and resident.
OTHER_LINES = {"110": {"170"}, "120": {"170"}, "170": {"110", "120"}, "310": {"390"}, "390": {"310"}}
# What a spelling could be mistaken for.
SAID_BY_ONE_ROW = {"Q01", "Q02", "Q03", "Q14", "Q15", "Q22"}


class Fault(NamedTuple):
    kind: str
    expected: str


def contract_numbers() -> dict[str, str]:
    """Of rules that reject rows: "rule n" by their id."""
    numbers: dict[str, str] = {}
    for file in sorted((CONF / "rules").glob("*.yml")):
        rule = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if found := re.match(r"\s+- id: (\S+)", line):
                rule = found.group(1)
            elif found := re.match(r"\s+contract: (\d)", line):
                numbers[rule] = f"rule {found.group(1)}"
    return numbers


class Measured:
    """What the lake made of the rows, by what stands in the contract for it."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self.faults = {
            as_place(place): Fault(kind, expected)
            for *place, kind, expected in lake.rows(f"SELECT {PLACE}, fault, expected FROM truth.faults")
        }
        self.person_of = {
            as_place(place): person for *place, person in lake.rows(f"SELECT {PLACE}, person FROM truth.rows")
        }
        numbers = contract_numbers()
        self.rejected: dict[Place, set[str]] = {
            as_place(place): {numbers[rule] for rule in rules}
            for *place, rules in lake.rows(f"SELECT {PLACE}, rules FROM quality.rejected")
        }
        self.in_force = {place for table in TABLES for place in self.places(table)}
        live = (
            f"state = 'enrolled' AND start_date <= DATE '{DAYS[-1]}'"
            f" AND line NOT IN ('410', '320', '330') AND coalesce(end_date >= DATE '{DAYS[-1]}', true)"
            f" AND coalesce(insurance_year, {DAYS[-1][:4]}) = {DAYS[-1][:4]}"
        )
        self.line_of_live: dict[Place, str] = {
            as_place(place): line
            for *place, line in lake.rows(
                f"SELECT {PLACE}, line FROM register.enrolment WHERE known_to IS NULL AND {live}"
            )
        }
        self.live = Counter((self.person_of[place], line) for place, line in self.line_of_live.items())
        # Of relations of which an earlier list has told whose they are.
        self.known_before = {
            as_place(place)
            for place in lake.rows(
                f"""SELECT {PLACE} FROM register.enrolment AS e SEMI JOIN register.enrolment AS before
                ON before.source = e.source AND before.relation_id = e.relation_id AND before.batch < e.batch"""
            )
        }
        without_number = {place for place, fault in self.faults.items() if fault.kind == "missing_number"}
        prison = self.places("status", "kind = 'PRISON'")
        self.known_prisoners = {self.person_of[place] for place in prison - without_number}
        self.numbered = self.people("person", "certainty = 'exact'")
        self.dead_some_day = {
            self.person_of[place] for place, fault in self.faults.items() if fault.kind == "unreadable_death"
        }
        # A case once, with all rows that make it.
        self.cases: list[tuple[str, str, list[Place]]] = [
            (check, kind, [as_place(place.values()) for place in places])
            for check, kind, places in lake.rows(
                "SELECT check_id, kind, places FROM supervision.finding WHERE state <> 'settled'"
            )
        ]
        self.found: dict[Place, set[str]] = defaultdict(set)
        self.found_of_person: dict[str, set[str]] = defaultdict(set)
        for check, _, rows in self.cases:
            for place in rows:
                self.found[place].add(check)
                self.found_of_person[self.person_of.get(place, "")].add(check)

    def places(self, table: str, which: str = "true") -> set[Place]:
        """Of the rows in force of a table of the register."""
        rows = self.lake.rows(f"SELECT {PLACE} FROM register.{table} WHERE known_to IS NULL AND ({which})")
        return {as_place(row) for row in rows}

    def people(self, table: str, which: str) -> set[str]:
        return {self.person_of[place] for place in self.places(table, which)}

    def expected(self, fault: Fault) -> str:
        return CHECK_OF.get(fault.kind, fault.expected)

    def can_be_told(self, place: Place, fault: Fault) -> bool:
        """Whether the check applies; of two rows with one number one loses, what cancels is never in force."""
        if self.expected(fault).startswith("rule"):
            return True
        if fault.kind == "cancelled_unknown":
            return place not in self.rejected
        if fault.kind == "two_rows_one_number":
            return place[1].isoformat() == DAYS[0]
        if fault.expected == "Q03":
            return place in self.in_force and self.person_of[place] in self.numbered
        if fault.expected == "Q05":
            return place in self.in_force and place in self.known_before
        if fault.expected == "Q12":
            return place in self.in_force and self.person_of[place] in self.known_prisoners
        if fault.expected in {"Q07", "Q08"}:
            return place in self.line_of_live and self.is_beside_another(place, fault)
        if fault.expected == "Q11":
            return place in self.in_force and self.person_of[place] not in self.dead_some_day
        return place in self.in_force

    def is_beside_another(self, place: Place, fault: Fault) -> bool:
        """Whether the person has, of the live relations, a second one in the line or one in the other line."""
        person, line = self.person_of[place], self.line_of_live[place]
        if fault.expected == "Q07":
            return self.live[person, line] > 1
        return any(self.live[person, other] for other in OTHER_LINES[line])

    def is_found(self, place: Place, fault: Fault) -> bool:
        expected = self.expected(fault)
        if expected.startswith("rule"):
            return expected in self.rejected.get(place, set())
        if expected == "nothing" or expected in NORMALISED:
            return place in self.in_force and not self.found.get(place, set()) & SAID_BY_ONE_ROW
        if fault.kind == "two_rows_one_number":
            return expected in self.found_of_person[self.person_of[place]]
        return bool({expected, ALSO.get(fault.kind)} & self.found.get(place, set()))


def as_place(cells: Iterable[Any]) -> Place:
    source, batch, file, line_no = cells
    return (source, batch, file, line_no)


def recall(measured: Measured) -> None:
    faults: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for place, fault in measured.faults.items():
        if fault.expected == "duplicate":
            continue
        key = (measured.expected(fault), fault.kind)
        faults[key] += 1
        if measured.can_be_told(place, fault):
            told[key] += 1
            found[key] += measured.is_found(place, fault)
    print(f"{'expected':<9} {'fault':<28} {'rows':>6} {'told':>6} {'found':>6}  recall")
    for key in sorted(faults):
        share = f"{found[key] / told[key]:.4f}" if told[key] else "-"
        print(f"{key[0]:<9} {key[1]:<28} {faults[key]:>6} {told[key]:>6} {found[key]:>6}  {share}")


def precision(measured: Measured) -> None:
    total: Counter[tuple[str, str]] = Counter()
    faulty: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    others: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    twice = {
        measured.person_of[place] for place, fault in measured.faults.items() if fault.kind == "two_rows_one_number"
    }

    def count(what: str, kind: str, rows: list[Place]) -> None:
        key = (what, kind)
        faults = [measured.faults[place] for place in rows if place in measured.faults]
        people = {measured.person_of.get(place, "") for place in rows}
        is_twice = kind == "two_rows_one_number" and bool(people & twice)
        is_right = is_twice or any(what in {measured.expected(f), ALSO.get(f.kind)} for f in faults)
        total[key] += 1
        faulty[key] += bool(faults) or is_twice
        right[key] += is_right
        if not is_right:
            others[key][faults[0].kind if faults else "no fault"] += 1

    for place, rules in measured.rejected.items():
        for rule in rules:
            count(rule, "rejected", [place])
    for check, kind, rows in measured.cases:
        if kind not in OF_PEOPLE:
            count(check, kind, rows)
    print(f"\n{'what':<7} {'kind':<28} {'found':>6} {'faulty':>6} {'this':>6}  precision  others")
    for key in sorted(total):
        told = ", ".join(f"{number} {name}" for name, number in others[key].most_common(4))
        share = faulty[key] / total[key]
        print(f"{key[0]:<7} {key[1]:<28} {total[key]:>6} {faulty[key]:>6} {right[key]:>6}  {share:.4f}     {told}")


def main() -> None:
    with opened(measured_folder(sys.argv[1:])) as lake:
        found = Measured(lake)
    recall(found)
    precision(found)


if __name__ == "__main__":
    main()
