"""The lake as programs without Spark read it: delta-rs opens the tables, DuckDB answers in SQL."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
from deltalake import DeltaTable

from table_text import Row


@dataclass(frozen=True)
class Lake:
    """The Delta tables below one folder, `<folder>/<schema>/<table>`, named `schema.table`."""

    folder: Path

    def tables(self) -> list[str]:
        """The names of all tables, sorted."""
        logs = self.folder.glob("*/*/_delta_log")
        return sorted(f"{log.parent.parent.name}.{log.parent.name}" for log in logs)

    def table(self, name: str) -> DeltaTable:
        return DeltaTable(self.folder.joinpath(*name.split(".")))

    def rows(self, name: str) -> list[Row]:
        """All rows of one table, read by DuckDB."""
        return self.query(f'SELECT * FROM "{name}"', name)

    def query(self, sql: str, *names: str) -> list[Row]:
        """The rows of a query in DuckDB's SQL on the named tables, which it calls "schema.table" in double quotes."""
        with duckdb.connect() as connection:
            for name in names:
                connection.register(name, self.table(name).to_pyarrow_dataset())
            answer = connection.execute(sql)
            columns = [column[0] for column in answer.description or []]
            return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
