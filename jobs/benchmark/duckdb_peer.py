"""Canbao's first night done by DuckDB, to measure Canbao against.

    pip install duckdb==2.0.0 PyYAML==6.0.4
    python3 jobs/benchmark/duckdb_peer.py PROVINCE FOLDER

PROVINCE is what `canbao sample --dirt clean` makes (night.py leaves one in its folder), FOLDER takes
the Parquet files. One process and two threads. Prints what each step costs in the form of night.py,
compares city_coverage with PROVINCE/truth/coverage.csv and fails if a cell differs.

The steps in SQL stand in duckdb_peer.sql.

The same as in Canbao: every file's SHA-256 and number of rows; every column of the ten sources read
by its kind; identical and conflicting rows; all rules of conf/rules, whose SQL is taken as it stands,
counted by city; SHA-256 of rows; links by exact numbers; who is due by conf/denominators.yml; every
cell of city_coverage with its rate, target, gap and verdict. Kept as Parquet: landing, rejected rows,
rule results, control numbers, typed rows of the register, identities, person_state, city_coverage.

Not the same, all of it to DuckDB's advantage: GB18030 becomes UTF-8 before the clock starts, because
DuckDB reads it by an extension only; person keys are plain hashes instead of HMAC; of NFKC the
full-width forms and NFC; full lists in CSV alone, without crosswalks, unknown columns and limits;
line numbers count records; batches are refused for their files alone, not for empty keys; rejected
rows have no sentences; no history, transactions and checks of tables; no bridge, gate and release.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from string import Template
from typing import Any

import duckdb
import yaml  # type: ignore[import-untyped]
from night import CONF, Cost, line, total

STEPS = Path(__file__).with_suffix(".sql")
SOURCES = ["population", "status", "enrolment_pension", "enrolment_medical", "enrolment_labour"]
SOURCES += ["card", "group_member", "settlement", "benefit", "statistic"]

MEMO = "440606"
KINDS = ["student", "soldier", "prison", "abroad", "insured_outside"]
LINES = {"110": "pension", "120": "pension", "170": "pension", "310": "medical", "340": "medical", "390": "medical"}
LINES |= {"210": "unemployment", "410": "work_injury", "510": "maternity"}
OF_LINES = list(dict.fromkeys(LINES.values()))
# Families of result rows: whose due people, who is enrolled, who has a suspended relation.
FAMILIES = {family: ("", family, "false") for family in OF_LINES}
FAMILIES |= {family: (family, family, f"{family}_suspended") for family in ("pension", "medical")}
FAMILIES |= {"any": ("medical", "(pension OR medical)", "(pension_suspended OR medical_suspended)")}
FAMILIES |= {"both": ("pension", "(pension AND medical)", "(pension_suspended OR medical_suspended)")}

DATES = ("date_first", "date_last", "month")
MACROS = {"date_first": "first_day", "month": "first_day", "date_last": "last_day_of"}
MACROS |= {"division": "county", "amount": "amount", "integer": "whole_number"}
# The relation's line, pool, start, end, status, and what makes it enrolled and paid for.
NATIONAL = ("AAE140", "AAB301", "AAE030", "AAE031", "AAC008", "(AAC008 = '1' AND AAC031 IN ('1', '3'))", "NULL")
MEDICAL = ("INSUTYPE", "INSU_ADMDVS", "BEGNDATE", "ENDDATE", "PSN_INSU_STAS", "PSN_INSU_STAS = '1'", "INSU_YEAR")

CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NAME_DOTS = ".\u2022\u2027\u30fb\u2219\u22c5\u25cf\u119e\u1427\u2e31\u2e33"

Yaml = dict[str, Any]


def read(path: Path) -> Yaml:
    loaded: Yaml = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def opened(path: Path, mode: str, encoding: str) -> Any:
    open_file: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    return open_file(path, mode, encoding=encoding, newline="")


def each(names: Iterable[str], template: str) -> str:
    return ", ".join(template.format(name) for name in names)


def quoted(values: Iterable[str]) -> str:
    return each(values, "'{0}'")


def people(condition: str) -> str:
    return f"coalesce(sum(people) FILTER ({condition}), 0)::BIGINT"


def applies(rule: Yaml) -> str:
    return f"({rule.get('applies_to', 'true')})".replace("`", '"')


def is_broken(rule: Yaml) -> str:
    return f"{applies(rule)} AND NOT ({rule['predicate']})".replace("`", '"')


class Province:
    """The batches of the first night, and the places."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = min(batch.name for batch in (folder / "population").iterdir())
        self.cities = {row["code"]: row["name_zh"] for row in read_table(CONF / "places" / "cities.csv")}
        self.known_codes = [row["code"] for row in read_table(CONF / "places" / "gb2260_guangdong.csv")]
        changes = read_table(CONF / "places" / "gb2260_changes.csv")
        into_memo = [change for change in changes if change["new_code"] == MEMO and change["effective"] <= self.day]
        self.memo = [MEMO, *(change["old_code"] for change in into_memo)]

    def batch(self, source: str) -> Path:
        return self.folder / source / self.day

    def manifest(self, source: str) -> Yaml:
        loaded: Yaml = json.loads((self.batch(source) / "manifest.json").read_text("utf-8"))
        return loaded

    def in_utf8(self, source: str, to: Path) -> Path:
        """Folder of the source's files in UTF-8: their own, or one in `to` where they are put."""
        if self.manifest(source)["encoding"] != "GB18030":
            return self.batch(source)
        recoded = to / source
        recoded.mkdir(parents=True)
        for entry in self.manifest(source)["files"]:
            with (
                opened(self.batch(source) / entry["name"], "rt", "gb18030") as given,
                opened(recoded / entry["name"], "wt", "utf-8") as taken,
            ):
                shutil.copyfileobj(given, taken)
        return recoded


