"""What differs between two lakes that should hold the same."""

from pathlib import Path

from lake import Lake
from table_text import Row, differing_rows

# What of a table tells of the run and not of the numbers.
HOW_IT_WENT = {
    "release.ledger": {"released_at", "table_versions"},
    "quality.run_metric": {"seconds", "bytes_read", "bytes_written", "bytes_shuffled", "bytes_spilled"},
}


def differences(airflow: Path, command: Path, *, killed: str = "") -> str:
    """The rows that only one lake has, of all tables; no text if they are equal.

    A step that was killed counts in `run_metric` what was left to do: its rows there are left out.
    """
    one, other = Lake(airflow), Lake(command)
    assert one.tables() == other.tables()
    texts = []
    for table in one.tables():
        rows, others = (told(lake.rows(table), table, killed) for lake in (one, other))
        difference = differing_rows("airflow", rows, "command", others)
        texts.append(f"{table}:{difference}\n" if difference else "")
    return "".join(texts)


def told(rows: list[Row], table: str, killed: str) -> list[Row]:
    left_out = HOW_IT_WENT.get(table, set())
    return [
        {column: cell for column, cell in row.items() if column not in left_out}
        for row in rows
        if table != "quality.run_metric" or row["step"] != killed
    ]


def drawn_of(lake: Path, table: str, where: str, columns: str = "*") -> list[Row]:
    """Some rows of a table in the order of their columns."""
    return Lake(lake).query(f'SELECT {columns} FROM "{table}" WHERE {where} ORDER BY ALL', table)
