"""What differs between two lakes that should hold the same."""

from collections.abc import Collection
from pathlib import Path

import pyarrow
from deltalake import QueryBuilder

from lake import Lake
from table_text import Row, differing_rows

# What of a table tells of the run and not of the numbers. A run is named by the batches that were taken until then:
# they are others where the sources are taken one by one.
HOW_IT_WENT = {
    "quality.control_number": {"run_id"},
    "quality.rule_result": {"run_id"},
    "quality.run_metric": {"seconds", "bytes_read", "bytes_written", "bytes_shuffled", "bytes_spilled"},
    "release.ledger": {"released_at", "table_versions"},
}


def differences(airflow: Path, command: Path, uncounted: Collection[str] = ()) -> str:
    """The rows that only one lake has, of all tables; no text if they are equal. Steps that are uncounted may have done
    other parts of the work in one lake than in the other: their rows of `run_metric` are left out.
    """
    one, other = Lake(airflow), Lake(command)
    assert one.tables() == other.tables()
    texts = []
    for table in one.tables():
        rows, others = (told(rows_of(lake, table), table, uncounted) for lake in (one, other))
        difference = differing_rows("airflow", rows, "command", others)
        texts.append(f"{table}:{difference}\n" if difference else "")
    return "".join(texts)


def rows_of(lake: Lake, table: str) -> list[Row]:
    """All rows, by delta-rs alone: its queries know deletion vectors, and DuckDB gives an instant only together with a
    further package.
    """
    read = QueryBuilder().register("one", lake.table(table)).execute("SELECT * FROM one")
    rows: list[Row] = pyarrow.table(read).to_pylist()
    return rows


def told(rows: list[Row], table: str, uncounted: Collection[str]) -> list[Row]:
    left_out = HOW_IT_WENT.get(table, set())
    return [
        {column: cell for column, cell in row.items() if column not in left_out}
        for row in rows
        if table != "quality.run_metric" or row["step"] not in uncounted
    ]


def drawn_of(lake: Path, table: str, where: str, columns: str = "*") -> list[Row]:
    """Some rows of a table in the order of their columns."""
    return Lake(lake).query(f'SELECT {columns} FROM "{table}" WHERE {where} ORDER BY ALL', table)
