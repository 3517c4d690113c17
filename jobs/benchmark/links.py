"""How exact the links between people are, against the truth of the sample.

    pip install -r jobs/benchmark/requirements.txt    # in a virtual environment of its own
    python3 jobs/benchmark/links.py PERSONS SEED DIRT FOLDER [--last-day] [--splink]

Makes a synthetic province of three days in FOLDER, runs its nights and prints

- coverage by residence, resident_due, of the last day: what the night found, and what the same
  accepted rows give when everybody is linked to whom the truth says; once more without relations
  whose number and name were changed at once into somebody else's, which are findings (Q05) and must
  be linked to nobody;
- precision, recall and F1 of the links by pass and in total, of the keys that stand in other sources
  alone although the person is in the register, and false merges per 100 000 certain links;
- in how many cells the perfect links' number lies within the bounds.

A folder that holds a province or a lake already is measured as it is: of the lake, what ingest of
each day and register and coverage of the last one write. --last-day makes such a lake, without the
rest of the nights. --splink links the same rows with Splink too (jobs/benchmark/splink_peer.py).

DuckDB counts, in at most 5 GiB of memory, and spills into FOLDER.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import NamedTuple

from lake import Lake, opened
from province import CONF, DAYS, measured_folder

PROVINCE = "440000"


class Family(NamedTuple):
    """A family of lines, and who is due: resident_due is the second denominator of conf/denominators.yml."""

    name: str
    lines: str
    due_bit: int


FAMILIES = (Family("pension", "'110', '120', '170'", 2), Family("medical", "'310', '340', '390'", 3))

# Keys and places of the rows of people. A key of the population is one of the register.
ROWS_OF_PEOPLE = ("person", "enrolment", "status", "card")

LIVE = f"""
    known_to IS NULL AND state = 'enrolled' AND start_date <= DATE '{DAYS[-1]}'
    AND coalesce(end_date >= DATE '{DAYS[-1]}', true)
    AND pool_division IN (SELECT division FROM pool_in_province)
    AND (line <> '390' OR coalesce(insurance_year = {DAYS[-1][:4]}, false))"""


def tell_people(lake: Lake) -> None:
    """Who stands behind the rows of each key: `is_of(person_key, person, in_register, in_others)`."""
    lake.keep("said", "SELECT 0::BIGINT AS person_key, '' AS person, true AS in_register WHERE false")
    for table in ROWS_OF_PEOPLE:
        # A source at a time: the truth of one fits into memory.
        for (source,) in lake.rows(f"SELECT DISTINCT source FROM register.{table} ORDER BY 1"):
            lake.con.execute(
                f"INSERT INTO said SELECT DISTINCT person_key, person, {table == 'person'}"
                f" FROM (FROM register.{table} WHERE source = '{source}')"
                f" LEFT JOIN (FROM truth.rows WHERE source = '{source}') USING (batch, file, line_no)"
            )
    (unknown,) = lake.row("SELECT count(*) FROM said WHERE person IS NULL OR person_key IS NULL")
    if unknown:
        sys.exit(f"{unknown} keys are of rows of which the truth says nothing: is the lake of this province?")
    lake.keep(
        "is_of",
        "SELECT person_key, person, bool_or(in_register) AS in_register, bool_or(NOT in_register) AS in_others"
        " FROM said GROUP BY ALL",
    )
    # What may be linked: keys outside the register of people who are in it.
    lake.keep(
        "to_find",
        """SELECT person_key FROM is_of GROUP BY person_key
        HAVING NOT bool_or(in_register) AND bool_or(person IN (SELECT person FROM is_of WHERE in_register))""",
    )


def told(what: str, links: int, right: int, to_find: int) -> str:
    precision = right / links if links else 1.0
    recall = right / to_find if to_find else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{what:<36}{links:>8}{right:>8}{precision:>11.5f}{recall:>9.4f}{f1:>9.4f}"


def right_of(pairs: str) -> str:
    """Of pairs (from_key, to_key), those of one person."""
    return f"""SELECT DISTINCT from_key, to_key FROM {pairs}
        JOIN is_of AS asked ON asked.person_key = from_key
        JOIN is_of AS known ON known.person_key = to_key AND known.person = asked.person"""


def links_by_pass(lake: Lake) -> None:
    lake.keep("link", "SELECT from_key, to_key, method, certainty FROM register.link WHERE known_to IS NULL")
    lake.keep("right_link", right_of("link"))
    found = lake.rows(
        """SELECT certainty, method, count(*), count(r.from_key)
        FROM link AS l LEFT JOIN right_link AS r USING (from_key, to_key)
        WHERE to_key IS NOT NULL GROUP BY ALL ORDER BY ALL"""
    )
    (to_find,) = lake.row("SELECT count(*) FROM to_find")
    exact, agreeing = lake.row(
        """SELECT count(*), count(*) FILTER (agrees) FROM (
            SELECT bool_or(in_register AND in_others) AS agrees FROM is_of
            GROUP BY person_key HAVING bool_or(in_register) AND bool_or(in_others))"""
    )
    print("links                                  found   right  precision   recall       F1")
    all_keys = exact + to_find
    print(told("exact number", exact, agreeing, all_keys))
    for certainty, method, links, right in found:
        print(told(f"{certainty} {method}", links, right, to_find))
    for what, grades in (("certain", {"certain"}), ("certain, probable", {"certain", "probable"})):
        links = sum(links for certainty, _, links, _ in found if certainty in grades)
        good = sum(right for certainty, _, _, right in found if certainty in grades)
        print(told(f"all {what}", links, good, to_find))
        print(told(f"exact and {what}", exact + links, agreeing + good, all_keys))
        if what == "certain":
            print(f"false merges: {links - good} of {links} certain links of {all_keys} keys")
    missing = lake.rows(
        """SELECT coalesce(certainty, 'none'), count(*)
        FROM to_find LEFT JOIN (
            SELECT from_key AS person_key, min(certainty) AS certainty FROM link
            WHERE certainty <> 'possible' GROUP BY from_key) USING (person_key)
        GROUP BY ALL ORDER BY 2 DESC, 1"""
    )
    print("keys outside the register of people in it, by certainty of the link:", dict(missing))


def splink_links(lake: Lake) -> None:
    # Needed only here: the benchmark runs without it.
    import splink_peer

    def people(which: str) -> list[list[str]]:
        columns = ("person_key", "document", "name", "birth", "sex", "array_to_string(cities, '/')")
        texts = ", ".join(f"coalesce(CAST({column} AS VARCHAR), '')" for column in columns)
        return [list(row) for row in lake.rows(f"SELECT {texts} FROM register.identity WHERE {which} ORDER BY 1")]

    asked = people(
        "brought_by = 'others' AND person_key NOT IN (SELECT person_key FROM is_of WHERE in_register)",
    )
    population = people("brought_by = 'population'")
    (to_find,) = lake.row("SELECT count(*) FROM to_find")
    print("Splink, the same rows                  found   right  precision   recall       F1")
    for threshold, pairs in splink_peer.links(asked, population):
        lake.keep("pair", "SELECT 0::BIGINT AS from_key, 0::BIGINT AS to_key WHERE false")
        if pairs:
            lake.con.executemany("INSERT INTO pair VALUES (?, ?)", sorted(pairs))
        (good,) = lake.row(f"SELECT count(*) FROM ({right_of('pair')})")
        print(told(f"probability from {threshold}", len(pairs), good, to_find))


def tell_relations(lake: Lake) -> None:
    """Who is due where, `due`, and the relations that make cover, `live(person_key, line, taken_over)`."""
    cities = {line.split(",")[0][:4] for line in (CONF / "places" / "cities.csv").read_text("utf-8").splitlines()[1:]}
    pools = [text for (text,) in lake.rows("SELECT DISTINCT pool_division FROM register.enrolment") if text]
    known = [(text,) for text in pools if re.fullmatch(r"\d{6}|\d{9}|\d{12}", read(text)) and read(text)[:4] in cities]
    lake.keep("pool_in_province", "SELECT '' AS division WHERE false")
    lake.con.executemany("INSERT INTO pool_in_province VALUES (?)", known)
    lake.keep(
        "due",
        f"""SELECT person_key, CAST(resident_city AS VARCHAR) AS city, due_bits FROM coverage.person_state
        WHERE as_of = DATE '{DAYS[-1]}' AND in_register AND resident_city IS NOT NULL""",
    )
    lake.keep(
        "live",
        f"""SELECT person_key, line, f.source IS NOT NULL AS taken_over
        FROM (FROM register.enrolment WHERE {LIVE}) AS e
        LEFT JOIN (SELECT DISTINCT source, batch, file, line_no FROM truth.faults WHERE expected = 'Q05') AS f
            USING (source, batch, file, line_no)""",
    )


def read(text: str) -> str:
    """A code as it is compared: full-width digits are digits, and blanks are nothing."""
    kept = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] not in "CZ")
    return "".join(kept)


def perfect(lake: Lake, which: str) -> dict[str, dict[str, int]]:
    """People covered by the relations when everybody is linked to whom the truth says, by family and city."""
    has = ", ".join(f"bool_or(line IN ({family.lines})) AS {family.name}" for family in FAMILIES)
    lake.keep("own", f"SELECT person_key, {has} FROM live SEMI JOIN due USING (person_key) WHERE {which} GROUP BY ALL")
    # Somebody twice in the register has relations under one key: no second is covered.
    lake.keep(
        "owner",
        """SELECT person, person_key AS owner FROM is_of LEFT JOIN own USING (person_key) WHERE in_register
        QUALIFY row_number() OVER (
            PARTITION BY person ORDER BY own.person_key IS NULL, CAST(is_of.person_key AS VARCHAR)) = 1""",
    )
    lake.keep(
        "covered",
        f"""WITH others AS (
            SELECT owner AS person_key, line
            FROM (FROM live ANTI JOIN due USING (person_key) WHERE {which})
            JOIN is_of USING (person_key) JOIN owner USING (person)),
        given AS (SELECT person_key, {has} FROM others GROUP BY ALL)
        SELECT person_key, {", ".join(f"bool_or({family.name}) AS {family.name}" for family in FAMILIES)}
        FROM (FROM own UNION ALL BY NAME FROM given) GROUP BY ALL""",
    )
    return {
        family.name: dict(
            lake.rows(
                f"""SELECT coalesce(city, '{PROVINCE}'), count(*) FROM due JOIN covered USING (person_key)
                WHERE {family.name} AND (due_bits >> {family.due_bit}) & 1 = 1 GROUP BY ROLLUP (city)"""
            )
        )
        for family in FAMILIES
    }


def coverage(lake: Lake) -> None:
    tell_relations(lake)
    cells = lake.rows(
        f"""SELECT family, division, due, covered_low, covered, covered_high FROM coverage.city_coverage
        WHERE as_of = DATE '{DAYS[-1]}' AND basis = 'residence' AND denominator = 'resident_due'
            AND family IN ('pension', 'medical') AND NOT is_memo"""
    )
    print("perfect links of     family    due      low  covered     high  perfect  error  mean  worst  inside")
    for what, which in (("all rows", "true"), ("all but taken over", "NOT taken_over")):
        for family, of_cities in perfect(lake, which).items():
            found = {division: numbers for of, division, *numbers in cells if of == family}
            print(f"{what:<20} {compared(family, found, of_cities)}")


def compared(family: str, cells: dict[str, list[int]], of_cities: dict[str, int]) -> str:
    whole = {place: of_cities.get(place, 0) for place in cells}
    error = {
        place: 100 * (covered - whole[place]) / due if due else 0.0 for place, (due, _, covered, _) in cells.items()
    }
    inside = [low <= whole[place] <= high for place, (_, low, _, high) in cells.items() if place != PROVINCE]
    cities = [abs(points) for place, points in error.items() if place != PROVINCE]
    due, low, covered, high = cells[PROVINCE]
    return (
        f"{family:<8}{due:>6}{low:>9}{covered:>9}{high:>9}{whole[PROVINCE]:>9}"
        f"{error[PROVINCE]:>7.3f}{sum(cities) / len(cities):>6.3f}{max(cities):>7.3f}"
        f"{sum(inside):>5}/{len(inside)}"
    )


def main() -> None:
    folder = measured_folder(sys.argv[1:])
    with opened(folder) as lake:
        tell_people(lake)
        links_by_pass(lake)
        coverage(lake)
        if "--splink" in sys.argv:
            splink_links(lake)


if __name__ == "__main__":
    main()
