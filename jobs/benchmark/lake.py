"""The lake and the truth of a synthetic province in DuckDB, without Spark and without the program.

Delta tables are read through their logs: which Parquet files are live, and what the partition columns
are, says the newest checkpoint and the commits after it. Tables are views `schema.table`; the truth's
lines are `truth.rows` and `truth.faults`. What is kept on the way lies in a folder that is removed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb

MEMORY = "5GiB"

Row = tuple[Any, ...]
Partition = tuple[tuple[str, str | None], ...]

TYPES = {"byte": "TINYINT", "short": "SMALLINT", "integer": "INTEGER", "long": "BIGINT", "string": "VARCHAR"}
TRUTH = {"source": "VARCHAR", "batch": "DATE", "file": "VARCHAR", "line_no": "BIGINT"}


class Lake:
    """Queries on a province's lake and truth."""

    def __init__(self, province: Path, lake: Path, kept: Path) -> None:
        self.con = duckdb.connect(str(kept / "measured.duckdb"))
        self.con.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{kept / 'spilled'}'")
        self.con.execute("SET preserve_insertion_order = false")
        for log in sorted(lake.glob("*/*/_delta_log")):
            table = log.parent
            self.con.execute(f"CREATE SCHEMA IF NOT EXISTS {table.parent.name}")
            self.con.execute(f"CREATE VIEW {table.parent.name}.{table.name} AS {DeltaTable(table).rows()}")
        self.con.execute("CREATE SCHEMA truth")
        self.keep("truth.rows", truth(province / "truth" / "rows", person="VARCHAR"))
        self.keep("truth.faults", truth(province / "truth" / "faults", fault="VARCHAR", expected="VARCHAR"))

    def rows(self, query: str) -> list[Row]:
        return self.con.execute(query).fetchall()

    def row(self, query: str) -> Row:
        (row,) = self.rows(query)
        return row

    def keep(self, table: str, query: str) -> None:
        self.con.execute(f"CREATE OR REPLACE TABLE {table} AS {query}")


@contextmanager
def opened(folder: Path) -> Iterator[Lake]:
    """The province and the lake of a folder; what is kept on the way lies there too."""
    with tempfile.TemporaryDirectory(prefix="measured-", dir=folder) as kept:
        lake = Lake(folder / "province", folder / "lake", Path(kept))
        try:
            yield lake
        finally:
            lake.con.close()


def truth(folder: Path, **more: str) -> str:
    columns = ", ".join(f"'{name}': '{of}'" for name, of in {**TRUTH, **more}.items())
    return f"FROM read_csv('{folder}/*.csv', header = true, auto_detect = false, delim = ',', columns = {{{columns}}})"


class DeltaTable:
    """The state of a Delta table of reader version 1: its live files by their partition, and its schema."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Partition] = {}
        self.schema: list[dict[str, Any]] = []
        log = folder / "_delta_log"
        last = log / "_last_checkpoint"
        checkpoint = json.loads(last.read_text("utf-8"))["version"] if last.exists() else -1
        for file in sorted(log.glob(f"{checkpoint:020}.checkpoint*.parquet")):
            actions = "metaData, protocol, add"
            with duckdb.connect() as con:
                found = con.execute(f"SELECT {actions} FROM read_parquet('{file}')").fetchall()
            for action in found:
                self.apply(dict(zip(actions.split(", "), action, strict=True)))
        for file in sorted(log.glob("*.json")):
            if int(file.stem) > checkpoint:
                for line in file.read_text("utf-8").splitlines():
                    self.apply(json.loads(line))

    def apply(self, action: dict[str, Any]) -> None:
        if protocol := action.get("protocol"):
            if protocol["minReaderVersion"] > 1:
                sys.exit(f"{self.folder} needs a reader of version {protocol['minReaderVersion']}")
        elif described := action.get("metaData"):
            self.schema = json.loads(described["schemaString"])["fields"]
        elif added := action.get("add"):
            self.files[added["path"]] = tuple(sorted(added["partitionValues"].items()))
        elif removed := action.get("remove"):
            self.files.pop(removed["path"], None)

    def rows(self) -> str:
        """The query of all rows. Parquet files do not have the partition columns."""
        types = {field["name"]: sql_type(field["type"]) for field in self.schema}
        none = ", ".join(f'CAST(NULL AS {of}) AS "{name}"' for name, of in types.items())
        queries = [f"SELECT {none} WHERE false"]
        for partition in sorted(set(self.files.values()), key=str):
            paths = [self.folder / unquote(path) for path, of in self.files.items() if of == partition]
            files = ", ".join(f"'{path}'" for path in paths)
            values = "".join(f', CAST({literal(value)} AS {types[name]}) AS "{name}"' for name, value in partition)
            queries.append(f"SELECT *{values} FROM read_parquet([{files}], hive_partitioning = false)")
        return " UNION ALL BY NAME ".join(queries)


def literal(value: str | None) -> str:
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def sql_type(of: Any) -> str:
    """DuckDB's name of a type in Delta's schema."""
    if isinstance(of, str):
        return TYPES.get(of, of)
    if of["type"] == "array":
        return f"{sql_type(of['elementType'])}[]"
    if of["type"] == "struct":
        return "STRUCT(" + ", ".join(f'"{field["name"]}" {sql_type(field["type"])}' for field in of["fields"]) + ")"
    return f"MAP({sql_type(of['keyType'])}, {sql_type(of['valueType'])})"
