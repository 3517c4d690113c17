"""A standalone cluster of this machine: one master, two workers, and a driver that runs on one of them."""

import json
import re
import subprocess
import urllib.request
from pathlib import Path
from typing import Any, Self

from processes import Session
from programs import QUICK_START, ROOT, SPARK_HOME, SPARK_JAR, spark_environment
from services import free_port

LOCAL = "127.0.0.1"


def opens() -> str:
    """What Spark needs of Java 17: spark-submit tells a driver in client mode, the worker that starts one does not."""
    flags = re.search(r"<spark.opens.flags>(.*)</spark.opens.flags>", (ROOT / "pom.xml").read_text("utf-8"))
    assert flags
    return flags.group(1)


class Cluster:
    """All processes of the cluster, in one session that ends with the block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "cluster"
        self.environment = spark_environment(folder) | {"SPARK_DAEMON_JAVA_OPTS": " ".join(QUICK_START)}
        self.master, self.page = f"spark://{LOCAL}:{free_port()}", f"http://{LOCAL}:{free_port()}"

    def __enter__(self) -> Self:
        self.folder.mkdir()
        port, page = (address.rpartition(":")[2] for address in (self.master, self.page))
        master = ["org.apache.spark.deploy.master.Master", "--port", port, "--webui-port", page]
        worker = ["org.apache.spark.deploy.worker.Worker", "--cores", "2", "--memory", "3g", self.master]
        works = [["--work-dir", str(self.folder / name), "--webui-port", "0"] for name in ("one", "two")]
        classes = [master, *([*worker, *work] for work in works)]
        calls = [" ".join([f"{SPARK_HOME}/bin/spark-class", *each, "--host", LOCAL, "&"]) for each in classes]
        # One shell, so that one session has them all; a worker asks for its master until there is one.
        shell = ["bash", "-c", "\n".join([*calls, "wait"])]
        self.session = Session(shell, self.environment, self.folder / "cluster.log")
        self.session.wait_for("a master with two workers", lambda: self.state()["aliveworkers"] == 2, seconds=60)
        return self

    def __exit__(self, *_: object) -> None:
        self.session.end()

    def state(self) -> dict[str, Any]:
        """What the master's page says; nothing is alive before there is one."""
        try:
            with urllib.request.urlopen(f"{self.page}/json/", timeout=10) as answer:
                state: dict[str, Any] = json.load(answer)
        except OSError:
            return {"aliveworkers": 0}
        return state

    def submit(self, *arguments: str) -> int:
        """Gives a command to the cluster; what spark-submit ends with once a worker has its driver."""
        options = [
            *["--master", self.master, "--deploy-mode", "cluster", "--driver-memory", "1g"],
            *["--conf", f"spark.driver.extraJavaOptions={' '.join([*QUICK_START, opens()])}"],
            *["--conf", f"spark.executor.extraJavaOptions={' '.join(QUICK_START)}"],
            *["--class", "canbao.jobs.Canbao", str(SPARK_JAR)],
        ]
        with (self.folder / "submit.log").open("w") as log:
            return subprocess.run(
                [SPARK_HOME / "bin" / "spark-submit", *options, *arguments],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=120,
                check=False,
            ).returncode

    def executor(self) -> int | None:
        return self.session.java_with("org.apache.spark.executor.CoarseGrainedExecutorBackend")

    def ended_driver(self) -> str:
        """How the driver ended; no text while it runs."""
        return "".join(driver["state"] for driver in self.state()["completeddrivers"])
