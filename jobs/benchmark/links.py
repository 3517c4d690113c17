"""How exact the links between people are, against the truth of the sample.

    python3 jobs/benchmark/links.py PERSONS SEED DIRT FOLDER [--splink]

Makes a synthetic province of three days in FOLDER, runs its nights and prints

- coverage by residence, resident_due, of the last day: what the night found, and what the same
  accepted rows give when everybody is linked to whom the truth says; once more without relations
  whose number and name were changed at once into somebody else's, which are findings (Q05) and must
  be linked to nobody;
- precision, recall and F1 of the links by pass and in total, of the keys that stand in other sources
  alone although the person is in the register, and false merges per 100 000 certain links;
- in how many cells the perfect links' number lies within the bounds.

--splink links the same rows with Splink too (jobs/benchmark/splink_peer.py).

A folder that holds a province or a lake already is measured as it is.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from province import DAYS, Lake, Place, measured_folder, truth

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


class Truth(NamedTuple):
    """Who stands behind the rows of each key, and the keys in the register of each person."""

    people_of: dict[str, set[str]]
    of_others: dict[str, set[str]]
    register_keys_of: dict[str, set[str]]

    def in_register(self) -> set[str]:
        return set().union(*self.register_keys_of.values())

    def to_find(self) -> set[str]:
        """Keys outside the register of people who are in it."""
        known = self.in_register()
        return {
            key
            for key, people in self.of_others.items()
            if key not in known and any(self.register_keys_of.get(person) for person in people)
        }

    def is_right(self, source: str, target: str) -> bool:
        """One person stands behind both keys."""
        return bool(self.people_of[source] & self.people_of[target])


def truth_of(province: Path, lake: Lake) -> Truth:
    person_of = {place: row["person"] for place, row in truth(province, "rows")}
    people: dict[str, set[str]] = defaultdict(set)
    of_others: dict[str, set[str]] = defaultdict(set)
    keys: dict[str, set[str]] = defaultdict(set)
    for table in ("person", "enrolment", "status", "card"):
        columns = ["source", "batch", "file", "line_no", "person_key"]
        for *place, key in lake.rows(columns, f"register.{table}"):
            person = person_of[(place[0], place[1], place[2], place[3])]
            people[key].add(person)
            if table == "person":
                keys[person].add(key)
            else:
                of_others[key].add(person)
    return Truth(people, of_others, keys)


def told(what: str, links: int, right: int, to_find: int) -> str:
    precision = right / links if links else 1.0
    recall = right / to_find if to_find else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{what:<36}{links:>8}{right:>8}{precision:>11.5f}{recall:>9.4f}{f1:>9.4f}"


def links_by_pass(lake: Lake, truth: Truth) -> None:
    found: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    graded: dict[str, str] = {}
    for source, target, method, certainty in lake.rows(
        ["from_key", "to_key", "method", "certainty"], "register.link", "known_to IS NULL"
    ):
        if certainty != "possible":
            graded[source] = certainty
        if target:
            found[(certainty, method)] += 1
            right[(certainty, method)] += truth.is_right(source, target)
    to_find = truth.to_find()
    print("links                                  found   right  precision   recall       F1")
    exact = truth.in_register() & truth.of_others.keys()
    agreeing = sum(
        any(key in truth.register_keys_of.get(person, ()) for person in truth.of_others[key]) for key in exact
    )
    all_keys = len(exact) + len(to_find)
    print(told("exact number", len(exact), agreeing, all_keys))
    for certainty, method in sorted(found):
        links = found[(certainty, method)], right[(certainty, method)]
        print(told(f"{certainty} {method}", *links, len(to_find)))
    for what, grades in (("certain", {"certain"}), ("certain, probable", {"certain", "probable"})):
        links = sum(number for key, number in found.items() if key[0] in grades)
        good = sum(number for key, number in right.items() if key[0] in grades)
        print(told(f"all {what}", links, good, len(to_find)))
        print(told(f"exact and {what}", len(exact) + links, agreeing + good, all_keys))
        if what == "certain":
            wrong = links - good
            print(f"false merges: {wrong} of {links} certain links of {all_keys} keys")
    missing = Counter(graded.get(key, "none") for key in to_find)
    print("keys outside the register of people in it, by certainty of the link:", dict(missing))


def splink_links(lake: Lake, truth: Truth) -> None:
    # Needed only here: the benchmark runs without it.
    import splink_peer

    columns = ["person_key", "document", "name", "birth", "sex", "brought_by", "array_join(cities, '/')"]
    people = list(lake.rows(columns, "register.identity"))
    known = truth.in_register()
    asked = [[*row[:5], row[6]] for row in people if row[0] not in known and row[5] == "others"]
    population = [[*row[:5], row[6]] for row in people if row[5] == "population"]
    to_find = truth.to_find()
    print("Splink, the same rows                  found   right  precision   recall       F1")
    for threshold, pairs in splink_peer.links(asked, population):
        good = sum(truth.is_right(source, target) for source, target in pairs)
        print(told(f"probability from {threshold}", len(pairs), good, len(to_find)))


class Perfect:
    """People covered by the accepted rows when everybody is linked to whom the truth says."""

    def __init__(self, lake: Lake, truth: Truth, taken_over: set[Place]) -> None:
        self.city: dict[str, str] = {}
        self.due_of: dict[str, int] = {}
        for key, resident, bits in lake.rows(
            ["person_key", "resident_city", "due_bits"],
            "coverage.person_state",
            f"as_of = DATE'{DAYS[-1]}' AND in_register AND resident_city IS NOT NULL",
        ):
            self.city[key], self.due_of[key] = resident, int(bits)
        relations = list(
            lake.rows(
                ["source", "batch", "file", "line_no", "person_key", "line"],
                "register.enrolment",
                LIVE,
            )
        )
        self.everything = self.counted(relations, truth)
        lawful = [row for row in relations if (row[0], row[1], row[2], row[3]) not in taken_over]
        self.without_taken_over = self.counted(lawful, truth)

    def counted(self, relations: list[list[str]], truth: Truth) -> dict[str, Counter[str]]:
        lines: dict[str, set[str]] = defaultdict(set)
        others = []
        for *_, key, line in relations:
            if key in self.city:
                lines[key].add(line)
            else:
                others.append((key, line))
        for key, line in others:
            for person in truth.people_of[key]:
                # Somebody twice in the register has relations under one key: no second is covered.
                owners = sorted(truth.register_keys_of.get(person, ()), key=lambda k: (k not in lines, k))
                if owners:
                    lines[owners[0]].add(line)
        covered: dict[str, Counter[str]] = {family: Counter() for family in FAMILIES}
        for key, bits in self.due_of.items():
            for family, codes in FAMILIES.items():
                if bits >> DUE_BIT[family] & 1 and lines[key] & set(codes):
                    covered[family][self.city[key]] += 1
                    covered[family]["440000"] += 1
        return covered


def coverage(lake: Lake, truth: Truth, taken_over: set[Place]) -> None:
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for division, family, *numbers in lake.rows(
        ["division", "family", "due", "covered_low", "covered", "covered_high"],
        "coverage.city_coverage",
        f"as_of = DATE'{DAYS[-1]}' AND basis = 'residence' AND denominator = 'resident_due'"
        " AND family IN ('pension', 'medical') AND NOT is_memo",
    ):
        found[family][division] = [int(number) for number in numbers]
    perfect = Perfect(lake, truth, taken_over)
    print("perfect links of     family    due      low  covered     high  perfect  error  mean  worst  inside")
    for what, counts in (
        ("all rows", perfect.everything),
        ("all but taken over", perfect.without_taken_over),
    ):
        for family, of_cities in counts.items():
            print(f"{what:<20} {compared(family, found[family], of_cities)}")


def compared(family: str, cells: dict[str, list[int]], perfect: Counter[str]) -> str:
    error = {
        place: 100 * (covered - perfect[place]) / due if due else 0.0 for place, (due, _, covered, _) in cells.items()
    }
    inside = [low <= perfect[place] <= high for place, (_, low, _, high) in cells.items() if place != "440000"]
    cities = [abs(points) for place, points in error.items() if place != "440000"]
    due, low, covered, high = cells["440000"]
    return (
        f"{family:<8}{due:>6}{low:>9}{covered:>9}{high:>9}{perfect['440000']:>9}"
        f"{error['440000']:>7.3f}{sum(cities) / len(cities):>6.3f}{max(cities):>7.3f}"
        f"{sum(inside):>5}/{len(inside)}"
    )


def main() -> None:
    province, lake = measured_folder(sys.argv[1:])
    whose = truth_of(province, lake)
    links_by_pass(lake, whose)
    taken_over = {place for place, row in truth(province, "faults") if row["expected"] == "Q05"}
    coverage(lake, whose, taken_over)
    if "--splink" in sys.argv:
        splink_links(lake, whose)


if __name__ == "__main__":
    main()
