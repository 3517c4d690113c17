"""The checks of quality_checks.py as SodaCL has them, done by DuckDB: for each the query of its failed rows.

    python3 quality_soda.py SUITES NAMED

missing_count, invalid_count with `valid values` or `valid regex`, duplicate_count with a filter,
failed rows with a `fail condition`, and row_count > 0 of the table.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import duckdb


def in_duckdb(sql: str) -> str:
    return sql.replace("`", '"')


def prepared(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """What the conditions call, by the names that Spark has for it."""
    con.execute("CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)")
    return con


def failed_rows(check: dict[str, Any]) -> str:
    """The condition of SodaCL's query of failed rows."""
    columns = ", ".join(f'"{column}"' for column in check["columns"])
    if check["kind"] == "complete":
        return f"{columns} IS NULL"
    if check["kind"] == "member":
        values = ", ".join(f"'{value}'" for value in check["of"])
        return f"{columns} IS NOT NULL AND {columns} NOT IN ({values})"
    if check["kind"] == "pattern":
        pattern = check["of"].replace("'", "''")
        return f"{columns} IS NOT NULL AND NOT regexp_matches({columns}, '{pattern}')"
    if check["kind"] == "unique":
        where = in_duckdb(check["where"])
        repeated = f"SELECT {columns} FROM rows WHERE {where} GROUP BY ALL HAVING count(*) > 1"
        return f"{where} AND ({columns}) IN ({repeated})"
    return f"NOT ({in_duckdb(check['of'])})"


def check_table(con: duckdb.DuckDBPyConnection, suite: dict[str, Any]) -> None:
    con.execute(f"CREATE OR REPLACE TABLE rows AS FROM '{suite['table']}'")
    (count,) = con.execute("SELECT count(*) FROM rows").fetchone() or (0,)
    if count == 0:
        print(f"{suite['table']} has no rows")
    for check in suite["checks"]:
        place = f"'{suite['source']}', '{suite['batch']}', file, line_no"
        con.execute(f"INSERT INTO named SELECT {place}, '{check['name']}' FROM rows WHERE {failed_rows(check)}")


def main() -> None:
    suites = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    con = prepared(duckdb.connect())
    con.execute("CREATE TABLE named(source TEXT, batch DATE, file TEXT, line_no BIGINT, reason TEXT)")
    for suite in suites:
        check_table(con, suite)
    con.execute(f"COPY named TO '{sys.argv[2]}' (FORMAT parquet)")


if __name__ == "__main__":
    main()
