"""The names by which Airflow knows what an installation decides. No path and no host stands in a DAG."""

from pathlib import Path

from airflow.sdk import Connection, Variable, task
from airflow.sdk.exceptions import AirflowFailException, AirflowNotFoundException

# Variables: the folder of the settings, the environment `conf/env/<name>.yml`, the file canbao-spark.jar. All three are
# places on the worker, because in client mode the driver runs there.
CONF = "canbao_conf"
ENV = "canbao_env"
JAR = "canbao_jar"
# May be missing: minutes to wait for the batch of one source, {"settlement": 15}, in place of the usual ones.
WAIT_MINUTES = "canbao_wait_minutes"

# Connections: the cluster, the landing folder as the worker sees it, and, which may be missing, whom to tell of a
# failure and the API server that takes the note of a run.
SPARK = "canbao_spark"
LANDING = "canbao_landing"
NOTIFY = "canbao_notify"
API = "canbao_airflow"

# A pool of one slot: a lake has one writer at a time.
POOL = "canbao_lake"


def variable(name: str) -> str:
    """A template that is read when the task runs: parsing a DAG asks for no Variable."""
    return "{{ var.value." + name + " }}"


def connection(name: str) -> Connection | None:
    try:
        found: Connection = Connection.get(name)
    except AirflowNotFoundException:
        return None
    return found


def checked_conf() -> Path:
    """The folder of the settings, after everything that a night needs was seen to be there.

    Without the connection to the cluster, spark-submit would go to YARN and say nothing; without a Variable every later
    task would fail in its own way.
    """
    given = {name: Variable.get(name, default=None) for name in (CONF, ENV, JAR)}
    faults = [f"Variable {name} is missing" for name, value in given.items() if not value]
    faults += [f"connection {name} is missing" for name in (SPARK, LANDING) if connection(name) is None]
    landing = connection(LANDING)
    if landing is not None and not landing.extra_dejson.get("path"):
        faults.append(f"connection {LANDING} has no path in its extra")
    conf, env, jar = (str(given[name]) for name in (CONF, ENV, JAR))
    if not faults:
        needed = {CONF: Path(conf, "sources"), ENV: Path(conf, "env", f"{env}.yml")}
        if "://" not in jar:
            needed[JAR] = Path(jar)
        faults = [f"Variable {name}: there is no {path}" for name, path in needed.items() if not path.exists()]
    if faults:
        raise AirflowFailException(
            f"Canbao is not installed for this worker: {'; '.join(faults)}. "
            "Set what is named as airflow-dags/README.md says, then clear this task."
        )
    return Path(conf)


@task
def installation() -> None:
    """Refuses an installation that lacks something, before anything is done."""
    checked_conf()
