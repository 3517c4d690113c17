"""The lake and the truth of a synthetic province in DuckDB, without Spark and without the program.

Delta tables are read through their logs: which Parquet files are live, what the partition columns are
and which rows have gone (deletion vectors), says the newest checkpoint and the commits after it. Tables
are views `schema.table`; the truth's lines are `truth.rows` and `truth.faults`. What is kept on the way
lies in a folder that is removed.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import duckdb
import pandas
from pyroaring import BitMap64

MEMORY = "5GiB"

GONE = "gone_from_"
Z85 = bytes.maketrans(
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
)
# Before the bitmap: the format's version of the file, and for each bitmap its size and a mark; integers of 4 bytes.
MARK_BYTES = 4
SIZE_BYTES = 4

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
            delta = DeltaTable(table)
            if delta.gone:
                self.keep_gone(f"{table.parent.name}.{GONE}{table.name}", delta)
            self.con.execute(f"CREATE VIEW {table.parent.name}.{table.name} AS {delta.rows()}")
        self.con.execute("CREATE SCHEMA truth")
        self.keep("truth.rows", truth(province / "truth" / "rows", person="VARCHAR"))
        self.keep("truth.faults", truth(province / "truth" / "faults", fault="VARCHAR", expected="VARCHAR"))

    def rows(self, query: str) -> list[Row]:
        return self.con.execute(query).fetchall()

    def row(self, query: str) -> Row:
        (row,) = self.rows(query)
        return row

    def keep_gone(self, name: str, table: DeltaTable) -> None:
        """The rows that have gone from a table's files."""
        rows = [(str(table.place(path)), row) for path, vector in table.gone.items() for row in table.numbers(vector)]
        gone = pandas.DataFrame(rows, columns=["filename", "file_row_number"])
        self.con.register("gone", gone)
        self.keep(name, "FROM gone")
        self.con.unregister("gone")

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
    """The state of a Delta table: its live files by their partition, which of their rows have gone, and its schema."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Partition] = {}
        self.gone: dict[str, dict[str, Any]] = {}
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
            if unknown := set(protocol.get("readerFeatures") or []) - {"deletionVectors"}:
                sys.exit(f"{self.folder} needs a reader of {', '.join(sorted(unknown))}")
        elif described := action.get("metaData"):
            self.schema = json.loads(described["schemaString"])["fields"]
        elif added := action.get("add"):
            self.files[added["path"]] = tuple(sorted(added["partitionValues"].items()))
            self.mark(added["path"], added.get("deletionVector"))
        elif (removed := action.get("remove")) and self.vector(removed) == self.gone.get(removed["path"]):
            self.files.pop(removed["path"], None)
            self.gone.pop(removed["path"], None)

    def mark(self, path: str, vector: dict[str, Any] | None) -> None:
        if vector:
            self.gone[path] = vector
        else:
            self.gone.pop(path, None)

    @staticmethod
    def vector(action: dict[str, Any]) -> dict[str, Any] | None:
        return action.get("deletionVector") or None

    def place(self, path: str) -> Path:
        return self.folder / unquote(path)

    def numbers(self, vector: dict[str, Any]) -> BitMap64:
        """The rows that a deletion vector names, by their numbers in the file."""
        if vector["storageType"] != "u":
            sys.exit(f"{self.folder} has a deletion vector that lies in no file of the table")
        name = UUID(bytes=base64.b85decode(vector["pathOrInlineDv"][-20:].encode().translate(Z85)))
        raw = (self.folder / f"deletion_vector_{name}.bin").read_bytes()
        start = vector["offset"] + SIZE_BYTES
        return BitMap64.deserialize(raw[start + MARK_BYTES : start + vector["sizeInBytes"]])

    def rows(self) -> str:
        """The query of all rows. Parquet files do not have the partition columns."""
        types = {field["name"]: sql_type(field["type"]) for field in self.schema}
        none = ", ".join(f'CAST(NULL AS {of}) AS "{name}"' for name, of in types.items())
        queries = [f"SELECT {none} WHERE false"]
        for partition in sorted(set(self.files.values()), key=str):
            paths = [path for path, of in self.files.items() if of == partition]
            values = "".join(f', CAST({literal(value)} AS {types[name]}) AS "{name}"' for name, value in partition)
            if whole := [path for path in paths if path not in self.gone]:
                queries.append(f"SELECT *{values} FROM {self.read(whole)}")
            if parts := [path for path in paths if path in self.gone]:
                place = "filename, file_row_number"
                gone = f"{self.folder.parent.name}.{GONE}{self.folder.name}"
                read = self.read(parts, "filename = true, file_row_number = true")
                is_there = f"({place}) NOT IN (SELECT ({place}) FROM {gone})"
                queries.append(f"SELECT * EXCLUDE ({place}){values} FROM {read} WHERE {is_there}")
        return " UNION ALL BY NAME ".join(queries)

    def read(self, paths: list[str], *options: str) -> str:
        files = ", ".join(f"'{self.place(path)}'" for path in paths)
        return f"read_parquet({', '.join([f'[{files}]', 'hive_partitioning = false', *options])})"


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
