"""What a careful user writes for a tool of data quality when given the input contract.

One suite a batch, the same for every peer of quality_peers.py. A check looks at the rows of one table:

- complete: the column has a value;
- member: its values are of this list;
- pattern: they match this regular expression;
- unique: no two rows have the same values in these columns;
- condition: a sentence in SQL holds for the row.

Codes, kinds and keys come from conf/sources, which say what the contract says. The conditions are the
contract's own and those of conf/codes/checks.csv that one row can break. Their SQL means the same in
Spark and in DuckDB (names in backticks, which DuckDB wants as double quotes). Where the contract lets
a value be empty, a check leaves empty values alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import yaml  # type: ignore[import-untyped]
from province import CONF

DATE = "^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{6}|[0-9]{8})$"
PATTERNS = {
    "date_first": DATE,
    "date_last": DATE,
    "month": "^[0-9]{6}$",
    "division": "^[0-9]{6}([0-9]{3}|[0-9]{6})?$",
    "amount": "^-?[0-9]+([.][0-9]{1,4})?$",
    "integer": "^[0-9]{4}$",
    "name": "^[^<>=;()\"'0-9]+$",
}
SENTINELS = "('9999-12-31', '99991231', '9999-12', '999912', '1900-01-01', '19000101')"
PROVINCES = (11, 12, 13, 14, 15, 21, 22, 23, *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66))
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

STARTS = {"AAE030", "BEGNDATE", "FROM"}
POOLS = {"AAB301", "INSU_ADMDVS"}
# What must be given beside keys, names, numbers and coded columns.
GIVEN = STARTS | POOLS | {"DIVISION", "DISCHARGED", "MONTH", "AMOUNT", "TOTAL"}
ENROLMENTS = {"enrolment_pension", "enrolment_labour", "enrolment_medical"}


class Check(NamedTuple):
    """`of` is the list, the regular expression or the SQL; `where` says which rows must be unique."""

    name: str
    kind: str
    columns: list[str]
    of: Any = None
    where: str = "true"


def text(column: str) -> str:
    return f"`{column}`"


def in_list(values: Iterable[Any]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


def read_codes(path: str, column: str, field: str = "") -> list[str]:
    with (CONF / path).open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file) if not field or row["field"] == field]


def date(value: str) -> str:
    """The date that an eight-digit, a dashed text or a month says; null if there is none."""
    parts = f"substr({value}, 1, 4) || '-' || substr({value}, 5, 2) || '-'"
    days = f"WHEN 6 THEN {parts} || '01' WHEN 8 THEN {parts} || substr({value}, 7, 2) WHEN 10 THEN {value}"
    return f"try_cast(CASE length({value}) {days} END AS DATE)"


def first_day(column: str) -> str:
    return f"CASE WHEN {text(column)} NOT IN {SENTINELS} THEN {date(text(column))} END"


def last_day(column: str) -> str:
    first = first_day(column)
    return f"CASE WHEN length({text(column)}) = 6 THEN last_day({first}) ELSE {first} END"


def check_holds(number: str) -> str:
    """MOD 11-2 of 18 characters."""
    digits = (f"try_cast(substr({number}, {i}, 1) AS INT) * {weight}" for i, weight in enumerate(WEIGHTS, 1))
    return f"substr('10X98765432', ({' + '.join(digits)}) % 11 + 1, 1) = upper(substr({number}, 18, 1))"


def birth_in(number: str) -> str:
    eight = f"CASE length({number}) WHEN 15 THEN '19' || substr({number}, 7, 6) ELSE substr({number}, 7, 8) END"
    return f"CASE WHEN coalesce(`AAC058`, '01') = '01' AND length({number}) IN (15, 18) THEN {date(f'({eight})')} END"


NUMBER = "`AAC147`"
BIRTH = birth_in(NUMBER)
SEX_DIGIT = f"try_cast(substr({NUMBER}, CASE length({NUMBER}) WHEN 15 THEN 15 ELSE 17 END, 1) AS INT)"
CITIZEN = f"""CASE length({NUMBER})
    WHEN 18 THEN {check_holds(NUMBER)} WHEN 15 THEN regexp_like({NUMBER}, '^[0-9]{{15}}$') ELSE false END
    AND {BIRTH} BETWEEN DATE '1850-01-01' AND DATE '{{day}}' AND substr({NUMBER}, 1, 2) IN {in_list(PROVINCES)}"""
NUMBER_IS_VALID = f"""CASE
    WHEN coalesce(`AAC058`, '01') = '01' THEN {CITIZEN}
    WHEN `AAC058` = '16' THEN regexp_like({NUMBER}, '^8[123]0000') AND {check_holds(NUMBER)}
    WHEN `AAC058` = '07' THEN regexp_like({NUMBER}, '^[A-Z]{{3}}[0-9]{{12}}$')
        OR (regexp_like({NUMBER}, '^9[0-9]{{16}}[0-9X]$') AND {check_holds(NUMBER)})
    WHEN `AAC058` IN ('04', '05') THEN regexp_like({NUMBER}, '^[HM][0-9]{{8}}([0-9]{{2}})?$')
    WHEN `AAC058` = '06' THEN regexp_like({NUMBER}, '^[0-9]{{8}}([0-9]{{2}})?$')
    ELSE true END"""


def starts_before(years: int) -> str:
    """Whether a relation starts before the month in which the person has so many years."""
    aged = f"date_trunc('month', {BIRTH} + INTERVAL {years} YEAR)"
    return f"coalesce({first_day('AAE030')} < {aged}, false)"


def is_aged(years: int) -> str:
    return f"coalesce({BIRTH} + INTERVAL {years} YEAR <= DATE '{{day}}', false)"


CORE = {
    "ended_not_paying": "NOT (`AAC008` = '4' AND `AAC031` = '1')",
    "never_enrolled_has_no_start": f"NOT (`AAC008` = '0' AND {first_day('AAE030')} IS NOT NULL)",
}
CONDITIONS: dict[str, dict[str, str]] = {
    "population": {
        "sex_agrees": f"NOT (coalesce(`AAC058`, '01') = '01' AND `AAC004` IN ('1', '2')"
        f" AND {SEX_DIGIT} % 2 <> try_cast(`AAC004` AS INT) % 2)",
        "birth_agrees": f"{first_day('AAC006')} = {BIRTH}",
    },
    "status": {"student_under_25": f"NOT (lower(`KIND`) = 'student' AND {is_aged(25)})"},
    "enrolment_pension": {
        **CORE,
        "birth_agrees": f"{first_day('AAC006')} = {BIRTH}",
        "from_16": f"NOT {starts_before(16)}",
        "not_beyond_pension_age": f"NOT (`AAE140` = '110' AND `AAC008` = '1' AND `AAC031` = '1'"
        f" AND `AAE160` IS NULL AND {is_aged(60)})",
    },
    "enrolment_labour": {
        **CORE,
        "not_retired": "NOT (`AAC084` = '1' AND `AAE140` IN ('210', '510') AND `AAC008` = '1')",
    },
    "enrolment_medical": {
        "year_of_390": "NOT (`INSUTYPE` = '390' AND `INSU_YEAR` IS NULL)",
        "birth_agrees": f"{first_day('AAC006')} = {BIRTH}",
    },
}
# Beside the keys of conf/sources: one live relation of a person and line (and year, in 390).
LIVE_ONCE = {
    "enrolment_pension": (["AAC147", "AAE140"], "`AAC008` = '1' AND `AAC031` IN ('1', '3')"),
    "enrolment_labour": (["AAC147", "AAE140"], "`AAC008` = '1' AND `AAC031` = '1' AND `AAE140` <> '410'"),
    "enrolment_medical": (["AAC147", "INSUTYPE"], "`PSN_INSU_STAS` = '1' AND `INSUTYPE` IN ('310', '340')"),
}


def suite(source: str, day: str, columns: list[str]) -> list[Check]:
    """The checks of a batch that has these columns."""
    spec = yaml.safe_load((CONF / "sources" / f"{source}.yml").read_text("utf-8"))
    checks = list(of_operation(spec, columns))
    for column in spec["columns"]:
        if column["name"] in columns:
            checks += of_column(source, spec, column)
    checks += of_dates(source, columns)
    checks += [Check(name, "condition", [], sql) for name, sql in CONDITIONS.get(source, {}).items()]
    checks += of_keys(source, spec)
    return [made_plain(check, day) for check in checks]


def made_plain(check: Check, day: str) -> Check:
    """A condition is false or holds: what it cannot tell it lets pass."""
    if check.kind != "condition":
        return check
    return check._replace(of=f"coalesce({check.of.replace('{day}', day)}, true)")


def of_operation(spec: dict[str, Any], columns: list[str]) -> Iterator[Check]:
    if "OP" in columns:
        yield Check("op_given", "complete", ["OP"])
        yield Check("op_declared", "member", ["OP"], list(spec["operations"]))


def of_column(source: str, spec: dict[str, Any], column: dict[str, Any]) -> Iterator[Check]:
    name, kind, values = column["name"], column["kind"], column.get("values")
    is_key = name in spec["key"] and kind == "text"
    is_coded = bool(values) and column["required"]
    if is_key or is_coded or name in GIVEN or kind in ("name", "document_number"):
        yield Check(f"{name}_given", "complete", [name])
    if values:
        yield Check(f"{name}_declared", "member", [name], sorted({*values, *map(str.lower, values)}))
    if kind == "document_type":
        types = read_codes("codes/code_values.csv", "code", name)
        yield Check(f"{name}_declared", "member", [name], types)
    if kind == "document_number":
        yield Check(f"{name}_valid", "condition", [], NUMBER_IS_VALID)
    if kind in PATTERNS:
        yield Check(f"{name}_pattern", "pattern", [name], PATTERNS[kind])
    if kind in ("date_first", "date_last"):
        is_date = f"{text(name)} IS NULL OR {text(name)} IN {SENTINELS} OR {date(text(name))} IS NOT NULL"
        yield Check(f"{name}_is_date", "condition", [], is_date)
    if name in STARTS:
        yield Check(f"{name}_no_sentinel", "condition", [], f"{text(name)} NOT IN {SENTINELS}")
    if kind == "division":
        yield of_division(name, is_pool=source in ENROLMENTS)


def of_division(name: str, is_pool: bool) -> Check:
    """The county is known; a pool is in the province, other places may lie in another one."""
    known = in_list(read_codes("places/gb2260_guangdong.csv", "code"))
    is_known = f"substr({text(name)}, 1, 6) IN {known}"
    elsewhere = f"substr({text(name)}, 1, 2) <> '44' AND substr({text(name)}, 1, 2) IN {in_list(PROVINCES)}"
    return Check(f"{name}_known", "condition", [], is_known if is_pool else f"{is_known} OR ({elsewhere})")


def of_dates(source: str, columns: list[str]) -> Iterator[Check]:
    for start, end in (("AAE030", "AAE031"), ("BEGNDATE", "ENDDATE"), ("FROM", "TO")):
        if start in columns:
            yield Check("end_not_before_start", "condition", [], f"{last_day(end)} >= {first_day(start)}")
            if source in ENROLMENTS:
                own = f"coalesce({first_day('AAC006')}, {BIRTH})" if "AAC006" in columns else BIRTH
                not_before = f"{first_day(start)} >= date_trunc('month', {own})"
                yield Check("start_not_before_birth", "condition", [], not_before)


def of_keys(source: str, spec: dict[str, Any]) -> Iterator[Check]:
    key = ["AAC147" if name == "document" else name for name in spec["key"]]
    yield Check("key_unique", "unique", key, where=has_values(key))
    if source in LIVE_ONCE:
        columns, is_live = LIVE_ONCE[source]
        yield Check("live_once", "unique", columns, where=f"{has_values(columns)} AND {is_live}")


def has_values(columns: list[str]) -> str:
    return " AND ".join(f"{text(column)} IS NOT NULL" for column in columns)
