"""The core of a night by DuckDB: what the benchmark compares with.

    python3 peer.py PROVINCE DAY

Reads the CSV files of one day, checks and normalises document numbers, dates and codes, rejects
rows by the contract's rules, links relations to people by their number, and counts due and covered
people by city of residence for pension and medical. It keeps no history, no landing rows, no
rejected rows and no results by rule, so it does less than a night does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

BIRTH = "try_strptime({0}, ['%Y%m%d', '%Y-%m-%d'])::DATE"
FIRST = "coalesce(" + BIRTH + ", try_strptime({0} || '01', ['%Y%m%d', '%Y-%m%d'])::DATE)"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

MACROS = f"""
CREATE MACRO read_text(s) AS nullif(upper(regexp_replace(nfc_normalize(s), '\\s', '', 'g')), '');
CREATE MACRO read_date(s) AS {FIRST.format("read_text(s)")};
CREATE MACRO check_sum(n) AS {"+".join(f"{w}*substr(n,{i + 1},1)::INT" for i, w in enumerate(WEIGHTS))};
CREATE MACRO canonical(t, n) AS CASE
  WHEN coalesce(read_text(t), '01') = '01' AND regexp_full_match(read_text(n), '[0-9]{{17}}[0-9X]')
   AND substr('10X98765432', check_sum(read_text(n)) % 11 + 1, 1) = substr(read_text(n), 18, 1)
   AND try_strptime(substr(read_text(n), 7, 8), '%Y%m%d') IS NOT NULL THEN read_text(n)
  WHEN regexp_full_match(read_text(n), '[0-9A-Z]{{8,18}}') AND read_text(t) <> '01' THEN read_text(t) || ':' || read_text(n)
END;
CREATE MACRO city(s) AS CASE WHEN read_text(s) LIKE '44%' THEN substr(read_text(s), 1, 4) || '00' END;
"""


def rows(province: Path, source: str, day: str) -> str:
    """A scan of the files of one batch."""
    folder = province / source / day
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = [str(folder / file["name"]) for file in manifest["files"]]
    encoding = {"UTF-8": "utf-8"}.get(manifest["encoding"], "GB18030")
    return (
        f"read_csv({files}, header = true, all_varchar = true, encoding = '{encoding}', "
        "null_padding = false, strict_mode = true)"
    )


def main() -> None:
    province, day = Path(sys.argv[1]), sys.argv[2]
    db = duckdb.connect()
    db.execute("SET threads = 2")
    db.execute("INSTALL encodings; LOAD encodings")
    db.execute(MACROS)
    db.execute(f"""
        CREATE TABLE people AS
        SELECT hash(coalesce(canonical(AAC058, AAC147), 'p' || AAC003 || AAC147 || AAC006)) AS person_key,
          coalesce(city(AAC301), CASE WHEN read_text(HJZT) = '正常' THEN city(BAC301) END) AS resident,
          read_date(AAC006) AS birth, read_text(AAC004) AS sex,
          read_text(AAC060) = '2' OR read_text(HJZT) = '死亡' AS dead, sha256(concat_ws('|', AAC058, AAC147, AAC003,
            AAC004, AAC006, AAC009, BAC301, AAC301, AAC060, AAE037, HJZT, AAC161)) AS digest
        FROM {rows(province, "population", day)}
        WHERE read_text(AAC003) IS NOT NULL OR read_text(AAC147) IS NOT NULL""")
    db.execute(f"""
        CREATE TABLE excluded AS
        SELECT hash(canonical(AAC058, AAC147)) AS person_key, bool_or(KIND = 'DEATH') AS died,
          bool_or(KIND = 'STUDENT') AS student, bool_or(KIND IN ('SOLDIER', 'ABROAD', 'INSURED_OUTSIDE')) AS excluded
        FROM {rows(province, "status", day)}
        WHERE read_date("FROM") <= DATE '{day}' AND coalesce(read_date("TO") >= DATE '{day}', true) GROUP BY 1""")
    relations = []
    for source, columns, family in (
        ("enrolment_pension", ("AAZ159", "AAE140", "AAB301", "AAE030", "AAE031", "AAC008 = '1' AND AAC031 IN ('1', '3')"), "1"),
        ("enrolment_labour", ("AAZ159", "AAE140", "AAB301", "AAE030", "AAE031", "AAC008 = '1' AND AAC031 IN ('1', '3')"), "0"),
        (
            "enrolment_medical",
            ("PSN_INSU_RLTS_ID", "INSUTYPE", "INSU_ADMDVS", "BEGNDATE", "ENDDATE", "PSN_INSU_STAS = '1'"),
            "2",
        ),
    ):
        identity, line, pool, begins, ends, live = columns
        relations.append(f"""
            SELECT hash(canonical(AAC058, AAC147)) AS person_key, {family} AS family, read_text({line}) AS line,
              city({pool}) AS pool, {live} AS live, read_date({begins}) AS begins, read_date({ends}) AS ends,
              sha256(concat_ws('|', {identity}, AAC058, AAC147, AAC003, {line}, {pool}, {begins}, {ends})) AS digest
            FROM {rows(province, source, day)}
            WHERE read_text({identity}) IS NOT NULL AND read_date({begins}) IS NOT NULL
              AND NOT coalesce(read_date({ends}) < read_date({begins}), false)
            QUALIFY count(*) OVER (PARTITION BY {identity}) = 1""")
    db.execute("CREATE TABLE relations AS " + " UNION ALL ".join(relations))
    counts = db.execute(f"""
        WITH live AS (
          SELECT person_key, bool_or(family = 1) AS pension, bool_or(family = 2) AS medical FROM relations
          WHERE live AND pool IS NOT NULL AND begins <= DATE '{day}' AND coalesce(ends >= DATE '{day}', true) GROUP BY 1),
        due AS (
          SELECT person_key, resident, birth + INTERVAL 16 YEAR <= DATE '{day}' AND NOT coalesce(student, false) AS of_age
          FROM people LEFT JOIN excluded USING (person_key)
          WHERE resident IS NOT NULL AND NOT dead AND NOT coalesce(died, false) AND NOT coalesce(excluded, false))
        SELECT resident, count_if(of_age), count_if(of_age AND pension), count(*), count_if(medical)
        FROM due LEFT JOIN live USING (person_key) GROUP BY 1 ORDER BY 1""").fetchall()
    for city in counts:
        print(*city)


if __name__ == "__main__":
    main()
