"""The checks of quality_checks.py as expectations of Great Expectations on pandas.

    python3 quality_gx.py SUITES NAMED

pandas has no SQL: what a condition says of a row, and which rows must be unique, DuckDB puts beside
the table as a column, and it is expected to be true. Rows are named by the result format COMPLETE.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import great_expectations as gx
import pandas as pd
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations import (
    ExpectColumnValuesToBeInSet,
    ExpectColumnValuesToBeUnique,
    ExpectColumnValuesToMatchRegex,
    ExpectColumnValuesToNotBeNull,
    ExpectCompoundColumnsToBeUnique,
    ExpectTableRowCountToBeBetween,
)
from quality_soda import in_duckdb, prepared

COMPLETE = {"result_format": "COMPLETE", "include_unexpected_rows": False}


def with_conditions(suite: dict[str, Any]) -> pd.DataFrame:
    """The table with a column for each sentence in SQL."""
    added = []
    for check in suite["checks"]:
        if check["kind"] in ("condition", "unique"):
            sql = check["of"] if check["kind"] == "condition" else check["where"]
            added.append(f'({in_duckdb(sql)}) AS "is_{check["name"]}"')
    query = f"SELECT {', '.join(['*', *added])} FROM '{suite['table']}'"
    return prepared(duckdb.connect()).execute(query).df()


def expectation(check: dict[str, Any]) -> Any:
    columns, told = check["columns"], f"is_{check['name']}"
    if check["kind"] == "complete":
        return ExpectColumnValuesToNotBeNull(column=columns[0])
    if check["kind"] == "member":
        return ExpectColumnValuesToBeInSet(column=columns[0], value_set=check["of"])
    if check["kind"] == "pattern":
        return ExpectColumnValuesToMatchRegex(column=columns[0], regex=check["of"])
    if check["kind"] == "condition":
        return ExpectColumnValuesToBeInSet(column=told, value_set=[True])
    only: dict[str, Any] = {"row_condition": f"{told} == True", "condition_parser": "pandas"}
    if len(columns) == 1:
        return ExpectColumnValuesToBeUnique(column=columns[0], **only)
    return ExpectCompoundColumnsToBeUnique(column_list=columns, ignore_row_if="any_value_is_missing", **only)


def failures(context: Any, suite: dict[str, Any], rows: pd.DataFrame) -> Iterator[tuple[str, list[int]]]:
    """By check the numbers of the rows that fail it."""
    name = f"{suite['source']} {suite['batch']}"
    asset = context.data_sources.add_pandas(name).add_dataframe_asset(name)
    batch = asset.add_batch_definition_whole_dataframe(name).get_batch({"dataframe": rows})
    expectations = gx.ExpectationSuite(name=name)
    expectations.add_expectation(ExpectTableRowCountToBeBetween(min_value=1))
    for check in suite["checks"]:
        expected = expectation(check)
        expected.meta = {"check": check["name"]}
        expectations.add_expectation(expected)
    for outcome in batch.validate(expectations, result_format=COMPLETE).results:
        if outcome.exception_info.get("raised_exception"):
            sys.exit(f"{name}: {outcome.expectation_config} failed: {outcome.exception_info}")
        if failed := outcome.result.get("unexpected_index_list"):
            yield outcome.expectation_config.meta["check"], failed


def main() -> None:
    suites = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    named = []
    for suite in suites:
        rows = with_conditions(suite)
        for check, failed in failures(context, suite, rows):
            of = {"source": suite["source"], "batch": suite["batch"], "reason": check}
            named.append(rows.loc[failed, ["file", "line_no"]].assign(**of))
    pd.concat(named).to_parquet(sys.argv[2])


if __name__ == "__main__":
    main()