class Source:
    """A source by conf/sources and conf/rules: the words of its steps."""

    def __init__(self, name: str, province: Province, files: Path) -> None:
        spec = read(CONF / "sources" / f"{name}.yml")
        self.name, self.province, self.files = name, province, files
        self.manifest = province.manifest(name)
        self.table: str = spec["table"]
        self.key: list[str] = spec["key"]
        self.columns: list[Yaml] = spec["columns"]
        self.kinds: dict[str, str] = {column["name"]: column["kind"] for column in self.columns}
        self.divisions = [column for column, kind in self.kinds.items() if kind == "division"]
        self.has_people = "document_number" in self.kinds.values()
        self.rules: list[Yaml] = read(CONF / "rules" / f"{name}.yml")["rules"]

    def check_digests(self) -> None:
        for entry in self.manifest["files"]:
            path = self.province.batch(self.name) / entry["name"]
            if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
                sys.exit(f"{path} is not the file of the manifest")

    def rule_rows(self) -> list[tuple[Any, ...]]:
        rows = []
        for i, rule in enumerate(self.rules):
            limit = rule.get("limit", {"rate": "0 %", "count": 0})
            rate_bp = round(float(limit["rate"].removesuffix("%")) * 100)
            rows.append((self.name, rule["id"], 1 << i, rule["severity"], rate_bp, limit["count"]))
        return rows

    def bits(self, is_meant: Callable[[Yaml], bool]) -> int:
        return sum(1 << i for i, rule in enumerate(self.rules) if is_meant(rule))

    def reading(self) -> dict[str, str]:
        """The words of step batch_rows."""
        return {
            "sent": self.sent(),
            "texts": each(self.kinds, "read_text({0}_sent) AS {0}_text"),
            "day": self.province.day,
            "values": ", ".join(self.values()),
            "flags": ", ".join(self.flags()) or "NULL AS no_flags",
            "city": f"coalesce({each(self.divisions, 'city_of({0})')})" if self.divisions else "NULL::VARCHAR",
            "person_text": self.person_text(),
            "person_key": "hash(person_text)" if self.has_people else "NULL::UBIGINT",
            "certainty": "CASE WHEN document IS NULL THEN 'none' ELSE 'exact' END" if self.has_people else "NULL",
            "key_is_empty": self.key_is_empty(),
            "in_scope": self.in_scope(),
            "contents": self.read_forms(self.kinds),
            "key": self.read_forms(self.key),
            "violations": self.bits_of_row(is_broken),
            "applicable": self.bits_of_row(applies),
            "digest": f"concat_ws(chr(31), {self.all_sent()}, '')",
        }

    def sent(self) -> str:
        """The records of all files, their columns as text."""
        files = []
        for entry in self.manifest["files"]:
            path = self.files / entry["name"]
            with opened(path, "rt", "utf-8-sig") as file:
                header = [name.strip().upper() for name in next(csv.reader(file))]
            texts = (f"nullif(\"{name}\", '')" if name in header else "NULL::VARCHAR" for name in self.kinds)
            named = ", ".join(f"{text} AS {name}_sent" for text, name in zip(texts, self.kinds, strict=True))
            files.append(f"""SELECT '{entry["name"]}' AS file, row_number() OVER () + 1 AS line_no, {named}
                FROM read_csv('{path}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
                columns = {{{each(header, "'{0}': 'VARCHAR'")}}})""")
        return " UNION ALL ".join(files)

    def all_sent(self) -> str:
        return each(self.kinds, "coalesce({0}_sent, '')")

    def values(self) -> list[str]:
        values = []
        for name, kind in self.kinds.items():
            read_as = f"{name}_sent" if kind == "name" else f"{name}_text"
            values.append(f'{MACROS.get(kind, "")}({read_as}) AS "{name}"')
            if kind in ("document_type", "document_number"):
                values.append(f"{name}_text AS {kind}")
        return values

    def flags(self) -> list[str]:
        flags = []
        for column in self.columns:
            name, kind = column["name"], column["kind"]
            if kind in MACROS:
                says_none = f"is_sentinel({name}_text)" if kind in DATES else "false"
                flags.append(f'({name}_text IS NOT NULL AND "{name}" IS NULL AND NOT {says_none}) AS {name}_unreadable')
            if "values" in column:
                is_other = f"{name}_text NOT IN ({quoted(column['values'])})"
                flags.append(f"coalesce({is_other}, {column['required']}) AS {name}_undeclared")
        return flags

    def person_text(self) -> str:
        """Names the person: the valid number; without one type, number, name, birth and sex together."""
        parts = ["document_type", "document_number", "name_of(AAC003_text)"]
        if "AAC006" in self.kinds:
            parts += ["CASE WHEN NOT is_sentinel(AAC006_text) THEN coalesce(AAC006::VARCHAR, AAC006_text) END"]
            parts += ["AAC004_text"]
        texts = each(parts, "coalesce({0}, '')")
        where = "register" if self.table == "person" else "enrolment"
        return f"coalesce(document, concat_ws(chr(31), '{where}', {texts}))" if self.has_people else "''"

    def key_is_empty(self) -> str:
        if self.table in ("card", "benefit"):
            return "false"
        if self.table == "person":
            return "AAC003_text IS NULL AND document_number IS NULL"
        return f"{next(part for part in self.key if part != 'document')}_text IS NULL"

    def read_forms(self, names: Iterable[str]) -> str:
        """Equal for equal readings; what cannot be read keeps its text."""
        forms = {name: f"{name}_sent" if kind == "name" else f"{name}_text" for name, kind in self.kinds.items()}
        for name in (name for name, kind in self.kinds.items() if kind in DATES):
            forms[name] = f'"{name}", CASE WHEN {name}_unreadable THEN {name}_text END'
        return ", ".join(forms.get(name, "person_text") for name in names)

    def in_scope(self) -> str:
        scope = [code[:4] + "00" for code in self.manifest["scope"]]
        return "true" if "440000" in scope or not self.divisions else f"coalesce(city IN ({quoted(scope)}), false)"

    def bits_of_row(self, condition: Callable[[Yaml], str]) -> str:
        bits = (f"CASE WHEN {condition(rule)} THEN {1 << i} ELSE 0 END" for i, rule in enumerate(self.rules))
        return " | ".join(("0::BIGINT", *bits))


