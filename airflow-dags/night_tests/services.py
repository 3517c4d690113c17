"""Airflow as it runs in service: scheduler, DAG processor, triggerer and API server, with a database of its own."""

import json
import os
import socket
from pathlib import Path
from typing import Self

from api import Api
from processes import Session
from programs import AIRFLOW, ROOT, spark_environment

USER, PASSWORD = "canbao", "of no use elsewhere"

# Tried again after seconds, and files looked for every second: what a night decides is as in service, only sooner.
POLICY = """
from datetime import timedelta


def task_policy(task):
    task.retry_delay = timedelta(seconds=1)
    if hasattr(task, "poke_interval"):
        task.poke_interval = 1
"""


class Services:
    """All processes of Airflow, in one session that ends with the block."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "airflow-home"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | spark_environment(folder) | self.settings() | installation(folder, self.url)
        self.api = Api(self.url, USER, PASSWORD)

    def settings(self) -> dict[str, str]:
        return {
            "AIRFLOW_HOME": str(self.home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "airflow-dags" / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self.home / "passwords.json"),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
        }

    def __enter__(self) -> Self:
        (self.home / "config").mkdir(parents=True)
        (self.home / "config" / "airflow_local_settings.py").write_text(POLICY)
        (self.home / "passwords.json").write_text(json.dumps({USER: PASSWORD}))
        call = [str(AIRFLOW / "airflow"), "standalone"]
        self.session = Session(call, self.environment, self.home / "services.log")
        self.session.wait_for("Airflow with its DAGs", self.is_up, seconds=180)
        return self

    def __exit__(self, *_: object) -> None:
        self.session.end()

    def is_up(self) -> bool:
        return self.api.is_healthy() and {"canbao_nightly", "canbao_backfill"} <= self.api.dags()

    def java_of(self, command: str) -> int | None:
        """The JVM that runs a command for a task."""
        return self.session.java_with(f"canbao-{command}")


def installation(folder: Path, url: str) -> dict[str, str]:
    """The connections and Variables that stay as they are in all nights."""
    api = {"conn_type": "http", "host": url, "login": USER, "password": PASSWORD}
    return {
        "AIRFLOW_CONN_CANBAO_SPARK": json.dumps({"conn_type": "spark", "host": "local[2]"}),
        "AIRFLOW_CONN_CANBAO_LANDING": json.dumps({"conn_type": "fs", "extra": {"path": f"{folder}/landing"}}),
        "AIRFLOW_CONN_CANBAO_AIRFLOW": json.dumps(api),
        "AIRFLOW_VAR_CANBAO_CONF": f"{folder}/conf",
        "AIRFLOW_VAR_CANBAO_JAR": str(ROOT / "jobs" / "target" / "canbao-spark.jar"),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
