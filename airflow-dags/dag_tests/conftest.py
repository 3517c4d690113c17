"""Airflow with a database and a landing folder of its own, and a spark-submit that only pretends.

Airflow reads its settings when it is first imported: everything is set before that.
"""

import atexit
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = Path(tempfile.mkdtemp(prefix="canbao-airflow-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
# A spark-submit that only pretends runs no jar; the DAGs ask whether there is one.
JAR = HOME / "canbao-spark.jar"
JAR.touch()

os.environ.update(
    AIRFLOW_HOME=str(HOME),
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__CORE__DAGS_FOLDER=str(ROOT / "airflow-dags" / "dags"),
    AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING",
    AIRFLOW_VAR_CANBAO_ENV="local",
    AIRFLOW_VAR_CANBAO_JAR=str(JAR),
    AIRFLOW_CONN_CANBAO_SPARK=json.dumps({"conn_type": "spark", "host": "local[2]"}),
)

import pytest  # noqa: E402
from airflow.dag_processing.dagbag import DagBag  # noqa: E402
from airflow.utils.db import initdb  # noqa: E402

from fake_spark import FakeSpark  # noqa: E402
from landing import SOURCES, Landing  # noqa: E402
from receiver import Receiver  # noqa: E402


@pytest.fixture(scope="session")
def database() -> None:
    initdb()


@pytest.fixture
def bag(database: None) -> DagBag:
    """The DAGs, read anew for each test: `dag.test()` keeps the parameters of a run in the DAG."""
    return DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])


@pytest.fixture
def spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSpark:
    fake = FakeSpark(tmp_path / "spark")
    monkeypatch.setenv("FAKE_SPARK", str(fake.folder))
    # `dag.test()` looks once a second whether a task can run.
    monkeypatch.setattr("time.sleep", lambda seconds, sleep=time.sleep: sleep(min(seconds, 0.01)))
    monkeypatch.setenv("PATH", f"{Path(__file__).parent / 'fake'}:{os.environ['PATH']}")
    return fake


@pytest.fixture
def landing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Landing:
    """A landing folder in which no night waits: what is not there is looked for once."""
    made = Landing(tmp_path, ROOT / "conf")
    monkeypatch.setenv("AIRFLOW_VAR_CANBAO_CONF", str(made.conf))
    monkeypatch.setenv(
        "AIRFLOW_CONN_CANBAO_LANDING", json.dumps({"conn_type": "fs", "extra": {"path": str(made.folder)}})
    )
    monkeypatch.setenv("AIRFLOW_VAR_CANBAO_WAIT_MINUTES", json.dumps(dict.fromkeys(SOURCES, 0)))
    return made


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A server that takes messages and notes."""
    with Receiver() as server:
        monkeypatch.setenv(
            "AIRFLOW_CONN_CANBAO_NOTIFY", json.dumps({"conn_type": "http", "host": f"{server.url}/hook"})
        )
        monkeypatch.setenv("AIRFLOW_CONN_CANBAO_AIRFLOW", json.dumps({"conn_type": "http", "host": server.url}))
        yield server
