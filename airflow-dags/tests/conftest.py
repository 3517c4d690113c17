"""One small province, its night, and Spark's own answers; made once for all tests."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from canbao_jar import run_canbao
from lake import Lake
from table_text import Row

DAY = "2018-12-31"


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a province of 3 000 people with the usual faults, after one night, evaluation and `maintain`."""
    folder = tmp_path_factory.mktemp("province")
    run_canbao(
        *["sample", "--out", "landing", "--persons", "3000", "--days", "1", "--last-day", DAY],
        *["--dirt", "normal", "--seed", "5"],
        folder=folder,
    )
    run_canbao("night", "--as-of", DAY, "--landing", "landing", "--lake", "lake", folder=folder)
    run_canbao(
        *["evaluate", "--as-of", DAY, "--kind", "midterm", "--out", "midterm.xlsx", "--lake", "lake"], folder=folder
    )
    run_canbao("maintain", "--lake", "lake", folder=folder)
    return folder


@pytest.fixture(scope="session")
def lake(province: Path) -> Lake:
    return Lake(province / "lake")


@pytest.fixture(scope="session")
def spark_rows(province: Path) -> dict[str, list[Row]]:
    """All rows of both tables of coverage by city, read by Spark: one start of Spark for both."""
    rows: dict[str, list[Row]] = {"coverage.city_coverage": [], "release.city_coverage": []}
    query = " UNION ALL ".join(map(as_json, rows))
    printed = run_canbao("sql", query, "--lake", "lake", "--limit", "1000000", folder=province)
    _header, _rule, *lines = printed.splitlines()
    for line in lines:
        # Decimals are read as they are written: as binary numbers they would lose their last digits.
        read = json.loads(line, parse_float=Decimal)
        rows[read["table"]].append(read["row"])
    return rows


def as_json(table: str) -> str:
    """A query for a table's rows as one column of JSON: a drawn table of many columns cannot be taken apart safely."""
    return (
        f"SELECT to_json(struct('{table}' AS table, struct(*) AS row), map('ignoreNullFields', 'false')) AS row"
        f" FROM {table}"
    )