class Night:
    """The steps of the night over one connection."""

    def __init__(self, province: Province, out: Path) -> None:
        self.province, self.out = province, out
        self.denominators = read(CONF / "denominators.yml")
        named = re.split(r"^-- # (\w+)\n", STEPS.read_text("utf-8"), flags=re.MULTILINE)
        self.steps = dict(zip(named[1::2], map(Template, named[2::2]), strict=True))
        self.con = duckdb.connect(config={"threads": 2})
        cities = list(province.cities)
        self.run(
            "reading",
            cities=quoted(code[:4] for code in cities),
            memo=quoted(province.memo),
            dots=NAME_DOTS,
            full_width="".join(chr(0xFEE0 + c) for c in range(0x21, 0x7F)),
            half_width="".join(chr(c) for c in range(0x21, 0x7F)).replace("'", "''"),
            weighted=" + ".join(f"{weight} * (n // {10 ** (16 - i)} % 10)" for i, weight in enumerate(CHECK_WEIGHTS)),
        )
        self.run("tables")
        places = [("440000", "广东省", (2 << len(cities)) - 1), (MEMO, "顺德区", 1 << len(cities))]
        places += [(code, province.cities[code], 1 << i) for i, code in enumerate(cities)]
        self.fill("division", places)
        self.fill("known_code", [(code,) for code in province.known_codes])
        self.fill("line", list(LINES.items()))

    def sql(self, step: str, **words: object) -> str:
        return self.steps[step].substitute(words)

    def run(self, step: str, **words: object) -> list[Any]:
        return self.con.execute(self.sql(step, **words)).fetchall()

    def fill(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        self.con.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)

    def keep(self, rows: str, name: str) -> None:
        file = self.out / f"{name}.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        self.con.execute(f"COPY ({rows}) TO '{file}' (FORMAT parquet)")

    def ingest(self, source: Source) -> None:
        source.check_digests()
        self.fill("rule", source.rule_rows())
        documents = self.sql("documents" if source.has_people else "no_documents")
        self.run("batch_rows", documents=documents, **source.reading())
        self.run("twins")
        self.run(
            "judged",
            rejecting=source.bits(lambda rule: rule["severity"] == "reject_row"),
            conflicting=source.bits(lambda rule: rule.get("contract") == 8),
        )
        self.run("tally", source=source.name)
        self.check_rows(source)
        self.run("rejected", source=source.name, raw=f"concat_ws(',', {source.all_sent()})")
        self.keep(self.sql("landing", sent=each(source.kinds, '{0}_sent AS "{0}"')), f"landing/{source.name}")

    def check_rows(self, source: Source) -> None:
        counted = self.con.execute("SELECT file, sum(records) FROM tally WHERE source = ? GROUP BY file", [source.name])
        found = dict(counted.fetchall())
        for entry in source.manifest["files"]:
            if found.get(entry["name"], 0) != entry["rows"]:
                sys.exit(f"{source.name}: {entry['name']} has other rows than the manifest says")

    def register(self, source: Source) -> None:
        is_person = source.table == "person"
        self.run("in_force", is_registered="coalesce(HJZT = '正常', false)" if is_person else "true")
        self.keep(self.sql("register", values=each(source.kinds, '"{0}"')), f"register/{source.name}")
        if source.has_people:
            self.run("identity", people="in_force" if is_person else "(FROM judged WHERE verdict = 'accepted')")
        if source.table == "enrolment":
            names = ("line", "pool", "start", "end", "status", "enrolled", "year")
            columns = MEDICAL if "INSUTYPE" in source.kinds else NATIONAL
            self.run("enrolment", **dict(zip(names, columns, strict=True)))
        elif source.table in ("person", "status", "statistic"):
            kinds = (f"bool_or(lasts AND KIND = '{kind.upper()}') AS {kind}" for kind in KINDS)
            self.run(source.table, kinds=", ".join(kinds))

    def control(self) -> None:
        self.con.execute("DROP TABLE batch_rows")
        self.run("rule_result")
        self.run("control_number")
        for table in ("rule_result", "control_number", "rejected", "identity"):
            self.keep(f"FROM {table}", table)

    def coverage(self) -> None:
        here = "bit_or(places) FILTER (is_live AND family = '{0}') AS {0}_pools"
        flags = [*KINDS, "is_registered_in_memo", "is_resident_in_memo", "pension_suspended", "medical_suspended"]
        facts = (
            each(flags, "coalesce({0}, false) AS {0}") + ", " + each(OF_LINES, "coalesce({0}_pools, 0) AS {0}_pools")
        )
        self.run("person_state", pools=each(OF_LINES, here), facts=facts, due=", ".join(self.due()))
        self.keep("FROM person_state", "person_state")
        self.run(
            "place",
            kinds=", ".join(KINDS),
            anywhere=each(OF_LINES, "{0}_pools <> 0 AS {0}"),
            here=each(OF_LINES, "{0}_pools & bit <> 0 AS {0}"),
        )
        self.cells()
        day, version = self.province.day, self.denominators["version"]
        self.run("city_coverage", day=day, version=version, targets=self.targets())
        self.keep("FROM city_coverage", "city_coverage")

    def due(self) -> list[str]:
        due = []
        for family in ("pension", "medical"):
            for of in self.denominators["denominators"]:
                due.append(f"in_register AND ({of[family]}) AS {of['id']}_{family}")
            for of in self.denominators["published"]:
                due.append(f"in_register AND ({of[f'{family}_excluded']}) AS off_{of['id']}_{family}")
        return due

    def cells(self) -> None:
        firsts: dict[str, str] = {}
        of_register = []
        for of in self.denominators["denominators"]:
            is_first = firsts.setdefault(of["basis"], of["id"]) == of["id"]
            of_register += [self.register_cells(of, family) for family in FAMILIES if is_first or FAMILIES[family][0]]
        self.con.execute(f"CREATE TABLE cell AS {' UNION ALL '.join(of_register)}")
        of_enrolment = [self.enrolment_cells(firsts["residence"], family) for family in FAMILIES]
        self.run("enrolment_cells", cells=" UNION ALL ".join(of_enrolment))
        for of in self.denominators["published"]:
            codes = {key: of[key].upper() for key in ("population_code", "pension_share_code")}
            cities = len(self.province.cities)
            self.run("published_cells", id=of["id"], first=firsts["residence"], cities=cities, **codes)

    def register_cells(self, denominator: Yaml, family: str) -> str:
        due_as, enrolled, suspended = FAMILIES[family]
        is_due = f"{denominator['id']}_{due_as}" if due_as else "NOT dead"
        covered = people(f"{is_due} AND {enrolled}")
        return self.sql(
            "cell",
            basis=denominator["basis"],
            family=family,
            denominator=denominator["id"],
            due=people(is_due) if due_as else "NULL::BIGINT",
            low=covered,
            covered=covered,
            high=covered,
            suspended=people(f"{is_due} AND {suspended} AND NOT {enrolled}"),
        )

    def enrolment_cells(self, denominator: str, family: str) -> str:
        enrolled = FAMILIES[family][1]
        exact = people(f"{enrolled} AND is_exact")
        words = {"low": exact, "covered": exact, "high": people(enrolled), "due": "NULL", "suspended": "0"}
        return self.sql("cell", basis="enrolment", family=family, denominator=denominator, **words)

    def targets(self) -> str:
        year = int(self.province.day[:4])
        target = [target for target in read(CONF / "targets.yml")["judging"] if target["from_year"] <= year][-1]
        return ", ".join(f"('{family}', {target[family]}, '{target['source']}')" for family in ("pension", "medical"))

    def compare(self) -> None:
        truth = self.province.folder / "truth" / "coverage.csv"
        different = self.run("differences", truth=truth, day=self.province.day)
        if different:
            print("basis, division, family, denominator, due (truth, DuckDB), covered (truth, DuckDB)")
            print(*different[:20], sep="\n")
            sys.exit(f"{len(different)} cells of city_coverage differ from {truth}")
        (cells,) = self.con.execute("SELECT count(*) FROM city_coverage").fetchall()[0]
        print(f"{cells} cells of city_coverage, all as in {truth}")


class Meter:
    """What each step has cost so far; the first bears the start of the program too."""

    def __init__(self, cpu_before: float) -> None:
        self.cpu, self.wall = cpu_before, time.monotonic()
        self.costs: dict[str, Cost] = {}

    def charge(self, step: str) -> None:
        cpu, wall = cpu_seconds(), time.monotonic()
        peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        before = self.costs.get(step, Cost(0, 0, 0))
        self.costs[step] = Cost(before.cpu + cpu - self.cpu, before.wall + wall - self.wall, peak_mib)
        self.cpu, self.wall = cpu, wall


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    province, out = Province(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    if out.exists():
        sys.exit(f"{out} is there already: name a new folder")
    out.mkdir(parents=True)
    before = cpu_seconds()
    folders = {source: province.in_utf8(source, out / "utf8") for source in SOURCES}
    meter = Meter(cpu_seconds() - before)
    night = Night(province, out)
    for name, files in folders.items():
        source = Source(name, province, files)
        night.ingest(source)
        meter.charge("ingest")
        night.register(source)
        meter.charge("register")
    night.control()
    meter.charge("ingest")
    night.coverage()
    meter.charge("coverage")
    print(f"DuckDB {duckdb.__version__}, 2 threads, one process for all steps")
    print("GB18030 was put into UTF-8 before the clock started; person keys are plain hashes, no HMAC")
    print(f"{'step':<10}{'cpu s':>9}{'wall s':>9}{'peak MiB':>10}")
    for step, cost in meter.costs.items():
        line(step, cost)
    line("night", total(list(meter.costs.values())))
    night.compare()


if __name__ == "__main__":
    main()
